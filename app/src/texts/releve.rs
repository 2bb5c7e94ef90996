//! The relevé of a séance: what it says by itself, its page, its correction; and what a participant
//! reads of it.

use super::catalogue::catalogue;

catalogue! {
    TITLE = "Relevé de concertation", "Minutes of the concertation";
    DRAFT = "Projet", "Draft";
    DRAFT_HELP = "Écrit d’après la séance. À relire, corriger si besoin, puis approuver\u{a0}: il entre \
        alors dans la rubrique Concertation du dossier.",
        "Written from the session. Read it, correct it if need be, then approve it: it then goes into \
        the dossier’s section on the concertation.";
    RUNNING = "La séance n’est pas terminée\u{a0}: ce projet change avec elle.",
        "The session has not ended: this draft changes with it.";
    CORRECTED = "Corrigé le {date} par {name}.", "Corrected on {date} by {name}.";
    APPROVED = "Approuvé le {date} par {name}.", "Approved on {date} by {name}.";
    CHANGED_SINCE = "Corrigé depuis l’approbation\u{a0}: la correction attend d’être approuvée.",
        "Corrected since it was approved: the correction waits to be approved.";
    AWAITING_ONE = "Le courriel qui dit la suite à 1 participant n’est pas encore parti. Il est essayé pendant \
        une semaine.",
        "The letter that tells 1 participant what came of it has not left yet. It is tried for a week.";
    AWAITING = "Le courriel qui dit la suite à {n} participants n’est pas encore parti. Il est essayé pendant \
        une semaine.",
        "The letter that tells {n} participants what came of it has not left yet. It is tried for a week.";
    SEE_APPROVED = "Le relevé approuvé", "The approved minutes";
    NOT_APPROVED = "Le relevé de cette séance n’est pas encore approuvé.",
        "The minutes of this session have not been approved yet.";
    CORRECT = "Corriger", "Correct";
    APPROVE = "Approuver", "Approve";
    APPROVE_HELP = "Le relevé entre dans le dossier, et qui a laissé une adresse le reçoit avec la suite \
        donnée à ses idées.",
        "The minutes go into the dossier, and whoever left an address receives them with what became \
        of their ideas.";
    WHO_APPROVES = "La direction ou le porteur du projet approuve le relevé.",
        "The head or the project lead approves the minutes.";
    REPLACES = "La séance a été modifiée dans le dossier depuis. Approuver remplace ces modifications.",
        "The session has been changed in the dossier since. Approving replaces these changes.";
    REPLACE_THEM = "Oui, les remplacer", "Yes, replace them";
    REPLACE_MISSING = "Cochez la case pour remplacer ce que le dossier dit de cette séance.",
        "Tick the box to replace what the dossier says of this session.";
    AFRESH = "Réécrire d’après la séance", "Write it afresh from the session";
    STALE = "Une autre personne a corrigé ou approuvé ce relevé entre-temps. Votre texte est gardé \
        ci-dessous\u{a0}; comparez avec {link} avant d’enregistrer à nouveau.",
        "Somebody else has corrected or approved these minutes meanwhile. Your text is kept below; \
        compare with {link} before you save again.";
    STALE_LINK = "la version actuelle", "the current version";
    STALE_APPROVE = "Ce relevé n’est plus celui que vous avez lu. Le voici tel qu’il est maintenant.",
        "These minutes are not the ones that you read any more. Here is what they are now.";
    NO_DATE = "Il manque la date de la séance.", "The date of the session is missing.";
    NOBODY = "Indiquez combien de personnes sont venues.", "Say how many people came.";
    NO_CONCLUSIONS = "Il manque les conclusions.", "The conclusions are missing.";

    START = "Début", "Start";
    MINUTES = "Durée", "Duration";
    MINUTES_FIELD = "Durée, en minutes", "Duration, in minutes";
    LASTED_HOURS = "{h}\u{a0}h\u{a0}{mm}", "{h} h {mm}";
    FACILITATOR = "Animation", "Facilitated by";
    SECRETARY = "Secrétaire de séance", "Minutes taken by";
    SECRETARY_HELP = "Une fonction suffit.", "A function is enough.";
    PRESENT = "Présents", "Who came";
    PRESENT_HELP = "Des nombres, jamais de noms. La somme est celle du relevé.",
        "Numbers, never names. Their sum is that of the minutes.";
    NOBODY_COUNTED = "Personne n’a été compté.", "Nobody was counted.";
    AGENDA = "Déroulé", "Agenda";
    QUESTIONS = "Questions posées", "Questions asked";
    ONE_A_LINE = "Une par ligne.", "One a line.";
    CONCLUSIONS = "Conclusions", "Conclusions";
    CONCLUSIONS_HELP = "Une ligne vide sépare les paragraphes. «\u{a0}#\u{a0}» commence un titre, «\u{a0}-\u{a0}» un point \
        de liste. Citez sans nommer.",
        "An empty line parts paragraphs. “#” begins a heading, “-” a list item. Quote without naming.";
    SAVE = "Enregistrer la correction", "Save the correction";
    GIVE_UP = "Revenir sans enregistrer", "Go back without saving";
    MINUTES_WRONG = "Écrivez la durée en minutes, de 0 à 1\u{202f}440.",
        "Write the duration in minutes, from 0 to 1,440.";
    COUNT_WRONG = "{quality}\u{a0}: écrivez un nombre de 0 à 5\u{202f}000.",
        "{quality}: write a number from 0 to 5,000.";
    LINES_WRONG = "Au plus 30 lignes, de 300 caractères chacune.",
        "At most 30 lines of 300 characters each.";
    CONCLUSIONS_LONG = "Les conclusions dépassent 16\u{202f}000 caractères.",
        "The conclusions are longer than 16,000 characters.";

    STEP_LASTED = "{title} ({n}\u{a0}min)", "{title} ({n} min)";
    STEP_WAS_SHORT = "{title} (moins d’une minute)", "{title} (less than a minute)";
    STEP_NOT_HELD = "Prévu, non tenu\u{a0}: {title}", "Planned, not held: {title}";
    STEP_PLANNED = "Prévu\u{a0}: {title}", "Planned: {title}";
    SAYS_KEPT = "Ce que la salle demande et qui entre dans le dossier",
        "What the room asks for and that goes into the dossier";
    SAYS_KEPT_IN = "{words} (versé dans «\u{a0}{section}\u{a0}»)", "{words} (put into “{section}”)";
    SAYS_DECIDED = "Décisions", "Decisions";
    SAYS_CONTESTED = "Propositions encore débattues", "Proposals still debated";
    SAYS_ROUND = "{words}\u{a0}: {yes}, {reserve}, {no}.", "{words}: {yes}, {reserve}, {no}.";
    SAYS_YES_NONE = "personne sans réserve", "nobody without reservation";
    SAYS_YES_ONE = "1 peut vivre avec", "1 can live with it";
    SAYS_YES = "{n} peuvent vivre avec", "{n} can live with it";
    SAYS_RESERVE_NONE = "aucune réserve", "no reservation";
    SAYS_RESERVE_ONE = "1 réserve", "1 reservation";
    SAYS_RESERVES = "{n} réserves", "{n} reservations";
    SAYS_NO_NONE = "aucune opposition", "no objection";
    SAYS_NO_ONE = "1 opposition", "1 objection";
    SAYS_NOES = "{n} oppositions", "{n} objections";
    SAYS_MINDED = "Réserves et oppositions à garder à l’esprit", "Reservations and objections to be minded";
    SAYS_MINDED_OF = "{words} ({quality}, sur «\u{a0}{about}\u{a0}»)", "{words} ({quality}, on “{about}”)";
    SAYS_MINDED_SECRET = "{words} (sur «\u{a0}{about}\u{a0}»)", "{words} (on “{about}”)";
    SAYS_VOTE = "Vote par points", "Dot vote";
    SAYS_VOTE_ONE = "1 personne a voté.", "1 person voted.";
    SAYS_VOTES = "{n} personnes ont voté.", "{n} people voted.";
    SAYS_DOTS_ONE = "{words}\u{a0}: 1 point", "{words}: 1 dot";
    SAYS_DOTS = "{words}\u{a0}: {n} points", "{words}: {n} dots";
    SAYS_SPOKEN = "Temps de parole", "Speaking time";
    SAYS_SPOKE = "{quality}\u{a0}: {time} ({turns})", "{quality}: {time} ({turns})";
    SAYS_TURN_ONE = "1 prise de parole", "1 turn";
    SAYS_TURNS = "{n} prises de parole", "{n} turns";
    SAYS_OPEN = "Idées à reprendre", "Ideas to come back to";
    SAYS_LEFT_WHY = "{words}\u{a0}: {reason}", "{words}: {reason}";

    YOURS = "Vos idées", "Your ideas";
    YOURS_NONE = "Vous n’avez pas envoyé d’idée.", "You have not sent an idea.";
    FATE_OPEN = "Encore ouverte", "Still open";
    FATE_HIDDEN = "Retirée par l’animation", "Taken off by the facilitator";
    FATE_MERGED = "Regroupée avec «\u{a0}{words}\u{a0}»", "Grouped with “{words}”";
    READ_IT = "Lire le relevé de la séance", "Read the minutes of the session";
    HEAR = "Savoir la suite", "Hear what follows";
    HEAR_HELP = "Votre adresse sert une fois\u{a0}: à vous envoyer le relevé et ce que vos idées sont \
        devenues. Elle est effacée ensuite.",
        "Your address is used once: to send you the minutes and what became of your ideas. It is then \
        erased.";
    HEAR_EMAIL = "Adresse électronique", "E-mail address";
    HEAR_KEEP = "Recevoir la suite", "Send me what follows";
    HEAR_KEPT = "C’est noté\u{a0}: la suite ira à {email}.", "Noted: what follows will go to {email}.";
    HEAR_FORGET = "Oublier cette adresse", "Forget this address";
    HEAR_WRONG = "Cette adresse ne semble pas complète. Exemple\u{a0}: nom@domaine.fr.",
        "This address does not look complete. Example: name@domain.org.";
    WHY = "Votre réserve, en une phrase", "Your reservation, in a sentence";
    WHY_HELP = "Facultatif. Elle est lue par l’animation et gardée au relevé, sans nom.",
        "Optional. The facilitator reads it and the minutes keep it, without a name.";

    LETTER_SUBJECT = "Ce que vos idées sont devenues\u{a0}: {title}", "What became of your ideas: {title}";
    LETTER_HEAD = "Bonjour,\n\nvous avez pris part à la séance «\u{a0}{title}\u{a0}» et laissé votre adresse \
        pour en connaître la suite.",
        "Hello,\n\nyou took part in the session “{title}” and left your address to hear what follows.";
    LETTER_CONCLUSIONS = "Conclusions de la séance", "Conclusions of the session";
    LETTER_ENDS = "Votre adresse est maintenant effacée\u{a0}: c’est le seul courriel que vous recevrez de \
        cette séance.",
        "Your address is erased now: this is the only e-mail that you get from this session.";
}
