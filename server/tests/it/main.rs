//! The server as its clients see it: a real one on a port of its own, with a real database file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod cluster;
mod compaction;
mod databases;
mod journey;
mod migrations;
mod pages;
mod store;
mod support;
