//! Presence as other Yjs clients speak it: y-protocols awareness. Owns: reading one announcement,
//! writing it again under the session's identity. Must not know: rooms, sockets.
//!
//! y-protocols has no notion of who may say what: an announcement can carry anybody's client id,
//! name and clock. Here it carries exactly one client, the same one for the whole connection, and
//! its `user` is what the session says.

use super::lib0::{put_buffer, put_number, take_buffer, take_number};
use serde_json::{Map, Value as Json, json};

/// Longer announcements are refused, bytes.
const MAX: usize = 4096;

/// The twelve colours of people, for clients that have no style sheet of ours.
const COLOURS: [&str; 12] = [
    "#2c5dbd", "#a24019", "#1e7546", "#953490", "#7d5e07", "#02717a", "#7444b4", "#af283d",
    "#4c701a", "#006c97", "#a13567", "#905211",
];

/// One client's announcement.
#[derive(Clone, Debug, PartialEq)]
pub struct Announcement {
    pub client: u64,
    pub clock: u64,
    /// `null` when the client leaves.
    pub state: Json,
}

impl Announcement {
    /// Reads an announcement of exactly one client.
    pub fn read(bytes: &[u8]) -> Option<Announcement> {
        if bytes.len() > MAX {
            return None;
        }
        let mut rest = bytes;
        if take_number(&mut rest)? != 1 {
            return None;
        }
        let (client, clock) = (take_number(&mut rest)?, take_number(&mut rest)?);
        let state = take_buffer(&mut rest)?;
        // Near the limits a clock would freeze the state for ever.
        if client == 0 || client >= 1 << 53 || clock >= 1 << 31 || !rest.is_empty() {
            return None;
        }
        let state: Json = serde_json::from_slice(state).ok()?;
        (state.is_object() || state.is_null()).then_some(Announcement { client, clock, state })
    }

    /// The announcement under the name and colour (1 to 12) that the session gives.
    pub fn signed(mut self, name: &str, colour: u8) -> Announcement {
        if let Json::Object(state) = &mut self.state {
            let colour = COLOURS[usize::from(colour.clamp(1, 12)) - 1];
            let user = Map::from_iter([
                ("name".to_owned(), json!(name)),
                ("color".to_owned(), json!(colour)),
            ]);
            state.insert("user".to_owned(), Json::Object(user));
        }
        self
    }

    /// What tells the others that the client left.
    pub fn gone(&self) -> Announcement {
        Announcement { client: self.client, clock: self.clock + 1, state: Json::Null }
    }

    pub fn write(&self) -> Vec<u8> {
        let mut out = vec![1];
        put_number(&mut out, self.client);
        put_number(&mut out, self.clock);
        put_buffer(&mut out, self.state.to_string().as_bytes());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announcement_carries_the_session_s_name_whatever_it_says() {
        let said = Announcement {
            client: 77,
            clock: 3,
            state: json!({"user": {"name": "Mairie", "color": "red;x"}, "cursor": {"anchor": 1}}),
        };
        let read = Announcement::read(&said.write()).expect("it is well formed");
        assert_eq!(read, said);
        let signed = read.signed("Claire", 2);
        assert_eq!(signed.state["user"], json!({"name": "Claire", "color": COLOURS[1]}));
        assert_eq!(signed.state["cursor"], json!({"anchor": 1}));
        assert_eq!(signed.gone().state, Json::Null);
        assert_eq!(signed.gone().clock, 4);
    }

    #[test]
    fn crowds_and_lies_are_refused() {
        let two = [&[2][..], &[1, 1, 4], b"null", &[2, 1, 4], b"null"].concat();
        let claims = vec![0xff, 0xff, 0xff, 0x7f];
        let text = [&[1, 5, 1, 3][..], b"\"a\""].concat();
        let clock = [&[1, 5, 0xff, 0xff, 0xff, 0xff, 0x0f, 4][..], b"null"].concat();
        for bytes in [two, claims, text, clock, vec![], vec![1, 5], vec![0; MAX + 1]] {
            assert_eq!(Announcement::read(&bytes), None, "{bytes:?}");
        }
    }
}
