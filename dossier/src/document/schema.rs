//! How a section is stored: the only file that knows CRDT root names, keys and options.
//! Owns: [`SectionDoc`], opened by [`SectionDoc::open`] and nowhere else. Does not know: who edits,
//! the wire, the database.
//!
//! | what | stored as |
//! |---|---|
//! | rich text, lines | a root `Text` `t:<key>`; a rich text ends in one `\n` |
//! | numbers, dates, choices, yes or no | an entry `<key>` of the root `Map` `m` |
//! | choices, tags, links (sets) | a root `Map` `s:<key>` from the value to its place in order |
//! | rows | a root `Map` `r:<key>` from the row's id to a `Map` of columns and a `rank` |
//!
//! In a row the same holds with nested types, which the row's creator makes all at once: two people
//! can then never create the same text twice and lose one. Roots exist by name and have no such
//! danger. A row order is a fractional `rank`, because an array element cannot be moved.

use crate::document::path::{Path, columns};
use crate::document::text::delta::Op;
use crate::form::{Field, Kind, Section, SectionId, section};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    ClientID, Doc, Map, MapRef, OffsetKind, Options, Out, ReadTxn, StateVector, TextRef, Transact,
    TransactionMut, Update,
};

mod changes;

pub(crate) use changes::attributes_of;
use changes::watch;

/// The client id of every seed: the same bytes for the same content, whoever creates the section.
pub const SEED_CLIENT: u64 = 1;
/// Marks a transaction that the person in this tab made.
pub(crate) const LOCAL: &str = "local";
pub(crate) const RANK: &str = "rank";
const SCALARS: &str = "m";

/// A change that a transaction made, as readers of the section need it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub path: Path,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The text changed by these steps. No steps: it is another text now, to be read whole.
    Text(Vec<Op>),
    /// The single value changed.
    Value,
    /// A value joined or left the set.
    Set,
    /// A row came, went or moved. What a row that came holds is reported as well: it may have the
    /// id of one that was there before.
    Rows,
}

/// What one transaction did: the bytes for the others, the changes for the readers.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// Empty when nothing changed.
    pub update: Vec<u8>,
    pub changes: Vec<Change>,
}

/// Why bytes from outside could not become part of a section.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    #[error("the update cannot be read: {0}")]
    Unreadable(String),
    #[error("the update cannot be applied: {0}")]
    Refused(String),
    /// yrs panicked on it. The document is locked for ever and must be dropped unread.
    #[error("the update broke the document")]
    Broken,
    /// Something it builds on has not arrived; asking for the difference of states heals it.
    #[error("the update builds on something that has not arrived")]
    Gap,
    /// Taking it in takes longer than anything honest of its length.
    #[error("the update costs too much")]
    TooCostly,
}

/// One section's CRDT document and the typed way into it.
pub struct SectionDoc {
    pub section: &'static Section,
    pub(crate) doc: Doc,
    pub(crate) roots: HashMap<&'static str, Root>,
    pub(crate) scalars: MapRef,
    record: Arc<Mutex<Done>>,
    /// Counts the edits that are undone by themselves.
    pub(crate) steps: Arc<AtomicU64>,
}

#[derive(Clone)]
pub(crate) enum Root {
    Text(TextRef),
    Map(MapRef),
    Scalar,
}

/// What stands at a path.
pub(crate) enum Node {
    Text(TextRef),
    Map(MapRef),
    Scalar(MapRef, String),
}

pub(crate) enum Shape {
    Text,
    Map,
    Scalar,
}

pub(crate) fn shape(kind: &Kind) -> Shape {
    match kind {
        Kind::Rich { .. } | Kind::Line { .. } | Kind::Lines { .. } => Shape::Text,
        Kind::Choices(_) | Kind::Tags { .. } | Kind::Links(_) => Shape::Map,
        Kind::Rows(_) | Kind::List { .. } => Shape::Map,
        _ => Shape::Scalar,
    }
}

impl SectionDoc {
    /// An empty document of that section, which speaks as `client`: a fresh random number below
    /// 2^53 for each tab and each load, never kept, since two clients with one id diverge.
    pub fn open(id: SectionId, client: u64) -> SectionDoc {
        let mut options = Options::with_client_id(ClientID::new(client & ((1 << 53) - 1)));
        options.offset_kind = OffsetKind::Utf16;
        options.cleanup_formatting = false;
        let doc = Doc::with_options(options);
        let section = section(id);
        let record = Arc::new(Mutex::new(Done::default()));
        let scalars = doc.get_or_insert_map(SCALARS);
        watch(&scalars, None, section, &record);
        let mut roots = HashMap::new();
        for field in section.fields {
            let root = match shape(&field.kind) {
                Shape::Text => {
                    let text = doc.get_or_insert_text(format!("t:{}", field.key));
                    watch(&text, Some(field.key), section, &record);
                    Root::Text(text)
                }
                Shape::Map => {
                    let prefix = if columns(field).is_empty() { "s" } else { "r" };
                    let map = doc.get_or_insert_map(format!("{prefix}:{}", field.key));
                    watch(&map, Some(field.key), section, &record);
                    Root::Map(map)
                }
                Shape::Scalar => Root::Scalar,
            };
            roots.insert(field.key, root);
        }
        let updates = Arc::clone(&record);
        let watching = doc.observe_update_v1("record", move |_, event| {
            lock(&updates).update.clone_from(&event.update);
        });
        debug_assert!(watching.is_ok(), "nobody else can hold a document that was just made");
        SectionDoc { section, doc, roots, scalars, record, steps: Arc::default() }
    }

    /// The document as `state` left it.
    pub fn load(id: SectionId, client: u64, state: &[u8]) -> Result<SectionDoc, ApplyError> {
        let doc = SectionDoc::open(id, client);
        doc.apply(state)?;
        Ok(doc)
    }

    /// Takes in bytes from the log or from the server. The caller has guarded them.
    pub fn apply(&self, update: &[u8]) -> Result<Vec<Change>, ApplyError> {
        Ok(self.take_in(update)?.changes)
    }

    /// As [`apply`](Self::apply); `Done::update` is empty when the document had it all before.
    ///
    /// A panic of yrs is caught while its transaction lives: were the transaction dropped, it would
    /// commit, panic again, and abort the process. It is leaked instead, with the document's lock.
    pub(crate) fn take_in(&self, update: &[u8]) -> Result<Done, ApplyError> {
        let update =
            Update::decode_v1(update).map_err(|e| ApplyError::Unreadable(e.to_string()))?;
        let mut tx = self.doc.transact_mut();
        let known = tx.state_vector();
        if update.state_vector_lower().iter().any(|(client, first)| *first > known.get(client)) {
            // yrs would keep some of it, with a hole before it that it cannot always fill later.
            return Err(ApplyError::Gap);
        }
        let applied = catch_unwind(AssertUnwindSafe(|| {
            let applied = tx.apply_update(update);
            tx.commit();
            applied
        }));
        let Ok(applied) = applied else {
            std::mem::forget(tx);
            return Err(ApplyError::Broken);
        };
        drop(tx);
        let done = self.take();
        applied.map_err(|e| ApplyError::Refused(e.to_string()))?;
        if self.doc.transact().has_missing_updates() {
            // What could be taken in is reported with the rest, unless it is asked for before.
            lock(&self.record).changes = done.changes;
            return Err(ApplyError::Gap);
        }
        Ok(done)
    }

    /// Runs `edit` as one transaction of the person in this tab.
    pub(crate) fn transact<E>(
        &self,
        edit: impl FnOnce(&mut TransactionMut<'_>) -> Result<(), E>,
    ) -> Result<Done, E> {
        {
            let mut tx = self.doc.transact_mut_with(LOCAL);
            edit(&mut tx)?;
        }
        Ok(self.take())
    }

    /// The edit that follows is never undone together with those before it.
    pub(crate) fn step(&self) {
        self.steps.fetch_add(1, Ordering::Relaxed);
    }

    /// What the transactions since the last call did.
    pub(crate) fn take(&self) -> Done {
        std::mem::take(&mut *lock(&self.record))
    }

    /// The whole document, as one update.
    pub fn state(&self) -> Vec<u8> {
        self.doc.transact().encode_diff_v1(&StateVector::default())
    }

    /// How far this document knows each client.
    pub fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// What a peer with that state vector lacks.
    pub fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, ApplyError> {
        let vector = StateVector::decode_v1(state_vector)
            .map_err(|e| ApplyError::Unreadable(e.to_string()))?;
        Ok(self.doc.transact().encode_diff_v1(&vector))
    }

    /// The next clock of each client that this document knows.
    pub(crate) fn clocks(&self) -> HashMap<u64, u32> {
        let vector = self.doc.transact().state_vector();
        vector.iter().map(|(client, clock)| (client.get(), *clock)).collect()
    }

    /// The next clock of that client, as far as this document knows.
    pub fn clock(&self, client: u64) -> u32 {
        self.doc.transact().state_vector().get(&ClientID::new(client))
    }

    /// The client id this document speaks as.
    pub fn client(&self) -> u64 {
        self.doc.client_id().get()
    }

    /// What stands at `path`; `None` if the form knows no such place or the row is gone.
    pub(crate) fn node<T: ReadTxn>(&self, tx: &T, path: &Path) -> Option<Node> {
        let field = path.field_in(self.section)?;
        let mut segments = path.segments();
        let key = segments.next()?;
        let mut node = match self.roots.get(key)? {
            Root::Text(text) => Node::Text(text.clone()),
            Root::Map(map) => Node::Map(map.clone()),
            Root::Scalar => Node::Scalar(self.scalars.clone(), key.to_owned()),
        };
        while let (Some(row), Some(column)) = (segments.next(), segments.next()) {
            let Node::Map(rows) = &node else { return None };
            let Some(Out::YMap(row)) = rows.get(tx, row) else {
                return None;
            };
            node = match row.get(tx, column) {
                Some(Out::YText(text)) => Node::Text(text),
                Some(Out::YMap(map)) => Node::Map(map),
                _ => Node::Scalar(row, column.to_owned()),
            };
        }
        // A hostile peer can put a map where a text belongs: such a place reads as absent.
        let as_the_form_says = matches!(
            (&node, shape(&field.kind)),
            (Node::Text(_), Shape::Text)
                | (Node::Map(_), Shape::Map)
                | (Node::Scalar(..), Shape::Scalar)
        );
        as_the_form_says.then_some(node)
    }
}

/// The names of the roots that a section's updates may speak of.
pub fn root_names(id: SectionId) -> Vec<String> {
    let of = |field: &Field| match shape(&field.kind) {
        Shape::Text => Some(format!("t:{}", field.key)),
        Shape::Map if columns(field).is_empty() => Some(format!("s:{}", field.key)),
        Shape::Map => Some(format!("r:{}", field.key)),
        Shape::Scalar => None,
    };
    let names = section(id).fields.iter().filter_map(of);
    names.chain([SCALARS.to_owned()]).collect()
}

/// What of the form stands in a root, by the root's name and the key of an entry.
pub(crate) fn place_in_root(root: &str, key: Option<&str>) -> PlaceInRoot {
    match (root.split_once(':'), key) {
        (Some(("r", rows)), Some(id)) => PlaceInRoot::Row(rows.to_owned(), id.to_owned()),
        (Some((_, field)), _) => PlaceInRoot::Field(field.to_owned()),
        // The map of single values.
        (None, field) => PlaceInRoot::Field(field.unwrap_or_default().to_owned()),
    }
}

/// A field of the section, or a row of one.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) enum PlaceInRoot {
    Field(String),
    Row(String, String),
}

/// A poisoned record is only a list that another panic cut short; the document itself is judged by
/// whoever caught that panic.
fn lock(record: &Mutex<Done>) -> std::sync::MutexGuard<'_, Done> {
    record.lock().unwrap_or_else(PoisonError::into_inner)
}
