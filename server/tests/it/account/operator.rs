//! What an operator does to accounts from the machine of the server, while it runs.

use crate::site::access::fill;
use crate::store::cluster;
use crate::support::letters::token;
use crate::support::{PASSWORD, TestServer, email};
use dossier::rights::Role;
use dossier::sync::close;
use server::acts::account::sessions;
use server::clock;
use server::operator::Command;
use server::store::Store;
use server::store::engine::database::Database;

const NEW: &str = "un banc sous le tilleul";

async fn an_operator_works_beside_the_server(server: TestServer, database: Database) {
    fill(&server).await;
    let beside = Store::open_beside(&database).await.unwrap();
    let run = async |command: Command| {
        command.run(&beside, &server.acts.config).await.map_err(|error| error.to_string())
    };
    let listed = run(Command::List).await.unwrap();
    let line = listed.lines().find(|line| line.starts_with(&email("editor"))).unwrap();
    assert!(line.contains("verified") && line.contains("editor (personne fictive)"), "{line}");
    assert!(run(Command::Reset(email("nobody"))).await.is_err());

    let tab = server.tab("editor", Role::Editor).await;
    run(Command::Close(email("editor"))).await.unwrap();
    assert!(run(Command::List).await.unwrap().contains(&format!("{}\tclosed", email("editor"))));
    sessions::end_over(&server.acts, clock::now()).await.unwrap();
    assert_eq!(tab.ended().await, close::SIGNED_OUT);
    let browser = server.browser();
    assert_eq!(browser.sign_in(&email("editor"), PASSWORD).await.status, 422);

    let printed = run(Command::Reset(email("editor"))).await.unwrap();
    assert!(printed.starts_with(&format!("http://{}/motdepasse/nouveau#", server.address)));
    let held = token(&printed);
    let form = [("code", held.as_str()), ("password", NEW)];
    assert_eq!(browser.post("/motdepasse/changer", &form).await.status, 303);
    assert_eq!(browser.sign_in(&email("editor"), NEW).await.status, 303);
    beside.close().await.unwrap();
    assert_eq!(browser.get("/dossiers/d").await.status, 200, "the server goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite() {
    let server = TestServer::spawn().await;
    let database = Database::Directory(server.directory.path().join("data"));
    an_operator_works_beside_the_server(server, database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres() {
    let url = cluster::database().await;
    let server = TestServer::spawn_with(&[("DATABASE_URL", &url)]).await;
    an_operator_works_beside_the_server(server, url.parse().unwrap()).await;
}
