//! From Markdown to blocks. Owns: [`read`]. Does not know: how blocks are written.

use crate::document::text::delta::is_safe_link;
use crate::document::text::{Block, BlockKind, Run};
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
