//! Séances: who comes in, what they send, what the hall is told, and what nobody can
//! do who is not in it.

use crate::site::access::fill;
use crate::support::{Browser, TestServer, answer, email};
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::seance::Seance;
use dossier::seance::ballot::Kind;
use dossier::seance::ballot::Vote;
use reqwest::header::ORIGIN;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::time::Duration;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(10);

/// A séance that the head has begun.
pub async fn with_seance() -> (TestServer, Browser, Seance) {
    let server = TestServer::spawn().await;
    let (head, seance) = seance_on(&server).await;
    (server, head, seance)
}

pub async fn seance_on(server: &TestServer) -> (Browser, Seance) {
    fill(server).await;
    let head = server.signed_in(&email("head")).await;
    let form = [
        ("title", "Soirée de concertation (essai)"),
        ("place", "Préau"),
        ("questions", "Que manque-t-il à la cour ?\nQui peut aider ?"),
        ("plan", "10 Accueil\n20 Idées"),
    ];
    let begun = head.post("/dossiers/d/seances", &form).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let seance = server.store.seances("d").await.unwrap().remove(0);
    assert_eq!(begun.location(), format!("/seances/{}/animer", seance.id));
    (head, seance)
}

pub async fn press(browser: &Browser, seance: &Seance, act: &str, what: &str) -> StatusCode {
    let form = [("act", act), ("what", what), ("each", "3")];
    browser.post(&format!("/seances/{}/animer", seance.id), &form).await.status
}

/// A phone that comes in by the code.
pub async fn phone(server: &TestServer, seance: &Seance, name: &str, quality: &str) -> Browser {
    let browser = server.browser();
    let code = seance.code.clone().unwrap();
    let form = [("name", name), ("quality", quality), ("seat", "Table 2")];
    let entered = browser.post(&format!("/s/{code}"), &form).await;
    assert_eq!(entered.location(), format!("/seances/{}", seance.id), "{}", entered.body);
    browser
}

pub async fn idea(browser: &Browser, seance: &Seance, id: &str, words: &str) -> StatusCode {
    let form = [("id", id), ("words", words)];
    browser.post(&format!("/seances/{}/idees", seance.id), &form).await.status
}

pub async fn cast(
    browser: &Browser,
    seance: &Seance,
    vote: &Vote,
    form: &[(&str, &str)],
) -> StatusCode {
    let path = format!("/seances/{}/bulletins/{}", seance.id, vote.id);
    browser.post(&path, form).await.status
}

pub async fn words(server: &TestServer, seance: &Seance) -> Vec<String> {
    server.store.ideas(&seance.id).await.unwrap().into_iter().map(|idea| idea.words).collect()
}

/// What a page hears while it is open.
struct Stream {
    response: reqwest::Response,
    heard: Vec<u8>,
    parts: HashMap<String, String>,
}

impl Stream {
    async fn open(browser: &Browser, seance: &Seance, whom: &str) -> Stream {
        let path = format!("/seances/{}/flux?for={whom}", seance.id);
        let response = browser.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["x-accel-buffering"], "no", "no proxy holds it back");
        Stream { response, heard: Vec::new(), parts: HashMap::new() }
    }

    /// Waits until a part of that name has those words; answers all of it.
    async fn hears(&mut self, part: &str, words: &str) -> String {
        let heard = async {
            loop {
                while let Some(end) = self.heard.windows(2).position(|two| two == b"\n\n") {
                    let event = String::from_utf8(self.heard.drain(..end + 2).collect()).unwrap();
                    let data = event.lines().find_map(|line| line.strip_prefix("data: "));
                    let told = data.and_then(|data| serde_json::from_str::<Value>(data).ok());
                    let Some(Value::Object(told)) = told else { continue };
                    for (name, told) in &told {
                        self.take(name, told);
                    }
                    let html = told.get(part).and_then(|_| self.parts.get(part));
                    if let Some(html) = html.filter(|html| html.contains(words)) {
                        return html.clone();
                    }
                }
                let chunk = self.response.chunk().await.unwrap().expect("the stream goes on");
                self.heard.extend_from_slice(&chunk);
            }
        };
        timeout(PATIENCE, heard).await.unwrap_or_else(|_| panic!("{words:?} in {part}"))
    }

    /// Takes a part as a page does: whole, or what stands in the place of what.
    fn take(&mut self, name: &str, told: &Value) {
        let before = self.parts.remove(name).unwrap_or_default();
        let html = match told {
            Value::Array(change) => {
                let number = |at: usize| usize::try_from(change[at].as_u64().unwrap()).unwrap();
                let mut units: Vec<u16> = before.encode_utf16().collect();
                let words = change[2].as_str().unwrap().encode_utf16();
                units.splice(number(0)..number(0) + number(1), words);
                String::from_utf16(&units).unwrap()
            }
            whole => whole.as_str().unwrap().to_owned(),
        };
        self.parts.insert(name.to_owned(), html);
    }

    async fn ends(mut self) {
        let end = async { while let Ok(Some(_)) = self.response.chunk().await {} };
        timeout(PATIENCE, end).await.expect("the stream ends");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_joins_sends_ideas_and_votes_and_the_wall_follows() {
    let (server, head, seance) = with_seance().await;
    let mut wall = Stream::open(&head, &seance, "wall").await;
    wall.hears("screen", "Soirée de concertation (essai)").await;
    assert_eq!(press(&head, &seance, "ideas:on", "").await, StatusCode::SEE_OTHER);
    assert_eq!(press(&head, &seance, "show:ideas", "").await, StatusCode::SEE_OTHER);
    wall.hears("screen", "Que manque-t-il à la cour").await;

    let parent = phone(&server, &seance, "Odile", "parents").await;
    let class = phone(&server, &seance, "Classe de CM2", "pupils").await;
    let mut heard = Stream::open(&class, &seance, "phone").await;
    let id = "018f0000-0000-7000-8000-000000000001";
    for _ in 0..2 {
        assert_eq!(idea(&parent, &seance, id, "Un banc à l’ombre").await, StatusCode::OK);
    }
    assert_eq!(idea(&class, &seance, "", "Un potager").await, StatusCode::OK);
    assert_eq!(idea(&class, &seance, "", " \n ").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        words(&server, &seance).await,
        ["Un banc à l’ombre", "Un potager"],
        "sent twice, once there"
    );
    wall.hears("screen", "Un potager").await;
    heard.hears("ideas", "Parents").await;

    // A script is told in words what a page would say.
    let path = format!("/seances/{}/idees", seance.id);
    let request = class.request(Method::POST, &path).header("accept", "application/json");
    let told =
        crate::support::answer(request.header("origin", &class.base).form(&[("words", "")])).await;
    let told: Value = serde_json::from_str(&told.body).unwrap();
    assert_eq!(
        (told["done"].as_bool(), told["words"].as_str()),
        (Some(false), Some("Écrivez votre idée."))
    );

    // A foreign id takes nothing from whose it is.
    assert_eq!(idea(&class, &seance, id, "À moi").await, StatusCode::OK);
    assert_eq!(words(&server, &seance).await.len(), 2);

    assert_eq!(press(&head, &seance, "open-dots", "").await, StatusCode::SEE_OTHER);
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    assert_eq!((vote.kind, vote.options.len()), (Kind::Dots(3), 2));
    heard.hears("vote", "Un banc à l’ombre").await;
    assert_eq!(cast(&parent, &seance, &vote, &[("o0", "2"), ("o1", "1")]).await, StatusCode::OK);
    assert_eq!(cast(&parent, &seance, &vote, &[("o0", "3"), ("o1", "")]).await, StatusCode::OK);
    let spoilt = cast(&class, &seance, &vote, &[("o0", "3"), ("o1", "3")]).await;
    assert_eq!(spoilt, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(cast(&class, &seance, &vote, &[("o1", "1")]).await, StatusCode::OK);
    let tally = server.store.tally(&seance.id, &vote).await.unwrap();
    assert_eq!((tally.voters, tally.counts), (2, vec![3, 1]), "one ballot each, the last");
    assert_eq!(tally.by_quality.len(), 2);
    press(&head, &seance, &format!("reveal:{}", vote.id), "").await;
    wall.hears("screen", "2 votants").await;
    press(&head, &seance, &format!("close-vote:{}", vote.id), "").await;
    let late = cast(&parent, &seance, &vote, &[("o0", "1")]).await;
    assert_eq!(late, StatusCode::UNPROCESSABLE_ENTITY);

    // A secret vote keeps no quality.
    let form = [("act", "open-consent"), ("what", "Un banc cette année"), ("secret", "oui")];
    head.post(&format!("/seances/{}/animer", seance.id), &form).await;
    let vote = server.store.votes(&seance.id).await.unwrap().remove(1);
    assert_eq!(cast(&parent, &seance, &vote, &[("answer", "reserve")]).await, StatusCode::OK);
    let nothing = cast(&parent, &seance, &vote, &[]).await;
    assert_eq!(nothing, StatusCode::UNPROCESSABLE_ENTITY);
    let tally = server.store.tally(&seance.id, &vote).await.unwrap();
    assert_eq!((tally.counts, tally.by_quality.len()), (vec![0, 1, 0], 0));

    // The end.
    assert_eq!(press(&head, &seance, "end", "").await, StatusCode::SEE_OTHER);
    wall.hears("screen", "terminée").await;
    assert_eq!(idea(&parent, &seance, "", "Trop tard").await, StatusCode::UNPROCESSABLE_ENTITY);
    let code = seance.code.unwrap();
    let gone = server.browser().get(&format!("/s/{code}")).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_wall_shows_a_section_as_it_is_written_and_only_what_its_holder_may_read() {
    let (server, head, seance) = with_seance().await;
    let mut wall = Stream::open(&head, &seance, "wall").await;
    assert_eq!(
        press(&head, &seance, "show-chosen", "section:summary").await,
        StatusCode::SEE_OTHER
    );
    for said in ["Une cour", "Une cour pour tous, à l’ombre"] {
        let path = Path::field("summary.title");
        let edit = Edit::Text { path, ops: vec![Op::insert(said), Op::delete(100)] };
        server.rooms.edit("d", "editor", SectionId::Summary, vec![edit]).await.unwrap();
        wall.hears("screen", said).await;
    }
    // An editor takes the remote: the review is not theirs to read out, since it is not.
    let editor = server.signed_in(&email("editor")).await;
    let before = press(&editor, &seance, "show-chosen", "section:budget").await;
    assert_eq!(before, StatusCode::UNPROCESSABLE_ENTITY, "another holds the remote");
    assert_eq!(press(&editor, &seance, "take", "").await, StatusCode::SEE_OTHER);
    assert_eq!(
        press(&editor, &seance, "show-chosen", "section:budget").await,
        StatusCode::SEE_OTHER
    );
    wall.hears("screen", "section:budget").await;
    assert_eq!(press(&head, &seance, "zoom:1", "").await, StatusCode::UNPROCESSABLE_ENTITY);
    // Who is not a member any more holds nothing, and sees nothing.
    let partner = server.signed_in(&email("partner")).await;
    assert_eq!(press(&partner, &seance, "take", "").await, StatusCode::FORBIDDEN);
    let mut theirs = Stream::open(&editor, &seance, "wall").await;
    theirs.hears("screen", "section:budget").await;
    editor.post("/deconnexion", &[]).await;
    theirs.ends().await;
}

#[tokio::test]
async fn a_moderator_hides_groups_and_blocks_and_takes_it_back() {
    let (server, head, seance) = with_seance().await;
    press(&head, &seance, "ideas:on", "").await;
    let rude = phone(&server, &seance, "Anonyme", "other").await;
    let calm = phone(&server, &seance, "Odile", "parents").await;
    for (who, said) in [(&rude, "Grossier"), (&rude, "Un banc"), (&calm, "Des bancs")] {
        assert_eq!(idea(who, &seance, "", said).await, StatusCode::OK);
    }
    let ideas = server.store.ideas(&seance.id).await.unwrap();
    let id = |said: &str| ideas.iter().find(|idea| idea.words == said).unwrap().id.clone();
    let (first, bench, benches) = (id("Grossier"), id("Un banc"), id("Des bancs"));
    press(&head, &seance, &format!("merge:{}", bench), &benches).await;
    press(&head, &seance, &format!("hide:{}", first), "").await;
    let page = calm.get(&format!("/seances/{}", seance.id)).await;
    page.shows("Des bancs").shows("aussi").hides("Grossier");
    press(&head, &seance, &format!("restore:{}", first), "").await;
    calm.get(&format!("/seances/{}", seance.id)).await.shows("Grossier");
    press(&head, &seance, &format!("block:{}", first), "").await;
    calm.get(&format!("/seances/{}", seance.id)).await.hides("Grossier");
    assert_eq!(idea(&rude, &seance, "", "Encore").await, StatusCode::UNPROCESSABLE_ENTITY);
    press(&head, &seance, &format!("unblock:{}", first), "").await;
    assert_eq!(idea(&rude, &seance, "", "Pardon").await, StatusCode::OK);
    // Grouped with itself, or with what is not there: nothing.
    for with in [benches.as_str(), "nothing"] {
        let refused = press(&head, &seance, &format!("merge:{benches}"), with).await;
        assert_eq!(refused, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_passage_is_lit_on_the_wall_and_stays_so_while_others_write() {
    let (server, head, seance) = with_seance().await;
    press(&head, &seance, "show:section:diagnosis", "").await;
    let path = Path::field("diagnosis.findings");
    let write = async |words: &str| {
        let edit = Edit::Text { path: path.clone(), ops: vec![Op::insert(words)] };
        server.rooms.edit("d", "lead", SectionId::Diagnosis, vec![edit]).await.unwrap();
    };
    write("Un constat.\nUn autre.").await;
    let mut wall = Stream::open(&head, &seance, "wall").await;
    let mut remote = Stream::open(&head, &seance, "remote").await;
    wall.hears("screen", "Un autre.").await;
    remote.hears("passages", "diagnosis.findings|12|Un autre.").await;
    assert_eq!(
        press(&head, &seance, "highlight", "diagnosis.findings|12|Un autre.").await,
        StatusCode::SEE_OTHER
    );
    wall.hears("screen", "data-highlight=\"Un autre.\"").await;
    write("Avant tout.\n").await;
    wall.hears("screen", "Avant tout.").await;
    let kept = server.store.seance(&seance.id).await.unwrap().unwrap();
    assert!(kept.wall.highlight.is_some());
    // What is not there lights nothing, and another section begins without.
    press(&head, &seance, "highlight", "diagnosis.findings|0|Rien de tel").await;
    let lit = server.store.seance(&seance.id).await.unwrap().unwrap().wall.highlight;
    assert_eq!(lit, kept.wall.highlight);
    press(&head, &seance, "show:section:summary", "").await;
    let kept = server.store.seance(&seance.id).await.unwrap().unwrap();
    assert_eq!(kept.wall.highlight, None);
    press(&head, &seance, "show:plan", "").await;
    let refused = press(&head, &seance, "highlight", "diagnosis.findings|0|Un constat.").await;
    assert_eq!(refused, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_is_said_beside_a_section_is_the_rooms_while_somebody_shows_it_and_names_nobody() {
    let (server, head, seance) = with_seance().await;
    let partner = server.signed_in(&email("partner")).await;
    let say = async |who: &Browser, act: Value| {
        let request = who.request(Method::POST, "/dossiers/d/fils").header(ORIGIN, &who.base);
        let said = answer(request.json(&act)).await;
        let said: Value = serde_json::from_str(&said.body).expect(&said.body);
        said["id"].as_str().unwrap().to_owned()
    };
    let open = |section: &str, text: &str| json!({ "do": "open", "kind": "reservation", "place": { "section": section }, "text": text });
    let thread = say(&partner, open("budget", "Qui paie les bancs ?")).await;
    say(&partner, open("summary", "Un autre titre ?")).await;
    let mut wall = Stream::open(&head, &seance, "wall").await;
    press(&head, &seance, "show-chosen", "section:budget").await;
    let hidden = wall.hears("screen", "\"section:budget\"").await;
    assert!(!hidden.contains("Qui paie les bancs"), "it was said to those of the dossier");

    let parent = phone(&server, &seance, "Odile", "parents").await;
    let mut phones = Stream::open(&parent, &seance, "phone").await;
    press(&head, &seance, "comments:on", "").await;
    let shown = wall.hears("screen", "Qui paie les bancs").await;
    let name = &server.store.membership("d", "partner").await.unwrap().unwrap().name;
    assert!(shown.contains("Réserve") && !shown.contains(name), "{shown}");
    assert!(!shown.contains("Un autre titre"), "{shown}");
    phones.hears("mirror", "Qui paie les bancs").await;
    // It is live like the text, and gone when it is settled.
    say(&head, json!({ "do": "reply", "thread": thread, "text": "La commune, <b>en mars</b>." }))
        .await;
    wall.hears("screen", "La commune, &lt;b&gt;en mars&lt;/b&gt;.").await;
    say(&partner, json!({ "do": "resolve", "thread": thread })).await;
    let settled = wall.hears("screen", "Rien n’est discuté").await;
    assert!(!settled.contains("Qui paie"), "{settled}");
    // Another section begins without.
    press(&head, &seance, "show-chosen", "section:summary").await;
    let other = wall.hears("screen", "\"section:summary\"").await;
    assert!(!other.contains("Un autre titre"), "{other}");
}

#[tokio::test]
async fn who_is_not_in_the_session_does_nothing_in_it_and_codes_are_not_guessed() {
    let (server, head, seance) = with_seance().await;
    press(&head, &seance, "ideas:on", "").await;
    let viewer = server.signed_in(&email("viewer")).await;
    let stranger = server.signed_in(&email("stranger")).await;
    for browser in [&viewer, &stranger] {
        assert_eq!(idea(browser, &seance, "", "De dehors").await, StatusCode::NOT_FOUND);
        let page = browser.get(&format!("/seances/{}", seance.id)).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let remote = browser.get(&format!("/seances/{}/animer", seance.id)).await;
        assert!(remote.status.is_client_error());
    }
    // A phone sees neither the remote nor the dossier.
    let parent = phone(&server, &seance, "Odile", "parents").await;
    for path in [
        format!("/seances/{}/animer", seance.id),
        format!("/mur/{}", seance.id),
        "/dossiers/d".to_owned(),
    ] {
        assert_eq!(parent.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let wrong = [("name", ""), ("quality", "king"), ("seat", "x")];
    let code = seance.code.clone().unwrap();
    let refused = server.browser().post(&format!("/s/{code}"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&server, &seance).await.is_empty());

    // A whole hall comes from one address; who guesses is slowed down.
    for n in 0..60 {
        phone(&server, &seance, &format!("Table {n}"), "other").await;
    }
    let guesser = server.browser();
    let mut slowed = false;
    for n in 0..200 {
        let guess = guesser.get(&format!("/s/ZZZ{n:03}")).await.status;
        slowed |= guess == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(slowed, "two hundred guesses");
}
