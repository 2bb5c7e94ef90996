//! The people of a dossier, and what each may be given or lose.

use super::catalogue::catalogue;
use dossier::lang::Lang;

catalogue! {
    TITLE = "Personnes du dossier", "People of the dossier";
    LINK = "Personnes", "People";
    LINK_INVITE = "Personnes et invitations", "People and invitations";
    BACK = "Revenir au dossier «\u{a0}{title}\u{a0}»", "Back to the dossier “{title}”";
    INVITE = "Inviter", "Invite";
    MEMBERS = "Membres", "Members";
    YOU = "Vous", "You";
    /// In the place of the name of somebody whose account was erased.
    FORMER = "Ancien membre", "Former member";
    GUEST = "Invité", "Guest";
    /// What a guest is, for those who meet the word.
    GUEST_MEANS = "sans compte", "without an account";
    ROLE = "Rôle", "Role";
    SINCE = "Depuis le", "Since";
    CAME_BY = "Invitation", "Invitation";

    CHANGE_ROLE = "Changer le rôle", "Change the role";
    NEW_ROLE = "Nouveau rôle", "New role";
    SAVE_ROLE = "Enregistrer le rôle", "Save the role";
    REMOVE = "Retirer", "Remove";
    REMOVE_TEXT = "{name} ne verra plus ce dossier. Ce que cette personne a écrit reste.",
        "{name} will not see this dossier any more. What they wrote stays.";
    REMOVE_CONFIRM = "Retirer du dossier", "Remove from the dossier";
    /// Read after a button’s word by those who hear the page.
    OF_PERSON = "({name})", "({name})";

    HAND_OVER = "Remettre le dossier", "Hand the dossier over";
    HAND_OVER_TEXT = "La direction change quand l’école change de directeur ou de directrice, de \
        cheffe ou de chef. La personne choisie pourra déposer, signer et attribuer les rôles\u{a0}; \
        vous deviendrez porteur ou porteuse du projet.",
        "When the school gets another head, so does the dossier. The person you choose will be able \
        to file, to sign and to give roles; you will become the project lead.";
    HAND_OVER_TO = "À qui", "To whom";
    HAND_OVER_NOBODY = "Il faut pour cela un autre membre qui a un compte.",
        "For that there must be another member who has an account.";
    HAND_OVER_CONFIRM = "Je ne serai plus la direction de ce dossier",
        "I will no longer be the head of this dossier";
    HAND_OVER_UNCONFIRMED = "Le dossier n’a pas été remis\u{a0}: choisissez une personne et cochez \
        la case.",
        "The dossier was not handed over: choose a person and tick the box.";

    NAME_HEAD = "Désigner la direction", "Name the head";
    NAME_HEAD_TEXT = "Ce dossier a été commencé sans direction. Désignez le directeur ou la directrice, \
        le chef ou la cheffe d’établissement\u{a0}: cette personne pourra déposer, signer et attribuer \
        les rôles. Ensuite, elle seule remettra le dossier à quelqu’un d’autre.",
        "This dossier was begun without a head. Name the head of the school: they will be able to \
        file, to sign and to give roles. From then on only they hand the dossier over.";
    NAME_HEAD_WHO = "Qui dirige l’école ou l’établissement", "Who is the head of the school";
    NAME_HEAD_CONFIRM = "Je ne pourrai pas revenir sur ce choix", "I cannot undo this";
    NAME_HEAD_UNCONFIRMED = "Personne n’a été désigné\u{a0}: choisissez une personne qui a un compte \
        et cochez la case.",
        "Nobody was named: choose a person who has an account and tick the box.";

    LEAVE = "Quitter ce dossier", "Leave this dossier";
    LEAVE_TEXT = "Vous ne le verrez plus. Ce que vous avez écrit reste. Pour revenir, il faudra \
        une nouvelle invitation.",
        "You will not see it any more. What you wrote stays. To come back you will need a new \
        invitation.";
    LEAVE_CONFIRM = "Quitter le dossier", "Leave the dossier";
    LEAVE_SURE = "Oui, quitter le dossier", "Yes, leave the dossier";
    HEAD_STAYS = "La direction ne quitte pas le dossier\u{a0}: remettez-le d’abord à quelqu’un.",
        "The head does not leave the dossier: hand it over to somebody first.";

    INVITATIONS = "Invitations", "Invitations";
    NO_INVITATION = "Personne n’a encore été invité par un lien, un courriel ou une affiche.",
        "Nobody has been invited by a link, an e-mail or a poster yet.";
    CLOSED_INVITATIONS = "Invitations closes ({n})", "Closed invitations ({n})";
    OPEN = "Ouverte", "Open";
    EXPIRED = "Expirée", "Expired";
    REVOKED = "Révoquée", "Revoked";
    USED_UP = "Épuisée", "Used up";
    EXPIRES = "Expire le", "Expires on";
    USES = "Utilisations", "Uses";
    USES_OF = "{made} sur {allowed}", "{made} of {allowed}";
    USES_UNLIMITED = "{made}, sans limite", "{made}, unlimited";
    MADE_BY = "Créée par", "Made by";
    JOINED = "Venus par elle", "Who came by it";
    LETTER = "Courriel", "E-mail";
    LETTER_SENT = "envoyé", "sent";
    LETTER_WAITING = "envoi en cours", "being sent";
    LETTER_FAILED = "non envoyé", "not sent";
    REVOKE = "Révoquer", "Revoke";
    REVOKE_TEXT = "Plus personne n’entrera par cette invitation.",
        "Nobody will come in by this invitation any more.";
    REVOKE_AND_END = "Retirer aussi du dossier les personnes venues par elle",
        "Also remove from the dossier the people who came by it";
    REVOKE_CONFIRM = "Révoquer l’invitation", "Revoke the invitation";
    /// Read after a button’s word by those who hear the page.
    OF_INVITATION = "l’invitation «\u{a0}{label}\u{a0}»", "the invitation “{label}”";
    WHO_MAY = "La direction attribue les rôles et retire des personnes. Le porteur ou la porteuse \
        invite, et peut révoquer une invitation avec les personnes qu’elle a fait venir.",
        "The head gives roles and removes people. The project lead invites, and may revoke an \
        invitation together with the people it brought.";
}

/// What somebody is called: who was erased has no name.
pub fn called(lang: Lang, name: &str) -> &str {
    if name.is_empty() { FORMER.in_lang(lang) } else { name }
}
