//! The power goes: whatever the disk was not told to keep is there, half there or gone. Owns: the
//! data directory as it could be after a cut at any moment of a run. Does not know: what is kept in it.
//!
//! One run of the program is traced: what it wrote to which file, and what it had brought to the disk.
//! From that each cut makes a directory of its own: what was synced is there, of the rest chance
//! decides. `PREAU_CUTS` makes it longer, `PREAU_SEED` repeats it.

use crate::process::{EDITOR, HEAD, LEAD, Place, Process, first_dossier};
use crate::support::tab::{COSTS, METHOD, TITLE, Text};
use crate::support::wire::Way;
use crate::{chance, setting};
use dossier::document::path::Path as Field;
use dossier::document::schema::SectionDoc;
use futures_util::future::join_all;
use rand::Rng;
use rand::rngs::StdRng;
use sqlx::Row;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

const CUTS: u64 = 200;
/// Enough for the log of the database to be written into it several times.
const WORDS: usize = 180;
/// What a disk writes whole.
const SECTOR: usize = 512;

/// A file by its name, and what it holds.
type Files = BTreeMap<String, Vec<u8>>;

enum Call {
    Write { at: usize, bytes: Vec<u8> },
    Truncate { to: usize },
    Sync,
}

/// What the program asked of a file, and when that began and ended, microseconds since 1970.
struct Event {
    begun: u64,
    ended: u64,
    file: String,
    call: Call,
}

/// What somebody was told is saved, and when.
struct Acknowledged {
    at: u64,
    text: Text,
    word: String,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_was_acknowledged_is_lost_with_the_power() {
    let mut rng = chance("power");
    let place = Place::new();
    let mut server = Process::start(&place).await;
    let lead = server.pass(LEAD.0).await;
    let dossier = first_dossier(&lead).await;
    let mut tabs = Vec::new();
    for (person, text) in [(LEAD, METHOD), (EDITOR, COSTS), (HEAD, TITLE)] {
        tabs.push((server.tab(person, Way::Socket).await, text));
    }
    let traces = TempDir::new().unwrap();
    let trace = server.trace_disk(traces.path()).await;
    let before = read(&place.data());
    let typing = tabs.iter().enumerate().map(|(n, (tab, text))| async move {
        let mut acknowledged = Vec::new();
        for count in 0..WORDS {
            // Long enough for a word to need pages of its own now and then.
            let word = format!("<{n}.{count} {}>", "mot ".repeat(count % 7 * 40));
            tab.write(*text, 0, &word);
            tab.saved().await;
            acknowledged.push(Acknowledged { at: now(), text: *text, word });
        }
        acknowledged
    });
    let acknowledged: Vec<_> = join_all(typing).await.into_iter().flatten().collect();
    trace.end();
    server.kill().await;

    let events = events(traces.path());
    let writes = events.iter().filter(|event| matches!(event.call, Call::Write { .. })).count();
    let to_database = |event: &&Event| event.file == "preau.sqlite";
    assert!(events.iter().filter(to_database).count() > 10, "the log was never written into it");
    let first = acknowledged.iter().map(|one| one.at).min().unwrap();
    let last = acknowledged.iter().map(|one| one.at).max().unwrap();
    let cuts = setting("PREAU_CUTS", CUTS);
    for cut in 0..cuts {
        let at = rng.random_range(first..=last);
        let files = after_cut(&before, &events, at, &mut rng);
        let there = Place::holding(&files);
        let lost = lost(&there, &dossier, &acknowledged, at).await;
        assert_eq!(lost, Vec::<&str>::new(), "cut {cut} of {cuts}, at {at}");
        // The program itself starts on some of them.
        if cut % 50 == 0 {
            let again = Process::start(&there).await;
            let tab = again.tab(HEAD, Way::Socket).await;
            let kept = acknowledged.iter().filter(|one| one.at <= at);
            kept.for_each(|one| assert!(tab.words(one.text).contains(&one.word), "{}", one.word));
        }
    }

    // The same run on a disk that was never told to keep anything: the test would see it.
    let unsynced: Vec<Event> =
        events.into_iter().filter(|event| !matches!(event.call, Call::Sync)).collect();
    let mut seen = 0;
    for _ in 0..10 {
        let there = Place::holding(&after_cut(&before, &unsynced, last, &mut rng));
        seen += usize::from(!lost(&there, &dossier, &acknowledged, last).await.is_empty());
    }
    assert!(seen > 0, "a disk that keeps nothing passes");
    println!("{writes} writes, {} acknowledged, {cuts} cuts", acknowledged.len());
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros() as u64
}

/// The files of the database. What SQLite shares between processes is of no use after a cut.
fn read(data: &Path) -> Files {
    let mut files = Files::new();
    for entry in fs::read_dir(data).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if is_kept(&name) {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    files
}

fn is_kept(name: &str) -> bool {
    name.starts_with("preau.sqlite") && !name.ends_with("-shm")
}

/// What the trace says, in the order of time.
fn events(traces: &Path) -> Vec<Event> {
    let mut events = Vec::new();
    for entry in fs::read_dir(traces).unwrap() {
        let lines = fs::read_to_string(entry.unwrap().path()).unwrap();
        events.extend(lines.lines().filter_map(event));
    }
    events.sort_by_key(|event| event.begun);
    events
}

/// `1795988704.738057 pwrite64(9<\x2f\x64>, "\x00\x01", 2, 4096) = 2 <0.000012>`; nothing for what
/// failed, or concerns no file of the database.
fn event(line: &str) -> Option<Event> {
    let (time, rest) = line.split_once(' ')?;
    let (name, rest) = rest.split_once('(')?;
    let (_, rest) = rest.split_once('<')?;
    let (path, rest) = rest.split_once('>')?;
    let file = String::from_utf8(from_digits(path)?).ok()?;
    let file = file.rsplit_once('/')?.1.to_owned();
    let (asked, answered) = rest.rsplit_once(") = ")?;
    let (answer, took) = answered.split_once(" <")?;
    let answer: usize = answer.trim().parse().ok()?;
    let begun = microseconds(time)?;
    let took = microseconds(took.trim_end_matches('>'))?;
    let numbers = || asked.rsplit(", ").map_while(|word| word.parse::<usize>().ok());
    let call = match name {
        "pwrite64" => {
            let bytes = from_digits(asked.split('"').nth(1)?)?;
            let at = numbers().next()?;
            Call::Write { at, bytes: bytes[..answer].to_vec() }
        }
        "ftruncate" => Call::Truncate { to: numbers().next()? },
        "fsync" | "fdatasync" => Call::Sync,
        other if is_kept(&file) => panic!("{other} on {file} is not understood"),
        _ => return None,
    };
    is_kept(&file).then_some(Event { begun, ended: begun + took, file, call })
}

fn microseconds(text: &str) -> Option<u64> {
    let (seconds, parts) = text.split_once('.')?;
    Some(seconds.parse::<u64>().ok()? * 1_000_000 + parts.parse::<u64>().ok()?)
}

fn from_digits(text: &str) -> Option<Vec<u8>> {
    let bytes = text.split("\\x").skip(1);
    bytes.map(|digits| u8::from_str_radix(digits, 16).ok()).collect()
}

/// What a directory holds after a cut: what was synced by then, and of what was written since what
/// chance leaves of it.
fn after_cut(before: &Files, events: &[Event], at: u64, rng: &mut StdRng) -> Files {
    let mut synced: BTreeMap<&str, u64> = BTreeMap::new();
    for event in events {
        if matches!(event.call, Call::Sync) && event.ended <= at {
            synced.insert(&event.file, event.begun);
        }
    }
    let mut files = before.clone();
    for event in events.iter().filter(|event| event.begun <= at) {
        let is_safe = synced.get(event.file.as_str()).is_some_and(|sync| event.begun < *sync);
        let file = files.entry(event.file.clone()).or_default();
        match &event.call {
            Call::Write { at, bytes } => {
                let sectors = bytes.len().div_ceil(SECTOR);
                let kept = match rng.random_range(0..4) {
                    _ if is_safe => bytes.len(),
                    0 => 0,
                    1 => (rng.random_range(0..=sectors) * SECTOR).min(bytes.len()),
                    _ => bytes.len(),
                };
                if kept == 0 {
                    continue;
                }
                file.resize(file.len().max(at + kept), 0);
                file[*at..at + kept].copy_from_slice(&bytes[..kept]);
            }
            Call::Truncate { to } => {
                if is_safe || rng.random_bool(0.5) {
                    file.resize(*to, 0);
                }
            }
            Call::Sync => {}
        }
    }
    files
}

/// What was acknowledged by then and is not in the log.
async fn lost<'a>(
    place: &Place,
    dossier: &str,
    acknowledged: &'a [Acknowledged],
    at: u64,
) -> Vec<&'a str> {
    let mut database = place.database().await;
    let log =
        "select section, bytes from section_update where dossier_id = ? order by section, seq";
    let rows = sqlx::query(log).bind(dossier).fetch_all(&mut database).await.unwrap_or_default();
    let mut docs: BTreeMap<u8, SectionDoc> = BTreeMap::new();
    for text in [METHOD, COSTS, TITLE] {
        docs.insert(text.0.number(), SectionDoc::open(text.0, 2));
    }
    for row in rows {
        if let Some(doc) = docs.get(&(row.get::<i64, _>(0) as u8)) {
            doc.apply(row.get::<&[u8], _>(1)).unwrap();
        }
    }
    let words = |text: Text| docs[&text.0.number()].words(&Field::field(text.1));
    let held: BTreeMap<Text, String> =
        [METHOD, COSTS, TITLE].into_iter().map(|text| (text, words(text))).collect();
    let due = acknowledged.iter().filter(|one| one.at <= at);
    due.filter(|one| !held[&one.text].contains(&one.word)).map(|one| one.word.as_str()).collect()
}
