//! What was sent when, and how long it took until others had it: one board for each document.
//! Owns: [`Board`]. Does not know: sockets.

use crate::client::Known;
use crate::measure::Latencies;
use crate::scan::Run;
use std::cell::{Cell, RefCell};
use std::time::Instant;

/// The client id of the first writer of every document; the others follow.
pub const FIRST_CLIENT: u64 = 5_000_000;

/// A document's writers are numbered from 0.
pub struct Board {
    start: Instant,
    writers: usize,
    edits: RefCell<Vec<Vec<Sent>>>,
    announcements: RefCell<Vec<Vec<Sent>>>,
    /// How far somebody else has each writer's edits, in clocks.
    seen: RefCell<Vec<u32>>,
    /// Only what was sent between these is measured.
    window: Cell<(u64, u64)>,
    pub results: RefCell<Results>,
}

#[derive(Clone, Copy)]
struct Sent {
    /// The clock after it.
    end: u32,
    at: u64,
}

#[derive(Default)]
pub struct Results {
    /// From sending an edit until another client has it.
    pub edits: Latencies,
    /// The same of presence.
    pub presence: Latencies,
    /// From sending an edit until its writer is told that it is durable.
    pub kept: Latencies,
    /// All that arrived, measured or not.
    pub delivered: u64,
    /// Connections that broke.
    pub broken: u64,
}

/// How many edits and announcements of each writer one client has.
pub struct Reader {
    writer: Option<usize>,
    edits: Vec<usize>,
    announcements: Vec<usize>,
}

impl Board {
    pub fn new(writers: usize) -> Board {
        Board {
            start: Instant::now(),
            writers,
            edits: RefCell::new(vec![Vec::new(); writers]),
            announcements: RefCell::new(vec![Vec::new(); writers]),
            seen: RefCell::new(vec![0; writers]),
            window: Cell::new((u64::MAX, u64::MAX)),
            results: RefCell::default(),
        }
    }

    pub fn reader(&self, writer: Option<usize>) -> Reader {
        Reader { writer, edits: vec![0; self.writers], announcements: vec![0; self.writers] }
    }

    pub fn open_window(&self) {
        self.window.set((self.now(), u64::MAX));
    }

    pub fn close_window(&self) {
        self.window.set((self.window.get().0, self.now()));
    }

    /// A writer sends the edit that reaches the clock `end`; returns the number of the edit.
    pub fn sent(&self, writer: usize, end: u32) -> u64 {
        let sent = &mut self.edits.borrow_mut()[writer];
        sent.push(Sent { end, at: self.now() });
        sent.len() as u64 - 1
    }

    /// A writer sends an announcement; returns its clock.
    pub fn announce(&self, writer: usize) -> u32 {
        let sent = &mut self.announcements.borrow_mut()[writer];
        let end = sent.len() as u32 + 1;
        sent.push(Sent { end, at: self.now() });
        end
    }

    /// How many edits and announcements there are to be delivered.
    pub fn all_sent(&self) -> u64 {
        let count = |sent: &RefCell<Vec<Vec<Sent>>>| {
            sent.borrow().iter().map(|sent| sent.len() as u64).sum::<u64>()
        };
        count(&self.edits) + count(&self.announcements)
    }

    /// All that the writers have sent.
    pub fn all(&self) -> Known {
        let edits = self.edits.borrow();
        let ends = edits.iter().map(|sent| sent.last().map_or(0, |last| last.end));
        Known(client_ids().zip(ends).collect())
    }

    /// All that anybody but its writer has received.
    pub fn seen(&self) -> Known {
        Known(client_ids().zip(self.seen.borrow().iter().copied()).collect())
    }

    pub fn received(&self, reader: &mut Reader, runs: &[Run]) {
        let (sent, mut seen) = (self.edits.borrow(), self.seen.borrow_mut());
        let results = &mut *self.results.borrow_mut();
        for run in runs {
            let Some(writer) = self.writer(run.client, reader) else { continue };
            let fresh = self.arrived(&sent[writer], &mut reader.edits[writer], run.end);
            results.delivered += fresh.len() as u64;
            self.measure(fresh, &mut results.edits);
            seen[writer] = run.end.max(seen[writer]);
        }
    }

    pub fn heard_of(&self, reader: &mut Reader, announced: &[(u64, u32)]) {
        let sent = self.announcements.borrow();
        let results = &mut *self.results.borrow_mut();
        for &(client, clock) in announced {
            let Some(writer) = self.writer(client, reader) else { continue };
            let fresh = self.arrived(&sent[writer], &mut reader.announcements[writer], clock);
            results.delivered += fresh.len() as u64;
            self.measure(fresh, &mut results.presence);
        }
    }

    /// The server says that an edit is durable.
    pub fn kept(&self, writer: usize, no: u64) {
        let sent = self.edits.borrow();
        if let Some(one) = sent[writer].get(no as usize..=no as usize) {
            self.measure(one, &mut self.results.borrow_mut().kept);
        }
    }

    /// What a reader who had the first `known` now has up to the clock `end`.
    fn arrived<'s>(&self, sent: &'s [Sent], known: &mut usize, end: u32) -> &'s [Sent] {
        let rest = &sent[*known..];
        let fresh = &rest[..rest.iter().take_while(|sent| sent.end <= end).count()];
        *known += fresh.len();
        fresh
    }

    fn measure(&self, sent: &[Sent], into: &mut Latencies) {
        let now = self.now();
        let (from, until) = self.window.get();
        for sent in sent.iter().filter(|sent| sent.at >= from && sent.at < until) {
            into.push(now - sent.at);
        }
    }

    fn writer(&self, client: u64, reader: &Reader) -> Option<usize> {
        let writer = usize::try_from(client.checked_sub(FIRST_CLIENT)?).ok()?;
        (writer < self.writers && reader.writer != Some(writer)).then_some(writer)
    }

    fn now(&self) -> u64 {
        self.start.elapsed().as_nanos() as u64
    }
}

fn client_ids() -> impl Iterator<Item = u64> {
    FIRST_CLIENT..
}
