//! Naming people beside the text, giving them threads, and what each has read: who may, that it
//! stays true when people are renamed, and that nobody speaks of who cannot hear of it.

use crate::site::access::{MEMBERS, with_everybody};
use crate::store::databases::{Fresh, both_stores};
use crate::support::{Answer, Browser, NOON, TestServer, a_dossier, add_accounts, answer, email};
use crate::threads::remarks::{act, opens, remark, whole};
use dossier::form::SectionId;
use dossier::rights::{Action, Role, may};
use dossier::threads::{Act, Kind, News, Part, Thread, What, parts, tied};
use reqwest::Method;
use reqwest::header::ORIGIN;
use serde_json::{Value as Json, json};
use server::web::threads::said;
use std::collections::BTreeMap;

both_stores! {
    who_is_named_and_who_sees_to_it_is_kept,
    each_has_read_what_they_have_read_and_nobody_unreads,
}

async fn who_is_named_and_who_sees_to_it_is_kept(fresh: Fresh) {
    let store = fresh.open().await;
    add_accounts(&store, &["claire", "mairie"]).await;
    let members = [("claire", Role::Lead), ("mairie", Role::Partner)];
    store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    let mut first = remark("claire", "");
    first.text = tied("@mairie, @claire ?", &[("mairie", "mairie"), ("claire", "claire")]);
    let place = whole(SectionId::Budget);
    let opened = store.open_thread("d", Kind::Comment, &place, &first).await.unwrap();
    let named = |thread: &Thread| {
        let named = thread.remarks[0].mentions.iter();
        named.map(|person| person.account.clone()).collect::<Vec<_>>()
    };
    assert_eq!(named(&opened), ["claire", "mairie"]);
    assert_eq!(opened.remarks[0].mentions[1].name, "mairie (personne fictive)");
    let text = tied("@mairie", &[("mairie", "mairie")]);
    let changed = store.rewrite(&opened.id, &first.id, "claire", &text).await.unwrap();
    assert_eq!(named(&changed), ["mairie"]);
    let by = ("claire", NOON);
    let given = store.assign(&opened.id, "mairie", Some("2026-12-01"), by).await.unwrap();
    let assigned = given.assigned.as_ref().unwrap();
    assert_eq!(
        (assigned.to.account.as_str(), assigned.due.as_deref()),
        ("mairie", Some("2026-12-01"))
    );
    assert!(given.version > changed.version);
    let other = store.assign(&opened.id, "claire", None, by).await.unwrap();
    let assigned = other.assigned.as_ref().unwrap();
    assert_eq!((assigned.to.account.as_str(), assigned.due.as_deref()), ("claire", None));
    assert_eq!(store.threads("d").await.unwrap(), [other]);
    assert!(store.unassign(&opened.id).await.unwrap().assigned.is_none());
    assert!(store.assign("none", "claire", None, by).await.is_err());
    // All of it goes with the thread.
    store.assign(&opened.id, "claire", None, by).await.unwrap();
    store.withdraw(&opened.id, &first.id, "claire").await.unwrap();
    assert!(store.threads("d").await.unwrap().is_empty());
}

async fn each_has_read_what_they_have_read_and_nobody_unreads(fresh: Fresh) {
    let store = fresh.open().await;
    add_accounts(&store, &["claire", "mairie"]).await;
    for dossier in ["d", "e"] {
        store.add_dossier(&a_dossier(dossier, &[("claire", Role::Lead)])).await.unwrap();
    }
    let place = whole(SectionId::Budget);
    let thread =
        store.open_thread("d", Kind::Comment, &place, &remark("claire", "a")).await.unwrap();
    let thread = store.reply(&thread.id, &remark("claire", "b")).await.unwrap();
    let seen = |account: &'static str| {
        let store = store.clone();
        async move { store.seen("d", account).await.unwrap() }
    };
    let at = |version: i64| BTreeMap::from([(thread.id.clone(), version)]);
    let see = |version: i64| [(thread.id.clone(), version)];
    assert!(seen("claire").await.is_empty());
    store.see("d", "claire", &see(1)).await.unwrap();
    assert_eq!(seen("claire").await, at(1));
    // No version is seen before there is one; none is unseen; no thread of another dossier is.
    store.see("d", "claire", &see(99)).await.unwrap();
    assert_eq!(seen("claire").await, at(2));
    store.see("d", "claire", &see(1)).await.unwrap();
    assert_eq!(seen("claire").await, at(2));
    store.see("e", "mairie", &see(2)).await.unwrap();
    store.see("d", "mairie", &[("none".to_owned(), 1)]).await.unwrap();
    assert!(seen("mairie").await.is_empty() && store.seen("e", "claire").await.unwrap().is_empty());
}

/// A dossier `d` with a member of each role that hears anything, and their browsers.
async fn everybody() -> (TestServer, Vec<(&'static str, Role, Browser)>) {
    let server = TestServer::spawn().await;
    let members: Vec<(&str, Role)> =
        MEMBERS.into_iter().chain([("parents", Role::Contributor)]).collect();
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    add_accounts(&server.store, &names).await;
    add_accounts(&server.store, &["stranger"]).await;
    server.store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    server.store.add_dossier(&a_dossier("e", &[("stranger", Role::Head)])).await.unwrap();
    let mut people = Vec::new();
    for (name, role) in members {
        people.push((name, role, server.signed_in(&email(name)).await));
    }
    (server, people)
}

fn names(thread: &Thread, remark: usize) -> String {
    let part = |part| match part {
        Part::Words(words) => words.to_owned(),
        Part::Person(account) => format!("<{account}>"),
    };
    parts(&thread.remarks[remark].text).map(part).collect()
}

async fn read(browser: &Browser, read: Json) -> Answer {
    let request = browser.request(Method::POST, "/dossiers/d/fils/lus");
    answer(request.header(ORIGIN, &browser.base).json(&read)).await
}

/// Which of the threads that a browser is shown are unread.
async fn unread(browser: &Browser) -> Vec<String> {
    let list = browser.get("/dossiers/d/fils").await;
    let articles = list.body.split("data-thread=\"").skip(1);
    let unread = articles.filter(|article| article.contains("data-unread"));
    unread.filter_map(|article| article.split('"').next().map(str::to_owned)).collect()
}

/// Who names whom in which section, and who gives whom a thread of it: as a table.
#[tokio::test]
async fn who_may_hear_a_section_names_and_is_named_there_and_nobody_else() {
    let (_server, people) = everybody().await;
    for section in [SectionId::Summary, SectionId::Budget, SectionId::Review] {
        let hears = |role: Role| may(role, Some(section), Action::Comment);
        let opened = act(&people[0].2, opens(section.name(), "Qui ?")).await;
        let thread: Thread = serde_json::from_str(&opened.body).unwrap();
        for (name, role, browser) in &people {
            let members = format!("/dossiers/d/fils/membres?rubrique={}", section.name());
            let asked = browser.get(&members).await;
            if hears(*role) {
                let listed: Vec<Json> = serde_json::from_str(&asked.body).unwrap();
                let listed: Vec<&str> =
                    listed.iter().filter_map(|one| one["account"].as_str()).collect();
                let mut due: Vec<&str> =
                    people.iter().filter(|(_, role, _)| hears(*role)).map(|one| one.0).collect();
                due.sort_unstable();
                assert_eq!(listed, due, "{name} in {section:?}");
            } else {
                assert!(asked.status.is_client_error(), "{name} in {section:?}");
            }
            for (other, others, _) in &people {
                let text = format!("@{other} (personne fictive) ?");
                let reply = json!({ "do": "reply", "thread": thread.id, "text": text,
                                    "mentions": [other] });
                let assign = json!({ "do": "assign", "thread": thread.id, "to": other });
                let expected = match (hears(*role), hears(*others)) {
                    (true, true) => 200,
                    (true, false) => 400,
                    (false, _) if may(*role, None, Action::Comment) => 404,
                    (false, _) => 403,
                };
                let what = format!("{name} of {other} in {section:?}");
                for what_they_do in [reply, assign] {
                    let answer = act(browser, what_they_do.clone()).await;
                    assert_eq!(answer.status, expected, "{what}: {what_they_do}");
                    if expected == 200 && what_they_do["do"] == "reply" {
                        let thread: Thread = serde_json::from_str(&answer.body).unwrap();
                        assert_eq!(
                            names(&thread, thread.remarks.len() - 1),
                            format!("<{other}> ?")
                        );
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn who_is_named_is_named_still_when_they_are_called_otherwise() {
    let (server, people) = everybody().await;
    let text = "@partner (personne fictive), @editor et a@partner (personne fictive) ?";
    let open = json!({ "do": "open", "kind": "comment", "place": { "section": "budget" },
                       "text": text, "mentions": ["partner"] });
    let thread: Thread = serde_json::from_str(&act(&people[0].2, open).await.body).unwrap();
    assert_eq!(names(&thread, 0), "<partner>, @editor et a@partner (personne fictive) ?");
    server.witness().await.rename("partner", "Nadia <b>Neuve</b>").await;
    let page = people[0].2.get("/dossiers/d/fils").await.body;
    let shown = page.contains(">@Nadia &lt;b&gt;Neuve&lt;/b&gt;</span>");
    assert!(shown && page.contains(", @editor et a@partner"), "{page}");
    let page = people[3].2.get("/dossiers/d").await.body;
    assert!(page.contains("class=\"mention me\""), "the named one sees that it is them");
}

#[tokio::test]
async fn nobody_names_a_stranger_nor_acts_on_a_thread_of_another_dossier_nor_gives_it_for_no_day() {
    let (server, people) = everybody().await;
    let (head, editor) = (&people[0].2, &people[2].2);
    let thread: Thread =
        serde_json::from_str(&act(head, opens("budget", "Qui ?")).await.body).unwrap();
    let foreign = server
        .store
        .open_thread("e", Kind::Comment, &whole(SectionId::Budget), &remark("stranger", "Ailleurs"))
        .await
        .unwrap();
    let id = &thread.id;
    for (what, status) in [
        (
            json!({ "do": "reply", "thread": id, "text": "@stranger (personne fictive)", "mentions": ["stranger"] }),
            400,
        ),
        (json!({ "do": "reply", "thread": id, "text": "@nobody", "mentions": ["nobody"] }), 400),
        (json!({ "do": "reply", "thread": id, "text": "a", "mentions": vec!["head"; 21] }), 400),
        (
            json!({ "do": "reply", "thread": id, "text": "a", "mentions": [], "author": "head" }),
            422,
        ),
        (json!({ "do": "assign", "thread": id, "to": "stranger" }), 400),
        (json!({ "do": "assign", "thread": id, "to": "" }), 400),
        (json!({ "do": "assign", "thread": id, "to": "editor", "by": "head" }), 422),
        (json!({ "do": "assign", "thread": id, "to": "editor", "due": "2026-02-30" }), 400),
        (json!({ "do": "assign", "thread": id, "to": "editor", "due": "demain" }), 400),
        (json!({ "do": "assign", "thread": foreign.id, "to": "editor" }), 404),
        (json!({ "do": "unassign", "thread": foreign.id }), 404),
        (json!({ "do": "reply", "thread": foreign.id, "text": "a" }), 404),
    ] {
        let answer = act(editor, what.clone()).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.body);
    }
    assert_eq!(server.store.threads("d").await.unwrap(), std::slice::from_ref(&thread));
    assert_eq!(server.store.threads("e").await.unwrap(), std::slice::from_ref(&foreign));
    // What one types is a tie in no case.
    let tie = json!({ "do": "reply", "thread": id, "text": "\u{1}head\u{1} !" });
    let said: Thread = serde_json::from_str(&act(editor, tie).await.body).unwrap();
    assert_eq!(names(&said, 1), "head !");
    // A thread of another dossier is not read, either.
    assert_eq!(read(editor, json!({ foreign.id.as_str(): 1 })).await.status, 204);
    assert!(server.store.seen("e", "editor").await.unwrap().is_empty());
}

#[tokio::test]
async fn a_thread_that_is_late_says_so_in_words() {
    let (_server, people) = everybody().await;
    let head = &people[0].2;
    let thread: Thread =
        serde_json::from_str(&act(head, opens("budget", "Qui ?")).await.body).unwrap();
    for (due, says) in [
        (json!("2020-01-31"), "En retard\u{a0}: c’était pour le 31\u{a0}janvier 2020"),
        (json!("2999-12-01"), "Confié à editor (personne fictive), pour le 1er\u{a0}décembre 2999"),
        (Json::Null, "Confié à editor (personne fictive)<"),
    ] {
        let assign = json!({ "do": "assign", "thread": thread.id, "to": "editor", "due": due });
        assert_eq!(act(head, assign).await.status, 200);
        let list = people[2].2.get("/dossiers/d/fils").await.body;
        assert!(list.contains(says) && list.contains("data-mine"), "{due}: {list}");
    }
    assert!(!people[4].2.get("/dossiers/d/fils").await.body.contains("Confié"));
    assert_eq!(act(head, json!({ "do": "unassign", "thread": thread.id })).await.status, 200);
    assert!(!head.get("/dossiers/d/fils").await.body.contains("Confié"));
}

#[tokio::test]
async fn each_has_read_what_they_read_and_what_they_said_themselves() {
    let (_server, people) = everybody().await;
    let browser = |name: &str| &people.iter().find(|one| one.0 == name).unwrap().2;
    let (head, partner, parents) = (browser("head"), browser("partner"), browser("parents"));
    let open = |section: &str| opens(section, "Une question");
    let budget: Thread = serde_json::from_str(&act(head, open("budget")).await.body).unwrap();
    let summary: Thread = serde_json::from_str(&act(head, open("summary")).await.body).unwrap();
    let (budget, summary) = (budget.id, summary.id);
    assert!(unread(head).await.is_empty(), "their own words");
    assert_eq!(unread(partner).await, [budget.clone(), summary.clone()]);
    assert_eq!(unread(parents).await, std::slice::from_ref(&summary));
    assert_eq!(read(parents, json!({ budget.as_str(): 1, summary.as_str(): 1 })).await.status, 204);
    assert!(unread(parents).await.is_empty());
    // Whoever answers without having read has not read; whoever had, has.
    let reply = |thread: &str| json!({ "do": "reply", "thread": thread, "text": "Voilà" });
    act(partner, reply(&summary)).await;
    assert_eq!(unread(partner).await, [budget.clone(), summary.clone()]);
    assert_eq!(unread(parents).await, std::slice::from_ref(&summary));
    assert_eq!(unread(head).await, std::slice::from_ref(&summary));
    read(head, json!({ summary.as_str(): 2 })).await;
    act(head, reply(&summary)).await;
    assert!(unread(head).await.is_empty());
    // The page says it as well, and nobody reads for another.
    let page = partner.get("/dossiers/d").await.body;
    assert_eq!(page.matches("data-unread=\"\"").count(), 2);
    assert_eq!(read(browser("viewer"), json!({})).await.status, 403);
    for nonsense in [json!([budget]), json!({ budget.as_str(): "1" }), json!(1)] {
        assert_eq!(read(partner, nonsense).await.status, 422);
    }
}

#[tokio::test]
async fn whoever_is_concerned_and_may_hear_it_is_known_when_it_is_done() {
    let server = with_everybody().await;
    let store = &server.store;
    let member =
        |name: &'static str| async move { store.membership("d", name).await.unwrap().unwrap() };
    let place = whole(SectionId::Review);
    let text = "@editor (personne fictive) ?".to_owned();
    let open = Act::Open { kind: Kind::Comment, place, text, mentions: vec!["editor".to_owned()] };
    let opened = said(store, "d", &member("head").await, open).await.unwrap();
    let (thread, remark) = (opened.thread.id.clone(), opened.thread.remarks[0].id.clone());
    let news = |account: &str, what| News { account: account.to_owned(), what };
    assert_eq!(opened.news, [news("editor", What::Named { remark })]);
    let reply = |text: &str| Act::Reply {
        thread: thread.clone(),
        text: text.to_owned(),
        mentions: Vec::new(),
    };
    let answered = said(store, "d", &member("editor").await, reply("Oui.")).await.unwrap();
    let remark = answered.thread.remarks[1].id.clone();
    assert_eq!(answered.news, [news("head", What::Answered { remark })]);
    // Who may not hear the section any more is not told of it.
    store.assign_role("d", "editor", Role::Partner, NOON).await.unwrap();
    let again = said(store, "d", &member("lead").await, reply("Bien.")).await.unwrap();
    let remark = again.thread.remarks[2].id.clone();
    assert_eq!(again.news, [news("head", What::Answered { remark })]);
    let assign = Act::Assign { thread: thread.clone(), to: "head".to_owned(), due: None };
    let given = said(store, "d", &member("lead").await, assign).await.unwrap();
    assert_eq!(given.news, [news("head", What::Given)]);
}
