//! A forgotten password: found again by an e-mail and by nothing else, once, and whoever was signed
//! in before is out.

use crate::site::access::fill;
use crate::store::databases::{Fresh, both_stores};
use crate::support::letters::{code, letter_to, letters_to, token};
use crate::support::{Browser, NOON, PASSWORD, TestServer, add_accounts, email};
use dossier::rights::Role;
use dossier::sync::close;
use server::store::account::links::{NewAccountLink, Purpose, Renewed};
use server::store::account::sessions::Login;

both_stores! {
    a_link_is_taken_once_and_ends_all_logins,
}

mod story {
    on_both! {
        a_forgotten_password_is_found_again_by_e_mail,
    }
    use super::a_forgotten_password_is_found_again_by_e_mail;
}

const NEW: &str = "un banc sous le tilleul";

async fn ask(browser: &Browser, address: &str) -> crate::support::Answer {
    browser.post("/motdepasse", &[("email", address)]).await
}

async fn a_forgotten_password_is_found_again_by_e_mail(server: TestServer) {
    fill(&server).await;
    // Somebody else is signed in with the old password, and has a dossier open.
    let thief = server.pass("editor").await;
    let tab = server.tab("editor", Role::Editor).await;
    let browser = server.browser();
    browser.get("/connexion").await.shows("href=\"/motdepasse\"");
    ask(&browser, &email("editor")).await.shows("Si un compte a cette adresse");
    let letter = letter_to(&server, &email("editor"), "nouveau mot de passe").await;
    let held = token(&letter);
    assert!(letter.contains(&format!("http://{}/motdepasse/nouveau#", server.address)), "{letter}");

    // Looking at it, or a password that will not do, uses nothing up.
    let form = browser.post("/motdepasse/nouveau", &[("code", &held)]).await;
    form.shows("action=\"/motdepasse/changer\"").shows(&held);
    for wrong in ["court", "motdepasse2026", "editor@ecole.example"] {
        let form = [("code", held.as_str()), ("password", wrong)];
        let answer = browser.post("/motdepasse/changer", &form).await;
        assert_eq!(answer.status, 422, "{wrong}");
        answer.hides(&format!("value=\"{wrong}\""));
    }
    let form = [("code", held.as_str()), ("password", NEW)];
    let done = browser.post("/motdepasse/changer", &form).await;
    assert_eq!(done.location(), "/connexion?password=new");
    browser.get(done.location()).await.shows("Votre mot de passe est changé");

    assert_eq!(tab.ended().await, close::SIGNED_OUT);
    assert_eq!(thief.get("/dossiers").send().await.unwrap().status(), 303);
    assert_eq!(browser.sign_in(&email("editor"), PASSWORD).await.status, 422);
    assert_eq!(browser.sign_in(&email("editor"), NEW).await.status, 303);
    letter_to(&server, &email("editor"), "vient d’être changé").await;
    // Once.
    let again = browser.post("/motdepasse/changer", &form).await;
    assert_eq!(again.status, 422);
    again.shows("ne vaut plus");
}

#[tokio::test]
async fn nobody_learns_whether_an_address_has_an_account() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    let browser = server.browser();
    let known = ask(&browser, &email("claire")).await;
    let unknown = ask(&browser, &email("nobody")).await;
    assert_eq!(known.status, 200);
    assert_eq!(known.body.replace("claire@", "nobody@"), unknown.body);
    assert_eq!(known.headers.keys().count(), unknown.headers.keys().count());
    letter_to(&server, &email("claire"), "nouveau mot de passe").await;
    assert!(letters_to(&server, &email("nobody")).await.is_empty());
    // Nobody's letter box is filled: the one that left stands.
    for _ in 0..3 {
        ask(&browser, &email("claire")).await;
    }
    ask(&browser, &email("nobody")).await;
    server.acts.mail.stop().await;
    assert_eq!(letters_to(&server, &email("claire")).await.len(), 1);
}

#[tokio::test]
async fn without_script_the_code_does_what_the_link_does() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    let browser = server.browser();
    ask(&browser, &email("claire")).await;
    let code = code(&letter_to(&server, &email("claire"), "nouveau mot de passe").await);
    let typed = code.to_lowercase().replace('-', " ");
    let form = [("code", typed.as_str()), ("password", NEW)];
    browser.post("/motdepasse/nouveau", &form[..1]).await.shows("/motdepasse/changer");
    assert_eq!(browser.post("/motdepasse/changer", &form).await.status, 303);
    assert_eq!(browser.sign_in(&email("claire"), NEW).await.status, 303);
}

#[tokio::test]
async fn a_link_never_leads_where_a_request_says_it_came_from() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    let browser = server.browser();
    let request = browser.request(reqwest::Method::POST, "/motdepasse");
    let request = request.header("host", "evil.example").header("origin", "http://evil.example");
    request.form(&[("email", email("claire"))]).send().await.unwrap();
    let letter = letter_to(&server, &email("claire"), "nouveau mot de passe").await;
    assert!(!letter.contains("evil.example"), "{letter}");
}

fn a_link(digest: &str, purpose: Purpose, made_at: i64) -> NewAccountLink {
    NewAccountLink {
        digest: digest.to_owned(),
        code_digest: format!("{digest}-code"),
        account: "claire".to_owned(),
        purpose,
        email: email("claire"),
        created_at: made_at,
        expires_at: made_at + 100,
    }
}

async fn a_link_is_taken_once_and_ends_all_logins(fresh: Fresh) {
    let store = fresh.open().await;
    add_accounts(&store, &["claire", "yanis"]).await;
    for (id, account) in [("hers", "claire"), ("his", "yanis")] {
        let login = Login {
            id: id.to_owned(),
            account_id: account.to_owned(),
            record: "{}".to_owned(),
            expires_at: i64::MAX,
            ..Login::default()
        };
        store.add_login(&login, NOON).await.unwrap();
    }
    let reset = |digest: &str, at| a_link(digest, Purpose::Reset, at);
    assert!(store.add_account_link(&reset("a", NOON), NOON).await.unwrap());
    assert!(!store.add_account_link(&reset("b", NOON + 1), NOON - 1).await.unwrap());
    assert!(store.add_account_link(&reset("c", NOON + 2), NOON + 2).await.unwrap());
    let found = async |digest: &str, purpose, at| {
        store.account_link(digest, purpose, at).await.unwrap().is_some()
    };
    assert!(!found("a", Purpose::Reset, NOON + 3).await, "another took its place");
    assert!(found("c", Purpose::Reset, NOON + 3).await);
    assert!(found("c-code", Purpose::Reset, NOON + 3).await);
    assert!(!found("c", Purpose::Verify, NOON + 3).await);
    assert!(!found("c", Purpose::Reset, NOON + 102).await);
    assert_eq!(store.reset_password("c", "new", NOON + 102).await.unwrap(), None);

    let renewed = Renewed { account: "claire".to_owned(), ended: vec!["hers".to_owned()] };
    assert_eq!(store.reset_password("c", "new", NOON + 3).await.unwrap(), Some(renewed));
    assert_eq!(store.reset_password("c", "newer", NOON + 3).await.unwrap(), None);
    let known = store.credentials(&email("claire")).await.unwrap().unwrap();
    assert_eq!(known.password, "new");
    assert!(store.login("hers", NOON).await.unwrap().is_none());
    assert!(store.login("his", NOON).await.unwrap().is_some());
}
