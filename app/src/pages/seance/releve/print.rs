//! A relevé as it goes on paper. Does not know: who reads it, what they may do about it.

use super::Shown;
use crate::pages::seance::quality;
use crate::texts::dates::{Day, iso_day};
use crate::texts::people::called;
use crate::texts::{preparation, releve as texts, seance as seance_texts};
use dossier::document::text::{self, markdown};
use dossier::lang::{Lang, Text};
use dossier::seance::releve::Releve;
use leptos::prelude::*;

pub(super) fn sheet(lang: Lang, shown: &Shown) -> AnyView {
    let releve = &shown.releve;
    let stamp = match &shown.approved {
        Some(approved) => {
            view! { <p class="releve-stamp">{by(lang, texts::APPROVED, approved)}</p> }.into_any()
        }
        None => view! { <p class="releve-stamp draft">{texts::DRAFT.in_lang(lang)}</p> }.into_any(),
    };
    let html = text::html_below(&markdown::read(&releve.conclusions), 2);
    view! {
        <article class="releve" aria-labelledby="releve-title">
            <header class="releve-head">
                <p class="eyebrow">{texts::TITLE.in_lang(lang)} " · " {shown.dossier_title.clone()}</p>
                <h1 id="releve-title">{shown.title.clone()}</h1>
                {stamp}
            </header>
            <dl class="releve-facts">{facts(lang, releve)}</dl>
            {attendance(lang, releve)}
            {lines(lang, texts::QUESTIONS, &releve.questions)}
            {lines(lang, texts::AGENDA, &releve.agenda)}
            <section>
                <h2>{texts::CONCLUSIONS.in_lang(lang)}</h2>
                <div class="releve-text" inner_html=html></div>
            </section>
        </article>
    }
    .into_any()
}

fn facts(lang: Lang, releve: &Releve) -> Vec<AnyView> {
    let lasted = releve.minutes.filter(|minutes| *minutes > 0);
    [
        (preparation::DATE, iso_day(lang, &releve.date)),
        (texts::START, releve.start.clone()),
        (texts::MINUTES, lasted.map(|minutes| in_hours(lang, minutes)).unwrap_or_default()),
        (seance_texts::PLACE, releve.place.clone()),
        (texts::FACILITATOR, releve.facilitator.clone()),
        (texts::SECRETARY, releve.secretary.clone()),
    ]
    .into_iter()
    .filter(|(_, words)| !words.is_empty())
    .map(|(label, words)| {
        view! { <div><dt>{label.in_lang(lang)}</dt> <dd>{words}</dd></div> }.into_any()
    })
    .collect()
}

/// `45 min`, `2 h 45`.
pub fn in_hours(lang: Lang, minutes: u32) -> String {
    match minutes / 60 {
        0 => seance_texts::MINUTES.fill(lang, &[("n", &minutes.to_string())]),
        hours => {
            let rest = format!("{:02}", minutes % 60);
            texts::LASTED_HOURS.fill(lang, &[("h", &hours.to_string()), ("mm", &rest)])
        }
    }
}

fn attendance(lang: Lang, releve: &Releve) -> AnyView {
    let total = releve.people();
    let said = match total {
        0 => texts::NOBODY_COUNTED.in_lang(lang).to_owned(),
        n => preparation::people(lang, usize::try_from(n).unwrap_or(usize::MAX)),
    };
    let rows = dossier::form::lists::ATTENDANCE.items.iter().filter_map(|item| {
        let count = releve.attendance.get(item.id).filter(|count| **count > 0)?;
        Some(view! {
            <li>
                <strong>{*count}</strong>
                <span>{quality(lang, item.id)}</span>
            </li>
        })
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <section>
            <h2>{texts::PRESENT.in_lang(lang)}</h2>
            <p>{said}</p>
            <ul class="releve-people">{rows}</ul>
        </section>
    }
    .into_any()
}

fn lines(lang: Lang, title: Text, lines: &[String]) -> Option<AnyView> {
    let items = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    (!lines.is_empty()).then(|| {
        view! {
            <section>
                <h2>{title.in_lang(lang)}</h2>
                <ol>{items}</ol>
            </section>
        }
        .into_any()
    })
}

/// Who did what, and when.
pub(super) fn by(lang: Lang, text: Text, (name, at): &(String, i64)) -> String {
    let date = Day::of_millis(*at).in_words(lang);
    text.fill(lang, &[("date", &date), ("name", called(lang, name))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_told_in_hours() {
        let told = [45, 60, 165].map(|minutes| in_hours(Lang::Fr, minutes));
        assert_eq!(told, ["45 min", "1\u{a0}h\u{a0}00", "2\u{a0}h\u{a0}45"]);
    }
}
