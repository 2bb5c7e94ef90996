//! Highlighting a passage of the section on the wall, from the remote. Does not know: how the wall
//! shows it.

use super::{act, button};
use crate::texts::seance as texts;
use dossier::lang::Lang;
use dossier::seance::LiveSeance;
use dossier::seance::command::Command;
use dossier::seance::passage::Passage;
use leptos::prelude::*;

/// As many words of a passage are enough to find it.
const TOLD: usize = 90;

/// What can be highlighted, and what is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passages {
    pub all: Vec<Passage>,
    pub highlighted: Option<Passage>,
}

pub(super) fn passages(lang: Lang, seance: &LiveSeance, passages: &Passages) -> Option<AnyView> {
    let line = |passage: &Passage| {
        let is_highlighted = passages.highlighted.as_ref() == Some(passage);
        let told: String = passage.words.chars().take(TOLD).collect();
        let more = if told.len() < passage.words.len() { "…" } else { "" };
        let command = if is_highlighted { Command::Unhighlight } else { Command::Highlight };
        let pressed = if is_highlighted { "true" } else { "false" };
        view! {
            <li>
                {act(
                    seance,
                    &command,
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
    let off = passages
        .highlighted
        .as_ref()
        .map(|_| button(lang, seance, &Command::Unhighlight, texts::UNHIGHLIGHT));
    (!passages.all.is_empty()).then(|| {
        view! {
            <details class="remote-part" data-keep="passages">
                <summary>{texts::HIGHLIGHT.in_lang(lang)}</summary>
                {off}
                <ul class="remote-passages">{lines}</ul>
            </details>
        }
        .into_any()
    })
}
