//! The simulation itself put to the test: each bug that is planted beside the crate makes a session
//! fail within a few seeds, and without one they all pass. Owns: how soon a bug has to be found.
//!
//! `cargo test -p dossier --test planted -- --nocapture` prints which seed found which, and how;
//! `PREAU_FAULT=DropsUpdate` plants only that one.

mod support {
    pub mod difference;
    pub mod edits;
    pub mod fault;
    pub mod line;
    pub mod network;
    pub mod plan;
    pub mod reading;
    pub mod server;
    pub mod tab;
    pub mod trial;
    pub mod view;
    pub mod witness;
}

use std::env::var;
use support::fault::Fault;
use support::plan::Plan;
use support::trial::{carry_out, logs, shorten};

/// A bug that more sessions than these let pass would slip through `make test`.
const SEEDS: u64 = 40;

#[test]
fn every_planted_bug_is_found() {
    let logs = logs();
    let mut missed = Vec::new();
    let chosen = var("PREAU_FAULT").ok().map(|name| Fault::named(&name).expect("a fault"));
    for fault in Fault::ALL.into_iter().filter(|fault| chosen.is_none_or(|one| one == *fault)) {
        let fails =
            |seed| carry_out(&Plan::draw(seed), &logs, Some(fault)).err().map(|w| (seed, w));
        match (0..SEEDS).find_map(fails) {
            Some((seed, wrong)) => {
                let what = wrong.what.lines().skip(1).collect::<Vec<_>>().join(" ");
                println!("{fault:?}: {} seeds, step {}: {what}", seed + 1, wrong.step);
            }
            None => missed.push(fault),
        }
    }
    assert_eq!(missed, [], "within {SEEDS} seeds");
}

#[test]
fn without_one_nothing_is_found() {
    let logs = logs();
    for seed in 0..SEEDS {
        let done = carry_out(&Plan::draw(seed), &logs, None);
        assert!(done.is_ok(), "PREAU_SEED={seed}: {done:?}");
    }
}

#[test]
fn a_plan_is_shortened_to_what_the_bug_needs() {
    let (logs, fault) = (logs(), Some(Fault::AcknowledgesEarly));
    let (plan, wrong) = (0..SEEDS)
        .map(Plan::draw)
        .find_map(|plan| carry_out(&plan, &logs, fault).err().map(|wrong| (plan, wrong)))
        .expect("it is found");
    let as_before = |plan: &Plan| carry_out(plan, &logs, fault).is_err_and(|w| w.is_as(&wrong));
    let (whole, short) = (plan.steps.len(), shorten(plan, as_before));
    assert!(as_before(&short) && short.steps.len() < whole / 4, "{short}");
}
