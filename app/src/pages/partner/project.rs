//! What an accord is about: the project by its title and sums, and the partner's rows, list by
//! list. Does not know: whether it was given.

use crate::texts::accord as texts;
use dossier::form::identifiers::Cents;
use dossier::form::ledger;
use dossier::lang::{Lang, Text};
use dossier::partner::accord::{Agreed, InWords};
use leptos::prelude::*;

pub(super) fn project(lang: Lang, agreed: &Agreed) -> AnyView {
    let sum = |cents: i64| Cents(cents).format(lang);
    view! {
        <section class="partner-part" aria-labelledby="project">
            <h2 id="project">{texts::PROJECT.in_lang(lang)}</h2>
            <p class="lede">{agreed.title.clone()}</p>
            <dl class="facts">
                <dt>{texts::COSTS.in_lang(lang)}</dt>
                <dd class="amount">{sum(agreed.expenses)}</dd>
                <dt>{texts::FUNDED.in_lang(lang)}</dt>
                <dd class="amount">{sum(agreed.funding)}</dd>
            </dl>
        </section>
    }
    .into_any()
}

/// The partner's rows, list by list; everything that an accord is about.
pub(super) fn rows(lang: Lang, all: &[InWords]) -> AnyView {
    if all.is_empty() {
        return view! { <p class="text">{texts::NOTHING.in_lang(lang)}</p> }.into_any();
    }
    let list = |name: &'static str, key: &str, title: Text| {
        let of_list: Vec<&InWords> = all.iter().filter(|one| one.row.rows == key).collect();
        (!of_list.is_empty()).then(|| {
            let entries = of_list.into_iter().map(|one| row(lang, one)).collect_view();
            view! {
                <section class="partner-part" aria-labelledby=name>
                    <h2 id=name>{title.in_lang(lang)}</h2>
                    <ul class="roster">{entries}</ul>
                </section>
            }
        })
    };
    view! {
        {list("entry", "partners", texts::ENTRY)}
        {list("lines", ledger::LINES, texts::LINES)}
        {list("funding", ledger::FUNDING, texts::FUNDING_LINES)}
    }
    .into_any()
}

fn row(lang: Lang, one: &InWords) -> AnyView {
    let name = match one.name.as_str() {
        "" => texts::UNNAMED.in_lang(lang).to_owned(),
        name => name.to_owned(),
    };
    let facts = one
        .says
        .iter()
        .filter(|(_, says)| *says != one.name)
        .map(|(label, says)| {
            view! {
                <dt>{label.in_lang(lang)}</dt>
                <dd>{says.clone()}</dd>
            }
        })
        .collect_view();
    view! {
        <li class="entry">
            <div class="entry-words">
                <h3>{name}</h3>
            </div>
            <dl class="facts">{facts}</dl>
        </li>
    }
    .into_any()
}
