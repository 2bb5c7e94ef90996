//! An act that must be alone in its dossier: what else must be alone there waits for it, and no
//! other dossier does. Does not know: what slows an act down.

use crate::support::{TestServer, a_dossier, add_accounts};
use dossier::document::path::Path;
use dossier::form::SectionId;
use dossier::rights::Role;
use server::acts::suggestions::{self, ChangeInput, Decision};
use server::store::account::Member;
use std::time::Duration;

on_both! {
    a_slow_act_in_one_dossier_holds_up_no_other,
}

/// A server that waits for the wrong dossier hangs.
const HANGS: Duration = Duration::from_secs(30);

const YES: Decision = Decision { accept: true, knowingly: false, text: String::new() };

async fn member(server: &TestServer, dossier: &str, name: &str) -> Member {
    server.store.membership(dossier, name).await.unwrap().unwrap()
}

/// A dossier in which the partner suggests a title; answers the suggestion's thread.
async fn dossier_with_suggestion(server: &TestServer, id: &str) -> String {
    let members = [("lead", Role::Lead), ("partner", Role::Partner)];
    server.store.add_dossier(&a_dossier(id, &members)).await.unwrap();
    let partner = member(server, id, "partner").await;
    let title =
        ChangeInput::Value(Path::field("summary.title"), vec!["Un préau pour tous".to_owned()]);
    let suggested =
        suggestions::suggest(&server.acts, id, &partner, SectionId::Summary, title, "").await;
    suggested.unwrap().id
}

async fn a_slow_act_in_one_dossier_holds_up_no_other(server: TestServer) {
    add_accounts(&server.store, &["lead", "partner"]).await;
    let slow = dossier_with_suggestion(&server, "slow").await;
    let quick = dossier_with_suggestion(&server, "quick").await;
    let is_decided = async |dossier: &str, thread: &str| {
        let thread = server.store.thread(dossier, thread).await.unwrap();
        thread.suggestion.unwrap().decided.is_some()
    };

    let slow_act = server.acts.locks.dossier("slow").await;
    let waiting = {
        let (acts, lead) = (server.acts.clone(), member(&server, "slow", "lead").await);
        let thread = slow.clone();
        tokio::spawn(async move { suggestions::decide(&acts, "slow", &lead, &thread, YES).await })
    };
    let lead = member(&server, "quick", "lead").await;
    let decided = suggestions::decide(&server.acts, "quick", &lead, &quick, YES);
    let decided = tokio::time::timeout(HANGS, decided).await.expect("no other dossier waits");
    assert!(decided.is_ok() && is_decided("quick", &quick).await);
    assert!(!waiting.is_finished() && !is_decided("slow", &slow).await, "its own waits");

    drop(slow_act);
    let decided = tokio::time::timeout(HANGS, waiting).await.expect("and goes on");
    assert!(decided.unwrap().is_ok() && is_decided("slow", &slow).await);
}
