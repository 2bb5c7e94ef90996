//! The slides of the 180-second talk, as the wall, the phones and who presents see them. Does not
//! know: which of these it is.

use crate::texts::pitch as texts;
use dossier::lang::Lang;
use dossier::pitch::{Figure, Part, Slide};
use leptos::prelude::*;

/// A talk as the dossier makes it now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pitch {
    /// The title of the project.
    pub title: String,
    /// In the order of [`Part::ALL`].
    pub slides: Vec<Slide>,
    /// The paragraphs to be said, a slide each.
    pub notes: Vec<Vec<String>>,
    /// How many words these have in all.
    pub words: u32,
}

/// One slide; nothing while the dossier is being read.
pub fn slide(lang: Lang, pitch: &Pitch, at: usize) -> Option<AnyView> {
    let slide = pitch.slides.get(at)?;
    let figures = slide.figures.iter().map(figure).collect_view();
    let points = slide.points.iter().map(|point| view! { <li>{point.clone()}</li> }).collect_view();
    let more = match slide.more {
        0 => None,
        1 => Some(texts::MORE_ONE.in_lang(lang).to_owned()),
        n => Some(texts::MORE.fill(lang, &[("n", &n.to_string())])),
    };
    let which = texts::SLIDE
        .fill(lang, &[("n", &(at + 1).to_string()), ("count", &Part::ALL.len().to_string())]);
    let words = if slide.is_empty() {
        view! { <p class="reading-empty">{texts::EMPTY.in_lang(lang)}</p> }.into_any()
    } else {
        view! {
            {(!slide.lead.is_empty()).then(|| view! { <p class="slide-lead">{slide.lead.clone()}</p> })}
            {(!slide.figures.is_empty()).then(|| view! { <dl class="slide-figures">{figures}</dl> })}
            {(!slide.points.is_empty()).then(|| view! { <ul class="slide-points">{points}</ul> })}
            {more.map(|more| view! { <p class="slide-more">{more}</p> })}
        }
        .into_any()
    };
    Some(
        view! {
            <div class="slide" data-slide=(at + 1).to_string()>
                <p class="slide-project">
                    {pitch.title.clone()} <span class="visually-hidden">" – " {which}</span>
                </p>
                <h2 class="slide-title">{slide.part.title().in_lang(lang)}</h2>
                {words}
                <p class="slide-dots" aria-hidden="true">
                    {(0..Part::ALL.len())
                        .map(|dot| view! { <span class:now=dot == at></span> })
                        .collect_view()}
                </p>
            </div>
        }
        .into_any(),
    )
}

/// The most characters of a number in large; what is longer is words too.
const LARGE: usize = 12;

fn figure(figure: &Figure) -> AnyView {
    let long = figure.value.chars().count() > LARGE;
    view! {
        <div>
            <dt>{figure.label.clone()}</dt>
            <dd class:long=long>{figure.value.clone()}</dd>
        </div>
    }
    .into_any()
}
