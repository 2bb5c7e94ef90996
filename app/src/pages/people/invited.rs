//! Invitations that have just been made: the only time that a link, its QR code and its short code
//! are shown; and the same as a poster, a page a role. Does not know how they are made or kept.

use crate::components::print::print;
use crate::components::qr::{Drawing, qr};
use crate::shell::{PageContext, scripted_document};
use crate::texts::dates::Day;
use crate::texts::invitations as texts;
use dossier::lang::{Lang, Text};
use dossier::rights::Role;
use leptos::prelude::*;

/// An invitation with its secrets.
#[derive(Clone, Debug)]
pub struct Handout {
    pub label: String,
    pub role: Role,
    pub link: String,
    pub code: String,
    pub drawing: Drawing,
    /// Milliseconds since 1970, UTC.
    pub expires_at: i64,
    /// How many may come by it, in words.
    pub uses: Text,
    /// Where the letter goes.
    pub email: Option<String>,
}

/// The dossier that the invitations are to.
#[derive(Clone, Debug)]
pub struct To {
    pub dossier: String,
    pub title: String,
    pub school: String,
    /// Where codes are typed, as people read it: `preau.example/rejoindre`.
    pub address: String,
}

pub fn page(context: &PageContext, to: &To, handout: &Handout) -> String {
    let lang = context.lang;
    let title = match &handout.email {
        Some(email) => texts::READY_LETTER.fill(lang, &[("email", email)]),
        None => texts::READY.in_lang(lang).to_owned(),
    };
    let day = Day::of_millis(handout.expires_at);
    let main = view! {
        <div class="page">
            {back(lang, to)}
            <h1>{title}</h1>
            <p class="notice warning">{texts::SHOWN_ONCE.in_lang(lang)}</p>
            <div class="handout">
                {qr(&handout.drawing, texts::QR.in_lang(lang).to_owned())}
                <div class="handout-words">
                    {secret(lang, texts::LINK, "link", &handout.link, None)}
                    {secret(
                        lang,
                        texts::CODE,
                        "code",
                        &handout.code,
                        Some(texts::CODE_HELP.fill(lang, &[("address", &to.address)])),
                    )}
                    <dl class="facts">
                        <dt>{texts::LABEL.in_lang(lang)}</dt>
                        <dd>{handout.label.clone()}</dd>
                        <dt>{texts::ROLE.in_lang(lang)}</dt>
                        <dd>{handout.role.label().in_lang(lang)}</dd>
                        <dt>{crate::texts::people::EXPIRES.in_lang(lang)}</dt>
                        <dd>
                            <time datetime=day.iso()>{day.in_words(lang)}</time>
                        </dd>
                        <dt>{texts::USES.in_lang(lang)}</dt>
                        <dd>{handout.uses.in_lang(lang)}</dd>
                    </dl>
                    <p>{print(lang)}</p>
                </div>
            </div>
        </div>
    };
    // The title is kept in the browser's history: it names neither the link nor the person.
    scripted_document(context, texts::READY.in_lang(lang), main)
}

/// A page a role, to be printed.
pub fn sheet(context: &PageContext, to: &To, handouts: &[Handout]) -> String {
    let lang = context.lang;
    let posters = handouts.iter().map(|handout| poster(lang, to, handout)).collect_view();
    let main = view! {
        <div class="page posters">
            <div class="posters-head">
                {back(lang, to)}
                <h1>{texts::SHEET.in_lang(lang)}</h1>
                <p class="notice warning">{texts::SHOWN_ONCE.in_lang(lang)}</p>
                <p>{print(lang)}</p>
            </div>
            {posters}
        </div>
    };
    scripted_document(context, texts::SHEET.in_lang(lang), main)
}

fn poster(lang: Lang, to: &To, handout: &Handout) -> AnyView {
    let day = Day::of_millis(handout.expires_at).in_words(lang);
    let until = [("day", day.as_str()), ("uses", handout.uses.in_lang(lang))];
    let label = handout.role.label().in_lang(lang);
    view! {
        <article class="poster" aria-label=label>
            <p class="poster-school">{to.school.clone()}</p>
            <h2>{texts::SHEET_JOIN.in_lang(lang)}</h2>
            <p class="poster-title">{to.title.clone()}</p>
            <div class="poster-way">
                {qr(&handout.drawing, texts::QR.in_lang(lang).to_owned())}
                <div class="poster-words">
                    <p>{texts::SHEET_SCAN.in_lang(lang)}</p>
                    <p>{texts::SHEET_OR.fill(lang, &[("address", &to.address)])}</p>
                    <p class="poster-code">{handout.code.clone()}</p>
                    <p>
                        {texts::SHEET_AS.in_lang(lang)}
                        " "
                        <strong>{label}</strong>
                        {colon(lang)}
                        {texts::may_do(handout.role).in_lang(lang)}
                        "."
                    </p>
                    <p>{texts::SHEET_UNTIL.fill(lang, &until)}</p>
                </div>
            </div>
        </article>
    }
    .into_any()
}

/// What is copied: selected by one click, and by a button where script runs.
fn secret(lang: Lang, label: Text, id: &'static str, value: &str, help: Option<String>) -> AnyView {
    let help = help.map(|help| view! { <p class="field-help">{help}</p> });
    view! {
        <div class="field secret">
            <span class="field-label" id=format!("{id}-label")>
                {label.in_lang(lang)}
            </span>
            <p class="secret-value">
                <code id=id class=format!("secret-{id}")>
                    {value.to_owned()}
                </code>
                <button
                    class="button"
                    type="button"
                    hidden
                    data-copy=id
                    data-copied=texts::COPIED.in_lang(lang)
                    aria-describedby=format!("{id}-label")
                >
                    {texts::COPY.in_lang(lang)}
                </button>
            </p>
            {help}
        </div>
    }
    .into_any()
}

fn back(lang: Lang, to: &To) -> AnyView {
    view! {
        <p class="way-back">
            <a href=format!("/dossiers/{}/personnes", to.dossier)>{texts::BACK.in_lang(lang)}</a>
        </p>
    }
    .into_any()
}

const fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "\u{a0}: ",
        Lang::En => ": ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    fn handout() -> Handout {
        Handout {
            label: HOSTILE.to_owned(),
            role: Role::Partner,
            link: "https://preau.example/rejoindre#secret".to_owned(),
            code: "7K2QM-X4DPA".to_owned(),
            drawing: Drawing::default(),
            expires_at: 1_790_208_000_000,
            uses: texts::TEN,
            email: Some(HOSTILE.to_owned()),
        }
    }

    fn to() -> To {
        To {
            dossier: HOSTILE.to_owned(),
            title: HOSTILE.to_owned(),
            school: HOSTILE.to_owned(),
            address: HOSTILE.to_owned(),
        }
    }

    #[test]
    fn what_was_typed_is_shown_as_text() {
        assert_harmless(&page(&context(Lang::Fr), &to(), &handout()));
        assert_harmless(&sheet(&context(Lang::En), &to(), &[handout(), handout()]));
    }

    #[test]
    fn the_secrets_are_in_the_page_and_not_in_its_title() {
        let page = page(&context(Lang::Fr), &to(), &handout());
        let (head, body) = page.split_once("</head>").expect("a head");
        assert!(!head.contains("secret") && !head.contains("7K2QM"), "{head}");
        assert!(body.contains("rejoindre#secret") && body.contains("7K2QM-X4DPA"), "{body}");
        assert!(body.contains("role=\"img\""), "{body}");
    }
}
