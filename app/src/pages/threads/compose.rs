//! The two forms of the panel: the box in which one writes, and who is to see to a thread. Owns:
//! their markup. Does not know: when they are shown, what becomes of them (`js/threads/*`).

use super::Reader;
use crate::texts::{suggestions, threads as texts};
use dossier::lang::Lang;
use dossier::threads::MAX_TEXT;
use leptos::prelude::*;

/// The one box in which one writes: a new thread, an answer, one's own remark again. What it is
/// about, of the three ways, is shown by the script.
pub fn composer(reader: &Reader) -> AnyView {
    let lang = reader.lang;
    view! {
        <form class="thread new threads-composer" data-js="composer" hidden>
            <header class="thread-head" data-about="new">
                <p class="thread-place">
                    <a href="#fils" data-whole=texts::WHOLE_SECTION.in_lang(lang)></a>
                </p>
                <blockquote class="thread-quote" data-js="quote" lang=reader.words_lang()>
                </blockquote>
            </header>
            <p data-about="reply">{texts::YOUR_REPLY.in_lang(lang)}</p>
            <p data-about="rewrite">{texts::YOUR_WORDS.in_lang(lang)}</p>
            <div class="mention-field">
                <textarea rows="4" required maxlength=MAX_TEXT.to_string()
                    aria-label=texts::YOUR_WORDS.in_lang(lang) aria-describedby="fils-mention"
                    aria-autocomplete="list" aria-haspopup="listbox"></textarea>
                <ul class="mention-list" id="fils-mentions" role="listbox" data-js="mention-list"
                    hidden aria-label=texts::MENTION_LIST.in_lang(lang)></ul>
            </div>
            <p class="mention-hint" id="fils-mention">{texts::MENTION_HINT.in_lang(lang)}</p>
            <p class="visually-hidden mention-said" role="status" data-js="mention-said"
                data-text=texts::MENTION_COUNT.in_lang(lang)></p>
            <label class="threads-kind" data-about="new">
                <input type="checkbox" />
                {texts::KIND_RESERVATION.in_lang(lang)}
            </label>
            <div class="thread-acts">
                <button class="button-main" data-js="send">{texts::SEND.in_lang(lang)}</button>
                <button type="button" class="button-quiet threads-cancel" data-js="cancel">
                    {texts::CANCEL.in_lang(lang)}
                </button>
                <button type="button" class="button-quiet threads-instead" data-js="instead" hidden>
                    {suggestions::PROPOSE.in_lang(lang)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// To whom a thread is given; the script knows who may be.
pub fn assign(lang: Lang) -> AnyView {
    view! {
        <form class="thread new threads-assign" data-js="assign" hidden>
            <p>{texts::ASSIGN_TITLE.in_lang(lang)}</p>
            <label class="threads-field">
                {texts::ASSIGN_TO.in_lang(lang)}
                <select required>
                    <option value="">{texts::ASSIGN_NOBODY.in_lang(lang)}</option>
                </select>
            </label>
            <label class="threads-field">
                {texts::ASSIGN_DUE.in_lang(lang)}
                <input type="date" />
            </label>
            <div class="thread-acts">
                <button class="button-main">{texts::ASSIGN.in_lang(lang)}</button>
                <button type="button" class="button-quiet threads-unassign" data-js="unassign"
                    hidden>
                    {texts::UNASSIGN.in_lang(lang)}
                </button>
                <button type="button" class="button-quiet threads-cancel" data-js="cancel">
                    {texts::CANCEL.in_lang(lang)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
