//! Who carries a dossier is told of what others do in it, on both databases: who comes in, what
//! they say and propose, that they write what is theirs, their accord. Nobody is told of what they
//! did themselves.

use crate::partner::page::agree;
use crate::people::joining::{NADIA, enter, invite};
use crate::site::access::fill;
use crate::support::{Answer, Browser, TestServer, answer, email};
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::read::Value;
use dossier::form::SectionId;
use dossier::rights::Role;
use reqwest::header::ORIGIN;
use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

on_both! {
    head_and_lead_are_told_of_what_a_partner_does,
}

const FUNDING: &str = "budget.funding";

async fn send(browser: &Browser, path: &str, body: &Json) -> Answer {
    let request = browser.request(Method::POST, path).header(ORIGIN, &browser.base);
    let answer = answer(request.json(body)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer
}

async fn comment(browser: &Browser) {
    let place = json!({ "section": "budget" });
    let open = json!({ "do": "open", "kind": "comment", "place": place, "text": "Qui paie ?" });
    send(browser, "/dossiers/d/fils", &open).await;
}

async fn head_and_lead_are_told_of_what_a_partner_does(server: TestServer) {
    fill(&server).await;
    let head = server.signed_in(&email("head")).await;
    let lead = server.signed_in(&email("lead")).await;
    let bell = server.tab("head", Role::Head).await;

    let guest = server.browser();
    let secrets = invite(&head, "partner", "10").await;
    let entered = enter(&guest, &secrets.token, &NADIA).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    comment(&guest).await;
    let title = json!({ "of": "value", "section": "summary", "path": "summary.title",
        "values": ["Une cour à l’ombre"], "text": "" });
    send(&guest, "/dossiers/d/propositions", &title).await;

    // A row of their own, in three writes of one sitting.
    let partner = server.signed_in(&email("partner")).await;
    let tab = server.tab("partner", Role::Partner).await;
    let row = Path::field(FUNDING).row("share");
    let words = |words: &str| Some(Value::Words(words.to_owned()));
    for edit in [
        Edit::AddRow { rows: Path::field(FUNDING), id: "share".to_owned(), after: None },
        Edit::Set { path: row.column("source"), value: words("commune") },
        Edit::Set { path: row.column("amount"), value: Some(Value::Number(600_000.0)) },
    ] {
        tab.edit((SectionId::Budget, FUNDING), |_, _| Some(edit)).unwrap();
        tab.saved().await;
    }
    let given = agree(&partner).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    partner.post("/dossiers/d/partenaire/retrait", &[]).await;
    bell.until("all six", |state| state.told.iter().any(|told| told == br#"{"unread":6}"#)).await;

    for browser in [&head, &lead] {
        let page = browser.get("/avis").await;
        page.shows("6 non lues");
        page.shows("Nadia Fictive a rejoint le dossier\u{a0}: Collectivité ou partenaire");
        page.shows("Nadia Fictive a laissé un commentaire dans «").shows("Qui paie ?");
        page.shows("Nadia Fictive propose une modification dans «");
        page.shows("partner (personne fictive) a complété ou modifié ses lignes dans «");
        page.shows("partner (personne fictive) a donné son accord de principe");
        page.shows("partner (personne fictive) a retiré son accord de principe");
        browser.get("/dossiers").await.shows("6 nouveautés");
    }
    let editor = server.signed_in(&email("editor")).await;
    for browser in [&editor, &partner, &guest] {
        browser.get("/avis").await.shows("Rien pour l’instant");
        browser.get("/dossiers").await.hides("nouveauté");
    }

    // Once a day by e-mail, unless they choose otherwise; nobody else is asked.
    let (theirs, others) = (head.get("/avis/reglages").await, partner.get("/avis/reglages").await);
    for kind in ["arrival", "remark", "contribution", "accord"] {
        theirs.shows(&format!("name=\"{kind}\" value=\"daily\" checked"));
        others.hides(&format!("name=\"{kind}\""));
    }
    // What one does oneself is no news, and what the team says among itself neither.
    comment(&head).await;
    comment(&editor).await;
    for browser in [&head, &lead] {
        browser.get("/avis").await.shows("6 non lues");
    }
    head.post("/avis/lus", &[("until", &i64::MAX.to_string())]).await;
    head.get("/dossiers").await.hides("nouveauté");
    lead.get("/dossiers").await.shows("6 nouveautés");
}
