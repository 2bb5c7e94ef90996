//! The last letters, for who looks after the server: to whom, about what, what became of each, and a
//! letter that was written into a file. Must not know: how letters are sent.

use crate::shell::{Frame, document};
use crate::texts::dates::Day;
use crate::texts::{emails as texts, notifications};
use dossier::lang::{Lang, Text};
use dossier::notifications::Kind;
use dossier::notifications::email::Pace;
use leptos::prelude::*;

/// What the page shows, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    pub lines: Vec<Line>,
    /// Letters are written into files and reach nobody.
    pub are_files: bool,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub id: String,
    pub email: String,
    /// The dossier's title.
    pub title: String,
    pub pace: Pace,
    pub kinds: Vec<Kind>,
    pub state: State,
    /// Milliseconds since 1970, UTC.
    pub made_at: i64,
    pub ended_at: Option<i64>,
    pub tries: u16,
    /// The name of why the last try failed.
    pub reason: Option<String>,
    pub is_file: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting { try_at: i64 },
    Sending,
    Sent,
    Failed,
    Needless,
}

impl State {
    const fn label(self) -> Text {
        match self {
            State::Waiting { .. } => texts::STATE_WAITING,
            State::Sending => texts::STATE_SENDING,
            State::Sent => texts::STATE_SENT,
            State::Failed => texts::STATE_FAILED,
            State::Needless => texts::STATE_NEEDLESS,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            State::Failed => "kind failed",
            State::Sent => "kind sent",
            _ => "kind",
        }
    }
}

pub fn page(frame: &Frame, letters: &Letters) -> String {
    let lang = frame.lang;
    let files = letters.are_files.then(|| {
        view! { <p class="notice">{texts::LIST_FILES.in_lang(lang)}</p> }
    });
    let body = if letters.lines.is_empty() {
        view! { <p class="text">{texts::LIST_EMPTY.in_lang(lang)}</p> }.into_any()
    } else {
        let lines = letters.lines.iter().map(|one| line(lang, one)).collect_view();
        view! { <ul class="notices">{lines}</ul> }.into_any()
    };
    let main = view! {
        <div class="page notices-page">
            <h1>{texts::LIST.in_lang(lang)}</h1>
            <p class="lede">{texts::LIST_LEDE.in_lang(lang)}</p>
            {files}
            {body}
        </div>
    };
    document(frame, texts::LIST.in_lang(lang), main)
}

fn line(lang: Lang, letter: &Line) -> AnyView {
    let kinds: Vec<&str> =
        letter.kinds.iter().map(|kind| notifications::on(*kind).in_lang(lang)).collect();
    let about = [&[notifications::pace(letter.pace).in_lang(lang)], kinds.as_slice()].concat();
    let mut facts = vec![texts::MADE.fill(lang, &[("at", &at(lang, letter.made_at))])];
    if let State::Waiting { try_at } = letter.state {
        facts.push(texts::NEXT_TRY.fill(lang, &[("at", &at(lang, try_at))]));
    }
    if let Some(ended_at) = letter.ended_at {
        facts.push(texts::ENDED.fill(lang, &[("at", &at(lang, ended_at))]));
    }
    if letter.tries > 1 || letter.reason.is_some() {
        facts.push(texts::TRIES.fill(lang, &[("n", &letter.tries.to_string())]));
    }
    let reason = letter.reason.as_ref().map(|name| texts::reason(lang, name));
    let reason = match (letter.state, reason) {
        (State::Needless, _) => Some(texts::NEEDLESS_TEXT.in_lang(lang).to_owned()),
        (_, Some(reason)) => Some(texts::REASON.fill(lang, &[("reason", &reason)])),
        (_, None) => None,
    };
    let file = letter.is_file.then(|| {
        let to = texts::READ_FILE_TO.fill(lang, &[("email", &letter.email)]);
        view! {
            <p>
                <a href=format!("/administration/courriels/{}", letter.id)>
                    {texts::READ_FILE.in_lang(lang)}
                    <span class="visually-hidden">" "{to}</span>
                </a>
            </p>
        }
    });
    view! {
        <li class="notice-line">
            <p class="notice-says">
                <strong>{letter.email.clone()}</strong>
                " "
                <span class=letter.state.class()>{letter.state.label().in_lang(lang)}</span>
            </p>
            <p>{letter.title.clone()}</p>
            <p class="notice-dossier">{about.join(" · ")}</p>
            <p class="notice-dossier">{facts.join(" · ")}</p>
            {reason.map(|reason| view! { <p class="notice-dossier">{reason}</p> })}
            {file}
        </li>
    }
    .into_any()
}

/// A letter that was written into a file.
pub fn letter(frame: &Frame, head: &str, text: &str) -> String {
    let lang = frame.lang;
    let main = view! {
        <div class="page notices-page">
            <p>
                <a href="/administration/courriels">{texts::BACK_TO_LIST.in_lang(lang)}</a>
            </p>
            <h1>{texts::KEPT.in_lang(lang)}</h1>
            <p class="lede">{texts::KEPT_LEDE.in_lang(lang)}</p>
            <section class="notices-day" aria-labelledby="kept-text">
                <h2 id="kept-text">{texts::KEPT_TEXT.in_lang(lang)}</h2>
                <pre class="letter-kept">{text.to_owned()}</pre>
            </section>
            <section class="notices-day" aria-labelledby="kept-head">
                <h2 id="kept-head">{texts::KEPT_HEAD.in_lang(lang)}</h2>
                <pre class="letter-kept">{head.to_owned()}</pre>
            </section>
        </div>
    };
    document(frame, texts::KEPT.in_lang(lang), main)
}

fn at(lang: Lang, millis: i64) -> String {
    let minutes = millis.div_euclid(60_000).rem_euclid(24 * 60);
    let time = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let day = Day::of_millis(millis).in_words(lang);
    texts::AT.fill(lang, &[("day", &day), ("time", &time)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, frame};

    fn sent(words: &str) -> Line {
        Line {
            id: words.to_owned(),
            email: words.to_owned(),
            title: words.to_owned(),
            pace: Pace::Daily,
            kinds: vec![Kind::Reply, Kind::Decided],
            state: State::Sent,
            made_at: 1_790_251_500_000,
            ended_at: None,
            tries: 1,
            reason: None,
            is_file: true,
        }
    }

    #[test]
    fn what_others_wrote_is_shown_as_text() {
        let letters = Letters { lines: vec![sent(HOSTILE)], are_files: true };
        assert_harmless(&page(&frame(Lang::Fr), &letters));
        assert_harmless(&letter(&frame(Lang::Fr), HOSTILE, HOSTILE));
    }

    #[test]
    fn each_says_what_became_of_it_and_why() {
        let line = |state, reason: Option<&str>| {
            let reason = reason.map(str::to_owned);
            let lines = vec![Line { state, reason, tries: 3, ..sent("claire@ecole.example") }];
            page(&frame(Lang::En), &Letters { lines, are_files: false })
        };
        let waiting = line(State::Waiting { try_at: 1_790_251_560_000 }, Some("unreachable"));
        for said in [
            "Waiting<",
            "Daily · Somebody answers where I wrote",
            "Prepared on 24\u{a0}September 2026 at 12:05 UTC",
            "Next try on 24\u{a0}September 2026 at 12:06 UTC · Tries: 3",
            "Reason: the mail server did not answer",
        ] {
            assert!(waiting.contains(said), "{said}: {waiting}");
        }
        assert!(line(State::Failed, Some("refused 550")).contains("refused, answer 550"));
        assert!(line(State::Needless, None).contains("had been read"));
        assert!(!waiting.contains("No mail server"), "{waiting}");
    }
}
