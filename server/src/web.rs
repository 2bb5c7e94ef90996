//! The product over HTTP, a room a noun: a handler reads what was asked, lets [`crate::acts`] do it
//! or reads what a page shows, and answers. Does not know: SQL, cookies, how HTML is written. No
//! room imports another.

use crate::auth::SignedIn;
use crate::auth::address::ClientAddress;
use crate::rooms::live_connections::Whose;

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

/// Whose a live connection is that somebody opens.
fn whose(reader: &SignedIn, ClientAddress(address): ClientAddress) -> Whose {
    Whose { session: reader.session.clone(), account: reader.account.id.clone(), address }
}
