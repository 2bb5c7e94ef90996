//! Ending e-mails by the link that stands in one. Opening the page changes nothing, since programs
//! that look at links open it too: each choice is a form.
//! Does not know: whose link it is, how a choice is kept.

use crate::shell::{PageContext, document};
use crate::texts::{emails as texts, notifications as kinds};
use dossier::lang::Lang;
use dossier::notifications::Kind;
use leptos::prelude::*;

/// What the page shows.
#[derive(Clone, Debug)]
pub enum Unsubscribe {
    /// What can be ended, by a form sent to that address. A title only for who may still read it.
    Open {
        address: String,
        title: Option<String>,
        kinds: Vec<Kind>,
    },
    /// It is ended: that kind, or everything of the dossier.
    Done {
        title: Option<String>,
        kind: Option<Kind>,
    },
    Closed,
}

pub fn page(context: &PageContext, stop: &Unsubscribe) -> String {
    let lang = context.lang;
    let (heading, body) = match stop {
        Unsubscribe::Open { address, title, kinds } => {
            (texts::STOP_TITLE, open(lang, address, title.as_deref(), kinds))
        }
        Unsubscribe::Done { title, kind } => {
            (texts::STOPPED, done_view(lang, title.as_deref(), *kind))
        }
        Unsubscribe::Closed => (
            texts::STOP_CLOSED,
            view! { <p class="text">{texts::STOP_CLOSED_TEXT.in_lang(lang)}</p> }.into_any(),
        ),
    };
    let main = view! {
        <div class="page notifications-page">
            <h1>{heading.in_lang(lang)}</h1>
            {body}
            <p>
                <a href="/avis/reglages">{texts::ALL_CHOICES.in_lang(lang)}</a>
            </p>
        </div>
    };
    document(context, heading.in_lang(lang), main)
}

fn dossier(lang: Lang, title: Option<&str>) -> Option<AnyView> {
    let title = texts::DOSSIER.fill(lang, &[("title", title?)]);
    Some(view! { <p class="lede">{title}</p> }.into_any())
}

fn open(lang: Lang, address: &str, title: Option<&str>, of: &[Kind]) -> AnyView {
    let each = of.iter().map(|kind| {
        let kind_words = kinds::on(*kind).in_lang(lang);
        let label = texts::STOP_KIND.fill(lang, &[("kind", kind_words)]);
        view! { <button class="button" name="kind" value=kind.as_str()>{label}</button> }
    });
    view! {
        {dossier(lang, title)}
        <p class="text">{texts::STOP_LEDE.in_lang(lang)}</p>
        <form class="stop-form" method="post" action=address.to_owned()>
            {each.collect_view()}
            <button class="button-main" name="kind" value="all">
                {texts::STOP_ALL.in_lang(lang)}
            </button>
        </form>
    }
    .into_any()
}

fn done_view(lang: Lang, title: Option<&str>, kind: Option<Kind>) -> AnyView {
    let says = match kind {
        Some(kind) => texts::STOPPED_KIND.fill(lang, &[("kind", kinds::on(kind).in_lang(lang))]),
        None => texts::STOPPED_ALL.in_lang(lang).to_owned(),
    };
    view! {
        {dossier(lang, title)}
        <p class="text" role="status">{says}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    #[test]
    fn what_others_wrote_is_shown_as_text() {
        let title = Some(HOSTILE.to_owned());
        let address = HOSTILE.to_owned();
        let open = Unsubscribe::Open { address, title: title.clone(), kinds: Kind::ALL.to_vec() };
        assert_harmless(&page(&context(Lang::Fr), &open));
        assert_harmless(&page(&context(Lang::Fr), &Unsubscribe::Done { title, kind: None }));
    }

    #[test]
    fn each_kind_of_the_email_can_be_ended_and_everything() {
        let address = "/courriels/arret/s".to_owned();
        let open =
            Unsubscribe::Open { address, title: None, kinds: vec![Kind::Mention, Kind::Reply] };
        let page = page(&context(Lang::En), &open);
        assert_eq!(page.matches("name=\"kind\"").count(), 3, "{page}");
        assert!(page.contains("No longer send: I am mentioned"), "{page}");
    }
}
