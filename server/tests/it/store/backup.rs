//! A backup that is made while people write is the database as it was at one instant, and comes back
//! whole; one that is damaged does not come back at all.

use crate::site::access::with_everybody;
use crate::support::tab::ABSTRACT;
use dossier::form::SectionId;
use dossier::rights::Role;
use server::backup::{BackupError, restore, write};
use server::commands::look_at;
use server::store::Store;
use server::store::engine::database::Database;
use std::fs;
use tempfile::TempDir;

const BACKUPS: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_under_load_is_whole() {
    let server = with_everybody().await;
    let data = server.directory.path().join("data");
    fs::create_dir_all(data.join("mail")).unwrap();
    fs::write(data.join("mail/1.eml"), "Bonjour").unwrap();
    let outside = TempDir::new().unwrap();
    let tab = server.tab("lead", Role::Lead).await;
    let writing = async {
        let mut n = 0;
        loop {
            tab.write(ABSTRACT, 0, &format!("[{n}]"));
            tab.saved().await;
            n += 1;
        }
    };
    let backing_up = async {
        for n in 0..BACKUPS {
            let before = server.log("d", SectionId::Summary).await;
            let file = outside.path().join(format!("{n}.tar"));
            write(&data, &file).await.unwrap();
            let back = outside.path().join(n.to_string());
            restore(&file, &back).await.unwrap();
            let database = Database::Directory(back.clone());
            let report = look_at(&database).await.unwrap();
            assert_eq!((report.dossiers, report.sections), (1, 18));
            assert!(report.faults.is_empty(), "{:?}", report.faults);
            assert_eq!(fs::read_to_string(back.join("mail/1.eml")).unwrap(), "Bonjour");
            let restored = Store::open(&database).await.unwrap();
            let states = restored.section_states("d").await.unwrap();
            let log = &states.iter().find(|one| one.section == SectionId::Summary).unwrap().updates;
            assert!(log.starts_with(&before), "what was saved before is there");
            restored.close().await.unwrap();
        }
    };
    tokio::select! {
        () = writing => unreachable!("it goes on"),
        () = backing_up => {}
    }
    let report = look_at(&Database::Directory(data)).await.unwrap();
    assert!(report.faults.is_empty(), "the running server's own: {:?}", report.faults);
}

#[tokio::test]
async fn a_backup_is_restored_only_if_it_is_whole_and_over_nothing() {
    let server = with_everybody().await;
    let data = server.directory.path().join("data");
    let outside = TempDir::new().unwrap();
    let file = outside.path().join("backup.tar");
    write(&data, &file).await.unwrap();
    assert!(matches!(write(&data, &file).await, Err(BackupError::There(_))));
    assert!(matches!(restore(&file, &data).await, Err(BackupError::There(_))));

    let whole = fs::read(&file).unwrap();
    let damaged = outside.path().join("damaged.tar");
    let mut flipped = whole.clone();
    flipped[20_000] ^= 1;
    for bytes in [&flipped[..], &whole[..whole.len() / 2], b"no archive at all", b""] {
        fs::write(&damaged, bytes).unwrap();
        let back = outside.path().join("back");
        let answer = restore(&damaged, &back).await;
        assert!(matches!(answer, Err(BackupError::Damaged(_))), "{answer:?}");
        assert_eq!(fs::read_dir(&back).unwrap().count(), 0, "nothing is left of it");
    }
    let left: Vec<_> = fs::read_dir(outside.path()).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[tokio::test]
async fn a_check_names_what_cannot_be_read() {
    let server = with_everybody().await;
    let tab = server.tab("lead", Role::Lead).await;
    for n in 0..3 {
        tab.write(ABSTRACT, 0, &n.to_string());
        tab.saved().await;
    }
    let database = Database::Directory(server.directory.path().join("data"));
    assert!(look_at(&database).await.unwrap().faults.is_empty());
    let mut witness = server.witness().await;
    witness.execute("delete from section_update where seq = 2").await;
    let report = look_at(&database).await.unwrap();
    assert_eq!(report.faults.len(), 1, "{:?}", report.faults);
    assert!(report.faults[0].contains("section summary"), "{:?}", report.faults);
}
