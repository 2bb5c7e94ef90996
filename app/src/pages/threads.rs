//! What is said beside the text, as the server writes it: the panel, the way to it, and the list
//! that a tab asks for anew. Owns: [`Listener`], [`Beside`], the texts that the panel's script shows.
//! Must not know: what a thread looks like inside, what a button does (`js/panel.js`).

use crate::shell::to_html;
use crate::texts::threads as texts;
use dossier::rights::Role;
use dossier::threads::{Anchor, MAX_TEXT, Thread, may_hear_any};
use dossier::words::{Lang, Text};
use leptos::prelude::*;

mod thread;

use thread::thread_view;

/// For whom the threads are written.
#[derive(Clone, Debug)]
pub struct Listener {
    pub account: String,
    pub role: Role,
    pub lang: Lang,
    /// The language that the dossier is written in.
    pub written: Lang,
}

/// What stands beside a live dossier and is no part of it. The browser takes it over as it finds it,
/// so there it is empty.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    pub button: String,
    pub panel: String,
}

const FILTERS: [(&str, Text); 5] = [
    ("open", texts::FILTER_OPEN),
    ("mine", texts::FILTER_MINE),
    ("reservations", texts::FILTER_RESERVATIONS),
    ("ended", texts::FILTER_ENDED),
    ("orphans", texts::FILTER_ORPHANS),
];

/// The panel of these threads; `is_orphan` says what the text has lost.
pub fn beside(
    listener: &Listener,
    threads: &[Thread],
    is_orphan: impl Fn(&Anchor) -> bool,
) -> Beside {
    if !may_hear_any(listener.role) {
        return Beside::default();
    }
    let lang = listener.lang;
    let open = threads.iter().filter(|thread| thread.resolved.is_none()).count();
    let list = list(listener, threads, is_orphan);
    Beside { button: to_html(button(lang, open)), panel: to_html(panel(listener, threads, list)) }
}

/// The threads, in the order in which they were opened. Those that are ended are there, and are
/// shown to who asks for them.
pub fn list(
    listener: &Listener,
    threads: &[Thread],
    is_orphan: impl Fn(&Anchor) -> bool,
) -> String {
    let threads = threads.iter();
    let threads = threads.map(|thread| thread_view(listener, thread, is_orphan(&thread.place)));
    to_html(threads.collect_view())
}

fn button(lang: Lang, open: usize) -> AnyView {
    let count = open.to_string();
    let label = texts::SHOW_COUNT.fill(lang, &[("n", &count)]);
    view! {
        <button type="button" class="threads-button" aria-controls="fils" aria-expanded="false"
            aria-label=label data-label=texts::SHOW_COUNT.in_lang(lang)>
            {count}
        </button>
    }
    .into_any()
}

fn panel(listener: &Listener, threads: &[Thread], list: String) -> AnyView {
    let lang = listener.lang;
    let options = FILTERS
        .iter()
        .map(|(value, text)| view! { <option value=*value>{text.in_lang(lang)}</option> })
        .collect_view();
    let (any, here) = (texts::NONE.in_lang(lang), texts::NONE_HERE.in_lang(lang));
    let none_open = threads.iter().all(|thread| thread.resolved.is_some());
    view! {
        <header class="threads-head">
            <h2 id="fils-titre">{texts::COMMENTS.in_lang(lang)}</h2>
            <select class="threads-filter" aria-label=texts::FILTER.in_lang(lang) hidden>
                {options}
            </select>
            <button type="button" class="button-quiet threads-close" hidden>
                {texts::CLOSE.in_lang(lang)}
            </button>
        </header>
        <p class="visually-hidden threads-said" role="status" data-text=texts::SAID.in_lang(lang)></p>
        {composer(listener)}
        <p class="threads-none" data-any=any data-here=here hidden=!none_open>
            {if threads.is_empty() { any } else { here }}
        </p>
        <div class="threads-list" inner_html=list></div>
    }
    .into_any()
}

/// The one box in which one writes: a new thread, an answer, one's own remark again. What it is
/// about, of the three ways, is shown by the script.
fn composer(listener: &Listener) -> AnyView {
    let lang = listener.lang;
    view! {
        <form class="thread new" hidden>
            <header class="thread-head" data-about="new">
                <p class="thread-place">
                    <a href="#fils" data-whole=texts::WHOLE_SECTION.in_lang(lang)></a>
                </p>
                <blockquote class="thread-quote" lang=listener.words_lang()></blockquote>
            </header>
            <p data-about="reply">{texts::YOUR_REPLY.in_lang(lang)}</p>
            <p data-about="rewrite">{texts::YOUR_WORDS.in_lang(lang)}</p>
            <textarea rows="4" required maxlength=MAX_TEXT.to_string()
                aria-label=texts::YOUR_WORDS.in_lang(lang)></textarea>
            <label class="threads-kind" data-about="new">
                <input type="checkbox" />
                {texts::KIND_RESERVATION.in_lang(lang)}
            </label>
            <div class="thread-acts">
                <button class="button-main">{texts::SEND.in_lang(lang)}</button>
                <button type="button" class="button-quiet threads-cancel">
                    {texts::CANCEL.in_lang(lang)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

impl Listener {
    /// The `lang` of what people wrote in the dossier, where it is not the language of the page.
    fn words_lang(&self) -> Option<&'static str> {
        (self.written != self.lang).then(|| self.written.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless};
    use dossier::form::SectionId;
    use dossier::path::Path;
    use dossier::threads::{Author, Kind, Mark, Remark, Resolved};

    fn listener(account: &str, role: Role) -> Listener {
        Listener { account: account.to_owned(), role, lang: Lang::Fr, written: Lang::En }
    }

    fn thread(kind: Kind) -> Thread {
        let by = |account: &str| Author {
            account: account.to_owned(),
            name: HOSTILE.to_owned(),
            quality: "elected".to_owned(),
        };
        Thread {
            id: "t".to_owned(),
            version: 1,
            kind,
            place: Anchor {
                section: SectionId::Budget,
                path: Some(Path::field("budget.comment")),
                span: Some((vec![1], vec![2])),
                quote: format!("{HOSTILE}\n\t"),
            },
            opened_by: "mairie".to_owned(),
            resolved: None,
            remarks: vec![Remark {
                id: "r".to_owned(),
                by: by("mairie"),
                at: 0,
                text: format!("{HOSTILE}\n  2"),
                rewritten: false,
            }],
        }
    }

    #[test]
    fn what_people_wrote_and_quoted_cannot_break_the_panel() {
        let beside = beside(&listener("mairie", Role::Partner), &[thread(Kind::Comment)], |_| true);
        assert_harmless(&beside.panel);
        assert!(beside.panel.contains("\n  2</p>"), "lines and spaces stay: {}", beside.panel);
    }

    #[test]
    fn each_is_shown_the_buttons_of_what_they_may_do() {
        let table = [
            // who, as what, of which kind: the buttons
            ("mairie", Role::Partner, Kind::Reservation, "rewrite withdraw reply resolve"),
            ("mairie", Role::Viewer, Kind::Reservation, ""),
            ("claire", Role::Lead, Kind::Reservation, "reply"),
            ("claire", Role::Lead, Kind::Comment, "reply resolve"),
            ("appui", Role::Support, Kind::Comment, "reply"),
        ];
        for (account, role, kind, expected) in table {
            let html = list(&listener(account, role), &[thread(kind)], |_| false);
            let acts = html.split("data-act=\"").skip(1).filter_map(|rest| rest.split('"').next());
            assert_eq!(acts.collect::<Vec<_>>().join(" "), expected, "{account} {role:?}");
        }
        let by = thread(Kind::Comment).remarks[0].by.clone();
        let resolved = Some(Resolved { by, at: 0 });
        let ended = Thread { resolved, ..thread(Kind::Comment) };
        let html = list(&listener("claire", Role::Lead), &[ended], |_| false);
        assert!(html.contains("data-act=\"reopen\"") && html.contains("data-state=\"ended\""));
    }

    #[test]
    fn the_panel_is_there_for_who_may_hear_a_section_and_for_nobody_else() {
        for role in Role::ALL {
            let beside = beside(&listener("a", role), &[], |_| false);
            let hears = !matches!(role, Role::Viewer | Role::Admin);
            let there = [&beside.panel, &beside.button].map(|part| !part.is_empty());
            assert_eq!(there, [hears, hears], "{role:?}");
        }
    }

    #[test]
    fn a_thread_carries_the_line_of_its_mark() {
        let thread = thread(Kind::Reservation);
        let html = list(&listener("a", Role::Lead), std::slice::from_ref(&thread), |_| false);
        let line = html.split("data-mark=\"").nth(1).and_then(|rest| rest.split('"').next());
        let line = line.map(|line| {
            let line = line.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            line.replace("&#x27;", "'").replace("&amp;", "&")
        });
        assert_eq!(line.as_deref().and_then(Mark::read), Some(Mark::of(&thread)));
    }
}
