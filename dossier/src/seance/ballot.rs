//! Votes of the hall: what a ballot may say, and what comes out. Owns: [`Vote`], [`Kind`],
//! [`Ballot`], [`Tally`]. Does not know: whose a ballot is, beyond the quality it is counted under.

use std::collections::BTreeMap;
use std::ops::Deref;

/// The most dots that a vote gives each person.
pub const MAX_DOTS: u32 = 10;

/// How is voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Each has so many dots to give to what is proposed, several to one if they like.
    Dots(u32),
    /// One proposal: who can live with it. Consent is no majority: each objection is heard.
    Consent,
}

impl Kind {
    /// As it is kept: `dots:3`, `consent`.
    pub fn as_word(self) -> String {
        match self {
            Kind::Dots(each) => format!("dots:{each}"),
            Kind::Consent => "consent".to_owned(),
        }
    }

    pub fn parse(word: &str) -> Option<Kind> {
        if word == "consent" {
            return Some(Kind::Consent);
        }
        let each = word.strip_prefix("dots:")?.parse().ok()?;
        (1..=MAX_DOTS).contains(&each).then_some(Kind::Dots(each))
    }
}

/// What somebody answers to a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// « Je peux vivre avec. »
    Yes,
    /// Goes along, and says what is to be minded.
    Reserve,
    /// Objects.
    No,
}

impl Answer {
    pub const ALL: [Answer; 3] = [Answer::Yes, Answer::Reserve, Answer::No];

    pub const fn as_str(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::Reserve => "reserve",
            Answer::No => "no",
        }
    }

    pub fn parse(word: &str) -> Option<Answer> {
        Answer::ALL.into_iter().find(|answer| answer.as_str() == word)
    }
}

/// What one participant says: dots by the number of the option, or an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ballot {
    Dots(BTreeMap<usize, u32>),
    Answer(Answer),
}

/// Why a ballot does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoilt {
    /// It cannot be read, or is of another kind of vote.
    Unreadable,
    /// It gives more dots than each has.
    TooMany,
    /// It is for something that is not proposed.
    Unknown,
}

impl Ballot {
    /// As it is sent and kept: `0:2 3:1`, or `yes`. No dots at all is a ballot: one can take back.
    pub fn read(kind: Kind, options: usize, words: &str) -> Result<Ballot, Spoilt> {
        let Kind::Dots(each) = kind else {
            return Answer::parse(words).map(Ballot::Answer).ok_or(Spoilt::Unreadable);
        };
        let mut dots = BTreeMap::new();
        for given in words.split_whitespace() {
            let (option, count) = given.split_once(':').ok_or(Spoilt::Unreadable)?;
            let (option, count) =
                option.parse().ok().zip(count.parse().ok()).ok_or(Spoilt::Unreadable)?;
            if option >= options {
                return Err(Spoilt::Unknown);
            }
            if count > each || dots.insert(option, count).is_some() {
                return Err(Spoilt::TooMany);
            }
        }
        dots.retain(|_, count| *count > 0);
        let total: u32 = dots.values().sum();
        if total > each { Err(Spoilt::TooMany) } else { Ok(Ballot::Dots(dots)) }
    }

    pub fn as_words(&self) -> String {
        match self {
            Ballot::Answer(answer) => answer.as_str().to_owned(),
            Ballot::Dots(dots) => {
                let given = dots.iter().map(|(option, count)| format!("{option}:{count}"));
                given.collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// A vote of a séance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    pub id: String,
    pub kind: Kind,
    pub question: String,
    pub options: Vec<String>,
    pub secret: bool,
    pub at: i64,
    pub closed_at: Option<i64>,
    pub results_shown: bool,
}

impl Vote {
    pub fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }
}

/// Why somebody does not simply go along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub answer: Answer,
    /// Of [`ATTENDANCE`](crate::form::lists::ATTENDANCE); none in a secret vote.
    pub quality: Option<String>,
    pub words: String,
}

/// A vote with what came out so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedVote {
    pub vote: Vote,
    pub tally: Tally,
    /// Why some have a reservation or object.
    pub reasons: Vec<Reason>,
}

impl Deref for CountedVote {
    type Target = Vote;

    fn deref(&self) -> &Vote {
        &self.vote
    }
}

/// What came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many took part.
    pub voters: usize,
    /// What each option has: dots, or how many gave that answer in the order of [`Answer::ALL`].
    pub counts: Vec<u32>,
    /// The same by quality; empty where the vote is secret.
    pub by_quality: BTreeMap<String, Vec<u32>>,
}

/// Counts ballots, each with the quality it is counted under; none where the vote is secret.
pub fn tally<'b>(
    kind: Kind,
    options: usize,
    ballots: impl IntoIterator<Item = (Option<&'b str>, &'b Ballot)>,
) -> Tally {
    let width = if kind == Kind::Consent { Answer::ALL.len() } else { options };
    let mut tally = Tally { counts: vec![0; width], ..Tally::default() };
    for (quality, ballot) in ballots {
        let given: Vec<(usize, u32)> = match ballot {
            Ballot::Dots(dots) => dots.iter().map(|(option, count)| (*option, *count)).collect(),
            Ballot::Answer(answer) => vec![(*answer as usize, 1)],
        };
        // Whoever took every dot back has not taken part.
        tally.voters += usize::from(!given.is_empty());
        let add = |counts: &mut Vec<u32>| {
            for (option, count) in &given {
                if let Some(sum) = counts.get_mut(*option) {
                    *sum += count;
                }
            }
        };
        add(&mut tally.counts);
        if let Some(quality) = quality.filter(|_| !given.is_empty()) {
            add(tally.by_quality.entry(quality.to_owned()).or_insert_with(|| vec![0; width]));
        }
    }
    tally
}

/// The options with the most first; equal ones stay in their order.
pub fn ranked(counts: &[u32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|option| std::cmp::Reverse(counts[*option]));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ballot_gives_no_more_than_each_has_and_only_to_what_is_proposed() {
        let read = |words| Ballot::read(Kind::Dots(3), 4, words);
        assert_eq!(read("0:2 3:1").map(|ballot| ballot.as_words()).as_deref(), Ok("0:2 3:1"));
        assert_eq!(read(" 2:0 ").map(|ballot| ballot.as_words()).as_deref(), Ok(""));
        for (words, wrong) in [
            ("0:4", Spoilt::TooMany),
            ("0:2 1:2", Spoilt::TooMany),
            ("0:1 0:1", Spoilt::TooMany),
            ("0:4294967295 1:4294967295", Spoilt::TooMany),
            ("4:1", Spoilt::Unknown),
            ("0:-1", Spoilt::Unreadable),
            ("0", Spoilt::Unreadable),
            ("yes", Spoilt::Unreadable),
        ] {
            assert_eq!(read(words), Err(wrong), "{words}");
        }
        assert_eq!(Ballot::read(Kind::Consent, 1, "reserve"), Ok(Ballot::Answer(Answer::Reserve)));
        assert_eq!(Ballot::read(Kind::Consent, 1, "0:1"), Err(Spoilt::Unreadable));
    }

    #[test]
    fn kinds_are_read_as_they_are_kept() {
        for kind in [Kind::Dots(1), Kind::Dots(MAX_DOTS), Kind::Consent] {
            assert_eq!(Kind::parse(&kind.as_word()), Some(kind));
        }
        for word in ["dots:0", "dots:11", "dots:", "dots", ""] {
            assert_eq!(Kind::parse(word), None, "{word}");
        }
    }

    #[test]
    fn what_comes_out_is_counted_by_quality_only_where_the_vote_is_not_secret() {
        let dots = |words| Ballot::read(Kind::Dots(3), 3, words).unwrap();
        let (one, two, none) = (dots("0:2 2:1"), dots("2:3"), dots(""));
        let open = [(Some("parent"), &one), (Some("teacher"), &two), (Some("parent"), &none)];
        let counted = tally(Kind::Dots(3), 3, open);
        assert_eq!((counted.voters, &counted.counts), (2, &vec![2, 0, 4]));
        let parents = counted.by_quality.get("parent").cloned();
        assert_eq!((parents, counted.by_quality.len()), (Some(vec![2, 0, 1]), 2));
        assert_eq!(ranked(&counted.counts), [2, 0, 1]);
        let secret = tally(Kind::Dots(3), 3, open.map(|(_, ballot)| (None, ballot)));
        assert_eq!((secret.counts, secret.by_quality.len()), (counted.counts, 0));

        let (yes, no) = (Ballot::Answer(Answer::Yes), Ballot::Answer(Answer::No));
        let round = tally(Kind::Consent, 1, [(None, &yes), (None, &no), (None, &yes)]);
        assert_eq!((round.voters, round.counts), (3, vec![2, 0, 1]));
    }
}
