mod support {
    pub mod edits;
}
use dossier::form::SectionId;
use dossier::history::History;
use dossier::interchange::import;
use dossier::schema::{ApplyError, SectionDoc, root_names};
use dossier::sync::guard::guard;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use support::edits::random_edit;

const EXAMPLE: &str = include_str!("../examples/ecole-cour-bien-etre.json");

fn honest(section: SectionId, seed: u64) -> (Vec<u8>, Vec<Vec<u8>>) {
    let mut rng = StdRng::seed_from_u64(seed);
    let first =
        import(EXAMPLE).unwrap().sections.into_iter().find(|(s, _)| *s == section).unwrap().1;
    let docs: Vec<SectionDoc> = (0..3)
        .map(|_| SectionDoc::load(section, rng.random_range(2..1 << 53), &first).unwrap())
        .collect();
    let clock = Arc::new(AtomicU64::new(1));
    let mut hist: Vec<History> = docs
        .iter()
        .map(|d| {
            let c = Arc::clone(&clock);
            History::of(d, move || c.load(Ordering::Relaxed))
        })
        .collect();
    let mut out = vec![];
    for _ in 0..60 {
        clock.fetch_add(300, Ordering::Relaxed);
        let i = rng.random_range(0..3);
        let done = match rng.random_range(0..10) {
            0 => hist[i].undo(&docs[i]),
            1 => hist[i].redo(&docs[i]),
            _ => random_edit(&mut rng, &docs[i]).and_then(|e| docs[i].edit(&e).ok()),
        };
        let Some(done) = done else { continue };
        if done.update.is_empty() {
            continue;
        }
        for (j, d) in docs.iter().enumerate() {
            if i != j {
                d.apply(&done.update).unwrap();
            }
        }
        out.push(done.update);
    }
    let base = docs[0].state();
    (base, out)
}

fn mutate(rng: &mut StdRng, a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut m = a.to_vec();
    for _ in 0..rng.random_range(1..=3) {
        if m.is_empty() {
            break;
        }
        let at = rng.random_range(0..m.len());
        match rng.random_range(0..8) {
            0 => m[at] ^= 1 << rng.random_range(0..8),
            1 => m[at] = rng.random(),
            2 => m.truncate(at),
            3 => {
                m.remove(at);
            }
            4 => {
                let f = rng.random_range(0..b.len());
                let t = rng.random_range(f..=b.len().min(f + 12));
                m.splice(at..at, b[f..t].iter().copied());
            }
            5 => {
                m.splice(at..=at, [0xff, 0xff, 0xff, 0xff, 0x0f]);
            }
            6 => {
                let v = rng.random_range(0..60u8);
                m[at] = v;
            }
            _ => {
                m.insert(at, rng.random());
            }
        }
    }
    m
}

#[test]
fn explore() {
    let n: u64 = std::env::var("N").ok().and_then(|s| s.parse().ok()).unwrap_or(20000);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for section in
        [SectionId::Concertation, SectionId::Budget, SectionId::Innovation, SectionId::Actions]
    {
        let (base, updates) = honest(section, 7);
        let roots = root_names(section);
        for u in &updates {
            assert!(guard(u, &roots).is_ok());
        }
        let mut rng = StdRng::seed_from_u64(1);
        let mut scratch = SectionDoc::load(section, 99, &base).unwrap();
        for _ in 0..n {
            let a = &updates[rng.random_range(0..updates.len())];
            let b = &updates[rng.random_range(0..updates.len())];
            let m = mutate(&mut rng, a, b);
            let g = match guard(&m, &roots) {
                Ok(g) => g,
                Err(e) => {
                    *counts.entry(format!("guard {}", e.0)).or_default() += 1;
                    continue;
                }
            };
            if g.clients.iter().any(|&(c, f, _)| f > scratch.clock(c)) {
                *counts.entry("gap".into()).or_default() += 1;
                continue;
            }
            let r = catch_unwind(AssertUnwindSafe(|| {
                let r = scratch.apply(&m);
                let _ = scratch.state();
                r
            }));
            let (k, bad) = match r {
                Err(_) => ("PANIC".to_string(), true),
                Ok(Ok(_)) => ("ok".into(), false),
                Ok(Err(ApplyError::Broken)) => ("BROKEN".into(), true),
                Ok(Err(ApplyError::Gap)) => ("Gap".into(), true),
                Ok(Err(ApplyError::Refused(e))) => (format!("Refused {e}"), true),
                Ok(Err(ApplyError::Unreadable(e))) => (format!("Unreadable {e}"), true),
            };
            if k == "PANIC" || k.starts_with("Refused") {
                println!("{k} {m:?}");
            }
            *counts.entry(k).or_default() += 1;
            if bad {
                let old =
                    std::mem::replace(&mut scratch, SectionDoc::load(section, 99, &base).unwrap());
                std::mem::forget(old);
            }
        }
    }
    for (k, n) in counts {
        println!("{n:7} {k}");
    }
}
