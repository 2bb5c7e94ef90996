//! The live connections of each signed-in browser, account and address: how many there are, and
//! their end when a session ends or an account is sent away. Owns: [`Connections`]. Does not
//! know: cookies, sockets.

use super::outbox::Closer;
use super::{Rooms, lock};
use dossier::sync::close;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Whose a live connection is.
#[derive(Clone, Debug)]
pub struct Whose {
    pub session: String,
    pub account: String,
    pub address: IpAddr,
}

/// How many live connections there may be of one browser, of one account in all its browsers, and
/// from one address, which may be a whole school's.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    pub session: usize,
    pub account: usize,
    pub address: usize,
}

#[derive(Clone)]
pub(super) struct Connections {
    open: Arc<Mutex<Open>>,
    entered: Arc<AtomicU64>,
    most: Most,
}

#[derive(Default)]
struct Open {
    sessions: HashMap<String, HashMap<u64, Live>>,
    accounts: HashMap<String, usize>,
    addresses: HashMap<IpAddr, usize>,
}

struct Live {
    account: String,
    closer: Closer,
}

/// A connection's entry, which lasts as long as this.
pub(super) struct Entry {
    connections: Connections,
    whose: Whose,
    number: u64,
}

impl Connections {
    pub fn new(most: Most) -> Connections {
        Connections { open: Arc::default(), entered: Arc::default(), most }
    }

    /// Enters a connection, unless there are as many as there may be.
    pub fn enter(&self, whose: Whose, closer: Closer) -> Option<Entry> {
        let mut open = lock(&self.open);
        let Open { sessions, accounts, addresses } = &mut *open;
        let of_session = sessions.get(&whose.session).map_or(0, HashMap::len);
        let of_account = accounts.get(&whose.account).copied().unwrap_or_default();
        let of_address = addresses.get(&whose.address).copied().unwrap_or_default();
        if of_session >= self.most.session
            || of_account >= self.most.account
            || of_address >= self.most.address
        {
            return None;
        }
        let number = self.entered.fetch_add(1, Ordering::Relaxed);
        let live = Live { account: whose.account.clone(), closer };
        sessions.entry(whose.session.clone()).or_default().insert(number, live);
        *accounts.entry(whose.account.clone()).or_default() += 1;
        *addresses.entry(whose.address).or_default() += 1;
        Some(Entry { connections: self.clone(), whose, number })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        lock(&self.open).accounts.values().sum()
    }

    /// Ends those of an account, which sent too much.
    pub fn end_account(&self, account: &str) {
        let open = lock(&self.open);
        let of_account = open.sessions.values().flat_map(HashMap::values);
        for live in of_account.filter(|live| live.account == account) {
            live.closer.close(close::FLOOD);
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let mut open = lock(&self.connections.open);
        let Open { sessions, accounts, addresses } = &mut *open;
        if let Some(own) = sessions.get_mut(&self.whose.session) {
            own.remove(&self.number);
            if own.is_empty() {
                sessions.remove(&self.whose.session);
            }
        }
        count_less(accounts, &self.whose.account);
        count_less(addresses, &self.whose.address);
    }
}

fn count_less<K: Hash + Eq>(counts: &mut HashMap<K, usize>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

impl Rooms {
    /// The sessions that have live connections.
    pub fn live_sessions(&self) -> Vec<String> {
        lock(&self.inner.connections.open).sessions.keys().cloned().collect()
    }

    /// Ends the connections that a browser opened under that session.
    pub fn end_session(&self, session: &str) {
        let open = lock(&self.inner.connections.open);
        for live in open.sessions.get(session).into_iter().flat_map(HashMap::values) {
            live.closer.close(close::SIGNED_OUT);
        }
    }

    /// How many live connections there are.
    pub fn connections(&self) -> usize {
        self.inner.connections.count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rooms::outbox::outbox;

    fn whose(session: &str, account: &str, last: u8) -> Whose {
        let address = IpAddr::from([192, 0, 2, last]);
        Whose { session: session.to_owned(), account: account.to_owned(), address }
    }

    #[test]
    fn a_browser_an_account_and_an_address_have_some_connections_and_no_more() {
        let connections = Connections::new(Most { session: 8, account: 12, address: 20 });
        let (outbox, _outgoing) = outbox();
        let enter = |session, account, last| {
            connections.enter(whose(session, account, last), outbox.closer())
        };
        let mut entries: Vec<Entry> = (0..8).map(|_| enter("a", "odile", 1).unwrap()).collect();
        assert!(enter("a", "odile", 1).is_none(), "the browser has eight");
        entries.extend((0..4).map(|_| enter("b", "odile", 2).unwrap()));
        assert!(enter("b", "odile", 2).is_none(), "the account has twelve");
        entries.extend(
            ["c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"]
                .map(|one| enter(one, one, 1).unwrap()),
        );
        assert!(enter("z", "yanis", 1).is_none(), "the address has twenty");
        entries.extend(enter("z", "yanis", 2));
        assert_eq!(connections.count(), 25);
        entries.swap_remove(3);
        assert!(enter("a", "odile", 1).is_some());
        drop(entries);
        let open = lock(&connections.open);
        assert!(open.sessions.is_empty() && open.accounts.is_empty() && open.addresses.is_empty());
    }
}
