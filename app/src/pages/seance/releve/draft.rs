//! The first version of a relevé, in words: what a session says by itself once it was held. Must not know:
//! who corrects or approves it, HTML.

use crate::pages::seance::{Idea, Seance, Vote, quality};
use crate::texts::dates::Day;
use crate::texts::preparation::people;
use crate::texts::{releve as texts, seance as seance_texts, speaking};
use dossier::document::text::{Block, BlockKind, Run, markdown};
use dossier::form::section;
use dossier::lang::{Lang, Text};
use dossier::seance::adopt::voices;
use dossier::seance::ballot::{Answer, Kind, ranked};
use dossier::seance::idea::Fate;
use dossier::seance::releve::Releve;
use dossier::seance::speaking::{Time, times};

/// How many options of a dot vote are told: those that the room wants most.
const TOLD: usize = 10;

/// What was held, as far as the session knows it, in the session's language.
pub fn draft(seance: &Seance) -> Releve {
    let lang = seance.lang;
    let on = seance.meeting.on.clone();
    let begun = seance.course.begun.unwrap_or(seance.created_at);
    let until = seance.ended_at.unwrap_or(seance.now);
    let minutes = u32::try_from((until - begun).max(0) / 60_000).unwrap_or(u32::MAX);
    let present = seance.present().into_iter().map(|(id, count)| (id.to_owned(), count));
    Releve {
        date: if on.is_empty() { Day::of_millis(begun).iso() } else { on },
        start: seance.meeting.at.clone(),
        minutes: Some(minutes.min(dossier::seance::releve::MAX_MINUTES)),
        place: seance.place.clone(),
        facilitator: seance.holder_name.clone(),
        secretary: String::new(),
        attendance: present.collect(),
        agenda: agenda(seance),
        questions: seance.questions.clone(),
        conclusions: markdown::write(&conclusions(lang, seance)),
    }
}

/// The steps with what they took; those that were not come to, with what they were planned.
fn agenda(seance: &Seance) -> Vec<String> {
    let step = |(at, step): (usize, &dossier::seance::plan::Step)| {
        let spent = (seance.course.spent(at, seance.now) + 30_000) / 60_000;
        let minutes = if spent > 0 { spent } else { i64::from(step.minutes) };
        let says = [("title", step.title.as_str()), ("n", &minutes.to_string())];
        texts::STEP_LASTED.fill(seance.lang, &says)
    };
    seance.plan.iter().enumerate().map(step).collect()
}

fn conclusions(lang: Lang, seance: &Seance) -> Vec<Block> {
    let mut said = Said { lang, blocks: Vec::new() };
    kept(&mut said, seance);
    rounds(&mut said, seance);
    for vote in seance.votes.iter().filter(|vote| matches!(vote.kind, Kind::Dots(_))) {
        dots(&mut said, vote);
    }
    spoken(&mut said, seance);
    let open = seance.ideas.iter().filter(|idea| idea.fate == Fate::Open);
    said.list(texts::SAYS_OPEN, open.map(|idea| item(lang, idea, idea.words.clone())));
    let left = seance.ideas.iter().filter_map(|idea| match &idea.fate {
        Fate::Left(reason) if reason.is_empty() => Some(item(lang, idea, idea.words.clone())),
        Fate::Left(reason) => {
            let says = [("words", idea.words.as_str()), ("reason", reason)];
            Some(item(lang, idea, texts::SAYS_LEFT_WHY.fill(lang, &says)))
        }
        _ => None,
    });
    said.list(seance_texts::NOT_KEPT, left);
    said.blocks
}

/// What is written so far.
struct Said {
    lang: Lang,
    blocks: Vec<Block>,
}

/// A point of a list, and what stands below it.
struct Item {
    words: String,
    below: Vec<String>,
}

impl Said {
    /// A heading and its list; nothing where there is nothing to list.
    fn list(&mut self, title: Text, items: impl IntoIterator<Item = Item>) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_none() {
            return;
        }
        self.line(BlockKind::Heading(1), title.in_lang(self.lang).to_owned());
        for Item { words, below } in items {
            self.line(BlockKind::Item { ordered: false, level: 0 }, words);
            for words in below {
                self.line(BlockKind::Item { ordered: false, level: 1 }, words);
            }
        }
    }

    fn line(&mut self, kind: BlockKind, words: String) {
        self.blocks.push(Block { kind, runs: vec![Run::plain(words)] });
    }
}

/// An idea with what was grouped with it below.
fn item(lang: Lang, idea: &Idea, words: String) -> Item {
    let also = |words: &String| seance_texts::ALSO.fill(lang, &[("words", words)]);
    Item { words, below: idea.also.iter().map(also).collect() }
}

/// Those with the most voices first.
fn kept(said: &mut Said, seance: &Seance) {
    let lang = said.lang;
    let votes = || seance.votes.iter().map(|vote| (&vote.options[..], &vote.tally));
    let mut kept: Vec<(i64, Item)> = Vec::new();
    for idea in &seance.ideas {
        let Fate::Kept(place) = idea.fate else { continue };
        let told: Vec<&str> =
            std::iter::once(&idea.words).chain(&idea.also).map(String::as_str).collect();
        let dots = voices(votes(), &told).map_or(0, |voices| voices.dots);
        let title = section(place).title.in_lang(lang);
        let says = [("words", idea.words.as_str()), ("section", title)];
        kept.push((dots, item(lang, idea, texts::SAYS_KEPT_IN.fill(lang, &says))));
    }
    kept.sort_by_key(|(dots, _)| std::cmp::Reverse(*dots));
    said.list(texts::SAYS_KEPT, kept.into_iter().map(|(_, item)| item));
}

/// A proposal to which nobody objects is a decision of the room; consent is no majority.
fn rounds(said: &mut Said, seance: &Seance) {
    let lang = said.lang;
    let held = |vote: &&Vote| vote.kind == Kind::Consent && !vote.is_open && vote.tally.voters > 0;
    let rounds: Vec<&Vote> = seance.votes.iter().filter(held).collect();
    let count = |vote: &Vote, answer: Answer| {
        vote.tally.counts.get(answer as usize).copied().unwrap_or_default()
    };
    let told = |vote: &&Vote| Item {
        words: texts::SAYS_ROUND.fill(
            lang,
            &[
                ("words", &vote.question),
                ("yes", &count(vote, Answer::Yes).to_string()),
                ("reserve", &counted(lang, count(vote, Answer::Reserve), RESERVES)),
                ("no", &counted(lang, count(vote, Answer::No), NOES)),
            ],
        ),
        below: Vec::new(),
    };
    let is_decided = |vote: &&&Vote| count(vote, Answer::No) == 0;
    said.list(texts::SAYS_DECIDED, rounds.iter().filter(is_decided).map(told));
    said.list(texts::SAYS_CONTESTED, rounds.iter().filter(|vote| !is_decided(vote)).map(told));
    let minded = rounds.iter().flat_map(|vote| {
        vote.reasons.iter().map(|reason| {
            let about = ("about", vote.question.as_str());
            let words = ("words", reason.words.as_str());
            let words = match &reason.quality {
                Some(id) => {
                    let quality = ("quality", quality(lang, id));
                    texts::SAYS_MINDED_OF.fill(lang, &[words, quality, about])
                }
                None => texts::SAYS_MINDED_SECRET.fill(lang, &[words, about]),
            };
            Item { words, below: Vec::new() }
        })
    });
    said.list(texts::SAYS_MINDED, minded);
}

/// None, one, several.
type Counted = [Text; 3];
const RESERVES: Counted = [texts::SAYS_RESERVE_NONE, texts::SAYS_RESERVE_ONE, texts::SAYS_RESERVES];
const NOES: Counted = [texts::SAYS_NO_NONE, texts::SAYS_NO_ONE, texts::SAYS_NOES];

fn counted(lang: Lang, count: u32, [none, one, several]: Counted) -> String {
    match count {
        0 => none.in_lang(lang).to_owned(),
        1 => one.in_lang(lang).to_owned(),
        n => several.fill(lang, &[("n", &n.to_string())]),
    }
}

/// How long each quality was heard.
fn spoken(said: &mut Said, seance: &Seance) {
    let lang = said.lang;
    let times = times(&seance.floor, seance.ended_at.unwrap_or(seance.now));
    let line = |time: Time| {
        let turns = match time.turns {
            1 => texts::SAYS_TURN_ONE.in_lang(lang).to_owned(),
            n => texts::SAYS_TURNS.fill(lang, &[("n", &n.to_string())]),
        };
        let says = [
            ("quality", quality(lang, &time.quality)),
            ("time", &speaking::minutes(lang, time.milliseconds)),
            ("turns", &turns),
        ];
        Item { words: texts::SAYS_SPOKE.fill(lang, &says), below: Vec::new() }
    };
    said.list(texts::SAYS_SPOKEN, times.into_iter().map(line));
}

fn dots(said: &mut Said, vote: &Vote) {
    let lang = said.lang;
    if vote.tally.voters == 0 {
        return;
    }
    let counts = &vote.tally.counts;
    let given = ranked(counts).into_iter().filter(|at| counts[*at] > 0).take(TOLD);
    let option = |at: usize| {
        let words = ("words", vote.options.get(at).map_or("", String::as_str));
        let words = match counts[at] {
            1 => texts::SAYS_DOTS_ONE.fill(lang, &[words]),
            n => texts::SAYS_DOTS.fill(lang, &[words, ("n", &n.to_string())]),
        };
        Item { words, below: Vec::new() }
    };
    let options: Vec<Item> = given.map(option).collect();
    said.list(texts::SAYS_VOTE, options);
    let count = people(lang, vote.tally.voters);
    said.line(BlockKind::Paragraph, texts::SAYS_VOTES.fill(lang, &[("count", &count)]));
}

/// What became of an idea, in words.
pub fn fate(lang: Lang, fate: &Fate, ideas: &[Idea]) -> String {
    match fate {
        Fate::Open => texts::FATE_OPEN.in_lang(lang).to_owned(),
        Fate::Hidden => texts::FATE_HIDDEN.in_lang(lang).to_owned(),
        Fate::Merged(with) => {
            let other = ideas.iter().find(|idea| idea.id == *with);
            let other = other.map_or("", |idea| idea.words.as_str());
            texts::FATE_MERGED.fill(lang, &[("words", other)])
        }
        Fate::Kept(place) => {
            seance_texts::KEPT.fill(lang, &[("section", section(*place).title.in_lang(lang))])
        }
        Fate::Left(reason) if reason.is_empty() => {
            seance_texts::NOT_KEPT_NO_REASON.in_lang(lang).to_owned()
        }
        Fate::Left(reason) => seance_texts::LEFT_OUT.fill(lang, &[("reason", reason)]),
    }
}
