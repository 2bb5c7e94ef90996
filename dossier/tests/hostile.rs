//! Bytes that no honest tab sends: nothing of them panics, aborts, takes memory for good or poisons
//! a document or its log, and what honest tabs send is never taken for such. Owns: how many, and
//! what they may cost.
//!
//! `PREAU_INPUTS=1000000 cargo test --release -p dossier --test hostile` sends more,
//! `PREAU_ROUND=17` repeats one round. The input that harms is written to a file, which belongs
//! into `tests/corpus` once its cause is mended. Where the process itself died, `hostile.round`
//! beside it names the round.

mod support {
    pub mod difference;
    pub mod edits;
    pub mod input;
    pub mod quiet;
    pub mod reading;
    pub mod session;
    pub mod target;
    pub mod weight;
}

use dossier::form::SectionId;
use dossier::interchange::import;
use dossier::schema::{SectionDoc, root_names, seed};
use dossier::sync::frame::{MAX_FRAME, Reason};
use dossier::sync::guard::{guard, guard_vector};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::env::var;
use std::fs;
use std::path::{Path, PathBuf};
use support::input::{Input, Kind};
use support::quiet::quietly;
use support::session::{Honest, honest};
use support::target::{Answer, Target};
use support::weight::{held, most};

const EXAMPLE: &str = include_str!("../examples/ecole-cour-bien-etre.json");
const INPUTS: u64 = 20_000;
/// Inputs that meet the same room.
const ROUND: u64 = 200;
/// After how many of them honest edits must pass and the log must read back.
const LOOK: u64 = 50;
/// What one input may take while it is dealt with, bytes.
const AT_ONCE: i64 = 8 * 1024 * 1024;
/// What a document may leave behind over which yrs has panicked, bytes: an empty one with its lock.
const LEAKED: i64 = 16 * 1024;
/// What rounds may leave behind, all together, bytes.
const FOR_GOOD: i64 = 1024 * 1024;

fn sessions(seed: u64) -> Vec<Honest> {
    let first = import(EXAMPLE).expect("an example").sections;
    first.iter().map(|(section, first)| honest(*section, first, seed)).collect()
}

#[test]
fn whatever_arrives_harms_nobody() {
    let number = |name| var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let rounds = match number("PREAU_ROUND") {
        Some(round) => round..round + 1,
        None => 0..number("PREAU_INPUTS").unwrap_or(INPUTS).div_ceil(ROUND),
    };
    let sessions = sessions(7);
    let mut counts = Counts::default();
    // What is made once and kept, such as tables and buffers, is not counted.
    play(0, &sessions, &mut Counts::default());
    let before = held();
    for round in rounds.clone() {
        fs::write(path("hostile.round"), round.to_string()).expect("the build's directory");
        play(round, &sessions, &mut counts);
    }
    let left = held() - before;
    println!("{counts:?}, {left} bytes left behind");
    assert!(left < FOR_GOOD, "{left} bytes are left behind");
    let each = counts.refused.min(counts.closed).min(counts.logged);
    assert!(each >= rounds.end - rounds.start, "too easy: {counts:?}");
}

#[derive(Debug, Default)]
struct Counts {
    passed: u64,
    logged: u64,
    refused: u64,
    closed: u64,
    most: i64,
}

/// One room and what is sent to it.
fn play(round: u64, sessions: &[Honest], counts: &mut Counts) {
    let mut rng = StdRng::seed_from_u64(round);
    let session = &sessions[rng.random_range(0..sessions.len())];
    let next = rng.random_range(0..session.updates.len().saturating_sub(4).max(1));
    let mut target = Target::open(session.section, &session.state_after(next));
    for turn in 0..ROUND {
        let input = Input::draw(&mut rng, session, next);
        let (before, _) = (held(), most());
        match quietly(|| target.receives(&input)) {
            Ok(Answer::Passed) => counts.passed += 1,
            Ok(Answer::Logged) => counts.logged += 1,
            Ok(Answer::Refused(_)) => counts.refused += 1,
            Ok(Answer::Closed) => counts.closed += 1,
            Err(panic) => harms(round, &input, &panic),
        }
        let taken = most() - before;
        counts.most = counts.most.max(taken);
        if taken > AT_ONCE {
            harms(round, &input, &format!("takes {taken} bytes"));
        }
        // What is whole after the last of them was whole before, but tells less of its cause.
        let looks = var("PREAU_ROUND").is_ok() || turn % LOOK == LOOK - 1;
        if looks && let Err(panic) = quietly(|| target.is_whole(&mut rng.clone())) {
            harms(round, &input, &panic);
        }
    }
}

fn harms(round: u64, input: &Input, how: &str) -> ! {
    let path = path("hostile.input");
    let why: String = how.lines().map(|line| format!("# {line}\n")).collect();
    fs::write(&path, format!("{why}{input}")).expect("the build's directory");
    panic!("PREAU_ROUND={round}: {how}: {}", path.display());
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn a_frame_that_is_too_long_is_not_read() {
    let section = SectionId::Team;
    let mut target = Target::open(section, &seed(section));
    let long = Input { kind: Kind::Update, section, bytes: vec![0; MAX_FRAME] };
    assert_eq!(target.receives(&long), Answer::Closed);
}

#[test]
fn what_harmed_once_does_no_more() {
    let mut met = 0;
    for file in fs::read_dir("tests/corpus").expect("the corpus") {
        let path = file.expect("a file").path();
        let text = fs::read_to_string(&path).expect("a text");
        let name = path.display();
        let input: Input = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        let opened = held();
        let mut target = Target::open(input.section, &seed(input.section));
        let (before, _) = (held(), most());
        let answer = quietly(|| target.receives(&input));
        let taken = most() - before;
        assert_eq!(answer.map(|answer| said(&input, answer)), Ok(expected(&text)), "{name}");
        assert!(taken < FOR_GOOD, "{name} takes {taken} bytes");
        target.is_whole(&mut StdRng::seed_from_u64(1));
        drop(target);
        let left = held() - opened;
        assert!(left < LEAKED, "{name} leaves {left} bytes behind");
        met += 1;
    }
    assert!(met > 20, "{met} files");
}

/// What the answer to an input of the corpus is: the third word of its first line.
fn expected(text: &str) -> &str {
    let head = text.lines().find(|line| !line.starts_with('#'));
    head.and_then(|line| line.split(' ').nth(2)).unwrap_or("passed")
}

fn said(input: &Input, answer: Answer) -> &'static str {
    let suspect = || guard(&input.bytes, &root_names(input.section)).is_err();
    match answer {
        Answer::Passed => "passed",
        Answer::Logged => "logged",
        Answer::Closed => "closed",
        Answer::Refused(Reason::NotAllowed) => "not-allowed",
        // Not left to yrs.
        Answer::Refused(Reason::Unreadable) if suspect() => "suspect",
        Answer::Refused(Reason::Unreadable) => "unreadable",
        Answer::Refused(Reason::Gap) => "gap",
        Answer::Refused(Reason::NotStored) => "not-stored",
        Answer::Refused(Reason::Full) => "full",
    }
}

#[test]
fn an_input_reads_back_as_it_was_written() {
    let of = honest(SectionId::Budget, &seed(SectionId::Budget), 1);
    let mut rng = StdRng::seed_from_u64(1);
    for _ in 0..100 {
        let input = Input::draw(&mut rng, &of, 0);
        assert_eq!(input.to_string().parse(), Ok(input));
    }
}

/// Decoding it recurses, and a stack that overflows takes the process with it.
#[test]
fn deep_nesting_is_refused_and_shallow_is_honest() {
    let nested =
        |depth| [&[1, 1, 5, 0, 8, 1, 1, b'm', 1][..], &[117, 1].repeat(depth), &[126, 0]].concat();
    let json = |depth| {
        let text = ["[".repeat(depth), "]".repeat(depth)].concat();
        let length = [(text.len() as u8 & 0x7f) | 0x80, (text.len() >> 7) as u8];
        [&[1, 1, 5, 0, 5, 1, 1, b'm'][..], &length, text.as_bytes(), &[0]].concat()
    };
    let roots = root_names(SectionId::Summary);
    assert!(guard(&nested(7_000), &roots).is_err() && guard(&json(1_000), &roots).is_err());
    assert!(guard(&nested(20), &roots).is_ok() && guard(&json(100), &roots).is_ok());
}

#[test]
fn nothing_honest_is_refused() {
    for seed in 0..3 {
        for Honest { section, state, updates, .. } in sessions(seed) {
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
