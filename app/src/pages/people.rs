//! The people of a dossier: who belongs to it, by which invitation they came, and what the reader
//! may change. Does not know how a right is decided.

use crate::components::banner::alert;
use crate::pages::partner;
use crate::shell::{PageContext, document};
use crate::texts::dates::Day;
use crate::texts::{people as texts, write_scope as part_texts};
use dossier::form::SectionId;
use dossier::form::lists::QUALITIES;
use dossier::lang::{Lang, Text};
use dossier::rights::{Role, narrowable};
use leptos::prelude::*;

mod invitations;
pub mod invite;
pub mod invited;
pub mod join;
mod leave;
pub mod write_scope;

pub use invitations::{Invited, Letter, State};

/// What the page shows, and to whom.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The dossier's id and title.
    pub dossier: String,
    pub title: String,
    pub members: Vec<Person>,
    /// What partners agreed to, each in a line.
    pub accords: Vec<String>,
    /// The reader's role.
    pub role: Option<Role>,
    /// For those who may invite.
    pub invitations: Option<Vec<Invited>>,
    /// The roles that the reader may give; none for who gives none.
    pub may_give: Vec<Role>,
    /// Whether the reader says who writes in which sections.
    pub gives_parts: bool,
    /// Whether the reader names the head, which the dossier has not.
    pub names_head: bool,
    pub leaving: Leaving,
}

/// How the reader's own part ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leaving {
    #[default]
    Leaves,
    /// The head hands over.
    HandsOver,
}

/// A member.
#[derive(Clone, Debug)]
pub struct Person {
    pub account: String,
    pub name: String,
    pub quality: String,
    pub role: Role,
    /// The sections they write in, where these are fewer than the role's.
    pub sections: Option<Vec<SectionId>>,
    /// How many rows are theirs.
    pub rows: usize,
    pub is_guest: bool,
    pub is_reader: bool,
    /// Milliseconds since 1970, UTC.
    pub joined_at: i64,
    /// The name of the invitation by which they came.
    pub invitation: Option<String>,
}

pub fn page(context: &PageContext, people: &People, error: Option<Text>) -> String {
    let lang = context.lang;
    let count = people.members.len();
    let rows = people.members.iter().map(|person| row(lang, people, person)).collect_view();
    let invite = people.invitations.is_some().then(|| {
        view! {
            <a class="button-main" href=format!("/dossiers/{}/invitations", people.dossier)>
                {texts::INVITE.in_lang(lang)}
            </a>
        }
    });
    let who_may = people.invitations.is_some().then(|| {
        view! { <p class="field-help">{texts::WHO_MAY.in_lang(lang)}</p> }
    });
    let invitations =
        people.invitations.as_ref().map(|all| invitations::list(lang, &people.dossier, all));
    let end = match people.leaving {
        Leaving::HandsOver => leave::hand_over(lang, people),
        Leaving::Leaves => leave::leave(lang, people),
    };
    let head = people.names_head.then(|| leave::name_head(lang, people));
    let accords =
        people.role.and_then(|role| partner::lines(lang, &people.dossier, role, &people.accords));
    let back = texts::BACK.fill(lang, &[("title", &people.title)]);
    let main = view! {
        <div class="page people-page">
            <p>
                <a href=format!("/dossiers/{}", people.dossier)>{back}</a>
            </p>
            <div class="list-head">
                <h1>{texts::TITLE.in_lang(lang)}</h1>
                {invite}
            </div>
            {error.map(|error| alert(error.in_lang(lang)))}
            <section class="people-part" aria-labelledby="members">
                <h2 id="members">{texts::MEMBERS.in_lang(lang)} {format!(" ({count})")}</h2>
                {who_may}
                {accords}
                <ul class="roster">{rows}</ul>
            </section>
            {head}
            {invitations}
            {end}
        </div>
    };
    document(context, texts::TITLE.in_lang(lang), main)
}

fn row(lang: Lang, people: &People, person: &Person) -> AnyView {
    let day = Day::of_millis(person.joined_at);
    let quality = QUALITIES.get(&person.quality).map(|item| {
        view! { <p class="entry-note">{item.label.in_lang(lang)}</p> }
    });
    let you = person.is_reader.then(|| {
        view! { <span class="kind">{texts::YOU.in_lang(lang)}</span> }
    });
    let guest = person.is_guest.then(|| {
        view! {
            <span class="kind">
                {texts::GUEST.in_lang(lang)}
                <span class="visually-hidden">", "{texts::GUEST_MEANS.in_lang(lang)}</span>
            </span>
        }
    });
    let invitation = person.invitation.clone().map(|label| {
        view! {
            <dt>{texts::CAME_BY.in_lang(lang)}</dt>
            <dd>{label}</dd>
        }
    });
    let sections = person.sections.as_ref().map(|sections| {
        view! {
            <dt>{part_texts::WRITES_IN.in_lang(lang)}</dt>
            <dd>{write_scope::titles(lang, sections)}</dd>
        }
    });
    let rows = (person.rows > 0).then(|| {
        view! {
            <dt>{part_texts::OWN_ROWS.in_lang(lang)}</dt>
            <dd>{person.rows}</dd>
        }
    });
    let tools = tools(lang, people, person);
    view! {
        <li class="entry">
            <div class="entry-words">
                <h3>{person.name.clone()}</h3>
                {you}
                {guest}
                {quality}
            </div>
            <dl class="facts">
                <dt>{texts::ROLE.in_lang(lang)}</dt>
                <dd>{person.role.label().in_lang(lang)}</dd>
                {sections}
                {rows}
                <dt>{texts::SINCE.in_lang(lang)}</dt>
                <dd>
                    <time datetime=day.iso()>{day.in_words(lang)}</time>
                </dd>
                {invitation}
            </dl>
            {tools}
        </li>
    }
    .into_any()
}

fn tools(lang: Lang, people: &People, person: &Person) -> Option<AnyView> {
    // The head's row changes by handing over only, and one's own by leaving.
    let roles = (!people.may_give.is_empty() && !person.is_reader && person.role != Role::Head)
        .then(|| role_tools(lang, people, person));
    let has_part = people.gives_parts && !narrowable(person.role).is_empty();
    let part = has_part.then(|| {
        write_scope::link(lang, &people.dossier, &person.account, person.role, &person.name)
    });
    (roles.is_some() || part.is_some())
        .then(|| view! { <div class="card-tools">{part}{roles}</div> }.into_any())
}

fn role_tools(lang: Lang, people: &People, person: &Person) -> AnyView {
    let which = texts::OF_PERSON.fill(lang, &[("name", &person.name)]);
    let at = format!("/dossiers/{}/personnes/{}", people.dossier, person.account);
    let field = format!("role-{}", person.account);
    let options = people
        .may_give
        .iter()
        .map(|role| {
            view! {
                <option value=role.as_str() selected=*role == person.role>
                    {role.label().in_lang(lang)}
                </option>
            }
        })
        .collect_view();
    view! {
            <details class="fold">
                <summary class="button-quiet">
                    {texts::CHANGE_ROLE.in_lang(lang)}
                    <span class="visually-hidden">" "{which.clone()}</span>
                </summary>
                <form class="inline-form" method="post" action=format!("{at}/role")>
                    <div class="field">
                        <label class="field-label" for=field.clone()>
                            {texts::NEW_ROLE.in_lang(lang)}
                        </label>
                        <select class="input" id=field name="role">
                            {options}
                        </select>
                    </div>
                    <button class="button">{texts::SAVE_ROLE.in_lang(lang)}</button>
                </form>
            </details>
            <details class="fold">
                <summary class="button-quiet">
                    {texts::REMOVE.in_lang(lang)}
                    <span class="visually-hidden">" "{which}</span>
                </summary>
                <form class="confirm" method="post" action=format!("{at}/retirer")>
                    <p>{texts::REMOVE_TEXT.fill(lang, &[("name", &person.name)])}</p>
                    <button class="button danger">{texts::REMOVE_CONFIRM.in_lang(lang)}</button>
                </form>
            </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    fn person(account: &str, role: Role) -> Person {
        Person {
            account: account.to_owned(),
            name: format!("Personne {account}"),
            quality: "teacher".to_owned(),
            role,
            sections: None,
            rows: 0,
            is_guest: false,
            is_reader: false,
            joined_at: 1_790_208_000_000,
            invitation: None,
        }
    }

    fn seen_by_head() -> People {
        let head = Person { is_reader: true, ..person("h", Role::Head) };
        let guest = Person { is_guest: true, ..person("g", Role::Partner) };
        People {
            dossier: "d".to_owned(),
            members: vec![head, person("e", Role::Editor), guest],
            invitations: Some(Vec::new()),
            may_give: vec![Role::Editor, Role::Viewer],
            gives_parts: true,
            leaving: Leaving::HandsOver,
            ..People::default()
        }
    }

    #[test]
    fn what_members_wrote_is_shown_as_text() {
        let hostile = Person {
            account: HOSTILE.to_owned(),
            name: HOSTILE.to_owned(),
            quality: HOSTILE.to_owned(),
            invitation: Some(HOSTILE.to_owned()),
            ..person("x", Role::Partner)
        };
        let mut people = seen_by_head();
        people.title = HOSTILE.to_owned();
        people.dossier = HOSTILE.to_owned();
        people.members.push(hostile);
        assert_harmless(&page(&context(Lang::Fr), &people, None));
    }

    #[test]
    fn the_head_changes_others_and_hands_over_to_who_has_an_account() {
        let page = page(&context(Lang::Fr), &seen_by_head(), None);
        for place in ["/personnes/e/role", "/personnes/g/retirer", "/dossiers/d/remettre"] {
            assert!(page.contains(place), "{place}");
        }
        assert!(page.contains("/personnes/e/part") && page.contains("/personnes/g/part"));
        assert!(!page.contains("/dossiers/d/direction"), "there is a head");
        assert!(!page.contains("/personnes/h/") && !page.contains("/quitter"), "{page}");
        assert!(!page.contains("<option value=\"g\""), "a guest cannot be the head");
        assert!(page.contains("<option value=\"e\""), "{page}");
    }

    #[test]
    fn who_gives_no_role_is_offered_none() {
        let reader = People {
            may_give: Vec::new(),
            gives_parts: false,
            invitations: None,
            leaving: Leaving::Leaves,
            ..seen_by_head()
        };
        let page = page(&context(Lang::Fr), &reader, None);
        for place in ["/role", "/retirer", "/part\"", "/remettre", "/direction", "/invitations"] {
            assert!(!page.contains(place), "{place}");
        }
        assert!(page.contains("/dossiers/d/quitter"), "{page}");
    }

    #[test]
    fn a_lead_without_a_head_names_one_who_has_an_account() {
        let lead = Person { is_reader: true, ..person("l", Role::Lead) };
        let guest = Person { is_guest: true, ..person("g", Role::Partner) };
        let narrowed = Person {
            sections: Some(vec![SectionId::Budget]),
            rows: 3,
            ..person("e", Role::Editor)
        };
        let people = People {
            members: vec![lead, narrowed, guest],
            may_give: Vec::new(),
            names_head: true,
            leaving: Leaving::Leaves,
            ..seen_by_head()
        };
        let page = page(&context(Lang::Fr), &people, None);
        assert!(page.contains("/dossiers/d/direction"), "{page}");
        assert!(page.contains("<option value=\"e\"") && page.contains("<option value=\"l\""));
        assert!(!page.contains("<option value=\"g\""), "a guest cannot be the head");
        assert!(page.contains("Écrit dans") && page.contains("<dd>3</dd>"), "{page}");
    }
}
