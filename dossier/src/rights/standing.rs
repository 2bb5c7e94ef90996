//! What one member is to one dossier, in full: the role, the sections it was narrowed to, the rows
//! that are theirs, whether the dossier is archived. Owns: [`Standing`], and what it allows beyond
//! the role. Does not know: who else belongs to the dossier, how a standing is kept.

use super::{Action, Role, may};
use crate::document::path::is_row_id;
use crate::form::SectionId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// A row of a section: the key of its field, and its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    pub section: SectionId,
    pub rows: String,
    pub id: String,
}

impl Row {
    pub fn new(section: SectionId, rows: &str, id: &str) -> Row {
        Row { section, rows: rows.to_owned(), id: id.to_owned() }
    }
}

/// Something in a section that a change touches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touched {
    /// What stands in no row.
    Field(String),
    Row {
        row: Row,
        /// There has never been a row of that id.
        new: bool,
    },
}

/// What a member may do, as the dossier's head and lead have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Standing {
    pub role: Role,
    /// The sections that they write in, where these are fewer than the role's.
    pub sections: Option<BTreeSet<SectionId>>,
    /// What is theirs, for a role that changes its own rows and no others.
    pub rows: BTreeSet<Row>,
    /// Whether the dossier is archived, which leaves everybody reading.
    pub archived: bool,
}

impl From<Role> for Standing {
    fn from(role: Role) -> Standing {
        Standing { role, sections: None, rows: BTreeSet::new(), archived: false }
    }
}

impl Standing {
    /// As [`may`], with the sections that the member was narrowed to: elsewhere they comment as the
    /// role does, and change nothing. In an archived dossier, only what [`stays`] is left.
    pub fn may(&self, section: Option<SectionId>, action: Action) -> bool {
        if self.archived && !stays(action) {
            return false;
        }
        let writes = matches!(action, Action::Edit | Action::EditRows);
        match (section, &self.sections) {
            (Some(section), Some(given)) if writes => {
                given.contains(&section) && may(self.role, Some(section), action)
            }
            (None, Some(given)) if writes => {
                given.iter().any(|section| may(self.role, Some(*section), action))
            }
            _ => may(self.role, section, action),
        }
    }

    /// Whether they may make a change that touches just that.
    pub fn may_change<'t>(
        &self,
        section: SectionId,
        touched: impl IntoIterator<Item = &'t Touched>,
    ) -> bool {
        let own_only = !self.may(Some(section), Action::Edit);
        let theirs = |touched: &Touched| match touched {
            Touched::Field(_) => false,
            Touched::Row { row, new } => {
                row.section == section
                    && is_row_id(&row.id)
                    && (self.rows.contains(row) || (*new && may_add(section, &row.rows)))
            }
        };
        self.may(Some(section), Action::EditRows) && (!own_only || touched.into_iter().all(theirs))
    }

    /// Whether they may change that row.
    pub fn may_change_row(&self, row: &Row) -> bool {
        let touched = Touched::Row { row: row.clone(), new: false };
        self.may_change(row.section, [&touched])
    }

    /// The role and the sections, without the rows, such as `partner.partners.budget`, and whether
    /// the dossier is archived: with it a
    /// tab says as what its page was written. It needs no escapes in an address.
    pub fn outline(&self) -> String {
        let mut outline = self.role.as_str().to_owned();
        match &self.sections {
            None => {}
            Some(none) if none.is_empty() => outline.push('.'),
            Some(sections) => {
                for section in sections {
                    outline.push('.');
                    outline.push_str(section.name());
                }
            }
        }
        if self.archived {
            outline.push_str("-archived");
        }
        outline
    }

    /// Whether they change their own rows of that section and no others.
    pub fn is_of_rows(&self, section: SectionId) -> bool {
        self.may(Some(section), Action::EditRows) && !self.may(Some(section), Action::Edit)
    }
}

/// What is still done in an archived dossier: it is read, brought back, handed over, deleted.
pub fn stays(action: Action) -> bool {
    matches!(action, Action::Read | Action::Archive | Action::AssignRoles | Action::Delete)
}

/// The rows that a partner can have: the key of each field, with its section.
pub const ROWS: [(SectionId, &str); 3] = [
    (SectionId::Partners, "partners"),
    (SectionId::Budget, "budget.lines"),
    (SectionId::Budget, "budget.funding"),
];

/// Whether who changes only their own rows may add one there.
pub fn may_add(section: SectionId, rows: &str) -> bool {
    ROWS.contains(&(section, rows))
}

/// The sections in which somebody of that role writes; who is invited or belongs to the dossier can
/// be narrowed to some of them. None for a role that is not narrowed.
pub fn narrowable(role: Role) -> Vec<SectionId> {
    let writes = |section: &SectionId| may(role, Some(*section), Action::EditRows);
    match role {
        Role::Editor | Role::Partner => SectionId::ALL.into_iter().filter(writes).collect(),
        _ => Vec::new(),
    }
}

/// `chosen` as it is kept for that role: nothing for a role that is not narrowed, and for all of
/// its sections.
pub fn narrowed(
    role: Role,
    chosen: impl IntoIterator<Item = SectionId>,
) -> Option<BTreeSet<SectionId>> {
    let possible = narrowable(role);
    let kept: BTreeSet<SectionId> =
        chosen.into_iter().filter(|section| possible.contains(section)).collect();
    (kept.len() < possible.len()).then_some(kept)
}

/// Sections as a line of words; read by [`sections_of`].
pub fn sections_in_words(sections: &BTreeSet<SectionId>) -> String {
    sections.iter().map(|section| section.name()).collect::<Vec<_>>().join(" ")
}

/// `None` if one of the words is no section.
pub fn sections_of(words: &str) -> Option<BTreeSet<SectionId>> {
    words.split_whitespace().map(SectionId::from_name).collect()
}

/// `partner|partners budget|10:partners/p01 12:budget.funding/f02`, with `*` for all sections, and
/// `|archived` behind it: short, because it travels in each page.
impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sections = self.sections.as_ref().map_or_else(|| "*".to_owned(), sections_in_words);
        write!(f, "{}|{sections}|", self.role.as_str())?;
        for (at, row) in self.rows.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            write!(f, "{space}{row}")?;
        }
        if self.archived { f.write_str("|archived") } else { Ok(()) }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}/{}", self.section.number(), self.rows, self.id)
    }
}

impl Row {
    pub fn parse(words: &str) -> Option<Row> {
        let (section, place) = words.split_once(':')?;
        let (rows, id) = place.split_once('/')?;
        let section = SectionId::from_number(section.parse().ok()?)?;
        is_row_id(id).then(|| Row::new(section, rows, id))
    }
}

impl From<Standing> for String {
    fn from(standing: Standing) -> String {
        standing.to_string()
    }
}

impl TryFrom<String> for Standing {
    type Error = &'static str;

    fn try_from(words: String) -> Result<Standing, &'static str> {
        let read = || {
            let mut parts = words.split('|');
            let role = Role::parse(parts.next()?)?;
            let sections = match parts.next()? {
                "*" => None,
                some => Some(sections_of(some)?),
            };
            let rows = parts.next()?.split_whitespace().map(Row::parse).collect::<Option<_>>()?;
            let archived = match parts.next() {
                None => false,
                Some("archived") => true,
                Some(_) => return None,
            };
            Some(Standing { role, sections, rows, archived })
        };
        read().ok_or("no standing")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archived_dossier_is_read_and_nothing_else() {
        for role in Role::ALL {
            let archived = Standing { archived: true, ..Standing::from(role) };
            for section in SectionId::ALL.into_iter().map(Some).chain([None]) {
                assert_eq!(
                    archived.may(section, Action::Read),
                    may(role, section, Action::Read),
                    "{role:?} {section:?}"
                );
                for action in [
                    Action::Edit,
                    Action::EditRows,
                    Action::Comment,
                    Action::Consent,
                    Action::Invite,
                    Action::AssignParts,
                    Action::Facilitate,
                    Action::ApproveReleve,
                    Action::Agree,
                    Action::Rename,
                    Action::Submit,
                ] {
                    assert!(!archived.may(section, action), "{role:?} {section:?} {action:?}");
                }
            }
            let again: Standing = archived.to_string().try_into().unwrap();
            assert_eq!(again, archived);
            assert_ne!(archived.outline(), Standing::from(role).outline());
        }
        let head = Standing { archived: true, ..Role::Head.into() };
        assert!(head.may(None, Action::Archive) && head.may(None, Action::Delete));
    }

    #[test]
    fn an_outline_is_the_role_and_its_sections_and_fits_into_an_address() {
        let narrowed_to = |sections: &[SectionId]| Standing {
            sections: Some(sections.iter().copied().collect()),
            ..owning(Role::Partner)
        };
        let (none, two) =
            (narrowed_to(&[]), narrowed_to(&[SectionId::Budget, SectionId::Partners]));
        assert_eq!(owning(Role::Partner).outline(), "partner");
        assert_eq!(
            (none.outline(), two.outline()),
            ("partner.".into(), "partner.partners.budget".into())
        );
        let plain =
            |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        assert!(SectionId::ALL.iter().all(|section| plain(section.name())));
    }

    const PLACES: [SectionId; 5] = [
        SectionId::Summary,
        SectionId::Partners,
        SectionId::Budget,
        SectionId::Approvals,
        SectionId::Review,
    ];

    fn field() -> Touched {
        Touched::Field("a.field".to_owned())
    }

    fn row(section: SectionId, id: &str, new: bool) -> Touched {
        let rows = ROWS.iter().find(|(of, _)| *of == section).map_or("rows", |(_, rows)| rows);
        Touched::Row { row: Row::new(section, rows, id), new }
    }

    fn owning(role: Role) -> Standing {
        let rows = PLACES.iter().filter_map(|section| match row(*section, "own", false) {
            Touched::Row { row, .. } => Some(row),
            Touched::Field(_) => None,
        });
        Standing { rows: rows.collect(), ..Standing::from(role) }
    }

    /// What each role may change in a section: `f`ield, `x` another's row, `o` own row, `n` new
    /// row.
    const CHANGES: &str = "
        role        summary partners budget approvals review
        head        fxon    fxon     fxon   fxon      fxon
        lead        fxon    fxon     fxon   .         fxon
        editor      fxon    fxon     fxon   .         .
        partner     .       on       on     .         .
        contributor .       .        .      .         .
        support     .       .        .      .         fxon
        academy     .       .        .      .         fxon
        viewer      .       .        .      .         .
        admin       .       .        .      .         .
    ";

    #[test]
    fn a_partner_changes_own_and_new_rows_and_nothing_else() {
        let lines: Vec<&str> = CHANGES.trim().lines().skip(1).collect();
        assert_eq!(lines.len(), Role::ALL.len());
        for line in lines {
            let mut words = line.split_whitespace();
            let standing = owning(Role::parse(words.next().unwrap()).unwrap());
            for (section, allowed) in PLACES.into_iter().zip(words.by_ref()) {
                for (letter, touched) in [
                    ('f', field()),
                    ('x', row(section, "other", false)),
                    ('o', row(section, "own", false)),
                    ('n', row(section, "new", true)),
                ] {
                    let expected = allowed.contains(letter);
                    let may = standing.may_change(section, [&touched]);
                    assert_eq!(may, expected, "{:?} {section:?} {letter}", standing.role);
                    let with_own = [&row(section, "own", false), &touched];
                    assert_eq!(standing.may_change(section, with_own), expected, "{touched:?}");
                }
            }
        }
    }

    #[test]
    fn a_row_is_new_only_where_partners_add_and_only_under_a_row_s_id() {
        let partner = Standing::from(Role::Partner);
        let new = |rows: &str, id: &str| {
            let row = Row::new(SectionId::Budget, rows, id);
            partner.may_change(SectionId::Budget, [&Touched::Row { row, new: true }])
        };
        assert!(new("budget.funding", "f9"));
        for (rows, id) in [("partners", "p9"), ("budget.other", "f9"), ("budget.funding", "a/b")] {
            assert!(!new(rows, id), "{rows} {id}");
        }
        let elsewhere = row(SectionId::Partners, "own", false);
        assert!(!owning(Role::Partner).may_change(SectionId::Budget, [&elsewhere]));
    }

    #[test]
    fn who_was_narrowed_writes_there_and_does_all_else_as_before() {
        let sections = [SectionId::Budget, SectionId::Approvals];
        for role in [Role::Editor, Role::Partner] {
            let narrow = Standing { sections: narrowed(role, sections), ..owning(role) };
            assert_eq!(narrow.sections, Some(BTreeSet::from([SectionId::Budget])), "{role:?}");
            for section in SectionId::ALL {
                for action in [Action::Read, Action::Comment] {
                    assert_eq!(narrow.may(Some(section), action), may(role, Some(section), action));
                }
                let here = section == SectionId::Budget;
                assert_eq!(narrow.may(Some(section), Action::EditRows), here, "{section:?}");
                assert_eq!(narrow.may_change(section, [&row(section, "own", false)]), here);
            }
            assert!(narrow.may(None, Action::EditRows));
            let nowhere = Standing { sections: Some(BTreeSet::new()), ..owning(role) };
            assert!(!nowhere.may(None, Action::EditRows) && nowhere.may(None, Action::Comment));
        }
    }

    #[test]
    fn all_sections_of_a_role_are_no_narrowing_and_most_roles_have_none() {
        for role in Role::ALL {
            assert_eq!(narrowed(role, SectionId::ALL), None, "{role:?}");
            let some = narrowable(role);
            assert_eq!(some.is_empty(), !matches!(role, Role::Editor | Role::Partner), "{role:?}");
        }
        assert_eq!(narrowable(Role::Partner), [SectionId::Partners, SectionId::Budget]);
        assert_eq!(narrowable(Role::Editor).len(), 15);
        assert_eq!(narrowed(Role::Partner, [SectionId::Summary]), Some(BTreeSet::new()));
    }

    #[test]
    fn a_standing_reads_back_as_it_was_written() {
        let rows = BTreeSet::from([
            Row::new(SectionId::Budget, "budget.lines", "b-1_Z"),
            Row::new(SectionId::Partners, "partners", "p01"),
        ]);
        let sections = Some(BTreeSet::from([SectionId::Budget, SectionId::FollowUp]));
        for role in Role::ALL {
            for sections in [None, Some(BTreeSet::new()), sections.clone()] {
                for rows in [BTreeSet::new(), rows.clone()] {
                    let standing =
                        Standing { role, sections: sections.clone(), rows, archived: false };
                    let json = serde_json::to_string(&standing).unwrap();
                    assert_eq!(serde_json::from_str::<Standing>(&json).unwrap(), standing);
                }
            }
        }
        for wrong in
            ["", "mayor|*|", "head", "head|*", "head|nowhere|", "head|*|12:a", "head|*|9/x"]
        {
            assert!(Standing::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
