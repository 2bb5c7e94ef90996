//! What is said to who seems to name a pupil or to speak of somebody's health.

use super::catalogue::catalogue;
use dossier::lang::{Lang, Text};
use dossier::privacy::Cue;

catalogue! {
    WARNED = "Relire avant d’envoyer", "Read again before sending";
    PUPIL = "Ce texte semble nommer un élève («\u{a0}{words}\u{a0}»).",
        "This text seems to name a pupil (“{words}”).";
    HEALTH = "Ce texte semble parler de la santé d’une personne («\u{a0}{words}\u{a0}»).",
        "This text seems to speak of somebody’s health (“{words}”).";
    WHY = "Le dossier est lu par beaucoup de monde\u{a0}: aucun élève n’y est nommé, et la santé de \
        personne n’y figure.",
        "Many people read the dossier: no pupil is named in it, and nobody’s health is in it.";
    SEND_ANYWAY = "Envoyer quand même\u{a0}?", "Send all the same?";
    SEND_IT = "Envoyer quand même", "Send all the same";
    SEND_CHANGED = "Envoyer", "Send";
    NOTE_DISMISS = "Masquer", "Hide";
    NOTE_DISMISS_OF = "Masquer cette remarque sur «\u{a0}{section}\u{a0}»", "Hide this remark about “{section}”";
    BACK = "Revenir au dossier", "Back to the dossier";
}

/// What a place seems to tell.
pub fn seems(lang: Lang, cue: Cue, words: &str) -> String {
    let text: Text = match cue {
        Cue::Pupil => PUPIL,
        Cue::Health => HEALTH,
    };
    text.fill(lang, &[("words", words)])
}
