//! Séances: the list, the remote, the wall, the phones.

use super::catalogue::catalogue;
use dossier::lang::Lang;

catalogue! {
    TITLE = "Séances de concertation", "Concertation sessions";
    LEDE = "Une séance réunit la salle autour du dossier\u{a0}: le mur montre le texte qui s’écrit, \
        les téléphones envoient des idées et votent.",
        "A session brings the room together around the dossier: the wall shows the text as it is \
        written, phones send ideas and vote.";
    NONE = "Aucune séance pour l’instant.", "No session yet.";
    PREPARE = "Préparer une séance", "Prepare a session";
    NAME = "Titre", "Title";
    NAME_HELP = "Ce que la salle lira en entrant.", "What the room reads as it comes in.";
    NAME_MISSING = "Donnez un titre à la séance.", "Give the session a title.";
    TOO_LONG = "Au plus {max} caractères.", "At most {max} characters.";
    PLACE = "Lieu", "Place";
    QUESTIONS = "Questions à la salle", "Questions for the room";
    QUESTIONS_HELP = "Une par ligne, quatre ou cinq suffisent. La première est celle du début.",
        "One a line; four or five are enough. The first is the one to begin with.";
    PLAN = "Déroulé", "Plan";
    PLAN_HELP = "Une étape par ligne, précédée de ses minutes. Ce modèle dure 2\u{a0}h\u{a0}45.",
        "One step a line, after its minutes. This one lasts 2 h 45.";
    PLAN_EMPTY = "Écrivez au moins une étape.", "Write at least one step.";
    PLAN_MANY = "Vingt étapes au plus.", "Twenty steps at most.";
    PLAN_MINUTES = "Ligne {line}\u{a0}: commencez par un nombre de minutes, de 1 à 240.",
        "Line {line}: begin with a number of minutes, from 1 to 240.";
    PLAN_TITLE = "Ligne {line}\u{a0}: ajoutez un titre de 80 caractères au plus.",
        "Line {line}: add a title of at most 80 characters.";
    BEGIN = "Ouvrir la séance", "Open the session";
    RUNNING = "En cours", "Under way";
    ENDED = "Terminée", "Ended";
    ENDED_APPROVED = "Terminée, relevé approuvé", "Ended, minutes approved";
    LINK = "Concertation en salle", "Concertation in the room";
    GO_ON = "Animer", "Facilitate";
    OPEN_WALL = "Ouvrir le mur", "Open the wall";

    REMOTE = "Télécommande", "Remote";
    HOLDS = "{name} tient la télécommande.", "{name} holds the remote.";
    YOU_HOLD = "Vous tenez la télécommande.", "You hold the remote.";
    TAKE = "Prendre la télécommande", "Take the remote";
    ON_WALL = "Sur le mur", "On the wall";
    SHOW_JOIN = "Entrée et QR code", "Entrance and QR code";
    SHOW_BLANK = "Écran vide", "Blank screen";
    SHOW_PLAN = "Déroulé et minuteur", "Plan and timer";
    SHOW_IDEAS = "Idées", "Ideas";
    SHOW_SECTION = "Une rubrique du dossier", "A section of the dossier";
    SHOW = "Montrer", "Show";
    HOLD = "Lire à mon rythme", "Read at my own pace";
    FOLLOW = "Suivre à nouveau le mur", "Follow the wall again";
    SHOW_PITCH = "Présentation", "Talk";
    SHOW_COMMENTS = "Commentaires et propositions", "Comments and suggestions";
    NO_COMMENTS = "Rien n’est discuté à côté de cette rubrique.", "Nothing is being discussed beside this section.";
    MORE_REMARKS = "… et encore {n}", "… and {n} more";
    HIGHLIGHT = "Surligner un passage", "Highlight a passage";
    UNHIGHLIGHT = "Ne plus surligner", "Stop highlighting";
    LARGER = "Plus grand", "Larger";
    SMALLER = "Plus petit", "Smaller";
    DOWN = "Descendre", "Scroll down";
    UP = "Remonter", "Scroll up";
    STEP = "Étape {n} sur {count}", "Step {n} of {count}";
    NOT_BEGUN = "Le déroulé n’a pas commencé.", "The plan has not begun.";
    MINUTES = "{n} min", "{n} min";
    NEXT_STEP = "Étape suivante", "Next step";
    START = "Lancer", "Start";
    PAUSE = "Pause", "Pause";
    RESUME = "Reprendre", "Resume";
    GONE = "Temps écoulé", "Time gone by";
    OVER = "Temps dépassé", "Over time";
    LEFT = "Temps restant", "Time left";
    PRESENT = "Présents", "Here";
    NOBODY = "Personne pour l’instant", "Nobody yet";
    NO_DEVICE = "Aucun appareil", "No device";
    ONE_DEVICE = "1 appareil", "1 device";
    DEVICES = "{n} appareils", "{n} devices";
    PRESENT_AS = "{quality}\u{a0}: {n}", "{quality}: {n}";
    IDEAS_OPEN = "Ouvrir les idées", "Open ideas";
    IDEAS_CLOSE = "Fermer les idées", "Close ideas";
    NO_IDEAS = "Aucune idée pour l’instant.", "No idea yet.";
    HIDE = "Masquer", "Hide";
    RESTORE = "Rétablir", "Restore";
    MERGE_WITH = "Regrouper avec", "Group with";
    MERGE = "Regrouper", "Group";
    LEAVE = "Ne pas retenir", "Do not keep";
    REASON = "Raison", "Reason";
    ADOPT_INTO = "Verser dans", "Put into";
    ADOPT = "Verser", "Put there";
    ADOPT_WHERE = "{section}\u{a0}: {what}", "{section}: {what}";
    ADOPT_FORBIDDEN = "Vous ne pouvez pas écrire dans cette rubrique.", "You may not write in this section.";
    BLOCK = "Bloquer l’appareil", "Block the device";
    UNBLOCK = "Débloquer l’appareil", "Unblock the device";
    HIDDEN = "Masquée", "Hidden";
    KEPT = "Versée dans «\u{a0}{section}\u{a0}»", "Put into “{section}”";
    LEFT_OUT = "Non retenue\u{a0}: {reason}", "Not kept: {reason}";
    ALSO = "aussi\u{a0}: {words}", "also: {words}";
    VOTES = "Votes", "Votes";
    NEW_DOTS = "Vote par points sur les idées", "Dot vote on the ideas";
    NEW_CONSENT = "Tour de consentement", "Consent round";
    DOTS_EACH = "Points par personne", "Dots per person";
    DOTS_WRONG = "Donnez de 1 à 10 points à chacun.", "Give each person 1 to 10 dots.";
    PROPOSAL = "Proposition", "Proposal";
    PROPOSAL_MISSING = "Écrivez la proposition, en 280 caractères au plus.",
        "Write the proposal, in at most 280 characters.";
    SECRET = "Vote secret, sans détail par qualité", "Secret vote, without detail by quality";
    OPEN_VOTE = "Ouvrir le vote", "Open the vote";
    CLOSE_VOTE = "Clore le vote", "Close the vote";
    SHOW_RESULTS = "Montrer les résultats", "Show results";
    HIDE_RESULTS = "Masquer les résultats", "Hide results";
    VOTE_DOT_ONE = "Placez votre point", "Place your dot";
    VOTE_DOTS = "Placez vos {n} points", "Place your {n} dots";
    NO_VOTER = "Personne n’a encore voté", "Nobody has voted yet";
    ONE_VOTER = "1 votant", "1 voter";
    VOTERS = "{n} votants", "{n} voters";
    VOTE_OPEN = "Vote ouvert", "Vote open";
    VOTE_CLOSED = "Vote clos", "Vote closed";
    ANSWER_YES = "Je peux vivre avec", "I can live with it";
    ANSWER_RESERVE = "J’ai une réserve", "I have a reservation";
    ANSWER_NO = "Je m’y oppose", "I object";
    END = "Terminer la séance", "End the session";
    END_HELP = "Le code ne sert plus, les idées et les votes restent.",
        "The code stops working; ideas and votes stay.";
    END_SURE = "Oui, terminer", "Yes, end it";
    IS_OVER = "Cette séance est terminée.", "This session has ended.";
    NOT_HOLDER = "Une autre personne tient la télécommande\u{a0}: prenez-la d’abord.",
        "Somebody else holds the remote: take it first.";

    ORIGINS = "Qui a demandé cela\u{a0}?", "Who asked for this?";
    ORIGINS_LEDE = "Chaque phrase venue de la salle, avec qui l’a demandée, quand et avec combien de \
        voix. Aucun nom n’est gardé\u{a0}: une qualité et une table suffisent.",
        "Each sentence that came from the room, with who asked for it, when and with how many votes. \
        No name is kept: a quality and a table are enough.";
    ORIGINS_NONE = "Rien n’est encore passé de la salle au dossier.",
        "Nothing has gone from the room to the dossier yet.";
    ORIGIN_GONE = "Le texte a disparu du dossier.", "The text is gone from the dossier.";
    ORIGIN_FIRST = "Dit dans la salle\u{a0}:", "Said in the room:";
    ORIGIN_ASKED = "Demandé par", "Asked for by";
    ORIGIN_WHEN = "Séance", "Session";
    ORIGIN_WHEN_OF = "{seance}, {date}", "{seance}, {date}";
    ORIGIN_VOICES = "Voix", "Votes";
    ORIGIN_DOTS_NONE = "Aucun point, {voters}", "No dot, {voters}";
    ORIGIN_DOTS_ONE = "1 point, {voters}", "1 dot, {voters}";
    ORIGIN_DOTS = "{n} points, {voters}", "{n} dots, {voters}";
    ORIGIN_NO_VOTE = "Pas de vote sur cette idée", "No vote on this idea";
    ORIGIN_BY = "Versé au dossier", "Put into the dossier";
    ORIGIN_BY_OF = "{date}, par {name}", "{date}, by {name}";
    NOT_KEPT = "Idées non retenues", "Ideas that were not kept";
    NOT_KEPT_WHY = "Raison\u{a0}: {reason}", "Reason: {reason}";
    NOT_KEPT_NO_REASON = "Sans raison donnée.", "No reason given.";

    WALL = "Mur", "Wall";
    JOIN_AT = "Pour participer", "To take part";
    CODE = "Code", "Code";
    QR = "QR code pour rejoindre la séance", "QR code to join the session";
    WALL_LOST = "Connexion perdue, reprise en cours", "Connection lost, coming back";
    EMPTY_SECTION = "Cette rubrique est encore vide.", "This section is still empty.";

    JOIN = "Rejoindre une séance", "Join a session";
    JOIN_LEDE = "Tapez le code affiché dans la salle.", "Type the code shown in the room.";
    JOIN_GO = "Continuer", "Continue";
    JOIN_UNKNOWN = "Aucune séance ouverte n’a ce code. Vérifiez les six signes.",
        "No open session has this code. Check the six signs.";
    JOIN_TOO_MANY = "Trop d’essais. Attendez un instant, puis recommencez.",
        "Too many attempts. Wait a moment, then try again.";
    JOIN_MANY = "Beaucoup d’appareils arrivent à la fois. Attendez quelques secondes, puis recommencez.",
        "Many devices are coming in at once. Wait a few seconds, then try again.";
    JOIN_TWICE = "Cet appareil participe déjà à la séance sous un autre compte. Connectez-vous avec celui-ci.",
        "This device takes part in the session already, under another account. Sign in with that one.";
    JOIN_FULL = "La séance est complète.", "The session is full.";
    WHO = "Vous êtes", "You are";
    WHO_HELP = "Un prénom ou un pseudonyme. Pour une table ou une classe, son nom\u{a0}: «\u{a0}Table 3\u{a0}».",
        "A first name or an alias. For a table or a class, its name: “Table 3”.";
    QUALITY = "En tant que", "As";
    SEAT = "Table", "Table";
    ENTER = "Entrer", "Come in";
    HERE_AS = "{name}, {quality}", "{name}, {quality}";
    QUESTION = "Question", "Question";
    YOUR_IDEA = "Votre idée", "Your idea";
    SEND = "Envoyer", "Send";
    IDEA_EMPTY = "Écrivez votre idée.", "Write your idea.";
    IDEA_LONG = "Au plus {max} caractères.", "At most {max} characters.";
    SENT_TOO_FAST = "Vous envoyez trop vite\u{a0}: attendez quelques secondes, puis renvoyez.",
        "You are sending too fast: wait a few seconds, then send again.";
    IDEA_MANY = "Vous avez envoyé le nombre d’idées possible pour cette séance.",
        "You have sent as many ideas as this session takes from one device.";
    IDEA_SENT = "Idée envoyée", "Idea sent";
    IDEA_WAITS = "Idée gardée sur cet appareil, envoyée dès le retour du réseau",
        "Idea kept on this device, sent when the network is back";
    IDEAS_ARE_CLOSED = "Les idées ne sont pas ouvertes pour l’instant.", "Ideas are not open just now.";
    IDEAS = "Idées de la salle", "Ideas of the room";
    VOTE = "Vote", "Vote";
    CAST = "Valider", "Confirm";
    CAST_DONE = "Vote enregistré. Vous pouvez le changer tant que le vote est ouvert.",
        "Vote recorded. You can change it while the vote is open.";
    CAST_NOTHING = "Choisissez une réponse.", "Choose an answer.";
    CAST_LATE = "Ce vote était ouvert avant votre arrivée\u{a0}: seuls votent les présents à ce moment-là. \
        Le prochain vous attend.",
        "This vote was open before you came in: only those present then vote. The next one waits for you.";
    CAST_CLOSED = "Le vote est clos.", "The vote is closed.";
    CAST_SPOILT = "Ce vote dépasse vos points.", "This vote has more dots than you have.";
    BLOCKED = "L’animation a mis cet appareil en pause.", "The facilitator has paused this device.";
    WAIT = "La séance va commencer. Gardez cette page ouverte.",
        "The session is about to begin. Keep this page open.";
}

/// How many have voted.
pub fn voters(lang: Lang, count: usize) -> String {
    match count {
        0 => NO_VOTER.in_lang(lang).to_owned(),
        1 => ONE_VOTER.in_lang(lang).to_owned(),
        n => VOTERS.fill(lang, &[("n", &n.to_string())]),
    }
}

/// How many take part.
pub fn devices(lang: Lang, count: i64) -> String {
    match count {
        0 => NO_DEVICE.in_lang(lang).to_owned(),
        1 => ONE_DEVICE.in_lang(lang).to_owned(),
        n => DEVICES.fill(lang, &[("n", &n.to_string())]),
    }
}
