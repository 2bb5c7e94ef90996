//! The page of a failure, in the reader's language: for our own errors and for axum's.
//! Does not know: which page was asked for, why it failed.

use crate::AppState;
use crate::auth::Visitor;
use crate::error::{Error, internal};
use app::pages::site::error::Failure;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::any::Any;

/// What a panic becomes. Its message may hold what a reader typed, so it is not looked at.
pub fn panicked(_message: Box<dyn Any + Send>) -> Response {
    Error::Panicked.into_response()
}

/// Gives every failure its page, in the reader's language: ours, and those of axum's own.
pub async fn with_page(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let asked = parts.clone();
    parts.extensions = asked.extensions.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || is_html(response.headers()) {
        return response;
    }
    let (mut head, _) = response.into_parts();
    let failure = head.extensions.remove::<Failure>().unwrap_or_else(|| match status {
        StatusCode::NOT_FOUND => Failure::NotFound,
        StatusCode::FORBIDDEN => Failure::Forbidden,
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        status if status.is_client_error() => Failure::BadRequest,
        status => internal(&status),
    });
    // When the database fails, the page must not need it.
    let known = match failure {
        Failure::Internal { .. } => None,
        _ => Visitor::of(&asked, &state).await.ok(),
    };
    let mut context = known.unwrap_or_else(|| Visitor::unknown(&asked, &state)).context;
    if asked.method != Method::GET {
        // What was sent cannot be visited, and a choice of language leads back to the page.
        context.path = "/".to_owned();
    }
    let page = crate::http::forms::html(app::pages::site::error::page(&context, failure));
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.remove(header::CONTENT_TYPE);
    (head.status, head.headers, page).into_response()
}

pub fn is_html(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}
