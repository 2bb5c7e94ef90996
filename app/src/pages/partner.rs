//! What concerns one partner: their rows, what is asked of them, open questions, and the accord de
//! principe about exactly what the page shows. A page without script. Does not know who may see it,
//! nor how an accord is kept.

use crate::components::banner::alert;
use crate::shell::{PageContext, document};
use crate::texts::{accord as texts, people};
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::partner::accord::{Agreed, Asked, Difference, Names};
use dossier::zone::Zone;
use leptos::prelude::*;

mod accord;
mod asked;
mod project;

pub use accord::{in_lines, lines, lines_html};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Partner {
    pub dossier: String,
    /// The clock of the school, for its days.
    pub zone: Zone,
    pub title: String,
    pub account: String,
    pub name: String,
    /// Whether this is the reader's own page: only then can something be agreed on it.
    pub is_reader: bool,
    /// Every partner, for those who read the pages of all.
    pub all: Vec<(String, String)>,
    pub agreed: Agreed,
    /// What its rows point to, by name.
    pub names: Names,
    pub asked: Asked,
    /// In hundredths.
    pub rate: i64,
    pub questions: Vec<Question>,
    /// The last one first.
    pub accords: Vec<Accord>,
    /// What of the accord that counts is different now.
    pub since: Vec<Difference>,
    /// What was sent was not what is there: what is different, if that can be told.
    pub stale: Option<Vec<Difference>>,
}

/// Something said beside the partner's rows that nobody has settled.
#[derive(Clone, Debug)]
pub struct Question {
    pub section: SectionId,
    /// What it is about, in words.
    pub about: String,
    pub name: String,
    pub at: i64,
    pub text: String,
}

/// Milliseconds since 1970, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accord {
    pub at: i64,
    pub withdrawn_at: Option<i64>,
}

pub fn page(context: &PageContext, partner: &Partner) -> String {
    let lang = context.lang;
    let title = match partner.is_reader {
        true => texts::TITLE.in_lang(lang).to_owned(),
        false => texts::TITLE_OF.fill(lang, &[("name", &partner.name)]),
    };
    let stale = partner.stale.as_ref().map(|changes| {
        let list = (!changes.is_empty()).then(|| {
            view! {
                <h2>{texts::STALE_CHANGES.in_lang(lang)}</h2>
                {accord::differences(lang, changes)}
            }
        });
        view! {
            {alert(texts::STALE.in_lang(lang))}
            {list}
        }
    });
    let main = view! {
        <div class="page partner-page">
            {back(lang, &partner.dossier, &partner.title)}
            {choice(lang, partner)}
            <h1>{title.clone()}</h1>
            {stale}
            {project::project(lang, &partner.agreed)}
            {project::rows(lang, &partner.agreed.in_words(lang, &partner.names))}
            {asked::asked(lang, partner)}
            {asked::questions(lang, partner)}
            {accord::accord(lang, partner)}
        </div>
    };
    document(context, &title, main)
}

/// For those who read the pages of all partners, where there is none.
pub fn nobody(context: &PageContext, dossier: &str, title: &str) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page partner-page">
            {back(lang, dossier, title)}
            <h1>{texts::LINK.in_lang(lang)}</h1>
            <p class="text">{texts::NO_PARTNER.in_lang(lang)}</p>
        </div>
    };
    document(context, texts::LINK.in_lang(lang), main)
}

fn back(lang: Lang, dossier: &str, title: &str) -> AnyView {
    let words = people::BACK.fill(lang, &[("title", title)]);
    view! {
        <p>
            <a href=format!("/dossiers/{dossier}")>{words}</a>
        </p>
    }
    .into_any()
}

fn choice(lang: Lang, partner: &Partner) -> Option<AnyView> {
    let links = partner
        .all
        .iter()
        .map(|(account, name)| {
            let at = format!("/dossiers/{}/partenaire?partner={account}", partner.dossier);
            let current = (*account == partner.account).then_some("page");
            view! { <a href=at aria-current=current>{name.clone()}</a> }
        })
        .collect_view();
    (!partner.all.is_empty()).then(|| {
        view! {
            <nav class="tabs flush" aria-label=texts::CHOOSE.in_lang(lang)>
                {links}
            </nav>
        }
        .into_any()
    })
}
