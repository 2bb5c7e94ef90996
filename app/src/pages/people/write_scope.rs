//! Which part of a dossier is a member's to write: sections, and a partner's rows. A plain form.
//! Does not know who may decide it, nor where rows come from.

use crate::shell::{PageContext, document};
use crate::texts::{people, write_scope as texts};
use dossier::form::SectionId;
use dossier::lang::{Lang, Text};
use dossier::rights::Role;
use leptos::prelude::*;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct WriteScope {
    pub dossier: String,
    pub account: String,
    pub name: String,
    pub role: Role,
    /// The sections that the role writes in, and whether this member does.
    pub sections: Vec<(SectionId, bool)>,
    /// The lists of rows of which some can be a partner's.
    pub lists: Vec<Rows>,
}

/// The rows of one field of the form.
#[derive(Clone, Debug)]
pub struct Rows {
    pub list: Text,
    pub rows: Vec<OneRow>,
}

#[derive(Clone, Debug)]
pub struct OneRow {
    /// As the form sends it.
    pub value: String,
    pub label: String,
    pub note: String,
    pub own: bool,
    /// The names of the others whose it is.
    pub others: String,
}

pub fn page(context: &PageContext, part: &WriteScope) -> String {
    let lang = context.lang;
    let title = texts::TITLE.fill(lang, &[("name", &part.name)]);
    let people_at = format!("/dossiers/{}/personnes", part.dossier);
    let lede = match part.role {
        Role::Partner => texts::LEDE_PARTNER,
        _ => texts::LEDE_EDITOR,
    };
    let sections = part
        .sections
        .iter()
        .map(|(section, writes)| section_box(lang, *section, *writes))
        .collect_view();
    let lists = part.lists.iter().map(|list| rows(lang, list)).collect_view();
    let main = view! {
        <div class="page narrow part-page">
            <p>
                <a href=people_at>{crate::texts::invitations::BACK.in_lang(lang)}</a>
            </p>
            <h1>{title.clone()}</h1>
            <p class="lede">{part.role.label().in_lang(lang)}</p>
            <p class="text">{lede.in_lang(lang)}</p>
            <form
                class="form"
                method="post"
                action=format!("/dossiers/{}/personnes/{}/part", part.dossier, part.account)
            >
                <fieldset class="form-part">
                    <legend>{texts::SECTIONS.in_lang(lang)}</legend>
                    <div class="options-columns">{sections}</div>
                </fieldset>
                {lists}
                <p class="field-help">{texts::AT_ONCE.in_lang(lang)}</p>
                <p>
                    <button class="button-main">{texts::SAVE.in_lang(lang)}</button>
                </p>
            </form>
        </div>
    };
    document(context, &title, main)
}

/// A section to be ticked, here and where somebody is invited.
pub fn section_box(lang: Lang, section: SectionId, ticked: bool) -> AnyView {
    view! {
        <label class="option">
            <input type="checkbox" name="section" value=section.name() checked=ticked />
            <span>{section.number()} ". " {section.title().in_lang(lang)}</span>
        </label>
    }
    .into_any()
}

/// The titles of sections in one line.
pub fn titles(lang: Lang, sections: &[SectionId]) -> String {
    match sections {
        [] => texts::NOWHERE.in_lang(lang).to_owned(),
        some => some.iter().map(|s| s.title().in_lang(lang)).collect::<Vec<_>>().join(", "),
    }
}

fn rows(lang: Lang, list: &Rows) -> AnyView {
    let legend = texts::ROWS.fill(lang, &[("list", list.list.in_lang(lang))]);
    let boxes = list
        .rows
        .iter()
        .map(|row| {
            let label = match row.label.trim() {
                "" => texts::UNNAMED.in_lang(lang).to_owned(),
                label => label.to_owned(),
            };
            let others = match row.others.as_str() {
                "" => String::new(),
                names => texts::ALSO.fill(lang, &[("names", names)]),
            };
            let notes = [row.note.as_str(), others.as_str()].map(str::trim);
            let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
            let notes = notes.join(" · ");
            view! {
                <label class="option">
                    <input type="hidden" name="shown" value=row.value.clone() />
                    <input type="checkbox" name="row" value=row.value.clone() checked=row.own />
                    <span>
                        {label}
                        <span class="option-note">{notes}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    let none = list.rows.is_empty().then(|| view! { <p>{texts::NO_ROWS.in_lang(lang)}</p> });
    let help = (!list.rows.is_empty()).then(|| {
        view! { <p class="field-help">{texts::ROWS_HELP.in_lang(lang)}</p> }
    });
    view! {
        <fieldset class="form-part">
            <legend>{legend}</legend>
            {help}
            <div>{boxes}</div>
            {none}
        </fieldset>
    }
    .into_any()
}

/// What opens the page for a member of that role.
pub fn link(lang: Lang, dossier: &str, account: &str, role: Role, name: &str) -> AnyView {
    let words = match role {
        Role::Partner => texts::OPEN_WITH_ROWS,
        _ => texts::OPEN,
    };
    view! {
        <a class="button-quiet" href=format!("/dossiers/{dossier}/personnes/{account}/part")>
            {words.in_lang(lang)}
            <span class="visually-hidden">" "{people::OF_PERSON.fill(lang, &[("name", name)])}</span>
        </a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    fn part(name: &str) -> WriteScope {
        let row = OneRow {
            value: format!("12:budget.lines/{name}"),
            label: name.to_owned(),
            note: name.to_owned(),
            own: true,
            others: name.to_owned(),
        };
        WriteScope {
            dossier: name.to_owned(),
            account: name.to_owned(),
            name: name.to_owned(),
            role: Role::Partner,
            sections: vec![(SectionId::Partners, true), (SectionId::Budget, false)],
            lists: vec![
                Rows { list: Text::new("Dépenses", "Expenses"), rows: vec![row] },
                Rows { list: Text::new("Ressources", "Funding"), rows: Vec::new() },
            ],
        }
    }

    #[test]
    fn what_was_written_is_shown_as_text() {
        assert_harmless(&page(&context(Lang::Fr), &part(HOSTILE)));
    }

    #[test]
    fn what_is_theirs_is_ticked_and_said_to_have_been_shown() {
        let page = page(&context(Lang::Fr), &part("b1"));
        assert!(page.contains("value=\"partners\" checked"), "{page}");
        assert!(!page.contains("value=\"budget\" checked"), "{page}");
        assert!(page.contains("name=\"row\" value=\"12:budget.lines/b1\" checked"), "{page}");
        assert!(page.contains("name=\"shown\" value=\"12:budget.lines/b1\""), "{page}");
        assert!(page.contains("Aucune ligne pour l’instant."), "{page}");
    }
}
