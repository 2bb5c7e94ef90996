//! Answering from a letter, without signing in: the page that takes a link or a code, the thread with
//! a form, and the thanks. Works without script; `js/invitation.js` only saves typing the code, by
//! sending what stands after `#` in the link. Must not know: who holds which link.

use crate::components::field::{FieldError, Input, Label, box_content, message_of, text_field};
use crate::components::notice::error_summary;
use crate::pages::threads::{Listener, told_view};
use crate::shell::{Frame, document, scripted_document};
use crate::texts::{forms, letters as texts};
use dossier::form;
use dossier::threads::{MAX_TEXT, Thread};
use dossier::words::{Lang, Text};
use leptos::prelude::*;

const CODE: Label =
    Label { name: "code", label: texts::CODE, help: Some(texts::CODE_HELP), required: true };

/// Why nothing was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Unknown, expired, used up, or of somebody who may no more: all look the same.
    Closed,
    TooMany,
}

impl Refusal {
    const fn words(self) -> (Text, Option<Text>) {
        match self {
            Refusal::Closed => (texts::CLOSED, Some(texts::CLOSED_TEXT)),
            Refusal::TooMany => (texts::TOO_MANY, None),
        }
    }
}

pub fn ask(frame: &Frame, refusal: Option<Refusal>) -> String {
    let lang = frame.lang;
    let code = Input { kind: "text", autocomplete: "off", value: String::new(), short: true };
    let refused = refusal.map(|refusal| {
        let (title, text) = refusal.words();
        view! {
            <div class="notice danger" role="alert" tabindex="-1" autofocus>
                <p class="notice-title">{title.in_lang(lang)}</p>
                {text.map(|text| view! { <p>{text.in_lang(lang)}</p> })}
            </div>
        }
    });
    let main = view! {
        <div class="page split">
            <div class="intro">
                <h1>{texts::ANSWER_TITLE.in_lang(lang)}</h1>
                <p class="lede">{texts::ANSWER_LEDE.in_lang(lang)}</p>
            </div>
            <div class="split-main">
                {refused}
                <form class="form" id="join" method="post" action="/repondre" novalidate>
                    {text_field(lang, CODE, code, &[])}
                    <p>
                        <button class="button-main">{texts::CONTINUE.in_lang(lang)}</button>
                    </p>
                </form>
            </div>
        </div>
    };
    scripted_document(frame, &forms::title(lang, texts::ANSWER_TITLE, refusal.is_some()), main)
}

/// A thread that is answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// For whom it is written.
    pub listener: Listener,
    /// What they are called.
    pub name: String,
    /// The dossier's title.
    pub title: String,
    pub thread: Thread,
    /// What the reader holds, sent again with the form.
    pub held: String,
    /// What was typed so far.
    pub text: String,
}

pub fn page(frame: &Frame, answer: &Answer, errors: &[FieldError]) -> String {
    let lang = frame.lang;
    let section = form::section(answer.thread.place.section).title.in_lang(lang);
    let main = view! {
        <div class="page split">
            <div class="intro">
                <h1>{texts::ANSWER_TITLE.in_lang(lang)}</h1>
                <dl class="facts">
                    <dt>{texts::IN_DOSSIER.in_lang(lang)}</dt>
                    <dd>{answer.title.clone()}</dd>
                    <dt>{texts::IN_SECTION.in_lang(lang)}</dt>
                    <dd>{section}</dd>
                    <dt>{texts::YOU_ARE.in_lang(lang)}</dt>
                    <dd>{answer.name.clone()}</dd>
                </dl>
            </div>
            <div class="split-main">
                {error_summary(lang, errors)}
                <section class="answer-thread" aria-labelledby="said">
                    <h2 id="said">{texts::SAID.in_lang(lang)}</h2>
                    {told_view(&answer.listener, &answer.thread)}
                </section>
                <form class="form" method="post" action="/repondre/envoyer" novalidate>
                    <input type="hidden" name="code" value=answer.held.clone() />
                    {reply_field(lang, &answer.text, errors)}
                    <p>
                        <button class="button-main">{texts::SEND.in_lang(lang)}</button>
                    </p>
                </form>
            </div>
        </div>
    };
    document(frame, &forms::title(lang, texts::ANSWER_TITLE, !errors.is_empty()), main)
}

fn reply_field(lang: Lang, text: &str, errors: &[FieldError]) -> AnyView {
    let message = message_of("text", errors);
    let described_by = if message.is_some() { "text-help text-error" } else { "text-help" };
    view! {
        <div class="field">
            <label class="field-label" for="text">
                {texts::YOUR_REPLY.in_lang(lang)}
            </label>
            <p class="field-help" id="text-help">
                {texts::YOUR_REPLY_HELP.in_lang(lang)}
            </p>
            <textarea
                class="input answer-text"
                id="text"
                name="text"
                rows="5"
                maxlength=MAX_TEXT.to_string()
                required
                aria-invalid=message.is_some().then_some("true")
                aria-describedby=described_by
                inner_html=box_content(text)
            ></textarea>
            {crate::components::field::error_line("text", message)}
        </div>
    }
    .into_any()
}

pub fn thanks(frame: &Frame) -> String {
    let lang = frame.lang;
    let main = view! {
        <div class="page notices-page">
            <h1>{texts::ANSWERED.in_lang(lang)}</h1>
            <p class="lede" role="status">{texts::ANSWERED_TEXT.in_lang(lang)}</p>
            <p>
                <a class="button" href="/dossiers">{texts::TO_DOSSIERS.in_lang(lang)}</a>
            </p>
        </div>
    };
    document(frame, texts::ANSWERED.in_lang(lang), main)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, frame};
    use dossier::form::SectionId;
    use dossier::rights::{Role, Standing};
    use dossier::threads::{Anchor, Author, Kind, Remark};

    fn answer(words: &str) -> Answer {
        let by =
            Author { account: "claire".to_owned(), name: words.to_owned(), quality: String::new() };
        let remark = Remark {
            id: words.to_owned(),
            by,
            at: 0,
            text: words.to_owned(),
            mentions: Vec::new(),
            rewritten: false,
        };
        let section = SectionId::Budget;
        Answer {
            listener: Listener {
                account: "claire".to_owned(),
                standing: Standing::from(Role::Partner),
                lang: Lang::Fr,
                written: Lang::Fr,
                seen: Default::default(),
                now: 0,
            },
            name: words.to_owned(),
            title: words.to_owned(),
            thread: Thread {
                id: words.to_owned(),
                version: 1,
                kind: Kind::Comment,
                place: Anchor { section, path: None, span: None, quote: words.to_owned() },
                opened_by: "claire".to_owned(),
                suggestion: None,
                resolved: None,
                assigned: None,
                remarks: vec![remark; 25],
            },
            held: words.to_owned(),
            text: words.to_owned(),
        }
    }

    #[test]
    fn what_others_wrote_is_shown_as_text() {
        assert_harmless(&page(&frame(Lang::Fr), &answer(HOSTILE), &[]));
    }

    #[test]
    fn one_reads_and_answers_and_does_nothing_else() {
        let page = page(&frame(Lang::Fr), &answer("Qui paie"), &[]);
        assert_eq!(page.matches("class=\"remark\"").count(), 20, "the last ones");
        assert!(!page.contains("data-act") && !page.contains("<script"), "{page}");
        assert!(page.contains("action=\"/repondre/envoyer\""), "{page}");
    }
}
