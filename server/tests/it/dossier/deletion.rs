//! Deleting a dossier: by its head, taken back for a month, then all of it and nothing else; and
//! what is left without anybody is told to who looks after the server.

use crate::account::erasure::{everything, holding, with_her};
use crate::site::access::fill;
use crate::store::databases::{Fresh, both_stores};
use crate::support::{Browser, NOON, TestServer, add_accounts, email};
use reqwest::StatusCode;
use server::clock;

both_stores! {
    a_deleted_dossier_leaves_nothing,
}

const A_DAY: i64 = 24 * 3600 * 1000;

async fn a_deleted_dossier_leaves_nothing(fresh: Fresh) {
    let store = with_her(&fresh).await;
    store.schedule_deletion("d", NOON + 30 * A_DAY, NOON).await.unwrap();
    let none: [String; 0] = [];
    assert_eq!(store.delete_due_dossiers(NOON + 29 * A_DAY).await.unwrap(), none);
    // Asking again is no later, and taking it back is for good.
    store.schedule_deletion("d", NOON + 90 * A_DAY, NOON).await.unwrap();
    store.cancel_deletion("d").await.unwrap();
    assert_eq!(store.delete_due_dossiers(NOON + 99 * A_DAY).await.unwrap(), none);
    store.schedule_deletion("d", NOON + 30 * A_DAY, NOON).await.unwrap();
    store.restore("d").await.unwrap();
    assert_eq!(store.delete_due_dossiers(NOON + 99 * A_DAY).await.unwrap(), none);

    store.schedule_deletion("d", NOON + 30 * A_DAY, NOON).await.unwrap();
    assert!(!holding(&everything(&fresh).await, "Trop cher").is_empty());
    assert_eq!(store.delete_due_dossiers(NOON + 30 * A_DAY).await.unwrap(), ["d"]);
    let left = everything(&fresh).await;
    for words in ["Trop cher", "Affiche", "ti1", "budget.funding", "{\"rows\":[]}"] {
        assert_eq!(holding(&left, words), Vec::<&String>::new(), "{words}");
    }
    assert!(store.dossier("alone").await.unwrap().is_some());
}

async fn asks(browser: &Browser, form: &[(&str, &str)]) -> StatusCode {
    browser.post("/dossiers/d/supprimer", form).await.status
}

#[tokio::test]
async fn the_head_deletes_a_dossier_and_takes_it_back() {
    let server = TestServer::spawn_with(&[("PREAU_ADMINS", "ops@ecole.example")]).await;
    fill(&server).await;
    add_accounts(&server.store, &["ops"]).await;
    let head = server.signed_in(&email("head")).await;
    let ask = head.get("/dossiers/d/supprimer").await;
    ask.shows("dans 30 jours").shows("/dossiers/d/dossier.json");
    let file = head.get("/dossiers/d/dossier.json").await;
    file.shows("\"schemaVersion\"").shows("Une cour pour tous");
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert_eq!(asks(&head, &[]).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(server.store.dossier("d").await.unwrap().unwrap().delete_at.is_none());
    assert_eq!(asks(&head, &[("sure", "yes")]).await, StatusCode::SEE_OTHER);
    let dossier = server.store.dossier("d").await.unwrap().unwrap();
    let in_a_month = clock::now() + 30 * A_DAY;
    assert!((in_a_month - dossier.delete_at.unwrap()).abs() < A_DAY);
    assert!(dossier.archived_at.is_some());
    let listed = head.get("/dossiers?archived=1").await;
    listed.shows("sera supprimé le").shows("/dossiers/d/garder");
    let lead = server.signed_in(&email("lead")).await;
    lead.get("/dossiers?archived=1").await.hides("/dossiers/d/supprimer");
    assert_eq!(head.post("/dossiers/d/garder", &[]).await.status, StatusCode::SEE_OTHER);
    head.get("/dossiers?archived=1").await.hides("sera supprimé le");

    // Nobody is left in it.
    let ops = server.signed_in(&email("ops")).await;
    ops.get("/administration/dossiers").await.hides("Une cour pour tous");
    for (name, _) in crate::site::access::MEMBERS {
        server.witness().await.expel("d", name).await;
    }
    ops.get("/administration/dossiers").await.shows("Une cour pour tous");
    assert_eq!(head.get("/administration/dossiers").await.status, StatusCode::NOT_FOUND);
}
