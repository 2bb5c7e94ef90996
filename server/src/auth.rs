//! Who asks: the session cookie and the person behind it.
//! Owns: [`Visitor`] and [`SignedIn`]; a handler that takes the second cannot be reached by
//! somebody unknown. Does not know: what a member may do in a dossier.
//!
//! Whatever is asked for, also by a GET, notes once a day that the browser and the guest were here.

use crate::error::Error;
use crate::http::local_path::LocalPath;
use crate::http::preferences;
use crate::store::Store;
use crate::store::account::{Account, Kind};
use crate::{AppState, clock};
use app::shell::PageContext;
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::Method;
use axum::http::header::{CONTENT_TYPE, UPGRADE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use std::time::Instant;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Session, SessionManagerLayer};

pub mod address;
pub mod entrance;
pub mod known_browser;
pub mod membership;
pub mod origin;
pub mod passwords;
pub mod sessions;
pub mod stay;

pub use entrance::Entrance;
pub use sessions::Logins;
use stay::{Stay, Terms};

/// The session's entries: the id of the account, and since when and until when it is signed in.
const ACCOUNT: &str = "account";
const STAY: &str = "stay";
/// When guests are here is noted to the day, in milliseconds.
const A_DAY: i64 = 24 * 3600 * 1000;

/// The layer that reads and writes the session cookie. Over https the name's prefix makes browsers
/// refuse a cookie that a neighbouring host has set.
pub fn layer(store: Store, https: Https) -> SessionManagerLayer<Logins> {
    let (name, secure) = match https {
        Https::Yes => ("__Host-preau", true),
        Https::No => ("preau", false),
    };
    SessionManagerLayer::new(Logins::new(store))
        .with_name(name)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(secure)
        .with_path("/")
}

/// Whether readers come by https.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Https {
    Yes,
    No,
}

/// Whoever asks, known or not, and what every page needs to be told of them.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub context: PageContext,
    pub account: Option<Account>,
}

impl Visitor {
    pub async fn of(request: &Parts, state: &AppState) -> Result<Visitor, Error> {
        let mut visitor = Visitor::unknown(request, state);
        let Some(session) = request.extensions.get::<Session>() else {
            return Ok(visitor);
        };
        if session.id().is_none() {
            return Ok(visitor);
        }
        let stay = session.get::<Stay>(STAY).await?;
        let Some(id) = session.get::<String>(ACCOUNT).await? else {
            return Ok(visitor);
        };
        visitor.account = state.store.account(&id).await?;
        if let Some(account) = &visitor.account {
            extend(session, stay.as_ref(), account, state).await?;
        }
        if let Some(guest) = visitor.account.as_ref().filter(|one| one.kind == Kind::Guest) {
            let now = clock::now();
            if guest.seen_at.is_none_or(|seen| seen < now - A_DAY) {
                state.store.guest_seen(&id, now).await?;
            }
        }
        let unread = if shows_pages(request) { state.store.unread(&id).await? } else { 0 };
        visitor.context.visitor = visitor.account.as_ref().map(|account| app::shell::Visitor {
            account: account.id.clone(),
            name: account.name.clone(),
            is_shared: stay.is_some_and(|stay| stay.shared),
            email: match &account.kind {
                Kind::Member { email } => Some(email.clone()),
                Kind::Guest => None,
            },
            unread,
            is_admin: looks_after(account, state),
            // Where e-mails are files nobody can answer one.
            to_confirm: match &account.kind {
                Kind::Member { email } if !account.email_verified && !state.mail.is_files() => {
                    Some(email.clone())
                }
                _ => None,
            },
        });
        Ok(visitor)
    }

    /// The same request from somebody unknown. Asks nothing of the database.
    pub fn unknown(request: &Parts, state: &AppState) -> Visitor {
        let here = request.uri.path_and_query().and_then(|path| LocalPath::parse(path.as_str()));
        let context = PageContext {
            lang: preferences::lang(&request.headers),
            theme: preferences::theme(&request.headers),
            assets: state.assets.named.clone(),
            visitor: None,
            path: here.map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned()),
        };
        Visitor { context, account: None }
    }
}

/// A session lasts as long as it is used, up to its last day.
async fn extend(
    session: &Session,
    stay: Option<&Stay>,
    account: &Account,
    state: &AppState,
) -> Result<(), Error> {
    let Some(stay) = stay else { return Ok(()) };
    let terms = match account.kind {
        Kind::Member { .. } => Terms::Member,
        Kind::Guest => Terms::Guest,
    };
    if let Some(stay) = stay.seen_again(terms, &state.config.session_days, clock::now()) {
        session.insert(STAY, &stay).await?;
        session.set_expiry(Some(stay.expiry()));
    }
    Ok(())
}

fn looks_after(account: &Account, state: &AppState) -> bool {
    let is_named = matches!(&account.kind, Kind::Member { email } if state.config.is_admin(email));
    is_named && account.email_verified
}

/// Whether a page may answer: what a script asks for shows no count, and does not wait for it.
fn shows_pages(request: &Parts) -> bool {
    let form = request.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let form = form.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    form || request.method == Method::GET && !request.headers.contains_key(UPGRADE)
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(request: &mut Parts, state: &AppState) -> Result<Self, Error> {
        Visitor::of(request, state).await
    }
}

/// Somebody who looks after the server. To anybody else its pages are not there.
#[derive(Clone, Debug)]
pub struct Admin {
    pub context: PageContext,
}

impl FromRequestParts<AppState> for Admin {
    type Rejection = Error;

    async fn from_request_parts(request: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let Visitor { context, account } = Visitor::of(request, state).await?;
        let known = account.is_some_and(|account| looks_after(&account, state));
        if known { Ok(Admin { context }) } else { Err(Error::NotFound) }
    }
}

/// Somebody who is signed in. Anybody else is led to the sign-in page, and back afterwards.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub context: PageContext,
    pub account: Account,
    /// A digest of the browser's session, for counting and ending its live connections.
    pub session: String,
}

/// Whether a request changes something that others see. What a live dossier sends and what a hall
/// does are counted where they are, and so is what is only noted for oneself.
fn is_act(request: &Parts) -> bool {
    let route = request.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let counted_elsewhere = ["/dossiers/{id}/canal", "/seances/", "/sync/", "/avis/"];
    let own = route.ends_with("/lus") || counted_elsewhere.iter().any(|at| route.starts_with(at));
    !request.method.is_safe() && !own
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(request: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let visitor = Visitor::of(request, state).await.map_err(Error::into_response)?;
        match visitor {
            Visitor { context, account: Some(account) } => {
                if is_act(request) && state.pace.admit(&account.id, Instant::now()).is_err() {
                    return Err(Error::TooFast.into_response());
                }
                let session = request.extensions.get::<Session>().and_then(Session::id);
                let session = session.map(|id| sessions::digest(&id)).unwrap_or_default();
                Ok(SignedIn { context, account, session })
            }
            Visitor { context, account: None } => Err(to_sign_in(&request.method, &context)),
        }
    }
}

/// A form that was sent is not sent again after signing in: the reader comes back to the list.
fn to_sign_in(method: &Method, context: &PageContext) -> Response {
    let back = if *method == Method::GET { context.path.as_str() } else { "/dossiers" };
    let next = LocalPath::parse(back).map(|path| path.as_query_value()).unwrap_or_default();
    Redirect::to(&format!("/connexion?next={next}")).into_response()
}
