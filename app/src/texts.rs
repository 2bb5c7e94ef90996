//! The catalogue: everything that people read, in French and English, a file a noun. Does not
//! know: where a text is shown.

pub mod accord;
pub mod account;
pub mod catalogue;
pub mod class;
pub mod consent;
pub mod dates;
pub mod deletion;
pub mod dossier;
pub mod dossiers;
pub mod emails;
pub mod errors;
pub mod forms;
pub mod home;
pub mod invitations;
pub mod join;
pub mod notifications;
pub mod offline;
pub mod people;
pub mod pitch;
pub mod preparation;
pub mod privacy;
pub mod profile;
pub mod recovery;
pub mod releve;
pub mod seance;
pub mod shell;
pub mod speaking;
pub mod suggestions;
pub mod threads;
pub mod warnings;
pub mod write_scope;
