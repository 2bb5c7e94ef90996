//! Everybody at one document, some of them typing.

use crate::crowd::{Crowd, Habit, Party, gather};
use crate::failure::Failure;
use crate::measure::{Figure, Unit};
use crate::servers::{Kind, Server, root};
use std::rc::Rc;
use std::time::Duration;
use tokio::time::sleep;

pub const ABOUT: &str = "One document, all connected to it, 5 (in the last case 50) typing 20 \
     characters a second each. Latency: from sending to receipt at each other client. Processor \
     time of the server over edits times receivers; a server that merges edits into fewer messages \
     delivers each of them.";

const WARM: Duration = Duration::from_secs(1);
const WINDOW: Duration = Duration::from_secs(3);

struct Case {
    clients: usize,
    writers: usize,
    /// p99 in ms and processor time per delivery in µs that design asks for.
    targets: Option<(f64, f64)>,
}

const CASES: [Case; 4] = [
    Case { clients: 10, writers: 5, targets: None },
    Case { clients: 50, writers: 5, targets: None },
    Case { clients: 200, writers: 5, targets: Some((4.0, 8.0)) },
    Case { clients: 100, writers: 50, targets: Some((4.5, 4.4)) },
];

pub async fn run(kind: Kind) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for case in &CASES {
        let server = Server::start(kind, 1).await?;
        let deliveries = case.writers * 20 * (case.clients - 1);
        let name = format!("{} clients, {deliveries} deliveries/s", case.clients);
        let Case { clients, writers, targets } = *case;
        let party = Party { place: server.place(0), root: root(0), clients, writers };
        let crowd = gather(&[party], &typing(false)).await?;
        let mut measured = measured(&name, &server, &crowd, WARM, WINDOW).await?;
        if let Some((p99, cpu)) = targets {
            measured.p99.target = Some(p99);
            measured.cpu.target = Some(cpu);
        }
        figures.extend(measured.all());
    }
    Ok(figures)
}

/// Twenty characters a second.
pub fn typing(presence: bool) -> Habit {
    Habit { every: Duration::from_millis(50), paste: Rc::from(""), presence }
}

pub struct Measured {
    p50: Figure,
    pub p99: Figure,
    pub cpu: Figure,
    memory: Figure,
    missing: Figure,
}

impl Measured {
    pub fn all(self) -> Vec<Figure> {
        vec![self.p50, self.p99, self.cpu, self.memory, self.missing]
    }
}

/// Warms up, measures, stops the writers.
pub async fn measured(
    name: &str,
    server: &Server,
    crowd: &Crowd,
    warm: Duration,
    window: Duration,
) -> Result<Measured, Failure> {
    sleep(warm).await;
    let (cpu, delivered) = (server.process.cpu()?, crowd.delivered());
    crowd.measure(window).await;
    let missing = crowd.finish().await;
    let cpu = server.process.cpu()?.saturating_sub(cpu);
    let delivered = crowd.delivered() - delivered;
    let (memory, _) = server.process.memory()?;
    let mut edits = crowd.latencies(|results| &mut results.edits);
    let each = cpu.as_secs_f64() * 1e6 / delivered.max(1) as f64;
    let figure = |what: &str, unit, value| Figure::new(format!("{name}: {what}"), unit, value);
    Ok(Measured {
        p50: figure("p50", Unit::Milliseconds, edits.percentile(50.0)),
        p99: figure("p99", Unit::Milliseconds, edits.percentile(99.0)),
        cpu: figure("processor time a delivery", Unit::Microseconds, each),
        memory: figure("memory", Unit::Megabytes, megabytes(memory)),
        missing: figure(
            "deliveries missing and connections broken",
            Unit::Count,
            (missing + crowd.broken()) as f64,
        ),
    })
}

pub fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
