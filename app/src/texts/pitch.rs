//! The talk of 180 seconds: presenting, rehearsing, how long it takes to say.

use super::catalogue::catalogue;
use dossier::lang::Lang;
use dossier::pitch::spoken::seconds;

catalogue! {
    TITLE = "Présenter en 180 secondes", "Present in 180 seconds";
    LEDE = "Cinq diapositives tirées du dossier, le texte à dire, un chronomètre. Le mur et les téléphones \
        suivent\u{a0}; ce qui s’écrit pendant la présentation y paraît.",
        "Five slides drawn from the dossier, the words to say, a timer. The wall and the phones follow; what \
        is written during the talk appears there.";
    PRESENT = "Présenter", "Present";
    SESSION = "Présentation du projet", "Presentation of the project";
    NOW = "À l’écran", "On screen";
    NOTES = "À dire", "To be said";
    NO_NOTES = "Rien à dire sur cette diapositive.", "Nothing to say on this slide.";
    NO_SCRIPT = "Le texte de la présentation est vide. Il s’écrit dans le dossier, rubrique «\u{a0}{section}\u{a0}».",
        "The script of the talk is empty. It is written in the dossier, section “{section}”.";
    EDIT = "Modifier le texte", "Edit the script";
    NEXT = "Ensuite", "Next";
    LAST = "C’est la dernière diapositive.", "This is the last slide.";
    START = "Commencer", "Start";
    REHEARSE = "Répéter sans le mur", "Rehearse without the wall";
    STOP = "Terminer et garder les temps", "End and keep the times";
    FORWARD = "Suivante", "Next slide";
    BACK = "Précédente", "Previous slide";
    KEYS = "Flèches, Espace ou Page suivante pour avancer.", "Arrows, Space or Page down to go on.";
    REHEARSING = "Répétition\u{a0}: le mur ne change pas.", "Rehearsal: the wall does not change.";
    SLIDE = "Diapositive {n} sur {count}", "Slide {n} of {count}";
    MORE_ONE = "et 1 autre", "and 1 more";
    MORE = "et {n} autres", "and {n} more";
    EMPTY = "Le dossier n’en dit rien encore.", "The dossier says nothing of it yet.";
    RUNS = "Passages", "Runs";
    RUNS_NONE = "Aucun passage gardé. Répétez une première fois\u{a0}: les temps s’affichent ici.",
        "No run is kept. Rehearse once: the times show here.";
    RUN = "Passage", "Run";
    RUN_LIVE = "{date}, en public", "{date}, in public";
    RUN_REHEARSED = "{date}, répétition", "{date}, rehearsal";
    TOTAL = "Total", "Total";
    SECONDS_OF = "{n}\u{a0}s", "{n} s";
    OVER = "{n}\u{a0}s de trop", "{n} s too long";
    UNDER = "{n}\u{a0}s en réserve", "{n} s to spare";
    FORGET = "Supprimer", "Delete";
    FORGET_OF = "Supprimer ce passage", "Delete this run";
    TAKES = "{n} mots, de {least} à {most}", "{n} words, {least} to {most}";
    TAKES_SECONDS = "{s}\u{a0}s", "{s} s";
    TAKES_MINUTES = "{m}\u{a0}min\u{a0}{ss}", "{m} min {ss}";
    FITS = "tient en 180 secondes", "fits in 180 seconds";
    FITS_JUST = "tient en 180 secondes si l’on ne traîne pas", "fits in 180 seconds if nobody dawdles";
    FITS_NOT = "trop long pour 180 secondes", "too long for 180 seconds";
}

/// How long so many words take to be said, and whether that fits:
/// `412 mots, de 2 min 45 à 3 min 10 : …`.
pub fn takes(lang: Lang, words: u32) -> String {
    let (least, most) = seconds(words);
    let fits = match (least <= dossier::pitch::SECONDS, most <= dossier::pitch::SECONDS) {
        (_, true) => FITS,
        (true, false) => FITS_JUST,
        (false, false) => FITS_NOT,
    };
    let range = TAKES.fill(
        lang,
        &[
            ("n", &words.to_string()),
            ("least", &in_minutes(lang, least)),
            ("most", &in_minutes(lang, most)),
        ],
    );
    let colon = if lang == Lang::Fr { "\u{a0}: " } else { ": " };
    format!("{range}{colon}{}", fits.in_lang(lang))
}

fn in_minutes(lang: Lang, seconds: u32) -> String {
    match seconds / 60 {
        0 => TAKES_SECONDS.fill(lang, &[("s", &seconds.to_string())]),
        minutes => {
            let rest = format!("{:02}", seconds % 60);
            TAKES_MINUTES.fill(lang, &[("m", &minutes.to_string()), ("ss", &rest)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_a_text_takes_is_said_in_minutes() {
        assert_eq!(
            takes(Lang::Fr, 412),
            "412 mots, de 2\u{a0}min\u{a0}45 à 3\u{a0}min\u{a0}11\u{a0}: tient en 180 secondes si l’on ne traîne pas"
        );
        assert_eq!(takes(Lang::En, 60), "60 words, 24 s to 28 s: fits in 180 seconds");
        assert!(takes(Lang::Fr, 500).contains("trop long"));
    }
}
