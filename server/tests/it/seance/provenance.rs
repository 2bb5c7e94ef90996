//! From an idea to a sentence of the dossier, on both databases: put there once, found again, asked for
//! by whom, and without a name.

use crate::site::access::fill;
use crate::support::{Answer, Browser, TestServer, a_dossier, add_accounts, email};
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::schema::SectionDoc;
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::seance::Seance;
use dossier::seance::adopt::{Target, Voices, write_into};
use dossier::seance::idea::Fate;
use dossier::threads::Anchor;
use reqwest::StatusCode;
use server::acts::pending;
use server::store::account::erasure::Why;
use server::store::seance::provenance::Provenance;
use std::collections::BTreeSet;

on_both! {
    an_idea_with_its_group_becomes_a_sentence_once_and_is_found_again,
    what_a_crash_left_half_done_is_finished_and_not_doubled,
    who_may_not_write_or_read_a_section_puts_nothing_there_and_is_told_nothing,
    who_asked_is_told_without_a_name,
}

/// A séance of the dossier whose head that is, with these ideas of one guest.
async fn with_ideas(
    server: &TestServer,
    head: &Browser,
    dossier: &str,
    words: &[&str],
) -> (Seance, Vec<String>) {
    let form = [("title", "Soirée (essai)"), ("plan", "10 Accueil")];
    let begun = head.post(&format!("/dossiers/{dossier}/seances"), &form).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let seance = server.store.seances(dossier).await.unwrap().remove(0);
    press(head, &seance, "ideas:on", "").await;
    let phone = server.browser();
    let form = [("name", "Odile Personne"), ("quality", "parents"), ("seat", "Table 2")];
    phone.post(&format!("/s/{}", seance.code.clone().unwrap()), &form).await;
    for said in words {
        let form = [("id", ""), ("words", *said)];
        let sent = phone.post(&format!("/seances/{}/idees", seance.id), &form).await;
        assert_eq!(sent.status, StatusCode::OK);
    }
    let ideas = server.store.ideas(&seance.id).await.unwrap();
    let id = |said: &&str| ideas.iter().find(|idea| idea.words == **said).unwrap().id.clone();
    (seance, words.iter().map(id).collect())
}

async fn press(browser: &Browser, seance: &Seance, act: &str, what: &str) -> Answer {
    let form = [("act", act), ("what", what), ("each", "3")];
    browser.post(&format!("/seances/{}/animer", seance.id), &form).await
}

async fn pours(browser: &Browser, seance: &Seance, idea: &str, target: Target) -> StatusCode {
    press(browser, seance, &format!("adopt:{idea}"), target.as_str()).await.status
}

async fn doc(server: &TestServer, section: SectionId) -> SectionDoc {
    let state = server.rooms.state("d", section).await.unwrap();
    SectionDoc::load(section, 9, &state).unwrap()
}

async fn write(server: &TestServer, section: SectionId, path: &Path, ops: Vec<Op>) {
    let edit = Edit::Text { path: path.clone(), ops };
    server.rooms.edit("d", "lead", section, vec![edit]).await.unwrap();
}

async fn fate(server: &TestServer, seance: &Seance, id: &str) -> Fate {
    let ideas = server.store.ideas(&seance.id).await.unwrap();
    ideas.into_iter().find(|idea| idea.id == id).unwrap().fate
}

async fn an_idea_with_its_group_becomes_a_sentence_once_and_is_found_again(server: TestServer) {
    fill(&server).await;
    let head = server.signed_in(&email("head")).await;
    let words = ["Un banc à l’ombre", "Des bancs", "Un potager"];
    let (seance, ideas) = with_ideas(&server, &head, "d", &words).await;
    let voter = server.browser();
    let form = [("name", "Table 3"), ("quality", "teachers")];
    voter.post(&format!("/s/{}", seance.code.clone().unwrap()), &form).await;
    press(&head, &seance, "open-dots", "").await;
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    let cast = [("o0", "2"), ("o1", "1")];
    voter.post(&format!("/seances/{}/bulletins/{}", seance.id, vote.id), &cast).await;
    press(&head, &seance, &format!("merge:{}", ideas[1]), &ideas[0]).await;

    let findings = Path::field("diagnosis.findings");
    write(&server, SectionId::Diagnosis, &findings, vec![Op::insert("Il fait chaud.")]).await;
    for _ in 0..2 {
        let poured = pours(&head, &seance, &ideas[0], Target::Finding).await;
        assert_eq!(poured, StatusCode::SEE_OTHER);
    }
    assert_eq!(fate(&server, &seance, &ideas[0]).await, Fate::Kept(SectionId::Diagnosis));
    let text = "Il fait chaud.\nUn banc à l’ombre\nDes bancs\n";
    assert_eq!(doc(&server, SectionId::Diagnosis).await.words(&findings), text);
    let way = server.store.provenance(&ideas[0]).await.unwrap().unwrap();
    assert_eq!((way.by.as_str(), way.voices), ("head", Some(Voices { dots: 3, voters: 1 })));
    for (target, rows) in [
        (Target::Need, "diagnosis.needs"),
        (Target::Objective, "objectives.specific"),
        (Target::Action, "actions"),
    ] {
        // Only the first is made: the idea is in the dossier.
        assert_eq!(pours(&head, &seance, &ideas[2], target).await, StatusCode::SEE_OTHER);
        let there = doc(&server, target.section()).await.rows(&Path::field(rows)).len();
        assert_eq!(there, usize::from(target == Target::Need), "{rows}");
    }

    let page = head.get("/dossiers/d/demandes").await;
    page.shows("Un banc à l’ombre").shows("Un potager").shows("3 points, 1 votant");
    page.shows("Parents").shows("Table 2").shows("Soirée (essai)").hides("Odile");
    page.hides("Le texte a disparu");
    head.get("/dossiers/d").await.shows("/dossiers/d/demandes#diagnosis");
    head.get("/dossiers/d/seances").await.shows("/dossiers/d/demandes");

    // Written into, it is the same sentence; taken away, that is said.
    let into = vec![Op::retain(22), Op::insert(" en bois")];
    write(&server, SectionId::Diagnosis, &findings, into).await;
    head.get("/dossiers/d/demandes").await.shows("Un banc en bois à l’ombre");
    let length = doc(&server, SectionId::Diagnosis).await.words(&findings).encode_utf16().count();
    let gone = vec![Op::retain(15), Op::delete(length as u32 - 16)];
    write(&server, SectionId::Diagnosis, &findings, gone).await;
    head.get("/dossiers/d/demandes").await.shows("Le texte a disparu du dossier.");

    // Put back on the wall it can go again, and is there once more.
    press(&head, &seance, &format!("hide:{}", ideas[0]), "").await;
    let hidden = pours(&head, &seance, &ideas[0], Target::Action).await;
    assert_eq!(hidden, StatusCode::BAD_REQUEST, "what is hidden is not told");
    press(&head, &seance, &format!("restore:{}", ideas[0]), "").await;
    assert_eq!(pours(&head, &seance, &ideas[0], Target::Action).await, StatusCode::SEE_OTHER);
    let actions = doc(&server, SectionId::Actions).await;
    let rows = actions.rows(&Path::field("actions"));
    let title = Path::field("actions").row(&rows[0]).column("title");
    assert_eq!((rows.len(), actions.words(&title).as_str()), (1, "Un banc à l’ombre"));
    head.get("/dossiers/d/demandes").await.hides("Le texte a disparu");
}

async fn what_a_crash_left_half_done_is_finished_and_not_doubled(server: TestServer) {
    fill(&server).await;
    let head = server.signed_in(&email("head")).await;
    let (seance, ideas) = with_ideas(&server, &head, "d", &["Un banc", "Un potager"]).await;
    let needs = Path::field("diagnosis.needs");
    let kept = |idea: &str, poured: dossier::seance::adopt::Adoption| Provenance {
        idea: idea.to_owned(),
        place: poured.place,
        written: poured.update,
        by: "lead".to_owned(),
        by_name: String::new(),
        at: 1,
        voices: None,
    };
    // Kept and not written.
    let now = doc(&server, SectionId::Diagnosis).await;
    let poured = write_into(&now, 71, Target::Need, "row-1", "Un banc", &[]).unwrap();
    server.store.keep_provenance("d", &kept(&ideas[0], poured)).await.unwrap();
    head.get("/dossiers/d/demandes").await.hides("Un banc");
    // A page writes nothing; the job finishes it, once.
    assert_eq!(fate(&server, &seance, &ideas[0]).await, Fate::Open);
    for _ in 0..2 {
        pending::finish(&server.acts, || false).await;
        assert_eq!(doc(&server, SectionId::Diagnosis).await.rows(&needs), ["row-1"]);
        assert_eq!(fate(&server, &seance, &ideas[0]).await, Fate::Kept(SectionId::Diagnosis));
    }
    // Written and not told.
    let poured = write_into(&now, 72, Target::Need, "row-2", "Un potager", &[]).unwrap();
    server.store.keep_provenance("d", &kept(&ideas[1], poured)).await.unwrap();
    for target in [Target::Need, Target::Action] {
        for idea in &ideas {
            assert_eq!(pours(&head, &seance, idea, target).await, StatusCode::SEE_OTHER);
        }
        let server_needs = doc(&server, SectionId::Diagnosis).await.rows(&needs);
        assert_eq!(server_needs, ["row-1", "row-2"]);
        assert!(doc(&server, SectionId::Actions).await.rows(&Path::field("actions")).is_empty());
        for idea in &ideas {
            // As if the last step were lost.
            assert_eq!(fate(&server, &seance, idea).await, Fate::Kept(SectionId::Diagnosis));
            server.store.decide_idea(&seance.id, idea, &Fate::Open).await.unwrap();
        }
    }
    // Two at once are one.
    let (seance, ideas) = with_ideas(&server, &head, "d", &["Une fontaine"]).await;
    let other = server.signed_in(&email("lead")).await;
    let (one, two) = tokio::join!(
        pours(&head, &seance, &ideas[0], Target::Action),
        pours(&other, &seance, &ideas[0], Target::Action),
    );
    assert_eq!((one, two), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(doc(&server, SectionId::Actions).await.rows(&Path::field("actions")).len(), 1);
}

async fn who_may_not_write_or_read_a_section_puts_nothing_there_and_is_told_nothing(
    server: TestServer,
) {
    fill(&server).await;
    add_accounts(&server.store, &["owner"]).await;
    server.store.add_dossier(&a_dossier("o", &[("owner", Role::Head)])).await.unwrap();
    let head = server.signed_in(&email("head")).await;
    let owner = server.signed_in(&email("owner")).await;
    let (seance, ideas) = with_ideas(&server, &head, "d", &["Un banc"]).await;
    let (theirs, foreign) = with_ideas(&server, &owner, "o", &["Un secret"]).await;

    // An editor of one section facilitates, and writes in that one.
    let (one, none) = (BTreeSet::from([SectionId::Diagnosis]), BTreeSet::new());
    server.store.assign_part("d", "editor", Some(&one), &none, &none).await.unwrap();
    let editor = server.signed_in(&email("editor")).await;
    let remote = editor.get(&format!("/seances/{}/animer", seance.id)).await;
    remote.shows("value=\"finding\"").hides("value=\"action\"");
    let refused = press(&editor, &seance, &format!("adopt:{}", ideas[0]), "action").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Vous ne pouvez pas écrire dans cette rubrique.");
    for name in ["viewer", "partner"] {
        let browser = server.signed_in(&email(name)).await;
        let refused = pours(&browser, &seance, &ideas[0], Target::Need).await;
        assert_eq!(refused, StatusCode::FORBIDDEN, "{name}");
    }
    assert_eq!(pours(&owner, &seance, &ideas[0], Target::Need).await, StatusCode::NOT_FOUND);
    // An idea of another dossier's séance, and a place that is none.
    assert_eq!(pours(&head, &seance, &foreign[0], Target::Need).await, StatusCode::NOT_FOUND);
    let nowhere = press(&head, &seance, &format!("adopt:{}", ideas[0]), "budget").await;
    assert_eq!(nowhere.status, StatusCode::BAD_REQUEST);
    assert_eq!(fate(&server, &seance, &ideas[0]).await, Fate::Open);
    assert!(doc(&server, SectionId::Actions).await.rows(&Path::field("actions")).is_empty());
    assert_eq!(pours(&editor, &seance, &ideas[0], Target::Need).await, StatusCode::SEE_OTHER);
    assert_eq!(pours(&owner, &theirs, &foreign[0], Target::Need).await, StatusCode::SEE_OTHER);
    head.get("/dossiers/d/demandes").await.shows("Un banc").hides("Un secret");
    assert_eq!(head.get("/dossiers/o/demandes").await.status, StatusCode::NOT_FOUND);

    // What is in a section that somebody may not read is not there for them.
    let (_, more) = with_ideas(&server, &head, "d", &["Un avis"]).await;
    let way = Provenance {
        idea: more[0].clone(),
        place: Anchor {
            section: SectionId::Review,
            path: None,
            span: None,
            quote: "Un avis".to_owned(),
        },
        written: Vec::new(),
        by: "head".to_owned(),
        by_name: String::new(),
        at: 1,
        voices: None,
    };
    server.store.keep_provenance("d", &way).await.unwrap();
    let session = server.store.seances("d").await.unwrap().remove(0);
    server.store.decide_idea(&session.id, &more[0], &Fate::Kept(SectionId::Review)).await.unwrap();
    let partner = server.signed_in(&email("partner")).await;
    partner.get("/dossiers/d/demandes").await.shows("Un banc").hides("Un avis");
    head.get("/dossiers/d/demandes").await.shows("Un avis");
}

async fn who_asked_is_told_without_a_name(server: TestServer) {
    fill(&server).await;
    let head = server.signed_in(&email("head")).await;
    let words = ["Un banc", "Une piscine", "Un préau <neuf>"];
    let (seance, ideas) = with_ideas(&server, &head, "d", &words).await;
    assert_eq!(pours(&head, &seance, &ideas[0], Target::Ideas).await, StatusCode::SEE_OTHER);
    press(&head, &seance, &format!("leave:{}", ideas[1]), "Trop cher & loin").await;
    press(&head, &seance, &format!("leave:{}", ideas[2]), "").await;
    let viewer = server.signed_in(&email("viewer")).await;
    let page = viewer.get("/dossiers/d/demandes").await;
    page.shows("Idées non retenues").shows("Une piscine").shows("Trop cher &amp; loin");
    page.shows("Un préau &lt;neuf&gt;").shows("Sans raison donnée.");
    page.shows("Pas de vote sur cette idée").shows("Table 2").hides("Odile");

    let account = server.store.ideas(&seance.id).await.unwrap().remove(0).account.unwrap();
    server.store.erase(&account, Why::Asked, 1).await.unwrap();
    let page = viewer.get("/dossiers/d/demandes").await;
    page.shows("Un banc").shows("Parents").hides("Table 2").hides("Odile");
}
