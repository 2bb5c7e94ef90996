//! The drawing of the home page: a sheet pinned under the roof, where two people write and a
//! budget adds up. Decorative: whatever it shows is said in words beside it.

use crate::texts::home as texts;
use dossier::lang::Lang;
use leptos::prelude::*;

/// Grey words of the sheet: left edge, top, length.
const WORDS: [(i32, i32, i32); 9] = [
    (166, 238, 118),
    (294, 238, 60),
    (364, 238, 112),
    (166, 264, 74),
    (250, 264, 92),
    (166, 290, 52),
    (228, 290, 106),
    (344, 290, 70),
    (166, 316, 88),
];

/// Lines of the budget: length of the label, top, amount.
const LINES: [(i32, i32, &str); 2] = [(128, 362, "1\u{202f}250\u{a0}€"), (172, 390, "640\u{a0}€")];

const TOTAL: &str = "1\u{202f}890\u{a0}€";

pub fn yard(lang: Lang) -> AnyView {
    view! {
        <svg class="yard" viewBox="0 0 640 520" fill="none" aria-hidden="true" focusable="false">
            <g class="yard-tree">
                <circle cx="548" cy="196" r="66" />
                <circle cx="598" cy="238" r="52" />
                <circle cx="520" cy="252" r="48" />
                <path d="M552 250h14v234h-14z" />
            </g>
            <path class="yard-post" d="M62 120V484M524 52V484" stroke-width="11" />
            <path class="yard-roof" d="M4 122 636 32v26L4 148Z" />
            <path class="yard-ground" d="M0 485H640" stroke-width="2" />
            <rect class="yard-sheet" x="130" y="172" width="378" height="272" rx="3" stroke-width="1.5" />
            {sheet()}
            {caret("who-3", 342, 256, 74, texts::DRAWN_TEACHER.in_lang(lang))}
            {caret("who-1", 254, 308, 92, texts::DRAWN_PARTNER.in_lang(lang))}
            <path
                class="yard-bench"
                d="M196 462H330M214 462V485M312 462V485"
                stroke-width="8"
            />
            <circle class="yard-mustard" cx="418" cy="472" r="12" />
        </svg>
    }
    .into_any()
}

fn sheet() -> AnyView {
    let words = WORDS
        .map(|(x, y, width)| {
            view! { <rect class="yard-word" x=x y=y width=width height="9" rx="2" /> }
        })
        .collect_view();
    let lines = LINES
        .map(|(width, y, amount)| {
            view! {
                <rect class="yard-word" x="166" y=y width=width height="9" rx="2" />
                <text class="yard-amount" x="476" y=y + 10 text-anchor="end">
                    {amount}
                </text>
            }
        })
        .collect_view();
    view! {
        <rect class="yard-mustard" x="166" y="192" width="34" height="8" />
        <rect class="yard-title" x="166" y="208" width="206" height="14" rx="2" />
        {words}
        <path class="yard-rule" d="M166 342H476M166 408H476" stroke-width="1.5" />
        {lines}
        <text class="yard-amount yard-sum" x="476" y="432" text-anchor="end">
            {TOTAL}
        </text>
    }
    .into_any()
}

/// A caret at `(x, y)` with the writer's name above it, and the words just touched before it.
fn caret(who: &'static str, x: i32, y: i32, width: i32, name: &'static str) -> AnyView {
    view! {
        <g class=who>
            <rect class="yard-touched" x=x - 60 y=y + 2 width="60" height="22" />
            <rect class="yard-caret" x=x y=y width="3" height="26" />
            <rect class="yard-caret" x=x y=y - 22 width=width height="23" rx="3" />
            <text class="yard-name" x=x + 9 y=y - 6>
                {name}
            </text>
        </g>
    }
    .into_any()
}
