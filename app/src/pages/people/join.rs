//! Coming in by an invitation: the page that takes a link or a code, and the one that says what is
//! offered. Does not know which invitations there are. The first holds no secret; its script puts
//! there what stands after `#` in the link, which browsers send to nobody.

use crate::components::account_fields::{name_field, quality_field};
use crate::components::banner::error_summary;
use crate::components::field::FieldError;
use crate::pages::people::write_scope;
use crate::pages::site::code::{CodePage, Refusal};
use crate::shell::{PageContext, document};
use crate::texts::people::called;
use crate::texts::{account, forms, invitations, join as texts};
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::rights::Role;
use leptos::prelude::*;

const ASKS: CodePage = CodePage {
    title: texts::TITLE,
    lede: texts::LEDE,
    more: Some(texts::NO_ACCOUNT),
    label: texts::CODE,
    help: texts::CODE_HELP,
    action: "/rejoindre",
    closed: texts::CLOSED_TEXT,
};

pub fn ask(context: &PageContext, refusal: Option<Refusal>) -> String {
    ASKS.page(context, refusal)
}

/// What an invitation offers, and to whom.
#[derive(Clone, Debug)]
pub struct Welcome {
    pub title: String,
    pub school: String,
    pub by: String,
    pub by_role: Option<Role>,
    pub role: Role,
    /// The sections to write in, where these are fewer than the role's.
    pub sections: Option<Vec<SectionId>>,
    /// What the reader holds, sent again with the form.
    pub held: String,
    pub asks: Asks,
}

/// What is left to be said before coming in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Who one is: what was typed so far.
    Name { name: String, quality: String },
    /// Nothing: one only reads.
    Nothing,
    /// Nothing: the reader is known, by that name.
    Known(String),
}

pub fn welcome(context: &PageContext, welcome: &Welcome, errors: &[FieldError]) -> String {
    let lang = context.lang;
    let by = match welcome.by_role {
        Some(role) => format!("{}, {}", called(lang, &welcome.by), role.label().in_lang(lang)),
        None => called(lang, &welcome.by).to_owned(),
    };
    let school = (!welcome.school.is_empty()).then(|| {
        view! { <p class="lede">{welcome.school.clone()}</p> }
    });
    let button = match &welcome.asks {
        Asks::Name { .. } => texts::ENTER.in_lang(lang).to_owned(),
        Asks::Nothing => texts::ENTER_TO_READ.in_lang(lang).to_owned(),
        Asks::Known(name) => texts::ENTER_AS.fill(lang, &[("name", name)]),
    };
    let account = (!matches!(welcome.asks, Asks::Known(_))).then(|| {
        view! {
            <p class="field-help">{texts::HAVE_ACCOUNT.in_lang(lang)}</p>
        }
    });
    let sections = welcome.sections.as_ref().map(|sections| {
        view! {
            <dt>{crate::texts::write_scope::YOU_WRITE_IN.in_lang(lang)}</dt>
            <dd>{write_scope::titles(lang, sections)}</dd>
        }
    });
    let main = view! {
        <div class="page split">
            <div class="intro">
                <p class="eyebrow">{texts::INVITED.in_lang(lang)}</p>
                <h1>{welcome.title.clone()}</h1>
                {school}
                <dl class="facts">
                    <dt>{texts::BY.in_lang(lang)}</dt>
                    <dd>{by}</dd>
                    <dt>{texts::AS.in_lang(lang)}</dt>
                    <dd>{welcome.role.label().in_lang(lang)}</dd>
                    <dt>{texts::YOU_MAY.in_lang(lang)}</dt>
                    <dd>{invitations::may_do(welcome.role).in_lang(lang)}</dd>
                    {sections}
                </dl>
            </div>
            <div class="split-main">
                {error_summary(lang, errors)}
                <form class="form" method="post" action="/rejoindre/entrer" novalidate>
                    <input type="hidden" name="code" value=welcome.held.clone() />
                    {who(lang, &welcome.asks, errors)}
                    <p>
                        <button class="button-main">{button}</button>
                    </p>
                    {account}
                </form>
            </div>
        </div>
    };
    document(context, &forms::title(lang, texts::TITLE, !errors.is_empty()), main)
}

fn who(lang: Lang, asks: &Asks, errors: &[FieldError]) -> Option<AnyView> {
    let Asks::Name { name, quality } = asks else { return None };
    Some(
        view! {
            {name_field(lang, name, texts::NAME_HELP, errors)}
            {quality_field(lang, quality, errors)}
            <p class="field-help">{account::NO_PUPILS.in_lang(lang)}</p>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    fn offered(asks: Asks) -> Welcome {
        Welcome {
            title: HOSTILE.to_owned(),
            school: HOSTILE.to_owned(),
            by: HOSTILE.to_owned(),
            by_role: Some(Role::Head),
            role: Role::Partner,
            sections: Some(vec![SectionId::Budget]),
            held: HOSTILE.to_owned(),
            asks,
        }
    }

    #[test]
    fn what_was_typed_is_shown_as_text() {
        let name = Asks::Name { name: HOSTILE.to_owned(), quality: HOSTILE.to_owned() };
        for asks in [name, Asks::Nothing, Asks::Known(HOSTILE.to_owned())] {
            assert_harmless(&welcome(&context(Lang::Fr), &offered(asks), &[]));
        }
    }

    #[test]
    fn only_who_is_new_and_does_more_than_read_says_who_they_are() {
        let asks =
            |asks| welcome(&context(Lang::Fr), &offered(asks), &[]).contains("name=\"name\"");
        assert!(asks(Asks::Name { name: String::new(), quality: String::new() }));
        assert!(!asks(Asks::Nothing) && !asks(Asks::Known("Claire".to_owned())));
    }
}
