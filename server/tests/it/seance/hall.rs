//! What a hall is made of: a phone that comes in again is one, whoever came later does not vote, and
//! a séance that nobody ends is over one day.

use crate::seance::held::{cast, idea, phone, press, seance_on};
use crate::support::{Browser, TestServer, answer};
use dossier::seance::Seance;
use reqwest::header::{COOKIE, HOST, ORIGIN};
use reqwest::{Method, StatusCode};
use server::acts::seance::end_forgotten;
use server::clock;

on_both! {
    a_phone_that_forgets_its_sign_in_is_who_it_was,
    who_came_in_after_a_vote_was_opened_does_not_vote_in_it,
    a_hall_is_led_where_its_remote_is_and_to_no_other_site,
    a_seance_that_nobody_ends_is_over_the_next_day,
}

const A_DAY: i64 = 24 * 3600 * 1000;

async fn come_again(browser: &Browser, seance: &Seance, cookie: &str) -> StatusCode {
    let path = format!("/s/{}", seance.code.as_deref().unwrap());
    let request = browser.request(Method::POST, &path).header(ORIGIN, &browser.base);
    let form = [("name", "Odile"), ("quality", "parents"), ("seat", "Table 2")];
    answer(request.header(COOKIE, cookie).form(&form)).await.status
}

async fn a_phone_that_forgets_its_sign_in_is_who_it_was(server: TestServer) {
    let (_, seance) = seance_on(&server).await;
    let path = format!("/s/{}", seance.code.as_deref().unwrap());
    let form = [("name", "Odile"), ("quality", "parents"), ("seat", "Table 2")];
    let entered = server.browser().post(&path, &form).await;
    let cookies = entered.headers.get_all("set-cookie").iter();
    let kept: Vec<String> = cookies
        .map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap().to_owned())
        .filter(|cookie| cookie.starts_with("preau-browser="))
        .collect();
    let devices = async || server.store.attendance(&seance.id).await.unwrap().devices;
    for _ in 0..5 {
        let status = come_again(&server.browser(), &seance, &kept[0]).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert_eq!(devices().await, 1);
    }
    // Another account in the same browser is no second voice.
    let member = server.pass("editor").await;
    let both = format!("{}; {}", member.cookie, kept[0]);
    let status = come_again(&server.browser(), &seance, &both).await;
    assert_eq!((status, devices().await), (StatusCode::CONFLICT, 1));
    // Without cookies there is no end to it but the pace.
    let mut came = 0;
    for _ in 0..360 {
        let status = come_again(&server.browser(), &seance, "none=1").await;
        came += i32::from(status == StatusCode::SEE_OTHER);
    }
    assert!((310..360).contains(&came), "{came}");
}

async fn who_came_in_after_a_vote_was_opened_does_not_vote_in_it(server: TestServer) {
    let (head, seance) = seance_on(&server).await;
    let there = phone(&server, &seance, "Odile", "parents").await;
    press(&head, &seance, "open-consent", "Un banc").await;
    let vote = server.store.votes(&seance.id).await.unwrap().remove(0);
    // The clock goes on.
    while clock::now() <= vote.at {
        tokio::task::yield_now().await;
    }
    let late = phone(&server, &seance, "Karim", "parents").await;
    let yes = [("answer", "yes")];
    assert_eq!(cast(&there, &seance, &vote, &yes).await, StatusCode::OK);
    assert_eq!(cast(&late, &seance, &vote, &yes).await, StatusCode::UNPROCESSABLE_ENTITY);
    let path = format!("/seances/{}/bulletins/{}", seance.id, vote.id);
    late.post(&path, &yes).await.shows("avant votre arrivée");
    assert_eq!(server.store.tally(&seance.id, &vote).await.unwrap().voters, 1);
}

/// Where phones are led follows the remote in the own network, and nobody else.
async fn a_hall_is_led_where_its_remote_is_and_to_no_other_site(server: TestServer) {
    let (head, seance) = seance_on(&server).await;
    let site = async || server.store.seance(&seance.id).await.unwrap().unwrap().site;
    let here = site().await;
    let wall = head.request(Method::GET, &format!("/mur/{}", seance.id));
    assert_eq!(answer(wall.header(HOST, "192.168.7.7:3000")).await.status, StatusCode::OK);
    assert_eq!(site().await, here, "reading changes nothing");
    let press = async |host: &str| {
        let path = format!("/seances/{}/animer", seance.id);
        let request = head.request(Method::POST, &path).header(HOST, host);
        let request = request.header(ORIGIN, format!("http://{host}"));
        answer(request.form(&[("act", "show:blank")])).await.status
    };
    assert_eq!(press("192.168.7.7:3000").await, StatusCode::SEE_OTHER);
    assert_eq!(site().await, "http://192.168.7.7:3000");
    assert_eq!(press("evil.example").await, StatusCode::SEE_OTHER);
    assert_eq!(site().await, here);
}

async fn a_seance_that_nobody_ends_is_over_the_next_day(server: TestServer) {
    let (head, seance) = seance_on(&server).await;
    let now = clock::now();
    let ended = async |at: i64| {
        end_forgotten(&server.acts, at).await.unwrap();
        server.store.seance(&seance.id).await.unwrap().unwrap().ended_at
    };
    // Prepared, and tried by who prepares it: it is held in spring.
    phone(&server, &seance, "Odile", "parents").await;
    assert_eq!(ended(now + 200 * A_DAY).await, None);
    for name in ["Karim", "Ana"] {
        phone(&server, &seance, name, "parents").await;
    }
    press(&head, &seance, "ideas:on", "").await;
    let ana = phone(&server, &seance, "Zoé", "parents").await;
    idea(&ana, &seance, "", "Un banc").await;
    let last = clock::now();
    assert_eq!(ended(now + A_DAY - 60_000).await, None);
    let at = ended(last + A_DAY + 60_000).await.unwrap();
    assert!((now..=last).contains(&at), "when something happened in it last");
    let code = seance.code.unwrap();
    let gone = server.browser().get(&format!("/s/{code}")).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
}
