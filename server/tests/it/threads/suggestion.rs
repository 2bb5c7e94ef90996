//! Suggestions: who proposes and who decides, that nothing is touched before, that what has changed
//! is said, and that both are remembered for what was accepted.

use crate::site::access::{MEMBERS, with_everybody};
use crate::store::databases::{Fresh, both_stores};
use crate::support::{Answer, Browser, NOON, TestServer, a_dossier, add_accounts, answer, email};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::read::Value;
use dossier::document::schema::SectionDoc;
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::rights::{Action, Role, may};
use dossier::threads::Thread;
use dossier::threads::suggestion::{Proposal, weigh_passage};
use reqwest::Method;
use reqwest::header::ORIGIN;
use serde_json::{Value as Json, json};
use server::store::{NewRemark, Store, StoreError};

both_stores! {
    a_suggestion_is_kept_with_its_thread_and_decided_once,
}

const SECTION: SectionId = SectionId::Concertation;
const METHOD: &str = "concertation.method";

fn remark(id: &str, account: &str, text: &str) -> NewRemark {
    NewRemark { id: id.to_owned(), account: account.to_owned(), at: NOON, text: text.to_owned() }
}

async fn a_suggestion_is_kept_with_its_thread_and_decided_once(fresh: Fresh) {
    let store = fresh.open().await;
    add_accounts(&store, &["claire", "parent"]).await;
    let members = [("claire", Role::Lead), ("parent", Role::Contributor)];
    store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    let doc = SectionDoc::load(SECTION, 40, &dossier::document::schema::seed(SECTION)).unwrap();
    let update = rewritten(&doc, vec![Op::insert("Un café des parents. ")]);
    let weighed = weigh_passage(&doc, 41, &update).unwrap();

    let opened = store.suggest("d", &weighed, &remark("t1", "parent", "")).await.unwrap();
    let suggestion = opened.suggestion.as_ref().unwrap();
    assert_eq!((&suggestion.proposal, &suggestion.decided), (&weighed.proposal, &None));
    assert_eq!(store.written("t1").await.unwrap(), weighed.update);
    assert_eq!(store.threads("d").await.unwrap(), std::slice::from_ref(&opened));

    let word = remark("w1", "claire", "Merci !");
    let decided = store.decide("t1", true, ("claire", NOON + 5), Some(&word)).await.unwrap();
    let end = decided.suggestion.as_ref().unwrap().decided.as_ref().unwrap();
    assert_eq!((end.accepted, end.by.account.as_str(), end.at), (true, "claire", NOON + 5));
    assert!(decided.resolved.is_some() && decided.version > opened.version);
    assert_eq!(decided.remarks[1].text, "Merci !");
    // Once, whoever is quicker; and an answer does not open it again.
    let again = store.decide("t1", false, ("claire", NOON + 6), None).await;
    assert!(matches!(again, Err(StoreError::NotFound)));
    let answered = store.reply("t1", &remark("r1", "parent", "De rien")).await.unwrap();
    assert!(answered.resolved.is_some());
    assert!(answered.suggestion.unwrap().decided.unwrap().accepted);
    assert!(matches!(store.written("t2").await, Err(StoreError::NotFound)));
}

fn rewritten(doc: &SectionDoc, ops: Vec<Op>) -> Vec<u8> {
    let copy = SectionDoc::load(doc.section.id, 77, &doc.state()).unwrap();
    let before = copy.state_vector();
    copy.edit(&Edit::Text { path: Path::field(METHOD), ops }).unwrap();
    copy.diff(&before).unwrap()
}

async fn send(browser: &Browser, path: &str, body: &Json) -> Answer {
    let request = browser.request(Method::POST, path).header(ORIGIN, &browser.base);
    answer(request.json(body)).await
}

async fn doc_of(server: &TestServer) -> SectionDoc {
    let log = server.log("d", SECTION).await;
    crate::support::raw::replayed(SECTION, 60, &log)
}

/// A passage of the concertation's method, as a tab sends it.
async fn passage(server: &TestServer, ops: Vec<Op>) -> Json {
    let update = STANDARD.encode(rewritten(&doc_of(server).await, ops));
    json!({ "of": "passage", "section": "concertation", "update": update, "text": "" })
}

async fn last(store: &Store) -> Thread {
    store.threads("d").await.unwrap().pop().expect("a thread")
}

#[tokio::test]
async fn who_may_comment_proposes_and_who_may_edit_decides() {
    let server = with_everybody().await;
    for (proposer, role) in MEMBERS {
        let browser = server.signed_in(&email(proposer)).await;
        let body = passage(&server, vec![Op::insert(format!("{proposer} propose. "))]).await;
        let log = server.log("d", SECTION).await;
        let proposed = send(&browser, "/dossiers/d/propositions", &body).await;
        let comments = may(role, Some(SECTION), Action::Comment);
        assert_eq!(proposed.status, if comments { 200 } else { 403 }, "{proposer}");
        if !comments {
            continue;
        }
        let thread = last(&server.store).await;
        assert_eq!(thread.opened_by, proposer);
        assert_eq!(server.log("d", SECTION).await, log, "nothing is written before it is accepted");
        let path = format!("/dossiers/d/propositions/{}", thread.id);
        for (decider, role) in MEMBERS {
            let browser = server.signed_in(&email(decider)).await;
            let decided = send(&browser, &path, &json!({ "accept": false })).await;
            let edits = may(role, Some(SECTION), Action::Edit);
            let known = may(role, Some(SECTION), Action::Comment);
            let now = server.store.thread("d", &thread.id).await.unwrap();
            let was = now.suggestion.unwrap().decided;
            match (edits, &was) {
                // The first who may decides; from then on it is decided.
                (true, Some(end)) if end.by.account == decider => assert_eq!(decided.status, 200),
                (true, Some(_)) => assert_eq!(decided.status, 409, "{decider}"),
                (false, _) => {
                    let expected = if known || role == Role::Admin || role == Role::Viewer {
                        403
                    } else {
                        404
                    };
                    assert_eq!(decided.status, expected, "{decider}");
                }
                (true, None) => panic!("{decider} may decide"),
            }
        }
    }
    let stranger = server.signed_in(&email("stranger")).await;
    let thread = last(&server.store).await;
    for (path, body) in [
        ("/dossiers/d/propositions".to_owned(), passage(&server, vec![Op::insert("a")]).await),
        (format!("/dossiers/d/propositions/{}", thread.id), json!({ "accept": true })),
        (
            "/dossiers/d/propositions/toutes".to_owned(),
            json!({ "section": "budget", "accept": true }),
        ),
    ] {
        assert_eq!(send(&stranger, &path, &body).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn what_is_accepted_appears_in_every_tab_and_is_remembered_for_both() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    let editor = server.signed_in(&email("editor")).await;
    let tab = server.tab("head", Role::Head).await;
    let body = passage(&server, vec![Op::insert("Le maire ouvre la séance.")]).await;
    assert_eq!(send(&partner, "/dossiers/d/propositions", &body).await.status, 200);
    let thread = last(&server.store).await;
    let Proposal::Passage { pieces } = &thread.suggestion.as_ref().unwrap().proposal else {
        panic!("a passage")
    };
    assert_eq!(pieces[0].words, "Le maire ouvre la séance.");

    let path = format!("/dossiers/d/propositions/{}", thread.id);
    let yes = json!({ "accept": true, "text": "D’accord" });
    assert_eq!(send(&editor, &path, &yes).await.status, 200);
    tab.sees((SECTION, METHOD), "Le maire ouvre la séance.").await;
    let now = server.store.thread("d", &thread.id).await.unwrap();
    let end = now.suggestion.unwrap().decided.unwrap();
    assert_eq!((end.accepted, end.by.account.as_str()), (true, "editor"));
    assert_eq!(now.remarks.last().unwrap().text, "D’accord");
    // Its letters are the partner's: whoever else wrote under that client id would be refused.
    let state = server.store.section_state("d", SECTION).await.unwrap();
    assert!(state.speakers.values().any(|account| account == "partner"));
    assert!(!state.speakers.values().any(|account| account == "editor"));
    assert_eq!(send(&editor, &path, &yes).await.status, 409, "decided once");
}

#[tokio::test]
async fn what_changed_since_is_said_and_never_applied_silently() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    let editor = server.signed_in(&email("editor")).await;
    let tab = server.tab("editor", Role::Editor).await;
    tab.write((SECTION, METHOD), 0, "La cour est trop chaude.");
    tab.saved().await;
    let ops = vec![Op::retain(12), Op::delete(4), Op::insert("bien trop")];
    let body = passage(&server, ops).await;
    assert_eq!(send(&partner, "/dossiers/d/propositions", &body).await.status, 200);
    let first = last(&server.store).await;
    let body = passage(&server, vec![Op::retain(3), Op::delete(4), Op::insert("place")]).await;
    assert_eq!(send(&partner, "/dossiers/d/propositions", &body).await.status, 200);
    let second = last(&server.store).await;
    tab.write((SECTION, METHOD), 14, "ÉDIT");
    tab.saved().await;

    // All at once: only what still fits.
    let all = json!({ "section": "concertation", "accept": true, "text": "Merci à tous" });
    let outcome = send(&editor, "/dossiers/d/propositions/toutes", &all).await;
    let outcome: Json = serde_json::from_str(&outcome.body).unwrap();
    assert_eq!(outcome, json!({ "decided": 1, "left": [first.id] }));
    let words = doc_of(&server).await.words(&Path::field(METHOD));
    assert_eq!(words.trim_end(), "La place est trÉDITop chaude.");
    let second = server.store.thread("d", &second.id).await.unwrap();
    assert!(second.resolved.is_some());
    assert_eq!(second.remarks.last().unwrap().text, "Merci à tous", "the word goes with each");
    assert_eq!(server.store.thread("d", &first.id).await.unwrap().remarks.len(), 1);

    let path = format!("/dossiers/d/propositions/{}", first.id);
    assert_eq!(send(&editor, &path, &json!({ "accept": true })).await.status, 409);
    let words = doc_of(&server).await.words(&Path::field(METHOD));
    assert_eq!(words.trim_end(), "La place est trÉDITop chaude.", "applied silently");
    let knowing = json!({ "accept": true, "knowingly": true });
    assert_eq!(send(&editor, &path, &knowing).await.status, 200);
    let words = doc_of(&server).await.words(&Path::field(METHOD));
    assert!(words.contains("bien trop") && words.contains("ÉDIT"), "{words}");
}

#[tokio::test]
async fn a_value_is_proposed_for_a_field_and_nonsense_is_refused() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    let head = server.signed_in(&email("head")).await;
    let value = |path: &str, words: &str| json!({ "of": "value", "section": "summary", "path": path, "values": [words], "text": "" });
    let to = "/dossiers/d/propositions";
    let good = value("summary.title", "Un préau pour tous");
    assert_eq!(send(&partner, to, &good).await.status, 200);
    let thread = last(&server.store).await;
    let path = format!("{to}/{}", thread.id);
    assert_eq!(send(&head, &path, &json!({ "accept": true })).await.status, 200);
    let title = server.store.dossier("d").await.unwrap().unwrap().title;
    assert_eq!(title, "Un préau pour tous");
    for (nonsense, status) in [
        (value("summary.title", "Un préau pour tous"), 422),
        (value("summary.abstract", "riche"), 422),
        (value("summary.nothing", "a"), 422),
        (value("budget.lines", "a"), 422),
        (
            json!({ "of": "value", "section": "nowhere", "path": "a", "values": [], "text": "" }),
            422,
        ),
        (json!({ "of": "passage", "section": "summary", "update": "AAAA", "text": "" }), 400),
        (json!({ "of": "passage", "section": "summary", "update": "é", "text": "" }), 400),
        (
            json!({ "of": "passage", "section": "summary", "update": "A".repeat(400_000), "text": "" }),
            422,
        ),
        (json!({ "of": "passage", "section": "review", "update": "AAAA", "text": "" }), 403),
        (
            json!({ "of": "value", "section": "summary", "path": "summary.title", "values": ["b"],
                 "text": "", "author": "head" }),
            422,
        ),
    ] {
        let answer = send(&partner, to, &nonsense).await;
        assert_eq!(answer.status, status, "{nonsense:.120}");
    }
    for id in ["none", thread.id.as_str()] {
        let status = send(&head, &format!("{to}/{id}"), &json!({ "accept": false })).await.status;
        assert_eq!(status, if id == "none" { 404 } else { 409 });
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_decide_at_once_one_does_and_the_text_is_as_that_one_said() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    let editor = server.signed_in(&email("editor")).await;
    let head = server.signed_in(&email("head")).await;
    for n in 0..12 {
        let words = format!("Proposition {n}. ");
        let body = passage(&server, vec![Op::insert(words.clone())]).await;
        assert_eq!(send(&partner, "/dossiers/d/propositions", &body).await.status, 200);
        let thread = last(&server.store).await;
        let path = format!("/dossiers/d/propositions/{}", thread.id);
        let (yes, no) = (json!({ "accept": true }), json!({ "accept": false }));
        let (one, other) = tokio::join!(send(&editor, &path, &yes), send(&head, &path, &no));
        let mut answers = [one.status.as_u16(), other.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [200, 409], "{n}");
        let now = server.store.thread("d", &thread.id).await.unwrap();
        let accepted = now.suggestion.unwrap().decided.unwrap().accepted;
        let text = doc_of(&server).await.words(&Path::field(METHOD));
        assert_eq!(text.contains(&words), accepted, "{n}: {text}");
    }
}

#[tokio::test]
async fn the_form_for_a_value_says_what_is_there_and_offers_what_may_be() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    let lines = Path::field("budget.lines");
    let row = lines.row("b01");
    let edits = vec![
        Edit::AddRow { rows: lines, id: "b01".to_owned(), after: None },
        Edit::Text { path: row.column("label"), ops: vec![Op::insert("<b>Bancs</b>")] },
        Edit::Set { path: row.column("unitAmount"), value: Some(Value::Number(150_000.0)) },
    ];
    server.rooms.edit("d", "editor", SectionId::Budget, edits).await.unwrap();
    let form = |path: &str| {
        let path = path.replace('/', "%2F");
        let at = format!("/dossiers/d/propositions/formulaire?rubrique=budget&champ={path}");
        let partner = &partner;
        async move { partner.get(&at).await }
    };
    let of_row = form("budget.lines/b01").await;
    of_row.shows("name=\"which\"").shows("&lt;b&gt;Bancs&lt;/b&gt;").hides("<b>Bancs");
    let amount = form("budget.lines/b01/unitAmount").await;
    amount.shows("1\u{202f}500,00\u{a0}€").shows("data-path=\"budget.lines/b01/unitAmount\"");
    // What it shows is what would be proposed: sent back as it is, nothing would change.
    let value = amount.body.split("value=\"1").nth(1).and_then(|rest| rest.split('"').next());
    let typed = format!("1{}", value.expect("the value as it is typed"));
    let same = json!({ "of": "value", "section": "budget", "path": "budget.lines/b01/unitAmount",
        "values": [typed], "text": "" });
    assert_eq!(send(&partner, "/dossiers/d/propositions", &same).await.status, 422, "{typed}");
    for nothing in ["budget.lines", "budget.comment", "budget.lines/gone", "nothing"] {
        assert_eq!(form(nothing).await.status, 404, "{nothing}");
    }
}
