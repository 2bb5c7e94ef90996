//! Every URL of the product and every layer around it, in one function.
//! Must not know: what a page shows.

use crate::auth::Https;
use crate::auth::origin::same_origin;
use crate::error::{self, Error};
use crate::pages::{
    accords, answer, channel, claim, dossier, dossiers, home, invite, join, letters, my_data,
    new_dossier, notices, origins, part, partner, people, preferences, seances, sign_in, sign_up,
    stances, stop, suggestions, threads,
};
use crate::{AppState, auth};
use axum::Router;
use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, MatchedPath, Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::Predicate;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

const BODY_MAX: usize = 2 * 1024 * 1024;
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// What every answer carries, failures included. `same-origin` and not `no-referrer`: under the
/// latter browsers send `Origin: null` with our own forms, which [`same_origin`] refuses; other
/// sites learn as little from either.
const SECURITY: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
         style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         manifest-src 'self'; worker-src 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

pub fn router(state: AppState) -> Router {
    let https = if state.config.is_https() { Https::Yes } else { Https::No };
    // The first is the outermost: an answer made by one still passes through those above it.
    let layers = ServiceBuilder::new()
        // Failures are logged where they become a page, once.
        .layer(TraceLayer::new_for_http().make_span_with(span).on_failure(()))
        .layer(from_fn_with_state(state.clone(), secured))
        // A dossier's page is long. A secret that is the same in two pages is in none that another
        // site can have asked for, so their length gives nothing away.
        .layer(CompressionLayer::new().compress_when(Pages))
        .layer(auth::layer(state.store.clone(), https))
        .layer(from_fn_with_state(state.clone(), error::with_page))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_WITHIN))
        .layer(from_fn_with_state(state.clone(), from_this_site))
        .layer(DefaultBodyLimit::max(BODY_MAX));
    Router::new()
        .route("/", get(home::show))
        .route("/connexion", get(sign_in::show).post(sign_in::submit))
        .route("/inscription", get(sign_up::show).post(sign_up::submit))
        .route("/deconnexion", post(sign_in::sign_out))
        .route("/preferences", post(preferences::choose))
        .route("/dossiers", get(dossiers::list).post(new_dossier::create))
        .route("/dossiers/nouveau", get(new_dossier::show))
        .route("/dossiers/{id}", get(dossier::show))
        .route("/dossiers/{id}/live", get(dossier::live))
        .route("/dossiers/{id}/canal", post(channel::open))
        .route("/dossiers/{id}/canal/{name}/envoi", post(channel::send))
        .route("/dossiers/{id}/canal/{name}/attente", post(channel::wait))
        .route("/dossiers/{id}/canal/{name}/fin", post(channel::leave))
        .route("/dossiers/{id}/fils", get(threads::list).post(threads::act))
        .route("/dossiers/{id}/fils/membres", get(threads::members))
        .route("/dossiers/{id}/fils/lus", post(threads::read))
        .route("/dossiers/{id}/positions", post(stances::say))
        .route("/dossiers/{id}/propositions", post(suggestions::suggest))
        .route("/dossiers/{id}/propositions/formulaire", get(suggestions::form))
        .route("/dossiers/{id}/propositions/toutes", post(suggestions::decide_all))
        .route("/dossiers/{id}/propositions/{thread}", post(suggestions::decide))
        .route("/sync/{id}/{section}", get(dossier::sync))
        .route("/dossiers/{id}/renommer", post(dossiers::rename))
        .route("/dossiers/{id}/archiver", post(dossiers::archive))
        .route("/dossiers/{id}/restaurer", post(dossiers::restore))
        .route("/dossiers/{id}/personnes", get(people::show))
        .route("/dossiers/{id}/personnes/{account}/role", post(people::assign))
        .route("/dossiers/{id}/personnes/{account}/retirer", post(people::remove))
        .route("/dossiers/{id}/personnes/{account}/part", get(part::show).post(part::assign))
        .route("/dossiers/{id}/accords", get(accords::lines))
        .route("/dossiers/{id}/partenaire", get(partner::show))
        .route("/dossiers/{id}/partenaire/accord", post(partner::agree))
        .route("/dossiers/{id}/partenaire/retrait", post(partner::withdraw))
        .route("/dossiers/{id}/direction", post(people::name_head))
        .route("/dossiers/{id}/remettre", post(people::hand_over))
        .route("/dossiers/{id}/quitter", post(people::leave))
        .route("/dossiers/{id}/invitations", get(invite::show).post(invite::create))
        .route("/dossiers/{id}/invitations/affiche", post(invite::sheet))
        .route("/dossiers/{id}/invitations/{invitation}/revoquer", post(invite::revoke))
        .route("/dossiers/{id}/seances", get(seances::list).post(seances::begin))
        .route("/dossiers/{id}/demandes", get(origins::show))
        .route("/seances/{id}", get(seances::phone::show))
        .route("/seances/{id}/animer", get(seances::remote::show).post(seances::remote::press))
        .route("/seances/{id}/flux", get(seances::stream::stream))
        .route("/seances/{id}/classe", get(seances::classes::ask).post(seances::classes::make))
        .route(
            "/seances/{id}/classes/{number}",
            get(seances::classes::show).post(seances::classes::press),
        )
        .route("/seances/{id}/parole", post(seances::floor::ask))
        .route("/seances/{id}/idees", post(seances::phone::send_idea))
        .route("/seances/{id}/bulletins/{vote}", post(seances::phone::cast))
        .route("/seances/{id}/preparer", get(seances::prepare::show).post(seances::prepare::save))
        .route(
            "/seances/{id}/invitation",
            get(seances::invitation::show).post(seances::invitation::send),
        )
        .route("/seances/{id}/pitch", get(seances::pitch::show).post(seances::pitch::press))
        .route("/dossiers/{id}/pitch", post(seances::pitch::begin))
        .route("/seances/{id}/presents", post(seances::count::save))
        .route("/seances/{id}/suite", post(seances::after::hear))
        .route("/seances/{id}/releve", get(seances::releve::show))
        .route(
            "/seances/{id}/releve/corriger",
            get(seances::releve::correct::show).post(seances::releve::correct::save),
        )
        .route("/seances/{id}/releve/approuver", post(seances::releve::approve))
        .route("/seances/{id}/releve/recommencer", post(seances::releve::afresh))
        .route("/mur/{id}", get(seances::remote::wall))
        .route("/s", get(seances::door::ask).post(seances::door::go))
        .route("/s/{code}", get(seances::door::present).post(seances::door::enter))
        .route("/rejoindre", get(join::ask).post(join::present))
        .route("/rejoindre/entrer", post(join::enter))
        .route("/compte", get(claim::show).post(claim::submit))
        .route("/compte/donnees", get(my_data::show))
        .route("/compte/donnees.json", get(my_data::json))
        .route("/compte/donnees.html", get(my_data::report))
        .route("/compte/effacer", post(my_data::erase))
        .route("/confidentialite", get(my_data::privacy))
        .route("/avis", get(notices::show))
        .route("/avis/nombre", get(notices::count))
        .route("/avis/lus", post(notices::read))
        .route("/avis/reglages", get(notices::settings).post(notices::choose))
        .route("/repondre", get(answer::ask).post(answer::present))
        .route("/repondre/envoyer", post(answer::send))
        .route("/repondre/merci", get(answer::thanks))
        .route("/courriels/arret/{token}", get(stop::show).post(stop::stop))
        // Also by another method they look as if they were not there.
        .route("/administration/courriels", get(letters::list).fallback(home::nowhere))
        .route("/administration/courriels/{letter}", get(letters::show).fallback(home::nowhere))
        .route("/healthz", get(home::health))
        .route("/readyz", get(home::readiness))
        .route("/pkg/{name}", get(published))
        .route("/sw.js", get(worker))
        .route("/hors-ligne", get(home::offline))
        .fallback(home::nowhere)
        .layer(layers)
        .with_state(state)
}

async fn published(
    State(state): State<AppState>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    state.assets.serve(&name, &headers)
}

async fn worker(State(state): State<AppState>) -> Response {
    state.assets.worker()
}

/// Refuses what another site makes a reader's browser send: forms, and websockets, for which
/// browsers ask nobody. Letters are ended by mail programs, which are no site and send no cookie.
async fn from_this_site(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = request.method().is_safe() && !request.headers().contains_key(header::UPGRADE);
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    if reads || route == Some(stop::ROUTE) || same_origin(request.headers(), &state.config) {
        next.run(request).await
    } else {
        Error::CrossSite.into_response()
    }
}

async fn secured(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in SECURITY {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if state.config.is_https() {
        let a_year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, a_year);
    }
    // Only what says otherwise, the published files, is ever kept by a browser or a proxy.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Compresses pages only: what is published was compressed when it was built.
#[derive(Clone, Copy)]
struct Pages;

impl Predicate for Pages {
    fn should_compress<B: HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        error::is_html(response.headers())
    }
}

/// The route and not the path: ids are no secret, but the query may hold what somebody typed.
fn span(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    tracing::info_span!("request", method = %request.method(), route)
}
