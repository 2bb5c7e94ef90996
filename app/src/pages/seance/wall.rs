//! The wall: what the hall reads from ten metres. Does not know: the remote, who is signed in.

use super::section_view::section;
use super::{JoinInfo, Parts, fragments, part, place, speaking};
use crate::components::qr::qr;
use crate::pages::pitch::slides::{Pitch, slide};
use crate::shell::{PageContext, seance_document, to_html};
use crate::texts::seance as texts;
use dossier::document::schema::SectionDoc;
use dossier::lang::Lang;
use dossier::seance::LiveSeance;
use dossier::seance::code;
use dossier::seance::passage::{self, Passage};
use dossier::seance::wall::Shown;
use dossier::threads::Thread;
use leptos::prelude::*;

/// What the dossier says of what is shown.
#[derive(Clone, Copy, Default)]
pub struct Behind<'a> {
    pub section: Option<&'a SectionDoc>,
    /// The comments on the section, as far as they are shown.
    pub threads: &'a [Thread],
    pub pitch: Option<&'a Pitch>,
}

/// What changes of it.
pub fn changing(seance: &LiveSeance, behind: &Behind<'_>, join: &JoinInfo) -> Parts {
    vec![
        part("screen", screen(seance, behind, join)),
        part("clock", clock(seance)),
        part("corner", corner(seance, join)),
        part("speaking", speaker(seance)),
    ]
}

pub fn page(context: &PageContext, seance: &LiveSeance, parts: Parts) -> String {
    let lang = seance.lang;
    let main = view! {
        <div
            class="wall"
            data-wall=""
            data-seance=format!("/seances/{}/flux?for=wall", seance.id)
        >
            {parts.into_iter().map(place).collect_view()}
            <p class="wall-lost" role="status" data-lost="" hidden>
                {texts::WALL_LOST.in_lang(lang)}
            </p>
        </div>
    };
    let context = PageContext { lang, ..context.clone() };
    seance_document(&context, &seance.title, main)
}

fn clock(seance: &LiveSeance) -> Option<AnyView> {
    let none = [Shown::Plan, Shown::Blank, Shown::Join, Shown::Pitch];
    let small = !none.contains(&seance.wall.shown) && seance.code.is_some();
    (small && seance.course.at.is_some()).then(|| fragments::clock(seance.lang, seance))
}

/// Who speaks, but on the blank screen.
fn speaker(seance: &LiveSeance) -> Option<AnyView> {
    let is_blank = seance.wall.shown == Shown::Blank || seance.code.is_none();
    if is_blank { None } else { speaking::on_wall(seance) }
}

/// How to join, always there but on the blank screen and where it is large already.
fn corner(seance: &LiveSeance, join: &JoinInfo) -> Option<AnyView> {
    let hidden = matches!(seance.wall.shown, Shown::Blank | Shown::Join);
    let code = seance.code.as_ref().filter(|_| !hidden)?;
    let lang = seance.lang;
    Some(
        view! {
            <div class="wall-corner">
                {qr(&join.qr, texts::QR.in_lang(lang).to_owned())}
                <p class="wall-code">{code::in_groups(code)}</p>
            </div>
        }
        .into_any(),
    )
}

fn screen(seance: &LiveSeance, behind: &Behind<'_>, join: &JoinInfo) -> AnyView {
    let lang = seance.lang;
    let wall = &seance.wall;
    let inner = match &wall.shown {
        Shown::Blank => ().into_any(),
        _ if seance.code.is_none() => {
            view! { <p class="wall-over">{texts::IS_OVER.in_lang(lang)}</p> }.into_any()
        }
        Shown::Join => entrance(seance, join),
        Shown::Plan => plan(seance),
        Shown::Section(_) | Shown::Pitch => content(lang, seance, behind).into_any(),
        Shown::Ideas => ideas(seance),
        Shown::Vote(id) => vote(seance, id),
    };
    let passage = highlighted(seance, behind);
    let (words, field, nth) = pointers(behind, passage.as_ref());
    let shown = match &wall.shown {
        // Another slide is another text.
        Shown::Pitch => format!("pitch:{}", wall.talk.public_slide()),
        Shown::Section(_) if wall.comments => format!("{} comments", wall.shown.as_word()),
        other => other.as_word(),
    };
    view! {
        <div
            class="wall-screen"
            style=format!("--zoom:{}", 1.0 + 0.2 * f64::from(wall.zoom))
            data-page=wall.page.to_string()
            data-shown=shown
            data-highlight=words
            data-highlight-in=field
            data-highlight-nth=nth
        >
            <div class="wall-inner" data-wall-inner="">{inner}</div>
        </div>
    }
    .into_any()
}

/// What the dossier says on the wall: a section, or a slide.
pub(super) fn content(lang: Lang, seance: &LiveSeance, behind: &Behind<'_>) -> Option<AnyView> {
    match &seance.wall.shown {
        Shown::Section(_) => {
            let threads = seance.wall.comments.then_some(behind.threads);
            behind.section.map(|doc| section(lang, doc, threads))
        }
        Shown::Pitch => slide(seance.lang, behind.pitch?, seance.wall.talk.public_slide()),
        _ => None,
    }
}

/// The passage that is highlighted, as it is now.
pub fn highlighted(seance: &LiveSeance, behind: &Behind<'_>) -> Option<Passage> {
    passage::at_anchor(behind.section?, seance.wall.highlight.as_ref()?)
}

/// By what the script finds the passage that is highlighted: its words, its field, and which of
/// those that say the same there it is, from 0.
fn pointers(
    behind: &Behind<'_>,
    passage: Option<&Passage>,
) -> (Option<String>, Option<String>, Option<String>) {
    let Some((passage, doc)) = passage.zip(behind.section) else { return (None, None, None) };
    let nth = passage::earlier_alike(doc, passage).to_string();
    (Some(passage.words.clone()), Some(passage.field().to_owned()), Some(nth))
}

/// The same for phones that follow, in their own language; empty where the wall shows what phones
/// have in their own way.
pub fn mirror(lang: Lang, seance: &LiveSeance, behind: &Behind<'_>) -> String {
    let open = seance.code.is_some();
    let Some(content) = content(lang, seance, behind).filter(|_| open) else {
        return String::new();
    };
    let passage = highlighted(seance, behind);
    let (words, field, nth) = pointers(behind, passage.as_ref());
    to_html(view! {
        <div class="phone-wall-text" data-follows="" data-highlight=words data-highlight-in=field data-highlight-nth=nth>
            {content}
        </div>
    })
}

fn entrance(seance: &LiveSeance, join: &JoinInfo) -> AnyView {
    let lang = seance.lang;
    let code = seance.code.as_deref().map(code::in_groups).unwrap_or_default();
    let place = (!seance.place.is_empty())
        .then(|| view! { <p class="wall-place">{seance.place.clone()}</p> });
    view! {
        <div class="wall-entrance">
            <div>
                <p class="eyebrow">{seance.dossier_title.clone()}</p>
                <h1>{seance.title.clone()}</h1>
                {place}
                <p class="wall-how">{texts::JOIN_AT.in_lang(lang)}</p>
                <p class="wall-address">{join.address.clone()}</p>
                <p class="wall-code-large">
                    <span class="visually-hidden">{texts::CODE.in_lang(lang)}</span>
                    {code}
                </p>
            </div>
            {qr(&join.qr, texts::QR.in_lang(lang).to_owned())}
        </div>
    }
    .into_any()
}

fn plan(seance: &LiveSeance) -> AnyView {
    let lang = seance.lang;
    let at = seance.course.at;
    let steps = seance
        .plan
        .iter()
        .enumerate()
        .map(|(number, step)| {
            let current = (at == Some(number)).then_some("step");
            let minutes = texts::MINUTES.fill(lang, &[("n", &step.minutes.to_string())]);
            let done = at.is_some_and(|at| number < at);
            view! {
                <li aria-current=current class:done=done>
                    <span>{step.title.clone()}</span>
                    <span class="wall-minutes">{minutes}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <h1>{seance.title.clone()}</h1>
        {fragments::clock(lang, seance)}
        <ol class="wall-plan">{steps}</ol>
    }
    .into_any()
}

fn ideas(seance: &LiveSeance) -> AnyView {
    let lang = seance.lang;
    let shown: Vec<AnyView> =
        seance.shown_ideas().map(|idea| fragments::idea(lang, seance, idea)).collect();
    let title =
        seance.question().map_or_else(|| texts::IDEAS.in_lang(lang).to_owned(), str::to_owned);
    let none = shown.is_empty().then(|| {
        view! { <p class="reading-empty">{texts::NO_IDEAS.in_lang(lang)}</p> }
    });
    view! {
        <h1>{title}</h1>
        {none}
        <ul class="idea-wall">{shown}</ul>
    }
    .into_any()
}

fn vote(seance: &LiveSeance, id: &str) -> AnyView {
    let lang = seance.lang;
    let Some(vote) = seance.votes.iter().find(|vote| vote.id == id) else {
        return ().into_any();
    };
    let below = if vote.results_shown {
        fragments::results(lang, vote)
    } else {
        let voters = texts::voters(lang, vote.tally.voters);
        let options = (vote.options.len() > 1).then(|| {
            let options = vote.options.iter().map(|words| view! { <li>{words.clone()}</li> });
            view! { <ul class="wall-options">{options.collect_view()}</ul> }
        });
        let state = if vote.is_open() { texts::VOTE_OPEN } else { texts::VOTE_CLOSED };
        view! {
            {options}
            <p class="seance-voters">{state.in_lang(lang)} " · " {voters}</p>
        }
        .into_any()
    };
    view! {
        <h1>{fragments::question(lang, vote)}</h1>
        {below}
    }
    .into_any()
}
