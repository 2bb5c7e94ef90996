//! The reader's dossiers: a row each, with what one may do to it from here. Does not know how a
//! right is decided.

use crate::components::status::status_badge;
use crate::shell::{PageContext, document};
use crate::texts::dates::Day;
use crate::texts::{deletion, dossiers as texts, people as people_texts};
use dossier::lang::Lang;
use dossier::rights::Role;
use dossier::rights::workflow::Status;
use leptos::prelude::*;

/// What a row shows.
#[derive(Clone, Debug)]
pub struct DossierCard {
    pub id: String,
    pub title: String,
    pub school: String,
    pub reference: String,
    pub status: Status,
    pub role: Role,
    /// Milliseconds since 1970, UTC.
    pub updated_at: i64,
    /// Names of the members.
    pub people: Vec<String>,
    /// How much has happened in it that the reader has not read.
    pub unread: u32,
    pub fictitious: bool,
    pub archived: bool,
    /// When it is deleted, if that was asked for.
    pub delete_at: Option<i64>,
    pub may_delete: bool,
    pub may_rename: bool,
    pub may_archive: bool,
    pub may_invite: bool,
}

/// How many names a row gives before it counts.
const NAMES_SHOWN: usize = 3;

pub fn page(context: &PageContext, dossiers: &[DossierCard], archived: bool) -> String {
    let lang = context.lang;
    let list = if dossiers.is_empty() {
        empty(lang, archived)
    } else {
        let rows = dossiers.iter().map(|card| row(lang, card)).collect_view();
        view! { <ul class="dossiers">{rows}</ul> }.into_any()
    };
    let main = view! {
        <div class="page">
            <div class="list-head">
                <h1>{texts::TITLE.in_lang(lang)}</h1>
                <a class="button-main" href="/dossiers/nouveau">
                    {texts::NEW.in_lang(lang)}
                </a>
            </div>
            <nav class="tabs" aria-label=texts::VIEWS.in_lang(lang)>
                <a href="/dossiers" aria-current=(!archived).then_some("page")>
                    {texts::CURRENT.in_lang(lang)}
                </a>
                <a href="/dossiers?archived=1" aria-current=archived.then_some("page")>
                    {texts::ARCHIVED.in_lang(lang)}
                </a>
            </nav>
            {list}
        </div>
    };
    document(context, texts::TITLE.in_lang(lang), main)
}

fn empty(lang: Lang, archived: bool) -> AnyView {
    let (title, text) = if archived {
        (texts::EMPTY_ARCHIVED, texts::EMPTY_ARCHIVED_TEXT)
    } else {
        (texts::EMPTY, texts::EMPTY_TEXT)
    };
    let start = (!archived).then(|| {
        view! {
            <a class="button" href="/dossiers/nouveau">
                {texts::NEW.in_lang(lang)}
            </a>
        }
    });
    view! {
        <div class="empty">
            <h2>{title.in_lang(lang)}</h2>
            <p>{text.in_lang(lang)}</p>
            {start}
        </div>
    }
    .into_any()
}

fn row(lang: Lang, card: &DossierCard) -> AnyView {
    let day = Day::of_millis(card.updated_at);
    let school = match card.school.as_str() {
        "" => texts::SCHOOL_UNKNOWN.in_lang(lang),
        school => school,
    };
    let reference = (!card.reference.is_empty()).then(|| {
        view! { <p class="card-reference">{card.reference.clone()}</p> }
    });
    let fictitious = card.fictitious.then(|| {
        view! {
            <p>
                <span class="stamp">{texts::FICTITIOUS.in_lang(lang)}</span>
            </p>
        }
    });
    let gone = card.delete_at.map(|at| {
        let day = Day::of_millis(at).in_words(lang);
        view! { <p class="notice">{deletion::IS_DELETED.fill(lang, &[("day", &day)])}</p> }
    });
    view! {
        <li class="dossier-card">
            <div class="card-words">
                <h2>
                    <a href=format!("/dossiers/{}", card.id)>{card.title.clone()}</a>
                </h2>
                <p class="card-school">{school.to_owned()}</p>
                {unread(lang, card.unread)}
                {reference}
                {fictitious}
                {gone}
            </div>
            <dl class="card-facts">
                <dt>{texts::STATUS.in_lang(lang)}</dt>
                <dd>{status_badge(card.status, lang)}</dd>
                <dt>{texts::MY_ROLE.in_lang(lang)}</dt>
                <dd>{card.role.label().in_lang(lang)}</dd>
                <dt>{texts::UPDATED.in_lang(lang)}</dt>
                <dd>
                    <time datetime=day.iso()>{day.in_words(lang)}</time>
                </dd>
                <dt>{texts::PEOPLE.in_lang(lang)}</dt>
                <dd>{people(lang, &card.people)}</dd>
            </dl>
            {tools(lang, card)}
        </li>
    }
    .into_any()
}

fn unread(lang: Lang, count: u32) -> Option<AnyView> {
    let words = match count {
        0 => return None,
        1 => texts::UNREAD_ONE.in_lang(lang).to_owned(),
        n => texts::UNREAD.fill(lang, &[("n", &n.to_string())]),
    };
    Some(view! { <p><a class="kind unread" href="/avis">{words}</a></p> }.into_any())
}

/// The first names in full, the others by number.
fn people(lang: Lang, names: &[String]) -> String {
    let shown = names.iter().take(NAMES_SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMES_SHOWN) {
        0 => shown,
        1 => format!("{shown} {}", texts::AND_ONE_MORE.in_lang(lang)),
        n => format!("{shown} {}", texts::AND_MORE.fill(lang, &[("n", &n.to_string())])),
    }
}

fn tools(lang: Lang, card: &DossierCard) -> Option<AnyView> {
    if !card.may_rename && !card.may_archive && !card.may_invite {
        return None;
    }
    // Buttons of a list have the same words: the title tells them apart for those who hear them.
    let which = which_of(lang, card);
    let rename = card.may_rename.then(|| rename(lang, card, which.clone()));
    let archive = card.may_archive.then(|| {
        let (verb, label) = if card.archived {
            ("restaurer", texts::RESTORE)
        } else {
            ("archiver", texts::ARCHIVE)
        };
        view! {
            <form method="post" action=format!("/dossiers/{}/{verb}", card.id)>
                <button class="button-quiet">
                    {label.in_lang(lang)}
                    <span class="visually-hidden">" "{which.clone()}</span>
                </button>
            </form>
        }
    });
    let invite = card.may_invite.then(|| {
        view! {
            <a class="button-quiet" href=format!("/dossiers/{}/personnes", card.id)>
                {people_texts::LINK_INVITE.in_lang(lang)}
                <span class="visually-hidden">" "{which}</span>
            </a>
        }
    });
    let delete =
        (card.archived && card.may_delete).then(|| delete(lang, card, which_of(lang, card)));
    Some(view! { <div class="card-tools">{invite} {rename} {archive} {delete}</div> }.into_any())
}

fn which_of(lang: Lang, card: &DossierCard) -> String {
    texts::OF_DOSSIER.fill(lang, &[("title", &card.title)])
}

/// The way to what is asked before, or back from it.
fn delete(lang: Lang, card: &DossierCard, which: String) -> AnyView {
    if card.delete_at.is_some() {
        return view! {
            <form method="post" action=format!("/dossiers/{}/garder", card.id)>
                <button class="button-quiet">
                    {deletion::KEEP.in_lang(lang)} <span class="visually-hidden">" "{which}</span>
                </button>
            </form>
        }
        .into_any();
    }
    view! {
        <a class="button-quiet" href=format!("/dossiers/{}/supprimer", card.id)>
            {deletion::ASK.in_lang(lang)} <span class="visually-hidden">" "{which}</span>
        </a>
    }
    .into_any()
}

fn rename(lang: Lang, card: &DossierCard, which: String) -> AnyView {
    let field = format!("title-{}", card.id);
    view! {
        <details class="fold">
            <summary class="button-quiet">
                {texts::RENAME.in_lang(lang)} <span class="visually-hidden">" "{which}</span>
            </summary>
            <form
                class="inline-form"
                method="post"
                action=format!("/dossiers/{}/renommer", card.id)
            >
                <div class="field">
                    <label class="field-label" for=field.clone()>
                        {texts::NEW_TITLE.in_lang(lang)}
                    </label>
                    <input
                        class="input"
                        id=field
                        name="title"
                        value=card.title.clone()
                        autocomplete="off"
                        required
                    />
                </div>
                <button class="button">{texts::SAVE_TITLE.in_lang(lang)}</button>
            </form>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    fn card() -> DossierCard {
        DossierCard {
            id: "0190".to_owned(),
            title: "Une cour pour tous".to_owned(),
            school: String::new(),
            reference: "NEFLE-2026-0990001A-01".to_owned(),
            status: Status::parse("drafting").expect("a status of the list"),
            role: Role::parse("head").expect("a role of the list"),
            updated_at: 1_790_208_000_000,
            people: Vec::new(),
            unread: 0,
            fictitious: false,
            archived: false,
            delete_at: None,
            may_delete: true,
            may_rename: true,
            may_archive: true,
            may_invite: true,
        }
    }

    #[test]
    fn what_members_wrote_is_shown_as_text() {
        let hostile = DossierCard {
            id: HOSTILE.to_owned(),
            title: HOSTILE.to_owned(),
            school: HOSTILE.to_owned(),
            reference: HOSTILE.to_owned(),
            people: vec![HOSTILE.to_owned(); 5],
            ..card()
        };
        assert_harmless(&page(&context(Lang::Fr), &[hostile], false));
    }

    #[test]
    fn a_row_offers_only_what_the_reader_may_do() {
        let reader =
            DossierCard { may_rename: false, may_archive: false, may_invite: false, ..card() };
        let page = page(&context(Lang::Fr), &[reader], false);
        for place in ["renommer", "archiver", "personnes"] {
            assert!(!page.contains(place), "{place} in {page}");
        }
    }

    #[test]
    fn an_archived_dossier_is_put_back_rather_than_archived_again() {
        let archived = DossierCard { archived: true, ..card() };
        let page = page(&context(Lang::Fr), &[archived], true);
        assert!(page.contains("/dossiers/0190/restaurer"), "{page}");
        assert!(!page.contains("/archiver"), "{page}");
    }

    #[test]
    fn many_people_are_counted_after_the_first_three() {
        let names: Vec<String> = ["A", "B", "C", "D", "E"].map(str::to_owned).into();
        assert_eq!(people(Lang::Fr, &names[..3]), "A, B, C");
        assert_eq!(people(Lang::Fr, &names[..4]), "A, B, C et une autre personne");
        assert_eq!(people(Lang::En, &names), "A, B, C and 2 more people");
    }
}
