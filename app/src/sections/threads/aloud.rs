//! What somebody else has just said, for those who hear the page. Owns: how often. Must not know:
//! the panel.

use crate::live::{Live, browser};
use crate::texts::threads as texts;
use dossier::form;
use leptos::prelude::*;
use std::time::Duration;

/// A lively discussion would drown the rest.
const EVERY: Duration = Duration::from_secs(5);

pub(super) fn said(live: Live, me: String) -> AnyView {
    let lang = live.lang;
    let (said, waiting) = (RwSignal::new(String::new()), StoredValue::new(false));
    let last = move || {
        live.threads.with(|all| {
            let remarks = all.iter().flat_map(|thread| {
                thread.remarks.iter().map(move |remark| (thread.place.section, remark))
            });
            let others = remarks.filter(|(_, remark)| remark.by.account != me);
            let (section, remark) = others.max_by_key(|(_, remark)| remark.at)?;
            Some((remark.id.clone(), section, remark.by.name.clone()))
        })
    };
    Effect::new(move |before: Option<Option<String>>| {
        let (id, section, name) = last()?;
        // What was there when the page opened is no news.
        let news = before.is_some_and(|before| before.as_ref() != Some(&id));
        if news && !waiting.get_value() {
            waiting.set_value(true);
            let section = form::section(section).title.in_lang(lang);
            said.set(texts::SAID.fill(lang, &[("name", &name), ("section", section)]));
            browser::after(EVERY, move || {
                waiting.try_set_value(false);
            });
        }
        Some(id)
    });
    view! { <p class="visually-hidden" role="status">{said}</p> }.into_any()
}
