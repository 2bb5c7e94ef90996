//! One document with everybody's cursors.

use super::fanout::{measured, typing};
use crate::crowd::{Party, gather};
use crate::failure::Failure;
use crate::measure::{Figure, Unit};
use crate::servers::{Kind, Server, root};
use std::time::Duration;

pub const ABOUT: &str = "50 clients at one document, 10 typing 20 characters a second each; after \
     each character the writer announces where their cursor is, as Yjs editors do. Processor time \
     over edits and announcements times receivers.";

pub async fn run(kind: Kind) -> Result<Vec<Figure>, Failure> {
    let server = Server::start(kind, 1).await?;
    let party = Party { place: server.place(0), root: root(0), clients: 50, writers: 10 };
    let crowd = gather(&[party], &typing(true)).await?;
    let (warm, window) = (Duration::from_secs(1), Duration::from_secs(4));
    let measured = measured("edits", &server, &crowd, warm, window).await?;
    let mut presence = crowd.latencies(|results| &mut results.presence);
    let p99 = presence.percentile(99.0);
    let mut figures = measured.all();
    figures.insert(2, Figure::new("cursors: p99", Unit::Milliseconds, p99));
    Ok(figures)
}
