//! The interchange format `nefle-dossier/1.0`: one JSON file that holds a whole dossier.
//! Owns: [`Import`], [`import`], [`export`], [`blank`], the seeds of sections. Does not know: the
//! database, the wire. What is imported and exported again is the same JSON.

use crate::document::schema::{Root, SEED_CLIENT, SectionDoc, Shape, shape};
use crate::document::text::{self, markdown};
use crate::form::{Field, SectionId};
use crate::lang::{Lang, Text};
use crate::rights::workflow::Status;
use serde_json::{Value as Json, json};
use yrs::TransactionMut;

mod budget;
mod read_json;
mod write_json;

pub use write_json::{export, section as section_json};

/// The only version there is.
pub const SCHEMA_VERSION: &str = "nefle-dossier/1.0";

/// What the format says of a dossier beside its sections.
#[derive(Clone, Debug, PartialEq)]
pub struct Meta {
    pub id: String,
    pub reference: String,
    pub status: Status,
    pub language: String,
    /// ISO date.
    pub created_at: String,
    /// ISO date.
    pub updated_at: String,
    pub fictitious: bool,
    pub fictitious_notice: Option<String>,
}

/// A dossier read from JSON: the first update of each of its sections.
#[derive(Debug)]
pub struct Import {
    pub meta: Meta,
    pub sections: Vec<(SectionId, Vec<u8>)>,
}

/// Why a file was not taken; nothing of it was.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ImportError {
    #[error("not JSON: {0}")]
    NotJson(String),
    #[error("unknown version {0:?}")]
    Version(String),
    #[error("{path}: missing")]
    Missing { path: String },
    #[error("{path}: unknown field")]
    UnknownField { path: String },
    #[error("{path}: expected {expected}")]
    WrongKind { path: String, expected: &'static str },
    #[error("{path}: {value:?} is not in the list")]
    UnknownValue { path: String, value: String },
    #[error("{path}: {value:?} is outside its limits")]
    OutOfLimits { path: String, value: String },
}

impl ImportError {
    /// What to tell the person who chose the file.
    pub fn message(&self, lang: Lang) -> String {
        const NOT_JSON: Text = Text::new(
            "Ce fichier n’est pas un dossier lisible (JSON incorrect : {detail}).",
            "This file is not a readable dossier (broken JSON: {detail}).",
        );
        const VERSION: Text = Text::new(
            "Ce fichier est d’une version inconnue : « {value} ».",
            "This file is of an unknown version: “{value}”.",
        );
        const MISSING: Text = Text::new(
            "Il manque « {path} » dans ce fichier.",
            "“{path}” is missing from this file.",
        );
        const UNKNOWN_FIELD: Text = Text::new(
            "Le champ « {path} » n’existe pas dans le formulaire.",
            "The form has no field “{path}”.",
        );
        const WRONG_KIND: Text = Text::new(
            "« {path} » ne contient pas le type de valeur attendu ({expected}).",
            "“{path}” does not hold the expected kind of value ({expected}).",
        );
        const UNKNOWN_VALUE: Text = Text::new(
            "« {value} » n’est pas une valeur admise pour « {path} ».",
            "“{value}” is not an allowed value for “{path}”.",
        );
        const OUT_OF_LIMITS: Text = Text::new(
            "« {value} » est hors des limites admises pour « {path} ».",
            "“{value}” is outside the limits of “{path}”.",
        );
        match self {
            ImportError::NotJson(detail) => NOT_JSON.fill(lang, &[("detail", detail)]),
            ImportError::Version(value) => VERSION.fill(lang, &[("value", value)]),
            ImportError::Missing { path } => MISSING.fill(lang, &[("path", path)]),
            ImportError::UnknownField { path } => UNKNOWN_FIELD.fill(lang, &[("path", path)]),
            ImportError::WrongKind { path, expected } => {
                WRONG_KIND.fill(lang, &[("path", path), ("expected", expected)])
            }
            ImportError::UnknownValue { path, value } => {
                UNKNOWN_VALUE.fill(lang, &[("path", path), ("value", value)])
            }
            ImportError::OutOfLimits { path, value } => {
                OUT_OF_LIMITS.fill(lang, &[("path", path), ("value", value)])
            }
        }
    }
}

/// The school of a new dossier, as far as its creator gave it.
#[derive(Clone, Debug, Default)]
pub struct School {
    pub uai: String,
    pub name: String,
    pub city: String,
    /// An id of [`crate::form::lists::NATURES`], or empty.
    pub nature: String,
}

/// Reads a whole file, or refuses it whole.
pub fn import(json: &str) -> Result<Import, ImportError> {
    let json: Json = serde_json::from_str(json).map_err(|e| ImportError::NotJson(e.to_string()))?;
    read_json::import(&json)
}

/// A new dossier: every section seeded, the title and what is known of the school filled in.
pub fn blank(school: &School, title: &str) -> Vec<(SectionId, Vec<u8>)> {
    SectionId::ALL
        .into_iter()
        .map(|id| {
            let fill = |seed: &mut Seed<'_, '_>| {
                let base = "identification.establishment";
                match id {
                    SectionId::Identification => {
                        seed.words(&format!("{base}.uai"), &school.uai);
                        seed.words(&format!("{base}.name"), &school.name);
                        seed.words(&format!("{base}.address.city"), &school.city);
                        seed.choice(&format!("{base}.nature"), &school.nature);
                    }
                    SectionId::Summary => seed.words("summary.title", title),
                    _ => {}
                }
                Ok::<_, std::convert::Infallible>(())
            };
            let update = seed_with(id, fill).unwrap_or_else(|never| match never {});
            (id, update)
        })
        .collect()
}

/// The first update of a section: its rich texts with their one last `\n`. It is stored once, in
/// the transaction that creates the section; a second seed would double every `\n`.
pub fn seed(id: SectionId) -> Vec<u8> {
    seed_with(id, |_| Ok::<_, std::convert::Infallible>(())).unwrap_or_else(|never| match never {})
}

/// A section that is being written for the first time.
pub(crate) struct Seed<'d, 't> {
    doc: &'d SectionDoc,
    tx: &'d mut TransactionMut<'t>,
}

/// The first update of a section: `fill` writes into it, then every rich text that is still empty
/// gets its last `\n`.
pub(crate) fn seed_with<E>(
    id: SectionId,
    fill: impl FnOnce(&mut Seed<'_, '_>) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let doc = SectionDoc::open(id, SEED_CLIENT);
    let done = doc.transact(|tx| {
        let mut seed = Seed { doc: &doc, tx };
        fill(&mut seed)?;
        for field in doc.section.fields {
            seed.end_text(field);
        }
        Ok(())
    })?;
    Ok(if done.update.is_empty() { doc.state() } else { done.update })
}

impl Seed<'_, '_> {
    fn words(&mut self, key: &str, words: &str) {
        if let Some(Root::Text(text)) = self.doc.roots.get(key) {
            use yrs::Text as _;
            text.insert(self.tx, 0, &crate::document::edit::one_line(words));
        }
    }

    fn choice(&mut self, key: &str, id: &str) {
        use yrs::Map as _;
        let known = self.doc.section.field(key).is_some_and(|field| {
            let value = crate::document::read::Value::Words(id.to_owned());
            crate::document::edit::admits(&field.kind, &value).is_ok()
        });
        if known {
            self.doc.scalars.insert(self.tx, key, yrs::Any::from(id));
        }
    }

    fn end_text(&mut self, field: &Field) {
        use yrs::Text as _;
        let Some(Root::Text(root)) = self.doc.roots.get(field.key) else {
            return;
        };
        let rich = matches!(field.kind, crate::form::Kind::Rich { .. });
        if rich && matches!(shape(&field.kind), Shape::Text) && root.len(self.tx) == 0 {
            root.insert(self.tx, 0, "\n");
        }
    }
}

/// Whole numbers are written without a point.
fn number(n: f64) -> Json {
    if n.fract() == 0.0 && n.abs() < 9e15 { json!(n as i64) } else { json!(n) }
}

/// The Markdown of a rich text, or `null` when it is empty.
pub(crate) fn rich_json(blocks: &[text::Block]) -> Json {
    let markdown = markdown::write(blocks);
    if markdown.is_empty() { Json::Null } else { Json::String(markdown) }
}
