//! What is kept of people, why, for how long, and how it ends.

use super::catalogue::catalogue;
use dossier::lang::Text;

catalogue! {
    TITLE = "Données personnelles", "Personal data";
    LEDE = "Ce que Préau garde des personnes, pourquoi, et jusqu’à quand.",
        "What Préau keeps of people, why, and until when.";
    WHAT = "Ce qui est gardé", "What is kept";
    WHAT_ACCOUNT = "D’un compte\u{a0}: le nom, la qualité et l’adresse électronique que la personne a \
        donnés, et une empreinte de son mot de passe.",
        "Of an account: the name, the quality and the e-mail address that the person gave, and a digest \
        of their password.";
    WHAT_GUEST = "D’un invité\u{a0}: le nom et la qualité qu’il a donnés, et le jour de sa dernière \
        visite.",
        "Of a guest: the name and the quality that they gave, and the day of their last visit.";
    WHAT_WORK = "De chacun\u{a0}: ses dossiers et ses rôles, ce qu’il a écrit, commenté, proposé ou \
        accepté, et quand.",
        "Of everyone: their dossiers and roles, what they wrote, commented, suggested or agreed to, and \
        when.";
    WHAT_SEANCE = "D’une séance de concertation\u{a0}: la place de chacun, ses idées et ses votes. Un vote \
        secret n’est montré à personne d’autre\u{a0}; tant qu’il est ouvert, qui administre le serveur \
        pourrait lire qui a répondu quoi. Dès qu’il est clos, il n’en reste que les totaux et les raisons \
        données, sans personne.",
        "Of a concertation session: the seat of everyone, their ideas and their votes. A secret vote is \
        shown to nobody else; while it is open, whoever runs the server could read who answered what. \
        Once it is closed, only the totals and the reasons given are left, and nobody’s name.";
    WHAT_NOT = "Pas d’élève\u{a0}: aucun n’a de compte ni n’est nommé, et les dossiers ne contiennent que \
        des nombres. Pas de mesure d’audience, pas de service d’un tiers.",
        "No pupils: none has an account or is named, and dossiers hold numbers only. No audience \
        measurement, no service of a third party.";
    WHY = "Pourquoi", "Why";
    WHY_TEXT = "Pour que les personnes autour d’une école écrivent son dossier et sachent qui dit quoi. Rien \
        n’est utilisé pour autre chose ni transmis à d’autres que les membres du dossier.",
        "So that the people around a school write its dossier and know who says what. Nothing is used for \
        anything else or passed on to others than the members of the dossier.";
    COOKIES = "Trois témoins de connexion au plus\u{a0}: la session, la langue, l’affichage. L’appareil garde \
        aussi une copie des dossiers ouverts, que la déconnexion efface.",
        "Three cookies at most: the session, the language, the appearance. The device also keeps a copy of \
        opened dossiers, which signing out deletes.";
    LONG = "Jusqu’à quand", "Until when";
    LONG_ACCOUNT = "Un compte\u{a0}: jusqu’à ce que la personne l’efface.",
        "An account: until the person erases it.";
    LONG_GUEST = "Un invité\u{a0}: {days} jours après sa dernière visite, puis il est effacé.",
        "A guest: {days} days after their last visit, then they are erased.";
    LONG_NOTICES = "Les notifications\u{a0}: six mois. Les courriels envoyés\u{a0}: trente jours. Une \
        connexion\u{a0}: deux semaines.",
        "Notifications: six months. E-mails that were sent: thirty days. A sign-in: two weeks.";
    LONG_WORK = "Ce qui est écrit dans un dossier reste avec lui. Après un effacement, c’est sous \
        «\u{a0}Ancien membre\u{a0}», sans nom ni adresse.",
        "What is written in a dossier stays with it. After an erasure it does so under “Former member”, \
        without a name or an address.";
    RIGHTS = "Vos droits", "Your rights";
    RIGHTS_TEXT = "Voir, emporter et effacer ce qui est gardé de vous se fait en ligne, sans rien demander à \
        personne.",
        "Seeing, taking along and erasing what is kept of you is done online, without asking anybody.";
    WHO = "À qui écrire", "Whom to ask";
    WHO_TEXT = "À la direction de l’école ou de l’établissement qui tient le dossier, ou à la personne qui \
        tient ce site. Si la réponse ne convient pas, à la CNIL.",
        "The head of the school that keeps the dossier, or whoever runs this site. If the answer does not \
        do, the data protection authority (CNIL).";

    MINE = "Mes données", "My data";
    MINE_LEDE = "Tout ce que Préau garde de vous, à voir, à emporter ou à effacer.",
        "All that Préau keeps of you: to see, to take along or to erase.";
    KEPT = "Ce qui est gardé de vous", "What is kept of you";
    TAKE = "Emporter", "Take it along";
    TAKE_TEXT = "Un fichier à lire, ou le même pour un programme. Il ne contient ni mot de passe ni ce que \
        d’autres ont écrit.",
        "A file to read, or the same for a program. It holds no password and nothing that others wrote.";
    TAKE_HTML = "Télécharger (à lire)", "Download (to read)";
    TAKE_JSON = "Télécharger (JSON)", "Download (JSON)";
    MORE = "Pourquoi et jusqu’à quand", "Why and until when";

    ERASE = "Effacer mon compte", "Erase my account";
    ERASE_GUEST = "Effacer mon passage", "Erase my visit";
    ERASE_GOES = "Votre nom, votre qualité, votre adresse, vos sessions, vos notifications et vos accords \
        avec des rubriques sont effacés. Vous quittez vos dossiers, et vos invitations sont révoquées.",
        "Your name, quality, address, sessions, notifications and consents to sections are erased. You \
        leave your dossiers, and your invitations are revoked.";
    ERASE_STAYS = "Ce que vous avez écrit reste, sous «\u{a0}Ancien membre\u{a0}». On ne peut pas revenir en \
        arrière.",
        "What you wrote stays, under “Former member”. This cannot be undone.";
    ERASE_ALONE = "Vous êtes seul membre de ces dossiers\u{a0}: ils seront archivés, et plus personne ne \
        pourra les ouvrir. Pour qu’ils vivent, invitez d’abord quelqu’un.",
        "You are the only member of these dossiers: they will be archived, and nobody will be able to open \
        them. For them to live on, invite somebody first.";
    ERASE_HEAD = "Vous dirigez ces dossiers, auxquels d’autres participent. Remettez-les d’abord à \
        quelqu’un\u{a0}: ensuite vous pourrez effacer votre compte.",
        "You are the head of these dossiers, in which others take part. Hand them over first: then you can \
        erase your account.";
    ERASE_PASSWORD = "Votre mot de passe", "Your password";
    ERASE_SURE = "Je veux être effacé ou effacée", "I want to be erased";
    ERASE_WRONG = "Rien n’a été effacé\u{a0}: le mot de passe ne correspond pas.",
        "Nothing was erased: the password does not match.";
    ERASE_UNSURE = "Rien n’a été effacé\u{a0}: cochez la case pour confirmer.",
        "Nothing was erased: tick the box to confirm.";
    ERASED = "C’est effacé", "It is erased";
    ERASED_TEXT = "Préau ne garde plus ni votre nom ni votre adresse. Ce que vous avez écrit reste dans les \
        dossiers, sous «\u{a0}Ancien membre\u{a0}».",
        "Préau no longer keeps your name or your address. What you wrote stays in the dossiers, under \
        “Former member”.";

    NAME = "Nom", "Name";
    QUALITY = "Qualité", "Quality";
    EMAIL = "Adresse électronique", "E-mail address";
    CREATED = "Depuis", "Since";
    SEEN = "Dernière visite", "Last visit";
    MEMBERSHIPS = "Dossiers et rôles", "Dossiers and roles";
    COMMENTS = "Commentaires et réserves", "Comments and reservations";
    SUGGESTIONS = "Propositions", "Suggestions";
    CONSENTS = "«\u{a0}Je peux vivre avec\u{a0}»", "“I can live with it”";
    ACCORDS = "Accords de principe", "Agreements in principle";
    ASSIGNMENTS = "Échanges confiés", "Threads to see to";
    MENTIONS = "Mentions par d’autres", "Mentions by others";
    INVITATIONS = "Invitations faites", "Invitations made";
    ROWS = "Lignes attribuées", "Rows of one’s own";
    WRITING = "Modifications des dossiers", "Changes to dossiers";
    NOTIFICATIONS = "Notifications", "Notifications";
    EMAILS = "Courriels", "E-mails";
    CHOICES = "Choix des courriels", "Choices of e-mails";
    SEANCES = "Séances de concertation", "Concertation sessions";
    CLASSES = "Classes accompagnées", "Classes accompanied";
    IDEAS = "Idées", "Ideas";
    BALLOTS = "Votes", "Votes";
    TURNS = "Demandes de parole", "Requests to speak";
    READ = "Échanges lus", "Threads read";
    SESSIONS = "Sessions ouvertes", "Open sessions";
    BROWSERS = "Navigateurs reconnus", "Known browsers";
    LINKS = "Liens envoyés par courriel", "Links sent by e-mail";
    A_VERIFICATION = "Adresse à confirmer", "Address to confirm";
    A_RESET = "Nouveau mot de passe", "New password";
    DOSSIER = "Dossier", "Dossier";
    SECTION = "Rubrique", "Section";
    KIND = "Nature", "Kind";
    AT = "Date", "Date";
    UNTIL = "Jusqu’au", "Until";
    TEXT = "Texte", "Text";
    CONTENT = "Contenu", "Content";
    NOTHING = "Rien", "Nothing";
    A_COMMENT = "Commentaire", "Comment";
    A_RESERVATION = "Réserve", "Reservation";
    A_REPLY = "Réponse", "Answer";
    A_MENTION = "Mention", "Mention";
    AN_ASSIGNMENT = "Échange confié", "Thread to see to";
    A_DECISION = "Décision sur une proposition", "Decision on a suggestion";
    A_ROLE = "Nouveau rôle", "New role";
    A_LIFTING = "Réserve levée", "Reservation lifted";
    OPEN = "En cours", "Open";
    ACCEPTED = "Acceptée", "Accepted";
    REFUSED = "Refusée", "Declined";
}

/// What people call the kind of a comment, of a notice or of a decision.
pub fn kind(id: &str) -> Option<Text> {
    Some(match id {
        "comment" => A_COMMENT,
        "reservation" | "reserved" => A_RESERVATION,
        "reply" => A_REPLY,
        "mention" => A_MENTION,
        "assignment" => AN_ASSIGNMENT,
        "decided" => A_DECISION,
        "role" => A_ROLE,
        "lifted" => A_LIFTING,
        "open" => OPEN,
        "verify" => A_VERIFICATION,
        "reset" => A_RESET,
        "accepted" => ACCEPTED,
        "refused" => REFUSED,
        _ => return None,
    })
}

/// What people call a key of the file.
pub fn label(key: &str) -> Option<Text> {
    Some(match key {
        "name" => NAME,
        "quality" => QUALITY,
        "email" => EMAIL,
        "createdAt" => CREATED,
        "seenAt" => SEEN,
        "memberships" => MEMBERSHIPS,
        "comments" => COMMENTS,
        "suggestions" => SUGGESTIONS,
        "consents" => CONSENTS,
        "accords" => ACCORDS,
        "assignments" => ASSIGNMENTS,
        "mentions" => MENTIONS,
        "invitations" => INVITATIONS,
        "rows" => ROWS,
        "writing" => WRITING,
        "notifications" => NOTIFICATIONS,
        "emails" => EMAILS,
        "choices" => CHOICES,
        "seances" => SEANCES,
        "classes" => CLASSES,
        "ideas" => IDEAS,
        "ballots" => BALLOTS,
        "turns" => TURNS,
        "read" => READ,
        "sessions" => SESSIONS,
        "links" => LINKS,
        "browsers" => BROWSERS,
        "dossier" => DOSSIER,
        "section" => SECTION,
        "what" => KIND,
        "at" => AT,
        "until" => UNTIL,
        "text" => TEXT,
        "content" => CONTENT,
        _ => return None,
    })
}
