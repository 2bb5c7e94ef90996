//! From blocks to Markdown. Owns: [`write()`], which keeps the words whatever they are, and of
//! their formats what Markdown can say. Does not know: the editor.

use super::read;
use crate::document::text::{Block, BlockKind, Run};
use std::ops::Range;

/// Writes Markdown; empty blocks are left out.
pub fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut before: Option<BlockKind> = None;
    let mut numbers = [0u32; 10];
    let mut indents = [0usize; 10];
    for block in blocks.iter().filter(|block| !is_blank(block)) {
        let item = |kind: Option<BlockKind>| match kind {
            Some(BlockKind::Item { ordered, level }) => Some((ordered, usize::from(level.min(8)))),
            _ => None,
        };
        let (here, last) = (item(Some(block.kind)), item(before));
        let tight = match (here, last) {
            (Some((ordered, level)), Some((was, at))) => level != at || ordered == was,
            _ => false,
        };
        match (before, tight) {
            (None, _) => {}
            (Some(_), true) => out.push('\n'),
            (Some(_), false) => out.push_str("\n\n"),
        }
        let mut line = out.len();
        match block.kind {
            BlockKind::Paragraph => {}
            BlockKind::Heading(level) => {
                out.push_str(&"#".repeat(usize::from(level.clamp(1, 3))));
                out.push(' ');
            }
            BlockKind::Quote => out.push_str("> "),
            BlockKind::Item { ordered, level } => {
                let level = usize::from(level.min(8));
                let goes_on =
                    last.is_some_and(|(was, at)| at > level || at == level && was == ordered);
                numbers[level] = if goes_on { numbers[level] + 1 } else { 1 };
                let mark = if ordered { format!("{}. ", numbers[level]) } else { "- ".to_owned() };
                let indent = indents[level];
                out.push_str(&" ".repeat(indent));
                line = out.len();
                out.push_str(&mark);
                indents[level + 1] = indent + mark.len();
            }
        }
        words(&mut out, line, &block.runs);
        before = Some(block.kind);
    }
    out
}

fn is_blank(block: &Block) -> bool {
    block.runs.iter().all(|run| run.words.trim().is_empty())
}

/// Writes the words of a block whose line starts at `line`. Where Markdown would read them back as
/// others, because of marks that touch each other or a sign, italic goes, then bold.
fn words(out: &mut String, line: usize, runs: &[Run]) {
    let start = out.len();
    let said = |runs: &[Run]| -> String { runs.iter().map(|run| run.words.as_str()).collect() };
    let meant = clean(&said(runs));
    for (bold, italic) in [(true, true), (true, false), (false, false)] {
        out.truncate(start);
        let mut kept: Vec<Run> = Vec::new();
        for run in runs {
            let run = Run { bold: run.bold && bold, italic: run.italic && italic, ..run.clone() };
            match kept.last_mut() {
                Some(last) if last.same_format(&run) => last.words.push_str(&run.words),
                _ => kept.push(run),
            }
        }
        formatted(out, &kept);
        let back: Vec<String> = read(&out[line..]).iter().map(|block| said(&block.runs)).collect();
        if back == [meant.trim_matches(' ')] {
            return;
        }
    }
}

/// Markdown has no breaks and no control characters inside a block.
fn clean(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn formatted(out: &mut String, runs: &[Run]) {
    let mut before = None;
    for (i, run) in runs.iter().enumerate() {
        let chars: Vec<char> = clean(&run.words).chars().collect();
        let beside_link = runs.get(i + 1).is_some_and(|next| next.link.is_some());
        let after = match runs.get(i + 1) {
            Some(next) if next.link.is_none() => next.words.chars().next(),
            _ => None,
        };
        let mark = match (run.bold, run.italic) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        let within = match run.link {
            Some(_) => marked(&chars, None, None),
            None => marked(&chars, before, after),
        };
        let piece = |out: &mut String, from: usize, to: usize| {
            escape(out, &chars, from..to, before.is_none(), beside_link);
        };
        out.push_str(if run.link.is_some() { "[" } else { "" });
        piece(out, 0, within.start);
        if !within.is_empty() {
            out.push_str(mark);
            piece(out, within.start, within.end);
            out.push_str(mark);
        }
        piece(out, within.end, chars.len());
        if let Some(link) = &run.link {
            out.push_str("](<");
            out.push_str(&address(link));
            out.push_str(">)");
        }
        before = chars.iter().copied().rfind(|c| before.is_some() || *c != ' ').or(before);
    }
    out.truncate(out.trim_end_matches(' ').len());
}

/// What of `chars` can stand between marks: no space at its ends, and no sign at an end that has a
/// letter on the other side of the mark.
fn marked(chars: &[char], before: Option<char>, after: Option<char>) -> Range<usize> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (mut start, mut end) = (0, chars.len());
    while start < end {
        let outside = start.checked_sub(1).map_or(before, |i| Some(chars[i]));
        let sign = !chars[start].is_alphanumeric() && is_letter(outside);
        if !chars[start].is_whitespace() && !sign {
            break;
        }
        start += 1;
    }
    while start < end {
        let outside = chars.get(end).copied().or(after);
        let sign = !chars[end - 1].is_alphanumeric() && is_letter(outside);
        if !chars[end - 1].is_whitespace() && !sign {
            break;
        }
        end -= 1;
    }
    start..end
}

/// A link between `<` and `>`.
fn address(link: &str) -> String {
    let link = link.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C");
    if link.contains(';') { link.replace('&', "&amp;") } else { link }
}

/// Escapes what Markdown would read as a mark. `first`: the words are the first of a block.
/// `link`: a link follows.
fn escape(out: &mut String, chars: &[char], range: Range<usize>, first: bool, link: bool) {
    let lead = chars.iter().take_while(|c| **c == ' ').count();
    let start = if first { lead } else { 0 };
    let digits = chars[lead..].iter().take_while(|c| c.is_ascii_digit()).count();
    for i in range.start.max(start)..range.end {
        let c = chars[i];
        let next = chars.get(i + 1).copied();
        let last = i.checked_sub(1).map(|i| chars[i]);
        let spaced = next.is_none_or(|next| next == ' ');
        let starts = first
            && match c {
                '-' | '+' => i == start && (spaced || next == Some(c)),
                '>' | '=' | '~' => i == start,
                '.' | ')' => digits > 0 && i == start + digits && spaced,
                _ => false,
            };
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let marks = match c {
            '*' | '`' | '[' | ']' | '\\' => true,
            '_' => !is_letter(last) || !is_letter(next),
            '#' => last.is_none_or(|last| last == ' ' || last == '#'),
            '<' => next.is_some_and(|c| c.is_alphabetic() || ['/', '!', '?'].contains(&c)),
            '&' => next.is_some_and(|c| c.is_alphabetic() || c == '#'),
            '!' => next.is_none() && link,
            _ => false,
        };
        if starts || marks {
            out.push('\\');
        }
        out.push(c);
    }
}
