//! The server as its clients see it: a real one on a port of its own, with a real database file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod house;
mod support;
#[macro_use]
mod store {
    #[macro_use]
    pub mod both;
    pub mod backup;
    pub mod cluster;
    pub mod contract;
    pub mod databases;
    pub mod installation;
    pub mod migrations;
    pub mod outdated;
}
mod account {
    pub mod addresses;
    pub mod erasure;
    pub mod operator;
    pub mod profile;
    pub mod recovery;
    pub mod sessions;
    pub mod sign_in;
    pub mod tables;
}
mod dossier {
    pub mod archived;
    pub mod compaction;
    pub mod costly;
    pub mod deletion;
    pub mod floods;
    pub mod live;
    pub mod nonsense;
    pub mod plain_clients;
}
mod notifications {
    pub mod bell;
    pub mod carriers;
    pub mod email_links;
    pub mod emails;
}
mod partner {
    pub mod accords;
    pub mod page;
}
mod people {
    pub mod invitations;
    pub mod joining;
    pub mod members;
    pub mod own_rows;
    pub mod roles;
    pub mod write_scope;
}
mod pitch;
mod seance {
    pub mod access;
    pub mod class;
    pub mod closed;
    pub mod follow_up;
    pub mod hall;
    pub mod held;
    pub mod hostile;
    pub mod provenance;
    pub mod releve;
    pub mod speaking;
}
mod site {
    pub mod access;
    pub mod attacks;
    pub mod journey;
    pub mod metrics;
    pub mod pages;
    pub mod routes;
    pub mod security_log;
}
mod threads {
    pub mod consent;
    pub mod mentions;
    pub mod one_dossier_waits;
    pub mod remarks;
    pub mod suggestion;
}
