//! Frames as bytes: a section number, then an ordinary y-protocol message, or one of our own kinds.
//! Owns: [`Frame`], its encoding, its size cap. Must not know: what a frame means.
//!
//! Kinds 0 (sync, with sub-kinds 0, 1, 2) and 1 (awareness) are those of y-protocols; kinds from
//! 100 are ours.

use super::lib0::{put_buffer, put_number, take_buffer, take_number};
use crate::form::SectionId;

/// The server refuses a longer frame unread. What it sends itself is as long as it must be: a tab
/// that refused a long state would come back and ask for the same one for ever.
pub const MAX_FRAME: usize = 2 * 1024 * 1024;

/// One message between a tab and the server.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame {
    /// How far the tab knows a section; answered by `Step2`.
    Step1 { section: SectionId, vector: Vec<u8> },
    /// What the tab lacks of a section.
    Step2 { section: SectionId, update: Vec<u8> },
    /// An update that the log has.
    Update { section: SectionId, update: Vec<u8> },
    /// Presence as y-protocols writes it, between clients that speak nothing else.
    Awareness { section: SectionId, update: Vec<u8> },
    /// An update to be kept. `no` is the tab's own count, for the answer.
    Write { section: SectionId, no: u64, update: Vec<u8> },
    /// The write is in the log, at that place of its section.
    Kept { no: u64, seq: u64 },
    /// The write was not kept.
    Refused { no: u64, section: SectionId, reason: Reason },
    /// The first frame of a tab.
    Hello { protocol: u64 },
    /// The first answer: this connection's number among the people.
    Welcome { peer: u64 },
    /// JSON: from a tab, its [`Place`](super::presence::Place); from the server, a
    /// [`Person`](super::presence::Person).
    Here { json: Vec<u8> },
    /// A person left.
    Gone { peer: u64 },
    /// Something beside the text changed, for who may hear of that section: a
    /// [`Thread`](crate::threads::Thread) as JSON.
    Event { section: SectionId, json: Vec<u8> },
}

/// Why a write was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The writer may not edit this section.
    NotAllowed,
    /// The bytes are not an honest update.
    Unreadable,
    /// The update builds on something the server does not have: the tab must catch up first.
    Gap,
    /// The database did not take it; the tab keeps it and tries again.
    NotStored,
    /// The section has reached its limit; the tab keeps what it has.
    Full,
    /// The writer changes rows of their own only, and this touches something else.
    NotYours,
}

impl Reason {
    const ALL: [Reason; 6] = [
        Reason::NotAllowed,
        Reason::Unreadable,
        Reason::Gap,
        Reason::NotStored,
        Reason::Full,
        Reason::NotYours,
    ];
}

/// Bytes that are not a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    #[error("the frame ends early, or a number in it is no number")]
    Short,
    #[error("bytes follow the frame")]
    Trailing,
    #[error("unknown kind of frame")]
    UnknownKind,
    #[error("unknown section")]
    UnknownSection,
}

const SYNC: u64 = 0;
const AWARENESS: u64 = 1;
const WRITE: u64 = 100;
const KEPT: u64 = 101;
const REFUSED: u64 = 102;
const HELLO: u64 = 103;
const WELCOME: u64 = 104;
const HERE: u64 = 105;
const GONE: u64 = 106;
const EVENT: u64 = 107;
/// Stands where a section would, in frames about the dossier as a whole.
const WHOLE: u64 = 0;

impl Frame {
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Frame::Step1 { section, vector } => sync(&mut out, *section, 0, vector),
            Frame::Step2 { section, update } => sync(&mut out, *section, 1, update),
            Frame::Update { section, update } => sync(&mut out, *section, 2, update),
            Frame::Awareness { section, update } => {
                numbers(&mut out, &[section.number().into(), AWARENESS]);
                put_buffer(&mut out, update);
            }
            Frame::Write { section, no, update } => {
                numbers(&mut out, &[section.number().into(), WRITE, *no]);
                put_buffer(&mut out, update);
            }
            Frame::Kept { no, seq } => numbers(&mut out, &[WHOLE, KEPT, *no, *seq]),
            Frame::Refused { no, section, reason } => {
                numbers(&mut out, &[section.number().into(), REFUSED, *no, *reason as u64]);
            }
            Frame::Hello { protocol } => numbers(&mut out, &[WHOLE, HELLO, *protocol]),
            Frame::Welcome { peer } => numbers(&mut out, &[WHOLE, WELCOME, *peer]),
            Frame::Here { json } => {
                numbers(&mut out, &[WHOLE, HERE]);
                put_buffer(&mut out, json);
            }
            Frame::Gone { peer } => numbers(&mut out, &[WHOLE, GONE, *peer]),
            Frame::Event { section, json } => {
                numbers(&mut out, &[section.number().into(), EVENT]);
                put_buffer(&mut out, json);
            }
        }
        out
    }

    pub fn decode(bytes: &[u8]) -> Result<Frame, FrameError> {
        let mut cursor = Cursor { bytes };
        let section = cursor.number()?;
        let kind = cursor.number()?;
        let section = || {
            let number = u8::try_from(section).map_err(|_| FrameError::UnknownSection)?;
            SectionId::from_number(number).ok_or(FrameError::UnknownSection)
        };
        let frame = match kind {
            SYNC => {
                let step = cursor.number()?;
                let section = section()?;
                let bytes = cursor.buffer()?;
                match step {
                    0 => Frame::Step1 { section, vector: bytes },
                    1 => Frame::Step2 { section, update: bytes },
                    2 => Frame::Update { section, update: bytes },
                    _ => return Err(FrameError::UnknownKind),
                }
            }
            AWARENESS => Frame::Awareness { section: section()?, update: cursor.buffer()? },
            WRITE => {
                Frame::Write { section: section()?, no: cursor.number()?, update: cursor.buffer()? }
            }
            KEPT => Frame::Kept { no: cursor.number()?, seq: cursor.number()? },
            REFUSED => {
                let no = cursor.number()?;
                let reason = cursor.number()?;
                let reason = Reason::ALL.into_iter().find(|r| *r as u64 == reason);
                let reason = reason.ok_or(FrameError::UnknownKind)?;
                Frame::Refused { no, section: section()?, reason }
            }
            HELLO => Frame::Hello { protocol: cursor.number()? },
            WELCOME => Frame::Welcome { peer: cursor.number()? },
            HERE => Frame::Here { json: cursor.buffer()? },
            GONE => Frame::Gone { peer: cursor.number()? },
            EVENT => Frame::Event { section: section()?, json: cursor.buffer()? },
            _ => return Err(FrameError::UnknownKind),
        };
        if cursor.bytes.is_empty() { Ok(frame) } else { Err(FrameError::Trailing) }
    }
}

fn sync(out: &mut Vec<u8>, section: SectionId, step: u64, bytes: &[u8]) {
    numbers(out, &[section.number().into(), SYNC, step]);
    put_buffer(out, bytes);
}

fn numbers(out: &mut Vec<u8>, numbers: &[u64]) {
    for &number in numbers {
        put_number(out, number);
    }
}

struct Cursor<'b> {
    bytes: &'b [u8],
}

impl Cursor<'_> {
    fn number(&mut self) -> Result<u64, FrameError> {
        take_number(&mut self.bytes).ok_or(FrameError::Short)
    }

    fn buffer(&mut self) -> Result<Vec<u8>, FrameError> {
        take_buffer(&mut self.bytes).map(<[u8]>::to_vec).ok_or(FrameError::Short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_read_back_and_cut_ones_do_not() {
        let section = SectionId::Budget;
        let frames = [
            Frame::Step1 { section, vector: vec![1, 2] },
            Frame::Step2 { section, update: vec![0; 300] },
            Frame::Update { section, update: vec![] },
            Frame::Awareness { section, update: vec![1, 2] },
            Frame::Write { section, no: 1 << 40, update: vec![9] },
            Frame::Kept { no: 7, seq: 300 },
            Frame::Refused { no: 7, section, reason: Reason::NotStored },
            Frame::Refused { no: 8, section, reason: Reason::NotYours },
            Frame::Hello { protocol: 1 },
            Frame::Welcome { peer: 5 },
            Frame::Here { json: b"{}".to_vec() },
            Frame::Gone { peer: 5 },
            Frame::Event { section, json: b"{}".to_vec() },
        ];
        for frame in frames {
            let bytes = frame.encode();
            assert_eq!(Frame::decode(&bytes), Ok(frame.clone()));
            for cut in 0..bytes.len() {
                assert!(Frame::decode(&bytes[..cut]).is_err(), "{frame:?} cut at {cut}");
            }
            assert_eq!(Frame::decode(&[bytes, vec![0]].concat()), Err(FrameError::Trailing));
        }
    }

    #[test]
    fn lengths_that_lie_are_refused() {
        for bytes in [
            &[12, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f][..],
            &[12, 100, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
            &[19, 0, 0, 0],
            &[0, 0, 0, 0],
            &[12, 77],
        ] {
            assert!(Frame::decode(bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn a_tab_reads_a_state_that_is_longer_than_what_it_may_send() {
        let state = Frame::Step2 { section: SectionId::Budget, update: vec![1; MAX_FRAME + 1] };
        assert_eq!(Frame::decode(&state.encode()), Ok(state));
    }
}
