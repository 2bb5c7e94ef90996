//! New, empty databases of both kinds, and the macro that runs a test on each.

use crate::store::cluster;
use server::store::{Database, Store};
use tempfile::TempDir;

/// A database of this test alone.
pub struct Fresh {
    pub database: Database,
    /// Where SQLite's file is.
    _directory: Option<TempDir>,
}

impl Fresh {
    pub async fn sqlite() -> Fresh {
        let directory = TempDir::new().unwrap();
        let database = Database::Directory(directory.path().to_owned());
        Fresh { database, _directory: Some(directory) }
    }

    pub async fn postgres() -> Fresh {
        let database = cluster::database().await.parse().unwrap();
        Fresh { database, _directory: None }
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.database).await.unwrap()
    }
}

/// Names tests that are run on both databases. A function that is not named here is unused, which
/// the compiler says.
macro_rules! both_stores {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test] async fn $test() {
                super::$test($crate::store::databases::Fresh::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test] async fn $test() {
                super::$test($crate::store::databases::Fresh::postgres().await).await;
            })+
        }
    };
}
pub(crate) use both_stores;
