//! The layers around every address: what each answer carries, what is refused because another site
//! sent it, what is compressed, what is logged. Does not know: which addresses there are.

use crate::AppState;
use crate::auth::known_browser::SetCookie;
use crate::auth::origin::same_origin;
use crate::error::Error;
use crate::http::error_page::is_html;
use axum::body::HttpBody;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::compression::predicate::Predicate;

/// Mail programs post there in their reader's name (RFC 8058), from no page of this site.
const UNSUBSCRIBE: &str = "/courriels/arret/{token}";

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

/// Refuses what another site makes a reader's browser send: forms, and websockets, for which
/// browsers ask nobody. Letters are ended by mail programs, which are no site and send no cookie.
pub async fn from_this_site(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let reads = request.method().is_safe() && !request.headers().contains_key(header::UPGRADE);
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    if reads || route == Some(UNSUBSCRIBE) || same_origin(request.headers(), &state.config) {
        next.run(request).await
    } else {
        Error::CrossSite.into_response()
    }
}

pub async fn secured(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let browser = response.extensions_mut().remove::<SetCookie>();
    let headers = response.headers_mut();
    if let Some(SetCookie(cookie)) = browser {
        headers.append(header::SET_COOKIE, cookie);
    }
    for (name, value) in SECURITY {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if state.config.is_https() {
        let a_year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, a_year);
    }
    // Only what says otherwise, the published files, is ever kept by a browser or a proxy.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// The route and not the path: ids are no secret, but the query may hold what somebody typed.
pub fn span(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    tracing::info_span!("request", method = %request.method(), route)
}

/// Compresses pages only: what is published was compressed when it was built.
#[derive(Clone, Copy)]
pub struct Pages;

impl Predicate for Pages {
    fn should_compress<B: HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        is_html(response.headers())
    }
}
