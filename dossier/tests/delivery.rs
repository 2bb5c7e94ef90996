//! Which answer a write gets, and what a tab makes of it: acknowledged only when durable, sent again
//! until then, forgotten only then. Owns: single stories of one tab and one room; convergence.rs
//! has them all at once.

use dossier::delta::Op;
use dossier::edit::Edit;
use dossier::form::SectionId;
use dossier::path::Path;
use dossier::read::Value;
use dossier::rights::Role;
use dossier::schema::{ApplyError, SectionDoc, seed};
use dossier::sync::PROTOCOL;
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::replica::{Effect as Wire, Replica, SaveState};
use dossier::sync::room::{Effect, PeerId, Room, Who};

const SECTION: SectionId = SectionId::Summary;

fn doc(client: u64) -> SectionDoc {
    SectionDoc::load(SECTION, client, &seed(SECTION)).expect("a seed")
}

fn title() -> Path {
    Path::field("summary.title")
}

/// A tab that is connected and welcome.
fn tab() -> Replica {
    let mut tab = Replica::new([(SECTION, doc(21))]);
    tab.connected();
    hears(&mut tab, Frame::Welcome { peer: 1 });
    tab
}

fn hears(tab: &mut Replica, frame: Frame) -> Vec<Wire> {
    tab.receive(&frame.encode()).expect("a frame")
}

/// The tab makes an edit; the number of the write it sends.
fn edits(tab: &mut Replica, edit: Edit) -> Vec<u64> {
    let done = tab.doc(SECTION).expect("it is open").edit(&edit).expect("an edit");
    writes(&tab.local(SECTION, &done))
}

fn types(tab: &mut Replica, words: &str) -> Vec<u64> {
    edits(tab, Edit::Text { path: title(), ops: vec![Op::insert(words)] })
}

fn writes(effects: &[Wire]) -> Vec<u64> {
    let frames = effects.iter().filter_map(|effect| match effect {
        Wire::Send(frame) => Frame::decode(frame).ok(),
        _ => None,
    });
    frames
        .filter_map(|frame| match frame {
            Frame::Write { no, .. } => Some(no),
            _ => None,
        })
        .collect()
}

fn forgotten(effects: &[Wire]) -> Vec<u64> {
    let forgotten = effects.iter().filter_map(|effect| match effect {
        Wire::Forget { no } => Some(*no),
        _ => None,
    });
    forgotten.collect()
}

#[test]
fn an_answer_to_one_write_is_no_answer_to_those_sent_again_with_it() {
    let mut tab = tab();
    for words in ["a", "b", "c"] {
        types(&mut tab, words);
    }
    assert_eq!(tab.save_state(), SaveState::Saving(3));
    for no in [1, 2] {
        hears(&mut tab, Frame::Refused { no, section: SECTION, reason: Reason::NotStored });
    }
    assert_eq!(tab.save_state(), SaveState::NotStored(3));
    // All three go out again as one; then comes the answer to the third of the first time.
    let again = writes(&tab.retry());
    assert_eq!(again.len(), 1);
    assert_eq!(forgotten(&hears(&mut tab, Frame::Kept { no: 3, seq: 9 })), [3]);
    assert_eq!(tab.save_state(), SaveState::NotStored(2), "the disk still owes two answers");
    assert_eq!(forgotten(&hears(&mut tab, Frame::Kept { no: again[0], seq: 10 })), [1, 2]);
    assert_eq!(tab.save_state(), SaveState::Saved);
}

/// Else what it stood for is sent again without what came after it, and with a hole in it.
#[test]
fn a_write_that_arrives_twice_is_kept_by_its_second_answer() {
    let mut tab = tab();
    tab.disconnected();
    types(&mut tab, "a");
    tab.connected();
    let sent = writes(&hears(&mut tab, Frame::Welcome { peer: 2 }));
    let reason = Reason::NotStored;
    hears(&mut tab, Frame::Refused { no: sent[0], section: SECTION, reason });
    assert_eq!(tab.save_state(), SaveState::NotStored(1));
    assert_eq!(forgotten(&hears(&mut tab, Frame::Kept { no: sent[0], seq: 2 })), [1]);
    assert_eq!(tab.save_state(), SaveState::Saved);
}

#[test]
fn what_is_sent_again_has_no_hole() {
    let mut tab = tab();
    for words in ["a", "b", "c"] {
        types(&mut tab, words);
    }
    assert_eq!(forgotten(&hears(&mut tab, Frame::Kept { no: 2, seq: 3 })), [2]);
    tab.disconnected();
    tab.connected();
    let effects = hears(&mut tab, Frame::Welcome { peer: 2 });
    assert_eq!(writes(&effects).len(), 2, "the first and the third, each by itself");
}

#[test]
fn what_was_written_offline_goes_out_as_one_write_and_is_forgotten_as_one() {
    let mut tab = tab();
    tab.disconnected();
    for _ in 0..100 {
        assert!(types(&mut tab, "x").is_empty(), "nothing can be sent");
    }
    assert_eq!(tab.save_state(), SaveState::Offline(100));
    tab.connected();
    let sent = writes(&hears(&mut tab, Frame::Welcome { peer: 2 }));
    assert_eq!(sent.len(), 1);
    let forgotten = forgotten(&hears(&mut tab, Frame::Kept { no: sent[0], seq: 2 }));
    assert_eq!(forgotten, (1..=100).collect::<Vec<u64>>());
    assert_eq!(tab.save_state(), SaveState::Saved);
}

#[test]
fn an_edit_that_is_refused_for_good_is_given_up_and_the_section_shown_anew() {
    let mut tab = tab();
    types(&mut tab, "a");
    types(&mut tab, "b");
    let reason = Reason::NotAllowed;
    let effects = hears(&mut tab, Frame::Refused { no: 1, section: SECTION, reason });
    assert_eq!(effects, [Wire::Forget { no: 1 }, Wire::Refused { section: SECTION, reason }]);
    let effects = tab.replace(SECTION, 22);
    assert_eq!(effects[0], Wire::Replaced { section: SECTION });
    assert_eq!(forgotten(&effects), [2]);
    assert_eq!(tab.doc(SECTION).expect("there").words(&title()), "");
    assert_eq!(tab.save_state(), SaveState::Saved);
    let late = hears(&mut tab, Frame::Refused { no: 2, section: SECTION, reason });
    assert!(!late.contains(&Wire::Refused { section: SECTION, reason }), "told once");
}

/// A room over the section; one account may come several times.
fn room() -> Room {
    Room::new([(SECTION, doc(7))])
}

fn greet(room: &mut Room, peer: PeerId, account: &str, role: Role) {
    let (name, quality) = (account.to_owned(), "teacher".to_owned());
    room.join(peer, Who { account: account.to_owned(), name, quality, standing: role.into() });
    room.receive(peer, &Frame::Hello { protocol: PROTOCOL }.encode());
}

/// Joins and asks for the section.
fn join(room: &mut Room, peer: PeerId, account: &str, role: Role) {
    greet(room, peer, account, role);
    let vector = doc(9).state_vector();
    room.receive(peer, &Frame::Step1 { section: SECTION, vector }.encode());
}

fn write(room: &mut Room, peer: PeerId, no: u64, update: &[u8]) -> Vec<Effect> {
    let update = update.to_vec();
    room.receive(peer, &Frame::Write { section: SECTION, no, update }.encode())
}

/// The frames that go to `peer`, and how many writes go to the log.
fn told(effects: &[Effect], peer: PeerId) -> (Vec<Frame>, usize) {
    let mut told = (Vec::new(), 0);
    for effect in effects {
        match effect {
            Effect::Send { to, frame } if to.contains(&peer) => {
                told.0.push(Frame::decode(frame).expect("a frame"));
            }
            Effect::Append(writes) => told.1 += writes.len(),
            _ => {}
        }
    }
    told
}

fn typed(doc: &SectionDoc, words: &str) -> Vec<u8> {
    let edit = Edit::Text { path: title(), ops: vec![Op::insert(words)] };
    doc.edit(&edit).expect("an edit").update
}

#[test]
fn a_write_sent_again_while_it_waits_for_the_disk_is_not_acknowledged_before_it_is_kept() {
    let mut room = room();
    join(&mut room, 1, "claire", Role::Lead);
    let update = typed(&doc(30), "a");
    assert_eq!(told(&write(&mut room, 1, 1, &update), 1), (vec![], 1));
    room.leave(1);
    join(&mut room, 2, "claire", Role::Lead);
    assert_eq!(told(&write(&mut room, 2, 1, &update), 2), (vec![], 0), "no answer yet");
    let first = told(&room.kept(&[2]), 2);
    assert!(!first.0.contains(&Frame::Kept { no: 1, seq: 2 }), "that answered peer 1");
    assert_eq!(first.1, 1);
    assert!(told(&room.kept(&[3]), 2).0.contains(&Frame::Kept { no: 1, seq: 3 }));
}

#[test]
fn what_the_log_has_is_acknowledged_again_but_not_logged_again_deletions_too() {
    let mut room = room();
    join(&mut room, 1, "claire", Role::Lead);
    let tab = doc(30);
    let typed = typed(&tab, "abc");
    let delete = Edit::Text { path: title(), ops: vec![Op::delete(2)] };
    let deleted = tab.edit(&delete).expect("an edit").update;
    for update in [&typed, &deleted] {
        assert_eq!(told(&write(&mut room, 1, 1, update), 1).1, 1);
        room.kept(&[2]);
    }
    for update in [&typed, &deleted, &tab.state()] {
        let expected = (vec![Frame::Kept { no: 5, seq: 0 }], 0);
        assert_eq!(told(&write(&mut room, 1, 5, update), 1), expected);
    }
}

#[test]
fn after_a_failed_append_nothing_that_builds_on_it_passes_until_all_is_sent_again() {
    let mut room = room();
    join(&mut room, 1, "claire", Role::Lead);
    let tab = doc(30);
    let updates = ["a", "b", "c"].map(|words| typed(&tab, words));
    let deleted =
        tab.edit(&Edit::Text { path: title(), ops: vec![Op::delete(1)] }).expect("an edit").update;
    assert_eq!(told(&write(&mut room, 1, 1, &updates[0]), 1).1, 1);
    assert_eq!(told(&write(&mut room, 1, 2, &updates[1]), 1), (vec![], 0), "it queues");
    let refused = |no, reason| Frame::Refused { no, section: SECTION, reason };
    let failed = told(&room.not_kept(), 1);
    let not_stored = Reason::NotStored;
    assert_eq!(failed, (vec![refused(1, not_stored), refused(2, not_stored)], 0));
    for (no, update) in [(3, &updates[2]), (4, &deleted)] {
        let gap = (vec![refused(no, Reason::Gap)], 0);
        assert_eq!(told(&write(&mut room, 1, no, update), 1), gap, "write {no}");
    }
    let all = [&updates[0], &updates[1], &updates[2], &deleted];
    let together = yrs::merge_updates_v1(all).expect("honest updates");
    assert_eq!(told(&write(&mut room, 1, 5, &together), 1).1, 1);
    assert!(told(&room.kept(&[2]), 1).0.contains(&Frame::Kept { no: 5, seq: 2 }));
    assert_eq!(room.doc(SECTION).expect("there").words(&title()), "ba");
}

#[test]
fn nobody_writes_under_the_client_id_of_another() {
    let mut room = room();
    join(&mut room, 1, "claire", Role::Lead);
    join(&mut room, 2, "yanis", Role::Editor);
    let (tab, twin) = (doc(30), doc(30));
    write(&mut room, 1, 1, &typed(&tab, "a"));
    room.kept(&[2]);
    twin.apply(&tab.state()).expect("the same document");
    let forged = write(&mut room, 2, 1, &typed(&twin, "forged"));
    let refused = Frame::Refused { no: 1, section: SECTION, reason: Reason::NotAllowed };
    assert_eq!(told(&forged, 2), (vec![refused], 0));
    assert_eq!(told(&write(&mut room, 1, 2, &typed(&tab, "b")), 1).1, 1, "its owner does");
}

#[test]
fn a_reader_s_write_is_refused_and_a_right_that_ended_ends_at_once() {
    let mut room = room();
    join(&mut room, 1, "lecteur", Role::Viewer);
    join(&mut room, 2, "yanis", Role::Editor);
    let update = typed(&doc(30), "a");
    let refused = Frame::Refused { no: 1, section: SECTION, reason: Reason::NotAllowed };
    assert_eq!(told(&write(&mut room, 1, 1, &update), 1), (vec![refused], 0));
    room.set_standing("yanis", Some(Role::Viewer.into()));
    assert_eq!(told(&write(&mut room, 2, 1, &update), 2), (vec![], 0), "nobody's frame");
    assert_eq!(room.doc(SECTION).expect("there").words(&title()), "");
}

/// Found by convergence.rs: told of what builds on what it has not, yrs keeps a hole and panics when
/// the rest arrives.
#[test]
fn a_reader_hears_of_a_section_from_its_first_step_on() {
    let mut room = room();
    join(&mut room, 1, "claire", Role::Lead);
    let tab = doc(30);
    greet(&mut room, 2, "odile", Role::Head);
    write(&mut room, 1, 1, &typed(&tab, "a"));
    assert_eq!(told(&room.kept(&[2]), 2), (vec![], 0));
    let vector = doc(9).state_vector();
    let answer = room.receive(2, &Frame::Step1 { section: SECTION, vector }.encode());
    assert!(matches!(told(&answer, 2).0[..], [Frame::Step2 { .. }]));
    write(&mut room, 1, 2, &typed(&tab, "b"));
    assert!(matches!(told(&room.kept(&[3]), 2).0[..], [Frame::Update { .. }]));

    let (gc, earlier) = ([1, 1, 5, 1, 0, 3, 0], [1, 1, 5, 0, 0, 4, 0]);
    let behind = doc(31);
    assert!(matches!(behind.apply(&gc), Err(ApplyError::Gap)), "not even in part");
    assert!(behind.apply(&earlier).is_ok() && behind.apply(&gc).is_ok());
}

#[test]
fn an_edit_without_a_tab_reaches_the_log_and_every_reader() {
    let mut room = room();
    join(&mut room, 1, "lecteur", Role::Viewer);
    let path = Path::field("summary.schoolYears");
    let edits = [
        Edit::Text { path: title(), ops: vec![Op::insert("Ma cour"), Op::delete(u32::MAX)] },
        Edit::Toggle { path, value: "2026-2027".to_owned(), on: true },
    ];
    let effects = room.edit(40, "odile", SECTION, &edits).expect("edits");
    assert_eq!(told(&effects, 1), (vec![], 1), "not visible before it is kept");
    let (frames, _) = told(&room.kept(&[2]), 1);
    let [Frame::Update { section: SECTION, update }] = frames.as_slice() else {
        panic!("{frames:?}");
    };
    let reader = doc(50);
    reader.apply(update).expect("it applies");
    assert_eq!(reader.words(&title()), "Ma cour");
    let wrong = Edit::Set { path: title(), value: Some(Value::Flag(true)) };
    assert!(room.edit(41, "odile", SECTION, &[wrong]).is_err());
    assert!(room.is_quiet());
}
