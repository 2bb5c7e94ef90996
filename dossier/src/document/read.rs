//! Reading a section: values, texts, sets and rows by path, tolerant of whatever a peer wrote.
//! Owns: the reading half of [`SectionDoc`]. Does not know: edits, JSON, HTML.

use crate::document::path::Path;
use crate::document::schema::{Node, RANK, SectionDoc, attributes_of};
use crate::document::text::delta::{Insert, Op};
use crate::document::text::{Block, blocks};
use serde_json::Value as Json;
use yrs::types::text::YChange;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn, StickyIndex, Text, Transact};
use yrs::{Assoc, IndexedSequence};

/// A single value. Dates, times, choices and links are words; money is a whole number of cents.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Words(String),
    Number(f64),
    Flag(bool),
}

impl Value {
    pub fn words(&self) -> Option<&str> {
        match self {
            Value::Words(words) => Some(words),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl SectionDoc {
    /// The single value at `path`.
    pub fn value(&self, path: &Path) -> Option<Value> {
        let tx = self.doc.transact();
        let Node::Scalar(map, key) = self.node(&tx, path)? else {
            return None;
        };
        match map.get(&tx, &key)? {
            Out::Any(Any::String(words)) => Some(Value::Words(words.to_string())),
            Out::Any(Any::Number(yrs::Number::Int(n))) => Some(Value::Number(n as f64)),
            Out::Any(Any::Number(yrs::Number::Float(n))) if n.is_finite() => Some(Value::Number(n)),
            Out::Any(Any::Bool(flag)) => Some(Value::Flag(flag)),
            _ => None,
        }
    }

    /// The words at `path`, without formats.
    pub fn words(&self, path: &Path) -> String {
        let tx = self.doc.transact();
        match self.node(&tx, path) {
            Some(Node::Text(text)) => text.get_string(&tx),
            _ => String::new(),
        }
    }

    /// Whether the field, the row or the column's row is there.
    pub fn has(&self, path: &Path) -> bool {
        match (path.field_in(self.section), path.parent()) {
            (Some(_), Some(row)) => self.has(&row),
            (Some(_), None) => true,
            (None, Some(rows)) => self.rows(&rows).iter().any(|id| id == path.last()),
            (None, None) => false,
        }
    }

    /// The whole text at `path` as inserts, neighbours of one format joined.
    pub fn text(&self, path: &Path) -> Vec<Op> {
        let tx = self.doc.transact();
        let Some(Node::Text(text)) = self.node(&tx, path) else {
            return Vec::new();
        };
        let mut ops: Vec<Op> = Vec::new();
        for chunk in text.diff(&tx, YChange::identity) {
            let attributes = attributes_of(chunk.attributes.as_deref());
            let Out::Any(Any::String(words)) = chunk.insert else {
                ops.push(Op::Insert { insert: Insert::Embed(Json::Null), attributes: None });
                continue;
            };
            match ops.last_mut() {
                Some(Op::Insert { insert: Insert::Words(last), attributes: same })
                    if *same == attributes =>
                {
                    last.push_str(&words);
                }
                _ => ops.push(Op::Insert { insert: Insert::Words(words.to_string()), attributes }),
            }
        }
        ops
    }

    /// The rich text at `path` as blocks.
    pub fn blocks(&self, path: &Path) -> Vec<Block> {
        blocks(&self.text(path))
    }

    /// The values of the set at `path`, in the order in which they were added.
    pub fn set(&self, path: &Path) -> Vec<String> {
        let tx = self.doc.transact();
        let Some(Node::Map(map)) = self.node(&tx, path) else {
            return Vec::new();
        };
        set_of(&tx, &map).into_iter().map(|(_, value)| value).collect()
    }

    /// The ids of the rows at `path`, in their order.
    pub fn rows(&self, path: &Path) -> Vec<String> {
        let tx = self.doc.transact();
        let Some(Node::Map(map)) = self.node(&tx, path) else {
            return Vec::new();
        };
        rows_of(&tx, &map).into_iter().map(|(_, id)| id).collect()
    }

    /// A mark that stays between the same two characters while others write: an offset of the text
    /// at `path` (UTF-16 units) as bytes. `None` past the end.
    pub fn anchor(&self, path: &Path, offset: u32) -> Option<Vec<u8>> {
        let tx = self.doc.transact();
        let Some(Node::Text(text)) = self.node(&tx, path) else {
            return None;
        };
        if offset > text.len(&tx) {
            return None;
        }
        // At the end there is no character to stand before.
        let before = || text.sticky_index(&tx, offset, Assoc::Before);
        Some(text.sticky_index(&tx, offset, Assoc::After).or_else(before)?.encode_v1())
    }

    /// A mark before whatever will be written at the very beginning of the text at `path`.
    pub fn beginning(&self, path: &Path) -> Option<Vec<u8>> {
        let tx = self.doc.transact();
        let Some(Node::Text(text)) = self.node(&tx, path) else {
            return None;
        };
        Some(text.sticky_index(&tx, 0, Assoc::Before)?.encode_v1())
    }

    /// Where an [`anchor`](Self::anchor) made by any replica stands now.
    pub fn offset(&self, path: &Path, anchor: &[u8]) -> Option<u32> {
        let anchor = StickyIndex::decode_v1(anchor).ok()?;
        let tx = self.doc.transact();
        let Some(Node::Text(text)) = self.node(&tx, path) else {
            return None;
        };
        let offset = anchor.get_offset(&tx)?;
        let branch: &yrs::branch::Branch = text.as_ref();
        let same_text = offset.branch == yrs::branch::BranchPtr::from(branch);
        same_text.then_some(offset.index)
    }
}

pub(crate) fn set_of<T: ReadTxn>(tx: &T, map: &MapRef) -> Vec<(i64, String)> {
    let order = |value: Out| match value {
        Out::Any(Any::Number(yrs::Number::Int(n))) => Some(n),
        Out::Any(Any::Number(yrs::Number::Float(n))) => Some(n as i64),
        _ => None,
    };
    let mut values: Vec<(i64, String)> =
        map.iter(tx).filter_map(|(value, at)| Some((order(at)?, value.to_string()))).collect();
    values.sort();
    values
}

/// Rank and id of each row. Two rows of one rank (added at the same place at the same time) stand
/// in the order of their ids, on every replica.
pub(crate) fn rows_of<T: ReadTxn>(tx: &T, map: &MapRef) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = map
        .iter(tx)
        .filter_map(|(id, row)| {
            let Out::YMap(row) = row else { return None };
            let Some(Out::Any(Any::String(rank))) = row.get(tx, RANK) else {
                return None;
            };
            crate::document::path::is_row_id(id).then(|| (rank.to_string(), id.to_string()))
        })
        .collect();
    rows.sort();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::edit::{Edit, EditError};
    use crate::document::schema::Root;
    use crate::form::SectionId;
    use yrs::{In, MapPrelim, TextPrelim};

    /// The rows `actions`, into which a peer wrote whatever it liked.
    fn strange(write: impl FnOnce(&mut yrs::TransactionMut<'_>, &MapRef)) -> SectionDoc {
        let doc = SectionDoc::open(SectionId::Actions, 5);
        let Some(Root::Map(rows)) = doc.roots.get("actions").cloned() else { panic!("rows") };
        write(&mut doc.doc.transact_mut(), &rows);
        doc
    }

    #[test]
    fn what_is_no_row_is_not_among_the_rows() {
        let doc = strange(|tx, rows| {
            let row = |rank: Any| MapPrelim::from_iter([(RANK, In::Any(rank))]);
            rows.insert(tx, "good", row(Any::from("V")));
            rows.insert(tx, "number", row(Any::from(1)));
            rows.insert(tx, "a bad id", row(Any::from("V")));
            rows.insert(tx, "bare", MapPrelim::default());
            rows.insert(tx, "text", TextPrelim::new("a"));
            rows.insert(tx, "word", Any::from("a"));
        });
        assert_eq!(doc.rows(&Path::field("actions")), ["good"]);
    }

    #[test]
    fn what_is_not_of_the_form_s_kind_reads_as_absent() {
        let doc = strange(|tx, rows| {
            let row = rows.insert(tx, "a1", MapPrelim::default());
            row.insert(tx, RANK, Any::from("V"));
            row.insert(tx, "title", MapPrelim::default());
            row.insert(tx, "description", Any::from("words"));
            row.insert(tx, "levels", TextPrelim::new("a"));
            row.insert(tx, "startDate", TextPrelim::new("a"));
            row.insert(tx, "endDate", Any::Buffer([1][..].into()));
            row.insert(tx, "pupilCount", Any::from(f64::NAN));
        });
        let row = Path::field("actions").row("a1");
        for column in ["title", "description", "levels", "startDate", "endDate", "pupilCount"] {
            let path = row.column(column);
            assert_eq!(doc.words(&path), "", "{column}");
            assert_eq!((doc.text(&path), doc.value(&path)), (vec![], None), "{column}");
            assert_eq!((doc.set(&path), doc.rows(&path)), (vec![], vec![]), "{column}");
            assert_eq!(doc.anchor(&path, 0), None, "{column}");
            let edit = Edit::Text { path, ops: vec![Op::insert("a")] };
            let refused = doc.edit(&edit).expect_err("no text");
            let scalar = ["endDate", "pupilCount"].contains(&column);
            let expected = if scalar { EditError::WrongKind } else { EditError::NoSuchPlace };
            assert_eq!(refused, expected, "{column}");
        }
    }

    #[test]
    fn a_list_that_holds_another_kind_of_value_is_made_anew_by_whoever_adds_to_it() {
        let doc = SectionDoc::open(SectionId::Concertation, 5);
        let sessions = Path::field("concertation.sessions");
        let adds = |rows: &Path, id: &str, after: Option<&str>| Edit::AddRow {
            rows: rows.clone(),
            id: id.to_owned(),
            after: after.map(str::to_owned),
        };
        doc.edit(&adds(&sessions, "s1", None)).expect("a session");
        let Some(Root::Map(rows)) = doc.roots.get("concertation.sessions") else { panic!("rows") };
        {
            let mut tx = doc.doc.transact_mut();
            let Some(Out::YMap(row)) = rows.get(&tx, "s1") else { panic!("a row") };
            row.insert(&mut tx, "agenda", Any::from("words"));
            row.insert(&mut tx, "participants", TextPrelim::new("a"));
            row.insert(&mut tx, "place", Any::from("words"));
        }
        let before = doc.state_vector();
        doc.take();
        let session = sessions.row("s1");
        for column in ["agenda", "participants"] {
            let list = session.column(column);
            assert_eq!(doc.rows(&list), [""; 0], "{column}");
            let (no_place, no_id) = (adds(&list, "l1", Some("l0")), adds(&list, "a b", None));
            assert!(doc.edit(&no_place).is_err() && doc.edit(&no_id).is_err(), "{column}");
            assert_eq!(doc.state_vector(), before, "{column}: what is refused changes nothing");
        }
        for wrong in [session.column("place"), sessions.row("s2").column("agenda")] {
            assert!(doc.edit(&adds(&wrong, "l1", None)).is_err(), "{wrong}");
            assert_eq!(doc.state_vector(), before, "{wrong}");
        }
        for (column, within) in [("agenda", "text"), ("participants", "count")] {
            let list = session.column(column);
            let done = doc.edit(&adds(&list, "l1", None)).expect("a line");
            assert!(
                done.changes.iter().any(|change| change.path == session || change.path == list)
            );
            assert_eq!(doc.rows(&list), ["l1"]);
            assert!(doc.has(&list.row("l1").column(within)), "{column}");
        }
        let line = session.column("agenda").row("l1").column("text");
        let edit = Edit::Text { path: line.clone(), ops: vec![Op::insert("Accueil")] };
        doc.edit(&edit).expect("a text");
        let other = SectionDoc::load(SectionId::Concertation, 6, &doc.state()).expect("a state");
        assert_eq!(
            (other.words(&line).as_str(), doc.words(&line).as_str()),
            ("Accueil", "Accueil")
        );
    }

    #[test]
    fn an_embed_counts_as_one_character_and_is_never_shown() {
        let doc = SectionDoc::open(SectionId::Summary, 5);
        let path = Path::field("summary.abstract");
        let Some(Root::Text(text)) = doc.roots.get("summary.abstract").cloned() else {
            panic!("a text")
        };
        let image = Any::from_json(r#"{"image":"https://a.example/x.png"}"#).expect("json");
        text.insert_embed(&mut doc.doc.transact_mut(), 0, image);
        text.insert(&mut doc.doc.transact_mut(), 1, "🎒\n");
        // Offset 2 lies inside the schoolbag, behind the embed.
        let edit = Edit::Text { path: path.clone(), ops: vec![Op::retain(2), Op::insert("x")] };
        doc.edit(&edit).expect("a text");
        assert_eq!(doc.words(&path), "🎒x\n");
        assert_eq!(crate::document::text::plain(&doc.blocks(&path)), "🎒x");
    }
}
