//! Coming into a séance from a phone: the code, then who one is. Without script. Does not know: how
//! a code is looked up.

use crate::components::banner::{alert, error_summary};
use crate::components::field::{FieldError, Input, Label, Offer, choice_field, text_field};
use crate::shell::{PageContext, bare_document};
use crate::texts::{forms, preparation, seance as texts};
use dossier::form::lists::ATTENDANCE;
use dossier::lang::{Lang, Text};
use dossier::seance::code;
use leptos::prelude::*;

/// What was typed of oneself.
#[derive(Clone, Debug, Default)]
pub struct Who {
    pub name: String,
    pub quality: String,
    pub seat: String,
    /// How many are with the device.
    pub people: String,
}

/// Asks for the code; `refusal` says why the one that was typed does not lead anywhere.
pub fn ask(context: &PageContext, refusal: Option<Text>) -> String {
    let lang = context.lang;
    let label = Label { name: "code", label: texts::CODE, help: None, required: true };
    let input = Input { kind: "text", autocomplete: "off", value: String::new(), short: true };
    let main = view! {
        <div class="page phone">
            <h1>{texts::JOIN.in_lang(lang)}</h1>
            {refusal.map(|refusal| alert(refusal.in_lang(lang)))}
            <p class="lede">{texts::JOIN_LEDE.in_lang(lang)}</p>
            <form class="form" method="post" action="/s" novalidate>
                {text_field(lang, label, input, &[])}
                <p>
                    <button class="button-main">{texts::JOIN_GO.in_lang(lang)}</button>
                </p>
            </form>
        </div>
    };
    bare_document(context, &forms::title(lang, texts::JOIN, refusal.is_some()), main)
}

/// Asks who one is.
pub fn who(
    context: &PageContext,
    title: &str,
    code: &str,
    who: &Who,
    known: Option<&str>,
    errors: &[FieldError],
) -> String {
    let lang = context.lang;
    let name = match known {
        Some(name) => {
            view! { <p>{texts::WHO.in_lang(lang)} " " <strong>{name.to_owned()}</strong></p> }
                .into_any()
        }
        None => {
            let label = Label {
                name: "name",
                label: texts::WHO,
                help: Some(texts::WHO_HELP),
                required: true,
            };
            text_field(lang, label, input("nickname", &who.name, false), errors)
        }
    };
    let main = view! {
        <div class="page phone">
            <p class="eyebrow">{texts::CODE.in_lang(lang)} " " {code::in_groups(code)}</p>
            <h1>{title.to_owned()}</h1>
            {error_summary(lang, errors)}
            <form class="form" method="post" action=format!("/s/{code}") novalidate>
                {name}
                {quality(lang, &who.quality, errors)}
                {seat(lang, &who.seat, errors)}
                {people(lang, &who.people, errors)}
                <p>
                    <button class="button-main">{texts::ENTER.in_lang(lang)}</button>
                </p>
            </form>
        </div>
    };
    bare_document(context, &forms::title(lang, texts::JOIN, !errors.is_empty()), main)
}

fn quality(lang: Lang, chosen: &str, errors: &[FieldError]) -> AnyView {
    let label = Label { name: "quality", label: texts::QUALITY, help: None, required: true };
    let offer = |item: &'static dossier::form::lists::Item| Offer {
        value: item.id,
        label: item.label.in_lang(lang),
    };
    choice_field(lang, label, ATTENDANCE.items.iter().map(offer).collect(), chosen, errors)
}

fn seat(lang: Lang, value: &str, errors: &[FieldError]) -> AnyView {
    let label = Label { name: "seat", label: texts::SEAT, help: None, required: false };
    text_field(lang, label, input("off", value, true), errors)
}

fn people(lang: Lang, value: &str, errors: &[FieldError]) -> AnyView {
    let label = Label {
        name: "people",
        label: preparation::TOGETHER,
        help: Some(preparation::TOGETHER_HELP),
        required: true,
    };
    let value = if value.is_empty() { "1" } else { value };
    text_field(lang, label, input("off", value, true), errors)
}

fn input(autocomplete: &'static str, value: &str, short: bool) -> Input {
    Input { kind: "text", autocomplete, value: value.to_owned(), short }
}
