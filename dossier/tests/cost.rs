//! Bytes in, work out: what is short to send and long to take in is refused before it is in the log,
//! and a long evening's honest work is not. Owns: single updates and what a room does with them;
//! hostile.rs has bytes of every other kind.

use dossier::document::edit::Edit;
use dossier::document::interchange::seed;
use dossier::document::path::Path;
use dossier::document::schema::SectionDoc;
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::sync::PROTOCOL;
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::room::{Abuse, Effect, PeerId, Room, Who};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::time::{Duration, Instant};

const SECTION: SectionId = SectionId::Concertation;
const TEXT: &str = "concertation.method";
const ROOT: &str = "t:concertation.method";
/// What a refusal may take: the machine may be busy with other tests.
const SOON: Duration = Duration::from_secs(8);

const LOW: PeerId = 1;
const HIGH: PeerId = 2;

fn who(account: &str) -> Who {
    let (name, quality) = (account.to_owned(), "teacher".to_owned());
    Who { account: account.to_owned(), name, quality, standing: Role::Editor.into() }
}

/// A room with two people in it, whose work is measured by a clock.
fn room() -> Room {
    let doc = SectionDoc::load(SECTION, 7, &seed(SECTION)).expect("a seed");
    let begun = Instant::now();
    let mut room = Room::new([(SECTION, doc)]).measured(Box::new(move || begun.elapsed()));
    for (peer, account) in [(LOW, "low"), (HIGH, "high")] {
        room.join(peer, who(account));
        room.receive(peer, &Frame::Hello { protocol: PROTOCOL }.encode());
    }
    room
}

#[derive(Debug, PartialEq)]
enum Answer {
    Logged,
    Known,
    Refused(Reason),
    Costly,
}

/// Sends a write, and lets the disk take it.
fn send(room: &mut Room, peer: PeerId, update: Vec<u8>) -> Answer {
    let frame = Frame::Write { section: SECTION, no: 1, update };
    let effects = room.receive(peer, &frame.encode());
    let mut answer = Answer::Known;
    for effect in effects {
        match effect {
            Effect::Append(writes) => {
                room.acknowledge(&vec![1; writes.len()]);
                answer = Answer::Logged;
            }
            Effect::Send { frame, .. } => {
                if let Ok(Frame::Refused { reason, .. }) = Frame::decode(&frame) {
                    answer = Answer::Refused(reason);
                }
            }
            Effect::Abused { how: Abuse::Costly, .. } => answer = Answer::Costly,
            _ => {}
        }
    }
    answer
}

fn number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// An update of one client from a clock on, of so many blocks of one unit each. `origins` says
/// beside which units the block of a clock wants to stand.
fn blocks(
    client: u64,
    clocks: std::ops::Range<u64>,
    origins: impl Fn(u64) -> [Option<(u64, u64)>; 2],
) -> Vec<u8> {
    let mut update = vec![1];
    number(&mut update, clocks.end - clocks.start);
    number(&mut update, client);
    number(&mut update, clocks.start);
    for clock in clocks {
        let [left, right] = origins(clock);
        // An embedded value: two of them never become one block, as letters do.
        let flag = |there: bool, flag: u8| if there { flag } else { 0 };
        update.push(5 | flag(left.is_some(), 0x80) | flag(right.is_some(), 0x40));
        for (client, clock) in left.into_iter().chain(right) {
            number(&mut update, client);
            number(&mut update, clock);
        }
        if left.is_none() && right.is_none() {
            update.push(1);
            number(&mut update, ROOT.len() as u64);
            update.extend_from_slice(ROOT.as_bytes());
        }
        update.extend_from_slice(&[1, b'1']);
    }
    update.push(0);
    update
}

fn in_one_place(client: u64, clocks: std::ops::Range<u64>) -> Vec<u8> {
    blocks(client, clocks, |_| [None, None])
}

#[test]
fn many_blocks_in_one_place_are_refused_at_once_and_bit_by_bit() {
    let (then, mut room) = (Instant::now(), room());
    let many = in_one_place(100, 0..2_000);
    assert_eq!(send(&mut room, LOW, many), Answer::Refused(Reason::Unreadable));

    // What several people wrote there without hearing of each other passes, and more does not,
    // whoever sends it, however little at once.
    let bit_by_bit = |room: &mut Room, peer, client| {
        let mut next = 0;
        loop {
            match send(room, peer, in_one_place(client, next..next + 16)) {
                Answer::Logged => next += 16,
                answer => return (next, answer),
            }
            assert!(next < 1_000, "there is an end");
        }
    };
    let (low, answer) = bit_by_bit(&mut room, LOW, 100);
    assert!(low >= 128, "{low} passed");
    assert_eq!(answer, Answer::Refused(Reason::Unreadable));
    let (high, answer) = bit_by_bit(&mut room, HIGH, 200);
    assert_eq!((high, answer), (0, Answer::Refused(Reason::Unreadable)));
    assert!(then.elapsed() < SOON, "{:?}", then.elapsed());
}

/// Each has other neighbours, and yrs walks past all that stands between them.
#[test]
fn blocks_that_take_long_are_given_up_before_they_are_in_the_log() {
    const LENGTH: u64 = 15_000;
    let mut room = room();
    let chain = |clock: u64| [clock.checked_sub(1).map(|last| (100, last)), None];
    let said = blocks(100, 0..LENGTH, chain);
    assert_eq!(send(&mut room, LOW, said), Answer::Logged);

    let then = Instant::now();
    let to_the_end = blocks(200, 0..LENGTH, |clock| [Some((100, clock)), None]);
    let bytes = to_the_end.len();
    assert_eq!(send(&mut room, HIGH, to_the_end), Answer::Costly);
    let took = then.elapsed();
    println!("{bytes} bytes were given up after {took:?}");
    assert!(took < SOON, "{took:?}");

    // Nothing of it is left, and others go on.
    let doc = SectionDoc::load(SECTION, 30, &room.doc(SECTION).expect("it is open").state());
    let typed = typed(&doc.expect("a state"), 0, "[after]");
    assert_eq!(send(&mut room, LOW, typed), Answer::Logged);
    let words = room.doc(SECTION).expect("it is open").words(&Path::field(TEXT));
    assert!(words.contains("[after]"), "{words}");
    assert_eq!(room.doc(SECTION).expect("it is open").clock(200), 0);
}

#[test]
fn deletions_of_what_is_not_there_are_refused_before_anything_is_tried() {
    let mut room = room();
    let chain = |clock: u64| [clock.checked_sub(1).map(|last| (100, last)), None];
    assert_eq!(send(&mut room, LOW, blocks(100, 0..100, chain)), Answer::Logged);
    for deletes in [[0, 1, 42, 1, 0, 1], [0, 1, 100, 1, 99, 2]] {
        let answer = send(&mut room, HIGH, deletes.to_vec());
        assert_eq!(answer, Answer::Refused(Reason::Gap), "{deletes:?}");
    }
    assert_eq!(send(&mut room, HIGH, vec![0, 1, 100, 1, 98, 2]), Answer::Logged);
}

fn typed(doc: &SectionDoc, at: u32, words: &str) -> Vec<u8> {
    let ops = vec![Op::retain(at), Op::insert(words)];
    doc.edit(&Edit::Text { path: Path::field(TEXT), ops }).expect("an edit").update
}

/// Somebody pastes a long text, then works on it all evening without a network: in each of two
/// thousand places a few letters, half of them put before what was written there last. A plain
/// client sends all of it as one update.
#[test]
fn a_long_evening_without_a_network_passes() {
    let mut room = room();
    let doc = SectionDoc::load(SECTION, 300, &seed(SECTION)).expect("a seed");
    let pasted = typed(&doc, 0, &"Une cour plus verte. ".repeat(2_000));
    assert_eq!(send(&mut room, LOW, pasted), Answer::Logged);
    let mut rng = StdRng::seed_from_u64(7);
    let mut updates = Vec::new();
    let mut at = 0;
    for place in 0..2_000 {
        if place % 2 == 0 {
            at = rng.random_range(0..40_000);
        }
        for (offset, letter) in ["é", "t", "é"].iter().enumerate() {
            updates.push(typed(&doc, at + offset as u32, letter));
        }
    }
    let merged = yrs::merge_updates_v1(updates.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let then = Instant::now();
    assert_eq!(send(&mut room, LOW, merged.expect("honest updates")), Answer::Logged);
    println!("an evening was taken in after {:?}", then.elapsed());
    let here = room.doc(SECTION).expect("it is open");
    assert_eq!(here.words(&Path::field(TEXT)), doc.words(&Path::field(TEXT)));
    // Said again by somebody who does not know that it is known.
    assert_eq!(send(&mut room, LOW, doc.state()), Answer::Known);
}
