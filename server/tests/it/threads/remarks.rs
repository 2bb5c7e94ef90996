//! What is said beside the text: who may say and hear it, that everybody hears it at once, and that
//! it stays what its author made it.

use crate::site::access::{MEMBERS, with_everybody};
use crate::store::databases::{Fresh, both_stores};
use crate::support::{Answer, Browser, NOON, TestServer, a_dossier, add_accounts, answer, email};
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::threads::{Anchor, Kind, Thread};
use reqwest::Method;
use reqwest::header::ORIGIN;
use serde_json::{Value as Json, json};
use server::store::{NewRemark, Store, StoreError};
use uuid::Uuid;

both_stores! {
    a_thread_is_kept_with_its_remarks_and_goes_with_the_last_one,
    what_is_no_one_s_own_is_not_changed,
}

pub fn remark(account: &str, text: &str) -> NewRemark {
    let id = Uuid::now_v7().to_string();
    NewRemark { id, account: account.to_owned(), at: NOON, text: text.to_owned() }
}

pub fn whole(section: SectionId) -> Anchor {
    Anchor { section, path: None, span: None, quote: String::new() }
}

async fn with_dossier(fresh: &Fresh) -> Store {
    let store = fresh.open().await;
    add_accounts(&store, &["claire", "mairie"]).await;
    let members = [("claire", Role::Lead), ("mairie", Role::Partner)];
    store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    store
}

async fn a_thread_is_kept_with_its_remarks_and_goes_with_the_last_one(fresh: Fresh) {
    let store = with_dossier(&fresh).await;
    let first = remark("mairie", "Qui paie ?");
    let place = whole(SectionId::Budget);
    let opened = store.open_thread("d", Kind::Reservation, &place, &first).await.unwrap();
    assert_eq!(
        (opened.id.as_str(), opened.version, opened.kind),
        (first.id.as_str(), 1, Kind::Reservation)
    );
    assert_eq!(opened.remarks[0].by.name, "mairie (personne fictive)");
    let answered = store.reply(&opened.id, &remark("claire", "Le FIP.")).await.unwrap();
    let ended = store.resolve(&opened.id, Some(("mairie", NOON + 1))).await.unwrap();
    assert_eq!(
        ended.resolved.as_ref().map(|end| (end.by.account.as_str(), end.at)),
        Some(("mairie", NOON + 1))
    );
    let again = store.reply(&opened.id, &remark("claire", "Encore.")).await.unwrap();
    assert!(again.resolved.is_some(), "a reservation is its author's to make again");
    let again = store.reply(&opened.id, &remark("mairie", "Pas encore.")).await.unwrap();
    assert!(again.resolved.is_none(), "who answers opens it again");
    let said = answered.remarks[1].id.clone();
    let rewritten = store.rewrite(&opened.id, &said, "claire", "Le FIP, 15 000 €.").await.unwrap();
    assert_eq!(
        (rewritten.remarks[1].text.as_str(), rewritten.remarks[1].rewritten),
        ("Le FIP, 15 000 €.", true)
    );
    assert_eq!(store.threads("d").await.unwrap(), std::slice::from_ref(&rewritten));
    let mut left = rewritten;
    while let Some(last) = left.remarks.last().cloned() {
        let now = store.withdraw(&left.id, &last.id, &last.by.account).await.unwrap();
        assert!(now.version > left.version);
        left = now;
    }
    assert!(store.threads("d").await.unwrap().is_empty());
    assert!(matches!(store.thread("d", &left.id).await, Err(StoreError::NotFound)));
}

async fn what_is_no_one_s_own_is_not_changed(fresh: Fresh) {
    let store = with_dossier(&fresh).await;
    store.add_dossier(&a_dossier("e", &[("claire", Role::Lead)])).await.unwrap();
    let place = whole(SectionId::Budget);
    let thread =
        store.open_thread("d", Kind::Comment, &place, &remark("mairie", "a")).await.unwrap();
    let own = thread.remarks[0].id.clone();
    let not_found =
        |result: Result<Thread, StoreError>| matches!(result, Err(StoreError::NotFound));
    assert!(not_found(store.thread("e", &thread.id).await), "of another dossier");
    assert!(not_found(store.rewrite(&thread.id, &own, "claire", "b").await));
    assert!(not_found(store.withdraw(&thread.id, &own, "claire").await));
    assert!(not_found(store.withdraw("none", &own, "mairie").await));
    assert!(not_found(store.reply("none", &remark("claire", "b")).await));
    assert_eq!(store.threads("d").await.unwrap(), [thread], "not even its version");
}

/// What a browser's script sends.
pub async fn act(browser: &Browser, act: Json) -> Answer {
    let request = browser.request(Method::POST, "/dossiers/d/fils");
    answer(request.header(ORIGIN, &browser.base).json(&act)).await
}

/// The threads that a page shows, in its order.
pub fn ids(answer: &Answer) -> Vec<&str> {
    let after = answer.body.split("data-thread=\"").skip(1);
    after.filter_map(|rest| rest.split('"').next()).collect()
}

pub fn opens(section: &str, text: &str) -> Json {
    json!({ "do": "open", "kind": "comment", "place": { "section": section }, "text": text })
}

#[tokio::test]
async fn who_may_comment_a_section_says_and_hears_what_is_said_beside_it_and_nobody_else() {
    let server = TestServer::spawn().await;
    let members: Vec<(&str, Role)> =
        MEMBERS.into_iter().chain([("parents", Role::Contributor)]).collect();
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    add_accounts(&server.store, &names).await;
    server.store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    let mut people = Vec::new();
    for (name, role) in members {
        people.push((name, role, server.signed_in(&email(name)).await));
    }
    let mut said: Vec<Thread> = Vec::new();
    for (name, role, browser) in &people {
        for section in SectionId::ALL {
            let answer = act(browser, opens(section.name(), "Une question")).await;
            let may = dossier::rights::may(*role, Some(section), dossier::rights::Action::Comment);
            let expected = if may { 200 } else { 403 };
            assert_eq!(answer.status, expected, "{name} in {section:?}");
            if may {
                said.push(serde_json::from_str(&answer.body).unwrap());
            }
        }
    }
    assert!(said.len() > 40, "{} threads", said.len());
    for (name, role, browser) in &people {
        let answer = browser.get("/dossiers/d/fils").await;
        if *role == Role::Admin {
            assert_eq!(answer.status, 403);
            continue;
        }
        assert_eq!(answer.header("cache-control"), "no-store");
        let due: Vec<&str> = said
            .iter()
            .filter(|thread| dossier::threads::may_hear(*role, thread.place.section))
            .map(|thread| thread.id.as_str())
            .collect();
        assert_eq!(ids(&answer), due, "{name}");
        // The page carries the same and no more.
        assert_eq!(ids(&browser.get("/dossiers/d").await), due, "{name}");
    }
}

#[tokio::test]
async fn what_is_said_is_heard_at_once_by_those_who_may() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    let mut tabs = Vec::new();
    for (name, role) in MEMBERS.into_iter().filter(|(_, role)| *role != Role::Admin) {
        tabs.push((role, server.tab(name, role).await));
    }
    let head = server.signed_in(&email("head")).await;
    let opened = act(&head, opens("review", "Pas pour le partenaire")).await;
    let review: Thread = serde_json::from_str(&opened.body).unwrap();
    let opened = act(&partner, opens("concertation", "Quand\u{7} ?")).await;
    let thread: Thread = serde_json::from_str(&opened.body).unwrap();
    assert_eq!(thread.remarks[0].text, "Quand ?");
    for (role, tab) in &tabs {
        let hears = dossier::threads::may_hear(*role, SectionId::Concertation);
        if hears {
            tab.until("the question", |state| {
                state.heard.iter().any(|(section, ..)| *section == SectionId::Concertation)
            })
            .await;
        }
        let due: Vec<_> = [(SectionId::Review, &review.id), (SectionId::Concertation, &thread.id)]
            .into_iter()
            .filter(|(section, _)| dossier::threads::may_hear(*role, *section))
            .map(|(section, id)| (section, id.clone(), 1))
            .collect();
        assert_eq!(tab.state().heard, due, "{role:?}");
    }
}

#[tokio::test]
async fn nobody_acts_on_what_is_not_theirs_nor_says_nonsense() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    let editor = server.signed_in(&email("editor")).await;
    let viewer = server.signed_in(&email("viewer")).await;
    let stranger = server.signed_in(&email("stranger")).await;
    let reservation = json!({
        "do": "open", "kind": "reservation", "place": { "section": "budget" }, "text": "Trop cher"
    });
    let thread: Thread = serde_json::from_str(&act(&partner, reservation).await.body).unwrap();
    let (id, first) = (&thread.id, &thread.remarks[0].id);
    let resolve = json!({ "do": "resolve", "thread": id });
    let rewrite = json!({ "do": "rewrite", "thread": id, "remark": first, "text": "Parfait" });
    let reply = json!({ "do": "reply", "thread": id, "text": "a" });
    for (who, what, status) in [
        (&editor, &resolve, 403),
        (&editor, &rewrite, 403),
        (&viewer, &reply, 403),
        (&stranger, &reply, 404),
    ] {
        assert_eq!(act(who, what.clone()).await.status, status, "{what}");
    }
    for nonsense in [
        opens("budget", " \n "),
        opens("budget", &"é".repeat(4001)),
        opens("nothing", "a"),
        json!({ "do": "open", "kind": "comment", "text": "a",
                "place": { "section": "budget", "path": "summary.title" } }),
        json!({ "do": "open", "kind": "comment", "text": "a",
                "place": { "section": "budget", "path": "budget.comment", "span": [[1, 2], [255]] } }),
        json!({ "do": "open", "kind": "comment", "text": "a", "author": "head",
                "place": { "section": "budget" } }),
        json!({ "do": "reply", "thread": "none", "text": "a" }),
        json!({ "do": "everything" }),
    ] {
        let answer = act(&editor, nonsense.clone()).await;
        assert!(answer.status.is_client_error(), "{nonsense}: {}", answer.status);
    }
    let foreign =
        editor.request(Method::POST, "/dossiers/d/fils").header(ORIGIN, "http://evil.example");
    assert_eq!(answer(foreign.json(&reply)).await.status, 403);
    assert_eq!(server.store.threads("d").await.unwrap(), [thread]);
}
