//! The letter that carries an invitation, in the language of who invites.
//! Does not know: how letters travel.

use crate::mail::Email;
use crate::store::account::Member;
use crate::store::dossier::Dossier;
use app::pages::people::invited::Handout;
use app::texts::dates::Day;
use app::texts::invitations as texts;
use dossier::lang::{Lang, one_line};
use dossier::zone::Zone;

pub fn write(
    lang: Lang,
    to: String,
    member: &Member,
    dossier: &Dossier,
    handout: &Handout,
) -> Email {
    let title = one_line(&dossier.title);
    let school = one_line(&dossier.school);
    let zone = Zone::of_uai(&dossier.uai);
    let words = [
        ("by", member.name.as_str()),
        ("title", title.as_str()),
        ("school", school.as_str()),
        ("role", handout.role.label().in_lang(lang)),
        ("may", texts::may_do(handout.role).in_lang(lang)),
        ("day", &Day::in_zone(handout.expires_at, zone).in_words(lang)),
        ("link", &handout.link),
    ];
    let (subject, text) = (texts::LETTER_SUBJECT, texts::LETTER_TEXT);
    Email::plain(to, subject.fill(lang, &words), text.fill(lang, &words))
}
