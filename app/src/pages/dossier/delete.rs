//! What is asked before a dossier is deleted: what goes, how long it can be taken back, and the
//! file to keep. Does not know: who may delete it.

use crate::shell::{PageContext, document};
use crate::texts::dates::Day;
use crate::texts::deletion as texts;
use leptos::prelude::*;

/// A dossier that may be deleted.
#[derive(Clone, Debug)]
pub struct Delete {
    pub id: String,
    pub title: String,
    /// When it is, if that was asked for already.
    pub delete_at: Option<i64>,
}

/// `unsure`: the box was not ticked.
pub fn page(context: &PageContext, dossier: &Delete, unsure: bool) -> String {
    let lang = context.lang;
    let title = texts::DELETE.in_lang(lang);
    let says = [("title", dossier.title.as_str())];
    let unsure = unsure.then(|| {
        view! { <p class="notice" role="alert">{texts::UNSURE.in_lang(lang)}</p> }
    });
    let body = match dossier.delete_at {
        Some(at) => {
            let on = texts::IS_DELETED.fill(lang, &[("day", &Day::of_millis(at).in_words(lang))]);
            view! {
                <p class="text">{on}</p>
                <form method="post" action=format!("/dossiers/{}/garder", dossier.id)>
                    <button class="button-main">{texts::KEEP.in_lang(lang)}</button>
                </form>
            }
            .into_any()
        }
        None => view! {
            <form class="form" method="post" action=format!("/dossiers/{}/supprimer", dossier.id)>
                <label class="choice">
                    <input type="checkbox" id="sure" name="sure" value="yes" required />
                    <span>{texts::SURE.in_lang(lang)}</span>
                </label>
                <button class="button danger">{title}</button>
            </form>
        }
        .into_any(),
    };
    let main = view! {
        <div class="page delete-page">
            <h1>{title}</h1>
            <p class="lede">{texts::LEDE.fill(lang, &says)}</p>
            {unsure}
            <p class="text">{texts::GOES.in_lang(lang)}</p>
            <p class="text">{texts::COPY_FIRST.in_lang(lang)}</p>
            <p>
                <a class="button" href=format!("/dossiers/{}/dossier.json", dossier.id)>
                    {texts::COPY.in_lang(lang)}
                </a>
            </p>
            {body}
            <p>
                <a href="/dossiers">{texts::BACK.in_lang(lang)}</a>
            </p>
        </div>
    };
    document(context, title, main)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};
    use dossier::lang::Lang;

    #[test]
    fn a_title_is_shown_as_text_and_a_deletion_is_taken_back_rather_than_asked_twice() {
        let hostile = HOSTILE.to_owned();
        let mut dossier = Delete { id: hostile.clone(), title: hostile, delete_at: None };
        assert_harmless(&page(&context(Lang::Fr), &dossier, true));
        dossier.id = "d".to_owned();
        assert!(page(&context(Lang::Fr), &dossier, false).contains("/dossiers/d/supprimer"));
        dossier.delete_at = Some(1_790_208_000_000);
        let asked = page(&context(Lang::Fr), &dossier, false);
        assert!(asked.contains("24\u{a0}septembre 2026") && asked.contains("/dossiers/d/garder"));
        assert!(!asked.contains("supprimer\""), "{asked}");
    }
}
