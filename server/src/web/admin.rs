//! Pages for who looks after the server.

pub mod emails;
pub mod orphans;
