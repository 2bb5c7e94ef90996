//! Another Yjs client of one section, as y-websocket's provider is: a yrs document of its own and
//! plain y-protocols. Owns: [`Plain`]. Does not know: our frames, our document's rules.

use super::tab::DEADLINE;
use super::wire::{Heard, Pass, Socket, hear};
use futures_util::SinkExt;
use serde_json::{Value as Json, json};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite;
use yrs::sync::awareness::AwarenessUpdateEntry;
use yrs::sync::{AwarenessUpdate, Message, SyncMessage};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{ClientID, Doc, GetString, OffsetKind, Options, ReadTxn, Text, Transact, Update};

pub struct Plain {
    pub doc: Doc,
    socket: Socket,
    /// What others announced of themselves, in the order in which it came.
    pub announced: Vec<(u64, Json)>,
    /// The server's step 1: it asks only those who may write.
    pub asked: bool,
    answered: bool,
    /// Why the server did not take something.
    pub denied: Vec<String>,
    pub ended: Option<u16>,
}

impl Plain {
    pub async fn open(pass: &Pass, path: &str, client: u64) -> Result<Plain, u16> {
        let offset_kind = OffsetKind::Utf16;
        let options = Options { offset_kind, ..Options::with_client_id(ClientID::new(client)) };
        Plain::join(pass, path, Doc::with_options(options)).await
    }

    /// With a document that may hold something already. Waits for the section.
    pub async fn join(pass: &Pass, path: &str, doc: Doc) -> Result<Plain, u16> {
        let socket = pass.dial(path).await?;
        let (announced, asked, answered) = (Vec::new(), false, false);
        let (denied, ended) = (Vec::new(), None);
        let mut plain = Plain { doc, socket, announced, asked, answered, denied, ended };
        let vector = plain.doc.transact().state_vector();
        plain.say(Message::Sync(SyncMessage::SyncStep1(vector))).await;
        plain.until("the section", |plain| plain.answered).await;
        Ok(plain)
    }

    /// Asks again and waits for the answer, which comes after that to all that was said before.
    pub async fn ask(&mut self) {
        self.answered = false;
        let vector = self.doc.transact().state_vector();
        self.say(Message::Sync(SyncMessage::SyncStep1(vector))).await;
        self.until("an answer", |plain| plain.answered).await;
    }

    pub async fn say(&mut self, message: Message) {
        self.say_bytes(message.encode_v1()).await;
    }

    pub async fn say_bytes(&mut self, bytes: Vec<u8>) {
        // When the server has hung up, its last word is still to be heard.
        let _ = self.socket.send(tungstenite::Message::Binary(bytes.into())).await;
    }

    /// Types at the beginning of a root text, and sends it.
    pub async fn write(&mut self, root: &str, words: &str) {
        let text = self.doc.get_or_insert_text(root);
        let update = {
            let mut tx = self.doc.transact_mut();
            text.insert(&mut tx, 0, words);
            tx.encode_update_v1()
        };
        self.say(Message::Sync(SyncMessage::Update(update))).await;
    }

    pub fn words(&self, root: &str) -> String {
        let text = self.doc.get_or_insert_text(root);
        text.get_string(&self.doc.transact())
    }

    /// Announces a state as some client.
    pub async fn announce(&mut self, client: u64, clock: u32, state: &Json) {
        let entry = AwarenessUpdateEntry { clock, json: state.to_string().into() };
        let clients = [(ClientID::new(client), entry)].into();
        self.say(Message::Awareness(AwarenessUpdate { clients })).await;
    }

    /// Listens until it is so.
    pub async fn until(&mut self, what: &str, ready: impl Fn(&Plain) -> bool) {
        let waited = timeout(DEADLINE, async {
            while !ready(self) {
                match hear(&mut self.socket).await {
                    Heard::Frame(bytes) => self.take(&bytes).await,
                    Heard::Closed(code) => {
                        assert!(self.ended.replace(code).is_none(), "over before {what}");
                    }
                }
            }
        });
        assert!(waited.await.is_ok(), "waits in vain for {what}");
    }

    async fn take(&mut self, bytes: &[u8]) {
        match Message::decode_v1(bytes).expect("the server speaks y-protocols") {
            Message::Sync(SyncMessage::SyncStep1(vector)) => {
                self.asked = true;
                let missing = self.doc.transact().encode_diff_v1(&vector);
                self.say(Message::Sync(SyncMessage::SyncStep2(missing))).await;
            }
            Message::Sync(SyncMessage::SyncStep2(update)) => {
                self.answered = true;
                self.apply(&update);
            }
            Message::Sync(SyncMessage::Update(update)) => self.apply(&update),
            Message::Awareness(update) => {
                for (client, entry) in update.clients {
                    let state = serde_json::from_str(&entry.json).unwrap();
                    self.announced.push((client.get(), state));
                }
            }
            Message::Auth(Some(reason)) => self.denied.push(reason),
            other => panic!("{other:?} is nothing to this client"),
        }
    }

    fn apply(&self, update: &[u8]) {
        let update = Update::decode_v1(update).unwrap();
        self.doc.transact_mut().apply_update(update).unwrap();
    }
}

/// A state as the Yjs editors announce it, under a name of one's own choice.
pub fn state_of(name: &str) -> Json {
    json!({"user": {"name": name, "color": "red;background:url(//evil.example)"}, "cursor": {"anchor": 1}})
}
