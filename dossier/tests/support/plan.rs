//! What is going to happen in a session, drawn beforehand and written as a text: a step a line.
//! Owns: [`Plan`], how it is drawn, written and read. Does not know: how a step is carried out.

use dossier::form::SectionId;
use dossier::rights::Role;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use std::fmt::{Display, Formatter, Result as Written};
use std::str::FromStr;

pub const STEPS: usize = 180;
pub const EXAMPLES: usize = 3;

/// What a member of these sessions may be.
pub const ROLES: [Role; 6] =
    [Role::Lead, Role::Editor, Role::Partner, Role::Viewer, Role::Support, Role::Contributor];

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Which example dossier it starts from.
    pub example: usize,
    pub sections: Vec<SectionId>,
    /// The role of each tab's account.
    pub roles: Vec<Role>,
    pub steps: Vec<Step>,
}

/// Something happens to a tab, or to the server for which the tab does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub tab: usize,
    pub what: What,
    /// All the chance in it, so that it stays the same when other steps are taken away.
    pub number: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Edits,
    /// Also where the role may not.
    Reaches,
    /// The tab dies between two of the things that an edit has it do.
    DiesEditing,
    Undoes,
    Redoes,
    Pauses,
    Goes,
    SendsAgain,
    IsHeard,
    Hears,
    DiesHearing,
    Connects,
    LosesConnection,
    /// Nothing passes any more, and neither end notices.
    IsCutOff,
    IsReachable,
    /// A frame on the line arrives twice.
    Repeats,
    /// A frame on the line overtakes another.
    Overtakes,
    Crashes,
    ChangesRole,
    DiskWorks,
    DiskFails,
    ServerCrashes,
    /// Between two of the things that the end of an append has it do.
    ServerDiesKeeping,
    EditsElsewhere,
}

/// Each with its name in a written plan, and how often it is drawn.
const WHAT: [(What, &str, u32); 24] = [
    (What::Edits, "edits", 30),
    (What::Reaches, "reaches", 3),
    (What::DiesEditing, "dies-editing", 1),
    (What::Undoes, "undoes", 4),
    (What::Redoes, "redoes", 3),
    (What::Pauses, "pauses", 2),
    (What::Goes, "goes", 3),
    (What::SendsAgain, "sends-again", 2),
    (What::IsHeard, "is-heard", 24),
    (What::Hears, "hears", 26),
    (What::DiesHearing, "dies-hearing", 1),
    (What::Connects, "connects", 16),
    (What::LosesConnection, "loses-connection", 3),
    (What::IsCutOff, "is-cut-off", 1),
    (What::IsReachable, "is-reachable", 2),
    (What::Repeats, "repeats", 2),
    (What::Overtakes, "overtakes", 2),
    (What::Crashes, "crashes", 2),
    (What::ChangesRole, "changes-role", 2),
    (What::DiskWorks, "disk-works", 18),
    (What::DiskFails, "disk-fails", 4),
    (What::ServerCrashes, "server-crashes", 1),
    (What::ServerDiesKeeping, "server-dies-keeping", 1),
    (What::EditsElsewhere, "edits-elsewhere", 1),
];

impl What {
    fn name(self) -> &'static str {
        WHAT.iter().find(|(what, ..)| *what == self).map_or("", |(_, name, _)| name)
    }
}

impl Plan {
    pub fn draw(seed: u64) -> Plan {
        let mut rng = StdRng::seed_from_u64(seed);
        let example = rng.random_range(0..EXAMPLES);
        let sections = sections(&mut rng);
        let others = rng.random_range(1..=4);
        let mut roles = vec![Role::Head];
        roles.extend(ROLES.choose_multiple(&mut rng, others));
        let steps = (0..STEPS).map(|_| Step::draw(&mut rng, roles.len())).collect();
        Plan { example, sections, roles, steps }
    }
}

/// Four sections of a dossier, so that people meet: one that a partner edits, one with rows in
/// rows, one that not everybody reads or edits, and any other.
fn sections(rng: &mut StdRng) -> Vec<SectionId> {
    use SectionId as S;
    let groups: [&[SectionId]; 4] = [
        &[S::Partners, S::Budget],
        &[S::Concertation, S::FollowUp],
        &[S::Approvals, S::Review, S::FollowUp],
        &S::ALL,
    ];
    let mut drawn: Vec<SectionId> =
        groups.iter().filter_map(|group| group.choose(rng)).copied().collect();
    drawn.sort();
    drawn.dedup();
    drawn
}

impl Step {
    fn draw(rng: &mut StdRng, tabs: usize) -> Step {
        let tab = rng.random_range(0..tabs);
        let mut at = rng.random_range(0..WHAT.iter().map(|(_, _, often)| often).sum());
        let drawn = WHAT.iter().find(|(_, _, often)| {
            let here = at < *often;
            at = at.saturating_sub(*often);
            here
        });
        let what = drawn.map_or(What::Edits, |(what, ..)| *what);
        Step { tab, what, number: rng.random_range(0..1 << 40) }
    }

    pub fn chance(&self) -> StdRng {
        StdRng::seed_from_u64(self.number)
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> Written {
        write!(f, "{} {} {}", self.tab, self.what.name(), self.number)
    }
}

impl Display for Plan {
    fn fmt(&self, f: &mut Formatter<'_>) -> Written {
        let sections: Vec<&str> = self.sections.iter().map(|section| section.name()).collect();
        let roles: Vec<&str> = self.roles.iter().map(|role| role.as_str()).collect();
        writeln!(f, "example {}", self.example)?;
        writeln!(f, "sections {}", sections.join(" "))?;
        writeln!(f, "roles {}", roles.join(" "))?;
        self.steps.iter().try_for_each(|step| writeln!(f, "{step}"))
    }
}

impl FromStr for Step {
    type Err = String;

    fn from_str(line: &str) -> Result<Step, String> {
        let read = || {
            let [tab, name, number] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
            let (what, ..) = *WHAT.iter().find(|(_, known, _)| *known == name)?;
            Some(Step { tab: tab.parse().ok()?, what, number: number.parse().ok()? })
        };
        read().ok_or_else(|| format!("not a step: {line:?}"))
    }
}

impl FromStr for Plan {
    type Err = String;

    /// Lines that begin with `#` are for whoever reads the file.
    fn from_str(text: &str) -> Result<Plan, String> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let mut head = |name: &str| {
            let line = lines.next().and_then(|line| line.strip_prefix(name));
            line.map(|rest| rest.split_whitespace()).ok_or_else(|| format!("no {name}"))
        };
        let example = head("example")?.next().and_then(|number| number.parse().ok());
        let sections = head("sections")?.map(SectionId::from_name).collect::<Option<Vec<_>>>();
        let roles = head("roles")?.map(Role::parse).collect::<Option<Vec<_>>>();
        let steps = lines.map(Step::from_str).collect::<Result<Vec<_>, _>>()?;
        let roles = roles.filter(|roles| !roles.is_empty()).ok_or("unknown role")?;
        if let Some(step) = steps.iter().find(|step| step.tab >= roles.len()) {
            return Err(format!("no such tab: {step}"));
        }
        Ok(Plan {
            example: example.filter(|example| *example < EXAMPLES).ok_or("no such example")?,
            sections: sections.ok_or("unknown section")?,
            roles,
            steps,
        })
    }
}
