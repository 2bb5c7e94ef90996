//! The totals of the budget, live: what is spent, who pays, and whether the two agree.
//! Owns: how totals are shown. Does not know: how they are added up.

use crate::live::Live;
use crate::texts::dossier as texts;
use dossier::form::budget::Totals;
use dossier::form::identifiers::Cents;
use dossier::form::lists::{FUNDERS, Nature};
use dossier::form::{SectionId, ledger};
use leptos::prelude::*;

pub fn totals(live: Live) -> AnyView {
    let lang = live.lang;
    let read = move || live.whole(SectionId::Budget, ledger::read);
    let totals = Memo::new(move |_| read());
    let money = move |cents: Cents| cents.format(lang);
    let table = move |caption: &'static str, rows: Vec<(String, Cents)>| {
        let rows = rows
            .into_iter()
            .map(|(label, cents)| {
                view! { <tr><th scope="row">{label}</th><td>{money(cents)}</td></tr> }
            })
            .collect_view();
        view! {
            <table class="totals-table">
                <caption>{caption}</caption>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    let tables = move || {
        totals.get().map(|totals| {
            let natures = [Nature::Title2, Nature::Operating, Nature::Investment];
            let mut by_nature: Vec<_> = natures
                .into_iter()
                .zip(totals.by_nature)
                .map(|(nature, cents)| (nature.label().in_lang(lang).to_owned(), cents))
                .collect();
            if totals.unclassified > Cents::ZERO {
                by_nature.push((texts::UNCLASSIFIED.in_lang(lang).to_owned(), totals.unclassified));
            }
            let funder = |(id, cents): (String, Cents)| {
                let label = FUNDERS.get(&id).map(|item| item.label.in_lang(lang).to_owned());
                (label.unwrap_or(id), cents)
            };
            let by_funder = totals.by_funder.into_iter().map(funder).collect();
            view! {
                {table(texts::BY_NATURE.in_lang(lang), by_nature)}
                {table(texts::BY_YEAR.in_lang(lang), totals.by_year)}
                {table(texts::BY_FUNDER.in_lang(lang), by_funder)}
            }
        })
    };
    let sums = move || {
        totals.get().map(|totals| {
            let all = [
                (texts::EXPENSES, totals.expenses),
                (texts::FUNDING, totals.funding),
                (texts::FIP_REQUESTED, totals.fip_requested),
            ];
            all.into_iter()
                .map(|(label, cents)| {
                    view! {
                        <div class="sum">
                            <dt>{label.in_lang(lang)}</dt>
                            <dd>{money(cents)}</dd>
                        </div>
                    }
                })
                .collect_view()
        })
    };
    let state = move || totals.with(|totals| totals.as_ref().map_or("empty", state));
    let says = move || totals.with(|totals| totals.as_ref().map(|totals| verdict(totals, live)));
    let over = move || {
        let over = totals.with(|totals| totals.as_ref().is_some_and(|t| t.fip_over_eligible));
        over.then(|| view! { <p class="field-warning">{texts::FIP_OVER.in_lang(lang)}</p> })
    };
    view! {
        <div class="budget-totals" role="group" aria-label=texts::TOTALS.in_lang(lang)>
            <dl class="sums">{sums}</dl>
            <p class="balance" data-state=state role="status">{says}</p>
            {over}
            <div class="totals-tables">{tables}</div>
        </div>
    }
    .into_any()
}

fn state(totals: &Totals) -> &'static str {
    match totals.balance {
        _ if totals.expenses == Cents::ZERO && totals.funding == Cents::ZERO => "empty",
        Cents::ZERO => "balanced",
        balance if balance > Cents::ZERO => "over",
        _ => "under",
    }
}

fn verdict(totals: &Totals, live: Live) -> String {
    let gap = Cents(totals.balance.0.abs()).format(live.lang);
    let values = [("gap", gap.as_str())];
    match state(totals) {
        "empty" => texts::BUDGET_EMPTY.in_lang(live.lang).to_owned(),
        "balanced" => texts::BALANCED.in_lang(live.lang).to_owned(),
        "over" => texts::FUNDING_OVER.fill(live.lang, &values),
        _ => texts::FUNDING_UNDER.fill(live.lang, &values),
    }
}
