//! A plan carried out to the end, or until something is wrong. Owns: [`carry_out`] and [`shorten`].
//! Must not know: what is in a plan, what can go wrong.

use super::fault::Fault;
use super::network::Network;
use super::plan::{EXAMPLES, Plan};
use super::quiet::quietly;
use dossier::interchange::import;
use dossier::sync::room::Write;

/// The logs of the example dossiers, from which sessions start.
pub type Logs = [Vec<Write>; EXAMPLES];

/// What went wrong, and in which step: the number of steps, when it was at rest.
#[derive(Debug)]
pub struct Wrong {
    pub step: usize,
    pub what: String,
}

impl Wrong {
    /// Whether another failure is of the same check.
    pub fn is_as(&self, other: &Wrong) -> bool {
        self.what.lines().next() == other.what.lines().next()
    }
}

pub fn logs() -> Logs {
    let examples = [
        include_str!("../../examples/college-sciences-numerique.json"),
        include_str!("../../examples/ecole-cour-bien-etre.json"),
        include_str!("../../examples/lycee-pro-boutique-reemploi.json"),
    ];
    examples.map(|json| {
        let first = import(json).expect("an example").sections.into_iter();
        let write = |(section, update)| Write {
            section,
            account: "a0".to_owned(),
            update,
            speakers: Vec::new(),
        };
        first.map(write).collect()
    })
}

/// How many updates were acknowledged in the session, if all went well.
pub fn carry_out(plan: &Plan, logs: &Logs, fault: Option<Fault>) -> Result<usize, Wrong> {
    let of_plan = |write: &&Write| plan.sections.contains(&write.section);
    let log = logs[plan.example].iter().filter(of_plan).cloned().collect();
    let mut step = 0;
    let session = || {
        let mut network = Network::new(plan, log, fault);
        for what in &plan.steps {
            network.step(what);
            step += 1;
        }
        network.come_to_rest();
        network.witness.at_rest(&network);
        network.witness.acknowledged.len()
    };
    quietly(session).map_err(|what| Wrong { step, what })
}

/// The plan without the steps that the failure does not need: taken out by halves, quarters, and so
/// on down to single ones.
pub fn shorten(mut plan: Plan, fails: impl Fn(&Plan) -> bool) -> Plan {
    let mut size = plan.steps.len() / 2;
    while size > 0 {
        let mut from = 0;
        while from < plan.steps.len() {
            let mut less = plan.clone();
            less.steps.drain(from..(from + size).min(plan.steps.len()));
            if fails(&less) { plan = less } else { from += size }
        }
        size /= 2;
    }
    plan
}
