//! Starting a dossier.

use crate::AppState;
use crate::acts::ActError;
use crate::acts::dossiers::{self, Beginning};
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::html;
use crate::limits::quotas::Fullness;
use app::components::field::FieldError;
use app::pages::dossier::new as page;
use app::texts::{dossiers as texts, recovery};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::document::interchange::School;
use dossier::form::identifiers::Uai;
use dossier::form::lists::NATURES;
use dossier::lang::{Lang, Text, one_line};
use dossier::rights::Role;
use serde::Deserialize;

const TITLE_MAX: usize = 120;
const SCHOOL_MAX: usize = 200;
const CITY_MAX: usize = 120;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CreateForm {
    title: String,
    uai: String,
    school_name: String,
    city: String,
    nature: String,
    role: String,
}

pub async fn show(State(state): State<AppState>, reader: SignedIn) -> Result<Response, Error> {
    let led = dossiers::led(&state, &reader.account.id).await?;
    let form = page::NewDossier { nearly_full: led != Fullness::Room, ..Default::default() };
    Ok(html(page::page(&reader.context, &form, &[])))
}

pub async fn create(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Form(typed): Form<CreateForm>,
) -> Result<Response, Error> {
    let lang = reader.context.lang;
    if !state.may_write(&reader.account) {
        reader.context.path = "/dossiers/nouveau".to_owned();
        let message = recovery::CONFIRM_TO_BEGIN.in_lang(lang).to_owned();
        let errors = [FieldError { field: "title", message }];
        let page = page::page(&reader.context, &typed.into(), &errors);
        return Ok((StatusCode::FORBIDDEN, html(page)).into_response());
    }
    let errors = match check(lang, &typed) {
        Ok(beginning) => match dossiers::create(&state, &reader.account.id, beginning).await {
            Ok(id) => return Ok(Redirect::to(&format!("/dossiers/{id}")).into_response()),
            Err(ActError::Full) => {
                let most = state.config.quotas.dossiers.to_string();
                let message = texts::TOO_MANY.fill(lang, &[("max", &most)]);
                vec![FieldError { field: "title", message }]
            }
            Err(failure) => return Err(failure.into()),
        },
        Err(errors) => errors,
    };
    // The form is at another address than the one that it is sent to.
    reader.context.path = "/dossiers/nouveau".to_owned();
    let page = page::page(&reader.context, &typed.into(), &errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)).into_response())
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
fn check(lang: Lang, typed: &CreateForm) -> Result<Beginning, Vec<FieldError>> {
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
        (Ok(title), Some(role)) if errors.is_empty() => Ok(Beginning { title, school, role, lang }),
        _ => Err(errors),
    }
}

impl From<CreateForm> for page::NewDossier {
    fn from(typed: CreateForm) -> page::NewDossier {
        page::NewDossier {
            title: typed.title,
            uai: typed.uai,
            school_name: typed.school_name,
            city: typed.city,
            nature: typed.nature,
            role: typed.role,
            nearly_full: false,
        }
    }
}
