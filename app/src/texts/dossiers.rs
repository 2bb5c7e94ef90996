//! The list of dossiers, and starting a new one.

use super::catalogue::catalogue;

catalogue! {
    TITLE = "Mes dossiers", "My dossiers";
    NEW = "Nouveau dossier", "New dossier";
    VIEWS = "Dossiers à afficher", "Dossiers to show";
    CURRENT = "En cours", "Current";
    ARCHIVED = "Archivés", "Archived";
    FICTITIOUS = "Dossier fictif", "Fictitious dossier";
    SCHOOL_UNKNOWN = "École à préciser", "School to be given";
    STATUS = "État", "Status";
    MY_ROLE = "Mon rôle", "My role";
    UPDATED = "Modifié le", "Last changed";
    PEOPLE = "Membres", "Members";
    AND_ONE_MORE = "et une autre personne", "and one more person";
    AND_MORE = "et {n} autres personnes", "and {n} more people";
    UNREAD_ONE = "1 nouveauté", "1 thing new";
    UNREAD = "{n} nouveautés", "{n} things new";
    RENAME = "Renommer", "Rename";
    NEW_TITLE = "Nouveau titre", "New title";
    SAVE_TITLE = "Enregistrer le titre", "Save the title";
    ARCHIVE = "Archiver", "Archive";
    ARCHIVED_NOTICE = "Ce dossier est archivé\u{a0}: il se lit et ne se change pas.",
        "This dossier is archived: it can be read and not changed.";
    RESTORE = "Remettre en cours", "Restore";
    /// Read after a button’s word by those who hear the page.
    OF_DOSSIER = "le dossier «\u{a0}{title}\u{a0}»", "the dossier “{title}”";

    EMPTY = "Aucun dossier pour l’instant", "No dossier yet";
    EMPTY_TEXT = "Un dossier apparaît ici dès que vous en commencez un, ou dès que quelqu’un vous \
        ajoute au sien. Un titre provisoire suffit pour se lancer\u{a0}: tout se change ensuite.",
        "A dossier appears here as soon as you start one, or as soon as somebody adds you to \
        theirs. A working title is enough to begin: everything can be changed later.";
    EMPTY_ARCHIVED = "Aucun dossier archivé", "No archived dossier";
    EMPTY_ARCHIVED_TEXT = "Archiver un dossier le sort de la liste sans rien effacer. Il se remet \
        en cours quand on veut.",
        "Archiving a dossier takes it off the list without deleting anything. It can be restored \
        at any time.";

    NEW_LEDE = "Le dossier s’ouvre aussitôt, et tout ce qui est écrit ici pourra changer.",
        "The dossier opens at once, and everything written here can be changed.";
    DOSSIER_TITLE = "Titre du projet", "Project title";
    DOSSIER_TITLE_HELP = "120 caractères au plus. Un titre provisoire convient.",
        "120 characters at most. A working title will do.";
    SCHOOL = "L’école ou l’établissement", "The school";
    SCHOOL_HELP = "L’UAI suffit si vous l’avez sous la main. Sinon, donnez le nom, la commune et \
        la nature.",
        "The UAI code is enough if you have it at hand. Otherwise give the name, the town and the \
        kind of school.";
    UAI = "Code UAI", "UAI code";
    UAI_HELP = "8 caractères\u{a0}: 7 chiffres et une lettre, par exemple 0990001A",
        "8 characters: 7 digits and a letter, for example 0990001A";
    SCHOOL_NAME = "Nom de l’école ou de l’établissement", "Name of the school";
    CITY = "Commune", "Town";
    NATURE = "Nature", "Kind of school";
    ROLE = "Ma part dans ce dossier", "My part in this dossier";
    ROLE_HEAD_NOTE = "Je dirige l’école ou l’établissement\u{a0}: je pourrai déposer et signer.",
        "I am the head of the school: I will be able to file and to sign.";
    ROLE_LEAD_NOTE = "Je porte le projet et j’en coordonne l’écriture.",
        "I lead the project and coordinate its writing.";
    CREATE = "Créer le dossier", "Create the dossier";

    NEARLY_TOO_MANY = "Vous portez presque autant de dossiers que ce site le permet. Ceux qui ne \
        servent plus peuvent être remis à quelqu’un d’autre ou quittés.",
        "You lead nearly as many dossiers as this site allows. Those that are no longer used can be \
        handed over to somebody else or left.";
    TOO_MANY = "Vous portez déjà {max} dossiers, le plus que ce site permette. Remettez ou quittez-en \
        un, puis recommencez.",
        "You already lead {max} dossiers, the most that this site allows. Hand over or leave one, \
        then try again.";
    TITLE_MISSING = "Donnez un titre, même provisoire.", "Give a title, even a working one.";
    TITLE_TOO_LONG = "Le titre dépasse {max} caractères.",
        "The title is longer than {max} characters.";
    UAI_INVALID = "Cet UAI n’a pas la bonne forme\u{a0}: 7 chiffres puis une lettre.",
        "This UAI code is not well formed: 7 digits then a letter.";
    SCHOOL_MISSING = "Donnez l’UAI, ou bien le nom de l’école ou de l’établissement.",
        "Give the UAI code, or else the name of the school.";
    TOO_LONG = "Ce texte dépasse {max} caractères.", "This text is longer than {max} characters.";
    CITY_MISSING = "Donnez la commune.", "Give the town.";
    NATURE_MISSING = "Choisissez la nature de l’école ou de l’établissement.",
        "Choose the kind of school.";
    ROLE_MISSING = "Dites quelle est votre part dans ce dossier.",
        "Say what your part in this dossier is.";
}
