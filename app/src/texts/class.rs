//! A class in a séance: its code, and what the adult with it reads before the hall does.

use super::catalogue::catalogue;
use dossier::lang::Lang;

catalogue! {
    ACCOMPANY = "J’accompagne une classe", "I am with a class";
    YOURS = "Ma classe\u{a0}: {name}", "My class: {name}";
    LEDE = "La classe participe sous son nom, avec son propre code. Aucun élève ne donne le sien. Ce que la \
        classe écrit vous attend sur cette page\u{a0}: la salle ne le lit que si vous l’envoyez.",
        "The class takes part under its name, with a code of its own. No pupil gives theirs. What the class \
        writes waits for you on this page: the room reads it only if you send it.";
    NAME = "Nom de la classe", "Name of the class";
    NAME_HELP = "Par exemple\u{a0}: Classe de CM2. Jamais le nom d’un élève.",
        "For example: Classe de CM2. Never the name of a pupil.";
    NAME_MISSING = "Donnez un nom à la classe.", "Give the class a name.";
    PUPILS = "Combien d’élèves\u{a0}?", "How many pupils?";
    MAKE = "Ouvrir la classe", "Open the class";
    MANY = "Cette séance a déjà {n} classes.", "This session has {n} classes already.";
    NOT_YOU = "Une classe est accompagnée par un adulte qui a rejoint la séance.",
        "A class is accompanied by an adult who has joined the session.";
    JOIN = "Les élèves entrent ici", "Pupils enter here";
    JOIN_AT = "Sur {address}, avec le code de la classe", "At {address}, with the code of the class";
    QR = "QR code pour entrer comme {name}", "QR code to enter as {name}";
    TO_READ = "À relire ({n})", "To review ({n})";
    NOTHING = "Rien n’attend. Ce que la classe écrit apparaîtra ici.",
        "Nothing is waiting. What the class writes will appear here.";
    SEND = "Envoyer à la salle", "Send to the room";
    SEND_IT = "Envoyer à la salle\u{a0}: {words}", "Send to the room: {words}";
    ASIDE = "Écarter", "Set aside";
    ASIDE_IT = "Écarter\u{a0}: {words}", "Set aside: {words}";
    SET_ASIDE = "Écartées ({n})", "Set aside ({n})";
    FORGOTTEN = "Ce qui n’est pas envoyé est effacé à la fin de la séance.",
        "What is not sent is erased when the session ends.";
    AGAIN = "Relire", "Review again";
    AGAIN_IT = "Relire\u{a0}: {words}", "Review again: {words}";
    CHANGE = "Changer le nom ou le nombre", "Change the name or the number";
    BACK = "Ma page de participant", "My participant’s page";
    TO_REMOTE = "Télécommande de la séance", "Remote of the session";
    ENTER_AS = "Entrer comme {name}", "Enter as {name}";
    ENTER_HELP = "On ne vous demande pas de nom. Un adulte relit ce que vous envoyez avant que la salle le lise.",
        "You are not asked for a name. An adult reads what you send before the room does.";
    SENT = "Envoyée à l’adulte qui accompagne la classe.", "Sent to the adult who is with the class.";
    CLASSES = "Classes", "Classes";
    PUPIL = "1 élève", "1 pupil";
    PUPILS_MANY = "{n} élèves", "{n} pupils";
    LINE = "{name}\u{a0}: {pupils}", "{name}: {pupils}";
    LINE_WAITING = "{name}\u{a0}: {pupils}, {waiting} à relire", "{name}: {pupils}, {waiting} to review";
}

/// A class on the remote.
pub fn line(lang: Lang, name: &str, pupils: i64, waiting: usize) -> String {
    let text = if waiting == 0 { LINE } else { LINE_WAITING };
    let pupils = match pupils {
        1 => PUPIL.in_lang(lang).to_owned(),
        n => PUPILS_MANY.fill(lang, &[("n", &n.to_string())]),
    };
    text.fill(lang, &[("name", name), ("pupils", &pupils), ("waiting", &waiting.to_string())])
}
