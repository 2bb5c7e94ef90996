//! The server's end of an open dossier: who is connected, what they may do, in which order updates
//! become durable and visible. Owns: [`Room`]. Does not know: sockets, the database, the clock.
//!
//! A write goes: right -> guard -> what it touches -> tried -> queue -> [`Effect::Append`] ->
//! [`Room::acknowledge`] -> applied, acknowledged, told to the others. One append is under way at a
//! time; what arrives meanwhile forms the next, so a slow disk makes larger appends, not a longer
//! queue of them. The owner may [pause](Room::pause) before the next: what arrives then is one
//! frame to each reader.

use super::awareness::Announcement;
use super::close;
use super::frame::{Frame, MAX_FRAME};
use super::guard::guard_vector;
use super::presence::Presence;
use crate::document::schema::{Change, SectionDoc};
use crate::form::SectionId;
use crate::rights::{Action, Row, Standing};
use section::OpenSection;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use writing::Pending;

mod effort;
mod owners;
mod presence;
mod section;
mod suggestions;
mod writing;

pub use effort::{Abuse, Worked};
pub use owners::Owners;
pub use section::{MAX_SECTION, Stored};
pub use suggestions::Accepted;

/// A connection, numbered by the room's owner and never reused while the room lives.
pub type PeerId = u64;

/// Who is at the other end of a connection, as the session says.
#[derive(Clone, Debug, PartialEq)]
pub struct Who {
    pub account: String,
    pub name: String,
    pub quality: String,
    /// Which rows are theirs the room knows better, and puts here.
    pub standing: Standing,
}

/// What a connection speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A tab of ours: the whole dossier.
    Dossier,
    /// Another Yjs client: the document of one section, in plain y-protocols.
    Section(SectionId),
    /// Who shows one section to others, in our own frames: it is told too what is said beside it.
    Shown(SectionId),
}

impl Scope {
    /// The only section, if there is one only.
    fn section(self) -> Option<SectionId> {
        match self {
            Scope::Dossier => None,
            Scope::Section(section) | Scope::Shown(section) => Some(section),
        }
    }

    fn holds(self, section: SectionId) -> bool {
        self.section().is_none_or(|only| only == section)
    }
}

/// A write on its way to the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    pub section: SectionId,
    pub account: String,
    /// Whose words they are where they are not the account's: an accepted suggestion.
    pub author: Option<String>,
    pub update: Vec<u8>,
    /// The client ids that the author speaks as from here on: to be kept with the update, and given
    /// back when the room is opened again.
    pub client_owners: Vec<u64>,
    /// The rows that are the account's from here on, because it made them and changes no others: to
    /// be kept and given back likewise.
    pub rows: Vec<Row>,
}

impl Write {
    /// Before anything is known of it.
    pub fn new(section: SectionId, account: String, update: Vec<u8>) -> Write {
        Write {
            section,
            account,
            author: None,
            update,
            client_owners: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Who speaks in it.
    pub fn client_owner(&self) -> &str {
        self.author.as_ref().unwrap_or(&self.account)
    }
}

/// What the owner of the room is to do, in order.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Put these into the log as one transaction, then call [`Room::acknowledge`] or
    /// [`Room::not_kept`].
    Append(Vec<Write>),
    /// The same bytes to each of these.
    Send { to: Vec<PeerId>, frame: Vec<u8> },
    /// End the connection with a close code.
    Close { peer: PeerId, code: u16 },
    /// The peer's connection answers for what it sent. Nothing of it was taken.
    Abused { peer: PeerId, how: Abuse },
    /// A section changed; what other parts of the server show of it may need refreshing.
    Changed { section: SectionId, changes: Vec<Change> },
    /// The section no longer follows from its log: the room must be opened anew from it.
    Broken { section: SectionId },
}

struct Peer {
    who: Who,
    scope: Scope,
    announced: Option<Announcement>,
    colour: u8,
    place: Option<Presence>,
    welcomed: bool,
    /// The sections it has asked for and been given: it hears what is new in these. Told of what
    /// is new before it has what was before, yrs would keep a hole that it cannot fill later.
    follows: BTreeSet<SectionId>,
}

/// An open dossier.
pub struct Room {
    sections: BTreeMap<SectionId, OpenSection>,
    peers: BTreeMap<PeerId, Peer>,
    queue: Vec<Pending>,
    queued_bytes: usize,
    under_way: Vec<Pending>,
    paused: bool,
    worked: Worked,
    /// Bytes of a section, and bytes that all of them may still grow by.
    most_of_section: usize,
    may_grow: usize,
}

impl Room {
    /// Opens a room over what the log gives.
    pub fn new(sections: impl IntoIterator<Item = impl Into<Stored>>) -> Room {
        let kept = |stored: Stored| (stored.section, OpenSection::from(stored));
        Room {
            sections: sections.into_iter().map(|stored| kept(stored.into())).collect(),
            peers: BTreeMap::new(),
            queue: Vec::new(),
            queued_bytes: 0,
            under_way: Vec::new(),
            paused: false,
            worked: Box::new(|| Duration::ZERO),
            most_of_section: MAX_SECTION,
            may_grow: usize::MAX,
        }
    }

    /// With another limit for each section than [`MAX_SECTION`].
    pub fn limited(self, most_of_section: usize) -> Room {
        Room { most_of_section, ..self }
    }

    /// By how many bytes the dossier may grow from here on, until something else is said. What is
    /// beyond is refused as [`Reason::Full`](super::frame::Reason::Full).
    pub fn may_grow(&mut self, bytes: usize) {
        self.may_grow = bytes;
    }

    /// With what says how long the thread that speaks to the room has worked: without it nothing
    /// ever takes too long.
    pub fn measured(self, worked: Worked) -> Room {
        Room { worked, ..self }
    }

    /// The document of a section, to be read.
    pub fn doc(&self, section: SectionId) -> Option<&SectionDoc> {
        self.sections.get(&section).map(|kept| &*kept.doc)
    }

    pub fn is_empty(&self) -> bool {
        self.peers.is_empty()
    }

    /// Nothing waits for the disk.
    pub fn is_quiet(&self) -> bool {
        self.queue.is_empty() && self.under_way.is_empty()
    }

    /// A tab opens a connection. It hears nothing until its `Hello`.
    pub fn join(&mut self, peer: PeerId, who: Who) {
        self.seat(peer, who, Scope::Dossier);
    }

    /// Somebody begins to show one section. They are welcome at once, and never write.
    pub fn join_shown(&mut self, peer: PeerId, who: Who, section: SectionId) -> Vec<Effect> {
        self.seat(peer, who, Scope::Shown(section));
        self.welcome(peer)
    }

    /// Another Yjs client opens a connection to one section. It is welcome at once, since plain
    /// y-protocols has no greeting, and is asked for what it has.
    pub fn join_section(&mut self, peer: PeerId, who: Who, section: SectionId) -> Vec<Effect> {
        self.seat(peer, who, Scope::Section(section));
        let mut effects = self.welcome(peer);
        if self.may(peer, section, Action::EditRows) {
            effects.extend(self.ask(peer, section));
        }
        effects
    }

    /// Asks a plain Yjs client for what the document lacks.
    fn ask(&self, peer: PeerId, section: SectionId) -> Vec<Effect> {
        let asked = self
            .sections
            .get(&section)
            .map(|kept| send(vec![peer], &Frame::Step1 { section, vector: kept.vector() }));
        asked.into_iter().collect()
    }

    /// A frame arrives. Rights are those of this moment and travel with the write.
    pub fn receive(&mut self, peer: PeerId, bytes: &[u8]) -> Vec<Effect> {
        let Some(from) = self.peers.get(&peer) else {
            return Vec::new();
        };
        if bytes.len() > MAX_FRAME {
            return vec![Effect::Close { peer, code: close::UNREADABLE }];
        }
        let Ok(frame) = Frame::decode(bytes) else {
            return vec![Effect::Close { peer, code: close::UNREADABLE }];
        };
        match frame {
            Frame::Hello { protocol } if protocol == super::PROTOCOL => self.welcome(peer),
            Frame::Hello { .. } => vec![Effect::Close { peer, code: close::OUTDATED }],
            _ if !from.welcomed => vec![Effect::Close { peer, code: close::UNREADABLE }],
            Frame::Step1 { section, vector } => self.step1(peer, section, &vector),
            Frame::Write { section, no, update } => self.write(peer, section, no, update),
            Frame::Here { json } => self.here(peer, &json),
            Frame::Awareness { section, update } => self.announce(peer, section, &update),
            _ => vec![Effect::Close { peer, code: close::UNREADABLE }],
        }
    }

    fn step1(&mut self, peer: PeerId, section: SectionId, vector: &[u8]) -> Vec<Effect> {
        if !self.may(peer, section, Action::Read) {
            return Vec::new();
        }
        let Some(kept) = self.sections.get_mut(&section) else {
            return Vec::new();
        };
        if guard_vector(vector).is_err() {
            return vec![Effect::Close { peer, code: close::UNREADABLE }];
        }
        match kept.lacks(vector) {
            Ok(update) => {
                if let Some(peer) = self.peers.get_mut(&peer) {
                    peer.follows.insert(section);
                }
                vec![send(vec![peer], &Frame::Step2 { section, update })]
            }
            Err(_) => vec![Effect::Close { peer, code: close::UNREADABLE }],
        }
    }

    /// What an account may do changed, or ended (`None`). Its tabs are closed with a code, so that
    /// what they show and what they may do is read anew; from this moment their frames are
    /// nobody's. `standing` is as the log's database has it now, which does not know of rows that
    /// wait.
    pub fn set_standing(&mut self, account: &str, standing: Option<Standing>) -> Vec<Effect> {
        let standing = standing.map(|mut standing| {
            let waits = self.under_way.iter().chain(&self.queue).map(|pending| &pending.write);
            let claims = waits.filter(|write| write.account == account).flat_map(|w| &w.rows);
            standing.rows.extend(claims.cloned());
            for kept in self.sections.values_mut() {
                kept.owners.set(account, &standing.rows);
            }
            standing
        });
        let of_account = |(_, peer): &(&PeerId, &Peer)| {
            peer.who.account == account && Some(&peer.who.standing) != standing.as_ref()
        };
        let peers: Vec<PeerId> = self.peers.iter().filter(of_account).map(|(&id, _)| id).collect();
        let code = if standing.is_some() { close::ROLE_CHANGED } else { close::NOT_ALLOWED };
        let mut effects = Vec::new();
        for peer in peers {
            effects.extend(self.leave(peer));
            effects.push(Effect::Close { peer, code });
        }
        effects
    }

    fn may(&self, peer: PeerId, section: SectionId, action: Action) -> bool {
        self.peers.get(&peer).is_some_and(|peer| {
            peer.scope.holds(section) && peer.who.standing.may(Some(section), action)
        })
    }
}

fn send(to: Vec<PeerId>, frame: &Frame) -> Effect {
    Effect::Send { to, frame: frame.encode() }
}
