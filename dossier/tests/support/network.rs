//! Tabs, a server and the lines between them, moved one step of a plan at a time.
//! Owns: [`Network`]: who does what, and who crashes. Does not know: what is right.

use super::fault::{Fault, Planted};
use super::line::Line;
use super::plan::{Plan, ROLES, Step, What};
use super::server::{Server, allows};
use super::tab::{Device, Made, Tab};
use super::witness::Witness;
use dossier::rights::{Action, Role};
use dossier::sync::room::{PeerId, Write};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

mod wire;

pub struct Network {
    pub server: Server,
    pub tabs: Vec<Tab>,
    pub witness: Witness,
    lines: BTreeMap<PeerId, Line>,
    /// Tabs from and to which nothing passes.
    cut_off: BTreeSet<usize>,
    clock: Arc<AtomicU64>,
    planted: Rc<Planted>,
    /// The chance of the step that is being taken.
    rng: StdRng,
}

impl Network {
    pub fn new(plan: &Plan, log: Vec<Write>, fault: Option<Fault>) -> Network {
        let planted = Rc::new(Planted::new(fault));
        let account = |i: usize| format!("a{i}");
        let members: BTreeMap<String, Option<Role>> =
            plan.roles.iter().enumerate().map(|(i, role)| (account(i), Some(*role))).collect();
        let witness = Witness::new(&log);
        let clock = Arc::new(AtomicU64::new(1));
        let mut network = Network {
            server: Server::new(log, members, Rc::clone(&planted)),
            tabs: Vec::new(),
            witness,
            lines: BTreeMap::new(),
            cut_off: BTreeSet::new(),
            clock,
            planted,
            rng: StdRng::seed_from_u64(plan.roles.len() as u64),
        };
        for i in 0..plan.roles.len() {
            let tab = network.open(&account(i), BTreeMap::new());
            network.tabs.push(tab);
        }
        network
    }

    /// One thing happens somewhere.
    pub fn step(&mut self, step: &Step) {
        self.rng = step.chance();
        self.clock.fetch_add(self.rng.random_range(0..400), Ordering::Relaxed);
        let tab = step.tab;
        match step.what {
            What::Edits => self.edit(tab, false),
            What::Reaches => self.edit(tab, true),
            What::DiesEditing => self.die_editing(tab),
            What::Undoes => self.undo(tab, false),
            What::Redoes => self.undo(tab, true),
            What::Pauses => self.tabs[tab].pause(),
            What::Goes => self.tabs[tab].go(&mut self.rng),
            What::SendsAgain => self.tabs[tab].retry(&mut self.rng),
            What::IsHeard => self.deliver_up(tab),
            What::Hears => self.deliver_down(tab),
            What::DiesHearing => self.die_hearing(tab),
            What::Connects => self.connect(tab),
            What::LosesConnection => self.cut(tab),
            What::IsCutOff => drop(self.cut_off.insert(tab)),
            What::IsReachable => drop(self.cut_off.remove(&tab)),
            What::Repeats => self.disturb(tab, Line::repeat),
            What::Overtakes => self.disturb(tab, Line::overtake),
            What::Crashes => self.crash_tab(tab),
            What::ChangesRole => self.change_role(tab),
            What::DiskWorks => {
                let effects = self.server.disk_works();
                self.server.perform(effects);
            }
            What::DiskFails => {
                let effects = self.server.disk_fails();
                self.server.perform(effects);
            }
            What::ServerCrashes => self.crash_server(),
            What::ServerDiesKeeping => {
                let mut effects = self.server.disk_works();
                effects.truncate(self.rng.random_range(0..=effects.len()));
                self.server.perform(effects);
                self.post();
                self.crash_server();
            }
            What::EditsElsewhere => self.edit_elsewhere(),
        }
        self.post();
    }

    fn edit(&mut self, tab: usize, reckless: bool) {
        if let Some(made) = self.tabs[tab].edit(reckless, &mut self.rng) {
            self.perform(tab, made);
        }
    }

    fn die_editing(&mut self, tab: usize) {
        if let Some(mut made) = self.tabs[tab].edit(false, &mut self.rng) {
            made.effects.truncate(self.rng.random_range(0..=made.effects.len()));
            self.perform(tab, made);
            self.post();
            self.crash_tab(tab);
        }
    }

    fn undo(&mut self, tab: usize, redo: bool) {
        if let Some(made) = self.tabs[tab].undo(redo, &mut self.rng) {
            self.perform(tab, made);
        }
    }

    /// From its first effect on, an edit is safe: it is on the device.
    fn perform(&mut self, tab: usize, made: Made) {
        // Not every undo changes something.
        if made.update.is_empty() {
            return;
        }
        let account = &self.tabs[tab].account;
        self.witness.hears_of(made.section, &made.update);
        if !made.effects.is_empty()
            && allows(self.server.roles[account], made.section, Action::Edit)
        {
            self.witness.expects(account, made.section, &made.update);
        }
        self.tabs[tab].perform(made.effects, &mut self.rng);
    }

    fn edit_elsewhere(&mut self) {
        if let Some(section) = self.witness.sections().choose(&mut self.rng).copied()
            && let Some(client) = self.server.edit("a0", section, &mut self.rng)
        {
            self.witness.trusts(section, client);
        }
    }

    /// The head remains; who is no member any more may become one again.
    fn change_role(&mut self, tab: usize) {
        if tab > 0 {
            let role = ROLES.choose(&mut self.rng).copied().filter(|_| self.rng.random_bool(0.8));
            self.server.set_role(&self.tabs[tab].account.clone(), role);
        }
    }

    /// Loads the page of an account, with what an earlier tab left on the device.
    fn open(&mut self, account: &str, left: Device) -> Tab {
        let role = self.server.roles[account];
        let docs = self.witness.docs().iter();
        let page: Vec<_> = docs
            .filter(|(section, _)| allows(role, **section, Action::Read))
            .map(|(section, doc)| (*section, doc.state()))
            .collect();
        Tab::open(account, role, &page, left, (&self.clock, &self.planted), &mut self.rng)
    }

    fn crash_tab(&mut self, tab: usize) {
        self.cut(tab);
        self.witness.notes(&mut self.tabs[tab]);
        let left = std::mem::take(&mut self.tabs[tab].device);
        self.tabs[tab] = self.open(&self.tabs[tab].account.clone(), left);
    }

    /// Some of what it said last still arrives.
    fn crash_server(&mut self) {
        for (_, mut line) in std::mem::take(&mut self.lines) {
            if line.cut {
                continue;
            }
            // Behind an answer that has not arrived, nothing does.
            let most = if line.owes() { 0 } else { line.down.len() };
            line.down.truncate(self.rng.random_range(0..=most));
            let tab = &mut self.tabs[line.tab];
            for frame in line.down {
                let effects = tab.receive(&frame);
                tab.perform(effects, &mut self.rng);
            }
            tab.out.clear();
            tab.replica.disconnect();
            self.witness.notes(tab);
        }
        self.server.crash();
    }
}
