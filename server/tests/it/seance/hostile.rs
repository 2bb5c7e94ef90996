//! A hostile phone in a séance: floods, forged ballots, ids of others, bodies that no
//! page sends. Whatever it does is refused, and the hall goes on.

use crate::seance::held::{cast, idea, phone, press, with_seance, words};
use crate::support::{Browser, email};
use dossier::seance::Seance;
use dossier::seance::ballot::Vote;
use reqwest::StatusCode;
use uuid::Uuid;

const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const TOO_MANY: StatusCode = StatusCode::TOO_MANY_REQUESTS;

#[tokio::test]
async fn a_flood_of_ideas_is_held_back_loses_nothing_and_holds_up_nobody_else() {
    let (server, head, seance) = with_seance().await;
    press(&head, &seance, "ideas:on", "").await;
    let flood = phone(&server, &seance, "Anonyme", "other").await;
    let calm = phone(&server, &seance, "Odile", "parents").await;
    let path = format!("/seances/{}/idees", seance.id);
    let mut taken = 0;
    let mut held = None;
    for n in 0..40 {
        let said = format!("Idée {n} <b>& co</b>");
        let answer = flood.post(&path, &[("words", said.as_str())]).await;
        match answer.status {
            StatusCode::OK => taken += 1,
            _ => held = held.or(Some((said, answer))),
        }
    }
    assert!((1..40).contains(&taken), "{taken} of 40");
    let (said, answer) = held.expect("a flood is held back");
    assert_eq!(answer.status, TOO_MANY);
    answer.shows("Vous envoyez trop vite");
    answer.shows(&said.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
    assert_eq!(words(&server, &seance).await.len(), taken, "what was said to be sent is there");
    assert_eq!(idea(&calm, &seance, "", "Un banc").await, StatusCode::OK);

    // A flood of ballots of the same device is the same flood.
    press(&head, &seance, "open-dots", "").await;
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    let mut held = false;
    for _ in 0..20 {
        held |= cast(&flood, &seance, &vote, &[("o0", "1")]).await == TOO_MANY;
    }
    assert!(held, "twenty ballots at once");
    assert_eq!(cast(&calm, &seance, &vote, &[("o0", "3")]).await, StatusCode::OK);
}

#[tokio::test]
async fn who_guesses_codes_in_the_hall_holds_up_nobody_who_has_the_code() {
    let (server, _, seance) = with_seance().await;
    phone(&server, &seance, "Odile", "parents").await;
    let guesser = server.browser();
    let mut slowed = false;
    for n in 0..100 {
        let guess = guesser.get(&format!("/s/ZZZ{n:03}")).await.status;
        slowed |= guess == TOO_MANY;
    }
    assert!(slowed, "a hundred guesses");
    // The same address: a school has one.
    phone(&server, &seance, "Karim", "pupils").await;
}

#[tokio::test]
async fn sixty_phones_come_in_at_once_from_one_address() {
    let (server, _, seance) = with_seance().await;
    phone(&server, &seance, "La première", "parents").await;
    let all = (0..60).map(|n| {
        let (server, seance) = (&server, &seance);
        async move { phone(server, seance, &format!("Table {n}"), "other").await }
    });
    let all = futures_util::future::join_all(all).await;
    let there = server.store.attendance(&seance.id).await.unwrap().by_quality;
    assert_eq!(there.iter().map(|(_, count)| *count).sum::<i64>(), 1 + all.len() as i64);
}

#[tokio::test]
async fn forged_ballots_do_not_count() {
    let (server, head, seance) = with_seance().await;
    press(&head, &seance, "ideas:on", "").await;
    let forger = phone(&server, &seance, "Anonyme", "other").await;
    idea(&forger, &seance, "", "Un banc").await;
    press(&head, &seance, "open-dots", "").await;
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    let forged: [(&[(&str, &str)], StatusCode); 6] = [
        (&[("o0", "4")], REFUSED),
        (&[("o0", "-1")], REFUSED),
        (&[("o0", "99999999999999999999")], REFUSED),
        (&[("o0", "1:1 0")], REFUSED),
        (&[("o0", "٣")], REFUSED),
        // What is not proposed is nothing: a ballot without dots.
        (&[("o1", "3"), ("o999", "3"), ("answer", "yes")], StatusCode::OK),
    ];
    for (form, status) in forged {
        assert_eq!(cast(&forger, &seance, &vote, form).await, status, "{form:?}");
    }
    let tally = server.store.tally(&seance.id, &vote).await.unwrap();
    assert_eq!((tally.voters, tally.counts), (0, vec![0]));

    // A vote of another séance, also with the cookie of who takes part here.
    let (title, plan) = (("title", "Une autre soirée (essai)"), ("plan", "10 Accueil"));
    head.post("/dossiers/d/seances", &[title, plan]).await;
    let all = server.store.seances("d").await.unwrap();
    let other = all.into_iter().find(|one| one.id != seance.id).unwrap();
    press(&head, &other, "open-consent", "Un banc").await;
    let foreign = server.store.votes(&other.id).await.unwrap().remove(0);
    let yes = [("answer", "yes")];
    for (session, vote) in [(&seance, &foreign), (&other, &foreign), (&other, &vote)] {
        assert_eq!(cast(&forger, session, vote, &yes).await, StatusCode::NOT_FOUND);
    }
    let unheard = Vote { id: "' or 1=1 --".to_owned(), ..vote };
    assert_eq!(cast(&forger, &seance, &unheard, &yes).await, StatusCode::NOT_FOUND);
    assert_eq!(server.store.tally(&other.id, &foreign).await.unwrap().voters, 0);
}

#[tokio::test]
async fn a_phone_decides_nothing_of_ideas_and_takes_no_id_of_another() {
    let (server, head, seance) = with_seance().await;
    press(&head, &seance, "ideas:on", "").await;
    let owner = phone(&server, &seance, "Odile", "parents").await;
    let thief = phone(&server, &seance, "Anonyme", "other").await;
    let id = "018f0000-0000-7000-8000-000000000001";
    idea(&owner, &seance, id, "Un banc").await;
    idea(&thief, &seance, id, "Autre chose").await;
    for act in ["hide", "restore", "merge", "leave", "block", "unblock", "adopt"] {
        let refused = press(&thief, &seance, &format!("{act}:{id}"), "diagnosis").await;
        assert_eq!(refused, StatusCode::NOT_FOUND, "{act}");
    }
    for act in ["take", "ideas:off", "show:blank", "step:1", "open-dots", "open-consent", "end"] {
        assert_eq!(press(&thief, &seance, act, "x").await, StatusCode::NOT_FOUND, "{act}");
    }
    assert_eq!(words(&server, &seance).await, ["Un banc"]);
    let kept = server.store.seance(&seance.id).await.unwrap().unwrap();
    assert_eq!((kept.holder, kept.ideas_open), (seance.holder, true));
}

#[tokio::test]
async fn bodies_that_no_page_sends_are_refused_and_odd_signs_are_told_as_text() {
    let (server, head, seance) = with_seance().await;
    press(&head, &seance, "ideas:on", "").await;
    let odd = phone(&server, &seance, "Anonyme", "other").await;
    let too_long = "é".repeat(281);
    assert_eq!(idea(&odd, &seance, "", &too_long).await, REFUSED);
    let huge = "x".repeat(5_000_000);
    let refused = idea(&odd, &seance, "", &huge).await;
    assert!(refused.is_client_error(), "{refused}");
    assert_eq!(idea(&odd, &seance, "not an id", "\u{0}\u{7}\n").await, REFUSED);
    let said = "👩🏽‍🏫 \u{202e}cnab\u{202c} e\u{301}\u{0} '; drop table idea; --";
    assert_eq!(idea(&odd, &seance, "not an id", said).await, StatusCode::OK);
    let kept = words(&server, &seance).await.remove(0);
    assert!(kept.contains("drop table idea") && !kept.contains('\u{0}'), "{kept:?}");
    let page = phone(&server, &seance, "Odile", "parents").await;
    page.get(&format!("/seances/{}", seance.id)).await.shows("drop table idea");
}

#[tokio::test]
async fn a_blocked_device_does_not_count_and_stays_blocked_when_it_joins_again() {
    let (server, head, seance) = with_seance().await;
    press(&head, &seance, "ideas:on", "").await;
    let rude = phone(&server, &seance, "Anonyme", "other").await;
    idea(&rude, &seance, "", "Grossier").await;
    let id = server.store.ideas(&seance.id).await.unwrap().remove(0).id;
    press(&head, &seance, "open-dots", "").await;
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    assert_eq!(cast(&rude, &seance, &vote, &[("o0", "3")]).await, StatusCode::OK);
    let voters = async || server.store.tally(&seance.id, &vote).await.unwrap().voters;
    assert_eq!(voters().await, 1);
    press(&head, &seance, &format!("block:{id}"), "").await;
    assert_eq!(voters().await, 0, "what it has cast does not count any more");
    rejoin(&rude, &seance).await;
    assert_eq!(cast(&rude, &seance, &vote, &[("o0", "3")]).await, REFUSED);
    assert_eq!(idea(&rude, &seance, "", "Encore").await, REFUSED);
    assert_eq!(voters().await, 0);
    press(&head, &seance, &format!("unblock:{id}"), "").await;
    assert_eq!(voters().await, 1, "and counts again when it is let");
}

/// Comes in again by the code, with the cookie that it has.
async fn rejoin(browser: &Browser, seance: &Seance) {
    let code = seance.code.clone().unwrap();
    let form = [("name", "Un autre nom"), ("quality", "parents"), ("seat", "Ailleurs")];
    let entered = browser.post(&format!("/s/{code}"), &form).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nothing_is_kept_of_who_asks_for_what_they_may_not_see() {
    let (server, head, seance) = with_seance().await;
    let phone = phone(&server, &seance, "Odile", "parents").await;
    let stranger = server.signed_in(&email("stranger")).await;
    let unknown = Uuid::now_v7().to_string();
    let long = "a".repeat(4_000);
    for (browser, id) in [
        (&stranger, seance.id.as_str()),
        (&stranger, unknown.as_str()),
        (&phone, unknown.as_str()),
        (&head, unknown.as_str()),
        (&head, long.as_str()),
    ] {
        for whom in ["wall", "remote", "pitch", "phone", "class&n=1"] {
            let answer = browser.get(&format!("/seances/{id}/flux?for={whom}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{whom} of {id}");
        }
    }
    assert_eq!(server.acts.projectors.open(), 0, "nobody follows anything");

    // What is followed is gone from the list with its projector: here at once, since there is no
    // such séance.
    let mut followed = server.acts.projectors.follow(&unknown);
    while followed.changed().await.is_ok() {}
    assert_eq!(server.acts.projectors.open(), 0, "what is over is forgotten");
}
