//! The way between the pages of one's own account. Does not know: what they show.

use crate::shell::PageContext;
use crate::texts::{privacy, profile as texts};
use leptos::prelude::*;

/// A guest has no password, no address and no way to come in again.
pub fn account_navigation(context: &PageContext) -> AnyView {
    let lang = context.lang;
    let is_member = context.visitor.as_ref().is_some_and(|visitor| visitor.email.is_some());
    let here = context.path.split('?').next().unwrap_or_default();
    let places = [
        ("/compte/profil", texts::PROFILE),
        ("/compte/connexions", texts::SESSIONS),
        ("/compte/donnees", privacy::MINE),
    ];
    let links = places.map(|(path, label)| {
        let current = (here == path).then_some("page");
        view! { <li><a href=path aria-current=current>{label.in_lang(lang)}</a></li> }
    });
    is_member
        .then(|| {
            view! {
                <nav class="account-nav" aria-label=texts::NAVIGATION.in_lang(lang)>
                    <ul class="plain-list">{links.collect_view()}</ul>
                </nav>
            }
        })
        .into_any()
}
