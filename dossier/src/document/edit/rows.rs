//! Adding and moving rows. Owns: what a new row is made of, which rank it gets. Does not know: what
//! the columns are for.

use super::EditError;
use crate::document::path::{Path, columns, is_row_id};
use crate::document::rank;
use crate::document::read::rows_of;
use crate::document::schema::{Node, RANK, SectionDoc, Shape, shape};
use crate::form::{Field, Kind};
use yrs::{Any, Map, MapPrelim, MapRef, Out, TextPrelim, TransactionMut};

impl SectionDoc {
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

    pub(super) fn rows_above<'p>(
        &self,
        tx: &TransactionMut<'_>,
        row: &'p Path,
    ) -> Result<(MapRef, &'p str), EditError> {
        let above = row.parent().ok_or(EditError::NoSuchPlace)?;
        Ok((self.rows_node(tx, &above)?.0, row.last()))
    }

    pub(super) fn add_row(
        &self,
        tx: &mut TransactionMut<'_>,
        path: &Path,
        id: &str,
        after: Option<&str>,
    ) -> Result<(), EditError> {
        let columns = columns(self.field(path)?);
        let map = match self.rows_node(tx, path) {
            Ok((map, _)) => map,
            Err(_) if after.is_none() && !columns.is_empty() && is_row_id(id) => {
                self.made_anew(tx, path)?
            }
            Err(error) => return Err(error),
        };
        if !is_row_id(id) || map.get(tx, id).is_some() {
            return Err(EditError::WrongKind);
        }
        let rank = self.rank_after(tx, &map, after, None)?;
        insert_row(tx, &map, columns, id, &rank);
        Ok(())
    }

    /// Rows within a row, where a peer has put another kind of value, or where the row is older
    /// than the form's column: they would read as absent and could never be written to. Whoever
    /// adds to them makes them anew.
    fn made_anew(&self, tx: &mut TransactionMut<'_>, path: &Path) -> Result<MapRef, EditError> {
        let row = path.parent().ok_or(EditError::NoSuchPlace)?;
        let (rows, id) = self.rows_above(tx, &row)?;
        match rows.get(tx, id) {
            Some(Out::YMap(row)) => Ok(row.insert(tx, path.last(), MapPrelim::default())),
            _ => Err(EditError::NoSuchPlace),
        }
    }

    pub(super) fn move_row(
        &self,
        tx: &mut TransactionMut<'_>,
        row: &Path,
        after: Option<&str>,
    ) -> Result<(), EditError> {
        let (map, id) = self.rows_above(tx, row)?;
        let Some(Out::YMap(moved)) = map.get(tx, id) else {
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
    /// Where no rank lies between two neighbours, because they came at the same time and hold the
    /// same one, or because a peer made ranks up, all rows get new ones.
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
        let left = at.checked_sub(1).map(|i| rows[i].0.as_str());
        let right = rows.get(at).map(|(rank, _)| rank.as_str());
        let between = rank::between(left, right);
        let fits = left.is_none_or(|left| left < between.as_str())
            && right.is_none_or(|right| between.as_str() < right);
        if fits {
            return Ok(between);
        }
        let ranks = rank::spaced(rows.len() + 1);
        let others = ranks.iter().enumerate().filter(|(i, _)| *i != at);
        for ((_, rank), (_, id)) in others.zip(&rows) {
            if let Some(Out::YMap(row)) = map.get(tx, id) {
                row.insert(tx, RANK, Any::from(rank.as_str()));
            }
        }
        Ok(ranks[at].clone())
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
