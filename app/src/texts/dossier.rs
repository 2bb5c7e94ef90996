//! The open dossier: state line, sections, rows, budget, the editor's toolbar.

use super::catalogue::catalogue;
use dossier::lang::Lang;

catalogue! {
    SECTIONS = "Rubriques", "Sections";
    PROGRESS = "{done} sur {required} éléments requis", "{done} of {required} required items";
    REQUIRED = "requis pour déposer", "required for filing";
    EMPTY = "Non renseigné", "Not filled in";
    READ_ONLY = "Vous pouvez lire cette rubrique, pas la modifier.",
        "You may read this section, not change it.";
    ROWS_ONLY = "Vous pouvez ajouter des lignes et modifier les vôtres. Le reste se lit et se commente.",
        "You may add rows and change your own. The rest can be read and commented on.";
    YOUR_ROW = "Votre ligne", "Your row";
    ROW_OF = "Ligne de {names}", "Row of {names}";
    ROW_OF_TEAM = "Ligne de l’équipe du projet", "Row of the project team";
    MISSING_ONE = "Il manque un élément pour déposer", "One item is missing for filing";
    MISSING = "Il manque {n} éléments pour déposer", "{n} items are missing for filing";

    SAVED = "Enregistré", "Saved";
    SAVING = "Enregistrement…", "Saving…";
    UNFIT = "Non enregistré\u{a0}: valeur à corriger", "Not saved: a value to correct";
    OFFLINE = "Hors ligne", "Offline";
    OFFLINE_ONE = "Hors ligne\u{a0}: une modification gardée sur cet appareil",
        "Offline: one change kept on this device";
    OFFLINE_MANY = "Hors ligne\u{a0}: {n} modifications gardées sur cet appareil",
        "Offline: {n} changes kept on this device";
    NOT_STORED = "Le serveur ne peut pas enregistrer\u{a0}: {n} modifications gardées sur cet \
        appareil, nouvel essai en cours",
        "The server cannot save: {n} changes kept on this device, trying again";
    /// Where the browser keeps nothing.
    OFFLINE_ONE_IN_TAB = "Hors ligne\u{a0}: une modification gardée dans cet onglet, ne le fermez pas",
        "Offline: one change kept in this tab, do not close it";
    OFFLINE_MANY_IN_TAB = "Hors ligne\u{a0}: {n} modifications gardées dans cet onglet, ne le \
        fermez pas",
        "Offline: {n} changes kept in this tab, do not close it";
    NOT_STORED_IN_TAB = "Le serveur ne peut pas enregistrer\u{a0}: {n} modifications gardées dans \
        cet onglet, ne le fermez pas, nouvel essai en cours",
        "The server cannot save: {n} changes kept in this tab, do not close it, trying again";
    CONNECTING = "Connexion…", "Connecting…";
    NO_SCRIPT = "Pour écrire à plusieurs, activez JavaScript. Le dossier se lit sans.",
        "To write together, enable JavaScript. The dossier can be read without it.";
    FAILED = "La page n’a pas pu devenir modifiable\u{a0}: elle se lit seulement. Ce que vous y avez \
        tapé n’est pas enregistré\u{a0}; tout le reste l’est. Rechargez-la.",
        "The page could not become editable: it can only be read. What you typed in it is not saved; \
        all the rest is. Reload it.";
    RELOAD = "Recharger", "Reload";
    DISMISS = "Compris", "Got it";
    TROUBLE_NOT_ALLOWED = "Vous ne pouvez pas modifier «\u{a0}{section}\u{a0}»\u{a0}: la rubrique \
        est revenue à ce que le serveur a enregistré.",
        "You may not change “{section}”: the section is back to what the server has saved.";
    TROUBLE_NOT_YOURS = "Dans «\u{a0}{section}\u{a0}», vous ne modifiez que vos lignes\u{a0}: la \
        rubrique est revenue à ce que le serveur a enregistré.",
        "In “{section}” you change only your rows: the section is back to what the server has saved.";
    TROUBLE_UNREADABLE = "Une modification de «\u{a0}{section}\u{a0}» n’a pas pu être lue\u{a0}: la \
        rubrique est revenue à ce que le serveur a enregistré.",
        "A change of “{section}” could not be read: the section is back to what the server has \
        saved.";
    TROUBLE_FULL = "«\u{a0}{section}\u{a0}» est trop volumineuse pour grandir encore\u{a0}: ce que vous \
        venez d’y écrire n’est pas enregistré. Copiez-le ailleurs, puis rechargez la page.",
        "“{section}” is too large to grow further: what you have just written there is not saved. \
        Copy it elsewhere, then reload the page.";
    NEARLY_FULL = "«\u{a0}{section}\u{a0}» a atteint 80\u{a0}% de la taille permise. Rien n’est perdu\u{a0}; \
        raccourcissez ce qui peut l’être avant que la rubrique ne puisse plus grandir.",
        "“{section}” has reached 80% of the size allowed. Nothing is lost; shorten what can be \
        shortened before the section can grow no further.";
    NEARLY_FULL_DOSSIER = "Ce dossier a atteint 80\u{a0}% de la taille permise. Rien n’est perdu\u{a0}; \
        raccourcissez ce qui peut l’être avant qu’il ne puisse plus grandir.",
        "This dossier has reached 80% of the size allowed. Nothing is lost; shorten what can be \
        shortened before it can grow no further.";
    TROUBLE_OUTDATED = "Une nouvelle version de Préau est en service. Rechargez la page.",
        "A new version of Préau is in service. Reload the page.";
    TROUBLE_SIGNED_OUT = "Votre session est terminée. Reconnectez-vous.",
        "Your session is over. Sign in again.";
    TROUBLE_CLOSED = "Vous n’avez plus accès à ce dossier.",
        "You no longer have access to this dossier.";
    TROUBLE_ROLE = "Ce que vous pouvez faire dans ce dossier a changé. Rechargez la page.",
        "What you may do in this dossier has changed. Reload the page.";
    /// What becomes of edits that are not sent, after each of the three above.
    TROUBLE_KEPT = "Vos modifications sont gardées sur cet appareil.",
        "Your changes are kept on this device.";
    TROUBLE_NOT_KEPT = "Copiez d’abord ailleurs ce qui n’est pas enregistré\u{a0}: cet appareil n’a \
        pas pu le garder.",
        "First copy elsewhere what is not saved: this device could not keep it.";
    TROUBLE_TOO_LONG = "Ce texte est trop long pour être collé en une fois. Rien n’a changé\u{a0}: \
        collez-le par parties.",
        "This text is too long to paste at once. Nothing has changed: paste it in parts.";

    PEOPLE = "Présents", "Here now";
    ALONE = "Vous êtes seul ou seule ici", "You are the only one here";
    YOU = "{name} (vous)", "{name} (you)";
    IS_HERE = "{name} est ici", "{name} is here";
    IN_SECTION = "dans «\u{a0}{section}\u{a0}»", "in “{section}”";

    UNDO = "Annuler ma dernière modification dans «\u{a0}{section}\u{a0}»",
        "Undo my last change in “{section}”";
    REDO = "Rétablir ma modification dans «\u{a0}{section}\u{a0}»",
        "Redo my change in “{section}”";
    UNDO_SHORT = "Annuler", "Undo";
    REDO_SHORT = "Rétablir", "Redo";

    CHOOSE = "Choisir…", "Choose…";
    OUT_OF_LIMITS = "Cette valeur est hors des limites admises.",
        "This value is outside the allowed limits.";
    TOO_LONG = "{n} caractères\u{a0}: {max} sont conseillés au plus.",
        "{n} characters: {max} at most are advised.";
    END_BEFORE_START = "La fin vient avant le début.", "The end comes before the start.";

    ADD_TAG = "Ajouter un mot ({max} au plus)", "Add a word ({max} at most)";
    REMOVE_TAG = "Retirer «\u{a0}{tag}\u{a0}»", "Remove “{tag}”";
    TOO_MANY_TAGS = "Il y a déjà autant de mots qu’il peut y en avoir.",
        "There are already as many words as there may be.";
    BAD_TAG = "Ce mot est trop long.", "This word is too long.";
    NO_ROWS_YET = "Rien à relier pour l’instant\u{a0}: voir «\u{a0}{section}\u{a0}».",
        "Nothing to link yet: see “{section}”.";
    GONE_ROW = "(ligne supprimée)", "(removed row)";

    NOTHING_YET = "Rien pour l’instant.", "Nothing yet.";
    ADD_ROW = "Ajouter {noun}", "Add {noun}";
    ROW_TOOLS = "Déplacer, retirer", "Move, remove";
    MOVE_UP = "Monter «\u{a0}{row}\u{a0}»", "Move “{row}” up";
    MOVE_DOWN = "Descendre «\u{a0}{row}\u{a0}»", "Move “{row}” down";
    REMOVE_ROW = "Retirer «\u{a0}{row}\u{a0}»", "Remove “{row}”";
    ROW_REMOVED = "Retiré\u{a0}: «\u{a0}{row}\u{a0}»", "Removed: “{row}”";
    AMOUNT = "Montant", "Amount";

    TOTALS = "Totaux du budget", "Budget totals";
    EXPENSES = "Dépenses", "Expenses";
    FUNDING = "Ressources", "Funding";
    FIP_REQUESTED = "Demandé au FIP", "Requested from the FIP";
    BY_NATURE = "Par nature", "By nature";
    BY_YEAR = "Par année scolaire", "By school year";
    BY_FUNDER = "Par financeur principal", "By main funder";
    UNCLASSIFIED = "Sans catégorie", "Without category";
    BUDGET_EMPTY = "Le budget est encore vide.", "The budget is still empty.";
    BALANCED = "Équilibré\u{a0}: les ressources égalent les dépenses.",
        "Balanced: the funding equals the expenses.";
    FUNDING_UNDER = "Il manque {gap} de ressources.", "Funding is {gap} short.";
    FUNDING_OVER = "Les ressources dépassent les dépenses de {gap}.",
        "Funding exceeds the expenses by {gap}.";
    FIP_OVER = "La demande au FIP dépasse les lignes qu’il peut financer.",
        "The request to the FIP exceeds the lines it may fund.";

    EDIT_BOLD = "Gras", "Bold";
    EDIT_ITALIC = "Italique", "Italic";
    EDIT_H1 = "Titre", "Heading";
    EDIT_H2 = "Sous-titre", "Subheading";
    EDIT_H3 = "Petit titre", "Minor heading";
    EDIT_PARAGRAPH = "Paragraphe", "Paragraph";
    EDIT_BULLET = "Liste à puces", "Bulleted list";
    EDIT_ORDERED = "Liste numérotée", "Numbered list";
    EDIT_INDENT = "Augmenter le niveau", "Increase the level";
    EDIT_OUTDENT = "Diminuer le niveau", "Decrease the level";
    EDIT_LEVEL = "Niveau {n}", "Level {n}";
    EDIT_QUOTE = "Citation", "Quotation";
    EDIT_LINK = "Lien", "Link";
    EDIT_UNLINK = "Retirer le lien", "Remove the link";
    EDIT_LINK_PROMPT = "Adresse du lien", "Link address";
    EDIT_LINK_BAD = "Une adresse commence par https://, http:// ou mailto:",
        "An address starts with https://, http:// or mailto:";
    EDIT_APPLY = "Appliquer", "Apply";
    EDIT_CANCEL = "Annuler", "Cancel";
    EDIT_TOOLBAR = "Mise en forme", "Formatting";
    EDIT_SUGGEST = "Proposer une modification", "Suggest a change";
    EDIT_SUGGEST_MODE = "Vous écrivez une proposition\u{a0}: le texte partagé ne change pas tant qu’elle n’est pas acceptée.",
        "You are writing a suggestion: the shared text does not change until it is accepted.";
    EDIT_SUGGEST_WORD = "Un mot d’explication (facultatif)", "A word of explanation (optional)";
    EDIT_SUGGEST_SEND = "Envoyer la proposition", "Send the suggestion";
    EDIT_SUGGEST_SENDING = "Envoi…", "Sending…";
    EDIT_SUGGEST_NOTHING = "Changez d’abord quelque chose dans le texte.", "First change something in the text.";
    EDIT_SUGGEST_LOSE = "Abandonner cette proposition\u{a0}? Ce que vous avez écrit sera perdu.",
        "Discard this suggestion? What you wrote will be lost.";
    EDIT_SUGGEST_FORBIDDEN = "Vous ne pouvez plus proposer ici.", "You can no longer suggest here.";
    EDIT_SUGGEST_LATER = "Le texte bouge encore\u{a0}: attendez un instant et renvoyez.",
        "The text is still moving: wait a moment and send again.";
    EDIT_SUGGEST_LONG = "Cette proposition est trop longue\u{a0}: faites-en plusieurs.",
        "This suggestion is too long: make several of it.";
    EDIT_SUGGEST_OFFLINE = "Pas envoyé\u{a0}: la connexion manque. Votre texte reste sur cet appareil.",
        "Not sent: there is no connection. Your text stays on this device.";
}

/// The words that the editor shows, under the names by which it asks for them.
pub fn editor(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        ("bold", EDIT_BOLD),
        ("italic", EDIT_ITALIC),
        ("h1", EDIT_H1),
        ("h2", EDIT_H2),
        ("h3", EDIT_H3),
        ("paragraph", EDIT_PARAGRAPH),
        ("bullet", EDIT_BULLET),
        ("ordered", EDIT_ORDERED),
        ("indent", EDIT_INDENT),
        ("outdent", EDIT_OUTDENT),
        ("level", EDIT_LEVEL),
        ("quote", EDIT_QUOTE),
        ("link", EDIT_LINK),
        ("unlink", EDIT_UNLINK),
        ("linkPrompt", EDIT_LINK_PROMPT),
        ("linkBad", EDIT_LINK_BAD),
        ("apply", EDIT_APPLY),
        ("cancel", EDIT_CANCEL),
        ("toolbar", EDIT_TOOLBAR),
        ("suggest", EDIT_SUGGEST),
        ("suggestMode", EDIT_SUGGEST_MODE),
        ("suggestWord", EDIT_SUGGEST_WORD),
        ("suggestSend", EDIT_SUGGEST_SEND),
        ("suggestSending", EDIT_SUGGEST_SENDING),
        ("suggestNothing", EDIT_SUGGEST_NOTHING),
        ("suggestLose", EDIT_SUGGEST_LOSE),
        ("suggestForbidden", EDIT_SUGGEST_FORBIDDEN),
        ("suggestLater", EDIT_SUGGEST_LATER),
        ("suggestLong", EDIT_SUGGEST_LONG),
        ("suggestOffline", EDIT_SUGGEST_OFFLINE),
        ("undo", UNDO_SHORT),
        ("redo", REDO_SHORT),
    ]
    .into_iter()
    .map(move |(name, text)| (name, text.in_lang(lang)))
}
