//! Rich text as people read it: blocks of runs, from the flat delta that the document stores.
//! Owns: [`Block`], [`Run`], and their HTML. Does not know: yrs, the editor.
//!
//! Any sequence of lines is a valid text, so two people's edits can never make an invalid one.

use crate::document::text::delta::{Attributes, Insert, Op, is_known_format};
use std::fmt::Write;

pub mod delta;
pub mod markdown;

/// A paragraph-like piece of text: one line of the flat text and its format.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: BlockKind,
    pub runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    /// 1 to 3.
    Heading(u8),
    Quote,
    /// `level` counts from 0; an item is at most one level deeper than the item before it.
    Item {
        ordered: bool,
        level: u8,
    },
}

/// Characters of one format.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    pub words: String,
    pub bold: bool,
    pub italic: bool,
    pub link: Option<String>,
}

impl Run {
    pub fn plain(words: impl Into<String>) -> Run {
        Run { words: words.into(), ..Run::default() }
    }

    pub(crate) fn same_format(&self, other: &Run) -> bool {
        (self.bold, self.italic, &self.link) == (other.bold, other.italic, &other.link)
    }

    fn of(words: &str, attributes: Option<&Attributes>) -> Run {
        let known =
            |name| attributes.and_then(|a| a.get(name)).filter(|v| is_known_format(name, v));
        Run {
            words: words.to_owned(),
            bold: known("bold").is_some(),
            italic: known("italic").is_some(),
            link: known("link").and_then(|v| v.as_str()).map(str::to_owned),
        }
    }

    fn attributes(&self) -> Attributes {
        let mut attributes = Attributes::new();
        if self.bold {
            attributes.insert("bold".into(), true.into());
        }
        if self.italic {
            attributes.insert("italic".into(), true.into());
        }
        if let Some(link) = &self.link {
            attributes.insert("link".into(), link.as_str().into());
        }
        attributes
    }
}

impl BlockKind {
    fn of(attributes: Option<&Attributes>) -> BlockKind {
        let known =
            |name| attributes.and_then(|a| a.get(name)).filter(|v| is_known_format(name, v));
        if let Some(list) = known("list").and_then(|v| v.as_str()) {
            let level = known("indent").and_then(|v| v.as_f64()).unwrap_or(0.0) as u8;
            BlockKind::Item { ordered: list == "ordered", level }
        } else if let Some(level) = known("header").and_then(|v| v.as_f64()) {
            BlockKind::Heading(level as u8)
        } else if known("blockquote").is_some() {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        }
    }

    fn attributes(self) -> Attributes {
        let mut attributes = Attributes::new();
        match self {
            BlockKind::Paragraph => {}
            BlockKind::Heading(level) => {
                attributes.insert("header".into(), level.into());
            }
            BlockKind::Quote => {
                attributes.insert("blockquote".into(), true.into());
            }
            BlockKind::Item { ordered, level } => {
                let list = if ordered { "ordered" } else { "bullet" };
                attributes.insert("list".into(), list.into());
                if level > 0 {
                    attributes.insert("indent".into(), level.into());
                }
            }
        }
        attributes
    }
}

/// Reads a whole text (inserts only) as blocks. A text that lost its last `\n` reads as if it had
/// it; the empty text is no block at all.
pub fn blocks(ops: &[Op]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    for op in ops {
        let Op::Insert { insert: Insert::Words(words), attributes } = op else {
            continue;
        };
        for (i, piece) in words.split('\n').enumerate() {
            if i > 0 {
                let kind = BlockKind::of(attributes.as_ref());
                blocks.push(Block { kind, runs: std::mem::take(&mut runs) });
            }
            if piece.is_empty() {
                continue;
            }
            let run = Run::of(piece, attributes.as_ref());
            match runs.last_mut() {
                Some(last) if last.same_format(&run) => last.words.push_str(&run.words),
                _ => runs.push(run),
            }
        }
    }
    if !runs.is_empty() {
        blocks.push(Block { kind: BlockKind::Paragraph, runs });
    }
    clamp_levels(&mut blocks);
    if blocks.iter().all(|block| block.runs.is_empty()) {
        blocks.clear();
    }
    blocks
}

/// Concurrent edits can leave an item two levels deeper than its neighbour; shown, it is one.
fn clamp_levels(blocks: &mut [Block]) {
    let mut deepest = 0;
    for block in blocks {
        match &mut block.kind {
            BlockKind::Item { level, .. } => {
                *level = (*level).min(deepest);
                deepest = *level + 1;
            }
            _ => deepest = 0,
        }
    }
}

/// The whole text as inserts. Always ends in `\n`, also when there is no block.
pub fn ops(blocks: &[Block]) -> Vec<Op> {
    let mut ops = Vec::new();
    for block in blocks {
        for run in &block.runs {
            ops.push(Op::insert_with(run.words.as_str(), run.attributes()));
        }
        ops.push(Op::insert_with("\n", block.kind.attributes()));
    }
    if ops.is_empty() {
        ops.push(Op::insert("\n"));
    }
    ops
}

/// The words alone, a line a block.
pub fn plain(blocks: &[Block]) -> String {
    let lines: Vec<String> = blocks
        .iter()
        .map(|block| block.runs.iter().map(|run| run.words.as_str()).collect())
        .collect();
    lines.join("\n")
}

/// HTML with every character of the text escaped; the same elements as the editor shows, so that
/// nothing moves when the editor takes over. Headings start at `h4`: the page has three levels
/// above a text.
pub fn html(blocks: &[Block]) -> String {
    html_below(blocks, 3)
}

/// The same in a page that has `levels` levels of headings above the text, 1 to 3.
pub fn html_below(blocks: &[Block], levels: usize) -> String {
    let mut out = String::new();
    let mut open: Vec<bool> = Vec::new(); // one `ordered` for each list that is open
    for block in blocks {
        let depth = match block.kind {
            BlockKind::Item { level, .. } => usize::from(level) + 1,
            _ => 0,
        };
        close_lists(&mut out, &mut open, depth);
        match block.kind {
            BlockKind::Item { ordered, .. } => {
                if open.len() == depth && open.last() != Some(&ordered) {
                    close_lists(&mut out, &mut open, depth - 1);
                }
                if open.len() < depth {
                    out.push_str(if ordered { "<ol>" } else { "<ul>" });
                    open.push(ordered);
                } else {
                    out.push_str("</li>");
                }
                out.push_str("<li>");
                element(&mut out, "p", &block.runs);
            }
            BlockKind::Paragraph => element(&mut out, "p", &block.runs),
            BlockKind::Quote => element(&mut out, "blockquote", &block.runs),
            BlockKind::Heading(level) => {
                let tags = ["h2", "h3", "h4", "h5", "h6"];
                let tag = tags[(levels.clamp(1, 3) - 1) + usize::from(level.clamp(1, 3)) - 1];
                element(&mut out, tag, &block.runs);
            }
        }
    }
    close_lists(&mut out, &mut open, 0);
    out
}

fn close_lists(out: &mut String, open: &mut Vec<bool>, depth: usize) {
    while open.len() > depth {
        let ordered = open.pop() == Some(true);
        out.push_str(if ordered { "</li></ol>" } else { "</li></ul>" });
    }
}

fn element(out: &mut String, tag: &str, runs: &[Run]) {
    let _ = write!(out, "<{tag}>");
    for run in runs {
        if let Some(link) = &run.link {
            out.push_str("<a href=\"");
            escape(out, link);
            out.push_str("\" rel=\"noopener noreferrer nofollow\">");
        }
        out.push_str(if run.bold { "<strong>" } else { "" });
        out.push_str(if run.italic { "<em>" } else { "" });
        escape(out, &run.words);
        out.push_str(if run.italic { "</em>" } else { "" });
        out.push_str(if run.bold { "</strong>" } else { "" });
        out.push_str(if run.link.is_some() { "</a>" } else { "" });
    }
    let _ = write!(out, "</{tag}>");
}

/// Escapes for HTML text and for double-quoted attributes alike.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_json(text: &str) -> Vec<Block> {
        blocks(&serde_json::from_str::<Vec<Op>>(text).expect("ops"))
    }

    #[test]
    fn a_text_is_shown_and_written_back_as_in_the_browser() {
        #[derive(serde::Deserialize)]
        struct Case {
            ops: Vec<Op>,
            html: String,
            back: Option<Vec<Op>>,
        }
        let cases =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/twins/flat_text.json"));
        for case in serde_json::from_str::<Vec<Case>>(cases).expect("cases") {
            let read = blocks(&case.ops);
            assert_eq!(html(&read), case.html);
            assert_eq!(joined(ops(&read)), joined(case.back.unwrap_or(case.ops)));
        }
    }

    /// Inserts of one format as one, as the browser's deltas are.
    fn joined(ops: Vec<Op>) -> Vec<Op> {
        let mut joined: Vec<Op> = Vec::new();
        for op in ops {
            let Op::Insert { insert: Insert::Words(words), attributes } = op else { continue };
            let attributes = attributes.filter(|attributes| !attributes.is_empty());
            match joined.last_mut() {
                Some(Op::Insert { insert: Insert::Words(before), attributes: same })
                    if *same == attributes =>
                {
                    before.push_str(&words);
                }
                _ => joined.push(Op::Insert { insert: Insert::Words(words), attributes }),
            }
        }
        joined
    }

    #[test]
    fn lists_nest_and_close() {
        let text = from_json(
            r#"[{"insert":"un"},{"insert":"\n","attributes":{"list":"bullet"}},
                {"insert":"deux"},{"insert":"\n","attributes":{"list":"ordered","indent":5}},
                {"insert":"trois"},{"insert":"\n","attributes":{"list":"bullet"}},
                {"insert":"quatre"},{"insert":"\n","attributes":{"list":"ordered"}},
                {"insert":"fin\n"}]"#,
        );
        assert_eq!(
            html(&text),
            "<ul><li><p>un</p><ol><li><p>deux</p></li></ol></li><li><p>trois</p></li></ul>\
             <ol><li><p>quatre</p></li></ol><p>fin</p>"
        );
    }

    #[test]
    fn hostile_words_and_formats_come_out_harmless() {
        let text = from_json(
            r#"[{"insert":"<script>\"'&","attributes":{"link":"javascript:alert(1)","bold":"x"}},
                {"insert":{"image":"x"}},
                {"insert":"ici","attributes":{"link":"https://a.example/\"onclick=x"}},
                {"insert":"\n","attributes":{"header":[1],"list":{"a":1}}}]"#,
        );
        assert_eq!(
            html(&text),
            "<p>&lt;script&gt;&quot;&#39;&amp;<a href=\"https://a.example/&quot;onclick=x\" \
             rel=\"noopener noreferrer nofollow\">ici</a></p>"
        );
    }

    #[test]
    fn blocks_and_ops_are_inverse() {
        let text = from_json(
            r#"[{"insert":"Titre"},{"insert":"\n","attributes":{"header":2}},
                {"insert":"a"},{"insert":"b","attributes":{"bold":true,"italic":true}},
                {"insert":"\n","attributes":{"blockquote":true}},{"insert":"\n"}]"#,
        );
        assert_eq!(blocks(&ops(&text)), text);
        assert_eq!(plain(&text), "Titre\nab\n");
        assert!(blocks(&[Op::insert("\n")]).is_empty());
        assert_eq!(ops(&[]), vec![Op::insert("\n")]);
    }
}
