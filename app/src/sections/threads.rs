//! Where the live dossier and what is said beside it meet: the buttons beside fields, and the
//! places of the panel and of the way to it. Owns: [`comment_button`]. Does not know: what is said,
//! nor how it is shown (`app/src/pages/threads.rs` on the server, `js/threads/panel.js` in the
//! browser).

use super::place::FieldPlace;
use crate::live::Live;
use crate::texts::{suggestions, threads as texts};
use dossier::document::path::Path;
use dossier::form::{self, Field, Kind, RowLayout, SectionId};
use dossier::lang::Lang;
use dossier::threads::{Anchor, may_hear_any};
use leptos::prelude::*;

/// The way to the panel from anywhere. `html` is empty in the browser, which finds it there.
pub fn threads_button(live: Live, html: String) -> AnyView {
    if !may_hear_any(live.role) {
        return ().into_any();
    }
    view! { <span class="threads-way" inner_html=html></span> }.into_any()
}

/// The panel. Until it is asked for it is the last part of the page.
pub fn threads(live: Live, html: String) -> AnyView {
    if !may_hear_any(live.role) {
        return ().into_any();
    }
    Effect::new(move |_| live.listen());
    view! {
        <aside class="threads" id="fils" tabindex="-1" aria-labelledby="fils-titre" inner_html=html>
        </aside>
    }
    .into_any()
}

/// The way to a comment on a place. A mark only: the panel answers the click and keeps the count.
/// That of a field is not on the way of who goes from field to field by keyboard; they have a key.
pub fn comment_button(live: Live, section: SectionId, path: Option<Path>) -> AnyView {
    if !live.may_comment(section) {
        return ().into_any();
    }
    let lang = live.lang;
    let whole = Anchor { section, path, span: None, quote: String::new() };
    let place = match &whole.path {
        Some(_) => label_of(&whole, lang),
        None => form::section(section).title.in_lang(lang),
    };
    let label = texts::COMMENT_ON.fill(lang, &[("place", place)]);
    let tabindex = whole.path.is_some().then_some("-1");
    let path = whole.path.as_ref().map(Path::as_str).unwrap_or_default().to_owned();
    view! {
        <button type="button" class="comment-add" data-js="comment" aria-label=label
            tabindex=tabindex data-section=section.name() data-path=path>
            {texts::COMMENT.in_lang(lang)}
        </button>
    }
    .into_any()
}

/// The way to suggesting another value for a field that has one; as quiet as the other.
pub fn suggest_button(live: Live, section: SectionId, path: &Path, field: &Field) -> AnyView {
    let has_one = !matches!(
        field.kind,
        Kind::Rich { .. } | Kind::Rows(_) | Kind::List { .. } | Kind::Link(_) | Kind::Links(_)
    );
    if !has_one || field.derived || !live.may_comment(section) {
        return ().into_any();
    }
    let lang = live.lang;
    let label = suggestions::PROPOSE_ON.fill(lang, &[("place", field.label.in_lang(lang))]);
    view! {
        <button type="button" class="suggest-add" data-js="suggest" aria-label=label tabindex="-1"
            data-section=section.name() data-path=path.to_string()>
            {suggestions::PROPOSE_SHORT.in_lang(lang)}
        </button>
    }
    .into_any()
}

/// The same for a row in which no field has its own; of what it says, the form lets choose.
pub fn suggest_row_button(
    place: &FieldPlace,
    row: &Path,
    label: impl Fn() -> String + Send + 'static,
) -> AnyView {
    let cards = matches!(place.field.kind, Kind::Rows(rows) if rows.layout == RowLayout::Cards);
    if cards || !place.live.may_comment(place.section) {
        return ().into_any();
    }
    // Who writes here has the key in each field; to others it is the one way.
    let tabindex = place.live.may_change(place.section, row).then_some("-1");
    view! {
        <button type="button" class="suggest-add" data-js="suggest" aria-label=label
            tabindex=tabindex data-section=place.section.name() data-path=row.to_string()>
            {suggestions::PROPOSE_SHORT.in_lang(place.lang())}
        </button>
    }
    .into_any()
}

/// What people call the place: the label of its field, or of the rows it is in.
pub fn label_of(place: &Anchor, lang: Lang) -> &'static str {
    let section = form::section(place.section);
    let field = place.path.as_ref().and_then(|path| {
        path.field_in(section).or_else(|| path.parent().and_then(|rows| rows.field_in(section)))
    });
    field.map_or(texts::WHOLE_SECTION, |field| field.label).in_lang(lang)
}
