//! A whole school opens one document at once.

use super::fanout::megabytes;
use crate::client::{Client, Known, PATIENCE, Place};
use crate::failure::{Failure, within};
use crate::measure::{Figure, Unit};
use crate::servers::{Kind, Server, root};
use crate::typist::Typist;
use futures_util::{StreamExt, stream};
use std::time::{Duration, Instant};
use tokio::time::sleep;

pub const ABOUT: &str = "So many connections to one document of 20,000 characters, 400 handshakes \
     under way at a time, until each has the whole document. All stay connected until the last. \
     The last storm meets a server that has just started again.";

const AT_ONCE: usize = 400;
const CLIENT: u64 = 77;
const CHARACTERS: u32 = 20_000;

pub async fn run(kind: Kind) -> Result<Vec<Figure>, Failure> {
    let server = Server::start(kind, 1).await?;
    let whole = Known([(CLIENT, CHARACTERS)].into());
    fill(&server.place(0), &whole).await?;
    let mut figures = Vec::new();
    let (small, small_failed) = storm(&server.place(0), &whole, 500).await;
    settled().await;
    let (large, large_failed) = storm(&server.place(0), &whole, 2000).await;
    let (_, peak) = server.process.memory()?;
    settled().await;
    let server = server.restart().await?;
    let (cold, cold_failed) = storm(&server.place(0), &whole, 2000).await;
    let seconds = |what, value| Figure::new(what, Unit::Seconds, value);
    figures.push(seconds("500 connections, all synced", small));
    figures.push(seconds("2,000 connections, all synced", large).target(1.2));
    figures.push(seconds("2,000 right after a restart", cold));
    let failed = (small_failed + large_failed + cold_failed) as f64;
    figures.push(Figure::new("connections that failed", Unit::Count, failed).target(0.0));
    figures.push(Figure::new("most memory", Unit::Megabytes, megabytes(peak)));
    Ok(figures)
}

/// Those who left are gone and what they left is written.
async fn settled() {
    sleep(Duration::from_millis(1500)).await;
}

async fn fill(place: &Place, whole: &Known) -> Result<(), Failure> {
    let mut reader = Client::open(place).await?;
    let mut writer = Client::open(place).await?;
    let mut typist = Typist::new(CLIENT, root(0));
    for no in 0..CHARACTERS / 100 {
        let paragraph = "Le préau relie les classes à la cour. ".chars().cycle().take(100);
        let update = typist.paste(&paragraph.collect::<String>());
        writer.edit(no.into(), &update).await?;
    }
    within(PATIENCE, "the storm's document", reader.sync(whole)).await?;
    settled().await;
    Ok(())
}

/// Seconds until all have all, and how many never had.
async fn storm(place: &Place, whole: &Known, connections: usize) -> (f64, usize) {
    let start = Instant::now();
    let mut failed = 0;
    let mut connected = Vec::with_capacity(connections);
    let join = |_| async {
        let mut client = Client::open(place).await?;
        within(PATIENCE, "a connection's document", client.sync(whole)).await?;
        Ok::<_, Failure>(client)
    };
    let mut joining = stream::iter(0..connections).map(join).buffer_unordered(AT_ONCE);
    while let Some(joined) = joining.next().await {
        match joined {
            Ok(client) => connected.push(client),
            Err(_) => failed += 1,
        }
    }
    (start.elapsed().as_secs_f64(), failed)
}
