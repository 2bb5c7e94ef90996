//! Somebody who types at the start of a text, as an ordinary Yjs client does.
//! Owns: [`Typist`]. Does not know: the network.

use yrs::updates::decoder::Decode;
use yrs::{ClientID, Doc, OffsetKind, Options, Text, TextRef, Transact, Update};

/// A document of their own, and where in it they write.
pub struct Typist {
    doc: Doc,
    text: TextRef,
    at: u32,
}

/// A document that speaks as `client`.
pub fn document(client: u64) -> Doc {
    let mut options = Options::with_client_id(ClientID::new(client));
    options.offset_kind = OffsetKind::Utf16;
    options.cleanup_formatting = false;
    Doc::with_options(options)
}

impl Typist {
    pub fn new(client: u64, root: &str) -> Typist {
        let doc = document(client);
        let text = doc.get_or_insert_text(root);
        Typist { doc, text, at: 0 }
    }

    /// Takes in what was there before. What the others write meanwhile is not: it would cost the
    /// generator, and changes nothing in what this one sends.
    pub fn read(&self, content: &[u8]) {
        if let Ok(update) = Update::decode_v1(content) {
            // Content that cannot be applied leaves the typist where they are.
            let _ = self.doc.transact_mut().apply_update(update);
        }
    }

    /// How many characters so far.
    pub fn typed(&self) -> u32 {
        self.at
    }

    /// The update of one more character.
    pub fn key(&mut self) -> Vec<u8> {
        const WORDS: &[u8] = b"la cour du college devient un jardin ouvert a tous ";
        let letter = WORDS[self.at as usize % WORDS.len()];
        self.paste(str::from_utf8(&[letter]).unwrap_or(" "))
    }

    /// The update of a whole text.
    pub fn paste(&mut self, words: &str) -> Vec<u8> {
        let mut transaction = self.doc.transact_mut();
        self.text.insert(&mut transaction, self.at, words);
        self.at += words.encode_utf16().count() as u32;
        transaction.encode_update_v1()
    }
}
