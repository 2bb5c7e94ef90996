//! The ballot of the vote that is open, on a phone: dots, or an answer with a reason. Does not
//! know: how it is sent and counted.

use crate::components::field::box_content;
use crate::pages::seance::fragments;
use crate::texts::{releve, seance as texts};
use dossier::lang::Lang;
use dossier::seance::LiveSeance;
use dossier::seance::ballot::CountedVote;
use dossier::seance::ballot::{Answer, Ballot, Kind};
use dossier::seance::idea;
use leptos::prelude::*;

/// `said`: what its reader has answered already, and why.
pub(super) fn ballot(
    lang: Lang,
    seance: &LiveSeance,
    vote: &CountedVote,
    said: Option<&(Ballot, String)>,
) -> AnyView {
    let why = said.map(|(_, why)| why.as_str()).unwrap_or_default();
    let said = said.map(|(ballot, _)| ballot);
    let controls = match vote.kind {
        Kind::Dots(each) => {
            let given = |at: usize| match said {
                Some(Ballot::Dots(dots)) => dots.get(&at).copied().unwrap_or(0),
                _ => 0,
            };
            let options = vote.options.iter().enumerate().map(|(at, words)| {
                let name = format!("o{at}");
                view! {
                    <li class="ballot-option">
                        <label for=name.clone()>{words.clone()}</label>
                        <input
                            class="input"
                            id=name.clone()
                            name=name
                            type="number"
                            inputmode="numeric"
                            min="0"
                            max=each.to_string()
                            value=given(at).to_string()
                        />
                    </li>
                }
            });
            view! { <ul class="ballot-options" data-dots=each.to_string()>{options.collect_view()}</ul> }.into_any()
        }
        Kind::Consent => {
            let chosen = match said {
                Some(Ballot::Answer(answer)) => Some(*answer),
                _ => None,
            };
            Answer::ALL
                .map(|one| {
                    view! {
                        <label class="ballot-answer">
                            <input
                                type="radio"
                                name="answer"
                                value=one.as_str()
                                checked=chosen == Some(one)
                                required
                            />
                            <span>{fragments::answer(one).in_lang(lang)}</span>
                        </label>
                    }
                })
                .collect_view()
                .into_any()
        }
    };
    view! {
        <form
            class="phone-ballot"
            method="post"
            action=format!("/seances/{}/bulletins/{}", seance.id, vote.id)
            data-ballot=vote.id.clone()
        >
            <fieldset>
                <legend>{fragments::question(lang, vote)}</legend>
                {controls}
            </fieldset>
            {(vote.kind == Kind::Consent).then(|| reason(lang, why))}
            <p class="phone-send">
                <button class="button-main">{texts::CAST.in_lang(lang)}</button>
                <span role="status" data-said="" data-sent=texts::CAST_DONE.in_lang(lang)></span>
            </p>
        </form>
    }
    .into_any()
}

/// Each reservation is heard, in its words.
fn reason(lang: Lang, said: &str) -> AnyView {
    view! {
        <div class="ballot-reason">
            <label for="why">{releve::WHY.in_lang(lang)}</label>
            <p class="field-help" id="why-help">{releve::WHY_HELP.in_lang(lang)}</p>
            <textarea
                class="input"
                id="why"
                name="why"
                rows="2"
                maxlength=idea::MAX.to_string()
                aria-describedby="why-help"
                inner_html=box_content(said)
            ></textarea>
        </div>
    }
    .into_any()
}
