//! What a page shows of the texts of one section: it is told of changes and never asks again, as
//! the real editor does. Owns: [`View`]. Must not know: who made a change.

use dossier::delta::{Insert, Op};
use dossier::form::{Field, Kind};
use dossier::path::{Path, columns};
use dossier::schema::{Change, SectionDoc, What};
use std::collections::BTreeMap;

/// The words of every text of a section, kept up to date by changes alone.
pub struct View {
    texts: BTreeMap<Path, Vec<u16>>,
}

impl View {
    pub fn of(doc: &SectionDoc) -> View {
        let mut view = View { texts: BTreeMap::new() };
        view.texts.extend(texts(doc));
        view
    }

    pub fn follow(&mut self, doc: &SectionDoc, changes: &[Change]) {
        for change in changes {
            if let (What::Text(ops), Some(text)) = (&change.what, self.texts.get_mut(&change.path))
            {
                *text = changed(text, ops);
            }
        }
        // After the texts: a new row is read as it is now, its first words included.
        for rows in changes.iter().filter(|change| change.what == What::Rows) {
            self.rows(doc, &rows.path);
        }
    }

    /// Texts of rows that are gone go, texts of new rows are read.
    fn rows(&mut self, doc: &SectionDoc, rows: &Path) {
        let below = format!("{rows}/");
        let now: BTreeMap<Path, Vec<u16>> =
            texts(doc).filter(|(path, _)| path.as_str().starts_with(&below)).collect();
        self.texts.retain(|path, _| !path.as_str().starts_with(&below) || now.contains_key(path));
        for (path, text) in now {
            self.texts.entry(path).or_insert(text);
        }
    }

    /// What the page shows is what the document says.
    pub fn check(&self, doc: &SectionDoc, whose: &str) {
        for (path, text) in texts(doc) {
            let shown = self.texts.get(&path).map(|units| String::from_utf16_lossy(units));
            assert_eq!(shown, Some(String::from_utf16_lossy(&text)), "{whose} shows {path}");
        }
    }
}

fn texts(doc: &SectionDoc) -> impl Iterator<Item = (Path, Vec<u16>)> {
    places(doc)
        .into_iter()
        .filter(|(_, field)| {
            matches!(field.kind, Kind::Rich { .. } | Kind::Line { .. } | Kind::Lines { .. })
        })
        .map(|(path, _)| (path.clone(), doc.words(&path).encode_utf16().collect()))
}

/// Every field of the section and every column of every row that is there now.
pub fn places(doc: &SectionDoc) -> Vec<(Path, &'static Field)> {
    fn walk(
        doc: &SectionDoc,
        path: Path,
        field: &'static Field,
        found: &mut Vec<(Path, &'static Field)>,
    ) {
        for row in doc.rows(&path).iter().filter(|_| !columns(field).is_empty()) {
            for column in columns(field) {
                walk(doc, path.row(row).column(column.key), column, found);
            }
        }
        found.push((path, field));
    }
    let mut found = Vec::new();
    for field in doc.section.fields {
        walk(doc, Path::field(field.key), field, &mut found);
    }
    found
}

fn changed(old: &[u16], ops: &[Op]) -> Vec<u16> {
    let (mut rest, mut new) = (old, Vec::new());
    for op in ops {
        match op {
            Op::Retain { retain, .. } => {
                let (kept, after) = rest.split_at(*retain as usize);
                new.extend_from_slice(kept);
                rest = after;
            }
            Op::Delete { delete } => rest = &rest[*delete as usize..],
            Op::Insert { insert: Insert::Words(words), .. } => new.extend(words.encode_utf16()),
            Op::Insert { insert: Insert::Embed(_), .. } => {}
        }
    }
    new.extend_from_slice(rest);
    new
}
