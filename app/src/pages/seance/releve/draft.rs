//! The first version of a relevé, in words: what a séance says by itself once it was held. Does not
//! know: who corrects or approves it, HTML.

use crate::pages::seance::held::{HeldAt, held_at};
use crate::pages::seance::quality;
use crate::texts::{releve as texts, seance as seance_texts, speaking};
use dossier::document::text::{Block, BlockKind, Run, markdown};
use dossier::form::section;
use dossier::lang::{Lang, Text};
use dossier::seance::LiveSeance;
use dossier::seance::adopt::voices;
use dossier::seance::ballot::CountedVote;
use dossier::seance::ballot::{Answer, Kind, ranked};
use dossier::seance::idea::Fate;
use dossier::seance::idea::Idea;
use dossier::seance::releve::Releve;
use dossier::seance::speaking::{Time, times};

/// How many options of a dot vote are told: those that the hall wants most.
const TOLD: usize = 10;

/// What was held, as far as the séance knows it, in the séance's language.
pub fn draft(seance: &LiveSeance) -> Releve {
    let lang = seance.lang;
    let HeldAt { on, at } =
        held_at(&seance.meeting, &seance.course, seance.created_at, seance.ended_at);
    let until = seance.ended_at.unwrap_or(seance.now);
    // Without its clock nobody knows how long it took.
    let minutes = seance.course.begun.map(|begun| {
        let minutes = u32::try_from((until - begun).max(0) / 60_000).unwrap_or(u32::MAX);
        minutes.min(dossier::seance::releve::MAX_MINUTES)
    });
    let present = seance.present().into_iter().map(|(id, count)| (id.to_owned(), count));
    Releve {
        date: on,
        start: at,
        minutes,
        place: seance.place.clone(),
        facilitator: seance.holder_name.clone(),
        secretary: String::new(),
        attendance: present.collect(),
        agenda: agenda(seance),
        questions: seance.questions.clone(),
        conclusions: markdown::write(&conclusions(lang, seance)),
    }
}

/// The steps that were held, with what they took; after them, and said to be so, those that were
/// only planned.
fn agenda(seance: &LiveSeance) -> Vec<String> {
    let not_held = if seance.ended_at.is_some() && seance.course.begun.is_some() {
        texts::STEP_NOT_HELD
    } else {
        // It may still come, or nobody ran its clock.
        texts::STEP_PLANNED
    };
    let (mut held, mut planned) = (Vec::new(), Vec::new());
    for (at, step) in seance.plan.iter().enumerate() {
        let says = ("title", step.title.as_str());
        match seance.course.spent(at, seance.now) {
            0 => planned.push(not_held.fill(seance.lang, &[says])),
            1..30_000 => held.push(texts::STEP_WAS_SHORT.fill(seance.lang, &[says])),
            spent => {
                let minutes = ((spent + 30_000) / 60_000).to_string();
                held.push(texts::STEP_LASTED.fill(seance.lang, &[says, ("n", &minutes)]));
            }
        }
    }
    held.append(&mut planned);
    held
}

fn conclusions(lang: Lang, seance: &LiveSeance) -> Vec<Block> {
    let mut written = Conclusions { lang, blocks: Vec::new() };
    add_kept(&mut written, seance);
    add_rounds(&mut written, seance);
    for vote in seance.votes.iter().filter(|vote| matches!(vote.kind, Kind::Dots(_))) {
        add_dots(&mut written, vote);
    }
    add_speaking(&mut written, seance);
    let open = seance.ideas.iter().filter(|idea| idea.fate == Fate::Open);
    written.list(texts::SAYS_OPEN, open.map(|idea| item(seance, idea, idea.words.clone())));
    let left = seance.ideas.iter().filter_map(|idea| match &idea.fate {
        Fate::Left(reason) if reason.is_empty() => Some(item(seance, idea, idea.words.clone())),
        Fate::Left(reason) => {
            let says = [("words", clause(&idea.words)), ("reason", reason)];
            Some(item(seance, idea, texts::SAYS_LEFT_WHY.fill(lang, &says)))
        }
        _ => None,
    });
    written.list(seance_texts::NOT_KEPT, left);
    written.blocks
}

/// What is written so far.
struct Conclusions {
    lang: Lang,
    blocks: Vec<Block>,
}

/// A point of a list, and what stands below it.
struct Item {
    words: String,
    below: Vec<String>,
}

impl Conclusions {
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
fn item(seance: &LiveSeance, idea: &Idea, words: String) -> Item {
    let also = |one: &Idea| seance_texts::ALSO.fill(seance.lang, &[("words", &one.words)]);
    Item { words, below: seance.grouped_with(&idea.id).map(also).collect() }
}

/// Those with the most voices first.
fn add_kept(written: &mut Conclusions, seance: &LiveSeance) {
    let lang = written.lang;
    let votes = || seance.votes.iter().map(|vote| (&vote.options[..], &vote.tally));
    let mut kept: Vec<(i64, Item)> = Vec::new();
    for idea in &seance.ideas {
        let Fate::Kept(place) = idea.fate else { continue };
        let told: Vec<&str> = std::iter::once(idea)
            .chain(seance.grouped_with(&idea.id))
            .map(|one| one.words.as_str())
            .collect();
        let dots = voices(votes(), &told).map_or(0, |voices| voices.dots);
        let title = section(place).title.in_lang(lang);
        let says = [("words", idea.words.as_str()), ("section", title)];
        kept.push((dots, item(seance, idea, texts::SAYS_KEPT_IN.fill(lang, &says))));
    }
    kept.sort_by_key(|(dots, _)| std::cmp::Reverse(*dots));
    written.list(texts::SAYS_KEPT, kept.into_iter().map(|(_, item)| item));
}

/// A proposal to which nobody objects is a decision of the hall; consent is no majority.
fn add_rounds(written: &mut Conclusions, seance: &LiveSeance) {
    let lang = written.lang;
    let held = |vote: &&CountedVote| {
        vote.kind == Kind::Consent && !vote.is_open() && vote.tally.voters > 0
    };
    let rounds: Vec<&CountedVote> = seance.votes.iter().filter(held).collect();
    let count = |vote: &CountedVote, answer: Answer| {
        vote.tally.counts.get(answer as usize).copied().unwrap_or_default()
    };
    let told = |vote: &&CountedVote| Item {
        words: texts::SAYS_ROUND.fill(
            lang,
            &[
                ("words", clause(&vote.question)),
                ("yes", &count_in_words(lang, count(vote, Answer::Yes), YESES)),
                ("reserve", &count_in_words(lang, count(vote, Answer::Reserve), RESERVES)),
                ("no", &count_in_words(lang, count(vote, Answer::No), NOES)),
            ],
        ),
        below: Vec::new(),
    };
    let is_decided = |vote: &&&CountedVote| count(vote, Answer::No) == 0;
    written.list(texts::SAYS_DECIDED, rounds.iter().filter(is_decided).map(told));
    written.list(texts::SAYS_CONTESTED, rounds.iter().filter(|vote| !is_decided(vote)).map(told));
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
    written.list(texts::SAYS_MINDED, minded);
}

/// A sentence without its full stop, for one that goes on after a colon.
fn clause(words: &str) -> &str {
    let words = words.trim_end();
    match words.strip_suffix('.') {
        Some(rest) if !rest.ends_with('.') => rest.trim_end(),
        _ => words,
    }
}

/// None, one, several.
type Counted = [Text; 3];
const YESES: Counted = [texts::SAYS_YES_NONE, texts::SAYS_YES_ONE, texts::SAYS_YES];
const RESERVES: Counted = [texts::SAYS_RESERVE_NONE, texts::SAYS_RESERVE_ONE, texts::SAYS_RESERVES];
const NOES: Counted = [texts::SAYS_NO_NONE, texts::SAYS_NO_ONE, texts::SAYS_NOES];

fn count_in_words(lang: Lang, count: u32, [none, one, several]: Counted) -> String {
    match count {
        0 => none.in_lang(lang).to_owned(),
        1 => one.in_lang(lang).to_owned(),
        n => several.fill(lang, &[("n", &n.to_string())]),
    }
}

/// How long each quality was heard.
fn add_speaking(written: &mut Conclusions, seance: &LiveSeance) {
    let lang = written.lang;
    let times = times(&seance.turns, seance.ended_at.unwrap_or(seance.now));
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
    written.list(texts::SAYS_SPOKEN, times.into_iter().map(line));
}

fn add_dots(written: &mut Conclusions, vote: &CountedVote) {
    let lang = written.lang;
    if vote.tally.voters == 0 {
        return;
    }
    let counts = &vote.tally.counts;
    let given = ranked(counts).into_iter().filter(|at| counts[*at] > 0).take(TOLD);
    let option = |at: usize| {
        let words = ("words", clause(vote.options.get(at).map_or("", String::as_str)));
        let words = match counts[at] {
            1 => texts::SAYS_DOTS_ONE.fill(lang, &[words]),
            n => texts::SAYS_DOTS.fill(lang, &[words, ("n", &n.to_string())]),
        };
        Item { words, below: Vec::new() }
    };
    let options: Vec<Item> = given.map(option).collect();
    written.list(texts::SAYS_VOTE, options);
    let voted = match vote.tally.voters {
        1 => texts::SAYS_VOTE_ONE.in_lang(lang).to_owned(),
        n => texts::SAYS_VOTES.fill(lang, &[("n", &n.to_string())]),
    };
    written.line(BlockKind::Paragraph, voted);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_goes_on_after_its_full_stop() {
        for (words, goes_on) in [
            ("Planter avec la mairie. ", "Planter avec la mairie"),
            ("Qui plante ?", "Qui plante ?"),
            ("Un banc...", "Un banc..."),
            ("Un banc…", "Un banc…"),
            (".", ""),
        ] {
            assert_eq!(clause(words), goes_on);
        }
    }
}
