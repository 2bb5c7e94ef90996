//! The same frames over HTTP, for networks that let no websocket through: one request opens a
//! channel, one sends, one waits for what comes. Owns: [`Polls`]. Does not know: what a frame
//! means, how an answer is numbered.

use super::live_connections::{Entry, Whose};
use super::outbox::{Closer, Next, Outgoing, outbox};
use super::{RoomError, Rooms, Seat, lock};
use crate::limits::connection::{Allowance, Verdict};
use dossier::sync::close;
use dossier::sync::http_channel::{self, Answers, Owed};
use dossier::sync::room::{Scope, Who};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

/// How long a request waits for a frame.
const WAIT: Duration = Duration::from_secs(20);
/// A channel that nobody asks for so long is over.
const SILENCE: Duration = Duration::from_secs(45);
/// What one answer holds at most, bytes; the rest comes with the next.
const ANSWER: usize = 4 * 1024 * 1024;

/// The open channels.
#[derive(Clone, Default)]
pub(super) struct Polls {
    open: Arc<Mutex<HashMap<String, Arc<Channel>>>>,
}

struct Channel {
    dossier: String,
    account: String,
    seat: Seat,
    listening: tokio::sync::Mutex<Listening>,
    closer: Closer,
    _entry: Entry,
    allowance: Mutex<Allowance>,
    asked: watch::Sender<Instant>,
}

/// What one request at a time waits for.
struct Listening {
    outgoing: Outgoing,
    answers: Answers,
}

/// A body and its number.
#[derive(Debug, PartialEq)]
pub struct Answer {
    pub number: u64,
    pub body: Vec<u8>,
}

/// Why a channel gave nothing.
#[derive(Debug, PartialEq)]
pub enum Closed {
    /// There is no such channel of that account and dossier.
    Unknown,
    /// It ended with a close code, as a websocket would.
    With(u16),
    /// The body is not frames.
    Unreadable,
}

impl Rooms {
    /// Opens a channel and returns its name: 128 bits that nobody can guess.
    pub async fn open_channel(
        &self,
        dossier: &str,
        who: Who,
        whose: Whose,
    ) -> Result<String, RoomError> {
        let (outbox, outgoing) = outbox();
        let entry = self.inner.connections.enter(whose, outbox.closer());
        let entry = entry.ok_or(RoomError::Crowded)?;
        let (account, closer) = (who.account.clone(), outbox.closer());
        let seat = self.join(dossier, who, Scope::Dossier, outbox).await?;
        let name = format!("{:032x}", rand::random::<u128>());
        let (asked, mut heard) = watch::channel(Instant::now());
        let channel = Channel {
            dossier: dossier.to_owned(),
            account,
            seat,
            listening: tokio::sync::Mutex::new(Listening { outgoing, answers: Answers::default() }),
            closer,
            _entry: entry,
            allowance: Mutex::new(Allowance::new(std::time::Instant::now())),
            asked,
        };
        let polls = self.inner.polls.clone();
        lock(&polls.open).insert(name.clone(), Arc::new(channel));
        let forgotten = name.clone();
        tokio::spawn(async move {
            loop {
                let last = *heard.borrow_and_update();
                tokio::select! {
                    () = sleep_until(last + SILENCE) => break,
                    asked = heard.changed() => if asked.is_err() { break },
                }
            }
            lock(&polls.open).remove(&forgotten);
        });
        Ok(name)
    }

    /// Hands the frames of a body to the room.
    pub async fn send_on_channel(
        &self,
        dossier: &str,
        account: &str,
        name: &str,
        body: &[u8],
    ) -> Result<(), Closed> {
        let channel = self.channel(dossier, account, name)?;
        for frame in http_channel::sent(body).ok_or(Closed::Unreadable)? {
            let verdict = {
                let mut allowance = lock(&channel.allowance);
                allowance.owe(channel.closer.owed());
                allowance.spend(frame.len(), std::time::Instant::now())
            };
            match verdict {
                Verdict::Pass => {}
                Verdict::Wait(pause) => tokio::time::sleep(pause).await,
                Verdict::Flood => {
                    self.close_channel(name);
                    return Err(Closed::With(close::FLOOD));
                }
            }
            if channel.seat.receive(frame.to_vec()).await.is_err() {
                self.close_channel(name);
                return Err(Closed::With(close::COME_BACK));
            }
        }
        Ok(())
    }

    /// Waits for frames and returns them as an answer; an empty one when none came in time. The tab
    /// has heard the answers up to number `heard`: what it has not is said again.
    pub async fn wait_on_channel(
        &self,
        dossier: &str,
        account: &str,
        name: &str,
        heard: u64,
    ) -> Result<Answer, Closed> {
        let channel = self.channel(dossier, account, name)?;
        let mut listening = channel.listening.lock().await;
        let Listening { outgoing, answers } = &mut *listening;
        match answers.ask(heard) {
            Owed::Again(number, body) => return Ok(Answer { number, body }),
            Owed::News => {}
            Owed::Nothing => {
                self.close_channel(name);
                return Err(Closed::With(close::COME_BACK));
            }
        }
        let mut body = Vec::new();
        match timeout(WAIT, outgoing.next()).await {
            Err(_) => {}
            Ok(Next::End(code)) => {
                self.close_channel(name);
                return Err(Closed::With(code));
            }
            Ok(Next::Frame(frame)) => http_channel::put(&mut body, &frame),
        }
        // From here on nothing waits: a request that is given up has taken nothing, or is answered.
        while !body.is_empty()
            && body.len() < ANSWER
            && let Some(frame) = outgoing.at_once()
        {
            http_channel::put(&mut body, &frame);
        }
        Ok(Answer { number: answers.give(&body), body })
    }

    /// The tab is closed: its person is gone now, and not when the channel has been silent for
    /// long.
    pub fn leave_channel(&self, dossier: &str, account: &str, name: &str) -> Result<(), Closed> {
        let channel = self.channel(dossier, account, name)?;
        // A request that still waits holds the seat.
        channel.closer.close(1000);
        self.close_channel(name);
        Ok(())
    }

    fn channel(&self, dossier: &str, account: &str, name: &str) -> Result<Arc<Channel>, Closed> {
        let channel = lock(&self.inner.polls.open).get(name).cloned();
        let channel = channel
            .filter(|channel| channel.dossier == dossier && channel.account == account)
            .ok_or(Closed::Unknown)?;
        channel.asked.send_replace(Instant::now());
        Ok(channel)
    }

    fn close_channel(&self, name: &str) {
        lock(&self.inner.polls.open).remove(name);
    }
}
