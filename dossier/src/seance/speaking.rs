//! Who speaks: who asked, in their order, who has the floor, how long each quality had it, which of
//! them the hall has not heard. Owns: [`Turn`] and what follows from turns. Does not know: how they
//! are kept; who is present and the time are arguments.

/// A quality that is here and was not heard for so long is worth a sign, milliseconds.
pub const SILENCE: i64 = 20 * 60_000;

/// Somebody who asked for the floor, has it, or had it. Times are milliseconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    pub id: String,
    /// None for who has no device, or is not known any more.
    pub account: Option<String>,
    /// As they call themselves; empty for none.
    pub name: String,
    /// The table they sit at; empty for none.
    pub seat: String,
    pub quality: String,
    pub began_at: Option<i64>,
    pub ended_at: Option<i64>,
}

/// What a phone asks of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// To speak.
    Ask,
    /// To be taken off the list.
    Withdraw,
}

impl Request {
    pub fn as_str(self) -> &'static str {
        match self {
            Request::Ask => "ask",
            Request::Withdraw => "withdraw",
        }
    }

    pub fn parse(word: &str) -> Option<Request> {
        [Request::Ask, Request::Withdraw].into_iter().find(|one| one.as_str() == word)
    }
}

/// Who waits, in their order, which is that of the turns.
pub fn waiting(turns: &[Turn]) -> impl Iterator<Item = &Turn> {
    turns.iter().filter(|turn| turn.began_at.is_none())
}

/// Who has the floor.
pub fn speaking(turns: &[Turn]) -> Option<&Turn> {
    turns.iter().find(|turn| turn.began_at.is_some() && turn.ended_at.is_none())
}

/// What a quality has said so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    pub quality: String,
    pub milliseconds: i64,
    pub turns: i64,
}

/// The time of each quality that has spoken, in the order in which they first did.
pub fn times(turns: &[Turn], now: i64) -> Vec<Time> {
    let mut spoken: Vec<&Turn> = turns.iter().filter(|turn| turn.began_at.is_some()).collect();
    spoken.sort_by_key(|turn| turn.began_at);
    let mut times: Vec<Time> = Vec::new();
    for turn in spoken {
        let began = turn.began_at.unwrap_or(now);
        let took = turn.ended_at.unwrap_or(now).saturating_sub(began).max(0);
        match times.iter_mut().find(|time| time.quality == turn.quality) {
            Some(time) => {
                time.milliseconds += took;
                time.turns += 1;
            }
            None => {
                times.push(Time { quality: turn.quality.clone(), milliseconds: took, turns: 1 });
            }
        }
    }
    times
}

/// Who might come first: the first who waits of a quality that was not heard yet, unless they are
/// the first anyway. The facilitator decides.
pub fn suggested(turns: &[Turn]) -> Option<&Turn> {
    let is_heard = |turn: &&Turn| {
        turns.iter().any(|other| other.began_at.is_some() && other.quality == turn.quality)
    };
    let first = waiting(turns).next()?;
    waiting(turns).find(|turn| !is_heard(turn)).filter(|turn| turn.id != first.id)
}

/// Which of the qualities that are here were not heard for [`SILENCE`], and for how long; `elapsed`
/// is what the plan has taken so far: silence before it is none.
pub fn unheard<'q>(
    turns: &[Turn],
    here: impl IntoIterator<Item = &'q str>,
    elapsed: i64,
    now: i64,
) -> Vec<(&'q str, i64)> {
    let silent = |quality: &'q str| {
        let theirs = turns.iter().filter(|turn| turn.quality == quality);
        let heard = theirs.filter(|turn| turn.began_at.is_some());
        let last = heard.map(|turn| turn.ended_at.unwrap_or(now)).max();
        let since = last.map_or(elapsed, |last| now.saturating_sub(last).min(elapsed));
        (since >= SILENCE).then_some((quality, since))
    };
    here.into_iter().filter_map(silent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn turn(id: &str, quality: &str, began: Option<i64>, ended: Option<i64>) -> Turn {
        let minutes = |at: Option<i64>| at.map(|at| at * MINUTE);
        let (id, quality) = (id.to_owned(), quality.to_owned());
        Turn { id, quality, began_at: minutes(began), ended_at: minutes(ended), ..Turn::default() }
    }

    #[test]
    fn turns_are_counted_by_quality_and_who_speaks_goes_on() {
        let turns = [
            turn("1", "parents", Some(5), Some(7)),
            turn("2", "teachers", Some(1), Some(5)),
            turn("3", "parents", Some(9), None),
            turn("4", "teachers", None, None),
        ];
        let time = |quality: &str, minutes, turns| Time {
            quality: quality.to_owned(),
            milliseconds: minutes * MINUTE,
            turns,
        };
        assert_eq!(times(&turns, 12 * MINUTE), [time("teachers", 4, 1), time("parents", 5, 2)]);
        assert_eq!(
            times(&turns, 0)[1].milliseconds,
            2 * MINUTE,
            "a clock that steps back adds nothing"
        );
        assert_eq!(speaking(&turns).map(|turn| turn.id.as_str()), Some("3"));
        assert_eq!(waiting(&turns).map(|turn| turn.id.as_str()).collect::<Vec<_>>(), ["4"]);
    }

    #[test]
    fn who_was_not_heard_might_come_first() {
        let mut turns = vec![
            turn("1", "teachers", Some(1), Some(5)),
            turn("2", "teachers", None, None),
            turn("3", "pupils", None, None),
        ];
        assert_eq!(suggested(&turns).map(|turn| turn.id.as_str()), Some("3"));
        turns.remove(1);
        assert_eq!(suggested(&turns), None, "they are the first");
        turns.insert(1, turn("4", "teachers", None, None));
        turns.push(turn("5", "pupils", Some(6), Some(7)));
        assert_eq!(suggested(&turns), None, "they were heard");
    }

    #[test]
    fn a_quality_that_is_here_and_silent_for_twenty_minutes_of_the_plan_is_told() {
        let turns = [
            turn("1", "teachers", Some(100), Some(110)),
            turn("2", "parents", Some(90), Some(104)),
            turn("3", "agents", Some(111), None),
        ];
        let here = ["teachers", "parents", "agents", "pupils"];
        let told = |elapsed, now| {
            let silent = unheard(&turns, here, elapsed * MINUTE, now * MINUTE);
            silent.into_iter().map(|(who, since)| (who, since / MINUTE)).collect::<Vec<_>>()
        };
        assert_eq!(told(19, 124), []);
        assert_eq!(told(22, 124), [("parents", 20), ("pupils", 22)]);
        assert_eq!(told(60, 131), [("teachers", 21), ("parents", 27), ("pupils", 60)]);
    }
}
