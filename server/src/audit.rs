//! The security log: who signed in, was refused, was given a right, took data along, was erased.
//! Owns: its events and their form. Does not know: what is done about it. Ids only: no name, no
//! address, nothing that anybody typed.
//!
//! It is the target `audit` of the log, at the level `info`: `PREAU_LOG=warn,audit=info` writes it
//! and little else.

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    SignedIn,
    SignInFailed,
    /// Somebody asked for what is not theirs.
    Refused,
    RoleGiven,
    MemberRemoved,
    Invited,
    InvitationRevoked,
    Joined,
    DataExported,
    Erased,
    /// An account made too much work and is kept away for a while.
    SentAway,
}

impl Event {
    fn name(self) -> &'static str {
        match self {
            Event::SignedIn => "signed_in",
            Event::SignInFailed => "sign_in_failed",
            Event::Refused => "refused",
            Event::RoleGiven => "role_given",
            Event::MemberRemoved => "member_removed",
            Event::Invited => "invited",
            Event::InvitationRevoked => "invitation_revoked",
            Event::Joined => "joined",
            Event::DataExported => "data_exported",
            Event::Erased => "erased",
            Event::SentAway => "sent_away",
        }
    }
}

/// Notes what an account did, or what was done to it where nobody else is known; `of` is the
/// dossier, the invitation or the other account that it is about.
pub fn note(event: Event, account: &str, of: &str) {
    tracing::info!(target: "audit", event = event.name(), account, of, "audit");
}
