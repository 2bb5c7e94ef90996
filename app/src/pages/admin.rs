//! Pages for who looks after the server. Does not know: who that is.

pub mod emails;
pub mod orphans;
