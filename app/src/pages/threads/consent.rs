//! Who can live with which section, at the head of what is said beside it; and the places of the
//! text that look as if they told of one person. Owns: their markup. Does not know: which of them
//! are shown, what a button does (`js/threads/consent.js`). Without script the forms are sent as
//! they are.

use super::{Reader, quality};
use crate::texts::dates::Day;
use crate::texts::people::called;
use crate::texts::{consent as texts, seance, warnings};
use dossier::form;
use dossier::lang::{Lang, Text};
use dossier::rights::Action;
use dossier::threads::consent::{PersonStance, SectionStatus, Stance};
use dossier::threads::{Anchor, Kind, MAX_TEXT, Mark};
use leptos::prelude::*;

/// Which sections, in which dossier.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    pub dossier: String,
    pub sections: Vec<SectionStatus>,
}

/// The fragment of the panel that says so.
pub fn sections_view(reader: &Reader, panel: &Panel) -> AnyView {
    let lang = reader.lang;
    let sections = panel.sections.iter().filter(|one| !one.stances.is_empty());
    let sections = sections.map(|one| of_section(reader, &panel.dossier, one)).collect_view();
    let notes = panel.sections.iter().filter_map(|one| note(reader, one)).collect_view();
    view! {
        <details class="consent" id="positions">
            <summary>{texts::TITLE.in_lang(lang)}</summary>
            <p class="consent-lede">{texts::LEDE.in_lang(lang)}</p>
            {sections}
            {without_script(reader, panel)}
            <div class="text-notes" hidden>{notes}</div>
        </details>
    }
    .into_any()
}

fn of_section(reader: &Reader, dossier: &str, one: &SectionStatus) -> AnyView {
    let lang = reader.lang;
    let title = form::section(one.section).title.in_lang(lang);
    let name = one.section.name();
    let said = one.stances.iter().filter(|person| person.stance != Stance::Silent);
    let said: Vec<_> = said.map(|person| stance_view(lang, person)).collect();
    let nobody = said.is_empty();
    // Where nobody has said anything, everybody is silent.
    let silent: Vec<String> = one
        .stances
        .iter()
        .filter(|person| !nobody && person.stance == Stance::Silent)
        .map(|person| called(lang, &person.by.name).to_owned())
        .collect();
    let how_many = match silent.len() {
        0 => None,
        1 => Some(texts::SILENT_ONE.in_lang(lang).to_owned()),
        n => Some(texts::SILENT_MANY.fill(lang, &[("n", &n.to_string())])),
    };
    let silent = how_many.map(|summary| {
        let names = silent.join(", ");
        view! {
            <details class="consent-silent">
                <summary>{summary}</summary>
                <p>{names}</p>
            </details>
        }
    });
    // An ended one of no thread: it has the page say when the section changes.
    let place = Anchor { section: one.section, path: None, span: None, quote: String::new() };
    let mark = Mark { thread: name.to_owned(), kind: Kind::Comment, open: false, place }.line();
    view! {
        <section class="consent-section" data-js="consent-section" id=format!("position-{name}")
            tabindex="-1" data-section=name data-mark=mark data-nobody=nobody.then_some("")
            aria-labelledby=format!("position-{name}-title")>
            <h3 id=format!("position-{name}-title")><a href=format!("#{name}")>{title}</a></h3>
            {nobody.then(|| view! { <p class="consent-none">{texts::NOBODY.in_lang(lang)}</p> })}
            <ul class="consent-list">{said.collect_view()}</ul>
            {silent}
            {asked_for(lang, dossier, one)}
            {own(reader, dossier, one)}
        </section>
    }
    .into_any()
}

/// The way to who asked in a room for what the section says.
fn asked_for(lang: Lang, dossier: &str, one: &SectionStatus) -> Option<AnyView> {
    let to = format!("/dossiers/{dossier}/demandes#{}", one.section.name());
    one.asked_for.then(|| {
        view! { <p class="consent-asked"><a href=to>{seance::ORIGINS.in_lang(lang)}</a></p> }
            .into_any()
    })
}

fn stance_view(lang: Lang, person: &PersonStance) -> AnyView {
    let who = called(lang, &person.by.name).to_owned();
    let what = quality(&person.by.quality, lang);
    let (kind, says, more) = match &person.stance {
        Stance::Silent => return ().into_any(),
        Stance::Consents { at, changed } => {
            let date = Day::of_millis(*at).in_words(lang);
            let text = if *changed { texts::CONSENTED } else { texts::CONSENTS };
            let since = changed.then(|| {
                view! { <span class="consent-changed">{texts::CHANGED.in_lang(lang)}</span> }
            });
            let kind = if *changed { "changed" } else { "consents" };
            (kind, text.fill(lang, &[("date", &date)]).into_any(), since.into_any())
        }
        Stance::Reserves { threads } => {
            let to = format!("#fil-{}", threads.first().map_or("", String::as_str));
            let says = view! { <a href=to>{texts::RESERVES.in_lang(lang)}</a> };
            ("reserves", says.into_any(), ().into_any())
        }
    };
    view! {
        <li data-stance=kind>
            <strong>{who}</strong>
            " "
            <span class="remark-quality">{what}</span>
            " "
            <span class="consent-says">{says}</span>
            " "
            {more}
        </li>
    }
    .into_any()
}

/// What the reader can say. A reservation is written in the panel's box, or without script in a
/// form.
fn own(reader: &Reader, dossier: &str, one: &SectionStatus) -> Option<AnyView> {
    let lang = reader.lang;
    if !reader.standing.may(Some(one.section), Action::Consent) {
        return None;
    }
    let title = form::section(one.section).title.in_lang(lang);
    let own = one.stances.iter().find(|person| person.by.account == reader.account);
    let stance = own.map_or(&Stance::Silent, |person| &person.stance);
    let of = |text: Text| {
        format!("{}, {}", text.in_lang(lang), texts::OF_SECTION.fill(lang, &[("section", title)]))
    };
    let button = |what: &'static str, text: Text, label: String, class: &'static str| {
        let id = format!("{what}-{}", one.section.name());
        view! {
            <button class=class id=id name="act" value=what aria-label=label>
                {text.in_lang(lang)}
            </button>
        }
    };
    let main = match stance {
        Stance::Consents { changed: false, .. } => None,
        Stance::Consents { changed: true, .. } => Some(("consent", texts::CONFIRM)),
        Stance::Reserves { .. } => Some(("lift", texts::LIFT_AND)),
        Stance::Silent => Some(("consent", texts::CAN_LIVE)),
    };
    let main = main.map(|(what, text)| button(what, text, of(text), "button"));
    let back = matches!(stance, Stance::Consents { .. }).then(|| {
        let label = texts::TAKE_BACK_OF.fill(lang, &[("section", title)]);
        button("withdraw", texts::TAKE_BACK, label, "button-quiet")
    });
    let reserve = (!matches!(stance, Stance::Reserves { .. })).then(|| {
        view! {
            <button type="button" class="button-quiet consent-reserve" data-js="reserve"
                id=format!("reserve-{}", one.section.name())
                aria-label=of(texts::RESERVE)>{texts::RESERVE.in_lang(lang)}</button>
        }
    });
    let to = format!("/dossiers/{dossier}/positions");
    let state = &one.state;
    Some(
        view! {
            <form class="consent-acts thread-acts" data-js="consent" method="post" action=to>
                <input type="hidden" name="section" value=one.section.name() />
                <input type="hidden" name="seq" value=state.seq.to_string() />
                <input type="hidden" name="seen" value=state.digest.clone() />
                {main}
                {back}
                {reserve}
            </form>
        }
        .into_any(),
    )
}

/// Where a reservation is written without script; else it is in the panel's box.
fn without_script(reader: &Reader, panel: &Panel) -> AnyView {
    let lang = reader.lang;
    let may = |one: &&SectionStatus| reader.standing.may(Some(one.section), Action::Consent);
    let option = |one: &SectionStatus| {
        let title = form::section(one.section).title.in_lang(lang);
        view! { <option value=one.section.name()>{title}</option> }
    };
    let options = panel.sections.iter().filter(may).map(option).collect_view();
    view! {
        <noscript>
            <form class="consent-reserving" method="post"
                action=format!("/dossiers/{}/positions", panel.dossier)>
                <label>
                    {texts::RESERVE_SECTION.in_lang(lang)}
                    <select class="input" name="section">{options}</select>
                </label>
                <label>
                    {texts::RESERVE_WHAT.in_lang(lang)}
                    <textarea class="input" name="text" rows="3" required
                        maxlength=MAX_TEXT.to_string()></textarea>
                </label>
                <button class="button" name="act" value="reserve">
                    {texts::RESERVE.in_lang(lang)}
                </button>
            </form>
        </noscript>
    }
    .into_any()
}

/// Stands by the script's hand below the title of its section.
fn note(reader: &Reader, one: &SectionStatus) -> Option<AnyView> {
    let lang = reader.lang;
    let first = one.found.first()?;
    let name = one.section.name();
    let title = form::section(one.section).title.in_lang(lang);
    let same = one.found.iter().filter(|found| found.cue == first.cue);
    let words: Vec<&str> = same.map(|found| found.words.as_str()).collect();
    let label = warnings::NOTE_DISMISS_OF.fill(lang, &[("section", title)]);
    Some(
        view! {
            <div class="text-note" role="note" data-js="note" data-section=name
                data-key=format!("{name} {}", words.join("|"))>
                <p>
                    {warnings::seems(lang, first.cue, &words.join("\u{a0}», «\u{a0}"))}
                    " "
                    {warnings::WHY.in_lang(lang)}
                </p>
                <button type="button" class="button-quiet" aria-label=label>
                    {warnings::NOTE_DISMISS.in_lang(lang)}
                </button>
            </div>
        }
        .into_any(),
    )
}
