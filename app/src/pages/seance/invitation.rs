//! What invites to a séance: a sheet with its programme, a card a table, letters. Does not know:
//! who may invite, how letters leave.

use super::JoinInfo;
use super::releve::in_hours;
use crate::components::banner::error_summary;
use crate::components::field::{FieldError, Label, box_field};
use crate::components::print::print;
use crate::components::qr::{Drawing, qr};
use crate::shell::{PageContext, scripted_document};
use crate::texts::dates::iso_day;
use crate::texts::{forms, preparation as texts, seance as words};
use dossier::lang::{Lang, Text};
use dossier::seance::LiveSeance;
use dossier::seance::code;
use leptos::prelude::*;

/// What was typed into the form of letters, and what became of the ones before.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    pub typed: String,
    pub errors: Vec<FieldError>,
    pub sent: Option<usize>,
}

/// `cards`: the drawing of each table's own code, from table 1 on.
pub fn page(
    context: &PageContext,
    seance: &LiveSeance,
    join: &JoinInfo,
    cards: &[Drawing],
    letters: &Letters,
) -> String {
    let lang = context.lang;
    let sent = letters.sent.map(|count| match count {
        1 => texts::SENT_ONE.in_lang(lang).to_owned(),
        n => texts::SENT.fill(lang, &[("n", &n.to_string())]),
    });
    let main = view! {
        <div class="page posters invitation-page">
            <div class="posters-head">
                <p><a href=format!("/dossiers/{}/seances", seance.dossier)>{words::TITLE.in_lang(lang)}</a></p>
                <h1>{texts::INVITATION.in_lang(lang)}</h1>
                <p class="lede">{texts::INVITATION_LEDE.in_lang(lang)}</p>
                {error_summary(lang, &letters.errors)}
                {sent.map(|sent| view! { <p class="notice" role="status">{sent}</p> })}
                <div class="seance-links">
                    <a class="button" href=format!("/seances/{}/preparer", seance.id)>{texts::CHANGE.in_lang(lang)}</a>
                    {print(lang)}
                </div>
                {by_letter(lang, seance, letters)}
            </div>
            {sheet(lang, seance, join)}
            {table_cards(lang, seance, join, cards)}
        </div>
    };
    let title = forms::title(lang, texts::INVITATION, !letters.errors.is_empty());
    scripted_document(context, &title, main)
}

fn by_letter(lang: Lang, seance: &LiveSeance, letters: &Letters) -> Option<AnyView> {
    seance.code.as_ref()?;
    let label = Label {
        name: "addresses",
        label: texts::ADDRESSES,
        help: Some(texts::ADDRESSES_HELP),
        required: true,
    };
    let open = !letters.errors.is_empty();
    Some(
        view! {
            <details class="fold" open=open>
                <summary class="button">{texts::SEND.in_lang(lang)}</summary>
                <form class="form" method="post" action=format!("/seances/{}/invitation", seance.id) novalidate>
                    {box_field(lang, label, &letters.typed, 5, &letters.errors)}
                    <p><button class="button-main">{texts::DO_SEND.in_lang(lang)}</button></p>
                </form>
            </details>
        }
        .into_any(),
    )
}

/// When, where and how long, each with its label.
pub fn facts(lang: Lang, seance: &LiveSeance) -> Vec<(Text, String)> {
    let meeting = &seance.meeting;
    let when = match (meeting.on.as_str(), meeting.at.as_str()) {
        ("", _) => texts::NO_DATE.in_lang(lang).to_owned(),
        (on, "") => iso_day(lang, on),
        (on, at) => texts::WHEN_AT.fill(lang, &[("date", &iso_day(lang, on)), ("time", at)]),
    };
    let minutes = seance.plan.iter().map(|step| step.minutes).sum();
    let mut facts = vec![(texts::WHEN, when)];
    if !seance.place.is_empty() {
        facts.push((texts::WHERE, seance.place.clone()));
    }
    facts.push((texts::LASTS, in_hours(lang, minutes)));
    facts
}

fn sheet(lang: Lang, seance: &LiveSeance, join: &JoinInfo) -> AnyView {
    let facts = facts(lang, seance)
        .into_iter()
        .map(|(label, words)| {
            view! { <div><dt>{label.in_lang(lang)}</dt> <dd>{words}</dd></div> }
        })
        .collect_view();
    let questions = (!seance.questions.is_empty()).then(|| {
        let lines = seance.questions.iter().map(|line| view! { <li>{line.clone()}</li> });
        view! {
            <div>
                <h3>{texts::QUESTIONS.in_lang(lang)}</h3>
                <ol>{lines.collect_view()}</ol>
            </div>
        }
    });
    let steps = seance.plan.iter().map(|step| {
        let minutes = words::MINUTES.fill(lang, &[("n", &step.minutes.to_string())]);
        view! { <li><span>{step.title.clone()}</span> <span class="invitation-minutes">{minutes}</span></li> }
    });
    let how = seance.code.as_deref().map(|code| {
        view! {
            <div class="poster-way">
                {qr(&join.qr, words::QR.in_lang(lang).to_owned())}
                <div class="poster-words">
                    <h3>{texts::TAKE_PART.in_lang(lang)}</h3>
                    <p>{texts::TAKE_PART_HELP.in_lang(lang)}</p>
                    <p>{join.address.clone()}</p>
                    <p class="poster-code">{code::in_groups(code)}</p>
                </div>
            </div>
        }
    });
    view! {
        <article class="poster invitation" aria-labelledby="invitation-title">
            <p class="poster-school">{texts::INVITED_TO.in_lang(lang)}</p>
            <h2 id="invitation-title">{seance.title.clone()}</h2>
            <p class="poster-title">{seance.dossier_title.clone()}</p>
            <dl class="releve-facts">{facts}</dl>
            <div class="invitation-programme">
                {questions}
                <div>
                    <h3>{texts::PROGRAMME.in_lang(lang)}</h3>
                    <ol class="invitation-steps">{steps.collect_view()}</ol>
                </div>
            </div>
            {how}
        </article>
    }
    .into_any()
}

fn table_cards(
    lang: Lang,
    seance: &LiveSeance,
    join: &JoinInfo,
    cards: &[Drawing],
) -> Option<AnyView> {
    let code = seance.code.as_deref().map(code::in_groups).filter(|_| !cards.is_empty())?;
    let card = |(at, drawing): (usize, &Drawing)| {
        let name = texts::TABLE.fill(lang, &[("n", &(at + 1).to_string())]);
        view! {
            <li class="table-card">
                <h3>{name.clone()}</h3>
                {qr(drawing, format!("{} – {name}", words::QR.in_lang(lang)))}
                <p>{texts::CARD_SCAN.in_lang(lang)}</p>
                <p class="table-card-code">{join.address.clone()} " · " <strong>{code.clone()}</strong></p>
            </li>
        }
    };
    let cards = cards.iter().enumerate().map(card).collect_view();
    Some(
        view! {
            <section class="table-cards" aria-labelledby="cards">
                <h2 id="cards">{texts::CARDS.in_lang(lang)}</h2>
                <ul>{cards}</ul>
            </section>
        }
        .into_any(),
    )
}
