//! The page for when nothing answers.

use super::catalogue::catalogue;

catalogue! {
    NO_NETWORK = "Pas de réseau", "No network";
    TEXT = "Cette page demande le réseau. Les dossiers déjà ouverts sur cet appareil s’ouvrent \
        sans\u{a0}: allez à leur adresse. Ce que vous y avez écrit est gardé, et part dès qu’ils sont \
        ouverts avec du réseau.",
        "This page needs the network. Dossiers that were opened on this device open without it: \
        go to their address. What you wrote there is kept, and is sent as soon as they are open \
        with a network.";
    TRY_AGAIN = "Réessayer", "Try again";
}
