//! Lighting a passage of the section on the wall, from the remote. Must not know: how the wall shows it.

use super::{act, button};
use crate::pages::seance::Seance;
use crate::texts::seance as texts;
use dossier::lang::Lang;
use dossier::seance::passage::Passage;
use leptos::prelude::*;

/// As many words of a passage are enough to find it.
const TOLD: usize = 90;

/// What can be lit, and what is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passages {
    pub all: Vec<Passage>,
    pub lit: Option<Passage>,
}

pub(super) fn passages(lang: Lang, seance: &Seance, passages: &Passages) -> Option<AnyView> {
    let line = |passage: &Passage| {
        let is_lit = passages.lit.as_ref() == Some(passage);
        let told: String = passage.words.chars().take(TOLD).collect();
        let more = if told.len() < passage.words.len() { "…" } else { "" };
        let word = if is_lit { "unlight" } else { "light" };
        let pressed = if is_lit { "true" } else { "false" };
        view! {
            <li>
                {act(
                    seance,
                    word,
                    view! {
                        <input type="hidden" name="what" value=passage.name() />
                        <button class="remote-passage" aria-pressed=pressed>
                            {told} {more}
                        </button>
                    },
                )}
            </li>
        }
    };
    let lines = passages.all.iter().map(line).collect_view();
    let off = passages.lit.as_ref().map(|_| button(lang, seance, "unlight", texts::UNLIGHT));
    (!passages.all.is_empty()).then(|| {
        view! {
            <details class="remote-part" data-keep="passages">
                <summary>{texts::LIGHT.in_lang(lang)}</summary>
                {off}
                <ul class="remote-passages">{lines}</ul>
            </details>
        }
        .into_any()
    })
}
