//! The dossiers to which nobody belongs any more, for who looks after the server. Does not know:
//! what is in them.

use crate::shell::{PageContext, document};
use crate::texts::dates::Day;
use crate::texts::deletion as texts;
use dossier::lang::Lang;
use leptos::prelude::*;

/// A dossier without members.
#[derive(Clone, Debug)]
pub struct Orphan {
    pub reference: String,
    pub title: String,
    pub school: String,
    /// Milliseconds since 1970, UTC.
    pub updated_at: i64,
}

pub fn page(context: &PageContext, orphans: &[Orphan]) -> String {
    let lang = context.lang;
    let body = if orphans.is_empty() {
        view! { <p class="text">{texts::ORPHANS_NONE.in_lang(lang)}</p> }.into_any()
    } else {
        let lines = orphans.iter().map(|one| line(lang, one)).collect_view();
        view! { <ul class="notifications">{lines}</ul> }.into_any()
    };
    let main = view! {
        <div class="page notifications-page">
            <h1>{texts::ORPHANS.in_lang(lang)}</h1>
            <p class="lede">{texts::ORPHANS_LEDE.in_lang(lang)}</p>
            {body}
        </div>
    };
    document(context, texts::ORPHANS.in_lang(lang), main)
}

fn line(lang: Lang, one: &Orphan) -> AnyView {
    let day = Day::of_millis(one.updated_at).in_words(lang);
    view! {
        <li class="notification">
            <p>{one.title.clone()}</p>
            <p>{one.school.clone()} " · " {one.reference.clone()}</p>
            <p>{texts::LAST_WRITTEN.fill(lang, &[("day", &day)])}</p>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    #[test]
    fn what_members_wrote_is_shown_as_text() {
        let words = || HOSTILE.to_owned();
        let orphan = Orphan { reference: words(), title: words(), school: words(), updated_at: 0 };
        assert_harmless(&page(&context(Lang::Fr), &[orphan]));
    }
}
