//! What a room hands to the log and takes back from it: runs of writes, who speaks as which client,
//! and what a plain Yjs client hears when the log does not take something. Owns: single stories of
//! one room; delivery.rs has what a tab makes of the answers.

use dossier::delta::Op;
use dossier::edit::Edit;
use dossier::form::SectionId;
use dossier::path::Path;
use dossier::rights::Role;
use dossier::schema::{SectionDoc, seed};
use dossier::sync::frame::{Frame, MAX_FRAME, Reason};
use dossier::sync::room::{Effect, MAX_SECTION, Owners, PeerId, Room, Stored, Who, Write};
use dossier::sync::{PROTOCOL, close};
use yrs::{ReadTxn, Text, Transact};

const SECTION: SectionId = SectionId::Summary;

fn doc(client: u64) -> SectionDoc {
    SectionDoc::load(SECTION, client, &seed(SECTION)).expect("a seed")
}

fn typed(doc: &SectionDoc, words: &str) -> Vec<u8> {
    let path = Path::field("summary.title");
    let edit = Edit::Text { path, ops: vec![Op::insert(words)] };
    doc.edit(&edit).expect("an edit").update
}

fn who(account: &str) -> Who {
    let (name, quality) = (account.to_owned(), "teacher".to_owned());
    Who { account: account.to_owned(), name, quality, standing: Role::Editor.into() }
}

fn send(room: &mut Room, peer: PeerId, no: u64, update: &[u8]) -> Vec<Effect> {
    let update = update.to_vec();
    room.receive(peer, &Frame::Write { section: SECTION, no, update }.encode())
}

fn logged(effects: &[Effect]) -> Vec<Write> {
    let append = |effect: &Effect| match effect {
        Effect::Append(writes) => Some(writes.clone()),
        _ => None,
    };
    effects.iter().filter_map(append).flatten().collect()
}

fn told(effects: &[Effect], peer: PeerId) -> Vec<Frame> {
    let frame = |effect: &Effect| match effect {
        Effect::Send { to, frame } if to.contains(&peer) => Frame::decode(frame).ok(),
        _ => None,
    };
    effects.iter().filter_map(frame).collect()
}

/// A tab of Odile's and a plain client of Yanis's.
fn room_of_two() -> Room {
    let mut room = Room::new([(SECTION, doc(7))]);
    room.join(1, who("odile"));
    room.receive(1, &Frame::Hello { protocol: PROTOCOL }.encode());
    room.join_section(2, who("yanis"), SECTION);
    room
}

#[test]
fn what_one_peer_sends_while_the_disk_works_is_one_row_and_each_write_is_acknowledged() {
    let mut room = room_of_two();
    let (first, second) = (doc(30), doc(31));
    let start = send(&mut room, 1, 1, &typed(&first, "a"));
    assert_eq!(logged(&start).len(), 1);
    for no in 2..=4 {
        assert_eq!(send(&mut room, 1, no, &typed(&first, "b")), []);
    }
    assert_eq!(send(&mut room, 2, 0, &typed(&second, "c")), []);
    assert_eq!(send(&mut room, 1, 5, &typed(&first, "d")), []);
    let effects = room.kept(&[2]);
    let rows = logged(&effects);
    let authors: Vec<&str> = rows.iter().map(|row| row.account.as_str()).collect();
    assert_eq!(authors, ["odile", "yanis", "odile"], "only what follows one another is one row");
    let read = doc(40);
    assert!(read.apply(&logged(&start)[0].update).is_ok());
    assert!(rows.iter().all(|row| read.apply(&row.update).is_ok()), "in the order of the log");
    let effects = room.kept(&[3, 4, 5]);
    let kept = [(2, 3), (3, 3), (4, 3), (5, 5)].map(|(no, seq)| Frame::Kept { no, seq });
    let acknowledged = told(&effects, 1).into_iter();
    let acknowledged: Vec<Frame> =
        acknowledged.filter(|frame| matches!(frame, Frame::Kept { .. })).collect();
    assert_eq!(acknowledged, kept);
}

#[test]
fn who_speaks_as_a_client_is_said_once_and_known_when_the_room_is_opened_again() {
    let mut room = room_of_two();
    let tab = doc(30);
    let first = logged(&send(&mut room, 1, 1, &typed(&tab, "a")));
    assert_eq!(first[0].speakers, [30]);
    room.kept(&[2]);
    let second = logged(&send(&mut room, 1, 2, &typed(&tab, "b")));
    assert_eq!(second[0].speakers, [0; 0]);
    // The append fails: whoever comes again with it is its speaker then.
    room.not_kept();
    let other = doc(31);
    let lost = typed(&other, "c");
    assert_eq!(logged(&send(&mut room, 1, 3, &lost))[0].speakers, [31]);
    room.not_kept();
    assert_eq!(logged(&send(&mut room, 1, 4, &lost))[0].speakers, [31]);

    let state = first[0].update.clone();
    let open = move || {
        let doc = doc(7);
        doc.apply(&state).expect("the log");
        doc
    };
    let speakers = [(30, "odile".to_owned())].into();
    let owners = Owners::new(SECTION);
    let (whole, open) = (None, Box::new(open));
    let stored = Stored { section: SECTION, bytes: 100, speakers, owners, whole, open };
    let mut room = Room::new([stored]);
    room.join_section(1, who("yanis"), SECTION);
    let denied = Frame::Refused { no: 0, section: SECTION, reason: Reason::NotAllowed };
    let next = typed(&tab, "forged");
    assert_eq!(told(&send(&mut room, 1, 0, &next), 1), [denied]);
    room.join_section(2, who("odile"), SECTION);
    let gap = told(&send(&mut room, 2, 0, &next), 2);
    assert!(matches!(gap[..], [Frame::Step1 { .. }]), "{gap:?}: the update before was lost");
    let whole = tab.state();
    assert_eq!(logged(&send(&mut room, 2, 0, &whole)).len(), 1);
}

#[test]
fn who_comes_with_nothing_is_answered_from_the_log_before_the_document_is_read() {
    let (whole, other) = (doc(30), doc(31));
    typed(&whole, "a long text");
    whole.apply(&typed(&other, "by two")).expect("it fits");
    whole
        .edit(&Edit::Text { path: Path::field("summary.title"), ops: vec![Op::delete(3)] })
        .expect("an edit");
    let (state, vector) = (whole.state(), whole.state_vector());
    let unread = || -> SectionDoc { panic!("it is not needed") };
    let stored = Stored {
        section: SECTION,
        bytes: state.len(),
        speakers: Default::default(),
        owners: Owners::new(SECTION),
        whole: Some(state.clone()),
        open: Box::new(unread),
    };
    let mut room = Room::new([stored]);
    let asked = told(&room.join_section(1, who("yanis"), SECTION), 1);
    assert!(asked.contains(&Frame::Step1 { section: SECTION, vector }), "{asked:?}");
    let nothing = Frame::Step1 { section: SECTION, vector: vec![0] };
    let answer = told(&room.receive(1, &nothing.encode()), 1);
    assert_eq!(answer, [Frame::Step2 { section: SECTION, update: state }]);
}

#[test]
fn a_plain_client_is_asked_again_or_ended_where_a_tab_would_wait() {
    let mut room = room_of_two();
    let own = doc(31);
    let (early, late) = (typed(&own, "a"), typed(&own, "b"));
    let asked = told(&send(&mut room, 2, 0, &late), 2);
    assert!(matches!(asked[..], [Frame::Step1 { section: SECTION, .. }]), "{asked:?}");
    send(&mut room, 2, 0, &early);
    let ended = Effect::Close { peer: 2, code: close::COME_BACK };
    assert_eq!(room.not_kept(), [ended], "it brings all it has when it returns");
}

#[test]
fn a_section_ends_somewhere_and_who_makes_up_clients_is_no_client() {
    let open = || doc(7);
    let stored = |bytes| {
        let speakers = Default::default();
        let owners = Owners::new(SECTION);
        Stored { section: SECTION, bytes, speakers, owners, whole: None, open: Box::new(open) }
    };
    // What the log weighs is only the first estimate: the document itself is small.
    let mut room = Room::new([stored(2 * MAX_SECTION)]);
    room.join_section(1, who("yanis"), SECTION);
    let own = doc(30);
    assert_eq!(logged(&send(&mut room, 1, 0, &typed(&own, "a"))).len(), 1);
    room.kept(&[2]);
    let long = "x".repeat(MAX_FRAME / 2);
    // No tab of ours would let a title become so long.
    let hostile = yrs::Doc::with_client_id(31);
    let text = hostile.get_or_insert_text("t:summary.title");
    let mut refused = None;
    for _ in 0..=2 * MAX_SECTION / MAX_FRAME {
        let before = hostile.transact().state_vector();
        text.insert(&mut hostile.transact_mut(), 0, &long);
        let update = hostile.transact().encode_diff_v1(&before);
        let effects = send(&mut room, 1, 0, &update);
        if logged(&effects).is_empty() {
            refused = told(&effects, 1).pop();
            break;
        }
        room.kept(&[3]);
    }
    let full = Frame::Refused { no: 0, section: SECTION, reason: Reason::Full };
    assert_eq!(refused, Some(full));

    let mut room = room_of_two();
    let updates: Vec<Vec<u8>> = (1000..1300).map(|client| typed(&doc(client), "a")).collect();
    let crowd = yrs::merge_updates_v1(&updates).expect("honest updates");
    let unreadable = Frame::Refused { no: 0, section: SECTION, reason: Reason::Unreadable };
    assert_eq!(told(&send(&mut room, 2, 0, &crowd), 2), [unreadable]);
}
