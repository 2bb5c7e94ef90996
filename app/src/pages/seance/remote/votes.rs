//! The votes on the remote: opened, closed, shown. Does not know: ideas, the wall.

use super::{act, button};
use crate::pages::seance::{fragments, quality};
use crate::texts::seance as texts;
use dossier::lang::Lang;
use dossier::seance::LiveSeance;
use dossier::seance::ballot::CountedVote;
use dossier::seance::ballot::MAX_DOTS;
use dossier::seance::ballot::Reason;
use dossier::seance::command::Command;
use dossier::seance::idea;
use leptos::prelude::*;

pub(super) fn votes(lang: Lang, seance: &LiveSeance) -> Option<AnyView> {
    let lines = seance.votes.iter().rev().map(|vote| one_vote(lang, seance, vote)).collect_view();
    (!seance.votes.is_empty()).then(|| {
        view! {
            <section class="remote-part">
                <h2>{texts::VOTES.in_lang(lang)}</h2>
                <ul class="remote-votes">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn one_vote(lang: Lang, seance: &LiveSeance, vote: &CountedVote) -> AnyView {
    let close = vote
        .is_open()
        .then(|| button(lang, seance, &Command::CloseVote(vote.id.clone()), texts::CLOSE_VOTE));
    let id = vote.id.clone();
    let (command, label) = match vote.results_shown {
        true => (Command::Conceal(id), texts::HIDE_RESULTS),
        false => (Command::Reveal(id), texts::SHOW_RESULTS),
    };
    view! {
        <li>
            <h3>{fragments::question(lang, vote)}</h3>
            {fragments::results(lang, vote)}
            {reasons(lang, vote)}
            <div class="remote-buttons">
                {close} {button(lang, seance, &command, label)}
            </div>
        </li>
    }
    .into_any()
}

/// Why some do not go along: each objection is heard, by who facilitates first.
fn reasons(lang: Lang, vote: &CountedVote) -> Option<AnyView> {
    let line = |reason: &Reason| {
        let whose = reason.quality.as_deref().map(|id| format!("{}, ", quality(lang, id)));
        let answer = fragments::answer(reason.answer).in_lang(lang);
        view! {
            <li>
                <p class="idea-words">{reason.words.clone()}</p>
                <p class="idea-whose">{whose} {answer}</p>
            </li>
        }
    };
    let lines = vote.reasons.iter().map(line).collect_view();
    (!vote.reasons.is_empty()).then(|| view! { <ul class="vote-reasons">{lines}</ul> }.into_any())
}

/// Outside of the parts: what is typed stays.
pub(super) fn new_votes(lang: Lang, seance: &LiveSeance) -> AnyView {
    let secret = |id: &'static str| {
        view! {
            <p class="remote-tick">
                <input type="checkbox" id=id name="secret" value="yes" />
                <label for=id>{texts::SECRET.in_lang(lang)}</label>
            </p>
        }
    };
    let go = || view! { <p><button class="button">{texts::OPEN_VOTE.in_lang(lang)}</button></p> };
    let dots = view! {
        <label for="each">{texts::DOTS_EACH.in_lang(lang)}</label>
        <input
            class="input short"
            id="each"
            name="each"
            type="number"
            inputmode="numeric"
            min="1"
            max=MAX_DOTS.to_string()
            value="3"
        />
        {secret("secret-dots")}
        {go()}
    };
    let consent = view! {
        <label for="proposal">{texts::PROPOSAL.in_lang(lang)}</label>
        <textarea class="input" id="proposal" name="what" rows="2" maxlength=idea::MAX.to_string()></textarea>
        {secret("secret-consent")}
        {go()}
    };
    view! {
        <details class="remote-part">
            <summary>{texts::NEW_DOTS.in_lang(lang)}</summary>
            {act(seance, &Command::OpenDots, dots)}
        </details>
        <details class="remote-part">
            <summary>{texts::NEW_CONSENT.in_lang(lang)}</summary>
            {act(seance, &Command::OpenConsent, consent)}
        </details>
    }
    .into_any()
}
