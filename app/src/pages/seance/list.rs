//! The séances of a dossier, with the form that begins one. Without script. Does not know: who may
//! facilitate.

use super::prepare::{PrepareForm, fields};
use crate::components::banner::error_summary;
use crate::components::field::FieldError;
use crate::shell::{PageContext, document};
use crate::texts::dates::iso_day;
use crate::texts::{forms, people, pitch, preparation, releve as releve_texts, seance as texts};
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

/// A séance in the list.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: String,
    pub title: String,
    pub place: String,
    pub ended: bool,
    /// Whether its relevé is approved.
    pub approved: bool,
    /// The ISO date on which it is or was held.
    pub on: String,
}

pub fn page(
    context: &PageContext,
    dossier: &str,
    dossier_title: &str,
    lines: &[Line],
    typed: &PrepareForm,
    errors: &[FieldError],
) -> String {
    let lang = context.lang;
    let back = people::BACK.fill(lang, &[("title", dossier_title)]);
    let list = if lines.is_empty() {
        view! { <p class="text">{texts::NONE.in_lang(lang)}</p> }.into_any()
    } else {
        let lines = lines.iter().map(|line| row(lang, line)).collect_view();
        view! { <ul class="roster">{lines}</ul> }.into_any()
    };
    let main = view! {
        <div class="page seance-page">
            <p>
                <a href=format!("/dossiers/{dossier}")>{back}</a>
            </p>
            <h1>{texts::TITLE.in_lang(lang)}</h1>
            <p class="lede">{texts::LEDE.in_lang(lang)}</p>
            {list}
            <p>
                <a href=format!("/dossiers/{dossier}/demandes")>{texts::ORIGINS.in_lang(lang)}</a>
            </p>
            <section aria-labelledby="talk">
                <h2 id="talk">{pitch::TITLE.in_lang(lang)}</h2>
                <p class="text">{pitch::LEDE.in_lang(lang)}</p>
                <form method="post" action=format!("/dossiers/{dossier}/pitch")>
                    <button class="button">{pitch::PRESENT.in_lang(lang)}</button>
                </form>
            </section>
            <section aria-labelledby="new">
                <h2 id="new">{texts::PREPARE.in_lang(lang)}</h2>
                {error_summary(lang, errors)}
                <form
                    class="form"
                    method="post"
                    action=format!("/dossiers/{dossier}/seances")
                    novalidate
                >
                    {fields(lang, typed, errors)}
                    <p>
                        <button class="button-main">{texts::BEGIN.in_lang(lang)}</button>
                    </p>
                </form>
            </section>
        </div>
    };
    document(context, &forms::title(lang, texts::TITLE, !errors.is_empty()), main)
}

fn row(lang: Lang, line: &Line) -> AnyView {
    let day = iso_day(lang, &line.on);
    let state = match (line.ended, line.approved) {
        (false, _) => texts::RUNNING,
        (true, false) => texts::ENDED,
        (true, true) => texts::ENDED_APPROVED,
    };
    let place = (!line.place.is_empty()).then(|| format!(" · {}", line.place));
    let link = |path: String, label: Text| {
        view! { <a class="button" href=path>{label.in_lang(lang)}</a> }
    };
    let id = &line.id;
    let releve = format!("/seances/{id}/releve");
    let links = if line.ended {
        link(releve, releve_texts::TITLE).into_any()
    } else {
        view! {
            {link(format!("/seances/{id}/animer"), texts::GO_ON)}
            {link(format!("/mur/{id}"), texts::OPEN_WALL)}
            {link(format!("/seances/{id}/preparer"), preparation::CHANGE)}
            {link(format!("/seances/{id}/invitation"), preparation::INVITE)}
        }
        .into_any()
    };
    view! {
        <li class="person">
            <div>
                <p class="person-name">{line.title.clone()}</p>
                <p class="field-help">{day} {place} " · " {state.in_lang(lang)}</p>
            </div>
            <p class="seance-links">{links}</p>
        </li>
    }
    .into_any()
}
