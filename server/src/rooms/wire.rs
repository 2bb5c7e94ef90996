//! What a websocket speaks: our frames, or plain y-protocols about one section, as any Yjs client
//! with the y-websocket provider does. Owns: the way between the two. Does not know: sockets.
//!
//! A frame is a section number and a y-protocol message, so for everything that Yjs knows the
//! message is the frame without its first byte.

use bytes::Bytes;
use dossier::form::SectionId;
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::room::Scope;

/// y-protocols: a sync message, and its step that is a state vector.
const SYNC: u8 = 0;
const STEP1: u8 = 0;
const AWARENESS: u8 = 1;
/// y-protocols: permission denied, with a reason in words. A client that hears it has written
/// what nobody will have.
const AUTH: [u8; 2] = [2, 0];

/// The language of one connection.
#[derive(Clone, Copy)]
pub(super) enum Speech {
    Frames,
    Plain(SectionId),
}

impl Speech {
    pub fn scope(self) -> Scope {
        match self {
            Speech::Frames => Scope::Dossier,
            Speech::Plain(section) => Scope::Section(section),
        }
    }

    /// A message from the client as a frame; `None` when it needs no answer.
    pub fn decode(self, message: Bytes) -> Option<Vec<u8>> {
        let Speech::Plain(section) = self else { return Some(message.into()) };
        let as_frame = || [&[section.number()], message.as_ref()].concat();
        match (message.first()?, message.get(1)) {
            (&SYNC, Some(&STEP1)) | (&AWARENESS, _) => Some(as_frame()),
            // Both what the client had and what it changes now are writes.
            (&SYNC, _) => match Frame::decode(&as_frame()).ok()? {
                Frame::Step2 { section, update } | Frame::Update { section, update } => {
                    Some(Frame::Write { section, no: 0, update }.encode())
                }
                _ => None,
            },
            // Questions for everybody's awareness are answered as people speak.
            _ => None,
        }
    }

    /// A frame as a message for the client; `None` when its language has no such thing.
    pub fn encode(self, frame: Bytes) -> Option<Bytes> {
        let Speech::Plain(section) = self else { return Some(frame) };
        if frame.first() != Some(&section.number()) {
            return None;
        }
        match frame.get(1)? {
            &(SYNC | AWARENESS) => Some(frame.slice(1..)),
            _ => match Frame::decode(&frame).ok()? {
                Frame::Refused { reason, .. } => Some(denial(reason)),
                _ => None,
            },
        }
    }
}

fn denial(reason: Reason) -> Bytes {
    let words = match reason {
        Reason::NotAllowed => "this section is not yours to edit",
        Reason::NotYours => "of this section only your rows are yours to edit",
        Reason::Full => "the section is full",
        Reason::Unreadable | Reason::Gap | Reason::NotStored => "the update was not taken",
    };
    // A length below 128 is one byte.
    [&AUTH, &[words.len() as u8][..], words.as_bytes()].concat().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_messages_become_frames_and_back() {
        let section = SectionId::Summary;
        let plain = Speech::Plain(section);
        let heard = |message: &'static [u8]| {
            plain.decode(Bytes::from_static(message)).map(|frame| Frame::decode(&frame))
        };
        assert_eq!(heard(&[0, 0, 1, 0]), Some(Ok(Frame::Step1 { section, vector: vec![0] })));
        for step in [&[0, 1, 2, 0, 0], &[0, 2, 2, 0, 0]] {
            let write = Frame::Write { section, no: 0, update: vec![0, 0] };
            assert_eq!(heard(step), Some(Ok(write)));
        }
        assert_eq!(
            heard(&[1, 2, 7, 7]),
            Some(Ok(Frame::Awareness { section, update: vec![7, 7] }))
        );
        assert_eq!(heard(&[3]), None);
        assert_eq!(heard(&[]), None);
        assert_eq!(heard(&[0, 2, 200, 0]), None);

        let update = Frame::Update { section, update: vec![9] };
        assert_eq!(plain.encode(update.encode().into()), Some(Bytes::from_static(&[0, 2, 1, 9])));
        let refused = Frame::Refused { no: 0, section, reason: Reason::Full };
        let denied = [&AUTH, &[19][..], b"the section is full"].concat();
        assert_eq!(plain.encode(refused.encode().into()), Some(denied.into()));
        for silent in [
            Frame::Ack { no: 1, seq: 1 },
            Frame::Welcome { peer: 1 },
            Frame::Update { section: SectionId::Budget, update: vec![9] },
        ] {
            assert_eq!(plain.encode(silent.encode().into()), None, "{silent:?}");
        }
    }
}
