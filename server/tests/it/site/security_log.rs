//! What the security log says: who, what and about whom, by ids, and nothing that anybody typed.

use crate::site::access::with_everybody;
use crate::support::{PASSWORD, email};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use tracing_subscriber::EnvFilter;
use uuid::Uuid;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One thread, so that the log of this test is its own.
#[tokio::test(flavor = "current_thread")]
async fn who_did_what_to_whom_is_logged_by_ids() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("off,audit=info"))
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    // With one subscriber only, what another test's thread does not hear is never said again.
    let _other = tracing::Dispatch::new(tracing_subscriber::registry());
    let _guard = tracing::subscriber::set_default(subscriber);
    let server = with_everybody().await;

    server.browser().sign_in(&email("head"), "une cour plus grise").await;
    let head = server.signed_in(&email("head")).await;
    let viewer = server.signed_in(&email("viewer")).await;
    let stranger = server.signed_in(&email("stranger")).await;
    viewer.post("/dossiers/d/renommer", &[("title", "Titre canari")]).await;
    let unknown = Uuid::now_v7().to_string();
    for dossier in [&unknown, "canari"] {
        stranger.get(&format!("/dossiers/{dossier}")).await;
    }
    head.post("/dossiers/d/personnes/editor/role", &[("role", "lead")]).await;
    head.post("/dossiers/d/personnes/partner/retirer", &[]).await;
    viewer.get("/compte/donnees.json").await;
    viewer.post("/compte/effacer", &[("password", PASSWORD)]).await;

    let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let has = |event: &str, account: &str, of: &str| {
        let found = said.lines().any(|line| {
            line.contains(&format!("event=\"{event}\" account=\"{account}\" of=\"{of}\""))
        });
        assert!(found, "{event} {account} {of} is not in {said}");
    };
    has("sign_in_failed", "head", "");
    has("signed_in", "head", "");
    has("refused", "viewer", "d");
    has("refused", "stranger", &unknown);
    has("refused", "stranger", "");
    has("role_given", "head", "editor");
    has("member_removed", "partner", "d");
    has("data_exported", "viewer", "");
    has("erased", "viewer", "");
    for typed in ["ecole.example", "personne fictive", "canari", PASSWORD, "plus grise"] {
        assert!(!said.contains(typed), "{typed} is in {said}");
    }
}
