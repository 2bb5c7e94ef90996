//! What a partner may change: rows of their own, of which those they add are; and whatever else their
//! bytes touch, seen or unseen, is refused and leaves no trace. Owns: the model of what is whose.

mod support {
    pub mod edits;
    pub mod input;
    pub mod reading;
    pub mod session;
    pub mod yard;
}

use dossier::delta::Op;
use dossier::edit::Edit;
use dossier::form::SectionId;
use dossier::path::Path;
use dossier::rights::{Role, Row, Standing};
use dossier::schema::SectionDoc;
use dossier::sync::frame::Reason;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::BTreeSet;
use support::edits::random_edit;
use support::input::{Input, Kind};
use support::session::honest;
use support::yard::{ASSOCIATION, EDITOR, MAIRIE, Yard, first_state, raw, seen};
use yrs::types::ToJson;
use yrs::updates::decoder::Decode;
use yrs::{Any, Doc, Map, MapPrelim, Out, ReadTxn, StateVector, Text, Transact, Update};

const BUDGET: SectionId = SectionId::Budget;
const LINES: &str = "budget.lines";

fn row(rows: &str, id: &str) -> Row {
    Row::new(BUDGET, rows, id)
}

/// Whether an edit of a partner is within their rows, by what it says it does.
fn is_own(edit: &Edit, own: &BTreeSet<Row>) -> bool {
    let of = |path: &Path| {
        let segments: Vec<&str> = path.segments().collect();
        matches!(segments[..], [rows, id, ..] if own.contains(&row(rows, id)))
    };
    match edit {
        Edit::Set { path, .. } | Edit::Text { path, .. } | Edit::Toggle { path, .. } => of(path),
        Edit::RemoveRow { row } | Edit::MoveRow { row, .. } => of(row),
        Edit::AddRow { .. } => true,
    }
}

/// What another sees to be different that is not in those rows.
fn others_changed(before: &[u8], after: &[u8], own: &BTreeSet<Row>) -> Vec<String> {
    let (before, after) = (seen(BUDGET, before), seen(BUDGET, after));
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let is_own = |place: &str| {
        let mut parts = place.splitn(2, '/');
        let (rows, id) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        rows.strip_prefix("r:").is_some_and(|rows| own.contains(&row(rows, id)))
    };
    let changed = keys.into_iter().filter(|place| before.get(*place) != after.get(*place));
    changed.filter(|place| !is_own(place)).cloned().collect()
}

#[test]
fn a_partner_s_edits_pass_where_they_are_within_their_rows_and_nowhere_else() {
    let (mut passed, mut refused) = (0, 0);
    for seed in 0..40 {
        println!("seed {seed}");
        let mut rng = StdRng::seed_from_u64(seed);
        let mut yard = Yard::open(BUDGET, &first_state(BUDGET));
        let mut own = vec![BTreeSet::new(), BTreeSet::new()];
        let ids = yard.doc(EDITOR).rows(&Path::field(LINES));
        own[0].extend(ids.iter().step_by(2).map(|id| row(LINES, id)));
        yard.give("mairie", own[0].clone());
        yard.give("association", BTreeSet::new());
        for _ in 0..60 {
            let by = [EDITOR, MAIRIE, ASSOCIATION][rng.random_range(0..3)];
            let before = yard.doc(by).state();
            let (done, edit) = match (by, rng.random_range(0..8)) {
                (_, 0) => (yard.undo(by), None),
                (_, 1) => (yard.redo(by), None),
                _ => {
                    let own = own.get((by as usize).wrapping_sub(MAIRIE as usize));
                    let Some(edit) = drawn(&mut rng, yard.doc(by), own) else { continue };
                    let done = yard.doc(by).edit(&edit).expect("an honest edit");
                    (Some(done), Some(edit))
                }
            };
            let Some(done) = done.filter(|done| !done.update.is_empty()) else { continue };
            let answer = yard.send(by, &done.update);
            if by == EDITOR {
                assert_eq!(answer, Ok(Vec::new()), "the team's rows are nobody's");
                continue;
            }
            let own = &mut own[(by - MAIRIE) as usize];
            if let Some(Edit::AddRow { rows, id, .. }) = &edit {
                let mut with = own.clone();
                with.insert(row(rows.as_str(), id));
                // Where neighbours have one and the same rank, all rows move.
                if others_changed(&before, &done_state(&before, &done.update), &with).is_empty() {
                    let claims = vec![row(rows.as_str(), id)];
                    assert_eq!(answer, Ok(claims), "{edit:?}");
                    *own = with;
                    passed += 1;
                    continue;
                }
            }
            let visible = others_changed(&before, &done_state(&before, &done.update), own);
            let fine = edit.as_ref().is_none_or(|edit| is_own(edit, own)) && visible.is_empty();
            let expected = if fine { Ok(Vec::new()) } else { Err(Reason::NotYours) };
            assert_eq!(answer, expected, "{edit:?} touches {visible:?}");
            if fine { passed += 1 } else { refused += 1 }
        }
        yard.all_say_the_same();
    }
    assert!(passed > 200 && refused > 200, "too easy: {passed} passed, {refused} refused");
}

/// An edit, mostly one within these rows if there are any.
fn drawn(rng: &mut StdRng, doc: &SectionDoc, own: Option<&BTreeSet<Row>>) -> Option<Edit> {
    let tries = if rng.random_bool(0.6) { 12 } else { 1 };
    let edits: Vec<Edit> = (0..tries).filter_map(|_| random_edit(rng, doc)).collect();
    let fits = edits.iter().position(|edit| own.is_none_or(|own| is_own(edit, own)));
    edits.into_iter().nth(fits.unwrap_or_default())
}

fn done_state(before: &[u8], update: &[u8]) -> Vec<u8> {
    let doc = SectionDoc::load(BUDGET, 5, before).expect("a state");
    doc.apply(update).expect("an update of it");
    doc.state()
}

#[test]
fn whatever_a_partner_sends_changes_their_rows_only() {
    let (mut logged, mut refused) = (0, 0);
    for seed in 0..60 {
        let mut rng = StdRng::seed_from_u64(seed);
        let session = honest(BUDGET, &first_state(BUDGET), seed);
        let next = rng.random_range(0..session.updates.len() - 4);
        let mut yard = Yard::open(BUDGET, &session.state_after(next));
        let of = |field| yard.doc(EDITOR).rows(&Path::field(field));
        let lines = of(LINES).into_iter().skip(1).map(|id| row(LINES, &id));
        let funding = of("budget.funding").into_iter().map(|id| row("budget.funding", &id));
        let mut own: BTreeSet<Row> = lines.chain(funding).collect();
        yard.give("mairie", own.clone());
        for _ in 0..150 {
            let input = Input::draw(&mut rng, &session, next);
            if input.kind != Kind::Update {
                continue;
            }
            let before = yard.room_state();
            match yard.send(MAIRIE, &input.bytes) {
                Ok(claims) => {
                    own.extend(claims);
                    let others = others_changed(&before, &yard.room_state(), &own);
                    assert!(others.is_empty(), "seed {seed}: {others:?} by {:?}", input.bytes);
                    logged += 1;
                }
                Err(_) => {
                    assert_eq!(yard.room_state(), before, "a refused write left a trace");
                    refused += 1;
                }
            }
        }
    }
    assert!(logged > 100 && refused > 1000, "too easy: {logged} logged, {refused} refused");
}

/// A room with rows, of which the partner has the first line; and their own hand at a Yjs document.
fn hand() -> (Yard, Vec<String>, Doc) {
    let mut yard = Yard::open(BUDGET, &first_state(BUDGET));
    let ids = yard.doc(EDITOR).rows(&Path::field(LINES));
    yard.give("mairie", [row(LINES, &ids[0])].into());
    let doc = raw(&yard.room_state(), 900);
    (yard, ids, doc)
}

/// What `write` does to a document, as one update.
fn made(doc: &Doc, write: impl FnOnce(&mut yrs::TransactionMut<'_>)) -> Vec<u8> {
    let mut tx = doc.transact_mut();
    write(&mut tx);
    tx.encode_update_v1()
}

/// A way to write where one must not: into the document, given all ids and the id of the line that is
/// the writer's.
type Trespass = fn(&Doc, &mut yrs::TransactionMut<'_>, &[String]);

fn line(tx: &yrs::TransactionMut<'_>, doc_map: &yrs::MapRef, id: &str) -> yrs::MapRef {
    match doc_map.get(tx, id) {
        Some(Out::YMap(row)) => row,
        other => panic!("no row: {other:?}"),
    }
}

fn lines(doc: &Doc) -> yrs::MapRef {
    // Roots are made before the transaction begins.
    doc.get_or_insert_map("r:budget.lines")
}

#[test]
fn nothing_that_is_crafted_reaches_what_is_not_theirs() {
    let trespasses: [(&str, Trespass); 14] = [
        ("another row under an id that is taken", |doc, tx, ids| {
            let row = MapPrelim::from_iter([("rank", Any::from("V"))]);
            map(doc, tx, "r:budget.lines").insert(tx, ids[1].as_str(), row);
        }),
        ("a word for a row", |doc, tx, ids| {
            map(doc, tx, "r:budget.lines").insert(tx, ids[1].as_str(), "nothing");
        }),
        ("another's row removed", |doc, tx, ids| {
            map(doc, tx, "r:budget.lines").remove(tx, &ids[1]);
        }),
        ("another's row moved", |doc, tx, ids| {
            let rows = map(doc, tx, "r:budget.lines");
            line(tx, &rows, &ids[1]).insert(tx, "rank", "0V");
        }),
        ("another's amount", |doc, tx, ids| {
            let rows = map(doc, tx, "r:budget.lines");
            line(tx, &rows, &ids[1]).insert(tx, "unitAmount", 1.0);
        }),
        ("a column that the form does not have, in another's row", |doc, tx, ids| {
            let rows = map(doc, tx, "r:budget.lines");
            line(tx, &rows, &ids[1]).insert(tx, "nothing", MapPrelim::default());
        }),
        ("a letter in another's label", |doc, tx, ids| {
            let rows = map(doc, tx, "r:budget.lines");
            let Some(Out::YText(label)) = line(tx, &rows, &ids[1]).get(tx, "label") else {
                panic!("a label")
            };
            label.insert(tx, 1, "x");
        }),
        ("what nobody sees, in another's label", |doc, tx, ids| {
            let rows = map(doc, tx, "r:budget.lines");
            let Some(Out::YText(label)) = line(tx, &rows, &ids[1]).get(tx, "label") else {
                panic!("a label")
            };
            label.insert(tx, 1, "x");
            label.remove_range(tx, 1, 1);
        }),
        ("a letter taken from another's label", |doc, tx, ids| {
            let rows = map(doc, tx, "r:budget.lines");
            let Some(Out::YText(label)) = line(tx, &rows, &ids[1]).get(tx, "label") else {
                panic!("a label")
            };
            label.remove_range(tx, 0, 1);
        }),
        ("who receives the grant", |doc, tx, _| {
            map(doc, tx, "m").insert(tx, "budget.grantRecipient.type", "commune");
        }),
        ("a value that the form does not have", |doc, tx, _| {
            map(doc, tx, "m").insert(tx, "nothing", "x");
        }),
        ("the comment on the budget", |doc, tx, _| {
            text(doc, tx, "t:budget.comment").insert(tx, 0, "x");
        }),
        ("letters among the rows", |doc, tx, _| {
            text(doc, tx, "r:budget.lines").insert(tx, 0, "x");
        }),
        ("a row whose id leads into another's", |doc, tx, ids| {
            let row = MapPrelim::from_iter([("rank", Any::from("V"))]);
            let id = format!("{}/label", ids[0]);
            map(doc, tx, "r:budget.lines").insert(tx, id, row);
        }),
    ];
    for (what, trespass) in trespasses {
        let (mut yard, ids, doc) = hand();
        let before = yard.room_state();
        let alone = made(&doc, |tx| trespass(&doc, tx, &ids));
        assert_eq!(yard.send(MAIRIE, &alone), Err(Reason::NotYours), "{what}");
        // Nor hidden in what is theirs.
        let doc = raw(&before, 901);
        let rows = lines(&doc);
        let among = made(&doc, |tx| {
            line(tx, &rows, &ids[0]).insert(tx, "quantity", 7.0);
            trespass(&doc, tx, &ids);
            line(tx, &rows, &ids[0]).insert(tx, "quantity", 8.0);
        });
        assert_eq!(yard.send(MAIRIE, &among), Err(Reason::NotYours), "{what}, among others");
        assert_eq!(yard.room_state(), before, "{what} left a trace");
        let doc = raw(&before, 902);
        let rows = lines(&doc);
        let own = made(&doc, |tx| {
            line(tx, &rows, &ids[0]).insert(tx, "quantity", 9.0);
        });
        assert_eq!(yard.send(MAIRIE, &own), Ok(Vec::new()), "after {what}");
        // The team may do all of it.
        let team = raw(&yard.room_state(), 903);
        let again = made(&team, |tx| trespass(&team, tx, &ids));
        assert_eq!(yard.send(EDITOR, &again), Ok(Vec::new()), "{what} by the team");
    }
}

fn map(doc: &Doc, tx: &yrs::TransactionMut<'_>, name: &str) -> yrs::MapRef {
    let _ = doc;
    tx.get_map(name).expect("a root of the section")
}

fn text(doc: &Doc, tx: &yrs::TransactionMut<'_>, name: &str) -> yrs::TextRef {
    let _ = doc;
    tx.get_text(name).expect("a root of the section")
}

#[test]
fn a_block_between_their_words_and_another_s_is_refused() {
    let (mut yard, ids, _) = hand();
    let doc = yard.doc(EDITOR);
    let label = |id: &str| Path::field(LINES).row(id).column("label");
    // An anchor is what a block names its neighbours by, between two bytes of its own.
    let end = |id: &str| {
        let anchor = doc.anchor(&label(id), 0).expect("a label");
        anchor[1..anchor.len() - 1].to_vec()
    };
    let (own, other) = (end(&ids[0]), end(&ids[1]));
    let block = |left: &[u8], right: &[u8]| {
        let head = [1, 1, 0xc0, 0xa9, 0x07, 0, 0xc4];
        [&head[..], left, right, &[1, b'x', 0]].concat()
    };
    for (left, right) in [(&own, &other), (&other, &own), (&other, &other)] {
        assert_eq!(yard.send(MAIRIE, &block(left, right)), Err(Reason::NotYours));
    }
    let unknown = [9, 0];
    assert_eq!(yard.send(MAIRIE, &block(&own, &unknown)), Err(Reason::Gap));
    // Each builds on the other: neither can ever stand anywhere.
    let circle = [2, 1, 8, 0, 0x84, 9, 0, 1, b'x', 1, 9, 0, 0x84, 8, 0, 1, b'y', 0];
    assert_eq!(yard.send(MAIRIE, &circle), Err(Reason::Gap));
    assert_eq!(yard.send(MAIRIE, &block(&own, &own)), Ok(Vec::new()));
}

#[test]
fn an_id_that_was_a_row_s_is_nobody_s_to_take() {
    let (mut yard, ids, _) = hand();
    let gone = Edit::RemoveRow { row: Path::field(LINES).row(&ids[1]) };
    let done = yard.doc(EDITOR).edit(&gone).expect("an edit");
    assert_eq!(yard.send(EDITOR, &done.update), Ok(Vec::new()));
    let again = Edit::AddRow { rows: Path::field(LINES), id: ids[1].clone(), after: None };
    let done = yard.doc(MAIRIE).edit(&again).expect("an edit");
    assert_eq!(yard.send(MAIRIE, &done.update), Err(Reason::NotYours));

    // Their own they may take away and bring back.
    let gone = Edit::RemoveRow { row: Path::field(LINES).row(&ids[0]) };
    let done = yard.doc(MAIRIE).edit(&gone).expect("an edit");
    assert_eq!(yard.send(MAIRIE, &done.update), Ok(Vec::new()));
    let back = yard.undo(MAIRIE).expect("something to undo");
    assert_eq!(yard.send(MAIRIE, &back.update), Ok(Vec::new()));
    assert!(yard.doc(EDITOR).rows(&Path::field(LINES)).contains(&ids[0]));
}

#[test]
fn a_row_is_its_adder_s_at_once_and_only_as_long_as_it_is_kept() {
    let (mut yard, ..) = hand();
    let add = Edit::AddRow { rows: Path::field(LINES), id: "mine".to_owned(), after: None };
    let added = yard.doc(MAIRIE).edit(&add).expect("an edit");
    let label = Path::field(LINES).row("mine").column("label");
    let typed = Edit::Text { path: label, ops: vec![Op::insert("Repas")] };
    let words = yard.doc(MAIRIE).edit(&typed).expect("an edit");
    yard.hold_disk();
    assert_eq!(yard.send(MAIRIE, &added.update), Ok(Vec::new()), "it waits");
    assert_eq!(yard.send(MAIRIE, &words.update), Ok(Vec::new()));
    // Somebody else cannot have it, not even before it is there.
    yard.follow(ASSOCIATION, &added.update);
    let other = Edit::RemoveRow { row: Path::field(LINES).row("mine") };
    let done = yard.doc(ASSOCIATION).edit(&other).expect("an edit");
    assert_eq!(yard.send(ASSOCIATION, &done.update), Err(Reason::NotYours));
    assert_eq!(yard.claimed(), [(row(LINES, "mine"), "mairie".to_owned())]);
    yard.disk_fails();
    // It was never there, so it may be anybody's.
    yard.reload(ASSOCIATION);
    let added = yard.doc(ASSOCIATION).edit(&add).expect("an edit");
    assert_eq!(yard.send(ASSOCIATION, &added.update), Ok(vec![row(LINES, "mine")]));
}

#[test]
fn a_client_that_says_all_it_has_is_judged_by_what_is_new() {
    let (mut yard, ids, _) = hand();
    let gone = Edit::RemoveRow { row: Path::field(LINES).row(&ids[1]) };
    let done = yard.doc(EDITOR).edit(&gone).expect("an edit");
    yard.send(EDITOR, &done.update).expect("the team's");
    let doc = raw(&yard.room_state(), 900);
    let rows = lines(&doc);
    made(&doc, |tx| {
        line(tx, &rows, &ids[0]).insert(tx, "quantity", 7.0);
    });
    let all = doc.transact().encode_state_as_update_v1(&StateVector::default());
    assert_eq!(yard.send(MAIRIE, &all), Ok(Vec::new()));
    // With one more deletion among all those that happened.
    made(&doc, |tx| {
        rows.remove(tx, &ids[2]);
    });
    let all = doc.transact().encode_state_as_update_v1(&StateVector::default());
    assert_eq!(yard.send(MAIRIE, &all), Err(Reason::NotYours));
}

#[test]
fn who_is_given_a_row_and_loses_it_is_closed_and_writes_so_much_and_no_more() {
    let (mut yard, ids, _) = hand();
    let quantity = |yard: &mut Yard, id: &str, n: f64| {
        let path = Path::field(LINES).row(id).column("quantity");
        let value = Some(dossier::read::Value::Number(n));
        let done = yard.doc(MAIRIE).edit(&Edit::Set { path, value }).expect("an edit");
        yard.send(MAIRIE, &done.update)
    };
    assert_eq!(quantity(&mut yard, &ids[0], 3.0), Ok(Vec::new()));
    yard.give("mairie", [row(LINES, &ids[1])].into());
    assert_eq!(quantity(&mut yard, &ids[0], 4.0), Err(Reason::NotYours));
    assert_eq!(quantity(&mut yard, &ids[1], 4.0), Ok(Vec::new()));
    // Nothing changed: nobody is disturbed.
    assert_eq!(
        yard.set("mairie", Standing { rows: [row(LINES, &ids[1])].into(), ..Role::Partner.into() }),
        0
    );
    let nowhere = Standing { sections: Some(BTreeSet::new()), ..Role::Partner.into() };
    assert_eq!(yard.set("mairie", nowhere), 1);
    assert_eq!(quantity(&mut yard, &ids[1], 5.0), Err(Reason::NotAllowed));
}

#[test]
fn json_of_a_raw_document_sees_what_a_section_holds() {
    let state = first_state(BUDGET);
    let doc = raw(&state, 900);
    let rows = lines(&doc);
    assert!(matches!(rows.to_json(&doc.transact()), Any::Map(rows) if rows.len() > 3));
    assert!(Update::decode_v1(&state).is_ok());
    assert!(seen(BUDGET, &state).len() > 10);
}
