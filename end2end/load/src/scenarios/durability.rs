//! The server dies while people type, and their tabs with it.

use super::fanout::typing;
use crate::client::{Client, Known};
use crate::crowd::{Party, gather};
use crate::failure::{Failure, within};
use crate::measure::{Figure, Unit};
use crate::scan::scan;
use crate::servers::{Kind, Server, root};
use crate::speech::Heard;
use std::time::Duration;
use tokio::time::{sleep, timeout};

pub const ABOUT: &str = "10 clients type 20 characters a second each; after 3 and after 11 seconds \
     the server is killed (`kill -9`) and all tabs are closed, so that nobody sends anything again. \
     Lost is what another client had received and the restarted server does not have. The page \
     cache survives: this is a crash of the program, not of the machine. The worst of all kills.";

const AFTER: [u64; 2] = [3, 11];
const RETURN: Duration = Duration::from_secs(3);

pub async fn run(kind: Kind) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for seconds in AFTER {
        let server = Server::start(kind, 1).await?;
        let party = Party { place: server.place(0), root: root(0), clients: 10, writers: 10 };
        let crowd = gather(&[party], &typing(false)).await?;
        sleep(Duration::from_secs(seconds)).await;
        let (server, boards) = tokio::join!(server.crash(), async {
            // The clients read what the dead server has still sent.
            sleep(Duration::from_millis(200)).await;
            crowd.leave().await
        });
        let server = server?;
        let seen = boards[0].seen();
        let found = found(&server, &seen).await?;
        let lost = f64::from(seen.missing_from(&found));
        let what = format!("seen edits lost, killed after {seconds} s");
        figures.push(Figure::new(what, Unit::Count, lost).target(0.0));
    }
    Ok(figures)
}

/// What the document holds; a server that loads it in parts is given a while.
async fn found(server: &Server, seen: &Known) -> Result<Known, Failure> {
    let mut known = Known::default();
    let mut client = within(RETURN, "coming back", Client::open(&server.place(0))).await?;
    let reading = async {
        while !known.covers(seen) {
            let heard = client.next().await?;
            client.answer(&heard).await?;
            if let Heard::Content(update) = heard {
                known.take(&scan(&update).ok_or(Failure::Unreadable)?);
            }
        }
        Ok(())
    };
    match timeout(RETURN, reading).await {
        Ok(Err(failure)) => Err(failure),
        Ok(Ok(())) | Err(_) => Ok(known),
    }
}
