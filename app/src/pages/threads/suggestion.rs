//! What is suggested in a thread, as HTML: a passage with what goes struck through, or a value and
//! the one before. Owns: the markup that `js/threads/suggestion/*` draws in the text and beside the
//! fields. Does not know: who decides.

use super::{Reader, quality};
use crate::texts::people::called;
use crate::texts::{suggestions, threads as texts};
use dossier::form;
use dossier::lang::{Lang, Text};
use dossier::threads::suggestion::{Change, Fate, Piece, shown};
use dossier::threads::{Author, Thread};
use leptos::prelude::*;

/// How many colours people have, `who-1` to `who-12`.
const COLOURS: u32 = 12;

/// Who opened a thread, as long as a word of theirs is there.
pub fn author(thread: &Thread) -> Option<&Author> {
    let own = thread.remarks.iter().map(|remark| &remark.by);
    own.clone().find(|by| by.account == thread.opened_by).or(own.clone().next())
}

/// The colour of an account, the same on every page.
fn colour(account: &str) -> u32 {
    account.bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % COLOURS
        + 1
}

/// What a thread suggests, if it does: the passage with what goes and comes, or a value and the
/// other.
pub fn change_view(lang: Lang, thread: &Thread) -> Option<AnyView> {
    Some(match &thread.suggestion.as_ref()?.change {
        Change::Passage { pieces } => {
            pieces.iter().map(|piece| piece_view(piece, lang)).collect_view().into_any()
        }
        Change::Value { before, after } => {
            let form = form::section(thread.place.section);
            let field = thread.place.path.as_ref().and_then(|path| path.field_in(form));
            let words = |value| match field.map(|field| shown(field, value, lang)) {
                Some(words) if !words.is_empty() => words,
                _ => texts::SUGGESTED_NOTHING.in_lang(lang).to_owned(),
            };
            let aloud = |text: Text| {
                view! { <span class="visually-hidden">{text.in_lang(lang)}"\u{a0}: "</span> }
            };
            view! {
                {aloud(suggestions::NOW)}
                <del>{words(before)}</del>
                <span aria-hidden="true">" → "</span>
                {aloud(suggestions::INSTEAD)}
                <ins>{words(after)}</ins>
            }
            .into_any()
        }
    })
}

pub(super) fn suggestion_view(reader: &Reader, thread: &Thread) -> Option<AnyView> {
    let change = &thread.suggestion.as_ref()?.change;
    let (lang, tag) = (reader.lang, reader.words_lang());
    let by = author(thread).map(|by| {
        let says = [("name", called(lang, &by.name)), ("quality", quality(&by.quality, lang))];
        suggestions::BY.fill(lang, &says)
    });
    let who = colour(&thread.opened_by).to_string();
    // A passage is drawn in the text as well.
    let (class, ops, before) = match change {
        Change::Passage { .. } => {
            let ops = serde_json::to_string(&change.ops()).unwrap_or_default();
            ("suggestion", Some(ops), Some(change.before()))
        }
        Change::Value { .. } => ("suggestion of-value", None, None),
    };
    let suggested = change_view(lang, thread);
    Some(
        view! {
            <p class=class data-js="suggestion" lang=tag data-by=by data-who=who data-ops=ops
                data-before=before>
                {suggested}
            </p>
        }
        .into_any(),
    )
}

/// Said in words too, for who hears the page: a screen reader passes over what strikes through.
fn piece_view(piece: &Piece, lang: Lang) -> AnyView {
    let words = piece.words.clone();
    let aloud = |text: Text| {
        view! { <span class="visually-hidden">{format!(" [{}\u{a0}: ", text.in_lang(lang))}</span> }
    };
    let over = || view! { <span class="visually-hidden">"] "</span> };
    match piece.what {
        Fate::Stays => words.into_any(),
        Fate::Changes => view! { <mark>{words}</mark> }.into_any(),
        Fate::Comes => view! { <ins>{aloud(texts::WORDS_ADDED)}{words}{over()}</ins> }.into_any(),
        Fate::Goes => view! { <del>{aloud(texts::WORDS_REMOVED)}{words}{over()}</del> }.into_any(),
    }
}
