//! Who speaks in a séance: the list on the phone, the remote and the wall.

use super::catalogue::catalogue;
use dossier::lang::Lang;

catalogue! {
    TITLE = "Parole", "Speaking";
    ASK = "Demander la parole", "Ask to speak";
    WITHDRAW = "Retirer ma demande", "Withdraw my request";
    YOUR_PLACE = "Vous êtes n°\u{a0}{n} sur la liste.", "You are number {n} on the list.";
    YOUR_TURN = "À vous\u{a0}!", "Your turn!";
    SPEAKS = "A la parole", "Speaking now";
    NOBODY = "Personne n’a la parole.", "Nobody is speaking.";
    NOBODY_WAITS = "Personne n’attend.", "Nobody is waiting.";
    WAITING_ONE = "1 demande", "1 request";
    WAITING = "{n} demandes", "{n} requests";
    LIST = "Demandes de parole", "Requests to speak";
    GIVE = "Donner la parole", "Let them speak";
    GIVE_TO = "Donner la parole à\u{a0}: {who}", "Let them speak: {who}";
    FINISH = "Fin", "End";
    DROP = "Retirer", "Remove";
    DROP_WHO = "Retirer de la liste\u{a0}: {who}", "Remove from the list: {who}";
    FIRST = "Pas encore entendu\u{a0}: pourrait passer devant.", "Not heard yet: could go first.";
    ADD = "Ajouter quelqu’un sans appareil", "Add somebody without a device";
    ADD_IT = "Ajouter à la liste", "Add to the list";
    IN_ROOM = "{quality}, dans la salle", "{quality}, in the room";
    WHO = "{quality} ({name})", "{quality} ({name})";
    WHO_AT = "{quality} ({name}, {seat})", "{quality} ({name}, {seat})";
    TIMES = "Temps de parole par qualité", "Speaking time by quality";
    MINUTES = "{minutes}\u{a0}min", "{minutes} min";
    LESS = "moins d’une minute", "less than a minute";
    UNHEARD = "Pas entendus depuis {minutes}\u{a0}min\u{a0}: {quality}.",
        "Not heard for {minutes} min: {quality}.";
    FULL = "La liste est pleine\u{a0}: cent demandes attendent.",
        "The list is full: a hundred requests are waiting.";
}

/// How many wait.
pub fn waiting(lang: Lang, count: usize) -> String {
    match count {
        0 => NOBODY_WAITS.in_lang(lang).to_owned(),
        1 => WAITING_ONE.in_lang(lang).to_owned(),
        n => WAITING.fill(lang, &[("n", &n.to_string())]),
    }
}

/// A time in minutes.
pub fn minutes(lang: Lang, milliseconds: i64) -> String {
    match milliseconds / 60_000 {
        0 => LESS.in_lang(lang).to_owned(),
        n => MINUTES.fill(lang, &[("minutes", &n.to_string())]),
    }
}
