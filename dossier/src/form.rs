//! The form as data: which sections a dossier has, which fields a section has, of which kind,
//! under which label and limits, and what must be filled before filing.
//! Owns: the types of the form and [`section`]. Does not know: how a field is stored or shown.
//!
//! Source: the programme's national base `fr-en-cnr-base-nefle` and the academies' own forms; the
//! grouping is this product's proposal.

use crate::enum_names::by_name;
use crate::form::lists::List;
use crate::lang::Text;

pub mod budget;
pub mod completeness;
pub mod identifiers;
pub mod input;
pub mod ledger;
pub mod lists;
pub mod number;
pub mod sections;

/// One of the eighteen sections, in the order of the paper form. The discriminant travels on the
/// wire and in the log: never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum SectionId {
    Identification = 1,
    Team = 2,
    Summary = 3,
    Concertation = 4,
    Diagnosis = 5,
    Objectives = 6,
    Actions = 7,
    Innovation = 8,
    Audience = 9,
    Partners = 10,
    Resources = 11,
    Budget = 12,
    Calendar = 13,
    Evaluation = 14,
    Sustainability = 15,
    Approvals = 16,
    Review = 17,
    FollowUp = 18,
}

by_name!(SectionId, SectionId::name, SectionId::from_name);

impl SectionId {
    pub const ALL: [SectionId; 18] = [
        SectionId::Identification,
        SectionId::Team,
        SectionId::Summary,
        SectionId::Concertation,
        SectionId::Diagnosis,
        SectionId::Objectives,
        SectionId::Actions,
        SectionId::Innovation,
        SectionId::Audience,
        SectionId::Partners,
        SectionId::Resources,
        SectionId::Budget,
        SectionId::Calendar,
        SectionId::Evaluation,
        SectionId::Sustainability,
        SectionId::Approvals,
        SectionId::Review,
        SectionId::FollowUp,
    ];

    pub const fn number(self) -> u8 {
        self as u8
    }

    pub fn from_number(number: u8) -> Option<SectionId> {
        SectionId::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// The name used in addresses (`#budget`), in the interchange format and in logs.
    pub const fn name(self) -> &'static str {
        match self {
            SectionId::Identification => "identification",
            SectionId::Team => "team",
            SectionId::Summary => "summary",
            SectionId::Concertation => "concertation",
            SectionId::Diagnosis => "diagnosis",
            SectionId::Objectives => "objectives",
            SectionId::Actions => "actions",
            SectionId::Innovation => "innovation",
            SectionId::Audience => "audience",
            SectionId::Partners => "partners",
            SectionId::Resources => "resources",
            SectionId::Budget => "budget",
            SectionId::Calendar => "calendar",
            SectionId::Evaluation => "evaluation",
            SectionId::Sustainability => "sustainability",
            SectionId::Approvals => "approvals",
            SectionId::Review => "review",
            SectionId::FollowUp => "followUp",
        }
    }

    pub fn from_name(name: &str) -> Option<SectionId> {
        SectionId::ALL.into_iter().find(|section| section.name() == name)
    }
}

/// The three steps by which the academies describe the approach; on screen, the three groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Concertation,
    Project,
    Financing,
}

impl Step {
    pub const ALL: [Step; 3] = [Step::Concertation, Step::Project, Step::Financing];

    pub const fn title(self) -> Text {
        match self {
            Step::Concertation => Text::new("Concertation", "Concertation"),
            Step::Project => Text::new("Projet", "Project"),
            Step::Financing => Text::new("Financement et suivi", "Funding and follow-up"),
        }
    }

    /// The step's sections, in the order of the screen.
    pub fn sections(self) -> impl Iterator<Item = &'static Section> {
        SectionId::ALL.into_iter().map(section).filter(move |section| section.step == self)
    }
}

/// A section of the form.
#[derive(Debug)]
pub struct Section {
    pub id: SectionId,
    pub step: Step,
    pub title: Text,
    /// One or two sentences under the title: what is expected here and why.
    pub purpose: Text,
    pub fields: &'static [Field],
}

impl Section {
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// A field of a section, or a column of a repeated row.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Dotted path in the interchange format: from its top for a field of a section
    /// (`identification.establishment.uai`), from the row for a column (`label`). It is also the
    /// CRDT key: never rename.
    pub key: &'static str,
    pub label: Text,
    pub help: Option<Text>,
    pub kind: Kind,
    /// Must be filled before the dossier can be filed.
    pub required: bool,
    /// Filled from the directory of schools or by the application, shown but never typed.
    pub derived: bool,
    /// Title of the group of fields that starts with this one.
    pub group: Option<Text>,
    pub width: Width,
}

/// How much of the line a field takes on a wide screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Full,
    Half,
    Third,
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Rich text merged by character. `advised`: characters above which the page warns.
    Rich { advised: usize },
    /// One line of text merged by character. `max`: characters above which the page warns.
    Line { max: usize, check: Option<Check> },
    /// A sentence or two without formatting: as `Line`, shown over several lines.
    Lines { max: usize },
    /// An ordered list of one-line texts.
    List { noun: Text },
    /// A number. `decimals`: how many may be typed.
    Number { min: f64, max: f64, decimals: u8 },
    /// An amount, stored in integer cents, written in euros.
    Money,
    /// An ISO date.
    Date,
    /// `HH:MM`.
    Time,
    /// Yes or no.
    Bool,
    /// One value of a closed list.
    Choice(&'static List),
    /// Several values of a closed list.
    Choices(&'static List),
    /// Free words, at most `max`.
    Tags { max: usize },
    /// The id of one row of another list of the dossier.
    Link(Target),
    /// The ids of several rows of another list of the dossier.
    Links(Target),
    /// A number where the row's `kind` is `quantitative`, words otherwise.
    Measure,
    /// Repeated rows.
    Rows(&'static Rows),
}

impl Kind {
    /// Whether it is a year: a number like others but for its writing, which has no thousands.
    pub fn is_year(&self) -> bool {
        match *self {
            Kind::Number { min, max, decimals: 0 } => min >= 1000.0 && max <= 9999.0,
            _ => false,
        }
    }
}

/// Rows that a link points at: `key` of a `Kind::Rows` field, and the column that names a row.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    pub section: SectionId,
    pub rows: &'static str,
    pub title: &'static str,
}

/// What repeated rows are made of.
#[derive(Debug)]
pub struct Rows {
    pub fields: &'static [Field],
    /// Whether the interchange format carries the row's id.
    pub with_id: bool,
    /// What one row is, for "Ajouter {noun}" / "Add {noun}": `un partenaire`, `a partner`.
    pub noun: Text,
    /// The column that names a row in links and in headings.
    pub title: &'static str,
    pub layout: RowLayout,
}

/// How rows are laid out on a wide screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowLayout {
    /// A table: short columns only.
    Table,
    /// A card a row.
    Cards,
}

/// A check on the words of a line, beyond its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    Uai,
    Siret,
    PostalCode,
    InseeCommune,
    Email,
    Phone,
    Url,
    SchoolYear,
}

impl Field {
    pub const fn new(key: &'static str, kind: Kind, fr: &'static str, en: &'static str) -> Field {
        Field {
            key,
            label: Text::new(fr, en),
            help: None,
            kind,
            required: false,
            derived: false,
            group: None,
            width: Width::Full,
        }
    }

    pub const fn line(key: &'static str, max: usize, fr: &'static str, en: &'static str) -> Field {
        Field::new(key, Kind::Line { max, check: None }, fr, en)
    }

    pub const fn checked(
        key: &'static str,
        check: Check,
        fr: &'static str,
        en: &'static str,
    ) -> Field {
        Field::new(key, Kind::Line { max: 120, check: Some(check) }, fr, en)
    }

    pub const fn rich(
        key: &'static str,
        advised: usize,
        fr: &'static str,
        en: &'static str,
    ) -> Field {
        Field::new(key, Kind::Rich { advised }, fr, en)
    }

    pub const fn count(key: &'static str, fr: &'static str, en: &'static str) -> Field {
        Field::new(key, Kind::Number { min: 0.0, max: 1_000_000.0, decimals: 0 }, fr, en)
    }

    pub const fn help(mut self, fr: &'static str, en: &'static str) -> Field {
        self.help = Some(Text::new(fr, en));
        self
    }

    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    pub const fn derived(mut self) -> Field {
        self.derived = true;
        self
    }

    pub const fn group(mut self, fr: &'static str, en: &'static str) -> Field {
        self.group = Some(Text::new(fr, en));
        self
    }

    pub const fn half(mut self) -> Field {
        self.width = Width::Half;
        self
    }

    pub const fn third(mut self) -> Field {
        self.width = Width::Third;
        self
    }
}

/// The section of that id. Total: every id has its section.
pub fn section(id: SectionId) -> &'static Section {
    match id {
        SectionId::Identification => &sections::identification::SECTION,
        SectionId::Team => &sections::team::SECTION,
        SectionId::Summary => &sections::summary::SECTION,
        SectionId::Concertation => &sections::concertation::SECTION,
        SectionId::Diagnosis => &sections::diagnosis::SECTION,
        SectionId::Objectives => &sections::objectives::SECTION,
        SectionId::Actions => &sections::actions::SECTION,
        SectionId::Innovation => &sections::innovation::SECTION,
        SectionId::Audience => &sections::audience::SECTION,
        SectionId::Partners => &sections::partners::SECTION,
        SectionId::Resources => &sections::resources::SECTION,
        SectionId::Budget => &sections::budget::SECTION,
        SectionId::Calendar => &sections::calendar::SECTION,
        SectionId::Evaluation => &sections::evaluation::SECTION,
        SectionId::Sustainability => &sections::sustainability::SECTION,
        SectionId::Approvals => &sections::approvals::SECTION,
        SectionId::Review => &sections::review::SECTION,
        SectionId::FollowUp => &sections::follow_up::SECTION,
    }
}
