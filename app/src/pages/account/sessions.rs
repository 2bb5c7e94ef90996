//! The browsers where one's account is open, and their end. Does not know: how a session is kept.

use crate::components::account_navigation::account_navigation;
use crate::shell::{PageContext, document};
use crate::texts::dates::Day;
use crate::texts::profile as texts;
use dossier::lang::Lang;
use leptos::prelude::*;

/// A signed-in browser.
#[derive(Clone, Debug, Default)]
pub struct OpenSession {
    pub id: String,
    /// Its kind and its system; empty if it did not say.
    pub browser: String,
    pub began_at: i64,
    pub seen_at: i64,
    pub is_shared: bool,
    /// Whether it is the reader's.
    pub is_here: bool,
}

pub fn page(context: &PageContext, sessions: &[OpenSession]) -> String {
    let lang = context.lang;
    let others = sessions.iter().any(|session| !session.is_here).then(|| {
        view! {
            <form method="post" action="/compte/connexions">
                <button class="button" name="end" value="others">
                    {texts::END_OTHERS.in_lang(lang)}
                </button>
            </form>
        }
    });
    let items = sessions.iter().map(|session| item(lang, session)).collect_view();
    let main = view! {
        <div class="page my-data-page">
            <h1>{texts::SESSIONS.in_lang(lang)}</h1>
            {account_navigation(context)}
            <p class="lede">{texts::SESSIONS_LEDE.in_lang(lang)}</p>
            <ul class="plain-list open-sessions">{items}</ul>
            {others}
        </div>
    };
    document(context, texts::SESSIONS.in_lang(lang), main)
}

fn item(lang: Lang, session: &OpenSession) -> AnyView {
    let browser = match session.browser.as_str() {
        "" => texts::UNKNOWN_BROWSER.in_lang(lang).to_owned(),
        known => known.to_owned(),
    };
    let day = |at| Day::of_millis(at).in_words(lang);
    let (began, seen) = (day(session.began_at), day(session.seen_at));
    let when =
        [texts::BEGAN.fill(lang, &[("day", &began)]), texts::SEEN.fill(lang, &[("day", &seen)])];
    let shared = session.is_shared.then(|| {
        view! { <span class="kind">{texts::SHARED.in_lang(lang)}</span> }
    });
    let act = match session.is_here {
        true => view! { <strong>{texts::HERE.in_lang(lang)}</strong> }.into_any(),
        false => {
            let words = [("browser", browser.as_str()), ("day", began.as_str())];
            let label = texts::END_NAMED.fill(lang, &words);
            view! {
                <form method="post" action="/compte/connexions">
                    <button
                        class="button-quiet"
                        name="end"
                        value=session.id.clone()
                        aria-label=label
                    >
                        {texts::END.in_lang(lang)}
                    </button>
                </form>
            }
            .into_any()
        }
    };
    view! {
        <li class="open-session">
            <div>
                <p class="open-session-name">{browser} " " {shared}</p>
                <p class="field-help">{when.join(", ")}</p>
            </div>
            {act}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    fn session(is_here: bool) -> OpenSession {
        let (id, browser) = (HOSTILE.to_owned(), HOSTILE.to_owned());
        OpenSession { id, browser, is_here, ..OpenSession::default() }
    }

    #[test]
    fn a_browser_s_name_is_shown_as_text_and_the_reader_s_own_is_not_ended_here() {
        let page = page(&context(Lang::Fr), &[session(true), session(false)]);
        assert_harmless(&page);
        assert_eq!(page.matches("value=\"others\"").count(), 1);
        assert_eq!(page.matches("name=\"end\"").count(), 2);
        let alone = super::page(&context(Lang::Fr), &[session(true)]);
        assert!(!alone.contains("name=\"end\""), "{alone}");
    }
}
