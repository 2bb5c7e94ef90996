//! Rich text as the Markdown subset of the interchange format: paragraphs, headings, quotes, nested
//! lists, bold, italic, links; never raw HTML. Owns: [`read`] and [`write`], which are inverse on
//! every text the editor can make. Must not know: yrs, HTML.

use crate::delta::is_safe_link;
use crate::text::{Block, BlockKind, Run};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

/// Reads Markdown. What the subset lacks (images, code, rules, HTML) is kept as plain words.
pub fn read(markdown: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new(markdown) {
        reader.take(event);
    }
    reader.end_block();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    runs: Vec<Run>,
    kind: Option<BlockKind>,
    lists: Vec<bool>,
    quote: bool,
    bold: usize,
    italic: usize,
    links: Vec<Option<String>>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words)
            | Event::Code(words)
            | Event::Html(words)
            | Event::InlineHtml(words) => self.words(&words),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                let level = match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    _ => 3,
                };
                self.end_block();
                self.kind = Some(BlockKind::Heading(level));
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quote = true;
            }
            Tag::List(first) => {
                self.end_block();
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.end_block();
                let level = self.lists.len().saturating_sub(1).min(8) as u8;
                let ordered = self.lists.last() == Some(&true);
                self.kind = Some(BlockKind::Item { ordered, level });
            }
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock
                if self.kind.is_none() && !self.runs.is_empty() =>
            {
                self.end_block();
            }
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } => {
                self.links.push(is_safe_link(&dest_url).then(|| dest_url.to_string()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock => self.end_block(),
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quote = false;
            }
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        let run = Run {
            words: words.replace(['\n', '\r'], " "),
            bold: self.bold > 0,
            italic: self.italic > 0,
            link: self.links.last().cloned().flatten(),
        };
        match self.runs.last_mut() {
            Some(last)
                if (last.bold, last.italic, &last.link) == (run.bold, run.italic, &run.link) =>
            {
                last.words.push_str(&run.words);
            }
            _ => self.runs.push(run),
        }
    }

    fn end_block(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        let kind = self.kind.take();
        if runs.is_empty() {
            return;
        }
        let plain = if self.quote { BlockKind::Quote } else { BlockKind::Paragraph };
        self.blocks.push(Block { kind: kind.unwrap_or(plain), runs });
    }
}

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
                out.push_str(&mark);
                indents[level + 1] = indent + mark.len();
            }
        }
        runs(&mut out, &block.runs);
        before = Some(block.kind);
    }
    out
}

fn is_blank(block: &Block) -> bool {
    block.runs.iter().all(|run| run.words.trim().is_empty())
}

fn runs(out: &mut String, runs: &[Run]) {
    let mut first = true;
    for run in runs {
        // Markdown reads no mark next to a space, so outer spaces stand outside the marks.
        let words = run.words.trim_matches(' ');
        let lead = run.words.len() - run.words.trim_start_matches(' ').len();
        if words.is_empty() {
            out.push_str(&run.words);
            continue;
        }
        out.push_str(&" ".repeat(lead));
        let mark = match (run.bold, run.italic) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        out.push_str(if run.link.is_some() { "[" } else { "" });
        out.push_str(mark);
        escape(out, words, first);
        out.push_str(mark);
        if let Some(link) = &run.link {
            out.push_str("](<");
            out.push_str(&link.replace('<', "%3C").replace('>', "%3E"));
            out.push_str(">)");
        }
        out.push_str(&" ".repeat(run.words.len() - lead - words.len()));
        first = false;
    }
}

/// Escapes what Markdown would read as a mark. `first`: the words stand at the start of a block.
fn escape(out: &mut String, words: &str, first: bool) {
    let chars: Vec<char> = words.chars().collect();
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    for (i, &c) in chars.iter().enumerate() {
        let next = chars.get(i + 1).copied().unwrap_or(' ');
        let starts = first
            && match c {
                '-' | '+' => i == 0 && next == ' ',
                '#' | '>' | '=' | '~' => i == 0,
                '.' | ')' => digits > 0 && i == digits && next == ' ',
                _ => false,
            };
        let between_letters = i > 0 && chars[i - 1].is_alphanumeric() && next.is_alphanumeric();
        let marks = match c {
            '*' | '`' | '[' | ']' | '\\' => true,
            '_' => !between_letters,
            '<' => next.is_alphabetic() || next == '/' || next == '!' || next == '?',
            '&' => next.is_alphabetic() || next == '#',
            _ => false,
        };
        if starts || marks {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let texts = [
            "Un paragraphe.\n\nUn **autre**, *vif*.",
            "- un\n- deux\n  - deux bis\n- trois\n\n1. a\n2. b",
            "# Titre\n\n> cité\n\nfin [ici](<https://ecole.example/a?b=c>).",
            "1. a\n   - b\n     1. c\n2. d",
            "6e-5e, 4 900 €, l’école « libre », 2 * 3 = 6".replace('*', "\\*").leak(),
            "\\- pas une liste\n\n2027\\. une année\n\n\\# pas un titre",
        ];
        for text in texts {
            assert_eq!(write(&read(text)), text);
        }
    }

    #[test]
    fn words_that_look_like_marks_stay_words() {
        let lines = [
            "*pas gras*",
            "_souligné_",
            "a_b_c",
            "<script>alert(1)</script>",
            "&amp;",
            "[x](y)",
            "- tiret",
            "12. année",
            "# dièse",
            "> plus grand",
            "`code`",
            "\\",
            "a < b",
            "1) x",
            "+ plus",
            "=== ",
            "~~~",
        ];
        for line in lines {
            let block = Block { kind: BlockKind::Paragraph, runs: vec![Run::plain(line.trim())] };
            let text = write(std::slice::from_ref(&block));
            assert_eq!(read(&text), vec![block], "{line:?} was written {text:?}");
        }
    }

    #[test]
    fn bad_links_and_html_lose_their_power_not_their_words() {
        let text =
            read("[clic](javascript:alert(1)) <b onclick=x>gras</b> ![i](https://a.example)");
        assert!(text.iter().flat_map(|b| &b.runs).all(|run| run.link.is_none()));
        let words = crate::text::plain(&text);
        assert!(words.contains("clic") && words.contains("<b onclick=x>gras</b>"));
    }
}
