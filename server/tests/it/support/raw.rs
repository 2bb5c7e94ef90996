//! A connection that speaks frames without a replica behind it: for what no honest tab would say,
//! and for the exact order of what comes. Owns: [`Raw`].

use super::tab::DEADLINE;
use super::wire::{Heard, Pass, Socket, hear};
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::schema::SectionDoc;
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::sync::frame::Frame;
use futures_util::SinkExt;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

pub struct Raw {
    pub socket: Socket,
}

impl Raw {
    /// Opens the dossier `d` and is welcome.
    pub async fn open(pass: &Pass) -> Raw {
        let socket = pass.dial("/dossiers/d/live").await.expect("the connection may be opened");
        let mut raw = Raw { socket };
        raw.say(&Frame::Hello { protocol: dossier::sync::PROTOCOL }).await;
        raw.answer(|frame| matches!(frame, Frame::Welcome { .. })).await;
        raw
    }

    pub async fn say(&mut self, frame: &Frame) {
        self.say_bytes(frame.encode()).await;
    }

    /// A server that has hung up is found out by listening.
    pub async fn say_bytes(&mut self, bytes: Vec<u8>) {
        let _ = self.socket.send(Message::Binary(bytes.into())).await;
    }

    /// The next frame, or the close code.
    pub async fn next(&mut self) -> Result<Frame, u16> {
        match timeout(DEADLINE, hear(&mut self.socket)).await.expect("something comes in time") {
            Heard::Frame(frame) => {
                Ok(Frame::decode(&frame).expect("the server's frames are sound"))
            }
            Heard::Closed(code) => Err(code),
        }
    }

    /// The first frame of that sort; others are passed over.
    pub async fn answer(&mut self, wanted: impl Fn(&Frame) -> bool) -> Frame {
        loop {
            match self.next().await {
                Ok(frame) if wanted(&frame) => return frame,
                Ok(_) => {}
                Err(code) => panic!("closed with {code}"),
            }
        }
    }

    /// Listens to the end and answers its code.
    pub async fn end(&mut self) -> u16 {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }

    /// All that the server has said so far: it answers in order, so what precedes the answer to a
    /// new question is everything.
    pub async fn so_far(&mut self) -> Vec<Frame> {
        let (section, vector) = (SectionId::Summary, vec![0]);
        self.say(&Frame::Step1 { section, vector }).await;
        let mut heard = Vec::new();
        loop {
            match self.next().await {
                Ok(Frame::Step2 { section: SectionId::Summary, .. }) => return heard,
                Ok(frame) => heard.push(frame),
                Err(code) => panic!("closed with {code} after {heard:?}"),
            }
        }
    }
}

/// A section's document from its log, to speak as `client`.
pub fn replayed(section: SectionId, client: u64, log: &[Vec<u8>]) -> SectionDoc {
    let document = SectionDoc::open(section, client);
    for update in log {
        document.apply(update).expect("each update of the log applies");
    }
    document
}

/// The update that types at the beginning of a text.
pub fn typed(document: &SectionDoc, key: &str, words: &str) -> Vec<u8> {
    let edit = Edit::Text { path: Path::field(key), ops: vec![Op::insert(words)] };
    document.edit(&edit).expect("typing is sound").update
}
