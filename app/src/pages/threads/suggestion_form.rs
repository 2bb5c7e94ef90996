//! The form in which another value is suggested for a field or for a cell of a row, as a tab asks
//! for it. Owns: its markup, one native control for each kind. Does not know: who may suggest, what
//! becomes of it (`js/threads/suggestion/form.js`).

use crate::components::field::box_content;
use crate::sections::place::element_id;
use crate::sections::threads::label_of;
use crate::shell::to_html;
use crate::texts::suggestions as texts;
use dossier::document::path::Path;
use dossier::document::read::Value;
use dossier::document::schema::SectionDoc;
use dossier::form::identifiers::Cents;
use dossier::form::lists::List;
use dossier::form::{Field, Kind, input};
use dossier::lang::Lang;
use dossier::threads::suggestion::{current, places, shown};
use dossier::threads::{Anchor, MAX_TEXT};
use leptos::prelude::*;

/// For whom it is written.
#[derive(Clone, Copy, Debug)]
pub struct Langs {
    pub lang: Lang,
    /// The language that the dossier is written in.
    pub written: Lang,
}

/// The form for a field, or for what a row says, as it stands in the section; `None` where no value
/// can be suggested.
pub fn suggestion_form(langs: Langs, doc: &SectionDoc, at: &Path) -> Option<String> {
    let lang = langs.lang;
    let all = places(doc, at);
    let here = all.iter().find(|path| *path == at).or_else(|| all.first())?;
    let field = here.field_in(doc.section)?;
    let now = current(doc, here)?;
    let now = match shown(field, &now, lang) {
        words if words.is_empty() => crate::texts::threads::SUGGESTED_NOTHING.in_lang(lang).into(),
        words => words,
    };
    let section = doc.section.id;
    let place = Anchor { section, path: Some(at.clone()), span: None, quote: String::new() };
    let title = format!("{} · {}", doc.section.title.in_lang(lang), label_of(&place, lang));
    let which = (all.len() > 1).then(|| which(doc, &all, here, lang));
    let tag = (langs.written != lang).then(|| langs.written.tag());
    Some(to_html(view! {
        <header class="thread-head">
            <p class="thread-kind">{texts::PROPOSE.in_lang(lang)}</p>
            <p class="thread-place"><a href=format!("#{}", element_id(section, at))>{title}</a></p>
        </header>
        {which}
        <p class="suggest-now">
            <span>{texts::NOW.in_lang(lang)}</span>
            " "
            <span class="suggest-value" lang=tag>{now}</span>
        </p>
        <div class="suggest-control" data-js="control" data-section=section.name()
            data-path=here.to_string()>
            {control(doc, here, field, lang)}
        </div>
        <label class="threads-field">
            {texts::WHY.in_lang(lang)}
            <textarea name="text" rows="2" maxlength=MAX_TEXT.to_string()></textarea>
        </label>
        <p class="field-error" role="alert" data-js="problem" hidden
            data-same=texts::FAIL_SAME.in_lang(lang)
            data-later=texts::FAIL_LATER.in_lang(lang)
            data-forbidden=texts::FAIL_FORBIDDEN.in_lang(lang)
            data-offline=texts::FAIL_OFFLINE.in_lang(lang)></p>
        <div class="thread-acts">
            <button class="button-main" data-js="send">{texts::SEND.in_lang(lang)}</button>
            <button type="button" class="button-quiet threads-cancel" data-js="cancel">
                {crate::texts::threads::CANCEL.in_lang(lang)}
            </button>
        </div>
    }))
}

/// Of what a row says, what would change.
fn which(doc: &SectionDoc, all: &[Path], here: &Path, lang: Lang) -> AnyView {
    let option = |path: &Path| {
        let label = path.field_in(doc.section).map(|field| field.label.in_lang(lang));
        let (value, selected) = (path.to_string(), path == here);
        view! { <option value=value selected=selected>{label}</option> }
    };
    view! {
        <label class="threads-field">
            {texts::WHICH.in_lang(lang)}
            <select name="which">{all.iter().map(option).collect_view()}</select>
        </label>
    }
    .into_any()
}

fn control(doc: &SectionDoc, path: &Path, field: &Field, lang: Lang) -> AnyView {
    let label = texts::INSTEAD.in_lang(lang);
    let one = doc.value(path);
    let words = one.as_ref().and_then(Value::words).unwrap_or_default().to_owned();
    match field.kind {
        Kind::Lines { .. } => {
            let words = doc.words(path);
            view! {
                <label class="threads-field">
                    {label}
                    <textarea name="value" rows="3" inner_html=box_content(&words)></textarea>
                </label>
            }
            .into_any()
        }
        Kind::Line { .. } => input(label, "text", doc.words(path), ""),
        Kind::Date => input(label, "date", words, ""),
        Kind::Time => input(label, "time", words, ""),
        Kind::Choice(list) => {
            let offers = list.items.iter().map(|item| (item.id, item.label.in_lang(lang)));
            select(label, offers, &words)
        }
        Kind::Bool => {
            let answer = match one {
                Some(Value::Flag(true)) => "yes",
                Some(Value::Flag(false)) => "no",
                _ => "",
            };
            let offers = [("yes", input::YES.in_lang(lang)), ("no", input::NO.in_lang(lang))];
            select(label, offers.into_iter(), answer)
        }
        Kind::Choices(list) => boxes(label, list, &doc.set(path), lang),
        Kind::Tags { .. } => {
            let words = doc.set(path).join("\n");
            view! {
                <label class="threads-field">
                    {label}
                    <textarea name="value" rows="4" data-lines="">{words}</textarea>
                    <span class="field-help">{texts::ONE_A_LINE.in_lang(lang)}</span>
                </label>
            }
            .into_any()
        }
        Kind::Money => {
            let cents = one.and_then(|value| value.number()).map(|cents| Cents(cents as i64));
            let words = cents.map(|cents| cents.format(lang)).unwrap_or_default();
            let words = words.trim_end_matches(['€', '\u{a0}', '\u{202f}', ' ']).to_owned();
            input(label, "text", words, "decimal")
        }
        _ => {
            let words = one.and_then(|value| value.number());
            let shown = words.map(|number| input::number(&field.kind, number, lang));
            input(label, "text", shown.unwrap_or_default(), "decimal")
        }
    }
}

fn input(label: &'static str, kind: &'static str, value: String, mode: &'static str) -> AnyView {
    let mode = (!mode.is_empty()).then_some(mode);
    view! {
        <label class="threads-field">
            {label}
            <input class="input" name="value" type=kind value=value inputmode=mode
                autocomplete="off" />
        </label>
    }
    .into_any()
}

fn select<'o>(
    label: &'static str,
    offers: impl Iterator<Item = (&'o str, &'static str)>,
    chosen: &str,
) -> AnyView {
    let option = |(id, label): (&str, &'static str)| {
        let (id, selected) = (id.to_owned(), id == chosen);
        view! { <option value=id selected=selected>{label}</option> }
    };
    view! {
        <label class="threads-field">
            {label}
            <select name="value">
                <option value="">"–"</option>
                {offers.map(option).collect_view()}
            </select>
        </label>
    }
    .into_any()
}

fn boxes(label: &'static str, list: &'static List, chosen: &[String], lang: Lang) -> AnyView {
    let check = |item: &dossier::form::lists::Item| {
        let (id, label) = (item.id, item.label.in_lang(lang));
        let on = chosen.iter().any(|one| one == id);
        view! {
            <label class="choice">
                <input type="checkbox" name="value" value=id checked=on />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="suggest-choices">
            <legend>{label}</legend>
            {list.items.iter().map(check).collect_view()}
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless};
    use dossier::document::edit::Edit;
    use dossier::document::interchange::seed;
    use dossier::document::text::delta::Op;
    use dossier::form::SectionId;

    #[test]
    fn what_a_field_says_is_shown_as_text() {
        let mut forms = 0;
        for section in SectionId::ALL {
            let doc = SectionDoc::load(section, 7, &seed(section)).unwrap();
            for field in doc.section.fields {
                let path = Path::field(field.key);
                if !matches!(field.kind, Kind::Line { .. } | Kind::Lines { .. }) {
                    continue;
                }
                let ops = vec![Op::insert(HOSTILE)];
                doc.edit(&Edit::Text { path: path.clone(), ops }).unwrap();
                let langs = Langs { lang: Lang::Fr, written: Lang::En };
                if let Some(form) = suggestion_form(langs, &doc, &path) {
                    assert_harmless(&form);
                    forms += 1;
                }
            }
        }
        assert!(forms > 10, "{forms}");
    }
}
