//! The product over HTTP, a room a noun: a handler reads what was asked, lets [`crate::acts`] do it
//! or reads what a page shows, and answers. Does not know: SQL, cookies, how HTML is written. No
//! room imports another.

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
