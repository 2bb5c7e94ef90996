//! Whose part of a dossier is whose, through the door of the database.

use crate::store::databases::{Fresh, both_stores};
use crate::support::{NOON, a_dossier, add_accounts};
use dossier::form::SectionId;
use dossier::rights::{Role, Row};
use futures_util::future::join_all;
use server::store::{Append, Owner, Store, StoreError};
use std::collections::BTreeSet;

both_stores! {
    a_part_is_given_and_taken_and_nothing_else_of_it_changes,
    a_row_becomes_its_adder_s_with_the_update_or_not_at_all,
    another_role_is_narrowed_no_more,
    a_dossier_without_a_head_gets_one_and_no_second,
}

async fn with(fresh: &Fresh) -> Store {
    let store = fresh.open().await;
    add_accounts(&store, &["lead", "editor", "mairie", "association", "stranger"]).await;
    let members = [
        ("lead", Role::Lead),
        ("editor", Role::Editor),
        ("mairie", Role::Partner),
        ("association", Role::Partner),
    ];
    store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    store
}

fn row(id: &str) -> Row {
    Row::new(SectionId::Budget, "budget.lines", id)
}

async fn rows_of(store: &Store, account: &str) -> Vec<String> {
    let member = store.membership("d", account).await.unwrap().unwrap();
    member.rows.into_iter().map(|row| row.id).collect()
}

async fn a_part_is_given_and_taken_and_nothing_else_of_it_changes(fresh: Fresh) {
    let store = with(&fresh).await;
    let none = BTreeSet::new();
    let two = BTreeSet::from([row("a"), row("b")]);
    let sections = BTreeSet::from([SectionId::Budget]);
    store.assign_part("d", "mairie", Some(&sections), &two, &none).await.unwrap();
    store.assign_part("d", "association", None, &[row("b")].into(), &none).await.unwrap();
    // Given again, and taken without having been there.
    store
        .assign_part(
            "d",
            "mairie",
            Some(&sections),
            &[row("c")].into(),
            &[row("a"), row("x")].into(),
        )
        .await
        .unwrap();
    assert_eq!(rows_of(&store, "mairie").await, ["b", "c"]);
    assert_eq!(rows_of(&store, "association").await, ["b"]);
    let mairie = store.membership("d", "mairie").await.unwrap().unwrap();
    assert_eq!(mairie.sections, Some(sections));
    let owner = |id: &str, account: &str| Owner {
        row: row(id),
        account: account.to_owned(),
        name: format!("{account} (personne fictive)"),
    };
    let expected = [owner("b", "association"), owner("b", "mairie"), owner("c", "mairie")];
    assert_eq!(store.owners("d").await.unwrap(), expected);
    let unknown = store.assign_part("d", "stranger", None, &two, &none).await;
    assert!(matches!(unknown, Err(StoreError::NotFound)), "{unknown:?}");
    // Whose it was stays known to the room, also of somebody who left.
    store.remove_member("d", "association", NOON).await.unwrap();
    assert_eq!(store.owners("d").await.unwrap().len(), 2);
    let budget = store.section_state("d", SectionId::Budget).await.unwrap();
    let mut owners: Vec<String> =
        budget.owners.into_iter().map(|(row, account)| format!("{} {account}", row.id)).collect();
    owners.sort();
    assert_eq!(owners, ["b association", "b mairie", "c mairie"]);
    assert_eq!(store.section_state("d", SectionId::Partners).await.unwrap().owners, []);
}

async fn a_row_becomes_its_adder_s_with_the_update_or_not_at_all(fresh: Fresh) {
    let store = with(&fresh).await;
    let append = |dossier: &str, id: &str| Append {
        dossier: dossier.to_owned(),
        section: SectionId::Budget,
        member: "mairie".to_owned(),
        at: NOON,
        bytes: vec![0, 0],
        speakers: vec![7],
        speaker: "mairie".to_owned(),
        rows: vec![row(id), row(id)],
    };
    store.append(&[append("d", "a"), append("d", "a")]).await.unwrap();
    assert_eq!(rows_of(&store, "mairie").await, ["a"]);
    assert!(store.append(&[append("d", "b"), append("nothing", "b")]).await.is_err());
    assert_eq!(rows_of(&store, "mairie").await, ["a"]);
}

async fn another_role_is_narrowed_no_more(fresh: Fresh) {
    let store = with(&fresh).await;
    let some = BTreeSet::from([SectionId::Budget]);
    let none = BTreeSet::new();
    let sections = |account: &'static str| {
        let store = store.clone();
        async move { store.membership("d", account).await.unwrap().unwrap().sections }
    };
    store.assign_part("d", "editor", Some(&some), &none, &none).await.unwrap();
    store.assign_part("d", "mairie", Some(&BTreeSet::new()), &none, &none).await.unwrap();
    assert_eq!(
        (sections("editor").await, sections("mairie").await),
        (Some(some), Some(BTreeSet::new()))
    );
    store.assign_role("d", "editor", Role::Partner, NOON).await.unwrap();
    store.set_membership("d", "mairie", Role::Partner, NOON).await.unwrap();
    assert_eq!((sections("editor").await, sections("mairie").await), (None, None));
}

async fn a_dossier_without_a_head_gets_one_and_no_second(fresh: Fresh) {
    let store = with(&fresh).await;
    let unknown = store.name_head("d", "stranger").await;
    assert!(matches!(unknown, Err(StoreError::NotFound)), "{unknown:?}");
    let name = |account: &'static str| {
        let store = store.clone();
        async move { store.name_head("d", account).await.is_ok() }
    };
    let all = ["lead", "editor", "mairie", "association"];
    let named = join_all(all.map(name)).await;
    assert_eq!(named.iter().filter(|named| **named).count(), 1, "{named:?}");
    let second = store.set_membership("d", "stranger", Role::Head, NOON).await;
    assert!(matches!(second, Err(StoreError::Conflict)), "{second:?}");
}
