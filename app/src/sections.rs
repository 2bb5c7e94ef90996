//! The sections of a live dossier: a view a kind of field. Does not know: pages, the wire.

pub mod accords;
pub mod budget;
pub mod field;
pub mod line;
pub mod navigation;
pub mod people;
pub mod rows;
pub mod scalar;
pub mod section;
pub mod sets;
pub mod state_line;
pub mod threads;
