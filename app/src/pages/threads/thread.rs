//! A thread as HTML: what it is about, what was said, the buttons of what one may do. Owns: the
//! markup of a thread, and the marks by which `js/panel.js` knows its parts. Must not know: which
//! threads are shown, what a button does.

use super::Listener;
use crate::sections::field::element_id;
use crate::sections::threads::label_of;
use crate::texts::dates::Day;
use crate::texts::threads as texts;
use dossier::form;
use dossier::lists::QUALITIES;
use dossier::threads::{Act, Anchor, Kind, Mark, Remark, Thread, may_act};
use dossier::words::Lang;
use leptos::prelude::*;

pub fn thread_view(listener: &Listener, thread: &Thread, is_orphan: bool) -> AnyView {
    let lang = listener.lang;
    let reservation = thread.kind == Kind::Reservation;
    let kind = thread.remarks.first().filter(|_| reservation).map(|first| {
        let quality = quality(&first.by.quality, lang);
        let says = texts::RESERVATION_OF.fill(lang, &[("quality", quality)]);
        view! { <p class="thread-kind">{says}</p> }
    });
    let ended = thread.resolved.as_ref().map(|resolved| {
        let text = if reservation { texts::LIFTED_BY } else { texts::SETTLED_BY };
        let date = date(resolved.at, lang);
        let says = text.fill(lang, &[("name", &resolved.by.name), ("date", &date)]);
        view! { <p class="thread-ended">{says}</p> }
    });
    let remarks = thread.remarks.iter().map(|remark| remark_view(listener, thread, remark));
    let is_ended = thread.resolved.is_some();
    let mine = thread.remarks.iter().any(|remark| remark.by.account == listener.account);
    view! {
        <article class=if reservation { "thread reservation" } else { "thread" }
            id=format!("fil-{}", thread.id) tabindex="-1"
            data-thread=thread.id.clone() data-version=thread.version.to_string()
            data-state=if is_ended { "ended" } else { "open" } data-kind=thread.kind.name()
            data-mine=mine.then_some("") data-mark=Mark::of(thread).line() hidden=is_ended>
            {kind}
            {heading(listener, &thread.place, is_orphan)}
            <ol class="remarks">{remarks.collect_view()}</ol>
            {ended}
            <div class="thread-acts">{acts(listener, thread)}</div>
        </article>
    }
    .into_any()
}

/// Where it is, as a link, and the words it is about.
fn heading(listener: &Listener, place: &Anchor, is_orphan: bool) -> AnyView {
    let lang = listener.lang;
    let to = match &place.path {
        Some(path) => element_id(place.section, path),
        None => place.section.name().to_owned(),
    };
    let section = form::section(place.section).title.in_lang(lang);
    let quote = (!place.quote.is_empty()).then(|| {
        let tag = listener.words_lang();
        view! { <blockquote class="thread-quote" lang=tag>{place.quote.clone()}</blockquote> }
    });
    view! {
        <header class="thread-head">
            <p class="thread-place">
                <a href=format!("#{to}")>{format!("{section} · {}", label_of(place, lang))}</a>
            </p>
            {quote}
            <p class="thread-orphan" hidden=!is_orphan>{texts::ORPHAN.in_lang(lang)}</p>
        </header>
    }
    .into_any()
}

fn acts(listener: &Listener, thread: &Thread) -> AnyView {
    let lang = listener.lang;
    let id = || thread.id.clone();
    let may = |act: &Act| may_act(listener.role, &listener.account, thread, act);
    let (name, act, text) = match (&thread.resolved, thread.kind) {
        (Some(_), _) => ("reopen", Act::Reopen { thread: id() }, texts::REOPEN),
        (None, Kind::Reservation) => ("resolve", Act::Resolve { thread: id() }, texts::LIFT),
        (None, Kind::Comment) => ("resolve", Act::Resolve { thread: id() }, texts::SETTLE),
    };
    let reply = may(&Act::Reply { thread: id(), text: String::new() })
        .then(|| button("reply", &thread.id, texts::REPLY.in_lang(lang), None));
    let end = may(&act).then(|| button(name, &thread.id, text.in_lang(lang), None));
    view! { {reply} {end} }.into_any()
}

fn remark_view(listener: &Listener, thread: &Thread, remark: &Remark) -> AnyView {
    let lang = listener.lang;
    let when = date(remark.at, lang);
    let act = Act::Withdraw { thread: thread.id.clone(), remark: remark.id.clone() };
    let own = may_act(listener.role, &listener.account, thread, &act).then(|| {
        let label = |text: dossier::words::Text| Some(text.fill(lang, &[("date", &when)]));
        let (rewrite, withdraw) = (texts::REWRITE.in_lang(lang), texts::WITHDRAW.in_lang(lang));
        view! {
            {button("rewrite", &remark.id, rewrite, label(texts::REWRITE_OF))}
            " "
            {button("withdraw", &remark.id, withdraw, label(texts::WITHDRAW_OF))}
        }
    });
    let rewritten = remark.rewritten.then(|| format!(" {}", texts::REWRITTEN.in_lang(lang)));
    let mine = remark.by.account == listener.account;
    view! {
        <li class="remark" data-remark=remark.id.clone() data-at=remark.at.to_string()
            data-mine=mine.then_some("")>
            <p class="remark-by">
                <strong>{remark.by.name.clone()}</strong>
                " "
                <span class="remark-quality">{quality(&remark.by.quality, lang)}</span>
                " "
                <span class="remark-at">{when.clone()}{rewritten}</span>
            </p>
            <p class="remark-text">{remark.text.clone()}</p>
            <span class="remark-own">{own}</span>
        </li>
    }
    .into_any()
}

/// A button that the script knows by what it does; to which thread and remark, by where it is.
fn button(act: &'static str, id: &str, text: &'static str, label: Option<String>) -> AnyView {
    view! {
        <button type="button" class="button-quiet" id=format!("{act}-{id}") data-act=act
            aria-label=label>{text}</button>
    }
    .into_any()
}

fn quality(id: &str, lang: Lang) -> &'static str {
    QUALITIES.get(id).map(|item| item.label.in_lang(lang)).unwrap_or_default()
}

fn date(at: i64, lang: Lang) -> String {
    Day::of_millis(at).in_words(lang)
}
