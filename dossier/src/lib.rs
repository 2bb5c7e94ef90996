//! What a dossier is.
//!
//! A dossier has eighteen sections; each section is one CRDT document of its own, so that rights,
//! loading and history are per section. This crate holds the form (which fields there are), the
//! rules (identifiers, budget, rights, what is missing), the schema (how a field is stored), the
//! edits, and both ends of the wire as state machines without sockets. The same code runs in the
//! server, in the browser and in the tests.
//!
//! It must stay pure: no clock, no randomness, no input or output, no `cfg` on platforms. Time and
//! chance are arguments; input goes in, effects come out.

pub mod words;

mod names;

pub mod code;

// The form and its rules.
pub mod accord;
pub mod budget;
pub mod check;
pub mod form;
pub mod identifiers;
pub mod ledger;
pub mod lists;
pub mod number;
pub mod rights;
pub mod seance;
pub mod workflow;

// Texts.
pub mod delta;
pub mod markdown;
pub mod text;

// The document.
pub mod edit;
pub mod history;
pub mod interchange;
pub mod letters;
pub mod notices;
pub mod path;
pub mod pitch;
pub mod privacy;
pub mod rank;
pub mod read;
pub mod schema;
pub mod stances;
pub mod suggestions;
pub mod threads;
pub mod typed;

// The wire.
pub mod sync;
