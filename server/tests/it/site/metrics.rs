//! What a server says of itself, and that being ready means that something can be written.

use crate::site::access::fill;
use crate::support::TestServer;
use crate::support::tab::ABSTRACT;
use dossier::rights::Role;
use server::metrics;
use tokio::net::TcpListener;
use tokio::sync::watch;

#[tokio::test]
async fn the_numbers_stand_on_a_listener_of_their_own() {
    let server = TestServer::spawn().await;
    fill(&server).await;
    let tab = server.tab("lead", Role::Lead).await;
    tab.write(ABSTRACT, 0, "[counted]");
    tab.saved().await;
    assert_eq!(server.browser().get("/metrics").await.status, 404, "not for everybody");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, shutdown) = watch::channel(false);
    let serving = tokio::spawn(metrics::serve(listener, server.state.clone(), shutdown));
    let get = async |path: &str| {
        let answer = reqwest::get(format!("http://{address}{path}")).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let (status, text) = get("/metrics").await;
    assert_eq!(status, 200);
    let of = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(&format!("{name} "))).expect(name);
        line.rsplit(' ').next().unwrap().parse::<f64>().unwrap()
    };
    assert_eq!((of("preau_connections"), of("preau_rooms")), (1.0, 1.0));
    // Other tests count too.
    assert!(of("preau_updates_total") >= 1.0 && of("preau_append_seconds_count") >= 1.0);
    assert!(text.contains("preau_append_seconds_bucket{le=\"+Inf\"}"));
    let described = text.lines().filter(|line| line.starts_with("# TYPE")).count();
    assert_eq!(described, 10, "{text}");
    assert_eq!(get("/healthz").await.0, 200);
    assert_eq!(get("/readyz").await, (200, "ready\n".to_owned()));
    stop.send_replace(true);
    serving.await.unwrap();
}

#[tokio::test]
async fn who_cannot_write_is_not_ready() {
    let server = TestServer::spawn().await;
    let visitor = server.browser();
    // Reading still works, as on a disk that is full.
    let mut witness = server.witness().await;
    witness
        .execute(
            "create trigger full before update on installation \
             begin select raise(abort, 'the disk is full'); end",
        )
        .await;
    assert_eq!(visitor.get("/readyz").await.status, 503);
    assert_eq!(visitor.get("/healthz").await.status, 200);
    witness.execute("drop trigger full").await;
    assert_eq!(visitor.get("/readyz").await.status, 200);
}
