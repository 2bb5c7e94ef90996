//! Who can live with which section: who may say so, that everybody hears it, what becomes of it
//! when the text changes or a reservation is made; and the warning before a text that seems to name
//! a pupil.

use crate::site::access::{MEMBERS, with_everybody};
use crate::store::databases::{Fresh, both_stores};
use crate::support::{Answer, Browser, NOON, TestServer, a_dossier, add_accounts, answer, email};
use crate::threads::remarks::{act, opens, remark, whole};
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::notifications::Kind as Told;
use dossier::rights::{Action, Role, may};
use dossier::threads::Kind;
use dossier::threads::consent::State;
use reqwest::Method;
use reqwest::header::ORIGIN;
use serde_json::{Value as Json, json};
use server::store::threads::consent::Reserved;
use server::store::{Store, StoreError};
use std::time::{Duration, Instant};

both_stores! {
    one_consents_or_reserves_and_never_both,
    consents_are_those_of_members_and_of_the_state_that_they_saw,
}

const BUDGET: SectionId = SectionId::Budget;

fn state(seq: i64) -> State {
    State { seq, digest: format!("{seq:064}") }
}

async fn with(fresh: &Fresh) -> Store {
    let store = fresh.open().await;
    add_accounts(&store, &["claire", "mairie"]).await;
    let members = [("claire", Role::Lead), ("mairie", Role::Partner)];
    store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    store
}

async fn who(store: &Store) -> Vec<String> {
    let consents = store.consents("d").await.unwrap().into_iter();
    consents.map(|one| format!("{} {} {}", one.by.account, one.section.name(), one.seq)).collect()
}

async fn one_consents_or_reserves_and_never_both(fresh: Fresh) {
    let store = with(&fresh).await;
    let consents = |account: &'static str, reserved| {
        let store = store.clone();
        async move { store.consent("d", BUDGET, account, &state(1), reserved, NOON).await }
    };
    assert_eq!(consents("mairie", Reserved::Stays).await.unwrap(), Vec::<String>::new());
    assert_eq!(consents("claire", Reserved::Stays).await.unwrap(), Vec::<String>::new());
    // A reservation ends the consent of who makes it, there and nowhere else.
    let (summary, seen) = (SectionId::Summary, state(1));
    store.consent("d", summary, "mairie", &seen, Reserved::Stays, NOON).await.unwrap();
    let place = whole(BUDGET);
    let first = remark("mairie", "Trop cher.");
    let thread = store.open_thread("d", Kind::Reservation, &place, &first).await.unwrap();
    assert_eq!(who(&store).await, ["claire budget 1", "mairie summary 1"]);
    let refused = consents("mairie", Reserved::Stays).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    assert_eq!(consents("mairie", Reserved::Lifted).await.unwrap(), [thread.id.as_str()]);
    let lifted = store.thread("d", &thread.id).await.unwrap();
    assert!(lifted.resolved.is_some() && lifted.version > thread.version);
    assert_eq!(who(&store).await.len(), 3);
    // Who makes it again consents no more; an answer of somebody else makes nothing.
    store.reply(&thread.id, &remark("claire", "Merci.")).await.unwrap();
    assert_eq!(who(&store).await.len(), 3);
    store.resolve(&thread.id, None).await.unwrap();
    assert_eq!(who(&store).await, ["claire budget 1", "mairie summary 1"]);
    // A comment says nothing of it.
    store.open_thread("d", Kind::Comment, &place, &remark("claire", "a")).await.unwrap();
    assert_eq!(who(&store).await.len(), 2);
}

async fn consents_are_those_of_members_and_of_the_state_that_they_saw(fresh: Fresh) {
    let store = with(&fresh).await;
    for seq in [1, 7] {
        let done =
            store.consent("d", BUDGET, "mairie", &state(seq), Reserved::Stays, NOON + seq).await;
        done.unwrap();
    }
    let consents = store.consents("d").await.unwrap();
    assert_eq!((consents[0].seq, consents[0].at), (7, NOON + 7));
    assert_eq!((consents[0].digest.as_str(), consents.len()), (&*state(7).digest, 1));
    assert_eq!(consents[0].by.name, "mairie (personne fictive)");
    let nowhere = store.consent("x", BUDGET, "mairie", &state(1), Reserved::Stays, NOON).await;
    assert!(matches!(nowhere, Err(StoreError::Conflict)), "{nowhere:?}");
    assert_eq!(store.consents("x").await.unwrap(), []);
    store.withdraw_consent("d", BUDGET, "claire").await.unwrap();
    assert_eq!(who(&store).await, ["mairie budget 7"]);
    store.remove_member("d", "mairie", NOON).await.unwrap();
    assert_eq!(who(&store).await, Vec::<String>::new());
    store.set_membership("d", "mairie", Role::Partner, NOON).await.unwrap();
    store.withdraw_consent("d", BUDGET, "mairie").await.unwrap();
    assert_eq!(who(&store).await, Vec::<String>::new());
}

/// What a page says of a section as a whole.
fn of_section<'a>(page: &'a str, section: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!(" id=\"position-{section}\""))?;
    rest.split("data-js=\"consent-section\"").next()
}

/// What the form beside a section sends: the state that the page showed, and what is said.
async fn says(browser: &Browser, section: &str, what: &str) -> Answer {
    let page = browser.get("/dossiers/d/fils").await.body;
    let of = of_section(&page, section);
    let value = |name: &str| {
        let rest = of.and_then(|part| part.split(&format!("name=\"{name}\" value=\"")).nth(1));
        rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    let (seq, seen) = (value("seq"), value("seen"));
    let form = [("section", section), ("act", what), ("seq", &seq), ("seen", &seen)];
    browser.post("/dossiers/d/positions", &form).await
}

/// The stances of a section as a page shows them: each its kind, in their order.
fn shown(page: &str, section: &str) -> Vec<String> {
    let of = of_section(page, section);
    let kinds = of.unwrap_or_default().split("data-stance=\"").skip(1);
    kinds.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test]
async fn whoever_makes_the_dossier_says_what_they_can_live_with_and_nobody_else() {
    let server = TestServer::spawn().await;
    let members: Vec<(&str, Role)> = MEMBERS
        .into_iter()
        .chain([
            ("parents", Role::Contributor),
            ("appui", Role::Support),
            ("rectorat", Role::Academy),
        ])
        .collect();
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).chain(["stranger"]).collect();
    add_accounts(&server.store, &names).await;
    server.store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    let seen = "0".repeat(32);
    let mut consents = 0;
    for (name, role) in members {
        let browser = server.signed_in(&email(name)).await;
        for section in SectionId::ALL {
            let form =
                [("section", section.name()), ("act", "consent"), ("seq", "1"), ("seen", &seen)];
            let answer = browser.post("/dossiers/d/positions", &form).await;
            let allowed = may(role, Some(section), Action::Consent);
            assert_eq!(answer.status, if allowed { 303 } else { 403 }, "{name} {section:?}");
            consents += usize::from(allowed);
        }
    }
    assert_eq!(server.store.consents("d").await.unwrap().len(), consents);
    let stranger = server.signed_in(&email("stranger")).await;
    assert_eq!(says(&stranger, "budget", "consent").await.status, 404);
    let head = server.signed_in(&email("head")).await;
    for wrong in [
        [("section", "nothing"), ("act", "consent"), ("seq", "1"), ("seen", &seen)],
        [("section", "budget"), ("act", "everything"), ("seq", "1"), ("seen", &seen)],
        [("section", "budget"), ("act", "consent"), ("seq", "0"), ("seen", &seen)],
        [("section", "budget"), ("act", "consent"), ("seq", "1"), ("seen", "<b>")],
        [("section", "budget"), ("act", "reserve"), ("seq", "1"), ("seen", "")],
    ] {
        let answer = head.post("/dossiers/d/positions", &wrong).await;
        assert_eq!(answer.status, 400, "{wrong:?}");
    }
    let foreign = head.request(Method::POST, "/dossiers/d/positions");
    let foreign = foreign.header(ORIGIN, "http://evil.example").form(&[("section", "budget")]);
    assert_eq!(answer(foreign).await.status, 403);
}

#[tokio::test]
async fn a_consent_is_heard_at_once_and_says_when_the_text_has_changed() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    let head = server.signed_in(&email("head")).await;
    let tab = server.tab("head", Role::Head).await;
    let answer = says(&partner, "summary", "consent").await;
    assert_eq!(answer.location(), "/dossiers/d#position-summary");
    tab.until("the consent", |state| {
        state.heard.iter().any(|(section, ..)| *section == SectionId::Summary)
    })
    .await;
    let page = head.get("/dossiers/d").await;
    assert_eq!(shown(&page.body, "summary"), ["consents"]);
    page.shows("partner (personne fictive)").hides("Le texte a changé depuis");
    write(&server, "Début en mai.").await;
    let page = head.get("/dossiers/d/fils").await;
    assert_eq!(shown(&page.body, "summary"), ["changed"]);
    page.shows("Le texte a changé depuis").hides("Confirmer");
    partner.get("/dossiers/d/fils").await.shows("Confirmer");
    says(&partner, "summary", "consent").await;
    assert_eq!(shown(&head.get("/dossiers/d/fils").await.body, "summary"), ["consents"]);
    says(&partner, "summary", "withdraw").await;
    assert_eq!(shown(&head.get("/dossiers/d/fils").await.body, "summary"), Vec::<String>::new());
}

async fn write(server: &TestServer, words: &str) {
    let ops = vec![Op::insert(words), Op::delete(u32::MAX)];
    let edits = vec![Edit::Text { path: Path::field("summary.tagline"), ops }];
    server.rooms.edit("d", "lead", SectionId::Summary, edits).await.unwrap();
}

#[tokio::test]
async fn a_reservation_tells_those_who_write_the_section_and_is_lifted_by_its_author() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    says(&partner, "budget", "consent").await;
    // Without script.
    let form = [("section", "budget"), ("act", "reserve"), ("text", "Trop cher pour nous.")];
    assert_eq!(partner.post("/dossiers/d/positions", &form).await.status, 303);
    let page = partner.get("/dossiers/d").await;
    assert_eq!(shown(&page.body, "budget"), ["reserves"]);
    page.shows("Lever ma réserve");
    let told = |account: &'static str| {
        let store = server.store.clone();
        async move {
            let notices = store.notifications(account, 9).await.unwrap();
            notices.into_iter().map(|notice| (notice.kind, notice.words)).collect::<Vec<_>>()
        }
    };
    let words = || "Trop cher pour nous.".to_owned();
    for account in ["head", "lead", "editor"] {
        assert_eq!(told(account).await, [(Told::Reserved, words())], "{account}");
    }
    for account in ["partner", "viewer", "stranger"] {
        assert_eq!(told(account).await, [], "{account}");
    }
    // One has one stance; the other's reservation is not mine to lift.
    assert_eq!(says(&partner, "budget", "consent").await.status, 409);
    let lead = server.signed_in(&email("lead")).await;
    assert_eq!(says(&lead, "budget", "lift").await.status, 303);
    assert_eq!(shown(&lead.get("/dossiers/d").await.body, "budget"), ["reserves", "consents"]);
    assert_eq!(says(&partner, "budget", "lift").await.status, 303);
    assert_eq!(shown(&lead.get("/dossiers/d").await.body, "budget"), ["consents", "consents"]);
    let expected = [(Told::Lifted, words()), (Told::Reserved, words())];
    assert_eq!(told("head").await, expected);
}

#[tokio::test]
async fn a_text_that_seems_to_name_a_pupil_is_sent_by_who_was_warned() {
    let server = with_everybody().await;
    let partner = server.signed_in(&email("partner")).await;
    let words = "Léa en CM2 a peur des hauteurs.";
    let warned: Json =
        serde_json::from_str(&act(&partner, opens("budget", words)).await.body).unwrap();
    let warning = warned["warning"].as_str().unwrap();
    assert!(warning.contains("Léa en CM2") && warning.contains("Envoyer quand même"), "{warning}");
    assert_eq!(server.store.threads("d").await.unwrap(), []);
    let sure =
        partner.request(Method::POST, "/dossiers/d/fils?sure=1").header(ORIGIN, &partner.base);
    let sent = answer(sure.json(&opens("budget", words))).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let thread = server.store.threads("d").await.unwrap().remove(0);
    assert_eq!(thread.remarks[0].text, words);
    // Also in an answer and in other words; what is withdrawn or settled says nothing.
    let (id, first) = (&thread.id, &thread.remarks[0].id);
    for warns in [
        json!({ "do": "reply", "thread": id, "text": "Elle a un PAI." }),
        json!({ "do": "rewrite", "thread": id, "remark": first, "text": "Hugo est autiste." }),
    ] {
        assert!(act(&partner, warns).await.body.contains("warning"));
    }
    assert_eq!(act(&partner, json!({ "do": "resolve", "thread": id })).await.status, 200);
    // Without script the draft comes back, and is sent by the other button.
    let mut form = vec![("section", "budget"), ("act", "reserve"), ("text", words)];
    let draft = partner.post("/dossiers/d/positions", &form).await;
    assert_eq!(draft.status, 422);
    draft.shows("Relire avant d’envoyer").shows(&format!(">\n{words}</textarea>"));
    form.push(("sure", "1"));
    assert_eq!(partner.post("/dossiers/d/positions", &form).await.status, 303);
    assert_eq!(server.store.threads("d").await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_a_text_seems_to_tell_is_noted_for_those_who_can_change_it() {
    let server = with_everybody().await;
    write(&server, "Sortie avec Hugo en CM1 le 4 mai.").await;
    // It is looked for after the first answer, which nobody waits for it.
    let (lead, then) = (server.signed_in(&email("lead")).await, Instant::now());
    while !lead.get("/dossiers/d/fils").await.body.contains("role=\"note\"") {
        assert!(then.elapsed() < Duration::from_secs(20), "nothing is noted");
    }
    lead.get("/dossiers/d/fils").await.shows("Hugo en CM1");
    server.signed_in(&email("partner")).await.get("/dossiers/d/fils").await.hides("role=\"note\"");
    write(&server, "Sortie des CM1 le 4 mai.").await;
    server.signed_in(&email("lead")).await.get("/dossiers/d/fils").await.hides("Hugo");
}
