//! What the server counts of itself, as Prometheus reads it, on a listener of its own that the
//! outside does not reach. Owns: the counters, [`serve`]. Does not know: who reads them.

use crate::AppState;
use crate::web::site;
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// A number that only grows.
pub struct Counter(AtomicU64);

impl Counter {
    const fn new() -> Counter {
        Counter(AtomicU64::new(0))
    }

    pub fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Updates in the log, and their bytes.
pub static UPDATES: Counter = Counter::new();
pub static UPDATE_BYTES: Counter = Counter::new();
/// Appends that failed.
pub static APPENDS_FAILED: Counter = Counter::new();
/// Writes of connections that were refused because of what they said, or what they cost.
pub static ABUSES: Counter = Counter::new();
/// Requests that failed by our fault.
pub static FAILURES: Counter = Counter::new();

/// From a write's arrival to its being in the log.
pub static APPEND_TIME: Times = Times::new();
/// What frames about documents took of a processor.
pub static WORK_TIME: Times = Times::new();

/// How long something takes, counted in a few sorts.
pub struct Times {
    within: [AtomicU64; LIMITS.len()],
    count: Counter,
    microseconds: Counter,
}

/// Milliseconds.
const LIMITS: [u64; 8] = [1, 5, 10, 25, 100, 500, 2_000, 10_000];

impl Times {
    const fn new() -> Times {
        Times {
            within: [const { AtomicU64::new(0) }; LIMITS.len()],
            count: Counter::new(),
            microseconds: Counter::new(),
        }
    }

    pub fn add(&self, time: Duration) {
        let microseconds = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.count.add(1);
        self.microseconds.add(microseconds);
        let sort = LIMITS.iter().position(|limit| microseconds <= limit * 1000);
        if let Some(within) = sort.and_then(|sort| self.within.get(sort)) {
            within.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn write(&self, name: &str, help: &str, out: &mut String) {
        let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} histogram");
        let mut sum = 0;
        for (limit, within) in LIMITS.iter().zip(&self.within) {
            sum += within.load(Ordering::Relaxed);
            let seconds = *limit as f64 / 1000.0;
            let _ = writeln!(out, "{name}_bucket{{le=\"{seconds}\"}} {sum}");
        }
        let count = self.count.get();
        let seconds = self.microseconds.get() as f64 / 1e6;
        let _ = writeln!(out, "{name}_bucket{{le=\"+Inf\"}} {count}");
        let _ = writeln!(out, "{name}_sum {seconds}\n{name}_count {count}");
    }
}

/// Serves the numbers and the health checks until `shutdown` becomes true.
pub async fn serve(listener: TcpListener, state: AppState, mut shutdown: watch::Receiver<bool>) {
    let router = Router::new()
        .route("/metrics", get(show))
        .route("/healthz", get(site::health))
        .route("/readyz", get(site::readiness))
        .with_state(state);
    let told = async move {
        let _ = shutdown.wait_for(|stop| *stop).await;
    };
    if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(told).await {
        tracing::warn!(%error, "nobody can read the metrics any more");
    }
}

async fn show(State(state): State<AppState>) -> Response {
    let kind = [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (kind, text(&state)).into_response()
}

fn text(state: &AppState) -> String {
    let mut out = String::new();
    let gauges = [
        ("preau_connections", "Live connections.", state.rooms.connections()),
        ("preau_rooms", "Open dossiers.", state.rooms.open()),
        ("preau_projectors", "Seances that are followed.", state.projectors.open()),
    ];
    for (name, help, value) in gauges {
        let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
    }
    let counters = [
        ("preau_updates_total", "Updates in the log.", &UPDATES),
        ("preau_update_bytes_total", "Their bytes.", &UPDATE_BYTES),
        ("preau_appends_failed_total", "Appends that the database did not take.", &APPENDS_FAILED),
        ("preau_abuses_total", "Writes refused for what they said or cost.", &ABUSES),
        ("preau_failures_total", "Requests that failed by the server's fault.", &FAILURES),
    ];
    for (name, help, value) in counters {
        let value = value.get();
        let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}");
    }
    let waited = "From a write's arrival at the journal to its being in the log.";
    APPEND_TIME.write("preau_append_seconds", waited, &mut out);
    WORK_TIME.write("preau_work_seconds", "Processor time of frames about documents.", &mut out);
    out
}
