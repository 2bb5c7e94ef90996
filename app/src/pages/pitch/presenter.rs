//! Presenting in 180 seconds: the slide that is shown, the words to say, what follows, the clock,
//! and the times of earlier runs. Does not know: who may present, how runs are kept.

use super::slides::{Pitch, slide};
use crate::pages::seance::{Parts, fragments, part, place};
use crate::shell::{PageContext, seance_document};
use crate::texts::dates::Day;
use crate::texts::{pitch as texts, seance as seance_texts};
use dossier::form::{SectionId, section};
use dossier::lang::{Lang, Text};
use dossier::pitch::command::Command;
use dossier::pitch::talk::Run;
use dossier::pitch::{Part, SECONDS};
use dossier::seance::LiveSeance;
use leptos::prelude::*;

/// What changes of it, for everybody who reads that language.
pub fn changing(lang: Lang, seance: &LiveSeance, pitch: &Pitch) -> Parts {
    let at = seance.wall.talk.at();
    vec![
        part("clock", clock(lang, seance)),
        part("controls", controls(lang, seance)),
        part("notes", notes(lang, seance, pitch)),
        part("now", slide(seance.lang, pitch, at)),
        part("next", next(lang, seance, pitch)),
        part(
            "takes",
            (pitch.words > 0).then(|| view! { <p>{texts::takes(lang, pitch.words)}</p> }),
        ),
    ]
}

pub fn page(context: &PageContext, seance: &LiveSeance, parts: Parts, runs: &[Run]) -> String {
    let lang = context.lang;
    let place_of =
        |name: &str| parts.iter().find(|part| part.0 == name).map(|part| place(part.clone()));
    let main = view! {
        <div
            class="presenter"
            data-seance=format!("/seances/{}/flux?for=pitch", seance.id)
            data-presenter=""
        >
            <header class="presenter-head">
                <div>
                    <p>
                        <a href=format!("/dossiers/{}/seances", seance.dossier)>
                            {seance_texts::TITLE.in_lang(lang)}
                        </a>
                    </p>
                    <h1>{texts::TITLE.in_lang(lang)}</h1>
                </div>
                {place_of("clock")}
            </header>
            {place_of("controls")}
            <div class="presenter-desk">
                <section class="presenter-notes" aria-labelledby="say">
                    <h2 id="say">{texts::NOTES.in_lang(lang)}</h2>
                    {place_of("notes")}
                    {place_of("takes")}
                </section>
                <div class="presenter-slides">
                    <section aria-labelledby="shown">
                        <h2 id="shown">{texts::NOW.in_lang(lang)}</h2>
                        {place_of("now")}
                    </section>
                    <section aria-labelledby="follows">
                        <h2 id="follows">{texts::NEXT.in_lang(lang)}</h2>
                        {place_of("next")}
                    </section>
                </div>
            </div>
            <p class="seance-links">
                <a class="button" href=format!("/mur/{}", seance.id) target="_blank">
                    {seance_texts::OPEN_WALL.in_lang(lang)}
                </a>
                <a class="button" href=format!("/seances/{}/animer", seance.id)>
                    {seance_texts::REMOTE.in_lang(lang)}
                </a>
                <a class="button" href=format!("/dossiers/{}#sustainability", seance.dossier)>
                    {texts::EDIT.in_lang(lang)}
                </a>
            </p>
            {self::runs(lang, seance, runs)}
            <p class="phone-lost" role="status" data-lost="" hidden>
                {seance_texts::WALL_LOST.in_lang(lang)}
            </p>
        </div>
    };
    seance_document(context, texts::TITLE.in_lang(lang), main)
}

fn clock(lang: Lang, seance: &LiveSeance) -> AnyView {
    let talk = &seance.wall.talk;
    fragments::timer(lang, talk.left(seance.now), talk.is_running())
}

/// A button of a plain form. `key`: what the keyboard does by it.
fn button(
    lang: Lang,
    seance: &LiveSeance,
    (command, key): (&Command, &'static str),
    class: &'static str,
    label: Text,
    off: bool,
) -> AnyView {
    view! {
        <form method="post" action=format!("/seances/{}/pitch", seance.id) data-act="">
            <input type="hidden" name="act" value=command.as_word() />
            <button class=class data-key=key disabled=off>{label.in_lang(lang)}</button>
        </form>
    }
    .into_any()
}

fn controls(lang: Lang, seance: &LiveSeance) -> AnyView {
    let talk = &seance.wall.talk;
    let at = talk.at();
    let back = button(lang, seance, (&Command::Turn(-1), "back"), "button", texts::BACK, at == 0);
    let forward = button(
        lang,
        seance,
        (&Command::Turn(1), "forward"),
        "button-main",
        texts::FORWARD,
        at + 1 >= Part::ALL.len(),
    );
    let plain =
        |command: &Command, label| button(lang, seance, (command, ""), "button", label, false);
    let run = match (talk.is_begun(), talk.is_running()) {
        (false, _) => view! {
            {plain(&Command::Start, texts::START)}
            {plain(&Command::Rehearse, texts::REHEARSE)}
        }
        .into_any(),
        (true, running) => {
            let pause = if running {
                plain(&Command::Pause, seance_texts::PAUSE)
            } else {
                plain(&Command::Resume, seance_texts::RESUME)
            };
            view! { {pause} {plain(&Command::Stop, texts::STOP)} }.into_any()
        }
    };
    let rehearsing = (talk.is_begun() && talk.rehearsed)
        .then(|| view! { <p class="notice">{texts::REHEARSING.in_lang(lang)}</p> });
    view! {
        <div class="presenter-controls">{back} {forward} {run}</div>
        <p class="field-help">{texts::KEYS.in_lang(lang)}</p>
        {rehearsing}
    }
    .into_any()
}

fn notes(lang: Lang, seance: &LiveSeance, pitch: &Pitch) -> AnyView {
    let said = pitch.notes.get(seance.wall.talk.at()).map(Vec::as_slice).unwrap_or_default();
    if pitch.words == 0 {
        let title = section(SectionId::Sustainability).title.in_lang(lang);
        let words = texts::NO_SCRIPT.fill(lang, &[("section", title)]);
        return view! { <p class="presenter-none">{words}</p> }.into_any();
    }
    if said.is_empty() {
        return view! { <p class="presenter-none">{texts::NO_NOTES.in_lang(lang)}</p> }.into_any();
    }
    said.iter().map(|words| view! { <p>{words.clone()}</p> }).collect_view().into_any()
}

fn next(lang: Lang, seance: &LiveSeance, pitch: &Pitch) -> AnyView {
    match slide(seance.lang, pitch, seance.wall.talk.at() + 1) {
        Some(slide) => slide,
        None => view! { <p class="presenter-none">{texts::LAST.in_lang(lang)}</p> }.into_any(),
    }
}

fn runs(lang: Lang, seance: &LiveSeance, runs: &[Run]) -> AnyView {
    let heads = Part::ALL.map(|part| view! { <th scope="col">{part.title().in_lang(lang)}</th> });
    let rows = runs.iter().map(|run| row(lang, seance, run)).collect_view();
    let body = if runs.is_empty() {
        view! { <p class="text">{texts::RUNS_NONE.in_lang(lang)}</p> }.into_any()
    } else {
        view! {
            <div class="table-frame" role="region" aria-labelledby="runs" tabindex="0">
                <table class="presenter-runs">
                    <thead>
                        <tr>
                            <th scope="col">{texts::RUN.in_lang(lang)}</th>
                            {heads}
                            <th scope="col">{texts::TOTAL.in_lang(lang)}</th>
                            <td></td>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="presenter-past">
            <h2 id="runs">{texts::RUNS.in_lang(lang)}</h2>
            {body}
        </div>
    }
    .into_any()
}

fn row(lang: Lang, seance: &LiveSeance, run: &Run) -> AnyView {
    let date = Day::of_millis(run.at).in_words(lang);
    let name = if run.rehearsed { texts::RUN_REHEARSED } else { texts::RUN_LIVE };
    let seconds = |millis: i64| (millis + 500) / 1_000;
    let told = |seconds: i64| texts::SECONDS_OF.fill(lang, &[("n", &seconds.to_string())]);
    let cells =
        run.spent.iter().map(|millis| view! { <td class="number">{told(seconds(*millis))}</td> });
    let total = seconds(run.spent.iter().sum());
    let beyond = total - i64::from(SECONDS);
    let text = if beyond > 0 { texts::OVER } else { texts::UNDER };
    let beyond = text.fill(lang, &[("n", &beyond.abs().to_string())]);
    view! {
        <tr>
            <th scope="row">{name.fill(lang, &[("date", &date)])}</th>
            {cells.collect_view()}
            <td class="number"><strong>{told(total)}</strong> <span class="field-help">{beyond}</span></td>
            <td>
                <form method="post" action=format!("/seances/{}/pitch", seance.id)>
                    <input type="hidden" name="act" value=Command::Forget(run.id.clone()).as_word() />
                    <button class="button-quiet" aria-label=texts::FORGET_OF.in_lang(lang)>
                        {texts::FORGET.in_lang(lang)}
                    </button>
                </form>
            </td>
        </tr>
    }
    .into_any()
}
