//! Whom a change of a thread concerns, besides those who have the dossier open: who is named, who
//! is given it to see to, who spoke in it before. Owns: [`Concern`]. Does not know: whether they
//! may still hear it, how they are told.

use super::Thread;
use super::mention::people_in;

/// Something that concerns one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    pub account: String,
    pub reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A remark names them.
    Named { remark: String },
    /// The thread is given to them.
    Given,
    /// A thread that they spoke in, or were given, was answered.
    Answered { remark: String },
}

/// What is new for others when `by` made one thread of another, or opened it. Nobody is told twice
/// of one remark, nor of their own.
pub fn audience(before: Option<&Thread>, after: &Thread, by: &str) -> Vec<Concern> {
    let mut audience: Vec<Concern> = Vec::new();
    let mut tell = |account: &str, reason: Reason| {
        if account != by {
            audience.push(Concern { account: account.to_owned(), reason });
        }
    };
    let given = |thread: &Thread| thread.assigned.as_ref().map(|given| given.to.account.clone());
    if let Some(account) = given(after)
        && before.and_then(given).as_ref() != Some(&account)
    {
        tell(&account, Reason::Given);
    }
    for remark in after.remarks.iter().filter(|remark| remark.by.account == by) {
        let old = before.and_then(|thread| thread.remarks.iter().find(|old| old.id == remark.id));
        let known = old.map(|old| people_in(&old.text)).unwrap_or_default();
        let named = people_in(&remark.text);
        for account in named.iter().filter(|account| !known.contains(account)) {
            tell(account, Reason::Named { remark: remark.id.clone() });
        }
        let (None, Some(before)) = (old, before) else { continue };
        let mut heard: Vec<&str> = vec![by];
        let authors = before.remarks.iter().map(|remark| remark.by.account.as_str());
        let given = after.assigned.iter().map(|given| given.to.account.as_str());
        for account in [before.opened_by.as_str()].into_iter().chain(authors).chain(given) {
            if !heard.contains(&account) && !named.contains(&account) {
                heard.push(account);
                tell(account, Reason::Answered { remark: remark.id.clone() });
            }
        }
    }
    audience
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::SectionId;
    use crate::threads::mention::tie;
    use crate::threads::{Anchor, Assigned, Author, Kind, Remark};

    fn author(account: &str) -> Author {
        Author { account: account.to_owned(), name: account.to_owned(), quality: String::new() }
    }

    /// A thread of these remarks, each an author and a text.
    fn thread(remarks: &[(&str, &str)], given: Option<&str>) -> Thread {
        let names = ["claire", "mairie", "parent", "yanis"].map(|name| (name, name));
        let remark = |(at, (by, text)): (usize, &(&str, &str))| Remark {
            id: at.to_string(),
            by: author(by),
            at: 0,
            text: tie(text, &names),
            mentions: Vec::new(),
            rewritten: false,
        };
        Thread {
            suggestion: None,
            id: "t".to_owned(),
            version: 1,
            kind: Kind::Comment,
            place: Anchor {
                section: SectionId::Budget,
                path: None,
                span: None,
                quote: String::new(),
            },
            opened_by: remarks[0].0.to_owned(),
            resolved: None,
            assigned: given.map(|to| Assigned { to: author(to), due: None }),
            remarks: remarks.iter().enumerate().map(remark).collect(),
        }
    }

    fn told(before: Option<&Thread>, after: &Thread, by: &str) -> Vec<String> {
        let word = |concern: Concern| match concern.reason {
            Reason::Named { remark } => format!("{} named in {remark}", concern.account),
            Reason::Given => format!("{} given", concern.account),
            Reason::Answered { remark } => format!("{} answered by {remark}", concern.account),
        };
        audience(before, after, by).into_iter().map(word).collect()
    }

    #[test]
    fn each_is_told_of_what_concerns_them_once_and_never_of_what_they_did() {
        let question = [("mairie", "Combien ?")];
        let answer = [question[0], ("claire", "Demande à @yanis et à @mairie.")];
        let opened = thread(&question, None);
        let answered = thread(&answer, None);
        let nobody = Vec::<String>::new();
        assert_eq!(told(None, &opened, "mairie"), nobody);
        assert_eq!(
            told(None, &thread(&[("mairie", "@claire @mairie ?")], None), "mairie"),
            ["claire named in 0"]
        );
        // Who is named is not told of an answer as well.
        assert_eq!(
            told(Some(&opened), &answered, "claire"),
            ["yanis named in 1", "mairie named in 1"]
        );
        // Reason another said at the same moment is theirs to tell.
        assert_eq!(told(Some(&opened), &answered, "parent"), nobody);
        let third = [answer[0], answer[1], ("mairie", "Merci.")];
        assert_eq!(
            told(Some(&answered), &thread(&third, None), "mairie"),
            ["claire answered by 2"]
        );
        let given = thread(&answer, Some("parent"));
        assert_eq!(told(Some(&answered), &given, "claire"), ["parent given"]);
        assert_eq!(told(Some(&given), &given, "claire"), nobody);
        assert_eq!(told(Some(&given), &thread(&answer, Some("claire")), "claire"), nobody);
        assert_eq!(
            told(Some(&given), &thread(&third, Some("parent")), "mairie"),
            ["claire answered by 2", "parent answered by 2"]
        );
        // Changing one's words tells those who are named anew.
        let changed = [question[0], ("claire", "Demande à @yanis et à @parent.")];
        assert_eq!(told(Some(&answered), &thread(&changed, None), "claire"), ["parent named in 1"]);
    }
}
