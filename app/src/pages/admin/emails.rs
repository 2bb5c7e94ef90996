//! The last e-mails, for who looks after the server: to whom, about what, what became of each, and
//! an e-mail that was written into a file. Does not know: how e-mails are sent.

use crate::shell::{PageContext, document};
use crate::texts::dates::Day;
use crate::texts::{emails as texts, notifications};
use dossier::lang::{Lang, Text};
use dossier::notifications::email::{EmailState, LoggedEmail};
use dossier::zone::Zone;
use leptos::prelude::*;

/// What the page shows, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Emails {
    pub lines: Vec<LoggedEmail>,
    /// Emails are written into files and reach nobody.
    pub are_files: bool,
}

const fn label(state: EmailState) -> Text {
    match state {
        EmailState::Waiting { .. } => texts::STATE_WAITING,
        EmailState::Sending => texts::STATE_SENDING,
        EmailState::Sent => texts::STATE_SENT,
        EmailState::Failed => texts::STATE_FAILED,
        EmailState::Needless => texts::STATE_NEEDLESS,
    }
}

const fn class(state: EmailState) -> &'static str {
    match state {
        EmailState::Failed => "kind failed",
        EmailState::Sent => "kind sent",
        _ => "kind",
    }
}

pub fn page(context: &PageContext, emails: &Emails) -> String {
    let lang = context.lang;
    let files = emails.are_files.then(|| {
        view! { <p class="notice">{texts::LIST_FILES.in_lang(lang)}</p> }
    });
    let body = if emails.lines.is_empty() {
        view! { <p class="text">{texts::LIST_EMPTY.in_lang(lang)}</p> }.into_any()
    } else {
        let lines = emails.lines.iter().map(|one| line(lang, one)).collect_view();
        view! { <ul class="notifications">{lines}</ul> }.into_any()
    };
    let main = view! {
        <div class="page notifications-page">
            <h1>{texts::LIST.in_lang(lang)}</h1>
            <p class="lede">{texts::LIST_LEDE.in_lang(lang)}</p>
            {files}
            {body}
        </div>
    };
    document(context, texts::LIST.in_lang(lang), main)
}

fn line(lang: Lang, email: &LoggedEmail) -> AnyView {
    let kinds: Vec<&str> =
        email.kinds.iter().map(|kind| notifications::on(*kind).in_lang(lang)).collect();
    let about = [&[notifications::pace(email.pace).in_lang(lang)], kinds.as_slice()].concat();
    let mut facts = vec![texts::MADE.fill(lang, &[("at", &at(lang, email.made_at))])];
    if let EmailState::Waiting { try_at } = email.state {
        facts.push(texts::NEXT_TRY.fill(lang, &[("at", &at(lang, try_at))]));
    }
    if let Some(ended_at) = email.ended_at {
        facts.push(texts::ENDED.fill(lang, &[("at", &at(lang, ended_at))]));
    }
    if email.tries > 1 || email.reason.is_some() {
        facts.push(texts::TRIES.fill(lang, &[("n", &email.tries.to_string())]));
    }
    let reason = email.reason.as_ref().map(|name| texts::reason(lang, name));
    let reason = match (email.state, reason) {
        (EmailState::Needless, _) => Some(texts::NEEDLESS_TEXT.in_lang(lang).to_owned()),
        (_, Some(reason)) => Some(texts::REASON.fill(lang, &[("reason", &reason)])),
        (_, None) => None,
    };
    let file = email.file.is_some().then(|| {
        let to = texts::READ_FILE_TO.fill(lang, &[("email", &email.email)]);
        view! {
            <p>
                <a href=format!("/administration/courriels/{}", email.id)>
                    {texts::READ_FILE.in_lang(lang)}
                    <span class="visually-hidden">" "{to}</span>
                </a>
            </p>
        }
    });
    view! {
        <li class="notification-line">
            <p class="notification-says">
                <strong>{email.email.clone()}</strong>
                " "
                <span class=class(email.state)>{label(email.state).in_lang(lang)}</span>
            </p>
            <p>{email.title.clone()}</p>
            <p class="notification-dossier">{about.join(" · ")}</p>
            <p class="notification-dossier">{facts.join(" · ")}</p>
            {reason.map(|reason| view! { <p class="notification-dossier">{reason}</p> })}
            {file}
        </li>
    }
    .into_any()
}

/// An e-mail that was written into a file.
pub fn email(context: &PageContext, head: &str, text: &str) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page notifications-page">
            <p>
                <a href="/administration/courriels">{texts::BACK_TO_LIST.in_lang(lang)}</a>
            </p>
            <h1>{texts::KEPT.in_lang(lang)}</h1>
            <p class="lede">{texts::KEPT_LEDE.in_lang(lang)}</p>
            <section class="notifications-day" aria-labelledby="kept-text">
                <h2 id="kept-text">{texts::KEPT_TEXT.in_lang(lang)}</h2>
                <pre class="email-stored">{text.to_owned()}</pre>
            </section>
            <section class="notifications-day" aria-labelledby="kept-head">
                <h2 id="kept-head">{texts::KEPT_HEAD.in_lang(lang)}</h2>
                <pre class="email-stored">{head.to_owned()}</pre>
            </section>
        </div>
    };
    document(context, texts::KEPT.in_lang(lang), main)
}

fn at(lang: Lang, millis: i64) -> String {
    let minutes = Zone::Paris.local(millis).div_euclid(60_000).rem_euclid(24 * 60);
    let time = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let day = Day::of_millis(millis).in_words(lang);
    texts::AT.fill(lang, &[("day", &day), ("time", &time)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};
    use dossier::notifications::Kind;
    use dossier::notifications::email::EmailPace;

    fn sent(words: &str) -> LoggedEmail {
        LoggedEmail {
            id: words.to_owned(),
            email: words.to_owned(),
            title: words.to_owned(),
            pace: EmailPace::Daily,
            kinds: vec![Kind::Reply, Kind::Decided],
            state: EmailState::Sent,
            made_at: 1_790_251_500_000,
            ended_at: None,
            tries: 1,
            reason: None,
            file: Some(words.to_owned()),
        }
    }

    #[test]
    fn what_others_wrote_is_shown_as_text() {
        let emails = Emails { lines: vec![sent(HOSTILE)], are_files: true };
        assert_harmless(&page(&context(Lang::Fr), &emails));
        assert_harmless(&email(&context(Lang::Fr), HOSTILE, HOSTILE));
    }

    #[test]
    fn each_says_what_became_of_it_and_why() {
        let line = |state, reason: Option<&str>| {
            let reason = reason.map(str::to_owned);
            let lines =
                vec![LoggedEmail { state, reason, tries: 3, ..sent("claire@ecole.example") }];
            page(&context(Lang::En), &Emails { lines, are_files: false })
        };
        let waiting = line(EmailState::Waiting { try_at: 1_790_251_560_000 }, Some("unreachable"));
        for said in [
            "Waiting<",
            "Daily · Somebody answers where I wrote",
            "Prepared on 24\u{a0}September 2026 at 14:05 (Paris)",
            "Next try on 24\u{a0}September 2026 at 14:06 (Paris) · Tries: 3",
            "Reason: the mail server did not answer",
        ] {
            assert!(waiting.contains(said), "{said}: {waiting}");
        }
        assert!(line(EmailState::Failed, Some("refused 550")).contains("refused, answer 550"));
        assert!(line(EmailState::Needless, None).contains("had been read"));
        assert!(!waiting.contains("No mail server"), "{waiting}");
    }
}
