//! What is kept of people, why, for how long, who to ask. Does not know: how it is kept.

use crate::shell::{PageContext, document};
use crate::texts::privacy as texts;
use dossier::lang::Text;
use leptos::prelude::*;

/// `guest_days`: how long a guest is kept who is not seen.
pub fn page(context: &PageContext, guest_days: u32) -> String {
    let lang = context.lang;
    let days = guest_days.to_string();
    let list = |all: &[Text]| {
        let say = |text: &Text| text.fill(lang, &[("days", &days)]);
        all.iter().map(|text| view! { <li>{say(text)}</li> }).collect_view()
    };
    let part = |id: &'static str, title: Text, all: &[Text]| {
        view! {
            <section class="privacy-part" aria-labelledby=id>
                <h2 id=id>{title.in_lang(lang)}</h2>
                <ul class="plain-list">{list(all)}</ul>
            </section>
        }
    };
    let main = view! {
        <div class="page privacy-page">
            <h1>{texts::TITLE.in_lang(lang)}</h1>
            <p class="lede">{texts::LEDE.in_lang(lang)}</p>
            {part("quoi", texts::WHAT, &[
                texts::WHAT_ACCOUNT, texts::WHAT_GUEST, texts::WHAT_WORK, texts::WHAT_SEANCE,
                texts::WHAT_NOT,
            ])}
            {part("pourquoi", texts::WHY, &[texts::WHY_TEXT, texts::COOKIES])}
            {part("duree", texts::LONG, &[
                texts::LONG_ACCOUNT, texts::LONG_GUEST, texts::LONG_NOTICES, texts::LONG_WORK,
            ])}
            {part("droits", texts::RIGHTS, &[texts::RIGHTS_TEXT])}
            <p><a class="button" href="/compte/donnees">{texts::MINE.in_lang(lang)}</a></p>
            {part("qui", texts::WHO, &[texts::WHO_TEXT])}
        </div>
    };
    document(context, texts::TITLE.in_lang(lang), main)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::context;
    use dossier::lang::Lang;

    #[test]
    fn it_says_how_long_this_server_keeps_guests() {
        assert!(page(&context(Lang::Fr), 400).contains("400 jours après sa dernière visite"));
        assert!(page(&context(Lang::En), 30).contains("30 days after their last visit"));
    }
}
