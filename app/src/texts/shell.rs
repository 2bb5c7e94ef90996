//! What surrounds every page: header, footer, the reader's choices.

use super::catalogue::catalogue;

/// The product's name, in every language.
pub const BRAND: &str = "Préau";

catalogue! {
    DESCRIPTION = "Écrire à plusieurs, en même temps, le dossier de projet d’une école ou d’un \
        établissement.",
        "Write a school’s project dossier together, at the same time.";
    SKIP = "Aller au contenu", "Skip to content";
    HOME = "Préau, accueil", "Préau, home";
    UNOFFICIAL = "Site non officiel", "Unofficial site";
    NAVIGATION = "Navigation principale", "Main navigation";
    MY_DOSSIERS = "Mes dossiers", "My dossiers";
    SIGN_IN = "Se connecter", "Sign in";
    SIGN_UP = "Créer un compte", "Create an account";
    SIGN_OUT = "Se déconnecter", "Sign out";
    /// Asked before signing out.
    UNSENT = "Des modifications faites sur cet appareil n’ont pas encore été envoyées. Se \
        déconnecter les efface. Se déconnecter quand même\u{a0}?",
        "Changes made on this device have not been sent yet. Signing out deletes them. Sign out \
        all the same?";
    ACCOUNT = "Compte\u{a0}:", "Account:";
    LANGUAGE = "Langue", "Language";
    FRENCH = "Français", "Français";
    ENGLISH = "English", "English";
    THEME = "Affichage", "Appearance";
    LIGHT = "Clair", "Light";
    DARK = "Sombre", "Dark";
    AUTO = "Auto", "Auto";
    /// Read after `Auto` by those who hear the page.
    AUTO_MEANS = "(selon l’appareil)", "(as the device)";
    FOOTER_UNOFFICIAL = "Préau n’est pas un site de l’État\u{a0}: le ministère de l’Éducation \
        nationale ne l’édite pas et ne l’approuve pas.",
        "Préau is not a government site: the French ministry of education neither publishes nor \
        endorses it.";
    ACCESSIBILITY = "Accessibilité\u{a0}: non conforme", "Accessibility: not compliant";
    PRIVACY = "Données personnelles", "Personal data";
    LICENCE = "Logiciel libre sous licence MIT", "Free software under the MIT licence";
}
