//! What is closed stays as it was counted: whoever is erased later was there and has voted. And the
//! ballots of a secret vote go as it closes.

use crate::seance::held::{cast, phone, press, seance_on};
use crate::support::{Browser, TestServer};
use serde_json::Value;

on_both! {
    who_is_erased_changes_no_figure_of_what_is_closed,
    a_secret_vote_forgets_who_answered_as_it_closes,
    the_end_of_a_seance_closes_its_votes,
}

async fn erase(guest: &Browser) {
    let done = guest.post("/compte/effacer", &[("sure", "yes")]).await;
    done.shows("C’est effacé");
}

/// What a guest is told of their ballots.
async fn ballots(guest: &Browser) -> usize {
    let data: Value = serde_json::from_str(&guest.get("/compte/donnees.json").await.body).unwrap();
    data["ballots"].as_array().unwrap().len()
}

async fn who_is_erased_changes_no_figure_of_what_is_closed(server: TestServer) {
    let (head, seance) = seance_on(&server).await;
    let odile = phone(&server, &seance, "Odile", "parents").await;
    let karim = phone(&server, &seance, "Karim", "pupils").await;
    press(&head, &seance, "open-consent", "Un banc").await;
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    cast(&odile, &seance, &vote, &[("answer", "no"), ("why", "Trop cher")]).await;
    cast(&karim, &seance, &vote, &[("answer", "yes")]).await;
    press(&head, &seance, &format!("close-vote:{}", vote.id), "").await;
    press(&head, &seance, "end", "").await;
    let (figures, present) = (
        server.store.outcome(&seance.id, &vote).await.unwrap(),
        server.store.attendance(&seance.id).await.unwrap(),
    );
    assert_eq!((figures.0.voters, &figures.0.counts[..]), (2, &[1, 0, 1][..]));
    assert_eq!(figures.0.by_quality.len(), 2);
    assert_eq!(present.devices, 2);
    assert_eq!(ballots(&odile).await, 1);
    erase(&odile).await;
    erase(&karim).await;
    assert_eq!(server.store.outcome(&seance.id, &vote).await.unwrap(), figures);
    assert_eq!(server.store.attendance(&seance.id).await.unwrap(), present);
    let releve = head.get(&format!("/seances/{}/releve", seance.id)).await;
    releve.shows("Trop cher");
}

async fn a_secret_vote_forgets_who_answered_as_it_closes(server: TestServer) {
    let (head, seance) = seance_on(&server).await;
    let odile = phone(&server, &seance, "Odile", "parents").await;
    let form = [("act", "open-consent"), ("what", "Un banc"), ("secret", "yes")];
    head.post(&format!("/seances/{}/animer", seance.id), &form).await;
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    cast(&odile, &seance, &vote, &[("answer", "no"), ("why", "Trop cher")]).await;
    assert_eq!(ballots(&odile).await, 1);
    press(&head, &seance, &format!("close-vote:{}", vote.id), "").await;
    assert_eq!(ballots(&odile).await, 0);
    let (tally, reasons) = server.store.outcome(&seance.id, &vote).await.unwrap();
    assert_eq!((tally.voters, tally.counts), (1, vec![0, 0, 1]));
    assert_eq!((reasons[0].words.as_str(), &reasons[0].quality), ("Trop cher", &None));
}

async fn the_end_of_a_seance_closes_its_votes(server: TestServer) {
    let (head, seance) = seance_on(&server).await;
    let odile = phone(&server, &seance, "Odile", "parents").await;
    press(&head, &seance, "open-consent", "Un banc").await;
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    cast(&odile, &seance, &vote, &[("answer", "yes")]).await;
    press(&head, &seance, "end", "").await;
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    assert!(!vote.is_open());
    erase(&odile).await;
    assert_eq!(server.store.tally(&seance.id, &vote).await.unwrap().voters, 1);
}
