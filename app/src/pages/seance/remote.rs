//! The facilitator's remote, a phone first: what is on the wall, the plan, ideas, votes. Everything
//! on it is a button of a plain form. Does not know: who else has one open.

use super::{Parts, fragments, part, place};
use crate::shell::{PageContext, seance_document};
use crate::texts::{pitch, releve as releve_texts, seance as texts};
use dossier::form::{SectionId, section};
use dossier::lang::{Lang, Text};
use dossier::rights::{Action, Standing};
use dossier::seance::LiveSeance;
use dossier::seance::adopt::Targets;
use dossier::seance::command::{Command, Switch};
use dossier::seance::wall::Shown;
use leptos::prelude::*;

mod attendance;
mod highlight;
mod ideas;
mod speaking;
mod votes;

use attendance::{count, present};
pub use highlight::Passages;
use ideas::ideas;
use votes::{new_votes, votes};

/// Who has it in their hand.
#[derive(Clone, Debug)]
pub struct Facilitator {
    pub account: String,
    pub standing: Standing,
}

/// What changes of it, for everybody who reads that language and may put ideas there; the holder's
/// own buttons are shown by their page.
pub fn changing(lang: Lang, targets: Targets, seance: &LiveSeance, passages: &Passages) -> Parts {
    vec![
        part("holder", holder(lang, seance)),
        part("clock", clock(lang, seance)),
        part("wall", wall(lang, seance)),
        part("passages", highlight::passages(lang, seance, passages)),
        part("speaker", speaking::speaker(lang, seance)),
        part("speaking", speaking::list(lang, seance)),
        part("votes", votes(lang, seance)),
        part("ideas", ideas(lang, targets, seance)),
        part("present", present(lang, seance)),
    ]
}

pub fn page(
    context: &PageContext,
    seance: &LiveSeance,
    who: &Facilitator,
    parts: Parts,
    error: Option<String>,
) -> String {
    let lang = context.lang;
    let parts = parts.into_iter().map(|part| {
        // Beside what the wall shows, and no part of it: a choice is not taken away.
        let choice = (part.0 == "wall").then(|| sections(lang, seance, &who.standing));
        let speaker = (part.0 == "speaking").then(|| speaking::add(lang, seance));
        view! {
            {place(part)}
            {choice}
            {speaker}
        }
    });
    let present = seance.code.is_some().then(|| {
        let path = format!("/seances/{}/pitch", seance.id);
        view! { <p><a class="button" href=path>{pitch::TITLE.in_lang(lang)}</a></p> }
    });
    let parts = parts.collect_view();
    let body = if seance.code.is_none() {
        let releve = format!("/seances/{}/releve", seance.id);
        view! {
            <p class="notice">{texts::IS_OVER.in_lang(lang)}</p>
            <p><a class="button-main" href=releve>{releve_texts::TITLE.in_lang(lang)}</a></p>
        }
        .into_any()
    } else {
        view! {
            <div class="remote" data-account=who.account.clone()>
                {parts}
                {count(lang, seance)}
                {new_votes(lang, seance)}
                {present}
                {end(lang, seance)}
            </div>
        }
        .into_any()
    };
    let main = view! {
        <div class="page seance-page" data-seance=format!("/seances/{}/flux?for=remote", seance.id)>
            <p>
                <a href=format!("/dossiers/{}/seances", seance.dossier)>{texts::TITLE.in_lang(lang)}</a>
            </p>
            <h1>{texts::REMOTE.in_lang(lang)} " – " {seance.title.clone()}</h1>
            {error.map(|error| view! { <p class="notice danger remote-alert" data-alert="" role="alert">{error}</p> })}
            {body}
            <p class="phone-lost" role="status" data-lost="" hidden>
                {texts::WALL_LOST.in_lang(lang)}
            </p>
        </div>
    };
    seance_document(context, texts::REMOTE.in_lang(lang), main)
}

/// A form of one button, or of what is asked with it.
fn act(seance: &LiveSeance, command: &Command, inner: impl IntoView) -> AnyView {
    view! {
        <form method="post" action=format!("/seances/{}/animer", seance.id) data-act="" novalidate>
            <input type="hidden" name="act" value=command.as_word() />
            {inner.into_any()}
        </form>
    }
    .into_any()
}

fn button(lang: Lang, seance: &LiveSeance, command: &Command, label: Text) -> AnyView {
    act(seance, command, view! { <button class="button">{label.in_lang(lang)}</button> })
}

fn holder(lang: Lang, seance: &LiveSeance) -> AnyView {
    let words = texts::HOLDS.fill(lang, &[("name", &seance.holder_name)]);
    view! {
        <div class="remote-holder" data-holder=seance.holder.clone()>
            <p data-mine=texts::YOU_HOLD.in_lang(lang)>{words}</p>
            {button(lang, seance, &Command::Take, texts::TAKE)}
        </div>
    }
    .into_any()
}

fn clock(lang: Lang, seance: &LiveSeance) -> AnyView {
    let running = seance.course.since.is_some();
    let next = seance.course.at.map_or(0, |at| at + 1);
    let go = (next < seance.plan.len()).then(|| {
        let label = if seance.course.at.is_none() { texts::START } else { texts::NEXT_STEP };
        button(lang, seance, &Command::Step(next), label)
    });
    let pause = seance.course.at.map(|_| match running {
        true => button(lang, seance, &Command::Pause, texts::PAUSE),
        false => button(lang, seance, &Command::Resume, texts::RESUME),
    });
    view! {
        <section class="remote-part">
            <h2>{texts::PLAN.in_lang(lang)}</h2>
            {fragments::clock(lang, seance)}
            <div class="remote-buttons">{go} {pause}</div>
        </section>
    }
    .into_any()
}

fn wall(lang: Lang, seance: &LiveSeance) -> AnyView {
    let shown = |what: Shown, label: Text| {
        let is_it = seance.wall.shown == what;
        act(
            seance,
            &Command::Show(what),
            view! {
                <button class="button remote-show" aria-pressed=if is_it { "true" } else { "false" }>
                    {label.in_lang(lang)}
                </button>
            },
        )
    };
    let what = match &seance.wall.shown {
        Shown::Section(id) => Some(section(*id).title.in_lang(lang)),
        _ => None,
    };
    let votes = seance.votes.last().map(|vote| shown(Shown::Vote(vote.id.clone()), texts::VOTE));
    view! {
        <section class="remote-part">
            <h2>{texts::ON_WALL.in_lang(lang)}</h2>
            {what.map(|title| view! { <p class="remote-what">{title}</p> })}
            <div class="remote-buttons">
                {shown(Shown::Join, texts::SHOW_JOIN)} {shown(Shown::Plan, texts::SHOW_PLAN)}
                {shown(Shown::Ideas, texts::SHOW_IDEAS)} {votes}
                {shown(Shown::Pitch, texts::SHOW_PITCH)}
                {shown(Shown::Blank, texts::SHOW_BLANK)}
            </div>
            {comments(lang, seance)}
            <div class="remote-buttons">
                {button(lang, seance, &Command::Page(-1), texts::UP)}
                {button(lang, seance, &Command::Page(1), texts::DOWN)}
                {button(lang, seance, &Command::Zoom(-1), texts::SMALLER)}
                {button(lang, seance, &Command::Zoom(1), texts::LARGER)}
            </div>
        </section>
    }
    .into_any()
}

/// Comments on the section on the wall are the hall's when somebody shows them.
fn comments(lang: Lang, seance: &LiveSeance) -> Option<AnyView> {
    matches!(seance.wall.shown, Shown::Section(_)).then(|| {
        let (to, pressed) =
            if seance.wall.comments { (Switch::Off, "true") } else { (Switch::On, "false") };
        let label = texts::SHOW_COMMENTS.in_lang(lang);
        let button =
            view! { <button class="button remote-show" aria-pressed=pressed>{label}</button> };
        view! { <div class="remote-buttons">{act(seance, &Command::Comments(to), button)}</div> }
            .into_any()
    })
}

/// The sections that the facilitator may read.
fn sections(lang: Lang, seance: &LiveSeance, standing: &Standing) -> Option<AnyView> {
    seance.code.as_ref()?;
    let options = SectionId::ALL
        .into_iter()
        .filter(|id| standing.may(Some(*id), Action::Read))
        .map(|id| {
            let word = Shown::Section(id).as_word();
            let chosen = seance.wall.shown == Shown::Section(id);
            view! { <option value=word selected=chosen>{section(id).title.in_lang(lang)}</option> }
        })
        .collect_view();
    Some(act(
        seance,
        &Command::ShowChosen,
        view! {
            <div class="remote-section">
                <label for="what">{texts::SHOW_SECTION.in_lang(lang)}</label>
                <select class="input" id="what" name="what">
                    {options}
                </select>
                <button class="button-main">{texts::SHOW.in_lang(lang)}</button>
            </div>
        },
    ))
}

fn end(lang: Lang, seance: &LiveSeance) -> AnyView {
    view! {
        <details class="remote-part remote-end">
            <summary>{texts::END.in_lang(lang)}</summary>
            <p class="field-help">{texts::END_HELP.in_lang(lang)}</p>
            {act(seance, &Command::End, view! { <button class="button danger">{texts::END_SURE.in_lang(lang)}</button> })}
        </details>
    }
    .into_any()
}
