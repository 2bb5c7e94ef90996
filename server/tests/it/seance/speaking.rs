//! Who speaks in a séance: the list, the floor that is passed on, times that stay.

use crate::seance::held::{phone, press, seance_on, with_seance};
use crate::support::{Browser, TestServer, email};
use dossier::seance::Seance;
use dossier::seance::speaking::{speaking, times, waiting};
use reqwest::StatusCode;
use server::store::account::erasure::Why;

async fn says(browser: &Browser, seance: &Seance, act: &str) -> StatusCode {
    browser.post(&format!("/seances/{}/parole", seance.id), &[("act", act)]).await.status
}

on_both! {
    the_floor_is_asked_for_given_and_counted_by_quality,
}

async fn the_floor_is_asked_for_given_and_counted_by_quality(server: TestServer) {
    let (head, seance) = seance_on(&server).await;
    let parent = phone(&server, &seance, "Odile", "parents").await;
    let pupil = phone(&server, &seance, "Karim", "pupils").await;
    let page = format!("/seances/{}", seance.id);
    let remote = format!("/seances/{}/animer", seance.id);
    parent.get(&page).await.shows("Demander la parole");
    for who in [&parent, &parent, &pupil] {
        assert_eq!(says(who, &seance, "ask").await, StatusCode::SEE_OTHER);
    }
    let turns = server.store.turns(&seance.id).await.unwrap();
    assert_eq!(waiting(&turns).count(), 2, "asked twice, on the list once");
    pupil.get(&page).await.shows("Vous êtes n°\u{a0}2").shows("Retirer ma demande");
    head.get(&remote).await.shows("(Odile, Table 2)").shows("Donner la parole");

    // A phone gives the floor to nobody.
    let (first, second) = (turns[0].id.clone(), turns[1].id.clone());
    let taken = press(&pupil, &seance, &format!("give-turn:{second}"), "").await;
    assert_eq!(taken, StatusCode::NOT_FOUND);
    assert_eq!(says(&pupil, &seance, "give").await, StatusCode::BAD_REQUEST);

    press(&head, &seance, &format!("give-turn:{first}"), "").await;
    parent.get(&page).await.shows("À vous");
    press(&head, &seance, "add-turn", "associations").await;
    assert_eq!(press(&head, &seance, "add-turn", "king").await, StatusCode::BAD_REQUEST);
    // Pressed twice, or for who is not on the list, nothing is taken from who speaks.
    for id in [first.as_str(), "nobody"] {
        press(&head, &seance, &format!("give-turn:{id}"), "").await;
        let turns = server.store.turns(&seance.id).await.unwrap();
        assert_eq!(speaking(&turns).map(|turn| &turn.id), Some(&first));
    }
    // Giving it to the next takes it from who has it; who had it may ask again.
    press(&head, &seance, &format!("give-turn:{second}"), "").await;
    assert_eq!(says(&parent, &seance, "ask").await, StatusCode::SEE_OTHER);
    let turns = server.store.turns(&seance.id).await.unwrap();
    assert_eq!(speaking(&turns).map(|turn| &turn.id), Some(&second));
    assert_eq!(waiting(&turns).count(), 2);
    assert_eq!(says(&parent, &seance, "withdraw").await, StatusCode::SEE_OTHER);
    let turns = server.store.turns(&seance.id).await.unwrap();
    let left: Vec<_> = waiting(&turns).map(|turn| turn.id.clone()).collect();
    assert_eq!(left.len(), 1, "who has no device waits still");
    press(&head, &seance, &format!("drop-turn:{}", left[0]), "").await;
    press(&head, &seance, "end-turn", "").await;

    let turns = server.store.turns(&seance.id).await.unwrap();
    assert_eq!((speaking(&turns), waiting(&turns).count()), (None, 0));
    let times = times(&turns, i64::MAX);
    let told: Vec<_> = times.iter().map(|time| (time.quality.as_str(), time.turns)).collect();
    assert_eq!(told, [("parents", 1), ("pupils", 1)]);
    assert!(times.iter().all(|time| time.milliseconds < 600_000), "what has ended grows no more");

    // The end of the séance ends who speaks; after it nobody asks.
    press(&head, &seance, "add-turn", "other").await;
    let last = server.store.turns(&seance.id).await.unwrap().pop().unwrap();
    press(&head, &seance, &format!("give-turn:{}", last.id), "").await;
    press(&head, &seance, "end", "").await;
    assert_eq!(says(&parent, &seance, "ask").await, StatusCode::SEE_OTHER);
    let turns = server.store.turns(&seance.id).await.unwrap();
    assert_eq!((speaking(&turns), waiting(&turns).count()), (None, 0));
}

#[tokio::test]
async fn who_does_not_take_part_is_on_no_list_and_who_goes_leaves_only_times() {
    let (server, head, seance) = with_seance().await;
    let stranger = server.signed_in(&email("stranger")).await;
    assert_eq!(says(&stranger, &seance, "ask").await, StatusCode::NOT_FOUND);
    assert_eq!(says(&head, &seance, "ask").await, StatusCode::NOT_FOUND);
    let parent = phone(&server, &seance, "Odile", "parents").await;
    says(&parent, &seance, "ask").await;
    let turn = server.store.turns(&seance.id).await.unwrap().remove(0);
    press(&head, &seance, &format!("give-turn:{}", turn.id), "").await;
    says(&parent, &seance, "ask").await;
    assert_eq!(server.store.turns(&seance.id).await.unwrap().len(), 2);
    let account = turn.account.unwrap();
    let data = serde_json::to_value(server.store.own_data(&account).await.unwrap()).unwrap();
    assert_eq!(data["turns"].as_array().map(Vec::len), Some(2));
    server.store.erase(&account, Why::Asked, 1).await.unwrap();
    let turns = server.store.turns(&seance.id).await.unwrap();
    assert_eq!(turns.len(), 1, "who waited waits no more");
    assert_eq!((turns[0].account.as_ref(), turns[0].quality.as_str()), (None, "parents"));
}
