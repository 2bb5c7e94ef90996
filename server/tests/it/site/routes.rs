//! Every route of the router, found in its source: none may be missing from the table of rights, and
//! all of them say the same of a dossier of others as of one that is not there.

use crate::site::access::{MEMBERS, WHO_MAY, upgrading, with_everybody};
use crate::support::{Answer, Browser, a_dossier, add_accounts, answer, email};
use dossier::rights::Role;
use reqwest::Method;
use reqwest::header::ORIGIN;
use std::collections::BTreeSet;

const ROUTER: &str = include_str!("../../../src/router.rs");

/// Methods and paths as the router spells them: `GET /dossiers/{id}`.
fn routes() -> BTreeSet<(&'static str, String)> {
    let mut found = BTreeSet::new();
    for route in ROUTER.split(".route(").skip(1) {
        let (_, rest) = route.split_once('"').expect("a path");
        let (path, handlers) = rest.split_once('"').expect("the end of a path");
        let handlers = handlers.split(".fallback(").next().unwrap_or_default();
        let mut known = 0;
        for (call, method) in [("get(", "GET"), ("post(", "POST")] {
            if handlers.contains(call) {
                found.insert((method, path.to_owned()));
                known += 1;
            }
        }
        let other = ["any(", "put(", "delete(", "patch(", "head(", "options(", "on("];
        assert!(known > 0 && !other.iter().any(|call| handlers.contains(call)), "{path}");
    }
    assert!(found.len() > 15, "the router is written in another way: {found:?}");
    found
}

/// Whether a path is one of that route.
fn matches(route: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (mut route, mut path) = (route.split('/'), path.split('/'));
    loop {
        match (route.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(given)) if part == given => {}
            (Some(part), Some(given)) if part.starts_with('{') && !given.is_empty() => {}
            _ => return false,
        }
    }
}

#[test]
fn no_route_is_missing_from_the_table_of_rights() {
    let routes = routes();
    let exact = |path: &str| routes.iter().any(|(_, route)| route == path);
    for (method, route) in &routes {
        let listed = WHO_MAY.lines().any(|line| {
            let mut words = line.split_whitespace();
            let (listed, path) = (words.next(), words.next().unwrap_or_default());
            let path = path.split('?').next().unwrap_or_default();
            // `/dossiers/nouveau` says nothing of `/dossiers/{id}`.
            listed == Some(method) && matches(route, path) && (route == path || !exact(path))
        });
        assert!(listed, "{method} {route} is not in the table of rights");
    }
    // A live way is asked for as one, too.
    for way in ["/dossiers/d/live", "/sync/d/"] {
        assert!(WHO_MAY.contains(&format!("WS   {way}")), "{way}");
    }
}

/// What a browser is answered, except what names the dossier.
async fn asked(browser: &Browser, method: &str, path: &str, live: bool) -> Answer {
    let method = if method == "GET" { Method::GET } else { Method::POST };
    let mut request = browser.request(method, path).header(ORIGIN, &browser.base);
    if live {
        request = upgrading(request);
    }
    answer(request.form(&[("title", "Un autre titre")])).await
}

#[tokio::test]
async fn what_belongs_to_others_is_answered_as_what_is_not_there() {
    let server = with_everybody().await;
    add_accounts(&server.store, &["owner"]).await;
    server.store.add_dossier(&a_dossier("o", &[("owner", Role::Head)])).await.unwrap();
    let names = MEMBERS.map(|(name, _)| name);
    let mut browsers = vec![("anonymous", server.browser())];
    for name in names.into_iter().chain(["stranger"]) {
        browsers.push((name, server.signed_in(&email(name)).await));
    }
    let mut witness = server.witness().await;
    let before = witness.version().await;
    for (method, route) in routes().into_iter().filter(|(_, route)| route.contains("{id}")) {
        let fill = |id: &str| {
            let path = route.replace("{id}", id).replace("{section}", "summary");
            let path = path.replace("{account}", "editor").replace("{number}", "1");
            path.replace("{name}", "0123456789abcdef0123456789abcdef")
        };
        for (name, browser) in &browsers {
            for live in [false, true] {
                let others = asked(browser, method, &fill("o"), live && method == "GET").await;
                let absent = asked(browser, method, &fill("x"), live && method == "GET").await;
                let what = format!("{method} {route} as {name}");
                assert_eq!(others.status, absent.status, "{what}");
                let known = |answer: &Answer, id: &str| {
                    let at = format!("/{id}");
                    let body = answer.body.replace(&fill(id), "…");
                    let place =
                        answer.location().replace(&at, "…").replace(&at.replace('/', "%2F"), "…");
                    let names: Vec<_> = answer.headers.keys().cloned().collect();
                    (names, place, body)
                };
                assert_eq!(known(&others, "o"), known(&absent, "x"), "{what}");
                assert_eq!(others.header("cache-control"), "no-store", "{what}");
                let closed = others.status.is_client_error() || others.status.is_redirection();
                assert!(closed || others.header("x-channel-ended") == "1013", "{what}");
            }
        }
    }
    assert_eq!(witness.version().await, before, "something was written");
}
