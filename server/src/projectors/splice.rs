//! What somebody is told of the parts of a page that are others than they have: the whole part, or
//! only what stands in the place of what. A hall of phones that follow a section while it is
//! written would else be sent all of it at each letter. Does not know: who is told, what a part
//! says.

use app::pages::seance::Parts;
use serde_json::{Map, Value, json};

/// The parts of `now` that are others than `before`, by their names: a text, or `[at, gone, words]`
/// where `words` stand for the `gone` UTF-16 units that were at `at`.
pub fn changes(before: &Parts, now: &Parts) -> Map<String, Value> {
    let known = |name: &str| before.iter().find(|part| part.0 == name).map(|part| part.1.as_str());
    let others = now.iter().filter(|(name, html)| known(name) != Some(html));
    others.map(|(name, html)| ((*name).to_owned(), difference(known(name), html))).collect()
}

fn difference(before: Option<&str>, now: &str) -> Value {
    let Some(before) = before else { return now.into() };
    let start = common(before.chars().zip(now.chars()));
    let (old, new) = (&before[start..], &now[start..]);
    let end = common(old.chars().rev().zip(new.chars().rev()));
    let (gone, words) = (&old[..old.len() - end], &new[..new.len() - end]);
    // What changed nearly everywhere is read sooner as a whole.
    match words.len() * 2 < now.len() {
        true => json!([utf16(&before[..start]), utf16(gone), words]),
        false => now.into(),
    }
}

/// The bytes of what two texts have in common from where they are read.
fn common(both: impl Iterator<Item = (char, char)>) -> usize {
    both.take_while(|(one, other)| one == other).map(|(sign, _)| sign.len_utf8()).sum()
}

/// How long a browser says that it is.
fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a page makes of it.
    fn spliced(before: &str, told: &Value) -> String {
        let units: Vec<u16> = before.encode_utf16().collect();
        let Some([at, gone, words]) = told.as_array().map(Vec::as_slice) else {
            return told.as_str().unwrap().to_owned();
        };
        let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let (at, gone) = (number(at), number(gone));
        let end = String::from_utf16(&units[at + gone..]).unwrap();
        String::from_utf16(&units[..at]).unwrap() + words.as_str().unwrap() + &end
    }

    fn parts(html: &str) -> Parts {
        vec![("clock", "0".to_owned()), ("screen", html.to_owned())]
    }

    #[test]
    fn what_is_told_is_what_the_browser_expects() {
        let cases = include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../dossier/tests/twins/splice.json"
        ));
        for case in serde_json::from_str::<Vec<Value>>(cases).unwrap() {
            let text = |name: &str| case[name].as_str().unwrap();
            let told = changes(&parts(text("before")), &parts(text("now")));
            assert_eq!(told["screen"], case["told"], "{case}");
        }
    }

    #[test]
    fn only_what_is_another_is_told_and_a_letter_is_told_as_a_letter() {
        let long = "É🏫 un texte de la cour, assez long pour être suivi";
        for (before, now) in [
            ("", long),
            (long, ""),
            (long, "tout autre chose"),
            (long, &long.replace("cour", "cours")),
            (long, &long.replace("🏫", "🏠")),
            (long, &long.replace('É', "")),
            (long, &format!("{long}{long}")),
            ("aaaa", "aaa"),
            ("aaa", "aaaa"),
            ("é", "è"),
        ] {
            let told = changes(&parts(before), &parts(now));
            assert_eq!(told.keys().collect::<Vec<_>>(), ["screen"], "{now}");
            assert_eq!(spliced(before, &told["screen"]), now, "{before} {told:?}");
        }
        let told = changes(&parts(long), &parts(&long.replace("cour", "cours")));
        assert_eq!(told["screen"], json!([23, 0, "s"]));
        assert!(changes(&parts(long), &parts(long)).is_empty());
        assert_eq!(changes(&Vec::new(), &parts(long))["screen"], long);
    }
}
