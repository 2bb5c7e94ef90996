//! Deleting a dossier, and dossiers to which nobody belongs.

use super::catalogue::catalogue;

catalogue! {
    DELETE = "Supprimer le dossier", "Delete the dossier";
    LEDE = "«\u{a0}{title}\u{a0}» sera archivé tout de suite, et supprimé dans 30 jours.",
        "“{title}” will be archived at once, and deleted in 30 days.";
    GOES = "Ce jour-là, tout ce qu’il contient disparaît pour tout le monde\u{a0}: rubriques, commentaires, \
        accords, séances, relevés, invitations. Jusque-là, la direction peut y renoncer.",
        "On that day all that is in it goes for everybody: sections, comments, agreements, sessions, minutes, \
        invitations. Until then the head can take it back.";
    COPY_FIRST = "Gardez d’abord une copie\u{a0}: un fichier avec tout ce que dit le formulaire.",
        "Keep a copy first: a file with all that the form says.";
    COPY = "Télécharger le dossier (JSON)", "Download the dossier (JSON)";
    SURE = "Je veux supprimer ce dossier pour tout le monde.", "I want to delete this dossier for everybody.";
    UNSURE = "Rien n’a été changé\u{a0}: cochez la case pour confirmer.", "Nothing was changed: tick the box to confirm.";
    IS_DELETED = "Ce dossier sera supprimé le {day}.", "This dossier will be deleted on {day}.";
    KEEP = "Ne pas supprimer", "Do not delete";
    ASK = "Supprimer…", "Delete…";
    BACK = "Retour à mes dossiers", "Back to my dossiers";

    ORPHANS = "Dossiers sans personne", "Dossiers without anybody";
    ORPHANS_LEDE = "Plus personne ne fait partie de ces dossiers\u{a0}: personne ne peut les ouvrir ni les supprimer.",
        "Nobody belongs to these dossiers any more: nobody can open or delete them.";
    ORPHANS_NONE = "Chaque dossier a au moins un membre.", "Every dossier has at least one member.";
    LAST_WRITTEN = "Modifié le {day}", "Last changed on {day}";
}
