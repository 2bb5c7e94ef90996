//! An open dossier: its page, and the websocket that keeps it alive.
//! Does not know: what a section holds, what travels on the socket.

use crate::acts::{accords, consents, threads};
use crate::auth::SignedIn;
use crate::auth::address::ClientAddress;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::limits::quotas::{Fullness, Quotas, fullness};
use crate::replay::shared::Waiting;
use crate::rooms::socket;
use crate::store::account::Member;
use crate::store::people::write_scope::Owner;
use crate::web::whose;
use crate::{AppState, clock};
use app::pages::dossier::{Boot, NearlyFull, State as Section, page};
use app::pages::partner;
use app::pages::threads::{Panel, Reader};
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use dossier::form::SectionId;
use dossier::lang::{Lang, one_line};
use dossier::rights::Action;
use dossier::sync::close;
use dossier::sync::room::Who;
use serde::Deserialize;
use std::sync::atomic::Ordering;
use tokio::task::spawn_blocking;

pub mod deletion;
pub mod http_channel;
pub mod list;
pub mod new;

/// The page, with the sections that the reader may read and no others.
pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    // Before the dossier is in memory.
    let sizes = state.store.section_bytes(&id).await?;
    let bytes = sizes.iter().map(|(_, bytes)| bytes).sum();
    let turn = state.pages.turn(&reader.session, bytes).await.ok_or(Error::Panicked)?;
    let states = state.readings.of(&state.store, &id).await?;
    let threads = threads::heard(&state, &id, member.role).await?;
    let sections = consents::section_statuses(&state, &id, &member, &threads).await?;
    let panel = Panel { dossier: id.clone(), sections };
    let (seen, now) = (state.store.seen_versions(&id, &member.account).await?, clock::now());
    let owners = state.store.owners(&id).await?;
    let accords = accords::latest(&state, &id, &member).await?;
    let lines = partner::in_lines(reader.context.lang, &accords);
    let context = reader.context;
    let nearly_full = nearly_full(&state.config.quotas, &sizes, bytes);
    let waiting = Waiting::default();
    let given_up = waiting.given_up();
    // Eighteen documents are read and a long page is written: not on a thread that others wait for.
    let rendered = spawn_blocking(move || {
        let _turn = turn;
        if given_up.load(Ordering::Relaxed) {
            return String::new();
        }
        let standing = member.standing();
        let reads = |section| standing.may(Some(section), Action::Read);
        let readable = states.iter().filter(|(section, _)| reads(*section));
        let boot = Boot {
            sections: readable.map(|(section, state)| Section::new(*section, state)).collect(),
            nearly_full: nearly_full.filter(|full| full.section.is_none_or(reads)),
            dossier: dossier.id,
            reference: dossier.reference,
            status: dossier.status,
            fictitious: dossier.fictitious,
            lang: context.lang,
            written: Lang::from_tag(&dossier.language).unwrap_or_default(),
            account: member.account,
            name: member.name,
            owners: named(&owners, reads),
            standing: standing.clone(),
        };
        let panel_reader = Reader {
            account: boot.account.clone(),
            standing,
            lang: boot.lang,
            written: boot.written,
            seen,
            now,
        };
        page(&context, &boot, &panel_reader, &panel, &threads, &lines)
    });
    Ok(html(rendered.await.map_err(|_| Error::Panicked)?))
}

/// The router has checked the origin; who it is and what they may see is checked here, and every
/// frame is checked again by the room.
pub async fn live(
    State(state): State<AppState>,
    reader: SignedIn,
    address: ClientAddress,
    Path(id): Path<String>,
    Query(tab): Query<Tab>,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let (who, whose) = (who(member), whose(&reader, address));
    let refusal = tab.refusal(&who);
    Ok(socket::upgrade(state.acts.rooms, id, who, refusal, whose, upgrade)?)
}

/// What a tab says of itself as it connects.
#[derive(Deserialize)]
pub struct Tab {
    /// The outline of the standing for which its page was written.
    #[serde(alias = "comme")]
    standing: Option<String>,
}

impl Tab {
    /// With which code its connection ends at once, if the page was written for another standing:
    /// what somebody may do changes also while their tab is away.
    pub(super) fn refusal(&self, who: &Who) -> Option<u16> {
        let of_before = self.standing.as_ref().is_some_and(|said| *said != who.standing.outline());
        of_before.then_some(close::ROLE_CHANGED)
    }
}

/// The door for other Yjs clients: one section, in the protocol of y-websocket. A section that the
/// reader may not read looks as if there were none.
pub async fn sync(
    State(state): State<AppState>,
    reader: SignedIn,
    address: ClientAddress,
    Path((id, section)): Path<(String, String)>,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let section = SectionId::from_name(&section)
        .filter(|section| member.standing().may(Some(*section), Action::Read))
        .ok_or(Error::NotFound)?;
    let whose = whose(&reader, address);
    Ok(socket::upgrade_plain(state.acts.rooms, id, section, who(member), whose, upgrade)?)
}

/// What of a dossier people are to be told before it can grow no further: the dossier itself, or
/// its fullest section.
fn nearly_full(quotas: &Quotas, sizes: &[(SectionId, u64)], all: u64) -> Option<NearlyFull> {
    if fullness(all, quotas.dossier) != Fullness::Room {
        return Some(NearlyFull { section: None });
    }
    let (section, bytes) = sizes.iter().max_by_key(|(_, bytes)| *bytes)?;
    let is_nearly = fullness(*bytes, quotas.section) != Fullness::Room;
    is_nearly.then_some(NearlyFull { section: Some(*section) })
}

/// Each row that is somebody's with the names of those whose it is, as the page wants it.
fn named(owners: &[Owner], reads: impl Fn(SectionId) -> bool) -> String {
    let lines = owners.chunk_by(|a, b| a.row == b.row).filter_map(|of_row| {
        let row = &of_row.first().filter(|owner| reads(owner.row.section))?.row;
        let names: Vec<String> = of_row.iter().map(|owner| one_line(&owner.name)).collect();
        Some(format!("{row}\t{}\n", names.join(", ")))
    });
    lines.collect()
}

/// Who a member is to the room.
pub(super) fn who(member: Member) -> Who {
    let standing = member.standing();
    Who { account: member.account, name: member.name, quality: member.quality, standing }
}
