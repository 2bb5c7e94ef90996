//! The parts of a séance that several of its pages show: the clock, what came out of a vote, ideas.
//! Does not know: which page, who reads it.

use super::quality;
use crate::texts::seance as texts;
use dossier::lang::{Lang, Text};
use dossier::seance::LiveSeance;
use dossier::seance::ballot::CountedVote;
use dossier::seance::ballot::{Answer, Kind, ranked};
use dossier::seance::idea::Fate;
use dossier::seance::idea::Idea;
use leptos::prelude::*;

/// The step in course and its time. The script counts on from what the server said.
pub fn clock(lang: Lang, seance: &LiveSeance) -> AnyView {
    let step = seance.course.at.and_then(|at| Some((at, seance.plan.get(at)?)));
    let Some((at, step)) = step else {
        return view! { <p class="seance-step">{texts::NOT_BEGUN.in_lang(lang)}</p> }.into_any();
    };
    let left = seance.course.left(&seance.plan, seance.now).unwrap_or_default();
    let count = seance.plan.len().to_string();
    let which = texts::STEP.fill(lang, &[("n", &(at + 1).to_string()), ("count", &count)]);
    view! {
        <p class="seance-step">
            <span class="seance-which">{which}</span>
            <strong>{step.title.clone()}</strong>
        </p>
        {timer(lang, left, seance.course.since.is_some())}
    }
    .into_any()
}

/// What is left of a time, milliseconds.
pub fn timer(lang: Lang, left: i64, running: bool) -> AnyView {
    let running = running.then_some("true");
    view! {
        <p
            class="seance-clock"
            class:over=left < 0
            role="timer"
            data-left=left.to_string()
            data-running=running
            data-over=texts::OVER.in_lang(lang)
            data-time=texts::LEFT.in_lang(lang)
        >
            <span class="clock-word visually-hidden" data-clock-word="">{clock_word(left).in_lang(lang)}</span>
            <span data-digits="">{digits(left)}</span>
        </p>
    }
    .into_any()
}

/// What has gone by of a time, milliseconds, which goes on.
pub fn stopwatch(lang: Lang, gone: i64) -> AnyView {
    view! {
        <span class="seance-stopwatch" role="timer" data-left="0" data-gone=gone.to_string() data-running="true">
            <span class="visually-hidden">{texts::GONE.in_lang(lang)}</span>
            <span data-digits="">{digits(-gone).trim_start_matches('+').to_owned()}</span>
        </span>
    }
    .into_any()
}

fn clock_word(left: i64) -> Text {
    if left < 0 { texts::OVER } else { texts::LEFT }
}

/// Minutes and seconds, rounded up; what is over its time has a plus.
fn digits(left: i64) -> String {
    let seconds = if left < 0 { -left / 1000 } else { (left + 999) / 1000 };
    let sign = if left < 0 { "+" } else { "" };
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}

pub fn answer(answer: Answer) -> Text {
    match answer {
        Answer::Yes => texts::ANSWER_YES,
        Answer::Reserve => texts::ANSWER_RESERVE,
        Answer::No => texts::ANSWER_NO,
    }
}

/// What a vote is about.
pub fn question(lang: Lang, vote: &CountedVote) -> String {
    match vote.kind {
        Kind::Dots(1) => texts::VOTE_DOT_ONE.in_lang(lang).to_owned(),
        Kind::Dots(each) => texts::VOTE_DOTS.fill(lang, &[("n", &each.to_string())]),
        Kind::Consent => vote.question.clone(),
    }
}

/// What came out so far, with a bar for each; the words and the number say the same.
pub fn results(lang: Lang, vote: &CountedVote) -> AnyView {
    let counts = &vote.tally.counts;
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let (order, label): (Vec<usize>, Box<dyn Fn(usize) -> String>) = match vote.kind {
        Kind::Dots(_) => {
            let options = vote.options.clone();
            (ranked(counts), Box::new(move |at| options.get(at).cloned().unwrap_or_default()))
        }
        Kind::Consent => {
            let word =
                move |at: usize| Answer::ALL.get(at).map_or("", |a| answer(*a).in_lang(lang));
            ((0..counts.len()).collect(), Box::new(move |at| word(at).to_owned()))
        }
    };
    let bars = order
        .into_iter()
        .map(|at| {
            let count = counts.get(at).copied().unwrap_or(0);
            let width = format!("--part:{}%", count * 100 / most);
            view! {
                <li class="seance-bar" style=width>
                    <span class="seance-bar-words">{label(at)}</span>
                    <strong class="seance-bar-count">{count}</strong>
                </li>
            }
        })
        .collect_view();
    let voters = texts::voters(lang, vote.tally.voters);
    let state = if vote.is_open() { texts::VOTE_OPEN } else { texts::VOTE_CLOSED };
    view! {
        <ol class="seance-bars" data-bars="">{bars}</ol>
        <p class="seance-voters">{state.in_lang(lang)} " · " {voters}</p>
        {by_quality(lang, vote)}
    }
    .into_any()
}

/// Who was for what, by quality; only of votes that are not secret and are over.
fn by_quality(lang: Lang, vote: &CountedVote) -> Option<AnyView> {
    let shown = vote.kind == Kind::Consent && !vote.is_open() && !vote.tally.by_quality.is_empty();
    shown.then(|| {
        let head =
            Answer::ALL.map(|one| view! { <th scope="col">{answer(one).in_lang(lang)}</th> });
        let rows = vote
            .tally
            .by_quality
            .iter()
            .map(|(id, counts)| {
                let cells = counts.iter().map(|count| view! { <td>{*count}</td> }).collect_view();
                view! { <tr><th scope="row">{quality(lang, id)}</th> {cells}</tr> }
            })
            .collect_view();
        view! {
            <table class="seance-qualities">
                <thead>
                    <tr><th scope="col">{texts::QUALITY.in_lang(lang)}</th> {head}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    })
}

/// Whose an idea is, without a name: the quality, and the table.
pub fn whose(lang: Lang, id: &str, seat: &str) -> String {
    let quality = quality(lang, id);
    if seat.is_empty() { quality.to_owned() } else { format!("{quality}, {seat}") }
}

/// An idea as the hall reads it.
pub fn idea(lang: Lang, seance: &LiveSeance, idea: &Idea) -> AnyView {
    let grouped: Vec<&str> = seance.grouped_with(&idea.id).map(|one| one.words.as_str()).collect();
    let also = (!grouped.is_empty()).then(|| {
        let words = grouped.join(" · ");
        view! { <p class="idea-also">{texts::ALSO.fill(lang, &[("words", &words)])}</p> }
    });
    let kept = match idea.fate {
        Fate::Kept(section) => {
            let title = dossier::form::section(section).title.in_lang(lang);
            Some(view! { <p class="idea-fate">{texts::KEPT.fill(lang, &[("section", title)])}</p> })
        }
        _ => None,
    };
    view! {
        <li class="idea" data-idea=idea.id.clone()>
            <p class="idea-words">{idea.words.clone()}</p>
            {also}
            <p class="idea-whose">{whose(lang, &idea.quality, &idea.seat)}</p>
            {kept}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_written_as_the_browser_writes_it() {
        let cases =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../dossier/tests/twins/clock.json"));
        for case in serde_json::from_str::<Vec<serde_json::Value>>(cases).expect("cases") {
            let left = case["left"].as_i64().expect("milliseconds");
            assert_eq!(case["says"], digits(left), "{left}");
        }
    }
}
