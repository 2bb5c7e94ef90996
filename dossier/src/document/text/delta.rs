//! Changes to a text, in the shape Quill gave the trade: a list of insert, retain and delete.
//! Owns: [`Op`], what attributes a text may carry, and the smallest change between two lines.
//! Does not know: yrs, and how a text is shown.
//!
//! Offsets and lengths are UTF-16 code units, as JavaScript counts.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Formats by name: `bold`, `italic`, `link` on characters; `header`, `list`, `indent`,
/// `blockquote` on a `\n`. A `null` removes the format.
pub type Attributes = BTreeMap<String, Json>;

/// One step of a change, in order from the start of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, try_from = "Step")]
pub enum Op {
    Insert {
        insert: Insert,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attributes: Option<Attributes>,
    },
    Retain {
        retain: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attributes: Option<Attributes>,
    },
    Delete {
        delete: u32,
    },
}

/// What is inserted. Préau writes words only; an embed can come from another Yjs client and counts
/// as one character that nobody shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, from = "Json")]
pub enum Insert {
    Words(String),
    Embed(Json),
}

/// A step as JSON has it. Read as one of three that are tried in turn, it would be copied each
/// time, by code that browsers load.
#[derive(Deserialize)]
struct Step {
    insert: Option<Insert>,
    retain: Option<u32>,
    delete: Option<u32>,
    attributes: Option<Attributes>,
}

impl TryFrom<Step> for Op {
    type Error = &'static str;

    fn try_from(step: Step) -> Result<Op, &'static str> {
        let Step { insert, retain, delete, attributes } = step;
        match (insert, retain, delete) {
            (Some(insert), None, None) => Ok(Op::Insert { insert, attributes }),
            (None, Some(retain), None) => Ok(Op::Retain { retain, attributes }),
            (None, None, Some(delete)) => Ok(Op::Delete { delete }),
            _ => Err("a step inserts, retains or deletes"),
        }
    }
}

impl From<Json> for Insert {
    fn from(json: Json) -> Insert {
        match json {
            Json::String(words) => Insert::Words(words),
            embed => Insert::Embed(embed),
        }
    }
}

impl Op {
    pub fn insert(words: impl Into<String>) -> Op {
        Op::Insert { insert: Insert::Words(words.into()), attributes: None }
    }

    pub fn insert_with(words: impl Into<String>, attributes: Attributes) -> Op {
        let attributes = (!attributes.is_empty()).then_some(attributes);
        Op::Insert { insert: Insert::Words(words.into()), attributes }
    }

    pub const fn retain(retain: u32) -> Op {
        Op::Retain { retain, attributes: None }
    }

    pub const fn delete(delete: u32) -> Op {
        Op::Delete { delete }
    }
}

/// The length of `text` as JavaScript counts it.
pub fn utf16_len(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

/// Whether a format may be stored: a known name with a value of the right shape. Everything else
/// is dropped on the way in and on the way out, so a hostile peer's attribute is never shown.
pub fn is_known_format(name: &str, value: &Json) -> bool {
    match name {
        "bold" | "italic" | "blockquote" => value.as_bool() == Some(true),
        "link" => value.as_str().is_some_and(is_safe_link),
        "header" => matches!(value.as_f64(), Some(level) if [1.0, 2.0, 3.0].contains(&level)),
        "list" => matches!(value.as_str(), Some("bullet" | "ordered")),
        "indent" => matches!(value.as_f64(), Some(indent) if (1.0..=8.0).contains(&indent)),
        _ => false,
    }
}

/// Links lead to the web or to a mailbox, nowhere else. Control characters and spaces are refused
/// because browsers drop some of them before they read the scheme.
pub fn is_safe_link(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    known && href.len() <= 2_000 && !href.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// Keeps only what [`is_known_format`] lets through, and removals (`null`) of known names.
pub fn known_formats(attributes: Option<Attributes>) -> Option<Attributes> {
    const NAMES: [&str; 7] = ["bold", "italic", "link", "header", "list", "indent", "blockquote"];
    let kept: Attributes = attributes?
        .into_iter()
        .filter(|(name, value)| {
            is_known_format(name, value) || value.is_null() && NAMES.contains(&name.as_str())
        })
        .collect();
    (!kept.is_empty()).then_some(kept)
}

/// The smallest change from `old` to `new`: one deletion and one insertion between the common
/// start and the common end. `caret` is where the writer's caret stands in `new`, in UTF-16 units:
/// it decides which of several equal letters was typed.
pub fn line_change(old: &str, new: &str, caret: Option<u32>) -> Vec<Op> {
    let old: Vec<char> = old.chars().collect();
    let new: Vec<char> = new.chars().collect();
    let shortest = old.len().min(new.len());
    let mut start = (0..shortest).take_while(|&i| old[i] == new[i]).count();
    if let Some(caret) = caret {
        // What was typed ends at the caret, so the common start may not reach past the point
        // where the grown part would begin.
        let mut units = 0;
        let caret = new
            .iter()
            .take_while(|c| {
                units += c.len_utf16() as u32;
                units <= caret
            })
            .count();
        let grown = new.len().saturating_sub(old.len());
        start = start.min(caret.saturating_sub(grown));
    }
    let end = (0..shortest - start)
        .take_while(|&i| old[old.len() - 1 - i] == new[new.len() - 1 - i])
        .count();
    let units = |chars: &[char]| chars.iter().map(|c| c.len_utf16() as u32).sum::<u32>();
    let removed = units(&old[start..old.len() - end]);
    let added: String = new[start..new.len() - end].iter().collect();
    let mut ops = Vec::new();
    if removed == 0 && added.is_empty() {
        return ops;
    }
    if start > 0 {
        ops.push(Op::retain(units(&old[..start])));
    }
    if removed > 0 {
        ops.push(Op::delete(removed));
    }
    if !added.is_empty() {
        ops.push(Op::insert(added));
    }
    ops
}

/// Where an offset of the old text is found after the change. An insertion exactly at the offset
/// leaves it before the new words, as a caret that is not the writer's expects.
pub fn follow(ops: &[Op], offset: u32) -> u32 {
    let (mut old, mut new) = (0, 0);
    for op in ops {
        if old > offset || (old == offset && matches!(op, Op::Insert { .. })) {
            break;
        }
        match op {
            Op::Retain { retain, .. } => {
                if offset < old + retain {
                    break;
                }
                old += retain;
                new += retain;
            }
            Op::Delete { delete } => {
                if offset < old + delete {
                    return new;
                }
                old += delete;
            }
            Op::Insert { insert, .. } => {
                new += match insert {
                    Insert::Words(words) => utf16_len(words),
                    Insert::Embed(_) => 1,
                }
            }
        }
    }
    new + offset.saturating_sub(old)
}

/// A line's change (see [`line_change`]) as it reads after `remote`, a change of the same text that
/// the line did not show yet.
pub fn rebase(local: &[Op], remote: &[Op]) -> Vec<Op> {
    let (mut start, mut removed, mut added) = (0, 0, None);
    for op in local {
        match op {
            Op::Retain { retain, .. } => start += retain,
            Op::Delete { delete } => removed += delete,
            Op::Insert { insert, .. } => added = Some(insert.clone()),
        }
    }
    let from = follow(remote, start);
    let to = follow(remote, start + removed);
    let mut ops = Vec::new();
    if from > 0 {
        ops.push(Op::retain(from));
    }
    if to > from {
        ops.push(Op::delete(to - from));
    }
    ops.extend(added.map(|insert| Op::Insert { insert, attributes: None }));
    ops
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn apply(old: &str, ops: &[Op]) -> String {
        let old: Vec<u16> = old.encode_utf16().collect();
        let (mut at, mut new) = (0usize, Vec::new());
        for op in ops {
            match op {
                Op::Retain { retain, .. } => {
                    new.extend_from_slice(&old[at..at + *retain as usize]);
                    at += *retain as usize;
                }
                Op::Delete { delete } => at += *delete as usize,
                Op::Insert { insert: Insert::Words(words), .. } => new.extend(words.encode_utf16()),
                Op::Insert { .. } => unreachable!("lines hold words only"),
            }
        }
        new.extend_from_slice(&old[at..]);
        String::from_utf16(&new).expect("no surrogate is split")
    }

    #[test]
    fn a_line_change_is_small_and_right() {
        let words = ["", "a", "aa", "école", "l’école", "🎒 sac", "🎒🎒", "sac 🎒", "ab🎒ba", "é"];
        for old in words {
            for new in words {
                for caret in [None, Some(0), Some(utf16_len(new)), Some(1)] {
                    let ops = line_change(old, new, caret);
                    assert_eq!(apply(old, &ops), new, "{old:?} -> {new:?} at {caret:?}");
                }
            }
        }
    }

    #[test]
    fn the_caret_says_which_letter_was_typed() {
        assert_eq!(line_change("aaa", "aaaa", Some(1)), vec![Op::insert("a")]);
        assert_eq!(line_change("aaa", "aaaa", Some(3)), vec![Op::retain(2), Op::insert("a")]);
    }

    #[test]
    fn a_caret_follows_the_words_around_it() {
        let ops = [Op::retain(2), Op::delete(3), Op::insert("xy")];
        for (offset, expected) in [(0, 0), (2, 2), (3, 2), (4, 2), (5, 2), (6, 5)] {
            assert_eq!(follow(&ops, offset), expected, "offset {offset}");
        }
        assert_eq!(follow(&[Op::insert("ab")], 0), 0);
        assert_eq!(follow(&[Op::insert("ab")], 1), 3);
    }

    #[test]
    fn a_change_made_blind_lands_beside_the_words_it_was_meant_for() {
        let local = line_change("la cour", "la grande cour", None);
        let remote = [Op::insert("Ouvrir ")];
        assert_eq!(apply("Ouvrir la cour", &rebase(&local, &remote)), "Ouvrir la grande cour");
        let remote = [Op::retain(3), Op::delete(4)];
        assert_eq!(apply("la ", &rebase(&local, &remote)), "la grande ");
    }

    #[test]
    fn only_known_formats_pass() {
        let attributes: Attributes = serde_json::from_value(json!({
            "bold": true, "italic": null, "link": "javascript:alert(1)", "header": 9,
            "list": "bullet", "indent": 2, "onclick": "x", "blockquote": ["true"]
        }))
        .expect("an object");
        let kept = known_formats(Some(attributes)).expect("some are known");
        assert_eq!(
            serde_json::to_value(kept).expect("json"),
            json!({"bold": true, "italic": null, "list": "bullet", "indent": 2})
        );
        assert!(!is_safe_link("java\nscript:x") && !is_safe_link("https://a b"));
        assert!(is_safe_link("https://ecole.example/é?x=1") && is_safe_link("mailto:a@b.example"));
    }

    #[test]
    fn a_link_is_as_safe_as_in_the_browser() {
        #[derive(Deserialize)]
        struct Case {
            href: String,
            #[serde(default)]
            then: String,
            #[serde(default)]
            times: usize,
            safe: bool,
        }
        let cases =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/twins/safe_links.json"));
        for case in serde_json::from_str::<Vec<Case>>(cases).expect("cases") {
            let href = case.href + &case.then.repeat(case.times);
            assert_eq!(is_safe_link(&href), case.safe, "{href:?}");
        }
    }

    #[test]
    fn a_change_is_the_smallest_as_in_the_browser() {
        #[derive(Deserialize)]
        struct Case {
            old: String,
            new: String,
            caret: u32,
            change: (u32, u32, String),
        }
        let cases =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/twins/smallest_change.json"));
        for Case { old, new, caret, change } in
            serde_json::from_str::<Vec<Case>>(cases).expect("cases")
        {
            let (mut at, mut gone, mut words) = (0, 0, String::new());
            for op in line_change(&old, &new, Some(caret)) {
                match op {
                    Op::Retain { retain, .. } => at = retain,
                    Op::Delete { delete } => gone = delete,
                    Op::Insert { insert: Insert::Words(added), .. } => words = added,
                    Op::Insert { .. } => unreachable!("lines hold words only"),
                }
            }
            assert_eq!((at, gone, words), change, "{old:?} -> {new:?}");
        }
    }

    #[test]
    fn ops_read_and_write_as_quill_does() {
        let text = r#"[{"retain":2,"attributes":{"bold":true}},{"insert":"é"},{"delete":1}]"#;
        let ops: Vec<Op> = serde_json::from_str(text).expect("ops");
        assert_eq!(serde_json::to_string(&ops).expect("json"), text);
    }
}
