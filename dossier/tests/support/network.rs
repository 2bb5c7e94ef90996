//! Tabs, a server and the lines between them, moved by one random number at a time.
//! Owns: [`Network`]: delays, cuts, crashes, and how everything comes to rest. Must not know: what
//! is right at the end.

use super::edits::random_edit;
use super::line::Line;
use super::server::Server;
use super::tab::{Made, Tab, fresh_client};
use dossier::form::SectionId;
use dossier::rights::{Action, Role, may};
use dossier::sync::frame::Frame;
use dossier::sync::replica::SaveState;
use dossier::sync::room::PeerId;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub struct Network {
    pub server: Server,
    pub tabs: Vec<Tab>,
    /// What tabs have made and kept on their device, as far as they may.
    pub made: Vec<(SectionId, Vec<u8>)>,
    /// What happened, for whoever has to understand a failure.
    pub story: Vec<String>,
    lines: BTreeMap<PeerId, Line>,
    clock: Arc<AtomicU64>,
    rng: StdRng,
}

impl Network {
    pub fn new(seed: u64, roles: &[Role], log: Vec<(SectionId, Vec<u8>)>) -> Network {
        let mut rng = StdRng::seed_from_u64(seed);
        let clock = Arc::new(AtomicU64::new(1));
        let account = |i: usize| format!("a{i}");
        let members = roles.iter().enumerate().map(|(i, role)| (account(i), *role)).collect();
        let server = Server::new(log, members);
        let mut tabs = Vec::new();
        for (i, role) in roles.iter().enumerate() {
            let page = server.page(*role);
            tabs.push(Tab::open(&account(i), *role, &page, BTreeMap::new(), &clock, &mut rng));
        }
        Network {
            server,
            tabs,
            made: Vec::new(),
            story: Vec::new(),
            lines: BTreeMap::new(),
            clock,
            rng,
        }
    }

    /// One thing happens somewhere.
    pub fn step(&mut self) {
        self.clock.fetch_add(self.rng.random_range(0..400), Ordering::Relaxed);
        let tab = self.rng.random_range(0..self.tabs.len());
        let what = match self.rng.random_range(0..100) {
            0..30 => self.edit(tab),
            30..37 => self.undo(tab),
            37..39 => {
                self.tabs[tab].pause();
                "leaves a field".to_owned()
            }
            39..42 => {
                self.tabs[tab].go(&mut self.rng);
                format!("goes to {:?}", self.tabs[tab].place.as_ref().map(|place| place.section))
            }
            42..58 => self.deliver_up(),
            58..76 => self.deliver_down(),
            76..87 => {
                let fails = self.rng.random_bool(0.15);
                self.server.disk(fails).to_owned()
            }
            87..94 => self.plug(tab),
            94..96 => {
                self.crash_tab(tab);
                "crashes and comes back".to_owned()
            }
            96 => {
                self.crash_server();
                "the server crashes".to_owned()
            }
            97 => self.edit_without_a_tab(),
            _ => {
                self.tabs[tab].retry(&mut self.rng);
                "sends again".to_owned()
            }
        };
        self.story.push(format!("tab {tab}: {what}"));
        self.post();
    }

    fn edit(&mut self, tab: usize) -> String {
        let reckless = self.rng.random_bool(0.1);
        let Some(mut made) = self.tabs[tab].edit(reckless, &mut self.rng) else {
            return "finds nothing to edit".to_owned();
        };
        if self.rng.random_bool(0.02) {
            // The tab dies between two of the things it was about to do.
            made.effects.truncate(self.rng.random_range(0..=made.effects.len()));
            let what = self.perform(tab, made);
            self.post();
            self.crash_tab(tab);
            return format!("dies over {what}");
        }
        self.perform(tab, made)
    }

    fn undo(&mut self, tab: usize) -> String {
        let redo = self.rng.random_bool(0.4);
        match self.tabs[tab].undo(redo, &mut self.rng) {
            Some(made) => self.perform(tab, made),
            None => "has nothing to undo".to_owned(),
        }
    }

    /// From its first effect on, an edit is safe: it is on the device.
    fn perform(&mut self, tab: usize, made: Made) -> String {
        if !made.effects.is_empty() && may(self.tabs[tab].role, Some(made.section), Action::Edit) {
            self.made.push((made.section, made.update));
        }
        self.tabs[tab].perform(made.effects, &mut self.rng);
        made.what
    }

    /// An edit by the head through another page, such as a rename in the list.
    fn edit_without_a_tab(&mut self) -> String {
        let (client, room) = (fresh_client(&mut self.rng), &mut self.server.room);
        let section = self.tabs[0].replica.sections().map(|(section, _)| section).next();
        let doc = section.and_then(|section| room.doc(section));
        if let (Some(section), Some(edit)) =
            (section, doc.and_then(|doc| random_edit(&mut self.rng, doc)))
        {
            let effects = room.edit(client, "a0", section, &[edit]).expect("an honest edit");
            self.server.perform(effects);
        }
        "the head edits from another page".to_owned()
    }

    fn line_of(&self, tab: usize) -> Option<PeerId> {
        let mut lines = self.lines.iter();
        lines.find(|(_, line)| line.tab == tab && !line.cut).map(|(peer, _)| *peer)
    }

    fn plug(&mut self, tab: usize) -> String {
        match self.line_of(tab) {
            Some(peer) if self.rng.random_bool(0.4) => {
                self.cut(peer);
                "loses its connection".to_owned()
            }
            Some(_) => "goes on".to_owned(),
            None => {
                self.connect(tab);
                "connects".to_owned()
            }
        }
    }

    fn connect(&mut self, tab: usize) {
        let peer = self.server.join(&self.tabs[tab].account);
        self.lines.insert(peer, Line::to(tab));
        self.tabs[tab].connect(&mut self.rng);
        // A curious tab also asks for what its role may not read.
        for section in self.server.sections() {
            if !may(self.tabs[tab].role, Some(section), Action::Read) {
                let step1 = Frame::Step1 { section, vector: vec![0] };
                self.tabs[tab].out.push(step1.encode());
            }
        }
    }

    /// What is under way is lost, but for what had already reached the server's side.
    fn cut(&mut self, peer: PeerId) {
        let Some(line) = self.lines.get_mut(&peer) else { return };
        line.cut = true;
        line.down.clear();
        line.up.truncate(self.rng.random_range(0..=line.up.len()));
        self.tabs[line.tab].replica.disconnected();
    }

    fn crash_tab(&mut self, tab: usize) {
        if let Some(peer) = self.line_of(tab) {
            self.cut(peer);
        }
        let (account, role) = (self.tabs[tab].account.clone(), self.tabs[tab].role);
        let left = std::mem::take(&mut self.tabs[tab].device);
        let page = self.server.page(role);
        self.tabs[tab] = Tab::open(&account, role, &page, left, &self.clock, &mut self.rng);
    }

    fn crash_server(&mut self) {
        self.server.crash();
        self.lines.clear();
        for tab in &mut self.tabs {
            tab.replica.disconnected();
        }
    }

    fn some_line(&mut self, wanted: impl Fn(&Line) -> bool) -> Option<PeerId> {
        let lines: Vec<PeerId> =
            self.lines.iter().filter(|(_, line)| wanted(line)).map(|(peer, _)| *peer).collect();
        lines.get(self.rng.random_range(0..lines.len().max(1))).copied()
    }

    fn deliver_up(&mut self) -> String {
        let Some(peer) = self.some_line(|line| line.cut || !line.up.is_empty()) else {
            return "nothing is on its way up".to_owned();
        };
        for _ in 0..self.rng.random_range(1..=6) {
            let Some(line) = self.lines.get_mut(&peer) else { break };
            let effects = match line.up.pop_front() {
                Some(frame) => self.server.room.receive(peer, &frame),
                None if line.cut => {
                    self.lines.remove(&peer);
                    self.server.room.leave(peer)
                }
                None => break,
            };
            self.server.perform(effects);
        }
        format!("the server hears peer {peer}")
    }

    fn deliver_down(&mut self) -> String {
        let Some(peer) = self.some_line(|line| !line.down.is_empty()) else {
            return "nothing is on its way down".to_owned();
        };
        for _ in 0..self.rng.random_range(1..=6) {
            let Some(line) = self.lines.get_mut(&peer) else { break };
            let Some(frame) = line.down.pop_front() else { break };
            self.tabs[line.tab].receive(&frame, &mut self.rng);
        }
        format!("peer {peer} hears the server")
    }

    /// Puts what was said onto the lines; the witness reads along.
    fn post(&mut self) {
        for tab in 0..self.tabs.len() {
            for (section, update) in std::mem::take(&mut self.tabs[tab].acknowledged) {
                let kept = self.server.has(section, &update);
                assert!(kept, "{section:?} was acknowledged before it was kept");
            }
            let frames = std::mem::take(&mut self.tabs[tab].out);
            if let Some(line) = self.line_of(tab).and_then(|peer| self.lines.get_mut(&peer)) {
                line.up.extend(frames);
            }
        }
        for (to, frame) in std::mem::take(&mut self.server.outgoing) {
            for peer in to {
                let Some(line) = self.lines.get_mut(&peer) else { continue };
                let tab = &self.tabs[line.tab];
                self.server.judge(&tab.account, &frame);
                if line.cut {
                    continue;
                }
                line.down.push_back(frame.clone());
            }
        }
    }

    /// Everybody connects, everything arrives, the disk works again.
    pub fn come_to_rest(&mut self) {
        for round in 0.. {
            for tab in 0..self.tabs.len() {
                if self.line_of(tab).is_none() {
                    self.connect(tab);
                }
                if matches!(self.tabs[tab].replica.save_state(), SaveState::NotStored(_)) {
                    self.tabs[tab].retry(&mut self.rng);
                }
            }
            self.post();
            while self.lines.values().any(Line::is_busy) || !self.server.is_quiet() {
                self.deliver_up();
                self.post();
                self.deliver_down();
                self.server.disk(false);
                self.post();
            }
            let saved = |tab: &Tab| tab.replica.save_state() == SaveState::Saved;
            if self.tabs.iter().all(saved) {
                return;
            }
            let states: Vec<SaveState> =
                self.tabs.iter().map(|tab| tab.replica.save_state()).collect();
            assert!(round < 20, "the session never comes to rest: {states:?}");
        }
    }

    /// Each connected tab by the number of its connection.
    pub fn peers(&self) -> BTreeMap<PeerId, &Tab> {
        self.lines.iter().map(|(peer, line)| (*peer, &self.tabs[line.tab])).collect()
    }
}
