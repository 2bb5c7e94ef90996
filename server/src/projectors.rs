//! Live séances: one projector task a séance renders its screens, and pushes the fragments that
//! changed to wall, remote and phones. Owns: [`Projectors`]. Does not know: HTTP, who may follow.

use crate::rooms::Rooms;
use crate::store::Store;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};
use tokio_util::task::TaskTracker;

mod projector;
mod screen;
mod splice;

pub use projector::join_info;
pub use screen::{Audience, Screen};
pub use splice::changes;

/// A handle on all of them; clones are the same.
#[derive(Clone)]
pub struct Projectors {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    rooms: Rooms,
    open: Mutex<HashMap<String, Followed>>,
    stop: watch::Sender<bool>,
    tasks: TaskTracker,
}

#[derive(Clone)]
struct Followed {
    screens: watch::Receiver<Arc<Screen>>,
    news: Arc<Notify>,
    presenters: Arc<AtomicUsize>,
}

/// Somebody presents a talk, as long as this is kept.
pub struct Presenting {
    followed: Followed,
}

impl Drop for Presenting {
    fn drop(&mut self) {
        self.followed.presenters.fetch_sub(1, Ordering::Relaxed);
        self.followed.news.notify_one();
    }
}

impl Projectors {
    pub fn new(store: Store, rooms: Rooms) -> Projectors {
        let (stop, _) = watch::channel(false);
        let (open, tasks) = (Mutex::default(), TaskTracker::new());
        Projectors { inner: Arc::new(Inner { store, rooms, open, stop, tasks }) }
    }

    /// What is shown of a séance, from now on. The receiver is told of everything new, and its
    /// sender is gone when the server stops. Whoever follows has been asked whether they may: each
    /// séance that is named here has a task of its own.
    pub fn follow(&self, seance: &str) -> watch::Receiver<Arc<Screen>> {
        let mut open = self.lock();
        if let Some(followed) = open.get(seance).filter(|one| one.screens.has_changed().is_ok()) {
            return followed.screens.clone();
        }
        let (sender, screens) = watch::channel(Arc::default());
        let news = Arc::new(Notify::new());
        let presenters = Arc::<AtomicUsize>::default();
        let followed = Followed {
            screens: screens.clone(),
            news: Arc::clone(&news),
            presenters: Arc::clone(&presenters),
        };
        open.insert(seance.to_owned(), followed);
        let projector = projector::Projector::new(
            self.inner.store.clone(),
            self.inner.rooms.clone(),
            seance.to_owned(),
            presenters,
        );
        let stop = self.inner.stop.subscribe();
        let (projectors, seance) = (self.clone(), seance.to_owned());
        self.inner.tasks.spawn(async move {
            projector.run(&sender, Arc::clone(&news), stop).await;
            projectors.forget(&seance, &news);
            // Last: whoever hears of this end finds nothing of it.
            drop(sender);
        });
        screens
    }

    /// How many séances have a projector now.
    pub fn open(&self) -> usize {
        self.lock().len()
    }

    /// What was followed is over; it may be followed anew already.
    fn forget(&self, seance: &str, news: &Arc<Notify>) {
        let mut open = self.lock();
        if open.get(seance).is_some_and(|followed| Arc::ptr_eq(&followed.news, news)) {
            open.remove(seance);
        }
    }

    /// Somebody presents the talk of a séance that is followed: its sections are followed with it.
    pub fn present(&self, seance: &str) -> Option<Presenting> {
        let followed = self.lock().get(seance)?.clone();
        followed.presenters.fetch_add(1, Ordering::Relaxed);
        followed.news.notify_one();
        Some(Presenting { followed })
    }

    /// Something of a séance is another one now.
    pub fn tell(&self, seance: &str) {
        if let Some(followed) = self.lock().get(seance) {
            followed.news.notify_one();
        }
    }

    /// Ends every following.
    pub async fn stop(&self) {
        self.inner.stop.send_replace(true);
        self.lock().clear();
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Followed>> {
        self.inner.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
