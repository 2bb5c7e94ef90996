//! Frames over plain requests, for networks that let no websocket through. Owns: the form of a
//! body, [`Queue`] at the tab's end of sending, [`Answers`] and [`Hearing`] at both ends of
//! listening. Does not know: HTTP, time, what a frame means.
//!
//! A body is frames one after another, each after its length in four bytes, little end first. An
//! answer has a number and is kept until the next request says that it has arrived: a body that
//! breaks off on its way is asked for again, and nothing that was in it is lost.

use super::frame::MAX_FRAME;
use std::collections::VecDeque;

/// What one request carries at most, bytes, unless a single frame is larger. On a bad line a short
/// request arrives where a long one breaks off again and again.
pub const CHUNK: usize = 256 * 1024;

/// Puts a frame at the end of a body.
pub fn put(body: &mut Vec<u8>, frame: &[u8]) {
    body.extend_from_slice(&(frame.len() as u32).to_le_bytes());
    body.extend_from_slice(frame);
}

/// The frames of a body of at most `limit` bytes each; none of what is not frames.
fn split(mut body: &[u8], limit: usize) -> Option<Vec<&[u8]>> {
    let mut frames = Vec::new();
    while !body.is_empty() {
        let (length, rest) = body.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let (frame, rest) = rest.split_at_checked(length).filter(|_| length <= limit)?;
        frames.push(frame);
        body = rest;
    }
    Some(frames)
}

/// The frames that a tab has sent; none of what is not frames, or holds one larger than
/// [`MAX_FRAME`].
pub fn sent(body: &[u8]) -> Option<Vec<&[u8]>> {
    split(body, MAX_FRAME)
}

/// What a tab has still to send.
#[derive(Debug, Default)]
pub struct Queue {
    frames: VecDeque<Vec<u8>>,
}

impl Queue {
    pub fn push(&mut self, frame: &[u8]) {
        self.frames.push_back(frame.to_vec());
    }

    /// The body of the next request; none when nothing waits.
    pub fn body(&mut self) -> Option<Vec<u8>> {
        let mut body = Vec::new();
        put(&mut body, &self.frames.pop_front()?);
        while let Some(frame) = self.frames.front()
            && body.len() + 4 + frame.len() <= CHUNK
        {
            put(&mut body, frame);
            self.frames.pop_front();
        }
        Some(body)
    }
}

/// The server's end of listening: which answer was given last, and whether it has arrived.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    number: u64,
    /// The last answer, until it is known to have arrived.
    last: Option<Vec<u8>>,
}

/// What a request that waits is owed.
#[derive(Debug, PartialEq, Eq)]
pub enum Owed {
    /// The last answer has not arrived: again, under its number.
    Again(u64, Vec<u8>),
    /// What comes next.
    News,
    /// Nothing: the number is none that was given.
    Nothing,
}

impl Answers {
    /// A request from a tab that has heard the answers up to number `heard`.
    pub fn ask(&mut self, heard: u64) -> Owed {
        if heard == self.number {
            self.last = None;
            return Owed::News;
        }
        match &self.last {
            Some(body) if heard + 1 == self.number => Owed::Again(self.number, body.clone()),
            _ => Owed::Nothing,
        }
    }

    /// Keeps an answer that is given now, after [`Owed::News`], and returns its number. An empty
    /// one has nothing to lose and has the number of the last.
    pub fn give(&mut self, body: &[u8]) -> u64 {
        if !body.is_empty() {
            self.number += 1;
            self.last = Some(body.to_vec());
        }
        self.number
    }
}

/// The tab's end of listening.
#[derive(Debug, Default)]
pub struct Hearing {
    heard: u64,
}

impl Hearing {
    /// The number of the last answer that has arrived, to be said with the next request.
    pub fn heard(&self) -> u64 {
        self.heard
    }

    /// The frames of an answer that has arrived whole; none of what is not frames. An answer that
    /// was heard before has nothing new.
    pub fn hear<'b>(&mut self, number: u64, body: &'b [u8]) -> Option<Vec<&'b [u8]>> {
        // A section's state may be larger than what one may send.
        let frames = split(body, usize::MAX)?;
        if number <= self.heard {
            return Some(Vec::new());
        }
        self.heard = number;
        Some(frames)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_frames_and_nothing_else() {
        let mut body = Vec::new();
        for frame in [&b"abc"[..], b"", b"d"] {
            put(&mut body, frame);
        }
        assert_eq!(sent(&body), Some(vec![&b"abc"[..], b"", b"d"]));
        assert_eq!(sent(b""), Some(vec![]));
        for cut in 1..body.len() {
            let whole = [7, 11].contains(&cut);
            assert_eq!(sent(&body[..cut]).is_some(), whole, "cut at {cut}");
        }
        assert_eq!(sent(&[0xff; 8]), None);
        let mut large = Vec::new();
        put(&mut large, &vec![1; MAX_FRAME + 1]);
        assert_eq!(sent(&large), None);
        assert!(Hearing::default().hear(1, &large).is_some(), "the server may tell more");
    }

    #[test]
    fn what_waits_is_cut_between_frames() {
        let mut queue = Queue::default();
        assert_eq!(queue.body(), None);
        let sizes = [CHUNK / 2, CHUNK / 2 - 8, 1, CHUNK + 1, 2, 3];
        sizes.iter().for_each(|size| queue.push(&vec![7; *size]));
        let mut bodies = Vec::new();
        while let Some(body) = queue.body() {
            bodies.push(sent(&body).unwrap().iter().map(|frame| frame.len()).collect::<Vec<_>>());
        }
        assert_eq!(bodies, [&sizes[..2], &sizes[2..3], &sizes[3..4], &sizes[4..]]);
    }

    #[test]
    fn an_answer_is_kept_until_it_has_arrived() {
        let (mut answers, mut hearing) = (Answers::default(), Hearing::default());
        let body = |word: &[u8]| {
            let mut body = Vec::new();
            put(&mut body, word);
            body
        };
        assert_eq!(answers.ask(hearing.heard()), Owed::News);
        assert_eq!(answers.give(&[]), 0, "nothing came in time");
        assert_eq!(answers.ask(0), Owed::News);
        assert_eq!(answers.give(&body(b"one")), 1);
        // The answer breaks off, twice.
        assert_eq!(answers.ask(hearing.heard()), Owed::Again(1, body(b"one")));
        assert_eq!(answers.ask(hearing.heard()), Owed::Again(1, body(b"one")));
        assert_eq!(hearing.hear(1, &body(b"one")), Some(vec![&b"one"[..]]));
        assert_eq!(hearing.hear(1, &body(b"one")), Some(vec![]), "once is enough");
        assert_eq!(answers.ask(hearing.heard()), Owed::News);
        assert_eq!(answers.ask(0), Owed::Nothing, "it was acknowledged");
        assert_eq!(answers.ask(7), Owed::Nothing);
        assert_eq!(hearing.hear(2, b"abc"), None, "no frames");
        assert_eq!(hearing.heard(), 1);
    }
}
