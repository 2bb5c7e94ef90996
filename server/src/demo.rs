//! The demonstration: three fictitious dossiers, and the fictitious people who write them.
//! Owns: who they are. Does not know: SQL. An accounts' table that is not empty is left alone.

use crate::auth::passwords::{self, PasswordError};
use crate::clock;
use crate::store::account::NewAccount;
use crate::store::dossier::{NewDossier, Reference};
use crate::store::{Store, StoreError};
use dossier::document::interchange::{self, ImportError};
use dossier::document::path::Path;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::rights::{ROWS, Role, Row};
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The password of every demonstration account. They hold nothing that is not in the examples.
pub const PASSWORD: &str = "preau-demo-2026";

const EXAMPLES: [&str; 3] = [
    include_str!("../../dossier/examples/college-sciences-numerique.json"),
    include_str!("../../dossier/examples/ecole-cour-bien-etre.json"),
    include_str!("../../dossier/examples/lycee-pro-boutique-reemploi.json"),
];

struct Person {
    email: &'static str,
    name: &'static str,
    quality: &'static str,
    role: Role,
    /// How many of the examples they belong to.
    dossiers: usize,
}

const PEOPLE: [Person; 5] = [
    Person {
        email: "principale@demo.example",
        name: "Odile Marchand",
        quality: "head",
        role: Role::Head,
        dossiers: 3,
    },
    Person {
        email: "claire@demo.example",
        name: "Claire Vasseur",
        quality: "teacher",
        role: Role::Lead,
        dossiers: 3,
    },
    Person {
        email: "yanis@demo.example",
        name: "Yanis Belkacem",
        quality: "teacher",
        role: Role::Editor,
        dossiers: 3,
    },
    Person {
        email: "mairie@demo.example",
        name: "Service éducation de la mairie",
        quality: "local_authority",
        role: Role::Partner,
        dossiers: 3,
    },
    Person {
        email: "lecteur@demo.example",
        name: "Lecteur de démonstration",
        quality: "other",
        role: Role::Viewer,
        dossiers: 1,
    },
];

/// Why the demonstration could not be loaded. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("example {index}: {cause}")]
    Example { index: usize, cause: ImportError },
    #[error("example {index}: no usable {what}")]
    Incomplete { index: usize, what: &'static str },
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Fills an empty database; false if it was not empty.
pub async fn fill(store: &Store) -> Result<bool, DemoError> {
    let password = passwords::hash(PASSWORD.to_owned()).await?;
    let accounts = PEOPLE.map(|person| NewAccount {
        id: Uuid::now_v7().to_string(),
        email: person.email.to_owned(),
        name: person.name.to_owned(),
        quality: person.quality.to_owned(),
        password: password.clone(),
        created_at: clock::now(),
        verified_at: Some(clock::now()),
    });
    let mut dossiers = Vec::new();
    for (index, json) in EXAMPLES.iter().enumerate() {
        let members = PEOPLE
            .iter()
            .zip(&accounts)
            .filter(|(person, _)| index < person.dossiers)
            .map(|(person, account)| (account.id.clone(), person.role))
            .collect();
        dossiers.push(example(index, json, members)?);
    }
    if !store.fill_if_empty(&accounts, &dossiers).await? {
        return Ok(false);
    }
    let towns = PEOPLE.iter().zip(&accounts).filter(|(person, _)| person.role == Role::Partner);
    for (_, account) in towns {
        for dossier in &dossiers {
            let rows = of_the_town(dossier);
            store.assign_part(&dossier.id, &account.id, None, &rows, &BTreeSet::new()).await?;
        }
    }
    Ok(true)
}

/// The rows that speak of the municipality: what it is, what it pays.
fn of_the_town(dossier: &NewDossier) -> BTreeSet<Row> {
    let columns = ["type", "mainFunder", "source"];
    let of_list = |(section, rows): (SectionId, &'static str)| {
        let state = dossier.sections.iter().find(|(of, _)| *of == section);
        let doc = state.and_then(|(_, state)| SectionDoc::load(section, 2, state).ok());
        let list = Path::field(rows);
        let is_town = |doc: &SectionDoc, id: &str| {
            let says = |column: &str| doc.value(&list.row(id).column(column));
            columns.into_iter().filter_map(says).any(|value| value.words() == Some("commune"))
        };
        let ids = doc.iter().flat_map(|doc| {
            doc.rows(&list).into_iter().filter(|id| is_town(doc, id)).collect::<Vec<_>>()
        });
        ids.map(|id| Row::new(section, rows, &id)).collect::<Vec<_>>()
    };
    ROWS.into_iter().flat_map(of_list).collect()
}

fn example(
    index: usize,
    json: &str,
    members: Vec<(String, Role)>,
) -> Result<NewDossier, DemoError> {
    let incomplete = |what| DemoError::Incomplete { index, what };
    let import = interchange::import(json).map_err(|cause| DemoError::Example { index, cause })?;
    let whole: Value = serde_json::from_str(json).map_err(|_| incomplete("JSON"))?;
    let words = |pointer, what| {
        let found = whole.pointer(pointer).and_then(Value::as_str);
        found.map(str::to_owned).ok_or(incomplete(what))
    };
    let meta = import.meta;
    let created_at = clock::of_date(&meta.created_at).ok_or(incomplete("date"))?;
    Ok(NewDossier {
        id: meta.id,
        reference: Reference::Given(meta.reference),
        title: words("/summary/title", "title")?,
        school: words("/identification/establishment/name", "school")?,
        uai: words("/identification/establishment/uai", "UAI")?,
        status: meta.status,
        language: meta.language,
        fictitious: meta.fictitious,
        fictitious_notice: meta.fictitious_notice,
        created_at,
        updated_at: clock::of_date(&meta.updated_at).ok_or(incomplete("date"))?,
        members,
        sections: import.sections,
    })
}
