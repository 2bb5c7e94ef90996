//! What is proposed in a thread, as HTML: a passage with what goes struck through, or a value and the
//! one before. Owns: the markup that `js/proposals*.js` draws in the text and beside the fields.
//! Must not know: who decides.

use super::{Listener, quality};
use crate::texts::people::called;
use crate::texts::{suggestions, threads as texts};
use dossier::form;
use dossier::lang::{Lang, Text};
use dossier::threads::suggestion::{Fate, Piece, Proposal, shown};
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

/// What a thread proposes, if it does: the passage with what goes and comes, or a value and the other.
pub fn proposed(lang: Lang, thread: &Thread) -> Option<AnyView> {
    Some(match &thread.suggestion.as_ref()?.proposal {
        Proposal::Passage { pieces } => {
            pieces.iter().map(|piece| piece_view(piece, lang)).collect_view().into_any()
        }
        Proposal::Value { before, after } => {
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

pub(super) fn proposal_view(listener: &Listener, thread: &Thread) -> Option<AnyView> {
    let proposal = &thread.suggestion.as_ref()?.proposal;
    let (lang, tag) = (listener.lang, listener.words_lang());
    let by = author(thread).map(|by| {
        let says = [("name", called(lang, &by.name)), ("quality", quality(&by.quality, lang))];
        suggestions::BY.fill(lang, &says)
    });
    let who = colour(&thread.opened_by).to_string();
    // A passage is drawn in the text as well.
    let (class, ops, before) = match proposal {
        Proposal::Passage { .. } => {
            let ops = serde_json::to_string(&proposal.ops()).unwrap_or_default();
            ("proposal", Some(ops), Some(proposal.before()))
        }
        Proposal::Value { .. } => ("proposal of-value", None, None),
    };
    let proposed = proposed(lang, thread);
    Some(
        view! {
            <p class=class lang=tag data-by=by data-who=who data-ops=ops data-before=before>
                {proposed}
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
