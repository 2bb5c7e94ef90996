//! The document of a section: how it is stored, read, changed, undone, written as text and
//! exchanged. Does not know: the wire, who may do what, what is said beside it.

pub mod anchor;
pub mod edit;
pub mod history;
pub mod interchange;
pub mod path;
pub mod rank;
pub mod read;
pub mod schema;
pub mod text;
