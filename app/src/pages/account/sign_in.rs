//! Signing in: a plain form, which works before any script. Does not know how an account is
//! checked. The password is never written back into the page.

use crate::components::banner::alert;
use crate::components::field::{Input, Label, text_field};
use crate::shell::{PageContext, document};
use crate::texts::{account as texts, forms, profile, recovery};
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

/// What the form starts from, or comes back with.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    pub email: String,
    /// Local path to go to once signed in.
    pub next: String,
    /// Whether others use the computer.
    pub is_shared: bool,
}

const EMAIL: Label = Label { name: "email", label: texts::EMAIL, help: None, required: true };

const PASSWORD: Label =
    Label { name: "password", label: texts::PASSWORD, help: None, required: true };

/// `done` is what has just been done elsewhere.
pub fn page(
    context: &PageContext,
    form: &SignIn,
    done: Option<Text>,
    error: Option<Text>,
) -> String {
    let lang = context.lang;
    let done = done.map(|done| {
        view! { <p class="notice" role="status">{done.in_lang(lang)}</p> }
    });
    let email =
        Input { kind: "email", autocomplete: "username", value: form.email.clone(), short: false };
    let password = Input {
        kind: "password",
        autocomplete: "current-password",
        value: String::new(),
        short: false,
    };
    let main = view! {
        <div class="page split">
            <div class="intro">
                <h1>{texts::SIGN_IN.in_lang(lang)}</h1>
                <p class="lede">{texts::SIGN_IN_LEDE.in_lang(lang)}</p>
                <p>
                    {texts::NO_ACCOUNT.in_lang(lang)} " "
                    <a href="/inscription">{texts::SIGN_UP.in_lang(lang)}</a>
                </p>
            </div>
            <div class="split-main">
                {done}
                {error.map(|error| alert(error.in_lang(lang)))}
                <form class="form" method="post" action="/connexion" novalidate>
                    <input type="hidden" name="next" value=form.next.clone() />
                    {text_field(lang, EMAIL, email, &[])}
                    {text_field(lang, PASSWORD, password, &[])}
                    {shared_choice(lang, form.is_shared)}
                    <p>
                        <button class="button-main">{texts::SIGN_IN.in_lang(lang)}</button>
                    </p>
                    <p>
                        <a href="/motdepasse">{recovery::FORGOTTEN.in_lang(lang)}</a>
                    </p>
                </form>
            </div>
        </div>
    };
    document(context, &forms::title(lang, texts::SIGN_IN, error.is_some()), main)
}

/// Whether anything may stay on this computer once its reader has gone.
fn shared_choice(lang: Lang, is_shared: bool) -> AnyView {
    view! {
        <div class="field">
            <label class="choice">
                <input
                    type="checkbox"
                    name="shared"
                    value="yes"
                    checked=is_shared
                    aria-describedby="shared-help"
                />
                <span>{profile::SHARED.in_lang(lang)}</span>
            </label>
            <p class="field-help" id="shared-help">{profile::SHARED_HELP.in_lang(lang)}</p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    #[test]
    fn what_was_typed_comes_back_as_text() {
        let (email, next) = (HOSTILE.to_owned(), HOSTILE.to_owned());
        let form = SignIn { email, next, is_shared: true };
        assert_harmless(&page(&context(Lang::Fr), &form, None, Some(texts::WRONG_CREDENTIALS)));
    }

    #[test]
    fn a_refusal_is_said_at_the_top_and_in_the_title() {
        let wrong = Some(texts::WRONG_CREDENTIALS);
        let page = page(&context(Lang::En), &SignIn::default(), None, wrong);
        assert!(page.contains("role=\"alert\""), "{page}");
        assert!(page.contains("<title>To look at again: Sign in"), "{page}");
    }
}
