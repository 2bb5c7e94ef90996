//! People who write together: tabs over the real server, by websocket and by plain requests.

use crate::site::access::with_everybody;
use crate::support::TestServer;
use crate::support::raw::{Raw, replayed, typed};
use crate::support::state::CONDITIONS;
use crate::support::tab::{ABSTRACT, COSTS, METHOD, TITLE, Tab, Text};
use crate::support::wire::Way;
use dossier::document::path::Path;
use dossier::rights::Role;
use dossier::sync::close;
use dossier::sync::frame::Frame;
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
        let kept = writer.answer(|frame| matches!(frame, Frame::Kept { .. }));
        let told = reader.answer(|frame| matches!(frame, Frame::Update { .. }));
        for (who, heard) in [("the writer", kept.await), ("the reader", told.await)] {
            let log = server.log("d", section).await;
            assert!(log.contains(&update), "{who} was told before it was kept");
            if let Frame::Kept { no: kept, seq } = heard {
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
