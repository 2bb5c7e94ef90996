//! The home page: what Préau is for, in ten seconds.

use super::catalogue::catalogue;

catalogue! {
    TITLE = "Accueil", "Home";
    HEADING = "Le dossier de l’école s’écrit ensemble",
        "A school’s dossier is written together";
    LEDE = "De la concertation au dépôt, l’équipe, la direction, la mairie et les associations \
        travaillent dans un seul et même dossier, en même temps.",
        "From the first consultation to the filing, staff, school head, town hall and \
        associations work in one and the same dossier, at the same time.";
    OPEN_DOSSIERS = "Ouvrir mes dossiers", "Open my dossiers";
    NEW_DOSSIER = "Commencer un dossier", "Start a dossier";

    /// Names on the two carets of the drawing.
    DRAWN_TEACHER = "Claire", "Claire";
    DRAWN_PARTNER = "La mairie", "Town hall";

    SITUATIONS = "Sous le même toit, même quand on n’y est pas",
        "Under one roof, even when you are not there";
    ROOM = "Dans la salle", "In the room";
    ROOM_TEXT = "Chacun ouvre le dossier sur son poste. Ce que l’un écrit apparaît aussitôt chez \
        les autres, avec son nom à l’endroit où il écrit.",
        "Everyone opens the dossier on their own screen. What one person writes appears at once \
        for the others, with their name where they are writing.";
    PARTNERS = "Avec les partenaires", "With partners";
    PARTNERS_TEXT = "La mairie complète le budget et les partenaires, l’enseignante rédige les \
        constats. Chacun lit tout ce que son rôle ouvre et modifie ce qui lui revient.",
        "The town hall fills in the budget and the partners, the teacher writes up the findings. \
        Everyone reads what their role opens and edits what is theirs to edit.";
    WALL = "Sur le mur", "On the wall";
    WALL_TEXT = "Projetez la page pendant la réunion\u{a0}: le texte avance sous les yeux de tous, \
        et le budget se recompte à chaque ligne.",
        "Project the page during the meeting: the text moves forward before everyone’s eyes, and \
        the budget adds itself up at every line.";

    STEPS = "De la première réunion au bilan", "From the first meeting to the final report";
    STEP_CONCERTATION = "Concertation", "Concertation";
    STEP_CONCERTATION_TEXT = "Les réunions, qui y était, ce qui s’y est dit, les constats et les \
        besoins que l’on en retient.",
        "The meetings, who was there, what was said, and the findings and needs that come out \
        of them.";
    STEP_PROJECT = "Projet", "Project";
    STEP_PROJECT_TEXT = "Objectifs, plan d’action, bénéficiaires, calendrier et indicateurs, \
        reliés entre eux.",
        "Objectives, action plan, beneficiaries, calendar and indicators, linked to one another.";
    STEP_FUNDING = "Financement et suivi", "Funding and follow-up";
    STEP_FUNDING_TEXT = "Partenaires, moyens, budget et plan de financement, avis, puis le bilan.",
        "Partners, means, budget and funding plan, opinions, then the final report.";
    PROGRAMME = "Les dix-huit rubriques suivent la démarche «\u{a0}Notre école, faisons-la \
        ensemble\u{a0}» (NEFLE). Le dossier reste utile pour tout autre financeur.",
        "The eighteen sections follow the French programme “Notre école, faisons-la ensemble” \
        (NEFLE). The dossier serves any other funder just as well.";

    PROMISES = "Ce sur quoi vous pouvez compter", "What you can count on";
    SAVED = "Tout est gardé", "Everything is kept";
    SAVED_TEXT = "«\u{a0}Enregistré\u{a0}» s’affiche seulement quand le serveur a écrit votre \
        texte sur son disque. Il n’y a pas de bouton à penser à presser.",
        "“Saved” is shown only once the server has written your text to its disk. There is no \
        button to remember to press.";
    FORM = "Un formulaire, pas une page blanche", "A form, not a blank page";
    FORM_TEXT = "Chaque rubrique dit ce qui est attendu, propose des listes là où il y en a, et \
        accueille du texte mis en forme là où il en faut.",
        "Each section says what is expected, offers lists where there are some, and takes \
        formatted text where it is needed.";
    BUDGET = "Un budget qui se compte seul", "A budget that adds itself up";
    BUDGET_TEXT = "Quantité, prix, année, financeur\u{a0}: les totaux et l’équilibre entre \
        dépenses et financements suivent chaque frappe.",
        "Quantity, price, year, funder: totals and the balance between costs and funding follow \
        every keystroke.";
    PRIVATE = "Chez vous", "At home";
    PRIVATE_TEXT = "Aucun service tiers, aucune mesure d’audience, aucun nom d’élève demandé. Le \
        logiciel est libre et s’installe sur le serveur de votre choix.",
        "No third-party service, no audience measurement, no pupil’s name asked for. The software \
        is free and runs on the server of your choice.";
    CLOSING = "Il suffit d’un titre et du nom de l’école pour commencer.",
        "A title and the school’s name are enough to begin.";
}
