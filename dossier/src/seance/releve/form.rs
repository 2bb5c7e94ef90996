//! A relevé as a row of the form's séances. Owns: the edits that write it, and what the row says
//! later. Does not know: who approved it.

use super::Releve;
use crate::document::edit::Edit;
use crate::document::path::Path;
use crate::document::schema::SectionDoc;
use crate::document::text::delta::{Op, line_change, utf16_len};
use crate::document::text::{self, markdown};
use crate::form::lists::ATTENDANCE;
use crate::form::{Kind, input};
use std::collections::BTreeMap;

const SESSIONS: &str = "concertation.sessions";

impl Releve {
    /// The edits that make the row `id` of the form's séances say this; none if it does. They are
    /// to be made in their order.
    pub fn edits(&self, doc: &SectionDoc, id: &str) -> Vec<Edit> {
        let rows = Path::field(SESSIONS);
        let row = rows.row(id);
        let mut edits = Vec::new();
        if !doc.rows(&rows).iter().any(|one| one == id) {
            let after = doc.rows(&rows).pop();
            edits.push(Edit::AddRow { rows, id: id.to_owned(), after });
        }
        let minutes = self.minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
        for (column, words) in [
            ("date", &self.date),
            ("startTime", &self.start),
            ("durationMinutes", &minutes),
            ("place", &self.place),
            ("facilitator", &self.facilitator),
            ("minutesTaker", &self.secretary),
        ] {
            edits.extend(single(doc, &row.column(column), words));
        }
        edits.extend(self.participants(doc, &row.column("participants")));
        edits.extend(list(doc, &row.column("agenda"), &self.agenda));
        edits.extend(list(doc, &row.column("questions"), &self.questions));
        edits.extend(rich(doc, &row.column("conclusions"), &self.conclusions));
        edits
    }

    /// Rows of the form by quality: what is there is counted anew, what is not is added.
    fn participants(&self, doc: &SectionDoc, rows: &Path) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut there = BTreeMap::new();
        for id in doc.rows(rows) {
            let category = doc.value(&rows.row(&id).column("category"));
            let category = category.as_ref().and_then(|value| value.words()).unwrap_or_default();
            let is_first = !there.contains_key(category);
            if is_first && self.attendance.get(category).is_some_and(|count| *count > 0) {
                there.insert(category.to_owned(), id);
            } else {
                edits.push(Edit::RemoveRow { row: rows.row(&id) });
            }
        }
        let stays = |id: &String| there.values().any(|one| one == id);
        let mut after = doc.rows(rows).into_iter().rfind(stays);
        for item in ATTENDANCE.items {
            let count = self.attendance.get(item.id).copied().unwrap_or(0);
            if count == 0 {
                continue;
            }
            let id = there.get(item.id).cloned().unwrap_or_else(|| {
                let id = fresh(doc, rows, &item.id.replace('_', "-"));
                let rows = rows.clone();
                edits.push(Edit::AddRow { rows, id: id.clone(), after: after.clone() });
                after = Some(id.clone());
                id
            });
            let row = rows.row(&id);
            edits.extend(single(doc, &row.column("category"), item.id));
            edits.extend(single(doc, &row.column("count"), &count.to_string()));
        }
        edits
    }
}

/// An id that no row has. The form's own are drawn; these can be read.
fn fresh(doc: &SectionDoc, rows: &Path, stem: &str) -> String {
    let taken = doc.rows(rows);
    let mut id = stem.to_owned();
    while taken.contains(&id) {
        id.push('x');
    }
    id
}

/// A single value or a line.
fn single(doc: &SectionDoc, path: &Path, words: &str) -> Option<Edit> {
    let field = path.field_in(doc.section)?;
    if matches!(field.kind, Kind::Line { .. }) {
        let ops = line_change(&doc.words(path), words, None);
        let changes = ops.iter().any(|op| !matches!(op, Op::Retain { .. }));
        return changes.then(|| Edit::Text { path: path.clone(), ops });
    }
    let value = input::parse(&field.kind, words).ok()?;
    (doc.value(path) != value).then(|| Edit::Set { path: path.clone(), value })
}

/// A list of lines: those that stay the same stay, from the first on.
fn list(doc: &SectionDoc, rows: &Path, lines: &[String]) -> Vec<Edit> {
    let there = doc.rows(rows);
    let mut edits = Vec::new();
    let mut after = None;
    for (at, words) in lines.iter().enumerate() {
        let id = match there.get(at) {
            Some(id) => id.clone(),
            None => {
                let id = fresh(doc, rows, &format!("l{at}"));
                edits.push(Edit::AddRow { rows: rows.clone(), id: id.clone(), after });
                id
            }
        };
        edits.extend(single(doc, &rows.row(&id).column("text"), words));
        after = Some(id);
    }
    let rest = there.iter().skip(lines.len());
    edits.extend(rest.map(|id| Edit::RemoveRow { row: rows.row(id) }));
    edits
}

fn rich(doc: &SectionDoc, path: &Path, markdown: &str) -> Option<Edit> {
    let blocks = markdown::read(markdown);
    if doc.has(path) && doc.blocks(path) == blocks {
        return None;
    }
    let mut ops = text::ops(&blocks);
    let length = utf16_len(&doc.words(path)).max(1);
    ops.push(Op::Delete { delete: length });
    Some(Edit::Text { path: path.clone(), ops })
}

/// What the row `id` of the form says now, as [`Releve`] would have written it; none if it is gone.
pub fn read(doc: &SectionDoc, id: &str) -> Option<Releve> {
    let rows = Path::field(SESSIONS);
    if !doc.rows(&rows).iter().any(|one| one == id) {
        return None;
    }
    let row = rows.row(id);
    let value = |column: &str| doc.value(&row.column(column));
    let words = |column: &str| {
        value(column).as_ref().and_then(|value| value.words()).unwrap_or_default().to_owned()
    };
    let lines = |column: &str| {
        let rows = row.column(column);
        let ids = doc.rows(&rows);
        ids.iter().map(|id| doc.words(&rows.row(id).column("text"))).collect::<Vec<_>>()
    };
    let people = row.column("participants");
    let mut attendance = BTreeMap::new();
    for id in doc.rows(&people) {
        let row = people.row(&id);
        let category = doc.value(&row.column("category"));
        let count = doc.value(&row.column("count")).and_then(|value| value.number());
        if let (Some(category), Some(count)) = (category.as_ref().and_then(|v| v.words()), count) {
            *attendance.entry(category.to_owned()).or_default() += count as u32;
        }
    }
    Some(Releve {
        date: words("date"),
        start: words("startTime"),
        minutes: value("durationMinutes").and_then(|value| value.number()).map(|n| n as u32),
        place: doc.words(&row.column("place")),
        facilitator: doc.words(&row.column("facilitator")),
        secretary: doc.words(&row.column("minutesTaker")),
        attendance,
        agenda: lines("agenda"),
        questions: lines("questions"),
        conclusions: markdown::write(&doc.blocks(&row.column("conclusions"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::interchange::seed;
    use crate::form::SectionId;
    use crate::seance::releve::MAX_MINUTES;
    use crate::seance::releve::tests::held;
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};

    fn doc() -> SectionDoc {
        SectionDoc::load(SectionId::Concertation, 7, &seed(SectionId::Concertation)).unwrap()
    }

    fn make(doc: &SectionDoc, releve: &Releve, id: &str) {
        for edit in releve.edits(doc, id) {
            doc.edit(&edit).unwrap_or_else(|error| panic!("{edit:?}: {error}"));
        }
    }

    #[test]
    fn what_was_held_is_a_row_of_the_form_once() {
        let (doc, releve) = (doc(), held());
        make(&doc, &releve, "s1");
        assert_eq!(read(&doc, "s1"), Some(releve.clone()));
        assert_eq!(releve.edits(&doc, "s1"), [], "it is there");
        make(&doc, &Releve { place: "Gymnase".into(), ..releve.clone() }, "s2");
        assert_eq!(doc.rows(&Path::field(SESSIONS)), ["s1", "s2"]);
        assert_eq!(read(&doc, "s1"), Some(releve));
        assert_eq!(read(&doc, "s3"), None);
    }

    #[test]
    fn a_corrected_one_replaces_what_it_was_and_keeps_what_stays() {
        let seed = std::env::var("PREAU_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = seed.unwrap_or_else(rand::random);
        println!("PREAU_SEED={seed}");
        let mut rng = StdRng::seed_from_u64(seed);
        let doc = doc();
        let words = ["", "é", "Un mot", "Un 🏫 au bout", "- tiret", "ligne *forte*"];
        for _ in 0..200 {
            let one = |rng: &mut StdRng| words[rng.random_range(0..words.len())].to_owned();
            let lines = |rng: &mut StdRng| -> Vec<String> {
                let count = rng.random_range(0..4);
                (0..count).map(|_| words[rng.random_range(1..words.len())].to_owned()).collect()
            };
            let mut attendance = BTreeMap::new();
            for item in ATTENDANCE.items {
                if rng.random() {
                    attendance.insert(item.id.to_owned(), rng.random_range(1..90));
                }
            }
            let blocks = lines(&mut rng).into_iter().map(|words| text::Block {
                kind: text::BlockKind::Paragraph,
                runs: vec![text::Run::plain(words)],
            });
            let conclusions = markdown::write(&blocks.collect::<Vec<_>>());
            let releve = Releve {
                date: if rng.random() { "2026-11-24".into() } else { String::new() },
                start: if rng.random() { "18:30".into() } else { String::new() },
                minutes: rng.random::<bool>().then(|| rng.random_range(0..=MAX_MINUTES)),
                place: one(&mut rng),
                facilitator: one(&mut rng),
                secretary: one(&mut rng),
                attendance,
                agenda: lines(&mut rng),
                questions: lines(&mut rng),
                conclusions,
            };
            make(&doc, &releve, "s1");
            assert_eq!(read(&doc, "s1").as_ref(), Some(&releve));
            assert_eq!(releve.edits(&doc, "s1"), []);
        }
    }
}
