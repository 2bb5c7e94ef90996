//! Inviting: by a link, by a letter, by a poster; a plain form each. Does not know who may invite
//! as what, nor how an invitation is made.

use crate::components::banner::error_summary;
use crate::components::field::{
    FieldError, Input, Label, Offer, choice_field, option_group, text_field,
};
use crate::pages::people::write_scope::section_box;
use crate::shell::{PageContext, document};
use crate::texts::{forms, invitations as texts, write_scope};
use dossier::form::SectionId;
use dossier::lang::{Lang, Text};
use dossier::rights::{Role, narrowable};
use leptos::prelude::*;

/// How the invitation reaches people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    #[default]
    Link,
    Letter,
    Sheet,
}

impl Way {
    pub const ALL: [Way; 3] = [Way::Link, Way::Letter, Way::Sheet];

    pub const fn as_str(self) -> &'static str {
        match self {
            Way::Link => "link",
            Way::Letter => "email",
            Way::Sheet => "sheet",
        }
    }

    /// Addresses that were kept say it in French.
    pub fn parse(name: &str) -> Option<Way> {
        match name {
            "lien" => Some(Way::Link),
            "courriel" => Some(Way::Letter),
            "affiche" => Some(Way::Sheet),
            _ => Way::ALL.into_iter().find(|way| way.as_str() == name),
        }
    }

    /// Its name, what it is, and the word on its button.
    const fn words(self) -> [Text; 3] {
        match self {
            Way::Link => [texts::BY_LINK, texts::BY_LINK_TEXT, texts::MAKE_LINK],
            Way::Letter => [texts::BY_LETTER, texts::BY_LETTER_TEXT, texts::MAKE_LETTER],
            Way::Sheet => [texts::BY_SHEET, texts::BY_SHEET_TEXT, texts::MAKE_SHEET],
        }
    }
}

/// What the form starts from, or comes back with.
#[derive(Clone, Debug, Default)]
pub struct Invite {
    pub dossier: String,
    pub way: Way,
    /// The roles as which the reader may invite.
    pub offered: Vec<Role>,
    pub roles: Vec<String>,
    /// The names of the sections that are ticked.
    pub sections: Vec<String>,
    pub label: String,
    pub email: String,
    pub expiry: String,
    pub uses: String,
}

/// Days, as the form sends them.
pub const EXPIRIES: [(&str, Text); 4] = [
    ("1", texts::ONE_DAY),
    ("7", texts::SEVEN_DAYS),
    ("30", texts::THIRTY_DAYS),
    ("90", texts::NINETY_DAYS),
];

/// How many may come, as the form sends it; 0 is as many as like.
pub const USES: [(&str, Text); 4] =
    [("1", texts::ONCE), ("10", texts::TEN), ("60", texts::SIXTY), ("0", texts::UNLIMITED)];

const LABEL: Label =
    Label { name: "label", label: texts::LABEL, help: Some(texts::LABEL_HELP), required: false };

const EMAIL: Label =
    Label { name: "email", label: texts::EMAIL, help: Some(texts::EMAIL_HELP), required: true };

const EXPIRY: Label = Label { name: "expiry", label: texts::EXPIRY, help: None, required: true };

const HOW_MANY: Label = Label { name: "uses", label: texts::USES, help: None, required: true };

pub fn page(context: &PageContext, form: &Invite, errors: &[FieldError]) -> String {
    let lang = context.lang;
    let people = format!("/dossiers/{}/personnes", form.dossier);
    let [_, what, make] = form.way.words();
    let action = match form.way {
        Way::Sheet => format!("/dossiers/{}/invitations/affiche", form.dossier),
        Way::Link | Way::Letter => format!("/dossiers/{}/invitations", form.dossier),
    };
    let main = view! {
        <div class="page split">
            <div class="intro">
                <p>
                    <a href=people>{texts::BACK.in_lang(lang)}</a>
                </p>
                <h1>{texts::TITLE.in_lang(lang)}</h1>
                <p class="lede">{texts::LEDE.in_lang(lang)}</p>
                <p class="text">{texts::ADULTS.in_lang(lang)}</p>
            </div>
            <div class="split-main">
                {tabs(lang, form)}
                {error_summary(lang, errors)}
                <p>{what.in_lang(lang)}</p>
                <form class="form" method="post" action=action novalidate>
                    <input type="hidden" name="way" value=form.way.as_str() />
                    {fields(lang, form, errors)}
                    <p>
                        <button class="button-main">{make.in_lang(lang)}</button>
                    </p>
                </form>
            </div>
        </div>
    };
    document(context, &forms::title(lang, texts::TITLE, !errors.is_empty()), main)
}

fn tabs(lang: Lang, form: &Invite) -> AnyView {
    let links = Way::ALL
        .map(|way| {
            let at = format!("/dossiers/{}/invitations?way={}", form.dossier, way.as_str());
            let [name, ..] = way.words();
            view! {
                <a href=at aria-current=(way == form.way).then_some("page")>
                    {name.in_lang(lang)}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs flush" aria-label=texts::WAYS.in_lang(lang)>
            {links}
        </nav>
    }
    .into_any()
}

fn fields(lang: Lang, form: &Invite, errors: &[FieldError]) -> AnyView {
    let input = |kind, value: &str| Input {
        kind,
        autocomplete: "off",
        value: value.to_owned(),
        short: false,
    };
    let offers = |all: [(&'static str, Text); 4]| {
        all.map(|(value, label)| Offer { value, label: label.in_lang(lang) }).into()
    };
    let email = (form.way == Way::Letter)
        .then(|| text_field(lang, EMAIL, input("email", &form.email), errors));
    let label = (form.way != Way::Sheet)
        .then(|| text_field(lang, LABEL, input("text", &form.label), errors));
    let uses = (form.way != Way::Letter)
        .then(|| choice_field(lang, HOW_MANY, offers(USES), &form.uses, errors));
    view! {
        {email}
        {label}
        {roles(lang, form, errors)}
        {sections(lang, form, errors)}
        {choice_field(lang, EXPIRY, offers(EXPIRIES), &form.expiry, errors)}
        {uses}
    }
    .into_any()
}

/// One role, or several for a poster.
fn roles(lang: Lang, form: &Invite, errors: &[FieldError]) -> AnyView {
    let (kind, legend) = match form.way {
        Way::Sheet => ("checkbox", texts::ROLES),
        Way::Link | Way::Letter => ("radio", texts::ROLE),
    };
    let options = form
        .offered
        .iter()
        .enumerate()
        .map(|(at, role)| {
            // The summary of what is wrong leads to the first of the group.
            let id = (at == 0).then_some("role");
            let checked = form.roles.iter().any(|chosen| chosen == role.as_str());
            view! {
                <label class="option">
                    <input type=kind id=id name="role" value=role.as_str() checked=checked />
                    <span>
                        {role.label().in_lang(lang)}
                        <span class="option-note">{texts::may_do(*role).in_lang(lang)}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    option_group(legend.in_lang(lang), "role", options.into_any(), errors)
}

/// The sections in which whoever comes writes: asked for the roles that can be narrowed. The style
/// hides it for the others, and the server passes it over.
fn sections(lang: Lang, form: &Invite, errors: &[FieldError]) -> AnyView {
    let mut possible: Vec<SectionId> =
        form.offered.iter().flat_map(|role| narrowable(*role)).collect();
    possible.sort();
    possible.dedup();
    let boxes = possible
        .into_iter()
        .enumerate()
        .map(|(at, section)| {
            let ticked = form.sections.iter().any(|name| name == section.name());
            // The summary of what is wrong leads to the first of the group.
            let id = (at == 0).then_some("section");
            view! { <div id=id tabindex=id.map(|_| "-1")>{section_box(lang, section, ticked)}</div> }
        })
        .collect_view();
    let title = |section: SectionId| section.title().in_lang(lang);
    let help = write_scope::INVITE_SECTIONS_HELP.fill(
        lang,
        &[("partners", title(SectionId::Partners)), ("budget", title(SectionId::Budget))],
    );
    let options = view! {
        <input type="hidden" name="narrows" value="yes" />
        <p class="field-help">{help}</p>
        <div class="options-columns">{boxes}</div>
    };
    let group = option_group(
        write_scope::INVITE_SECTIONS.in_lang(lang),
        "section",
        options.into_any(),
        errors,
    );
    view! { <div class="invite-sections">{group}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    #[test]
    fn what_was_typed_comes_back_as_text() {
        for way in Way::ALL {
            let form = Invite {
                dossier: HOSTILE.to_owned(),
                way,
                offered: vec![Role::Partner],
                roles: vec![HOSTILE.to_owned()],
                sections: vec![HOSTILE.to_owned()],
                label: HOSTILE.to_owned(),
                email: HOSTILE.to_owned(),
                expiry: HOSTILE.to_owned(),
                uses: HOSTILE.to_owned(),
            };
            let errors = [FieldError { field: "role", message: HOSTILE.to_owned() }];
            assert_harmless(&page(&context(Lang::Fr), &form, &errors));
        }
    }

    #[test]
    fn a_poster_is_for_several_roles_and_a_link_for_one() {
        let shown = |way| {
            let offered = vec![Role::Partner, Role::Viewer];
            page(&context(Lang::Fr), &Invite { way, offered, ..Invite::default() }, &[])
        };
        assert_eq!(shown(Way::Link).matches("type=\"radio\"").count(), 2);
        assert_eq!(shown(Way::Sheet).matches("name=\"role\"").count(), 2);
        assert_eq!(shown(Way::Link).matches("name=\"section\"").count(), 2, "a partner's");
        assert!(shown(Way::Letter).contains("name=\"email\""));
        assert!(!shown(Way::Link).contains("name=\"email\""));
        assert!(!shown(Way::Link).contains("value=\"lead\""));
    }
}
