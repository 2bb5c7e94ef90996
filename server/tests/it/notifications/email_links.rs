//! What the links in e-mails do for who holds them, and for nobody else: answering and ending
//! e-mails without signing in. The server sends the e-mails itself, into files.

use crate::site::access::fill;
use crate::support::{Answer, Browser, TestServer, answer, email};
use dossier::notifications::Kind;
use dossier::notifications::email::EmailPace;
use dossier::rights::Role;
use dossier::threads::Thread;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, ORIGIN};
use serde_json::{Value as Json, json};
use server::config::Config;
use server::mail::{Mail, StoredEmail};
use server::store::notifications::email_links::{Link, NewLink, Purpose};
use std::time::Duration;

/// What is due is sent at once.
async fn with_emails() -> TestServer {
    let server = TestServer::spawn_with(&[("PREAU_EMAIL_DELAY", "0")]).await;
    fill(&server).await;
    server
}

async fn act(browser: &Browser, act: Json) -> Answer {
    let request = browser.request(Method::POST, "/dossiers/d/fils");
    answer(request.header(ORIGIN, &browser.base).json(&act)).await
}

/// The lead names the partner beside the budget.
async fn mention(lead: &Browser, words: &str) -> Thread {
    let text = format!("@partner (personne fictive) {words}");
    let place = json!({ "section": "budget" });
    let open = json!({ "do": "open", "kind": "comment", "place": place, "text": text,
        "mentions": ["partner"] });
    serde_json::from_str(&act(lead, open).await.body).unwrap()
}

/// Waits until so many e-mails have left, and reads the last one.
async fn sent_email(server: &TestServer, count: usize) -> StoredEmail {
    let mut config = Config::read(|_| None).unwrap();
    config.data = server.directory.path().join("data");
    let mail =
        Mail::new(config.smtp.as_ref(), config.mail_from.clone(), config.mail_directory()).unwrap();
    for _ in 0..200 {
        let sent = server.store.logged_emails(100).await.unwrap();
        let mut files = sent.iter().filter_map(|email| email.file.as_ref());
        if sent.iter().filter(|email| email.file.is_some()).count() >= count {
            return mail.stored(files.next().unwrap()).await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no e-mail left: {:?}", server.store.logged_emails(100).await);
}

/// The 32 signs after that.
fn token<'k>(kept: &'k StoredEmail, after: &str) -> &'k str {
    &kept.text.split_once(after).unwrap().1[..32]
}

fn code(kept: &StoredEmail) -> &str {
    &kept.text.split_once("ce code\u{a0}: ").unwrap().1[..11]
}

const CLOSED: &str = "Ce lien ou ce code ne vaut plus";

#[tokio::test]
async fn one_answers_from_a_email_without_signing_in() {
    let server = with_emails().await;
    let lead = server.signed_in(&email("lead")).await;
    let tab = server.tab("lead", Role::Lead).await;
    let thread = mention(&lead, "qui paie ?").await;
    let kept = sent_email(&server, 1).await;
    let (held, typed) = (token(&kept, "/repondre#").to_owned(), code(&kept).to_owned());
    assert!(kept.text.contains(&format!("http://{}/dossiers/d#fil-{}", server.address, thread.id)));

    let phone = server.browser();
    let asks = phone.get("/repondre").await;
    asks.shows("id=\"join\"").hides("qui paie");
    let page = phone.post("/repondre", &[("code", &held)]).await;
    page.shows("@partner (personne fictive)</span> qui paie ?").shows("Une cour pour tous");
    page.shows("partner (personne fictive)").hides("data-act");
    assert_eq!(page.header("x-robots-tag"), "noindex");
    let empty = phone.post("/repondre/envoyer", &[("code", &held), ("text", " \n")]).await;
    assert_eq!(empty.status, 422);
    empty.shows("Écrivez une réponse");
    for _ in 0..2 {
        let sent =
            phone.post("/repondre/envoyer", &[("code", &held), ("text", "La commune.")]).await;
        assert_eq!((sent.status.as_u16(), sent.location()), (303, "/repondre/merci"));
        assert_eq!(sent.header("set-cookie"), "", "nobody is signed in by it");
    }
    phone.get("/repondre/merci").await.shows("Votre réponse est dans le dossier");
    assert!(phone.get("/dossiers").await.location().starts_with("/connexion"));
    tab.until("the answer", |state| state.heard.len() == 2).await;
    let now = server.store.thread("d", &thread.id).await.unwrap();
    assert_eq!(now.remarks.len(), 2, "sent twice, said once");
    assert_eq!(
        (now.remarks[1].by.account.as_str(), now.remarks[1].text.as_str()),
        ("partner", "La commune.")
    );
    lead.get("/avis").await.shows("La commune.");
    assert_eq!(server.store.unread("partner").await.unwrap(), 0, "who answers has read it");

    // The code is the same as the link; both together answer five times.
    for (held, words) in [(&typed, "2"), (&held, "3"), (&typed, "4"), (&held, "5")] {
        let sent = phone.post("/repondre/envoyer", &[("code", held), ("text", words)]).await;
        assert_eq!(sent.location(), "/repondre/merci", "{words}: {}", sent.body);
    }
    for held in [&typed, &held] {
        let sent = phone.post("/repondre/envoyer", &[("code", held), ("text", "6")]).await;
        assert_eq!(sent.status, 422);
        sent.shows(CLOSED).hides("qui paie");
    }
    assert_eq!(server.store.thread("d", &thread.id).await.unwrap().remarks.len(), 6);
}

#[tokio::test]
async fn an_answer_that_seems_to_name_a_pupil_is_read_again_before_it_is_said() {
    let server = with_emails().await;
    let lead = server.signed_in(&email("lead")).await;
    let thread = mention(&lead, "qui demande ?").await;
    let kept = sent_email(&server, 1).await;
    let phone = server.browser();
    let mut form = vec![("code", code(&kept)), ("text", "Léa en CM2 le demande.")];

    let warned = phone.post("/repondre/envoyer", &form).await;
    assert_eq!(warned.status, 422);
    warned.shows("semble nommer un élève").shows("le demande.</textarea>");
    assert_eq!(server.store.thread("d", &thread.id).await.unwrap().remarks.len(), 1);

    form.push(("sure", "1"));
    assert_eq!(phone.post("/repondre/envoyer", &form).await.location(), "/repondre/merci");
    assert_eq!(server.store.thread("d", &thread.id).await.unwrap().remarks.len(), 2);
}

#[tokio::test]
async fn a_link_is_worth_what_its_holder_may_at_that_moment() {
    let server = with_emails().await;
    let lead = server.signed_in(&email("lead")).await;
    let thread = mention(&lead, "qui paie ?").await;
    let kept = sent_email(&server, 1).await;
    let held = token(&kept, "/repondre#").to_owned();
    let phone = server.browser();
    let closed = async |held: &str, why: &str| {
        for path in ["/repondre", "/repondre/envoyer"] {
            let answer = phone.post(path, &[("code", held), ("text", "Moi.")]).await;
            assert_eq!(answer.status, 422, "{why}");
            answer.shows(CLOSED).hides("qui paie").hides("Une cour pour tous");
        }
    };
    closed("", "nothing").await;
    closed(&"a".repeat(32), "made up").await;
    closed(token(&kept, "/courriels/arret/"), "it ends e-mails and does nothing else").await;
    let others = NewLink {
        digest: server::tokens::HeldToken::parse(&"b".repeat(32)).unwrap().digest,
        code_digest: None,
        link: Link {
            account: "partner".to_owned(),
            dossier: "d".to_owned(),
            purpose: Purpose::Reply { thread: thread.id.clone(), uses: 5 },
        },
        expires_at: server::clock::now() - 1,
    };
    server.store.add_links(&[others]).await.unwrap();
    closed(&"b".repeat(32), "expired").await;
    server.store.set_membership("d", "partner", Role::Viewer, 0).await.unwrap();
    closed(&held, "may not hear it").await;
    server.witness().await.expel("d", "partner").await;
    closed(&held, "no member").await;
    server.store.set_membership("d", "partner", Role::Partner, 0).await.unwrap();
    phone.post("/repondre", &[("code", &held)]).await.shows("qui paie ?");
    // Another site's form is refused, as everywhere.
    let form = [("code", held.as_str()), ("text", "Moi.")];
    let foreign = phone.request(Method::POST, "/repondre/envoyer").form(&form);
    assert_eq!(answer(foreign.header(ORIGIN, "http://evil.example")).await.status, 403);
    let own = thread.remarks[0].id.clone();
    act(&lead, json!({ "do": "withdraw", "thread": thread.id, "remark": own })).await;
    closed(&held, "the thread is gone").await;
}

#[tokio::test]
async fn a_mail_program_ends_emails_and_who_only_looks_does_not() {
    let server = with_emails().await;
    let lead = server.signed_in(&email("lead")).await;
    mention(&lead, "qui paie ?").await;
    let kept = sent_email(&server, 1).await;
    let path = format!("/courriels/arret/{}", token(&kept, "/courriels/arret/"));
    let header = format!("List-Unsubscribe: <http://{}{path}>", server.address);
    assert!(kept.head.lines().any(|line| line == header), "{}", kept.head);
    let anybody = server.browser();
    let page = anybody.get(&path).await;
    page.shows("Une cour pour tous").shows("On me mentionne").shows("Ne plus rien envoyer");
    page.hides("On me confie");
    assert!(!page.body.contains("name=\"next\" value=\"/courriels"), "{}", page.body);
    assert!(server.store.email_settings("d").await.unwrap().is_empty(), "looking changes nothing");
    anybody.post(&path, &[("kind", "mention")]).await.shows("On me mentionne");
    let mentions = [(Kind::Mention, EmailPace::Never)];
    assert_eq!(server.store.email_settings_of("partner", "d").await.unwrap(), mentions);

    // No cookie, no origin: RFC 8058, both ways of sending a form.
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n\
                     One-Click\r\n--x--\r\n";
    let ways = [
        ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
        ("multipart/form-data; boundary=x", multipart),
    ];
    for (kind, body) in ways {
        server
            .store
            .set_email_settings("partner", "d", &[(Kind::Role, EmailPace::Daily)])
            .await
            .unwrap();
        let request = server.browser().request(Method::POST, &path);
        let done = answer(request.header(CONTENT_TYPE, kind).body(body)).await;
        assert_eq!(done.status, 200, "no redirection: {kind}");
        let mut ended = server.store.email_settings_of("partner", "d").await.unwrap();
        ended.sort();
        assert_eq!(ended, Kind::ALL.map(|kind| (kind, EmailPace::Never)));
    }
    for wrong in ["a".repeat(32), token(&kept, "/repondre#").to_owned(), "x".to_owned()] {
        let path = format!("/courriels/arret/{wrong}");
        let answered = anybody.post(&path, &[]).await;
        assert_eq!(anybody.get(&path).await.status, 404);
        assert_eq!(answered.status, 404);
        answered.shows("Ce lien ne vaut plus").hides("Une cour pour tous");
    }
    // Who left learns nothing more of the dossier, and can still end its e-mails.
    server.witness().await.expel("d", "partner").await;
    let page = anybody.get(&path).await;
    page.hides("Une cour pour tous").shows("Ne plus rien envoyer");
}

#[tokio::test]
async fn a_email_that_waited_leaves_after_a_restart_in_the_language_of_the_pages() {
    let server = TestServer::spawn_with(&[("PREAU_EMAIL_DELAY", "1")]).await;
    fill(&server).await;
    let lead = server.signed_in(&email("lead")).await;
    let partner = server.signed_in(&email("partner")).await;
    partner.post("/preferences", &[("lang", "en")]).await;
    mention(&lead, "qui paie ?").await;
    assert!(server.store.logged_emails(1).await.unwrap().is_empty());
    let server = server.restart().await;
    let kept = sent_email(&server, 1).await;
    assert!(kept.text.starts_with("Hello partner (personne fictive),"), "{}", kept.text);
    assert_eq!(server.store.logged_emails(10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn who_looks_after_the_server_sees_its_emails_and_to_others_the_page_is_not_there() {
    let settings = [("PREAU_EMAIL_DELAY", "0"), ("PREAU_ADMINS", "Viewer@ecole.example")];
    let server = TestServer::spawn_with(&settings).await;
    fill(&server).await;
    let lead = server.signed_in(&email("lead")).await;
    mention(&lead, "qui paie ?").await;
    let kept = sent_email(&server, 1).await;
    let id = server.store.logged_emails(1).await.unwrap()[0].id.clone();
    let admin = server.signed_in(&email("viewer")).await;
    let list = admin.get("/administration/courriels").await;
    list.shows("partner@ecole.example").shows("Envoyé").shows("On me mentionne");
    list.shows(&format!("/administration/courriels/{id}"));
    let page = admin.get(&format!("/administration/courriels/{id}")).await;
    page.shows("qui paie ?").shows(token(&kept, "/repondre#")).shows("List-Unsubscribe-Post");
    assert_eq!(admin.get("/administration/courriels/x").await.status, 404);
    admin.get("/dossiers").await.shows("/administration/courriels");
    // Also who is called an administrator in a dossier is nobody here.
    let dossiers = server.signed_in(&email("admin")).await;
    dossiers.get("/dossiers").await.hides("/administration");
    let (list, one) = ("/administration/courriels", format!("/administration/courriels/{id}"));
    for browser in [&server.browser(), &lead, &dossiers] {
        for method in [Method::GET, Method::POST, Method::PUT] {
            for path in [list, one.as_str()] {
                let asked = async |path: &str| {
                    let request = browser.request(method.clone(), path);
                    let answer = answer(request.header(ORIGIN, &browser.base)).await;
                    // The routes of a free program are no secret: `Allow` names those of this one.
                    let names = answer.headers.keys().filter(|name| *name != "allow").cloned();
                    let names: Vec<_> = names.collect();
                    (answer.status, names, answer.body.replace(path, "…"))
                };
                assert_eq!(asked(path).await, asked("/nulle-part").await, "{method} {path}");
            }
        }
    }
}
