//! Places in an order that several people change at once.
//! Owns: ranks, words whose alphabetical order is the order of rows. Does not know: what a row is.
//!
//! A rank is a fraction between 0 and 1, written in base 62 without its point and without a final
//! zero; so between two different ranks there is always another. Two people who insert at the same
//! place may get one rank twice: whoever sorts settles that with the rows' ids.

/// In the order of bytes, which is the order in which ranks are compared.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// One more than the last digit.
const BASE: u8 = 62;

/// A rank between two others; `None` stands for the end of the list on that side.
///
/// Ranks come from peers and may be anything. They are read up to the first character that is no
/// digit; an upper bound that is not above the lower one is no bound. The answer is then still a
/// rank, only not one that lies between.
pub fn between(a: Option<&str>, b: Option<&str>) -> String {
    let low = a.map(digits).unwrap_or_default();
    let high = b.map(digits).filter(|high| *high > low).unwrap_or_default();
    let rank = match (low.is_empty(), high.is_empty()) {
        (true, true) => vec![BASE / 2],
        (true, false) => before(&high),
        (false, true) => after(&low),
        (false, false) => within(&low, &high),
    };
    spell(&rank)
}

/// That many ranks in order, evenly spread and as short as they can be.
pub fn spaced(n: usize) -> Vec<String> {
    let wanted = n as u128 + 1;
    let base = u128::from(BASE);
    let mut width = 1;
    let mut room = base;
    while room < wanted {
        width += 1;
        room *= base;
    }
    (1..wanted)
        .map(|i| {
            let mut rest = i * room / wanted;
            let mut rank = vec![0; width];
            for digit in rank.iter_mut().rev() {
                *digit = (rest % base) as u8;
                rest /= base;
            }
            spell(&rank)
        })
        .collect()
}

/// A rank just below: one step down at the first digit that can take it, so that a list filled from
/// its front grows by one digit every sixty rows.
fn before(high: &[u8]) -> Vec<u8> {
    // A rank has no final zero, hence a digit above zero.
    let at = high.iter().position(|digit| *digit > 0).unwrap_or(0);
    let mut rank = high[..=at].to_vec();
    match rank[at] {
        2.. => rank[at] -= 1,
        // `1` followed by more: the `1` alone is below.
        _ if high.len() > at + 1 => {}
        _ => {
            rank[at] = 0;
            rank.push(BASE - 1);
        }
    }
    rank
}

/// A rank just above: the counterpart of [`before`] for a list filled from its end.
fn after(low: &[u8]) -> Vec<u8> {
    match low.iter().position(|digit| *digit < BASE - 1) {
        Some(at) => {
            let mut rank = low[..=at].to_vec();
            rank[at] += 1;
            rank
        }
        None => [low, &[1]].concat(),
    }
}

/// A rank between two, as short as it can be and near the middle.
fn within(low: &[u8], high: &[u8]) -> Vec<u8> {
    let digit = |rank: &[u8], i: usize| rank.get(i).copied().unwrap_or(0);
    let same = (0..high.len()).take_while(|&i| digit(low, i) == high[i]).count();
    // `low < high` and `high` has no final zero: they differ within the length of `high`.
    let (down, up) = (digit(low, same), digit(high, same));
    let mut rank = high[..same].to_vec();
    if up - down > 1 {
        rank.push(down + (up - down) / 2);
    } else if high.len() > same + 1 {
        rank.push(up);
    } else {
        rank.push(down);
        match low.get(same + 1..) {
            Some(rest) if !rest.is_empty() => rank.extend(after(rest)),
            _ => rank.push(BASE / 2),
        }
    }
    rank
}

/// The values of a rank's digits, final zeros left out.
fn digits(rank: &str) -> Vec<u8> {
    let value = |byte: u8| DIGITS.binary_search(&byte).ok();
    let mut digits: Vec<u8> = rank.bytes().map_while(value).map(|i| i as u8).collect();
    let length = digits.iter().rposition(|digit| *digit > 0).map_or(0, |last| last + 1);
    digits.truncate(length);
    digits
}

fn spell(rank: &[u8]) -> String {
    let length = rank.iter().rposition(|digit| *digit > 0).map_or(0, |last| last + 1);
    rank[..length].iter().map(|digit| char::from(DIGITS[usize::from(*digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};

    fn is_rank(text: &str) -> bool {
        !text.is_empty()
            && !text.ends_with('0')
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    /// Inserts a rank at `at` and checks that it lies there.
    fn insert(ranks: &mut Vec<String>, at: usize) {
        let low = at.checked_sub(1).map(|i| ranks[i].as_str());
        let high = ranks.get(at).map(String::as_str);
        let rank = between(low, high);
        assert!(is_rank(&rank), "{rank}");
        assert!(low.is_none_or(|low| low < rank.as_str()), "{low:?} < {rank}");
        assert!(high.is_none_or(|high| rank.as_str() < high), "{rank} < {high:?}");
        ranks.insert(at, rank);
    }

    fn longest(ranks: &[String]) -> usize {
        ranks.iter().map(String::len).max().unwrap_or(0)
    }

    #[test]
    fn random_insertions_stay_in_order() {
        for seed in 0..20 {
            println!("seed {seed}");
            let mut rng = StdRng::seed_from_u64(seed);
            let mut ranks = spaced(rng.random_range(0..200));
            for _ in 0..1_000 {
                let at = rng.random_range(0..=ranks.len());
                insert(&mut ranks, at);
            }
            assert!(ranks.is_sorted());
            assert!(longest(&ranks) < 20, "{}", longest(&ranks));
        }
    }

    #[test]
    fn insertions_at_one_place_grow_slowly() {
        type Position = fn(usize) -> usize;
        let places: [(&str, Position, usize); 5] = [
            ("at the front", |_| 0, 20),
            ("at the end", |len| len, 20),
            ("after the last one inserted", |len| len - 1, 20),
            ("towards one point", |len| len / 2, 210),
            ("after the first", |_| 1, 210),
        ];
        for (name, place, most) in places {
            let mut ranks = spaced(2);
            for _ in 0..1_000 {
                let at = place(ranks.len());
                insert(&mut ranks, at);
            }
            assert!(longest(&ranks) <= most, "{name}: {}", longest(&ranks));
        }
    }

    #[test]
    fn spaced_ranks_are_ordered_and_short() {
        assert_eq!(spaced(0), Vec::<String>::new());
        assert_eq!(spaced(1), ["V"]);
        for (n, width) in [(2, 1), (10, 1), (61, 1), (62, 2), (500, 2), (3_843, 2), (3_844, 3)] {
            let ranks = spaced(n);
            assert_eq!(ranks.len(), n);
            assert!(ranks.is_sorted_by(|a, b| a < b), "{n}");
            assert!(ranks.iter().all(|rank| is_rank(rank)), "{n}");
            assert_eq!(longest(&ranks), width, "{n}");
        }
    }

    #[test]
    fn any_two_words_give_a_rank() {
        let words = [
            "", "0", "000", "V0", "zzzz", "z", "1", "01", "0z", "V", "V", "é", "Vé", "-", "V V",
            "\u{0}", "🙂", "zzzz{", "1000", "001",
        ];
        for a in words {
            assert!(is_rank(&between(Some(a), None)), "{a:?}..");
            assert!(is_rank(&between(None, Some(a))), "..{a:?}");
            for b in words {
                assert!(is_rank(&between(Some(a), Some(b))), "{a:?}..{b:?}");
            }
        }
        assert_eq!(between(None, None), "V");
        assert_eq!(between(Some("V"), Some("V")), "W", "equal neighbours: after them");
        assert_eq!(between(Some("k"), Some("V")), "l", "wrong way round: after the first");
    }

    #[test]
    fn random_ranks_always_have_one_between() {
        for seed in 0..20_000 {
            let mut rng = StdRng::seed_from_u64(seed);
            // Few digits, so that long common beginnings and runs of zeros and z come often.
            let mut rank = || {
                let length = rng.random_range(1..6);
                let text: String = (0..length)
                    .map(|_| ['0', '1', 'V', 'y', 'z'][rng.random_range(0..5)])
                    .collect();
                text.trim_end_matches('0').to_owned()
            };
            let (mut a, mut b) = (rank(), rank());
            if a > b {
                std::mem::swap(&mut a, &mut b);
            }
            if is_rank(&a) && a < b {
                let middle = between(Some(&a), Some(&b));
                assert!(
                    is_rank(&middle) && a < middle && middle < b,
                    "seed {seed}: {a} {middle} {b}"
                );
            }
        }
    }
}
