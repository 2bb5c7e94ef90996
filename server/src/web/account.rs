//! An account over HTTP: signing in and up, preferences, one's own data.

pub mod claim;
pub mod own_data;
pub mod preferences;
pub mod sign_in;
pub mod sign_up;
