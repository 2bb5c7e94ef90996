//! All that is kept of one account, for its owner. Owns: which rows those are; what a table keeps
//! of somebody is here or in no table. Does not know: how it is shown. No secrets: neither
//! passwords nor digests of sessions; no words of others.

use crate::clock::iso;
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use serde::Serialize;
use serde_json::Value as Json;
use sqlx::FromRow;

/// One thing that is kept: what it is about, when, and what it says.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dossier: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub what: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(skip_serializing_if = "Json::is_null")]
    pub content: Json,
}

/// Each list in the order of time.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnData {
    pub name: String,
    pub quality: String,
    /// A guest has none.
    pub email: Option<String>,
    pub created_at: String,
    /// Of a guest, to the day: of nobody else is it kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<String>,
    pub memberships: Vec<Item>,
    pub comments: Vec<Item>,
    pub suggestions: Vec<Item>,
    pub consents: Vec<Item>,
    pub accords: Vec<Item>,
    pub assignments: Vec<Item>,
    pub mentions: Vec<Item>,
    pub invitations: Vec<Item>,
    pub rows: Vec<Item>,
    pub writing: Vec<Item>,
    pub notifications: Vec<Item>,
    pub emails: Vec<Item>,
    pub choices: Vec<Item>,
    pub seances: Vec<Item>,
    pub classes: Vec<Item>,
    pub ideas: Vec<Item>,
    pub ballots: Vec<Item>,
    pub turns: Vec<Item>,
    pub read: Vec<Item>,
    pub sessions: Vec<Item>,
    pub links: Vec<Item>,
    pub browsers: Vec<Item>,
}

#[derive(FromRow)]
struct Row {
    dossier: Option<String>,
    section: Option<i16>,
    what: Option<String>,
    at: Option<i64>,
    until: Option<i64>,
    text: Option<String>,
    content: Option<String>,
}

type AccountRow = (String, String, String, String, i64, Option<i64>);

impl Store {
    /// [`StoreError::NotFound`] for who is not there.
    pub async fn own_data(&self, account: &str) -> Result<OwnData, StoreError> {
        let mut tx = self.reader.begin_reading().await?;
        let sql = "select name, quality, email, kind, created_at, last_seen_at from account \
                   where id = $1 and erased_at is null";
        let row: Option<AccountRow> = on_pool!(&mut tx, |db| {
            sqlx::query_as(sql).bind(account).fetch_optional(&mut **db).await?
        });
        let (name, quality, email, kind, created, seen) = row.ok_or(StoreError::NotFound)?;
        let data = OwnData {
            name,
            quality,
            email: (kind == "member").then_some(email),
            created_at: iso(created),
            seen_at: seen.map(iso),
            memberships: items(&mut tx, MEMBERSHIPS, account).await?,
            comments: items(&mut tx, COMMENTS, account).await?,
            suggestions: items(&mut tx, SUGGESTIONS, account).await?,
            consents: items(&mut tx, CONSENTS, account).await?,
            accords: items(&mut tx, ACCORDS, account).await?,
            assignments: items(&mut tx, ASSIGNMENTS, account).await?,
            mentions: items(&mut tx, MENTIONS, account).await?,
            invitations: items(&mut tx, INVITATIONS, account).await?,
            rows: items(&mut tx, ROWS, account).await?,
            writing: items(&mut tx, WRITING, account).await?,
            notifications: items(&mut tx, NOTIFICATIONS, account).await?,
            emails: items(&mut tx, EMAILS, account).await?,
            choices: items(&mut tx, CHOICES, account).await?,
            seances: items(&mut tx, SEANCES, account).await?,
            classes: items(&mut tx, CLASSES, account).await?,
            ideas: items(&mut tx, IDEAS, account).await?,
            ballots: items(&mut tx, BALLOTS, account).await?,
            turns: items(&mut tx, TURNS, account).await?,
            read: items(&mut tx, READ, account).await?,
            sessions: items(&mut tx, SESSIONS, account).await?,
            links: items(&mut tx, LINKS, account).await?,
            browsers: items(&mut tx, BROWSERS, account).await?,
        };
        tx.commit().await?;
        Ok(data)
    }
}

// Each yields the columns of `Row`; what there is none of is null.
const MEMBERSHIPS: &str = "select d.title as dossier, null as section, m.role as what, \
    m.joined_at as at, null as until, m.quality as text, null as content \
    from membership m join dossier d on d.id = m.dossier_id where m.account_id = $1 \
    order by m.joined_at, d.id";
const COMMENTS: &str = "select d.title as dossier, t.section, t.kind as what, r.created_at as at, \
    t.resolved_at as until, r.text, null as content \
    from remark r join thread t on t.id = r.thread_id join dossier d on d.id = t.dossier_id \
    where r.account_id = $1 order by r.created_at, r.id";
const SUGGESTIONS: &str = "select d.title as dossier, t.section, \
    case when s.accepted is null then 'open' when s.accepted then 'accepted' else 'refused' end \
    as what, t.opened_at as at, s.decided_at as until, null as text, s.content \
    from suggestion s join thread t on t.id = s.thread_id join dossier d on d.id = t.dossier_id \
    where t.opened_by = $1 order by t.opened_at, t.id";
const CONSENTS: &str = "select d.title as dossier, c.section, null as what, c.given_at as at, \
    null as until, null as text, null as content \
    from consent c join dossier d on d.id = c.dossier_id \
    where c.account_id = $1 order by c.given_at, d.id, c.section";
const ACCORDS: &str = "select d.title as dossier, null as section, null as what, a.given_at as at, \
    a.withdrawn_at as until, null as text, a.content from accord a \
    join dossier d on d.id = a.dossier_id where a.account_id = $1 order by a.given_at, a.id";
const ASSIGNMENTS: &str = "select d.title as dossier, t.section, null as what, \
    a.assigned_at as at, null as until, a.due_on as text, null as content from assignment a \
    join thread t on t.id = a.thread_id join dossier d on d.id = t.dossier_id \
    where a.account_id = $1 order by a.assigned_at, t.id";
const MENTIONS: &str = "select d.title as dossier, t.section, null as what, r.created_at as at, \
    null as until, null as text, null as content \
    from remark_mention m join remark r on r.id = m.remark_id \
    join thread t on t.id = r.thread_id join dossier d on d.id = t.dossier_id \
    where m.account_id = $1 order by r.created_at, r.id";
const INVITATIONS: &str = "select d.title as dossier, null as section, i.role as what, \
    i.created_at as at, i.expires_at as until, null as text, null as content from invitation i \
    join dossier d on d.id = i.dossier_id where i.created_by = $1 order by i.created_at, i.id";
const ROWS: &str = "select d.title as dossier, o.section, o.field as what, null as at, \
    null as until, o.row_id as text, null as content from row_owner o \
    join dossier d on d.id = o.dossier_id where o.account_id = $1 \
    order by d.id, o.section, o.field, o.row_id";
const WRITING: &str = "select d.title as dossier, u.section, null as what, \
    min(u.accepted_at) as at, max(u.accepted_at) as until, \
    cast(count(*) as text) as text, null as content from section_update u \
    join dossier d on d.id = u.dossier_id where u.account_id = $1 \
    group by d.id, d.title, u.section order by d.id, u.section";
const NOTIFICATIONS: &str = "select d.title as dossier, n.section, n.kind as what, \
    n.created_at as at, n.read_at as until, null as text, null as content from notification n \
    join dossier d on d.id = n.dossier_id where n.account_id = $1 order by n.created_at, n.id";
const EMAILS: &str = "select d.title as dossier, null as section, e.status as what, \
    e.created_at as at, e.ended_at as until, null as text, null as content from email e \
    join dossier d on d.id = e.dossier_id where e.account_id = $1 order by e.created_at, e.id";
const CHOICES: &str = "select d.title as dossier, null as section, p.kind as what, null as at, \
    null as until, p.pace as text, null as content from email_setting p \
    join dossier d on d.id = p.dossier_id where p.account_id = $1 order by d.id, p.kind";
const SEANCES: &str = "select d.title as dossier, null as section, s.title as what, \
    p.joined_at as at, s.ended_at as until, trim(p.seat || ' ' || coalesce(p.email, '')) as text, \
    null as content \
    from seance_participant p join seance s on s.id = p.seance_id \
    join dossier d on d.id = s.dossier_id where p.account_id = $1 order by p.joined_at, s.id";
const CLASSES: &str = "select d.title as dossier, null as section, s.title as what, \
    c.created_at as at, s.ended_at as until, c.name as text, null as content from class c \
    join seance s on s.id = c.seance_id join dossier d on d.id = s.dossier_id \
    where c.adult_id = $1 order by c.created_at, s.id";
const IDEAS: &str = "select d.title as dossier, null as section, null as what, \
    i.created_at as at, null as until, i.text, null as content \
    from idea i join seance s on s.id = i.seance_id \
    join dossier d on d.id = s.dossier_id where i.account_id = $1 order by i.created_at, i.id";
const BALLOTS: &str = "select d.title as dossier, null as section, v.question as what, \
    b.cast_at as at, null as until, trim(b.answer || ' ' || b.reason) as text, null as content \
    from ballot b join vote v on v.id = b.vote_id \
    join seance s on s.id = v.seance_id join dossier d on d.id = s.dossier_id \
    where b.account_id = $1 order by b.cast_at, v.id";
const TURNS: &str = "select d.title as dossier, null as section, s.title as what, \
    t.requested_at as at, t.ended_at as until, null as text, null as content from speaking_turn t \
    join seance s on s.id = t.seance_id join dossier d on d.id = s.dossier_id \
    where t.account_id = $1 order by t.requested_at, t.id";
const READ: &str = "select d.title as dossier, t.section, null as what, null as at, null as until, \
    cast(count(*) as text) as text, null as content from thread_seen s \
    join thread t on t.id = s.thread_id join dossier d on d.id = t.dossier_id \
    where s.account_id = $1 group by d.id, d.title, t.section order by d.id, t.section";
const LINKS: &str = "select null as dossier, null as section, purpose as what, \
    created_at as at, expires_at as until, email as text, null as content from account_link \
    where account_id = $1 order by created_at, purpose";
const SESSIONS: &str = "select null as dossier, null as section, null as what, began_at as at, \
    expires_at as until, browser as text, null as content from login_session \
    where account_id = $1 order by began_at, id";

const BROWSERS: &str = "select null as dossier, null as section, null as what, seen_at as at, \
    null as until, null as text, null as content from browser where account_id = $1 \
    order by seen_at";

async fn items(tx: &mut Tx, sql: &'static str, account: &str) -> Result<Vec<Item>, StoreError> {
    let rows: Vec<Row> =
        on_pool!(tx, |db| sqlx::query_as(sql).bind(account).fetch_all(&mut **db).await?);
    let item = |row: Row| Item {
        dossier: row.dossier.unwrap_or_default(),
        section: row.section.and_then(section).map(SectionId::name),
        what: row.what.unwrap_or_default(),
        at: row.at.map(iso).unwrap_or_default(),
        until: row.until.map(iso),
        // Those who are named are others.
        text: row
            .text
            .map(|text| dossier::threads::spoken(&text, |_| Some("…".to_owned())))
            .unwrap_or_default(),
        content: row.content.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(item).collect())
}

fn section(number: i16) -> Option<SectionId> {
    u8::try_from(number).ok().and_then(SectionId::from_number)
}
