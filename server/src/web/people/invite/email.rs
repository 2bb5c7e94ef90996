//! The letter that carries an invitation, in the language of who invites.
//! Must not know: how letters travel.

use crate::AppState;
use crate::http::forms::one_line;
use crate::mail::Letter;
use crate::store::{Dossier, Member, NewInvitation, Sent};
use app::pages::people::invited::Handout;
use app::texts::dates::Day;
use app::texts::invitations as texts;
use dossier::lang::Lang;

/// Sends the letter, if there is one to send, and notes what became of it. Nobody waits for it.
pub fn send(
    state: &AppState,
    lang: Lang,
    member: &Member,
    dossier: &Dossier,
    invitation: &NewInvitation,
    handout: &Handout,
) {
    let Some(email) = invitation.email.clone() else { return };
    let letter = write(lang, email, member, dossier, handout);
    let (mail, store, id) = (state.mail.clone(), state.store.clone(), invitation.id.clone());
    state.mail.aside(async move {
        let sent = match mail.send(letter).await {
            Ok(_) => Sent::Sent,
            Err(error) => {
                tracing::warn!(invitation = id, %error, "a letter was not sent");
                Sent::Failed
            }
        };
        if let Err(error) = store.invitation_sent(&id, sent).await {
            tracing::warn!(invitation = id, %error, "the fate of a letter was not noted");
        }
    });
}

fn write(lang: Lang, to: String, member: &Member, dossier: &Dossier, handout: &Handout) -> Letter {
    let title = one_line(&dossier.title);
    let school = one_line(&dossier.school);
    let words = [
        ("by", member.name.as_str()),
        ("title", title.as_str()),
        ("school", school.as_str()),
        ("role", handout.role.label().in_lang(lang)),
        ("may", texts::may_do(handout.role).in_lang(lang)),
        ("day", &Day::of_millis(handout.expires_at).in_words(lang)),
        ("link", &handout.link),
    ];
    let (subject, text) = (texts::LETTER_SUBJECT, texts::LETTER_TEXT);
    Letter::plain(to, subject.fill(lang, &words), text.fill(lang, &words))
}
