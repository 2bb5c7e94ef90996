//! What the product does: each act asks for its right, writes in one transaction, then tells rooms
//! and people. Does not know: HTTP, HTML.

use crate::config::Config;
use crate::mail::Mail;
use crate::projectors::Projectors;
use crate::rooms::Rooms;
use crate::store::Store;
use crate::store::account::{Account, Kind};
use crate::wake::Wake;
use section_digests::SectionDigests;
use std::sync::Arc;

pub mod accords;
pub mod account;
pub mod classes;
pub mod consents;
pub mod dossiers;
mod error;
pub mod ideas;
pub mod invitations;
pub mod lock;
pub mod notifications;
pub mod participants;
pub mod pending;
pub mod people;
pub mod pitch;
pub mod releve;
pub mod remote;
pub mod seance;
pub mod section_digests;
pub mod speaking;
pub mod suggestions;
pub mod threads;
pub mod votes;

pub use error::ActError;

impl Acts {
    /// Whether an account may have others written to, and begin a dossier in a school's name: whose
    /// address counts. Where e-mails are files nobody can answer one, and none is asked for.
    pub fn may_write(&self, account: &Account) -> bool {
        account.kind != Kind::Guest && (account.email_verified || self.mail.is_files())
    }
}

/// What acts work with; clones share it.
#[derive(Clone)]
pub struct Acts {
    pub store: Store,
    pub rooms: Rooms,
    pub projectors: Projectors,
    pub wake: Wake,
    pub mail: Mail,
    pub config: Arc<Config>,
    /// What sections say, as they were read last.
    pub digests: Arc<SectionDigests>,
    pub locks: lock::Locks,
}
