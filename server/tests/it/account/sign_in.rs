//! Signing in and out: the same answer to whoever guesses, a session that is nobody else's.

use crate::people::joining::invite;
use crate::seance::held::{phone, seance_on};
use crate::support::{Answer, PASSWORD, TestServer, add_accounts, answer, email};
use reqwest::header::{COOKIE, ORIGIN};
use reqwest::{Method, StatusCode};

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    let browser = server.browser();
    let wrong = browser.sign_in(&email("claire"), "une cour plus grise").await;
    let unknown = browser.sign_in(&email("nobody"), PASSWORD).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unknown.status, wrong.status);
    assert_eq!(wrong.body.replace("claire@", "nobody@"), unknown.body);
    let names = |answer: &Answer| answer.headers.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&wrong), names(&unknown));
    wrong.shows("claire@ecole.example").hides("une cour plus grise").shows("role=\"alert\"");
    assert_eq!(browser.get("/dossiers").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_in_leads_back_to_a_page_of_this_site_and_to_no_other() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    for (next, location) in [
        ("/dossiers/0190?a=1", "/dossiers/0190?a=1"),
        ("", "/dossiers"),
        ("//evil.example", "/dossiers"),
        ("/\\evil.example", "/dossiers"),
        ("https://evil.example/", "/dossiers"),
        ("%2f%2fevil.example", "/dossiers"),
    ] {
        let form = [("email", "claire@ecole.example"), ("password", PASSWORD), ("next", next)];
        assert_eq!(server.browser().post("/connexion", &form).await.location(), location);
    }
    let browser = server.browser();
    let asked = browser.get("/dossiers/0190?a=1&b=é").await;
    assert_eq!(asked.location(), "/connexion?next=%2Fdossiers%2F0190%3Fa%3D1%26b%3D%25C3%25A9");
    browser.get(asked.location()).await.shows("value=\"/dossiers/0190?a=1&amp;b=%C3%A9\"");
}

#[tokio::test]
async fn the_session_s_id_is_new_at_sign_in_and_worthless_after_signing_out() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    let browser = server.browser();
    assert!(browser.get("/connexion").await.header("set-cookie").is_empty());
    let first = browser.sign_in(&email("claire"), PASSWORD).await;
    let cookie = first.header("set-cookie").to_owned();
    assert!(cookie.starts_with("preau="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(attribute), "{attribute} in {cookie}");
    }
    let second = browser.sign_in(&email("claire"), PASSWORD).await;
    assert_ne!(second.header("set-cookie"), cookie);

    let stolen = second.header("set-cookie").split(';').next().unwrap().to_owned();
    let thief = server.browser();
    let as_thief =
        || answer(thief.request(Method::GET, "/dossiers").header(COOKIE, stolen.as_str()));
    assert_eq!(as_thief().await.status, StatusCode::OK);
    let planted = cookie.split(';').next().unwrap();
    let planted = thief.request(Method::GET, "/dossiers").header(COOKIE, planted);
    assert_eq!(answer(planted).await.status, StatusCode::SEE_OTHER, "the first id is over");
    let out = browser.post("/deconnexion", &[]).await;
    assert_eq!(as_thief().await.status, StatusCode::SEE_OTHER);
    assert_eq!(out.header("clear-site-data"), r#""cache", "storage""#);
}

#[tokio::test]
async fn over_https_the_cookie_never_leaves_it() {
    let url = "https://preau.example";
    let server = TestServer::spawn_with(&[("PREAU_PUBLIC_URL", url)]).await;
    add_accounts(&server.store, &["claire"]).await;
    let form = [("email", "claire@ecole.example"), ("password", PASSWORD)];
    let browser = server.browser();
    let request = browser.request(Method::POST, "/connexion").header(ORIGIN, url).form(&form);
    let answer = answer(request).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-preau=") && cookie.contains("Secure"), "{cookie}");
    let transport = answer.header("strict-transport-security");
    assert!(transport.starts_with("max-age=") && transport.ends_with("includeSubDomains"));
    let refused = browser.post("/connexion", &form).await;
    assert_eq!(
        refused.status,
        StatusCode::FORBIDDEN,
        "the host that was asked is not the public one"
    );
}

#[tokio::test]
async fn guessing_is_slowed_down_for_the_guesser_only() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire", "yanis"]).await;
    let guesser = server.browser();
    let mut last = None;
    for _ in 0..7 {
        last = Some(guesser.sign_in(&email("claire"), "une cour plus grise").await);
    }
    let last = last.unwrap();
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.header("retry-after").parse::<u64>().unwrap() > 0);
    last.shows("claire@ecole.example");
    server.signed_in(&email("yanis")).await;
}

#[tokio::test]
async fn on_a_shared_computer_the_session_ends_with_the_browser_and_nothing_is_kept() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    let browser = server.browser();
    browser.get("/connexion").await.shows("name=\"shared\"");
    let form = [("email", "claire@ecole.example"), ("password", PASSWORD), ("shared", "yes")];
    let cookie = browser.post("/connexion", &form).await.header("set-cookie").to_owned();
    assert!(cookie.starts_with("preau=") && !cookie.contains("Max-Age"), "{cookie}");
    assert!(!cookie.contains("Expires"), "{cookie}");
    browser.get("/dossiers").await.shows(" data-shared");
    browser.get("/compte/connexions").await.shows("Ordinateur partagé");
    let mut witness = server.witness().await;
    witness.age_logins("claire", 1).await;
    assert_eq!(browser.get("/dossiers").await.status, StatusCode::SEE_OTHER, "nor for long");
    let other = server.signed_in(&email("claire")).await;
    other.get("/dossiers").await.hides("data-shared");
}

/// A school behind one address, where somebody tries all there is.
#[tokio::test]
async fn a_script_in_a_school_holds_up_nobody_who_belongs_there() {
    let server = TestServer::spawn().await;
    let (head, seance) = seance_on(&server).await;
    let link = invite(&head, "viewer", "0").await.token;
    let known = server.signed_in(&email("editor")).await;
    head.get(&format!("/mur/{}", seance.id)).await;
    let script = server.browser();
    for n in 0..120 {
        script.sign_in(&email("editor"), "une cour plus grise").await;
        script.sign_in(&email("lead"), "une cour plus grise").await;
        script.get(&format!("/s/ZZZ{n:03}")).await;
        script.post("/rejoindre", &[("code", &format!("00000-00{n:03}"))]).await;
    }
    let status = script.sign_in(&email("editor"), PASSWORD).await.status;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(known.sign_in(&email("editor"), PASSWORD).await.status, StatusCode::SEE_OTHER);
    for n in 0..40 {
        phone(&server, &seance, &format!("Table {n}"), "parents").await;
    }
    for _ in 0..40 {
        let entered = server.browser().post("/rejoindre/entrer", &[("code", &link)]).await;
        assert_eq!(entered.location(), "/dossiers/d", "{}", entered.body);
    }
    // The cookie that tells the browser opens nothing, and is nobody else's.
    let signed_in = server.browser().sign_in(&email("partner"), PASSWORD).await;
    let cookies: Vec<_> = signed_in.headers.get_all("set-cookie").iter().collect();
    let cookie = cookies[1].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert!(cookie.starts_with("preau-browser="), "{cookie}");
    let thief = script.request(Method::GET, "/dossiers").header(COOKIE, &cookie);
    assert_eq!(answer(thief).await.status, StatusCode::SEE_OTHER);
    let form = [("email", email("editor")), ("password", PASSWORD.to_owned())];
    let other = script.request(Method::POST, "/connexion").header(ORIGIN, &script.base);
    let other = answer(other.header(COOKIE, &cookie).form(&form)).await;
    assert_eq!(other.status, StatusCode::TOO_MANY_REQUESTS);
}
