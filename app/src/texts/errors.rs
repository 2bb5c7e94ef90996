//! Pages that say that something could not be done, and what to do instead.

use super::catalogue::catalogue;

catalogue! {
    NOT_FOUND = "Cette page n’est pas là", "This page is not here";
    NOT_FOUND_TEXT = "L’adresse est peut-être incomplète, ou bien le dossier existe mais vous \
        n’en faites pas partie. Demandez alors à la personne qui le porte de vous y ajouter.",
        "The address may be incomplete, or the dossier exists but you are not part of it. In that \
        case ask the person who leads it to add you.";
    FORBIDDEN = "Votre rôle ne permet pas cette action", "Your role does not allow this";
    FORBIDDEN_TEXT = "Rien n’a été changé. La direction ou la personne qui porte le projet peut \
        le faire à votre place.",
        "Nothing was changed. The head or the person who leads the project can do it for you.";
    ARCHIVED = "Ce dossier est archivé", "This dossier is archived";
    ARCHIVED_TEXT = "Il se lit et ne se change pas\u{a0}: rien n’a été changé. La direction ou la personne qui \
        porte le projet peut le remettre en cours, depuis la liste des dossiers archivés.",
        "It can be read and not changed: nothing was changed. The head or the person who leads the \
        project can restore it, from the list of archived dossiers.";
    BAD_REQUEST = "Cette demande n’a pas été comprise", "This request was not understood";
    BAD_REQUEST_TEXT = "Rien n’a été changé. Revenez à la page précédente, rechargez-la, puis \
        recommencez.",
        "Nothing was changed. Go back to the previous page, reload it, then try again.";
    TOO_LARGE = "L’envoi est trop lourd", "This is too much at once";
    TOO_LARGE_TEXT = "Rien n’a été changé. Raccourcissez le texte ou faites-le en plusieurs fois.",
        "Nothing was changed. Shorten the text or send it in several parts.";
    TOO_FAST = "C’est trop à la fois", "This is too much at a time";
    TOO_FAST_TEXT = "Rien n’a été changé, et rien n’est perdu. Attendez une minute, revenez à la page \
        précédente, puis recommencez.",
        "Nothing was changed and nothing is lost. Wait a minute, go back to the previous page, then \
        try again.";
    CROSS_SITE = "Cette demande ne venait pas de Préau", "This request did not come from Préau";
    CROSS_SITE_TEXT = "Par sécurité, rien n’a été changé. Ouvrez la page depuis ce site, puis \
        recommencez.",
        "To be safe, nothing was changed. Open the page from this site, then try again.";
    INTERNAL = "Préau n’a pas réussi à répondre", "Préau could not answer";
    INTERNAL_TEXT = "Ce n’est pas de votre fait, et ce qui était enregistré l’est toujours. \
        Réessayez dans un moment.",
        "It is not your doing, and what was saved still is. Try again in a moment.";
    REFERENCE = "Si cela se répète, donnez ce repère à la personne qui tient le site\u{a0}:",
        "If it happens again, give this reference to whoever runs the site:";
    TO_HOME = "Retour à l’accueil", "Back to the home page";
    TO_DOSSIERS = "Retour à mes dossiers", "Back to my dossiers";
}
