//! Comments on a section, on the wall. A remark was written for those of the dossier: a hall is
//! told its words and the quality of who wrote it, never their name. Does not know: whether it is
//! shown.

use crate::pages::threads::{author, change_view, quality};
use crate::texts::{seance as texts, threads as thread_texts};
use dossier::form::Field;
use dossier::lang::Lang;
use dossier::threads::{Kind, Remark, Thread};
use leptos::prelude::*;

/// Of a thread, the first remark and as many of the last: a wall is read from ten metres.
const LAST: usize = 2;

/// The comments on a field, of its passages and of its rows.
pub(super) fn of_field(lang: Lang, threads: &[Thread], field: &Field) -> Option<AnyView> {
    list(lang, threads, |thread| {
        thread.place.path.as_ref().and_then(|path| path.segments().next()) == Some(field.key)
    })
}

/// The comments on the section as a whole.
pub(super) fn of_whole(lang: Lang, threads: &[Thread]) -> Option<AnyView> {
    list(lang, threads, |thread| thread.place.path.is_none())
}

/// Who shows comments where there are none sees that they are shown.
pub(super) fn nothing(lang: Lang) -> AnyView {
    view! { <p class="reading-empty">{texts::NO_COMMENTS.in_lang(lang)}</p> }.into_any()
}

fn list(lang: Lang, threads: &[Thread], of: impl Fn(&Thread) -> bool) -> Option<AnyView> {
    let threads: Vec<AnyView> =
        threads.iter().filter(|thread| of(thread)).map(|thread| one(lang, thread)).collect();
    let label = thread_texts::COMMENTS.in_lang(lang);
    (!threads.is_empty())
        .then(|| view! { <ul class="reading-said" aria-label=label>{threads}</ul> }.into_any())
}

fn one(lang: Lang, thread: &Thread) -> AnyView {
    let whose = author(thread).map_or("", |by| quality(&by.quality, lang));
    let head = match (thread.kind, &thread.suggestion) {
        (Kind::Reservation, _) => thread_texts::RESERVATION_OF.fill(lang, &[("quality", whose)]),
        (_, Some(_)) => thread_texts::SUGGESTION_OF.fill(lang, &[("quality", whose)]),
        _ => whose.to_owned(),
    };
    // A suggestion repeats the words that it is about.
    let quote = (!thread.place.quote.is_empty() && thread.suggestion.is_none())
        .then(|| view! { <blockquote>{thread.place.quote.clone()}</blockquote> });
    let suggested = change_view(lang, thread)
        .map(|suggested| view! { <p class="reading-change">{suggested}</p> });
    let (first, others) = thread.remarks.split_at(thread.remarks.len().min(1));
    let left_out = others.len().saturating_sub(LAST);
    let more = (left_out > 0).then(|| {
        let more = texts::MORE_REMARKS.fill(lang, &[("n", &left_out.to_string())]);
        view! { <p class="reading-more">{more}</p> }
    });
    let answers = others[left_out..].iter().map(|remark| answer(lang, remark)).collect_view();
    let first = first.iter().map(|remark| words(remark, None)).collect_view();
    view! {
        <li class="reading-thread" class:reservation=thread.kind == Kind::Reservation>
            <h3>{head}</h3>
            {quote}
            {suggested}
            {first}
            {more}
            {answers}
        </li>
    }
    .into_any()
}

fn answer(lang: Lang, remark: &Remark) -> Option<AnyView> {
    words(remark, Some(quality(&remark.by.quality, lang)))
}

/// A suggestion may come without a word.
fn words(remark: &Remark, whose: Option<&'static str>) -> Option<AnyView> {
    let words = remark.spoken();
    let whose = whose.map(|whose| view! { <span class="reading-whose">{whose}" "</span> });
    (!words.trim().is_empty()).then(|| view! { <p>{whose}{words}</p> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless};
    use crate::shell::to_html;
    use dossier::form::SectionId;
    use dossier::threads::suggestion::{Change, Fate, Piece, Suggestion};
    use dossier::threads::{Anchor, Author};

    fn thread(remarks: usize) -> Thread {
        let remark = |n: usize| Remark {
            id: n.to_string(),
            by: Author { account: "a".into(), name: "Odile".into(), quality: "teacher".into() },
            at: 0,
            text: format!("{n} {HOSTILE}"),
            mentions: Vec::new(),
            rewritten: false,
        };
        Thread {
            id: "t".into(),
            version: 1,
            kind: Kind::Comment,
            place: Anchor {
                section: SectionId::Summary,
                path: None,
                span: None,
                quote: HOSTILE.into(),
            },
            opened_by: "a".into(),
            suggestion: None,
            resolved: None,
            assigned: None,
            remarks: (1..=remarks).map(remark).collect(),
        }
    }

    fn suggested(change: Change) -> Thread {
        Thread { suggestion: Some(Box::new(Suggestion { change, decided: None })), ..thread(1) }
    }

    #[test]
    fn what_people_wrote_is_text_and_whose_it_is_their_quality() {
        let comes = Piece {
            what: Fate::Comes,
            words: HOSTILE.into(),
            formats: Default::default(),
            ends: Default::default(),
        };
        for thread in [
            thread(1),
            suggested(Change::Passage { pieces: vec![comes] }),
            suggested(Change::Value { before: HOSTILE.into(), after: HOSTILE.into() }),
        ] {
            let html = to_html(of_whole(Lang::Fr, &[thread]));
            assert_harmless(&html);
            assert!(html.contains("Enseignant") && !html.contains("Odile"), "{html}");
        }
    }

    #[test]
    fn of_a_long_talk_the_beginning_and_the_end_are_shown_and_how_much_is_not() {
        let html = to_html(of_whole(Lang::Fr, &[thread(6)]));
        let shown: Vec<bool> = (1..=6).map(|n| html.contains(&format!("{n} "))).collect();
        assert_eq!(shown, [true, false, false, false, true, true], "{html}");
        assert!(html.contains("… et encore 3"), "{html}");
        assert!(!to_html(of_whole(Lang::Fr, &[thread(3)])).contains("encore"));
    }
}
