//! The open dossier: one page, alive. Owns: [`Boot`], the page on the server, and its taking over
//! in the browser, which both build the same view from the same documents. Does not know: the
//! database, rooms.

use crate::components::status::status_badge;
use crate::live::socket::Address;
use crate::live::storage::Source;
use crate::live::{Live, browser};
use crate::pages::partner;
use crate::pages::threads::{Panel, PanelHtml, Reader, panel_html};
use crate::sections::accords::accords;
use crate::sections::navigation::navigation;
use crate::sections::people::people;
use crate::sections::section::section_view;
use crate::sections::state_line::{alert, save_state};
use crate::sections::threads::{threads, threads_button};
use crate::shell::{PageContext, live_document};
use crate::texts::dossier as texts;
use base64::prelude::{BASE64_STANDARD, Engine};
use dossier::document::schema::SectionDoc;
use dossier::form::{SectionId, Step};
use dossier::lang::Lang;
use dossier::rights::workflow::Status;
use dossier::rights::{Action, Standing};
use dossier::threads::{Anchor, Thread};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

pub mod delete;
pub mod list;
pub mod new;

/// What the page starts from, on the server and in the browser alike.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Boot {
    pub dossier: String,
    pub reference: String,
    pub status: Status,
    pub fictitious: bool,
    pub lang: Lang,
    /// The language that the dossier is written in.
    pub written: Lang,
    pub account: String,
    pub name: String,
    /// What the reader may do.
    pub standing: Standing,
    /// Whose rows are whose, as [`Live::new`] reads it.
    pub owners: String,
    /// The state of each section that the reader may read.
    pub sections: Vec<State>,
    /// What can hardly grow further, if anything.
    #[serde(default)]
    pub nearly_full: Option<NearlyFull>,
}

/// A section that has nearly reached its limit; or, without one, the whole dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearlyFull {
    pub section: Option<SectionId>,
}

/// A section's document as one update, in base64.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    pub section: SectionId,
    pub update: String,
}

impl State {
    pub fn new(section: SectionId, update: &[u8]) -> State {
        State { section, update: BASE64_STANDARD.encode(update) }
    }
}

/// The whole HTML document. `threads` is what is said beside the sections, and `sections` what is
/// said of them as a whole, as far as the reader may hear it; `accords` what partners agreed to,
/// each in a line.
pub fn page(
    context: &PageContext,
    boot: &Boot,
    reader: &Reader,
    sections: &Panel,
    threads: &[Thread],
    accords: &[String],
) -> String {
    let owner = Owner::new_root(None);
    owner.with(|| {
        // The server's documents are read once and dropped; they speak to nobody.
        let live = open(boot, || SERVER_CLIENT);
        let title = live
            .doc(SectionId::Summary, |doc| {
                doc.words(&dossier::document::path::Path::field("summary.title"))
            })
            .filter(|title| !title.trim().is_empty())
            .unwrap_or_else(|| boot.reference.clone());
        let gone = |place: &Anchor| live.doc(place.section, |doc| place.is_orphan(doc));
        let mut beside =
            panel_html(reader, sections, threads, |place| gone(place).unwrap_or_default());
        let role = boot.standing.role;
        beside.accords = partner::lines_html(boot.lang, &boot.dossier, role, accords);
        let json = serde_json::to_string(boot).unwrap_or_default();
        live_document(context, &title, &json, view(live, boot, beside))
    })
}

/// The page as the browser finds it.
#[derive(Clone)]
pub struct BootedPage {
    boot: Boot,
    live: Live,
    source: Source,
}

impl BootedPage {
    /// Reads what the page starts from, and the element to take over.
    pub fn in_page() -> Option<(BootedPage, web_sys::HtmlElement)> {
        use wasm_bindgen::JsCast;
        let boot = document().get_element_by_id("boot")?;
        // The service worker's mark.
        let source = if boot.has_attribute("data-kept") { Source::Device } else { Source::Server };
        let json = boot.text_content()?;
        let root = document().get_element_by_id("live")?.dyn_into().ok()?;
        let boot: Boot = serde_json::from_str(&json).ok()?;
        let live = open(&boot, browser::fresh_client);
        Some((BootedPage { boot, live, source }, root))
    }

    pub fn view(&self) -> impl IntoView + use<> {
        view(self.live, &self.boot, PanelHtml::default())
    }

    /// Joins the others.
    pub fn connect(&self) {
        let location = window().location();
        let secure = location.protocol().is_ok_and(|protocol| protocol == "https:");
        let scheme = if secure { "wss" } else { "ws" };
        let host = location.host().unwrap_or_default();
        let (dossier, outline) = (&self.boot.dossier, self.boot.standing.outline());
        let address = Address {
            socket: format!("{scheme}://{host}/dossiers/{dossier}/live?standing={outline}"),
            channel: format!("/dossiers/{dossier}/canal"),
            outline,
        };
        self.live.connect(&self.boot.dossier, &self.boot.account, self.source, address);
    }
}

const SERVER_CLIENT: u64 = 2;

fn open(boot: &Boot, client: impl Fn() -> u64) -> Live {
    let docs = boot.sections.iter().filter_map(|state| {
        let update = BASE64_STANDARD.decode(&state.update).ok()?;
        let doc = SectionDoc::load(state.section, client(), &update).ok()?;
        Some((state.section, doc))
    });
    let docs = docs.collect::<Vec<_>>();
    Live::new(docs, &boot.standing, &boot.owners, boot.lang, boot.written)
}

fn view(live: Live, boot: &Boot, beside: PanelHtml) -> impl IntoView + use<> {
    let lang = boot.lang;
    let title = move || {
        live.words(SectionId::Summary, &dossier::document::path::Path::field("summary.title"))
    };
    let reference = boot.reference.clone();
    let untitled = reference.clone();
    let shown_title = move || {
        let title = title();
        if title.trim().is_empty() { untitled.clone() } else { title }
    };
    let people_at = format!("/dossiers/{}/personnes", boot.dossier);
    let people_link = match boot.standing.may(None, Action::Invite) {
        true => crate::texts::people::LINK_INVITE,
        false => crate::texts::people::LINK,
    };
    let room = boot.standing.may(None, Action::Facilitate).then(|| {
        view! {
            " · "
            <a href=format!("/dossiers/{}/seances", boot.dossier)>
                {crate::texts::seance::LINK.in_lang(lang)}
            </a>
        }
    });
    let fictitious = boot.fictitious.then(|| {
        view! { <span class="fictitious">{crate::texts::dossiers::FICTITIOUS.in_lang(lang)}</span> }
    });
    let archived = boot.standing.archived.then(|| {
        view! { <p class="notice">{crate::texts::dossiers::ARCHIVED_NOTICE.in_lang(lang)}</p> }
    });
    let sections = Step::ALL
        .into_iter()
        .flat_map(Step::sections)
        .filter(|section| live.may_read(section.id))
        .map(|section| section_view(live, section))
        .collect_view();
    view! {
        <div class="dossier">
            {navigation(live)}
            <div class="dossier-main" data-js="column">
                <div class="dossier-bar" data-js="bar">
                    {save_state(live)}
                    {threads_button(live, beside.button)}
                    {people(live, &boot.name)}
                </div>
                {alert(live)} {nearly_full(boot)}
                <header class="dossier-head">
                    <h1 lang=live.words_lang()>{shown_title}</h1>
                    <p class="dossier-meta">
                        <span class="reference">{reference}</span>
                        " · "
                        {status_badge(boot.status, lang)}
                        " · "
                        <span class="role">{boot.standing.role.label().in_lang(lang)}</span>
                        " · "
                        <a href=people_at>{people_link.in_lang(lang)}</a>
                        {room}
                        {fictitious}
                    </p>
                    {archived}
                    {accords(live, beside.accords)}
                </header>
                {sections}
            </div>
            {threads(live, beside.panel)}
        </div>
    }
}

/// Said before it is too late to do something about it; what is there stays as it is.
fn nearly_full(boot: &Boot) -> Option<AnyView> {
    let full = boot.nearly_full?;
    let says = match full.section {
        None => texts::NEARLY_FULL_DOSSIER.in_lang(boot.lang).to_owned(),
        Some(id) => {
            let title = dossier::form::section(id).title.in_lang(boot.lang);
            texts::NEARLY_FULL.fill(boot.lang, &[("section", title)])
        }
    };
    Some(view! { <p class="notice">{says}</p> }.into_any())
}
