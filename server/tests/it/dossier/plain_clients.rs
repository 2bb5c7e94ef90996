//! Other Yjs clients of one section, beside a tab: what they may do and what they may not say.

use crate::site::access::with_everybody;
use crate::support::TestServer;
use crate::support::plain::{Plain, state_of};
use crate::support::tab::METHOD;
use dossier::form::SectionId;
use dossier::rights::Role;
use serde_json::json;
use yrs::{Text, Transact};

const CONCERTATION: &str = "/sync/d/concertation";
const PARTNERS: &str = "/sync/d/partners";
const TEXT: &str = "t:concertation.method";
const THE_TEAM_S: &str = "t:localAuthority.comment";

async fn plain(server: &TestServer, name: &str, path: &str, client: u64) -> Plain {
    Plain::open(&server.pass(name).await, path, client).await.unwrap()
}

#[tokio::test]
async fn any_yjs_client_edits_beside_a_tab() {
    let server = with_everybody().await;
    let lead = server.tab("lead", Role::Lead).await;
    lead.write(METHOD, 0, "[of the tab, early]");
    lead.saved().await;
    let mut editor = plain(&server, "editor", CONCERTATION, 101).await;
    let mut head = plain(&server, "head", CONCERTATION, 102).await;
    assert!(editor.words(TEXT).contains("[of the tab, early]"));
    editor.write(TEXT, "[of the editor]").await;
    lead.sees(METHOD, "[of the editor]").await;
    lead.write(METHOD, 0, "[of the tab, late]");
    for client in [&mut editor, &mut head] {
        client.until("the tab's words", |c| c.words(TEXT).contains("[of the tab, late]")).await;
        assert!(client.asked, "who may write is asked for what they have");
    }
    head.until("the editor's words", |c| c.words(TEXT).contains("[of the editor]")).await;
    assert_eq!(head.words(TEXT), lead.words(METHOD));
    lead.until("both others to be there", |lead| {
        let here = |p: &&dossier::sync::presence::Person| {
            p.place.as_ref().is_some_and(|place| place.section == SectionId::Concertation)
        };
        lead.people.values().filter(here).count() == 2
    })
    .await;
}

#[tokio::test]
async fn what_a_client_had_before_it_came_is_taken_with_its_answer() {
    let server = with_everybody().await;
    let lead = server.tab("lead", Role::Lead).await;
    let first = plain(&server, "editor", CONCERTATION, 101).await;
    let doc = first.doc.clone();
    drop(first);
    doc.get_or_insert_text(TEXT).insert(&mut doc.transact_mut(), 0, "[offline]");
    // It goes out as the answer to the server's question.
    let pass = server.pass("editor").await;
    let mut again = Plain::join(&pass, CONCERTATION, doc).await.unwrap();
    again.until("the server's question", |client| client.asked).await;
    lead.sees(METHOD, "[offline]").await;
}

#[tokio::test]
async fn nobody_announces_another_s_name_or_speaks_as_two() {
    let server = with_everybody().await;
    let mut editor = plain(&server, "editor", CONCERTATION, 101).await;
    let mut head = plain(&server, "head", CONCERTATION, 102).await;
    let mut viewer = plain(&server, "viewer", CONCERTATION, 103).await;
    viewer.announce(103, 1, &state_of("Vu")).await;
    editor.announce(101, 1, &state_of("Mairie")).await;
    editor.announce(102, 9, &state_of("Direction")).await;
    editor.announce(101, 2, &json!({"user": {"name": "Mairie"}, "cursor": {"anchor": 7}})).await;
    head.until("the last announcement", |head| {
        head.announced.last().is_some_and(|(_, state)| state["cursor"]["anchor"] == 7)
    })
    .await;
    assert_eq!(head.announced.len(), 2, "{:?}", head.announced);
    for (client, state) in &head.announced {
        assert_eq!((*client, &state["user"]["name"]), (101, &json!("editor (personne fictive)")));
        let colour = state["user"]["color"].as_str().unwrap();
        assert!(colour.len() == 7 && colour.starts_with('#'), "{colour}");
    }
    drop(editor);
    head.until("the goodbye", |head| head.announced.last().unwrap().1.is_null()).await;
}

#[tokio::test]
async fn a_viewer_and_a_partner_write_nothing_of_what_is_the_team_s() {
    let server = with_everybody().await;
    let before = server.log("d", SectionId::Concertation).await;
    for (name, client) in [("viewer", 101), ("partner", 102)] {
        let mut reader = plain(&server, name, CONCERTATION, client).await;
        reader.write(TEXT, "[not mine]").await;
        reader.announce(client, 1, &state_of("Moi")).await;
        // The answer to a second question comes after all that was said before it.
        let mut again = plain(&server, name, CONCERTATION, client + 10).await;
        again.until("an answer", |again| !again.words(TEXT).is_empty()).await;
        reader.until("the refusal", |reader| !reader.denied.is_empty()).await;
        assert!(!reader.asked && !again.asked, "{name} was asked for writes");
    }
    let mut partner = plain(&server, "partner", PARTNERS, 104).await;
    partner.until("the question", |partner| partner.asked).await;
    partner.write(THE_TEAM_S, "[not mine]").await;
    partner.until("the refusal", |partner| !partner.denied.is_empty()).await;
    assert_eq!(server.log("d", SectionId::Partners).await.len(), 1, "the seed");
    assert_eq!(server.log("d", SectionId::Concertation).await, before);
    let review = Plain::open(&server.pass("partner").await, "/sync/d/review", 105).await;
    let absent = Plain::open(&server.pass("partner").await, "/sync/d/nothing", 105).await;
    assert_eq!((review.err(), absent.err()), (Some(404), Some(404)));
}

#[tokio::test]
async fn a_client_id_stays_its_account_s_when_the_server_is_another_one() {
    let server = with_everybody().await;
    let mut editor = plain(&server, "editor", CONCERTATION, 101).await;
    editor.write(TEXT, "[of the editor]").await;
    let witness = server.tab("lead", Role::Lead).await;
    witness.sees(METHOD, "[of the editor]").await;
    drop((witness, editor));
    let server = server.restart().await;
    let mut other = plain(&server, "head", CONCERTATION, 101).await;
    other.write(TEXT, "[under a false name]").await;
    other.until("the refusal", |other| other.denied.len() == 1).await;
    let mut editor = plain(&server, "editor", CONCERTATION, 102).await;
    assert!(!editor.words(TEXT).contains("[under a false name]"));
    editor.write(TEXT, "[still here]").await;
    let lead = server.tab("lead", Role::Lead).await;
    lead.sees(METHOD, "[still here]").await;
}

#[tokio::test]
async fn what_builds_on_something_the_server_lacks_is_asked_for() {
    let server = with_everybody().await;
    let mut editor = plain(&server, "editor", CONCERTATION, 101).await;
    // Written, and not sent.
    let text = editor.doc.get_or_insert_text(TEXT);
    text.insert(&mut editor.doc.transact_mut(), 0, "[unsent]");
    editor.until("the first question", |editor| editor.asked).await;
    editor.asked = false;
    editor.write(TEXT, "[sent]").await;
    editor.until("another question", |editor| editor.asked).await;
    let lead = server.tab("lead", Role::Lead).await;
    lead.sees(METHOD, "[sent][unsent]").await;
}
