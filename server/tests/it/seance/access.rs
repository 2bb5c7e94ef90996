//! Who reaches what of a séance that is held: every role of its dossier, who only takes part by
//! phone, a device of a class. The stranger is the server's administrator, who is no member either.
//! `site/access.rs` has the rest of the product.

use crate::seance::held::{phone, seance_on};
use crate::support::{Browser, TestServer, add_accounts, email};
use dossier::rights::Role;
use std::collections::BTreeMap;

const PEOPLE: [&str; 14] = [
    "anonymous",
    "stranger",
    "admin",
    "viewer",
    "academy",
    "contributor",
    "partner",
    "support",
    "editor",
    "lead",
    "head",
    "phone",
    "adult",
    "class",
];

/// A row a route, a cell for each of [`PEOPLE`]. `~` and `{s}` stand for the séance, `{v}` for a vote that is open. A
/// number is a status; `in` leads to the sign-in page, `ok` elsewhere. What follows `:` is sent; it
/// asks for nothing that can be done, so that the next in the row finds all as it was.
const WHO_MAY: &str = "
    GET  ~                                in  404 404 404 404 404 404 404 404 404 404 200 200 200
    GET  ~/animer                         in  404 403 403 403 403 403 403 200 200 200 404 404 404
    POST ~/animer:act=no                  in  404 403 403 403 403 403 403 400 400 400 404 404 404
    GET  /mur/{s}                         in  404 403 200 200 200 200 200 200 200 200 404 404 404
    GET  ~/flux?for=no                    in  400 400 400 400 400 400 400 400 400 400 400 400 400
    POST ~/idees:words=                   in  404 404 404 404 404 404 404 404 404 404 422 422 422
    POST ~/bulletins/{v}:answer=x        in  404 404 404 404 404 404 404 404 404 404 422 422 422
    POST ~/bulletins/x:answer=yes         in  404 404 404 404 404 404 404 404 404 404 404 404 404
    POST ~/parole:act=no                  in  404 404 404 404 404 404 404 404 404 404 400 400 400
    POST ~/suite:email=no                 in  404 404 404 404 404 404 404 404 404 404 422 422 403
    GET  ~/preparer                       in  404 403 403 403 403 403 403 200 200 200 404 404 404
    POST ~/preparer:title=                in  404 403 403 403 403 403 403 422 422 422 404 404 404
    GET  ~/invitation                     in  404 403 403 403 403 403 403 200 200 200 404 404 404
    POST ~/invitation:emails=             in  404 403 403 403 403 403 403 422 422 422 404 404 404
    POST ~/presents:teachers=x            in  404 403 403 403 403 403 403 ok  ok  ok  404 404 404
    GET  ~/pitch                          in  404 403 403 403 403 403 403 200 200 200 404 404 404
    POST ~/pitch:act=no                   in  404 403 403 403 403 403 403 400 400 400 404 404 404
    POST /dossiers/d/pitch:lang=xx        in  404 403 403 403 403 403 403 ok  ok  ok  404 404 404
    GET  ~/releve                         in  404 404 200 200 200 200 200 200 200 200 200 200 200
    GET  ~/releve/corriger                in  404 403 403 403 403 403 403 ok  ok  ok  404 404 404
    POST ~/releve/corriger:version=x      in  404 403 403 403 403 403 403 409 409 409 404 404 404
    POST ~/releve/approuver:version=99    in  404 403 403 403 403 403 403 403 409 409 404 404 404
    POST ~/releve/recommencer:version=99  in  404 403 403 403 403 403 403 409 409 409 404 404 404
    GET  ~/classe                         in  404 404 404 404 404 404 404 404 404 404 200 ok  403
    POST ~/classe:name=                   in  404 404 404 404 404 404 404 404 404 404 422 422 403
    GET  ~/classes/1                      in  404 403 403 403 403 403 403 200 200 200 404 200 404
    POST ~/classes/1:act=no               in  404 403 403 403 403 403 403 400 400 400 404 400 404
    GET  ~/classes/2                      in  404 404 404 404 404 404 404 404 404 404 404 404 404
";

#[tokio::test]
async fn each_person_reaches_exactly_their_part_of_a_seance() {
    let server = TestServer::spawn_with(&[("PREAU_ADMINS", "stranger@ecole.example")]).await;
    let (head, seance) = seance_on(&server).await;
    let more = [
        ("academy", Role::Academy),
        ("contributor", Role::Contributor),
        ("support", Role::Support),
    ];
    add_accounts(&server.store, &more.map(|(name, _)| name)).await;
    for (name, role) in more {
        server.store.set_membership("d", name, role, 0).await.unwrap();
    }
    let mut browsers: BTreeMap<&str, Browser> = BTreeMap::new();
    for name in PEOPLE {
        let browser = match name {
            "anonymous" => server.browser(),
            "phone" => phone(&server, &seance, "Odile", "parents").await,
            "adult" => phone(&server, &seance, "Maîtresse", "teachers").await,
            "class" => server.browser(),
            name => server.signed_in(&email(name)).await,
        };
        browsers.insert(name, browser);
    }
    let class = [("name", "Classe de CM2"), ("people", "24")];
    browsers["adult"].post(&format!("/seances/{}/classe", seance.id), &class).await;
    let class = server.store.classes(&seance.id).await.unwrap().remove(0);
    browsers["class"].post(&format!("/s/{}", class.code), &[("name", "")]).await;
    let open = [("act", "open-consent"), ("what", "Un banc"), ("each", "3")];
    head.post(&format!("/seances/{}/animer", seance.id), &open).await;
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    for row in WHO_MAY.trim().lines() {
        let words: Vec<&str> = row.split_whitespace().collect();
        let (method, asked, expected) = (words[0], words[1], &words[2..]);
        assert_eq!(expected.len(), PEOPLE.len(), "{row}");
        let (path, body) = asked.split_once(':').unwrap_or((asked, ""));
        let path =
            path.replace('~', "/seances/{s}").replace("{s}", &seance.id).replace("{v}", &vote.id);
        let form: Vec<(&str, &str)> = body.split_once('=').into_iter().collect();
        for (name, expected) in PEOPLE.into_iter().zip(expected) {
            let answer = match method {
                "GET" => browsers[name].get(&path).await,
                _ => browsers[name].post(&path, &form).await,
            };
            let cell = match answer.location() {
                "" => answer.status.as_u16().to_string(),
                to if to.starts_with("/connexion") => "in".to_owned(),
                _ => "ok".to_owned(),
            };
            assert_eq!(cell, *expected, "{method} {asked} as {name}");
        }
    }
}
