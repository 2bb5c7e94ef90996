//! A forgotten password: asking for a link, and choosing a new one by it. Does not know: which
//! accounts there are. No password is ever written back into a page.

use crate::components::account_fields::{email_field, password_field};
use crate::components::banner::error_summary;
use crate::components::field::FieldError;
use crate::pages::site::code::{CodePage, Refusal};
use crate::shell::{PageContext, document};
use crate::texts::{forms, recovery as texts};
use leptos::prelude::*;

const ASKS: CodePage = CodePage {
    title: texts::NEW,
    lede: texts::NEW_LEDE,
    more: None,
    label: texts::CODE,
    help: texts::CODE_HELP,
    action: "/motdepasse/nouveau",
    closed: texts::NEW_CLOSED,
};

pub fn ask(context: &PageContext, refusal: Option<Refusal>) -> String {
    ASKS.page(context, refusal)
}

/// Asks for the address; says that an e-mail has left, if there is an account to send it to.
pub fn forgotten(context: &PageContext, email: &str, sent: bool, errors: &[FieldError]) -> String {
    let lang = context.lang;
    let said = sent.then(|| {
        view! { <p class="notice" role="status">{texts::FORGOTTEN_SENT.in_lang(lang)}</p> }
    });
    let main = view! {
        <div class="page split">
            <div class="intro">
                <h1>{texts::FORGOTTEN_TITLE.in_lang(lang)}</h1>
                <p class="lede">{texts::FORGOTTEN_LEDE.in_lang(lang)}</p>
            </div>
            <div class="split-main">
                {error_summary(lang, errors)}
                {said}
                <form class="form" method="post" action="/motdepasse" novalidate>
                    {email_field(lang, email, errors)}
                    <p>
                        <button class="button-main">{texts::FORGOTTEN_SEND.in_lang(lang)}</button>
                    </p>
                </form>
            </div>
        </div>
    };
    document(context, &forms::title(lang, texts::FORGOTTEN_TITLE, !errors.is_empty()), main)
}

/// The form for the new one; `held` is the token, sent again with it.
pub fn renew(context: &PageContext, held: &str, errors: &[FieldError]) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page split">
            <div class="intro">
                <h1>{texts::NEW.in_lang(lang)}</h1>
                <p class="lede">{texts::NEW_TEXT.in_lang(lang)}</p>
            </div>
            <div class="split-main">
                {error_summary(lang, errors)}
                <form class="form" method="post" action="/motdepasse/changer" novalidate>
                    <input type="hidden" name="code" value=held.to_owned() />
                    {password_field(lang, errors)}
                    <p>
                        <button class="button-main">{texts::NEW_SAVE.in_lang(lang)}</button>
                    </p>
                </form>
            </div>
        </div>
    };
    document(context, &forms::title(lang, texts::NEW, !errors.is_empty()), main)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};
    use dossier::lang::Lang;

    #[test]
    fn what_was_typed_comes_back_as_text() {
        let errors = [FieldError { field: "password", message: HOSTILE.to_owned() }];
        assert_harmless(&renew(&context(Lang::Fr), HOSTILE, &errors));
        assert_harmless(&forgotten(&context(Lang::Fr), HOSTILE, true, &[]));
    }
}
