//! The remote's list of who speaks: given, ended, added to; how long each quality was heard, and
//! which was not. Does not know: what a button does.

use super::{act, button};
use crate::pages::seance::fragments::stopwatch;
use crate::pages::seance::quality;
use crate::pages::seance::speaking::whose;
use crate::texts::speaking as texts;
use dossier::form::lists::ATTENDANCE;
use dossier::lang::{Lang, Text};
use dossier::seance::LiveSeance;
use dossier::seance::command::Command;
use dossier::seance::speaking::{Turn, speaking, suggested, times, unheard, waiting};
use leptos::prelude::*;

pub(super) fn list(lang: Lang, seance: &LiveSeance) -> AnyView {
    let first = suggested(&seance.turns).map(|turn| turn.id.as_str());
    let lines = waiting(&seance.turns)
        .map(|turn| line(lang, seance, turn, first == Some(turn.id.as_str())))
        .collect_view();
    let count = waiting(&seance.turns).count();
    view! {
        <section class="remote-part remote-speaking">
            <h2>{texts::LIST.in_lang(lang)}</h2>
            {silent(lang, seance)}
            {(count == 0).then(|| view! { <p class="field-help">{texts::NOBODY_WAITS.in_lang(lang)}</p> })}
            <ol class="speaking-list">{lines}</ol>
            {shares(lang, seance)}
        </section>
    }
    .into_any()
}

/// Who has the floor, and for how long: a part of its own, since time goes by in it.
pub(super) fn speaker(lang: Lang, seance: &LiveSeance) -> AnyView {
    let now = match speaking(&seance.turns) {
        None => view! { <p class="speaking-now">{texts::NOBODY.in_lang(lang)}</p> }.into_any(),
        Some(turn) => {
            let since = seance.now.saturating_sub(turn.began_at.unwrap_or(seance.now)).max(0);
            view! {
                <div class="speaking-now">
                    <p>
                        <span class="eyebrow">{texts::SPEAKS.in_lang(lang)}</span>
                        <strong>{whose(lang, turn)}</strong>
                        {stopwatch(lang, since)}
                    </p>
                    {button(lang, seance, &Command::EndTurn, texts::FINISH)}
                </div>
            }
            .into_any()
        }
    };
    view! {
        <section class="remote-part">
            <h2>{texts::TITLE.in_lang(lang)}</h2>
            {now}
        </section>
    }
    .into_any()
}

fn line(lang: Lang, seance: &LiveSeance, turn: &Turn, is_first: bool) -> AnyView {
    let who = whose(lang, turn);
    let named = |label: Text, long: Text, command: &Command| {
        let says = long.fill(lang, &[("who", &who)]);
        let inner = view! {
            <button class="button" aria-label=says>
                {label.in_lang(lang)}
            </button>
        };
        act(seance, command, inner)
    };
    view! {
        <li class="speaking-turn" class:is-first=is_first>
            <p>
                <strong>{who.clone()}</strong>
                {is_first.then(|| view! { <span>{texts::FIRST.in_lang(lang)}</span> })}
            </p>
            <div class="remote-buttons">
                {named(texts::GIVE, texts::GIVE_TO, &Command::GiveTurn(turn.id.clone()))}
                {named(texts::DROP, texts::DROP_WHO, &Command::DropTurn(turn.id.clone()))}
            </div>
        </li>
    }
    .into_any()
}

/// A line and no more: which qualities that are here the hall has not heard.
fn silent(lang: Lang, seance: &LiveSeance) -> AnyView {
    let here = seance.present().into_iter().map(|(id, _)| id);
    unheard(&seance.turns, here, seance.course.elapsed(seance.now), seance.now)
        .into_iter()
        .map(|(id, since)| {
            let minutes = (since / 60_000).to_string();
            let says = [("quality", quality(lang, id)), ("minutes", minutes.as_str())];
            view! { <p class="speaking-unheard">{texts::UNHEARD.fill(lang, &says)}</p> }
        })
        .collect_view()
        .into_any()
}

fn shares(lang: Lang, seance: &LiveSeance) -> Option<AnyView> {
    let times = times(&seance.turns, seance.now);
    let most = times.iter().map(|time| time.milliseconds).max()?.max(1);
    let bars = times
        .into_iter()
        .map(|time| {
            let width = format!("--part:{}%", time.milliseconds * 100 / most);
            view! {
                <li class="seance-bar" style=width>
                    <span class="seance-bar-words">{quality(lang, &time.quality)}</span>
                    <strong class="seance-bar-count">{texts::minutes(lang, time.milliseconds)}</strong>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <h3>{texts::TIMES.in_lang(lang)}</h3>
            <ol class="seance-bars" data-bars="">{bars}</ol>
        }
        .into_any(),
    )
}

/// Somebody who has no device is put on the list. Beside the part: a choice is not taken away.
pub(super) fn add(lang: Lang, seance: &LiveSeance) -> AnyView {
    let options = ATTENDANCE.items.iter().map(|item| {
        view! { <option value=item.id>{item.label.in_lang(lang)}</option> }
    });
    let inner = view! {
        <div class="remote-section">
            <label for="add-turn">{texts::ADD.in_lang(lang)}</label>
            <select class="input" id="add-turn" name="what">
                {options.collect_view()}
            </select>
            <button class="button">{texts::ADD_IT.in_lang(lang)}</button>
        </div>
    };
    act(seance, &Command::AddTurn, inner)
}
