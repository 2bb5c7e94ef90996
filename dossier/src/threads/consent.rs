//! What each person says of a section as a whole: that they can live with it, that they have a
//! reservation, or nothing yet. No vote: nothing is counted, and nobody is outvoted. Owns:
//! [`stances`]. Does not know: how a stance is kept, what a reservation says.

use crate::form::SectionId;
use crate::privacy::Found;
use crate::rights::{Action, Role, may};
use crate::threads::{Author, Thread};

/// Somebody can live with a section, as it was then.
#[derive(Clone, Debug, PartialEq)]
pub struct Consent {
    pub section: SectionId,
    pub by: Author,
    /// Milliseconds since 1970.
    pub at: i64,
    /// How far the section's log had come, and a digest of what the section said.
    pub seq: i64,
    pub digest: String,
}

/// How a section stands: how far its log has come, and a digest of what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    pub seq: i64,
    pub digest: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Stance {
    /// They can live with it as it was; `changed` if it says something else now.
    Consents { at: i64, changed: bool },
    /// Their reservations that are open: the ids of the threads.
    Reserves { threads: Vec<String> },
    /// They may say so, and have not.
    Silent,
}

/// A person and what they say.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonStance {
    pub by: Author,
    pub stance: Stance,
}

/// What is said of a section as a whole, and found in it.
#[derive(Clone, Debug)]
pub struct SectionStatus {
    pub section: SectionId,
    pub state: State,
    pub stances: Vec<PersonStance>,
    /// Places that look as if they told of one person; for who may change the section.
    pub found: Vec<Found>,
    /// Whether something in it came from a séance.
    pub asked_for: bool,
}

/// What everybody says of a section: first those who reserve, who may have left since, then those
/// who consent, then those who may and have not said. Whoever reserves does not consent.
pub fn stances(
    section: SectionId,
    now: &State,
    members: &[(Author, Role)],
    consents: &[Consent],
    threads: &[Thread],
) -> Vec<PersonStance> {
    let mut reserved: Vec<(Author, Vec<String>)> = Vec::new();
    let open = threads.iter().filter(|thread| thread.place.section == section);
    for thread in open.filter(|thread| thread.is_reserved()) {
        // Their first words may be gone, and then they may have others.
        let authors = thread.remarks.iter().map(|remark| &remark.by);
        let mut known = authors.chain(members.iter().map(|(member, _)| member));
        let Some(by) = known.find(|by| by.account == thread.opened_by).cloned() else { continue };
        match reserved.iter_mut().find(|(known, _)| known.account == by.account) {
            Some((_, ids)) => ids.push(thread.id.clone()),
            None => reserved.push((by, vec![thread.id.clone()])),
        }
    }
    let reserves = |account: &str| reserved.iter().any(|(by, _)| by.account == account);
    let consents = consents.iter().filter(|consent| consent.section == section);
    let (mut said, mut silent) = (Vec::new(), Vec::new());
    for (member, role) in members {
        if reserves(&member.account) || !may(*role, Some(section), Action::Consent) {
            continue;
        }
        let by = member.clone();
        match consents.clone().find(|consent| consent.by.account == member.account) {
            Some(consent) => {
                let changed = consent.digest != now.digest;
                said.push(PersonStance {
                    by,
                    stance: Stance::Consents { at: consent.at, changed },
                });
            }
            None => silent.push(PersonStance { by, stance: Stance::Silent }),
        }
    }
    let reserved = reserved.into_iter();
    let reserved = reserved
        .map(|(by, threads)| PersonStance { by, stance: Stance::Reserves { threads } })
        .collect::<Vec<_>>();
    [reserved, said, silent].concat()
}
