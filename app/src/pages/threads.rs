//! What is said beside the text, as the server writes it: the panel, the way to it, and the list
//! that a tab asks for anew. Owns: [`Reader`], [`PanelHtml`], the texts that the panel's script
//! shows. Does not know: what a thread looks like inside, what a button does
//! (`js/threads/panel.js`).

use crate::shell::to_html;
use crate::texts::{suggestions, threads as texts};
use dossier::form::lists::QUALITIES;
use dossier::lang::{Lang, Text};
use dossier::rights::Standing;
use dossier::threads::{Anchor, MAX_TEXT, Thread, may_hear_any};
use leptos::prelude::*;
use std::collections::BTreeMap;

mod compose;
mod consent;
mod suggestion;
pub mod suggestion_form;
mod thread;
pub mod warning;

pub use consent::Panel;

use compose::{assign, composer};
use consent::sections_view;
pub use suggestion::{author, change_view};
pub use thread::thread_for_reply;
use thread::thread_view;

/// For whom the threads are written.
#[derive(Clone, Debug)]
pub struct Reader {
    pub account: String,
    /// What they may do.
    pub standing: Standing,
    pub lang: Lang,
    /// The language that the dossier is written in.
    pub written: Lang,
    /// The version of each thread that they saw last.
    pub seen: BTreeMap<String, i64>,
    /// Milliseconds since 1970.
    pub now: i64,
}

/// What stands beside a live dossier and is no part of it. The browser takes it over as it finds
/// it, so there it is empty.
#[derive(Clone, Debug, Default)]
pub struct PanelHtml {
    pub button: String,
    pub panel: String,
    /// What partners agreed to.
    pub accords: String,
}

const FILTERS: [(&str, Text); 5] = [
    ("open", texts::FILTER_OPEN),
    ("suggestions", texts::FILTER_SUGGESTIONS),
    ("reservations", texts::FILTER_RESERVATIONS),
    ("ended", texts::FILTER_ENDED),
    ("orphans", texts::FILTER_ORPHANS),
];

/// The panel of these threads, and of what is said of whole sections; `is_orphan` says what the
/// text has lost.
pub fn panel_html(
    reader: &Reader,
    sections: &Panel,
    threads: &[Thread],
    is_orphan: impl Fn(&Anchor) -> bool,
) -> PanelHtml {
    if !may_hear_any(reader.standing.role) {
        return PanelHtml::default();
    }
    let list = list(reader, threads, is_orphan);
    PanelHtml {
        button: to_html(button(reader, threads)),
        panel: to_html(panel(reader, sections, threads, list)),
        accords: String::new(),
    }
}

/// What a tab asks for: what is said of whole sections, then the threads.
pub fn list_html(
    reader: &Reader,
    sections: &Panel,
    threads: &[Thread],
    is_orphan: impl Fn(&Anchor) -> bool,
) -> String {
    let list = list(reader, threads, is_orphan);
    to_html(view! {
        <div data-fragment="consent">{sections_view(reader, sections)}</div>
        <div data-fragment="threads" inner_html=list></div>
    })
}

/// The threads, in the order in which they were opened. Those that are ended are there, and are
/// shown to who asks for them.
fn list(reader: &Reader, threads: &[Thread], is_orphan: impl Fn(&Anchor) -> bool) -> String {
    let threads = threads.iter();
    let threads = threads.map(|thread| thread_view(reader, thread, is_orphan(&thread.place)));
    to_html(threads.collect_view())
}

fn button(reader: &Reader, threads: &[Thread]) -> AnyView {
    let lang = reader.lang;
    let open = threads.iter().filter(|thread| thread.resolved.is_none()).count().to_string();
    let unread = threads.iter().filter(|thread| reader.has_not_read(thread)).count();
    let unread = unread_words(lang, unread);
    let label = match &unread {
        Some(unread) => texts::SHOW_UNREAD.fill(lang, &[("n", &open), ("unread", unread)]),
        None => texts::SHOW_COUNT.fill(lang, &[("n", &open)]),
    };
    view! {
        <button type="button" class="threads-button" data-js="panel-button" aria-controls="fils"
            aria-expanded="false" aria-label=label data-label=texts::SHOW_COUNT.in_lang(lang)
            data-label-unread=texts::SHOW_UNREAD.in_lang(lang)
            data-unread-one=texts::UNREAD_ONE.in_lang(lang)
            data-unread-many=texts::UNREAD_MANY.in_lang(lang)>
            <span class="threads-open" data-js="open-count">{open}</span>
            <span class="threads-unread" data-js="unread-count">{unread}</span>
        </button>
    }
    .into_any()
}

fn unread_words(lang: Lang, unread: usize) -> Option<String> {
    match unread {
        0 => None,
        1 => Some(texts::UNREAD_ONE.in_lang(lang).to_owned()),
        n => Some(texts::UNREAD_MANY.fill(lang, &[("n", &n.to_string())])),
    }
}

fn panel(reader: &Reader, sections: &Panel, threads: &[Thread], list: String) -> AnyView {
    let lang = reader.lang;
    let options = FILTERS
        .iter()
        .map(|(value, text)| view! { <option value=*value>{text.in_lang(lang)}</option> })
        .collect_view();
    let (any, here) = (texts::NONE.in_lang(lang), texts::NONE_HERE.in_lang(lang));
    let none_open = threads.iter().all(|thread| thread.resolved.is_some());
    view! {
        <header class="threads-head">
            <h2 id="fils-titre">{texts::COMMENTS.in_lang(lang)}</h2>
            <button type="button" class="button-quiet threads-close" data-js="close" hidden>
                {texts::CLOSE.in_lang(lang)}
            </button>
        </header>
        <div class="threads-filters" data-js="filters" hidden>
            <select class="threads-filter" name="state" aria-label=texts::FILTER.in_lang(lang)>
                {options}
            </select>
            <select class="threads-from" name="from" aria-label=texts::FILTER_FROM.in_lang(lang)>
                <option value="">{texts::FILTER_FROM_ALL.in_lang(lang)}</option>
            </select>
            {check("mine", texts::FILTER_MINE.in_lang(lang))}
            {check("unread", texts::FILTER_UNREAD.in_lang(lang))}
            <button type="button" class="button-quiet threads-read-all" data-js="read-all" hidden>
                {texts::READ_ALL.in_lang(lang)}
            </button>
        </div>
        <p class="visually-hidden threads-said" role="status" data-js="said"
            data-text=texts::SAID.in_lang(lang) data-suggestion=suggestions::SAID.in_lang(lang)></p>
        <div data-fragment="consent">{sections_view(reader, sections)}</div>
        {composer(reader)}
        {assign(lang)}
        <form class="thread new threads-suggest" data-js="suggest-form" hidden></form>
        <div class="threads-together" data-js="together" hidden
            data-texts=suggestions::of_script(lang) data-longest=MAX_TEXT.to_string()></div>
        <p class="threads-none" data-js="none" data-any=any data-here=here hidden=!none_open>
            {if threads.is_empty() { any } else { here }}
        </p>
        <div class="threads-list" data-fragment="threads" inner_html=list></div>
    }
    .into_any()
}

/// What somebody is to the school.
pub fn quality(id: &str, lang: Lang) -> &'static str {
    QUALITIES.get(id).map(|item| item.label.in_lang(lang)).unwrap_or_default()
}

/// A choice of the filter beside the others.
fn check(name: &'static str, label: &'static str) -> AnyView {
    view! { <label class="threads-check"><input type="checkbox" name=name /> {label}</label> }
        .into_any()
}

impl Reader {
    /// The `lang` of what people wrote in the dossier, where it is not the language of the page.
    fn words_lang(&self) -> Option<&'static str> {
        (self.written != self.lang).then(|| self.written.tag())
    }

    /// Whether a thread changed since they saw it last.
    fn has_not_read(&self, thread: &Thread) -> bool {
        self.seen.get(&thread.id).is_none_or(|seen| *seen < thread.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless};
    use dossier::document::path::Path;
    use dossier::form::SectionId;
    use dossier::privacy::{Cue, Found};
    use dossier::rights::Role;
    use dossier::threads::consent::{PersonStance, SectionStatus, Stance, State};
    use dossier::threads::{Assigned, Author, Kind, Mark, Person, Remark, Resolved, tie};

    fn reader(account: &str, role: Role) -> Reader {
        Reader {
            account: account.to_owned(),
            standing: role.into(),
            lang: Lang::Fr,
            written: Lang::En,
            seen: BTreeMap::new(),
            now: 0,
        }
    }

    fn thread(kind: Kind) -> Thread {
        let by = |account: &str| Author {
            account: account.to_owned(),
            name: HOSTILE.to_owned(),
            quality: "elected".to_owned(),
        };
        Thread {
            suggestion: None,
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
            assigned: None,
            remarks: vec![Remark {
                id: "r".to_owned(),
                by: by("mairie"),
                at: 0,
                text: tie(&format!("{HOSTILE}\n  2 @Nadia"), &[("nadia", "Nadia")]),
                mentions: vec![Person { account: "nadia".to_owned(), name: HOSTILE.to_owned() }],
                rewritten: false,
            }],
        }
    }

    /// A section of which the town hall has said something, and the lead has not.
    fn of(stance: Stance) -> SectionStatus {
        let by = |account: &str| Author {
            account: account.to_owned(),
            name: HOSTILE.to_owned(),
            quality: "elected".to_owned(),
        };
        SectionStatus {
            section: SectionId::Budget,
            state: State { seq: 3, digest: "d".to_owned() },
            stances: vec![
                PersonStance { by: by("mairie"), stance },
                PersonStance { by: by("claire"), stance: Stance::Silent },
            ],
            found: vec![Found { cue: Cue::Pupil, words: HOSTILE.to_owned() }],
            asked_for: true,
        }
    }

    fn said() -> Panel {
        let sections = vec![of(Stance::Consents { at: 0, changed: true })];
        Panel { dossier: HOSTILE.to_owned(), sections }
    }

    #[test]
    fn each_is_offered_the_stance_that_they_have_not() {
        let reserves = || Stance::Reserves { threads: vec!["t".to_owned()] };
        for (account, role, stance, expected) in [
            ("mairie", Role::Partner, Stance::Silent, "consent reserve"),
            (
                "mairie",
                Role::Partner,
                Stance::Consents { at: 0, changed: false },
                "withdraw reserve",
            ),
            (
                "mairie",
                Role::Partner,
                Stance::Consents { at: 0, changed: true },
                "consent withdraw reserve",
            ),
            ("mairie", Role::Partner, reserves(), "lift"),
            ("claire", Role::Lead, reserves(), "consent reserve"),
            ("appui", Role::Support, reserves(), ""),
        ] {
            let sections = Panel { dossier: "d".to_owned(), sections: vec![of(stance.clone())] };
            let html = list_html(&reader(account, role), &sections, &[], |_| false);
            let ids =
                html.split(" id=\"").skip(1).filter_map(|rest| rest.split("-budget\"").next());
            let known = ["consent", "lift", "withdraw", "reserve"];
            let offered: Vec<&str> = ids.filter(|id| known.contains(id)).collect();
            assert_eq!(offered.join(" "), expected, "{account} {stance:?}");
        }
    }

    #[test]
    fn who_was_erased_is_called_so_in_the_language_of_the_reader() {
        let mut gone = thread(Kind::Comment);
        gone.remarks[0].by.name = String::new();
        gone.remarks[0].mentions[0].name = String::new();
        let html = list(&reader("claire", Role::Lead), std::slice::from_ref(&gone), |_| false);
        assert!(html.contains("<strong>Ancien membre</strong>"), "{html}");
        assert!(html.contains("@Ancien membre"), "{html}");
        let english = Reader { lang: Lang::En, ..reader("claire", Role::Lead) };
        assert!(list(&english, &[gone], |_| false).contains("<strong>Former member</strong>"));
    }

    #[test]
    fn what_people_wrote_and_quoted_cannot_break_the_panel() {
        let beside =
            panel_html(&reader("mairie", Role::Partner), &said(), &[thread(Kind::Comment)], |_| {
                true
            });
        assert_harmless(&beside.panel);
        assert!(beside.panel.contains("\n  2 <"), "lines and spaces stay: {}", beside.panel);
    }

    #[test]
    fn each_is_shown_the_buttons_of_what_they_may_do() {
        let table = [
            // who, as what, of which kind: the buttons
            ("mairie", Role::Partner, Kind::Reservation, "rewrite withdraw reply resolve assign"),
            ("mairie", Role::Viewer, Kind::Reservation, ""),
            ("claire", Role::Lead, Kind::Reservation, "reply assign"),
            ("claire", Role::Lead, Kind::Comment, "reply resolve assign"),
            ("appui", Role::Support, Kind::Comment, "reply assign"),
        ];
        for (account, role, kind, expected) in table {
            let html = list(&reader(account, role), &[thread(kind)], |_| false);
            let acts = html.split("data-act=\"").skip(1).filter_map(|rest| rest.split('"').next());
            assert_eq!(acts.collect::<Vec<_>>().join(" "), expected, "{account} {role:?}");
        }
        let by = thread(Kind::Comment).remarks[0].by.clone();
        let resolved = Some(Resolved { by, at: 0 });
        let ended = Thread { resolved, ..thread(Kind::Comment) };
        let html = list(&reader("claire", Role::Lead), &[ended], |_| false);
        assert!(html.contains("data-act=\"reopen\"") && html.contains("data-state=\"ended\""));
    }

    #[test]
    fn what_concerns_somebody_and_what_they_have_not_read_is_marked() {
        let of = |account: &str, seen: Option<i64>, given: Option<&str>| {
            let mut thread = thread(Kind::Comment);
            thread.assigned = given.map(|account| {
                let to = Author { account: account.to_owned(), ..thread.remarks[0].by.clone() };
                Assigned { to, due: Some("1970-01-02".to_owned()) }
            });
            let seen = seen.map(|version| ("t".to_owned(), version)).into_iter().collect();
            let reader = Reader { seen, ..reader(account, Role::Lead) };
            let html = list(&reader, &[thread], |_| false);
            let article = html.split('>').next().unwrap_or_default().to_owned();
            [article.contains("data-mine"), article.contains("data-unread")]
        };
        assert_eq!(of("mairie", None, None), [true, true], "opened");
        assert_eq!(of("nadia", Some(0), None), [true, true], "named");
        assert_eq!(of("claire", Some(1), None), [false, false]);
        assert_eq!(of("claire", Some(1), Some("claire")), [true, false], "given");
        assert_eq!(of("claire", Some(1), Some("nadia")), [false, false]);
    }

    #[test]
    fn the_panel_is_there_for_who_may_hear_a_section_and_for_nobody_else() {
        for role in Role::ALL {
            let beside = panel_html(&reader("a", role), &said(), &[], |_| false);
            let hears = !matches!(role, Role::Viewer | Role::Admin);
            let there = [&beside.panel, &beside.button].map(|part| !part.is_empty());
            assert_eq!(there, [hears, hears], "{role:?}");
        }
    }

    #[test]
    fn a_thread_carries_the_line_of_its_mark() {
        let thread = thread(Kind::Reservation);
        let html = list(&reader("a", Role::Lead), std::slice::from_ref(&thread), |_| false);
        let line = html.split("data-mark=\"").nth(1).and_then(|rest| rest.split('"').next());
        let line = line.map(|line| {
            let line = line.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            line.replace("&#x27;", "'").replace("&amp;", "&")
        });
        assert_eq!(line.as_deref().and_then(Mark::read), Some(Mark::of(&thread)));
    }
}
