//! The lines of accords de principe in the head of the live dossier. Owns: when they may be others.
//! Does not know: what they say, which the server writes and `js/partner/accords.js` asks for
//! again.

use crate::live::{Live, browser};
use dossier::form::SectionId;
use leptos::prelude::*;
use std::time::Duration;

/// How long a change of what is agreed waits for others.
const PAUSE: Duration = Duration::from_secs(5);

/// `html` is empty in the browser, which finds it there.
pub fn accords(live: Live, html: String) -> AnyView {
    let waiting = StoredValue::new(false);
    Effect::new(move |first: Option<()>| {
        for section in [SectionId::Summary, SectionId::Partners, SectionId::Budget] {
            live.whole(section, |_| ());
        }
        let waits = || waiting.try_update_value(|waiting| std::mem::replace(waiting, true));
        if first.is_some() && waits() == Some(false) {
            browser::after(PAUSE, move || {
                waiting.try_set_value(false);
                browser::announce(b"{\"moved\":true}");
            });
        }
    });
    view! { <div class="accords-place" data-fragment="accords" inner_html=html></div> }.into_any()
}
