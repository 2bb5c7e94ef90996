//! A session as it is kept, as its pages are told of it. Must not know: HTML, who asks.

use crate::clock;
use crate::store::{self, Store, StoreError};
use app::pages::seance::class::{Class, Held};
use app::pages::seance::{Idea, Reason, Seance, Vote};
use dossier::seance::ballot::Answer;
use dossier::seance::idea::Fate;
use std::collections::HashMap;

pub use app::pages::seance::Door;

/// Reads all of a session that everybody in it may know.
pub async fn seen(store: &Store, kept: store::Seance) -> Result<Seance, StoreError> {
    let dossier_title =
        store.dossier(&kept.dossier).await?.map(|one| one.title).unwrap_or_default();
    let mut votes = Vec::new();
    for vote in store.votes(&kept.id).await? {
        let tally = store.tally(&kept.id, &vote).await?;
        let reasons = store.reasons(&kept.id, &vote).await?;
        let reasons = reasons.into_iter().filter_map(reason).collect();
        votes.push(Vote {
            id: vote.id,
            kind: vote.kind,
            question: vote.question,
            options: vote.options,
            secret: vote.secret,
            is_open: vote.closed_at.is_none(),
            results_shown: vote.results_shown,
            tally,
            reasons,
        });
    }
    let blocked = store.blocked(&kept.id).await?;
    let ideas = ideas(store.ideas(&kept.id).await?, &blocked);
    let attendance = store.attendance(&kept.id).await?;
    let devices = store.devices(&kept.id).await?;
    let floor = store.turns(&kept.id).await?;
    let classes = classes(store, &kept.id).await?;
    let questions = kept.questions.lines().map(str::to_owned).collect();
    Ok(Seance {
        id: kept.id,
        dossier: kept.dossier,
        dossier_title,
        title: kept.title,
        place: kept.place,
        site: kept.site,
        code: kept.code,
        lang: kept.lang,
        questions,
        plan: kept.plan,
        course: kept.course,
        wall: kept.wall,
        holder: kept.holder,
        holder_name: kept.holder_name,
        ideas_open: kept.ideas_open,
        ideas,
        votes,
        attendance,
        devices,
        headcount: kept.headcount,
        meeting: kept.meeting,
        created_at: kept.created_at,
        ended_at: kept.ended_at,
        floor,
        classes,
        now: clock::now(),
    })
}

/// The classes, each with what the room has not read of it.
async fn classes(store: &Store, seance: &str) -> Result<Vec<Class>, StoreError> {
    let kept = store.classes(seance).await?;
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    let held = store.held_ideas(seance).await?;
    let of = |class: store::Class| {
        let those = |aside: bool| {
            let held = held.iter().filter(|one| one.class == class.number && one.aside == aside);
            held.map(|one| Held { id: one.id.clone(), words: one.words.clone() }).collect()
        };
        let (waiting, aside) = (those(false), those(true));
        let store::Class { number, code, name, people: pupils, devices, .. } = class;
        Class { number, code, name, pupils, devices, waiting, aside }
    };
    Ok(kept.into_iter().map(of).collect())
}

fn reason(kept: store::Reason) -> Option<Reason> {
    let answer = Answer::parse(&kept.answer)?;
    Some(Reason { answer, quality: kept.quality, words: kept.words })
}

/// Ideas with what was grouped with each.
fn ideas(kept: Vec<store::Idea>, blocked: &[String]) -> Vec<Idea> {
    let mut also: HashMap<String, Vec<String>> = HashMap::new();
    for idea in &kept {
        if let Fate::Merged(other) = &idea.fate {
            also.entry(other.clone()).or_default().push(idea.words.clone());
        }
    }
    let shown = |idea: store::Idea| Idea {
        also: also.remove(&idea.id).unwrap_or_default(),
        blocked: idea.account.as_ref().is_some_and(|account| blocked.contains(account)),
        id: idea.id,
        quality: idea.quality,
        seat: idea.seat,
        words: idea.words,
        fate: idea.fate,
        account: idea.account,
    };
    kept.into_iter().map(shown).collect()
}
