//! The slides and the notes of the example dossiers' talks.

use dossier::form::SectionId;
use dossier::interchange::import;
use dossier::pitch::spoken::{seconds, words};
use dossier::pitch::{Docs, Part, SECONDS, SECTIONS, notes};
use dossier::schema::SectionDoc;
use dossier::text::plain;
use dossier::words::Lang;

const EXAMPLES: [(&str, &str); 3] = [
    ("college", include_str!("../examples/college-sciences-numerique.json")),
    ("ecole", include_str!("../examples/ecole-cour-bien-etre.json")),
    ("lycee", include_str!("../examples/lycee-pro-boutique-reemploi.json")),
];

fn docs(json: &str) -> Vec<SectionDoc> {
    let sections = import(json).unwrap().sections;
    let wanted = |(id, _): &(SectionId, Vec<u8>)| SECTIONS.contains(id);
    let open = |(id, state): (SectionId, Vec<u8>)| SectionDoc::load(id, 7, &state).unwrap();
    sections.into_iter().filter(wanted).map(open).collect()
}

#[test]
fn each_slide_says_something_short_and_the_talk_fits() {
    for (name, json) in EXAMPLES {
        let docs = docs(json);
        let docs: Vec<&SectionDoc> = docs.iter().collect();
        let docs = Docs(&docs);
        for lang in [Lang::Fr, Lang::En] {
            for part in Part::ALL {
                let slide = docs.slide(part, lang);
                assert!(!slide.is_empty(), "{name} {part:?}");
                assert!(slide.points.len() <= 4 && slide.figures.len() <= 2, "{name} {part:?}");
                let lines = slide.points.iter().chain([&slide.lead]);
                assert!(lines.into_iter().all(|line| line.chars().count() <= 131), "{slide:?}");
            }
        }
        let script = docs.script();
        let notes = notes::of(&script);
        assert!(notes.iter().all(|notes| !notes.is_empty()), "{name}: a slide without a word");
        let said: u32 = notes.iter().flatten().map(|words_of| words(words_of)).sum();
        assert_eq!(said, words(&plain(&script)), "{name}: every word is said once");
        let (least, _) = seconds(said);
        assert!(least <= SECONDS, "{name}: {said} words");
    }
}

#[test]
fn amounts_are_those_of_the_budget() {
    let docs = docs(EXAMPLES[0].1);
    let docs: Vec<&SectionDoc> = docs.iter().collect();
    let docs = Docs(&docs);
    let means = docs.slide(Part::Means, Lang::Fr);
    assert_eq!(means.figures[0].value, "32\u{202f}530,00\u{a0}€");
    let asked = docs.slide(Part::Request, Lang::Fr);
    assert_eq!(asked.figures[0].value, "25\u{202f}830,00\u{a0}€");
}

#[test]
fn what_may_not_be_read_is_not_told() {
    let docs = Docs(&[]);
    for part in Part::ALL {
        assert!(docs.slide(part, Lang::Fr).is_empty());
    }
    assert!(docs.script().is_empty() && docs.title().is_empty());
}
