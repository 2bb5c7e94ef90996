//! The sessions of a dossier, and the form that prepares one. Without script. Must not know: who may
//! facilitate.

use crate::components::field::{FieldError, Input, Label, box_content, text_field};
use crate::components::notice::error_summary;
use crate::shell::{Frame, document};
use crate::texts::dates::Day;
use crate::texts::seance as texts;
use crate::texts::{forms, people};
use dossier::words::{Lang, Text};
use leptos::prelude::*;

/// A session in the list.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: String,
    pub title: String,
    pub place: String,
    pub at: i64,
    pub ended: bool,
}

/// What was typed of a new session.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub title: String,
    pub place: String,
    pub questions: String,
    pub plan: String,
}

pub fn page(
    frame: &Frame,
    dossier: &str,
    dossier_title: &str,
    lines: &[Line],
    typed: &Typed,
    errors: &[FieldError],
) -> String {
    let lang = frame.lang;
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
            <section aria-labelledby="new">
                <h2 id="new">{texts::PREPARE.in_lang(lang)}</h2>
                {error_summary(lang, errors)}
                <form
                    class="form"
                    method="post"
                    action=format!("/dossiers/{dossier}/seances")
                    novalidate
                >
                    {line(lang, "title", texts::NAME, Some(texts::NAME_HELP), &typed.title, errors)}
                    {line(lang, "place", texts::PLACE, None, &typed.place, errors)}
                    {lines_field(lang, "questions", texts::QUESTIONS, texts::QUESTIONS_HELP, &typed.questions, 5, errors)}
                    {lines_field(lang, "plan", texts::PLAN, texts::PLAN_HELP, &typed.plan, 7, errors)}
                    <p>
                        <button class="button-main">{texts::BEGIN.in_lang(lang)}</button>
                    </p>
                </form>
            </section>
        </div>
    };
    document(frame, &forms::title(lang, texts::TITLE, !errors.is_empty()), main)
}

fn row(lang: Lang, line: &Line) -> AnyView {
    let day = Day::of_millis(line.at).in_words(lang);
    let state = if line.ended { texts::ENDED } else { texts::RUNNING };
    let place = (!line.place.is_empty()).then(|| format!(" · {}", line.place));
    let links = (!line.ended).then(|| {
        view! {
            <a class="button" href=format!("/seances/{}/animer", line.id)>{texts::GO_ON.in_lang(lang)}</a>
            <a class="button" href=format!("/mur/{}", line.id)>{texts::OPEN_WALL.in_lang(lang)}</a>
        }
    });
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

fn line(
    lang: Lang,
    name: &'static str,
    label: Text,
    help: Option<Text>,
    value: &str,
    errors: &[FieldError],
) -> AnyView {
    let label = Label { name, label, help, required: name == "title" };
    let input = Input { kind: "text", autocomplete: "off", value: value.to_owned(), short: false };
    text_field(lang, label, input, errors)
}

fn lines_field(
    lang: Lang,
    name: &'static str,
    label: Text,
    help: Text,
    value: &str,
    rows: u8,
    errors: &[FieldError],
) -> AnyView {
    let message =
        errors.iter().find(|error| error.field == name).map(|error| error.message.clone());
    let described = match message {
        Some(_) => format!("{name}-help {name}-error"),
        None => format!("{name}-help"),
    };
    view! {
        <div class="field" class:invalid=message.is_some()>
            <label for=name>{label.in_lang(lang)}</label>
            <p class="field-help" id=format!("{name}-help")>{help.in_lang(lang)}</p>
            {message.clone().map(|message| {
                view! { <p class="field-error" id=format!("{name}-error")>{message}</p> }
            })}
            <textarea
                class="input"
                id=name
                name=name
                rows=rows.to_string()
                aria-describedby=described
                aria-invalid=message.is_some().then_some("true")
                inner_html=box_content(value)
            ></textarea>
        </div>
    }
    .into_any()
}
