//! Which part of a dossier is a member's to write: shown, and decided by head or lead.
//! Does not know: how a standing is kept, what else a role allows.

use crate::AppState;
use crate::acts::people::write_scope as scope;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::account::Member;
use crate::store::people::write_scope::Owner;
use crate::web::people::to_people;
use app::pages::people::write_scope::{self as page, OneRow, Rows, WriteScope};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use dossier::document::path;
use dossier::document::read::Value;
use dossier::document::schema::SectionDoc;
use dossier::form::identifiers::Cents;
use dossier::form::lists::FUNDERS;
use dossier::form::{Kind, SectionId, ledger, section};
use dossier::lang::{Lang, Text, one_line};
use dossier::rights::{Action, ROWS, Role, Row, narrowable};
use std::collections::BTreeMap;

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, account)): Path<(String, String)>,
) -> Result<Response, Error> {
    authorise(&state, &id, &reader, Action::AssignParts).await?;
    let member = scope::writer(&state, &id, &account).await?;
    let owners = state.store.owners(&id).await?;
    let docs =
        if member.role == Role::Partner { scope::docs(&state, &id).await? } else { Vec::new() };
    let context = reader.context;
    let sections = narrowable(member.role).into_iter();
    let writes =
        |section: &SectionId| member.sections.as_ref().is_none_or(|some| some.contains(section));
    let shown = WriteScope {
        dossier: id,
        sections: sections.map(|section| (section, writes(&section))).collect(),
        lists: lists(context.lang, &docs, &member, &owners),
        account: member.account,
        name: member.name,
        role: member.role,
    };
    Ok(html(page::page(&context, &shown)))
}

/// A name comes as often as a box was ticked.
pub async fn assign(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, account)): Path<(String, String)>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Redirect, Error> {
    authorise(&state, &id, &reader, Action::AssignParts).await?;
    let named = |name: &'static str| {
        typed.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    };
    let scope = scope::WriteScope {
        sections: named("section").filter_map(SectionId::from_name).collect(),
        shown: named("shown").filter_map(Row::parse).collect(),
        chosen: named("row").filter_map(Row::parse).collect(),
    };
    scope::assign(&state, &id, &account, scope).await?;
    Ok(to_people(&id))
}

fn lists(lang: Lang, docs: &[SectionDoc], member: &Member, owners: &[Owner]) -> Vec<Rows> {
    let mut others: BTreeMap<&Row, Vec<String>> = BTreeMap::new();
    for owner in owners.iter().filter(|owner| owner.account != member.account) {
        others.entry(&owner.row).or_default().push(one_line(&owner.name));
    }
    let list = |(id, rows): (SectionId, &'static str)| {
        let doc = docs.iter().find(|doc| doc.section.id == id)?;
        let of_row = |id_of_row: String| {
            let row = Row::new(id, rows, &id_of_row);
            let (label, note) = words(lang, doc, &path::Path::field(rows).row(&id_of_row), rows);
            OneRow {
                value: row.to_string(),
                label,
                note,
                own: member.rows.contains(&row),
                others: others.get(&row).map(|names| names.join(", ")).unwrap_or_default(),
            }
        };
        let label = section(id).field(rows).map_or(Text::new("", ""), |field| field.label);
        let rows = doc.rows(&path::Path::field(rows)).into_iter().map(of_row).collect();
        Some(Rows { list: label, rows })
    };
    ROWS.into_iter().filter_map(list).collect()
}

/// What names a row, and what else tells it from others.
fn words(lang: Lang, doc: &SectionDoc, row: &path::Path, rows: &str) -> (String, String) {
    let words = |column: &str| one_line(&doc.words(&row.column(column)));
    let chosen = |column: &str| {
        let place = row.column(column);
        let value = doc.value(&place);
        let id = value.as_ref().and_then(Value::words).unwrap_or_default();
        let list = match place.field_in(doc.section).map(|field| field.kind) {
            Some(Kind::Choice(list)) => list.get(id),
            _ => None,
        };
        list.map_or(id, |item| item.label.in_lang(lang)).to_owned()
    };
    let parts = |parts: [String; 2]| {
        let some: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        some.join(" · ")
    };
    match rows {
        ledger::LINES => {
            let amount = ledger::amount(doc, row).format(lang);
            (words("label"), parts([chosen("schoolYear"), amount]))
        }
        ledger::FUNDING => {
            let source = doc.value(&row.column("source"));
            let funder = source.as_ref().and_then(Value::words).and_then(|id| FUNDERS.get(id));
            let funder = funder.map(|item| item.label.in_lang(lang)).unwrap_or_default();
            let cents = doc.value(&row.column("amount")).and_then(|value| value.number());
            let amount = Cents(cents.unwrap_or_default() as i64).format(lang);
            (parts([funder.to_owned(), words("label")]), amount)
        }
        _ => (words("name"), chosen("type")),
    }
}
