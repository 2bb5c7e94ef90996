//! Passages of a section that can be highlighted on the wall: its paragraphs, and the names of its
//! rows. Owns: [`Passage`]. Does not know: who lights one, how it is drawn.

use crate::document::path::Path;
use crate::document::schema::SectionDoc;
use crate::document::text::delta::utf16_len;
use crate::document::text::plain;
use crate::form::{Field, Kind};
use crate::threads::Anchor;

/// As many characters of a passage tell it from the others.
const TOLD: usize = 60;

/// Words that stand together: a line of a text, or what a row is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub path: Path,
    /// Where it begins and ends in the text at `path`, UTF-16 units.
    pub from: u32,
    pub to: u32,
    pub words: String,
}

impl Passage {
    /// How a remote names it: its place, and how it begins.
    pub fn name(&self) -> String {
        let begins: String = self.words.chars().take(TOLD).collect();
        format!("{}|{}|{begins}", self.path.as_str(), self.from)
    }

    /// The key of the field that it stands in.
    pub fn field(&self) -> &str {
        self.path.segments().next().unwrap_or_default()
    }
}

/// All passages of a section that say something, in their order.
pub fn all(doc: &SectionDoc) -> Vec<Passage> {
    doc.section.fields.iter().flat_map(|field| of_field(doc, field)).collect()
}

fn of_field(doc: &SectionDoc, field: &Field) -> Vec<Passage> {
    let path = Path::field(field.key);
    match field.kind {
        Kind::Rich { .. } => lines(doc, &path),
        Kind::Line { .. } | Kind::Lines { .. } => whole(doc, path).into_iter().collect(),
        Kind::List { .. } => rows(doc, &path, "text"),
        Kind::Rows(of) => rows(doc, &path, of.title),
        _ => Vec::new(),
    }
}

fn rows(doc: &SectionDoc, rows: &Path, column: &str) -> Vec<Passage> {
    let ids = doc.rows(rows);
    ids.iter().filter_map(|id| whole(doc, rows.row(id).column(column))).collect()
}

fn whole(doc: &SectionDoc, path: Path) -> Option<Passage> {
    let words = doc.words(&path);
    let said = words.trim();
    let to = utf16_len(&words);
    (!said.is_empty()).then(|| Passage { path, from: 0, to, words: said.to_owned() })
}

fn lines(doc: &SectionDoc, path: &Path) -> Vec<Passage> {
    let mut from = 0;
    let mut passages = Vec::new();
    for block in doc.blocks(path) {
        let words = plain(std::slice::from_ref(&block));
        let to = from + utf16_len(&words);
        if !words.trim().is_empty() {
            let words = words.trim().to_owned();
            passages.push(Passage { path: path.clone(), from, to, words });
        }
        from = to + 1;
    }
    passages
}

/// The passage of that name, wherever others have moved it since: of those that begin so, the
/// nearest.
pub fn anchor_of(doc: &SectionDoc, name: &str) -> Option<Anchor> {
    let mut parts = name.splitn(3, '|');
    let (path, from, begins) = (parts.next()?, parts.next()?, parts.next()?);
    let from: u32 = from.parse().ok()?;
    let like = all(doc)
        .into_iter()
        .filter(|passage| passage.path.as_str() == path && passage.words.starts_with(begins));
    let nearest = like.min_by_key(|passage| passage.from.abs_diff(from))?;
    Anchor::of_passage(doc, &nearest.path, nearest.from, nearest.to)
}

/// How many passages of its field say the same before it does: words alone do not tell them apart.
pub fn earlier_alike(doc: &SectionDoc, passage: &Passage) -> usize {
    let alike = |one: &Passage| one.field() == passage.field() && one.words == passage.words;
    all(doc).iter().take_while(|one| *one != passage).filter(|one| alike(one)).count()
}

/// The passage as it is now; none once it is gone.
pub fn at_anchor(doc: &SectionDoc, anchor: &Anchor) -> Option<Passage> {
    let (from, to) = anchor.passage(doc)?;
    let path = anchor.path.as_ref()?;
    let touches = |passage: &Passage| passage.from < to.max(from + 1) && from < passage.to;
    all(doc).into_iter().find(|passage| passage.path == *path && touches(passage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::edit::Edit;
    use crate::document::interchange::seed;
    use crate::document::text::delta::Op;
    use crate::form::SectionId;

    fn doc() -> SectionDoc {
        let doc = SectionDoc::load(SectionId::Diagnosis, 7, &seed(SectionId::Diagnosis)).unwrap();
        let findings = Path::field("diagnosis.findings");
        let ops = vec![Op::insert("Un constat.\nDeux 🏫 constats.\n\nTrois")];
        doc.edit(&Edit::Text { path: findings, ops }).unwrap();
        let rows = Path::field("diagnosis.needs");
        doc.edit(&Edit::AddRow { rows: rows.clone(), id: "n1".into(), after: None }).unwrap();
        let path = rows.row("n1").column("text");
        doc.edit(&Edit::Text { path, ops: vec![Op::insert("De l’ombre")] }).unwrap();
        doc
    }

    #[test]
    fn paragraphs_and_rows_can_be_lit() {
        let doc = doc();
        let passages = all(&doc);
        let words: Vec<&str> = passages.iter().map(|passage| passage.words.as_str()).collect();
        assert_eq!(words, ["Un constat.", "Deux 🏫 constats.", "Trois", "De l’ombre"]);
        for passage in passages {
            let anchor = anchor_of(&doc, &passage.name()).unwrap();
            assert_eq!(at_anchor(&doc, &anchor), Some(passage));
        }
        for name in ["", "a|b|c", "diagnosis.findings|0|Autre", "diagnosis.findings|0"] {
            assert_eq!(anchor_of(&doc, name), None, "{name}");
        }
    }

    #[test]
    fn of_two_that_say_the_same_each_is_told_from_the_other() {
        let doc = doc();
        let again = vec![Op::insert("Trois\n")];
        doc.edit(&Edit::Text { path: Path::field("diagnosis.findings"), ops: again }).unwrap();
        let alike = all(&doc).into_iter().filter(|passage| passage.words == "Trois");
        let earlier: Vec<usize> = alike.map(|passage| earlier_alike(&doc, &passage)).collect();
        assert_eq!(earlier, [0, 1]);
    }

    #[test]
    fn it_stays_lit_while_others_write() {
        let doc = doc();
        let path = Path::field("diagnosis.findings");
        let name = all(&doc)[1].name();
        let anchor = anchor_of(&doc, &name).unwrap();
        let before = vec![Op::insert("Avant.\n")];
        doc.edit(&Edit::Text { path: path.clone(), ops: before }).unwrap();
        assert_eq!(at_anchor(&doc, &anchor).unwrap().words, "Deux 🏫 constats.");
        assert_eq!(
            anchor_of(&doc, &name).map(|anchor| at_anchor(&doc, &anchor).unwrap().from),
            Some(19)
        );
        let within = vec![Op::retain(19), Op::insert("Mille et ")];
        doc.edit(&Edit::Text { path: path.clone(), ops: within }).unwrap();
        assert_eq!(at_anchor(&doc, &anchor).unwrap().words, "Mille et Deux 🏫 constats.");
        let gone = vec![Op::retain(19), Op::delete(26)];
        doc.edit(&Edit::Text { path, ops: gone }).unwrap();
        assert_eq!(at_anchor(&doc, &anchor), None);
    }
}
