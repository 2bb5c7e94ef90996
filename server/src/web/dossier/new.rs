//! Starting a dossier.

use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::{html, one_line};
use crate::store::{NewDossier, Reference};
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::dossier::new as page;
use app::texts::dossiers as texts;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::document::interchange::{School, blank};
use dossier::form::identifiers::Uai;
use dossier::form::lists::NATURES;
use dossier::lang::{Lang, Text};
use dossier::rights::Role;
use dossier::rights::workflow::Status;
use serde::Deserialize;
use uuid::Uuid;

const TITLE_MAX: usize = 120;
const SCHOOL_MAX: usize = 200;
const CITY_MAX: usize = 120;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    title: String,
    uai: String,
    school_name: String,
    city: String,
    nature: String,
    role: String,
}

pub async fn show(reader: SignedIn) -> Response {
    html(page::page(&reader.frame, &page::NewDossier::default(), &[]))
}

pub async fn create(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let beginning = match check(reader.frame.lang, &typed) {
        Ok(beginning) => beginning,
        Err(errors) => {
            // The form is at another address than the one that it is sent to.
            reader.frame.path = "/dossiers/nouveau".to_owned();
            let page = page::page(&reader.frame, &typed.into(), &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)).into_response());
        }
    };
    let now = clock::now();
    let dossier = NewDossier {
        id: Uuid::now_v7().to_string(),
        reference: Reference::Next { year: clock::year() },
        sections: blank(&beginning.school, &beginning.title),
        title: beginning.title,
        school: beginning.school.name,
        uai: beginning.school.uai,
        status: Status::Draft,
        language: reader.frame.lang.tag().to_owned(),
        fictitious: false,
        fictitious_notice: None,
        created_at: now,
        updated_at: now,
        members: vec![(reader.account.id, beginning.role)],
    };
    state.store.add_dossier(&dossier).await?;
    Ok(Redirect::to(&format!("/dossiers/{}", dossier.id)).into_response())
}

/// What a dossier starts from, once it has been accepted.
struct Beginning {
    title: String,
    school: School,
    role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleError {
    Missing,
    TooLong,
}

/// A title as it is kept.
pub fn title(typed: &str) -> Result<String, TitleError> {
    let title = one_line(typed);
    match title.chars().count() {
        0 => Err(TitleError::Missing),
        1..=TITLE_MAX => Ok(title),
        _ => Err(TitleError::TooLong),
    }
}

/// The errors are in the order of the page.
fn check(lang: Lang, typed: &Typed) -> Result<Beginning, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut wrong = |field, message: String| errors.push(FieldError { field, message });
    let plain = |text: Text| text.in_lang(lang).to_owned();
    let beyond = |text: Text, max: usize| text.fill(lang, &[("max", &max.to_string())]);

    let title = title(&typed.title).map_err(|error| match error {
        TitleError::Missing => wrong("title", plain(texts::TITLE_MISSING)),
        TitleError::TooLong => wrong("title", beyond(texts::TITLE_TOO_LONG, TITLE_MAX)),
    });
    let school = School {
        uai: match Uai::parse(&typed.uai) {
            Ok(uai) => uai.to_string(),
            Err(error) => {
                if !typed.uai.trim().is_empty() {
                    wrong("uai", error.message(lang));
                }
                String::new()
            }
        },
        name: one_line(&typed.school_name),
        city: one_line(&typed.city),
        nature: typed.nature.clone(),
    };
    // The directory of schools knows the rest when it is asked for a code.
    let described = typed.uai.trim().is_empty();
    if school.name.chars().count() > SCHOOL_MAX {
        wrong("school_name", beyond(texts::TOO_LONG, SCHOOL_MAX));
    } else if described && school.name.is_empty() {
        wrong("school_name", plain(texts::SCHOOL_MISSING));
    }
    if school.city.chars().count() > CITY_MAX {
        wrong("city", beyond(texts::TOO_LONG, CITY_MAX));
    } else if described && school.city.is_empty() {
        wrong("city", plain(texts::CITY_MISSING));
    }
    let nature_is_known = NATURES.get(&school.nature).is_some();
    if !nature_is_known && (described || !school.nature.is_empty()) {
        wrong("nature", plain(texts::NATURE_MISSING));
    }
    let role = Role::parse(&typed.role).filter(|role| matches!(role, Role::Head | Role::Lead));
    if role.is_none() {
        wrong("role", plain(texts::ROLE_MISSING));
    }
    match (title, role) {
        (Ok(title), Some(role)) if errors.is_empty() => Ok(Beginning { title, school, role }),
        _ => Err(errors),
    }
}

impl From<Typed> for page::NewDossier {
    fn from(typed: Typed) -> page::NewDossier {
        page::NewDossier {
            title: typed.title,
            uai: typed.uai,
            school_name: typed.school_name,
            city: typed.city,
            nature: typed.nature,
            role: typed.role,
        }
    }
}
