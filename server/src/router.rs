//! Every URL of the product and every layer around it, in one function.
//! Does not know: what a page shows.

use crate::AppState;
use crate::auth::{self, Https};
use crate::http::layers::{Pages, from_this_site, secured, span};
use crate::web::account::{
    claim, own_data, password, preferences, profile, sessions, sign_in, sign_up, verify,
};
use crate::web::admin::{emails, orphans};
use crate::web::dossier::{self, deletion, http_channel, list, new};
use crate::web::notifications::{self, reply_by_link, unsubscribe};
use crate::web::partner::{self, accords};
use crate::web::people::{self, invite, join, write_scope};
use crate::web::seance::{self, provenance};
use crate::web::site;
use crate::web::threads::{self, consent, suggestion};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

const BODY_MAX: usize = 2 * 1024 * 1024;
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

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
        .layer(from_fn_with_state(state.clone(), crate::http::error_page::with_page))
        .layer(CatchPanicLayer::custom(crate::http::error_page::panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_WITHIN))
        .layer(from_fn_with_state(state.clone(), from_this_site))
        .layer(DefaultBodyLimit::max(BODY_MAX));
    Router::new()
        .route("/", get(site::show))
        .route("/connexion", get(sign_in::show).post(sign_in::submit))
        .route("/inscription", get(sign_up::show).post(sign_up::submit))
        .route("/deconnexion", post(sign_in::sign_out))
        .route("/motdepasse", get(password::forgotten).post(password::send))
        .route("/motdepasse/nouveau", get(password::ask).post(password::present))
        .route("/motdepasse/changer", post(password::renew))
        .route("/preferences", post(preferences::choose))
        .route("/dossiers", get(list::list).post(new::create))
        .route("/dossiers/nouveau", get(new::show))
        .route("/dossiers/{id}", get(dossier::show))
        .route("/dossiers/{id}/live", get(dossier::live))
        .route("/dossiers/{id}/canal", post(http_channel::open))
        .route(
            "/dossiers/{id}/canal/{name}/envoi",
            post(http_channel::send).layer(DefaultBodyLimit::max(http_channel::BODY_MAX)),
        )
        .route("/dossiers/{id}/canal/{name}/attente", post(http_channel::wait))
        .route("/dossiers/{id}/canal/{name}/fin", post(http_channel::leave))
        .route("/dossiers/{id}/fils", get(threads::list).post(threads::act))
        .route("/dossiers/{id}/fils/membres", get(threads::members))
        .route("/dossiers/{id}/fils/lus", post(threads::read))
        .route("/dossiers/{id}/positions", post(consent::say))
        .route("/dossiers/{id}/propositions", post(suggestion::suggest))
        .route("/dossiers/{id}/propositions/formulaire", get(suggestion::form))
        .route("/dossiers/{id}/propositions/toutes", post(suggestion::decide_all))
        .route("/dossiers/{id}/propositions/{thread}", post(suggestion::decide))
        .route("/sync/{id}/{section}", get(dossier::sync))
        .route("/dossiers/{id}/renommer", post(list::rename))
        .route("/dossiers/{id}/archiver", post(list::archive))
        .route("/dossiers/{id}/restaurer", post(list::restore))
        .route("/dossiers/{id}/supprimer", get(deletion::ask).post(deletion::delete))
        .route("/dossiers/{id}/garder", post(deletion::keep))
        .route("/dossiers/{id}/dossier.json", get(deletion::file))
        .route("/dossiers/{id}/personnes", get(people::show))
        .route("/dossiers/{id}/personnes/{account}/role", post(people::assign))
        .route("/dossiers/{id}/personnes/{account}/retirer", post(people::remove))
        .route(
            "/dossiers/{id}/personnes/{account}/part",
            get(write_scope::show).post(write_scope::assign),
        )
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
        .route("/dossiers/{id}/seances", get(seance::list).post(seance::begin))
        .route("/dossiers/{id}/demandes", get(provenance::show))
        .route("/seances/{id}", get(seance::phone::show))
        .route("/seances/{id}/animer", get(seance::remote::show).post(seance::remote::press))
        .route("/seances/{id}/flux", get(seance::stream::stream))
        .route("/seances/{id}/classe", get(seance::class::ask).post(seance::class::make))
        .route(
            "/seances/{id}/classes/{number}",
            get(seance::class::show).post(seance::class::press),
        )
        .route("/seances/{id}/parole", post(seance::speaking::request))
        .route("/seances/{id}/idees", post(seance::phone::send_idea))
        .route("/seances/{id}/bulletins/{vote}", post(seance::phone::cast))
        .route("/seances/{id}/preparer", get(seance::prepare::show).post(seance::prepare::save))
        .route(
            "/seances/{id}/invitation",
            get(seance::invitation::show).post(seance::invitation::send),
        )
        .route("/seances/{id}/pitch", get(crate::web::pitch::show).post(crate::web::pitch::press))
        .route("/dossiers/{id}/pitch", post(crate::web::pitch::begin))
        .route("/seances/{id}/presents", post(seance::attendance::save))
        .route("/seances/{id}/suite", post(seance::follow_up::set_email))
        .route("/seances/{id}/releve", get(seance::releve::show))
        .route(
            "/seances/{id}/releve/corriger",
            get(seance::releve::correct::show).post(seance::releve::correct::save),
        )
        .route("/seances/{id}/releve/approuver", post(seance::releve::approve))
        .route("/seances/{id}/releve/recommencer", post(seance::releve::reset))
        .route("/mur/{id}", get(seance::wall::show))
        .route("/s", get(seance::join::ask).post(seance::join::go))
        .route("/s/{code}", get(seance::join::present).post(seance::join::enter))
        .route("/rejoindre", get(join::ask).post(join::present))
        .route("/rejoindre/entrer", post(join::enter))
        .route("/compte", get(claim::show).post(claim::submit))
        .route("/compte/confirmer", get(verify::ask).post(verify::confirm))
        .route("/compte/confirmer/envoyer", post(verify::send_again))
        .route("/compte/profil", get(profile::show).post(profile::set_person))
        .route("/compte/adresse", post(profile::set_address))
        .route("/compte/motdepasse", post(profile::set_password))
        .route("/compte/connexions", get(sessions::show).post(sessions::end))
        .route("/compte/donnees", get(own_data::show))
        .route("/compte/donnees.json", get(own_data::json))
        .route("/compte/donnees.html", get(own_data::report))
        .route("/compte/effacer", post(own_data::erase))
        .route("/confidentialite", get(own_data::privacy))
        .route("/avis", get(notifications::show))
        .route("/avis/nombre", get(notifications::count))
        .route("/avis/lus", post(notifications::read))
        .route("/avis/reglages", get(notifications::settings).post(notifications::choose))
        .route("/repondre", get(reply_by_link::ask).post(reply_by_link::present))
        .route("/repondre/envoyer", post(reply_by_link::send))
        .route("/repondre/merci", get(reply_by_link::thanks))
        .route("/courriels/arret/{token}", get(unsubscribe::show).post(unsubscribe::unsubscribe))
        // Also by another method they look as if they were not there.
        .route("/administration/courriels", get(emails::list).fallback(site::nowhere))
        .route("/administration/dossiers", get(orphans::list).fallback(site::nowhere))
        .route("/administration/courriels/{email}", get(emails::show).fallback(site::nowhere))
        .route("/healthz", get(site::health))
        .route("/readyz", get(site::readiness))
        .route("/pkg/{name}", get(published))
        .route("/sw.js", get(worker))
        .route("/hors-ligne", get(site::offline))
        .fallback(site::nowhere)
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
