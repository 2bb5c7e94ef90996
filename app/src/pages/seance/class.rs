//! The page of the adult with a class: how its pupils come in, and what they sent that the room has not
//! read. Must not know: who the adult is, how an idea is kept.

use super::{Door, Parts, Seance, part, place};
use crate::components::banner::error_summary;
use crate::components::field::{FieldError, Input, Label, text_field};
use crate::components::qr::qr;
use crate::shell::{Frame, bare_document, seance_document};
use crate::texts::{class as texts, forms, preparation, seance as seance_texts};
use dossier::lang::{Lang, Text};
use dossier::seance::code;
use leptos::prelude::*;

/// A class as who accompanies it knows it.
#[derive(Clone, Debug, Default)]
pub struct Class {
    /// From 1, in its session.
    pub number: i64,
    pub code: String,
    pub name: String,
    pub pupils: i64,
    pub devices: i64,
    /// What its pupils sent and the room has not read, in its order.
    pub waiting: Vec<Held>,
    /// What was read and not sent on.
    pub aside: Vec<Held>,
}

#[derive(Clone, Debug, Default)]
pub struct Held {
    pub id: String,
    pub words: String,
}

/// What was typed of a class.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub name: String,
    pub pupils: String,
}

/// Asks an adult for the class that they are with.
pub fn ask(
    frame: &Frame,
    seance: &str,
    title: &str,
    typed: &Typed,
    errors: &[FieldError],
) -> String {
    let lang = frame.lang;
    let main = view! {
        <div class="page phone">
            <p class="eyebrow">{title.to_owned()}</p>
            <h1>{texts::ACCOMPANY.in_lang(lang)}</h1>
            {error_summary(lang, errors)}
            <p class="lede">{texts::LEDE.in_lang(lang)}</p>
            {form(lang, &format!("/seances/{seance}/classe"), typed, texts::MAKE, errors)}
            <p><a href=format!("/seances/{seance}")>{texts::BACK.in_lang(lang)}</a></p>
        </div>
    };
    bare_document(frame, &forms::title(lang, texts::ACCOMPANY, !errors.is_empty()), main)
}

/// Asks pupils for nothing but to come in.
pub fn enter(frame: &Frame, title: &str, name: &str, code: &str) -> String {
    let lang = frame.lang;
    let label = texts::ENTER_AS.fill(lang, &[("name", name)]);
    let main = view! {
        <div class="page phone">
            <p class="eyebrow">{seance_texts::CODE.in_lang(lang)} " " {code::shown(code)}</p>
            <h1>{title.to_owned()}</h1>
            <form class="form" method="post" action=format!("/s/{code}") novalidate>
                <p>{texts::ENTER_HELP.in_lang(lang)}</p>
                <p><button class="button-main">{label}</button></p>
            </form>
        </div>
    };
    bare_document(frame, &forms::title(lang, seance_texts::JOIN, false), main)
}

/// What changes of the page of a class; nothing of one that is not there.
pub fn changing(lang: Lang, seance: &Seance, number: i64) -> Parts {
    let Some(class) = seance.classes.iter().find(|class| class.number == number) else {
        return Vec::new();
    };
    vec![
        part("devices", seance_texts::devices(lang, class.devices)),
        part("reread", reread(lang, seance, class)),
    ]
}

/// `facilitates` leads back to the remote, which is where they came from.
pub fn page(
    frame: &Frame,
    seance: &Seance,
    class: &Class,
    door: &Door,
    facilitates: bool,
    (typed, errors): (&Typed, &[FieldError]),
) -> String {
    let lang = frame.lang;
    let [devices, reread] = ["devices", "reread"].map(|name| {
        let mut parts = changing(lang, seance, class.number).into_iter();
        parts.find(|part| part.0 == name).map(place)
    });
    let path = path(seance, class);
    let (to, back) = match facilitates {
        true => (format!("/seances/{}/animer", seance.id), texts::TO_REMOTE),
        false => (format!("/seances/{}", seance.id), texts::BACK),
    };
    let address = texts::JOIN_AT.fill(lang, &[("address", &door.address)]);
    let label = texts::QR.fill(lang, &[("name", &class.name)]);
    let body = if seance.code.is_none() {
        view! { <p class="notice">{seance_texts::IS_OVER.in_lang(lang)}</p> }.into_any()
    } else {
        view! {
            {error_summary(lang, errors)}
            <p class="lede">{texts::LEDE.in_lang(lang)}</p>
            <section class="phone-part class-door">
                <h2>{texts::JOIN.in_lang(lang)}</h2>
                {qr(&door.qr, label)}
                <div>
                    <p>{address}</p>
                    <p class="class-code">{code::shown(&class.code)}</p>
                    {devices}
                </div>
            </section>
            {reread}
            <details class="phone-part" open=!errors.is_empty()>
                <summary class="button">{texts::CHANGE.in_lang(lang)}</summary>
                {form(lang, &path, typed, preparation::SAVE, errors)}
            </details>
        }
        .into_any()
    };
    let stream = format!("/seances/{}/flux?pour=classe&n={}", seance.id, class.number);
    let main = view! {
        <div class="page phone" data-seance=stream>
            <p class="eyebrow">{seance.title.clone()}</p>
            <h1>{class.name.clone()}</h1>
            {body}
            <p><a href=to>{back.in_lang(lang)}</a></p>
            <p class="phone-lost" role="status" data-lost="" hidden>
                {seance_texts::WALL_LOST.in_lang(lang)}
            </p>
        </div>
    };
    let title = forms::title(lang, texts::ACCOMPANY, !errors.is_empty());
    seance_document(frame, &title, main)
}

fn path(seance: &Seance, class: &Class) -> String {
    format!("/seances/{}/classes/{}", seance.id, class.number)
}

fn reread(lang: Lang, seance: &Seance, class: &Class) -> AnyView {
    let path = path(seance, class);
    let lines = |held: &[Held], acts: &[(&str, Text, Text)]| {
        let line = |one: &Held| {
            let buttons = acts.iter().map(|act| button(lang, &path, one, act)).collect_view();
            view! {
                <li class="idea" data-held=one.id.clone()>
                    <p class="idea-words">{one.words.clone()}</p>
                    <div class="remote-buttons">{buttons}</div>
                </li>
            }
        };
        held.iter().map(line).collect_view()
    };
    let (send, aside, again) = (
        ("room", texts::SEND, texts::SEND_IT),
        ("aside", texts::ASIDE, texts::ASIDE_IT),
        ("waits", texts::AGAIN, texts::AGAIN_IT),
    );
    let count = |text: Text, held: &[Held]| text.fill(lang, &[("n", &held.len().to_string())]);
    let nothing = class.waiting.is_empty().then(|| {
        view! { <p class="field-help">{texts::NOTHING.in_lang(lang)}</p> }
    });
    let set_aside = (!class.aside.is_empty()).then(|| {
        view! {
            <details class="class-aside" data-keep="aside">
                <summary>{count(texts::SET_ASIDE, &class.aside)}</summary>
                <p class="field-help">{texts::FORGOTTEN.in_lang(lang)}</p>
                <ul class="idea-list">{lines(&class.aside, &[again])}</ul>
            </details>
        }
    });
    view! {
        <section class="phone-part">
            <h2>{count(texts::TO_READ, &class.waiting)}</h2>
            {nothing}
            <ul class="idea-list">{lines(&class.waiting, &[send, aside])}</ul>
        </section>
        {set_aside}
    }
    .into_any()
}

fn button(
    lang: Lang,
    path: &str,
    held: &Held,
    (act, label, aloud): &(&str, Text, Text),
) -> AnyView {
    let aloud = aloud.fill(lang, &[("words", &held.words)]);
    let class = if *act == "room" { "button-main" } else { "button" };
    view! {
        <form method="post" action=path.to_owned() data-act="" novalidate>
            <input type="hidden" name="act" value=format!("{act}:{}", held.id) />
            <button class=class aria-label=aloud>{label.in_lang(lang)}</button>
        </form>
    }
    .into_any()
}

fn form(lang: Lang, path: &str, typed: &Typed, send: Text, errors: &[FieldError]) -> AnyView {
    let name =
        Label { name: "name", label: texts::NAME, help: Some(texts::NAME_HELP), required: true };
    let pupils = Label { name: "people", label: texts::PUPILS, help: None, required: true };
    let input = |value: &str, short| Input {
        kind: "text",
        autocomplete: "off",
        value: value.to_owned(),
        short,
    };
    view! {
        <form class="form" method="post" action=path.to_owned() novalidate>
            {text_field(lang, name, input(&typed.name, false), errors)}
            {text_field(lang, pupils, input(&typed.pupils, true), errors)}
            <p><button class="button-main">{send.in_lang(lang)}</button></p>
        </form>
    }
    .into_any()
}
