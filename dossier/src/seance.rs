//! A session of concertation while it is held: the plan and its clock, what the wall shows, ideas
//! and votes. Owns: the rules of each. Must not know: who is connected, how any of it is kept.

pub mod adopt;
pub mod ballot;
pub mod class;
pub mod code;
pub mod idea;
pub mod meeting;
pub mod passage;
pub mod plan;
pub mod releve;
pub mod speaking;
pub mod wall;
