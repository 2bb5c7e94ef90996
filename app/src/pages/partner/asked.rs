//! What is asked of a partner: sums by school year, what they would advance of the grant, and the
//! open questions to them. Does not know: how a sum is made up.

use super::Partner;
use crate::texts::accord as texts;
use crate::texts::dates::Day;
use crate::texts::people::called;
use dossier::form::identifiers::Cents;
use dossier::form::section;
use dossier::lang::Lang;
use leptos::prelude::*;

pub(super) fn asked(lang: Lang, partner: &Partner) -> AnyView {
    let asked = &partner.asked;
    let sum = |cents: i64| Cents(cents).format(lang);
    let line = |label: String, cents: i64| {
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td class="amount">{sum(cents)}</td>
            </tr>
        }
    };
    let years = asked
        .by_year
        .iter()
        .map(|(year, cents)| {
            let year = match year.as_str() {
                "" => texts::NO_YEAR.in_lang(lang).to_owned(),
                year => year.to_owned(),
            };
            line(year, *cents)
        })
        .collect_view();
    let by_year = (!asked.by_year.is_empty()).then(|| {
        view! {
            <table class="totals-table">
                <caption>{texts::BY_YEAR.in_lang(lang)}</caption>
                <tbody>
                    {years} {line(texts::ASKED_EXPENSES.in_lang(lang).to_owned(), asked.expenses)}
                </tbody>
            </table>
        }
    });
    view! {
        <section class="partner-part" aria-labelledby="asked">
            <h2 id="asked">{texts::ASKED.in_lang(lang)}</h2>
            {by_year}
            <dl class="facts">
                <dt>{texts::ASKED_FUNDING.in_lang(lang)}</dt>
                <dd class="amount">{sum(asked.funding)}</dd>
            </dl>
            {advance(lang, partner)}
        </section>
    }
    .into_any()
}

/// What they would advance of the grant, and the assumption that it rests on.
fn advance(lang: Lang, partner: &Partner) -> Option<AnyView> {
    let (grant, sum) = (partner.asked.grant?, partner.asked.advance(partner.rate)?);
    let (rate, paid) = (partner.rate.to_string(), (100 - partner.rate).to_string());
    let text = texts::ADVANCE_TEXT.fill(
        lang,
        &[
            ("grant", &Cents(grant).format(lang)),
            ("paid", &paid),
            ("rate", &rate),
            ("sum", &Cents(sum).format(lang)),
        ],
    );
    let account = (!partner.is_reader).then(|| {
        view! { <input type="hidden" name="de" value=partner.account.clone() /> }
    });
    Some(
        view! {
            <h3>{texts::ADVANCE.in_lang(lang)}</h3>
            <p class="text">{text}</p>
            <form class="inline-form" method="get" action=format!("/dossiers/{}/partenaire", partner.dossier)>
                {account}
                <div class="field">
                    <label class="field-label" for="advance">
                        {texts::ADVANCE_RATE.in_lang(lang)}
                    </label>
                    <p class="field-help" id="advance-help">
                        {texts::ADVANCE_RATE_HELP.in_lang(lang)}
                    </p>
                    <input
                        class="input short"
                        type="number"
                        min="0"
                        max="100"
                        id="advance"
                        name="advance"
                        value=rate
                        aria-describedby="advance-help"
                    />
                </div>
                <button class="button">{texts::COMPUTE.in_lang(lang)}</button>
            </form>
        }
        .into_any(),
    )
}

pub(super) fn questions(lang: Lang, partner: &Partner) -> AnyView {
    let items = partner
        .questions
        .iter()
        .map(|question| {
            let at = format!("/dossiers/{}#{}", partner.dossier, question.section.name());
            let day = Day::in_zone(question.at, partner.zone).in_words(lang);
            let by = texts::LAST_WORD
                .fill(lang, &[("name", called(lang, &question.name)), ("day", &day)]);
            let place = section(question.section).title.in_lang(lang);
            let about = match question.about.as_str() {
                "" => place.to_owned(),
                about => format!("{place} · {about}"),
            };
            view! {
                <li class="entry">
                    <div class="entry-words">
                        <h3>{about}</h3>
                        <p class="entry-note">{by}</p>
                    </div>
                    <div>
                        <p class="question-text">{question.text.clone()}</p>
                        <p>
                            <a href=at>{texts::QUESTION_AT.in_lang(lang)}</a>
                        </p>
                    </div>
                </li>
            }
        })
        .collect_view();
    let none =
        partner.questions.is_empty().then(|| view! { <p>{texts::NO_QUESTION.in_lang(lang)}</p> });
    let list = (!partner.questions.is_empty()).then(|| view! { <ul class="roster">{items}</ul> });
    view! {
        <section class="partner-part" aria-labelledby="questions">
            <h2 id="questions">{texts::QUESTIONS.in_lang(lang)}</h2>
            {none}
            {list}
        </section>
    }
    .into_any()
}
