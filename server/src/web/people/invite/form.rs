//! What somebody typed into a form that invites, and whether it can be done.
//! Does not know: how an invitation is made.

use crate::http::forms::email_key;
use app::components::field::FieldError;
use app::pages::people::invite::{EXPIRIES, Invite, USES, Way};
use app::texts::{invitations as texts, write_scope};
use dossier::form::SectionId;
use dossier::lang::{Lang, Text, one_line};
use dossier::rights::{Role, narrowable, narrowed};

const LABEL_MAX: usize = 80;

/// What is to be made.
pub struct Accepted {
    /// At least one.
    pub roles: Vec<Role>,
    /// The sections in which whoever comes writes.
    pub sections: Vec<SectionId>,
    pub label: String,
    pub email: Option<String>,
    pub days: i64,
    pub uses_allowed: Option<i64>,
    /// The same in words.
    pub uses: Text,
}

/// Fills a form. A name that comes twice is a list of roles, or else the last one counts.
pub fn read(typed: Vec<(String, String)>, mut form: Invite) -> Invite {
    // Where nothing was asked, all sections are meant.
    if typed.iter().any(|(name, _)| name == "narrows") {
        form.sections.clear();
    }
    for (name, value) in typed {
        match name.as_str() {
            "way" => form.way = Way::parse(&value).unwrap_or_default(),
            "role" => form.roles.push(value),
            "section" => form.sections.push(value),
            "label" => form.label = value,
            "email" => form.email = value,
            "expiry" => form.expiry = value,
            "uses" => form.uses = value,
            _ => {}
        }
    }
    form
}

/// The errors are in the order of the page.
pub fn check(lang: Lang, form: &Invite) -> Result<Accepted, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut wrong = |field, message: Text| {
        let message = message.fill(lang, &[("max", &LABEL_MAX.to_string())]);
        errors.push(FieldError { field, message });
    };
    let by_letter = form.way == Way::Letter;
    let email = email_key(&form.email).filter(|_| by_letter);
    if by_letter && email.is_none() {
        wrong("email", texts::EMAIL_INVALID);
    }
    let label = one_line(&form.label);
    if label.chars().count() > LABEL_MAX {
        wrong("label", texts::LABEL_TOO_LONG);
    }
    let chosen = |role: &&Role| form.roles.iter().any(|id| id == role.as_str());
    let roles: Vec<Role> = form.offered.iter().filter(chosen).copied().collect();
    match (form.way, roles.len()) {
        (Way::Sheet, 0) => wrong("role", texts::ROLES_MISSING),
        (Way::Sheet, _) | (_, 1) => {}
        _ => wrong("role", texts::ROLE_MISSING),
    }
    let sections: Vec<SectionId> =
        form.sections.iter().filter_map(|name| SectionId::from_name(name)).collect();
    let writes_nowhere = |role: &Role| {
        !narrowable(*role).is_empty()
            && narrowed(*role, sections.clone()).is_some_and(|s| s.is_empty())
    };
    if roles.iter().any(writes_nowhere) {
        wrong("section", write_scope::SECTIONS_MISSING);
    }
    let offered = |all: [(&str, Text); 4], value: &str| {
        let found = all.into_iter().find(|(id, _)| *id == value);
        found.and_then(|(id, words)| Some((id.parse::<i64>().ok()?, words)))
    };
    let expiry = offered(EXPIRIES, &form.expiry);
    if expiry.is_none() {
        wrong("expiry", texts::EXPIRY_MISSING);
    }
    // A letter is for one person.
    let uses = offered(USES, if by_letter { "1" } else { &form.uses });
    if uses.is_none() {
        wrong("uses", texts::USES_MISSING);
    }
    match (expiry, uses) {
        (Some((days, _)), Some((uses_allowed, uses))) if errors.is_empty() => Ok(Accepted {
            roles,
            sections,
            label,
            email,
            days,
            uses_allowed: Some(uses_allowed).filter(|uses| *uses > 0),
            uses,
        }),
        _ => Err(errors),
    }
}
