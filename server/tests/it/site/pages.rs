//! The pages, as a browser without a program walks through them.

use crate::support::{Browser, NOON, PASSWORD, TestServer, a_dossier, add_accounts, answer, email};
use dossier::rights::Role;
use reqwest::header::{ACCEPT_ENCODING, ACCEPT_LANGUAGE};
use reqwest::{Method, StatusCode};
use server::demo;

const NEWCOMER: [(&str, &str); 4] = [
    ("name", "Claire Vasseur"),
    ("email", "Claire@Ecole.example"),
    ("password", PASSWORD),
    ("quality", "teacher"),
];

const BEGINNING: [(&str, &str); 6] = [
    ("title", "Une cour pour tous"),
    ("uai", ""),
    ("school_name", "École Les Tilleuls (établissement fictif)"),
    ("city", "Saint-Aubin-les-Dunes"),
    ("nature", "ecole_primaire"),
    ("role", "lead"),
];

/// A form with one field changed.
fn but<'a>(form: &[(&'a str, &'a str)], name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    form.iter().map(|(n, v)| (*n, if *n == name { value } else { *v })).collect()
}

async fn id_of_first(browser: &Browser) -> String {
    let page = browser.get("/dossiers").await.body;
    let (_, from_id) = page.split_once("<a href=\"/dossiers/0").unwrap();
    format!("0{}", from_id.split_once('"').unwrap().0)
}

#[tokio::test]
async fn from_an_account_to_an_archived_dossier() {
    let server = TestServer::spawn().await;
    let browser = server.browser();
    browser.get("/").await.shows("<html lang=\"fr\"");
    browser.get("/inscription").await.shows("name=\"quality\"");
    let answer = browser.post("/inscription", &NEWCOMER).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/dossiers"));
    browser.get("/dossiers").await.shows("Claire Vasseur").hides("<ul class=\"dossiers\"");

    let answer = browser.post("/dossiers", &BEGINNING).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let id = id_of_first(&browser).await;
    assert_eq!(answer.location(), format!("/dossiers/{id}"));
    let page = browser.get("/dossiers").await;
    page.shows("Une cour pour tous").shows("École Les Tilleuls").shows("SANSUAI-01");

    let answer = browser.get(&format!("/dossiers/{id}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.shows("Une cour pour tous").shows("id=\"live\"").shows("src=\"/pkg/preau.1.js\"");

    let rename = format!("/dossiers/{id}/renommer");
    let answer = browser.post(&rename, &[("title", " Une  cour\nouverte ")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser.get("/dossiers").await.shows("Une cour ouverte").hides("Une cour pour tous");
    browser.get(&format!("/dossiers/{id}")).await.shows("Une cour ouverte");

    browser.post(&format!("/dossiers/{id}/archiver"), &[]).await;
    browser.get("/dossiers").await.hides("Une cour ouverte");
    browser.get("/dossiers?archives=1").await.shows("Une cour ouverte").shows("restaurer");
    browser.post(&format!("/dossiers/{id}/restaurer"), &[]).await;
    browser.get("/dossiers").await.shows("Une cour ouverte");

    let answer = browser.post("/deconnexion", &[]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(browser.get("/dossiers").await.location(), "/connexion?next=%2Fdossiers");
    let answer = browser.sign_in("claire@ecole.example", PASSWORD).await;
    assert_eq!(answer.location(), "/dossiers");
}

#[tokio::test]
async fn a_form_that_is_not_right_comes_back_as_it_was_typed_and_nothing_is_stored() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["yanis"]).await;
    let browser = server.browser();
    let mut witness = server.witness().await;
    let before = witness.version().await;
    for (name, value) in [
        ("name", ""),
        ("name", "\u{202e} "),
        ("email", "claire"),
        ("email", "claire@"),
        ("email", "a b@ecole.example"),
        ("email", "YANIS@ecole.example"),
        ("password", "onze caract"),
        ("password", "motdepasse2026"),
        ("password", "claire@ecole.example"),
        ("quality", ""),
        ("quality", "king"),
    ] {
        let answer = browser.post("/inscription", &but(&NEWCOMER, name, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value:?}");
        answer.shows(&format!("id=\"{name}-error\"")).hides(PASSWORD);
        if name != "name" {
            answer.shows("value=\"Claire Vasseur\"");
        }
        if name == "email" {
            answer.shows(&format!("value=\"{value}\""));
        }
    }
    assert_eq!(witness.version().await, before);
    assert_eq!(browser.get("/dossiers").await.status, StatusCode::SEE_OTHER, "still nobody");

    let yanis = server.signed_in(&email("yanis")).await;
    let before = witness.version().await;
    let long = "x".repeat(121);
    for (name, value) in [
        ("title", ""),
        ("title", long.as_str()),
        ("uai", "0629802A"),
        ("uai", "12"),
        ("school_name", ""),
        ("city", " "),
        ("nature", ""),
        ("nature", "castle"),
        ("role", ""),
        ("role", "admin"),
        ("role", "academy"),
    ] {
        let answer = yanis.post("/dossiers", &but(&BEGINNING, name, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value:?}");
        answer.shows(&format!("id=\"{name}-error\""));
        answer.shows("name=\"next\" value=\"/dossiers/nouveau\"");
        if name != "title" {
            answer.shows("value=\"Une cour pour tous\"");
        }
        if name == "uai" {
            answer.shows(&format!("value=\"{value}\""));
        }
    }
    assert_eq!(witness.version().await, before);
    yanis.get("/dossiers").await.hides("<ul class=\"dossiers\"");
}

#[tokio::test]
async fn a_school_s_code_is_enough() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["yanis"]).await;
    let yanis = server.signed_in(&email("yanis")).await;
    let form = [("title", "Une cour pour tous"), ("uai", " 062 9802t"), ("role", "head")];
    assert_eq!(yanis.post("/dossiers", &form).await.status, StatusCode::SEE_OTHER);
    yanis.get("/dossiers").await.shows("-0629802T-01");
}

#[tokio::test]
async fn a_title_that_is_not_right_changes_nothing() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    server.store.add_dossier(&a_dossier("d", &[("claire", Role::Lead)])).await.unwrap();
    let claire = server.signed_in(&email("claire")).await;
    for title in [String::new(), " \n ".to_owned(), "x".repeat(121)] {
        let answer = claire.post("/dossiers/d/renommer", &[("title", &title)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(server.store.dossier("d").await.unwrap().unwrap().title, "Une cour pour tous");
}

#[tokio::test]
async fn what_people_type_is_shown_as_text() {
    let server = TestServer::spawn().await;
    let hostile = "</title></textarea></script><script>alert('\"&')</script><img src=x>";
    let browser = server.browser();
    let mut form = but(&NEWCOMER, "name", hostile);
    form.push(("next", hostile));
    assert_eq!(browser.post("/inscription", &form).await.location(), "/dossiers");
    let answer = browser.post("/dossiers", &but(&BEGINNING, "title", hostile)).await;
    let dossier = answer.location().to_owned();
    assert!(dossier.starts_with("/dossiers/0"), "{}", answer.body);
    let broken = but(&but(&BEGINNING, "title", hostile), "role", hostile);
    let back_from_form = browser.post("/dossiers", &broken).await;
    for page in [
        browser.get("/dossiers").await,
        browser.get(&dossier).await,
        browser.get(&format!("/{hostile}")).await,
        browser.get(&format!("/connexion?next={hostile}")).await,
        back_from_form,
    ] {
        page.hides("<script>alert").hides("<img src=x").hides("</script><script>");
    }
}

#[tokio::test]
async fn the_language_and_the_theme_are_kept() {
    let server = TestServer::spawn().await;
    let browser = server.browser();
    let asked = browser.request(Method::GET, "/").header(ACCEPT_LANGUAGE, "en-GB,en;q=0.9");
    answer(asked).await.shows("<html lang=\"en\" data-theme=\"auto\"");

    let to = browser.post("/preferences", &[("lang", "en"), ("next", "/connexion?next=%2F")]).await;
    assert_eq!((to.status, to.location()), (StatusCode::SEE_OTHER, "/connexion?next=%2F"));
    browser.post("/preferences", &[("theme", "dark")]).await;
    browser.get("/connexion").await.shows("<html lang=\"en\" data-theme=\"dark\"");
    browser.get("/nowhere").await.shows("<html lang=\"en\" data-theme=\"dark\"");

    let bad = [("lang", "xx"), ("theme", "x; Domain=evil.example"), ("next", "//evil.example")];
    let refused = browser.post("/preferences", &bad).await;
    assert_eq!((refused.header("set-cookie"), refused.location()), ("", "/"));
}

#[tokio::test]
async fn an_error_page_knows_its_reader() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    let claire = server.signed_in(&email("claire")).await;
    let answer = claire.get("/dossiers/nowhere").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    answer.shows("Cette page n’est pas là").shows("claire (personne fictive)");
    answer.shows("name=\"next\" value=\"/dossiers/nowhere\"");
    let wrong_method = claire.get("/deconnexion").await;
    assert_eq!(
        (wrong_method.status, wrong_method.header("allow")),
        (StatusCode::METHOD_NOT_ALLOWED, "POST")
    );
}

#[tokio::test]
async fn too_much_at_once_is_refused_with_a_page() {
    let server = TestServer::spawn().await;
    let name = "x".repeat(2 * 1024 * 1024);
    let answer = server.browser().post("/inscription", &[("name", &name)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    answer.shows("L’envoi est trop lourd");
}

#[tokio::test]
async fn a_restart_keeps_sessions_and_dossiers() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    server.store.add_dossier(&a_dossier("d", &[("claire", Role::Lead)])).await.unwrap();
    let claire = server.signed_in(&email("claire")).await;
    claire.get("/dossiers/d").await.shows("Une cour pour tous");
    let server = server.restart().await;
    claire.at(&server).get("/dossiers").await.shows("Une cour pour tous");
    claire.at(&server).get("/dossiers/d").await.shows("Une cour pour tous");
}

#[tokio::test]
async fn the_published_files_are_sent_as_they_were_built() {
    let server = TestServer::spawn().await;
    let browser = server.browser();
    let css = browser.request(Method::GET, "/pkg/preau.1.css").header(ACCEPT_ENCODING, "gzip, br");
    let css = answer(css).await;
    assert_eq!((css.body.as_str(), css.header("content-encoding")), ("preau.1.css.br", "br"));
    assert_eq!(css.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(css.header("vary"), "accept-encoding");
    assert_eq!(css.header("content-type"), "text/css; charset=utf-8");
    let plain = browser.get("/pkg/preau.1.css").await;
    assert_eq!((plain.body.as_str(), plain.header("content-encoding")), ("preau.1.css", ""));
    assert_eq!(
        browser.get("/pkg/preau_bg.1.wasm").await.header("content-type"),
        "application/wasm"
    );
    for path in ["/pkg/preau.1.css.br", "/pkg/manifest.json", "/pkg/..%2Fmanifest.json", "/pkg/"] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_worker_is_asked_for_anew_and_its_page_is_nobody_s() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    let claire = server.signed_in(&email("claire")).await;
    let worker = claire.get("/sw.js").await;
    assert_eq!(worker.body, "the worker");
    assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(worker.header("cache-control"), "no-cache");
    assert_eq!(worker.header("service-worker-allowed"), "/");
    claire.get("/hors-ligne").await.shows("Pas de réseau").shows("No network").hides("claire");
}

#[tokio::test]
async fn pages_are_compressed_for_those_who_can_read_that() {
    let server = TestServer::spawn().await;
    let browser = server.browser();
    for (accepted, encoding) in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", "")] {
        let request = browser.request(Method::GET, "/").header(ACCEPT_ENCODING, accepted);
        let response = request.send().await.unwrap();
        let header = |name: &str| {
            let value = response.headers().get(name);
            value.map(|value| value.to_str().unwrap()).unwrap_or_default()
        };
        assert_eq!(header("content-encoding"), encoding, "{accepted}");
        assert_eq!(header("vary"), "accept-encoding", "{accepted}");
    }
}

#[tokio::test]
async fn the_demonstration_can_be_walked_into() {
    let server = TestServer::spawn().await;
    demo::fill(&server.store).await.unwrap();
    let claire = server.browser();
    claire.sign_in("claire@demo.example", demo::PASSWORD).await;
    claire.get("/dossiers").await.shows("Le Labo des volcans").shows("Odile Marchand");
    let account = server.store.credentials("claire@demo.example").await.unwrap().unwrap().account;
    for card in server.store.dossiers_of(&account).await.unwrap() {
        assert!(card.dossier.updated_at < NOON + 365 * 24 * 3600 * 1000);
        let page = claire.get(&format!("/dossiers/{}", card.dossier.id)).await;
        assert_eq!(page.status, StatusCode::OK);
    }
}
