//! A field of a plain form: label, help, control, and the message of what is wrong with it, tied
//! together for those who see the page and for those who hear it. Does not know which form.

use crate::texts::forms as texts;
use dossier::document::text::escape;
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

/// What is wrong with a field, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field in the form, which is also its id in the page.
    pub field: &'static str,
    pub message: String,
}

/// What every field has, whatever its control.
#[derive(Clone, Copy)]
pub struct Label {
    pub name: &'static str,
    pub label: Text,
    pub help: Option<Text>,
    pub required: bool,
}

/// A one-line control.
pub struct Input {
    pub kind: &'static str,
    pub autocomplete: &'static str,
    pub value: String,
    /// A short control shows that a short answer is awaited.
    pub short: bool,
}

/// A value that a list offers: what is sent, and what is read.
pub struct Offer {
    pub value: &'static str,
    pub label: &'static str,
}

pub fn text_field(lang: Lang, field: Label, input: Input, errors: &[FieldError]) -> AnyView {
    let message = message_of(field.name, errors);
    let class = if input.short { "input short" } else { "input" };
    let control = view! {
        <input
            class=class
            type=input.kind
            id=field.name
            name=field.name
            value=input.value
            autocomplete=input.autocomplete
            required=field.required
            aria-invalid=message.is_some().then_some("true")
            aria-describedby=described_by(field, message.is_some())
        />
    };
    around(lang, field, message, control.into_any())
}

/// A control of several lines.
pub fn box_field(
    lang: Lang,
    field: Label,
    value: &str,
    rows: u8,
    errors: &[FieldError],
) -> AnyView {
    let message = message_of(field.name, errors);
    let control = view! {
        <textarea
            class="input"
            id=field.name
            name=field.name
            rows=rows.to_string()
            required=field.required
            aria-invalid=message.is_some().then_some("true")
            aria-describedby=described_by(field, message.is_some())
            inner_html=box_content(value)
        ></textarea>
    };
    around(lang, field, message, control.into_any())
}

/// A list of which one value is chosen.
pub fn choice_field(
    lang: Lang,
    field: Label,
    offers: Vec<Offer>,
    chosen: &str,
    errors: &[FieldError],
) -> AnyView {
    let message = message_of(field.name, errors);
    let options = offers
        .into_iter()
        .map(|offer| {
            view! {
                <option value=offer.value selected=offer.value == chosen>
                    {offer.label}
                </option>
            }
        })
        .collect_view();
    let control = view! {
        <select
            class="input"
            id=field.name
            name=field.name
            required=field.required
            aria-invalid=message.is_some().then_some("true")
            aria-describedby=described_by(field, message.is_some())
        >
            <option value="">{texts::CHOOSE.in_lang(lang)}</option>
            {options}
        </select>
    };
    around(lang, field, message, control.into_any())
}

/// Several options under one legend, and what is wrong with the choice. The summary of what is
/// wrong leads to `name`, which is the id of the first option.
pub fn option_group(
    legend: &'static str,
    name: &'static str,
    options: AnyView,
    errors: &[FieldError],
) -> AnyView {
    let message = message_of(name, errors);
    let described_by = message.is_some().then(|| error_id(name));
    view! {
        <fieldset class="form-part" aria-describedby=described_by>
            <legend>{legend}</legend>
            <div>{options}</div>
            {error_line(name, message)}
        </fieldset>
    }
    .into_any()
}

/// What stands in a text box, as HTML: Leptos does not escape the children of a textarea. A line
/// end at its beginning is no part of it.
pub fn box_content(words: &str) -> String {
    let mut content = String::from("\n");
    escape(&mut content, words);
    content
}

/// The message under a field or a group of fields.
pub fn error_line(name: &'static str, message: Option<String>) -> Option<AnyView> {
    message.map(|message| {
        view! {
            <p class="field-error" id=error_id(name)>
                {message}
            </p>
        }
        .into_any()
    })
}

pub fn message_of(name: &str, errors: &[FieldError]) -> Option<String> {
    errors.iter().find(|error| error.field == name).map(|error| error.message.clone())
}

pub fn error_id(name: &str) -> String {
    format!("{name}-error")
}

fn help_id(name: &str) -> String {
    format!("{name}-help")
}

fn described_by(field: Label, wrong: bool) -> Option<String> {
    let help = field.help.map(|_| help_id(field.name));
    let error = wrong.then(|| error_id(field.name));
    let ids: Vec<String> = help.into_iter().chain(error).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn around(lang: Lang, field: Label, message: Option<String>, control: AnyView) -> AnyView {
    let optional = (!field.required).then(|| {
        view! { <span class="field-optional">" "{texts::OPTIONAL.in_lang(lang)}</span> }
    });
    let help = field.help.map(|help| {
        view! {
            <p class="field-help" id=help_id(field.name)>
                {help.in_lang(lang)}
            </p>
        }
    });
    view! {
        <div class="field">
            <label class="field-label" for=field.name>
                {field.label.in_lang(lang)}
                {optional}
            </label>
            {help}
            {control}
            {error_line(field.name, message)}
        </div>
    }
    .into_any()
}
