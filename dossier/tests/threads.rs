//! Where a thread stands while the text under it is written: its anchors against a model that keeps
//! its own marks on every letter. Owns: the model and the seeds.

use dossier::delta::Op;
use dossier::edit::Edit;
use dossier::form::SectionId;
use dossier::path::Path;
use dossier::rights::Role;
use dossier::schema::{SectionDoc, seed};
use dossier::threads::{Act, Anchor, Author, Kind, MAX_TEXT, Remark, Thread, cleaned, may_act};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const SECTION: SectionId = SectionId::Diagnosis;

fn text() -> Path {
    Path::field("diagnosis.findings")
}

fn doc(client: u64) -> SectionDoc {
    SectionDoc::load(SECTION, client, &seed(SECTION)).expect("a seed")
}

fn change(doc: &SectionDoc, ops: Vec<Op>) -> Vec<u8> {
    doc.edit(&Edit::Text { path: text(), ops }).expect("an edit").update
}

fn insert(doc: &SectionDoc, at: u32, words: &str) -> Vec<u8> {
    change(doc, vec![Op::retain(at), Op::insert(words)])
}

fn delete(doc: &SectionDoc, at: u32, length: u32) -> Vec<u8> {
    change(doc, vec![Op::retain(at), Op::delete(length)])
}

fn quoted(doc: &SectionDoc, anchor: &Anchor) -> Option<String> {
    let (from, to) = anchor.passage(doc)?;
    let units: Vec<u16> = doc.words(&text()).encode_utf16().collect();
    Some(String::from_utf16_lossy(&units[from as usize..to as usize]))
}

/// Letters that occur once, so that each is its own mark.
fn letters(from: u32, count: u32) -> String {
    (from..from + count).filter_map(|n| char::from_u32(0x4e00 + n)).collect()
}

#[test]
fn a_passage_is_the_letters_that_are_left_of_it_on_every_replica() {
    for seed in 0..200 {
        let mut rng = StdRng::seed_from_u64(seed);
        let (here, there) = (doc(30), doc(31));
        let mut next = 60;
        there.apply(&insert(&here, 0, &letters(0, next))).expect("an update");
        let passages: Vec<(Anchor, String)> = (0..12)
            .map(|_| {
                let from = rng.random_range(0..55);
                let to = rng.random_range(from + 1..=60);
                let anchor = Anchor::of_passage(&here, &text(), from, to).expect("a passage");
                let words = anchor.quote.clone();
                (anchor, words)
            })
            .collect();
        for _ in 0..40 {
            let (by, other) = if rng.random_bool(0.5) { (&here, &there) } else { (&there, &here) };
            let length = by.words(&text()).encode_utf16().count() as u32;
            let update = if rng.random_bool(0.5) || length < 3 {
                let count = rng.random_range(1..4);
                next += count;
                insert(by, rng.random_range(0..length), &letters(next - count, count))
            } else {
                let at = rng.random_range(0..length - 1);
                delete(by, at, rng.random_range(1..=(length - 1 - at).min(6)))
            };
            // Late, now and then: then both write at once.
            let late = rng.random_bool(0.3).then(|| insert(other, 0, "é"));
            other.apply(&update).expect("an update");
            if let Some(late) = late {
                by.apply(&late).expect("an update");
            }
        }
        let words = here.words(&text());
        assert_eq!(words, there.words(&text()), "seed {seed}");
        for (anchor, quote) in &passages {
            // What was written inside is inside; what is left of the quote is there, in its order.
            let left: Vec<char> = quote.chars().filter(|c| words.contains(*c)).collect();
            let rows: Vec<char> = quote.chars().collect();
            let evidence = rows
                .windows(rows.len().min(4))
                .any(|some| words.contains(&some.iter().collect::<String>()));
            for replica in [&here, &there] {
                match quoted(replica, anchor) {
                    // What came in the place of words that are gone is not spoken about.
                    None => assert!(!evidence, "seed {seed}: {quote} is orphaned"),
                    Some(now) => {
                        let of_quote: Vec<char> =
                            now.chars().filter(|c| quote.contains(*c)).collect();
                        assert_eq!(of_quote, left, "seed {seed}: {now} for {quote}");
                        assert!(!left.is_empty(), "seed {seed}: {now} is nothing of {quote}");
                    }
                }
            }
        }
    }
}

#[test]
fn words_that_were_cut_and_pasted_are_found_again_and_words_that_are_gone_leave_an_orphan() {
    let doc = doc(30);
    insert(&doc, 0, "La cour est trop chaude. Les élèves le disent.");
    let anchor = Anchor::of_passage(&doc, &text(), 0, 24).expect("a passage");
    assert_eq!(anchor.quote, "La cour est trop chaude.");
    delete(&doc, 0, 24);
    assert!(anchor.is_orphan(&doc) && anchor.passage(&doc).is_none());
    insert(&doc, 22, "La cour est trop chaude.");
    assert_eq!(quoted(&doc, &anchor).as_deref(), Some("La cour est trop chaude."));
    let length = doc.words(&text()).encode_utf16().count() as u32;
    insert(&doc, length - 1, "La cour est trop chaude.");
    assert!(anchor.is_orphan(&doc), "which of the two is meant nobody knows");
}

#[test]
fn a_thread_of_a_row_is_an_orphan_without_it() {
    let doc = SectionDoc::load(SectionId::Budget, 30, &seed(SectionId::Budget)).expect("a seed");
    let row = Path::field("budget.lines").row("b01");
    let of = |path: Path| Anchor {
        section: SectionId::Budget,
        path: Some(path),
        span: None,
        quote: String::new(),
    };
    let places = [of(row.clone()), of(row.column("label")), of(Path::field("budget.lines"))];
    assert!(places.iter().all(Anchor::is_sound));
    assert_eq!(places.clone().map(|place| place.is_orphan(&doc)), [true, true, false]);
    let add = Edit::AddRow { rows: Path::field("budget.lines"), id: "b01".to_owned(), after: None };
    doc.edit(&add).expect("a row");
    assert_eq!(places.map(|place| place.is_orphan(&doc)), [false; 3]);
    for unknown in ["budget.lines/b01/nothing", "nothing", "", "budget.lines/b01/label/x"] {
        assert!(!of(Path::field(unknown)).is_sound(), "{unknown}");
    }
}

#[test]
fn a_thread_ends_by_who_edits_or_who_opened_it_and_a_reservation_by_its_own() {
    let author = |account: &str| Author {
        account: account.to_owned(),
        name: account.to_owned(),
        quality: "elected".to_owned(),
    };
    let thread = |kind| Thread {
        suggestion: None,
        id: "t".to_owned(),
        version: 1,
        kind,
        place: Anchor { section: SectionId::Budget, path: None, span: None, quote: String::new() },
        opened_by: "mairie".to_owned(),
        resolved: None,
        assigned: None,
        remarks: vec![Remark {
            id: "r".to_owned(),
            by: author("mairie"),
            at: 1,
            text: "Combien ?".to_owned(),
            mentions: Vec::new(),
            rewritten: false,
        }],
    };
    let id = || "t".to_owned();
    let end = Act::Resolve { thread: id() };
    let withdraw = Act::Withdraw { thread: id(), remark: "r".to_owned() };
    let reply = Act::Reply { thread: id(), text: "a".to_owned(), mentions: Vec::new() };
    let give = Act::Assign { thread: id(), to: "mairie".to_owned(), due: None };
    let take = Act::Unassign { thread: id() };
    let table = [
        // role, account, kind: end it, take the first remark back, answer or have it seen to
        (Role::Lead, "claire", Kind::Comment, [true, false, true]),
        (Role::Support, "inspection", Kind::Comment, [false, false, true]),
        (Role::Partner, "mairie", Kind::Comment, [true, true, true]),
        // A partner edits some rows of the budget, not what others say of it.
        (Role::Partner, "association", Kind::Comment, [false, false, true]),
        (Role::Lead, "claire", Kind::Reservation, [false, false, true]),
        (Role::Partner, "mairie", Kind::Reservation, [true, true, true]),
        (Role::Viewer, "lecteur", Kind::Comment, [false, false, false]),
        // Whoever lost the role has lost it for what was theirs too.
        (Role::Viewer, "mairie", Kind::Reservation, [false, false, false]),
        (Role::Contributor, "parent", Kind::Comment, [false, false, false]),
    ];
    for (role, account, kind, expected) in table {
        let thread = thread(kind);
        let may = [&end, &withdraw, &reply].map(|act| may_act(&role.into(), account, &thread, act));
        assert_eq!(may, expected, "{role:?} {account} {kind:?}");
        let sees_to = [&give, &take].map(|act| may_act(role, account, &thread, act));
        assert_eq!(sees_to, [expected[2]; 2], "{role:?} {account} {kind:?}");
    }
}

#[test]
fn a_remark_is_words_and_not_too_many() {
    assert_eq!(cleaned(" a\u{0}\u{7}b\r\n c \n"), Some("ab\n c".to_owned()));
    assert_eq!(cleaned(" \n\u{1b} "), None);
    assert!(cleaned(&"é".repeat(MAX_TEXT)).is_some());
    assert!(cleaned(&"é".repeat(MAX_TEXT + 1)).is_none());
}
