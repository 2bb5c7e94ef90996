//! Starting a dossier: a title, a school, and the reader's part in it. Does not know which schools
//! exist nor what a part allows.

use crate::components::banner::error_summary;
use crate::components::field::{
    FieldError, Input, Label, Offer, choice_field, option_group, text_field,
};
use crate::shell::{PageContext, document};
use crate::texts::{dossiers as texts, forms};
use dossier::form::lists::NATURES;
use dossier::lang::{Lang, Text};
use dossier::rights::Role;
use leptos::prelude::*;

/// What the form starts from, or comes back with.
#[derive(Clone, Debug, Default)]
pub struct NewDossier {
    pub title: String,
    pub uai: String,
    pub school_name: String,
    pub city: String,
    pub nature: String,
    pub role: String,
    /// The reader leads nearly as many dossiers as they may.
    pub nearly_full: bool,
}

const TITLE: Label = Label {
    name: "title",
    label: texts::DOSSIER_TITLE,
    help: Some(texts::DOSSIER_TITLE_HELP),
    required: true,
};

const UAI: Label =
    Label { name: "uai", label: texts::UAI, help: Some(texts::UAI_HELP), required: false };

const SCHOOL_NAME: Label =
    Label { name: "school_name", label: texts::SCHOOL_NAME, help: None, required: false };

const CITY: Label = Label { name: "city", label: texts::CITY, help: None, required: false };

const NATURE: Label = Label { name: "nature", label: texts::NATURE, help: None, required: false };

/// The parts that the person who starts a dossier may take in it.
const ROLES: [(&str, Text); 2] = [("head", texts::ROLE_HEAD_NOTE), ("lead", texts::ROLE_LEAD_NOTE)];

pub fn page(context: &PageContext, form: &NewDossier, errors: &[FieldError]) -> String {
    let lang = context.lang;
    let title =
        Input { kind: "text", autocomplete: "off", value: form.title.clone(), short: false };
    let main = view! {
        <div class="page split">
            <div class="intro">
                <h1>{texts::NEW.in_lang(lang)}</h1>
                <p class="lede">{texts::NEW_LEDE.in_lang(lang)}</p>
            </div>
            <div class="split-main">
                {error_summary(lang, errors)}
                {form
                    .nearly_full
                    .then(|| view! { <p class="notice">{texts::NEARLY_TOO_MANY.in_lang(lang)}</p> })}
                <form class="form" method="post" action="/dossiers" novalidate>
                    {text_field(lang, TITLE, title, errors)} {school(lang, form, errors)}
                    {role(lang, form, errors)} <p>
                        <button class="button-main">{texts::CREATE.in_lang(lang)}</button>
                    </p>
                </form>
            </div>
        </div>
    };
    document(context, &forms::title(lang, texts::NEW, !errors.is_empty()), main)
}

fn school(lang: Lang, form: &NewDossier, errors: &[FieldError]) -> AnyView {
    let input = |value: &str, short| Input {
        kind: "text",
        autocomplete: "off",
        value: value.to_owned(),
        short,
    };
    let natures = NATURES
        .items
        .iter()
        .map(|item| Offer { value: item.id, label: item.label.in_lang(lang) })
        .collect();
    view! {
        <fieldset class="form-part" aria-describedby="school-help">
            <legend>{texts::SCHOOL.in_lang(lang)}</legend>
            <p class="field-help" id="school-help">
                {texts::SCHOOL_HELP.in_lang(lang)}
            </p>
            {text_field(lang, UAI, input(&form.uai, true), errors)}
            {text_field(lang, SCHOOL_NAME, input(&form.school_name, false), errors)}
            {text_field(lang, CITY, input(&form.city, false), errors)}
            {choice_field(lang, NATURE, natures, &form.nature, errors)}
        </fieldset>
    }
    .into_any()
}

fn role(lang: Lang, form: &NewDossier, errors: &[FieldError]) -> AnyView {
    let options = ROLES
        .iter()
        .enumerate()
        .filter_map(|(at, (value, note))| {
            let label = Role::parse(value)?.label().in_lang(lang);
            // The summary of what is wrong leads to the first button of the group.
            let id = (at == 0).then_some("role");
            Some(view! {
                <label class="option">
                    <input
                        type="radio"
                        id=id
                        name="role"
                        value=*value
                        checked=form.role == *value
                        required
                    />
                    <span>
                        {label} <span class="option-note">{note.in_lang(lang)}</span>
                    </span>
                </label>
            })
        })
        .collect_view();
    option_group(texts::ROLE.in_lang(lang), "role", options.into_any(), errors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    #[test]
    fn what_was_typed_comes_back_as_text() {
        let form = NewDossier {
            title: HOSTILE.to_owned(),
            uai: HOSTILE.to_owned(),
            school_name: HOSTILE.to_owned(),
            city: HOSTILE.to_owned(),
            nature: HOSTILE.to_owned(),
            role: HOSTILE.to_owned(),
            nearly_full: true,
        };
        assert_harmless(&page(&context(Lang::Fr), &form, &[]));
    }

    #[test]
    fn both_parts_are_offered_and_a_missing_one_is_said_at_the_group() {
        let errors = [FieldError { field: "role", message: "Dites-le".to_owned() }];
        let page = page(&context(Lang::Fr), &NewDossier::default(), &errors);
        assert_eq!(page.matches("type=\"radio\"").count(), 2, "{page}");
        assert!(page.contains("href=\"#role\"") && page.contains("id=\"role\""), "{page}");
        assert!(page.contains("id=\"role-error\""), "{page}");
    }
}
