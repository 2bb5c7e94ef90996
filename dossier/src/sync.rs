//! The wire, as two state machines without sockets, clocks or chance.
//!
//! [`Replica`](replica::Replica) is a dossier in one tab; [`Room`](room::Room) is the same dossier
//! at the server. Each takes an input and returns effects for its owner to perform, in order. One
//! connection carries all sections; a frame says which one it is about.
//!
//! ```text
//! tab                                            server
//!  Hello(protocol), Step1(section, vector)*  ->
//!                                            <-  Welcome(peer, who is here), Step2(section, diff)*
//!  Write(section, no, update)                ->  guard, right, append to the log …
//!                                            <-  Ack(no, seq)           … only then
//!                     all other tabs         <-  Update(section, update)
//!  Here(place)                               ->
//!                     all other tabs         <-  Here(person and place), Gone(peer)
//!                     one person's tabs      <-  Personal(json)
//! ```
//!
//! Guarantees. *Durable before visible*: nobody is told of an update, not even its writer, before
//! the log has it. *Nothing is dropped silently*: a write is answered by `Ack` or `Refused`, and a
//! tab keeps it until then. *Order*: updates of a section are applied and sent in the order of the
//! log, to a tab from its `Step1` on, so that it never hears of what builds on what it has not.
//! *Rights*: asked with the frame, before its bytes are read; of who may change some rows only,
//! what the bytes touch is asked too, before they are applied.

pub mod awareness;
pub mod frame;
pub mod guard;
pub mod http_channel;
mod lib0;
mod pieces;
mod places;
pub mod presence;
pub mod replica;
pub mod room;

/// The version of the frames; a tab that speaks another is told to reload.
pub const PROTOCOL: u64 = 2;

/// Why the server closes a connection: websocket close codes.
pub mod close {
    /// The session is over or unknown.
    pub const SIGNED_OUT: u16 = 4401;
    /// The right to read the dossier ended.
    pub const NOT_ALLOWED: u16 = 4403;
    /// The tab speaks another version of the protocol: it must reload.
    pub const OUTDATED: u16 = 4410;
    /// What the person may do changed: the page must be read again.
    pub const ROLE_CHANGED: u16 = 4412;
    /// Too many frames for too long.
    pub const FLOOD: u16 = 1008;
    /// A frame could not be read.
    pub const UNREADABLE: u16 = 1003;
    /// The reader was too slow, or the section is read anew from its log: come back and catch up.
    pub const COME_BACK: u16 = 1013;
    /// The server restarts.
    pub const RESTART: u16 = 1012;
}
