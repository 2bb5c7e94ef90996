//! The cues: which words, one after the other, tell of one person. Owns: [`cue_at`]. Does not know:
//! the words themselves, how a text becomes words.

use super::Cue;
use super::tokens::Token;
use super::words::{
    ADULTS, ANY, CARE, CLASSES, CONDITION, DETERMINERS, FEW, GRADES, HAS, IN_CLASS, NAMES, OF, ONE,
    OWN, OWN_CARE, PARENT, PARENTS, PLACES, PUPIL, PUPILS, SHE_OR_HE, SMALL, THIS, TITLES,
    YEARS_OLD, is,
};

/// From a name to its class, or from somebody to an illness, in words.
const REACH: usize = 9;
/// The age at which one is no pupil any more.
const GROWN: u32 = 18;

/// The cue that starts with that word, and the word that ends it.
pub fn cue_at(all: &[Token<'_>], at: usize) -> Option<(Cue, usize)> {
    let text = Text { all };
    text.health(at)
        .map(|last| (Cue::Health, last))
        .or_else(|| text.pupil(at).map(|last| (Cue::Pupil, last)))
}

struct Text<'a, 't> {
    all: &'a [Token<'t>],
}

impl Text<'_, '_> {
    fn is(&self, at: usize, list: &str) -> bool {
        self.all.get(at).is_some_and(|token| is(list, &token.plain))
    }

    fn before(&self, at: usize, list: &str) -> bool {
        at > 0 && self.same(at - 1, at) && self.is(at - 1, list)
    }

    /// Whether both stand in one sentence.
    fn same(&self, one: usize, other: usize) -> bool {
        let sentence = |at: usize| self.all.get(at).map(|token| token.sentence);
        sentence(one).is_some() && sentence(one) == sentence(other)
    }

    /// The words after that one, up to the reach and the end of the sentence.
    fn after(&self, at: usize) -> impl Iterator<Item = usize> {
        (at + 1..at + 1 + REACH).filter(move |next| self.same(at, *next))
    }

    /// A child's first name; not of somebody who is called Madame, or a place, or who works there.
    fn name(&self, at: usize) -> bool {
        let written = self
            .all
            .get(at)
            .is_some_and(|token| token.looks_like_a_name() && is_name(&token.plain));
        let place =
            (1..3).any(|back| at >= back && self.same(at - back, at) && self.is(at - back, PLACES));
        // « Psychologue, Marie » is one; « la psychologue de Marie » is not.
        let works = !self.before(at, OF)
            && (1..3)
                .any(|back| at >= back && self.same(at - back, at) && self.is(at - back, ADULTS));
        let worked = |next: usize| {
            let of_somebody = self.is(next, CARE) && self.before(next, DETERMINERS);
            self.same(at, next) && self.is(next, ADULTS) && !of_somebody
        };
        written && !place && !works && !self.before(at, TITLES) && !(at + 1..at + 6).any(worked)
    }

    /// Something that is written as a name, whatever it is.
    fn somebody(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|token| {
            token.looks_like_a_name() && !is(CLASSES, &token.plain) && !is(TITLES, &token.plain)
        })
    }

    /// The last word of a class that starts there.
    fn class(&self, at: usize) -> Option<usize> {
        if self.is(at, CLASSES) {
            return Some(at);
        }
        let number = self.all.get(at + 1).is_some_and(|token| token.number().is_some());
        (self.is(at, GRADES) && number && self.same(at, at + 1)).then_some(at + 1)
    }

    fn pupil(&self, at: usize) -> Option<usize> {
        self.named_in_class(at)
            .or_else(|| self.pupil_called(at))
            .or_else(|| self.child_of(at))
            .or_else(|| self.parent_of(at))
    }

    /// « Léa en CM2 », « Hugo Martin (5e) », « Emma, 9 ans ».
    fn named_in_class(&self, at: usize) -> Option<usize> {
        if !self.name(at) {
            return None;
        }
        let second = self.same(at, at + 1) && self.all.get(at + 1).is_some_and(Token::is_capital);
        let mut next = at + 1;
        if second && self.class(next).is_none() {
            next += 1;
        }
        let age = |at: usize| {
            let age = self.all.get(at).and_then(Token::number);
            age.is_some_and(|age| age < GROWN) && self.is(at + 1, YEARS_OLD)
        };
        for step in next..next + 4 {
            if !self.same(at, step) {
                return None;
            }
            if let Some(last) = self.class(step) {
                return Some(last);
            }
            if age(step) {
                return Some(step + 1);
            }
            let aged = self.is(step, "aged age agee");
            if aged && self.all.get(step + 1).and_then(Token::number).is_some() {
                return Some(step + 1);
            }
            if !aged && !self.is(step, IN_CLASS) && !self.is(step, ONE) && !self.is(step, PUPIL) {
                return None;
            }
        }
        None
    }

    /// « l’élève Léa », « l’élève X », « le petit Hugo ».
    fn pupil_called(&self, at: usize) -> Option<usize> {
        let next = at + 1;
        if !self.same(at, next) {
            return None;
        }
        let called = &self.all[next];
        let initial = called.text.len() == 1 && called.is_capital() && !self.is(next, "a");
        let pupil = self.is(at, "eleve enfant pupil") && !self.before(at, ANY);
        let small = self.is(at, SMALL) && !self.all[at].is_capital() && self.name(next);
        let known = pupil && (initial || (self.somebody(next) && !self.is(next, ADULTS)));
        (known || small).then_some(next)
    }

    /// « la fille de Mme Petit », « le fils d’Anna ».
    fn child_of(&self, at: usize) -> Option<usize> {
        let child = "fille fils enfant son daughter child";
        if !self.is(at, child) || !self.is(at + 1, OF) || !self.same(at, at + 2) {
            return None;
        }
        let titled = self.is(at + 2, TITLES) && self.same(at, at + 3);
        if titled {
            return self.all[at + 3].is_capital().then_some(at + 3);
        }
        (self.name(at + 2)).then_some(at + 2)
    }

    /// « Mme Petit, mère de Léa », « Emma’s mother ».
    fn parent_of(&self, at: usize) -> Option<usize> {
        if self.name(at) && self.is(at + 1, "s") && self.same(at, at + 2) {
            return (self.is(at + 2, PARENT) || self.is(at + 2, PARENTS)).then_some(at + 2);
        }
        if !self.is(at + 1, OF) || !self.same(at, at + 2) {
            return None;
        }
        let one = self.is(at, PARENT) && self.somebody(at + 2);
        let several = self.is(at, PARENTS) && self.name(at + 2);
        (one || several).then_some(at + 2)
    }

    fn health(&self, at: usize) -> Option<usize> {
        self.named_and_ill(at)
            .or_else(|| self.ill_and_named(at))
            .or_else(|| self.one_pupil(at))
            .or_else(|| self.few_pupils(at))
            .or_else(|| self.she_or_he(at))
            .or_else(|| self.own(at))
    }

    fn ill(&self, at: usize) -> bool {
        self.is(at, CONDITION) || self.is(at, CARE)
    }

    /// « Léa a un PAI », « Hugo est autiste ».
    fn named_and_ill(&self, at: usize) -> Option<usize> {
        self.name(at).then(|| self.after(at).find(|next| self.ill(*next))).flatten()
    }

    /// « le TDAH de Hugo », « l’orthophoniste d’Inès », « le handicap de cet élève ».
    fn ill_and_named(&self, at: usize) -> Option<usize> {
        if !self.ill(at) || !self.is(at + 1, OF) || !self.same(at, at + 2) {
            return None;
        }
        let this = (self.is(at + 2, THIS) || self.is(at + 2, OWN)) && self.is(at + 3, PUPIL);
        if this { Some(at + 3) } else { self.name(at + 2).then_some(at + 2) }
    }

    /// « cet élève est suivi par une orthophoniste », « un élève autiste ».
    fn one_pupil(&self, at: usize) -> Option<usize> {
        if !self.is(at, PUPIL) || self.is(at, OWN) && !self.before(at, OWN) {
            return None;
        }
        let mut who = at;
        while who > 0 && self.before(who, SMALL) {
            who -= 1;
        }
        let this = self.before(who, THIS) || self.before(who, OWN);
        let one = self.before(who, ONE);
        let reach = |list: &str| self.after(at).find(|next| self.is(*next, list));
        match (this, one) {
            (true, _) => reach(CONDITION).or_else(|| reach(CARE)),
            (_, true) => reach(CONDITION),
            _ => None,
        }
    }

    /// « trois élèves ont un PAI ».
    fn few_pupils(&self, at: usize) -> Option<usize> {
        if !self.is(at, FEW) || !self.is(at + 1, PUPILS) || !self.same(at, at + 1) {
            return None;
        }
        let ill = |next: &usize| self.ill(*next) || self.are_ill(*next);
        self.after(at + 1).find(ill)
    }

    /// « dyslexiques ».
    fn are_ill(&self, at: usize) -> bool {
        let one = self.all.get(at).and_then(|token| token.plain.strip_suffix('s'));
        one.is_some_and(|one| is(CONDITION, one))
    }

    /// « elle souffre d’épilepsie », « he was diagnosed with autism ».
    fn she_or_he(&self, at: usize) -> Option<usize> {
        if !self.is(at, SHE_OR_HE) || !self.same(at, at + 1) || !self.is(at + 1, HAS) {
            return None;
        }
        let near =
            |list: &str| (at + 2..at + 6).find(|next| self.same(at, *next) && self.is(*next, list));
        near(CONDITION).or_else(|| near(OWN_CARE))
    }

    /// « son PAI », « sa maladie », « her diagnosis of ADHD ».
    fn own(&self, at: usize) -> Option<usize> {
        let own = self.is(at, "son sa his her") && self.same(at, at + 1);
        if !own {
            return None;
        }
        if self.is(at + 1, OWN_CARE) || self.is(at + 1, CONDITION) {
            return Some(at + 1);
        }
        let named = self.is(at + 1, CARE) && self.is(at + 2, OF) && self.same(at, at + 3);
        (named && self.is(at + 3, CONDITION)).then_some(at + 3)
    }
}

/// A name, or one of two that are joined: `Lou-Anne`.
fn is_name(plain: &str) -> bool {
    is(NAMES, plain) || plain.split_once('-').is_some_and(|(first, _)| is(NAMES, first))
}
