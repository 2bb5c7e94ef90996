//! A session of concertation in a full hall.

use super::fanout::megabytes;
use crate::board::FIRST_CLIENT;
use crate::client::{Client, Known};
use crate::events::Events;
use crate::failure::Failure;
use crate::hall::{Hall, Phone, Wall, words};
use crate::measure::{Figure, Latencies, Unit};
use crate::servers::{Kind, Server, root};
use crate::typist::Typist;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::{JoinSet, spawn_local};
use tokio::time::{sleep, timeout_at};

pub const ABOUT: &str = "Préau alone: a session of concertation that 300 phones join within 40 s from \
     one address (the page behind the QR code, the form, the session's page, its events), with a wall \
     and a remote. Then each sends an idea within 30 s, every fifth of them twice, and votes with \
     three dots on all 300 ideas within 20 s, every fifth twice. Then the wall and all phones follow a \
     text of 12,000 characters in which somebody writes a word ten times a second. A join: from the \
     first request to the first event. To the wall: from sending until the wall is told. At the end \
     what the wall shows is counted: anything lost or doubled fails the run.";

const PHONES: usize = 300;
const JOIN: Duration = Duration::from_secs(40);
const IDEAS: Duration = Duration::from_secs(30);
const VOTE: Duration = Duration::from_secs(20);
/// A long section, and what is written in it while everybody follows.
const TEXT: usize = 12_000;
const MARKS: usize = 100;
const MARK_EVERY: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(20);

/// What all phones found.
#[derive(Default)]
struct Found {
    joins: RefCell<Latencies>,
    /// From the press that opens the vote until a phone has it.
    opened: RefCell<Latencies>,
    opened_at: Cell<Option<Instant>>,
    vote: RefCell<Option<String>>,
    page_bytes: Cell<u64>,
    event_bytes: Cell<u64>,
    failed: Cell<u32>,
}

impl Found {
    fn fails(&self, what: &str, failure: Option<&Failure>) {
        if self.failed.get() < 5 {
            let why = failure.map_or_else(|| "refused".to_owned(), ToString::to_string);
            eprintln!("    {what}: {why}");
        }
        self.failed.set(self.failed.get() + 1);
    }

    fn is_done(&self, what: &str, done: &Result<bool, Failure>) {
        match done {
            Ok(true) => {}
            Ok(false) => self.fails(what, None),
            Err(failure) => self.fails(what, Some(failure)),
        }
    }

    async fn follow(&self, mut events: Events) {
        let mut has_vote = false;
        loop {
            let before = events.bytes;
            let event = events.next().await;
            self.event_bytes.set(self.event_bytes.get() + events.bytes - before);
            let Ok(Some(event)) = event else { break };
            let vote = event.split_once("data-ballot=\\\"").and_then(|(_, id)| id.split_once('\\'));
            if let Some(((id, _), at)) = vote.zip(self.opened_at.get()).filter(|_| !has_vote) {
                has_vote = true;
                self.opened.borrow_mut().push(at.elapsed().as_nanos() as u64);
                self.vote.replace(Some(id.to_owned()));
            }
        }
    }
}

pub async fn run() -> Result<Vec<Figure>, Failure> {
    let server = Server::start(Kind::Preau, 1).await?;
    let hall = Rc::new(Hall::begin(&server).await?);
    let (wall, found) = (Rc::new(Wall::default()), Rc::new(Found::default()));
    let (watching, events) = (Rc::clone(&wall), hall.follow("wall").await?);
    spawn_local(async move { watching.watch(events).await });
    let mut remote = hall.follow("remote").await?;
    spawn_local(async move { while let Ok(Some(_)) = remote.next().await {} });
    let begun = server.process.cpu()?;

    let start = Instant::now();
    let phones = joined(&hall, &found).await;
    let joined_in = start.elapsed();
    hall.press("ideas:on", "").await?;
    hall.press("show:ideas", "").await?;

    let all = |span: Duration| {
        let phones = phones.iter().cloned();
        phones.map(move |phone| (span * phone.number as u32 / PHONES as u32, phone))
    };
    let mut tasks = JoinSet::new();
    for (at, phone) in all(IDEAS) {
        let (hall, wall, found) = (Rc::clone(&hall), Rc::clone(&wall), Rc::clone(&found));
        tasks.spawn_local(async move {
            sleep(at).await;
            let done = phone.say(&hall, &wall, 1 + usize::from(phone.number % 5 == 0)).await;
            found.is_done("an idea", &done);
        });
    }
    tasks.join_all().await;
    wall.until(Wall::has_all, PATIENCE).await;
    let astray: usize = phones
        .iter()
        .map(|phone| wall.screen.borrow().matches(&words(phone.number)).count().abs_diff(1))
        .sum();

    found.opened_at.set(Some(Instant::now()));
    hall.press("open-dots", "3").await?;
    wall.until(|_| found.vote.borrow().is_some(), PATIENCE).await;
    let vote = found.vote.borrow().clone().ok_or(Failure::TooLong("the opening of the vote"))?;
    let mut tasks = JoinSet::new();
    for (at, phone) in all(VOTE) {
        let (hall, wall, found) = (Rc::clone(&hall), Rc::clone(&wall), Rc::clone(&found));
        let (vote, options) = (vote.clone(), phones.len());
        tasks.spawn_local(async move {
            sleep(at).await;
            let times = 1 + usize::from(phone.number % 5 == 0);
            let done = phone.vote(&hall, &wall, &vote, options, times).await;
            found.is_done("a ballot", &done);
        });
    }
    tasks.join_all().await;
    wall.until(|wall| wall.voters.get() >= phones.len(), PATIENCE).await;
    hall.press(&format!("reveal:{vote}"), "").await?;
    wall.until(|wall| wall.screen.borrow().contains("seance-bar-count"), PATIENCE).await;
    let dots = counted(&wall.screen.borrow());
    let uncounted = wall.voters.get().abs_diff(phones.len()) + dots.abs_diff(3 * phones.len());

    let followed = followed(&server, &hall, &wall, &found, phones.len()).await?;

    let cpu = server.process.cpu()?.saturating_sub(begun).as_secs_f64();
    let (_, peak) = server.process.memory()?;
    let of = |latencies: &RefCell<Latencies>, percent| latencies.borrow_mut().percentile(percent);
    let each = |bytes: &Cell<u64>| bytes.get() as f64 / 1000.0 / phones.len().max(1) as f64;
    let ms = Unit::Milliseconds;
    Ok(vec![
        Figure::new("all phones are in", Unit::Seconds, joined_in.as_secs_f64()).target(60.0),
        Figure::new("a join: p50", ms, of(&found.joins, 50.0)),
        Figure::new("a join: p99", ms, of(&found.joins, 99.0)),
        Figure::new("an idea to the wall: p50", ms, of(&wall.idea_latency, 50.0)),
        Figure::new("an idea to the wall: p99", ms, of(&wall.idea_latency, 99.0)).target(1000.0),
        Figure::new("a ballot to the wall: p50", ms, of(&wall.ballot_latency, 50.0)),
        Figure::new("a ballot to the wall: p99", ms, of(&wall.ballot_latency, 99.0)).target(1000.0),
        Figure::new("the vote on each phone: p50", ms, of(&found.opened, 50.0)),
        Figure::new("the vote on each phone: p99", ms, of(&found.opened, 99.0)),
        Figure::new("an edit to the wall: p50", ms, of(&wall.edit_latency, 50.0)),
        Figure::new("an edit to the wall: p99", ms, of(&wall.edit_latency, 99.0)).target(1000.0),
        Figure::new(
            "events to a phone that follows, a second",
            Unit::Kilobytes,
            followed.kilobytes,
        ),
        Figure::new("processor time a second meanwhile", ms, followed.busy),
        Figure::new("processor time in all", Unit::Seconds, cpu),
        Figure::new("most memory", Unit::Megabytes, megabytes(peak)),
        Figure::new("a phone's page", Unit::Kilobytes, each(&found.page_bytes)),
        Figure::new("events to a phone in all", Unit::Kilobytes, each(&found.event_bytes)),
        Figure::new("requests that failed", Unit::Count, f64::from(found.failed.get())),
        Figure::new("ideas lost or doubled", Unit::Count, astray as f64),
        Figure::new("ballots and dots lost or doubled", Unit::Count, uncounted as f64),
        Figure::new("edits that the wall never showed", Unit::Count, followed.missing as f64),
    ])
}

/// What it costs that all follow a text while it is written.
struct Followed {
    /// To each phone, a second.
    kilobytes: f64,
    /// Processor time a second, milliseconds.
    busy: f64,
    missing: usize,
}

async fn followed(
    server: &Server,
    hall: &Hall,
    wall: &Wall,
    found: &Found,
    phones: usize,
) -> Result<Followed, Failure> {
    let mut client = Client::open(&server.place(0)).await?;
    let mut typist = Typist::new(FIRST_CLIENT, root(0));
    for content in client.sync(&Known::default()).await? {
        typist.read(&content);
    }
    let line = "La cour du college devient un jardin ouvert a tous, petits et grands.\n";
    client.edit(1, &typist.paste(&line.repeat(TEXT / line.len()))).await?;
    hall.press("show:section:summary", "").await?;
    wall.until(|wall| wall.screen.borrow().contains("petits et grands"), PATIENCE).await;
    // What was told of the section itself is told once.
    sleep(Duration::from_secs(2)).await;
    let (bytes, cpu, start) = (found.event_bytes.get(), server.process.cpu()?, Instant::now());
    for number in 0..MARKS {
        let at = start + MARK_EVERY * number as u32;
        while let Ok(heard) = timeout_at(at.into(), client.next()).await {
            client.answer(&heard?).await?;
        }
        let mark = mark(number);
        let update = typist.paste(&mark);
        wall.edits.borrow_mut().insert(mark, Instant::now());
        client.edit(2 + number as u64, &update).await?;
    }
    wall.until(|wall| wall.edits.borrow().is_empty(), PATIENCE).await;
    let seconds = start.elapsed().as_secs_f64();
    let busy = server.process.cpu()?.saturating_sub(cpu).as_secs_f64() / seconds * 1000.0;
    let bytes = (found.event_bytes.get() - bytes) as f64 / 1000.0;
    let missing = wall.edits.borrow().len();
    Ok(Followed { kilobytes: bytes / seconds / phones.max(1) as f64, busy, missing })
}

/// What is written, found again on the wall.
fn mark(number: usize) -> String {
    format!("M{number:04} ")
}

/// Everybody comes in, each at their moment.
async fn joined(hall: &Rc<Hall>, found: &Rc<Found>) -> Vec<Rc<Phone>> {
    let mut tasks = JoinSet::new();
    for number in 0..PHONES {
        let (hall, found) = (Rc::clone(hall), Rc::clone(found));
        tasks.spawn_local(async move {
            sleep(JOIN * number as u32 / PHONES as u32).await;
            let start = Instant::now();
            match Phone::join(&hall, number).await {
                Ok((phone, events, page)) => {
                    found.joins.borrow_mut().push(start.elapsed().as_nanos() as u64);
                    found.page_bytes.set(found.page_bytes.get() + page as u64);
                    spawn_local(async move { found.follow(events).await });
                    Some(Rc::new(phone))
                }
                Err(failure) => {
                    found.fails("a join", Some(&failure));
                    None
                }
            }
        });
    }
    tasks.join_all().await.into_iter().flatten().collect()
}

/// All dots of the results on a screen.
fn counted(screen: &str) -> usize {
    let bars = screen.split("seance-bar-count").skip(1);
    let numbers =
        bars.filter_map(|bar| bar.split_once('>')?.1.split('<').next()?.parse::<usize>().ok());
    numbers.sum()
}
