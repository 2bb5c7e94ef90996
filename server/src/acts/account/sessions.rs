//! Sessions that end while somebody looks at a dossier: by their time, by another browser of the
//! same person, by an operator. Does not know: cookies, how long a session lasts.

use crate::acts::{ActError, Acts};

/// Ends the live connections of sessions that are over by `now`.
pub async fn end_over(acts: &Acts, now: i64) -> Result<(), ActError> {
    for session in acts.rooms.live_sessions() {
        if acts.store.login(&session, now).await?.is_none() {
            acts.rooms.end_session(&session);
        }
    }
    Ok(())
}

/// Ends one of somebody's sessions; another's, or one that is over, is left as it is.
pub async fn end(acts: &Acts, account: &str, session: &str) -> Result<(), ActError> {
    if acts.store.delete_login_of(account, session).await? {
        acts.rooms.end_session(session);
    }
    Ok(())
}

/// Ends all of somebody's sessions but that one.
pub async fn end_others(acts: &Acts, account: &str, here: &str) -> Result<(), ActError> {
    for session in acts.store.delete_logins(account, Some(here)).await? {
        acts.rooms.end_session(&session);
    }
    Ok(())
}
