//! Pages that belong to no dossier: home, errors, offline, privacy, and the page that takes a code.
//! Does not know: who asks.

pub mod code;
pub mod error;
pub mod home;
pub mod offline;
pub mod privacy;
