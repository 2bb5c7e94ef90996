//! The page of a partner, and the accord de principe.

use super::catalogue::catalogue;

catalogue! {
    TITLE = "Ce qui vous concerne", "What concerns you";
    TITLE_OF = "Ce qui concerne {name}", "What concerns {name}";
    LINK = "Page des partenaires", "Partners’ page";
    LINK_MINE = "Ma page de partenaire", "My partner page";
    CHOOSE = "De quel partenaire\u{a0}?", "Which partner?";
    NO_PARTNER = "Aucun partenaire n’est membre de ce dossier pour l’instant. Invitez la mairie ou une \
        association comme «\u{a0}Collectivité ou partenaire\u{a0}».",
        "No partner is a member of this dossier yet. Invite the town hall or an association as “Local \
        authority or partner”.";
    PROJECT = "Le projet", "The project";
    COSTS = "Dépenses du projet", "Costs of the project";
    FUNDED = "Ressources du projet", "Funding of the project";

    NOTHING = "Rien ne porte encore le nom de ce partenaire\u{a0}: la direction ou le porteur du projet \
        peut lui donner des lignes, et il peut en ajouter lui-même dans le dossier.",
        "Nothing is this partner’s yet: the head or the project lead can give them rows, and they can \
        add some in the dossier.";
    ENTRY = "Dans la liste des partenaires", "In the list of partners";
    LINES = "Dépenses", "Expenses";
    FUNDING_LINES = "Ressources", "Funding";
    UNNAMED = "Sans nom", "Unnamed";

    ASKED = "Ce qui est demandé", "What is asked";
    BY_YEAR = "Dépenses par année scolaire", "Expenses by school year";
    NO_YEAR = "Sans année", "Without a year";
    ASKED_EXPENSES = "Total des dépenses", "Total expenses";
    ASKED_FUNDING = "Participation au financement", "Contribution to the funding";
    ADVANCE = "Avance sur la subvention", "Advance on the grant";
    ADVANCE_TEXT = "Ce partenaire reçoit la subvention de {grant}. Hypothèse\u{a0}: {paid}\u{a0}% sont \
        versés à la signature et le solde sur factures\u{a0}; d’ici là, il avance {rate}\u{a0}%, soit {sum}.",
        "This partner receives the grant of {grant}. Assumption: {paid}% is paid at signature and the \
        rest on invoices; until then they advance {rate}%, which is {sum}.";
    ADVANCE_RATE = "Part avancée, en pourcentage", "Part advanced, as a percentage";
    ADVANCE_RATE_HELP = "À adapter à votre convention. Ce calcul n’engage personne et n’est pas enregistré.",
        "To be adapted to your agreement. This computation commits nobody and is not saved.";
    COMPUTE = "Calculer", "Compute";

    QUESTIONS = "Questions en cours", "Open questions";
    NO_QUESTION = "Aucune question en cours sur ces lignes.", "No open question about these rows.";
    QUESTION_AT = "Voir dans le dossier", "See in the dossier";
    LAST_WORD = "{name}, {day}", "{name}, {day}";

    ACCORD = "Accord de principe", "Agreement in principle";
    ACCORD_TEXT = "L’accord porte exactement sur ce que montre cette page\u{a0}: le titre et les totaux du \
        projet, et ces lignes. Ce n’est ni une convention ni un engagement de dépense. Vous pourrez le \
        confirmer si le dossier change, ou le retirer.",
        "The agreement is about exactly what this page shows: the project’s title and totals, and these \
        rows. It is neither a contract nor a commitment to spend. You can confirm it again if the \
        dossier changes, or withdraw it.";
    NOT_GIVEN = "Pas encore d’accord de principe.", "No agreement in principle yet.";
    GIVEN = "Accord donné le {day}.", "Agreement given on {day}.";
    WITHDRAWN = "Accord donné le {day}, retiré le {end}.", "Agreement given on {day}, withdrawn on {end}.";
    UNCHANGED = "Rien de ce qui a été accordé n’a changé depuis.",
        "Nothing of what was agreed has changed since.";
    CHANGED = "Ce qui a changé depuis l’accord", "What has changed since the agreement";
    GIVE = "Donner mon accord de principe", "Give my agreement in principle";
    CONFIRM = "Confirmer mon accord avec ces changements", "Confirm my agreement with these changes";
    WITHDRAW = "Retirer mon accord", "Withdraw my agreement";
    WITHDRAW_SURE = "Oui, retirer mon accord", "Yes, withdraw my agreement";
    WITHDRAW_TEXT = "Le dossier dira que l’accord est demandé et en attente. La date de celui-ci reste dans \
        l’historique.",
        "The dossier will say that the agreement is requested and awaited. The date of this one stays in \
        the history.";
    HISTORY = "Historique", "History";
    STALE = "Rien n’a été accordé\u{a0}: le dossier a changé pendant votre lecture. Relisez, puis donnez \
        votre accord.",
        "Nothing was agreed: the dossier changed while you were reading. Read again, then agree.";
    STALE_CHANGES = "Ce qui a changé pendant votre lecture", "What changed while you were reading";
    ADDED = "ajouté", "added";
    REMOVED = "retiré", "removed";
    EMPTY = "vide", "empty";
    FROM_TO = "{from} → {to}", "{from} → {to}";

    /// In the dossier and on the page of the people.
    LINE_GIVEN = "{name}\u{a0}: accord de principe du {day}", "{name}: agreement in principle of {day}";
    LINE_WITHDRAWN = "{name}\u{a0}: accord de principe retiré le {day}",
        "{name}: agreement in principle withdrawn on {day}";
    LINE_CHANGED_ONE = ", une chose a changé depuis", ", one thing has changed since";
    LINE_CHANGED_MANY = ", {n} choses ont changé depuis", ", {n} things have changed since";
    LINE_UNCHANGED = ", rien n’a changé depuis", ", nothing has changed since";
}
