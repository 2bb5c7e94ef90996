//! Which part of a dossier is a member's to write.

use super::catalogue::catalogue;

catalogue! {
    TITLE = "Ce que {name} peut écrire", "What {name} may write";
    OPEN = "Rubriques", "Sections";
    OPEN_WITH_ROWS = "Rubriques et lignes", "Sections and rows";
    LEDE_EDITOR = "Hors des rubriques cochées, cette personne lit et commente.",
        "Outside the ticked sections, this person reads and comments.";
    LEDE_PARTNER = "Un partenaire ajoute des lignes et modifie les siennes, dans les rubriques \
        cochées. Il lit et commente le reste.",
        "A partner adds rows and changes their own, in the ticked sections. They read and comment \
        on the rest.";
    SECTIONS = "Rubriques", "Sections";
    ROWS = "Lignes à cette personne\u{a0}: {list}", "Rows that are theirs: {list}";
    ROWS_HELP = "Celles que cette personne ajoute sont déjà à elle.",
        "Those that this person adds are theirs already.";
    NO_ROWS = "Aucune ligne pour l’instant.", "No row yet.";
    UNNAMED = "Sans nom", "Unnamed";
    ALSO = "aussi à {names}", "also {names}’s";
    SAVE = "Enregistrer", "Save";
    AT_ONCE = "L’effet est immédiat\u{a0}: les pages que cette personne a ouvertes se rechargent.",
        "This takes effect at once: pages that this person has open are reloaded.";
    /// On the page of the people.
    WRITES_IN = "Écrit dans", "Writes in";
    NOWHERE = "aucune rubrique", "no section";
    OWN_ROWS = "Lignes", "Rows";
    /// Where an invitation is made.
    INVITE_SECTIONS = "Rubriques à écrire", "Sections to write";
    INVITE_SECTIONS_HELP = "Pour l’équipe projet et pour les partenaires, qui n’écrivent que dans \
        «\u{a0}{partners}\u{a0}» et «\u{a0}{budget}\u{a0}».",
        "For the project team and for partners, who write only in “{partners}” and “{budget}”.";
    SECTIONS_MISSING = "Cochez au moins une rubrique où le rôle choisi écrit.",
        "Tick at least one section in which the chosen role writes.";
    YOU_WRITE_IN = "Vos rubriques", "Your sections";
}
