//! The eighteen sections of the form, a file each. Owns: their fields. Does not know: how a
//! value is stored.

pub mod actions;
pub mod approvals;
pub mod audience;
pub mod budget;
pub mod calendar;
pub mod concertation;
pub mod diagnosis;
pub mod evaluation;
pub mod follow_up;
pub mod identification;
pub mod innovation;
pub mod names;
pub mod objectives;
pub mod partners;
pub mod resources;
pub mod review;
pub mod school_profile;
pub mod summary;
pub mod sustainability;
pub mod team;
