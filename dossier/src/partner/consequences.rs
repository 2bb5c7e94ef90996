//! What follows from an accord in the form. Owns: whether a partner is the local authority or
//! receives the grant, and the edits that say what they agreed. Does not know: what was agreed.

use super::accord::{Docs, path_of};
use crate::document::edit::Edit;
use crate::document::path::Path;
use crate::document::read::Value;
use crate::document::schema::SectionDoc;
use crate::form::SectionId;
use crate::form::ledger::FUNDING;
use crate::rights::Row;
use std::collections::BTreeSet;

/// The kinds of funders that can be the local authority of a school.
const AUTHORITIES: [&str; 4] = ["commune", "epci", "departement", "region"];

/// Whether two names, or two numbers, are one.
fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    !plain(a).is_empty() && plain(a) == plain(b)
}

/// What a partner is called and by which number, to be compared with what the form says elsewhere.
struct Called {
    name: String,
    siret: String,
}

impl Called {
    fn of(doc: &SectionDoc, name: &Path, siret: &Path) -> Called {
        let siret = doc.words(siret).chars().filter(char::is_ascii_digit).collect();
        Called { name: doc.words(name), siret }
    }

    /// The number decides where both have one.
    fn is(&self, other: &Called) -> bool {
        if self.siret.is_empty() || other.siret.is_empty() {
            return same(&self.name, &other.name);
        }
        self.siret == other.siret
    }
}

impl Docs<'_> {
    /// The partner entries among these rows.
    fn entries(&self, own: &BTreeSet<Row>) -> impl Iterator<Item = Row> {
        self.present(own).into_iter().filter(|row| row.section == SectionId::Partners)
    }

    /// What they bring among these rows.
    fn funding(&self, own: &BTreeSet<Row>) -> impl Iterator<Item = Row> {
        self.present(own).into_iter().filter(|row| row.rows == FUNDING)
    }

    fn is_called(&self, own: &BTreeSet<Row>, other: &Called) -> bool {
        self.entries(own).any(|row| {
            let here = path_of(&row);
            let entry = Called::of(self.partners, &here.column("name"), &here.column("siret"));
            entry.is(other)
        })
    }

    /// Whether whose rows these are is the local authority that answers for the school: their entry
    /// says so, or where they have none what they bring.
    pub fn is_authority(&self, own: &BTreeSet<Row>) -> bool {
        let field = |key: &str| Path::field(&format!("localAuthority.{key}"));
        if self.entries(own).next().is_some() {
            return self
                .is_called(own, &Called::of(self.partners, &field("name"), &field("siret")));
        }
        let name = self.partners.words(&field("name"));
        let kind = self.choice(self.partners, &field("type"));
        self.funding(own).any(|row| {
            let here = path_of(&row);
            let label = self.budget.words(&here.column("label"));
            let source = self.choice(self.budget, &here.column("source"));
            let source = source.filter(|source| AUTHORITIES.contains(&source.as_str()));
            let Some(source) = source else { return same(&label, &name) };
            let says_nothing = label.trim().is_empty() || name.trim().is_empty();
            match &kind {
                _ if !says_nothing => same(&label, &name),
                Some(kind) => *kind == source,
                None => self.only_authority_is(&source),
            }
        })
    }

    /// Whether one row alone of those that pay is a local authority's, and of that kind.
    fn only_authority_is(&self, source: &str) -> bool {
        let rows = Path::field(FUNDING);
        let sources = self.budget.rows(&rows).into_iter().filter_map(|id| {
            let source = self.choice(self.budget, &rows.row(&id).column("source"))?;
            AUTHORITIES.contains(&source.as_str()).then_some(source)
        });
        sources.collect::<Vec<_>>() == [source]
    }

    fn choice(&self, doc: &SectionDoc, path: &Path) -> Option<String> {
        doc.value(path)?.words().map(str::to_owned)
    }

    /// Whether they are who receives the grant, and so advances it.
    pub fn receives_grant(&self, own: &BTreeSet<Row>) -> bool {
        let field = |key: &str| Path::field(&format!("budget.grantRecipient.{key}"));
        let recipient = Called::of(self.budget, &field("name"), &field("siret"));
        let says_so = self.partners.value(&Path::field("localAuthority.willReceiveGrant"));
        self.is_called(own, &recipient)
            || (says_so == Some(Value::Flag(true)) && self.is_authority(own))
    }

    /// What each section of the form says once they have agreed on that day, or have withdrawn
    /// (`None`): of their own entries, of what they bring, and of the local authority if that is
    /// who they are. What is signed or confirmed is more than an accord, and stays, as does what
    /// was refused.
    pub fn consequences(
        &self,
        own: &BTreeSet<Row>,
        day: Option<&str>,
    ) -> Vec<(SectionId, Vec<Edit>)> {
        let words = |words: &str| Some(Value::Words(words.to_owned()));
        let (from, to) = match day {
            Some(_) => (&["considered", "requested"][..], "agreed_in_principle"),
            None => (&["agreed_in_principle"][..], "considered"),
        };
        let follows = |doc: &SectionDoc, path: Path| {
            let held = self.choice(doc, &path);
            let follows = held.map_or(day.is_some(), |held| from.contains(&held.as_str()));
            follows.then(|| Edit::Set { path, value: words(to) })
        };
        let commitment = |row: Row| follows(self.partners, path_of(&row).column("commitment"));
        let mut edits: Vec<Edit> = self.entries(own).filter_map(commitment).collect();
        let status = |row: Row| follows(self.budget, path_of(&row).column("status"));
        let budget: Vec<Edit> = self.funding(own).filter_map(status).collect();
        if self.is_authority(own) {
            let answer = if day.is_some() { "yes" } else { "pending" };
            let path = Path::field("localAuthority.agreementInPrinciple");
            edits.push(Edit::Set { path, value: words(answer) });
            let path = Path::field("localAuthority.agreementDate");
            edits.push(Edit::Set { path, value: day.and_then(words) });
        }
        let both = [(SectionId::Partners, edits), (SectionId::Budget, budget)];
        both.into_iter().filter(|(_, edits)| !edits.is_empty()).collect()
    }
}
