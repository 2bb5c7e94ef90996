//! The page of the adult with a class: how its pupils come in, and what they sent that the hall has
//! not read. Does not know: who the adult is, how an idea is kept.

use super::{JoinInfo, Parts, part, place};
use crate::components::banner::error_summary;
use crate::components::field::{FieldError, Input, Label, text_field};
use crate::components::qr::qr;
use crate::shell::{PageContext, bare_document, seance_document};
use crate::texts::{class as texts, forms, preparation, seance as seance_texts};
use dossier::lang::{Lang, Text};
use dossier::seance::LiveSeance;
use dossier::seance::class::{Class, HeldIdea, Reread};
use dossier::seance::code;
use leptos::prelude::*;

/// What was typed of a class.
#[derive(Clone, Debug, Default)]
pub struct ClassForm {
    pub name: String,
    pub pupils: String,
}

/// Asks an adult for the class that they are with.
pub fn ask(
    context: &PageContext,
    seance: &str,
    title: &str,
    typed: &ClassForm,
    errors: &[FieldError],
) -> String {
    let lang = context.lang;
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
    bare_document(context, &forms::title(lang, texts::ACCOMPANY, !errors.is_empty()), main)
}

/// Asks pupils for nothing but to come in.
pub fn enter(context: &PageContext, title: &str, name: &str, code: &str) -> String {
    let lang = context.lang;
    let label = texts::ENTER_AS.fill(lang, &[("name", name)]);
    let main = view! {
        <div class="page phone">
            <p class="eyebrow">{seance_texts::CODE.in_lang(lang)} " " {code::in_groups(code)}</p>
            <h1>{title.to_owned()}</h1>
            <form class="form" method="post" action=format!("/s/{code}") novalidate>
                <p>{texts::ENTER_HELP.in_lang(lang)}</p>
                <p><button class="button-main">{label}</button></p>
            </form>
        </div>
    };
    bare_document(context, &forms::title(lang, seance_texts::JOIN, false), main)
}

/// What changes of the page of a class; nothing of one that is not there.
pub fn changing(lang: Lang, seance: &LiveSeance, number: i64) -> Parts {
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
    context: &PageContext,
    seance: &LiveSeance,
    class: &Class,
    join: &JoinInfo,
    facilitates: bool,
    (typed, errors): (&ClassForm, &[FieldError]),
) -> String {
    let lang = context.lang;
    let [devices, reread] = ["devices", "reread"].map(|name| {
        let mut parts = changing(lang, seance, class.number).into_iter();
        parts.find(|part| part.0 == name).map(place)
    });
    let path = path(seance, class);
    let (to, back) = match facilitates {
        true => (format!("/seances/{}/animer", seance.id), texts::TO_REMOTE),
        false => (format!("/seances/{}", seance.id), texts::BACK),
    };
    let address = texts::JOIN_AT.fill(lang, &[("address", &join.address)]);
    let label = texts::QR.fill(lang, &[("name", &class.name)]);
    let body = if seance.code.is_none() {
        view! { <p class="notice">{seance_texts::IS_OVER.in_lang(lang)}</p> }.into_any()
    } else {
        view! {
            {error_summary(lang, errors)}
            <p class="lede">{texts::LEDE.in_lang(lang)}</p>
            <section class="phone-part class-door">
                <h2>{texts::JOIN.in_lang(lang)}</h2>
                {qr(&join.qr, label)}
                <div>
                    <p>{address}</p>
                    <p class="class-code">{code::in_groups(&class.code)}</p>
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
    let stream = format!("/seances/{}/flux?for=class&n={}", seance.id, class.number);
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
    seance_document(context, &title, main)
}

fn path(seance: &LiveSeance, class: &Class) -> String {
    format!("/seances/{}/classes/{}", seance.id, class.number)
}

fn reread(lang: Lang, seance: &LiveSeance, class: &Class) -> AnyView {
    let path = path(seance, class);
    let waiting: Vec<&HeldIdea> = seance.held_of(class.number, false).collect();
    let set_aside: Vec<&HeldIdea> = seance.held_of(class.number, true).collect();
    let lines = |held: &[&HeldIdea], acts: &[(Reread, Text, Text)]| {
        let line = |one: &HeldIdea| {
            let buttons = acts.iter().map(|act| button(lang, &path, one, act)).collect_view();
            view! {
                <li class="idea" data-held=one.id.clone()>
                    <p class="idea-words">{one.words.clone()}</p>
                    <div class="remote-buttons">{buttons}</div>
                </li>
            }
        };
        held.iter().copied().map(line).collect_view()
    };
    let (send, aside, again) = (
        (Reread::ToHall, texts::SEND, texts::SEND_IT),
        (Reread::Aside, texts::ASIDE, texts::ASIDE_IT),
        (Reread::Waits, texts::AGAIN, texts::AGAIN_IT),
    );
    let count = |text: Text, held: &[&HeldIdea]| text.fill(lang, &[("n", &held.len().to_string())]);
    let nothing = waiting.is_empty().then(|| {
        view! { <p class="field-help">{texts::NOTHING.in_lang(lang)}</p> }
    });
    let aside_list = (!set_aside.is_empty()).then(|| {
        view! {
            <details class="class-aside" data-keep="aside">
                <summary>{count(texts::SET_ASIDE, &set_aside)}</summary>
                <p class="field-help">{texts::FORGOTTEN.in_lang(lang)}</p>
                <ul class="idea-list">{lines(&set_aside, &[again])}</ul>
            </details>
        }
    });
    view! {
        <section class="phone-part">
            <h2>{count(texts::TO_READ, &waiting)}</h2>
            {nothing}
            <ul class="idea-list">{lines(&waiting, &[send, aside])}</ul>
        </section>
        {aside_list}
    }
    .into_any()
}

fn button(
    lang: Lang,
    path: &str,
    held: &HeldIdea,
    (reread, label, aloud): &(Reread, Text, Text),
) -> AnyView {
    let aloud = aloud.fill(lang, &[("words", &held.words)]);
    let class = if *reread == Reread::ToHall { "button-main" } else { "button" };
    view! {
        <form method="post" action=path.to_owned() data-act="" novalidate>
            <input type="hidden" name="act" value=reread.as_word(&held.id) />
            <button class=class aria-label=aloud>{label.in_lang(lang)}</button>
        </form>
    }
    .into_any()
}

fn form(lang: Lang, path: &str, typed: &ClassForm, send: Text, errors: &[FieldError]) -> AnyView {
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
