//! Accords de principe, through the door of the database.

use crate::store::databases::{Fresh, both_stores};
use crate::support::{NOON, a_dossier, add_accounts};
use dossier::rights::Role;
use server::store::{Accord, NewAccord, Store, StoreError};

both_stores! {
    an_accord_is_given_confirmed_and_withdrawn_and_nothing_is_forgotten,
    accords_are_those_of_partners_who_are_there,
}

async fn with(fresh: &Fresh) -> Store {
    let store = fresh.open().await;
    add_accounts(&store, &["head", "mairie", "association"]).await;
    let members = [("head", Role::Head), ("mairie", Role::Partner), ("association", Role::Partner)];
    store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    store
}

fn accord(account: &str, at: i64) -> NewAccord {
    NewAccord {
        id: format!("{account} {at}"),
        dossier: "d".to_owned(),
        account: account.to_owned(),
        at,
        content: format!("{{\"at\":{at}}}"),
        digest: "0".repeat(64),
        seqs: "3:1 10:1 12:1".to_owned(),
    }
}

fn dates(accords: &[Accord], account: &str) -> Vec<(i64, Option<i64>)> {
    let own = accords.iter().filter(|accord| accord.account == account);
    own.map(|accord| (accord.at, accord.withdrawn_at)).collect()
}

async fn an_accord_is_given_confirmed_and_withdrawn_and_nothing_is_forgotten(fresh: Fresh) {
    let store = with(&fresh).await;
    let withdraw = |at| {
        let store = store.clone();
        async move { store.withdraw_accord("d", "mairie", at).await }
    };
    assert!(matches!(withdraw(NOON).await, Err(StoreError::NotFound)), "there is none");
    store.give_accord(&accord("mairie", NOON)).await.unwrap();
    store.give_accord(&accord("association", NOON + 1)).await.unwrap();
    store.give_accord(&accord("mairie", NOON + 2)).await.unwrap();
    let accords = store.accords("d").await.unwrap();
    assert_eq!(dates(&accords, "mairie"), [(NOON + 2, None), (NOON, None)]);
    assert_eq!(accords.len(), 3);
    let last = accords.iter().find(|accord| accord.account == "mairie").unwrap();
    assert_eq!(last.name, "mairie (personne fictive)");
    assert_eq!((last.content.as_str(), last.digest.len()), ("{\"at\":1790208000002}", 64));
    assert_eq!(last.seqs, "3:1 10:1 12:1");
    withdraw(NOON + 3).await.unwrap();
    // The earlier one does not come back, and cannot be withdrawn once more.
    assert!(matches!(withdraw(NOON + 4).await, Err(StoreError::NotFound)));
    let accords = store.accords("d").await.unwrap();
    assert_eq!(dates(&accords, "mairie"), [(NOON + 2, Some(NOON + 3)), (NOON, None)]);
    assert_eq!(dates(&accords, "association"), [(NOON + 1, None)]);
    store.give_accord(&accord("mairie", NOON + 5)).await.unwrap();
    withdraw(NOON + 6).await.unwrap();
    let same = store.give_accord(&accord("mairie", NOON)).await;
    assert!(matches!(same, Err(StoreError::Conflict)), "{same:?}");
    let nowhere = NewAccord { dossier: "x".to_owned(), ..accord("mairie", NOON + 7) };
    assert!(matches!(store.give_accord(&nowhere).await, Err(StoreError::Conflict)));
}

async fn accords_are_those_of_partners_who_are_there(fresh: Fresh) {
    let store = with(&fresh).await;
    for account in ["mairie", "association"] {
        store.give_accord(&accord(account, NOON)).await.unwrap();
    }
    store.remove_member("d", "association", NOON).await.unwrap();
    assert_eq!(store.accords("d").await.unwrap().len(), 1);
    store.assign_role("d", "mairie", Role::Viewer, NOON).await.unwrap();
    assert_eq!(store.accords("d").await.unwrap(), []);
    store.assign_role("d", "mairie", Role::Partner, NOON).await.unwrap();
    assert_eq!(store.accords("d").await.unwrap().len(), 1);
    assert_eq!(store.accords("x").await.unwrap(), []);
}
