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

pub mod lang;

mod enum_names;

pub mod code;
pub mod zone;

// The form and its rules, and who may do what to it.
pub mod form;
pub mod people;
pub mod rights;

// The document of a section.
pub mod document;

// What surrounds it.
pub mod notifications;
pub mod partner;
pub mod pitch;
pub mod privacy;
pub mod seance;
pub mod threads;

// The wire.
pub mod sync;
