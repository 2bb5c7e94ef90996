//! The accord de principe: how it stands, what is different since, giving and withdrawing it, and
//! its line on the pages of others. Does not know: how two versions are compared.

use super::{Accord, Partner};
use crate::shell::to_html;
use crate::texts::accord as texts;
use crate::texts::dates::Day;
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::partner::Given;
use dossier::partner::accord::Difference;
use dossier::rights::{Action, Role, may};
use leptos::prelude::*;

pub(super) fn accord(lang: Lang, partner: &Partner) -> AnyView {
    let day = |at: i64| Day::in_zone(at, partner.zone).in_words(lang);
    let last = partner.accords.first();
    let given = last.is_some_and(|accord| accord.withdrawn_at.is_none());
    let state = match last {
        None => texts::NOT_GIVEN.in_lang(lang).to_owned(),
        Some(Accord { at, withdrawn_at: None }) => texts::GIVEN.fill(lang, &[("day", &day(*at))]),
        Some(Accord { at, withdrawn_at: Some(end) }) => {
            texts::WITHDRAWN.fill(lang, &[("day", &day(*at)), ("end", &day(*end))])
        }
    };
    let since = given.then(|| match partner.since.is_empty() {
        true => view! { <p>{texts::UNCHANGED.in_lang(lang)}</p> }.into_any(),
        false => view! {
            <h3>{texts::CHANGED.in_lang(lang)}</h3>
            {differences(lang, &partner.since)}
        }
        .into_any(),
    });
    let acts = partner.is_reader.then(|| acts(lang, partner, given));
    let history = (partner.accords.len() > 1).then(|| {
        let all = partner
            .accords
            .iter()
            .map(|accord| {
                let says = match accord.withdrawn_at {
                    None => texts::GIVEN.fill(lang, &[("day", &day(accord.at))]),
                    Some(end) => {
                        texts::WITHDRAWN.fill(lang, &[("day", &day(accord.at)), ("end", &day(end))])
                    }
                };
                view! { <li>{says}</li> }
            })
            .collect_view();
        view! {
            <details class="fold">
                <summary class="button-quiet">{texts::HISTORY.in_lang(lang)}</summary>
                <ul class="accord-history">{all}</ul>
            </details>
        }
    });
    view! {
        <section class="partner-part accord" id="accord" aria-labelledby="accord-title" data-given=given.to_string()>
            <h2 id="accord-title">{texts::ACCORD.in_lang(lang)}</h2>
            <p class="accord-state">{state}</p>
            {since}
            {acts}
            {history}
        </section>
    }
    .into_any()
}

/// What the partner can do: agree to what is shown, agree again, withdraw.
fn acts(lang: Lang, partner: &Partner, given: bool) -> AnyView {
    let at = format!("/dossiers/{}/partenaire", partner.dossier);
    let something = !partner.agreed.rows.is_empty();
    let give = (something && (!given || !partner.since.is_empty())).then(|| {
        let words = if given { texts::CONFIRM } else { texts::GIVE };
        view! {
            <form class="confirm" method="post" action=format!("{at}/accord")>
                <input type="hidden" name="seen" value=partner.agreed.canonical() />
                <p class="text">{texts::ACCORD_TEXT.in_lang(lang)}</p>
                <button class="button-main">{words.in_lang(lang)}</button>
            </form>
        }
    });
    let withdraw = given.then(|| {
        view! {
            <details class="fold">
                <summary class="button-quiet">{texts::WITHDRAW.in_lang(lang)}</summary>
                <form class="confirm" method="post" action=format!("{at}/retrait")>
                    <p>{texts::WITHDRAW_TEXT.in_lang(lang)}</p>
                    <button class="button danger">{texts::WITHDRAW_SURE.in_lang(lang)}</button>
                </form>
            </details>
        }
    });
    view! {
        {give}
        {withdraw}
    }
    .into_any()
}

/// What is different, each thing in a line.
pub(super) fn differences(lang: Lang, all: &[Difference]) -> AnyView {
    let items = all
        .iter()
        .map(|difference| {
            let of = match difference.of.as_str() {
                "" => texts::UNNAMED.in_lang(lang).to_owned(),
                of => of.to_owned(),
            };
            let says = match difference.field {
                Some(field) => {
                    let or_empty = |words: &str| match words {
                        "" => texts::EMPTY.in_lang(lang).to_owned(),
                        words => words.to_owned(),
                    };
                    let (from, to) = (or_empty(&difference.agreed), or_empty(&difference.now));
                    let change = texts::FROM_TO.fill(lang, &[("from", &from), ("to", &to)]);
                    format!("{}\u{a0}: {change}", field.in_lang(lang))
                }
                None if difference.now.is_empty() => texts::REMOVED.in_lang(lang).to_owned(),
                None => texts::ADDED.in_lang(lang).to_owned(),
            };
            view! {
                <li>
                    <strong>{of}</strong>
                    ", "
                    {says}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="differences">{items}</ul> }.into_any()
}

/// Accords, each in one line, for the dossier and the page of the people.
pub fn in_lines(lang: Lang, accords: &[Given]) -> Vec<String> {
    accords.iter().map(|accord| in_one_line(lang, accord)).collect()
}

fn in_one_line(lang: Lang, accord: &Given) -> String {
    let name = accord.name.as_str();
    let day = |at: i64| Day::in_zone(at, accord.zone).in_words(lang);
    match accord.withdrawn_at {
        Some(end) => texts::LINE_WITHDRAWN.fill(lang, &[("name", name), ("day", &day(end))]),
        None => {
            let given = texts::LINE_GIVEN.fill(lang, &[("name", name), ("day", &day(accord.at))]);
            let since = match accord.changes {
                0 => texts::LINE_UNCHANGED.in_lang(lang).to_owned(),
                1 => texts::LINE_CHANGED_ONE.in_lang(lang).to_owned(),
                n => texts::LINE_CHANGED_MANY.fill(lang, &[("n", &n.to_string())]),
            };
            format!("{given}{since}.")
        }
    }
}

/// The accords in the dossier and on the page of the people, and the way to what they are about.
pub fn lines(lang: Lang, dossier: &str, role: Role, lines: &[String]) -> Option<AnyView> {
    let words = if may(role, None, Action::Agree) {
        Some(texts::LINK_MINE)
    } else {
        may(role, Some(SectionId::Partners), Action::Edit).then_some(texts::LINK)
    };
    let at = format!("/dossiers/{dossier}/partenaire");
    let link = words.map(|words| view! { <li><a href=at>{words.in_lang(lang)}</a></li> });
    let shown = !lines.is_empty() || link.is_some();
    let items = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    shown.then(|| view! { <ul class="accords">{items} {link}</ul> }.into_any())
}

/// The same as the server writes them into the live dossier.
pub fn lines_html(lang: Lang, dossier: &str, role: Role, all: &[String]) -> String {
    to_html(lines(lang, dossier, role, all))
}
