//! Inviting and coming in, as browsers without a program do it.

use crate::site::access::{MEMBERS, with_everybody};
use crate::support::{Answer, Browser, PASSWORD, TestServer, email};
use dossier::rights::Role;
use reqwest::StatusCode;

pub const NADIA: [(&str, &str); 2] = [("name", " Nadia  Fictive "), ("quality", "local_authority")];

/// What the page of a new invitation shows once: the token of its link, and its code.
pub struct Secrets {
    pub token: String,
    pub code: String,
}

pub fn between<'a>(body: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = body.split_once(before).unwrap_or_else(|| panic!("{before} in {body}"));
    rest.split_once(after).unwrap().0
}

pub fn secrets(answer: &Answer) -> Secrets {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let link = between(&answer.body, "id=\"link\" class=\"secret-link\">", "<");
    let code = between(&answer.body, "id=\"code\" class=\"secret-code\">", "<");
    Secrets { token: link.split_once("/rejoindre#").unwrap().1.to_owned(), code: code.to_owned() }
}

pub async fn invite(browser: &Browser, role: &str, uses: &str) -> Secrets {
    let form =
        [("way", "lien"), ("role", role), ("label", "Mairie"), ("expiry", "7"), ("uses", uses)];
    secrets(&browser.post("/dossiers/d/invitations", &form).await)
}

/// The id of an invitation, from the form that revokes it.
pub async fn first_invitation(browser: &Browser) -> String {
    let page = browser.get("/dossiers/d/personnes").await;
    between(&page.body, "/dossiers/d/invitations/", "/revoquer").to_owned()
}

pub async fn enter(browser: &Browser, code: &str, who: &[(&str, &str)]) -> Answer {
    let mut form = vec![("code", code)];
    form.extend(who);
    browser.post("/rejoindre/entrer", &form).await
}

pub async fn role_of(server: &TestServer, name: &str) -> Option<Role> {
    let members = server.store.belongings("d").await.unwrap();
    members.into_iter().find(|member| member.name.starts_with(name)).map(|member| member.role)
}

#[tokio::test]
async fn from_a_link_to_the_dossier_and_to_an_account() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let secrets = invite(&head, "partner", "10").await;
    head.get("/dossiers/d/personnes").await.hides(&secrets.token).hides(&secrets.code);

    let guest = server.browser();
    let page = guest.get("/rejoindre").await;
    page.shows("name=\"code\"").shows("src=\"/pkg/invitation.1.js\"");
    assert_eq!(page.header("x-robots-tag"), "noindex");
    let offered = guest.post("/rejoindre", &[("code", &secrets.token)]).await;
    offered.shows("Une cour pour tous").shows("École Les Tilleuls").shows("name=\"quality\"");
    offered.shows("head (personne fictive), Direction").shows("Collectivité ou partenaire");
    assert_eq!(
        (offered.header("x-robots-tag"), offered.header("cache-control")),
        ("noindex", "no-store")
    );
    let head_of_page = between(&offered.body, "<head>", "</head>");
    assert!(!head_of_page.contains(&secrets.token), "{head_of_page}");

    let answer = enter(&guest, &secrets.token, &NADIA).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/dossiers/d"));
    guest.get("/dossiers/d").await.shows("id=\"live\"").shows("Nadia Fictive");
    guest.get("/dossiers").await.shows("Une cour pour tous").hides("guest.invalid").shows("Invité");
    head.get("/dossiers/d/personnes").await.shows("Nadia Fictive").hides("guest.invalid");

    let claim = [("name", "Nadia Fictive"), ("quality", "local_authority"), ("password", PASSWORD)];
    guest.get("/compte").await.shows("value=\"Nadia Fictive\"");
    let mut taken = claim.to_vec();
    taken.push(("email", "lead@ecole.example"));
    let answer = guest.post("/compte", &taken).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.hides(PASSWORD);
    let mut claim = claim.to_vec();
    claim.push(("email", "nadia@ecole.example"));
    assert_eq!(guest.post("/compte", &claim).await.location(), "/dossiers");
    let again = server.signed_in("nadia@ecole.example").await;
    again.get("/dossiers").await.shows("Une cour pour tous").hides("\"/compte\"");
    assert_eq!(role_of(&server, "Nadia").await, Some(Role::Partner));
}

#[tokio::test]
async fn a_code_works_as_a_link_does() {
    let server = with_everybody().await;
    let lead = server.signed_in(&email("lead")).await;
    let secrets = invite(&lead, "contributor", "1").await;
    let typed = secrets.code.to_lowercase().replace('-', " ");
    let guest = server.browser();
    guest.post("/rejoindre", &[("code", &typed)]).await.shows("Une cour pour tous");
    assert_eq!(enter(&guest, &typed, &NADIA).await.location(), "/dossiers/d");
    assert_eq!(role_of(&server, "Nadia").await, Some(Role::Contributor));
}

#[tokio::test]
async fn what_is_not_open_gets_one_answer() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let used_up = invite(&head, "partner", "1").await;
    assert_eq!(enter(&server.browser(), &used_up.token, &NADIA).await.location(), "/dossiers/d");
    let revoked = invite(&head, "partner", "0").await;
    let revoke = format!("/dossiers/d/invitations/{}/revoquer", first_invitation(&head).await);
    assert_eq!(head.post(&revoke, &[]).await.status, StatusCode::SEE_OTHER);
    let browser = server.browser();
    let expected = browser.post("/rejoindre", &[]).await;
    expected.shows("Ce lien ou ce code ne vaut plus");
    let unknown = "a".repeat(32);
    for held in
        [&used_up.token, &used_up.code, &revoked.token, &revoked.code, &unknown, "00000-00000", "x"]
    {
        for path in ["/rejoindre", "/rejoindre/entrer"] {
            let form = [("code", held), NADIA[0], NADIA[1]];
            let answer = browser.post(path, &form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {held}");
            assert_eq!(answer.body, expected.body, "{path} {held}");
        }
    }
    // Whoever came by it in time goes on coming in.
    let member = server.signed_in(&email("editor")).await;
    let answer = member.post("/rejoindre", &[("code", &used_up.token)]).await;
    assert_eq!(answer.location(), "/dossiers/d");
}

#[tokio::test]
async fn who_guesses_waits_and_who_holds_a_link_does_not() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let secrets = invite(&head, "viewer", "0").await;
    let browser = server.browser();
    for _ in 0..40 {
        browser.post("/rejoindre", &[("code", &secrets.token)]).await.shows("Une cour pour tous");
    }
    let mut refused = 0;
    for n in 0..40 {
        let answer = browser.post("/rejoindre", &[("code", &format!("00000-000{n:02}"))]).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert_ne!(answer.header("retry-after"), "");
            refused += 1;
        }
    }
    assert!(refused > 5, "{refused}");
}

#[tokio::test]
async fn a_reader_is_asked_no_name_and_says_it_before_writing() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let reads = invite(&head, "viewer", "0").await;
    let guest = server.browser();
    let offered = guest.post("/rejoindre", &[("code", &reads.token)]).await;
    offered.hides("name=\"name\"").hides("name=\"quality\"").shows("Lire le dossier");
    assert_eq!(enter(&guest, &reads.token, &[]).await.location(), "/dossiers/d");
    guest.get("/dossiers/d").await.shows("Lecteur invité");
    guest.get("/compte").await.hides("value=\"Lecteur invité\"");

    // Elsewhere the same guest takes part, and is called by a name from then on.
    let other = crate::support::a_dossier("e", &[("head", Role::Head)]);
    server.store.add_dossier(&other).await.unwrap();
    let form = [("way", "lien"), ("role", "partner"), ("expiry", "1"), ("uses", "1")];
    let writes = secrets(&head.post("/dossiers/e/invitations", &form).await);
    let asked = guest.post("/rejoindre", &[("code", &writes.token)]).await;
    asked.shows("name=\"name\"").hides("value=\"Lecteur invité\"");
    assert_eq!(enter(&guest, &writes.token, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(enter(&guest, &writes.token, &NADIA).await.location(), "/dossiers/e");
    assert_eq!(role_of(&server, "Nadia").await, Some(Role::Viewer));
    assert_eq!(role_of(&server, "Lecteur").await, None);
}

#[tokio::test]
async fn a_guest_s_name_is_a_name() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let secrets = invite(&head, "editor", "0").await;
    let long = "a".repeat(81);
    for (name, quality) in [
        ("", "parent"),
        ("N", "parent"),
        (" \u{7}N\u{0} ", "parent"),
        (long.as_str(), "parent"),
        ("Nadia", ""),
        ("Nadia", "king"),
    ] {
        let browser = server.browser();
        let answer = enter(&browser, &secrets.token, &[("name", name), ("quality", quality)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?} {quality:?}");
        answer.shows("aria-invalid=\"true\"").shows(&secrets.token);
        assert_eq!(answer.header("set-cookie"), "");
    }
    assert_eq!(server.store.belongings("d").await.unwrap().len(), MEMBERS.len());
    let who = [("name", "  Na\u{7}dia\u{202e}\n O’Brien "), ("quality", "parent")];
    enter(&server.browser(), &secrets.token, &who).await;
    assert!(role_of(&server, "Nadia O’Brien").await.is_some());
}

#[tokio::test]
async fn a_guest_cannot_sign_in_and_their_account_is_nobody_else_s() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let secrets = invite(&head, "partner", "0").await;
    enter(&server.browser(), &secrets.token, &NADIA).await;
    let members = server.store.belongings("d").await.unwrap();
    let guest = members.iter().find(|member| member.is_guest).unwrap();
    let address = format!("{}@guest.invalid", guest.account);
    let unknown = server.browser().sign_in("nobody@guest.invalid", "").await;
    for password in ["", " ", PASSWORD] {
        let answer = server.browser().sign_in(&address, password).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.body.replace(&address, "nobody@guest.invalid"), unknown.body);
    }
}

#[tokio::test]
async fn who_is_signed_in_joins_by_a_button_and_a_member_stays_what_they_are() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let secrets = invite(&head, "partner", "1").await;
    for name in ["editor", "viewer"] {
        let member = server.signed_in(&email(name)).await;
        for path in ["/rejoindre", "/rejoindre/entrer"] {
            let answer = member.post(path, &[("code", &secrets.token)]).await;
            assert_eq!(answer.location(), "/dossiers/d", "{name}");
        }
    }
    assert_eq!(role_of(&server, "editor").await, Some(Role::Editor));
    let stranger = server.signed_in(&email("stranger")).await;
    let offered = stranger.post("/rejoindre", &[("code", &secrets.token)]).await;
    offered.shows("Rejoindre en tant que stranger").hides("name=\"name\"");
    assert_eq!(enter(&stranger, &secrets.token, &[]).await.location(), "/dossiers/d");
    assert_eq!(role_of(&server, "stranger").await, Some(Role::Partner));
}
