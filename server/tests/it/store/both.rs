//! Stories that are told on both databases. Owns: how they are named twice. Does not know: any story.

use crate::store::cluster;
use crate::support::TestServer;

/// Names stories, each a function of a server, as tests on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)] async fn $test() {
                super::$test(crate::support::TestServer::spawn().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)] async fn $test() {
                super::$test(crate::store::both::over_postgres().await).await;
            })+
        }
    };
}

/// A server on a database of its own.
pub async fn over_postgres() -> TestServer {
    TestServer::spawn_with(&[("DATABASE_URL", &cluster::database().await)]).await
}
