//! A long document: written in one go, and read cold.

use super::fanout::megabytes;
use crate::board::FIRST_CLIENT;
use crate::client::{Client, Known, PATIENCE};
use crate::failure::{Failure, within};
use crate::measure::{Figure, Unit};
use crate::servers::{Kind, Server, root};
use crate::trace::Trace;
use crate::typist::Typist;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tokio::time::sleep;

pub const ABOUT: &str = "A history of 260,000 single-character edits (at one place after \
     another 42 characters are typed and 18 taken back), sent by one client in updates of 1,000 edits, as by somebody who \
     comes back from a long time offline; until another client has all of it, which with Préau \
     means that it is durable. Then the server is stopped in order and started again: the time \
     from a client's first packet until it has the whole document. And ten clients that come back \
     at once, each with 500 single characters it kept, a message each.";

const EDITS: u32 = 260_000;
const TOGETHER: u32 = 1000;
const RETURNING: u64 = 10;
const KEPT: u32 = 500;

pub async fn run(kind: Kind) -> Result<Vec<Figure>, Failure> {
    static TRACE: OnceLock<Trace> = OnceLock::new();
    let trace = TRACE.get_or_init(|| Trace::new(root(0), EDITS, TOGETHER));
    let server = Server::start(kind, 2).await?;
    let place = server.place(0);
    let mut reader = Client::open(&place).await?;
    reader.sync(&Known::default()).await?;
    let mut writer = Client::open(&place).await?;
    writer.sync(&Known::default()).await?;

    let start = Instant::now();
    let read = within(PATIENCE * 2, "a long document", reader.sync(&trace.known));
    let (written, read) = tokio::join!(send(&mut writer, &trace.updates), read);
    written?;
    read?;
    let ingest = f64::from(trace.edits) / start.elapsed().as_secs_f64();
    let burst = returning(&server).await?;
    let (_, peak) = server.process.memory()?;
    drop((reader, writer));

    // Whoever writes behind has the time to.
    sleep(Duration::from_secs(3)).await;
    let server = server.restart().await?;
    let (mut whole, mut reading) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        let start = Instant::now();
        let mut client = Client::open(&server.place(0)).await?;
        within(PATIENCE, "a cold document", client.sync(&trace.known)).await?;
        whole.push(start.elapsed().as_secs_f64() * 1000.0);
        reading.push(client);
    }
    Ok(vec![
        Figure::new("edits taken in", Unit::PerSecond, ingest).target(350_000.0),
        Figure::new("single edits of 10 at once", Unit::PerSecond, burst),
        Figure::new("most memory", Unit::Megabytes, megabytes(peak)),
        Figure::new("cold load after a restart", Unit::Milliseconds, whole[0]).target(7.0),
        Figure::new("the load of a client who finds it warm", Unit::Milliseconds, whole[1]),
    ])
}

/// Sends one update after another. What comes back meanwhile is read: a client that did not would
/// be a slow reader of its own echo.
async fn send(client: &mut Client, updates: &[Vec<u8>]) -> Result<(), Failure> {
    for (no, update) in updates.iter().enumerate() {
        client.edit(no as u64, update).await?;
        while let Ok(heard) = tokio::time::timeout(Duration::ZERO, client.next()).await {
            client.answer(&heard?).await?;
        }
    }
    Ok(())
}

async fn returning(server: &Server) -> Result<f64, Failure> {
    let place = server.place(1);
    let mut reader = Client::open(&place).await?;
    reader.sync(&Known::default()).await?;
    let mut people = Vec::new();
    let mut expected = Known::default();
    for client in FIRST_CLIENT..FIRST_CLIENT + RETURNING {
        let mut typist = Typist::new(client, root(1));
        let updates: Vec<Vec<u8>> = (0..KEPT).map(|_| typist.key()).collect();
        expected.0.insert(client, KEPT);
        people.push((Client::open(&place).await?, updates));
    }
    let start = Instant::now();
    let sending = people.iter_mut().map(|(client, updates)| send(client, updates));
    let sending = futures_util::future::try_join_all(sending);
    let reading = within(PATIENCE, "what ten had kept", reader.sync(&expected));
    let (sent, read) = tokio::join!(sending, reading);
    sent?;
    read?;
    Ok((RETURNING as u32 * KEPT) as f64 / start.elapsed().as_secs_f64())
}
