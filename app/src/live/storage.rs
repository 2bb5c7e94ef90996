//! Updates that the server has not acknowledged, kept on this device: a tab that crashes or a
//! network that stays away loses nothing. Owns: [`Device`]. Must not know: what is in an update.
//!
//! Each request has a transaction of its own: a browser ends a transaction that waits for anything
//! else. Where the browser refuses storage, the tab goes on without.

use dossier::form::SectionId;
use idb::{Database, DatabaseEvent, Factory, KeyRange, ObjectStoreParams, TransactionMode};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::JsValue;

const DATABASE: &str = "preau";
const UPDATES: &str = "unkept";
const VERSION: u32 = 1;

/// The device's store for one dossier and one account; clones share it.
#[derive(Clone)]
pub struct Device {
    inner: Rc<Inner>,
}

struct Inner {
    database: Option<Database>,
    /// `dossier/account/`, the start of every key.
    prefix: String,
    /// Tells this tab's keys from those of others.
    tab: String,
    /// Keys of updates that earlier tabs left, by the number they have in this one.
    adopted: RefCell<HashMap<u64, String>>,
}

/// An update that an earlier tab left.
pub struct Left {
    key: String,
    pub section: SectionId,
    pub update: Vec<u8>,
}

impl Device {
    /// Opens the store and reads what earlier tabs left for that dossier and account.
    pub async fn open(dossier: &str, account: &str) -> (Device, Vec<Left>) {
        let database = open_database().await.ok();
        let prefix = format!("{dossier}/{account}/");
        let left = match &database {
            Some(database) => read(database, &prefix).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let tab = super::browser::fresh_row();
        let adopted = RefCell::new(HashMap::new());
        (Device { inner: Rc::new(Inner { database, prefix, tab, adopted }) }, left)
    }

    /// What earlier tabs left now has the numbers from `first` on.
    pub fn adopt(&self, first: u64, left: Vec<Left>) {
        let keys = (first..).zip(left.into_iter().map(|left| left.key));
        self.inner.adopted.borrow_mut().extend(keys);
    }

    pub fn store(&self, no: u64, section: SectionId, update: &[u8]) {
        let mut record = vec![section.number()];
        record.extend_from_slice(update);
        let key = self.key(no);
        let device = self.clone();
        leptos::task::spawn_local(async move {
            let Some(database) = &device.inner.database else {
                return;
            };
            let record = js_sys::Uint8Array::from(record.as_slice());
            let put = async {
                let tx = database.transaction(&[UPDATES], TransactionMode::ReadWrite)?;
                let store = tx.object_store(UPDATES)?;
                store.put(&record, Some(&JsValue::from_str(&key)))?.await?;
                tx.await.map(|_| ())
            };
            if let Err(error) = put.await {
                leptos::logging::warn!("an edit could not be kept on this device: {error}");
            }
        });
    }

    pub fn forget(&self, no: u64) {
        let adopted = self.inner.adopted.borrow_mut().remove(&no);
        let key = adopted.unwrap_or_else(|| self.key(no));
        let device = self.clone();
        leptos::task::spawn_local(async move {
            let Some(database) = &device.inner.database else {
                return;
            };
            let delete = async {
                let tx = database.transaction(&[UPDATES], TransactionMode::ReadWrite)?;
                tx.object_store(UPDATES)?.delete(JsValue::from_str(&key))?.await?;
                tx.await.map(|_| ())
            };
            // If it stays, it is sent once more some day, which changes nothing.
            let _ = delete.await;
        });
    }

    /// Keys sort in the order in which a tab made its updates.
    fn key(&self, no: u64) -> String {
        format!("{}{}/{no:016}", self.inner.prefix, self.inner.tab)
    }
}

async fn open_database() -> Result<Database, idb::Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database()
            && !database.store_names().iter().any(|name| name == UPDATES)
        {
            let _ = database.create_object_store(UPDATES, ObjectStoreParams::new());
        }
    });
    request.await
}

async fn read(database: &Database, prefix: &str) -> Result<Vec<Left>, idb::Error> {
    let range = |upper: &str| {
        let (lower, upper) = (JsValue::from_str(prefix), JsValue::from_str(upper));
        KeyRange::bound(&lower, &upper, None, None)
    };
    let end = format!("{prefix}\u{ffff}");
    let tx = database.transaction(&[UPDATES], TransactionMode::ReadOnly)?;
    let keys = tx.object_store(UPDATES)?.get_all_keys(Some(range(&end)?.into()), None)?.await?;
    let tx = database.transaction(&[UPDATES], TransactionMode::ReadOnly)?;
    let records = tx.object_store(UPDATES)?.get_all(Some(range(&end)?.into()), None)?.await?;
    let left = keys.iter().zip(records).filter_map(|(key, record)| {
        let record = js_sys::Uint8Array::new(&record).to_vec();
        let (number, update) = record.split_first()?;
        let section = SectionId::from_number(*number)?;
        Some(Left { key: key.as_string()?, section, update: update.to_vec() })
    });
    Ok(left.collect())
}
