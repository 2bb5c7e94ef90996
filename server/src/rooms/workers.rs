//! Work on documents, on threads that nobody waits for: a few at a time, however many dossiers are
//! open. Owns: [`Workers`]. Does not know: what the work is.

use crate::clock;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Half of the processors, so that requests always find one; two at least, so that one long piece
/// of work does not hold up everybody else's.
fn places() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).div_ceil(2).max(2)
}

/// A handle on the threads.
#[derive(Clone)]
pub(super) struct Workers {
    places: Arc<Semaphore>,
}

impl Default for Workers {
    fn default() -> Workers {
        Workers { places: Arc::new(Semaphore::new(places())) }
    }
}

/// The work panicked, and what it worked on is lost.
pub(super) struct Lost;

impl Workers {
    /// Does a piece of work; answers how long it took of a processor.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<(T, Duration), Lost> {
        // The semaphore is never closed.
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| Lost)?;
        let measured = move || {
            let _place = place;
            let before = clock::worked();
            let done = work();
            (done, clock::worked().saturating_sub(before))
        };
        spawn_blocking(measured).await.map_err(|_| Lost)
    }
}
