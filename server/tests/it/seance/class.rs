//! A class in a séance: pupils without names, an adult who reads what they send before the hall does.
//! On both databases.

use crate::seance::held::{cast, idea, phone, press, seance_on, words};
use crate::support::{Browser, TestServer, email};
use dossier::seance::Seance;
use dossier::seance::class::Class;
use reqwest::StatusCode;
use server::store::account::erasure::Why;
use server::store::seance::ideas::{IdeaOutcome, NewIdea};

on_both! {
    what_a_class_sends_is_the_rooms_when_its_adult_has_read_it,
    a_class_is_opened_once_by_an_adult_in_the_room,
}

async fn make(browser: &Browser, seance: &Seance, name: &str, people: &str) -> StatusCode {
    let form = [("name", name), ("people", people)];
    browser.post(&format!("/seances/{}/classe", seance.id), &form).await.status
}

async fn reread(browser: &Browser, seance: &Seance, what: &str, idea: &str) -> StatusCode {
    let act = format!("{what}:{idea}");
    browser.post(&format!("/seances/{}/classes/1", seance.id), &[("act", &act)]).await.status
}

async fn class_of(server: &TestServer, seance: &Seance) -> Class {
    server.store.classes(&seance.id).await.unwrap().remove(0)
}

/// A pupil's device; nothing is asked.
async fn pupil(server: &TestServer, class: &Class) -> Browser {
    let browser = server.browser();
    browser.get(&format!("/s/{}", class.code)).await.shows("Entrer comme Classe de CM2");
    let entered = browser.post(&format!("/s/{}", class.code), &[("name", "Léa")]).await;
    assert_eq!(entered.location(), format!("/seances/{}", class.seance), "{}", entered.body);
    browser
}

async fn what_a_class_sends_is_the_rooms_when_its_adult_has_read_it(server: TestServer) {
    let (head, seance) = seance_on(&server).await;
    press(&head, &seance, "ideas:on", "").await;
    let adult = phone(&server, &seance, "Maîtresse", "teachers").await;
    assert_eq!(make(&adult, &seance, "Classe de CM2", "24").await, StatusCode::SEE_OTHER);
    let class = class_of(&server, &seance).await;
    let one = pupil(&server, &class).await;
    let other = pupil(&server, &class).await;
    let page = format!("/seances/{}", seance.id);
    one.get(&page).await.shows("Classe de CM2").hides("Léa").hides("courriel");
    let attendance = server.store.attendance(&seance.id).await.unwrap().by_quality;
    let teacher = ("teachers".to_owned(), 1);
    assert_eq!(attendance, [("pupils".to_owned(), 24), teacher], "counted once, with the class");

    // It waits for the adult, and nobody else reads it.
    let sent = ["Une cabane", "Chloé nous embête", "Un toboggan"];
    for (pupil, said) in [(&one, sent[0]), (&other, sent[1]), (&other, sent[2])] {
        let form = [("words", said)];
        let told = pupil.post(&format!("{page}/idees"), &form).await;
        told.shows("Envoyée à l’adulte");
    }
    assert_eq!(words(&server, &seance).await, [""; 0]);
    let held = server.store.held_ideas(&seance.id).await.unwrap();
    let id = |said: &str| held.iter().find(|one| one.words == said).unwrap().id.clone();
    let read = format!("{page}/classes/1");
    adult.get(&read).await.shows("Une cabane").shows("À relire (3)");
    head.get(&read).await.shows("Une cabane");
    head.get(&format!("{page}/animer")).await.shows("3 à relire").hides("Une cabane");
    for who in [&one, &phone(&server, &seance, "Odile", "parents").await] {
        who.get(&page).await.hides("Une cabane");
        assert_eq!(who.get(&read).await.status, StatusCode::NOT_FOUND);
        assert_eq!(reread(who, &seance, "hall", &id("Une cabane")).await, StatusCode::NOT_FOUND);
    }
    for moderates in ["hide", "restore", "leave"] {
        let act = format!("{moderates}:{}", id("Une cabane"));
        assert_eq!(press(&head, &seance, &act, "").await, StatusCode::NOT_FOUND, "{moderates}");
    }

    // Sent on, set aside, taken up again.
    assert_eq!(reread(&adult, &seance, "hall", &id(sent[0])).await, StatusCode::SEE_OTHER);
    reread(&adult, &seance, "aside", &id(sent[1])).await;
    reread(&adult, &seance, "aside", &id(sent[2])).await;
    adult.get(&read).await.shows("Écartées (2)").shows("À relire (0)");
    reread(&adult, &seance, "waits", &id(sent[2])).await;
    adult.get(&read).await.shows("Écartées (1)").shows("À relire (1)");
    assert_eq!(words(&server, &seance).await, ["Une cabane"]);
    let ideas = server.store.ideas(&seance.id).await.unwrap();
    assert_eq!((ideas[0].quality.as_str(), ideas[0].seat.as_str()), ("pupils", "Classe de CM2"));
    // What the hall has read is the facilitator's to moderate, and the adult's no more.
    reread(&adult, &seance, "aside", &id(sent[0])).await;
    assert_eq!(words(&server, &seance).await, ["Une cabane"]);
    assert_eq!(reread(&adult, &seance, "moon", &id(sent[2])).await, StatusCode::BAD_REQUEST);

    // Each device has one ballot. No address is left, and the end forgets what was not sent.
    assert_eq!(press(&head, &seance, "open-dots", "").await, StatusCode::SEE_OTHER);
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    for pupil in [&one, &one, &other] {
        assert_eq!(cast(pupil, &seance, &vote, &[("o0", "1")]).await, StatusCode::OK);
    }
    assert_eq!(server.store.tally(&seance.id, &vote).await.unwrap().voters, 2);
    let hear = one.post(&format!("{page}/suite"), &[("email", "lea@ecole.example")]).await;
    assert_eq!(hear.status, StatusCode::FORBIDDEN);
    press(&head, &seance, "end", "").await;
    let late = NewIdea {
        id: "late".to_owned(),
        seance: seance.id.clone(),
        account: class.adult.clone().unwrap(),
        quality: "pupils".to_owned(),
        seat: class.name.clone(),
        words: "Encore".to_owned(),
        at: 1,
        class: Some(1),
    };
    assert_eq!(server.store.add_idea(&late, 50).await.unwrap(), IdeaOutcome::Closed);
    assert_eq!(server.store.held_ideas(&seance.id).await.unwrap(), []);
    let over = server.browser().post(&format!("/s/{}", class.code), &[]).await;
    assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY);
    adult.get(&read).await.shows("terminée");
}

async fn a_class_is_opened_once_by_an_adult_in_the_room(server: TestServer) {
    let (head, seance) = seance_on(&server).await;
    let path = format!("/seances/{}/classe", seance.id);
    assert_eq!(make(&head, &seance, "CM2", "20").await, StatusCode::NOT_FOUND, "not in the room");
    let karim = phone(&server, &seance, "Karim", "pupils").await;
    assert_eq!(make(&karim, &seance, "CM2", "20").await, StatusCode::FORBIDDEN);
    assert_eq!(karim.get(&path).await.status, StatusCode::FORBIDDEN);
    let adult = phone(&server, &seance, "Maître", "teachers").await;
    adult.get(&format!("/seances/{}", seance.id)).await.shows("J’accompagne une classe");
    for (name, people) in [("", "20"), ("CM2", "0"), ("CM2", "41"), (&*"é".repeat(41), "20")] {
        let form = [("name", name), ("people", people)];
        let refused = adult.post(&path, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {people}");
        refused.shows(name).shows(&format!("value=\"{people}\""));
    }
    for name in ["Classe de CM2", "Une autre"] {
        let made = adult.post(&path, &[("name", name), ("people", "20")]).await;
        assert_eq!(made.location(), format!("/seances/{}/classes/1", seance.id));
    }
    assert_eq!(server.store.classes(&seance.id).await.unwrap().len(), 1);
    let change = [("name", "CM1-CM2"), ("people", "22")];
    adult.post(&format!("/seances/{}/classes/1", seance.id), &change).await;
    let class = class_of(&server, &seance).await;
    assert_eq!((class.name.as_str(), class.people), ("CM1-CM2", 22));
    // A device of the class opens none, and an adult who is blocked reads nothing more.
    let browser = server.browser();
    browser.post(&format!("/s/{}", class.code), &[]).await;
    assert_eq!(make(&browser, &seance, "CM1", "20").await, StatusCode::FORBIDDEN);
    press(&head, &seance, "ideas:on", "").await;
    idea(&adult, &seance, "", "Du bruit").await;
    let id = server.store.ideas(&seance.id).await.unwrap().remove(0).id;
    press(&head, &seance, &format!("block:{id}"), "").await;
    let read = format!("/seances/{}/classes/1", seance.id);
    assert_eq!(adult.get(&read).await.status, StatusCode::NOT_FOUND);
    let partner = server.signed_in(&email("partner")).await;
    assert_eq!(partner.get(&read).await.status, StatusCode::FORBIDDEN);
    // Who is erased accompanies nothing.
    let account = class.adult.unwrap();
    let data = serde_json::to_value(server.store.own_data(&account).await.unwrap()).unwrap();
    assert_eq!(data["classes"][0]["text"], "CM1-CM2");
    server.store.erase(&account, Why::Asked, 1).await.unwrap();
    assert_eq!(class_of(&server, &seance).await.adult, None);
}
