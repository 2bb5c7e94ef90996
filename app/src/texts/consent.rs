//! What people say of a section as a whole.

use super::catalogue::catalogue;

catalogue! {
    TITLE = "Qui peut vivre avec ce texte", "Who can live with this text";
    LEDE = "Ce n’est pas un vote\u{a0}: chacun dit si la rubrique lui convient assez pour avancer, ou \
        ce qui l’en empêche.",
        "This is not a vote: everyone says whether the section is good enough to go on, or what is in \
        the way.";
    NOBODY = "Personne ne s’est encore prononcé.", "Nobody has said so yet.";
    CAN_LIVE = "Je peux vivre avec", "I can live with it";
    CONSENTS = "peut vivre avec, {date}", "can live with it, {date}";
    CONSENTED = "pouvait vivre avec, {date}", "could live with it, {date}";
    CHANGED = "Le texte a changé depuis", "The text has changed since";
    RESERVES = "a une réserve", "has a reservation";
    SILENT_ONE = "1 personne ne s’est pas prononcée", "1 person has not said";
    SILENT_MANY = "{n} personnes ne se sont pas prononcées", "{n} people have not said";
    CONFIRM = "Confirmer\u{a0}: je peux vivre avec", "Confirm: I can live with it";
    LIFT_AND = "Lever ma réserve\u{a0}: je peux vivre avec", "Lift my reservation: I can live with it";
    TAKE_BACK = "Retirer", "Take back";
    TAKE_BACK_OF = "Retirer «\u{a0}je peux vivre avec\u{a0}» de «\u{a0}{section}\u{a0}»",
        "Take back “I can live with it” from “{section}”";
    RESERVE = "Émettre une réserve", "Record a reservation";
    RESERVE_WHAT = "Ma réserve, qui reste au dossier jusqu’à ce que je la lève",
        "My reservation, which stays with the dossier until I lift it";
    RESERVE_SECTION = "Rubrique", "Section";
    OF_SECTION = "dans «\u{a0}{section}\u{a0}»", "in “{section}”";
}
