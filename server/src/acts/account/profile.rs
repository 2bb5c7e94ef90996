//! What somebody says of themselves, and their password, changed by its owner. Does not know:
//! forms, how a password is hashed.

use crate::acts::{ActError, Acts};

/// Calls somebody otherwise. Open tabs learn it as they connect again.
pub async fn set_person(
    acts: &Acts,
    account: &str,
    name: &str,
    quality: &str,
) -> Result<(), ActError> {
    Ok(acts.store.set_person(account, name, quality).await?)
}

/// Gives somebody another password, a PHC string; all browsers but that one are signed out.
pub async fn set_password(
    acts: &Acts,
    account: &str,
    password: &str,
    here: &str,
) -> Result<(), ActError> {
    for session in acts.store.set_password(account, password, here).await? {
        acts.rooms.end_session(&session);
    }
    Ok(())
}
