//! A thousand documents, three people each.

use super::fanout::megabytes;
use crate::crowd::{Habit, Party, gather};
use crate::failure::Failure;
use crate::measure::{Figure, Unit};
use crate::servers::{Kind, Server, root};
use std::rc::Rc;
use std::time::Duration;
use tokio::time::sleep;

pub const ABOUT: &str = "1,000 documents with 3 clients each, of whom one types a character a \
     second: 2,000 deliveries/s. With Préau a document is a section, and the 1,000 are sections of \
     67 dossiers, begun through its web form.";

const DOCUMENTS: usize = 1000;

pub async fn run(kind: Kind) -> Result<Vec<Figure>, Failure> {
    let server = Server::start(kind, DOCUMENTS).await?;
    let party = |document| Party {
        place: server.place(document),
        root: root(document),
        clients: 3,
        writers: 1,
    };
    let parties: Vec<Party> = (0..DOCUMENTS).map(party).collect();
    let every = Duration::from_secs(1);
    let crowd = gather(&parties, &Habit { every, paste: Rc::from(""), presence: false }).await?;
    sleep(Duration::from_secs(1)).await;
    let cpu = server.process.cpu()?;
    let window = Duration::from_secs(5);
    crowd.measure(window).await;
    let missing = crowd.finish().await + crowd.broken();
    let cpu = server.process.cpu()?.saturating_sub(cpu).as_secs_f64() / window.as_secs_f64();
    let (_, peak) = server.process.memory()?;
    let mut edits = crowd.latencies(|results| &mut results.edits);
    Ok(vec![
        Figure::new("p50", Unit::Milliseconds, edits.percentile(50.0)),
        Figure::new("p99", Unit::Milliseconds, edits.percentile(99.0)).target(1.0),
        Figure::new("processor time a second", Unit::Milliseconds, cpu * 1000.0),
        Figure::new("most memory", Unit::Megabytes, megabytes(peak)).target(48.0),
        Figure::new("deliveries missing and connections broken", Unit::Count, missing as f64),
    ])
}
