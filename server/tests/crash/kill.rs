//! Eight people type; the server is killed, again and again. What was acknowledged is there
//! afterwards, and so is what another had seen.

use crate::process::{EDITOR, HEAD, LEAD, Place, Process, first_dossier};
use crate::support::tab::{ABSTRACT, COSTS, METHOD, TITLE, Tab};
use crate::support::wire::Way;
use crate::typing::{Expected, Typist};
use crate::{chance, setting};
use futures_util::future::join_all;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::time::sleep;

/// Four in one paragraph, the others where nobody else writes; one of them without websockets.
pub async fn eight_typists(server: &Process, rng: &mut StdRng) -> Vec<Typist> {
    let texts = [METHOD, METHOD, METHOD, METHOD, ABSTRACT, COSTS, TITLE, COSTS];
    let mut passes = Vec::new();
    for (email, role) in [LEAD, EDITOR, HEAD] {
        passes.push((server.pass(email).await, role));
    }
    let dossier = first_dossier(&passes[0].0).await;
    let mut typists = Vec::new();
    for (n, text) in texts.into_iter().enumerate() {
        let (pass, role) = &passes[n % passes.len()];
        let way = if n == 7 { Way::Channel } else { Way::Socket };
        let tab = Tab::open(&format!("typist {n}"), pass, &dossier, *role, way).await;
        typists.push(Typist::new(n, tab, text, StdRng::seed_from_u64(rng.random())));
    }
    typists
}

/// Everybody types until the server is gone; `end` ends it when that many keys have been hit.
pub async fn type_until(typists: &mut [Typist], keys: usize, end: impl AsyncFnOnce()) {
    let (typed, mut count) = watch::channel(0);
    let typing = join_all(typists.iter_mut().map(|typist| typist.type_on(&typed)));
    let ending = async {
        count.wait_for(|count| *count >= keys).await.unwrap();
        end().await;
    };
    tokio::join!(typing, ending);
}

/// The server is up again: nothing is missing, even before the tabs that wrote it have come back;
/// then they come back with what they had left, and all agree.
pub async fn nothing_is_lost(server: &Process, typists: &mut [Typist], expected: &Expected) {
    let witness = server.tab(HEAD, Way::Socket).await;
    let missed = expected.missed_by(&witness.state());
    assert!(missed.is_empty(), "{missed:?}\n{}", server.log());
    let back = typists.iter_mut().map(|typist| async {
        typist.tab.pass = typist.tab.pass.at(server.address);
        typist.tab.connect().await.unwrap();
        typist.tab.saved().await;
    });
    join_all(back).await;
    let all = Expected::all(typists);
    let tabs: Vec<&Tab> = typists.iter().map(|typist| &typist.tab).chain([&witness]).collect();
    for tab in &tabs {
        tab.until("all that was written", |tab| all.missed_by(tab).is_empty()).await;
        assert_eq!(tab.state().refused, [], "{}", tab.name);
    }
    for text in [METHOD, ABSTRACT, COSTS, TITLE] {
        let words = witness.words(text);
        for tab in &tabs {
            assert_eq!(tab.words(text), words, "{}", tab.name);
        }
    }
}

/// The log has no gap, and ends where its section says.
async fn log_is_gapless(place: &Place) {
    let sql = "select s.section, s.head_seq, min(u.seq), max(u.seq), count(*) \
               from section s join section_update u \
               on u.dossier_id = s.dossier_id and u.section = s.section \
               group by s.dossier_id, s.section";
    let mut database = place.database().await;
    let rows: Vec<(i64, i64, i64, i64, i64)> =
        sqlx::query_as(sql).fetch_all(&mut database).await.unwrap();
    for (section, head, first, last, count) in rows {
        assert_eq!((last - first + 1, last), (count, head), "section {section}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_it_loses_nothing() {
    let mut rng = chance("kill");
    let kills = setting("PREAU_KILLS", 12);
    let place = Place::new();
    let mut server = Process::start(&place).await;
    let mut typists = eight_typists(&server, &mut rng).await;
    let (mut checked, mut slowest) = (0, Duration::ZERO);
    for kill in 1..=kills {
        let keys = rng.random_range(10..300);
        let pause = Duration::from_micros(rng.random_range(0..20_000));
        type_until(&mut typists, keys, async || {
            sleep(pause).await;
            server.kill().await;
        })
        .await;
        let log = server.log();
        assert!(!log.contains("panic") && !log.contains("left out"), "kill {kill}: {log}");
        let expected = Expected::of(&typists);
        checked = checked.max(expected.len());
        server = Process::start(&place).await;
        let then = Instant::now();
        nothing_is_lost(&server, &mut typists, &expected).await;
        slowest = slowest.max(then.elapsed());
    }
    log_is_gapless(&place).await;
    println!("{kills} kills, {checked} edits checked at last, all back within {slowest:?}");
}
