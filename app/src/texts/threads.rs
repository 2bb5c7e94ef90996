//! What is said beside the text: comments and reservations.

use super::catalogue::catalogue;

catalogue! {
    COMMENTS = "Commentaires", "Comments";
    SHOW_COUNT = "Voir les commentaires ({n} en cours)", "Show the comments ({n} open)";
    SHOW_UNREAD = "Voir les commentaires ({n} en cours, {unread})",
        "Show the comments ({n} open, {unread})";
    UNREAD = "Non lu", "Unread";
    UNREAD_ONE = "1 non lu", "1 unread";
    UNREAD_MANY = "{n} non lus", "{n} unread";
    READ_ALL = "Tout marquer comme lu", "Mark all as read";
    CLOSE = "Fermer", "Close";
    COMMENT = "Commenter", "Comment";
    COMMENT_ON = "Commenter «\u{a0}{place}\u{a0}»", "Comment on “{place}”";
    NONE = "Rien pour l’instant. Sélectionnez un passage ou choisissez «\u{a0}Commenter\u{a0}» à \
        côté d’un champ. Au clavier\u{a0}: Ctrl+Alt+M dans le champ.",
        "Nothing yet. Select a passage, or choose “Comment” beside a field. By keyboard: Ctrl+Alt+M \
        in the field.";
    NONE_HERE = "Aucun commentaire de cette sorte.", "No comment of this kind.";
    FILTER = "Montrer", "Show";
    FILTER_OPEN = "En cours", "Open";
    FILTER_SUGGESTIONS = "Propositions", "Suggestions";
    FILTER_MINE = "Qui me concernent", "That concern me";
    FILTER_UNREAD = "Non lus", "Unread";
    FILTER_FROM = "De qui", "From whom";
    FILTER_FROM_ALL = "De tout le monde", "From everybody";
    FILTER_RESERVATIONS = "Réserves", "Reservations";
    FILTER_ENDED = "Réglés", "Settled";
    FILTER_ORPHANS = "Dont le texte a disparu", "Whose text is gone";
    RESERVATION_OF = "Réserve\u{a0}: {quality}", "Reservation: {quality}";
    KIND_RESERVATION = "Une réserve, qui reste au dossier jusqu’à ce que je la lève",
        "A reservation, which stays with the dossier until I lift it";
    YOUR_WORDS = "Votre commentaire", "Your comment";
    SEND = "Envoyer", "Send";
    CANCEL = "Annuler", "Cancel";
    REPLY = "Répondre", "Reply";
    YOUR_REPLY = "Votre réponse", "Your reply";
    SUGGESTION_OF = "Proposition\u{a0}: {quality}", "Suggestion: {quality}";
    SUGGESTED_NOTHING = "(vide)", "(empty)";
    WORDS_ADDED = "ajout", "added";
    WORDS_REMOVED = "suppression", "removed";
    ACCEPT = "Accepter", "Accept";
    REFUSE = "Refuser", "Decline";
    CHANGED_SINCE = "Ce passage a changé depuis la proposition. L’accepter quand même, avec ce qui \
        a été écrit entre-temps\u{a0}?",
        "This passage has changed since the suggestion. Accept it all the same, with what was \
        written meanwhile?";
    ACCEPTED_BY = "Acceptée par {name}, {date}", "Accepted by {name}, {date}";
    REFUSED_BY = "Refusée par {name}, {date}", "Declined by {name}, {date}";
    SETTLE = "Marquer comme réglé", "Mark as settled";
    LIFT = "Lever la réserve", "Lift the reservation";
    REOPEN = "Rouvrir", "Reopen";
    SETTLED_BY = "Réglé par {name}, {date}", "Settled by {name}, {date}";
    LIFTED_BY = "Réserve levée par {name}, {date}", "Reservation lifted by {name}, {date}";
    REWRITE = "Modifier", "Edit";
    WITHDRAW = "Retirer", "Withdraw";
    WITHDRAW_OF = "Retirer mon commentaire du {date}", "Withdraw my comment of {date}";
    REWRITE_OF = "Modifier mon commentaire du {date}", "Edit my comment of {date}";
    MENTION_HINT = "@ pour mentionner quelqu’un", "@ to mention somebody";
    MENTION_LIST = "Personnes à mentionner", "People to mention";
    MENTION_COUNT = "Noms proposés\u{a0}: {n}. Flèches pour choisir, Entrée pour prendre.",
        "Names suggested: {n}. Arrows to choose, Enter to take.";
    /// In the place of a name that nobody knows any more.
    MENTION_GONE = "quelqu’un", "somebody";
    ASSIGN = "Confier", "Assign";
    ASSIGN_TITLE = "Confier cet échange à quelqu’un", "Assign this thread to somebody";
    ASSIGN_TO = "À qui", "To whom";
    ASSIGN_NOBODY = "Choisir une personne", "Choose a person";
    ASSIGN_DUE = "Pour le (facultatif)", "Due on (optional)";
    UNASSIGN = "Ne plus confier", "Unassign";
    ASSIGNED_TO = "Confié à {name}", "Assigned to {name}";
    ASSIGNED_DUE = "Confié à {name}, pour le {date}", "Assigned to {name}, due on {date}";
    ASSIGNED_LATE = "Confié à {name}. En retard\u{a0}: c’était pour le {date}",
        "Assigned to {name}. Overdue: it was due on {date}";
    REWRITTEN = "modifié", "edited";
    ORPHAN = "Ce texte n’est plus dans le dossier.", "This text is no longer in the dossier.";
    WHOLE_SECTION = "Toute la rubrique", "The whole section";
    SAID = "{name} a écrit un commentaire dans «\u{a0}{section}\u{a0}».",
        "{name} wrote a comment in “{section}”.";
    NOT_SENT = "Le commentaire n’a pas pu être envoyé. Il est resté dans sa zone\u{a0}: réessayez \
        quand le réseau est revenu.",
        "The comment could not be sent. It is still in its box: try again when the network is back.";
}
