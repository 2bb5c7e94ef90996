//! The one box in which one writes beside the text: a new thread, an answer, one's own remark again.
//! Owns: [`composer`], which keeps the words until the server has them, and [`compose`], the way to
//! it. Must not know: the list of threads.

use crate::live::threads::Attention;
use crate::live::{Live, browser};
use crate::sections::thread::heading_html;
use crate::texts::threads as texts;
use dossier::form::SectionId;
use dossier::path::Path;
use dossier::threads::{Act, Anchor, Kind, MAX_TEXT, cleaned};
use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use std::time::Duration;

/// Starts a thread about that place, or about the passage of it that is selected.
pub fn compose(live: Live, section: SectionId, path: Option<Path>) {
    let passage = path.as_ref().and_then(|path| live.selected(section, path));
    let whole = Anchor { section, path, span: None, quote: String::new() };
    live.attention.set(Attention::New(passage.unwrap_or(whole)));
}

pub(super) fn composer(live: Live) -> AnyView {
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
