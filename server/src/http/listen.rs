//! Connections: accepting them, bounding them, ending them in order.
//! Does not know: which URLs there are.
//!
//! `axum::serve` sets no limit on how long a client may take to send its request's headers; a few
//! hundred silent clients would then hold every connection there is. HTTP/1.1 only: it is what
//! browsers speak without TLS and what proxies speak behind it, and websockets start from it.

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// Longer headers are refused, bytes.
const HEADERS_MAX: usize = 32 * 1024;
/// How long the requests under way may take once the server is told to stop.
const DRAIN_WITHIN: Duration = Duration::from_secs(3);
/// Connections that speak HTTP; one that has become a websocket or a stream no longer counts.
const MOST: usize = 8192;
/// When the system has no more file descriptors, accepting again at once would only spin.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `shutdown` becomes true, then lets the requests under way finish.
pub async fn listen(listener: TcpListener, router: Router, mut shutdown: watch::Receiver<bool>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN).max_buf_size(HEADERS_MAX);
    let connections = TaskTracker::new();
    let places = Arc::new(Semaphore::new(MOST));
    loop {
        let (stream, peer, place) = tokio::select! {
            () = told(&mut shutdown) => break,
            next = next(&listener, &places) => next,
        };
        let place = Place(Arc::new(Mutex::new(place)));
        let of_requests = place.clone();
        let router = router.clone().map_request(move |mut request: Request<_>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request.extensions_mut().insert(of_requests.clone());
            request
        });
        let service = TowerToHyperService::new(router);
        let connection = http.serve_connection(TokioIo::new(stream), service).with_upgrades();
        let mut shutdown = shutdown.clone();
        connections.spawn(async move {
            let mut connection = pin!(connection);
            let ended = tokio::select! {
                ended = connection.as_mut() => ended,
                () = told(&mut shutdown) => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            // What goes wrong on a connection is the client's doing: it hung up or spoke no HTTP.
            if let Err(error) = ended {
                tracing::debug!(%error, "connection ended");
            }
            place.leave();
        });
    }
    drop(listener);
    connections.close();
    if timeout(DRAIN_WITHIN, connections.wait()).await.is_err() {
        tracing::warn!("some requests were cut off by the stop");
    }
}

/// A connection's place among those that speak HTTP, as its requests know it.
#[derive(Clone)]
pub struct Place(Arc<Mutex<Option<OwnedSemaphorePermit>>>);

impl Place {
    /// Another connection may have it from here on.
    pub fn leave(&self) {
        drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// Returns when the server is to stop; also when nobody is left who could say so.
async fn told(shutdown: &mut watch::Receiver<bool>) {
    let _ = shutdown.wait_for(|stop| *stop).await;
}

async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    // The semaphore is never closed, so there always is a permit.
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Small frames go out as they are written: somebody is watching them appear.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "no TCP_NODELAY");
                }
                return (stream, peer, place);
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                sleep(PAUSE).await;
            }
        }
    }
}
