//! More and more people at one section of Préau, in its own tabs' language.

use super::fanout::megabytes;
use crate::crowd::{Habit, Party, gather};
use crate::failure::Failure;
use crate::measure::{Figure, Unit};
use crate::servers::{Kind, Server, root};
use std::rc::Rc;
use std::time::Duration;
use tokio::time::sleep;

pub const ABOUT: &str = "Préau alone, in the protocol of its own tabs, which tells a writer when an \
     edit is durable: so many people at one section, half of them typing one character a second, \
     half reading. From keystroke to « Enregistré » at the server's end, and from keystroke until \
     somebody else has it.";

const STEPS: [usize; 5] = [50, 100, 200, 350, 500];

pub async fn run() -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for people in STEPS {
        let server = Server::start(Kind::Preau, 1).await?;
        let (clients, writers) = (people, people / 2);
        let party = Party { place: server.tab(0), root: root(0), clients, writers };
        let habit = Habit { every: Duration::from_secs(1), paste: Rc::from(""), presence: false };
        let crowd = gather(&[party], &habit).await?;
        sleep(Duration::from_secs(1)).await;
        crowd.measure(Duration::from_secs(3)).await;
        let missing = crowd.finish().await + crowd.broken();
        let (_, peak) = server.process.memory()?;
        let kept = crowd.latencies(|results| &mut results.kept).percentile(95.0);
        let seen = crowd.latencies(|results| &mut results.edits).percentile(95.0);
        let figure =
            |what: &str, unit, value| Figure::new(format!("{people}: {what}"), unit, value);
        let durable = figure("p95 until durable", Unit::Milliseconds, kept);
        let received = figure("p95 until received", Unit::Milliseconds, seen);
        let memory = figure("most memory", Unit::Megabytes, megabytes(peak));
        figures.push(if people == 50 { durable.target(25.0) } else { durable });
        figures.push(match people {
            350 => received.target(20.0),
            500 => received.target(60.0),
            _ => received,
        });
        figures.push(if people == 500 { memory.target(200.0) } else { memory });
        let what = "deliveries missing and connections broken";
        figures.push(figure(what, Unit::Count, missing as f64));
    }
    Ok(figures)
}
