//! The form that prepares a séance: when, where, what is asked, the plan. Without script. Does not
//! know: who may facilitate.

use crate::components::banner::error_summary;
use crate::components::field::{FieldError, Input, Label, box_field, text_field};
use crate::shell::{PageContext, document};
use crate::texts::{forms, preparation, seance as texts};
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

/// What was typed of a séance.
#[derive(Clone, Debug, Default)]
pub struct PrepareForm {
    pub title: String,
    pub on: String,
    pub at: String,
    pub place: String,
    pub tables: String,
    pub questions: String,
    pub plan: String,
}

/// The page of a séance that is there already.
pub fn page(
    context: &PageContext,
    (id, dossier): (&str, &str),
    typed: &PrepareForm,
    errors: &[FieldError],
) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page seance-page">
            <p>
                <a href=format!("/dossiers/{dossier}/seances")>{texts::TITLE.in_lang(lang)}</a>
            </p>
            <h1>{preparation::PREPARED.in_lang(lang)}</h1>
            {error_summary(lang, errors)}
            <form class="form" method="post" action=format!("/seances/{id}/preparer") novalidate>
                {fields(lang, typed, errors)}
                <p class="form-acts">
                    <button class="button-main">{preparation::SAVE.in_lang(lang)}</button>
                    " "
                    <a class="button" href=format!("/seances/{id}/invitation")>{preparation::INVITE.in_lang(lang)}</a>
                </p>
            </form>
        </div>
    };
    document(context, &forms::title(lang, preparation::PREPARED, !errors.is_empty()), main)
}

pub(super) fn fields(lang: Lang, typed: &PrepareForm, errors: &[FieldError]) -> AnyView {
    let line = |name, label, help, kind, value: &str| {
        let required = name == "title";
        let input = Input {
            kind,
            autocomplete: "off",
            value: value.to_owned(),
            short: !matches!(name, "title" | "place"),
        };
        text_field(lang, Label { name, label, help, required }, input, errors)
    };
    let lines = |name, label, help: Text, value: &str, rows| {
        let label = Label { name, label, help: Some(help), required: name == "plan" };
        box_field(lang, label, value, rows, errors)
    };
    view! {
        {line("title", texts::NAME, Some(texts::NAME_HELP), "text", &typed.title)}
        <div class="form-row">
            {line("on", preparation::DATE, None, "date", &typed.on)}
            {line("at", preparation::TIME, None, "time", &typed.at)}
        </div>
        {line("place", texts::PLACE, None, "text", &typed.place)}
        {line("tables", preparation::TABLES, Some(preparation::TABLES_HELP), "text", &typed.tables)}
        {lines("questions", texts::QUESTIONS, texts::QUESTIONS_HELP, &typed.questions, 5)}
        {lines("plan", texts::PLAN, texts::PLAN_HELP, &typed.plan, 7)}
    }
    .into_any()
}
