//! Bytes that no honest tab sends: nothing of them panics, nothing of them poisons a document or
//! its log, and what honest tabs send is never taken for such. Owns: the mutations.
//!
//! `PREAU_SEEDS=5000 cargo test -p dossier --test hostile` mutates a hundred times as much.

mod support {
    pub mod edits;
    pub mod gate;
    pub mod session;
}

use dossier::form::SectionId;
use dossier::interchange::import;
use dossier::path::Path;
use dossier::schema::{SectionDoc, root_names};
use dossier::sync::frame::{Frame, MAX_FRAME, Reason};
use dossier::sync::guard::{guard, guard_anchor, guard_vector};
use dossier::sync::room::Effect;
use dossier::sync::{PROTOCOL, close};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use support::gate::{PEER, room, write};
use support::session::{Honest, honest};

const EXAMPLE: &str = include_str!("../examples/ecole-cour-bien-etre.json");

fn sessions(sections: &[SectionId], seed: u64) -> Vec<Honest> {
    let first = import(EXAMPLE).expect("an example").sections;
    let wanted = first.iter().filter(|(section, _)| sections.contains(section));
    wanted.map(|(section, first)| honest(*section, first, seed)).collect()
}

/// One to three changes that keep most of the bytes as they were.
fn mutate(rng: &mut StdRng, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..rng.random_range(1..=3) {
        if bytes.is_empty() {
            break;
        }
        let at = rng.random_range(0..bytes.len());
        match rng.random_range(0..8) {
            0 => bytes[at] ^= 1 << rng.random_range(0..8),
            1 => bytes[at] = rng.random(),
            // Small numbers pass for lengths, clocks and kinds.
            2 => bytes[at] = rng.random_range(0..60),
            3 => bytes.truncate(at),
            4 => drop(bytes.remove(at)),
            5 => bytes.insert(at, rng.random()),
            6 => drop(bytes.splice(at..=at, [0xff, 0xff, 0xff, 0xff, 0x0f])),
            _ => {
                let from = rng.random_range(0..other.len());
                let to = (from + rng.random_range(1..12)).min(other.len());
                drop(bytes.splice(at..at, other[from..to].iter().copied()));
            }
        }
    }
    bytes
}

#[test]
fn what_passes_the_room_never_harms_the_document_nor_its_log() {
    use SectionId as S;
    let rounds = std::env::var("PREAU_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(50);
    let mut rng = StdRng::seed_from_u64(1);
    let (mut refused, mut logged) = (0, 0);
    for session in sessions(&[S::Concertation, S::Actions, S::Innovation, S::Budget], 7) {
        let (section, updates) = (session.section, &session.updates);
        for _ in 0..rounds {
            // What comes next is mutated, so that much of it is new and builds on what is there.
            let next = rng.random_range(0..updates.len() - 4);
            let state = session.state_after(next);
            let mut room = room(section, &state);
            let mut log = vec![state];
            for _ in 0..200 {
                let (update, _) = &updates[rng.random_range(next..next + 4)];
                let (other, _) = &updates[rng.random_range(0..updates.len())];
                match write(&mut room, section, &mutate(&mut rng, update, other)) {
                    Ok(writes) => {
                        logged += writes.len();
                        log.extend(writes);
                    }
                    Err(_) => refused += 1,
                }
            }
            let read = SectionDoc::open(section, 8);
            for update in &log {
                assert!(read.apply(update).is_ok(), "{update:?} poisoned the log of {section:?}");
            }
            let kept = room.doc(section).expect("the room's section");
            assert!(SectionDoc::load(section, 9, &kept.state()).is_ok(), "{section:?}");
            assert_eq!(read.words(&text_of(section)), kept.words(&text_of(section)));
        }
    }
    assert!(refused > 20_000 && logged > 200, "too easy: {refused} refused, {logged} logged");
}

/// Some text of a section that the sessions write to.
fn text_of(section: SectionId) -> Path {
    let root = root_names(section).into_iter().find(|name| name.starts_with("t:"));
    Path::field(root.unwrap_or_default().trim_start_matches("t:"))
}

#[test]
fn nothing_honest_is_refused() {
    for seed in 0..3 {
        for Honest { section, state, updates, .. } in sessions(&SectionId::ALL, seed) {
            let roots = root_names(section);
            let whole = SectionDoc::load(section, 5, &state).expect("a state");
            let pass = |what: &str, update: &[u8]| {
                let passed = guard(update, &roots);
                assert!(passed.is_ok(), "{what} of {section:?}, seed {seed}: {passed:?}");
            };
            pass("the state", &state);
            let alone: Vec<&[u8]> = updates.iter().map(|(update, _)| update.as_slice()).collect();
            for (update, vector) in &updates {
                pass("an update", update);
                pass("a difference", &whole.diff(vector).expect("an honest vector"));
                assert!(guard_vector(vector).is_ok(), "{vector:?}");
            }
            for several in alone.chunks(7).chain([alone.as_slice()]) {
                pass("a merged update", &yrs::merge_updates_v1(several).expect("honest updates"));
            }
        }
    }
}

#[test]
fn mutated_vectors_and_anchors_do_no_harm() {
    let mut rng = StdRng::seed_from_u64(2);
    for Honest { section, state, updates, .. } in
        sessions(&[SectionId::Innovation, SectionId::Team], 3)
    {
        let doc = SectionDoc::load(section, 5, &state).expect("a state");
        let path = text_of(section);
        let anchor = doc.anchor(&path, 1).or_else(|| doc.anchor(&path, 0)).expect("an anchor");
        for _ in 0..20_000 {
            let (_, vector) = &updates[rng.random_range(0..updates.len())];
            let vector = mutate(&mut rng, vector, &state);
            if guard_vector(&vector).is_ok() {
                let _ = doc.diff(&vector);
            }
            let anchor = mutate(&mut rng, &anchor, &state);
            if guard_anchor(&anchor).is_err() {
                continue;
            }
            let at = doc.offset(&path, &anchor);
            assert!(at.is_none_or(|at| at <= doc.words(&path).len() as u32), "{anchor:?}: {at:?}");
        }
        for bomb in [&[255, 255, 255, 255, 3][..], &[200, 1, 5, 1], &[1, 5], &[1, 0, 1], &[0, 0]] {
            assert!(guard_vector(bomb).is_err(), "{bomb:?}");
        }
    }
}

#[test]
fn garbage_on_the_wire_closes_the_connection_with_a_code() {
    let mut rng = StdRng::seed_from_u64(3);
    let Some(Honest { section, state, updates, .. }) = sessions(&[SectionId::Team], 4).pop() else {
        panic!("the example has a team");
    };
    let doc = SectionDoc::load(section, 5, &state).expect("a state");
    let vector = doc.state_vector();
    let here =
        br#"{"section":"team","path":"team.members","selection":[[0,1,5,0],[0,1,6,0]]}"#.to_vec();
    let frames: Vec<Vec<u8>> = [
        Frame::Step1 { section, vector },
        Frame::Step2 { section, update: state.clone() },
        Frame::Update { section, update: updates[0].0.clone() },
        Frame::Write { section, no: 300, update: updates[1].0.clone() },
        Frame::Awareness { section, update: b"\x01\x07\x01\x02{}".to_vec() },
        Frame::Kept { no: 7, seq: 300 },
        Frame::Refused { no: 7, section, reason: Reason::Gap },
        Frame::Hello { protocol: PROTOCOL },
        Frame::Welcome { peer: 5 },
        Frame::Here { json: here },
        Frame::Gone { peer: 5 },
    ]
    .iter()
    .map(Frame::encode)
    .collect();
    let mut closed = 0;
    for _ in 0..30 {
        let mut room = room(section, &state);
        for _ in 0..1_000 {
            let (frame, other) = (
                &frames[rng.random_range(0..frames.len())],
                &frames[rng.random_range(0..frames.len())],
            );
            let frame = mutate(&mut rng, frame, other);
            match Frame::decode(&frame) {
                Ok(read) => assert_eq!(Frame::decode(&read.encode()), Ok(read)),
                Err(_) => {
                    let effects = room.receive(PEER, &frame);
                    let expected = vec![Effect::Close { peer: PEER, code: close::UNREADABLE }];
                    assert_eq!(effects, expected, "{frame:?}");
                    closed += 1;
                    continue;
                }
            }
            for effect in room.receive(PEER, &frame) {
                match effect {
                    Effect::Append(_) => drop(room.kept(&[1])),
                    Effect::Close { code, .. } => {
                        assert!([close::UNREADABLE, close::OUTDATED].contains(&code), "{code}");
                    }
                    Effect::Send { .. } => {}
                    other => panic!("{other:?} on {frame:?}"),
                }
            }
        }
    }
    assert!(closed > 3_000, "{closed} closed");
    let mut room = room(section, &state);
    let long = Frame::Write { section, no: 1, update: vec![0; MAX_FRAME] }.encode();
    let expected = vec![Effect::Close { peer: PEER, code: close::UNREADABLE }];
    assert_eq!(room.receive(PEER, &long), expected, "unread");
}
