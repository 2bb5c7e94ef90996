//! People who type without a pause, and what each of them may expect to find again.
//! Owns: [`Typist`], [`Expected`]. Does not know: processes.
//!
//! What is typed is words that occur once, `<3.17>`, put between others and taken out again by
//! whoever typed them. So a text says which edits it holds.

use crate::support::tab::{State, Tab, Text};
use dossier::document::edit::Edit;
use dossier::document::text::delta::Op;
use rand::Rng;
use rand::rngs::StdRng;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

pub struct Typist {
    pub tab: Tab,
    pub text: Text,
    number: usize,
    rng: StdRng,
    words: BTreeMap<String, Made>,
}

/// A word: the write that put it there, and the one that took it out.
struct Made {
    written: u64,
    deleted: Option<u64>,
}

/// What must be there and what must not be, after whatever happened.
#[derive(Default)]
pub struct Expected {
    there: BTreeSet<(Text, String)>,
    gone: BTreeSet<(Text, String)>,
}

impl Typist {
    pub fn new(number: usize, tab: Tab, text: Text, rng: StdRng) -> Typist {
        Typist { tab, text, number, rng, words: BTreeMap::new() }
    }

    /// Types as long as the connection lasts, and a little longer.
    pub async fn type_on(&mut self, typed: &watch::Sender<usize>) {
        while self.tab.state().ended.is_none() {
            self.key();
            typed.send_modify(|typed| *typed += 1);
            let pause = self.rng.random_range(4..28);
            sleep(Duration::from_millis(pause)).await;
        }
        self.key();
    }

    /// Writes a word, or takes one out.
    fn key(&mut self) {
        let kept = |made: &Made| made.deleted.is_none();
        let own: Vec<String> = self
            .words
            .iter()
            .filter(|(_, made)| kept(made))
            .map(|(word, _)| word.clone())
            .collect();
        if !own.is_empty() && self.rng.random_bool(0.15) {
            let word = &own[self.rng.random_range(0..own.len())];
            let no = self.tab.edit(self.text, |path, text| {
                let ops = vec![Op::retain(offset_of(word, text)?), Op::delete(word.len() as u32)];
                Some(Edit::Text { path, ops })
            });
            if no.is_some() {
                self.words.get_mut(word).unwrap().deleted = no;
            }
            return;
        }
        let word = format!("<{}.{}>", self.number, self.words.len());
        let rng = &mut self.rng;
        let no = self.tab.edit(self.text, |path, text| {
            // Never inside another word.
            let ends = text.encode_utf16().enumerate().filter(|(_, unit)| *unit == u16::from(b'>'));
            let places: Vec<u32> =
                [0].into_iter().chain(ends.map(|(at, _)| at as u32 + 1)).collect();
            let at = places[rng.random_range(0..places.len())];
            Some(Edit::Text { path, ops: vec![Op::retain(at), Op::insert(word.as_str())] })
        });
        self.words.insert(word, Made { written: no.unwrap(), deleted: None });
    }
}

/// Where a word stands, in the units in which a text counts.
fn offset_of(word: &str, text: &str) -> Option<u32> {
    let (before, _) = text.split_once(word)?;
    Some(before.encode_utf16().count() as u32)
}

/// The words of a text.
pub fn words_of(text: &str) -> BTreeSet<String> {
    let starts = text.split('<').skip(1);
    starts.filter_map(|rest| rest.split_once('>')).map(|(word, _)| format!("<{word}>")).collect()
}

impl Expected {
    /// What was acknowledged, or seen by another, when everybody was cut off.
    pub fn of(typists: &[Typist]) -> Expected {
        let mut expected = Expected::default();
        for typist in typists {
            let others = typists.iter().filter(|other| other.number != typist.number);
            let seen: BTreeSet<String> =
                others.flat_map(|other| words_of(&other.tab.words(typist.text))).collect();
            let state = typist.tab.state();
            let kept = |no: &u64| !state.device.contains_key(no);
            for (word, made) in &typist.words {
                let place = (typist.text, word.clone());
                match made.deleted {
                    None if kept(&made.written) || seen.contains(word) => {
                        expected.there.insert(place);
                    }
                    Some(no) if kept(&no) => {
                        expected.gone.insert(place);
                    }
                    _ => {}
                }
            }
        }
        expected
    }

    /// What everybody wrote, kept or not.
    pub fn all(typists: &[Typist]) -> Expected {
        let mut expected = Expected::default();
        for typist in typists {
            for (word, made) in &typist.words {
                let place = (typist.text, word.clone());
                let side = match made.deleted {
                    None => &mut expected.there,
                    Some(_) => &mut expected.gone,
                };
                side.insert(place);
            }
        }
        expected
    }

    pub fn len(&self) -> usize {
        self.there.len() + self.gone.len()
    }

    /// What is missing, and what is there and should not be.
    pub fn missed_by(&self, tab: &State) -> Vec<String> {
        let mut texts: BTreeMap<Text, BTreeSet<String>> = BTreeMap::new();
        for (text, _) in self.there.iter().chain(&self.gone) {
            texts.entry(*text).or_insert_with(|| words_of(&tab.words(*text)));
        }
        let lost = self.there.iter().filter(|(text, word)| !texts[text].contains(word));
        let back = self.gone.iter().filter(|(text, word)| texts[text].contains(word));
        lost.map(|(_, word)| format!("{word} is lost"))
            .chain(back.map(|(_, word)| format!("{word} is back")))
            .collect()
    }
}
