//! How much one may send or try, in memory. Does not know: HTTP, what is sent.

pub mod connection;
pub mod emails;
pub mod leaky;
pub mod participants;
pub mod sign_in;
