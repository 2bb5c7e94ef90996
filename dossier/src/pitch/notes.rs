//! Which part of the script belongs to which slide. Owns: the rule. Does not know: slides'
//! contents.

use super::Part;
use super::spoken::words;
use crate::document::text::{Block, BlockKind, plain};

/// The paragraphs of the script for each of the slides.
///
/// Where the script has headings, each begins the next slide, and what stands before the first
/// belongs to the first. Where it has none, its paragraphs are dealt out in their order so that
/// each slide has about the same number of words; none is cut. Fewer paragraphs than slides are all
/// told beside each.
pub fn of(script: &[Block]) -> [Vec<String>; Part::ALL.len()] {
    let said = |block: &Block| plain(std::slice::from_ref(block)).trim().to_owned();
    let mut notes: [Vec<String>; Part::ALL.len()] = Default::default();
    let last = notes.len() - 1;
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    if script.iter().any(is_heading) {
        let mut slide: Option<usize> = None;
        for block in script.iter().filter(|block| !said(block).is_empty()) {
            if is_heading(block) {
                slide = Some(slide.map_or(0, |slide| (slide + 1).min(last)));
            } else {
                notes[slide.unwrap_or(0)].push(said(block));
            }
        }
        return notes;
    }
    let paragraphs: Vec<String> =
        script.iter().map(said).filter(|words| !words.is_empty()).collect();
    if paragraphs.len() < notes.len() {
        return std::array::from_fn(|_| paragraphs.clone());
    }
    let total: u32 = paragraphs.iter().map(|paragraph| words(paragraph)).sum();
    let mut before = 0;
    for paragraph in paragraphs {
        let count = words(&paragraph);
        // By its middle, so that a long one stands where most of it is said.
        let slides = u32::try_from(notes.len()).unwrap_or(1);
        let slide = (2 * before + count) * slides / (2 * total.max(1));
        notes[(slide as usize).min(last)].push(paragraph);
        before += count;
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text::markdown::read;

    #[test]
    fn headings_begin_slides() {
        let notes = of(&read("Bonjour.\n\n# Un\n\nA\n\nB\n\n# Deux\n\nC"));
        assert_eq!(notes[0], ["Bonjour.", "A", "B"]);
        assert_eq!(notes[1], ["C"]);
        let many = format!("{}fin", "# x\n\n".repeat(9));
        assert_eq!(of(&read(&many))[4], ["fin"], "the last slide takes the rest");
    }

    #[test]
    fn paragraphs_are_dealt_out_in_their_order() {
        let five = of(&read("a b\n\nc d\n\ne f\n\ng h\n\ni j"));
        assert_eq!(five.map(|notes| notes.len()), [1, 1, 1, 1, 1]);
        let long = format!("{}\n\nun\n\ndeux\n\ntrois\n\nquatre", "mot ".repeat(50));
        let long = of(&read(&long));
        assert_eq!(long.iter().flatten().count(), 5, "nothing is lost");
        assert_eq!(long[4], ["un", "deux", "trois", "quatre"]);
        let short = of(&read("un\n\ndeux"));
        assert!(short.iter().all(|notes| notes == &["un", "deux"]));
        assert_eq!(of(&[]).iter().flatten().count(), 0);
    }
}
