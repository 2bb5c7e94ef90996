//! What concerns the reader in their dossiers, day by day, each line leading to its place.
//! Does not know: how notifications are kept, who is told of what.

use crate::shell::{PageContext, document};
use crate::texts::dates::Day;
use crate::texts::notifications as texts;
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::notifications::Notification;
use leptos::prelude::*;

pub mod email;
pub mod reply_by_link;
pub mod settings;
pub mod unsubscribe;

/// What the page shows, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Notifications {
    pub unread: u32,
    pub items: Vec<Notification>,
}

/// The address of a thread, or of a section, or of a dossier.
pub fn place(dossier: &str, thread: Option<&str>, section: Option<SectionId>) -> String {
    match (thread, section) {
        (Some(thread), _) => format!("/dossiers/{dossier}#fil-{thread}"),
        (None, Some(section)) => format!("/dossiers/{dossier}#{}", section.name()),
        (None, None) => format!("/dossiers/{dossier}"),
    }
}

pub fn page(context: &PageContext, notifications: &Notifications) -> String {
    let lang = context.lang;
    let days = by_day(&notifications.items)
        .into_iter()
        .map(|(day, items)| {
            let lines = items.iter().map(|item| line(lang, item)).collect_view();
            view! {
                <section class="notifications-day" aria-labelledby=day.iso()>
                    <h2 id=day.iso()>{day.in_words(lang)}</h2>
                    <ul class="notifications">{lines}</ul>
                </section>
            }
        })
        .collect_view();
    let empty = notifications.items.is_empty().then(|| {
        view! { <p class="text">{texts::EMPTY.in_lang(lang)}</p> }
    });
    let oldest = (!notifications.items.is_empty()).then(|| {
        view! { <p class="field-help">{texts::OLDEST.in_lang(lang)}</p> }
    });
    let until = notifications.items.first().map_or(0, |newest| newest.at);
    let read_all = (notifications.unread > 0).then(|| {
        view! {
            <form method="post" action="/avis/lus">
                <input type="hidden" name="until" value=until.to_string() />
                <button class="button">{texts::READ_ALL.in_lang(lang)}</button>
            </form>
        }
    });
    let count = texts::unread(lang, notifications.unread);
    let main = view! {
        <div class="page notifications-page">
            <div class="list-head">
                <h1>{texts::TITLE.in_lang(lang)}</h1>
                {read_all}
            </div>
            <p class="lede">{texts::LEDE.in_lang(lang)}</p>
            <p class="notifications-sum">
                <span>{capital(&count)}</span>
                <a href="/avis/reglages">{texts::SETTINGS_LINK.in_lang(lang)}</a>
            </p>
            {days}
            {empty}
            {oldest}
        </div>
    };
    document(context, texts::TITLE.in_lang(lang), main)
}

fn line(lang: Lang, item: &Notification) -> AnyView {
    let says = texts::says(lang, item.kind, &item.by, item.section, &item.detail);
    let unread = item.is_unread.then(|| {
        view! { <span class="kind unread">{texts::UNREAD.in_lang(lang)}</span> }
    });
    let words = (!item.words.is_empty()).then(|| {
        view! { <blockquote class="notification-words">{item.words.clone()}</blockquote> }
    });
    let read = item.is_unread.then(|| {
        view! {
            <form method="post" action="/avis/lus">
                <input type="hidden" name="about" value=item.id.clone() />
                <button class="button-quiet">
                    {texts::READ_ONE.in_lang(lang)}
                    <span class="visually-hidden">" : "{says.clone()}</span>
                </button>
            </form>
        }
    });
    let class = if item.is_unread { "notification-line is-unread" } else { "notification-line" };
    view! {
        <li class=class>
            <p class="notification-says">
                <a href=place(&item.dossier, item.thread.as_deref(), item.section)>
                    {says.clone()}
                </a>
                " "
                {unread}
            </p>
            {words}
            <p class="notification-dossier">
                <span class="visually-hidden">{texts::IN_DOSSIER.in_lang(lang)}" "</span>
                {item.title.clone()}
            </p>
            {read}
        </li>
    }
    .into_any()
}

fn by_day(items: &[Notification]) -> Vec<(Day, Vec<&Notification>)> {
    let mut days: Vec<(Day, Vec<&Notification>)> = Vec::new();
    for item in items {
        let day = Day::of_millis(item.at);
        match days.last_mut() {
            Some((last, of_day)) if *last == day => of_day.push(item),
            _ => days.push((day, vec![item])),
        }
    }
    days
}

fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};
    use dossier::notifications::Kind;

    const NOON: i64 = 1_790_251_200_000;

    fn item(id: &str, at: i64) -> Notification {
        Notification {
            id: id.to_owned(),
            kind: Kind::Reply,
            dossier: "d".to_owned(),
            title: "Une cour pour tous".to_owned(),
            section: Some(SectionId::Budget),
            thread: Some("t".to_owned()),
            by: "Claire Fictive".to_owned(),
            at,
            words: "Qui paie ?".to_owned(),
            detail: String::new(),
            is_unread: true,
        }
    }

    #[test]
    fn what_others_wrote_is_shown_as_text() {
        let hostile = Notification {
            id: HOSTILE.to_owned(),
            dossier: HOSTILE.to_owned(),
            title: HOSTILE.to_owned(),
            thread: Some(HOSTILE.to_owned()),
            by: HOSTILE.to_owned(),
            words: HOSTILE.to_owned(),
            detail: HOSTILE.to_owned(),
            ..item("a", NOON)
        };
        let notifications = Notifications { unread: 1, items: vec![hostile] };
        assert_harmless(&page(&context(Lang::Fr), &notifications));
    }

    #[test]
    fn days_are_apart_and_what_is_unread_says_so() {
        let read = Notification { is_unread: false, ..item("b", NOON - 86_400_000) };
        let notifications =
            Notifications { unread: 2, items: vec![item("c", NOON), item("a", NOON - 1), read] };
        let page = page(&context(Lang::Fr), &notifications);
        assert_eq!(page.matches("<h2").count(), 2, "{page}");
        assert_eq!(page.matches("Non lu<").count(), 2, "{page}");
        assert!(page.contains("href=\"/dossiers/d#fil-t\""), "{page}");
        assert!(page.contains(&format!("name=\"until\" value=\"{NOON}\"")), "{page}");
        assert!(page.contains("2 non lues"), "{page}");
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        let page = page(&context(Lang::En), &Notifications::default());
        assert!(page.contains("Nothing yet") && !page.contains("Mark all"), "{page}");
    }

    #[test]
    fn a_notice_leads_to_the_nearest_place_there_is() {
        for (thread, section, address) in [
            (Some("t"), Some(SectionId::Budget), "/dossiers/d#fil-t"),
            (None, Some(SectionId::Budget), "/dossiers/d#budget"),
            (None, None, "/dossiers/d"),
        ] {
            assert_eq!(place("d", thread, section), address);
        }
    }
}
