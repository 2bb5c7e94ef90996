//! Where a value stands in a section: `summary.title`, `budget.lines/b01/label`,
//! `concertation.sessions/s1/participants/p2/count`. Field keys and row ids alternate.
//! Owns: [`Path`] and what a path may look like. Does not know: how the place is stored.

use crate::form::{Field, Kind, Section};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The deepest path the form has: rows, row, nested rows, row, column.
const MAX_SEGMENTS: usize = 5;

/// The place of a field, of a row or of a column of a row, inside one section.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Path(String);

impl Path {
    pub fn field(key: &str) -> Path {
        Path(key.to_owned())
    }

    /// A row of the rows at this path.
    pub fn row(&self, id: &str) -> Path {
        Path(format!("{}/{id}", self.0))
    }

    /// A column of the row at this path.
    pub fn column(&self, key: &str) -> Path {
        Path(format!("{}/{key}", self.0))
    }

    /// The rows of a row's path, the row of a column's path.
    pub fn parent(&self) -> Option<Path> {
        self.0.rsplit_once('/').map(|(parent, _)| Path(parent.to_owned()))
    }

    /// The last segment: a field key or a row id.
    pub fn last(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The field that the form puts at this path; `None` for a row's path and for a path that the
    /// form does not know.
    pub fn field_in(&self, section: &Section) -> Option<&'static Field> {
        if self.segments().count() > MAX_SEGMENTS {
            return None;
        }
        let mut segments = self.segments();
        let mut field = section.field(segments.next()?)?;
        while let Some(row) = segments.next() {
            let column = segments.next()?;
            field = columns(field).iter().find(|field| field.key == column)?;
            if !is_row_id(row) {
                return None;
            }
        }
        Some(field)
    }
}

impl Path {
    /// Whether this is the path of a row where the form has rows; the row need not be there.
    pub fn is_row_in(&self, section: &Section) -> bool {
        let rows = self.parent().and_then(|rows| rows.field_in(section));
        rows.is_some_and(|rows| !columns(rows).is_empty()) && is_row_id(self.last())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The one column of a list of lines, so that a list is stored as any other rows.
static LINE_OF_LIST: [Field; 1] = [Field::line("text", 300, "Texte", "Text")];

/// The columns of a field that repeats; nothing for any other.
pub fn columns(field: &Field) -> &'static [Field] {
    match field.kind {
        Kind::Rows(rows) => rows.fields,
        Kind::List { .. } => &LINE_OF_LIST,
        _ => &[],
    }
}

/// A row id is short and plain, so that it can stand in a path, an address and an HTML id.
pub fn is_row_id(id: &str) -> bool {
    (1..=40).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{SectionId, section};

    #[test]
    fn a_path_leads_to_the_field_that_the_form_has_there() {
        let concertation = section(SectionId::Concertation);
        for (path, key) in [
            ("concertation.method", "concertation.method"),
            ("concertation.sessions", "concertation.sessions"),
            ("concertation.sessions/s1/place", "place"),
            ("concertation.sessions/s1/participants", "participants"),
            ("concertation.sessions/s1/participants/p-1/count", "count"),
            ("concertation.sessions/s1/agenda/x_2/text", "text"),
        ] {
            let field = Path::field(path).field_in(concertation);
            assert_eq!(field.map(|field| field.key), Some(key), "{path}");
        }
        for path in [
            "",
            "/",
            "method",
            "budget.lines",
            "concertation.sessions/s1",
            "concertation.sessions/s1/",
            "concertation.sessions//place",
            "concertation.sessions/s 1/place",
            "concertation.sessions/s1/rank",
            "concertation.method/s1/place",
            "concertation.sessions/s1/agenda/x/text/y",
            "concertation.sessions/s1/agenda/x/text/y/z",
        ] {
            assert!(Path::field(path).field_in(concertation).is_none(), "{path:?}");
        }
    }

    #[test]
    fn a_path_is_built_and_taken_apart() {
        let count = Path::field("a.b").row("r1").column("c").row("r2").column("d");
        assert_eq!(count.as_str(), "a.b/r1/c/r2/d");
        assert_eq!(count.last(), "d");
        assert_eq!(count.parent().map(|row| row.to_string()).as_deref(), Some("a.b/r1/c/r2"));
        assert_eq!(Path::field("a.b").parent(), None);
        assert!(is_row_id("b01") && is_row_id(&"a".repeat(40)));
        for id in ["", "é", "a b", "a/b", "a.b", &"a".repeat(41)] {
            assert!(!is_row_id(id), "{id:?}");
        }
    }
}
