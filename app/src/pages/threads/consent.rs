//! Who can live with which section, at the head of what is said beside it; and the places of the text
//! that look as if they told of one person. Owns: their markup. Must not know: which of them are shown,
//! what a button does (`js/panel_positions.js`). Without script the forms are sent as they are.

use super::{Listener, quality};
use crate::texts::dates::Day;
use crate::texts::people::called;
use crate::texts::{consent as texts, seance, warnings};
use dossier::form::{self, SectionId};
use dossier::lang::{Lang, Text};
use dossier::privacy::Found;
use dossier::rights::Action;
use dossier::threads::consent::{Position, Stance, State};
use dossier::threads::{Anchor, Kind, MAX_TEXT, Mark};
use leptos::prelude::*;

/// What is said of a section as a whole, and noticed in it.
#[derive(Clone, Debug)]
pub struct OfSection {
    pub section: SectionId,
    pub state: State,
    pub positions: Vec<Position>,
    /// For who may change the section.
    pub found: Vec<Found>,
    /// Whether something in it came from a room.
    pub asked_for: bool,
}

/// Which sections, in which dossier.
#[derive(Clone, Debug, Default)]
pub struct Around {
    pub dossier: String,
    pub sections: Vec<OfSection>,
}

/// The part of the panel that a script takes out of the list and puts in its place.
pub fn around(listener: &Listener, around: &Around) -> AnyView {
    let lang = listener.lang;
    let sections = around.sections.iter().filter(|one| !one.positions.is_empty());
    let sections = sections.map(|one| of_section(listener, &around.dossier, one)).collect_view();
    let notes = around.sections.iter().filter_map(|one| note(listener, one)).collect_view();
    view! {
        <details class="positions" id="positions">
            <summary>{texts::TITLE.in_lang(lang)}</summary>
            <p class="positions-lede">{texts::LEDE.in_lang(lang)}</p>
            {sections}
            {without_script(listener, around)}
            <div class="text-notes" hidden>{notes}</div>
        </details>
    }
    .into_any()
}

fn of_section(listener: &Listener, dossier: &str, one: &OfSection) -> AnyView {
    let lang = listener.lang;
    let title = form::section(one.section).title.in_lang(lang);
    let name = one.section.name();
    let said = one.positions.iter().filter(|position| position.stance != Stance::Silent);
    let said: Vec<_> = said.map(|position| said_by(lang, position)).collect();
    let nobody = said.is_empty();
    // Where nobody has said anything, everybody is silent.
    let silent: Vec<String> = one
        .positions
        .iter()
        .filter(|position| !nobody && position.stance == Stance::Silent)
        .map(|position| called(lang, &position.by.name).to_owned())
        .collect();
    let how_many = match silent.len() {
        0 => None,
        1 => Some(texts::SILENT_ONE.in_lang(lang).to_owned()),
        n => Some(texts::SILENT_MANY.fill(lang, &[("n", &n.to_string())])),
    };
    let silent = how_many.map(|summary| {
        let names = silent.join(", ");
        view! { <details class="position-silent"><summary>{summary}</summary><p>{names}</p></details> }
    });
    // An ended one of no thread: it has the page say when the section changes.
    let place = Anchor { section: one.section, path: None, span: None, quote: String::new() };
    let mark = Mark { thread: name.to_owned(), kind: Kind::Comment, open: false, place }.line();
    view! {
        <section class="position" id=format!("position-{name}") tabindex="-1" data-section=name
            data-mark=mark data-nobody=nobody.then_some("") aria-labelledby=format!("position-{name}-title")>
            <h3 id=format!("position-{name}-title")><a href=format!("#{name}")>{title}</a></h3>
            {nobody.then(|| view! { <p class="position-none">{texts::NOBODY.in_lang(lang)}</p> })}
            <ul class="position-list">{said.collect_view()}</ul>
            {silent}
            {asked_for(lang, dossier, one)}
            {own(listener, dossier, one)}
        </section>
    }
    .into_any()
}

/// The way to who asked in a room for what the section says.
fn asked_for(lang: Lang, dossier: &str, one: &OfSection) -> Option<AnyView> {
    let to = format!("/dossiers/{dossier}/demandes#{}", one.section.name());
    one.asked_for.then(|| {
        view! { <p class="position-asked"><a href=to>{seance::ORIGINS.in_lang(lang)}</a></p> }
            .into_any()
    })
}

fn said_by(lang: Lang, position: &Position) -> AnyView {
    let who = called(lang, &position.by.name).to_owned();
    let what = quality(&position.by.quality, lang);
    let (kind, says, more) = match &position.stance {
        Stance::Silent => return ().into_any(),
        Stance::Consents { at, changed } => {
            let date = Day::of_millis(*at).in_words(lang);
            let text = if *changed { texts::CONSENTED } else { texts::CONSENTS };
            let since = changed.then(|| {
                view! { <span class="position-changed">{texts::CHANGED.in_lang(lang)}</span> }
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
            <span class="position-says">{says}</span>
            " "
            {more}
        </li>
    }
    .into_any()
}

/// What the listener can say. A reservation is written in the panel's box, or without script in a form.
fn own(listener: &Listener, dossier: &str, one: &OfSection) -> Option<AnyView> {
    let lang = listener.lang;
    if !listener.standing.may(Some(one.section), Action::Consent) {
        return None;
    }
    let title = form::section(one.section).title.in_lang(lang);
    let own = one.positions.iter().find(|position| position.by.account == listener.account);
    let stance = own.map_or(&Stance::Silent, |position| &position.stance);
    let of = |text: Text| {
        format!("{}, {}", text.in_lang(lang), texts::OF_SECTION.fill(lang, &[("section", title)]))
    };
    let button = |what: &'static str, text: Text, label: String, class: &'static str| {
        let id = format!("{what}-{}", one.section.name());
        view! { <button class=class id=id name="faire" value=what aria-label=label>{text.in_lang(lang)}</button> }
    };
    let main = match stance {
        Stance::Consents { changed: false, .. } => None,
        Stance::Consents { changed: true, .. } => Some(("consentir", texts::CONFIRM)),
        Stance::Reserves { .. } => Some(("lever", texts::LIFT_AND)),
        Stance::Silent => Some(("consentir", texts::CAN_LIVE)),
    };
    let main = main.map(|(what, text)| button(what, text, of(text), "button"));
    let back = matches!(stance, Stance::Consents { .. }).then(|| {
        let label = texts::TAKE_BACK_OF.fill(lang, &[("section", title)]);
        button("retirer", texts::TAKE_BACK, label, "button-quiet")
    });
    let reserve = (!matches!(stance, Stance::Reserves { .. })).then(|| {
        view! {
            <button type="button" class="button-quiet position-reserve" id=format!("reserve-{}", one.section.name())
                aria-label=of(texts::RESERVE)>{texts::RESERVE.in_lang(lang)}</button>
        }
    });
    let to = format!("/dossiers/{dossier}/positions");
    let state = &one.state;
    Some(
        view! {
            <form class="position-acts thread-acts" method="post" action=to>
                <input type="hidden" name="rubrique" value=one.section.name() />
                <input type="hidden" name="seq" value=state.seq.to_string() />
                <input type="hidden" name="vu" value=state.digest.clone() />
                {main}
                {back}
                {reserve}
            </form>
        }
        .into_any(),
    )
}

/// Where a reservation is written without script; else it is in the panel's box.
fn without_script(listener: &Listener, around: &Around) -> AnyView {
    let lang = listener.lang;
    let may = |one: &&OfSection| listener.standing.may(Some(one.section), Action::Consent);
    let option = |one: &OfSection| {
        let title = form::section(one.section).title.in_lang(lang);
        view! { <option value=one.section.name()>{title}</option> }
    };
    let options = around.sections.iter().filter(may).map(option).collect_view();
    view! {
        <noscript>
            <form class="position-reserving" method="post" action=format!("/dossiers/{}/positions", around.dossier)>
                <label>
                    {texts::RESERVE_SECTION.in_lang(lang)}
                    <select class="input" name="rubrique">{options}</select>
                </label>
                <label>
                    {texts::RESERVE_WHAT.in_lang(lang)}
                    <textarea class="input" name="texte" rows="3" required maxlength=MAX_TEXT.to_string()></textarea>
                </label>
                <button class="button" name="faire" value="reserver">
                    {texts::RESERVE.in_lang(lang)}
                </button>
            </form>
        </noscript>
    }
    .into_any()
}

/// Stands by the script's hand below the title of its section.
fn note(listener: &Listener, one: &OfSection) -> Option<AnyView> {
    let lang = listener.lang;
    let first = one.found.first()?;
    let name = one.section.name();
    let title = form::section(one.section).title.in_lang(lang);
    let same = one.found.iter().filter(|found| found.cue == first.cue);
    let words: Vec<&str> = same.map(|found| found.words.as_str()).collect();
    let label = warnings::NOTE_DISMISS_OF.fill(lang, &[("section", title)]);
    Some(
        view! {
            <div class="text-note" role="note" data-section=name data-key=format!("{name} {}", words.join("|"))>
                <p>{warnings::seems(lang, first.cue, &words.join("\u{a0}», «\u{a0}"))} " " {warnings::WHY.in_lang(lang)}</p>
                <button type="button" class="button-quiet" aria-label=label>
                    {warnings::NOTE_DISMISS.in_lang(lang)}
                </button>
            </div>
        }
        .into_any(),
    )
}
