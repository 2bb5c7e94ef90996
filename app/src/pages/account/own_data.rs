//! What is kept of the reader: to see, to take along, to erase. The file to read is made of the
//! same JSON as the file for programs. Does not know: how it is kept, who may erase what.

use crate::components::account_navigation::account_navigation;
use crate::components::banner::alert;
use crate::shell::{PageContext, bare_document, document};
use crate::texts::dates::Day;
use crate::texts::privacy as texts;
use dossier::form::lists::QUALITIES;
use dossier::form::{self, SectionId};
use dossier::lang::{Lang, Text};
use dossier::rights::Role;
use leptos::prelude::*;
use serde_json::Value as Json;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct MyData {
    /// All that is kept.
    pub data: Json,
    /// Whether the reader confirms by a tick, having no password.
    pub is_guest: bool,
    /// The dossiers that they must hand over first, and those that they are alone in: id and title.
    pub heads: Vec<(String, String)>,
    pub alone: Vec<(String, String)>,
}

pub fn page(context: &PageContext, mine: &MyData, error: Option<Text>) -> String {
    let lang = context.lang;
    let facts = object(&mine.data).map(|(key, value)| {
        let says = match value {
            Json::Array(items) => items.len().to_string(),
            other => words(lang, key, other),
        };
        view! { <dt>{label(lang, key)}</dt> <dd>{says}</dd> }
    });
    let main = view! {
        <div class="page my-data-page">
            <h1>{texts::MINE.in_lang(lang)}</h1>
            {account_navigation(context)}
            <p class="lede">{texts::MINE_LEDE.in_lang(lang)}</p>
            {error.map(|error| alert(error.in_lang(lang)))}
            <section class="privacy-part" aria-labelledby="garde">
                <h2 id="garde">{texts::KEPT.in_lang(lang)}</h2>
                <dl class="facts">{facts.collect_view()}</dl>
                <p><a href="/confidentialite">{texts::MORE.in_lang(lang)}</a></p>
            </section>
            <section class="privacy-part" aria-labelledby="emporter">
                <h2 id="emporter">{texts::TAKE.in_lang(lang)}</h2>
                <p class="text">{texts::TAKE_TEXT.in_lang(lang)}</p>
                <p class="form-acts">
                    <a class="button" href="/compte/donnees.html" download>{texts::TAKE_HTML.in_lang(lang)}</a>
                    " "
                    <a class="button" href="/compte/donnees.json" download>{texts::TAKE_JSON.in_lang(lang)}</a>
                </p>
            </section>
            {erase(lang, mine)}
        </div>
    };
    document(context, texts::MINE.in_lang(lang), main)
}

fn erase(lang: Lang, mine: &MyData) -> AnyView {
    let title = if mine.is_guest { texts::ERASE_GUEST } else { texts::ERASE };
    let list = |all: &[(String, String)], to: &'static str| {
        let item = |(id, name): &(String, String)| {
            view! { <li><a href=format!("/dossiers/{id}{to}")>{name.clone()}</a></li> }
        };
        view! { <ul class="plain-list">{all.iter().map(item).collect_view()}</ul> }
    };
    let body = if mine.heads.is_empty() {
        let alone = (!mine.alone.is_empty()).then(|| {
            view! {
                <p class="text">{texts::ERASE_ALONE.in_lang(lang)}</p>
                {list(&mine.alone, "/personnes")}
            }
        });
        let sure = match mine.is_guest {
            true => view! {
                <label class="choice">
                    <input type="checkbox" name="sure" value="yes" required />
                    <span>{texts::ERASE_SURE.in_lang(lang)}</span>
                </label>
            }
            .into_any(),
            false => view! {
                <div class="field">
                    <label class="field-label" for="password">{texts::ERASE_PASSWORD.in_lang(lang)}</label>
                    <input class="input" type="password" id="password" name="password"
                        autocomplete="current-password" required />
                </div>
            }
            .into_any(),
        };
        view! {
            {alone}
            <details class="fold">
                <summary class="button-quiet">{title.in_lang(lang)}</summary>
                <form class="confirm" method="post" action="/compte/effacer">
                    <p>{texts::ERASE_STAYS.in_lang(lang)}</p>
                    {sure}
                    <button class="button danger">{title.in_lang(lang)}</button>
                </form>
            </details>
        }
        .into_any()
    } else {
        view! {
            <p class="text">{texts::ERASE_HEAD.in_lang(lang)}</p>
            {list(&mine.heads, "/personnes")}
        }
        .into_any()
    };
    view! {
        <section class="privacy-part" aria-labelledby="effacer">
            <h2 id="effacer">{title.in_lang(lang)}</h2>
            <p class="text">{texts::ERASE_GOES.in_lang(lang)} " " {texts::ERASE_STAYS.in_lang(lang)}</p>
            {body}
        </section>
    }
    .into_any()
}

/// What is shown once nothing is left.
pub fn erased(context: &PageContext) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page">
            <h1>{texts::ERASED.in_lang(lang)}</h1>
            <p class="lede">{texts::ERASED_TEXT.in_lang(lang)}</p>
        </div>
    };
    document(context, texts::ERASED.in_lang(lang), main)
}

/// The file to read: all of the JSON, in words.
pub fn report(context: &PageContext, data: &Json) -> String {
    let lang = context.lang;
    let parts = object(data).map(|(key, value)| {
        let body = match value {
            Json::Array(items) if items.is_empty() => {
                view! { <p>{texts::NOTHING.in_lang(lang)}</p> }.into_any()
            }
            Json::Array(items) => {
                items.iter().map(|item| facts(lang, item)).collect_view().into_any()
            }
            other => view! { <p>{words(lang, key, other)}</p> }.into_any(),
        };
        view! { <section><h2>{label(lang, key)}</h2>{body}</section> }
    });
    let main = view! {
        <div class="page">
            <h1>{texts::MINE.in_lang(lang)}</h1>
            {parts.collect_view()}
        </div>
    };
    bare_document(context, texts::MINE.in_lang(lang), main)
}

fn facts(lang: Lang, item: &Json) -> AnyView {
    let is_role = item["what"].as_str().and_then(Role::parse).is_some();
    let each = object(item).map(|(key, value)| {
        // What goes with a role is what somebody is to the school.
        let key = if is_role && key == "text" { "quality" } else { key.as_str() };
        view! { <dt>{label(lang, key)}</dt> <dd>{words(lang, key, value)}</dd> }
    });
    view! { <dl class="facts">{each.collect_view()}</dl> }.into_any()
}

fn object(json: &Json) -> impl Iterator<Item = (&String, &Json)> {
    json.as_object().into_iter().flatten()
}

fn label(lang: Lang, key: &str) -> String {
    texts::label(key).map_or(key, |text| text.in_lang(lang)).to_owned()
}

/// A value as people call it; what is no id of a list is said as it is.
fn words(lang: Lang, key: &str, value: &Json) -> String {
    let Some(word) = value.as_str() else {
        return if value.is_null() {
            texts::NOTHING.in_lang(lang).to_owned()
        } else {
            value.to_string()
        };
    };
    let day = || Day::of_iso(word.get(..10).unwrap_or(word)).map(|day| day.in_words(lang));
    let in_lang = |text: Text| text.in_lang(lang).to_owned();
    let known = match key {
        "quality" => QUALITIES.get(word).map(|item| in_lang(item.label)),
        "section" => SectionId::from_name(word).map(|id| in_lang(form::section(id).title)),
        "what" => Role::parse(word).map(Role::label).or_else(|| texts::kind(word)).map(in_lang),
        "at" | "until" | "createdAt" | "seenAt" => day(),
        _ => None,
    };
    match (known, word) {
        (Some(known), _) => known,
        (None, "") => texts::NOTHING.in_lang(lang).to_owned(),
        (None, word) => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};
    use serde_json::json;

    fn mine() -> MyData {
        let item =
            json!({ "dossier": HOSTILE, "section": "budget", "what": "lead", "text": HOSTILE });
        let data =
            json!({ "name": HOSTILE, "email": null, "comments": [item], "notifications": [] });
        MyData { data, ..MyData::default() }
    }

    #[test]
    fn what_somebody_wrote_is_shown_as_text() {
        let heads = vec![(HOSTILE.to_owned(), HOSTILE.to_owned())];
        assert_harmless(&page(&context(Lang::Fr), &MyData { heads, ..mine() }, None));
        let file = report(&context(Lang::En), &mine().data);
        assert_harmless(&file);
        assert!(
            file.contains("Project lead") && file.contains("Comments and reservations"),
            "{file}"
        );
    }

    #[test]
    fn who_heads_a_dossier_of_others_hands_it_over_first_and_a_guest_needs_no_password() {
        let dossier = || vec![("d".to_owned(), "Une cour".to_owned())];
        let heads = page(&context(Lang::Fr), &MyData { heads: dossier(), ..mine() }, None);
        assert!(heads.contains("/dossiers/d/personnes") && !heads.contains("/compte/effacer"));
        let alone = page(&context(Lang::Fr), &MyData { alone: dossier(), ..mine() }, None);
        assert!(
            alone.contains("seront archivés") && alone.contains("type=\"password\""),
            "{alone}"
        );
        let guest = page(&context(Lang::Fr), &MyData { is_guest: true, ..mine() }, None);
        assert!(!guest.contains("type=\"password\"") && guest.contains("name=\"sure\""), "{guest}");
    }
}
