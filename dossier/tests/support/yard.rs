//! A room in which the team and two partners write one section, each with a tab. Owns: [`Yard`], what
//! others see of a state. Must not know: what is whose.

use dossier::form::SectionId;
use dossier::history::History;
use dossier::interchange::import;
use dossier::rights::{Role, Row, Standing};
use dossier::schema::{Done, SectionDoc, root_names};
use dossier::sync::PROTOCOL;
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::room::{Effect, PeerId, Room, Who, Write};
use std::collections::{BTreeMap, BTreeSet};
use yrs::types::ToJson;
use yrs::updates::decoder::Decode;
use yrs::{ClientID, Doc, GetString, Map, OffsetKind, Options, Transact, Update};

pub const EDITOR: PeerId = 1;
pub const MAIRIE: PeerId = 2;
pub const ASSOCIATION: PeerId = 3;

const PEOPLE: [(PeerId, &str, Role); 3] = [
    (EDITOR, "claire", Role::Editor),
    (MAIRIE, "mairie", Role::Partner),
    (ASSOCIATION, "association", Role::Partner),
];

pub struct Yard {
    section: SectionId,
    room: Room,
    tabs: BTreeMap<PeerId, (SectionDoc, History)>,
    standings: BTreeMap<String, Standing>,
    under_way: Option<Vec<Write>>,
    held: bool,
    next_client: u64,
}

/// A section of an example, as it is when its dossier is made.
pub fn first_state(section: SectionId) -> Vec<u8> {
    let example = import(include_str!("../../examples/ecole-cour-bien-etre.json"));
    let sections = example.expect("an example").sections;
    let found = sections.into_iter().find(|(of, _)| *of == section);
    found.expect("all sections").1
}

impl Yard {
    pub fn open(section: SectionId, state: &[u8]) -> Yard {
        let doc = SectionDoc::load(section, 7, state).expect("a state");
        let standings = PEOPLE.map(|(_, account, role)| (account.to_owned(), role.into()));
        let mut yard = Yard {
            section,
            room: Room::new([(section, doc)]),
            tabs: BTreeMap::new(),
            standings: standings.into(),
            under_way: None,
            held: false,
            next_client: 1 << 50,
        };
        for (peer, ..) in PEOPLE {
            yard.seat(peer);
        }
        yard
    }

    /// Somebody opens the page.
    fn seat(&mut self, peer: PeerId) {
        let account = PEOPLE[peer as usize - 1].1.to_owned();
        let standing = self.standings[&account].clone();
        let (name, quality) = (account.clone(), "other".to_owned());
        self.room.join(peer, Who { account, name, quality, standing });
        self.room.receive(peer, &Frame::Hello { protocol: PROTOCOL }.encode());
        self.reload(peer);
    }

    /// A fresh document of what the server has.
    pub fn reload(&mut self, peer: PeerId) {
        self.next_client += 1;
        let doc = SectionDoc::load(self.section, self.next_client, &self.room_state());
        let doc = doc.expect("the room's state");
        let step = Frame::Step1 { section: self.section, vector: doc.state_vector() };
        self.room.receive(peer, &step.encode());
        let history = History::of(&doc, || 0);
        self.tabs.insert(peer, (doc, history));
    }

    pub fn doc(&self, peer: PeerId) -> &SectionDoc {
        &self.tabs[&peer].0
    }

    pub fn undo(&mut self, peer: PeerId) -> Option<Done> {
        let (doc, history) = self.tabs.get_mut(&peer)?;
        history.undo(doc)
    }

    pub fn redo(&mut self, peer: PeerId) -> Option<Done> {
        let (doc, history) = self.tabs.get_mut(&peer)?;
        history.redo(doc)
    }

    pub fn room_state(&self) -> Vec<u8> {
        self.room.doc(self.section).expect("the section").state()
    }

    /// Writes, and answers which rows became the writer's. Who is refused reads the section anew, as
    /// a tab does.
    pub fn send(&mut self, peer: PeerId, update: &[u8]) -> Result<Vec<Row>, Reason> {
        if let Some((_, history)) = self.tabs.get_mut(&peer) {
            history.pause();
        }
        let write = Frame::Write { section: self.section, no: 1, update: update.to_vec() };
        let effects = self.room.receive(peer, &write.encode());
        let answer = self.perform(effects, peer);
        if answer.is_err() {
            self.reload(peer);
        }
        answer
    }

    fn perform(&mut self, effects: Vec<Effect>, by: PeerId) -> Result<Vec<Row>, Reason> {
        let mut answer = Ok(Vec::new());
        for effect in effects {
            match effect {
                Effect::Append(writes) if self.held => self.under_way = Some(writes),
                Effect::Append(writes) => {
                    let rows = writes.iter().flat_map(|write| &write.rows).cloned().collect();
                    let seqs: Vec<u64> = (1..).take(writes.len()).collect();
                    let effects = self.room.kept(&seqs);
                    let _ = self.perform(effects, by);
                    answer = Ok(rows);
                }
                Effect::Send { to, frame } => match Frame::decode(&frame).expect("a frame") {
                    Frame::Refused { reason, .. } => answer = Err(reason),
                    Frame::Update { update, .. } => {
                        for peer in to {
                            self.follow(peer, &update);
                        }
                    }
                    _ => {}
                },
                Effect::Close { .. } | Effect::Changed { .. } => {}
                Effect::Broken { section } => panic!("{section:?} is broken"),
            }
        }
        answer
    }

    /// A tab takes in what it is told.
    pub fn follow(&mut self, peer: PeerId, update: &[u8]) {
        self.tabs[&peer].0.apply(update).expect("an update from the room");
    }

    /// From now on appends stay under way.
    pub fn hold_disk(&mut self) {
        self.held = true;
    }

    /// The rows in the append under way, with whose they are to be.
    pub fn claimed(&self) -> Vec<(Row, String)> {
        let writes = self.under_way.iter().flatten();
        let of = |write: &Write| {
            let account = write.account.clone();
            write.rows.iter().map(move |row| (row.clone(), account.clone())).collect::<Vec<_>>()
        };
        writes.flat_map(of).collect()
    }

    pub fn disk_fails(&mut self) {
        self.held = false;
        self.under_way = None;
        let effects = self.room.not_kept();
        let _ = self.perform(effects, EDITOR);
    }

    /// The head gives a partner these rows and no others.
    pub fn give(&mut self, account: &str, rows: BTreeSet<Row>) {
        self.set(account, Standing { rows, ..Role::Partner.into() });
    }

    /// Answers how many connections were closed for it; they are opened again.
    pub fn set(&mut self, account: &str, standing: Standing) -> usize {
        self.standings.insert(account.to_owned(), standing.clone());
        let effects = self.room.set_standing(account, Some(standing));
        let closed = effects.iter().filter_map(|effect| match effect {
            Effect::Close { peer, .. } => Some(*peer),
            _ => None,
        });
        let closed: Vec<PeerId> = closed.collect();
        for peer in &closed {
            self.seat(*peer);
        }
        closed.len()
    }

    pub fn all_say_the_same(&self) {
        let room = seen(self.section, &self.room_state());
        for (peer, (doc, _)) in &self.tabs {
            assert_eq!(seen(self.section, &doc.state()), room, "peer {peer}");
        }
    }
}

/// A document that knows nothing of the form.
pub fn raw(state: &[u8], client: u64) -> Doc {
    let mut options = Options::with_client_id(ClientID::new(client));
    options.offset_kind = OffsetKind::Utf16;
    options.cleanup_formatting = false;
    let doc = Doc::with_options(options);
    for section in [SectionId::Budget] {
        for name in root_names(section) {
            if name.starts_with("t:") {
                doc.get_or_insert_text(name);
            } else {
                doc.get_or_insert_map(name);
            }
        }
    }
    let update = Update::decode_v1(state).expect("a state");
    doc.transact_mut().apply_update(update).expect("a state");
    doc
}

/// Everything in a state that anybody can read, by root and, where it has entries, by entry.
pub fn seen(section: SectionId, state: &[u8]) -> BTreeMap<String, String> {
    let doc = raw(state, 5);
    let mut seen = BTreeMap::new();
    for name in root_names(section) {
        if name.starts_with("t:") {
            let text = doc.get_or_insert_text(name.as_str());
            seen.insert(name, text.get_string(&doc.transact()));
            continue;
        }
        let map = doc.get_or_insert_map(name.as_str());
        let tx = doc.transact();
        for (key, value) in map.iter(&tx) {
            let json: Option<String> = match value {
                yrs::Out::YMap(row) => {
                    let columns: BTreeMap<String, String> = row
                        .iter(&tx)
                        .map(|(column, value)| (column.to_owned(), sorted(&value.to_json(&tx))))
                        .collect();
                    Some(format!("{columns:?}"))
                }
                other => Some(sorted(&other.to_json(&tx))),
            };
            seen.insert(format!("{name}/{key}"), json.unwrap_or_default());
        }
    }
    seen
}

/// A value as words, maps in the order of their keys.
fn sorted(value: &yrs::Any) -> String {
    match value {
        yrs::Any::Map(map) => {
            let entries: BTreeMap<&String, String> =
                map.iter().map(|(key, value)| (key, sorted(value))).collect();
            format!("{entries:?}")
        }
        other => format!("{other:?}"),
    }
}
