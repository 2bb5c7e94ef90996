//! What a participant finds on their page once a séance is over: what became of their ideas, the
//! relevé, and how to hear of it by letter. Does not know: how letters leave.

use super::PhoneView;
use crate::components::field::{Input, Label, text_field};
use crate::pages::seance::releve::draft::fate;
use crate::texts::{releve as texts, seance as seance_texts};
use dossier::lang::Lang;
use dossier::seance::LiveSeance;
use dossier::seance::idea::Fate;
use dossier::seance::idea::Idea;
use leptos::prelude::*;

/// The ideas of who reads, with what became of each. Ideas that are shown to nobody are said to be
/// so to who sent them.
pub fn theirs(lang: Lang, seance: &LiveSeance, phone: &PhoneView) -> AnyView {
    let over = seance.code.is_none();
    let mine: Vec<&Idea> = seance
        .ideas
        .iter()
        .filter(|idea| idea.account.as_ref() == Some(&phone.participant.account))
        .collect();
    let lines = mine.iter().map(|idea| line(lang, seance, idea)).collect_view();
    let none = mine.is_empty().then(|| view! { <p>{texts::YOURS_NONE.in_lang(lang)}</p> });
    let read = phone.approved.then(|| {
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
        {news(lang, seance, phone)}
    }
    .into_any()
}

fn line(lang: Lang, seance: &LiveSeance, idea: &Idea) -> AnyView {
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
fn news(lang: Lang, seance: &LiveSeance, phone: &PhoneView) -> Option<AnyView> {
    let action = format!("/seances/{}/suite", seance.id);
    if let Some(email) = &phone.participant.email {
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
    if phone.approved || phone.participant.class.is_some() {
        return None;
    }
    let (typed, errors) = match &phone.wrong {
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
