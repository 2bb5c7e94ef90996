//! Confirming that an address is one's own: the page that takes the token of an e-mail, and what
//! came of it. Does not know: which tokens there are.

use crate::components::banner::alert;
use crate::pages::site::code::{CodePage, Refusal};
use crate::shell::{PageContext, document};
use crate::texts::{account, recovery as texts};
use leptos::prelude::*;

const ASKS: CodePage = CodePage {
    title: texts::CONFIRM,
    lede: texts::CONFIRM_LEDE,
    more: None,
    label: texts::CODE,
    help: texts::CODE_HELP,
    action: "/compte/confirmer",
    closed: texts::CONFIRM_CLOSED,
};

pub fn ask(context: &PageContext, refusal: Option<Refusal>) -> String {
    ASKS.page(context, refusal)
}

pub fn confirmed(context: &PageContext) -> String {
    let lang = context.lang;
    let (to, label) = match context.visitor {
        Some(_) => ("/dossiers", crate::texts::shell::MY_DOSSIERS),
        None => ("/connexion", account::SIGN_IN),
    };
    let main = view! {
        <div class="page">
            <h1>{texts::CONFIRMED.in_lang(lang)}</h1>
            <p class="lede">{texts::CONFIRMED_TEXT.in_lang(lang)}</p>
            <p><a class="button-main" href=to>{label.in_lang(lang)}</a></p>
        </div>
    };
    document(context, texts::CONFIRMED.in_lang(lang), main)
}

/// Another account has the address that was to be confirmed.
pub fn taken(context: &PageContext) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page">
            <h1>{texts::CONFIRM.in_lang(lang)}</h1>
            {alert(texts::CONFIRM_TAKEN.in_lang(lang))}
        </div>
    };
    document(context, texts::CONFIRM.in_lang(lang), main)
}

/// After signing up where an address counts before anybody comes in.
pub fn waiting(context: &PageContext, email: &str) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page">
            <h1>{texts::WAITING.in_lang(lang)}</h1>
            <p class="lede">{texts::WAITING_TEXT.fill(lang, &[("email", email)])}</p>
        </div>
    };
    document(context, texts::WAITING.in_lang(lang), main)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};
    use dossier::lang::Lang;

    #[test]
    fn an_address_is_shown_as_text() {
        assert_harmless(&waiting(&context(Lang::Fr), HOSTILE));
    }

    #[test]
    fn the_page_of_the_token_holds_no_token() {
        let page = ask(&context(Lang::En), Some(Refusal::Closed));
        assert!(
            page.contains("id=\"join\"") && page.contains("name=\"code\" value=\"\""),
            "{page}"
        );
    }
}
