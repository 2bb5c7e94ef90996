//! The pages of an account: signing in and up, one's own data. Does not know: how an account is
//! kept.

pub mod claim;
pub mod own_data;
pub mod password;
pub mod profile;
pub mod sessions;
pub mod sign_in;
pub mod sign_up;
pub mod verify;
