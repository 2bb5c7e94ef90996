//! The pages, a room a noun. Each is a function from plain data to HTML. Does not know: HTTP, the
//! database.

pub mod account;
pub mod admin;
pub mod dossier;
pub mod notifications;
pub mod partner;
pub mod people;
pub mod pitch;
pub mod seance;
pub mod site;
pub mod threads;
