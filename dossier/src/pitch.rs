//! The talk of 180 seconds: five slides out of the dossier's sections and the notes of each. Owns:
//! [`Part`], [`Slide`], what a slide takes from where. Does not know: who presents, how slides are
//! drawn.

use crate::document::path::Path;
use crate::document::read::Value;
use crate::document::schema::SectionDoc;
use crate::document::text::{self, plain};
use crate::form::identifiers::Cents;
use crate::form::lists::FUNDERS;
use crate::form::{SectionId, ledger, number};
use crate::lang::{Lang, Text};

pub mod command;
pub mod notes;
pub mod spoken;
pub mod talk;

/// How long a talk may last, seconds: that of the national presentations « en 180 secondes ».
pub const SECONDS: u32 = 180;
/// Lines of a slide at most, and the longest of them, characters: what a hall reads while it
/// listens.
const POINTS: usize = 4;
const LONGEST: usize = 130;

/// The slides in their order, which is the ministry's for testimonies, the actions told apart:
/// finding, objectives, actions, means, and what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Finding,
    Objectives,
    Actions,
    Means,
    Request,
}

impl Part {
    pub const ALL: [Part; 5] =
        [Part::Finding, Part::Objectives, Part::Actions, Part::Means, Part::Request];

    pub const fn title(self) -> Text {
        match self {
            Part::Finding => Text::new("Ce que nous constatons", "What we see"),
            Part::Objectives => Text::new("Ce que nous visons", "What we aim for"),
            Part::Actions => Text::new("Ce que nous ferons", "What we will do"),
            Part::Means => Text::new("Avec quels moyens", "With which means"),
            Part::Request => Text::new("Ce que nous vous demandons", "What we ask of you"),
        }
    }
}

/// The sections that the slides and their notes come from.
pub const SECTIONS: [SectionId; 7] = [
    SectionId::Summary,
    SectionId::Diagnosis,
    SectionId::Objectives,
    SectionId::Actions,
    SectionId::Audience,
    SectionId::Budget,
    SectionId::Sustainability,
];

/// A number that is shown in large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub value: String,
    pub label: String,
}

/// What is on a slide; all of it empty where the dossier says nothing yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slide {
    pub part: Part,
    pub lead: String,
    pub figures: Vec<Figure>,
    pub points: Vec<String>,
    /// How many more points the dossier has.
    pub more: usize,
}

impl Slide {
    pub fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.figures.is_empty() && self.points.is_empty()
    }
}

/// The documents of [`SECTIONS`] that may be shown; what is not there is told nothing of.
pub struct Docs<'a>(pub &'a [&'a SectionDoc]);

impl Docs<'_> {
    fn doc(&self, id: SectionId) -> Option<&SectionDoc> {
        self.0.iter().find(|doc| doc.section.id == id).copied()
    }

    /// The title of the project, as the team writes it.
    pub fn title(&self) -> String {
        self.line(SectionId::Summary, "summary.title")
    }

    /// The talk as it is written.
    pub fn script(&self) -> Vec<text::Block> {
        let script = Path::field(SCRIPT);
        self.doc(SectionId::Sustainability).map(|doc| doc.blocks(&script)).unwrap_or_default()
    }

    pub fn slide(&self, part: Part, lang: Lang) -> Slide {
        let (lead, figures, points) = match part {
            Part::Finding => (
                self.first_sentence(SectionId::Diagnosis, "diagnosis.findings"),
                self.evidence(),
                self.column(SectionId::Diagnosis, "diagnosis.needs", "text"),
            ),
            Part::Objectives => (
                String::new(),
                Vec::new(),
                self.column(SectionId::Objectives, "objectives.specific", "statement"),
            ),
            Part::Actions => {
                (String::new(), Vec::new(), self.column(SectionId::Actions, "actions", "title"))
            }
            Part::Means => (String::new(), self.totals(lang), self.funding(lang)),
            Part::Request => {
                (self.line(SectionId::Summary, "summary.tagline"), self.request(lang), Vec::new())
            }
        };
        // A sentence and figures above leave room for fewer.
        let room = POINTS - usize::from(!lead.is_empty()) - usize::from(!figures.is_empty());
        let more = points.len().saturating_sub(room);
        let points = points.into_iter().take(room).map(|point| shortened(&point)).collect();
        Slide { part, lead, figures, points, more }
    }

    fn line(&self, id: SectionId, key: &str) -> String {
        let words = self.doc(id).map(|doc| doc.words(&Path::field(key))).unwrap_or_default();
        shortened(words.trim())
    }

    fn first_sentence(&self, id: SectionId, key: &str) -> String {
        let blocks = self.doc(id).map(|doc| doc.blocks(&Path::field(key))).unwrap_or_default();
        let first = blocks.iter().find(|block| {
            !matches!(block.kind, text::BlockKind::Heading(_)) && !said(block).trim().is_empty()
        });
        let words = first.map(said).unwrap_or_default();
        let words = words.trim();
        let ends = words.char_indices().filter(|(_, sign)| ".!?…".contains(*sign));
        // A full stop inside a number or an abbreviation has no space behind it.
        let end = ends
            .map(|(at, sign)| at + sign.len_utf8())
            .find(|end| words[*end..].chars().next().is_none_or(char::is_whitespace));
        shortened(&words[..end.unwrap_or(words.len())])
    }

    /// What a column says in each row that says something.
    fn column(&self, id: SectionId, rows: &str, column: &str) -> Vec<String> {
        let Some(doc) = self.doc(id) else { return Vec::new() };
        let rows = Path::field(rows);
        let words = |row: &String| doc.words(&rows.row(row).column(column)).trim().to_owned();
        doc.rows(&rows).iter().map(words).filter(|words| !words.is_empty()).collect()
    }

    /// The two first figures that the finding rests on.
    fn evidence(&self) -> Vec<Figure> {
        let Some(doc) = self.doc(SectionId::Diagnosis) else { return Vec::new() };
        let rows = Path::field("diagnosis.evidence");
        let figure = |id: &String| {
            let words = |column| shortened(doc.words(&rows.row(id).column(column)).trim());
            let (value, label) = (words("value"), words("label"));
            (!value.is_empty() && !label.is_empty()).then_some(Figure { value, label })
        };
        doc.rows(&rows).iter().filter_map(figure).take(2).collect()
    }

    fn totals(&self, lang: Lang) -> Vec<Figure> {
        const WHOLE: Text = Text::new("budget du projet", "budget of the project");
        let budget = self.doc(SectionId::Budget).map(ledger::read);
        let amount = budget.map_or(Cents(0), |budget| budget.expenses);
        let figure = |amount: Cents| Figure {
            value: rounded(amount, lang),
            label: WHOLE.in_lang(lang).to_owned(),
        };
        (amount.0 > 0).then(|| figure(amount)).into_iter().collect()
    }

    /// Who brings what, the largest first; the request itself is a slide of its own.
    fn funding(&self, lang: Lang) -> Vec<String> {
        let Some(doc) = self.doc(SectionId::Budget) else { return Vec::new() };
        let rows = Path::field(ledger::FUNDING);
        let mut by_funder: Vec<(&str, i64)> = Vec::new();
        for id in doc.rows(&rows) {
            let row = rows.row(&id);
            let source = doc.value(&row.column("source"));
            let amount = doc.value(&row.column("amount")).and_then(|value| value.number());
            let item = source.as_ref().and_then(Value::words).and_then(|id| FUNDERS.get(id));
            let (Some(item), Some(amount)) = (item, amount) else { continue };
            let label = item.label.in_lang(lang);
            match by_funder.iter_mut().find(|(known, _)| *known == label) {
                Some((_, sum)) => *sum = sum.saturating_add(amount as i64),
                None => by_funder.push((label, amount as i64)),
            }
        }
        by_funder.retain(|(_, sum)| *sum > 0);
        by_funder.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
        const OF: Text = Text::new("{funder}\u{a0}: {amount}", "{funder}: {amount}");
        let line = |(funder, sum): (&str, i64)| {
            OF.fill(lang, &[("funder", funder), ("amount", &rounded(Cents(sum), lang))])
        };
        by_funder.into_iter().map(line).collect()
    }

    fn request(&self, lang: Lang) -> Vec<Figure> {
        const ASKED: Text =
            Text::new("demandés au fonds d’innovation", "asked of the innovation fund");
        const PUPILS: Text = Text::new("élèves concernés", "pupils concerned");
        let asked =
            self.doc(SectionId::Budget).map(ledger::read).map(|budget| budget.fip_requested);
        let pupils = Path::field("audience.directPupils");
        let pupils = self.doc(SectionId::Audience).and_then(|doc| doc.value(&pupils)?.number());
        let asked = asked.filter(|asked| asked.0 > 0).map(|asked| (rounded(asked, lang), ASKED));
        let pupils = pupils.filter(|count| *count > 0.0);
        let pupils = pupils.map(|count| (number::format(count, lang), PUPILS));
        let figure = |(value, label): (String, Text)| Figure {
            value,
            label: label.in_lang(lang).to_owned(),
        };
        asked.into_iter().chain(pupils).map(figure).collect()
    }
}

/// Where the talk is written, in the section of [`SectionId::Sustainability`].
pub const SCRIPT: &str = "sustainability.pitch180.script";

fn said(block: &text::Block) -> String {
    plain(std::slice::from_ref(block))
}

/// An amount as it is said: cents only where there are some.
fn rounded(amount: Cents, lang: Lang) -> String {
    let written = amount.format(lang);
    written.replacen(",00", "", 1).replacen(".00", "", 1)
}

/// No longer than a line that is read in passing, cut between two words.
fn shortened(words: &str) -> String {
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(LONGEST).collect();
    let whole = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':', ' ', '\u{a0}']))
}
