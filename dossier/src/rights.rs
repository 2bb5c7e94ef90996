//! Who may do what in a dossier.
//! Owns: [`Action`] and [`may`], the one function of rights: the server and the rooms ask it, or
//! [`Standing`] which narrows it for one member; the pages show what it answers. Does not know: who
//! holds a role in which dossier.

use crate::form::SectionId;

mod role;
mod standing;
pub mod workflow;

pub use role::Role;
pub use standing::{
    ROWS, Row, Standing, Touched, may_add, narrowable, narrowed, sections_in_words, sections_of,
    stays,
};

/// What a person may want to do. The first five are asked of a section, or of the dossier as a
/// whole; the others only of the dossier as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See what a section says. Of the whole: open the dossier.
    Read,
    /// Change what a section says. Of the whole: change anything in it.
    Edit,
    /// Add rows to a section and change those: a part of [`Edit`](Action::Edit). Which rows those
    /// are is a [`Standing`]'s.
    EditRows,
    /// Suggest and comment beside a section.
    Comment,
    /// Say of a section that one can live with it.
    Consent,
    /// Bring a person in.
    Invite,
    /// Change what a member is to the dossier, up to handing it over.
    AssignRoles,
    /// Say in which sections a member writes, and which rows are a partner's.
    AssignParts,
    /// Hold sessions of concertation: what is on the wall, ideas, votes.
    Facilitate,
    /// Say that the relevé of a session tells what was held.
    ApproveReleve,
    /// Agree in principle to what concerns them, and withdraw that.
    Agree,
    /// Change the dossier's title in the list.
    Rename,
    /// Put the dossier away, or bring it back.
    Archive,
    /// Delete the dossier, after a time in which that can be taken back.
    Delete,
    /// File the dossier with the academy.
    Submit,
}

/// How far a role goes in a section; each step includes the ones before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Access {
    Nothing,
    Read,
    Comment,
    EditRows,
    Edit,
}

/// Whether that role may do that. `section` is `None` for the dossier as a whole: reading, editing
/// and commenting are then allowed when some section allows them, and an action on the whole is
/// never allowed on one section.
///
/// The visa is the head's signature. It lives in the section of approvals, which the lead therefore
/// reads and comments but does not edit.
pub fn may(role: Role, section: Option<SectionId>, action: Action) -> bool {
    let reaches = |least: Access| match section {
        Some(section) => access(role, section) >= least,
        None => SectionId::ALL.into_iter().any(|section| access(role, section) >= least),
    };
    match action {
        Action::Read => reaches(Access::Read),
        Action::Comment => reaches(Access::Comment),
        Action::EditRows => reaches(Access::EditRows),
        Action::Edit => reaches(Access::Edit),
        // Who advises or decides for the academy is none of those who must live with it.
        Action::Consent => {
            reaches(Access::Comment)
                && !matches!(role, Role::Support | Role::Academy)
                && section != Some(SectionId::Review)
        }
        Action::Invite
        | Action::AssignParts
        | Action::ApproveReleve
        | Action::Rename
        | Action::Archive => section.is_none() && matches!(role, Role::Head | Role::Lead),
        Action::Facilitate => {
            section.is_none() && matches!(role, Role::Head | Role::Lead | Role::Editor)
        }
        Action::Agree => section.is_none() && role == Role::Partner,
        Action::AssignRoles | Action::Delete | Action::Submit => {
            section.is_none() && role == Role::Head
        }
    }
}

/// Whether that role may bring somebody in as `offered`. Nobody comes in as the head, whom only the
/// head before makes, nor as who runs the machines. A lead is made by who assigns roles.
pub fn may_invite_as(role: Role, offered: Role) -> bool {
    match offered {
        Role::Head | Role::Admin => false,
        Role::Lead => may(role, None, Action::Invite) && may_assign(role, offered),
        _ => may(role, None, Action::Invite),
    }
}

/// Whether that role may make a member `given`. Becoming the head is being handed the dossier over.
pub fn may_assign(role: Role, given: Role) -> bool {
    !matches!(given, Role::Head | Role::Admin) && may(role, None, Action::AssignRoles)
}

/// Whether that role may name the head. Only a dossier that was begun without one has none, and
/// then its lead does, once: from then on heads hand over.
pub fn may_name_head(role: Role, has_head: bool) -> bool {
    role == Role::Lead && !has_head
}

fn access(role: Role, section: SectionId) -> Access {
    use SectionId as S;
    match (role, section) {
        (Role::Head, _) => Access::Edit,

        (Role::Lead, S::Approvals) => Access::Comment,
        (Role::Lead, _) => Access::Edit,

        (Role::Editor, S::Approvals | S::Review | S::FollowUp) => Access::Comment,
        (Role::Editor, _) => Access::Edit,

        (Role::Partner, S::Review) => Access::Nothing,
        (Role::Partner, S::Partners | S::Budget) => Access::EditRows,
        (Role::Partner, _) => Access::Comment,

        (
            Role::Contributor,
            S::Summary
            | S::Concertation
            | S::Diagnosis
            | S::Objectives
            | S::Actions
            | S::Sustainability,
        ) => Access::Comment,
        (Role::Contributor, _) => Access::Nothing,

        (Role::Support, S::Review) => Access::Edit,
        (Role::Support, _) => Access::Comment,

        (Role::Academy, S::Review) => Access::Edit,
        (Role::Academy | Role::Viewer, S::Review | S::FollowUp) => Access::Nothing,
        (Role::Academy | Role::Viewer, _) => Access::Read,

        (Role::Admin, _) => Access::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One letter a section: `E` edits, comments and reads; `O` edits own rows only; `C` comments
    /// and reads; `R` reads; `.` nothing. The column before the first bar is the dossier as a
    /// whole.
    const SECTIONS: &str = "
        role          1 2 3 4 5  6 7 8 9 10  11 12 13 14 15  16 17 18
        head        E|E E E E E |E E E E E  |E  E  E  E  E  |E  E  E
        lead        E|E E E E E |E E E E E  |E  E  E  E  E  |C  E  E
        editor      E|E E E E E |E E E E E  |E  E  E  E  E  |C  C  C
        partner     O|C C C C C |C C C C O  |C  O  C  C  C  |C  .  C
        contributor C|. . C C C |C C . . .  |.  .  .  .  C  |.  .  .
        support     E|C C C C C |C C C C C  |C  C  C  C  C  |C  E  C
        academy     E|R R R R R |R R R R R  |R  R  R  R  R  |R  E  .
        viewer      R|R R R R R |R R R R R  |R  R  R  R  R  |R  .  .
        admin       .|. . . . . |. . . . .  |.  .  .  .  .  |.  .  .
    ";

    const WHOLE: &str = "
        role        invite assign parts agree rename archive delete submit facilitate approve
        head        yes    yes    yes   no    yes    yes     yes    yes    yes        yes
        lead        yes    no     yes   no    yes    yes     no     no     yes        yes
        editor      no     no     no    no    no     no      no     no     yes        no
        partner     no     no     no    yes   no     no      no     no     no         no
        contributor no     no     no    no    no     no      no     no     no         no
        support     no     no     no    no    no     no      no     no     no         no
        academy     no     no     no    no    no     no      no     no     no         no
        viewer      no     no     no    no    no     no      no     no     no         no
        admin       no     no     no    no    no     no      no     no     no         no
    ";

    /// The rows of a table, its heading left out: the role and its cells.
    fn rows(table: &'static str) -> impl Iterator<Item = (Role, Vec<&'static str>)> {
        table.trim().lines().skip(1).map(|line| {
            let mut words = line.split([' ', '|']).filter(|word| !word.is_empty());
            (Role::parse(words.next().unwrap()).unwrap(), words.collect())
        })
    }

    #[test]
    fn each_role_reaches_exactly_its_sections() {
        assert_eq!(rows(SECTIONS).map(|(role, _)| role).collect::<Vec<_>>(), Role::ALL);
        for (role, cells) in rows(SECTIONS) {
            let whole = std::iter::once(None);
            let places = whole.chain(SectionId::ALL.into_iter().map(Some));
            assert_eq!(cells.len(), 19, "{role:?}");
            for (place, cell) in places.zip(cells) {
                let allowed = [Action::Read, Action::Comment, Action::EditRows, Action::Edit]
                    .map(|action| may(role, place, action));
                let expected = match cell {
                    "E" => [true, true, true, true],
                    "O" => [true, true, true, false],
                    "C" => [true, true, false, false],
                    "R" => [true, false, false, false],
                    "." => [false, false, false, false],
                    other => panic!("{other} is no cell"),
                };
                assert_eq!(allowed, expected, "{role:?} {place:?}: read, comment, rows, edit");
            }
        }
    }

    #[test]
    fn the_whole_dossier_is_moved_by_its_head_and_partly_by_its_lead() {
        let actions = [
            Action::Invite,
            Action::AssignRoles,
            Action::AssignParts,
            Action::Agree,
            Action::Rename,
            Action::Archive,
            Action::Delete,
            Action::Submit,
            Action::Facilitate,
            Action::ApproveReleve,
        ];
        assert_eq!(rows(WHOLE).map(|(role, _)| role).collect::<Vec<_>>(), Role::ALL);
        for (role, cells) in rows(WHOLE) {
            for (action, cell) in actions.into_iter().zip(cells) {
                assert_eq!(may(role, None, action), cell == "yes", "{role:?} {action:?}");
                for section in SectionId::ALL {
                    assert!(!may(role, Some(section), action), "{role:?} {section:?} {action:?}");
                }
            }
        }
    }

    #[test]
    fn those_who_make_the_dossier_say_what_they_can_live_with_and_nobody_for_the_academy() {
        for role in Role::ALL {
            let makes = !matches!(role, Role::Support | Role::Academy);
            for section in SectionId::ALL {
                let hears = may(role, Some(section), Action::Comment);
                let expected = hears && makes && section != SectionId::Review;
                assert_eq!(
                    may(role, Some(section), Action::Consent),
                    expected,
                    "{role:?} {section:?}"
                );
            }
        }
        assert!(may(Role::Contributor, Some(SectionId::Actions), Action::Consent));
        assert!(!may(Role::Contributor, Some(SectionId::Budget), Action::Consent));
        assert!(
            !may(Role::Viewer, None, Action::Consent) && may(Role::Partner, None, Action::Consent)
        );
    }

    #[test]
    fn a_lead_is_made_by_the_head_and_nobody_is_made_head_or_admin() {
        for role in Role::ALL {
            for other in Role::ALL {
                let ordinary = !matches!(other, Role::Head | Role::Admin);
                let head = role == Role::Head && ordinary;
                let lead = role == Role::Lead && ordinary && other != Role::Lead;
                assert_eq!(may_invite_as(role, other), head || lead, "{role:?} {other:?}");
                assert_eq!(may_assign(role, other), head, "{role:?} {other:?}");
            }
            assert!(!may_name_head(role, true), "{role:?}: a dossier never has two");
            assert_eq!(may_name_head(role, false), role == Role::Lead, "{role:?}");
        }
    }
}
