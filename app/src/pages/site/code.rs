//! The page that takes what a letter or a poster gives: the token that stands after `#` in a link,
//! which browsers send to nobody and a script puts into the form, or the code that one types. Does
//! not know: what it opens.

use crate::components::field::{Input, Label, text_field};
use crate::shell::{PageContext, scripted_document};
use crate::texts::forms;
use dossier::lang::Text;
use leptos::prelude::*;

/// What a page of this kind says.
pub struct CodePage {
    pub title: Text,
    pub lede: Text,
    /// One more line below it.
    pub more: Option<Text>,
    pub label: Text,
    pub help: Text,
    /// Where the form goes.
    pub action: &'static str,
    /// What one can do about a link or a code that is no longer valid.
    pub closed: Text,
}

/// Why nothing was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Unknown, over, used up, revoked: all look the same.
    Closed,
    TooMany,
}

impl CodePage {
    pub fn page(&self, context: &PageContext, refusal: Option<Refusal>) -> String {
        let lang = context.lang;
        let label =
            Label { name: "code", label: self.label, help: Some(self.help), required: true };
        let code = Input { kind: "text", autocomplete: "off", value: String::new(), short: true };
        let refused = refusal.map(|refusal| {
            let (title, text) = match refusal {
                Refusal::Closed => (forms::CODE_CLOSED, Some(self.closed)),
                Refusal::TooMany => (forms::CODE_TOO_MANY, None),
            };
            view! {
                <div class="notice danger" role="alert" tabindex="-1" autofocus>
                    <p class="notice-title">{title.in_lang(lang)}</p>
                    {text.map(|text| view! { <p>{text.in_lang(lang)}</p> })}
                </div>
            }
        });
        let more = self.more.map(|more| view! { <p class="text">{more.in_lang(lang)}</p> });
        let main = view! {
            <div class="page split">
                <div class="intro">
                    <h1>{self.title.in_lang(lang)}</h1>
                    <p class="lede">{self.lede.in_lang(lang)}</p>
                    {more}
                </div>
                <div class="split-main">
                    {refused}
                    <form class="form" id="join" method="post" action=self.action novalidate>
                        {text_field(lang, label, code, &[])}
                        <p>
                            <button class="button-main">{forms::CONTINUE.in_lang(lang)}</button>
                        </p>
                    </form>
                </div>
            </div>
        };
        scripted_document(context, &forms::title(lang, self.title, refusal.is_some()), main)
    }
}
