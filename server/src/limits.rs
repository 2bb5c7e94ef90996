//! How much one may send or try, in memory. Does not know: HTTP, what is sent.

pub mod connection;
pub mod effort;
pub mod emails;
pub mod leaky;
pub mod pace;
pub mod pages;
pub mod participants;
pub mod quotas;
pub mod sign_in;
