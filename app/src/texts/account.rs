//! Signing in and creating an account.

use super::catalogue::catalogue;

catalogue! {
    SIGN_IN = "Se connecter", "Sign in";
    SIGN_IN_LEDE = "Retrouvez vos dossiers là où l’équipe les a laissés.",
        "Find your dossiers where the team left them.";
    NO_ACCOUNT = "Pas encore de compte\u{a0}?", "No account yet?";
    SIGN_UP = "Créer un compte", "Create an account";
    SIGN_UP_LEDE = "Un compte par personne\u{a0}: c’est ainsi que l’on sait qui écrit.",
        "One account per person: that is how everyone knows who is writing.";
    NO_PUPILS = "Réservé aux adultes\u{a0}: il n’y a pas de compte pour les mineurs. Aucun élève n’a \
        de compte ni n’est nommé dans un dossier.",
        "For adults only: there are no accounts for minors. No pupil has an account or is named in a \
        dossier.";
    HAS_ACCOUNT = "Vous avez déjà un compte\u{a0}?", "Already have an account?";

    NAME = "Prénom et nom", "First and last name";
    NAME_HELP = "Tel que les autres le verront à côté de ce que vous écrivez.",
        "As others will see it beside what you write.";
    EMAIL = "Adresse électronique", "Email address";
    EMAIL_HELP = "Par exemple prenom.nom@ecole.example", "For example first.last@school.example";
    PASSWORD = "Mot de passe", "Password";
    PASSWORD_HELP = "12 caractères au moins. Une phrase convient très bien\u{a0}; le coller \
        depuis un gestionnaire aussi.",
        "At least 12 characters. A sentence does very well; so does pasting it from a password \
        manager.";
    QUALITY = "Vous êtes", "You are";
    QUALITY_HELP = "Affiché à côté de votre nom dans les dossiers.",
        "Shown beside your name in dossiers.";

    WRONG_CREDENTIALS = "L’adresse ou le mot de passe ne correspond pas. Vérifiez les deux, puis \
        réessayez.",
        "The address or the password does not match. Check both, then try again.";
    TOO_MANY_ATTEMPTS = "Trop d’essais pour le moment. Attendez quelques minutes, puis \
        réessayez.",
        "Too many attempts for now. Wait a few minutes, then try again.";
    SESSION_ENDED = "Votre session est terminée. Connectez-vous de nouveau.",
        "Your session has ended. Please sign in again.";
    NAME_MISSING = "Écrivez votre prénom et votre nom.", "Write your first and last name.";
    NAME_TOO_LONG = "Le nom dépasse {max} caractères.", "The name is longer than {max} characters.";
    EMAIL_INVALID = "Cette adresse est incomplète\u{a0}: il y faut un @ et un nom de domaine.",
        "This address is incomplete: it needs an @ and a domain name.";
    EMAIL_TAKEN = "Un compte existe déjà avec cette adresse. Connectez-vous.",
        "An account with this address already exists. Sign in.";
    PASSWORD_TOO_SHORT = "Le mot de passe doit avoir au moins {min} caractères.",
        "The password must have at least {min} characters.";
    PASSWORD_TOO_LONG = "Le mot de passe dépasse {max} caractères.",
        "The password is longer than {max} characters.";
    PASSWORD_TOO_COMMON = "Ce mot de passe est trop facile à deviner. Choisissez-en un autre.",
        "This password is too easy to guess. Choose another.";
    QUALITY_MISSING = "Dites à quel titre vous participez.", "Say in which capacity you take part.";
}
