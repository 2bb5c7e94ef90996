//! The lines of a network: what passes over them, when they end, and that everything arrives at last.
//! Owns: the order in which it does. Does not know: what is done in a tab.

use super::Network;
use crate::support::fault::Fault;
use crate::support::line::Line;
use crate::support::tab::Tab;
use dossier::sync::frame::Frame;
use dossier::sync::replica::SaveState;
use dossier::sync::room::PeerId;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::BTreeMap;

impl Network {
    fn line_of(&self, tab: usize) -> Option<PeerId> {
        let mut lines = self.lines.iter();
        lines.find(|(_, line)| line.tab == tab && !line.cut).map(|(peer, _)| *peer)
    }

    pub(super) fn connect(&mut self, tab: usize) {
        if self.line_of(tab).is_some() || self.cut_off.contains(&tab) {
            return;
        }
        if self.planted.strikes(Fault::ForgetsOnConnecting) {
            self.tabs[tab].device.pop_last();
            self.crash_tab(tab);
        }
        let Some(peer) = self.server.join(&self.tabs[tab].account) else { return };
        self.lines.insert(peer, Line::to(tab));
        self.tabs[tab].connect(&mut self.rng);
        // A curious tab also asks for what its role may not read.
        let opened = &mut self.tabs[tab];
        for section in self.witness.sections() {
            if opened.replica.doc(section).is_none() {
                opened.out.push(Frame::Step1 { section, vector: vec![0] }.encode());
            }
        }
    }

    /// What is under way is lost, but for what had already reached the server's side.
    pub(super) fn cut(&mut self, tab: usize) {
        let Some(line) = self.line_of(tab).and_then(|peer| self.lines.get_mut(&peer)) else {
            return;
        };
        line.cut = true;
        line.down.clear();
        line.up.truncate(self.rng.random_range(0..=line.up.len()));
        self.tabs[tab].replica.disconnect();
    }

    pub(super) fn disturb(&mut self, tab: usize, how: fn(&mut Line, usize)) {
        let at = self.rng.random_range(0..1_000);
        if let Some(line) = self.line_of(tab).and_then(|peer| self.lines.get_mut(&peer)) {
            how(line, at);
        }
    }

    /// The line of that tab or of one of the next, where something waits.
    fn some_line(&self, tab: usize, wanted: impl Fn(&Line) -> bool) -> Option<PeerId> {
        let tabs = self.tabs.len();
        let passes = |line: &Line| !self.cut_off.contains(&line.tab) && wanted(line);
        let waiting = self.lines.iter().filter(|(_, line)| passes(line));
        waiting.min_by_key(|(_, line)| (line.tab + tabs - tab) % tabs).map(|(peer, _)| *peer)
    }

    pub(super) fn deliver_up(&mut self, tab: usize) {
        let Some(peer) = self.some_line(tab, Line::speaks) else { return };
        for _ in 0..self.rng.random_range(1..=6) {
            let Some(line) = self.lines.get_mut(&peer) else { break };
            let account = &self.tabs[line.tab].account;
            if let Some(frame) = line.up.pop_front() {
                self.witness.overhears(&self.server, peer, account, &frame);
                self.server.receive(peer, account, &frame);
            } else if line.cut {
                self.lines.remove(&peer);
                let effects = self.server.room.leave(peer);
                self.server.perform(effects);
            }
        }
    }

    pub(super) fn deliver_down(&mut self, tab: usize) {
        let Some(peer) = self.some_line(tab, Line::tells) else { return };
        for _ in 0..self.rng.random_range(1..=6) {
            let Some(line) = self.lines.get_mut(&peer) else { break };
            let tab = line.tab;
            if !line.is_quiet() {
                for frame in line.arrive(&mut self.rng, &self.planted) {
                    let effects = self.tabs[tab].receive(&frame);
                    self.tabs[tab].perform(effects, &mut self.rng);
                }
            } else if line.ended {
                // The page is read again.
                self.crash_tab(tab);
                self.lines.remove(&peer);
            }
        }
    }

    pub(super) fn die_hearing(&mut self, tab: usize) {
        let Some(peer) = self.some_line(tab, |line| line.tells() && !line.is_quiet()) else {
            return;
        };
        let Some(line) = self.lines.get_mut(&peer) else { return };
        let tab = line.tab;
        let arrived = line.arrive(&mut self.rng, &self.planted);
        let Some(frame) = arrived.into_iter().next() else { return };
        let mut effects = self.tabs[tab].receive(&frame);
        effects.truncate(self.rng.random_range(0..=effects.len()));
        self.tabs[tab].perform(effects, &mut self.rng);
        self.post();
        self.crash_tab(tab);
    }

    /// Puts what was said onto the lines; the witness reads along.
    pub(super) fn post(&mut self) {
        self.witness.reads(&self.server);
        for tab in 0..self.tabs.len() {
            self.witness.notes(&mut self.tabs[tab]);
            let frames = std::mem::take(&mut self.tabs[tab].out);
            if let Some(line) = self.line_of(tab).and_then(|peer| self.lines.get_mut(&peer)) {
                line.send(frames, &self.planted);
            }
        }
        for (to, frame) in std::mem::take(&mut self.server.outgoing) {
            for peer in to {
                let Some(line) = self.lines.get_mut(&peer) else { continue };
                let account = &self.tabs[line.tab].account;
                self.witness.judge(&self.server, peer, account, &frame);
                if !line.cut {
                    line.down.push_back(frame.clone());
                }
            }
        }
        for peer in std::mem::take(&mut self.server.ended) {
            self.lines.entry(peer).and_modify(|line| line.ended = true);
        }
    }

    /// Everybody who may connects, everything arrives, the disk works again.
    pub fn come_to_rest(&mut self) {
        self.rng = StdRng::seed_from_u64(u64::MAX);
        self.cut_off.clear();
        for round in 0.. {
            for tab in 0..self.tabs.len() {
                // A tab that was away when its role changed learns it from a new page.
                if self.tabs[tab].role != self.server.roles[&self.tabs[tab].account] {
                    self.crash_tab(tab);
                }
                self.connect(tab);
                if matches!(self.tabs[tab].replica.save_state(), SaveState::NotStored(_)) {
                    self.tabs[tab].retry(&mut self.rng);
                }
            }
            self.post();
            while self.lines.values().any(|line| line.speaks() || line.tells())
                || !self.server.is_quiet()
            {
                self.deliver_up(0);
                self.post();
                self.deliver_down(0);
                let effects = self.server.disk_works();
                self.server.perform(effects);
                self.post();
            }
            let members = self.tabs.iter().filter(|tab| self.server.roles[&tab.account].is_some());
            let states: Vec<SaveState> = members.map(|tab| tab.replica.save_state()).collect();
            if states.iter().all(|state| *state == SaveState::Saved) {
                return;
            }
            assert!(round < 20, "the session never comes to rest: {states:?}");
        }
    }

    /// Each connected tab by the number of its connection.
    pub fn peers(&self) -> BTreeMap<PeerId, &Tab> {
        self.lines.iter().map(|(peer, line)| (*peer, &self.tabs[line.tab])).collect()
    }
}
