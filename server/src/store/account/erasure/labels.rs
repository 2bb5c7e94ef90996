//! What invitations are called, once somebody is erased whose name or address stands there. Owns:
//! in which labels a name is looked for, and what counts as the name. Does not know: who is erased,
//! and why.
//!
//! Only labels of dossiers that the account belonged to, or of an invitation to its address. A name
//! of one word names many: it goes only where it is all that the label says, or where the
//! invitation was theirs alone.

use super::FORMER;
use crate::store::StoreError;
use crate::store::engine::dialect::{Tx, on_pool};

/// Replaces a name and an address in labels, and forgets that address in invitations.
pub(super) async fn erase(
    tx: &mut Tx,
    account: &str,
    name: &str,
    email: &str,
) -> Result<(), StoreError> {
    // A membership may have ended before; what somebody did in a dossier has not.
    let sql = "select i.id, i.label, (i.uses_allowed = 1 and exists (select 1 from membership m \
               where m.invitation_id = i.id and m.account_id = $1)) as theirs \
               from invitation i where lower(i.email) = $2 or i.dossier_id in \
               (select dossier_id from membership where account_id = $1 \
               union select dossier_id from notification \
               where account_id = $1 or actor_id = $1 \
               union select dossier_id from thread where opened_by = $1 \
               union select dossier_id from accord where account_id = $1)";
    let called: Vec<(String, String, Option<bool>)> = on_pool!(&mut *tx, |db| {
        sqlx::query_as(sql).bind(account).bind(email).fetch_all(&mut **db).await?
    });
    let call = "update invitation set label = $2 where id = $1";
    for (id, label, theirs) in called {
        let without = without(&label, name, email, theirs == Some(true));
        if without != label {
            on_pool!(&mut *tx, |db| {
                sqlx::query(call).bind(&id).bind(&without).execute(&mut **db).await?;
            });
        }
    }
    let letter = "update invitation set email = null, email_status = null where lower(email) = $1";
    on_pool!(tx, |db| {
        sqlx::query(letter).bind(email).execute(&mut **db).await?;
    });
    Ok(())
}

/// A label without somebody. `theirs` says that the invitation was for them alone.
fn without(label: &str, name: &str, email: &str, theirs: bool) -> String {
    let label = without_address(label, email);
    let name = name.trim();
    let is_full = name.split_whitespace().nth(1).is_some();
    if name.is_empty() || !(is_full || theirs || label.trim() == name) {
        return label;
    }
    let (mut kept, mut rest) = (String::with_capacity(label.len()), label.as_str());
    while let Some(at) = rest.find(name) {
        let (before, after) = (&rest[..at], &rest[at + name.len()..]);
        let begins = before.chars().next_back().or(kept.chars().next_back());
        let whole =
            !begins.is_some_and(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        kept.push_str(before);
        kept.push_str(if whole { FORMER } else { name });
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Whatever stands around it: an address that only contains this one is another.
fn without_address(label: &str, email: &str) -> String {
    let word = |word: &str| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        match core.to_lowercase() == email {
            true => word.replace(core, FORMER),
            false => word.to_owned(),
        }
    };
    label.split_inclusive(char::is_whitespace).map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_as_a_whole_and_nowhere_else() {
        for (label, name, theirs, expected) in [
            ("Pour Anne Lenoir, mairie", "Anne Lenoir", false, "Pour Ancien membre, mairie"),
            ("Anne Lenoire", "Anne Lenoir", false, "Anne Lenoire"),
            ("École Marie Curie", "Marie", false, "École Marie Curie"),
            ("Marie", "Marie", false, "Ancien membre"),
            ("Pour Marie", "Marie", true, "Pour Ancien membre"),
            ("Mariette et Marie", "Marie", true, "Mariette et Ancien membre"),
            ("Parents de Z-ville", "e", false, "Parents de Z-ville"),
            ("Parents de Z-ville", "e", true, "Parents de Z-ville"),
            ("Affiche", "%", true, "Affiche"),
            ("Affiche", "", true, "Affiche"),
            ("Pour ANNE@x.example.", "Anne", false, "Pour Ancien membre."),
            ("joanne@x.example", "Anne", false, "joanne@x.example"),
        ] {
            assert_eq!(without(label, name, "anne@x.example", theirs), expected, "{label} {name}");
        }
    }
}
