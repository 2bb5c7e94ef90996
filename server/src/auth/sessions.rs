//! Sessions kept in our own database.
//! Owns: [`Logins`], the session layer's store. Does not know: HTTP.

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

    async fn keep(&self, record: &Record) -> Result<()> {
        let account = record.data.get(super::ACCOUNT).and_then(|account| account.as_str());
        let Some(account) = account else {
            return Err(Error::Encode("a session of nobody is not kept".to_owned()));
        };
        let login = Login {
            id: digest(&record.id),
            account_id: account.to_owned(),
            record: serde_json::to_string(&record.data)
                .map_err(|error| Error::Encode(error.to_string()))?,
            expires_at: clock::milliseconds(record.expiry_date),
        };
        self.store.save_login(&login, clock::now()).await.map_err(backend)
    }
}

#[async_trait]
impl SessionStore for Logins {
    /// The id is 128 random bits: two are not the same before the sun goes out.
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.keep(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.keep(record).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let login = self.store.login(&digest(id), clock::now()).await.map_err(backend)?;
        let Some(login) = login else { return Ok(None) };
        let data = serde_json::from_str(&login.record)
            .map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(login.expires_at / 1000)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.store.delete_login(&digest(id)).await.map_err(backend)
    }
}

/// A copy of the database must not open anybody's account, so the cookie itself is not in it.
fn digest(id: &Id) -> String {
    Sha256::digest(id.0.to_be_bytes()).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn backend(error: crate::store::StoreError) -> Error {
    Error::Backend(error.to_string())
}
