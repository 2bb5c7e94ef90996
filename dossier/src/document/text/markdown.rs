//! Rich text as the Markdown subset of the interchange format: paragraphs, headings, quotes, nested
//! lists, bold, italic, links; never raw HTML. Owns: [`read()`] and [`write()`]; what is written is
//! read back with the same words and, as far as Markdown can say them, the same formats. Does not
//! know: yrs, HTML.

mod read;
mod write;

pub use read::read;
pub use write::write;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text::{Block, BlockKind, Run};
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};

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
        let words = crate::document::text::plain(&text);
        assert!(words.contains("clic") && words.contains("<b onclick=x>gras</b>"));
    }

    /// Blocks of random runs; `pieces` make their words.
    fn random(rng: &mut StdRng, pieces: &[&str]) -> Vec<Block> {
        let mut deepest = 0;
        let mut blocks = Vec::new();
        for _ in 0..rng.random_range(1..4) {
            let kind = match rng.random_range(0..6) {
                0 => BlockKind::Heading(rng.random_range(1..=3)),
                1 => BlockKind::Quote,
                2 | 3 => BlockKind::Item {
                    ordered: rng.random(),
                    level: rng.random_range(0..=u8::min(deepest, 4)),
                },
                _ => BlockKind::Paragraph,
            };
            deepest = if let BlockKind::Item { level, .. } = kind { level + 1 } else { 0 };
            let mut runs: Vec<Run> = Vec::new();
            for _ in 0..rng.random_range(1..4) {
                let mut words = String::new();
                for _ in 0..rng.random_range(1..4) {
                    words.push_str(pieces[rng.random_range(0..pieces.len())]);
                }
                let link = rng.random_bool(0.15).then(|| "https://a.example/?b=1&c;".to_owned());
                let run =
                    Run { words, bold: rng.random_bool(0.3), italic: rng.random_bool(0.3), link };
                match runs.last_mut() {
                    Some(last) if last.same_format(&run) => last.words.push_str(&run.words),
                    _ => runs.push(run),
                }
            }
            // A letter at both ends: Markdown strips a block's outer spaces.
            runs[0].words.insert(0, 'x');
            if let Some(last) = runs.last_mut() {
                last.words.push('x');
            }
            blocks.push(Block { kind, runs });
        }
        blocks
    }

    #[test]
    fn any_words_survive_and_formats_of_whole_words_too() {
        let signs = [
            "a",
            "é",
            " ",
            "b c",
            "*",
            "_",
            "-",
            "1.",
            "#",
            ">",
            "[x]",
            "(y)",
            "`",
            "\\",
            "&amp;",
            "<b>",
            "https://a.example",
            "!",
            "~",
            "|",
            "+",
            "=",
            ":",
            "a_b",
            "\u{a0}",
            "😀",
            ".",
            "12) ",
            "---",
            "\t",
            "\r",
        ];
        let letters = ["a ", "é ", "mot ", "b c ", "fin 2 ", "l’école ", "3 "];
        let mut rng = StdRng::seed_from_u64(4);
        for _ in 0..3_000 {
            let clean = |block: Block| {
                let words: String = block.runs.iter().map(|run| run.words.as_str()).collect();
                (block.kind, words.replace(['\t', '\r'], " "))
            };
            let meant = random(&mut rng, &signs);
            let text = write(&meant);
            let (back, meant): (Vec<_>, Vec<_>) = (
                read(&text).into_iter().map(clean).collect(),
                meant.into_iter().map(clean).collect(),
            );
            assert_eq!(back, meant, "{text:?}");

            let format = |run: &Run| Run { words: String::new(), ..run.clone() };
            let letters_of = |block: &Block| -> Vec<(char, Run)> {
                let all = block.runs.iter();
                all.flat_map(|run| run.words.chars().map(|c| (c, format(run))))
                    .filter(|(c, _)| *c != ' ')
                    .collect()
            };
            let meant = random(&mut rng, &letters);
            let text = write(&meant);
            let back: Vec<_> = read(&text).iter().map(letters_of).collect();
            assert_eq!(back, meant.iter().map(letters_of).collect::<Vec<_>>(), "{text:?}");
        }
    }
}
