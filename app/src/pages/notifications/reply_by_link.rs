//! Answering from an e-mail, without signing in: what its link or code opens, the thread with a
//! form, and the thanks. Works without script. Does not know: who holds which link.

use crate::components::banner::error_summary;
use crate::components::field::{FieldError, box_content, error_line, message_of};
use crate::pages::site::code::{CodePage, Refusal};
use crate::pages::threads::warning::{notice, send_it};
use crate::pages::threads::{Reader, thread_for_reply};
use crate::shell::{PageContext, document};
use crate::texts::{emails as texts, forms};
use dossier::form;
use dossier::lang::Lang;
use dossier::privacy::Found;
use dossier::threads::{MAX_TEXT, Thread};
use leptos::prelude::*;

const ASKS: CodePage = CodePage {
    title: texts::ANSWER_TITLE,
    lede: texts::ANSWER_LEDE,
    more: None,
    label: texts::CODE,
    help: texts::CODE_HELP,
    action: "/repondre",
    closed: texts::CLOSED_TEXT,
};

pub fn ask(context: &PageContext, refusal: Option<Refusal>) -> String {
    ASKS.page(context, refusal)
}

/// A thread that is answered.
#[derive(Clone, Debug)]
pub struct Reply {
    /// For whom it is written.
    pub reader: Reader,
    /// What they are called.
    pub name: String,
    /// The dossier's title.
    pub title: String,
    pub thread: Thread,
    /// What the reader holds, sent again with the form.
    pub held: String,
    /// What was typed so far, and what looks in it as if it told of one person.
    pub text: String,
    pub found: Vec<Found>,
}

pub fn page(context: &PageContext, reply: &Reply, errors: &[FieldError]) -> String {
    let lang = context.lang;
    let section = form::section(reply.thread.place.section).title.in_lang(lang);
    let seems = !reply.found.is_empty();
    let warned = seems.then(|| notice(lang, &reply.found));
    let as_it_is = seems.then(|| view! { " " {send_it(lang)} });
    let main = view! {
        <div class="page split">
            <div class="intro">
                <h1>{texts::ANSWER_TITLE.in_lang(lang)}</h1>
                <dl class="facts">
                    <dt>{texts::IN_DOSSIER.in_lang(lang)}</dt>
                    <dd>{reply.title.clone()}</dd>
                    <dt>{texts::IN_SECTION.in_lang(lang)}</dt>
                    <dd>{section}</dd>
                    <dt>{texts::YOU_ARE.in_lang(lang)}</dt>
                    <dd>{reply.name.clone()}</dd>
                </dl>
            </div>
            <div class="split-main">
                {error_summary(lang, errors)}
                <section class="reply-thread" aria-labelledby="said">
                    <h2 id="said">{texts::SAID.in_lang(lang)}</h2>
                    {thread_for_reply(&reply.reader, &reply.thread)}
                </section>
                {warned}
                <form class="form" method="post" action="/repondre/envoyer" novalidate>
                    <input type="hidden" name="code" value=reply.held.clone() />
                    {reply_field(lang, &reply.text, errors)}
                    <p>
                        <button class="button-main">{texts::SEND.in_lang(lang)}</button>
                        {as_it_is}
                    </p>
                </form>
            </div>
        </div>
    };
    document(context, &forms::title(lang, texts::ANSWER_TITLE, !errors.is_empty()), main)
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
                class="input reply-text"
                id="text"
                name="text"
                rows="5"
                maxlength=MAX_TEXT.to_string()
                required
                aria-invalid=message.is_some().then_some("true")
                aria-describedby=described_by
                inner_html=box_content(text)
            ></textarea>
            {error_line("text", message)}
        </div>
    }
    .into_any()
}

pub fn thanks(context: &PageContext) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page notifications-page">
            <h1>{texts::ANSWERED.in_lang(lang)}</h1>
            <p class="lede" role="status">{texts::ANSWERED_TEXT.in_lang(lang)}</p>
            <p>
                <a class="button" href="/dossiers">{texts::TO_DOSSIERS.in_lang(lang)}</a>
            </p>
        </div>
    };
    document(context, texts::ANSWERED.in_lang(lang), main)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};
    use dossier::form::SectionId;
    use dossier::privacy::Cue;
    use dossier::rights::{Role, Standing};
    use dossier::threads::{Anchor, Author, Kind, Remark};

    fn reply(words: &str) -> Reply {
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
        Reply {
            reader: Reader {
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
            found: vec![Found { cue: Cue::Pupil, words: words.to_owned() }],
        }
    }

    #[test]
    fn what_others_wrote_is_shown_as_text() {
        assert_harmless(&page(&context(Lang::Fr), &reply(HOSTILE), &[]));
    }

    #[test]
    fn one_reads_and_answers_and_does_nothing_else() {
        let page = page(&context(Lang::Fr), &reply("Qui paie"), &[]);
        assert_eq!(page.matches("class=\"remark\"").count(), 20, "the last ones");
        assert!(!page.contains("data-act") && !page.contains("<script"), "{page}");
        assert!(page.contains("action=\"/repondre/envoyer\""), "{page}");
    }
}
