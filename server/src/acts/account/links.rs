//! Addresses that are verified and passwords that are chosen anew, both by an e-mail's link. Does
//! not know: the words of an e-mail, forms, how a password is hashed.

use crate::acts::{ActError, Acts};
use crate::clock;
use crate::mail::Email;
use crate::store::StoreError;
use crate::store::account::links::{NewAccountLink, Purpose, Verified};
use crate::tokens::Secrets;

const MINUTE: i64 = 60 * 1000;
/// E-mails wait over a weekend.
const VERIFY_FOR: i64 = 3 * 24 * 60 * MINUTE;
pub const RESET_FOR: i64 = 30 * MINUTE;
/// Nobody's letter box is filled: asked for again sooner, the last link stands.
const AGAIN_AFTER: i64 = 2 * MINUTE;

/// What became of an address.
#[derive(Debug)]
pub enum Verification {
    Done(Verified),
    /// Another account has it by now.
    Taken,
    /// Unknown, over, or used.
    Closed,
}

/// Makes a link for an account, to be sent to that address; none where one was made a moment ago.
pub async fn issue(
    acts: &Acts,
    account: &str,
    purpose: Purpose,
    email: &str,
) -> Result<Option<Secrets>, ActError> {
    let now = clock::now();
    let (secrets, link) = new_link(account, purpose, email, now);
    // An address that was mistyped is put right at once; nobody else can ask for another one.
    let other = acts.store.address_to_verify(account, now).await?.is_some_and(|to| to != email);
    let after = if other && purpose == Purpose::Verify { now } else { now - AGAIN_AFTER };
    Ok(acts.store.add_account_link(&link, after).await?.then_some(secrets))
}

/// A link, and the secrets that open it.
pub fn new_link(
    account: &str,
    purpose: Purpose,
    email: &str,
    now: i64,
) -> (Secrets, NewAccountLink) {
    let secrets = Secrets::fresh();
    let lasts = match purpose {
        Purpose::Verify => VERIFY_FOR,
        Purpose::Reset => RESET_FOR,
    };
    let link = NewAccountLink {
        digest: secrets.token_digest(),
        code_digest: secrets.code_digest(),
        account: account.to_owned(),
        purpose,
        email: email.to_owned(),
        created_at: now,
        expires_at: now + lasts,
    };
    (secrets, link)
}

/// Sends an e-mail about an account. Nobody waits for it.
pub fn send(acts: &Acts, email: Email) {
    let mail = acts.mail.clone();
    acts.mail.aside(async move {
        if let Err(error) = mail.send(email).await {
            tracing::warn!(%error, "an e-mail about an account was not sent");
        }
    });
}

/// Makes the address count that a link was sent to.
pub async fn verify(acts: &Acts, digest: &str) -> Result<Verification, ActError> {
    match acts.store.verify_address(digest, clock::now()).await {
        Ok(Some(verified)) => Ok(Verification::Done(verified)),
        Ok(None) => Ok(Verification::Closed),
        Err(StoreError::Conflict) => Ok(Verification::Taken),
        Err(error) => Err(error.into()),
    }
}

/// Gives an account a new password, a PHC string, by a link; all its browsers are signed out. False
/// if the link is over.
pub async fn reset(acts: &Acts, digest: &str, password: &str) -> Result<bool, ActError> {
    let renewed = acts.store.reset_password(digest, password, clock::now()).await?;
    let Some(renewed) = renewed else { return Ok(false) };
    for session in &renewed.ended {
        acts.rooms.end_session(session);
    }
    Ok(true)
}
