//! Every way to change a section. Owns: [`Edit`], what each may hold, and its transaction.
//! Does not know: who edits (rights are asked before), the wire, JSON.

use crate::document::path::{Path, is_row_id};
use crate::document::read::{Value, set_of};
use crate::document::schema::{Done, Node, SectionDoc};
use crate::document::text::delta::Op;
use crate::form::identifiers::{IsoDate, Time};
use crate::form::{Field, Kind};
use serde::{Deserialize, Serialize};
use yrs::{Any, Map, TransactionMut};

mod rows;
mod text;

pub(crate) use rows::insert_row;
pub use text::one_line;
pub(crate) use text::write_text;

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
                    return Err(self.not_here(tx, path));
                };
                write_text(tx, &text, ops, matches!(field.kind, Kind::Rich { .. }))
            }
            Edit::Toggle { path, value, on } => self.toggle(tx, path, value, *on),
            Edit::AddRow { rows, id, after } => self.add_row(tx, rows, id, after.as_deref()),
            Edit::RemoveRow { row } => {
                let (map, id) = self.rows_above(tx, row)?;
                // Undone together with an earlier change of the same row, yrs would bring the row
                // back with values that only this tab sees.
                self.step();
                map.remove(tx, id).map(|_| ()).ok_or(EditError::NoSuchPlace)
            }
            Edit::MoveRow { row, after } => self.move_row(tx, row, after.as_deref()),
        })
    }

    fn field(&self, path: &Path) -> Result<&'static Field, EditError> {
        path.field_in(self.section).ok_or(EditError::NoSuchPlace)
    }

    /// Why an edit of another kind does not fit at `path`.
    fn not_here(&self, tx: &TransactionMut<'_>, path: &Path) -> EditError {
        match self.node(tx, path) {
            Some(_) => EditError::WrongKind,
            None => EditError::NoSuchPlace,
        }
    }

    fn set_value(
        &self,
        tx: &mut TransactionMut<'_>,
        path: &Path,
        value: Option<&Value>,
    ) -> Result<(), EditError> {
        let field = self.field(path)?;
        let Some(Node::Scalar(map, key)) = self.node(tx, path) else {
            return Err(self.not_here(tx, path));
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
            return Err(self.not_here(tx, path));
        };
        if !matches!(field.kind, Kind::Choices(_) | Kind::Tags { .. } | Kind::Links(_)) {
            return Err(EditError::WrongKind);
        }
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
            _ => {}
        }
        let last = present.last().map_or(0, |(order, _)| *order);
        map.insert(tx, value, Any::from(last.saturating_add(1)));
        Ok(())
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
