//! Preparing a session: when and where, who is asked to come, who was counted.

use super::catalogue::catalogue;
use dossier::lang::Lang;

catalogue! {
    PREPARED = "Préparation", "Preparation";
    CHANGE = "Préparer", "Prepare";
    SAVE = "Enregistrer", "Save";
    DATE = "Date", "Date";
    TIME = "Heure de début", "Start time";
    TABLES = "Nombre de tables", "Number of tables";
    TABLES_HELP = "Des tables de quatre à cinq personnes\u{a0}: pour 24 personnes, cinq ou six. Chacune aura \
        sa carte avec un QR code.",
        "Tables of four to five people: for 24 people, five or six. Each gets a card with a QR code.";
    DATE_WRONG = "Cette date n’existe pas.", "This date does not exist.";
    TIME_WRONG = "Écrivez l’heure ainsi\u{a0}: 18:00.", "Write the time like this: 18:00.";
    TABLES_WRONG = "Écrivez un nombre de tables, de 0 à 60.", "Write a number of tables, from 0 to 60.";

    INVITE = "Inviter", "Invite";
    INVITATION = "Invitation", "Invitation";
    INVITATION_LEDE = "À imprimer, à photographier ou à envoyer. Le code reste valable jusqu’à la fin de la \
        séance.",
        "To be printed, photographed or sent. The code stays valid until the session ends.";
    INVITED_TO = "Vous êtes invités à une séance de concertation", "You are invited to a concertation session";
    WHEN = "Quand", "When";
    WHEN_AT = "{date}, à {time}", "{date}, at {time}";
    NO_DATE = "La date n’est pas encore fixée.", "The date is not fixed yet.";
    WHERE = "Où", "Where";
    LASTS = "Durée prévue", "Planned duration";
    PROGRAMME = "Programme", "Programme";
    QUESTIONS = "Les questions", "The questions";
    TAKE_PART = "Participer avec un téléphone", "Take part with a phone";
    TAKE_PART_HELP = "Sans compte ni application. On peut aussi venir sans téléphone\u{a0}: un appareil par \
        table suffit.",
        "Without an account or an app. One can also come without a phone: one device a table is enough.";
    CARDS = "Cartes des tables", "Table cards";
    TABLE = "Table {n}", "Table {n}";
    CARD_SCAN = "Un seul téléphone pour la table\u{a0}: scannez, dites combien vous êtes, écrivez vos idées.",
        "One phone for the table: scan, say how many you are, write your ideas.";
    SEND = "Envoyer par courriel", "Send by e-mail";
    ADDRESSES = "Adresses", "Addresses";
    ADDRESSES_HELP = "Une par ligne, 60 au plus à la fois. Elles ne sont pas gardées.",
        "One a line, at most 60 at a time. They are not kept.";
    ADDRESSES_MISSING = "Écrivez au moins une adresse.", "Write at least one address.";
    ADDRESSES_MANY = "Au plus 60 adresses à la fois.", "At most 60 addresses at a time.";
    ADDRESSES_ALL = "Cette séance a envoyé toutes ses invitations (300). Donnez le code autrement.",
        "This session has sent all its invitations (300). Give the code another way.";
    ADDRESSES_PACE = "Trop de courriels pour le moment. Attendez un peu, ou donnez le code autrement.",
        "Too many e-mails for now. Wait a little, or give the code another way.";
    ADDRESS_WRONG = "«\u{a0}{address}\u{a0}» n’est pas une adresse.", "“{address}” is not an address.";
    SENT_ONE = "1 invitation est partie.", "1 invitation has left.";
    SENT = "{n} invitations sont parties.", "{n} invitations have left.";
    DO_SEND = "Envoyer les invitations", "Send the invitations";
    LETTER_SUBJECT = "Invitation\u{a0}: {title}", "Invitation: {title}";
    LETTER_TEXT = "Bonjour,\n\n{by} vous invite à une séance de concertation autour du projet «\u{a0}{dossier}\u{a0}».\n\n\
        {facts}\n\nPour participer avec un téléphone, le jour venu\u{a0}: {link}\n\
        (ou le code {code} sur {address})",
        "Hello,\n\n{by} invites you to a concertation session about the project “{dossier}”.\n\n\
        {facts}\n\nTo take part with a phone on the day: {link}\n(or the code {code} at {address})";

    TOGETHER = "Combien êtes-vous avec cet appareil\u{a0}?", "How many are you with this device?";
    TOGETHER_HELP = "1 pour vous seul, ou le nombre de personnes à votre table.",
        "1 for yourself alone, or the number of people at your table.";
    TOGETHER_WRONG = "Écrivez un nombre de 1 à 40.", "Write a number from 1 to 40.";
    COUNT = "Compter les présents", "Count who is here";
    COUNT_HELP = "Pour une qualité laissée vide, ce sont les appareils qui comptent.",
        "Where a quality is left empty, devices are counted.";
    HERE_ONE = "1 personne", "1 person";
    HERE = "{n} personnes", "{n} people";
    /// A line of a letter.
    FACT = "{what}\u{a0}: {words}", "{what}: {words}";
}

/// So many people; nobody is said otherwise in each place.
pub fn people(lang: Lang, count: usize) -> String {
    match count {
        1 => HERE_ONE.in_lang(lang).to_owned(),
        n => HERE.fill(lang, &[("n", &n.to_string())]),
    }
}
