//! Coming in by an invitation, and a guest who makes an account.

use super::catalogue::catalogue;

catalogue! {
    TITLE = "Rejoindre un dossier", "Join a dossier";
    LEDE = "Vous avez reçu un lien ou un code pour lire un dossier de projet ou y participer.",
        "You were given a link or a code to read a project dossier or to take part in it.";
    NO_ACCOUNT = "Aucun compte n’est à créer. Un nom suffit, et même pas pour lire.",
        "There is no account to create. A name is enough, and not even that to read.";
    CODE = "Code d’invitation", "Invitation code";
    CODE_HELP = "10 signes, par exemple 7K2QM-X4DPA. Il se trouve sur l’affiche, sous le code QR, \
        ou vous a été donné par la personne qui vous invite.",
        "10 signs, for example 7K2QM-X4DPA. It is on the poster, below the QR code, or was given \
        to you by the person who invites you.";
    CLOSED_TEXT = "Vérifiez-le, ou demandez-en un autre à la personne qui vous invite.",
        "Check it, or ask the person who invites you for another one.";

    INVITED = "Vous êtes invité ou invitée", "You are invited";
    BY = "De la part de", "From";
    AS = "En tant que", "As";
    YOU_MAY = "Vous pourrez", "You may";
    NAME_HELP = "Tel que les autres le verront à côté de ce que vous écrivez.",
        "As others will see it beside what you write.";
    NAME_TOO_SHORT = "Le nom doit avoir au moins {min} caractères.",
        "The name must have at least {min} characters.";
    ENTER = "Entrer dans le dossier", "Enter the dossier";
    ENTER_TO_READ = "Lire le dossier", "Read the dossier";
    ENTER_AS = "Rejoindre en tant que {name}", "Join as {name}";
    GUEST_READER = "Lecteur invité", "Guest reader";
    HAVE_ACCOUNT = "Vous avez un compte\u{a0}? Connectez-vous d’abord, puis ouvrez de nouveau le \
        lien.",
        "Do you have an account? Sign in first, then open the link again.";

    GUEST = "Invité", "Guest";
    CLAIM = "Créer mon compte", "Create my account";
    CLAIM_LEDE = "Vous êtes entré ou entrée par une invitation. Avec un compte, vous retrouverez \
        vos dossiers depuis un autre appareil.",
        "You came in by an invitation. With an account you will find your dossiers from another \
        device.";
    CLAIM_KEEPS = "Ce que vous avez écrit reste à votre nom, et votre rôle ne change pas.",
        "What you wrote stays yours, and your role does not change.";
}
