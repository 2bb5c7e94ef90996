//! The ideas on the remote: opened and closed, hidden, grouped, adopted into the dossier, left out,
//! their devices blocked. Does not know: votes, the wall.

use super::{act, button};
use crate::pages::seance::fragments;
use crate::texts::seance as texts;
use dossier::form::section;
use dossier::lang::Lang;
use dossier::seance::LiveSeance;
use dossier::seance::adopt::{Target, Targets};
use dossier::seance::command::{Command, Switch};
use dossier::seance::idea::Idea;
use dossier::seance::idea::{self, Fate};
use leptos::prelude::*;

pub(super) fn ideas(lang: Lang, targets: Targets, seance: &LiveSeance) -> AnyView {
    let (to, label) = match seance.ideas_open {
        true => (Switch::Off, texts::IDEAS_CLOSE),
        false => (Switch::On, texts::IDEAS_OPEN),
    };
    let told = |idea: &&Idea| !matches!(idea.fate, Fate::Merged(_));
    let lines = seance
        .ideas
        .iter()
        .rev()
        .filter(told)
        .map(|idea| one_idea(lang, targets, seance, idea))
        .collect_view();
    let none = seance.ideas.is_empty().then(|| view! { <p>{texts::NO_IDEAS.in_lang(lang)}</p> });
    view! {
        <section class="remote-part">
            <h2>{texts::SHOW_IDEAS.in_lang(lang)} {format!(" ({})", seance.ideas.len())}</h2>
            <div class="remote-buttons">{button(lang, seance, &Command::Ideas(to), label)}</div>
            {none}
            <ul class="remote-ideas">{lines}</ul>
        </section>
    }
    .into_any()
}

fn one_idea(lang: Lang, targets: Targets, seance: &LiveSeance, idea: &Idea) -> AnyView {
    let fate = match &idea.fate {
        Fate::Hidden => Some(texts::HIDDEN.in_lang(lang).to_owned()),
        Fate::Left(reason) => Some(texts::LEFT_OUT.fill(lang, &[("reason", reason)])),
        Fate::Kept(id) => {
            Some(texts::KEPT.fill(lang, &[("section", section(*id).title.in_lang(lang))]))
        }
        Fate::Open | Fate::Merged(_) => None,
    };
    let hide = match idea.fate {
        Fate::Hidden | Fate::Left(_) => {
            button(lang, seance, &Command::Restore(idea.id.clone()), texts::RESTORE)
        }
        _ => button(lang, seance, &Command::Hide(idea.id.clone()), texts::HIDE),
    };
    let others: Vec<_> = seance.shown_ideas().filter(|other| other.id != idea.id).collect();
    let merge = (idea.fate == Fate::Open && !others.is_empty()).then(|| {
        let id = format!("with-{}", idea.id);
        let options = others
            .iter()
            .map(|other| view! { <option value=other.id.clone()>{other.words.clone()}</option> })
            .collect_view();
        act(
            seance,
            &Command::Merge(idea.id.clone()),
            view! {
                <label for=id.clone()>{texts::MERGE_WITH.in_lang(lang)}</label>
                <select class="input" id=id name="what">
                    {options}
                </select>
                <button class="button">{texts::MERGE.in_lang(lang)}</button>
            },
        )
    });
    let mut into = targets.iter().peekable();
    let adopt = (idea.fate == Fate::Open && into.peek().is_some()).then(|| {
        let id = format!("into-{}", idea.id);
        let option = |target: Target| {
            let title = section(target.section()).title.in_lang(lang);
            let what = [("section", title), ("what", target.label().in_lang(lang))];
            view! { <option value=target.as_str()>{texts::ADOPT_WHERE.fill(lang, &what)}</option> }
        };
        let options = into.map(option).collect_view();
        act(
            seance,
            &Command::Adopt(idea.id.clone()),
            view! {
                <label for=id.clone()>{texts::ADOPT_INTO.in_lang(lang)}</label>
                <select class="input" id=id name="what">
                    {options}
                </select>
                <button class="button">{texts::ADOPT.in_lang(lang)}</button>
            },
        )
    });
    let leave = (idea.fate == Fate::Open).then(|| {
        let id = format!("why-{}", idea.id);
        act(
            seance,
            &Command::Leave(idea.id.clone()),
            view! {
                <label for=id.clone()>{texts::REASON.in_lang(lang)}</label>
                <input class="input" id=id name="what" maxlength=idea::MAX.to_string() />
                <button class="button">{texts::LEAVE.in_lang(lang)}</button>
            },
        )
    });
    let block = idea.account.as_ref().map(|_| match seance.is_blocked(idea) {
        true => button(lang, seance, &Command::Unblock(idea.id.clone()), texts::UNBLOCK),
        false => button(lang, seance, &Command::Block(idea.id.clone()), texts::BLOCK),
    });
    view! {
        <li class="remote-idea" data-idea=idea.id.clone()>
            <details data-keep=idea.id.clone()>
                <summary>
                    <span class="idea-words">{idea.words.clone()}</span>
                    <span class="idea-whose">{fragments::whose(lang, &idea.quality, &idea.seat)} {fate.map(|fate| format!(" · {fate}"))}</span>
                </summary>
                <div class="remote-choices">{adopt} {hide} {merge} {leave} {block}</div>
            </details>
        </li>
    }
    .into_any()
}
