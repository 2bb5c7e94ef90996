//! Frames that were honest before some of their bytes were changed, thousands of them, on a server
//! where others work. `PREAU_SEED` repeats a run, `PREAU_FRAMES` makes it longer.

use crate::site::access::with_everybody;
use crate::support::TestServer;
use crate::support::raw::{Raw, replayed, typed};
use crate::support::tab::{ABSTRACT, COSTS, METHOD};
use crate::support::wire::Pass;
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::sync::frame::Frame;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Frames as clients say them, of two sections.
async fn honest(server: &TestServer) -> Vec<Frame> {
    let mut frames = vec![
        Frame::Hello { protocol: dossier::sync::PROTOCOL },
        Frame::Here { json: br#"{"section":"budget","path":"budget.comment"}"#.to_vec() },
        Frame::Here { json: b"null".to_vec() },
    ];
    for (section, key) in [METHOD, COSTS] {
        let log = server.log("d", section).await;
        let document = replayed(section, 77 + u64::from(section.number()), &log);
        for no in 0..20 {
            let update = typed(&document, key, &format!("mot {no} é🎒\n"));
            frames.push(Frame::Write { section, no, update });
            frames.push(Frame::Step1 { section, vector: document.state_vector() });
        }
        let announced = [&[1, 5, 1, 14][..], br#"{"user":{"a":1}}"#].concat();
        frames.push(Frame::Awareness { section, update: announced });
    }
    frames
}

/// A frame with some bytes changed: more often what it carries than the frame itself, so that most
/// of them reach what is behind the first check.
fn changed(rng: &mut StdRng, frames: &[Frame]) -> Vec<u8> {
    let mut frame = frames[rng.random_range(0..frames.len())].clone();
    let other = frames[rng.random_range(0..frames.len())].encode();
    let carried = match &mut frame {
        Frame::Write { update, .. } | Frame::Awareness { update, .. } => Some(update),
        Frame::Step1 { vector, .. } => Some(vector),
        Frame::Here { json } => Some(json),
        _ => None,
    };
    match carried.filter(|_| rng.random_bool(0.9)) {
        Some(carried) => {
            change(rng, carried, &other);
            frame.encode()
        }
        None => {
            let mut bytes = frame.encode();
            change(rng, &mut bytes, &other);
            bytes
        }
    }
}

fn change(rng: &mut StdRng, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..rng.random_range(1..=3) {
        let at = rng.random_range(0..=bytes.len());
        match rng.random_range(0..7) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, rng.random()),
            2 => drop(bytes.splice(at..at, [0xff, 0xff, 0xff, 0xff, 0x0f])),
            3 => {
                let start = rng.random_range(0..other.len());
                let end = rng.random_range(start..=other.len().min(start + 12));
                bytes.splice(at..at, other[start..end].iter().copied());
            }
            _ if at == bytes.len() => {}
            4 => bytes[at] ^= 1 << rng.random_range(0..8),
            5 => bytes[at] = rng.random_range(0..60),
            _ => drop(bytes.remove(at)),
        }
    }
}

/// What became of the frames.
#[derive(Debug, Default)]
struct Fate {
    closed: u64,
    kept: u64,
    refused: u64,
    other: u64,
}

impl Fate {
    fn total(&self) -> u64 {
        self.closed + self.kept + self.refused + self.other
    }
}

/// Says nonsense on one connection until it is closed. Each frame is followed by a question, so
/// that only those count that the server has dealt with.
async fn talk(pass: &Pass, rng: &mut StdRng, honest: &[Frame], fate: &mut Fate) {
    let mut raw = Raw::open(pass).await;
    let question = Frame::Step1 { section: SectionId::Summary, vector: vec![0] };
    // Fewer than would be a flood.
    for _ in 0..250 {
        raw.say_bytes(changed(rng, honest)).await;
        raw.say(&question).await;
        let (mut kept, mut refused) = (false, false);
        loop {
            match raw.next().await {
                Ok(Frame::Step2 { section: SectionId::Summary, .. }) => break,
                Ok(Frame::Kept { .. }) => kept = true,
                Ok(Frame::Refused { .. }) => refused = true,
                Ok(_) => {}
                Err(_) => {
                    fate.closed += 1;
                    return;
                }
            }
        }
        match (kept, refused) {
            (true, _) => fate.kept += 1,
            (_, true) => fate.refused += 1,
            _ => fate.other += 1,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nonsense_hurts_nobody() {
    let seed = setting("PREAU_SEED", rand::random());
    let most = setting("PREAU_FRAMES", 3000);
    println!("PREAU_SEED={seed} PREAU_FRAMES={most}");
    let mut rng = StdRng::seed_from_u64(seed);
    let server = with_everybody().await;
    let lead = server.tab("lead", Role::Lead).await;
    let viewer = server.tab("viewer", Role::Viewer).await;
    let frames = honest(&server).await;
    let pass = server.pass("editor").await;
    let (mut fate, mut connections) = (Fate::default(), 0);
    while fate.total() < most {
        talk(&pass, &mut rng, &frames, &mut fate).await;
        connections += 1;
        if connections % 20 == 0 {
            let words = format!("[{connections}]");
            lead.write(ABSTRACT, 0, &words);
            viewer.sees(ABSTRACT, &words).await;
        }
    }
    println!("{fate:?} on {connections} connections");
    // In the very sections, too: what passed is sound, and is the same for everybody.
    for (section, key) in [METHOD, COSTS] {
        lead.write((section, key), 0, "[the end]");
        lead.saved().await;
        viewer
            .until("the same text", |viewer| {
                viewer.words((section, key)) == lead.words((section, key))
            })
            .await;
        let stored = replayed(section, 2, &server.log("d", section).await);
        assert_eq!(
            stored.words(&dossier::document::path::Path::field(key)),
            lead.words((section, key))
        );
    }
    assert_eq!((lead.state().ended, viewer.state().ended), (None, None), "nobody was disturbed");
    assert!(lead.state().refused.is_empty());
}
