//! One act at a time where what is read and what is written must be of one moment. Owns: [`Locks`],
//! a lock a dossier, in this process: with several nodes, the node that owns a dossier's room holds
//! its lock. Does not know: what is done under it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// Held as long as an act is alone in its dossier.
pub type Alone = OwnedMutexGuard<()>;

/// The locks of all dossiers; clones share them.
#[derive(Clone, Default)]
pub struct Locks {
    held: Arc<Mutex<HashMap<String, Weak<AsyncMutex<()>>>>>,
}

impl Locks {
    /// Waits until no other act that asked for this lock is under way in that dossier.
    pub async fn dossier(&self, dossier: &str) -> Alone {
        self.of(dossier).lock_owned().await
    }

    fn of(&self, dossier: &str) -> Arc<AsyncMutex<()>> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = held.get(dossier).and_then(Weak::upgrade) {
            return lock;
        }
        // Only those that somebody holds or waits for are remembered.
        held.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::new(AsyncMutex::new(()));
        held.insert(dossier.to_owned(), Arc::downgrade(&lock));
        lock
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Waker};

    fn is_ready(work: impl Future<Output = Alone>) -> Option<Alone> {
        let mut work = pin!(work);
        match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            std::task::Poll::Ready(alone) => Some(alone),
            std::task::Poll::Pending => None,
        }
    }

    #[test]
    fn one_dossier_waits_for_itself_and_for_no_other() {
        let locks = Locks::default();
        let first = is_ready(locks.dossier("a"));
        assert!(first.is_some());
        assert!(is_ready(locks.dossier("a")).is_none());
        assert!(is_ready(locks.dossier("b")).is_some());
        drop(first);
        assert!(is_ready(locks.dossier("a")).is_some());
    }

    #[test]
    fn what_nobody_holds_is_forgotten() {
        let locks = Locks::default();
        for number in 0..100 {
            assert!(is_ready(locks.dossier(&number.to_string())).is_some());
        }
        assert_eq!(locks.held.lock().map(|held| held.len()).ok(), Some(1));
    }
}
