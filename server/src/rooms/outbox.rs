//! What waits to go out on one connection: bounded in frames and in bytes, and ended by a close
//! code. Owns: both ends of that queue. Does not know: sockets, what a frame means.

use bytes::Bytes;
use dossier::sync::close;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Frames that may wait for a reader.
const FRAMES: usize = 512;
/// Bytes that may wait. One more frame is always taken: a section may be larger than this.
const BYTES: usize = 8 * 1024 * 1024;
/// What a frame counts at most: whoever is sent a whole section, however long, must still be told
/// the next word in the moment before the connection has taken it.
const HEAVIEST: usize = BYTES / 2;
/// A queue that is empty again keeps room for so many frames: most connections are silent.
const KEPT_ROOM: usize = 32;

/// The room's end. When the last clone is gone, the connection is over.
#[derive(Clone)]
pub struct Outbox(Arc<Hold>);

/// The connection's end.
pub(super) struct Outgoing(Arc<Queue>);

/// Ends the connection from elsewhere. Holding it does not keep the connection alive: when a room
/// is gone without a word, its connections must notice.
#[derive(Clone)]
pub(super) struct Closer(Arc<Queue>);

/// The room's end, for who may have a word to add as long as the connection lasts; as weak as
/// [`Closer`].
#[derive(Clone)]
pub(super) struct Aside(Arc<Queue>);

/// The reader does not keep up.
#[derive(Debug, PartialEq)]
pub struct TooSlow;

/// What a connection does next.
#[derive(Debug, PartialEq)]
pub(super) enum Next {
    Frame(Bytes),
    /// Nothing more; the close code.
    End(u16),
}

/// What all clones of an outbox hold together.
struct Hold(Arc<Queue>);

/// A lock and a list rather than a channel: there is one of it for each connection, and each frame
/// to each reader passes through it.
#[derive(Default)]
struct Queue(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    frames: VecDeque<Bytes>,
    weight: usize,
    code: Option<u16>,
    /// Frames that the connection has not paid for yet.
    owed: u32,
    /// Wakes the connection that waits.
    waker: Option<Waker>,
}

pub(super) fn outbox() -> (Outbox, Outgoing) {
    let queue = Arc::<Queue>::default();
    (Outbox(Arc::new(Hold(Arc::clone(&queue)))), Outgoing(queue))
}

impl Outbox {
    pub(super) fn aside(&self) -> Aside {
        Aside(Arc::clone(&self.0.0))
    }

    pub fn send(&self, frame: Bytes) -> Result<(), TooSlow> {
        self.0.0.push(frame)
    }

    /// Ends the connection. The first code is the one that counts.
    pub fn close(&self, code: u16) {
        self.0.0.close(code);
    }

    /// What the connection sent counts as so many frames more.
    pub fn charge(&self, frames: u32) {
        let mut waiting = self.0.0.lock();
        waiting.owed = waiting.owed.saturating_add(frames);
    }

    pub(super) fn closer(&self) -> Closer {
        Closer(Arc::clone(&self.0.0))
    }
}

impl Closer {
    pub fn close(&self, code: u16) {
        self.0.close(code);
    }

    /// What was charged since this was asked last.
    pub fn owed(&self) -> u32 {
        std::mem::take(&mut self.0.lock().owed)
    }
}

impl Aside {
    /// Sends a frame if the connection is still there; one that does not keep up is ended.
    pub fn send(&self, frame: Bytes) {
        if self.0.push(frame) == Err(TooSlow) {
            self.0.close(close::COME_BACK);
        }
    }
}

impl Drop for Hold {
    /// Without a word the room broke down: it is opened anew from its log.
    fn drop(&mut self) {
        self.0.close(close::COME_BACK);
    }
}

impl Queue {
    fn push(&self, frame: Bytes) -> Result<(), TooSlow> {
        let mut waiting = self.lock();
        // A connection that is over learns nothing more; its leaving is on its way.
        if waiting.code.is_some() {
            return Ok(());
        }
        if waiting.weight > BYTES || waiting.frames.len() == FRAMES {
            return Err(TooSlow);
        }
        waiting.weight += weight(&frame);
        waiting.frames.push_back(frame);
        wake(waiting);
        Ok(())
    }

    fn close(&self, code: u16) {
        let mut waiting = self.lock();
        waiting.code.get_or_insert(code);
        wake(waiting);
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever wakes up finds the lock free.
fn wake(mut waiting: MutexGuard<'_, Waiting>) {
    let waker = waiting.waker.take();
    drop(waiting);
    if let Some(waker) = waker {
        waker.wake();
    }
}

impl Waiting {
    fn pop(&mut self) -> Option<Bytes> {
        let frame = self.frames.pop_front()?;
        self.weight -= weight(&frame);
        if self.frames.is_empty() && self.frames.capacity() > KEPT_ROOM {
            self.frames = VecDeque::new();
        }
        Some(frame)
    }
}

impl Outgoing {
    /// Waits for what comes next; nothing is lost when the wait is given up.
    pub async fn next(&mut self) -> Next {
        poll_fn(|context| self.poll_next(context)).await
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Next> {
        let mut waiting = self.0.lock();
        if let Some(code) = waiting.code {
            return Poll::Ready(Next::End(code));
        }
        if let Some(frame) = waiting.pop() {
            return Poll::Ready(Next::Frame(frame));
        }
        if waiting.waker.as_ref().is_none_or(|waker| !waker.will_wake(context.waker())) {
            waiting.waker = Some(context.waker().clone());
        }
        Poll::Pending
    }

    /// A frame that is there already. Whoever is being closed is not sent more of what made it
    /// slow.
    pub fn at_once(&mut self) -> Option<Bytes> {
        let mut waiting = self.0.lock();
        if waiting.code.is_some() { None } else { waiting.pop() }
    }
}

impl Drop for Outgoing {
    /// Nobody will read what waits, and whoever is told more must not pile it up.
    fn drop(&mut self) {
        let mut waiting = self.0.lock();
        waiting.code.get_or_insert(close::COME_BACK);
        waiting.frames = VecDeque::new();
    }
}

fn weight(frame: &Bytes) -> usize {
    frame.len().min(HEAVIEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reader_that_does_not_read_is_told_by_frames_and_by_bytes() {
        let (many, _reader) = outbox();
        for _ in 0..FRAMES {
            assert_eq!(many.send(Bytes::from_static(b"a")), Ok(()));
        }
        assert_eq!(many.send(Bytes::from_static(b"a")), Err(TooSlow));

        let (large, mut reader) = outbox();
        let quarter = Bytes::from(vec![0; BYTES / 4]);
        for _ in 0..5 {
            assert_eq!(large.send(quarter.clone()), Ok(()));
        }
        assert_eq!(large.send(quarter.clone()), Err(TooSlow));

        let (whole, _late) = outbox();
        assert_eq!(whole.send(Bytes::from(vec![0; 2 * BYTES])), Ok(()));
        assert_eq!(whole.send(Bytes::from_static(b"a")), Ok(()), "a section and the next word");
        for _ in 0..2 {
            let _ = whole.send(Bytes::from(vec![0; 2 * BYTES]));
        }
        assert_eq!(whole.send(Bytes::from_static(b"a")), Err(TooSlow), "but not many sections");

        let (read, mut eager) = outbox();
        for _ in 0..100 {
            assert_eq!(read.send(quarter.clone()), Ok(()));
            assert_eq!(eager.next().await, Next::Frame(quarter.clone()));
        }
        assert!(reader.at_once().is_some());
    }

    #[tokio::test]
    async fn a_connection_ends_with_the_first_code_or_with_its_room() {
        let (outbox, mut outgoing) = outbox();
        let closer = outbox.closer();
        closer.close(close::FLOOD);
        outbox.close(close::RESTART);
        assert_eq!(outgoing.next().await, Next::End(close::FLOOD));

        let (gone, mut outgoing) = super::outbox();
        let closer = gone.closer();
        drop(gone);
        closer.close(close::FLOOD);
        assert_eq!(outgoing.next().await, Next::End(close::COME_BACK));
    }
}
