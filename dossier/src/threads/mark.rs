//! Where a thread stands, as one line of text: all that an open dossier needs to know of a thread.
//! Owns: [`Mark`], the lines of marks and of anchors. Does not know: what is said in a thread.
//!
//! The columns are divided by tabs: id, kind, `open` or `ended`, then the anchor: section, path,
//! the two ends of the passage in hexadecimal digits, the quote. What there is none of is empty.
//! The quote, which people wrote, has its tabs and ends of lines escaped.

use super::{Anchor, Kind, Thread};
use crate::document::path::Path;
use crate::form::SectionId;

/// What of a thread is drawn in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub thread: String,
    pub kind: Kind,
    pub open: bool,
    pub place: Anchor,
}

const OPEN: &str = "open";
const ENDED: &str = "ended";

/// The characters that would end a column or a line, and the letters that stand for them.
const ESCAPES: [(char, char); 4] = [('\\', '\\'), ('\t', 't'), ('\n', 'n'), ('\r', 'r')];

impl Mark {
    pub fn of(thread: &Thread) -> Mark {
        Mark {
            thread: thread.id.clone(),
            kind: thread.kind,
            open: thread.resolved.is_none(),
            place: thread.place.clone(),
        }
    }

    pub fn line(&self) -> String {
        let state = if self.open { OPEN } else { ENDED };
        [&self.thread, self.kind.name(), state, &self.place.line()].join("\t")
    }

    /// Reads a [line](Mark::line); `None` if it is none.
    pub fn read(line: &str) -> Option<Mark> {
        let mut columns = line.splitn(4, '\t');
        let thread = columns.next().filter(|id| !id.is_empty())?.to_owned();
        let kind = Kind::from_name(columns.next()?)?;
        let open = match columns.next()? {
            OPEN => true,
            ENDED => false,
            _ => return None,
        };
        Some(Mark { thread, kind, open, place: Anchor::read(columns.next()?)? })
    }
}

impl Anchor {
    /// The anchor's columns of the line of a mark.
    pub fn line(&self) -> String {
        let path = self.path.as_ref().map(Path::as_str).unwrap_or_default();
        let (start, end) = match &self.span {
            Some((start, end)) => (digits(start), digits(end)),
            None => Default::default(),
        };
        [self.section.name(), path, &start, &end, &escaped(&self.quote)].join("\t")
    }

    /// Reads a [line](Anchor::line); `None` if it is none.
    pub fn read(line: &str) -> Option<Anchor> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [section, path, start, end, quote] = columns.as_slice() else { return None };
        let span = match (*start, *end) {
            ("", "") => None,
            ("", _) | (_, "") => return None,
            (start, end) => Some((bytes(start)?, bytes(end)?)),
        };
        Some(Anchor {
            section: SectionId::from_name(section)?,
            path: (!path.is_empty()).then(|| Path::field(path)),
            span,
            quote: unescaped(quote)?,
        })
    }
}

fn digits(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let halves: Option<Vec<u32>> = digits.chars().map(|digit| digit.to_digit(16)).collect();
    let byte = |pair: &[u32]| match pair {
        [high, low] => Some((high << 4 | low) as u8),
        _ => None,
    };
    halves?.chunks(2).map(byte).collect()
}

fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match ESCAPES.iter().find(|(meant, _)| *meant == c) {
            Some((_, letter)) => line.extend(['\\', *letter]),
            None => line.push(c),
        }
    }
    line
}

fn unescaped(line: &str) -> Option<String> {
    let mut text = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(c) = letters.next() {
        text.push(match c {
            '\\' => {
                let letter = letters.next()?;
                ESCAPES.iter().find(|(_, known)| *known == letter)?.0
            }
            // A line that holds one was not written by us.
            '\t' | '\n' | '\r' => return None,
            c => c,
        });
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors() -> [Anchor; 4] {
        let section = SectionId::Budget;
        let whole = Anchor { section, path: None, span: None, quote: String::new() };
        let path = Some(Path::field("budget.comment"));
        [
            Anchor { path: path.clone(), ..whole.clone() },
            Anchor { path: Some(Path::field("budget.lines/b01/label")), ..whole.clone() },
            Anchor {
                section: SectionId::FollowUp,
                path,
                span: Some((vec![0, 1, 0x7f, 0x80, 0xff], vec![10])),
                quote: "a\tb\\t\n\r\n\\n \"é\" <b> \u{1f333}\\".to_owned(),
            },
            whole,
        ]
    }

    #[test]
    fn a_mark_is_one_line_and_reads_back() {
        for place in anchors() {
            for (kind, open) in [(Kind::Comment, true), (Kind::Reservation, false)] {
                let thread = "018f3c5e-7b9d-7c3a-8a5d-1f2e3d4c5b6a".to_owned();
                let mark = Mark { thread, kind, open, place: place.clone() };
                let line = mark.line();
                assert!(!line.contains(['\n', '\r']), "{line:?}");
                assert_eq!(Mark::read(&line), Some(mark));
            }
            assert_eq!(Anchor::read(&place.line()), Some(place));
        }
        assert_eq!(anchors()[0].line(), "budget\tbudget.comment\t\t\t");
        assert_eq!(
            anchors()[2].line(),
            "followUp\tbudget.comment\t00017f80ff\t0a\t\
             a\\tb\\\\t\\n\\r\\n\\\\n \"é\" <b> \u{1f333}\\\\"
        );
    }

    #[test]
    fn an_anchor_is_written_as_the_browser_reads_it() {
        #[derive(serde::Deserialize)]
        struct Case {
            line: String,
            anchor: Anchor,
        }
        let cases = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/twins/anchors.json"));
        for Case { line, anchor } in serde_json::from_str::<Vec<Case>>(cases).expect("cases") {
            assert_eq!(anchor.line(), line);
            assert_eq!(Anchor::read(&line), Some(anchor));
        }
    }

    #[test]
    fn what_is_no_line_is_refused() {
        let sound = "t\tcomment\topen\tbudget\tbudget.comment\t01\t0a\ta\\nb";
        assert!(Mark::read(sound).is_some());
        for (part, other) in [
            ("t\t", "\t"),
            ("comment\t", "praise\t"),
            ("open", "ajar"),
            ("budget\t", "nothing\t"),
            ("\t01", "\t"),
            ("\t0a", "\t"),
            ("01", "1"),
            ("01", "0g"),
            ("01", "é"),
            ("01", "+1"),
            ("\\n", "\\x"),
            ("\\n", "\n"),
            ("\\nb", "\t"),
            ("\\nb", "\\"),
            ("\ta\\nb", ""),
            (sound, ""),
        ] {
            let line = sound.replacen(part, other, 1);
            assert_eq!(Mark::read(&line), None, "{line:?}");
        }
    }
}
