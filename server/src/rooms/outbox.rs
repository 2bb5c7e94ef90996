//! What waits to go out on one connection: bounded in frames and in bytes, and ended by a close
//! code. Owns: both ends of that queue. Must not know: sockets, what a frame means.

use bytes::Bytes;
use dossier::sync::close;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use tokio::sync::{mpsc, watch};

/// Frames that may wait for a reader.
const FRAMES: usize = 512;
/// Bytes that may wait. One more frame is always taken: a section may be larger than this.
const BYTES: usize = 8 * 1024 * 1024;
/// What a frame counts at most: whoever is sent a whole section, however long, must still be told the
/// next word in the moment before the connection has taken it.
const HEAVIEST: usize = BYTES / 2;

/// The room's end. When the last clone is gone, the connection is over.
#[derive(Clone)]
pub struct Outbox {
    frames: mpsc::Sender<Bytes>,
    waiting: Arc<AtomicUsize>,
    close: Arc<watch::Sender<Option<u16>>>,
}

/// The connection's end.
pub(super) struct Outgoing {
    frames: mpsc::Receiver<Bytes>,
    waiting: Arc<AtomicUsize>,
    closing: watch::Receiver<Option<u16>>,
}

/// Ends the connection from elsewhere. Holding it does not keep the connection alive: when a room
/// is gone without a word, its connections must notice.
#[derive(Clone)]
pub(super) struct Closer(Weak<watch::Sender<Option<u16>>>);

/// The room's end, for who may have a word to add as long as the connection lasts; as weak as
/// [`Closer`].
#[derive(Clone)]
pub(super) struct Aside {
    frames: mpsc::WeakSender<Bytes>,
    waiting: Arc<AtomicUsize>,
    close: Weak<watch::Sender<Option<u16>>>,
}

impl Aside {
    /// Sends a frame if the connection is still there; one that does not keep up is ended.
    pub fn send(&self, frame: Bytes) {
        let waiting = Arc::clone(&self.waiting);
        let outbox = self
            .frames
            .upgrade()
            .zip(self.close.upgrade())
            .map(|(frames, close)| Outbox { frames, waiting, close });
        if let Some(outbox) = outbox
            && outbox.send(frame) == Err(TooSlow)
        {
            outbox.close(close::COME_BACK);
        }
    }
}

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

pub(super) fn outbox() -> (Outbox, Outgoing) {
    let (sender, frames) = mpsc::channel(FRAMES);
    let (close, closing) = watch::channel(None);
    let waiting = Arc::new(AtomicUsize::new(0));
    let outbox = Outbox { frames: sender, waiting: Arc::clone(&waiting), close: Arc::new(close) };
    (outbox, Outgoing { frames, waiting, closing })
}

impl Outbox {
    pub(super) fn aside(&self) -> Aside {
        Aside {
            frames: self.frames.downgrade(),
            waiting: Arc::clone(&self.waiting),
            close: Arc::downgrade(&self.close),
        }
    }

    pub fn send(&self, frame: Bytes) -> Result<(), TooSlow> {
        let weight = weight(&frame);
        if self.waiting.fetch_add(weight, Ordering::Relaxed) > BYTES {
            return Err(TooSlow);
        }
        match self.frames.try_send(frame) {
            Err(mpsc::error::TrySendError::Full(_)) => Err(TooSlow),
            // A connection that is over learns nothing more; its leaving is on its way.
            Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => Ok(()),
        }
    }

    /// Ends the connection. The first code is the one that counts.
    pub fn close(&self, code: u16) {
        close_with(&self.close, code);
    }

    pub(super) fn closer(&self) -> Closer {
        Closer(Arc::downgrade(&self.close))
    }
}

impl Closer {
    pub fn close(&self, code: u16) {
        if let Some(close) = self.0.upgrade() {
            close_with(&close, code);
        }
    }
}

fn close_with(close: &watch::Sender<Option<u16>>, code: u16) {
    close.send_if_modified(|said| said.replace(said.unwrap_or(code)).is_none());
}

impl Outgoing {
    /// Waits for what comes next; nothing is lost when the wait is given up.
    pub async fn next(&mut self) -> Next {
        tokio::select! {
            biased;
            code = self.closing.wait_for(Option::is_some) => {
                // Without a word the room broke down: it is opened anew from its log.
                Next::End(code.ok().and_then(|code| *code).unwrap_or(close::COME_BACK))
            }
            frame = self.frames.recv() => match frame {
                Some(frame) => Next::Frame(taken(&self.waiting, frame)),
                None => Next::End(close::COME_BACK),
            },
        }
    }

    /// The close code, if there is one yet.
    pub fn said(&self) -> Option<u16> {
        *self.closing.borrow()
    }

    /// A frame that is there already.
    pub fn at_once(&mut self) -> Option<Bytes> {
        let frame = self.frames.try_recv().ok()?;
        Some(taken(&self.waiting, frame))
    }
}

fn taken(waiting: &AtomicUsize, frame: Bytes) -> Bytes {
    waiting.fetch_sub(weight(&frame), Ordering::Relaxed);
    frame
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
