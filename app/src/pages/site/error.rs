//! A page that says that something could not be done, that nothing was lost, and where to go.
//! Must not say what went on inside.

use crate::components::mark::mark;
use crate::shell::{PageContext, document};
use crate::texts::errors as texts;
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No such page, or not for this reader: the two must look the same.
    NotFound,
    Forbidden,
    /// The dossier is read and not changed.
    Archived,
    BadRequest,
    TooLarge,
    /// Too much in a short time.
    TooFast,
    /// A form sent from another site.
    CrossSite,
    /// Our fault. The reference is what the log has.
    Internal {
        reference: String,
    },
}

impl Failure {
    fn words(&self) -> (Text, Text) {
        match self {
            Failure::NotFound => (texts::NOT_FOUND, texts::NOT_FOUND_TEXT),
            Failure::Forbidden => (texts::FORBIDDEN, texts::FORBIDDEN_TEXT),
            Failure::Archived => (texts::ARCHIVED, texts::ARCHIVED_TEXT),
            Failure::BadRequest => (texts::BAD_REQUEST, texts::BAD_REQUEST_TEXT),
            Failure::TooLarge => (texts::TOO_LARGE, texts::TOO_LARGE_TEXT),
            Failure::TooFast => (texts::TOO_FAST, texts::TOO_FAST_TEXT),
            Failure::CrossSite => (texts::CROSS_SITE, texts::CROSS_SITE_TEXT),
            Failure::Internal { .. } => (texts::INTERNAL, texts::INTERNAL_TEXT),
        }
    }
}

pub fn page(context: &PageContext, failure: Failure) -> String {
    let lang = context.lang;
    let (title, text) = failure.words();
    let (way, way_label) = match context.visitor {
        Some(_) => ("/dossiers", texts::TO_DOSSIERS),
        None => ("/", texts::TO_HOME),
    };
    let main = view! {
        <div class="page failure">
            {mark()}
            <h1>{title.in_lang(lang)}</h1>
            <p class="lede">{text.in_lang(lang)}</p>
            {reference(lang, &failure)}
            <p>
                <a class="button-main" href=way>
                    {way_label.in_lang(lang)}
                </a>
            </p>
        </div>
    };
    document(context, title.in_lang(lang), main)
}

fn reference(lang: Lang, failure: &Failure) -> Option<AnyView> {
    let Failure::Internal { reference } = failure else {
        return None;
    };
    Some(
        view! {
            <p>{texts::REFERENCE.in_lang(lang)} " " <code>{reference.clone()}</code></p>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    #[test]
    fn a_reference_is_shown_as_text() {
        let failure = Failure::Internal { reference: HOSTILE.to_owned() };
        assert_harmless(&page(&context(Lang::Fr), failure));
    }

    #[test]
    fn only_our_own_failures_have_a_reference() {
        assert!(!page(&context(Lang::Fr), Failure::NotFound).contains("<code>"));
    }
}
