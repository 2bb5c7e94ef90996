//! The form that corrects a relevé. Without script. Does not know: what it was before, who may
//! correct.

use crate::components::banner::error_summary;
use crate::components::field::{
    FieldError, Input, Label, box_field, error_line, message_of, text_field,
};
use crate::pages::seance::quality;
use crate::shell::{PageContext, document};
use crate::texts::{forms, preparation, releve as texts, seance as seance_texts};
use dossier::form::lists::ATTENDANCE;
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

/// What was typed of a relevé.
#[derive(Clone, Debug, Default)]
pub struct CorrectForm {
    pub date: String,
    pub start: String,
    pub minutes: String,
    pub place: String,
    pub facilitator: String,
    pub secretary: String,
    /// A count a quality, in the order of [`ATTENDANCE`].
    pub people: Vec<String>,
    pub agenda: String,
    pub questions: String,
    pub conclusions: String,
}

/// The names of the fields of [`CorrectForm::people`].
pub const PEOPLE: [&str; 8] = [
    "people-teachers",
    "people-other_staff",
    "people-parents",
    "people-pupils",
    "people-local_authority",
    "people-associations",
    "people-businesses",
    "people-other",
];

pub fn page(
    context: &PageContext,
    (seance, title): (&str, &str),
    version: i64,
    typed: &CorrectForm,
    errors: &[FieldError],
    stale: bool,
) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page releve-page">
            <p class="eyebrow">{title.to_owned()}</p>
            <h1>{texts::TITLE.in_lang(lang)}</h1>
            {error_summary(lang, errors)}
            {stale.then(|| out_of_date(lang, seance))}
            <form class="form" method="post" action=format!("/seances/{seance}/releve/corriger") novalidate>
                <input type="hidden" name="version" value=version.to_string() />
                {fields(lang, typed, errors)}
                <p class="form-acts">
                    <button class="button-main">{texts::SAVE.in_lang(lang)}</button>
                    " "
                    <a class="button" href=format!("/seances/{seance}/releve")>{texts::GIVE_UP.in_lang(lang)}</a>
                </p>
            </form>
        </div>
    };
    document(context, &forms::title(lang, texts::TITLE, !errors.is_empty() || stale), main)
}

fn out_of_date(lang: Lang, seance: &str) -> AnyView {
    let (before, after) = texts::STALE.in_lang(lang).split_once("{link}").unwrap_or_default();
    view! {
        <p class="notice danger" role="alert">
            {before}
            <a href=format!("/seances/{seance}/releve") target="_blank">{texts::STALE_LINK.in_lang(lang)}</a>
            {after}
        </p>
    }
    .into_any()
}

fn fields(lang: Lang, typed: &CorrectForm, errors: &[FieldError]) -> AnyView {
    let line = |name, label: Text, help, kind, value: &str| {
        let long = matches!(name, "place" | "facilitator" | "secretary");
        let input = Input { kind, autocomplete: "off", value: value.to_owned(), short: !long };
        text_field(lang, Label { name, label, help, required: false }, input, errors)
    };
    let lines = |name, label: Text, help, value: &str, rows| {
        box_field(
            lang,
            Label { name, label, help: Some(help), required: false },
            value,
            rows,
            errors,
        )
    };
    view! {
        <div class="form-row">
            {line("date", preparation::DATE, None, "date", &typed.date)}
            {line("start", texts::START, None, "time", &typed.start)}
            {line("minutes", texts::MINUTES_FIELD, None, "text", &typed.minutes)}
        </div>
        {line("place", seance_texts::PLACE, None, "text", &typed.place)}
        {line("facilitator", texts::FACILITATOR, None, "text", &typed.facilitator)}
        {line("secretary", texts::SECRETARY, Some(texts::SECRETARY_HELP), "text", &typed.secretary)}
        <fieldset class="form-part" aria-describedby="people-help">
            <legend>{texts::PRESENT.in_lang(lang)}</legend>
            <p class="field-help" id="people-help">{texts::PRESENT_HELP.in_lang(lang)}</p>
            {people(lang, &typed.people, errors)}
        </fieldset>
        {lines("questions", texts::QUESTIONS, texts::ONE_A_LINE, &typed.questions, 5)}
        {lines("agenda", texts::AGENDA, texts::ONE_A_LINE, &typed.agenda, 7)}
        {lines("conclusions", texts::CONCLUSIONS, texts::CONCLUSIONS_HELP, &typed.conclusions, 18)}
    }
    .into_any()
}

/// A number a quality.
pub(crate) fn people(lang: Lang, typed: &[String], errors: &[FieldError]) -> AnyView {
    let one = |(at, name): (usize, &'static str)| {
        let item = ATTENDANCE.items.get(at)?;
        let message = message_of(name, errors);
        Some(view! {
            <li>
                <label for=name>{quality(lang, item.id)}</label>
                <input
                    class="input short"
                    id=name
                    name=name
                    inputmode="numeric"
                    autocomplete="off"
                    value=typed.get(at).cloned().unwrap_or_default()
                    aria-invalid=message.is_some().then_some("true")
                    aria-describedby=message.is_some().then(|| format!("{name}-error"))
                />
                {error_line(name, message)}
            </li>
        })
    };
    let fields = PEOPLE.into_iter().enumerate().filter_map(one).collect_view();
    view! { <ul class="people-counts">{fields}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    #[test]
    fn every_quality_has_its_field() {
        let names: Vec<String> =
            ATTENDANCE.items.iter().map(|item| format!("people-{}", item.id)).collect();
        assert_eq!(names, PEOPLE);
    }

    #[test]
    fn what_was_typed_comes_back_as_text() {
        let typed = CorrectForm {
            place: HOSTILE.into(),
            people: vec![HOSTILE.into(); 8],
            questions: HOSTILE.into(),
            conclusions: HOSTILE.into(),
            ..CorrectForm::default()
        };
        let errors = [FieldError { field: "place", message: HOSTILE.into() }];
        assert_harmless(&page(&context(Lang::Fr), ("s", HOSTILE), 1, &typed, &errors, true));
    }
}
