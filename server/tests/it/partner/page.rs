//! The page of a partner and the accord de principe: who sees what, what is agreed, and what the form
//! and the others' pages say then.

use crate::site::access::with_everybody;
use crate::support::raw::replayed;
use crate::support::{Answer, Browser, NOON, TestServer, a_dossier, add_accounts, email};
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::read::Value;
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::rights::{Role, Row};
use reqwest::StatusCode;
use server::store::NewAccord;
use std::collections::BTreeSet;

const PAGE: &str = "/dossiers/d/partenaire";
const AGREE: &str = "/dossiers/d/partenaire/accord";
const WITHDRAW: &str = "/dossiers/d/partenaire/retrait";

fn text(path: Path, words: &str) -> Edit {
    Edit::Text { path, ops: vec![Op::insert(words), Op::delete(1000)] }
}

fn set(path: Path, value: Value) -> Edit {
    Edit::Set { path, value: Some(value) }
}

fn words(words: &str) -> Value {
    Value::Words(words.to_owned())
}

async fn edit(server: &TestServer, section: SectionId, edits: Vec<Edit>) {
    server.rooms.edit("d", "editor", section, edits).await.unwrap();
}

/// A dossier in which the partner is the local authority, and pays a line.
async fn with_partner() -> TestServer {
    let server = with_everybody().await;
    let partners = Path::field("partners");
    let funding = Path::field("budget.funding");
    let add =
        |rows: &Path, id: &str| Edit::AddRow { rows: rows.clone(), id: id.to_owned(), after: None };
    let town = partners.row("town");
    edit(
        &server,
        SectionId::Partners,
        vec![
            add(&partners, "town"),
            text(town.column("name"), "Commune d’Essai (fictive)"),
            set(town.column("commitment"), words("considered")),
            text(Path::field("localAuthority.name"), "commune d’essai (fictive)"),
            set(Path::field("localAuthority.agreementInPrinciple"), words("pending")),
        ],
    )
    .await;
    edit(
        &server,
        SectionId::Budget,
        vec![
            add(&funding, "share"),
            set(funding.row("share").column("source"), words("commune")),
            set(funding.row("share").column("amount"), Value::Number(300_000.0)),
            add(&funding, "fip"),
            set(funding.row("fip").column("source"), words("fip")),
            set(funding.row("fip").column("amount"), Value::Number(1_000_000.0)),
            text(Path::field("budget.grantRecipient.name"), "Commune d’Essai (fictive)"),
        ],
    )
    .await;
    let rows = [
        Row::new(SectionId::Partners, "partners", "town"),
        Row::new(SectionId::Budget, "budget.funding", "share"),
    ];
    server.store.assign_part("d", "partner", None, &rows.into(), &BTreeSet::new()).await.unwrap();
    server
}

/// What the page would send.
fn seen(page: &Answer) -> String {
    let from = page.body.split("name=\"seen\" value=\"").nth(1).expect("a form to agree");
    let value = from.split('"').next().unwrap();
    value.replace("&quot;", "\"").replace("&#x27;", "'").replace("&lt;", "<").replace("&amp;", "&")
}

async fn agree(browser: &Browser) -> Answer {
    let seen = seen(&browser.get(PAGE).await);
    browser.post(AGREE, &[("seen", &seen)]).await
}

async fn says(server: &TestServer, path: Path) -> Option<String> {
    let log = server.log("d", SectionId::Partners).await;
    let value = replayed(SectionId::Partners, 2, &log).value(&path);
    value.and_then(|value| value.words().map(str::to_owned))
}

fn answer() -> Path {
    Path::field("localAuthority.agreementInPrinciple")
}

fn commitment() -> Path {
    Path::field("partners").row("town").column("commitment")
}

#[tokio::test]
async fn an_accord_pins_what_the_page_showed_and_is_said_everywhere() {
    let server = with_partner().await;
    let partner = server.signed_in(&email("partner")).await;
    let page = partner.get(PAGE).await;
    page.shows("Commune d’Essai (fictive)").shows("3\u{202f}000,00").shows("Pas encore d’accord");
    // Of the grant of 10 000 €, 70 % unless said otherwise.
    page.shows("7\u{202f}000,00");
    partner.get(&format!("{PAGE}?avance=50")).await.shows("5\u{202f}000,00");
    partner.get(&format!("{PAGE}?avance=5000")).await.shows("10\u{202f}000,00");
    let given = agree(&partner).await;
    assert_eq!(given.location(), "/dossiers/d/partenaire#accord", "{}", given.body);
    partner.get(PAGE).await.shows("Rien de ce qui a été accordé n’a changé").hides("name=\"seen\"");
    assert_eq!(says(&server, answer()).await.as_deref(), Some("yes"));
    assert_eq!(says(&server, commitment()).await.as_deref(), Some("agreed_in_principle"));
    let accords = server.store.accords("d").await.unwrap();
    let day = server::clock::now();
    assert!(accords.len() == 1 && day - accords[0].at < 60_000 && accords[0].digest.len() == 64);
    assert!(says(&server, Path::field("localAuthority.agreementDate")).await.is_some());
    // It is said where the others look.
    let editor = server.signed_in(&email("editor")).await;
    for place in ["/dossiers/d", "/dossiers/d/personnes"] {
        editor.get(place).await.shows("partner (personne fictive)\u{a0}: accord de principe du");
        editor.get(place).await.shows("rien n’a changé depuis");
    }

    // Later changes are told to both, in words.
    let amount = Path::field("budget.funding").row("share").column("amount");
    edit(&server, SectionId::Budget, vec![set(amount, Value::Number(350_000.0))]).await;
    let of = format!("{PAGE}?de=partner");
    for (browser, place) in [(&partner, PAGE), (&editor, of.as_str())] {
        let page = browser.get(place).await;
        page.shows("Montant\u{a0}: 3\u{202f}000,00\u{a0}€ → 3\u{202f}500,00\u{a0}€");
        page.shows("Total des ressources");
    }
    editor.get("/dossiers/d").await.shows("2 choses ont changé depuis");
    editor.get(&of).await.hides("name=\"seen\"").hides("/partenaire/retrait");
    assert_eq!(agree(&partner).await.status, StatusCode::SEE_OTHER, "confirmed");
    partner.get(PAGE).await.shows("Rien de ce qui a été accordé n’a changé").shows("Historique");

    // And withdrawn.
    assert_eq!(partner.post(WITHDRAW, &[]).await.status, StatusCode::SEE_OTHER);
    partner.get(PAGE).await.shows("retiré le").shows("Donner mon accord");
    assert_eq!(says(&server, answer()).await.as_deref(), Some("pending"));
    assert_eq!(says(&server, commitment()).await.as_deref(), Some("considered"));
    assert_eq!(says(&server, Path::field("localAuthority.agreementDate")).await, None);
    editor.get("/dossiers/d").await.shows("accord de principe retiré le");
    assert_eq!(partner.post(WITHDRAW, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.store.accords("d").await.unwrap().len(), 2, "nothing is forgotten");
}

#[tokio::test]
async fn nothing_is_agreed_silently() {
    let server = with_partner().await;
    let partner = server.signed_in(&email("partner")).await;
    let before = seen(&partner.get(PAGE).await);
    let name = Path::field("partners").row("town").column("role");
    edit(&server, SectionId::Partners, vec![text(name, "Entretient la cour")]).await;
    for sent in [before.as_str(), "", "{}", "nonsense"] {
        let answer = partner.post(AGREE, &[("seen", sent)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{sent}");
        answer.shows("Rien n’a été accordé");
    }
    let answer = partner.post(AGREE, &[("seen", &before)]).await;
    answer.shows("Rôle dans le projet\u{a0}: vide → Entretient la cour");
    assert_eq!(server.store.accords("d").await.unwrap(), []);
    // What it shows now can be agreed at once.
    let given = partner.post(AGREE, &[("seen", &seen(&answer))]).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER);

    // Whoever has nothing has nothing to agree to.
    let none = BTreeSet::new();
    let rows = server.store.rows_of("d", "partner").await.unwrap();
    server.store.assign_part("d", "partner", None, &none, &rows).await.unwrap();
    server.store.withdraw_accord("d", "partner", NOON).await.unwrap();
    let page = partner.get(PAGE).await;
    page.hides("name=\"seen\"").shows("Rien ne porte encore le nom");
}

#[tokio::test]
async fn a_partner_sees_their_own_page_and_the_team_sees_all() {
    let server = with_partner().await;
    add_accounts(&server.store, &["association"]).await;
    server.store.set_membership("d", "association", Role::Partner, NOON).await.unwrap();
    let other = server.signed_in(&email("association")).await;
    assert_eq!(other.get(&format!("{PAGE}?de=partner")).await.status, StatusCode::FORBIDDEN);
    other.get(PAGE).await.hides("Commune d’Essai").shows("Rien ne porte encore le nom");
    for name in ["head", "lead", "editor"] {
        let browser = server.signed_in(&email(name)).await;
        browser.get(&format!("{PAGE}?de=partner")).await.shows("Commune d’Essai");
        browser.get(PAGE).await.shows("association (personne fictive)");
        for account in ["viewer", "head", "stranger", "nobody"] {
            let page = browser.get(&format!("{PAGE}?de={account}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{account}");
        }
        assert_eq!(browser.post(AGREE, &[]).await.status, StatusCode::FORBIDDEN, "{name}");
    }
    let viewer = server.signed_in(&email("viewer")).await;
    assert_eq!(viewer.get(&format!("{PAGE}?de=partner")).await.status, StatusCode::FORBIDDEN);
    // A dossier without a partner says so.
    server.store.add_dossier(&a_dossier("e", &[("lead", Role::Lead)])).await.unwrap();
    let lead = server.signed_in(&email("lead")).await;
    lead.get("/dossiers/e/partenaire").await.shows("Aucun partenaire n’est membre");
}

#[tokio::test]
async fn open_questions_beside_their_rows_are_on_the_page() {
    let server = with_partner().await;
    let editor = server.signed_in(&email("editor")).await;
    let open = |path: Option<&str>, section: &str, words: &str| {
        let mut place = serde_json::json!({ "section": section });
        if let Some(path) = path {
            place["path"] = path.into();
        }
        let act =
            serde_json::json!({ "do": "open", "kind": "comment", "place": place, "text": words });
        let request = editor.request(reqwest::Method::POST, "/dossiers/d/fils");
        request.header(reqwest::header::ORIGIN, &editor.base).json(&act)
    };
    for (path, section, words) in [
        (Some("budget.funding/share/amount"), "budget", "Est-ce voté ?"),
        (Some("partners/town"), "partners", "Qui est le contact ?"),
        (None, "budget", "Le budget est-il clair ?"),
        (Some("budget.funding/fip/amount"), "budget", "Rien pour la mairie"),
        (Some("summary.title"), "summary", "Rien non plus"),
    ] {
        let answer = crate::support::answer(open(path, section, words)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
    let partner = server.signed_in(&email("partner")).await;
    let page = partner.get(PAGE).await;
    page.shows("Est-ce voté ?").shows("Qui est le contact ?").shows("Le budget est-il clair ?");
    page.hides("Rien pour la mairie").hides("Rien non plus");
}

#[tokio::test]
async fn an_accord_that_a_crash_left_unsaid_is_said_before_the_dossier_is_shown_again() {
    let server = with_partner().await;
    let editor = server.signed_in(&email("editor")).await;
    let keep = |at: i64| NewAccord {
        id: at.to_string(),
        dossier: "d".to_owned(),
        account: "partner".to_owned(),
        at,
        content: "{}".to_owned(),
        digest: "0".repeat(64),
        seqs: String::new(),
    };
    let said = || async {
        let accords = server.store.accords("d").await.unwrap();
        accords.iter().map(|accord| accord.said).collect::<Vec<_>>()
    };
    // Kept, and the server stops: the form says nothing of it yet.
    server.store.give_accord(&keep(NOON)).await.unwrap();
    assert_eq!(says(&server, answer()).await.as_deref(), Some("pending"));
    editor.get("/dossiers/d").await.shows("accord de principe du");
    assert_eq!(says(&server, answer()).await.as_deref(), Some("yes"));
    let date = Path::field("localAuthority.agreementDate");
    assert_eq!(says(&server, date.clone()).await.as_deref(), Some("2026-09-24"));
    assert_eq!(said().await, [true]);
    // Said once: what somebody writes there afterwards is theirs.
    edit(&server, SectionId::Partners, vec![set(answer(), words("no"))]).await;
    editor.get("/dossiers/d").await;
    assert_eq!(says(&server, answer()).await.as_deref(), Some("no"));

    // The same between the end of one and what the form says of it; the last one speaks.
    server.store.give_accord(&keep(NOON + 1)).await.unwrap();
    server.store.withdraw_accord("d", "partner", NOON + 2).await.unwrap();
    assert_eq!(said().await, [false, true]);
    editor.get(&format!("{PAGE}?de=partner")).await.shows("retiré le");
    assert_eq!(says(&server, answer()).await.as_deref(), Some("pending"));
    assert_eq!(says(&server, date).await, None);
    assert_eq!(said().await, [true, true]);
    // Its lines, for a tab in which they may be others.
    editor.get("/dossiers/d/accords").await.shows("accord de principe retiré le");
}
