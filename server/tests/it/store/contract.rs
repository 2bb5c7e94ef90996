//! The database, through its own door.

use crate::store::databases::{Fresh, both_stores};
use crate::support::{NOON, a_dossier, add_accounts, email};
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::rights::workflow::Status;
use server::demo;
use server::store::account::sessions::Login;
use server::store::dossier::Reference;
use server::store::dossier::log::{Append, SectionState};
use server::store::{Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};

both_stores! {
    a_new_dossier_has_every_section_once_seeded,
    concurrent_batches_leave_no_gap_and_keep_their_order,
    a_batch_is_written_whole_or_not_at_all,
    an_append_makes_the_dossier_younger_and_never_older,
    a_snapshot_replaces_what_it_covers_and_only_an_older_one,
    of_two_snapshots_at_once_one_wins,
    what_was_appended_is_there_after_opening_again,
    references_are_numbered_after_the_school_and_the_year,
    dossiers_made_at_once_have_different_references,
    every_status_and_role_can_be_stored,
    a_dossier_of_nobody_known_is_not_made,
    a_list_holds_one_s_own_dossiers_and_names_their_members,
    an_address_has_one_account,
    a_login_ends_when_its_time_has_come,
    the_demonstration_is_loaded_once_and_only_into_an_empty_database,
    the_demonstration_stays_out_of_a_database_with_accounts,
    a_name_that_no_database_can_hold_is_not_there,
}

async fn a_store(fresh: &Fresh) -> Store {
    let store = fresh.open().await;
    add_accounts(&store, &["claire", "yanis"]).await;
    store
}

async fn with_dossier(fresh: &Fresh, id: &str) -> Store {
    let store = a_store(fresh).await;
    store.add_dossier(&a_dossier(id, &[("claire", Role::Lead)])).await.unwrap();
    store
}

fn append(dossier: &str, section: SectionId, bytes: &[u8]) -> Append {
    Append {
        dossier: dossier.to_owned(),
        section,
        member: "claire".to_owned(),
        at: NOON + 1,
        bytes: bytes.to_vec(),
        client_owners: Vec::new(),
        rows: Vec::new(),
        client_owner: "claire".to_owned(),
    }
}

async fn state_of(store: &Store, dossier: &str, section: SectionId) -> SectionState {
    let states = store.section_states(dossier).await.unwrap();
    states.into_iter().find(|state| state.section == section).unwrap()
}

async fn a_new_dossier_has_every_section_once_seeded(fresh: Fresh) {
    let store = with_dossier(&fresh, "d").await;
    let states = store.section_states("d").await.unwrap();
    assert_eq!(states.iter().map(|state| state.section).collect::<Vec<_>>(), SectionId::ALL);
    for state in states {
        assert_eq!((state.head_seq, state.updates.len()), (1, 1), "{:?}", state.section);
        assert_eq!(state.snapshot, None);
    }
    assert!(matches!(store.section_states("nowhere").await, Err(StoreError::NotFound)));
}

async fn concurrent_batches_leave_no_gap_and_keep_their_order(fresh: Fresh) {
    let store = with_dossier(&fresh, "a").await;
    store.add_dossier(&a_dossier("b", &[("yanis", Role::Head)])).await.unwrap();
    let places = [("a", SectionId::Budget), ("a", SectionId::Team), ("b", SectionId::Budget)];
    let writers = (0..8_u8).map(|writer| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut written: Vec<(usize, i64, Vec<u8>)> = Vec::new();
            for turn in 0..10_u8 {
                let batch: Vec<(usize, Append)> = (0..7_u8)
                    .map(|n| {
                        let place = usize::from(writer + turn + n * n) % places.len();
                        let (dossier, section) = places[place];
                        (place, append(dossier, section, &[writer, turn, n]))
                    })
                    .collect();
                let appends: Vec<Append> = batch.iter().map(|(_, append)| append.clone()).collect();
                let seqs = store.append(&appends).await.unwrap();
                for ((place, append), seq) in batch.into_iter().zip(seqs) {
                    written.push((place, seq, append.bytes));
                }
            }
            written
        })
    });
    let mut logs: BTreeMap<usize, BTreeMap<i64, Vec<u8>>> = BTreeMap::new();
    for writer in writers.collect::<Vec<_>>() {
        let mut last: BTreeMap<usize, i64> = BTreeMap::new();
        for (place, seq, bytes) in writer.await.unwrap() {
            let before = last.insert(place, seq).unwrap_or_default();
            assert!(seq > before, "a writer's updates keep their order");
            assert!(logs.entry(place).or_default().insert(seq, bytes).is_none(), "seq {seq} twice");
        }
    }
    assert_eq!(logs.values().map(BTreeMap::len).sum::<usize>(), 8 * 10 * 7);
    for (place, log) in logs {
        let (dossier, section) = places[place];
        let state = state_of(&store, dossier, section).await;
        assert_eq!(
            log.keys().copied().collect::<Vec<_>>(),
            (2..=state.head_seq).collect::<Vec<_>>()
        );
        assert_eq!(state.updates[1..], log.into_values().collect::<Vec<_>>());
    }
}

async fn a_batch_is_written_whole_or_not_at_all(fresh: Fresh) {
    let store = with_dossier(&fresh, "d").await;
    let batch = [
        append("d", SectionId::Budget, b"kept?"),
        append("nowhere", SectionId::Budget, b"refused"),
    ];
    assert!(matches!(store.append(&batch).await, Err(StoreError::NotFound)));
    assert_eq!(state_of(&store, "d", SectionId::Budget).await.head_seq, 1);
    assert_eq!(store.append(&[]).await.unwrap(), Vec::<i64>::new());
}

async fn an_append_makes_the_dossier_younger_and_never_older(fresh: Fresh) {
    let store = with_dossier(&fresh, "d").await;
    let mut update = append("d", SectionId::Budget, b"x");
    update.at = NOON + 5000;
    store.append(&[update.clone()]).await.unwrap();
    update.at = NOON - 5000;
    store.append(&[update]).await.unwrap();
    assert_eq!(store.dossier("d").await.unwrap().unwrap().updated_at, NOON + 5000);
}

async fn a_snapshot_replaces_what_it_covers_and_only_an_older_one(fresh: Fresh) {
    let store = with_dossier(&fresh, "d").await;
    let section = SectionId::Diagnosis;
    for bytes in [b"2", b"3", b"4"] {
        store.append(&[append("d", section, bytes)]).await.unwrap();
    }
    assert!(!store.compact("d", section, 5, b"of the future").await.unwrap());
    assert!(store.compact("d", section, 3, b"1-3").await.unwrap());
    assert!(!store.compact("d", section, 3, b"again").await.unwrap());
    assert!(!store.compact("d", section, 2, b"older").await.unwrap());
    assert!(!store.compact("nowhere", section, 3, b"x").await.unwrap());
    let state = state_of(&store, "d", section).await;
    assert_eq!(state.snapshot.as_deref(), Some(b"1-3".as_slice()));
    assert_eq!((state.head_seq, state.updates), (4, vec![b"4".to_vec()]));
    assert_eq!(store.append(&[append("d", section, b"5")]).await.unwrap(), [5]);
    assert!(store.compact("d", section, 5, b"1-5").await.unwrap());
    assert_eq!(state_of(&store, "d", section).await.updates, Vec::<Vec<u8>>::new());
    assert_eq!(state_of(&store, "d", SectionId::Team).await.updates.len(), 1);
}

async fn of_two_snapshots_at_once_one_wins(fresh: Fresh) {
    let store = with_dossier(&fresh, "d").await;
    store.append(&[append("d", SectionId::Budget, b"2")]).await.unwrap();
    let (one, other) = tokio::join!(
        store.compact("d", SectionId::Budget, 2, b"one"),
        store.compact("d", SectionId::Budget, 2, b"other"),
    );
    assert!(one.unwrap() ^ other.unwrap());
}

async fn what_was_appended_is_there_after_opening_again(fresh: Fresh) {
    let store = with_dossier(&fresh, "d").await;
    store.append(&[append("d", SectionId::Budget, b"2")]).await.unwrap();
    let before = store.section_states("d").await.unwrap();
    assert!(
        matches!(
            Store::open(&fresh.database).await,
            Err(StoreError::Unavailable(_) | StoreError::TakenOver)
        ),
        "two servers must not have one database"
    );
    store.close().await.unwrap();
    let store = fresh.open().await;
    assert_eq!(store.section_states("d").await.unwrap(), before);
}

async fn references_are_numbered_after_the_school_and_the_year(fresh: Fresh) {
    let store = a_store(&fresh).await;
    for (id, year, uai, reference) in [
        ("a", 2026, "0629802T", "NEFLE-2026-0629802T-01"),
        ("b", 2026, "0629802T", "NEFLE-2026-0629802T-02"),
        ("c", 2027, "0629802T", "NEFLE-2027-0629802T-01"),
        ("d", 2026, "", "NEFLE-2026-SANSUAI-01"),
        ("e", 2026, "0639801L", "NEFLE-2026-0639801L-01"),
        ("f", 2026, "0629802T", "NEFLE-2026-0629802T-03"),
    ] {
        let mut dossier = a_dossier(id, &[("claire", Role::Lead)]);
        dossier.reference = Reference::Next { year };
        dossier.uai = uai.to_owned();
        store.add_dossier(&dossier).await.unwrap();
        assert_eq!(store.dossier(id).await.unwrap().unwrap().reference, reference);
    }
    let mut twin = a_dossier("g", &[("claire", Role::Lead)]);
    twin.reference = Reference::Given("NEFLE-2026-0629802T-01".to_owned());
    assert!(matches!(store.add_dossier(&twin).await, Err(StoreError::Conflict)));
    assert_eq!(store.dossier("g").await.unwrap(), None);
}

async fn dossiers_made_at_once_have_different_references(fresh: Fresh) {
    let store = a_store(&fresh).await;
    let made = (0..6).map(|n| {
        let store = store.clone();
        tokio::spawn(async move {
            let id = n.to_string();
            store.add_dossier(&a_dossier(&id, &[("claire", Role::Lead)])).await.unwrap();
            store.dossier(&id).await.unwrap().unwrap().reference
        })
    });
    let mut references = BTreeSet::new();
    for made in made.collect::<Vec<_>>() {
        references.insert(made.await.unwrap());
    }
    assert_eq!(references.len(), 6);
}

async fn every_status_and_role_can_be_stored(fresh: Fresh) {
    let store = a_store(&fresh).await;
    for (n, status) in Status::ALL.into_iter().enumerate() {
        let mut dossier = a_dossier(&format!("d{n}"), &[("claire", Role::Lead)]);
        dossier.status = status;
        store.add_dossier(&dossier).await.unwrap();
        assert_eq!(store.dossier(&dossier.id).await.unwrap().unwrap().status, status);
    }
    for role in Role::ALL {
        store.set_membership("d0", "yanis", role, NOON).await.unwrap();
        let member = store.membership("d0", "yanis").await.unwrap().unwrap();
        assert_eq!((member.account.as_str(), member.role), ("yanis", role));
    }
}

async fn a_dossier_of_nobody_known_is_not_made(fresh: Fresh) {
    let store = a_store(&fresh).await;
    let dossier = a_dossier("d", &[("claire", Role::Lead), ("nobody", Role::Head)]);
    assert!(matches!(store.add_dossier(&dossier).await, Err(StoreError::NotFound)));
    assert_eq!(store.dossier("d").await.unwrap(), None);
    assert!(store.dossiers_of("claire").await.unwrap().is_empty());
}

async fn a_list_holds_one_s_own_dossiers_and_names_their_members(fresh: Fresh) {
    let store = a_store(&fresh).await;
    let both = [("claire", Role::Lead), ("yanis", Role::Editor)];
    store.add_dossier(&a_dossier("old", &both)).await.unwrap();
    store.add_dossier(&a_dossier("new", &[("claire", Role::Head)])).await.unwrap();
    let mut update = append("new", SectionId::Budget, b"x");
    update.at = NOON + 1;
    store.append(&[update]).await.unwrap();
    store.set_summary("old", "Un autre titre", "Une autre école").await.unwrap();

    let cards = store.dossiers_of("claire").await.unwrap();
    let ids: Vec<&str> = cards.iter().map(|card| card.dossier.id.as_str()).collect();
    assert_eq!(ids, ["new", "old"]);
    assert_eq!((cards[1].role, cards[1].people.len()), (Role::Lead, 2));
    assert_eq!(cards[1].dossier.title, "Un autre titre");
    assert_eq!(store.dossiers_of("yanis").await.unwrap().len(), 1);

    store.archive("old", NOON + 10).await.unwrap();
    store.archive("old", NOON + 20).await.unwrap();
    assert!(store.dossiers_of("yanis").await.unwrap().is_empty());
    let archived = store.archived_dossiers_of("yanis").await.unwrap();
    assert_eq!(archived[0].dossier.archived_at, Some(NOON + 10));
    store.restore("old").await.unwrap();
    assert_eq!(store.dossiers_of("yanis").await.unwrap().len(), 1);
    assert!(matches!(store.archive("nowhere", NOON).await, Err(StoreError::NotFound)));
}

async fn an_address_has_one_account(fresh: Fresh) {
    let store = a_store(&fresh).await;
    let account = server::store::account::NewAccount {
        id: "another claire".to_owned(),
        email: email("claire"),
        name: "Claire".to_owned(),
        quality: "parent".to_owned(),
        password: "x".to_owned(),
        created_at: NOON,
        verified_at: Some(NOON),
    };
    assert!(matches!(store.add_account(&account).await, Err(StoreError::Conflict)));
    assert!(store.account("another claire").await.unwrap().is_none());
}

async fn a_login_ends_when_its_time_has_come(fresh: Fresh) {
    let store = a_store(&fresh).await;
    let login = |id: &str, expires_at| Login {
        id: id.to_owned(),
        account_id: "claire".to_owned(),
        record: "{}".to_owned(),
        expires_at,
        ..Login::default()
    };
    store.add_login(&login("short", NOON + 10), NOON).await.unwrap();
    store.add_login(&login("long", NOON + 100), NOON).await.unwrap();
    assert!(store.login("short", NOON + 9).await.unwrap().is_some());
    assert!(store.login("short", NOON + 10).await.unwrap().is_none());
    let longer = Login { seen_at: NOON + 50, ..login("long", NOON + 200) };
    store.extend_login(&longer).await.unwrap();
    let kept = store.login("long", NOON + 150).await.unwrap().unwrap();
    assert_eq!((kept.seen_at, kept.expires_at), (NOON + 50, NOON + 200));
    store.delete_login("long").await.unwrap();
    store.extend_login(&longer).await.unwrap();
    assert!(store.login("long", NOON).await.unwrap().is_none(), "what was ended stays ended");
    for id in ["one", "other", "third"] {
        store.add_login(&login(id, NOON + 100), NOON).await.unwrap();
    }
    assert_eq!(store.logins_of("claire", NOON).await.unwrap().len(), 4);
    assert_eq!(store.logins_of("claire", NOON + 20).await.unwrap().len(), 3);
    let mut ended = store.delete_logins("claire", Some("other")).await.unwrap();
    ended.sort();
    assert_eq!(ended, ["one", "short", "third"]);
    assert_eq!(store.delete_logins("claire", None).await.unwrap(), ["other"]);
    assert!(store.delete_logins("claire", None).await.unwrap().is_empty());
}

async fn the_demonstration_is_loaded_once_and_only_into_an_empty_database(fresh: Fresh) {
    let store = fresh.open().await;
    assert!(demo::fill(&store).await.unwrap());
    assert!(!demo::fill(&store).await.unwrap());
    for (person, dossiers) in
        [("principale", 3), ("claire", 3), ("yanis", 3), ("mairie", 3), ("lecteur", 1)]
    {
        let email = format!("{person}@demo.example");
        let account = store.credentials(&email).await.unwrap().unwrap().account;
        let cards = store.dossiers_of(&account).await.unwrap();
        assert_eq!(cards.len(), dossiers, "{person}");
        assert!(cards.iter().all(|card| card.dossier.fictitious));
    }
}

async fn the_demonstration_stays_out_of_a_database_with_accounts(fresh: Fresh) {
    let store = a_store(&fresh).await;
    assert!(!demo::fill(&store).await.unwrap());
    assert!(store.dossiers_of("claire").await.unwrap().is_empty());
}

async fn a_name_that_no_database_can_hold_is_not_there(fresh: Fresh) {
    let store = a_store(&fresh).await;
    assert!(matches!(store.dossier("d\0").await, Ok(None) | Err(StoreError::NotFound)));
    assert!(matches!(store.section_states("d\0").await, Err(StoreError::NotFound)));
    store.ping().await.unwrap();
}
