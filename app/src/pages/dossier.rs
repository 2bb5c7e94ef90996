//! The open dossier: one page, alive. Owns: [`Boot`], the page on the server, and its taking over in
//! the browser, which both build the same view from the same documents.
//! Must not know: the database, rooms.

use crate::components::status::status_badge;
use crate::live::socket::Address;
use crate::live::{Live, Trouble, browser};
use crate::sections::navigation::{initials, navigation};
use crate::sections::section::section_view;
use crate::shell::{Frame, live_document};
use crate::texts::dossier as texts;
use base64::prelude::{BASE64_STANDARD, Engine};
use dossier::form::{self, SectionId, Step};
use dossier::rights::Role;
use dossier::schema::SectionDoc;
use dossier::sync::replica::SaveState;
use dossier::words::{Lang, Text};
use dossier::workflow::Status;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

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
    pub role: Role,
    /// The state of each section that the reader may read.
    pub sections: Vec<State>,
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

/// The whole HTML document.
pub fn page(frame: &Frame, boot: &Boot) -> String {
    let owner = Owner::new_root(None);
    owner.with(|| {
        // The server's documents are read once and dropped; they speak to nobody.
        let live = open(boot, || SERVER_CLIENT);
        let title = live
            .doc(SectionId::Summary, |doc| doc.words(&dossier::path::Path::field("summary.title")))
            .filter(|title| !title.trim().is_empty())
            .unwrap_or_else(|| boot.reference.clone());
        let json = serde_json::to_string(boot).unwrap_or_default();
        live_document(frame, &title, &json, view(live, boot))
    })
}

/// The page as the browser finds it.
#[derive(Clone)]
pub struct Found {
    boot: Boot,
    live: Live,
}

impl Found {
    /// Reads what the page starts from, and the element to take over.
    pub fn in_page() -> Option<(Found, web_sys::HtmlElement)> {
        use wasm_bindgen::JsCast;
        let json = document().get_element_by_id("boot")?.text_content()?;
        let root = document().get_element_by_id("live")?.dyn_into().ok()?;
        let boot: Boot = serde_json::from_str(&json).ok()?;
        let live = open(&boot, browser::fresh_client);
        Some((Found { boot, live }, root))
    }

    pub fn view(&self) -> impl IntoView + use<> {
        view(self.live, &self.boot)
    }

    /// Joins the others.
    pub fn connect(&self) {
        let location = window().location();
        let secure = location.protocol().is_ok_and(|protocol| protocol == "https:");
        let scheme = if secure { "wss" } else { "ws" };
        let host = location.host().unwrap_or_default();
        let address = Address {
            socket: format!("{scheme}://{host}/dossiers/{}/live", self.boot.dossier),
            channel: format!("/dossiers/{}/canal", self.boot.dossier),
        };
        self.live.connect(&self.boot.dossier, &self.boot.account, address);
    }
}

const SERVER_CLIENT: u64 = 2;

fn open(boot: &Boot, client: impl Fn() -> u64) -> Live {
    let docs = boot.sections.iter().filter_map(|state| {
        let update = BASE64_STANDARD.decode(&state.update).ok()?;
        let doc = SectionDoc::load(state.section, client(), &update).ok()?;
        Some((state.section, doc))
    });
    Live::new(docs.collect::<Vec<_>>(), boot.role, boot.lang, boot.written)
}

fn view(live: Live, boot: &Boot) -> impl IntoView + use<> {
    let lang = boot.lang;
    let title =
        move || live.words(SectionId::Summary, &dossier::path::Path::field("summary.title"));
    let reference = boot.reference.clone();
    let untitled = reference.clone();
    let shown_title = move || {
        let title = title();
        if title.trim().is_empty() { untitled.clone() } else { title }
    };
    let fictitious = boot.fictitious.then(|| {
        view! { <span class="fictitious">{crate::texts::dossiers::FICTITIOUS.in_lang(lang)}</span> }
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
            <div class="dossier-main">
                <div class="dossier-bar">
                    {save_state(live)}
                    {people(live, boot)}
                </div>
                {trouble(live)}
                <header class="dossier-head">
                    <h1 lang=live.words_lang()>{shown_title}</h1>
                    <p class="dossier-meta">
                        <span class="reference">{reference}</span>
                        " · "
                        {status_badge(boot.status, lang)}
                        " · "
                        <span class="role">{boot.role.label().in_lang(lang)}</span>
                        {fictitious}
                    </p>
                </header>
                {sections}
            </div>
        </div>
    }
}

/// What is saved, and what is not: never more than is true.
fn save_state(live: Live) -> AnyView {
    let lang = live.lang;
    let ready = RwSignal::new(false);
    Effect::new(move |_| {
        // Until the page is alive it says so; the first saved state follows the first connection.
        ready.set(true);
    });
    let state = move || match (ready.get(), live.save.get()) {
        (false, _) => "connecting",
        (_, SaveState::Saved) => "saved",
        (_, SaveState::Saving(_)) => "saving",
        (_, SaveState::Offline(_)) => "offline",
        (_, SaveState::NotStored(_)) => "refused",
    };
    let says = move || match (ready.get(), live.save.get()) {
        (false, _) => texts::CONNECTING.in_lang(lang).to_owned(),
        (_, SaveState::Saved) => texts::SAVED.in_lang(lang).to_owned(),
        (_, SaveState::Saving(_)) => texts::SAVING.in_lang(lang).to_owned(),
        (_, SaveState::Offline(0)) => texts::OFFLINE.in_lang(lang).to_owned(),
        (_, SaveState::Offline(1)) => texts::OFFLINE_ONE.in_lang(lang).to_owned(),
        (_, SaveState::Offline(n)) => texts::OFFLINE_MANY.fill(lang, &[("n", &n.to_string())]),
        (_, SaveState::NotStored(n)) => texts::NOT_STORED.fill(lang, &[("n", &n.to_string())]),
    };
    view! {
        <p class="save-state" role="status" data-state=state>
            <span class="save-icon" aria-hidden="true"></span>
            <span>{says}</span>
        </p>
    }
    .into_any()
}

/// Everybody here: name, quality, section; the person of this tab first.
fn people(live: Live, boot: &Boot) -> AnyView {
    let lang = live.lang;
    let me = boot.name.clone();
    let others = move || {
        live.people
            .get()
            .into_values()
            .map(|person| {
                let quality = dossier::lists::QUALITIES
                    .get(&person.quality)
                    .map(|item| item.label.in_lang(lang));
                let section = person.place.as_ref().map(|place| {
                    let title = form::section(place.section).title.in_lang(lang);
                    texts::IN_SECTION.fill(lang, &[("section", title)])
                });
                let class = format!("avatar who-{}", person.colour);
                view! {
                    <li class="person">
                        <span class=class aria-hidden="true">{initials(&person.name)}</span>
                        <span class="person-text">
                            <span class="person-name">{person.name}</span>
                            <span class="person-quality">{quality}</span>
                            <span class="person-place">{section}</span>
                        </span>
                    </li>
                }
            })
            .collect_view()
    };
    let you = texts::YOU.fill(lang, &[("name", &me)]);
    view! {
        <ul class="people" aria-label=texts::PEOPLE.in_lang(lang)>
            <li class="person me">
                <span class="avatar" aria-hidden="true">{initials(&me)}</span>
                <span class="person-text"><span class="person-name">{you}</span></span>
            </li>
            {others}
        </ul>
    }
    .into_any()
}

/// What went wrong, until it is read.
fn trouble(live: Live) -> AnyView {
    let lang = live.lang;
    let of_section = move |text: Text, id: SectionId| {
        text.fill(lang, &[("section", form::section(id).title.in_lang(lang))])
    };
    let shown = move || {
        live.trouble.get().map(|trouble| {
            let says = match trouble {
                Trouble::NotAllowed(id) => of_section(texts::TROUBLE_NOT_ALLOWED, id),
                Trouble::Unreadable(id) => of_section(texts::TROUBLE_UNREADABLE, id),
                Trouble::Outdated => texts::TROUBLE_OUTDATED.in_lang(lang).to_owned(),
                Trouble::SignedOut => texts::TROUBLE_SIGNED_OUT.in_lang(lang).to_owned(),
                Trouble::Closed => texts::TROUBLE_CLOSED.in_lang(lang).to_owned(),
                Trouble::RoleChanged => texts::TROUBLE_ROLE.in_lang(lang).to_owned(),
                Trouble::TooLong => texts::TROUBLE_TOO_LONG.in_lang(lang).to_owned(),
            };
            let over = !matches!(
                trouble,
                Trouble::NotAllowed(_) | Trouble::Unreadable(_) | Trouble::TooLong
            );
            let act = move |_| {
                if over {
                    let _ = window().location().reload();
                } else {
                    live.trouble.set(None);
                }
            };
            let label = if over { texts::RELOAD } else { texts::DISMISS };
            view! {
                <div class="trouble">
                    <p>{says}</p>
                    <button type="button" class="button quiet" on:click=act>
                        {label.in_lang(lang)}
                    </button>
                </div>
            }
        })
    };
    view! { <div class="troubles" role="alert">{shown}</div> }.into_any()
}
