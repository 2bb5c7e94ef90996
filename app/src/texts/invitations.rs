//! Making an invitation, handing it out, and the letter that carries it.

use super::catalogue::catalogue;
use dossier::lang::Text;
use dossier::rights::Role;

catalogue! {
    TITLE = "Inviter dans le dossier", "Invite to the dossier";
    LEDE = "Un lien ouvre le dossier à qui le reçoit, sans compte à créer. Vous choisissez ce que \
        chacun y pourra faire, et vous pouvez le révoquer à tout moment.",
        "A link opens the dossier to whoever receives it, without an account. You choose what they \
        may do in it, and you can revoke it at any time.";
    ADULTS = "Les invitations sont pour les adultes. Aucun élève n’est nommé dans un dossier.",
        "Invitations are for adults. No pupil is named in a dossier.";
    BACK = "Revenir aux personnes du dossier", "Back to the people of the dossier";
    WAYS = "Manières d’inviter", "Ways to invite";
    BY_LINK = "Lien ou code QR", "Link or QR code";
    BY_LETTER = "Courriel", "E-mail";
    BY_SHEET = "Affiche", "Poster";
    BY_LINK_TEXT = "Un lien à envoyer ou à montrer, avec son code QR.",
        "A link to send or to show, with its QR code.";
    BY_LETTER_TEXT = "Un courriel à une personne, avec un lien qui ne sert qu’une fois.",
        "An e-mail to one person, with a link that works once.";
    BY_SHEET_TEXT = "Une page à imprimer pour chaque rôle coché, avec un grand code QR\u{a0}: pour \
        une réunion, un hall, un panneau.",
        "A page to print for each role that is ticked, with a large QR code: for a meeting, a hall, \
        a notice board.";

    LABEL = "Pour qui", "For whom";
    LABEL_HELP = "Un nom qui vous aidera à la reconnaître\u{a0}: Mairie, Parents d’élèves… 80 \
        caractères au plus.",
        "A name by which you will know it: Town hall, Parents… 80 characters at most.";
    EMAIL = "Adresse électronique", "Email address";
    EMAIL_HELP = "Par exemple mairie@commune.example", "For example town.hall@commune.example";
    ROLE = "Rôle", "Role";
    ROLES = "Rôles, une page chacun", "Roles, a page each";
    EXPIRY = "Valable", "Valid for";
    ONE_DAY = "1 jour", "1 day";
    SEVEN_DAYS = "7 jours", "7 days";
    THIRTY_DAYS = "30 jours", "30 days";
    NINETY_DAYS = "90 jours", "90 days";
    USES = "Nombre d’utilisations", "Number of uses";
    ONCE = "1 personne", "1 person";
    TEN = "10 personnes", "10 people";
    SIXTY = "60 personnes", "60 people";
    UNLIMITED = "Sans limite", "Unlimited";
    MAKE_LINK = "Créer le lien", "Make the link";
    MAKE_LETTER = "Envoyer l’invitation", "Send the invitation";
    MAKE_SHEET = "Préparer l’affiche", "Prepare the poster";
    ROLE_MISSING = "Choisissez un rôle.", "Choose a role.";
    ROLES_MISSING = "Cochez au moins un rôle.", "Tick at least one role.";
    EXPIRY_MISSING = "Choisissez une durée.", "Choose how long.";
    USES_MISSING = "Choisissez un nombre d’utilisations.", "Choose a number of uses.";
    LABEL_TOO_LONG = "Ce nom dépasse {max} caractères.", "This name is longer than {max} characters.";

    EMAIL_INVALID = "Cette adresse est incomplète\u{a0}: il y faut un @ et un nom de domaine.",
        "This address is incomplete: it needs an @ and a domain name.";
    TOO_MANY_LETTERS = "Trop de courriels pour le moment. Attendez un peu, ou donnez un lien.",
        "Too many e-mails for now. Wait a little, or give a link.";

    READY = "L’invitation est prête", "The invitation is ready";
    READY_LETTER = "L’invitation part à {email}", "The invitation is on its way to {email}";
    SHOWN_ONCE = "Le lien et le code ne sont montrés qu’ici, maintenant. Copiez-les ou imprimez \
        cette page avant de la quitter.",
        "The link and the code are shown only here, now. Copy them or print this page before you \
        leave it.";
    LINK = "Lien", "Link";
    CODE = "Code", "Code";
    CODE_HELP = "Pour qui n’a pas d’appareil photo\u{a0}: à saisir sur {address}",
        "For those without a camera: to be typed at {address}";
    COPY = "Copier", "Copy";
    COPIED = "Copié", "Copied";
    QR = "Code QR qui ouvre le lien d’invitation", "QR code that opens the invitation’s link";
    SHEET = "Affiche d’invitation", "Invitation poster";
    SHEET_JOIN = "Rejoignez le dossier de projet de l’école", "Join the school’s project dossier";
    SHEET_AS = "Vous entrerez comme", "You will come in as";
    SHEET_SCAN = "Visez ce code avec l’appareil photo d’un téléphone. Aucun compte n’est à créer.",
        "Point a telephone’s camera at this code. There is no account to create.";
    SHEET_OR = "Ou ouvrez {address} et saisissez ce code\u{a0}:",
        "Or open {address} and type this code:";
    SHEET_UNTIL = "Valable jusqu’au {day}, pour {uses}.", "Valid until {day}, for {uses}.";

    MAY_LEAD = "lire et écrire dans tout le dossier, inviter des personnes",
        "read and write the whole dossier, invite people";
    MAY_EDITOR = "lire le dossier et écrire dans ses parties, sauf les avis, l’instruction et le \
        suivi, qui se commentent",
        "read the dossier and write its parts, except opinions, review and follow-up, which can be \
        commented on";
    MAY_PARTNER = "lire et commenter le dossier, ajouter des lignes aux partenaires et au budget, et \
        modifier les siennes",
        "read and comment on the dossier, add rows to the partners and the budget, and change one’s \
        own";
    MAY_CONTRIBUTOR = "lire et commenter le résumé, la concertation, le diagnostic, les objectifs, \
        les actions et la transition",
        "read and comment on the summary, the consultation, the diagnosis, the objectives, the \
        actions and sustainability";
    MAY_SUPPORT = "lire et commenter tout le dossier, écrire dans l’instruction",
        "read and comment on the whole dossier, write in the review";
    MAY_ACADEMY = "lire le dossier et écrire dans l’instruction", "read the dossier and write in the review";
    MAY_VIEWER = "lire le dossier", "read the dossier";

    LETTER_SUBJECT = "{by} vous invite dans un dossier de projet\u{a0}: {title}",
        "{by} invites you to a project dossier: {title}";
    LETTER_TEXT = "Bonjour,\n\n{by} vous invite à rejoindre le dossier de projet «\u{a0}{title}\u{a0}» \
        ({school}) sur Préau.\n\nVotre rôle\u{a0}: {role}. Vous pourrez {may}.\n\nPour entrer, ouvrez \
        ce lien. Il est pour vous seul ou vous seule, sert une fois et vaut jusqu’au \
        {day}\u{a0}:\n\n{link}\n\nPour refuser, il n’y a rien à faire\u{a0}: sans réponse, le lien \
        cesse de valoir à cette date et aucun compte n’est créé. Si vous ne connaissez pas cette \
        personne, ignorez ce message.\n\nPréau est un logiciel libre. Ce site n’est pas un site de \
        l’État.\n",
        "Hello,\n\n{by} invites you to join the project dossier “{title}” ({school}) on \
        Préau.\n\nYour role: {role}. You will be able to {may}.\n\nTo come in, open this link. It is \
        for you alone, works once and is valid until {day}:\n\n{link}\n\nTo say no, there is nothing \
        to do: without an answer the link ends on that day and no account is created. If you do not \
        know this person, ignore this message.\n\nPréau is free software. This site is not a \
        government site.\n";
}

/// What a person in that role may do, after “you may”.
pub const fn may_do(role: Role) -> Text {
    match role {
        Role::Head | Role::Lead => MAY_LEAD,
        Role::Editor => MAY_EDITOR,
        Role::Partner => MAY_PARTNER,
        Role::Contributor => MAY_CONTRIBUTOR,
        Role::Support => MAY_SUPPORT,
        Role::Academy => MAY_ACADEMY,
        Role::Viewer | Role::Admin => MAY_VIEWER,
    }
}
