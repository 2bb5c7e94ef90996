//! A guest makes an account of what they are already. Does not know which names and passwords are
//! accepted. The password is never written back into the page.

use crate::components::account_fields::{email_field, name_field, password_field, quality_field};
use crate::components::banner::error_summary;
use crate::components::field::FieldError;
use crate::shell::{PageContext, document};
use crate::texts::{account, forms, join as texts};
use leptos::prelude::*;

/// What the form starts from, or comes back with.
#[derive(Clone, Debug, Default)]
pub struct Claim {
    pub name: String,
    pub quality: String,
    pub email: String,
}

pub fn page(context: &PageContext, form: &Claim, errors: &[FieldError]) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page split">
            <div class="intro">
                <h1>{texts::CLAIM.in_lang(lang)}</h1>
                <p class="lede">{texts::CLAIM_LEDE.in_lang(lang)}</p>
                <p class="text">{texts::CLAIM_KEEPS.in_lang(lang)}</p>
                <p class="text">{account::NO_PUPILS.in_lang(lang)}</p>
            </div>
            <div class="split-main">
                {error_summary(lang, errors)}
                <form class="form" method="post" action="/compte" novalidate>
                    {name_field(lang, &form.name, account::NAME_HELP, errors)}
                    {quality_field(lang, &form.quality, errors)}
                    {email_field(lang, &form.email, errors)}
                    {password_field(lang, errors)}
                    <p>
                        <button class="button-main">{texts::CLAIM.in_lang(lang)}</button>
                    </p>
                </form>
            </div>
        </div>
    };
    document(context, &forms::title(lang, texts::CLAIM, !errors.is_empty()), main)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};
    use dossier::lang::Lang;

    #[test]
    fn what_was_typed_comes_back_as_text() {
        let form = Claim {
            name: HOSTILE.to_owned(),
            quality: HOSTILE.to_owned(),
            email: HOSTILE.to_owned(),
        };
        let errors = [FieldError { field: "email", message: HOSTILE.to_owned() }];
        assert_harmless(&page(&context(Lang::Fr), &form, &errors));
    }
}
