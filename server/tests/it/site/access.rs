//! Who reaches what: rights, other sites, and what every answer carries.

use crate::support::{Browser, NOON, TestServer, a_dossier, add_accounts, answer, email};
use dossier::rights::Role;
use reqwest::header::{CONNECTION, HOST, ORIGIN, UPGRADE};
use reqwest::{Method, RequestBuilder, StatusCode};
use std::collections::BTreeMap;

/// `WS` asks for a websocket. A number is a status; `in` leads to the sign-in page, `ok` back to a
/// page. The stranger is signed in and no member; the others are what they are called.
pub const WHO_MAY: &str = "
    route                          anonymous stranger viewer partner editor lead head admin
    GET  /                         200       200      200    200     200    200  200  200
    GET  /connexion                200       ok       ok     ok      ok     ok   ok   ok
    GET  /inscription              200       ok       ok     ok      ok     ok   ok   ok
    GET  /dossiers                 in        200      200    200     200    200  200  200
    GET  /dossiers?archives=1      in        200      200    200     200    200  200  200
    GET  /dossiers/nouveau         in        200      200    200     200    200  200  200
    GET  /dossiers/d               in        404      200    200     200    200  200  403
    GET  /dossiers/unknown         in        404      404    404     404    404  404  404
    GET  /dossiers/d/live          in        400      400    400     400    400  400  400
    WS   /dossiers/d/live          in        404      101    101     101    101  101  403
    WS   /dossiers/unknown/live    in        404      404    404     404    404  404  404
    GET  /sync/d/summary           in        400      400    400     400    400  400  400
    WS   /sync/d/summary           in        404      101    101     101    101  101  403
    WS   /sync/d/review            in        404      404    404     101    101  101  403
    WS   /sync/d/nothing           in        404      404    404     404    404  404  403
    WS   /sync/unknown/summary     in        404      404    404     404    404  404  404
    POST /dossiers/d/canal         in        404      200    200     200    200  200  403
    POST /dossiers/unknown/canal   in        404      404    404     404    404  404  404
    POST /dossiers/d/canal/x/envoi in        204      204    204     204    204  204  204
    POST /dossiers/d/canal/x/attente in      204      204    204     204    204  204  204
    POST /dossiers/d/canal/x/fin   in        204      204    204     204    204  204  204
    GET  /dossiers/d/fils          in        404      200    200     200    200  200  403
    GET  /dossiers/unknown/fils    in        404      404    404     404    404  404  404
    POST /dossiers/d/fils          in        415      415    415     415    415  415  415
    GET  /dossiers/d/fils/membres?section=budget in 404 403 200 200 200 200 403
    GET  /dossiers/d/fils/membres?section=review in 404 403 404 200 200 200 403
    GET  /dossiers/d/fils/membres?section=nothing in 404 403 404 404 404 404 403
    GET  /dossiers/unknown/fils/membres?section=budget in 404 404 404 404 404 404 404
    POST /dossiers/d/fils/lus      in        415      415    415     415    415  415  415
    POST /dossiers/d/positions     in        404      403    400     400    400  400  403
    POST /dossiers/d/propositions  in        415      415    415     415    415  415  415
    GET  /dossiers/d/propositions/formulaire?section=summary&path=summary.title in 404 403 200 200 200 200 403
    GET  /dossiers/d/propositions/formulaire?section=summary&path=summary.abstract in 404 403 404 404 404 404 403
    GET  /dossiers/d/propositions/formulaire?section=review&path=a in 404 403 404 404 404 404 403
    GET  /dossiers/unknown/propositions/formulaire?section=summary&path=a in 404 404 404 404 404 404 404
    POST /dossiers/d/propositions/x in       415      415    415     415    415  415  415
    POST /dossiers/d/propositions/toutes in  415      415    415     415    415  415  415
    GET  /healthz                  200       200      200    200     200    200  200  200
    GET  /readyz                   200       200      200    200     200    200  200  200
    GET  /pkg/preau.1.css          200       200      200    200     200    200  200  200
    GET  /sw.js                    200       200      200    200     200    200  200  200
    GET  /hors-ligne               200       200      200    200     200    200  200  200
    GET  /nowhere                  404       404      404    404     404    404  404  404
    GET  /deconnexion              405       405      405    405     405    405  405  405
    POST /dossiers/d/renommer      in        404      403    403     403    ok   ok   403
    POST /dossiers/d/archiver      in        404      403    403     403    ok   ok   403
    POST /dossiers/d/restaurer     in        404      403    403     403    ok   ok   403
    GET  /dossiers/d/supprimer     in        404      403    403     403    403  200  403
    POST /dossiers/d/supprimer     in        404      403    403     403    403  422  403
    POST /dossiers/d/garder        in        404      403    403     403    403  ok   403
    GET  /dossiers/d/dossier.json  in        404      403    403     403    200  200  403
    POST /dossiers/unknown/archiver in       404      404    404     404    404  404  404
    GET  /dossiers/d/personnes     in        404      200    200     200    200  200  403
    GET  /dossiers/unknown/personnes in      404      404    404     404    404  404  404
    GET  /dossiers/d/invitations   in        404      403    403     403    200  200  403
    POST /dossiers/d/invitations   in        404      403    403     403    422  422  403
    POST /dossiers/d/invitations/affiche in  404      403    403     403    422  422  403
    POST /dossiers/d/invitations/x/revoquer in 404    403    403     403    404  404  403
    POST /dossiers/d/personnes/x/role in     404      403    403     403    403  400  403
    GET  /dossiers/d/personnes/x/part in     404      403    403     403    404  404  403
    POST /dossiers/d/personnes/x/part in     404      403    403     403    404  404  403
    GET  /dossiers/d/accords       in        404      200    200     200    200  200  403
    GET  /dossiers/unknown/accords in        404      404    404     404    404  404  404
    GET  /dossiers/d/partenaire    in        404      403    200     200    200  200  403
    GET  /dossiers/unknown/partenaire in     404      404    404     404    404  404  404
    POST /dossiers/d/partenaire/accord in    404      403    422     403    403  403  403
    POST /dossiers/d/partenaire/retrait in   404      403    404     403    403  403  403
    POST /dossiers/d/direction     in        404      403    403     403    403  403  403
    POST /dossiers/d/personnes/x/retirer in  404      403    403     403    403  404  403
    POST /dossiers/d/remettre      in        404      403    403     403    403  422  403
    GET  /dossiers/d/seances       in        404      403    403     200    200  200  403
    POST /dossiers/d/seances       in        404      403    403     422    422  422  403
    GET  /dossiers/d/demandes      in        404      200    200     200    200  200  403
    GET  /dossiers/unknown/demandes in       404      404    404     404    404  404  404
    GET  /seances/x                in        404      404    404     404    404  404  404
    GET  /seances/x/animer         in        404      404    404     404    404  404  404
    POST /seances/x/animer         in        404      404    404     404    404  404  404
    GET  /seances/x/flux?for=wall  in        404      404    404     404    404  404  404
    POST /seances/x/idees          in        404      404    404     404    404  404  404
    POST /seances/x/bulletins/y    in        404      404    404     404    404  404  404
    GET  /seances/x/preparer in 404 404 404 404 404 404 404
    POST /seances/x/preparer in 404 404 404 404 404 404 404
    GET  /seances/x/invitation in 404 404 404 404 404 404 404
    POST /seances/x/invitation in 404 404 404 404 404 404 404
    POST /seances/x/presents in 404 404 404 404 404 404 404
    POST /seances/x/suite in 404 404 404 404 404 404 404
    GET  /seances/x/releve in 404 404 404 404 404 404 404
    GET  /seances/x/releve/corriger in 404 404 404 404 404 404 404
    POST /seances/x/releve/corriger in 404 404 404 404 404 404 404
    POST /seances/x/releve/approuver in 404 404 404 404 404 404 404
    POST /seances/x/releve/recommencer in 404 404 404 404 404 404 404
    GET  /seances/x/classe in 404 404 404 404 404 404 404
    POST /seances/x/classe in 404 404 404 404 404 404 404
    GET  /seances/x/classes/1 in 404 404 404 404 404 404 404
    POST /seances/x/classes/1 in 404 404 404 404 404 404 404
    POST /seances/x/parole in 404 404 404 404 404 404 404
    GET  /seances/x/pitch in 404 404 404 404 404 404 404
    POST /seances/x/pitch in 404 404 404 404 404 404 404
    POST /dossiers/unknown/pitch in 404 404 404 404 404 404 404
    GET  /mur/x                    in        404      404    404     404    404  404  404
    GET  /s                        200       200      200    200     200    200  200  200
    POST /s                        422       422      422    422     422    422  422  422
    GET  /s/x                      422       422      422    422     422    422  422  422
    POST /s/x                      422       422      422    422     422    422  422  422
    GET  /avis                     in        200      200    200     200    200  200  200
    GET  /avis/nombre              in        200      200    200     200    200  200  200
    POST /avis/lus                 in        ok       ok     ok      ok     ok   ok   ok
    GET  /avis/reglages            in        200      200    200     200    200  200  200
    POST /avis/reglages            in        404      404    404     404    404  404  404
    GET  /repondre                 200       200      200    200     200    200  200  200
    POST /repondre                 422       422      422    422     422    422  422  422
    POST /repondre/envoyer         422       422      422    422     422    422  422  422
    GET  /repondre/merci           200       200      200    200     200    200  200  200
    GET  /courriels/arret/x        404       404      404    404     404    404  404  404
    POST /courriels/arret/x        404       404      404    404     404    404  404  404
    GET  /administration/courriels 404       404      404    404     404    404  404  404
    GET  /administration/dossiers  404       404      404    404     404    404  404  404
    GET  /administration/courriels/x 404     404      404    404     404    404  404  404
    POST /administration/courriels 404       404      404    404     404    404  404  404
    GET  /rejoindre                200       200      200    200     200    200  200  200
    POST /rejoindre                422       422      422    422     422    422  422  422
    POST /rejoindre/entrer         422       422      422    422     422    422  422  422
    GET  /compte                   in        ok       ok     ok      ok     ok   ok   ok
    POST /compte                   in        ok       ok     ok      ok     ok   ok   ok
    GET  /compte/confirmer         200       200      200    200     200    200  200  200
    POST /compte/confirmer         422       422      422    422     422    422  422  422
    POST /compte/confirmer/envoyer in        ok       ok     ok      ok     ok   ok   ok
    GET  /compte/profil            in        200      200    200     200    200  200  200
    POST /compte/profil            in        422      422    422     422    422  422  422
    POST /compte/adresse           in        422      422    422     422    422  422  422
    POST /compte/motdepasse        in        422      422    422     422    422  422  422
    GET  /compte/connexions        in        200      200    200     200    200  200  200
    POST /compte/connexions        in        ok       ok     ok      ok     ok   ok   ok
    GET  /motdepasse               200       200      200    200     200    200  200  200
    POST /motdepasse               422       422      422    422     422    422  422  422
    GET  /motdepasse/nouveau       200       200      200    200     200    200  200  200
    POST /motdepasse/nouveau       422       422      422    422     422    422  422  422
    POST /motdepasse/changer       422       422      422    422     422    422  422  422
    GET  /compte/donnees           in        200      200    200     200    200  200  200
    GET  /compte/donnees.json      in        200      200    200     200    200  200  200
    GET  /compte/donnees.html      in        200      200    200     200    200  200  200
    POST /compte/effacer           in        422      422    422     422    422  422  422
    GET  /confidentialite          200       200      200    200     200    200  200  200
    POST /dossiers                 in        422      422    422     422    422  422  422
    POST /connexion                422       422      422    422     422    422  422  422
    POST /inscription              422       422      422    422     422    422  422  422
    POST /preferences              ok        ok       ok     ok      ok     ok   ok   ok
    POST /dossiers/d/quitter       in        404      ok     ok      ok     ok   422  403
    POST /deconnexion              ok        ok       ok     ok      ok     ok   ok   ok
";

pub const MEMBERS: [(&str, Role); 6] = [
    ("head", Role::Head),
    ("lead", Role::Lead),
    ("editor", Role::Editor),
    ("partner", Role::Partner),
    ("viewer", Role::Viewer),
    ("admin", Role::Admin),
];

pub async fn with_everybody() -> TestServer {
    let server = TestServer::spawn().await;
    fill(&server).await;
    server
}

/// A dossier `d` with a member of each role, and a stranger.
pub async fn fill(server: &TestServer) {
    add_accounts(&server.store, &["stranger"]).await;
    add_accounts(&server.store, &MEMBERS.map(|(name, _)| name)).await;
    server.store.add_dossier(&a_dossier("d", &MEMBERS)).await.unwrap();
}

fn cell(status: StatusCode, location: &str) -> String {
    match location {
        "" => status.as_u16().to_string(),
        to if to.starts_with("/connexion") => "in".to_owned(),
        _ => "ok".to_owned(),
    }
}

#[tokio::test]
async fn each_role_reaches_exactly_its_routes() {
    let server = with_everybody().await;
    let mut lines = WHO_MAY.trim().lines();
    let people: Vec<&str> = lines.next().unwrap().split_whitespace().skip(1).collect();
    let mut browsers: BTreeMap<&str, Browser> = BTreeMap::new();
    for name in &people {
        let browser = match *name {
            "anonymous" => server.browser(),
            name => server.signed_in(&email(name)).await,
        };
        browsers.insert(name, browser);
    }
    let mut witness = server.witness().await;
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (method, path, expected) = (words[0], words[1], &words[2..]);
        assert_eq!(expected.len(), people.len(), "{line}");
        for (name, expected) in people.iter().zip(expected) {
            let browser = &browsers[name];
            let before = witness.version().await;
            let answer = match method {
                "GET" => browser.get(path).await,
                "WS" => {
                    let request = upgrading(browser.request(Method::GET, path));
                    answer(request.header(ORIGIN, &browser.base)).await
                }
                _ => browser.post(path, &[("title", "Un autre titre")]).await,
            };
            let cell = cell(answer.status, answer.location());
            assert_eq!(cell, *expected, "{method} {path} as {name}");
            let kept = match path {
                "/pkg/preau.1.css" => "public, max-age=31536000, immutable",
                "/sw.js" => "no-cache",
                _ => "no-store",
            };
            assert_eq!(answer.header("cache-control"), kept, "{method} {path} as {name}");
            let writes = method == "POST"
                && *expected == "ok"
                && path != "/preferences"
                && *name != "anonymous";
            // That something can be written is proved by writing.
            if !writes && path != "/readyz" {
                assert_eq!(witness.version().await, before, "{method} {path} as {name} wrote");
            }
        }
    }
}

#[tokio::test]
async fn a_dossier_of_others_looks_like_one_that_is_not_there() {
    let server = with_everybody().await;
    let stranger = server.signed_in(&email("stranger")).await;
    let others = stranger.get("/dossiers/d").await;
    let nothing = stranger.get("/dossiers/x").await;
    assert_eq!(others.body.replace("/dossiers/d", "/dossiers/x"), nothing.body);
    stranger.get("/dossiers").await.hides("Une cour pour tous");
}

#[tokio::test]
async fn a_right_that_was_taken_away_is_gone_at_once() {
    let server = with_everybody().await;
    let lead = server.signed_in(&email("lead")).await;
    assert_eq!(lead.post("/dossiers/d/archiver", &[]).await.status, StatusCode::SEE_OTHER);
    server.store.set_membership("d", "lead", Role::Viewer, NOON).await.unwrap();
    assert_eq!(lead.post("/dossiers/d/restaurer", &[]).await.status, StatusCode::FORBIDDEN);
}

/// What another site can make a browser send, `{us}` being the address of the server.
pub const ORIGINS: [(Option<&str>, Option<&str>, bool); 14] = [
    (Some("http://{us}"), None, true),
    (Some("http://{us}"), Some("same-origin"), true),
    (None, Some("same-origin"), true),
    (None, None, false),
    (None, Some("cross-site"), false),
    (None, Some("same-site"), false),
    (Some("null"), None, false),
    (Some("null"), Some("cross-site"), false),
    (Some("http://{us}"), Some("cross-site"), false),
    (Some("http://{us}.evil.example"), None, false),
    (Some("http://127.0.0.1"), None, false),
    (Some("http://127.0.0.1:1"), None, false),
    (Some("http://evil.example"), None, false),
    (Some("{us}"), None, false),
];

#[tokio::test]
async fn a_form_of_another_site_changes_nothing() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let mut witness = server.witness().await;
    let us = server.address.to_string();
    let form = [
        ("title", "Un autre titre"),
        ("uai", "0629802T"),
        ("role", "head"),
        ("theme", "dark"),
        ("email", "head@ecole.example"),
        ("password", "une cour plus verte"),
        ("name", "Quelqu’un"),
        ("quality", "teacher"),
    ];
    for (origin, site, ours) in ORIGINS {
        for path in [
            "/dossiers/d/renommer",
            "/dossiers/d/archiver",
            "/dossiers/d/restaurer",
            "/dossiers",
            "/connexion",
            "/inscription",
            "/preferences",
        ] {
            let mut request = head.request(Method::POST, path).form(&form);
            if let Some(origin) = origin {
                request = request.header(ORIGIN, origin.replace("{us}", &us));
            }
            if let Some(site) = site {
                request = request.header("sec-fetch-site", site);
            }
            let before = witness.version().await;
            let answer = answer(request).await;
            let refused = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(refused, !ours, "{path} from {origin:?} {site:?}: {}", answer.status);
            if refused {
                answer.shows("Cette demande ne venait pas de Préau");
                answer.shows("name=\"next\" value=\"/\"");
                assert_eq!(answer.header("set-cookie"), "");
                assert_eq!(witness.version().await, before, "{path} from {origin:?} {site:?}");
            }
        }
    }
}

/// The request that asks for a websocket.
pub fn upgrading(request: RequestBuilder) -> RequestBuilder {
    request
        .header(CONNECTION, "upgrade")
        .header(UPGRADE, "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
}

#[tokio::test]
async fn a_websocket_of_another_site_is_not_opened() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let us = server.address.to_string();
    let upgrade = |browser: &Browser, origin: Option<&str>, site: Option<&str>| {
        let mut request = upgrading(browser.request(Method::GET, "/dossiers/d/live"));
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin.replace("{us}", &us));
        }
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        request.send()
    };
    for (origin, site, ours) in ORIGINS {
        let status = upgrade(&head, origin, site).await.unwrap().status();
        let expected = if ours { StatusCode::SWITCHING_PROTOCOLS } else { StatusCode::FORBIDDEN };
        assert_eq!(status, expected, "{origin:?} {site:?}");
    }
    let ours = Some("http://{us}");
    for (name, expected) in [
        ("stranger", StatusCode::NOT_FOUND),
        ("admin", StatusCode::FORBIDDEN),
        ("viewer", StatusCode::SWITCHING_PROTOCOLS),
    ] {
        let browser = server.signed_in(&email(name)).await;
        assert_eq!(upgrade(&browser, ours, None).await.unwrap().status(), expected, "{name}");
    }
    let anonymous = upgrade(&server.browser(), ours, None).await.unwrap();
    assert_eq!(anonymous.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_host_header_leads_nowhere() {
    let server = with_everybody().await;
    let request = server.browser().request(Method::GET, "/dossiers").header(HOST, "evil.example");
    let answer = answer(request).await;
    assert_eq!(answer.location(), "/connexion?next=%2Fdossiers");
}

#[tokio::test]
async fn every_answer_is_guarded_failures_included() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let forbidden = server.signed_in(&email("viewer")).await;
    let other_site = head.request(Method::POST, "/dossiers").header(ORIGIN, "http://evil.example");
    let too_large = "x".repeat(2 * 1024 * 1024);
    let answers = [
        head.get("/").await,
        head.get("/dossiers").await,
        head.get("/dossiers/nouveau").await,
        head.get("/dossiers/d").await,
        head.get("/nowhere").await,
        head.get("/deconnexion").await,
        head.get("/healthz").await,
        head.get("/readyz").await,
        head.get("/pkg/preau.1.js").await,
        head.get("/pkg/nothing").await,
        head.post("/preferences", &[("lang", "fr")]).await,
        head.post("/dossiers", &[]).await,
        head.post("/dossiers", &[("title", "a"), ("title", "b")]).await,
        head.post("/dossiers", &[("title", &too_large)]).await,
        forbidden.post("/dossiers/d/archiver", &[]).await,
        server.browser().get("/dossiers").await,
        answer(other_site).await,
        answer(head.request(Method::PUT, "/")).await,
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{part}: {policy} of {answer:?}");
        }
        assert!(!policy.contains("unsafe-eval'") || policy.contains("'wasm-unsafe-eval'"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{name} of {answer:?}");
        }
        let is_published = answer.header("cache-control").contains("immutable");
        assert!(is_published || answer.header("cache-control") == "no-store", "{answer:?}");
        assert_eq!(answer.header("strict-transport-security"), "", "this server is not https");
    }
}
