//! Threads as HTML: what each is about, what was said, the buttons of what one may do. Owns: the
//! markup of a thread, and the marks by which `threads.rs` knows its buttons. Must not know: which
//! threads are shown, what a button does.
//!
//! Strings and not views: a view for each kind of part would double what the page has to load, and
//! the panel answers all clicks in one place.

use super::field::element_id;
use crate::live::Live;
use crate::texts::dates::Day;
use crate::texts::threads as texts;
use dossier::form;
use dossier::lists::QUALITIES;
use dossier::text;
use dossier::threads::{Act, Anchor, Kind, Remark, Thread};
use dossier::words::{Lang, Text};

/// A thread for the account `me`.
pub fn thread_html(live: Live, me: &str, thread: &Thread) -> String {
    let lang = live.lang;
    let reservation = thread.kind == Kind::Reservation;
    let class = if reservation { "thread reservation" } else { "thread" };
    let mut html =
        format!("<article class=\"{class}\" id=\"{}\" tabindex=\"-1\">", thread_id(&thread.id));
    if let (true, Some(first)) = (reservation, thread.remarks.first()) {
        let says =
            texts::RESERVATION_OF.fill(lang, &[("quality", quality(&first.by.quality, lang))]);
        html += &format!("<p class=\"thread-kind\">{}</p>", escape(&says));
    }
    html += &heading_html(live, &thread.place);
    html += "<ol class=\"remarks\">";
    for remark in &thread.remarks {
        html += &remark_html(live, me, thread, remark);
    }
    html += "</ol>";
    if let Some(resolved) = &thread.resolved {
        let text = if reservation { texts::LIFTED_BY } else { texts::SETTLED_BY };
        let (name, date) = (resolved.by.name.as_str(), date(resolved.at, lang));
        let says = text.fill(lang, &[("name", name), ("date", &date)]);
        html += &format!("<p class=\"thread-ended\">{}</p>", escape(&says));
    }
    html += "<div class=\"thread-acts\">";
    html += &button("reply", thread, "", texts::REPLY.in_lang(lang), None);
    let id = || thread.id.clone();
    let (name, act, text) = match (&thread.resolved, reservation) {
        (Some(_), _) => ("reopen", Act::Reopen { thread: id() }, texts::REOPEN),
        (None, true) => ("resolve", Act::Resolve { thread: id() }, texts::LIFT),
        (None, false) => ("resolve", Act::Resolve { thread: id() }, texts::SETTLE),
    };
    if live.may_act(me, thread, &act) {
        html += &button(name, thread, "", text.in_lang(lang), None);
    }
    html + "</div></article>"
}

/// The id of a thread in the page.
pub fn thread_id(id: &str) -> String {
    format!("fil-{id}")
}

/// Where it is, as a link, and the words it is about.
pub fn heading_html(live: Live, place: &Anchor) -> String {
    let lang = live.lang;
    let to = match &place.path {
        Some(path) => element_id(place.section, path),
        None => place.section.name().to_owned(),
    };
    let title = form::section(place.section).title.in_lang(lang);
    let mut html = format!(
        "<header class=\"thread-head\"><p class=\"thread-place\"><a href=\"#{to}\">{} · {}</a></p>",
        escape(title),
        escape(label_of(place, lang))
    );
    if !place.quote.is_empty() {
        let tag = live.words_lang().map(|tag| format!(" lang=\"{tag}\"")).unwrap_or_default();
        html += &format!(
            "<blockquote class=\"thread-quote\"{tag}>{}</blockquote>",
            escape(&place.quote)
        );
    }
    if live.doc(place.section, |doc| place.is_orphan(doc)).unwrap_or_default() {
        html += &format!("<p class=\"thread-orphan\">{}</p>", escape(texts::ORPHAN.in_lang(lang)));
    }
    html + "</header>"
}

/// What people call the place: the label of its field, or of the rows it is in.
pub fn label_of(place: &Anchor, lang: Lang) -> &'static str {
    let section = form::section(place.section);
    let field = place.path.as_ref().and_then(|path| {
        path.field_in(section).or_else(|| path.parent().and_then(|rows| rows.field_in(section)))
    });
    field.map_or(texts::WHOLE_SECTION, |field| field.label).in_lang(lang)
}

pub fn quality(id: &str, lang: Lang) -> &'static str {
    QUALITIES.get(id).map(|item| item.label.in_lang(lang)).unwrap_or_default()
}

fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    text::escape(&mut escaped, words);
    escaped
}

fn date(at: i64, lang: Lang) -> String {
    Day::of_millis(at).in_words(lang)
}

fn remark_html(live: Live, me: &str, thread: &Thread, remark: &Remark) -> String {
    let lang = live.lang;
    let when = date(remark.at, lang);
    let rewritten = if remark.rewritten { texts::REWRITTEN.in_lang(lang) } else { "" };
    let own = {
        let act = Act::Withdraw { thread: thread.id.clone(), remark: remark.id.clone() };
        let each = |name, text: Text, label: Text| {
            let label = label.fill(lang, &[("date", &when)]);
            button(name, thread, &remark.id, text.in_lang(lang), Some(&label))
        };
        match live.may_act(me, thread, &act) {
            true => {
                each("rewrite", texts::REWRITE, texts::REWRITE_OF)
                    + &each("withdraw", texts::WITHDRAW, texts::WITHDRAW_OF)
            }
            false => String::new(),
        }
    };
    format!(
        "<li class=\"remark\"><p class=\"remark-by\"><strong>{}</strong> \
         <span class=\"remark-quality\">{}</span> <span class=\"remark-at\">{when} {rewritten}</span></p>\
         <p class=\"remark-text\">{}</p><span class=\"remark-own\">{own}</span></li>",
        escape(&remark.by.name),
        escape(quality(&remark.by.quality, lang)),
        escape(&remark.text),
    )
}

/// A button that the panel knows by what it does, to which thread and to which remark.
fn button(act: &str, thread: &Thread, remark: &str, text: &str, label: Option<&str>) -> String {
    let id = format!("{act}-{}", if remark.is_empty() { &thread.id } else { remark });
    let label = label.map(|label| format!(" aria-label=\"{}\"", escape(label))).unwrap_or_default();
    format!(
        "<button type=\"button\" class=\"button-quiet\" id=\"{}\" data-act=\"{act}\" \
         data-fil=\"{}\" data-remark=\"{}\"{label}>{}</button>",
        escape(&id),
        escape(&thread.id),
        escape(remark),
        escape(text)
    )
}
