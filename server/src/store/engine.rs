//! The two databases: opening them, one query for both, batches. Does not know: tables, but for
//! the log's.

pub mod batch;
pub mod database;
pub mod dialect;
pub mod postgres;
pub mod sqlite;
