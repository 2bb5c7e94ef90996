//! By name: the updates known to have killed yrs, and those that would make a log unreadable. A new
//! one found by mutation gets its line here.

mod support {
    pub mod gate;
}

use dossier::form::SectionId;
use dossier::schema::{root_names, seed};
use dossier::sync::frame::Reason;
use dossier::sync::guard::guard;
use support::gate::{room, write};

/// Found by fuzzing yrs 0.28.1: each panicked it, aborted the process, poisoned the document or
/// took gigabytes.
#[test]
fn the_known_killers_are_refused() {
    let nested =
        |depth| [&[1, 1, 5, 0, 8, 1, 1, b'm', 1][..], &[117, 1].repeat(depth), &[126, 0]].concat();
    let json = |depth| {
        let text = ["[".repeat(depth), "]".repeat(depth)].concat();
        let length = [(text.len() as u8 & 0x7f) | 0x80, (text.len() >> 7) as u8];
        [&[1, 1, 5, 0, 5, 1, 1, b'm'][..], &length, text.as_bytes(), &[0]].concat()
    };
    let killers: [(&str, Vec<u8>); 15] = [
        ("a clock near 2^32", vec![1, 1, 1, 255, 255, 255, 255, 15, 0, 40, 0]),
        (
            "an index out of bounds",
            vec![1, 1, 1, 143, 168, 255, 255, 255, 255, 15, 1, 1, 1, 125, 3, 1, 1, 1, 0, 2],
        ),
        ("an unknown content", vec![1, 1, 1, 0, 98, 9, 40, 1, 1, 109, 1, 120, 1, 1, 0, 0]),
        (
            "a sub-document",
            vec![1, 2, 2, 255, 255, 255, 255, 15, 0, 7, 1, 1, 2, 4, 0, 2, 0, 3, 115, 117, 98, 0],
        ),
        ("values in values", nested(7_000)),
        ("JSON in JSON", json(1_000)),
        ("a billion values", vec![1, 1, 5, 0, 8, 1, 1, b'm', 255, 255, 255, 255, 3, 126, 0]),
        ("a billion blocks", vec![1, 255, 255, 255, 255, 3, 5, 0, 8, 1, 1, b'm', 1, 126, 0]),
        ("a billion deletions", vec![0, 1, 5, 255, 255, 255, 255, 3, 0, 1]),
        ("a client id of 54 bits", vec![1, 1, 255, 255, 255, 255, 255, 255, 255, 31, 0, 0, 1, 0]),
        ("client 0", vec![1, 1, 0, 0, 8, 1, 1, b'm', 1, 126, 0]),
        ("a root of no form", vec![1, 1, 5, 0, 4, 1, 1, b'x', 1, b'a', 0]),
        ("an empty deletion", vec![0, 1, 5, 1, 0, 0]),
        ("a hole", vec![1, 2, 5, 0, 10, 9, 8, 1, 1, b'm', 1, 126, 0]),
        ("bytes after the end", vec![0, 0, 0]),
    ];
    let section = SectionId::Summary;
    for (name, update) in &killers {
        assert!(guard(update, &root_names(section)).is_err(), "{name}: {update:?}");
    }
    assert!(guard(&nested(20), &root_names(section)).is_ok(), "shallow values are honest");
    assert!(guard(&json(100), &root_names(section)).is_ok(), "shallow JSON is honest");
}

/// Well-formed, and yet what they build on is not there or is nothing to build on. In the log they
/// would make it unreadable for ever.
#[test]
fn writes_that_the_document_cannot_take_stay_out_of_the_log() {
    let section = SectionId::Summary;
    let root = b"\x0ft:summary.title";
    let state = seed(section);
    let block = |head: &[u8]| [head, &[1, b'a']].concat();
    let cases: [(&str, Vec<u8>, Reason); 7] = [
        ("a clock too far", [&[1, 1, 5, 3, 4, 1][..], root, &[1, b'a', 0]].concat(), Reason::Gap),
        (
            "an unknown neighbour",
            [&[1, 1, 5, 0][..], &block(&[0x84, 9, 0]), &[0]].concat(),
            Reason::Gap,
        ),
        ("an unknown deletion", vec![0, 1, 9, 1, 0, 4], Reason::Gap),
        (
            "each waits for the other",
            [&[2, 1, 5, 0][..], &block(&[0x84, 6, 0]), &[1, 6, 0], &block(&[0x84, 5, 0]), &[0]]
                .concat(),
            Reason::Gap,
        ),
        (
            "a letter as a parent",
            [&[1, 2, 5, 0, 4, 1][..], root, &[1, b'a', 4, 0, 5, 0, 1, b'b', 0]].concat(),
            Reason::Unreadable,
        ),
        (
            // yrs panics on it while it tells observers; the panic stays inside the attempt.
            "a format where a value belongs",
            [&[1, 1, 5, 0, 0x26, 1, 1, b'm', 1, b'k', 1, b'b', 4][..], b"true", &[0]].concat(),
            Reason::Unreadable,
        ),
        (
            "the seed's own client",
            [&[1, 1, 1, 40, 4, 1][..], root, &[1, b'a', 0]].concat(),
            Reason::NotAllowed,
        ),
    ];
    for (name, update, reason) in cases {
        assert!(guard(&update, &root_names(section)).is_ok(), "{name} is well-formed");
        let mut room = room(section, &state);
        assert_eq!(write(&mut room, section, &update), Err(reason), "{name}");
        let honest = [&[1, 1, 5, 0, 4, 1][..], root, &[1, b'a', 0]].concat();
        assert_eq!(write(&mut room, section, &honest), Ok(vec![honest]), "after {name}");
    }
}
