//! The state of a dossier: its words, and a shape that tells families of states apart without
//! colour. Does not know what a state allows.

use dossier::lang::Lang;
use dossier::rights::workflow::Status;
use leptos::prelude::*;

/// Families of states, as a reader sorts them at a glance.
#[derive(Clone, Copy)]
enum Family {
    /// The team still writes.
    Writing,
    /// Somebody else reads.
    Review,
    /// Agreed, funded, under way.
    Agreed,
    /// Put off, turned down, given up.
    Stopped,
    /// Done.
    Closed,
}

impl Family {
    fn of(status: Status) -> Family {
        match status {
            Status::Draft | Status::Concertation | Status::Drafting | Status::Ready => {
                Family::Writing
            }
            Status::Submitted
            | Status::UnderReview
            | Status::ChangesRequested
            | Status::Committee => Family::Review,
            Status::Approved
            | Status::ApprovedWithConditions
            | Status::Funded
            | Status::InProgress
            | Status::FinalReport => Family::Agreed,
            Status::Deferred | Status::Rejected | Status::Abandoned => Family::Stopped,
            Status::Closed => Family::Closed,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Family::Writing => "writing",
            Family::Review => "review",
            Family::Agreed => "agreed",
            Family::Stopped => "stopped",
            Family::Closed => "closed",
        }
    }

    /// A pen, a half disc, a tick, a bar, a square; all in a box of 16.
    fn shape(self) -> &'static str {
        match self {
            Family::Writing => "M2.5 13.5 4 9.7 11.2 2.5 13.5 4.8 6.3 12Z",
            Family::Review => "M8 1.8a6.2 6.2 0 1 1 0 12.4ZM8 1.8a6.2 6.2 0 0 0 0 12.4",
            Family::Agreed => "m2.5 8.6 3.7 3.8 7.3-8.6",
            Family::Stopped => "M2.5 8h11",
            Family::Closed => "M3.2 3.2h9.6v9.6H3.2Z",
        }
    }
}

pub fn status_badge(status: Status, lang: Lang) -> AnyView {
    let family = Family::of(status);
    // The half disc is half full: one side drawn and filled, the other drawn only.
    let outline = matches!(family, Family::Review).then(|| {
        view! { <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4Z" fill="currentColor" stroke="none" /> }
    });
    view! {
        <span class="badge" data-family=family.name()>
            <svg
                class="badge-shape"
                viewBox="0 0 16 16"
                fill="none"
                stroke="currentColor"
                stroke-width="1.8"
                stroke-linejoin="round"
                stroke-linecap="round"
                aria-hidden="true"
            >
                {outline}
                <path d=family.shape() />
            </svg>
            {status.label().in_lang(lang)}
        </span>
    }
    .into_any()
}
