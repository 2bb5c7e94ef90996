//! How many long pages are made at once, and how much memory they take together. Owns: [`Pages`].
//! Does not know: what is on a page.
//!
//! A dossier's page holds what the dossier holds several times over while it is made. Whoever asks
//! for many of them waits for their own; whoever stops waiting leaves the queue.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// Pages that are made at once.
const AT_ONCE: usize = 4;
/// What all of them may take together, bytes.
const MEMORY: u64 = 512 * 1024 * 1024;
/// What memory is counted in: a semaphore counts no further than 32 bits.
const UNIT: u64 = 64 * 1024;
/// What a page takes for each byte of the dossier: its log, its documents, the page, the page
/// compressed.
const TIMES: u64 = 12;

type OfSession = tokio::sync::Mutex<()>;

#[derive(Debug)]
pub struct Pages {
    places: Arc<Semaphore>,
    memory: Arc<Semaphore>,
    sessions: Mutex<HashMap<String, Weak<OfSession>>>,
}

/// A page's turn, which lasts as long as this.
#[derive(Debug)]
pub struct Turn {
    _session: OwnedMutexGuard<()>,
    _place: OwnedSemaphorePermit,
    _memory: OwnedSemaphorePermit,
}

impl Default for Pages {
    fn default() -> Pages {
        Pages {
            places: Arc::new(Semaphore::new(AT_ONCE)),
            memory: Arc::new(Semaphore::new((MEMORY / UNIT) as usize)),
            sessions: Mutex::default(),
        }
    }
}

impl Pages {
    /// Waits until a page of a dossier of so many bytes may be made for a session. `None` when the
    /// server stops.
    pub async fn turn(&self, session: &str, bytes: u64) -> Option<Turn> {
        let session = self.of_session(session).lock_owned().await;
        let weight = (bytes.saturating_mul(TIMES) / UNIT).clamp(1, MEMORY / UNIT) as u32;
        // Memory first: who waits for much of it holds no place meanwhile.
        let memory = Arc::clone(&self.memory).acquire_many_owned(weight).await.ok()?;
        let place = Arc::clone(&self.places).acquire_owned().await.ok()?;
        Some(Turn { _session: session, _place: place, _memory: memory })
    }

    fn of_session(&self, session: &str) -> Arc<OfSession> {
        let mut sessions = self.lock();
        if let Some(known) = sessions.get(session).and_then(Weak::upgrade) {
            return known;
        }
        sessions.retain(|_, known| known.strong_count() > 0);
        let new = Arc::<OfSession>::default();
        sessions.insert(session.to_owned(), Arc::downgrade(&new));
        new
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Weak<OfSession>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn four_pages_at_once_one_a_session_and_no_more_than_there_is_memory_for() {
        let pages = Pages::default();
        let now = |session: &'static str, bytes| pages.turn(session, bytes).now_or_never();
        let first = now("a", 1).expect("there is room");
        assert!(now("a", 1).is_none(), "their own comes first");
        let others: Vec<_> = ["b", "c", "d"].map(|session| now(session, 1)).into_iter().collect();
        assert!(others.iter().all(Option::is_some));
        assert!(now("e", 1).is_none(), "four");
        drop(first);
        let heavy = now("a", MEMORY).is_some();
        assert!(!heavy, "the others hold some of the memory");
        drop(others);
        let whole = now("a", MEMORY).expect("alone");
        assert!(now("b", 1).is_none(), "no memory is left");
        drop(whole);
        assert!(now("b", 1).is_some());
        assert!(pages.lock().len() < 3, "sessions are forgotten");
    }
}
