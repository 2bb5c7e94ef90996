//! Sessions kept in our own database.
//! Owns: [`Logins`], the session layer's store. Does not know: HTTP, how long a session lasts.

use super::stay::Stay;
use crate::clock;
use crate::store::Store;
use crate::store::account::sessions::Login;
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

#[derive(Clone, Debug)]
pub struct Logins {
    store: Store,
}

impl Logins {
    pub fn new(store: Store) -> Logins {
        Logins { store }
    }
}

/// The times have columns of their own, which lists and the end of sessions are made of.
fn login(record: &Record) -> Result<Login> {
    let mut data = record.data.clone();
    let nobody = || Error::Encode("a session of nobody is not kept".to_owned());
    let account = data.get(super::ACCOUNT).and_then(|account| account.as_str());
    let account_id = account.map(str::to_owned).ok_or_else(nobody)?;
    let stay = data.remove(super::STAY).ok_or_else(nobody)?;
    let stay: Stay = serde_json::from_value(stay).map_err(encode)?;
    Ok(Login {
        id: digest(&record.id),
        account_id,
        record: serde_json::to_string(&data).map_err(encode)?,
        began_at: stay.began,
        seen_at: stay.seen,
        expires_at: stay.ends,
        browser: stay.browser,
        shared: stay.shared,
    })
}

#[async_trait]
impl SessionStore for Logins {
    /// The id is 128 random bits: two are not the same before the sun goes out.
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.store.add_login(&login(record)?, clock::now()).await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.store.extend_login(&login(record)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let login = self.store.login(&digest(id), clock::now()).await.map_err(backend)?;
        let Some(login) = login else { return Ok(None) };
        let mut record = Record {
            id: *id,
            data: serde_json::from_str(&login.record).map_err(decode)?,
            expiry_date: OffsetDateTime::from_unix_timestamp(login.expires_at / 1000)
                .map_err(|error| Error::Decode(error.to_string()))?,
        };
        let stay = Stay {
            began: login.began_at,
            seen: login.seen_at,
            ends: login.expires_at,
            shared: login.shared,
            browser: login.browser,
        };
        record.data.insert(super::STAY.to_owned(), serde_json::to_value(stay).map_err(decode)?);
        Ok(Some(record))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.store.delete_login(&digest(id)).await.map_err(backend)
    }
}

/// A copy of the database must not open anybody's account, so the cookie itself is not in it. By
/// this the server knows a session everywhere else too.
pub fn digest(id: &Id) -> String {
    Sha256::digest(id.0.to_be_bytes()).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn backend(error: crate::store::StoreError) -> Error {
    Error::Backend(error.to_string())
}

fn encode(error: serde_json::Error) -> Error {
    Error::Encode(error.to_string())
}

fn decode(error: serde_json::Error) -> Error {
    Error::Decode(error.to_string())
}
