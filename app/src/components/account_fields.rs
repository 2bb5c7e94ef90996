//! What a form asks of a person: name, quality, e-mail address, password. Whoever joins, signs up
//! or makes an account is asked in the same words. Does not know which form.

use super::field::{FieldError, Input, Label, Offer, choice_field, text_field};
use crate::texts::account as texts;
use dossier::form::lists::QUALITIES;
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

pub fn name_field(lang: Lang, value: &str, help: Text, errors: &[FieldError]) -> AnyView {
    let label = Label { name: "name", label: texts::NAME, help: Some(help), required: true };
    text_field(lang, label, input("text", "name", value), errors)
}

pub fn quality_field(lang: Lang, value: &str, errors: &[FieldError]) -> AnyView {
    let help = Some(texts::QUALITY_HELP);
    let label = Label { name: "quality", label: texts::QUALITY, help, required: true };
    let offer = |item: &'static dossier::form::lists::Item| Offer {
        value: item.id,
        label: item.label.in_lang(lang),
    };
    choice_field(lang, label, QUALITIES.items.iter().map(offer).collect(), value, errors)
}

pub fn email_field(lang: Lang, value: &str, errors: &[FieldError]) -> AnyView {
    let help = Some(texts::EMAIL_HELP);
    let label = Label { name: "email", label: texts::EMAIL, help, required: true };
    text_field(lang, label, input("email", "username", value), errors)
}

/// A new password, which is never written back into a page.
pub fn password_field(lang: Lang, errors: &[FieldError]) -> AnyView {
    let help = Some(texts::PASSWORD_HELP);
    let label = Label { name: "password", label: texts::PASSWORD, help, required: true };
    text_field(lang, label, input("password", "new-password", ""), errors)
}

fn input(kind: &'static str, autocomplete: &'static str, value: &str) -> Input {
    Input { kind, autocomplete, value: value.to_owned(), short: false }
}
