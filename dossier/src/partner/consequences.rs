//! What follows from an accord in the form. Owns: whether a partner is the local authority or receives
//! the grant, and the edits that say what they agreed. Must not know: what was agreed.

use super::accord::{Docs, path_of};
use crate::document::edit::Edit;
use crate::document::path::Path;
use crate::document::read::Value;
use crate::document::schema::SectionDoc;
use crate::form::SectionId;
use crate::rights::Row;
use std::collections::BTreeSet;

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

    fn is_called(&self, own: &BTreeSet<Row>, other: &Called) -> bool {
        self.entries(own).any(|row| {
            let here = path_of(&row);
            let entry = Called::of(self.partners, &here.column("name"), &here.column("siret"));
            entry.is(other)
        })
    }

    /// Whether whose rows these are is the local authority that answers for the school.
    pub fn is_authority(&self, own: &BTreeSet<Row>) -> bool {
        let field = |key: &str| Path::field(&format!("localAuthority.{key}"));
        self.is_called(own, &Called::of(self.partners, &field("name"), &field("siret")))
    }

    /// Whether they are who receives the grant, and so advances it.
    pub fn receives_grant(&self, own: &BTreeSet<Row>) -> bool {
        let field = |key: &str| Path::field(&format!("budget.grantRecipient.{key}"));
        let recipient = Called::of(self.budget, &field("name"), &field("siret"));
        let says_so = self.partners.value(&Path::field("localAuthority.willReceiveGrant"));
        self.is_called(own, &recipient)
            || (says_so == Some(Value::Flag(true)) && self.is_authority(own))
    }

    /// What the form says once they have agreed on that day, or have withdrawn (`None`): of their own
    /// entries, and of the local authority if that is who they are. An agreement that is signed is
    /// more than an accord, and stays.
    pub fn consequences(&self, own: &BTreeSet<Row>, day: Option<&str>) -> Vec<Edit> {
        let words = |words: &str| Some(Value::Words(words.to_owned()));
        let (from, to) = match day {
            Some(_) => (&["considered"][..], "agreed_in_principle"),
            None => (&["agreed_in_principle"][..], "considered"),
        };
        let mut edits = Vec::new();
        for row in self.entries(own) {
            let path = path_of(&row).column("commitment");
            let value = self.partners.value(&path);
            let held = value.as_ref().and_then(Value::words);
            if held.map_or(day.is_some(), |held| from.contains(&held)) {
                edits.push(Edit::Set { path, value: words(to) });
            }
        }
        if self.is_authority(own) {
            let answer = if day.is_some() { "yes" } else { "pending" };
            let path = Path::field("localAuthority.agreementInPrinciple");
            edits.push(Edit::Set { path, value: words(answer) });
            let path = Path::field("localAuthority.agreementDate");
            edits.push(Edit::Set { path, value: day.and_then(words) });
        }
        edits
    }
}
