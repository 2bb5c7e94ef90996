//! One section as a room has it: opened when it is first asked for, tried before it is written to,
//! and what it costs. Owns: [`Stored`] and [`OpenSection`]. Does not know: peers, rights.

use super::Write;
use super::effort::{Patience, Worked, piece};
use super::owners::Owners;
use crate::document::schema::{
    ApplyError, Change, PlaceInRoot, SEED_CLIENT, SectionDoc, root_names,
};
use crate::form::SectionId;
use crate::rights::{Row, Standing, Touched};
use crate::sync::guard::{Element, Guarded, guard, walk};
use crate::sync::pieces::{Neighbours, Pieces, Uncut};
use crate::sync::places::{News, Places, Unplaced};
use std::cell::LazyCell;
use std::collections::HashMap;
use yrs::updates::encoder::Encode;
use yrs::{ClientID, StateVector};

/// How large a section may become, in bytes of its whole state, where the room's owner says nothing
/// else. The longest honest text is a tenth of it; without a limit one member could fill the disk
/// and everybody's memory.
pub const MAX_SECTION: usize = 2 * 1024 * 1024;

/// Client ids that one write may bring. A tab has one for each section and load; only who makes
/// them up has many.
const MAX_NEW_SPEAKERS: usize = 64;

/// Rows that one write may make somebody's own.
const MAX_NEW_ROWS: usize = 64;

/// The state vector of who has nothing.
const NOTHING: [u8; 1] = [0];

type Opening = Box<dyn FnOnce() -> SectionDoc + Send>;

/// A section as the log gives it.
pub struct Stored {
    pub section: SectionId,
    /// Its length in the log, bytes.
    pub bytes: usize,
    /// Which account speaks as a client id, as [`Write::client_owners`] said.
    pub client_owners: HashMap<u64, String>,
    /// Which rows are whose, as [`Write::rows`] said, and as was decided elsewhere.
    pub owners: Owners,
    /// The log, where it is one update that says all. Whoever comes with nothing is answered with
    /// it before the document is read.
    pub whole: Option<Vec<u8>>,
    /// Reads the document; called once, when somebody first needs it.
    pub open: Opening,
}

impl From<(SectionId, SectionDoc)> for Stored {
    fn from((section, doc): (SectionId, SectionDoc)) -> Stored {
        let owners = Owners::new(section);
        let (client_owners, open) = (HashMap::new(), Box::new(|| doc));
        Stored { section, bytes: 0, client_owners, owners, whole: None, open }
    }
}

pub(super) struct OpenSection {
    pub doc: LazyCell<SectionDoc, Opening>,
    pub roots: Vec<String>,
    /// Which account speaks as a client id, so that nobody writes under another's.
    pub client_owners: HashMap<u64, String>,
    pub owners: Owners,
    /// The document as it will be when all that waits is kept. A write is tried here before it may
    /// go to the log, because what is once in the log is read again at every opening. `None` until
    /// somebody writes, and after a write that did not pass.
    pub ahead: Option<Ahead>,
    /// [`Stored::whole`], until the section changes.
    whole: Option<Vec<u8>>,
    /// At least what the whole state takes, bytes.
    bytes: usize,
    /// That it was counted since the section changed.
    counted: bool,
    /// The last answer to who asked for what they lack, by their state vector: after a restart, or
    /// when a class comes in, everybody asks the same.
    answer: Option<(Vec<u8>, Vec<u8>)>,
}

pub(super) struct Ahead {
    doc: SectionDoc,
    /// Where everything in it stands; `None` until somebody writes who may change some rows only.
    places: Option<Places>,
    neighbours: Neighbours,
}

/// Why a write of somebody who changes only their own rows is not taken.
pub(super) enum NotTheirs {
    /// It touches something else.
    Touches,
    Unreadable,
    Gap,
}

impl From<Unplaced> for NotTheirs {
    fn from(unplaced: Unplaced) -> NotTheirs {
        match unplaced {
            Unplaced::Suspect => NotTheirs::Unreadable,
            Unplaced::Gap => NotTheirs::Gap,
        }
    }
}

impl From<Stored> for OpenSection {
    fn from(stored: Stored) -> OpenSection {
        OpenSection {
            doc: LazyCell::new(stored.open),
            roots: root_names(stored.section),
            client_owners: stored.client_owners,
            owners: stored.owners,
            ahead: None,
            whole: stored.whole,
            bytes: stored.bytes,
            counted: false,
            answer: None,
        }
    }
}

impl OpenSection {
    /// What a peer with that state vector lacks.
    pub fn lacks(&mut self, vector: &[u8]) -> Result<Vec<u8>, ApplyError> {
        if let Some((_, update)) = self.answer.as_ref().filter(|(asked, _)| asked == vector) {
            return Ok(update.clone());
        }
        if let Some(whole) = self.whole.as_ref().filter(|_| vector == NOTHING) {
            return Ok(whole.clone());
        }
        let update = self.doc.diff(vector)?;
        self.answer = Some((vector.to_vec(), update.clone()));
        Ok(update)
    }

    /// How far the section knows each client.
    pub fn vector(&self) -> Vec<u8> {
        let whole = self.whole.as_ref().and_then(|whole| guard(whole, &self.roots).ok());
        whole.map_or_else(|| self.doc.state_vector(), |said| vector_of(&said))
    }

    /// Takes in what is in the log now.
    pub fn apply(&mut self, update: &[u8]) -> Result<Vec<Change>, ApplyError> {
        (self.answer, self.whole) = (None, None);
        (self.bytes, self.counted) = (self.bytes + update.len(), false);
        self.doc.apply(update)
    }

    /// Whether the section would pass its limit. Updates weigh more than what they leave, so what
    /// is counted from them is now and then put right.
    pub fn is_full(&mut self, with: usize, most: usize) -> bool {
        if self.bytes + with > most && !self.counted {
            (self.bytes, self.counted) = (self.doc.state().len(), true);
        }
        self.bytes + with > most
    }

    /// Whether somebody else speaks as one of these, where they say what is not there yet: what is
    /// there already may be repeated by anybody.
    pub fn is_anothers(&self, account: &str, clients: &Guarded) -> bool {
        clients.clients.iter().filter(|(id, _, end)| *end > self.doc.clock(*id)).any(|(id, ..)| {
            let owner = self.client_owners.get(id);
            *id == SEED_CLIENT || owner.is_some_and(|owner| owner != account)
        })
    }

    /// Whether that many nobody has heard of come at once.
    pub fn is_a_crowd(&self, clients: &Guarded) -> bool {
        let strangers =
            clients.clients.iter().filter(|(id, ..)| !self.client_owners.contains_key(id));
        strangers.count() > MAX_NEW_SPEAKERS
    }

    /// Makes the account the owner of those who have none yet; answers who they are.
    pub fn speaks(&mut self, account: &str, clients: &Guarded) -> Vec<u64> {
        let mut new = Vec::new();
        for &(client, ..) in &clients.clients {
            if let std::collections::hash_map::Entry::Vacant(free) =
                self.client_owners.entry(client)
            {
                free.insert(account.to_owned());
                new.push(client);
            }
        }
        new
    }

    /// The rows that an update makes its writer's own, if it touches nothing that is not theirs:
    /// not even what nobody would see. It is told from the bytes, so nothing of a refused one was
    /// ever in a document.
    pub fn claims<'w>(
        &mut self,
        standing: &Standing,
        update: &[u8],
        waits: impl Iterator<Item = &'w Write>,
    ) -> Result<Vec<Row>, NotTheirs> {
        let mut ahead = self.take_ahead(waits).map_err(|_| NotTheirs::Unreadable)?;
        let claims = self.claims_in(&mut ahead, standing, update);
        self.ahead = Some(ahead);
        claims
    }

    fn claims_in(
        &self,
        ahead: &mut Ahead,
        standing: &Standing,
        update: &[u8],
    ) -> Result<Vec<Row>, NotTheirs> {
        let section = self.doc.section.id;
        let places = match ahead.places.take() {
            Some(places) => places,
            None => Places::of(&ahead.doc.state(), &self.roots)?,
        };
        let places = &*ahead.places.insert(places);
        let touched = |place: &PlaceInRoot| match place {
            PlaceInRoot::Field(key) => Touched::Field(key.clone()),
            PlaceInRoot::Row(rows, id) => {
                let row = Row::new(section, rows, id);
                let new = !places.knows(place) && !self.owners.has(&row);
                Touched::Row { row, new }
            }
        };
        let News { touched: added, deleted, .. } = &places.read(update, &self.roots)?;
        let added: Vec<Touched> = added.iter().map(|place| touched(place)).collect();
        let mut others = deleted
            .iter()
            .filter(|(place, ..)| !standing.may_change(section, [&touched(place)]))
            .map(|(_, first, length)| (*first, *length))
            .peekable();
        // A Yjs client that says all it has repeats what was ever deleted.
        let taken = others.peek().is_some() && {
            let gone = Gone::from(&ahead.doc.state(), &self.roots);
            others.any(|(first, length)| !gone.has(first, length))
        };
        if taken || !standing.may_change(section, &added) {
            return Err(NotTheirs::Touches);
        }
        let claims: Vec<Row> = added
            .into_iter()
            .filter_map(|touched| match touched {
                Touched::Row { row, new: true } if !standing.rows.contains(&row) => Some(row),
                _ => None,
            })
            .collect();
        if claims.len() > MAX_NEW_ROWS { Err(NotTheirs::Unreadable) } else { Ok(claims) }
    }

    fn take_ahead<'w>(
        &mut self,
        mut waits: impl Iterator<Item = &'w Write>,
    ) -> Result<Ahead, ApplyError> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(ahead);
        }
        let doc = SectionDoc::load(self.doc.section.id, SEED_CLIENT, &self.doc.state())?;
        waits.try_for_each(|write| doc.apply(&write.update).map(|_| ()))?;
        // What is in the log was guarded; what it does not let pass it does not count.
        let neighbours = Neighbours::of(&doc.state(), &self.roots).unwrap_or_default();
        Ok(Ahead { doc, places: None, neighbours })
    }

    /// Whether the update can be applied after all that `waits`, and whether it says anything new
    /// then. What is not taken was never in a document that anybody reads.
    pub fn try_on<'w>(
        &mut self,
        update: &[u8],
        worked: &Worked,
        waits: impl Iterator<Item = &'w Write>,
    ) -> Result<bool, ApplyError> {
        let mut ahead = self.take_ahead(waits)?;
        let clocks = ahead.doc.clocks();
        let known = |client: u64| clocks.get(&client).copied().unwrap_or_default();
        let most = piece(self.bytes);
        let pieces = match Pieces::of(update, &self.roots, most, known, &ahead.neighbours) {
            Ok(pieces) => pieces,
            // Told from the bytes, because an attempt that fails costs a whole document.
            Err(uncut) => {
                self.ahead = Some(ahead);
                return Err(match uncut {
                    Uncut::Suspect(suspect) => ApplyError::Unreadable(suspect.to_string()),
                    Uncut::Gap => ApplyError::Gap,
                });
            }
        };
        let is_new = ahead.take_in(update, &pieces, &Patience::with(worked, pieces.parts))?;
        if let Some(mut places) = ahead.places.take()
            && let Ok(news) = places.read(update, &self.roots)
        {
            places.learn(news);
            ahead.places = Some(places);
        }
        self.ahead = Some(ahead);
        Ok(is_new)
    }
}

impl Ahead {
    /// Takes in an update, piece by piece as long as patience lasts; answers whether it says
    /// anything new.
    fn take_in(
        &mut self,
        update: &[u8],
        pieces: &Pieces,
        patience: &Patience<'_>,
    ) -> Result<bool, ApplyError> {
        let mut is_new = false;
        if pieces.updates.len() > 1 {
            for piece in &pieces.updates {
                is_new |= !self.doc.take_in(piece)?.update.is_empty();
                if patience.is_over() {
                    return Err(ApplyError::TooCostly);
                }
            }
        }
        // As the log will have it, also where all of it was taken in by its pieces.
        is_new |= !self.doc.take_in(update)?.update.is_empty();
        if patience.is_over() {
            return Err(ApplyError::TooCostly);
        }
        self.neighbours.learn(pieces);
        Ok(is_new)
    }
}

/// The state vector of a document that holds nothing else than that.
fn vector_of(said: &Guarded) -> Vec<u8> {
    let ends = said.clients.iter().map(|&(client, _, end)| (ClientID::new(client), end));
    ends.collect::<StateVector>().encode_v1()
}

/// What is not in a document any more.
struct Gone(HashMap<u64, Vec<(u32, u32)>>);

impl Gone {
    fn from(state: &[u8], roots: &[String]) -> Gone {
        let mut gone: HashMap<u64, Vec<(u32, u32)>> = HashMap::new();
        let _ = walk(state, roots, &mut |part| {
            if let Element::Deleted((client, start), length) = part {
                let ranges = gone.entry(client).or_default();
                match ranges.last_mut().filter(|(_, end)| *end >= start) {
                    Some((_, end)) => *end = start + length,
                    None => ranges.push((start, start + length)),
                }
            }
        });
        Gone(gone)
    }

    fn has(&self, (client, start): (u64, u32), length: u32) -> bool {
        let ranges = self.0.get(&client).map(Vec::as_slice).unwrap_or_default();
        let around = ranges.iter().find(|(_, end)| *end > start);
        around.is_some_and(|(first, end)| *first <= start && start + length <= *end)
    }
}
