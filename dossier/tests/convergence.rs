//! Whole sessions of several people, a bad network and a mortal server, from one seed each: at the
//! end everybody holds the same dossier and nothing that was acknowledged or seen is lost.
//! Owns: how a session is drawn, and what must hold when it has come to rest.
//!
//! `PREAU_SEEDS=5000 cargo test -p dossier --test convergence` runs more sessions,
//! `PREAU_SEED=17` runs one again. A failure prints its seed and the last steps.

mod support {
    pub mod difference;
    pub mod edits;
    pub mod line;
    pub mod network;
    pub mod reading;
    pub mod server;
    pub mod tab;
    pub mod view;
}

use dossier::form::SectionId;
use dossier::interchange::import;
use dossier::rights::{Action, Role, may};
use dossier::schema::SectionDoc;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use support::difference::difference;
use support::network::Network;
use support::server::replay;
use support::tab::Tab;
use yrs::StateVector;
use yrs::updates::decoder::Decode;

const SESSIONS: u64 = 60;
const STEPS: usize = 150;
const EXAMPLES: [&str; 3] = [
    include_str!("../examples/college-sciences-numerique.json"),
    include_str!("../examples/ecole-cour-bien-etre.json"),
    include_str!("../examples/lycee-pro-boutique-reemploi.json"),
];

#[test]
fn everybody_ends_with_the_same_dossier_and_nothing_is_lost() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let logs = EXAMPLES.map(|json| import(json).expect("an example").sections);
    let seeds = match number("PREAU_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("PREAU_SEEDS").unwrap_or(SESSIONS),
    };
    for seed in seeds {
        session(seed, &logs);
    }
}

/// Tells the end of a session's story when a check in it fails.
struct Session(u64, Network);

impl Drop for Session {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let story = &self.1.story;
            eprintln!("after {} steps of PREAU_SEED={}; the last:", story.len(), self.0);
            for step in &story[story.len().saturating_sub(25)..] {
                eprintln!("  {step}");
            }
        }
    }
}

fn session(seed: u64, logs: &[Vec<(SectionId, Vec<u8>)>; 3]) {
    let mut rng = StdRng::seed_from_u64(seed ^ 0x5EED);
    let log = logs[rng.random_range(0..logs.len())].clone();
    let sections = sections(&mut rng);
    let log = log.into_iter().filter(|(section, _)| sections.contains(section)).collect();
    let mut others = [Role::Lead, Role::Editor, Role::Partner, Role::Viewer];
    others.shuffle(&mut rng);
    let roles = [&[Role::Head], &others[..rng.random_range(1..=4)]].concat();

    let mut session = Session(seed, Network::new(seed, &roles, log));
    let network = &mut session.1;
    for _ in 0..STEPS {
        network.step();
    }
    network.come_to_rest();
    check(network);
}

/// Four sections of a dossier, so that people meet: one that a partner edits, one with rows in
/// rows, one that not everybody reads or edits, and any other.
fn sections(rng: &mut StdRng) -> Vec<SectionId> {
    use SectionId as S;
    let groups: [&[SectionId]; 4] = [
        &[S::Partners, S::Budget],
        &[S::Concertation, S::FollowUp],
        &[S::Approvals, S::Review, S::FollowUp],
        &S::ALL,
    ];
    groups.iter().filter_map(|group| group.choose(rng)).copied().collect()
}

fn check(network: &Network) {
    for (section, update) in &network.made {
        assert!(network.server.has(*section, update), "an edit of {section:?} is lost");
    }
    let replayed = replay(&network.server.log);
    for (section, kept) in &replayed {
        let room = network.server.room.doc(*section).expect("the room has the section");
        same(kept, room, "the room");
    }
    let sections = network.server.sections();
    let reads = |tab: &Tab, section| may(tab.role, Some(section), Action::Read);
    for tab in &network.tabs {
        let open: Vec<SectionId> = tab.replica.sections().map(|(section, _)| section).collect();
        let readable: Vec<SectionId> =
            sections.iter().copied().filter(|section| reads(tab, *section)).collect();
        assert_eq!(open, readable, "{:?}", tab.role);
        for (section, doc) in tab.replica.sections() {
            same(&replayed[&section], doc, &tab.account);
            tab.views[&section].check(doc, &tab.account);
        }
        assert!(tab.device.is_empty(), "{} still keeps updates", tab.account);
    }
    for (own, reader) in network.peers() {
        assert_eq!(reader.people.len(), network.peers().len(), "{} sees ghosts", reader.account);
        for (peer, tab) in network.peers().into_iter().filter(|(peer, _)| *peer != own) {
            let known = reader.people.get(&peer).expect("everybody here is known");
            let place = tab.place.clone().filter(|place| reads(reader, place.section));
            assert_eq!((known.role, &known.place), (tab.role, &place), "to {}", reader.account);
        }
    }
}

/// Both documents say the same, and know the same.
fn same(kept: &SectionDoc, other: &SectionDoc, whose: &str) {
    assert_eq!(difference(kept, other), None, "{:?}: the log and {whose}", kept.section.id);
    let vector = |doc: &SectionDoc| StateVector::decode_v1(&doc.state_vector()).expect("a vector");
    assert_eq!(vector(kept), vector(other), "{:?}: the log and {whose}", kept.section.id);
}
