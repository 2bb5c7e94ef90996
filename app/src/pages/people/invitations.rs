//! The invitations of a dossier, those that are open first. Does not know their tokens: nobody is
//! shown one twice.

use crate::pages::people::write_scope;
use crate::texts::dates::Day;
use crate::texts::{people as texts, write_scope as part_texts};
use dossier::form::SectionId;
use dossier::lang::{Lang, Text};
use dossier::rights::Role;
use leptos::prelude::*;

/// An invitation.
#[derive(Clone, Debug)]
pub struct Invited {
    pub id: String,
    pub label: String,
    pub role: Role,
    /// The sections to write in, where these are fewer than the role's.
    pub sections: Option<Vec<SectionId>>,
    pub state: State,
    /// Milliseconds since 1970, UTC.
    pub expires_at: i64,
    pub made: i64,
    pub allowed: Option<i64>,
    pub by: String,
    pub letter: Option<Letter>,
    /// Names of those who came by it and are still there.
    pub joined: Vec<String>,
    pub may_revoke: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Expired,
    Revoked,
    UsedUp,
}

impl State {
    const fn words(self) -> Text {
        match self {
            State::Open => texts::OPEN,
            State::Expired => texts::EXPIRED,
            State::Revoked => texts::REVOKED,
            State::UsedUp => texts::USED_UP,
        }
    }
}

/// Where the letter went, and what became of it.
#[derive(Clone, Debug)]
pub struct Letter {
    pub email: String,
    pub fate: Text,
}

pub fn list(lang: Lang, dossier: &str, all: &[Invited]) -> AnyView {
    let rows = |open: bool| {
        let shown = all.iter().filter(move |invited| (invited.state == State::Open) == open);
        shown.map(|invited| row(lang, dossier, invited)).collect::<Vec<_>>()
    };
    let (open, closed) = (rows(true), rows(false));
    let none = all.is_empty().then(|| {
        view! { <p>{texts::NO_INVITATION.in_lang(lang)}</p> }
    });
    let open = (!open.is_empty()).then(|| view! { <ul class="roster">{open}</ul> });
    let closed = (!closed.is_empty()).then(|| {
        let title = texts::CLOSED_INVITATIONS.fill(lang, &[("n", &closed.len().to_string())]);
        view! {
            <details class="fold">
                <summary class="button-quiet">{title}</summary>
                <ul class="roster">{closed}</ul>
            </details>
        }
    });
    view! {
        <section class="people-part" aria-labelledby="invitations">
            <h2 id="invitations">{texts::INVITATIONS.in_lang(lang)}</h2>
            {none}
            {open}
            {closed}
        </section>
    }
    .into_any()
}

fn row(lang: Lang, dossier: &str, invited: &Invited) -> AnyView {
    let day = Day::of_millis(invited.expires_at);
    let made = invited.made.to_string();
    let uses = match invited.allowed {
        Some(allowed) => {
            texts::USES_OF.fill(lang, &[("made", &made), ("allowed", &allowed.to_string())])
        }
        None => texts::USES_UNLIMITED.fill(lang, &[("made", &made)]),
    };
    let letter = invited.letter.clone().map(|letter| {
        view! {
            <dt>{texts::LETTER.in_lang(lang)}</dt>
            <dd>{format!("{}, {}", letter.email, letter.fate.in_lang(lang))}</dd>
        }
    });
    let sections = invited.sections.as_ref().map(|sections| {
        view! {
            <dt>{part_texts::WRITES_IN.in_lang(lang)}</dt>
            <dd>{write_scope::titles(lang, sections)}</dd>
        }
    });
    let joined = (!invited.joined.is_empty()).then(|| {
        view! {
            <dt>{texts::JOINED.in_lang(lang)}</dt>
            <dd>{invited.joined.join(", ")}</dd>
        }
    });
    // What has ended can still be revoked when it brought people: they can be taken back with it.
    let useful = invited.state == State::Open || !invited.joined.is_empty();
    let tools = (invited.may_revoke && useful).then(|| revoke(lang, dossier, invited));
    view! {
        <li class="entry">
            <div class="entry-words">
                <h3>{invited.label.clone()}</h3>
                <span class="kind">{invited.state.words().in_lang(lang)}</span>
            </div>
            <dl class="facts">
                <dt>{texts::ROLE.in_lang(lang)}</dt>
                <dd>{invited.role.label().in_lang(lang)}</dd>
                {sections}
                <dt>{texts::USES.in_lang(lang)}</dt>
                <dd>{uses}</dd>
                <dt>{texts::EXPIRES.in_lang(lang)}</dt>
                <dd>
                    <time datetime=day.iso()>{day.in_words(lang)}</time>
                </dd>
                <dt>{texts::MADE_BY.in_lang(lang)}</dt>
                <dd>{texts::called(lang, &invited.by).to_owned()}</dd>
                {letter}
                {joined}
            </dl>
            {tools}
        </li>
    }
    .into_any()
}

fn revoke(lang: Lang, dossier: &str, invited: &Invited) -> AnyView {
    let which = texts::OF_INVITATION.fill(lang, &[("label", &invited.label)]);
    let end = (!invited.joined.is_empty()).then(|| {
        view! {
            <label class="option">
                <input type="checkbox" name="end" value="yes" />
                <span>{texts::REVOKE_AND_END.in_lang(lang)}</span>
            </label>
        }
    });
    view! {
        <div class="card-tools">
            <details class="fold">
                <summary class="button-quiet">
                    {texts::REVOKE.in_lang(lang)} <span class="visually-hidden">" "{which}</span>
                </summary>
                <form
                    class="confirm"
                    method="post"
                    action=format!("/dossiers/{dossier}/invitations/{}/revoquer", invited.id)
                >
                    <p>{texts::REVOKE_TEXT.in_lang(lang)}</p>
                    {end}
                    <button class="button danger">{texts::REVOKE_CONFIRM.in_lang(lang)}</button>
                </form>
            </details>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless};

    fn invited() -> Invited {
        Invited {
            id: "i".to_owned(),
            label: "Mairie".to_owned(),
            role: Role::Partner,
            sections: Some(vec![SectionId::Budget]),
            state: State::Open,
            expires_at: 1_790_208_000_000,
            made: 1,
            allowed: Some(10),
            by: "Claire".to_owned(),
            letter: None,
            joined: Vec::new(),
            may_revoke: true,
        }
    }

    #[test]
    fn what_was_typed_is_shown_as_text() {
        let hostile = Invited {
            id: HOSTILE.to_owned(),
            label: HOSTILE.to_owned(),
            by: HOSTILE.to_owned(),
            letter: Some(Letter { email: HOSTILE.to_owned(), fate: texts::LETTER_SENT }),
            joined: vec![HOSTILE.to_owned()],
            ..invited()
        };
        assert_harmless(&list(Lang::Fr, HOSTILE, &[hostile]).to_html());
    }

    #[test]
    fn what_may_be_revoked_is_offered_with_whom_it_brought() {
        let place = "/dossiers/d/invitations/i/revoquer";
        let shown = |invited: Invited| list(Lang::Fr, "d", &[invited]).to_html();
        assert!(shown(invited()).contains(place));
        assert!(!shown(invited()).contains("name=\"end\""), "it brought nobody");
        assert!(!shown(Invited { may_revoke: false, ..invited() }).contains(place));
        let ended = Invited { state: State::Expired, ..invited() };
        assert!(!shown(ended.clone()).contains(place), "nothing is left to be revoked");
        let brought = Invited { joined: vec!["Nadia".to_owned()], ..ended };
        assert!(shown(brought).contains("name=\"end\""));
    }
}
