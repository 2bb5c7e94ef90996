//! Creating an account: a plain form, which works before any script. Does not know which names
//! and passwords are accepted. The password is never written back into the page.

use crate::components::account_fields::{email_field, name_field, password_field, quality_field};
use crate::components::banner::error_summary;
use crate::components::field::FieldError;
use crate::shell::{PageContext, document};
use crate::texts::{account as texts, forms, recovery};
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

/// What the form starts from, or comes back with.
#[derive(Clone, Debug, Default)]
pub struct SignUp {
    pub name: String,
    pub email: String,
    pub quality: String,
    /// Local path to go to once the account exists.
    pub next: String,
}

pub fn page(context: &PageContext, form: &SignUp, errors: &[FieldError]) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page split">
            <div class="intro">
                <h1>{texts::SIGN_UP.in_lang(lang)}</h1>
                <p class="lede">{texts::SIGN_UP_LEDE.in_lang(lang)}</p>
                <p class="text">{texts::NO_PUPILS.in_lang(lang)}</p>
                <p>
                    {texts::HAS_ACCOUNT.in_lang(lang)} " "
                    <a href="/connexion">{texts::SIGN_IN.in_lang(lang)}</a>
                </p>
            </div>
            <div class="split-main">
                {error_summary(lang, errors)}
                <form class="form" method="post" action="/inscription" novalidate>
                    <input type="hidden" name="next" value=form.next.clone() />
                    {fields(lang, form, errors)}
                    <p>
                        <button class="button-main">{texts::SIGN_UP.in_lang(lang)}</button>
                    </p>
                </form>
            </div>
        </div>
    };
    document(context, &forms::title(lang, texts::SIGN_UP, !errors.is_empty()), main)
}

/// Instead of the form, where nobody makes an account.
pub fn closed(context: &PageContext, why: Text) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page">
            <h1>{recovery::SIGN_UP_CLOSED.in_lang(lang)}</h1>
            <p class="lede">{why.in_lang(lang)}</p>
            <p>
                {texts::HAS_ACCOUNT.in_lang(lang)} " "
                <a href="/connexion">{texts::SIGN_IN.in_lang(lang)}</a>
            </p>
        </div>
    };
    document(context, recovery::SIGN_UP_CLOSED.in_lang(lang), main)
}

fn fields(lang: Lang, form: &SignUp, errors: &[FieldError]) -> AnyView {
    view! {
        {name_field(lang, &form.name, texts::NAME_HELP, errors)}
        {quality_field(lang, &form.quality, errors)}
        {email_field(lang, &form.email, errors)}
        {password_field(lang, errors)}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    fn hostile() -> SignUp {
        SignUp {
            name: HOSTILE.to_owned(),
            email: HOSTILE.to_owned(),
            quality: HOSTILE.to_owned(),
            next: HOSTILE.to_owned(),
        }
    }

    #[test]
    fn what_was_typed_comes_back_as_text() {
        let errors = [FieldError { field: "name", message: HOSTILE.to_owned() }];
        assert_harmless(&page(&context(Lang::Fr), &hostile(), &errors));
    }

    #[test]
    fn a_message_is_tied_to_its_field_and_reached_from_the_summary() {
        let errors = [FieldError { field: "password", message: "Trop court".to_owned() }];
        let page = page(&context(Lang::Fr), &SignUp::default(), &errors);
        assert!(page.contains("href=\"#password\""), "{page}");
        assert!(page.contains("aria-describedby=\"password-help password-error\""), "{page}");
        assert!(page.contains("aria-invalid=\"true\""), "{page}");
    }

    #[test]
    fn the_quality_chosen_before_is_chosen_again() {
        let form = SignUp { quality: "parent".to_owned(), ..SignUp::default() };
        let page = page(&context(Lang::Fr), &form, &[]);
        assert!(page.contains("<option value=\"parent\" selected"), "{page}");
    }
}
