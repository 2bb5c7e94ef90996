//! The task that ends the live connections of sessions that are over. Does not know: when a session
//! is over.

use crate::acts::Acts;
use crate::acts::account::sessions;
use crate::clock;
use std::time::Duration;
use tokio::sync::watch;

/// A connection outlives its session by as much.
const EVERY: Duration = Duration::from_secs(30);

pub(super) async fn run(acts: Acts, mut stopping: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            biased;
            _ = stopping.wait_for(|stop| *stop) => break,
            () = tokio::time::sleep(EVERY) => {}
        }
        if let Err(error) = sessions::end_over(&acts, clock::now()).await {
            tracing::warn!(%error, "sessions that are over were not looked for");
        }
    }
}
