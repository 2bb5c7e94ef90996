//! The talk of 180 seconds: its slides, and the page of who presents. Does not know: who may
//! present.

pub mod presenter;
pub mod slides;
