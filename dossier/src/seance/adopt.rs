//! An idea on its way into the dossier. Owns: where one can go ([`Target`]), what is written there,
//! where its words stand later, with how many voices it came. Does not know: who may adopt one, how
//! any of it is kept.

use super::ballot::Tally;
use crate::document::edit::{Edit, EditError};
use crate::document::path::Path;
use crate::document::schema::SectionDoc;
use crate::document::text::delta::{Attributes, Op, utf16_len};
use crate::form::{Kind, SectionId, section};
use crate::lang::Text;
use crate::rights::{Action, Standing};
use crate::threads::Anchor;

/// Where an idea can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The list of all that was said.
    Ideas,
    /// What is observed.
    Finding,
    Need,
    /// The general objective.
    Aim,
    Objective,
    Action,
}

/// What a target is in the form.
enum Place {
    /// A paragraph of a rich text.
    Text(&'static str),
    /// A row of its own: its rows, the column of the words, the one of what is told with them.
    Row(&'static str, &'static str, Option<&'static str>),
}

impl Target {
    pub const ALL: [Target; 6] = [
        Target::Ideas,
        Target::Finding,
        Target::Need,
        Target::Aim,
        Target::Objective,
        Target::Action,
    ];

    /// As it travels in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Target::Ideas => "ideas",
            Target::Finding => "finding",
            Target::Need => "need",
            Target::Aim => "aim",
            Target::Objective => "objective",
            Target::Action => "action",
        }
    }

    pub fn parse(word: &str) -> Option<Target> {
        Target::ALL.into_iter().find(|target| target.as_str() == word)
    }

    pub const fn section(self) -> SectionId {
        match self {
            Target::Ideas => SectionId::Concertation,
            Target::Finding | Target::Need => SectionId::Diagnosis,
            Target::Aim | Target::Objective => SectionId::Objectives,
            Target::Action => SectionId::Actions,
        }
    }

    const fn place(self) -> Place {
        match self {
            Target::Ideas => Place::Text("concertation.initialIdeas"),
            Target::Finding => Place::Text("diagnosis.findings"),
            Target::Need => Place::Row("diagnosis.needs", "text", None),
            Target::Aim => Place::Text("objectives.general"),
            Target::Objective => Place::Row("objectives.specific", "statement", None),
            Target::Action => Place::Row("actions", "title", Some("description")),
        }
    }

    /// What it is in the words of the form: « Idées initiales », « un besoin ».
    pub fn label(self) -> Text {
        let (Place::Text(key) | Place::Row(key, ..)) = self.place();
        let field = section(self.section()).field(key);
        field.map_or(section(self.section()).title, |field| match field.kind {
            Kind::Rows(rows) => rows.noun,
            _ => field.label,
        })
    }
}

/// Where somebody may put ideas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Targets(u8);

impl Targets {
    /// The sections must be theirs as a whole: an idea is no row that they made.
    pub fn of(standing: &Standing) -> Targets {
        let may = |target: &Target| standing.may(Some(target.section()), Action::Edit);
        let theirs = Target::ALL.into_iter().filter(may);
        Targets(theirs.fold(0, |set, target| set | 1 << target as u8))
    }

    pub fn iter(self) -> impl Iterator<Item = Target> {
        Target::ALL.into_iter().filter(move |target| self.0 & (1 << *target as u8) != 0)
    }
}

/// An idea as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Adoption {
    /// Where its words stand.
    pub place: Anchor,
    /// What writes it: the same bytes twice write it once.
    pub update: Vec<u8>,
}

/// Makes what puts an idea at the end of its target. `doc` is the target's section as it is, and
/// stays so; `client` is a fresh client id; `row` is the id that a row would have. What was grouped
/// with the idea follows it where there is room for more than a sentence.
pub fn write_into(
    doc: &SectionDoc,
    client: u64,
    target: Target,
    row: &str,
    words: &str,
    also: &[String],
) -> Result<Adoption, EditError> {
    let unreadable = |_| EditError::NoSuchPlace;
    let copy = SectionDoc::load(doc.section.id, client, &doc.state()).map_err(unreadable)?;
    let before = copy.state_vector();
    let (path, from, to) = match target.place() {
        Place::Text(key) => {
            let path = Path::field(key);
            let (ops, from) = lines_at_end(&copy, &path, words, also);
            copy.edit(&Edit::Text { path: path.clone(), ops })?;
            let told = also.iter().map(|more| 1 + utf16_len(more)).sum::<u32>();
            (path, from, from + utf16_len(words) + told)
        }
        Place::Row(key, column, more) => {
            let rows = Path::field(key);
            let after = copy.rows(&rows).pop();
            copy.edit(&Edit::AddRow { rows: rows.clone(), id: row.to_owned(), after })?;
            let path = rows.row(row).column(column);
            copy.edit(&Edit::Text { path: path.clone(), ops: vec![Op::insert(words)] })?;
            if let (Some(more), Some((first, rest))) = (more, also.split_first()) {
                let path = rows.row(row).column(more);
                let (ops, _) = lines_at_end(&copy, &path, first, rest);
                copy.edit(&Edit::Text { path, ops })?;
            }
            (path, 0, utf16_len(words))
        }
    };
    let place = Anchor::of_passage(&copy, &path, from, to).ok_or(EditError::NoSuchPlace)?;
    let update = copy.diff(&before).map_err(unreadable)?;
    Ok(Adoption { place, update })
}

/// A paragraph and the items of a list below it, at the end of a rich text, and where they begin.
/// An empty text becomes the paragraph; any other keeps its last line as it is.
fn lines_at_end(doc: &SectionDoc, path: &Path, words: &str, also: &[String]) -> (Vec<Op>, u32) {
    let text = doc.text(path);
    let all = doc.words(path);
    let is_empty = text == [Op::insert("\n")];
    let bullet = Attributes::from_iter([("list".to_owned(), "bullet".into())]);
    let formats = |line: usize| if line == 0 { Attributes::new() } else { bullet.clone() };
    let mut ops = Vec::new();
    let mut from = 0;
    if !is_empty {
        from = utf16_len(&all);
        ops.push(Op::retain(from));
        if !all.is_empty() && !all.ends_with('\n') {
            // Only what is not of ours can leave a text so.
            ops.push(Op::insert("\n"));
            from += 1;
        }
    }
    for (line, words) in std::iter::once(words).chain(also.iter().map(String::as_str)).enumerate() {
        ops.push(Op::insert(words));
        if line < also.len() || !is_empty {
            ops.push(Op::insert_with("\n", formats(line)));
        } else if line > 0 {
            ops.push(Op::Retain { retain: 1, attributes: Some(formats(line)) });
        }
    }
    (ops, from)
}

/// What the sentence that an idea became says now; `None` if it is gone. Of a line that is a
/// sentence of its own, the whole line.
pub fn words_at(doc: &SectionDoc, place: &Anchor) -> Option<String> {
    let (from, to) = place.passage(doc)?;
    let path = place.path.as_ref()?;
    let words = doc.words(path);
    let is_rich = matches!(path.field_in(doc.section)?.kind, Kind::Rich { .. });
    if !is_rich {
        return Some(words);
    }
    let units: Vec<u16> = words.encode_utf16().collect();
    let part = units.get(from as usize..to as usize)?;
    Some(String::from_utf16_lossy(part).trim_end_matches('\n').to_owned())
}

/// With how many voices an idea came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voices {
    pub dots: i64,
    /// How many took part in the vote, with or without a dot for it.
    pub voters: i64,
}

/// The dots of an idea and of what is grouped with it, in the last vote that proposed any of them.
/// What is said in the same words is the same.
pub fn voices<'v>(
    votes: impl IntoIterator<Item = (&'v [String], &'v Tally)>,
    told: &[&str],
) -> Option<Voices> {
    let of = |(options, tally): (&[String], &Tally)| {
        let theirs =
            options.iter().zip(&tally.counts).filter(|(words, _)| told.contains(&words.as_str()));
        let dots: Vec<i64> = theirs.map(|(_, dots)| i64::from(*dots)).collect();
        (!dots.is_empty()).then(|| Voices {
            dots: dots.iter().sum(),
            voters: i64::try_from(tally.voters).unwrap_or(i64::MAX),
        })
    };
    votes.into_iter().filter_map(of).last()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::Role;
    use std::collections::BTreeSet;

    #[test]
    fn every_target_is_a_place_of_the_form_and_is_read_as_it_travels() {
        for target in Target::ALL {
            assert_eq!(Target::parse(target.as_str()), Some(target));
            let form = section(target.section());
            let known = |path: Path| path.field_in(form).is_some();
            match target.place() {
                Place::Text(key) => assert!(known(Path::field(key)), "{target:?}"),
                Place::Row(key, column, more) => {
                    for column in more.into_iter().chain([column]) {
                        assert!(known(Path::field(key).row("r").column(column)), "{target:?}");
                    }
                }
            }
            assert_ne!(target.label(), form.title, "{target:?} has a name of its own");
        }
        assert_eq!(Target::parse("budget"), None);
    }

    #[test]
    fn ideas_go_only_where_somebody_may_write() {
        let all = |role| Targets::of(&Standing::from(role)).iter().count();
        assert_eq!((all(Role::Head), all(Role::Viewer)), (Target::ALL.len(), 0));
        let narrowed = Standing {
            sections: Some(BTreeSet::from([SectionId::Diagnosis])),
            ..Standing::from(Role::Editor)
        };
        let theirs: Vec<_> = Targets::of(&narrowed).iter().collect();
        assert_eq!(theirs, [Target::Finding, Target::Need]);
    }

    #[test]
    fn voices_are_those_of_the_last_vote_that_proposed_it() {
        let list = |words: &[&str]| words.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        let tally =
            |voters, counts: &[u32]| Tally { voters, counts: counts.to_vec(), ..Tally::default() };
        let first = (list(&["Un banc", "Un potager"]), tally(9, &[7, 1]));
        let second = (list(&["Un banc", "Des bancs", "Un préau"]), tally(5, &[4, 2, 1]));
        let consent = (Vec::new(), tally(5, &[5, 0, 0]));
        let votes = || [&first, &second, &consent].map(|(options, tally)| (&options[..], tally));
        let of = |dots, voters| Some(Voices { dots, voters });
        assert_eq!(voices(votes(), &["Un potager"]), of(1, 9));
        assert_eq!(voices(votes(), &["Un banc", "Des bancs"]), of(6, 5), "a group has both");
        assert_eq!(voices(votes(), &["Un toit"]), None);
    }
}
