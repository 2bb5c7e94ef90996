//! The two databases: opening them, one query for both, batches. Does not know: tables, but for
//! the log's.

pub mod batch;
pub mod database;
pub mod dialect;
mod outdated;
pub mod postgres;
mod schema;
pub mod sqlite;
