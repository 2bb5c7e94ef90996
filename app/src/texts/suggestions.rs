//! What is proposed: by whom, in the text and beside the fields, and how it is decided.

use super::catalogue::catalogue;

catalogue! {
    PROPOSE = "Proposer une modification", "Suggest a change";
    PROPOSE_SHORT = "Proposer", "Suggest";
    PROPOSE_ON = "Proposer une modification de «\u{a0}{place}\u{a0}»", "Suggest a change of “{place}”";
    WHICH = "Ce qui changerait", "What would change";
    NOW = "Aujourd’hui", "Now";
    INSTEAD = "Votre proposition", "Your suggestion";
    ONE_A_LINE = "Un mot par ligne", "One word a line";
    WHY = "Pourquoi (facultatif)", "Why (optional)";
    SEND = "Envoyer la proposition", "Send the suggestion";
    FAIL_SAME = "C’est déjà ce qui est écrit, ou cette valeur n’est pas admise ici.",
        "That is what it says already, or this value is not allowed here.";
    FAIL_LATER = "Le dossier change en ce moment\u{a0}: réessayez dans un instant.",
        "The dossier is changing at the moment: try again shortly.";
    FAIL_FORBIDDEN = "Vous ne pouvez plus faire de proposition ici.",
        "You may no longer make suggestions here.";
    FAIL_OFFLINE = "La proposition n’est pas partie. Réessayez quand le réseau est revenu.",
        "The suggestion was not sent. Try again when the network is back.";
    BY = "{name}, {quality}", "{name}, {quality}";
    INLINE = "Proposition de {by}", "Suggestion of {by}";
    CHANGED = "Ces mots ont changé depuis.", "These words have changed since.";
    VIEWS = "Propositions dans ce texte", "Suggestions in this text";
    VIEW_MARKED = "Marquées", "Marked";
    VIEW_AFTER = "Après", "After";
    VIEW_BEFORE = "Avant", "Before";
    VIEW_AFTER_NOTE = "Le texte tel qu’il serait si tout était accepté. Pour écrire, revenez à \
        «\u{a0}Marquées\u{a0}».",
        "The text as it would be if everything were accepted. To write, go back to “Marked”.";
    SEE = "Voir la proposition", "See the suggestion";
    WORD_ADD = "Ajouter un mot", "Add a word";
    WORD = "Un mot avec la décision (facultatif)", "A word with the decision (optional)";
    TOGETHER = "Décider ensemble ({n})", "Decide together ({n})";
    TOGETHER_OF = "{n} propositions dans «\u{a0}{section}\u{a0}»", "{n} suggestions in “{section}”";
    ACCEPT_ALL = "Tout accepter", "Accept all";
    REFUSE_ALL = "Tout refuser", "Decline all";
    ACCEPT_SURE = "Accepter les {n} propositions de «\u{a0}{section}\u{a0}»\u{a0}? Celles dont les mots \
        ont changé depuis resteront à décider une à une.",
        "Accept the {n} suggestions in “{section}”? Those whose words have changed since stay to be \
        decided one by one.";
    REFUSE_SURE = "Refuser les {n} propositions de «\u{a0}{section}\u{a0}»\u{a0}?",
        "Decline the {n} suggestions in “{section}”?";
    ALL_DONE = "Décidées\u{a0}: {n}.", "Decided: {n}.";
    ALL_LEFT = "À décider une à une, car leurs mots ont changé depuis\u{a0}: {n}.",
        "To be decided one by one, since their words have changed: {n}.";
    SAID = "{name} propose une modification dans «\u{a0}{section}\u{a0}».",
        "{name} suggests a change in “{section}”.";
}

/// What the scripts show, by name.
pub fn of_script(lang: dossier::lang::Lang) -> String {
    let texts = [
        ("inline", INLINE),
        ("changed", CHANGED),
        ("views", VIEWS),
        ("marked", VIEW_MARKED),
        ("after", VIEW_AFTER),
        ("before", VIEW_BEFORE),
        ("afterNote", VIEW_AFTER_NOTE),
        ("see", SEE),
        ("word", WORD),
        ("together", TOGETHER),
        ("togetherOf", TOGETHER_OF),
        ("acceptAll", ACCEPT_ALL),
        ("refuseAll", REFUSE_ALL),
        ("acceptSure", ACCEPT_SURE),
        ("refuseSure", REFUSE_SURE),
        ("allDone", ALL_DONE),
        ("allLeft", ALL_LEFT),
        ("cancel", super::threads::CANCEL),
        ("added", super::threads::WORDS_ADDED),
    ];
    let said = texts.map(|(name, text)| (name, text.in_lang(lang)));
    serde_json::to_string(&std::collections::BTreeMap::from(said)).unwrap_or_default()
}
