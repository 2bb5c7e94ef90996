//! One's own account: name, address, password, signed-in browsers.

use super::catalogue::catalogue;

catalogue! {
    NAVIGATION = "Mon compte", "My account";
    PROFILE = "Mon profil", "My profile";
    PROFILE_LEDE = "Ce que les autres voient de vous, et comment vous entrez.",
        "What others see of you, and how you come in.";
    SAVE = "Enregistrer", "Save";
    SAVED = "C’est enregistré.", "It is saved.";

    ADDRESS = "Adresse électronique", "Email address";
    ADDRESS_NOW = "Votre adresse est {email}.", "Your address is {email}.";
    ADDRESS_WAITS = "{email} la remplacera quand vous aurez ouvert le lien qui y a été envoyé.",
        "{email} will replace it once you have opened the link that was sent there.";
    ADDRESS_NEW = "Nouvelle adresse", "New address";
    ADDRESS_HELP = "Un courriel part aux deux adresses. La nouvelle compte quand vous ouvrez son lien.",
        "An e-mail goes to both addresses. The new one counts once you open its link.";
    ADDRESS_CHANGE = "Changer d’adresse", "Change address";
    ADDRESS_SENT = "Un courriel est parti à la nouvelle adresse.", "An e-mail has left for the new address.";

    PASSWORD = "Mot de passe", "Password";
    PASSWORD_NOW = "Mot de passe actuel", "Current password";
    PASSWORD_WRONG = "Ce n’est pas votre mot de passe actuel.", "This is not your current password.";
    PASSWORD_ENDS = "Vos autres appareils seront déconnectés.", "Your other devices will be signed out.";
    PASSWORD_CHANGE = "Changer de mot de passe", "Change password";
    PASSWORD_CHANGED = "Votre mot de passe est changé, et vos autres appareils sont déconnectés.",
        "Your password is changed, and your other devices are signed out.";

    SESSIONS = "Mes connexions", "My sign-ins";
    SESSIONS_LEDE = "Les appareils où votre compte est ouvert. Terminez ceux que vous ne reconnaissez pas, \
        puis changez votre mot de passe.",
        "The devices where your account is open. End those that you do not recognise, then change your \
        password.";
    HERE = "Cet appareil", "This device";
    UNKNOWN_BROWSER = "Navigateur inconnu", "Unknown browser";
    SHARED = "Ordinateur partagé", "Shared computer";
    SHARED_HELP = "Rien ne reste ici\u{a0}: ni copie pour lire sans réseau, ni brouillon. Vous êtes \
        déconnecté ou déconnectée en fermant le navigateur.",
        "Nothing stays here: no copy to read offline, no draft. You are signed out when the browser is \
        closed.";
    BEGAN = "Depuis le {day}", "Since {day}";
    SEEN = "vu le {day}", "seen on {day}";
    END = "Terminer", "End";
    END_NAMED = "Terminer la connexion {browser} du {day}", "End the sign-in {browser} of {day}";
    END_OTHERS = "Terminer toutes les autres", "End all others";
}
