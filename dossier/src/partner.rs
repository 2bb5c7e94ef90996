//! A partner of the project: what is asked of them, the accord de principe, and what follows from
//! it in the form. Does not know: accounts.

pub mod accord;
pub mod asked;
pub mod consequences;
