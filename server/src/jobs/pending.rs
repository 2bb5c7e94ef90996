//! The task that finishes what acts began and a stop or a failure cut in two: at the start, when an
//! act asks for it, and in rounds. Does not know: what is finished.

use crate::acts::{Acts, pending};
use std::time::Duration;
use tokio::sync::watch;

/// Between two rounds that nobody asked for.
const EVERY: Duration = Duration::from_secs(5 * 60);

pub(super) async fn run(acts: Acts, mut stopping: watch::Receiver<bool>) {
    loop {
        let stops = || *stopping.borrow();
        pending::finish(&acts, stops).await;
        tokio::select! {
            biased;
            _ = stopping.wait_for(|stop| *stop) => break,
            () = tokio::time::sleep(EVERY) => {}
            () = acts.wake.pending.notified() => {}
        }
    }
}
