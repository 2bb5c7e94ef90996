//! Compaction: a log becomes a snapshot that says the same, while others append to it.

use crate::store::databases::{Fresh, both_stores};
use crate::support::{NOON, a_dossier, add_accounts};
use dossier::document::interchange::{Meta, export};
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::rights::workflow::Status;
use edits::random_edit;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::Value as Json;
use server::compaction::{CompactError, compact, snapshot};
use server::config::Config;
use server::demo;
use server::jobs::{Jobs, LONG};
use server::mail::Mail;
use server::store::Store;
use server::store::dossier::log::{Append, SectionState};
use server::wake::Wake;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::timeout;

#[path = "../../../../dossier/tests/support/edits.rs"]
mod edits;

both_stores! {
    a_log_is_compacted_while_others_append,
    a_compacted_dossier_opens_equal_and_is_written_on,
    of_two_compactions_the_slower_does_nothing,
    a_log_that_cannot_be_read_whole_is_left_as_it_is,
    long_logs_are_compacted_when_their_dossier_closes,
}

const SECTION: SectionId = SectionId::Diagnosis;
const SEED: u64 = 0x05ea_50de;

async fn with_dossier(fresh: &Fresh) -> Store {
    let store = fresh.open().await;
    add_accounts(&store, &["claire"]).await;
    store.add_dossier(&a_dossier("d", &[("claire", Role::Lead)])).await.unwrap();
    store
}

/// Somebody who has the section open and writes.
struct Writer {
    rng: StdRng,
    doc: SectionDoc,
}

impl Writer {
    async fn new(store: &Store, section: SectionId, number: u64) -> Writer {
        let doc = open(&store.section_state("d", section).await.unwrap(), 1000 + number);
        Writer { rng: StdRng::seed_from_u64(SEED + number), doc }
    }

    /// So many edits, as updates for the log.
    fn write(&mut self, count: usize) -> Vec<Append> {
        let mut updates = Vec::new();
        while updates.len() < count {
            let Some(edit) = random_edit(&mut self.rng, &self.doc) else { continue };
            let Ok(done) = self.doc.edit(&edit) else { continue };
            if !done.update.is_empty() {
                updates.push(Append {
                    dossier: "d".to_owned(),
                    section: self.doc.section.id,
                    member: "claire".to_owned(),
                    at: NOON,
                    bytes: done.update,
                    client_owners: Vec::new(),
                    rows: Vec::new(),
                    client_owner: "claire".to_owned(),
                });
            }
        }
        updates
    }
}

fn open(state: &SectionState, client: u64) -> SectionDoc {
    let doc = SectionDoc::open(state.section, client);
    for update in state.snapshot.iter().chain(&state.updates) {
        doc.apply(update).unwrap();
    }
    doc
}

/// What a dossier says, with `docs` in the place of the stored sections.
async fn read(store: &Store, dossier: &str, docs: Vec<SectionDoc>) -> Json {
    let mut sections: BTreeMap<SectionId, SectionDoc> = store
        .section_states(dossier)
        .await
        .unwrap()
        .iter()
        .map(|state| (state.section, open(state, 2)))
        .collect();
    sections.extend(docs.into_iter().map(|doc| (doc.section.id, doc)));
    let meta = Meta {
        id: "d".to_owned(),
        reference: "NEFLE-2026-SANSUAI-01".to_owned(),
        status: Status::Draft,
        language: "fr".to_owned(),
        created_at: "2026-11-24".to_owned(),
        updated_at: "2026-11-24".to_owned(),
        fictitious: true,
        fictitious_notice: None,
    };
    export(&meta, |section| &sections[&section])
}

async fn a_log_is_compacted_while_others_append(fresh: Fresh) {
    const WRITERS: u64 = 4;
    const TURNS: usize = 25;
    println!("seed {SEED:#x}");
    let store = with_dossier(&fresh).await;
    let seed = store.section_state("d", SECTION).await.unwrap();
    let mut opened = Vec::new();
    for number in 0..WRITERS {
        opened.push(Writer::new(&store, SECTION, number).await);
    }
    let mut writers = JoinSet::new();
    for mut writer in opened {
        let store = store.clone();
        writers.spawn(async move {
            let mut written = Vec::new();
            for _ in 0..TURNS {
                let count = writer.rng.random_range(1..=6);
                let batch = writer.write(count);
                store.append(&batch).await.unwrap();
                written.extend(batch.into_iter().map(|update| update.bytes));
            }
            written
        });
    }
    let whole = open(&seed, 2);
    let (mut appended, mut swapped) = (0, 0);
    while !writers.is_empty() {
        swapped += i64::from(compact(&store, "d", SECTION).await.unwrap());
        while let Some(written) = writers.try_join_next() {
            for update in written.unwrap() {
                whole.apply(&update).unwrap();
                appended += 1;
            }
        }
    }
    // Whatever came after the last turn of the loop.
    swapped += i64::from(compact(&store, "d", SECTION).await.unwrap());
    assert!(swapped > 2, "only {swapped} compactions met the appends");

    let state = store.section_state("d", SECTION).await.unwrap();
    assert!(appended >= 4 * 25, "{appended}");
    assert_eq!((state.head_seq, state.updates.len()), (1 + appended, 0));
    let stored = open(&state, 2);
    assert_eq!(read(&store, "d", vec![whole]).await, read(&store, "d", vec![stored]).await);
}

async fn a_compacted_dossier_opens_equal_and_is_written_on(fresh: Fresh) {
    let store = fresh.open().await;
    demo::fill(&store).await.unwrap();
    let account = store.credentials("claire@demo.example").await.unwrap().unwrap().account;
    add_accounts(&store, &["claire"]).await;
    for card in store.dossiers_of(&account).await.unwrap() {
        let id = card.dossier.id;
        let before = read(&store, &id, Vec::new()).await;
        for section in SectionId::ALL {
            assert!(compact(&store, &id, section).await.unwrap(), "{section:?}");
        }
        for state in store.section_states(&id).await.unwrap() {
            assert_eq!((state.head_seq, state.updates.len()), (1, 0));
        }
        assert_eq!(read(&store, &id, Vec::new()).await, before);
    }

    store.add_dossier(&a_dossier("d", &[("claire", Role::Lead)])).await.unwrap();
    let mut before = Vec::new();
    for (number, section) in (0..).zip(SectionId::ALL) {
        let mut writer = Writer::new(&store, section, number).await;
        store.append(&writer.write(60)).await.unwrap();
        assert!(compact(&store, "d", section).await.unwrap());
        // The writer goes on without having noticed anything.
        store.append(&writer.write(5)).await.unwrap();
        let state = store.section_state("d", section).await.unwrap();
        assert_eq!((state.head_seq, state.updates.len()), (66, 5));
        before.push(writer.doc);
    }
    let stored = read(&store, "d", Vec::new()).await;
    assert_eq!(stored, read(&store, "d", before).await);
}

async fn of_two_compactions_the_slower_does_nothing(fresh: Fresh) {
    let store = with_dossier(&fresh).await;
    let mut writer = Writer::new(&store, SECTION, 0).await;
    store.append(&writer.write(10)).await.unwrap();
    let early = store.section_state("d", SECTION).await.unwrap();
    store.append(&writer.write(10)).await.unwrap();
    let (one, other) = tokio::join!(compact(&store, "d", SECTION), compact(&store, "d", SECTION));
    assert!(one.unwrap() ^ other.unwrap());
    let compacted = store.section_state("d", SECTION).await.unwrap();
    assert_eq!((compacted.head_seq, compacted.updates.len()), (21, 0));

    let late = snapshot(&early).unwrap();
    assert!(!store.compact("d", SECTION, early.head_seq, &late).await.unwrap());
    assert!(!compact(&store, "d", SECTION).await.unwrap(), "there is nothing new");
    assert_eq!(store.section_state("d", SECTION).await.unwrap(), compacted);
}

async fn a_log_that_cannot_be_read_whole_is_left_as_it_is(fresh: Fresh) {
    let store = with_dossier(&fresh).await;
    let mut writer = Writer::new(&store, SECTION, 0).await;
    let mut updates = writer.write(8);
    let missing = updates.remove(3);
    store.append(&updates).await.unwrap();
    let before = store.section_state("d", SECTION).await.unwrap();
    assert!(matches!(compact(&store, "d", SECTION).await, Err(CompactError::Log(_))));
    assert_eq!(store.section_state("d", SECTION).await.unwrap(), before);
    let garbage = Append { bytes: b"not an update".to_vec(), ..missing.clone() };
    // What was missing comes late: the log is not in the order in which a room writes it.
    store.append(&[missing]).await.unwrap();
    let before = store.section_state("d", SECTION).await.unwrap();
    assert!(matches!(compact(&store, "d", SECTION).await, Err(CompactError::Log(_))));
    assert_eq!(store.section_state("d", SECTION).await.unwrap(), before);

    store.append(&[garbage]).await.unwrap();
    let before = store.section_state("d", SECTION).await.unwrap();
    assert!(matches!(compact(&store, "d", SECTION).await, Err(CompactError::Log(_))));
    assert_eq!(store.section_state("d", SECTION).await.unwrap(), before);
}

async fn long_logs_are_compacted_when_their_dossier_closes(fresh: Fresh) {
    let store = with_dossier(&fresh).await;
    let updates = usize::try_from(LONG).unwrap();
    // With the seed, one log is longer by one than what is left alone.
    for (number, section, count) in [(0, SECTION, updates), (1, SectionId::Team, updates - 1)] {
        let mut writer = Writer::new(&store, section, number).await;
        store.append(&writer.write(count)).await.unwrap();
    }
    assert_eq!(store.long_logs(LONG).await.unwrap(), [("d".to_owned(), SECTION)]);
    let (wake, logs) = Wake::new();
    let config = Config::read(|_| None).unwrap();
    let mail = Mail::new(None, config.mail_from.clone(), config.mail_directory()).unwrap();
    let jobs = Jobs::start(store.clone(), mail, 365, logs);
    wake.dossier_closed("nowhere");
    wake.dossier_closed("d");
    let compacted = async {
        while !store.long_logs(LONG).await.unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(60), compacted).await.unwrap();
    jobs.stop().await;
    let lengths = [SECTION, SectionId::Team].map(|section| store.section_state("d", section));
    let [long, short] = lengths;
    assert_eq!(long.await.unwrap().updates.len(), 0);
    assert_eq!(short.await.unwrap().updates.len(), updates);
}
