//! Every way to change a section. Owns: [`Edit`], what each may hold, and its transaction.
//! Must not know: who edits (rights are asked before), the wire, JSON.

use crate::delta::{Insert, Op, known_formats, utf16_len};
use crate::form::{Field, Kind};
use crate::identifiers::{IsoDate, Time};
use crate::path::{Path, columns, is_row_id};
use crate::rank;
use crate::read::{Value, rows_of, set_of};
use crate::schema::{Done, Node, RANK, SectionDoc, Shape, shape};
use serde::{Deserialize, Serialize};
use yrs::types::{Attrs, Delta};
use yrs::{Any, GetString, In, Map, MapPrelim, MapRef, Text, TextPrelim, TextRef, TransactionMut};

/// Words in one insertion that are still taken: far above any dossier, far below what would make
/// the update too large for the wire.
pub const MAX_INSERT: usize = 200_000;

/// What somebody wants to change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts a single value, or clears it.
    Set {
        path: Path,
        value: Option<Value>,
    },
    /// Changes a text.
    Text {
        path: Path,
        ops: Vec<Op>,
    },
    /// Puts a value into a set or takes it out.
    Toggle {
        path: Path,
        value: String,
        on: bool,
    },
    /// Adds an empty row after another, or first.
    AddRow {
        rows: Path,
        id: String,
        after: Option<String>,
    },
    RemoveRow {
        row: Path,
    },
    /// Moves a row after another, or to the front.
    MoveRow {
        row: Path,
        after: Option<String>,
    },
}

/// Why an edit was not made. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum EditError {
    #[error("there is no such place, or its row is gone")]
    NoSuchPlace,
    #[error("this place holds another kind of value")]
    WrongKind,
    #[error("the value is not in the list")]
    NotInList,
    #[error("the number is outside its limits")]
    OutOfLimits,
    #[error("this is not a date or a time")]
    NotADate,
    #[error("the text is too long for one insertion")]
    TooLong,
    #[error("there are already as many as there may be")]
    TooMany,
}

impl SectionDoc {
    /// Makes `edit` in one transaction and returns what it did. An edit that changes nothing
    /// returns an empty update.
    pub fn edit(&self, edit: &Edit) -> Result<Done, EditError> {
        self.transact(|tx| match edit {
            Edit::Set { path, value } => self.set_value(tx, path, value.as_ref()),
            Edit::Text { path, ops } => {
                let field = self.field(path)?;
                let Some(Node::Text(text)) = self.node(tx, path) else {
                    return Err(EditError::NoSuchPlace);
                };
                write_text(tx, &text, ops, matches!(field.kind, Kind::Rich { .. }))
            }
            Edit::Toggle { path, value, on } => self.toggle(tx, path, value, *on),
            Edit::AddRow { rows, id, after } => self.add_row(tx, rows, id, after.as_deref()),
            Edit::RemoveRow { row } => {
                let (map, id) = self.rows_above(tx, row)?;
                map.remove(tx, id).map(|_| ()).ok_or(EditError::NoSuchPlace)
            }
            Edit::MoveRow { row, after } => self.move_row(tx, row, after.as_deref()),
        })
    }

    fn field(&self, path: &Path) -> Result<&'static Field, EditError> {
        path.field_in(self.section).ok_or(EditError::NoSuchPlace)
    }

    fn set_value(
        &self,
        tx: &mut TransactionMut<'_>,
        path: &Path,
        value: Option<&Value>,
    ) -> Result<(), EditError> {
        let field = self.field(path)?;
        let Some(Node::Scalar(map, key)) = self.node(tx, path) else {
            return Err(EditError::NoSuchPlace);
        };
        match value {
            Some(value) => {
                admits(&field.kind, value)?;
                map.try_update(tx, key, any_of(value));
            }
            None => {
                map.remove(tx, &key);
            }
        }
        Ok(())
    }

    fn toggle(
        &self,
        tx: &mut TransactionMut<'_>,
        path: &Path,
        value: &str,
        on: bool,
    ) -> Result<(), EditError> {
        let field = self.field(path)?;
        let Some(Node::Map(map)) = self.node(tx, path) else {
            return Err(EditError::NoSuchPlace);
        };
        if !on {
            map.remove(tx, value);
            return Ok(());
        }
        let present = set_of(tx, &map);
        if present.iter().any(|(_, other)| other == value) {
            return Ok(());
        }
        match field.kind {
            Kind::Choices(list) if list.get(value).is_none() => return Err(EditError::NotInList),
            Kind::Tags { max } if present.len() >= max => return Err(EditError::TooMany),
            Kind::Tags { .. } if value.trim().is_empty() || value.len() > 200 => {
                return Err(EditError::WrongKind);
            }
            Kind::Links(_) if !is_row_id(value) => return Err(EditError::WrongKind),
            Kind::Choices(_) | Kind::Tags { .. } | Kind::Links(_) => {}
            _ => return Err(EditError::WrongKind),
        }
        let last = present.last().map_or(0, |(order, _)| *order);
        map.insert(tx, value, Any::from(last.saturating_add(1)));
        Ok(())
    }

    fn rows_node(
        &self,
        tx: &TransactionMut<'_>,
        path: &Path,
    ) -> Result<(MapRef, &'static [Field]), EditError> {
        let columns = columns(self.field(path)?);
        match self.node(tx, path) {
            Some(Node::Map(map)) if !columns.is_empty() => Ok((map, columns)),
            _ => Err(EditError::NoSuchPlace),
        }
    }

    fn rows_above<'p>(
        &self,
        tx: &TransactionMut<'_>,
        row: &'p Path,
    ) -> Result<(MapRef, &'p str), EditError> {
        let above = row.parent().ok_or(EditError::NoSuchPlace)?;
        Ok((self.rows_node(tx, &above)?.0, row.last()))
    }

    fn add_row(
        &self,
        tx: &mut TransactionMut<'_>,
        path: &Path,
        id: &str,
        after: Option<&str>,
    ) -> Result<(), EditError> {
        let (map, columns) = self.rows_node(tx, path)?;
        if !is_row_id(id) || map.get(tx, id).is_some() {
            return Err(EditError::WrongKind);
        }
        let rank = self.rank_after(tx, &map, after, None)?;
        insert_row(tx, &map, columns, id, &rank);
        Ok(())
    }

    fn move_row(
        &self,
        tx: &mut TransactionMut<'_>,
        row: &Path,
        after: Option<&str>,
    ) -> Result<(), EditError> {
        let (map, id) = self.rows_above(tx, row)?;
        let Some(yrs::Out::YMap(moved)) = map.get(tx, id) else {
            return Err(EditError::NoSuchPlace);
        };
        if after == Some(id) {
            return Ok(());
        }
        let rank = self.rank_after(tx, &map, after, Some(id))?;
        moved.insert(tx, RANK, Any::from(rank));
        Ok(())
    }

    /// A rank that puts a row after `after` (or first), not counting the row `moved` itself.
    /// Where two neighbours hold one rank (they came at the same time), no rank lies between: all
    /// rows get new ones.
    fn rank_after(
        &self,
        tx: &mut TransactionMut<'_>,
        map: &MapRef,
        after: Option<&str>,
        moved: Option<&str>,
    ) -> Result<String, EditError> {
        let mut rows = rows_of(tx, map);
        rows.retain(|(_, id)| Some(id.as_str()) != moved);
        let at = match after {
            None => 0,
            Some(after) => {
                let found = rows.iter().position(|(_, id)| id == after);
                found.ok_or(EditError::NoSuchPlace)? + 1
            }
        };
        let left = at.checked_sub(1).map(|i| rows[i].0.clone());
        let right = rows.get(at).map(|(rank, _)| rank.clone());
        if let (Some(left), Some(right)) = (&left, &right)
            && left >= right
        {
            let ranks = rank::spaced(rows.len() + 1);
            let others = ranks.iter().enumerate().filter(|(i, _)| *i != at);
            for ((_, rank), (_, id)) in others.zip(&rows) {
                if let Some(yrs::Out::YMap(row)) = map.get(tx, id) {
                    row.insert(tx, RANK, Any::from(rank.as_str()));
                }
            }
            return Ok(ranks[at].clone());
        }
        Ok(rank::between(left.as_deref(), right.as_deref()))
    }
}

/// Whether a field of that kind may hold the value.
pub fn admits(kind: &Kind, value: &Value) -> Result<(), EditError> {
    match (kind, value) {
        (Kind::Number { min, max, .. }, Value::Number(n)) => {
            (min..=max).contains(&n).then_some(()).ok_or(EditError::OutOfLimits)
        }
        (Kind::Money, Value::Number(cents)) => {
            let whole = cents.fract() == 0.0 && (0.0..=1e13).contains(cents);
            whole.then_some(()).ok_or(EditError::OutOfLimits)
        }
        (Kind::Date, Value::Words(date)) => {
            IsoDate::parse(date).map(|_| ()).map_err(|_| EditError::NotADate)
        }
        (Kind::Time, Value::Words(time)) => {
            Time::parse(time).map(|_| ()).map_err(|_| EditError::NotADate)
        }
        (Kind::Choice(list), Value::Words(choice)) => {
            list.get(choice).map(|_| ()).ok_or(EditError::NotInList)
        }
        (Kind::Link(_), Value::Words(id)) => {
            is_row_id(id).then_some(()).ok_or(EditError::WrongKind)
        }
        (Kind::Measure, Value::Words(words)) if words.len() <= 400 => Ok(()),
        (Kind::Measure, Value::Number(n)) if n.is_finite() => Ok(()),
        (Kind::Bool, Value::Flag(_)) => Ok(()),
        _ => Err(EditError::WrongKind),
    }
}

pub(crate) fn any_of(value: &Value) -> Any {
    match value {
        Value::Words(words) => Any::from(words.as_str()),
        Value::Number(number) => Any::from(*number),
        Value::Flag(flag) => Any::from(*flag),
    }
}

/// Makes a row with all its nested types, in the order of the form: the same bytes each time.
pub(crate) fn insert_row(
    tx: &mut TransactionMut<'_>,
    rows: &MapRef,
    columns: &[Field],
    id: &str,
    rank: &str,
) -> MapRef {
    let row = rows.insert(tx, id, MapPrelim::default());
    row.insert(tx, RANK, Any::from(rank));
    for column in columns {
        match shape(&column.kind) {
            Shape::Text => {
                let start = if matches!(column.kind, Kind::Rich { .. }) { "\n" } else { "" };
                row.insert(tx, column.key, TextPrelim::new(start));
            }
            Shape::Map => {
                row.insert(tx, column.key, MapPrelim::default());
            }
            Shape::Scalar => {}
        }
    }
    row
}

/// Applies `ops` to a text: lengths are clamped to what is there (yrs panics past the end), no
/// surrogate pair is split (both halves would be lost), formats are filtered, embeds dropped.
pub(crate) fn write_text(
    tx: &mut TransactionMut<'_>,
    text: &TextRef,
    ops: &[Op],
    rich: bool,
) -> Result<(), EditError> {
    let inserted: usize = ops
        .iter()
        .map(|op| match op {
            Op::Insert { insert: Insert::Words(words), .. } => words.len(),
            _ => 0,
        })
        .sum();
    if inserted > MAX_INSERT {
        return Err(EditError::TooLong);
    }
    let mut left = text.len(tx);
    let pairs = pairs_in(&text.get_string(tx));
    let mut at = 0;
    let mut delta: Vec<Delta<In>> = Vec::new();
    let clamp = |length: u32, left: &mut u32, at: &mut u32| {
        let mut length = length.min(*left);
        if pairs.binary_search(&(*at + length)).is_ok() {
            length = (length + 1).min(*left);
        }
        *left -= length;
        *at += length;
        length
    };
    for op in ops {
        match op {
            Op::Retain { retain, attributes } => {
                let length = clamp(*retain, &mut left, &mut at);
                let attributes = attributes.clone().filter(|_| rich);
                if length > 0 {
                    delta.push(Delta::Retain(length, attrs_of(attributes)));
                }
            }
            Op::Delete { delete } => {
                let length = clamp(*delete, &mut left, &mut at);
                if length > 0 {
                    delta.push(Delta::Deleted(length));
                }
            }
            Op::Insert { insert: Insert::Words(words), attributes } => {
                let attributes = attributes.clone().filter(|_| rich);
                let words = if rich { words.clone() } else { one_line(words) };
                if !words.is_empty() {
                    let words = In::Any(Any::from(words));
                    delta.push(Delta::Inserted(words, attrs_of(attributes)));
                }
            }
            Op::Insert { .. } => {}
        }
    }
    text.apply_delta(tx, delta);
    Ok(())
}

/// A line has no breaks and no control characters, wherever it was pasted from.
pub fn one_line(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn attrs_of(attributes: Option<crate::delta::Attributes>) -> Option<Box<Attrs>> {
    let attrs = known_formats(attributes)?
        .into_iter()
        .map(|(name, value)| {
            let any = match value {
                serde_json::Value::Bool(flag) => Any::from(flag),
                serde_json::Value::String(words) => Any::from(words),
                serde_json::Value::Number(n) => Any::from(n.as_f64().unwrap_or_default()),
                _ => Any::Null,
            };
            (name.into(), any)
        })
        .collect();
    Some(Box::new(attrs))
}

/// The offsets that lie inside a surrogate pair, in order.
fn pairs_in(text: &str) -> Vec<u32> {
    let mut at = 0;
    let mut pairs = Vec::new();
    for c in text.chars() {
        let units = c.len_utf16() as u32;
        if units == 2 {
            pairs.push(at + 1);
        }
        at += units;
    }
    debug_assert_eq!(at, utf16_len(text));
    pairs
}
