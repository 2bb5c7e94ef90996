//! Whole sessions of several people, a bad network and a mortal server, from one seed each: at the
//! end everybody holds the same dossier and nothing that was acknowledged or seen is lost.
//! Owns: how many sessions, and what is said of one that fails.
//!
//! `PREAU_SEEDS=5000 cargo test -p dossier --test convergence` runs more sessions,
//! `PREAU_SEED=17` runs one again. A failing session writes its plan to a file, which
//! `PREAU_PLAN=path cargo test -p dossier --test convergence` carries out again; lines may be taken
//! from it. `PREAU_FAULT=DropsUpdate` plants a bug.

mod support {
    pub mod difference;
    pub mod edits;
    pub mod fault;
    pub mod line;
    pub mod network;
    pub mod plan;
    pub mod quiet;
    pub mod reading;
    pub mod server;
    pub mod tab;
    pub mod trial;
    pub mod view;
    pub mod witness;
}

use std::env::var;
use std::fs;
use std::path::Path;
use support::fault::Fault;
use support::plan::Plan;
use support::trial::{Logs, Wrong, carry_out, logs, shorten};

const SESSIONS: u64 = 200;

#[test]
fn everybody_ends_with_the_same_dossier_and_nothing_is_lost() {
    let logs = logs();
    let fault = var("PREAU_FAULT").ok().map(|name| Fault::named(&name).expect("a fault"));
    if let Ok(path) = var("PREAU_PLAN") {
        let text = fs::read_to_string(&path).expect("the file of a plan");
        let plan = text.parse().expect("a plan");
        let done = carry_out(&plan, &logs, fault);
        return assert!(done.is_ok(), "{path}: {done:?}");
    }
    let number = |name| var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds = match number("PREAU_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("PREAU_SEEDS").unwrap_or(SESSIONS),
    };
    let sessions = seeds.end - seeds.start;
    let mut acknowledged = 0;
    for seed in seeds {
        let plan = Plan::draw(seed);
        match carry_out(&plan, &logs, fault) {
            Ok(updates) => acknowledged += updates,
            Err(wrong) => panic!("{}", report(seed, plan, &wrong, &logs, fault)),
        }
    }
    println!("{sessions} sessions, {acknowledged} updates acknowledged");
    assert!(acknowledged as u64 >= 10 * sessions, "too little happens: {acknowledged}");
}

/// Writes the plan down, without what the failure does not need.
fn report(seed: u64, plan: Plan, wrong: &Wrong, logs: &Logs, fault: Option<Fault>) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("convergence-{seed}.plan"));
    let Wrong { step, what } = wrong;
    let write = |plan: &Plan| {
        let text = format!("# PREAU_SEED={seed}\n{plan}");
        fs::write(&path, text).expect("the directory of the build can be written");
    };
    let whole = plan.steps.len();
    // First as it is, lest shortening does not end.
    write(&plan);
    let as_before = |plan: &Plan| carry_out(plan, logs, fault).is_err_and(|w| w.is_as(wrong));
    let short = shorten(plan, as_before);
    write(&short);
    format!(
        "PREAU_SEED={seed}, step {step} of {whole}: {what}\n{} steps are enough; again with \
         PREAU_PLAN={} cargo test -p dossier --test convergence",
        short.steps.len(),
        path.display()
    )
}

#[test]
fn a_plan_reads_back_as_it_was_written() {
    for seed in 0..50 {
        let plan = Plan::draw(seed);
        assert_eq!(plan.to_string().parse(), Ok(plan));
    }
    let head = "example 1\nsections budget\nroles head\n";
    assert!(format!("# why\n{head}0 edits 5\n").parse::<Plan>().is_ok());
    for line in ["1 edits 5", "0 sings 5", "0 edits", "0 edits -5", ""] {
        assert!(format!("{head}{line}\n").parse::<Plan>().is_err(), "{line:?}");
    }
    assert!("example 3\nsections budget\nroles head\n".parse::<Plan>().is_err());
}

/// Without this a plan would say nothing about the failure it was written for.
#[test]
fn a_plan_always_goes_the_same_way() {
    let (plan, logs, fault) = (Plan::draw(3), logs(), Some(Fault::AcknowledgesEarly));
    let once = carry_out(&plan, &logs, None).expect("nothing goes wrong");
    assert_eq!(carry_out(&plan, &logs, None).expect("nothing goes wrong"), once);
    let wrong = carry_out(&plan, &logs, fault).expect_err("something goes wrong");
    let again = carry_out(&plan, &logs, fault).expect_err("something goes wrong");
    assert_eq!((again.step, again.what), (wrong.step, wrong.what));
}
