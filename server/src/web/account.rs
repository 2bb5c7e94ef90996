//! An account over HTTP: signing in and up, preferences, one's own data.

pub mod claim;
mod email;
pub mod own_data;
pub mod password;
pub mod preferences;
pub mod profile;
pub mod sessions;
pub mod sign_in;
pub mod sign_up;
pub mod verify;
