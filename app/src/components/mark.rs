//! The mark of Préau: a lean-to roof on two posts, and the bench under it. Decorative: the name is
//! always written beside it.

use leptos::prelude::*;

pub fn mark() -> AnyView {
    view! {
        <svg
            class="mark"
            viewBox="0 0 32 32"
            fill="none"
            stroke="currentColor"
            stroke-width="2.6"
            aria-hidden="true"
        >
            <path d="M7 12.4V29M25 8V29" />
            <path d="M1 14.4 31 7" stroke-width="3.8" />
            <path class="mark-bench" d="M11.2 21h9.6M13 21v8M19 21v8" />
        </svg>
    }
    .into_any()
}
