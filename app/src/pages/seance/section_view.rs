//! A section to be read from afar: what is filled in, and nothing to fill in. Does not know: a live
//! document's signals, walls.

use super::comments;
use crate::texts::{dossier as dossier_texts, seance as texts};
use dossier::document::path::Path;
use dossier::document::schema::SectionDoc;
use dossier::document::text;
use dossier::form::identifiers::Cents;
use dossier::form::{Field, Kind, RowLayout, Rows, SectionId, ledger};
use dossier::lang::Lang;
use dossier::threads::Thread;
use dossier::threads::suggestion::{current, shown};
use leptos::prelude::*;

/// The whole section, its title first; with the comments on it, if they are shown.
pub fn section(lang: Lang, doc: &SectionDoc, comments: Option<&[Thread]>) -> AnyView {
    let section = doc.section;
    let threads = comments.unwrap_or_default();
    let read: Vec<AnyView> = section
        .fields
        .iter()
        .flat_map(|one| {
            let read = fields(lang, doc, std::slice::from_ref(one), None);
            let said = comments::of_field(lang, threads, one);
            read.into_iter().chain(said)
        })
        .collect();
    let whole = comments::of_whole(lang, threads);
    let silent = comments.is_some_and(<[Thread]>::is_empty).then(|| comments::nothing(lang));
    let totals = (section.id == SectionId::Budget).then(|| totals(lang, doc));
    let empty = read.is_empty().then(|| {
        view! { <p class="reading-empty">{texts::EMPTY_SECTION.in_lang(lang)}</p> }
    });
    view! {
        <h1>{section.title.in_lang(lang)}</h1>
        {totals}
        {silent}
        {whole}
        {read}
        {empty}
    }
    .into_any()
}

fn fields(lang: Lang, doc: &SectionDoc, fields: &[Field], row: Option<&Path>) -> Vec<AnyView> {
    let one = |field: &Field| {
        let path = row.map_or_else(|| Path::field(field.key), |row| row.column(field.key));
        let said = match field.kind {
            Kind::Rich { .. } => rich(doc, &path),
            Kind::List { .. } => list(doc, &path),
            Kind::Rows(rows) => of_rows(lang, doc, &path, rows),
            _ => words(lang, doc, field, &path).map(|words| view! { <p>{words}</p> }.into_any()),
        }?;
        let label = field.label.in_lang(lang);
        let head = match row {
            None => view! { <h2>{label}</h2> }.into_any(),
            Some(_) => view! { <h4>{label}</h4> }.into_any(),
        };
        let key = row.is_none().then_some(field.key);
        Some(view! { <div class="reading-field" data-field=key>{head} {said}</div> }.into_any())
    };
    fields.iter().filter_map(one).collect()
}

fn words(lang: Lang, doc: &SectionDoc, field: &Field, path: &Path) -> Option<String> {
    let words = shown(field, &current(doc, path)?, lang);
    (!words.trim().is_empty()).then_some(words)
}

fn rich(doc: &SectionDoc, path: &Path) -> Option<AnyView> {
    let blocks = doc.blocks(path);
    let any = blocks.iter().flat_map(|block| &block.runs).any(|run| !run.words.trim().is_empty());
    any.then(|| {
        view! { <div class="reading-text" inner_html=text::html(&blocks)></div> }.into_any()
    })
}

fn list(doc: &SectionDoc, path: &Path) -> Option<AnyView> {
    let items: Vec<String> =
        doc.rows(path).iter().map(|id| doc.words(&path.row(id).column("text"))).collect();
    let items: Vec<String> = items.into_iter().filter(|item| !item.trim().is_empty()).collect();
    (!items.is_empty()).then(|| {
        let items = items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view();
        view! { <ul>{items}</ul> }.into_any()
    })
}

fn of_rows(lang: Lang, doc: &SectionDoc, path: &Path, rows: &'static Rows) -> Option<AnyView> {
    let ids = doc.rows(path);
    if ids.is_empty() {
        return None;
    }
    Some(match rows.layout {
        RowLayout::Table => table(lang, doc, path, rows, &ids),
        RowLayout::Cards => {
            let card = |id: &String| {
                let row = path.row(id);
                let title = rows.fields.iter().find(|field| field.key == rows.title);
                let name = title.and_then(|field| words(lang, doc, field, &row.column(field.key)));
                let rest: Vec<AnyView> = rows
                    .fields
                    .iter()
                    .filter(|field| field.key != rows.title)
                    .flat_map(|field| fields(lang, doc, std::slice::from_ref(field), Some(&row)))
                    .collect();
                view! { <li class="reading-card">{name.map(|name| view! { <h3>{name}</h3> })} {rest}</li> }
            };
            let cards = ids.iter().map(card).collect_view();
            view! { <ul class="reading-cards">{cards}</ul> }.into_any()
        }
    })
}

/// Columns that can be read from ten metres.
const COLUMNS: usize = 5;

/// What a hall wants to know of an expense, besides what it comes to in all.
const EXPENSES: [&str; 4] = ["label", "quantity", "unitAmount", "mainFunder"];

/// A table with the columns in which something is said. Where these are too many, the name of a row
/// and its numbers come before choices and remarks.
fn table(lang: Lang, doc: &SectionDoc, path: &Path, rows: &Rows, ids: &[String]) -> AnyView {
    let cell = |id: &str, field: &Field| words(lang, doc, field, &path.row(id).column(field.key));
    let said = |field: &&Field| ids.iter().any(|id| cell(id, field).is_some());
    let is_number = |field: &Field| matches!(field.kind, Kind::Money | Kind::Number { .. });
    let expenses = path.as_str() == ledger::LINES;
    let told = |field: &&Field| !expenses || EXPENSES.contains(&field.key);
    let mut columns: Vec<(usize, &Field)> =
        rows.fields.iter().filter(told).filter(said).enumerate().collect();
    columns.sort_by_key(|(at, field)| (field.key != rows.title, !is_number(field), *at));
    columns.truncate(COLUMNS);
    columns.sort_by_key(|(at, _)| *at);
    let columns: Vec<&Field> = columns.into_iter().map(|(_, field)| field).collect();
    let class = |field: &Field| is_number(field).then_some("number");
    let head = columns
        .iter()
        .map(|field| view! { <th scope="col" class=class(field)>{field.label.in_lang(lang)}</th> })
        .collect_view();
    let amount_head = expenses.then(|| {
        view! { <th scope="col" class="number">{dossier_texts::AMOUNT.in_lang(lang)}</th> }
    });
    let body = ids
        .iter()
        .map(|id| {
            let cells = columns
                .iter()
                .map(|field| {
                    // On a phone a row is a card, whose cells say what they are.
                    let label = field.label.in_lang(lang);
                    view! {
                        <td class=class(field) data-label=label>
                            {cell(id, field).unwrap_or_default()}
                        </td>
                    }
                })
                .collect_view();
            let amount = expenses.then(|| {
                let amount = ledger::amount(doc, &path.row(id)).format(lang);
                let label = dossier_texts::AMOUNT.in_lang(lang);
                view! { <td class="number" data-label=label>{amount}</td> }
            });
            view! { <tr>{cells} {amount}</tr> }
        })
        .collect_view();
    view! {
        <table>
            <thead>
                <tr>{head} {amount_head}</tr>
            </thead>
            <tbody>{body}</tbody>
        </table>
    }
    .into_any()
}

fn totals(lang: Lang, doc: &SectionDoc) -> AnyView {
    let totals = ledger::read(doc);
    let all = [
        (dossier_texts::EXPENSES, totals.expenses),
        (dossier_texts::FUNDING, totals.funding),
        (dossier_texts::FIP_REQUESTED, totals.fip_requested),
    ];
    let sum = |(label, cents): (dossier::lang::Text, Cents)| {
        view! { <div><dt>{label.in_lang(lang)}</dt> <dd>{cents.format(lang)}</dd></div> }
    };
    view! { <dl class="reading-totals">{all.map(sum).collect_view()}</dl> }.into_any()
}
