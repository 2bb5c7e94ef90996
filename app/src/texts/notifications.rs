//! What people are told of: the bell, the page of notices, and how soon letters follow.

use super::catalogue::catalogue;
use super::people::called;
use dossier::form::{self, SectionId};
use dossier::lang::{Lang, Text};
use dossier::notifications;
use dossier::notifications::email::EmailPace;
use dossier::notifications::{Decision, Kind};
use dossier::rights::Role;

catalogue! {
    TITLE = "Notifications", "Notifications";
    /// Read after the title in the bell, and aloud.
    NONE_UNREAD = "aucune non lue", "none unread";
    ONE_UNREAD = "1 non lue", "1 unread";
    MANY_UNREAD = "{n} non lues", "{n} unread";
    SAID = "Notifications\u{a0}:", "Notifications:";

    LEDE = "Ce qui vous concerne dans vos dossiers\u{a0}: on vous mentionne, on vous confie quelque \
        chose, on vous répond\u{a0}; et, dans ceux que vous portez, ce que font les partenaires.",
        "What concerns you in your dossiers: somebody mentions you, gives you something to see to, \
        answers you; and, in those that you carry, what partners do.";
    EMPTY = "Rien pour l’instant.", "Nothing yet.";
    UNREAD = "Non lu", "Unread";
    READ_ALL = "Tout marquer comme lu", "Mark all as read";
    READ_ONE = "Marquer comme lu", "Mark as read";
    OLDEST = "Les notifications sont gardées six mois.", "Notifications are kept for six months.";
    IN_DOSSIER = "Dossier", "Dossier";

    MENTION = "{by} vous mentionne dans «\u{a0}{section}\u{a0}»", "{by} mentions you in “{section}”";
    ASSIGNMENT = "{by} vous confie quelque chose dans «\u{a0}{section}\u{a0}»",
        "{by} gave you something to see to in “{section}”";
    REPLY = "{by} a répondu dans «\u{a0}{section}\u{a0}»", "{by} answered in “{section}”";
    TAKEN = "{by} a accepté votre suggestion dans «\u{a0}{section}\u{a0}»",
        "{by} accepted your suggestion in “{section}”";
    DECLINED = "{by} n’a pas retenu votre suggestion dans «\u{a0}{section}\u{a0}»",
        "{by} declined your suggestion in “{section}”";
    RESERVED = "{by} émet une réserve dans «\u{a0}{section}\u{a0}»",
        "{by} has a reservation about “{section}”";
    LIFTED = "{by} a levé sa réserve dans «\u{a0}{section}\u{a0}»",
        "{by} lifted their reservation about “{section}”";
    ARRIVAL = "{by} a rejoint le dossier\u{a0}: {role}", "{by} joined the dossier: {role}";
    REMARK = "{by} a laissé un commentaire dans «\u{a0}{section}\u{a0}»", "{by} commented in “{section}”";
    SUGGESTION = "{by} propose une modification dans «\u{a0}{section}\u{a0}»",
        "{by} proposes a change in “{section}”";
    CONTRIBUTION = "{by} a complété ou modifié ses lignes dans «\u{a0}{section}\u{a0}»",
        "{by} added to or changed their rows in “{section}”";
    ACCORD_GIVEN = "{by} a donné son accord de principe", "{by} gave their agreement in principle";
    ACCORD_WITHDRAWN = "{by} a retiré son accord de principe",
        "{by} withdrew their agreement in principle";
    ROLE = "{by} vous a donné un rôle\u{a0}: {role}", "{by} gave you a role: {role}";

    SETTINGS = "Courriels", "E-mails";
    SETTINGS_LINK = "Choisir ce que je reçois par courriel", "Choose what I receive by e-mail";
    SETTINGS_LEDE = "Dans vos notifications, tout s’affiche toujours. Choisissez ce qui vous est aussi \
        envoyé par courriel, dossier par dossier. Ce que vous avez déjà lu n’est pas envoyé.",
        "In your notifications, everything always shows. Choose what is also sent to you by e-mail, \
        dossier by dossier. What you have read already is not sent.";
    SETTINGS_PACES = "«\u{a0}Aussitôt\u{a0}» attend quelques minutes et réunit ce qui arrive \
        entre-temps\u{a0}; «\u{a0}Chaque jour\u{a0}» est un résumé, le matin. Les courriels sont \
        écrits dans la langue que vous avez choisie ici en dernier.",
        "“At once” waits for some minutes and gathers what happens meanwhile; “Daily” is a summary, \
        in the morning. E-mails are written in the language that you last chose here.";
    SETTINGS_GUEST = "Vous êtes entré ou entrée sans compte\u{a0}: Préau n’a pas votre adresse et ne \
        vous envoie rien. Créez un compte pour recevoir des courriels.",
        "You came in without an account: Préau does not have your address and sends you nothing. \
        Create an account to receive e-mails.";
    SETTINGS_NONE = "Vous n’avez pas de dossier.", "You have no dossier.";
    SAVE = "Enregistrer", "Save";
    /// Read after the button’s word by those who hear the page.
    SAVE_OF = "pour «\u{a0}{title}\u{a0}»", "for “{title}”";
    SAVED = "C’est enregistré.", "Saved.";
    BACK = "Revenir aux notifications", "Back to the notifications";
    WHAT = "Ce qui arrive", "What happens";
    TABLE = "Courriels du dossier «\u{a0}{title}\u{a0}»", "E-mails of the dossier “{title}”";
    ON_MENTION = "On me mentionne", "I am mentioned";
    ON_ASSIGNMENT = "On me confie quelque chose", "I am given something to see to";
    ON_REPLY = "On répond là où j’ai écrit", "Somebody answers where I wrote";
    ON_DECIDED = "Ma suggestion est acceptée ou non", "My suggestion is accepted or not";
    ON_RESERVED = "Une réserve est posée", "Somebody records a reservation";
    ON_LIFTED = "Une réserve est levée", "A reservation is lifted";
    ON_ROLE = "Mon rôle change", "My role changes";
    ON_ARRIVAL = "Quelqu’un rejoint le dossier", "Somebody joins the dossier";
    ON_REMARK = "Un partenaire commente, ou quelqu’un propose une modification",
        "A partner comments, or somebody proposes a change";
    ON_CONTRIBUTION = "Un partenaire change ses lignes", "A partner changes their rows";
    ON_ACCORD = "Un accord de principe est donné ou retiré",
        "An agreement in principle is given or withdrawn";
    NEVER = "Jamais", "Never";
    AT_ONCE = "Aussitôt", "At once";
    DAILY = "Chaque jour", "Daily";
}

/// What a reader chooses about.
pub const fn on(kind: Kind) -> Text {
    match kind {
        Kind::Mention => ON_MENTION,
        Kind::Assignment => ON_ASSIGNMENT,
        Kind::Reply => ON_REPLY,
        Kind::Decided => ON_DECIDED,
        Kind::Role => ON_ROLE,
        Kind::Reserved => ON_RESERVED,
        Kind::Lifted => ON_LIFTED,
        Kind::Arrival => ON_ARRIVAL,
        Kind::Remark => ON_REMARK,
        Kind::Contribution => ON_CONTRIBUTION,
        Kind::Accord => ON_ACCORD,
    }
}

pub const fn pace(pace: EmailPace) -> Text {
    match pace {
        EmailPace::Never => NEVER,
        EmailPace::AtOnce => AT_ONCE,
        EmailPace::Daily => DAILY,
    }
}

/// How many are unread.
pub fn unread(lang: Lang, count: u32) -> String {
    match count {
        0 => NONE_UNREAD.in_lang(lang).to_owned(),
        1 => ONE_UNREAD.in_lang(lang).to_owned(),
        n => MANY_UNREAD.fill(lang, &[("n", &n.to_string())]),
    }
}

/// What happened, in a sentence. `detail` is the id of a role or of a decision, or says what it
/// was.
pub fn says(lang: Lang, kind: Kind, by: &str, section: Option<SectionId>, detail: &str) -> String {
    let section = section.map_or("", |id| form::section(id).title.in_lang(lang));
    let role = Role::parse(detail).map_or("", |role| role.label().in_lang(lang));
    let text = match (kind, Decision::parse(detail)) {
        (Kind::Mention, _) => MENTION,
        (Kind::Assignment, _) => ASSIGNMENT,
        (Kind::Reply, _) => REPLY,
        (Kind::Decided, Some(Decision::Taken)) => TAKEN,
        (Kind::Decided, _) => DECLINED,
        (Kind::Role, _) => ROLE,
        (Kind::Reserved, _) => RESERVED,
        (Kind::Lifted, _) => LIFTED,
        (Kind::Arrival, _) => ARRIVAL,
        (Kind::Remark, _) if detail == notifications::SUGGESTION => SUGGESTION,
        (Kind::Remark, _) => REMARK,
        (Kind::Contribution, _) => CONTRIBUTION,
        (Kind::Accord, _) if detail == notifications::WITHDRAWN => ACCORD_WITHDRAWN,
        (Kind::Accord, _) => ACCORD_GIVEN,
    };
    // The name comes last: it may look like a placeholder.
    text.fill(lang, &[("section", section), ("role", role), ("by", called(lang, by))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_is_said_in_both_languages_and_a_name_is_only_a_name() {
        for (kind, detail, fr, en) in [
            (Kind::Mention, "", "{role} vous mentionne", "{role} mentions you"),
            (Kind::Decided, "taken", "a accepté votre suggestion", "accepted your suggestion"),
            (Kind::Decided, "declined", "n’a pas retenu", "declined"),
            (Kind::Role, "editor", "Contribu", "gave you a role"),
            (Kind::Remark, "", "laissé un commentaire", "commented"),
            (
                Kind::Remark,
                notifications::SUGGESTION,
                "propose une modification",
                "proposes a change",
            ),
            (Kind::Contribution, "", "ses lignes", "their rows"),
        ] {
            let says = |lang| says(lang, kind, "{role}", Some(SectionId::Budget), detail);
            assert!(says(Lang::En).contains(en), "{}", says(Lang::En));
            if kind != Kind::Role {
                assert!(says(Lang::Fr).contains(fr) && says(Lang::Fr).contains("Budget"));
            }
        }
        for (kind, detail, fr) in [
            (
                Kind::Arrival,
                "partner",
                "Ana a rejoint le dossier\u{a0}: Collectivité ou partenaire",
            ),
            (Kind::Accord, "given", "Ana a donné son accord de principe"),
            (Kind::Accord, "withdrawn", "Ana a retiré son accord de principe"),
        ] {
            assert_eq!(says(Lang::Fr, kind, "Ana", None, detail), fr);
        }
    }
}
