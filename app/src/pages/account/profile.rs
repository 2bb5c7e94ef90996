//! One's own account: name and quality, address, password, a form each. Does not know: what is
//! accepted. No password is ever written back into the page.

use crate::components::account_fields::{name_field, password_field, quality_field};
use crate::components::account_navigation::account_navigation;
use crate::components::banner::error_summary;
use crate::components::field::{FieldError, Input, Label, text_field};
use crate::shell::{PageContext, document};
use crate::texts::{account, forms, profile as texts};
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

/// What the forms start from, or come back with.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub name: String,
    pub quality: String,
    pub email: String,
    /// What it is to be once it is confirmed.
    pub waits: Option<String>,
    /// A new address that was typed.
    pub typed_email: String,
    /// What has just been done.
    pub done: Option<Text>,
}

const ADDRESS: Label = Label {
    name: "email",
    label: texts::ADDRESS_NEW,
    help: Some(texts::ADDRESS_HELP),
    required: true,
};

pub fn page(context: &PageContext, profile: &Profile, errors: &[FieldError]) -> String {
    let lang = context.lang;
    let done = profile.done.map(|done| {
        view! { <p class="notice" role="status">{done.in_lang(lang)}</p> }
    });
    let waits = profile.waits.as_ref().map(|email| {
        view! { <p class="text">{texts::ADDRESS_WAITS.fill(lang, &[("email", email)])}</p> }
    });
    let email = Input {
        kind: "email",
        autocomplete: "email",
        value: profile.typed_email.clone(),
        short: false,
    };
    let main = view! {
        <div class="page my-data-page">
            <h1>{texts::PROFILE.in_lang(lang)}</h1>
            {account_navigation(context)}
            <p class="lede">{texts::PROFILE_LEDE.in_lang(lang)}</p>
            {error_summary(lang, errors)}
            {done}
            <form class="form privacy-part" method="post" action="/compte/profil" novalidate>
                {name_field(lang, &profile.name, account::NAME_HELP, errors)}
                {quality_field(lang, &profile.quality, errors)}
                <p><button class="button-main">{texts::SAVE.in_lang(lang)}</button></p>
            </form>
            <section class="privacy-part" aria-labelledby="adresse">
                <h2 id="adresse">{texts::ADDRESS.in_lang(lang)}</h2>
                <p class="text">{texts::ADDRESS_NOW.fill(lang, &[("email", &profile.email)])}</p>
                {waits}
                <form class="form" method="post" action="/compte/adresse" novalidate>
                    {text_field(lang, ADDRESS, email, errors)}
                    {current_password(lang, "address_password", errors)}
                    <p><button class="button">{texts::ADDRESS_CHANGE.in_lang(lang)}</button></p>
                </form>
            </section>
            <section class="privacy-part" aria-labelledby="motdepasse">
                <h2 id="motdepasse">{texts::PASSWORD.in_lang(lang)}</h2>
                <p class="text">{texts::PASSWORD_ENDS.in_lang(lang)}</p>
                <form class="form" method="post" action="/compte/motdepasse" novalidate>
                    {current_password(lang, "current_password", errors)}
                    {password_field(lang, errors)}
                    <p><button class="button">{texts::PASSWORD_CHANGE.in_lang(lang)}</button></p>
                </form>
            </section>
        </div>
    };
    document(context, &forms::title(lang, texts::PROFILE, !errors.is_empty()), main)
}

/// Two forms of the page ask for it, under two names.
fn current_password(lang: Lang, name: &'static str, errors: &[FieldError]) -> AnyView {
    let label = Label { name, label: texts::PASSWORD_NOW, help: None, required: true };
    let input = Input {
        kind: "password",
        autocomplete: "current-password",
        value: String::new(),
        short: false,
    };
    text_field(lang, label, input, errors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    #[test]
    fn what_was_typed_comes_back_as_text() {
        let hostile = || HOSTILE.to_owned();
        let profile = Profile {
            name: hostile(),
            quality: hostile(),
            email: hostile(),
            waits: Some(hostile()),
            typed_email: hostile(),
            done: None,
        };
        let errors = [FieldError { field: "email", message: hostile() }];
        assert_harmless(&page(&context(Lang::Fr), &profile, &errors));
    }
}
