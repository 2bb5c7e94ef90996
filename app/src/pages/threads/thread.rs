//! A thread as HTML: what it is about, what was said, the buttons of what one may do. Owns: the
//! markup of a thread, and the marks by which `js/threads/panel.js` knows its parts. Does not know:
//! which threads are shown, what a button does.

use super::suggestion::{author, suggestion_view};
use super::{Reader, quality};
use crate::sections::place::element_id;
use crate::sections::threads::label_of;
use crate::texts::dates::Day;
use crate::texts::people::called;
use crate::texts::{suggestions, threads as texts};
use dossier::form;
use dossier::lang::Lang;
use dossier::threads::{
    Act, Assigned, Kind, MAX_TEXT, Mark, Part, Remark, Thread, may_act, may_decide, parts,
};
use leptos::prelude::*;

/// How many remarks are told outside of the dossier.
const MOST_TOLD: usize = 20;

pub fn thread_view(reader: &Reader, thread: &Thread, is_orphan: bool) -> AnyView {
    let lang = reader.lang;
    let reservation = thread.kind == Kind::Reservation;
    let suggested = thread.suggestion.as_deref();
    let told = reservation || suggested.is_some();
    let kind = author(thread).filter(|_| told).map(|by| {
        let quality = quality(&by.quality, lang);
        let text = if reservation { texts::RESERVATION_OF } else { texts::SUGGESTION_OF };
        let says = text.fill(lang, &[("quality", quality)]);
        view! { <p class="thread-kind">{says}</p> }
    });
    let ended = thread.resolved.as_ref().map(|resolved| {
        let decided = suggested.and_then(|one| one.decided.as_ref()).map(|end| end.accepted);
        let text = match decided {
            Some(true) => texts::ACCEPTED_BY,
            Some(false) => texts::REFUSED_BY,
            None if reservation => texts::LIFTED_BY,
            None => texts::SETTLED_BY,
        };
        let date = date(resolved.at, lang);
        let says = text.fill(lang, &[("name", called(lang, &resolved.by.name)), ("date", &date)]);
        view! { <p class="thread-ended">{says}</p> }
    });
    let remarks = thread.remarks.iter().map(|remark| remark_view(reader, thread, remark));
    let is_ended = thread.resolved.is_some();
    let decides = may_decide(&reader.standing, thread);
    let unread = reader.has_not_read(thread);
    let new = unread.then(
        || view! { <p class="thread-new" data-js="unread">{texts::UNREAD.in_lang(lang)}</p> },
    );
    let given = thread.assigned.as_ref().map(|assigned| given(reader, thread, assigned));
    view! {
        <article class=if reservation { "thread reservation" } else { "thread" }
            id=format!("fil-{}", thread.id) tabindex="-1"
            data-thread=thread.id.clone() data-version=thread.version.to_string()
            data-state=if is_ended { "ended" } else { "open" } data-kind=thread.kind.name()
            data-mine=concerns(reader, thread).then_some("")
            data-suggestion=suggested.map(|_| "") data-decides=decides.then_some("")
            data-unread=unread.then_some("") data-mark=Mark::of(thread).line() hidden=is_ended>
            {new}
            {kind}
            {heading(reader, thread, is_orphan)}
            {suggestion_view(reader, thread)}
            <ol class="remarks">{remarks.collect_view()}</ol>
            {given}
            {ended}
            <div class="thread-acts">{acts(reader, thread)}</div>
        </article>
    }
    .into_any()
}

/// Whether the reader opened it, spoke in it, is named in it or is to see to it.
fn concerns(reader: &Reader, thread: &Thread) -> bool {
    let me = &reader.account;
    let said = |remark: &Remark| {
        remark.by.account == *me || remark.mentions.iter().any(|person| person.account == *me)
    };
    thread.opened_by == *me
        || thread.remarks.iter().any(said)
        || thread.assigned.as_ref().is_some_and(|assigned| assigned.to.account == *me)
}

/// Who sees to it, and by when. What is late is so in words.
fn given(reader: &Reader, thread: &Thread, assigned: &Assigned) -> AnyView {
    let (lang, name) = (reader.lang, called(reader.lang, &assigned.to.name));
    let due = assigned.due.as_deref().and_then(Day::of_iso);
    let late = thread.resolved.is_none()
        && due.is_some_and(|due| due.iso() < Day::of_millis(reader.now).iso());
    let text = match (due, late) {
        (None, _) => texts::ASSIGNED_TO,
        (Some(_), false) => texts::ASSIGNED_DUE,
        (Some(_), true) => texts::ASSIGNED_LATE,
    };
    let date = due.map(|due| due.in_words(lang)).unwrap_or_default();
    view! {
        <p class="thread-given" data-js="given" data-account=assigned.to.account.clone()
            data-due=assigned.due.clone()
            data-late=late.then_some("")>
            {text.fill(lang, &[("name", name), ("date", &date)])}
        </p>
    }
    .into_any()
}

/// Where it is, as a link, and the words it is about.
fn heading(reader: &Reader, thread: &Thread, is_orphan: bool) -> AnyView {
    // A suggestion repeats the words that it is about.
    let (place, is_suggestion) = (&thread.place, thread.suggestion.is_some());
    let lang = reader.lang;
    let to = match &place.path {
        Some(path) => element_id(place.section, path),
        None => place.section.name().to_owned(),
    };
    let section = form::section(place.section).title.in_lang(lang);
    let quote = (!place.quote.is_empty() && !is_suggestion).then(|| {
        let tag = reader.words_lang();
        view! { <blockquote class="thread-quote" lang=tag>{place.quote.clone()}</blockquote> }
    });
    view! {
        <header class="thread-head">
            <p class="thread-place">
                <a href=format!("#{to}")>{format!("{section} · {}", label_of(place, lang))}</a>
            </p>
            {quote}
            <p class="thread-orphan" data-js="orphan" hidden=!is_orphan>
                {texts::ORPHAN.in_lang(lang)}
            </p>
        </header>
    }
    .into_any()
}

fn acts(reader: &Reader, thread: &Thread) -> AnyView {
    let lang = reader.lang;
    let id = || thread.id.clone();
    let may = |act: &Act| may_act(&reader.standing, &reader.account, thread, act);
    let (name, act, text) = match (&thread.resolved, thread.kind) {
        (Some(_), _) => ("reopen", Act::Reopen { thread: id() }, texts::REOPEN),
        (None, Kind::Reservation) => ("resolve", Act::Resolve { thread: id() }, texts::LIFT),
        (None, Kind::Comment) => ("resolve", Act::Resolve { thread: id() }, texts::SETTLE),
    };
    let answer = Act::Reply { thread: id(), text: String::new(), mentions: Vec::new() };
    let reply = may(&answer).then(|| button("reply", &thread.id, texts::REPLY.in_lang(lang), None));
    let end = may(&act).then(|| button(name, &thread.id, text.in_lang(lang), None));
    let give = Act::Assign { thread: id(), to: String::new(), due: None };
    let give = (thread.resolved.is_none() && may(&give))
        .then(|| button("assign", &thread.id, texts::ASSIGN.in_lang(lang), None));
    let decide = may_decide(&reader.standing, thread).then(|| decide(thread, lang));
    view! { {decide} {reply} {end} {give} }.into_any()
}

/// Taking it or declining it, with a word if need be.
fn decide(thread: &Thread, lang: Lang) -> AnyView {
    view! {
        <details class="thread-word">
            <summary>{suggestions::WORD_ADD.in_lang(lang)}</summary>
            <textarea rows="2" maxlength=MAX_TEXT.to_string() data-js="word"
                aria-label=suggestions::WORD.in_lang(lang)></textarea>
        </details>
        <button type="button" class="button-quiet" id=format!("accept-{}", thread.id)
            data-act="accept" data-changed=texts::CHANGED_SINCE.in_lang(lang)>
            {texts::ACCEPT.in_lang(lang)}
        </button>
        " "
        {button("refuse", &thread.id, texts::REFUSE.in_lang(lang), None)}
    }
    .into_any()
}

fn remark_view(reader: &Reader, thread: &Thread, remark: &Remark) -> AnyView {
    let lang = reader.lang;
    let when = date(remark.at, lang);
    let act = Act::Withdraw { thread: thread.id.clone(), remark: remark.id.clone() };
    let own = may_act(&reader.standing, &reader.account, thread, &act).then(|| {
        let label = |text: dossier::lang::Text| Some(text.fill(lang, &[("date", &when)]));
        let (rewrite, withdraw) = (texts::REWRITE.in_lang(lang), texts::WITHDRAW.in_lang(lang));
        view! {
            {button("rewrite", &remark.id, rewrite, label(texts::REWRITE_OF))}
            " "
            {button("withdraw", &remark.id, withdraw, label(texts::WITHDRAW_OF))}
        }
    });
    remark_line(reader, remark, own.map(IntoAny::into_any))
}

/// A thread as it is read where nothing can be done to it: what it is about, and the last of what
/// was said.
pub fn thread_for_reply(reader: &Reader, thread: &Thread) -> AnyView {
    let (place, suggested) = (&thread.place, thread.suggestion.as_deref());
    let quote = (!place.quote.is_empty() && suggested.is_none()).then(|| {
        let tag = reader.words_lang();
        view! { <blockquote class="thread-quote" lang=tag>{place.quote.clone()}</blockquote> }
    });
    let before = thread.remarks.len().saturating_sub(MOST_TOLD);
    let remarks = thread.remarks.iter().skip(before);
    view! {
        {quote}
        {suggestion_view(reader, thread)}
        <ol class="remarks">
            {remarks.map(|remark| remark_line(reader, remark, None)).collect_view()}
        </ol>
    }
    .into_any()
}

fn remark_line(reader: &Reader, remark: &Remark, own: Option<AnyView>) -> AnyView {
    let lang = reader.lang;
    let when = date(remark.at, lang);
    let rewritten = remark.rewritten.then(|| format!(" {}", texts::REWRITTEN.in_lang(lang)));
    let mine = remark.by.account == reader.account;
    view! {
        <li class="remark" data-remark=remark.id.clone() data-at=remark.at.to_string()
            data-quality=remark.by.quality.clone() data-mine=mine.then_some("")>
            <p class="remark-by">
                <strong>{called(lang, &remark.by.name).to_owned()}</strong>
                " "
                <span class="remark-quality" data-js="quality">
                    {quality(&remark.by.quality, lang)}
                </span>
                " "
                <span class="remark-at">{when}{rewritten}</span>
            </p>
            <p class="remark-text" data-js="words">{words(reader, remark)}</p>
            <span class="remark-own">{own}</span>
        </li>
    }
    .into_any()
}

/// What was said; who is named, as they are called now.
fn words(reader: &Reader, remark: &Remark) -> AnyView {
    let part = |part| match part {
        Part::Words(words) => words.to_owned().into_any(),
        Part::Person(account) => {
            let known = remark.mentions.iter().find(|person| person.account == account);
            let gone = texts::MENTION_GONE.in_lang(reader.lang);
            let name = known.map_or(gone, |person| called(reader.lang, &person.name));
            let class = if account == reader.account { "mention me" } else { "mention" };
            let (name, account) = (format!("@{name}"), account.to_owned());
            view! { <span class=class data-account=account>{name}</span> }.into_any()
        }
    };
    parts(&remark.text).map(part).collect_view().into_any()
}

/// A button that the script knows by what it does; to which thread and remark, by where it is.
fn button(act: &'static str, id: &str, text: &'static str, label: Option<String>) -> AnyView {
    view! {
        <button type="button" class="button-quiet" id=format!("{act}-{id}") data-act=act
            aria-label=label>{text}</button>
    }
    .into_any()
}

fn date(at: i64, lang: Lang) -> String {
    Day::of_millis(at).in_words(lang)
}
