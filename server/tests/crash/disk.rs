//! The database is locked by somebody else, or its disk is full or broken: nothing is acknowledged
//! or shown that is not stored, people are told, and it heals by itself.

use crate::process::{HEAD, LEAD, Place, Process};
use crate::support::tab::{COSTS, METHOD, Tab};
use crate::support::wire::Way;
use dossier::sync::frame::Reason;
use dossier::sync::replica::SaveState;
use std::time::{Duration, Instant};
use tokio::time::sleep;

async fn told_that_it_is_not_stored(tab: &Tab) {
    tab.until("the truth", |tab| matches!(tab.replica.save_state(), SaveState::NotStored(_))).await;
    assert!(tab.state().refused.iter().all(|(_, reason)| *reason == Reason::NotStored));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_locked_is_waited_for_and_then_said() {
    let place = Place::new();
    let server = Process::start(&place).await;
    let lead = server.tab(LEAD, Way::Socket).await;
    let head = server.tab(HEAD, Way::Channel).await;
    let mut other = place.database().await;

    // Not for long: whoever writes waits and is not bothered.
    sqlx::query("begin immediate").execute(&mut other).await.unwrap();
    lead.write(METHOD, 0, "<short>");
    sleep(Duration::from_millis(700)).await;
    assert_eq!(lead.state().replica.save_state(), SaveState::Saving(1));
    assert!(!head.words(METHOD).contains("<short>"), "shown before it was stored");
    sqlx::query("rollback").execute(&mut other).await.unwrap();
    lead.saved().await;
    head.sees(METHOD, "<short>").await;
    assert_eq!(lead.state().refused, []);

    // For long: they are told, the others see nothing, reading goes on.
    sqlx::query("begin immediate").execute(&mut other).await.unwrap();
    lead.write(METHOD, 0, "<long>");
    lead.write(COSTS, 0, "<costs>");
    told_that_it_is_not_stored(&lead).await;
    head.write(METHOD, 0, "<head>");
    assert!(!head.words(METHOD).contains("<long>"), "shown before it was stored");
    assert_eq!(lead.state().device.len(), 2);
    let page = lead.pass.get("/").send().await.unwrap();
    assert_eq!(page.status(), 200);
    sqlx::query("rollback").execute(&mut other).await.unwrap();
    let then = Instant::now();
    lead.saved().await;
    head.saved().await;
    for word in ["<long>", "<head>"] {
        lead.sees(METHOD, word).await;
        head.sees(METHOD, word).await;
    }
    head.sees(COSTS, "<costs>").await;
    println!("healed within {:?}", then.elapsed());
}

/// Two write, are told that it is not stored, and see nothing of each other's; who reads notices nothing.
async fn nothing_is_stored(lead: &Tab, one: &str, head: &Tab, two: &str) {
    for (tab, words) in [(lead, one), (head, two)] {
        tab.write(METHOD, 0, words);
        told_that_it_is_not_stored(tab).await;
    }
    assert!(!head.words(METHOD).contains(one), "shown before it was stored");
    assert!(!lead.words(METHOD).contains(two), "shown before it was stored");
    let page = lead.pass.get("/dossiers").send().await.unwrap();
    assert_eq!(page.status(), 200, "reading goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_is_full_is_said_and_heals() {
    let place = Place::new();
    let mut server = Process::start(&place).await;
    let mut lead = server.tab(LEAD, Way::Socket).await;
    let mut head = server.tab(HEAD, Way::Socket).await;
    lead.write(METHOD, 0, "<before>");
    lead.saved().await;

    for round in 0..3 {
        // Every write to a file fails in its middle, as on a disk that fills up.
        server.limit_files(Some(4096));
        let (one, two) = (format!("<one {round}>"), format!("<two {round}>"));
        nothing_is_stored(&lead, &one, &head, &two).await;
        if round == 1 {
            // It may also end while the disk is full.
            server.kill().await;
            server = Process::start(&place).await;
            for tab in [&mut lead, &mut head] {
                assert!(tab.state().device.len() == 1);
                tab.pass = tab.pass.at(server.address);
                tab.connect().await.unwrap();
            }
        }
        server.limit_files(None);
        let then = Instant::now();
        for tab in [&lead, &head] {
            tab.saved().await;
            tab.sees(METHOD, &one).await;
            tab.sees(METHOD, &two).await;
        }
        println!("healed within {:?}", then.elapsed());
    }
    server.kill().await;
    let server = Process::start(&place).await;
    let witness = server.tab(HEAD, Way::Socket).await;
    assert_eq!(witness.words(METHOD), lead.words(METHOD));
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_breaks_is_said_and_heals() {
    let place = Place::new();
    let mut server = Process::start(&place).await;
    let mut lead = server.tab(LEAD, Way::Socket).await;
    let mut head = server.tab(HEAD, Way::Socket).await;
    lead.write(METHOD, 0, "<before>");
    lead.saved().await;
    for round in 0..3 {
        let broken = server.break_disk().await;
        let (one, two) = (format!("<one {round}>"), format!("<two {round}>"));
        nothing_is_stored(&lead, &one, &head, &two).await;
        if round == 1 {
            // What was never said to be stored may or may not be there.
            server.kill().await;
            server = Process::start(&place).await;
            for tab in [&mut lead, &mut head] {
                assert_eq!(tab.state().device.len(), 1);
                tab.pass = tab.pass.at(server.address);
                tab.connect().await.unwrap();
            }
        }
        broken.mend();
        for tab in [&lead, &head] {
            tab.saved().await;
            tab.sees(METHOD, &one).await;
            tab.sees(METHOD, &two).await;
        }
    }
    for word in ["<before>", "<one 0>", "<two 1>", "<one 2>"] {
        assert_eq!(lead.words(METHOD).matches(word).count(), 1, "{word}");
    }
    server.kill().await;
    let server = Process::start(&place).await;
    let witness = server.tab(HEAD, Way::Socket).await;
    assert_eq!(witness.words(METHOD), lead.words(METHOD));
}
