//! The panel of everything said beside the text: which threads are shown, the one box in which one
//! writes, what each button does, what came in. Owns: [`threads`] and the ways into it. Must not
//! know: what a thread looks like inside.

use super::thread::{heading_html, label_of, thread_html, thread_id};
use crate::live::threads::Attention;
use crate::live::{Live, browser};
use crate::texts::threads as texts;
use dossier::form::{self, SectionId};
use dossier::path::Path;
use dossier::threads::{Act, Anchor, Kind, MAX_TEXT, Thread, cleaned};
use dossier::words::Text;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

mod aloud;

const FILTERS: [(&str, Text); 5] = [
    ("open", texts::FILTER_OPEN),
    ("mine", texts::FILTER_MINE),
    ("reservations", texts::FILTER_RESERVATIONS),
    ("ended", texts::FILTER_ENDED),
    ("orphans", texts::FILTER_ORPHANS),
];

/// Whether the reader hears anything at all.
fn hears(live: Live) -> bool {
    SectionId::ALL.into_iter().any(|section| live.may_comment(section))
}

/// The way to the panel from anywhere, with how many threads are open.
pub fn threads_button(live: Live) -> AnyView {
    if !hears(live) {
        return ().into_any();
    }
    let lang = live.lang;
    let count = move || {
        let open = |thread: &&Thread| thread.resolved.is_none();
        live.threads.with(|all| all.iter().filter(open).count()).to_string()
    };
    let label = move || {
        let n = texts::OPEN_COUNT.fill(lang, &[("n", &count())]);
        format!("{} ({n})", texts::SHOW.in_lang(lang))
    };
    let turn = move |_| {
        let away = live.attention.get_untracked() == Attention::Away;
        live.attention.set(if away { Attention::All } else { Attention::Away });
    };
    view! {
        <button type="button" class="threads-button" aria-label=label aria-controls="fils"
            aria-expanded=move || (live.attention.get() != Attention::Away).to_string() on:click=turn>
            {count}
        </button>
    }
    .into_any()
}

/// The way to a comment on a place. A mark only: the panel answers the click and keeps the count.
/// That of a field is not on the way of who goes from field to field by keyboard; they have a key.
pub fn comment_button(live: Live, section: SectionId, path: Option<Path>) -> AnyView {
    if !live.may_comment(section) {
        return ().into_any();
    }
    let lang = live.lang;
    let whole = Anchor { section, path, span: None, quote: String::new() };
    let place = match &whole.path {
        Some(_) => label_of(&whole, lang),
        None => form::section(section).title.in_lang(lang),
    };
    let label = texts::COMMENT_ON.fill(lang, &[("place", place)]);
    let tabindex = whole.path.is_some().then_some("-1");
    let path = whole.path.as_ref().map(Path::as_str).unwrap_or_default().to_owned();
    view! {
        <button type="button" class="comment-add" aria-label=label tabindex=tabindex
            data-section=section.name() data-path=path>{texts::COMMENT.in_lang(lang)}</button>
    }
    .into_any()
}

/// Starts a thread about that place, or about the passage of it that is selected.
pub fn compose(live: Live, section: SectionId, path: Option<Path>) {
    let passage = path.as_ref().and_then(|path| live.selected(section, path));
    let whole = Anchor { section, path, span: None, quote: String::new() };
    live.attention.set(Attention::New(passage.unwrap_or(whole)));
}

/// The panel. Until it is asked for it is the last part of the page.
pub fn threads(live: Live, me: &str) -> AnyView {
    if !hears(live) {
        return ().into_any();
    }
    let lang = live.lang;
    let filter = RwSignal::new(FILTERS[0].0);
    let list = {
        let me = me.to_owned();
        move || list_html(live, &me, filter.get())
    };
    let choose = move |event| {
        let value = event_target_value(&event);
        let chosen = FILTERS.iter().find(|(name, _)| *name == value);
        filter.set(chosen.unwrap_or(&FILTERS[0]).0);
    };
    let options: String = FILTERS
        .iter()
        .map(|(value, text)| format!("<option value=\"{value}\">{}</option>", text.in_lang(lang)))
        .collect();
    let away = move || live.attention.get() == Attention::Away;
    answer_clicks(live);
    attend(live, filter);
    view! {
        <aside class="threads" id="fils" tabindex="-1" aria-labelledby="fils-titre"
            class:open=move || !away()
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    live.attention.set(Attention::Away);
                }
            }>
            <header class="threads-head">
                <h2 id="fils-titre">{texts::COMMENTS.in_lang(lang)}</h2>
                <select aria-label=texts::FILTER.in_lang(lang) on:change=choose inner_html=options></select>
                <button type="button" class="button-quiet" hidden=away
                    on:click=move |_| live.attention.set(Attention::Away)>
                    {texts::CLOSE.in_lang(lang)}
                </button>
            </header>
            {aloud::said(live, me.to_owned())}
            {composer(live)}
            <div class="threads-list" inner_html=list></div>
        </aside>
    }
    .into_any()
}

/// The threads that the filter lets through; while one writes about a place, those of the place.
fn list_html(live: Live, me: &str, filter: &str) -> String {
    let about = match live.attention.get() {
        Attention::New(place) => Some(place),
        _ => None,
    };
    let passes = |thread: &&Thread| {
        let open = thread.resolved.is_none();
        let place = &thread.place;
        match (&about, filter) {
            (Some(about), _) => open && about.section == place.section && about.path == place.path,
            (None, "mine") => thread.remarks.iter().any(|remark| remark.by.account == me),
            (None, "reservations") => thread.kind == Kind::Reservation,
            (None, "ended") => !open,
            (None, "orphans") => {
                live.whole(place.section, |doc| place.is_orphan(doc)).unwrap_or_default()
            }
            (None, _) => open,
        }
    };
    let (html, any) = live.threads.with(|all| {
        let shown = all.iter().filter(passes).map(|thread| thread_html(live, me, thread));
        (shown.collect::<String>(), !all.is_empty())
    });
    if !html.is_empty() || about.is_some() {
        return html;
    }
    let text = if any { texts::NONE_HERE } else { texts::NONE };
    format!("<p class=\"threads-none\">{}</p>", text.in_lang(live.lang))
}

/// The one box for words: a new thread, an answer, one's own remark again. It keeps them until the
/// server has them.
fn composer(live: Live) -> AnyView {
    let lang = live.lang;
    let (words, reserved) = (NodeRef::<Textarea>::new(), NodeRef::<Input>::new());
    let about = Memo::new(move |_| match live.attention.get() {
        Attention::New(place) => Some(heading_html(live, &place)),
        Attention::Reply(_) => Some(texts::YOUR_REPLY.in_lang(lang).to_owned()),
        Attention::Rewrite { .. } => Some(texts::YOUR_WORDS.in_lang(lang).to_owned()),
        _ => None,
    });
    Effect::new(move |_| {
        let start = match live.attention.get() {
            Attention::New(_) | Attention::Reply(_) => String::new(),
            Attention::Rewrite { text, .. } => text,
            _ => return,
        };
        if let (Some(words), Some(reserved)) = (words.get(), reserved.get()) {
            words.set_value(&start);
            reserved.set_checked(false);
            browser::after(Duration::ZERO, move || drop(words.focus()));
        }
    });
    let sending = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = words.get_untracked().and_then(|words| cleaned(&words.value()));
        let kind = match reserved.get_untracked().is_some_and(|box_| box_.checked()) {
            true => Kind::Reservation,
            false => Kind::Comment,
        };
        let (Some(text), false) = (text, sending.get_untracked()) else { return };
        let act = match live.attention.get_untracked() {
            Attention::New(place) => Act::Open { kind, place, text },
            Attention::Reply(thread) => Act::Reply { thread, text },
            Attention::Rewrite { thread, remark, .. } => Act::Rewrite { thread, remark, text },
            _ => return,
        };
        sending.set(true);
        live.act(act, move |thread| {
            sending.set(false);
            if let Some(thread) = thread {
                live.attention.set(Attention::Thread(thread));
            }
        });
    };
    let is_new = move || matches!(live.attention.get(), Attention::New(_));
    view! {
        <form class="thread new" hidden=move || about.get().is_none() on:submit=submit>
            <div inner_html=move || about.get().unwrap_or_default()></div>
            <textarea node_ref=words rows="4" required maxlength=MAX_TEXT.to_string()
                aria-label=texts::YOUR_WORDS.in_lang(lang)></textarea>
            <label class="threads-kind" hidden=move || !is_new()>
                <input type="checkbox" node_ref=reserved />
                {texts::KIND_RESERVATION.in_lang(lang)}
            </label>
            <div class="thread-acts">
                <button class="button-main" disabled=sending>{texts::SEND.in_lang(lang)}</button>
                <button type="button" class="button-quiet"
                    on:click=move |_| live.attention.set(Attention::All)>
                    {texts::CANCEL.in_lang(lang)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Answers the marks of `thread.rs` and of [`comment_button`], wherever they are in the page, and
/// keeps the counts beside the latter.
fn answer_clicks(live: Live) {
    Effect::new(move |_| {
        let clicks = window_event_listener(leptos::ev::click, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let of = |selector| target.as_ref().and_then(|at| at.closest(selector).ok().flatten());
            if let Some(button) = of("[data-act]") {
                pressed(live, &button);
            } else if let Some(button) = of(".comment-add") {
                compose_at(live, &button);
            }
        });
        let keys = window_event_listener(leptos::ev::keydown, move |event| {
            // The layout decides which letter Alt makes: the key itself is meant. A rich text has
            // answered it already.
            let asks = matches!(event.code().as_str(), "KeyM" | "Semicolon")
                && event.alt_key()
                && (event.ctrl_key() || event.meta_key())
                && !event.default_prevented();
            let field = document().active_element().filter(|_| asks).and_then(|focused| {
                focused.closest(".field:has(> .field-top > .comment-add)").ok()?
            });
            let button = field.and_then(|field| field.query_selector(".comment-add").ok()?);
            if let Some(button) = button {
                event.prevent_default();
                compose_at(live, &button);
            }
        });
        on_cleanup(move || {
            clicks.remove();
            keys.remove();
        });
    });
    Effect::new(move |_| {
        live.threads.track();
        let buttons = document().get_elements_by_class_name("comment-add");
        (0..buttons.length()).filter_map(|at| buttons.item(at)).for_each(|button| {
            let Some((section, path)) = place_of(&button) else { return };
            let count = match live.threads_at(section, path.as_ref()).len() {
                0 => button.remove_attribute("data-count"),
                n => button.set_attribute("data-count", &n.to_string()),
            };
            debug_assert!(count.is_ok(), "an attribute can be set");
        });
    });
}

/// The place that a [`comment_button`] is for.
fn place_of(button: &Element) -> Option<(SectionId, Option<Path>)> {
    let mark = |name| button.get_attribute(name).unwrap_or_default();
    let path = Some(mark("data-path")).filter(|path| !path.is_empty());
    Some((SectionId::from_name(&mark("data-section"))?, path.map(|path| Path::field(&path))))
}

fn compose_at(live: Live, button: &Element) {
    if let Some((section, path)) = place_of(button) {
        compose(live, section, path);
    }
}

/// A button of a thread.
fn pressed(live: Live, button: &Element) {
    let mark = |name| button.get_attribute(name).unwrap_or_default();
    let (thread, remark) = (mark("data-fil"), mark("data-remark"));
    let act = match mark("data-act").as_str() {
        "reply" => return live.attention.set(Attention::Reply(thread)),
        "rewrite" => {
            let text = live.threads.with_untracked(|all| {
                let mut remarks = all.iter().flat_map(|thread| &thread.remarks);
                let own = remarks.find(|said| said.id == remark);
                own.map(|said| said.text.clone()).unwrap_or_default()
            });
            return live.attention.set(Attention::Rewrite { thread, remark, text });
        }
        "withdraw" => Act::Withdraw { thread, remark },
        "resolve" => Act::Resolve { thread },
        _ => Act::Reopen { thread },
    };
    // The button goes with the change: the focus goes to the panel it was in.
    live.act(act, |_| look_at("fils"));
}

/// Takes the reader to what they asked for, whatever the list was showing.
fn attend(live: Live, filter: RwSignal<&'static str>) {
    Effect::new(move |_| match live.attention.get() {
        Attention::Thread(id) => {
            let open = live
                .threads
                .with_untracked(|all| all.iter().any(|one| one.id == id && one.resolved.is_none()));
            filter.set(if open { "open" } else { "ended" });
            browser::after(Duration::ZERO, move || look_at(&thread_id(&id)));
        }
        Attention::All => browser::after(Duration::ZERO, || look_at("fils")),
        _ => {}
    });
}

fn look_at(id: &str) {
    let there = document().get_element_by_id(id);
    if let Some(element) = there.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
