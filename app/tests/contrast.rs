//! The colours of the style sheet, measured: whoever changes one learns here what can no longer be
//! read. Knows `style/base/_tokens.scss` and the thresholds of WCAG 2.2, nothing of the pages.

use std::collections::HashMap;

const TOKENS: &str = include_str!("../../style/base/_tokens.scss");
const SEANCE: &str = include_str!("../../style/seance/_seance.scss");

/// What text and controls stand on.
const GROUNDS: [&str; 3] = ["ground", "surface", "sunk"];

type Theme = HashMap<String, f64>;

/// Relative luminance of every colour of a theme, by its name.
fn theme(name: &str) -> Theme {
    let start = TOKENS.find(&format!("@mixin {name} {{")).expect("the theme is in the sheet");
    let body = TOKENS[start..].split('}').next().unwrap_or_default();
    body.lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
            Some((name.to_owned(), luminance(value.trim_end_matches(';'))))
        })
        .collect()
}

fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = u8::from_str_radix(&hex[at..at + 2], 16).expect("two hexadecimal digits");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn assert_contrast(theme: &Theme, of: &str, on: &str, least: f64) {
    let (a, b) = (theme[of], theme[on]);
    let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
    assert!(ratio >= least, "--{of} on --{on}: {ratio:.2}, {least} wanted");
}

fn both_themes(check: impl Fn(&Theme)) {
    for name in ["light", "dark"] {
        let theme = theme(name);
        assert!(theme.len() > 40, "the {name} theme was not read");
        check(&theme);
    }
}

#[test]
fn black_on_white_is_21() {
    let ratio = (luminance("ffffff") + 0.05) / (luminance("000000") + 0.05);
    assert!((ratio - 21.0).abs() < 0.001, "{ratio}");
}

#[test]
fn words_can_be_read_wherever_they_stand() {
    both_themes(|theme| {
        for words in ["ink", "ink-soft", "accent", "accent-strong", "brick", "warn", "danger", "ok"]
        {
            for ground in GROUNDS {
                assert_contrast(theme, words, ground, 4.5);
            }
        }
        let washed = [
            ("accent-ink", "accent"),
            ("accent-ink", "accent-strong"),
            ("ink", "accent-wash"),
            ("accent-strong", "accent-wash"),
            ("ink", "warn-wash"),
            ("ink", "danger-wash"),
            ("danger", "danger-wash"),
            ("ok", "ok-wash"),
        ];
        for (words, ground) in washed {
            assert_contrast(theme, words, ground, 4.5);
        }
    });
}

#[test]
fn controls_and_the_focus_can_be_seen() {
    both_themes(|theme| {
        for part in ["line-strong", "focus"] {
            for ground in GROUNDS {
                assert_contrast(theme, part, ground, 3.0);
            }
        }
    });
}

/// What a vote came to is read from a wall at ten metres.
#[test]
fn the_bars_of_a_vote_can_be_told_from_what_they_lie_on() {
    let rule = SEANCE.split(".seance-bar {").nth(1).and_then(|rest| rest.split('}').next());
    let background = rule.and_then(|rule| rule.split("background:").nth(1)).expect("a background");
    let names: Vec<&str> = background
        .split("var(--")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|name| *name != "part")
        .collect();
    let [bar, _, track] = names.as_slice() else { panic!("a bar on a track: {names:?}") };
    both_themes(|theme| assert_contrast(theme, bar, track, 3.0));
}

#[test]
fn everybody_can_be_told_apart_from_the_page_and_their_name_read() {
    both_themes(|theme| {
        for n in 1..=12 {
            for ground in GROUNDS {
                assert_contrast(theme, &format!("who-{n}"), ground, 3.0);
            }
            assert_contrast(theme, &format!("who-{n}-ink"), &format!("who-{n}"), 4.5);
        }
    });
}
