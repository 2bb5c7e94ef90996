//! Somebody's network stalls while others paste.

use super::fanout::megabytes;
use crate::client::{Client, Known, PATIENCE};
use crate::crowd::{Crowd, Habit, Party, gather};
use crate::failure::{Failure, within};
use crate::measure::{Figure, Unit};
use crate::servers::{Kind, Server, root};
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::time::sleep;

pub const ABOUT: &str = "20 clients at one document, 4 of them pasting a text of 64 KB four times a \
     second each. First alone; then beside a client that has stopped reading its socket; then that \
     client reads again, and connects again if it was closed, until it has everything. Memory: \
     what the server has grown by in the second part, which also holds what was pasted meanwhile.";

const ALONE: Duration = Duration::from_secs(2);
const BESIDE: Duration = Duration::from_secs(12);
const BUFFER: u32 = 64 * 1024;

pub async fn run(kind: Kind) -> Result<Vec<Figure>, Failure> {
    let server = Server::start(kind, 1).await?;
    let place = server.place(0);
    let party = Party { place: place.clone(), root: root(0), clients: 20, writers: 4 };
    // All of it together stays below what a section of Préau may hold, 16 MB.
    let paste: String = "Le préau. ".chars().cycle().take(64 * 1024 - 6_000).collect();
    let habit =
        Habit { every: Duration::from_millis(250), paste: Rc::from(paste), presence: false };
    let crowd = gather(&[party], &habit).await?;
    sleep(Duration::from_millis(500)).await;
    let alone = part(&crowd, ALONE).await;

    let mut slow = Client::open_with(&place, Some(BUFFER)).await?;
    slow.sync(&Known::default()).await?;
    let (before, _) = server.process.memory()?;
    let beside = part(&crowd, BESIDE).await;
    let (_, peak) = server.process.memory()?;
    let missing = crowd.finish().await + crowd.broken();

    let all = crowd.boards[0].all();
    let start = Instant::now();
    if within(PATIENCE, "a slow reader", slow.sync(&all)).await.is_err() {
        let mut again = Client::open(&place).await?;
        within(PATIENCE, "a slow reader that came back", again.sync(&all)).await?;
    }
    let healed = start.elapsed().as_secs_f64();
    Ok(vec![
        Figure::new("p99 without the slow reader", Unit::Milliseconds, alone),
        Figure::new("p99 beside the slow reader", Unit::Milliseconds, beside),
        Figure::new(
            "memory grown by, at most",
            Unit::Megabytes,
            megabytes(peak.saturating_sub(before)),
        ),
        Figure::new("until the slow reader has all", Unit::Seconds, healed),
        Figure::new("deliveries missing and connections broken", Unit::Count, missing as f64),
    ])
}

async fn part(crowd: &Crowd, time: Duration) -> f64 {
    crowd.measure(time).await;
    // What was sent last is still on its way.
    sleep(Duration::from_millis(300)).await;
    crowd.latencies(|results| &mut results.edits).percentile(99.0)
}
