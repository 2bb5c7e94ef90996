//! People who write together: tabs over the real server, by websocket and by plain requests.

use crate::site::access::with_everybody;
use crate::support::TestServer;
use crate::support::raw::{Raw, replayed, typed};
use crate::support::state::CONDITIONS;
use crate::support::tab::{ABSTRACT, COSTS, METHOD, TITLE, Tab, Text};
use crate::support::wire::{Way, body_of};
use dossier::document::path::Path;
use dossier::rights::Role;
use dossier::sync::close;
use dossier::sync::frame::Frame;
use dossier::sync::http_channel::Hearing;
use dossier::sync::presence::Person;
use dossier::sync::replica::SaveState;

/// A text as the log alone gives it.
async fn stored(server: &TestServer, (section, key): Text) -> String {
    replayed(section, 2, &server.log("d", section).await).words(&Path::field(key))
}

/// Everybody types into one paragraph and into one of their own, and sees it all.
async fn write_together(server: &TestServer, tabs: &[&Tab], round: &str) {
    let own = [ABSTRACT, COSTS, TITLE];
    for (n, tab) in tabs.iter().enumerate() {
        for word in 0..10 {
            tab.write(METHOD, 0, &format!("[{round} {n}.{word}]"));
            tab.write(own[n], 0, &format!("[{round} {word}]"));
        }
    }
    for tab in tabs {
        tab.saved().await;
        for (n, text) in own.into_iter().take(tabs.len()).enumerate() {
            for word in 0..10 {
                tab.sees(METHOD, &format!("[{round} {n}.{word}]")).await;
                tab.sees(text, &format!("[{round} {word}]")).await;
            }
        }
    }
    for text in [METHOD, own[0], own[1], own[2]] {
        let words = stored(server, text).await;
        for tab in tabs {
            assert_eq!(tab.words(text), words, "{} {text:?}", tab.name);
        }
    }
}

#[tokio::test]
async fn two_tabs_agree_and_come_back_after_a_restart() {
    let server = with_everybody().await;
    let mut lead = server.tab("lead", Role::Lead).await;
    let mut editor = server.tab("editor", Role::Editor).await;
    write_together(&server, &[&lead, &editor], "before").await;
    let people: Vec<String> = lead.state().people.values().map(|p| p.name.clone()).collect();
    assert_eq!(people, ["lead (personne fictive)", "editor (personne fictive)"]);

    let server = server.restart().await;
    for tab in [&mut lead, &mut editor] {
        assert_eq!(tab.ended().await, close::RESTART, "{}", tab.name);
        tab.write(METHOD, 0, &format!("[{} alone]", tab.name));
        assert_eq!(tab.state().replica.save_state(), SaveState::Offline(1));
        tab.pass = tab.pass.at(server.address);
        tab.connect().await.unwrap();
    }
    write_together(&server, &[&lead, &editor], "after").await;
    for tab in [&lead, &editor] {
        tab.sees(METHOD, "[lead alone]").await;
        tab.sees(METHOD, "[editor alone]").await;
        assert!(tab.state().device.is_empty());
    }
}

#[tokio::test]
async fn plain_requests_carry_the_same_beside_a_websocket() {
    let server = with_everybody().await;
    let lead = server.tab("lead", Role::Lead).await;
    let pass = server.pass("editor").await;
    let mut editor = Tab::open("editor", &pass, "d", Role::Editor, Way::Channel).await;
    write_together(&server, &[&lead, &editor], "first").await;
    lead.until("the editor to be there", |lead| lead.people.len() == 2).await;

    editor.cut();
    editor.write(METHOD, 0, "[offline]");
    lead.write(METHOD, 0, "[meanwhile]");
    lead.saved().await;
    editor.connect().await.unwrap();
    editor.saved().await;
    editor.sees(METHOD, "[meanwhile]").await;
    lead.sees(METHOD, "[offline]").await;
    write_together(&server, &[&lead, &editor], "second").await;

    let server = server.restart().await;
    assert_eq!(editor.ended().await, close::RESTART);
    editor.pass = editor.pass.at(server.address);
    editor.connect().await.unwrap();
    write_together(&server, &[&editor], "third").await;
}

#[tokio::test]
async fn nobody_hears_of_a_write_before_it_is_in_the_log() {
    let server = with_everybody().await;
    let (section, key) = METHOD;
    let mut writer = Raw::open(&server.pass("lead").await).await;
    let mut reader = Raw::open(&server.pass("editor").await).await;
    // A section is followed by those who asked for it.
    reader.say(&Frame::Step1 { section, vector: vec![0] }).await;
    reader.answer(|frame| matches!(frame, Frame::Step2 { .. })).await;
    let document = replayed(section, 77, &server.log("d", section).await);
    for no in 1..=40 {
        let update = typed(&document, key, &format!("[{no}]"));
        writer.say(&Frame::Write { section, no, update: update.clone() }).await;
        let kept = writer.answer(|frame| matches!(frame, Frame::Ack { .. }));
        let told = reader.answer(|frame| matches!(frame, Frame::Update { .. }));
        for (who, heard) in [("the writer", kept.await), ("the reader", told.await)] {
            let log = server.log("d", section).await;
            assert!(log.contains(&update), "{who} was told before it was kept");
            if let Frame::Ack { no: kept, seq } = heard {
                assert_eq!((kept, &log[seq as usize - 1]), (no, &update));
            }
        }
    }
}

#[tokio::test]
async fn a_lost_acknowledgement_does_no_harm() {
    let server = with_everybody().await;
    let mut lead = server.tab("lead", Role::Lead).await;
    let editor = server.tab("editor", Role::Editor).await;
    let mut lost = 0;
    for n in 0..60 {
        lead.write(METHOD, 0, &format!("[{n}]"));
        // The line is cut somewhere between the write and its acknowledgement, or after both.
        for _ in 0..n {
            tokio::task::yield_now().await;
        }
        let waiting = lead.state().device.len();
        lead.cut();
        let kept = server.log("d", METHOD.0).await.len() > n + 1;
        lost += usize::from(kept && waiting > 0);
        lead.connect().await.unwrap();
        lead.saved().await;
    }
    println!("{lost} of 60 acknowledgements were lost");
    editor.until("the same text", |editor| editor.words(METHOD) == lead.words(METHOD)).await;
    let text = stored(&server, METHOD).await;
    for n in 0..60 {
        assert_eq!(text.matches(&format!("[{n}]")).count(), 1, "{n}: {text}");
    }
    assert_eq!(lead.words(METHOD), text);
}

#[tokio::test]
async fn what_a_role_may_not_read_never_reaches_it() {
    let server = with_everybody().await;
    let (section, _) = CONDITIONS;
    let head = server.tab("head", Role::Head).await;
    let mut viewer = Raw::open(&server.pass("viewer").await).await;
    viewer.so_far().await;
    viewer.say(&Frame::Step1 { section, vector: vec![0] }).await;
    head.go(section, Some(Path::field(CONDITIONS.1)));
    head.write(CONDITIONS, 0, "Accord de la commission");
    head.saved().await;
    let heard = viewer.so_far().await;
    let place = |frame: &Frame| match frame {
        Frame::Here { json } => serde_json::from_slice::<Person>(json).unwrap().place,
        other => panic!("{other:?} reached a viewer"),
    };
    assert!(heard.iter().all(|frame| place(frame).is_none()), "{heard:?}");
}

/// The answer is on its way when the line breaks: nobody has read it, and it has left the queue.
#[tokio::test]
async fn an_answer_that_broke_off_is_given_again_and_nothing_in_it_is_lost() {
    let server = with_everybody().await;
    let lead = server.tab("lead", Role::Lead).await;
    let pass = server.pass("editor").await;
    let name = pass.post("/dossiers/d/canal").send().await.unwrap().text().await.unwrap();
    let door = |door: &str| format!("/dossiers/d/canal/{name}/{door}");
    let hello = Frame::Hello { protocol: dossier::sync::PROTOCOL }.encode();
    let section = METHOD.0;
    let ask = Frame::Step1 { section, vector: vec![0] }.encode();
    let both = [body_of(&hello), body_of(&ask)].concat();
    pass.post(&door("envoi")).body(both).send().await.unwrap();

    // Each answer is asked for twice, as if it had broken off the first time.
    let mut hearing = Hearing::default();
    let mut heard = Vec::new();
    let wrote = "[while the line is bad]";
    lead.write(METHOD, 0, wrote);
    lead.saved().await;
    let doc = replayed(section, 2, &[]);
    while !doc.words(&Path::field(METHOD.1)).contains(wrote) {
        let asked = format!("{}?heard={}", door("attente"), hearing.heard());
        let first = pass.post(&asked).send().await.unwrap();
        let number = first.headers()["x-channel-answer"].to_str().unwrap().to_owned();
        drop(first);
        let again = pass.post(&asked).send().await.unwrap();
        assert_eq!(again.headers()["x-channel-answer"], *number);
        let body = again.bytes().await.unwrap();
        for frame in hearing.hear(number.parse().unwrap(), &body).unwrap() {
            match Frame::decode(frame).unwrap() {
                Frame::Step2 { update, .. } | Frame::Update { update, .. } => {
                    doc.apply(&update).unwrap();
                }
                _ => {}
            }
            heard.push(frame.to_vec());
        }
    }
    assert!(heard.iter().any(|f| matches!(Frame::decode(f), Ok(Frame::Welcome { .. }))));
    // What was never given cannot have been heard.
    let lost = pass.post(&door("attente?heard=99")).send().await.unwrap();
    assert_eq!(lost.headers()["x-channel-ended"], "1013");
}
