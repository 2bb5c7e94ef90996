//! The e-mails that follow notifications, and the pages that their links lead to.

use super::catalogue::catalogue;
use dossier::lang::Lang;

catalogue! {
    SUBJECT_MANY = "{n} nouveautés dans le dossier {title}", "{n} updates in the dossier {title}";
    SUBJECT_DAILY = "Votre résumé du jour\u{a0}: {title}", "Your daily summary: {title}";
    HELLO = "Bonjour {name},", "Hello {name},";
    SINCE_DAILY = "Voici ce qui vous concerne depuis le dernier résumé.",
        "Here is what concerns you since the last summary.";
    DOSSIER = "Dossier\u{a0}: {title}", "Dossier: {title}";
    SEE = "Voir dans le dossier", "See it in the dossier";
    REPLY = "Répondre sans se connecter", "Reply without signing in";
    REPLY_CODE = "Si ce lien n’ouvre rien, allez sur {address} et saisissez ce code\u{a0}: {code}",
        "If this link opens nothing, go to {address} and type this code: {code}";
    REPLY_YOURS = "Les liens de réponse écrivent en votre nom, jusqu’au {day}\u{a0}: ne transférez \
        pas ce courriel.",
        "The links to reply write in your name, until {day}: do not forward this e-mail.";
    MORE_ONE = "Et une autre nouveauté, dans vos notifications\u{a0}:",
        "And one more, in your notifications:";
    MORE_MANY = "Et {n} autres nouveautés, dans vos notifications\u{a0}:",
        "And {n} more, in your notifications:";
    ALL_OF_THEM = "Toutes vos notifications", "All your notifications";
    WHY = "Vous recevez ce courriel parce que vous participez à ce dossier.",
        "You receive this e-mail because you take part in this dossier.";
    CHOOSE = "Choisir ce que vous recevez", "Choose what you receive";
    STOP = "Ne plus recevoir de courriels de ce dossier", "Receive no more e-mails of this dossier";
    FREE = "Préau est un logiciel libre. Ce site n’est pas un site de l’État.",
        "Préau is free software. This site is not a government site.";

    ANSWER_TITLE = "Répondre depuis un courriel", "Reply from an e-mail";
    ANSWER_LEDE = "Un courriel de Préau vous a donné un lien ou un code pour répondre sans vous \
        connecter.",
        "An e-mail from Préau gave you a link or a code to reply without signing in.";
    CODE = "Code du courriel", "Code of the e-mail";
    CODE_HELP = "10 signes, par exemple 7K2QM-X4DPA. Il se trouve sous le lien de réponse.",
        "10 signs, for example 7K2QM-X4DPA. It is below the link to reply.";
    CLOSED_TEXT = "Il a servi plusieurs fois ou a trop attendu, ou vous ne participez plus à cet \
        échange. Vous pouvez répondre dans le dossier.",
        "It was used several times or waited too long, or you no longer take part in this thread. \
        You can reply in the dossier.";
    YOU_ARE = "En tant que", "As";
    IN_DOSSIER = "Dossier", "Dossier";
    IN_SECTION = "Rubrique", "Section";
    SAID = "Ce qui a été dit", "What was said";
    YOUR_REPLY = "Votre réponse", "Your reply";
    YOUR_REPLY_HELP = "Les personnes qui suivent cet échange la verront dans le dossier.",
        "Those who follow this thread will see it in the dossier.";
    SEND = "Envoyer la réponse", "Send the reply";
    REPLY_WRONG = "Écrivez une réponse, de {max} caractères au plus.",
        "Write a reply, of {max} characters at most.";
    ANSWERED = "Votre réponse est dans le dossier", "Your reply is in the dossier";
    ANSWERED_TEXT = "Les autres la voient déjà. Vous pouvez fermer cette page.",
        "The others see it already. You can close this page.";
    TO_DOSSIERS = "Voir mes dossiers", "See my dossiers";

    STOP_TITLE = "Arrêter des courriels", "Stop e-mails";
    STOP_LEDE = "Rien n’est encore changé\u{a0}: choisissez ce qui ne vous est plus envoyé. Tout \
        continue de s’afficher dans vos notifications.",
        "Nothing has changed yet: choose what is no longer sent to you. Everything still shows in \
        your notifications.";
    STOP_KIND = "Ne plus envoyer\u{a0}: {kind}", "No longer send: {kind}";
    STOP_ALL = "Ne plus rien envoyer de ce dossier", "No longer send anything of this dossier";
    STOPPED = "C’est fait", "Done";
    STOPPED_KIND = "Ne vous est plus envoyé, pour ce dossier\u{a0}: {kind}.",
        "No longer sent to you, for this dossier: {kind}.";
    STOPPED_ALL = "Plus rien ne vous est envoyé de ce dossier.",
        "Nothing of this dossier is sent to you any more.";
    STOP_CLOSED = "Ce lien ne vaut plus", "This link is no longer valid";
    STOP_CLOSED_TEXT = "Vous pouvez choisir vos courriels une fois la connexion faite.",
        "You can choose your e-mails once you have signed in.";
    ALL_CHOICES = "Tous vos choix de courriels", "All your choices of e-mails";

    LIST_LINK = "Courriels envoyés", "E-mails sent";
    LIST = "Courriels de notification", "Notification e-mails";
    LIST_LEDE = "Ce que Préau a envoyé ou essaie d’envoyer, du plus récent au plus ancien, pendant \
        trente jours. Cette page n’existe que pour les comptes qui administrent ce serveur.",
        "What Préau sent or tries to send, the newest first, for thirty days. This page exists only \
        for the accounts that look after this server.";
    LIST_FILES = "Aucun serveur de courriel n’est réglé\u{a0}: rien ne quitte ce serveur, chaque \
        courriel est écrit dans un fichier, à lire ici.",
        "No mail server is set: nothing leaves this server, each e-mail is written into a file, to \
        be read here.";
    LIST_EMPTY = "Rien n’a été envoyé.", "Nothing was sent.";
    MADE = "Préparé le {at}", "Prepared on {at}";
    AT = "{day} à {time} (Paris)", "{day} at {time} (Paris)";
    STATE_WAITING = "En attente", "Waiting";
    STATE_SENDING = "En cours d’envoi", "Being sent";
    STATE_SENT = "Envoyé", "Sent";
    STATE_FAILED = "Abandonné", "Given up";
    STATE_NEEDLESS = "Sans objet", "Not needed";
    NEXT_TRY = "Prochain essai le {at}", "Next try on {at}";
    TRIES = "Essais\u{a0}: {n}", "Tries: {n}";
    ENDED = "Terminé le {at}", "Ended on {at}";
    NEEDLESS_TEXT = "Tout avait été lu, retiré ou désactivé avant l’envoi.",
        "Everything had been read, taken back or switched off before it left.";
    REASON = "Raison\u{a0}: {reason}", "Reason: {reason}";
    REASON_ADDRESS = "l’adresse ne peut pas être écrite", "the address cannot be written";
    REASON_UNWRITTEN = "le courriel ne peut pas être écrit", "the e-mail cannot be written";
    REASON_REFUSED = "le serveur de courriel a refusé, réponse {code}",
        "the mail server refused, answer {code}";
    REASON_UNREACHABLE = "le serveur de courriel n’a pas répondu", "the mail server did not answer";
    REASON_FILE = "le fichier n’a pas pu être écrit", "the file could not be written";
    REASON_INTERRUPTED = "le serveur s’est arrêté pendant l’envoi\u{a0}; il est peut-être parti",
        "the server stopped while it was sent; it may have left";
    READ_FILE = "Lire le courriel", "Read the e-mail";
    READ_FILE_TO = "envoyé à {email}", "sent to {email}";
    KEPT = "Courriel écrit dans un fichier", "E-mail written into a file";
    KEPT_LEDE = "Ses liens agissent au nom de la personne qui le reçoit.",
        "Its links act in the name of the person who receives it.";
    KEPT_HEAD = "En-têtes", "Headers";
    KEPT_TEXT = "Texte", "Text";
    BACK_TO_LIST = "Revenir à la liste", "Back to the list";
}

/// Why an e-mail did not leave, by the name under which that is kept.
pub fn reason(lang: Lang, name: &str) -> String {
    let (what, code) = name.split_once(' ').unwrap_or((name, ""));
    let text = match what {
        "address" => REASON_ADDRESS,
        "unwritten" => REASON_UNWRITTEN,
        "refused" => REASON_REFUSED,
        "unreachable" => REASON_UNREACHABLE,
        "interrupted" => REASON_INTERRUPTED,
        _ => REASON_FILE,
    };
    text.fill(lang, &[("code", code)])
}
