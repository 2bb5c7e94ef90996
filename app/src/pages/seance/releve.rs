//! The relevé of a séance as it is read, alone or on paper, with what its reader may do about it.
//! Does not know: how it came to say that, who may approve.

use crate::components::banner::error_summary;
use crate::components::field::{FieldError, error_line, message_of};
use crate::components::print::print;
use crate::pages::threads::warning;
use crate::shell::{PageContext, bare_document, scripted_document};
use crate::texts::{releve as texts, seance as seance_texts};
use dossier::lang::Lang;
use dossier::privacy::Found;
use dossier::seance::releve::Releve;
use leptos::prelude::*;

pub mod correct;
pub mod draft;
mod print;

pub use print::in_hours;
use print::{by, sheet};

/// A relevé with what it is about.
#[derive(Clone, Debug)]
pub struct Shown {
    pub seance: String,
    pub dossier: String,
    pub title: String,
    pub dossier_title: String,
    pub releve: Releve,
    /// Of what it says, so that what is approved is what was read.
    pub digest: String,
    /// The name of who approved what is shown, and when; none for a draft.
    pub approved: Option<(String, i64)>,
}

/// What a facilitator sees around it.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// Whether the séance still goes on.
    pub running: bool,
    /// Of what is kept; 0 where nobody has corrected anything.
    pub version: i64,
    /// Who corrected it last, and when.
    pub corrected: Option<(String, i64)>,
    /// Whether an earlier version is approved.
    pub approved_before: bool,
    /// How many wait for a letter that has not left.
    pub awaiting: usize,
    /// Whether the reader approves.
    pub may_approve: bool,
    /// Whether the form says something else of the séance than what was put there.
    pub replaces: bool,
    /// What looks as if it told of one person.
    pub found: Vec<Found>,
    /// What keeps it from being approved, if that was tried.
    pub errors: Vec<FieldError>,
    /// Whether the version that was to be approved is another one now.
    pub stale: bool,
}

/// For who works on it.
pub fn page(context: &PageContext, shown: &Shown, draft: &DraftView) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page releve-page">
            <p class="way-back">
                <a href=format!("/dossiers/{}/seances", shown.dossier)>{seance_texts::TITLE.in_lang(lang)}</a>
            </p>
            {error_summary(lang, &draft.errors)}
            {draft.stale.then(|| view! { <p class="notice warning" role="alert">{texts::STALE_APPROVE.in_lang(lang)}</p> })}
            {state(lang, shown, draft)}
            {(!draft.found.is_empty()).then(|| warning::notice(lang, &draft.found))}
            {sheet(lang, shown)}
            {acts(lang, shown, draft)}
        </div>
    };
    scripted_document(context, texts::TITLE.in_lang(lang), main)
}

/// For who only reads the one that was approved, and nothing else of the dossier perhaps.
pub fn alone(context: &PageContext, shown: &Shown) -> String {
    let lang = context.lang;
    let main = view! { <div class="page releve-page">{sheet(lang, shown)} {print(lang)}</div> };
    scripted_document(context, texts::TITLE.in_lang(lang), main)
}

/// For who may read it once it is approved.
pub fn not_yet(context: &PageContext, title: &str) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page">
            <p class="eyebrow">{texts::TITLE.in_lang(lang)}</p>
            <h1>{title.to_owned()}</h1>
            <p class="text">{texts::NOT_APPROVED.in_lang(lang)}</p>
        </div>
    };
    bare_document(context, texts::TITLE.in_lang(lang), main)
}

fn state(lang: Lang, shown: &Shown, draft: &DraftView) -> AnyView {
    let lines = match &shown.approved {
        Some(_) => awaiting(lang, draft.awaiting).into_iter().collect(),
        None => {
            let mut lines = vec![texts::DRAFT_HELP.in_lang(lang).to_owned()];
            if draft.running {
                lines.push(texts::RUNNING.in_lang(lang).to_owned());
            }
            if let Some(corrected) = &draft.corrected {
                lines.push(by(lang, texts::CORRECTED, corrected));
            }
            if draft.approved_before {
                lines.push(texts::CHANGED_SINCE.in_lang(lang).to_owned());
            }
            lines
        }
    };
    let lines: Vec<_> = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect();
    let approved = format!("/seances/{}/releve?approved=1", shown.seance);
    let before = (draft.approved_before && shown.approved.is_none())
        .then(|| view! { <p><a href=approved>{texts::SEE_APPROVED.in_lang(lang)}</a></p> });
    (!lines.is_empty())
        .then(|| view! { <div class="notice releve-state">{lines} {before}</div> })
        .into_any()
}

fn awaiting(lang: Lang, count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some(texts::AWAITING_ONE.in_lang(lang).to_owned()),
        n => Some(texts::AWAITING.fill(lang, &[("n", &n.to_string())])),
    }
}

fn acts(lang: Lang, shown: &Shown, draft: &DraftView) -> AnyView {
    let correct = (!draft.running).then(|| {
        let path = format!("/seances/{}/releve/corriger", shown.seance);
        view! { <a class="button" href=path>{texts::CORRECT.in_lang(lang)}</a> }
    });
    let afresh = (draft.corrected.is_some() && !draft.approved_before && shown.approved.is_none())
        .then(|| {
            view! {
                <form method="post" action=format!("/seances/{}/releve/recommencer", shown.seance)>
                    <input type="hidden" name="version" value=draft.version.to_string() />
                    <button class="button">{texts::AFRESH.in_lang(lang)}</button>
                </form>
            }
        });
    let approve = (!draft.running && shown.approved.is_none()).then(|| approve(lang, shown, draft));
    view! {
        {approve}
        <div class="releve-acts">{correct} {afresh} {print(lang)}</div>
    }
    .into_any()
}

fn approve(lang: Lang, shown: &Shown, draft: &DraftView) -> AnyView {
    if !draft.may_approve {
        return view! { <p class="text">{texts::WHO_APPROVES.in_lang(lang)}</p> }.into_any();
    }
    let replaces = draft.replaces.then(|| {
        let message = message_of("replace", &draft.errors);
        view! {
            <div class="field">
                <p>{texts::REPLACES.in_lang(lang)}</p>
                <p class="remote-tick">
                    <input type="checkbox" id="replace" name="replace" value="oui" />
                    <label for="replace">{texts::REPLACE_THEM.in_lang(lang)}</label>
                </p>
                {error_line("replace", message)}
            </div>
        }
    });
    view! {
        <form
            class="releve-approve"
            id="approve"
            method="post"
            action=format!("/seances/{}/releve/approuver", shown.seance)
            novalidate
        >
            <input type="hidden" name="version" value=draft.version.to_string() />
            <input type="hidden" name="digest" value=shown.digest.clone() />
            {replaces}
            <p class="field-help">{texts::APPROVE_HELP.in_lang(lang)}</p>
            <p><button class="button-main">{texts::APPROVE.in_lang(lang)}</button></p>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};
    use dossier::privacy::Cue;
    use std::collections::BTreeMap;

    fn hostile() -> (Shown, DraftView) {
        let words = || HOSTILE.to_owned();
        let releve = Releve {
            date: words(),
            start: words(),
            minutes: Some(165),
            place: words(),
            facilitator: words(),
            secretary: words(),
            attendance: BTreeMap::from([("parents".to_owned(), 3), (words(), 1)]),
            agenda: vec![words()],
            questions: vec![words()],
            conclusions: words(),
        };
        let shown = Shown {
            seance: "s".to_owned(),
            dossier: "d".to_owned(),
            title: words(),
            dossier_title: words(),
            releve,
            digest: words(),
            approved: None,
        };
        let draft = DraftView {
            running: false,
            version: 1,
            corrected: Some((words(), 0)),
            approved_before: true,
            awaiting: 2,
            may_approve: true,
            replaces: true,
            found: vec![Found { cue: Cue::Pupil, words: words() }],
            errors: vec![FieldError { field: "replace", message: words() }],
            stale: true,
        };
        (shown, draft)
    }

    #[test]
    fn what_people_said_is_text() {
        let (shown, draft) = hostile();
        let approved = Shown { approved: Some((HOSTILE.to_owned(), 0)), ..shown.clone() };
        for lang in [Lang::Fr, Lang::En] {
            let context = context(lang);
            assert_harmless(&page(&context, &shown, &draft));
            assert_harmless(&page(&context, &approved, &draft));
            assert_harmless(&alone(&context, &approved));
            assert_harmless(&not_yet(&context, HOSTILE));
        }
    }
}
