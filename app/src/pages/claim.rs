//! A guest makes an account of what they are already. Must not know which names and passwords are
//! accepted. The password is never written back into the page.

use crate::components::field::{FieldError, Input, Label, Offer, choice_field, text_field};
use crate::components::notice::error_summary;
use crate::shell::{Frame, document};
use crate::texts::{account, forms, join as texts};
use dossier::lists::QUALITIES;
use leptos::prelude::*;

/// What the form starts from, or comes back with.
#[derive(Clone, Debug, Default)]
pub struct Claim {
    pub name: String,
    pub quality: String,
    pub email: String,
}

const NAME: Label =
    Label { name: "name", label: account::NAME, help: Some(account::NAME_HELP), required: true };

const QUALITY: Label = Label {
    name: "quality",
    label: account::QUALITY,
    help: Some(account::QUALITY_HELP),
    required: true,
};

const EMAIL: Label =
    Label { name: "email", label: account::EMAIL, help: Some(account::EMAIL_HELP), required: true };

const PASSWORD: Label = Label {
    name: "password",
    label: account::PASSWORD,
    help: Some(account::PASSWORD_HELP),
    required: true,
};

pub fn page(frame: &Frame, form: &Claim, errors: &[FieldError]) -> String {
    let lang = frame.lang;
    let input = |kind, autocomplete, value: &str| Input {
        kind,
        autocomplete,
        value: value.to_owned(),
        short: false,
    };
    let qualities = QUALITIES
        .items
        .iter()
        .map(|item| Offer { value: item.id, label: item.label.in_lang(lang) })
        .collect();
    let main = view! {
        <div class="page split">
            <div class="intro">
                <h1>{texts::CLAIM.in_lang(lang)}</h1>
                <p class="lede">{texts::CLAIM_LEDE.in_lang(lang)}</p>
                <p class="text">{texts::CLAIM_KEEPS.in_lang(lang)}</p>
            </div>
            <div class="split-main">
                {error_summary(lang, errors)}
                <form class="form" method="post" action="/compte" novalidate>
                    {text_field(lang, NAME, input("text", "name", &form.name), errors)}
                    {choice_field(lang, QUALITY, qualities, &form.quality, errors)}
                    {text_field(lang, EMAIL, input("email", "username", &form.email), errors)}
                    {text_field(lang, PASSWORD, input("password", "new-password", ""), errors)}
                    <p>
                        <button class="button-main">{texts::CLAIM.in_lang(lang)}</button>
                    </p>
                </form>
            </div>
        </div>
    };
    let title = texts::CLAIM.in_lang(lang);
    if errors.is_empty() {
        document(frame, title, main)
    } else {
        document(frame, &forms::TITLE_WITH_ERRORS.fill(lang, &[("title", title)]), main)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, frame};
    use dossier::words::Lang;

    #[test]
    fn what_was_typed_comes_back_as_text() {
        let form = Claim {
            name: HOSTILE.to_owned(),
            quality: HOSTILE.to_owned(),
            email: HOSTILE.to_owned(),
        };
        let errors = [FieldError { field: "email", message: HOSTILE.to_owned() }];
        assert_harmless(&page(&frame(Lang::Fr), &form, &errors));
    }
}
