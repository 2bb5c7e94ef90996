//! What people are told of: kept on both databases, counted, read, heard at once by one person and
//! by nobody else, and gone with the right to hear it.

use crate::site::access::with_everybody;
use crate::store::databases::{Fresh, both_stores};
use crate::support::{Answer, Browser, NOON, a_dossier, add_accounts, answer, email};
use dossier::form::SectionId;
use dossier::notifications::email::EmailSchedule;
use dossier::notifications::{Decision, Event, Kind};
use dossier::rights::Role;
use dossier::threads::{Anchor, Kind as Sort, Thread};
use reqwest::Method;
use reqwest::header::ORIGIN;
use serde_json::{Value as Json, json};
use server::acts::notifications::keep;
use server::store::Store;
use server::store::notifications::Which;
use server::store::threads::NewRemark;
use uuid::Uuid;

both_stores! {
    each_is_told_once_and_reads_it_once,
    what_is_taken_back_or_may_not_be_heard_any_more_is_not_shown,
    every_kind_of_notice_is_kept_as_it_was_made,
    what_is_old_is_forgotten,
}

const SCHEDULE: EmailSchedule = EmailSchedule { delay: 180_000, digest_hour: 5 };

fn remark(account: &str, text: &str) -> NewRemark {
    let id = Uuid::now_v7().to_string();
    NewRemark { id, account: account.to_owned(), at: NOON, text: text.to_owned() }
}

async fn with_dossier(fresh: &Fresh) -> Store {
    let store = fresh.open().await;
    add_accounts(&store, &["claire", "yanis", "mairie"]).await;
    let members = [("claire", Role::Lead), ("yanis", Role::Editor), ("mairie", Role::Partner)];
    store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    store
}

async fn opened(store: &Store, section: SectionId) -> Thread {
    let place = Anchor { section, path: None, span: None, quote: String::new() };
    store.open_thread("d", Sort::Comment, &place, &remark("mairie", "Qui paie ?")).await.unwrap()
}

async fn said(store: &Store, by: &str, thread: &Thread, named: &[&str], at: i64) -> Vec<String> {
    let named: Vec<String> = named.iter().map(|name| (*name).to_owned()).collect();
    let event = Event::Remark { thread, named: &named };
    keep(store, "d", by, event, at, SCHEDULE).await.unwrap()
}

async fn each_is_told_once_and_reads_it_once(fresh: Fresh) {
    let store = with_dossier(&fresh).await;
    let thread = opened(&store, SectionId::Budget).await;
    assert_eq!(said(&store, "mairie", &thread, &[], NOON).await, ["claire"], "who leads hears it");
    let thread = store.reply(&thread.id, &remark("claire", "Le FIP.")).await.unwrap();
    assert_eq!(said(&store, "claire", &thread, &["yanis"], NOON + 1).await, ["mairie", "yanis"]);
    let hers = store.notifications("mairie", 10).await.unwrap();
    assert_eq!(hers.len(), 1);
    assert_eq!((hers[0].kind, hers[0].words.as_str()), (Kind::Reply, "Le FIP."));
    assert_eq!(
        (hers[0].by.as_str(), hers[0].title.as_str()),
        ("claire (personne fictive)", "Une cour pour tous")
    );
    assert_eq!(hers[0].thread.as_ref(), Some(&thread.id));
    let his = store.notifications("yanis", 10).await.unwrap();
    assert_eq!((his[0].kind, his[0].section), (Kind::Mention, Some(SectionId::Budget)));

    let unread = async |account: &str| store.unread(account).await.unwrap();
    assert_eq!((unread("claire").await, unread("yanis").await, unread("mairie").await), (1, 1, 1));
    // One that came after the page was shown stays unread.
    let thread = store.reply(&thread.id, &remark("yanis", "Ou la région.")).await.unwrap();
    said(&store, "yanis", &thread, &[], NOON + 5).await;
    assert_eq!(unread("mairie").await, 2);
    assert!(store.mark_read("mairie", Which::Until(NOON + 4), NOON + 9).await.unwrap());
    assert!(!store.mark_read("mairie", Which::Until(NOON + 4), NOON + 9).await.unwrap());
    assert_eq!(unread("mairie").await, 1);
    // Somebody else's notification is not one's own to read.
    assert!(!store.mark_read("claire", Which::About(&his[0].id), NOON + 9).await.unwrap());
    assert!(store.mark_read("yanis", Which::About(&his[0].id), NOON + 9).await.unwrap());
    assert!(store.mark_read("mairie", Which::About(&thread.id), NOON + 9).await.unwrap());
    assert_eq!((unread("yanis").await, unread("mairie").await), (0, 0));
    let order: Vec<i64> =
        store.notifications("mairie", 10).await.unwrap().iter().map(|one| one.at - NOON).collect();
    assert_eq!(order, [5, 1], "the newest first");
    assert_eq!(store.notifications("mairie", 1).await.unwrap().len(), 1);
    store.forget_notifications(NOON + 5).await.unwrap();
    assert_eq!(
        store.notifications("mairie", 10).await.unwrap().len(),
        1,
        "the old ones are forgotten"
    );
}

async fn what_is_taken_back_or_may_not_be_heard_any_more_is_not_shown(fresh: Fresh) {
    let store = with_dossier(&fresh).await;
    let thread = opened(&store, SectionId::Budget).await;
    let thread = store.reply(&thread.id, &remark("claire", "Le FIP.")).await.unwrap();
    said(&store, "claire", &thread, &[], NOON).await;
    let own = thread.remarks[1].id.clone();
    store.rewrite(&thread.id, &own, "claire", "Le FIP, je crois.").await.unwrap();
    assert_eq!(store.notifications("mairie", 10).await.unwrap()[0].words, "Le FIP, je crois.");

    store.assign_role("d", "mairie", Role::Viewer, NOON).await.unwrap();
    assert_eq!(store.unread("mairie").await.unwrap(), 0);
    assert!(store.notifications("mairie", 10).await.unwrap().is_empty());
    store.remove_member("d", "mairie", NOON).await.unwrap();
    assert!(store.notifications("mairie", 10).await.unwrap().is_empty());
    store.set_membership("d", "mairie", Role::Partner, NOON).await.unwrap();
    assert_eq!(store.unread("mairie").await.unwrap(), 1, "who may again sees what there was");

    store.withdraw(&thread.id, &own, "claire").await.unwrap();
    assert!(
        store.notifications("mairie", 10).await.unwrap().is_empty(),
        "what was taken back is gone"
    );
}

async fn every_kind_of_notice_is_kept_as_it_was_made(fresh: Fresh) {
    let store = with_dossier(&fresh).await;
    let to = ["yanis".to_owned()];
    let long = "é".repeat(1000);
    let section = SectionId::Calendar;
    let decision = Decision::Taken;
    for (n, event) in [
        Event::Assigned { section, thread: None, what: &long, to: &to },
        Event::Decided { section, thread: None, what: "une cour", author: "yanis", decision },
        Event::Role { to: "yanis", role: Role::Partner },
    ]
    .into_iter()
    .enumerate()
    {
        let told =
            keep(&store, "d", "claire", event, NOON + i64::try_from(n).unwrap(), SCHEDULE).await;
        assert_eq!(told.unwrap(), ["yanis"]);
    }
    let all = store.notifications("yanis", 10).await.unwrap();
    let kept: Vec<_> = all.iter().map(|one| (one.kind, one.section, one.detail.as_str())).collect();
    let section = Some(section);
    assert_eq!(
        kept,
        [
            (Kind::Role, None, "partner"),
            (Kind::Decided, section, "taken"),
            (Kind::Assignment, section, ""),
        ]
    );
    assert_eq!(all[2].words.chars().count(), 280);
}

async fn what_is_old_is_forgotten(fresh: Fresh) {
    let store = with_dossier(&fresh).await;
    for (role, at) in [(Role::Editor, NOON), (Role::Partner, NOON + 1)] {
        let given = Event::Role { to: "yanis", role };
        keep(&store, "d", "claire", given, at, SCHEDULE).await.unwrap();
    }
    store.forget_notifications(NOON + 1).await.unwrap();
    let left = store.notifications("yanis", 10).await.unwrap();
    assert_eq!(left.iter().map(|one| one.detail.as_str()).collect::<Vec<_>>(), ["partner"]);
}

async fn act(browser: &Browser, act: Json) -> Answer {
    let request = browser.request(Method::POST, "/dossiers/d/fils");
    answer(request.header(ORIGIN, &browser.base).json(&act)).await
}

#[tokio::test]
async fn an_answer_is_told_to_the_tabs_of_who_asked_and_to_no_other() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    let lead = server.signed_in(&email("lead")).await;
    let asker = server.tab("partner", Role::Partner).await;
    let speaker = server.tab("lead", Role::Lead).await;
    let other = server.tab("editor", Role::Editor).await;
    let open =
        json!({ "do": "open", "kind": "comment", "place": { "section": "budget" }, "text": "?" });
    let thread: Thread = serde_json::from_str(&act(&partner, open).await.body).unwrap();
    act(&lead, json!({ "do": "reply", "thread": thread.id, "text": "Le FIP." })).await;
    asker.until("the bell", |state| !state.told.is_empty()).await;
    assert_eq!(asker.state().told, [br#"{"unread":1}"#.to_vec()]);
    // Whatever is told after it has passed by those whom it does not concern.
    act(&lead, json!({ "do": "reply", "thread": thread.id, "text": "Et la région." })).await;
    for tab in [&speaker, &other] {
        tab.until("both answers", |state| state.heard.len() == 3).await;
    }
    // The lead was told of the question, and not of what they answered.
    assert_eq!(speaker.state().told, [br#"{"unread":1}"#.to_vec()]);
    assert!(other.state().told.is_empty());
    let page = partner.get("/avis").await;
    page.shows("Le FIP.").shows("2 non lues").shows(&format!("/dossiers/d#fil-{}", thread.id));
    lead.get("/avis").await.hides("Le FIP.");
    assert_eq!(partner.get("/avis/nombre").await.body, "2");

    let read = partner.post("/avis/lus", &[("about", &thread.id)]).await;
    assert_eq!((read.status.as_u16(), read.location()), (303, "/avis"));
    asker
        .until("that nothing is unread", |state| {
            state.told.last().is_some_and(|last| last == br#"{"unread":0}"#)
        })
        .await;
    partner.get("/avis").await.hides("Non lu<").shows("aucune non lue");
}

#[tokio::test]
async fn who_is_given_a_role_or_handed_the_dossier_is_told() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    head.post("/dossiers/d/personnes/viewer/role", &[("role", "editor")]).await;
    let viewer = server.signed_in(&email("viewer")).await;
    viewer.get("/avis").await.shows("head (personne fictive) vous a donné un rôle");
    head.post("/dossiers/d/remettre", &[("to", "editor"), ("sure", "yes")]).await;
    let next = server.signed_in(&email("editor")).await;
    next.get("/avis").await.shows("vous a donné un rôle").shows("1 non lue");
    head.get("/avis").await.hides("vous a donné un rôle");
}

#[tokio::test]
async fn one_chooses_for_one_s_own_dossiers_and_in_words_that_exist() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    partner.get("/avis").await.shows("href=\"/avis/reglages\"");
    let choice = [("dossier", "d"), ("reply", "at_once"), ("mention", "never")];
    let saved = partner.post("/avis/reglages", &choice).await;
    assert_eq!(saved.location(), "/avis/reglages?saved=d#d-d");
    let page = partner.get("/avis/reglages?saved=d").await;
    page.shows("C’est enregistré.");
    let chosen = |name: &str, value: &str| {
        page.body.contains(&format!("name=\"{name}\" value=\"{value}\" checked"))
    };
    assert!(
        chosen("reply", "at_once") && chosen("mention", "never") && chosen("role", "at_once"),
        "{}",
        page.body
    );
    let stranger = server.signed_in(&email("stranger")).await;
    assert_eq!(stranger.post("/avis/reglages", &choice).await.status, 404);
    let wrong = [("dossier", "d"), ("reply", "yearly")];
    assert_eq!(partner.post("/avis/reglages", &wrong).await.status, 400);
    assert_eq!(server.store.email_settings("d").await.unwrap().len(), 2);
}
