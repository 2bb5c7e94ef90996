//! Bugs that can be planted in the parts of a session that are not under test, so that the witness
//! itself is tested. Owns: what there is to plant, and on which occasions it shows. Does not know:
//! where it is planted.

use std::cell::Cell;

/// What somebody does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Writers are answered before the append is durable.
    AcknowledgesEarly,
    /// The others are told before the append is durable.
    ShowsEarly,
    /// An append that failed is treated as one that succeeded.
    AcknowledgesFailure,
    /// The place that a write took in the log is told wrong.
    MisnumbersWrites,
    /// One write of an append is not in the log.
    SkipsWrite,
    /// The end of the log, acknowledged before, is not there after a crash.
    LosesLogTail,
    /// The log is read in another order than it was written in.
    ReordersLog,
    /// An update to the others gets lost on a connection that goes on.
    DropsUpdate,
    /// A request that a tab sends gets lost on a channel that goes on.
    LosesRequest,
    /// What had come of an answer that broke off is taken for all of it.
    TrustsAnswer,
    /// Nobody is told that somebody left.
    DropsGone,
    /// What a tab lacks is answered with nothing.
    AnswersFromThePast,
    /// Somebody is seated as the head.
    SeatsAsHead,
    /// A changed role does not reach the open room.
    KeepsOldRole,
    /// Where somebody is, is told to everybody.
    ShowsPlaces,
    /// A write that was refused goes to the log nevertheless.
    LogsRefused,
    /// A write that was sent again is done again.
    RepeatsEdit,
    /// Tabs speak as one and the same client.
    ReusesClient,
    /// A tab gives up an edit that is not acknowledged when it connects.
    ForgetsOnConnecting,
    /// The device does not keep an update it was given.
    LosesStored,
    /// The page does not follow a change.
    IgnoresChange,
}

impl Fault {
    pub const ALL: [Fault; 21] = [
        Fault::AcknowledgesEarly,
        Fault::ShowsEarly,
        Fault::AcknowledgesFailure,
        Fault::MisnumbersWrites,
        Fault::SkipsWrite,
        Fault::LosesLogTail,
        Fault::ReordersLog,
        Fault::DropsUpdate,
        Fault::LosesRequest,
        Fault::TrustsAnswer,
        Fault::DropsGone,
        Fault::AnswersFromThePast,
        Fault::SeatsAsHead,
        Fault::KeepsOldRole,
        Fault::ShowsPlaces,
        Fault::LogsRefused,
        Fault::RepeatsEdit,
        Fault::ReusesClient,
        Fault::ForgetsOnConnecting,
        Fault::LosesStored,
        Fault::IgnoresChange,
    ];

    pub fn named(name: &str) -> Option<Fault> {
        Fault::ALL.into_iter().find(|fault| format!("{fault:?}") == name)
    }
}

/// At most one fault, and how often there was an occasion for it.
pub struct Planted {
    fault: Option<Fault>,
    occasions: Cell<u32>,
}

impl Planted {
    pub fn new(fault: Option<Fault>) -> Planted {
        Planted { fault, occasions: Cell::new(0) }
    }

    /// Whether this fault shows now: on the first of three occasions, since what is always wrong is found
    /// by any test.
    pub fn strikes(&self, fault: Fault) -> bool {
        if self.fault != Some(fault) {
            return false;
        }
        self.occasions.set(self.occasions.get() + 1);
        self.occasions.get() % 3 == 1
    }
}
