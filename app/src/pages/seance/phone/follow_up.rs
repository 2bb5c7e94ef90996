//! What a participant finds on their page once a session is over: what became of their ideas, the relevé,
//! and how to hear of it by letter. Must not know: how letters leave.

use crate::components::field::{FieldError, Input, Label, text_field};
use crate::pages::seance::releve::draft::fate;
use crate::texts::{releve as texts, seance as seance_texts};
use dossier::lang::Lang;
use dossier::seance::idea::Fate;
use leptos::prelude::*;

use crate::pages::seance::{Idea, Seance};

/// What is theirs of the session.
#[derive(Clone, Debug, Default)]
pub struct Theirs {
    /// The ids of their ideas.
    pub ideas: Vec<String>,
    /// Where the letter goes.
    pub email: Option<String>,
    /// Whether a letter can go: a class leaves no address.
    pub may_hear: bool,
    /// Whether there is a relevé to read.
    pub approved: bool,
    /// What was typed as an address, and what is wrong with it.
    pub wrong: Option<(String, FieldError)>,
}

/// The ideas of who reads, with what became of each. Ideas that are shown to nobody are said to be so to
/// who sent them.
pub fn theirs(lang: Lang, seance: &Seance, theirs: &Theirs) -> AnyView {
    let over = seance.code.is_none();
    let mine: Vec<&Idea> =
        seance.ideas.iter().filter(|idea| theirs.ideas.contains(&idea.id)).collect();
    let lines = mine.iter().map(|idea| line(lang, seance, idea)).collect_view();
    let none = mine.is_empty().then(|| view! { <p>{texts::YOURS_NONE.in_lang(lang)}</p> });
    let read = theirs.approved.then(|| {
        let path = format!("/seances/{}/releve", seance.id);
        view! { <p><a class="button" href=path>{texts::READ_IT.in_lang(lang)}</a></p> }
    });
    let ideas = (over || !mine.is_empty()).then(|| {
        view! {
            <section class="phone-part">
                {over.then(|| view! { <p class="notice">{seance_texts::IS_OVER.in_lang(lang)}</p> })}
                <h2>{texts::YOURS.in_lang(lang)}</h2>
                {none}
                <ul class="idea-list">{lines}</ul>
                {read}
            </section>
        }
    });
    view! {
        {ideas}
        {hear(lang, seance, theirs)}
    }
    .into_any()
}

fn line(lang: Lang, seance: &Seance, idea: &Idea) -> AnyView {
    let kind = match idea.fate {
        Fate::Kept(_) => "kept",
        Fate::Left(_) | Fate::Hidden => "left",
        Fate::Open | Fate::Merged(_) => "open",
    };
    view! {
        <li class="idea">
            <p class="idea-words">{idea.words.clone()}</p>
            <p class="idea-fate" data-fate=kind>{fate(lang, &idea.fate, &seance.ideas)}</p>
        </li>
    }
    .into_any()
}

/// Once the letter has left, or the relevé can be read here, nobody needs an address.
fn hear(lang: Lang, seance: &Seance, theirs: &Theirs) -> Option<AnyView> {
    let action = format!("/seances/{}/suite", seance.id);
    if let Some(email) = &theirs.email {
        let kept = texts::HEAR_KEPT.fill(lang, &[("email", email)]);
        return Some(
            view! {
                <form class="phone-part" method="post" action=action>
                    <p role="status">{kept}</p>
                    <input type="hidden" name="email" value="" />
                    <p><button class="button">{texts::HEAR_FORGET.in_lang(lang)}</button></p>
                </form>
            }
            .into_any(),
        );
    }
    if theirs.approved || !theirs.may_hear {
        return None;
    }
    let (typed, errors) = match &theirs.wrong {
        Some((typed, error)) => (typed.clone(), vec![error.clone()]),
        None => Default::default(),
    };
    let label = Label {
        name: "email",
        label: texts::HEAR_EMAIL,
        help: Some(texts::HEAR_HELP),
        required: true,
    };
    let input = Input { kind: "email", autocomplete: "email", value: typed, short: false };
    let open = !errors.is_empty();
    Some(
        view! {
            <details class="phone-part" open=open>
                <summary class="button">{texts::HEAR.in_lang(lang)}</summary>
                <form method="post" action=action novalidate>
                    {text_field(lang, label, input, &errors)}
                    <p><button class="button">{texts::HEAR_KEEP.in_lang(lang)}</button></p>
                </form>
            </details>
        }
        .into_any(),
    )
}
