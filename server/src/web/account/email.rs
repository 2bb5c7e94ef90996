//! The e-mails about an account. Owns: what is in which. Does not know: how they travel, when they
//! are sent.
//!
//! Their links lead where the configuration says and never where a request says that it came from:
//! whoever forges that would be sent somebody else's token.

use crate::mail::Email;
use crate::tokens::Secrets;
use app::texts::recovery as texts;
use dossier::lang::{Lang, Text};

pub fn verify(lang: Lang, site: &str, to: String, secrets: &Secrets) -> Email {
    let page = format!("{site}/compte/confirmer");
    with_link(lang, to, texts::CONFIRM_SUBJECT, texts::CONFIRM_LETTER, &page, secrets)
}

pub fn reset(lang: Lang, site: &str, to: String, secrets: &Secrets) -> Email {
    let page = format!("{site}/motdepasse/nouveau");
    with_link(lang, to, texts::RESET_SUBJECT, texts::RESET_LETTER, &page, secrets)
}

/// To the old address, while the new one is not confirmed.
pub fn moving(lang: Lang, site: &str, to: String, email: &str) -> Email {
    let page = format!("{site}/compte/profil");
    let words = [("email", email), ("page", page.as_str())];
    plain(lang, to, texts::MOVED_SUBJECT, texts::MOVING_LETTER, &words)
}

/// To the old address, when the new one is confirmed.
pub fn moved(lang: Lang, to: String, email: &str) -> Email {
    plain(lang, to, texts::MOVED_SUBJECT, texts::MOVED_LETTER, &[("email", email)])
}

pub fn changed(lang: Lang, site: &str, to: String) -> Email {
    let page = format!("{site}/motdepasse");
    let words = [("page", page.as_str())];
    plain(lang, to, texts::CHANGED_SUBJECT, texts::CHANGED_LETTER, &words)
}

/// The token stands after the `#`, which browsers send to nobody.
fn with_link(
    lang: Lang,
    to: String,
    subject: Text,
    letter: Text,
    page: &str,
    secrets: &Secrets,
) -> Email {
    let link = format!("{page}#{}", secrets.token);
    let words = [("link", link.as_str()), ("code", secrets.code.as_str()), ("page", page)];
    plain(lang, to, subject, letter, &words)
}

fn plain(lang: Lang, to: String, subject: Text, letter: Text, words: &[(&str, &str)]) -> Email {
    Email::plain(to, subject.in_lang(lang).to_owned(), letter.fill(lang, words))
}
