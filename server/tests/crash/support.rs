//! What both test programs stand on.

#![allow(dead_code, reason = "the other test program uses the rest of these")]

#[path = "../it/support/site.rs"]
pub mod site;
#[path = "../it/support/state.rs"]
mod state;
#[path = "../it/support/tab.rs"]
pub mod tab;
#[path = "../it/support/wire.rs"]
pub mod wire;
