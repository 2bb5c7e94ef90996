//! The home page: what Préau is for, and the way in. Owns the order of what is said. Must not
//! promise what the product does not do.

use crate::components::home_drawing::yard;
use crate::shell::{PageContext, document};
use crate::texts::{home as texts, shell};
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

const SITUATIONS: [(Text, Text); 3] = [
    (texts::ROOM, texts::ROOM_TEXT),
    (texts::PARTNERS, texts::PARTNERS_TEXT),
    (texts::WALL, texts::WALL_TEXT),
];

const STEPS: [(Text, Text); 3] = [
    (texts::STEP_CONCERTATION, texts::STEP_CONCERTATION_TEXT),
    (texts::STEP_PROJECT, texts::STEP_PROJECT_TEXT),
    (texts::STEP_FUNDING, texts::STEP_FUNDING_TEXT),
];

const PROMISES: [(Text, Text); 4] = [
    (texts::SAVED, texts::SAVED_TEXT),
    (texts::FORM, texts::FORM_TEXT),
    (texts::BUDGET, texts::BUDGET_TEXT),
    (texts::PRIVATE, texts::PRIVATE_TEXT),
];

pub fn page(context: &PageContext) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page">
            <section class="hero">
                <div class="hero-words">
                    <h1>{texts::HEADING.in_lang(lang)}</h1>
                    <p class="lede">{texts::LEDE.in_lang(lang)}</p>
                    {way_in(context)}
                </div>
                {yard(lang)}
            </section>
            <section class="band">
                <h2>{texts::SITUATIONS.in_lang(lang)}</h2>
                <div class="bays">{situations(lang)}</div>
            </section>
            <section class="band">
                <h2>{texts::STEPS.in_lang(lang)}</h2>
                <ol class="steps">{steps(lang)}</ol>
                <p class="programme">{texts::PROGRAMME.in_lang(lang)}</p>
            </section>
            <section class="band">
                <h2>{texts::PROMISES.in_lang(lang)}</h2>
                <dl class="promises">{promises(lang)}</dl>
            </section>
            <section class="band home-end">
                <p>{texts::CLOSING.in_lang(lang)}</p>
                {way_in(context)}
            </section>
        </div>
    };
    document(context, texts::TITLE.in_lang(lang), main)
}

fn way_in(context: &PageContext) -> AnyView {
    let ((first, first_label), (second, second_label)) = match context.visitor {
        Some(_) => (("/dossiers", texts::OPEN_DOSSIERS), ("/dossiers/nouveau", texts::NEW_DOSSIER)),
        None => (("/inscription", shell::SIGN_UP), ("/connexion", shell::SIGN_IN)),
    };
    view! {
        <p class="button-row">
            <a class="button-main" href=first>
                {first_label.in_lang(context.lang)}
            </a>
            <a class="button" href=second>
                {second_label.in_lang(context.lang)}
            </a>
        </p>
    }
    .into_any()
}

fn situations(lang: Lang) -> AnyView {
    SITUATIONS
        .map(|(title, text)| {
            view! {
                <div class="bay">
                    <h3>{title.in_lang(lang)}</h3>
                    <p>{text.in_lang(lang)}</p>
                </div>
            }
        })
        .collect_view()
        .into_any()
}

fn steps(lang: Lang) -> AnyView {
    STEPS
        .map(|(title, text)| {
            view! {
                <li>
                    <h3>{title.in_lang(lang)}</h3>
                    <p>{text.in_lang(lang)}</p>
                </li>
            }
        })
        .collect_view()
        .into_any()
}

fn promises(lang: Lang) -> AnyView {
    PROMISES
        .map(|(title, text)| {
            view! {
                <div>
                    <dt>{title.in_lang(lang)}</dt>
                    <dd>{text.in_lang(lang)}</dd>
                </div>
            }
        })
        .collect_view()
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::Visitor;
    use crate::shell::tests::context;

    #[test]
    fn the_home_page_carries_the_legal_mentions() {
        let page = page(&context(Lang::Fr));
        assert!(page.contains("Accessibilité\u{a0}: non conforme"), "{page}");
        assert!(page.contains("Site non officiel"), "{page}");
    }

    #[test]
    fn the_way_in_depends_on_whether_one_is_signed_in() {
        let mut context = context(Lang::Fr);
        assert!(page(&context).contains("href=\"/inscription\""));
        context.visitor = Some(Visitor {
            name: "Odile".to_owned(),
            email: Some(String::new()),
            ..Visitor::default()
        });
        let page = page(&context);
        assert!(page.contains("href=\"/dossiers/nouveau\""));
        assert!(!page.contains("href=\"/inscription\""));
    }
}
