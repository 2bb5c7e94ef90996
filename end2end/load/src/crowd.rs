//! Many clients at their documents at once: some type, all read. Owns: [`gather`], [`Crowd`].
//! Does not know: which server, what a scenario makes of the numbers.

use crate::board::{Board, FIRST_CLIENT};
use crate::client::{Client, Known, Place};
use crate::failure::Failure;
use crate::measure::Latencies;
use crate::scan::{announced, scan};
use crate::speech::Heard;
use crate::typist::Typist;
use futures_util::{StreamExt, TryStreamExt, stream};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep};

/// How many connections are opened at one time.
const AT_ONCE: usize = 200;
const DRAIN: Duration = Duration::from_secs(5);

/// What the writers of a crowd do.
#[derive(Clone)]
pub struct Habit {
    /// From one edit to the writer's next.
    pub every: Duration,
    /// What an edit inserts; one character if it is empty.
    pub paste: Rc<str>,
    /// Whether each edit is followed by the writer's new place, as Yjs editors do.
    pub presence: bool,
}

/// The people at one document.
pub struct Party {
    pub place: Place,
    pub root: &'static str,
    pub clients: usize,
    pub writers: usize,
}

/// Connected and typing, until it is told to stop.
pub struct Crowd {
    pub boards: Vec<Rc<Board>>,
    expected_for_each_edit: Vec<u64>,
    stop: Rc<Cell<bool>>,
    tasks: JoinSet<()>,
}

/// Connects everybody; the writers start.
pub async fn gather(parties: &[Party], habit: &Habit) -> Result<Crowd, Failure> {
    let stop = Rc::new(Cell::new(false));
    let boards: Vec<_> = parties.iter().map(|party| Rc::new(Board::new(party.writers))).collect();
    let seats = parties.iter().zip(&boards).flat_map(|(party, board)| {
        (0..party.clients).map(move |seat| async move {
            let mut client = Client::open(&party.place).await?;
            let content = client.sync(&Known::default()).await?;
            let typist = (seat < party.writers).then(|| {
                let typist = Typist::new(FIRST_CLIENT + seat as u64, party.root);
                content.iter().for_each(|content| typist.read(content));
                (seat, typist)
            });
            Ok::<_, Failure>((client, Rc::clone(board), typist))
        })
    });
    let seated: Vec<_> = stream::iter(seats).buffer_unordered(AT_ONCE).try_collect().await?;
    let mut tasks = JoinSet::new();
    let writers = seated.iter().filter(|(_, _, typist)| typist.is_some()).count().max(1) as u32;
    let mut before = 0;
    for (client, board, typist) in seated {
        // Evenly spread over the time between two edits.
        let first = habit.every * before / writers;
        before += u32::from(typist.is_some());
        tasks.spawn_local(sit(client, board, typist, habit.clone(), first, Rc::clone(&stop)));
    }
    let expected_for_each_edit =
        parties.iter().map(|party| party.clients.saturating_sub(1) as u64).collect();
    Ok(Crowd { boards, expected_for_each_edit, stop, tasks })
}

impl Crowd {
    /// Measures what is sent in this time.
    pub async fn measure(&self, time: Duration) {
        self.boards.iter().for_each(|board| board.open_window());
        sleep(time).await;
        self.boards.iter().for_each(|board| board.close_window());
    }

    /// Stops the writers and waits until all has arrived, or nothing more can be expected. Returns
    /// how many deliveries are missing.
    pub async fn finish(&self) -> u64 {
        self.stop.set(true);
        let end = Instant::now() + DRAIN;
        while self.missing() > 0 && Instant::now() < end {
            sleep(Duration::from_millis(5)).await;
        }
        self.missing()
    }

    pub fn delivered(&self) -> u64 {
        self.boards.iter().map(|board| board.results.borrow().delivered).sum()
    }

    pub fn broken(&self) -> u64 {
        self.boards.iter().map(|board| board.results.borrow().broken).sum()
    }

    /// One kind of latency, of all documents.
    pub fn latencies(
        &self,
        of: impl Fn(&mut crate::board::Results) -> &mut Latencies,
    ) -> Latencies {
        let mut all = Latencies::default();
        for board in &self.boards {
            all.append(std::mem::take(of(&mut board.results.borrow_mut())));
        }
        all
    }

    /// Everybody is gone at once, as when a server dies.
    pub async fn leave(mut self) -> Vec<Rc<Board>> {
        self.tasks.shutdown().await;
        self.boards
    }

    fn missing(&self) -> u64 {
        let expected = self.boards.iter().zip(&self.expected_for_each_edit);
        let expected = expected.map(|(board, others)| board.all_sent() * others);
        expected.sum::<u64>().saturating_sub(self.delivered())
    }
}

async fn sit(
    mut client: Client,
    board: Rc<Board>,
    mut typist: Option<(usize, Typist)>,
    habit: Habit,
    first: Duration,
    stop: Rc<Cell<bool>>,
) {
    let mut reader = board.reader(typist.as_ref().map(|(writer, _)| *writer));
    let mut ticks = interval_at(Instant::now() + first, habit.every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let ended: Result<(), Failure> = async {
        loop {
            let heard = tokio::select! {
                heard = client.next() => heard?,
                _ = ticks.tick(), if typist.is_some() => {
                    if let Some((writer, typist)) = &mut typist
                        && !stop.get()
                    {
                        edit(&mut client, &board, *writer, typist, &habit).await?;
                    }
                    continue;
                }
            };
            client.answer(&heard).await?;
            match heard {
                Heard::Content(update) => {
                    let runs = scan(&update).ok_or(Failure::Unreadable)?;
                    board.received(&mut reader, &runs);
                }
                Heard::Presence(message) => {
                    let announced = announced(&message).ok_or(Failure::Unreadable)?;
                    board.heard_of(&mut reader, &announced);
                }
                Heard::Kept(no) => {
                    if let Some((writer, _)) = &typist {
                        board.kept(*writer, no);
                    }
                }
                Heard::Asked | Heard::Refused | Heard::Other => {}
            }
        }
    }
    .await;
    if let Err(failure) = ended {
        let broken = &mut board.results.borrow_mut().broken;
        *broken += 1;
        // One says enough: the others broke for the same reason.
        if *broken == 1 {
            eprintln!("    a client: {failure}");
        }
    }
}

async fn edit(
    client: &mut Client,
    board: &Board,
    writer: usize,
    typist: &mut Typist,
    habit: &Habit,
) -> Result<(), Failure> {
    let before = typist.typed();
    let update = if habit.paste.is_empty() { typist.key() } else { typist.paste(&habit.paste) };
    let no = board.sent(writer, typist.typed());
    client.edit(no, &update).await?;
    if habit.presence {
        let clock = board.announce(writer);
        let state = format!(
            r#"{{"user":{{"name":"Personne {writer}"}},"cursor":{{"anchor":{before},"head":{before}}}}}"#
        );
        client.announce(FIRST_CLIENT + writer as u64, clock, &state).await?;
    }
    Ok(())
}
