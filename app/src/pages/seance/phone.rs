//! The phone of who takes part: the question, an idea to send, the vote, what the hall said. Light
//! enough for a bad line; its forms work without script. Does not know: facilitators, the dossier.

use super::{Parts, fragments, part, place, quality, speaking};
use crate::components::banner::alert;
use crate::components::field::{FieldError, box_content};
use crate::shell::{PageContext, seance_document};
use crate::texts::{class as class_texts, seance as texts};
use dossier::lang::{Lang, Text};
use dossier::seance::LiveSeance;
use dossier::seance::ballot::Ballot;
use dossier::seance::class::PUPILS;
use dossier::seance::idea;
use dossier::seance::participant::Participant;
use leptos::prelude::*;

mod ballot;
mod follow;
pub mod follow_up;

use ballot::ballot;

/// Ideas that a phone lists, the last ones first.
const LISTED: usize = 40;

/// Whose phone it is, and what is theirs.
#[derive(Clone, Debug, Default)]
pub struct PhoneView {
    pub participant: Participant,
    /// What they have said in the vote that is open, and why.
    pub ballot: Option<(Ballot, String)>,
    /// Whether there is a relevé to read.
    pub approved: bool,
    /// What was typed as an address, and what is wrong with it.
    pub wrong: Option<(String, FieldError)>,
    /// An idea that was refused, as it was typed; empty for none.
    pub typed: String,
}

/// What changes of it; `mirror` is what the wall shows of the dossier. The same for all who read
/// that language: what somebody has voted is marked by their own page.
pub fn changing(lang: Lang, seance: &LiveSeance, mirror: &str) -> Parts {
    let open = seance.code.is_some();
    let clock = open && seance.course.at.is_some();
    vec![
        part("clock", clock.then(|| fragments::clock(lang, seance))),
        part("question", open.then(|| question(lang, seance)).flatten()),
        part("vote", seance.open_vote().map(|vote| ballot(lang, seance, vote, None))),
        // What is asked of somebody comes before what they may read.
        part("mirror", follow::mirror(lang, mirror)),
        part("results", results(lang, seance)),
        part("speaking", open.then(|| speaking::state(lang, seance)).flatten()),
        part("ideas", ideas(lang, seance)),
        part("state", state(lang, seance)),
    ]
}

pub fn page(
    context: &PageContext,
    seance: &LiveSeance,
    phone: &PhoneView,
    mut parts: Parts,
    outcome: Option<Outcome>,
) -> String {
    let (lang, who) = (context.lang, &phone.participant);
    if let Some((vote, at)) =
        seance.open_vote().zip(parts.iter().position(|(name, _)| *name == "vote"))
    {
        parts[at] = part("vote", ballot(lang, seance, vote, phone.ballot.as_ref()));
    }
    let as_who =
        texts::HERE_AS.fill(lang, &[("name", &who.name), ("quality", quality(lang, &who.quality))]);
    // A class sits at no table: its seat is its name.
    let seat = (!who.seat.is_empty() && who.class.is_none()).then(|| format!(" · {}", who.seat));
    let over = seance.code.is_none();
    let turn = seance
        .turns
        .iter()
        .rfind(|turn| turn.account.as_ref() == Some(&who.account) && turn.ended_at.is_none());
    let mut before = Vec::new();
    let mut after = Vec::new();
    for part in parts {
        let first = ["clock", "question"].contains(&part.0);
        // What is over is about what became of it.
        if over && (first || part.0 == "state") {
            continue;
        }
        if first { before.push(place(part)) } else { after.push(place(part)) }
    }
    let body = if who.blocked {
        alert(texts::BLOCKED.in_lang(lang)).into_any()
    } else {
        view! {
            {outcome.map(|outcome| outcome.view(lang))}
            {before}
            {(!over).then(|| compose(lang, seance, &phone.typed))}
            {(!over).then(|| speaking::ask(lang, seance, turn))}
            {over.then(|| follow_up::theirs(lang, seance, phone))}
            {after}
            {(!over).then(|| follow_up::theirs(lang, seance, phone))}
            {(!over).then(|| accompany(lang, seance, who))}
        }
        .into_any()
    };
    let main = view! {
        <div class="page phone" data-seance=format!("/seances/{}/flux?for=phone", seance.id)>
            <header class="phone-head">
                <h1 class="eyebrow">{seance.title.clone()}</h1>
                <p class="phone-who">{as_who} {seat}</p>
            </header>
            {body}
            <p class="phone-lost" role="status" data-lost="" hidden>
                {texts::WALL_LOST.in_lang(lang)}
            </p>
        </div>
    };
    seance_document(context, &seance.title, main)
}

/// The way of an adult to a class that they are with.
fn accompany(lang: Lang, seance: &LiveSeance, who: &Participant) -> Option<AnyView> {
    let path = format!("/seances/{}/classe", seance.id);
    (who.class.is_none() && who.quality != PUPILS).then(|| {
        view! { <p><a class="button" href=path>{class_texts::ACCOMPANY.in_lang(lang)}</a></p> }
            .into_any()
    })
}

/// What became of what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done(Text),
    Refused(Text),
}

impl Outcome {
    pub fn words(self, lang: Lang) -> String {
        let (Outcome::Done(text) | Outcome::Refused(text)) = self;
        // The one text with a place to fill says how long an idea may be.
        text.fill(lang, &[("max", &idea::MAX.to_string())])
    }

    fn view(self, lang: Lang) -> AnyView {
        let words = self.words(lang);
        match self {
            Outcome::Done(_) => view! { <p class="notice" role="status">{words}</p> }.into_any(),
            Outcome::Refused(_) => {
                view! { <p class="notice danger" role="alert">{words}</p> }.into_any()
            }
        }
    }
}

fn question(lang: Lang, seance: &LiveSeance) -> Option<AnyView> {
    let words = seance.question()?.to_owned();
    Some(
        view! {
            <p class="eyebrow">{texts::QUESTION.in_lang(lang)}</p>
            <p class="phone-question">{words}</p>
        }
        .into_any(),
    )
}

/// Stands outside of the parts: nothing that comes in may touch what is being typed.
fn compose(lang: Lang, seance: &LiveSeance, typed: &str) -> AnyView {
    let send = texts::SEND.in_lang(lang);
    view! {
        <form
            class="phone-compose"
            method="post"
            action=format!("/seances/{}/idees", seance.id)
            data-compose=""
            data-sent=texts::IDEA_SENT.in_lang(lang)
            data-waits=texts::IDEA_WAITS.in_lang(lang)
            hidden=!seance.ideas_open && typed.is_empty()
        >
            <label for="idea">{texts::YOUR_IDEA.in_lang(lang)}</label>
            <textarea
                class="input"
                id="idea"
                name="words"
                rows="3"
                maxlength=idea::MAX.to_string()
                required
                inner_html=box_content(typed)
            ></textarea>
            <p class="phone-send">
                <button class="button-main">{send}</button>
                <span role="status" data-said=""></span>
            </p>
        </form>
    }
    .into_any()
}

/// What the script reads of the state: whether ideas may be sent, and whether all is over.
fn state(lang: Lang, seance: &LiveSeance) -> AnyView {
    let words = match (&seance.code, seance.ideas_open, seance.open_vote()) {
        (None, ..) => Some(texts::IS_OVER),
        (_, false, None) if seance.course.at.is_none() => Some(texts::WAIT),
        (_, false, None) => Some(texts::IDEAS_ARE_CLOSED),
        _ => None,
    };
    view! {
        <p
            class="phone-state"
            data-phone-state=""
            data-open=seance.ideas_open.then_some("true")
            data-ended=seance.code.is_none().then_some("true")
        >
            {words.map(|words| words.in_lang(lang))}
        </p>
    }
    .into_any()
}

fn results(lang: Lang, seance: &LiveSeance) -> Option<AnyView> {
    let vote = seance.votes.iter().rev().find(|vote| vote.results_shown && !vote.is_open())?;
    Some(
        view! {
            <section class="phone-part">
                <h2>{fragments::question(lang, vote)}</h2>
                {fragments::results(lang, vote)}
            </section>
        }
        .into_any(),
    )
}

fn ideas(lang: Lang, seance: &LiveSeance) -> Option<AnyView> {
    let shown: Vec<_> = seance.shown_ideas().collect();
    (!shown.is_empty()).then(|| {
        let last = shown
            .iter()
            .rev()
            .take(LISTED)
            .map(|idea| fragments::idea(lang, seance, idea))
            .collect_view();
        view! {
            <section class="phone-part">
                <h2>{texts::IDEAS.in_lang(lang)} {format!(" ({})", shown.len())}</h2>
                <ul class="idea-list">{last}</ul>
            </section>
        }
        .into_any()
    })
}
