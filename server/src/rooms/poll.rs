//! The same frames over HTTP, for networks that let no websocket through: one request opens a
//! channel, one sends, one waits for what comes. Owns: [`Polls`]. Does not know: what a frame
//! means.
//!
//! A body is frames one after another, each after its length in four bytes, little end first.

use super::live_connections::{Entry, Whose};
use super::outbox::{Closer, Next, Outgoing, outbox};
use super::{RoomError, Rooms, Seat, lock};
use crate::limits::connection::{Allowance, Verdict};
use bytes::{Bytes, BytesMut};
use dossier::sync::close;
use dossier::sync::frame::MAX_FRAME;
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
    outgoing: tokio::sync::Mutex<Outgoing>,
    closer: Closer,
    _entry: Entry,
    allowance: Mutex<Allowance>,
    asked: watch::Sender<Instant>,
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
            outgoing: tokio::sync::Mutex::new(outgoing),
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
        for frame in frames_of(body).ok_or(Closed::Unreadable)? {
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

    /// Waits for frames and returns them as a body; an empty one when none came in time.
    pub async fn wait_on_channel(
        &self,
        dossier: &str,
        account: &str,
        name: &str,
    ) -> Result<Bytes, Closed> {
        let channel = self.channel(dossier, account, name)?;
        let mut outgoing = channel.outgoing.lock().await;
        let mut body = BytesMut::new();
        match timeout(WAIT, outgoing.next()).await {
            Err(_) => return Ok(body.freeze()),
            Ok(Next::End(code)) => {
                self.close_channel(name);
                return Err(Closed::With(code));
            }
            Ok(Next::Frame(frame)) => put(&mut body, &frame),
        }
        while body.len() < ANSWER
            && let Some(frame) = outgoing.at_once()
        {
            put(&mut body, &frame);
        }
        Ok(body.freeze())
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

fn put(body: &mut BytesMut, frame: &Bytes) {
    body.extend_from_slice(&(frame.len() as u32).to_le_bytes());
    body.extend_from_slice(frame);
}

fn frames_of(mut body: &[u8]) -> Option<Vec<&[u8]>> {
    let mut frames = Vec::new();
    while !body.is_empty() {
        let (length, rest) = body.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let (frame, rest) = rest.split_at_checked(length).filter(|_| length <= MAX_FRAME)?;
        frames.push(frame);
        body = rest;
    }
    Some(frames)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_frames_and_nothing_else() {
        let mut body = BytesMut::new();
        for frame in [&b"abc"[..], b"", b"d"] {
            put(&mut body, &Bytes::copy_from_slice(frame));
        }
        assert_eq!(frames_of(&body), Some(vec![&b"abc"[..], b"", b"d"]));
        assert_eq!(frames_of(b""), Some(vec![]));
        for cut in 1..body.len() {
            let whole = [7, 11].contains(&cut);
            assert_eq!(frames_of(&body[..cut]).is_some(), whole, "cut at {cut}");
        }
        assert_eq!(frames_of(&[0xff; 8]), None);
    }
}
