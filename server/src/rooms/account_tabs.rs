//! What is for one person only: the open tabs of each account, in whichever dossier.
//! Owns: [`AccountTabs`]. Does not know: what a tab is told.

use super::outbox::{Aside, Outbox};
use super::{Rooms, lock};
use bytes::Bytes;
use dossier::sync::frame::Frame;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
pub(super) struct AccountTabs {
    open: Arc<Mutex<HashMap<String, HashMap<u64, Aside>>>>,
    entered: Arc<AtomicU64>,
}

/// A tab's entry, which lasts as long as this.
pub(super) struct Entry {
    tabs: AccountTabs,
    account: String,
    number: u64,
}

impl AccountTabs {
    pub fn enter(&self, account: &str, outbox: &Outbox) -> Entry {
        let number = self.entered.fetch_add(1, Ordering::Relaxed);
        lock(&self.open).entry(account.to_owned()).or_default().insert(number, outbox.aside());
        Entry { tabs: self.clone(), account: account.to_owned(), number }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let mut open = lock(&self.tabs.open);
        if let Some(own) = open.get_mut(&self.account) {
            own.remove(&self.number);
            if own.is_empty() {
                open.remove(&self.account);
            }
        }
    }
}

impl Rooms {
    /// Tells the open tabs of an account something, JSON. Whoever opens one later reads it then.
    pub fn tell_account(&self, account: &str, json: &str) {
        let open = lock(&self.inner.tabs.open);
        let Some(own) = open.get(account) else { return };
        let frame = Bytes::from(Frame::Personal { json: json.as_bytes().to_vec() }.encode());
        for tab in own.values() {
            tab.send(frame.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rooms::outbox::outbox;

    #[test]
    fn a_tab_that_is_gone_leaves_nothing() {
        let tabs = AccountTabs::default();
        let (one, _outgoing) = outbox();
        let (first, second) = (tabs.enter("claire", &one), tabs.enter("claire", &one));
        drop(first);
        assert_eq!(lock(&tabs.open).len(), 1);
        drop(second);
        assert!(lock(&tabs.open).is_empty());
    }
}
