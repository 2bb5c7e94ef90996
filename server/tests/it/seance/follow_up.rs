//! What a participant hears of a séance by a letter once its relevé is approved, on both databases.

use crate::seance::releve::{approve, correct, held};
use crate::support::TestServer;
use dossier::seance::releve::Releve;
use reqwest::StatusCode;
use server::config::Config;
use server::jobs::follow_up_emails::FollowUpEmails;
use server::mail::Mail;
use std::time::Duration;
use tokio::time::{sleep, timeout};

on_both! {
    who_left_an_address_hears_once_what_became_of_their_ideas,
    a_letter_that_cannot_leave_is_tried_again_and_given_up_with_its_address,
    an_address_is_forgotten_before_its_letter_leaves,
}

async fn who_left_an_address_hears_once_what_became_of_their_ideas(server: TestServer) {
    let (head, seance, parent) = held(&server).await;
    let page = format!("/seances/{}", seance.id);
    parent.get(&page).await.shows("Vos idées").shows("Non retenue\u{a0}: Trop cher");
    let wrong = parent.post(&format!("{page}/suite"), &[("email", "odile@")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.shows("odile@").shows("ne semble pas complète");
    let kept = parent.post(&format!("{page}/suite"), &[("email", "odile@maison.example")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    parent.get(&page).await.shows("la suite ira à odile@maison.example");
    let mine = parent.get("/compte/donnees.json").await;
    mine.shows("odile@maison.example");

    approve(&head, &seance, &[]).await;
    until_told(&server).await;
    let letters = letters(&server).await;
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    for words in ["odile@maison.example", "Une piscine", "Trop cher", "Un banc", "effacée"] {
        assert!(letter.contains(words), "{words} in {letter}");
    }
    parent.get(&page).await.hides("odile@maison.example").shows("Lire le relevé");
    correct(&head, &seance, "1", "Gymnase").await;
    approve(&head, &seance, &[]).await;
    assert_eq!(self::letters(&server).await.len(), 1, "the address is gone");
}

/// Waits until a letter is there.
async fn until_told(server: &TestServer) {
    let folder = server.directory.path().join("data/mail");
    let is_there = || folder.read_dir().is_ok_and(|mut files| files.next().is_some());
    let waits = async {
        while !is_there() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(10), waits).await.expect("the letter has left");
}

async fn a_letter_that_cannot_leave_is_tried_again_and_given_up_with_its_address(
    server: TestServer,
) {
    let (head, seance, parent) = held(&server).await;
    // Where letters go is no folder.
    let folder = server.directory.path().join("data/mail");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "").unwrap();
    let form = [("email", "odile@maison.example")];
    parent.post(&format!("/seances/{}/suite", seance.id), &form).await;
    // Nobody tells the server's own round of it.
    let (releve, approved) = (Releve { date: "2026-11-24".into(), ..Releve::default() }, 7);
    assert!(server.store.approve_releve(&seance.id, 0, &releve, "head", approved).await.unwrap());
    let mut config = Config::read(|_| None).unwrap();
    config.data = server.directory.path().join("data");
    let emails = FollowUpEmails {
        store: server.store.clone(),
        mail: Mail::new(config.smtp.as_ref(), config.mail_from.clone(), config.mail_directory())
            .unwrap(),
    };
    emails.round(approved + 1, || false).await.unwrap();
    let desk = head.get(&format!("/seances/{}/releve", seance.id)).await;
    desk.shows("à 1 participant n’est pas encore parti");
    std::fs::remove_file(&folder).unwrap();
    emails.round(approved + 1, || false).await.unwrap();
    assert_eq!(letters(&server).await.len(), 1);

    // Given up after a week.
    parent.post(&format!("/seances/{}/suite", seance.id), &form).await;
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "").unwrap();
    let week = 7 * 24 * 3600 * 1000;
    emails.round(approved + week, || false).await.unwrap();
    assert_eq!(server.store.awaiting_news(&seance.id).await.unwrap().len(), 1);
    emails.round(approved + week + 1, || false).await.unwrap();
    assert_eq!(server.store.awaiting_news(&seance.id).await.unwrap(), []);
}

/// A stop between the two leaves the letter unsent, and never sends it twice.
async fn an_address_is_forgotten_before_its_letter_leaves(server: TestServer) {
    let (_, seance, parent) = held(&server).await;
    let form = [("email", "odile@maison.example")];
    parent.post(&format!("/seances/{}/suite", seance.id), &form).await;
    let waits = server.store.awaiting_news(&seance.id).await.unwrap();
    let [one] = &waits[..] else { panic!("{waits:?}") };
    assert!(server.store.take_address(&seance.id, one).await.unwrap());
    assert_eq!(server.store.awaiting_news(&seance.id).await.unwrap(), []);
    assert!(!server.store.take_address(&seance.id, one).await.unwrap(), "once");
}

/// The letters that have left, in words.
async fn letters(server: &TestServer) -> Vec<String> {
    let mut config = Config::read(|_| None).unwrap();
    config.data = server.directory.path().join("data");
    let mail =
        Mail::new(config.smtp.as_ref(), config.mail_from.clone(), config.mail_directory()).unwrap();
    let mut letters = Vec::new();
    for file in config.data.join("mail").read_dir().unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let kept = mail.stored(name.trim_end_matches(".eml")).await.unwrap();
        letters.push(format!("{}\n{}", kept.head, kept.text));
    }
    letters
}
