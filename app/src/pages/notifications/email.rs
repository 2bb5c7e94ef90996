//! An e-mail about notifications, from plain data to words: its subject, its plain text, and the
//! same as a small HTML page that loads nothing. Does not know: how an e-mail travels, what its
//! reader may hear.
//!
//! Titles and names are given in one line each: a subject is a header.

use crate::pages::notifications::place;
use crate::shell::to_html;
use crate::texts::dates::Day;
use crate::texts::{emails as texts, notifications, shell};
use dossier::lang::Lang;
use dossier::notifications::Notification;
use dossier::notifications::email::EmailPace;
use leptos::prelude::*;

/// What a remark shows of itself at most, in characters; the rest is a click away.
const WORDS: usize = 1000;

/// What an e-mail says.
#[derive(Clone, Debug)]
pub struct Email {
    pub lang: Lang,
    pub pace: EmailPace,
    /// To whom.
    pub name: String,
    pub dossier: String,
    pub title: String,
    pub school: String,
    /// Where this site is found, without a slash at its end.
    pub site: String,
    /// The oldest first.
    pub items: Vec<Item>,
    /// How many more there are that the e-mail does not show.
    pub more: usize,
    /// Where e-mails of this dossier are stopped without signing in.
    pub stop: String,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub notification: Notification,
    pub reply: Option<Reply>,
}

/// How the reader answers there without signing in.
#[derive(Clone, Debug)]
pub struct Reply {
    pub token: String,
    pub code: String,
    /// Milliseconds since 1970, UTC.
    pub until: i64,
}

/// An e-mail in words.
#[derive(Clone, Debug)]
pub struct Words {
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Email {
    pub fn words(&self) -> Words {
        Words { subject: self.subject(), text: self.text(), html: self.html() }
    }

    fn subject(&self) -> String {
        let count = (self.items.len() + self.more).to_string();
        match (self.pace, self.items.as_slice()) {
            (EmailPace::Daily, _) => {
                texts::SUBJECT_DAILY.fill(self.lang, &[("title", &self.title)])
            }
            (_, [one]) if self.more == 0 => format!("{} – {}", self.says(one), self.title),
            _ => texts::SUBJECT_MANY
                .fill(self.lang, &[("n", count.as_str()), ("title", &self.title)]),
        }
    }

    fn says(&self, item: &Item) -> String {
        let Notification { kind, by, section, detail, .. } = &item.notification;
        notifications::says(self.lang, *kind, by, *section, detail)
    }

    fn hello(&self) -> String {
        texts::HELLO.fill(self.lang, &[("name", &self.name)])
    }

    fn about(&self) -> String {
        let title = texts::DOSSIER.fill(self.lang, &[("title", &self.title)]);
        if self.school.is_empty() { title } else { format!("{title} ({})", self.school) }
    }

    fn place(&self, item: &Item) -> String {
        let Notification { thread, section, .. } = &item.notification;
        format!("{}{}", self.site, place(&self.dossier, thread.as_deref(), *section))
    }

    fn reply_link(&self, reply: &Reply) -> String {
        format!("{}/repondre#{}", self.site, reply.token)
    }

    fn reply_code(&self, reply: &Reply) -> String {
        let address = format!("{}/repondre", self.site);
        texts::REPLY_CODE.fill(self.lang, &[("address", &address), ("code", &reply.code)])
    }

    /// Said once, and only where there is such a link.
    fn yours(&self) -> Option<String> {
        let until = self.items.iter().filter_map(|item| Some(item.reply.as_ref()?.until)).min()?;
        let day = Day::of_millis(until).in_words(self.lang);
        Some(texts::REPLY_YOURS.fill(self.lang, &[("day", &day)]))
    }

    fn more(&self) -> Option<String> {
        match self.more {
            0 => None,
            1 => Some(texts::MORE_ONE.in_lang(self.lang).to_owned()),
            n => Some(texts::MORE_MANY.fill(self.lang, &[("n", &n.to_string())])),
        }
    }

    fn text(&self) -> String {
        let lang = self.lang;
        let mut parts = vec![self.hello()];
        if self.pace == EmailPace::Daily {
            parts.push(texts::SINCE_DAILY.in_lang(lang).to_owned());
        }
        parts.push(self.about());
        for item in &self.items {
            parts.push(format!("* {}", self.says(item)));
            if !item.notification.words.is_empty() {
                let lines: Vec<String> = shortened(&item.notification.words)
                    .lines()
                    .map(|line| format!("> {line}"))
                    .collect();
                parts.push(lines.join("\n"));
            }
            let see = (texts::SEE.in_lang(lang), self.place(item));
            let reply = item.reply.as_ref().map(|reply| {
                let link = (texts::REPLY.in_lang(lang), self.reply_link(reply));
                format!("{}\n{}", labelled(lang, link), self.reply_code(reply))
            });
            parts.extend(reply);
            parts.push(labelled(lang, see));
        }
        if let Some(more) = self.more() {
            parts.push(format!("{more}\n{}/avis", self.site));
        }
        parts.push("--".to_owned());
        parts.extend(self.yours());
        parts.push(texts::WHY.in_lang(lang).to_owned());
        let choices = (texts::CHOOSE.in_lang(lang), format!("{}/avis/reglages", self.site));
        parts.push(labelled(lang, choices));
        parts.push(labelled(lang, (texts::STOP.in_lang(lang), self.stop.clone())));
        parts.push(texts::FREE.in_lang(lang).to_owned());
        format!("{}\n", parts.join("\n\n"))
    }

    /// Without pictures, styles or scripts from anywhere: opening it tells nobody.
    fn html(&self) -> String {
        let lang = self.lang;
        let since = (self.pace == EmailPace::Daily)
            .then(|| view! { <p>{texts::SINCE_DAILY.in_lang(lang)}</p> });
        let items = self.items.iter().map(|item| self.item(item)).collect_view();
        let more = self.more().map(|more| {
            view! {
                <p>
                    {more}
                    " "
                    <a href=format!("{}/avis", self.site)>{texts::ALL_OF_THEM.in_lang(lang)}</a>
                </p>
            }
        });
        let body = view! {
            <html lang=lang.tag()>
                <head>
                    <meta charset="utf-8" />
                    <title>{self.subject()}</title>
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="color-scheme" content="light dark" />
                </head>
                <body style="max-width:36rem;margin:0 auto;padding:1rem;font:1rem/1.5 sans-serif">
                    <p>{self.hello()}</p>
                    {since}
                    <h1 style="font-size:1.15rem;line-height:1.3">{self.about()}</h1>
                    {items}
                    {more}
                    <hr />
                    {self.yours().map(|yours| view! { <p>{yours}</p> })}
                    <p>{texts::WHY.in_lang(lang)}</p>
                    <p>
                        <a href=format!(
                            "{}/avis/reglages",
                            self.site,
                        )>{texts::CHOOSE.in_lang(lang)}</a>
                    </p>
                    <p>
                        <a href=self.stop.clone()>{texts::STOP.in_lang(lang)}</a>
                    </p>
                    <p>{shell::BRAND}" – "{texts::FREE.in_lang(lang)}</p>
                </body>
            </html>
        };
        format!("<!DOCTYPE html>{}", to_html(body))
    }

    fn item(&self, item: &Item) -> AnyView {
        let lang = self.lang;
        let words = (!item.notification.words.is_empty()).then(|| {
            view! {
                <blockquote style="margin:0;padding-left:1rem;border-left:3px solid;white-space:pre-line">
                    {shortened(&item.notification.words)}
                </blockquote>
            }
        });
        let reply = item.reply.as_ref().map(|reply| {
            view! {
                <p>
                    <a href=self.reply_link(reply)>
                        <strong>{texts::REPLY.in_lang(lang)}</strong>
                    </a>
                    <br />
                    <small>{self.reply_code(reply)}</small>
                </p>
            }
        });
        view! {
            <h2 style="margin-bottom:.5rem;font-size:1rem">{self.says(item)}</h2>
            {words}
            {reply}
            <p>
                <a href=self.place(item)>{texts::SEE.in_lang(lang)}</a>
            </p>
        }
        .into_any()
    }
}

/// A link on a line of its own: a mail reader makes it one that can be followed.
fn labelled(lang: Lang, (label, link): (&str, String)) -> String {
    let colon = if lang == Lang::Fr { "\u{a0}:" } else { ":" };
    format!("{label}{colon}\n{link}")
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= WORDS {
        return words.to_owned();
    }
    format!("{}…", words.chars().take(WORDS).collect::<String>().trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless};
    use dossier::form::SectionId;
    use dossier::notifications::Kind;

    fn email(items: Vec<Item>) -> Email {
        Email {
            lang: Lang::Fr,
            pace: EmailPace::AtOnce,
            name: "Nadia Fictive".to_owned(),
            dossier: "d".to_owned(),
            title: "Une cour pour tous".to_owned(),
            school: "École fictive".to_owned(),
            site: "https://preau.example".to_owned(),
            items,
            more: 0,
            stop: "https://preau.example/courriels/arret/s".to_owned(),
        }
    }

    fn item() -> Item {
        let notification = Notification {
            id: "n".to_owned(),
            kind: Kind::Mention,
            dossier: "d".to_owned(),
            title: "Une cour pour tous".to_owned(),
            section: Some(SectionId::Budget),
            thread: Some("t".to_owned()),
            by: "Claire Fictive".to_owned(),
            at: 0,
            words: "Qui paie\u{a0}?\nLa commune\u{a0}?".to_owned(),
            detail: String::new(),
            is_unread: true,
        };
        Item {
            notification,
            reply: Some(Reply {
                token: "token".to_owned(),
                code: "12345-67890".to_owned(),
                until: 1_790_208_000_000,
            }),
        }
    }

    #[test]
    fn what_others_wrote_is_text_and_nothing_is_loaded() {
        let hostile = || HOSTILE.to_owned();
        let mut item = item();
        item.notification.by = hostile();
        item.notification.words = hostile();
        let email = Email { name: hostile(), title: hostile(), ..email(vec![item]) };
        let html = email.words().html;
        assert_harmless(&html);
        // The hostile words have a tag and a source of their own, of which nothing is left as such.
        for loads in ["<img", "<script", "<link", "<iframe", " src=\"", "url("] {
            assert!(!html.contains(loads), "{loads}: {html}");
        }
    }

    #[test]
    fn the_two_parts_say_the_same() {
        let Words { text, html, .. } = email(vec![item()]).words();
        for said in [
            "Bonjour Nadia Fictive,",
            "Claire Fictive vous mentionne dans",
            "https://preau.example/dossiers/d#fil-t",
            "https://preau.example/repondre#token",
            "12345-67890",
            "24\u{a0}septembre 2026",
            "https://preau.example/avis/reglages",
            "https://preau.example/courriels/arret/s",
            "La commune",
        ] {
            assert!(text.contains(said), "{said}: {text}");
            assert!(html.contains(said), "{said}: {html}");
        }
        assert!(text.contains("\n> Qui paie\u{a0}?\n> La commune\u{a0}?\n"), "{text}");
    }

    #[test]
    fn a_subject_says_what_happened_or_how_much() {
        let subject = |email: Email| email.words().subject;
        let one = subject(email(vec![item()]));
        assert!(one.starts_with("Claire Fictive vous mentionne dans «\u{a0}Budget"), "{one}");
        assert!(one.ends_with("\u{a0}» – Une cour pour tous"), "{one}");
        let two = email(vec![item(), item()]);
        assert_eq!(subject(two.clone()), "2 nouveautés dans le dossier Une cour pour tous");
        let english = Email { lang: Lang::En, more: 3, ..two.clone() };
        assert_eq!(subject(english), "5 updates in the dossier Une cour pour tous");
        let daily = Email { pace: EmailPace::Daily, ..two };
        assert_eq!(subject(daily), "Votre résumé du jour\u{a0}: Une cour pour tous");
    }

    #[test]
    fn who_may_not_answer_has_no_link_and_what_is_long_is_cut() {
        let mut item = Item { reply: None, ..item() };
        item.notification.words = "é".repeat(3000);
        let Words { text, html, .. } = email(vec![item]).words();
        assert!(!text.contains("repondre") && !html.contains("repondre"), "{text}");
        assert!(!text.contains("transférez") && text.contains("é…") && html.contains("é…"));
        assert!(text.matches('é').count() < 1100, "{text}");
    }
}
