//! What a connection speaks: y-protocols as y-websocket has it, the same behind the document's name
//! as Hocuspocus has it, or the frames of one of Préau's tabs, for the one thing that the others
//! lack: the word that an edit is durable. Owns: [`Speech`]. Does not know: sockets.

use crate::wire::{Reader, put_buffer, put_number};
use tokio_tungstenite::tungstenite::Bytes;

const SYNC: u64 = 0;
const AWARENESS: u64 = 1;
const AUTH: u64 = 2;
/// Hocuspocus: a sync message that asks for no sync message back.
const SYNC_REPLY: u64 = 4;
/// Préau's own kinds.
const WRITE: u64 = 100;
const KEPT: u64 = 101;
const REFUSED: u64 = 102;
const HELLO: u64 = 103;

#[derive(Clone, Debug)]
pub enum Speech {
    Plain,
    /// Behind the name of a document.
    Named(String),
    /// Behind the number of a section.
    Tab(u8),
}

/// What a message says.
#[derive(Debug, PartialEq)]
pub enum Heard {
    /// The server asks what the client has.
    Asked,
    /// Content: an answer to a question, or news.
    Content(Bytes),
    Presence(Bytes),
    /// The server has kept the write of that number.
    Kept(u64),
    Refused,
    Other,
}

impl Speech {
    /// What a client that has nothing says first.
    pub fn greeting(&self) -> Vec<Vec<u8>> {
        let question = self.sync(0, &[0]);
        match self {
            Speech::Plain => vec![question],
            Speech::Named(name) => {
                let mut token = named(name);
                put_number(&mut token, AUTH);
                put_number(&mut token, 0);
                put_buffer(&mut token, b"anybody");
                put_buffer(&mut token, b"4.7.0");
                vec![token, question]
            }
            Speech::Tab(_) => vec![vec![0, HELLO as u8, 1], question],
        }
    }

    /// The answer of a client that has nothing.
    pub fn nothing(&self) -> Option<Vec<u8>> {
        match self {
            Speech::Tab(_) => None,
            _ => Some(self.sync(1, &[0, 0])),
        }
    }

    /// An edit; `no` is the writer's own count.
    pub fn edit(&self, no: u64, update: &[u8]) -> Vec<u8> {
        let Speech::Tab(section) = self else { return self.sync(2, update) };
        let mut out = vec![*section];
        put_number(&mut out, WRITE);
        put_number(&mut out, no);
        put_buffer(&mut out, update);
        out
    }

    pub fn presence(&self, client: u64, clock: u32, state: &str) -> Vec<u8> {
        let mut one = vec![1];
        put_number(&mut one, client);
        put_number(&mut one, clock.into());
        put_buffer(&mut one, state.as_bytes());
        let mut out = self.start();
        put_number(&mut out, AWARENESS);
        put_buffer(&mut out, &one);
        out
    }

    /// What a message says; `None` if it is none of this language.
    pub fn hear(&self, message: &Bytes) -> Option<Heard> {
        let mut reader = Reader::new(message);
        match self {
            Speech::Plain => {}
            Speech::Named(_) => drop(reader.buffer()?),
            Speech::Tab(_) => drop(reader.number()?),
        }
        Some(match reader.number()? {
            kind @ (SYNC | SYNC_REPLY) => {
                // Préau has no fourth kind; Hocuspocus has both.
                match (kind, reader.number()?) {
                    (_, 0) => Heard::Asked,
                    (_, 1 | 2) => Heard::Content(message.slice_ref(reader.buffer()?)),
                    _ => return None,
                }
            }
            AWARENESS => Heard::Presence(message.slice_ref(reader.buffer()?)),
            KEPT => Heard::Kept(reader.number()?),
            REFUSED => Heard::Refused,
            _ => Heard::Other,
        })
    }

    fn sync(&self, step: u64, bytes: &[u8]) -> Vec<u8> {
        let mut out = self.start();
        put_number(&mut out, SYNC);
        put_number(&mut out, step);
        put_buffer(&mut out, bytes);
        out
    }

    fn start(&self) -> Vec<u8> {
        match self {
            Speech::Plain => Vec::new(),
            Speech::Named(name) => named(name),
            Speech::Tab(section) => vec![*section],
        }
    }
}

fn named(name: &str) -> Vec<u8> {
    let mut out = Vec::new();
    put_buffer(&mut out, name.as_bytes());
    out
}
