//! « Qui a demandé cela ? »: each sentence of a dossier that came from a hall, and the ideas that
//! were not kept. Without script. Does not know: who may read which section.

use super::fragments::whose;
use crate::shell::{PageContext, document};
use crate::texts::dates::{Day, iso_day};
use crate::texts::people::{self, called};
use crate::texts::seance as texts;
use dossier::form::{SectionId, section};
use dossier::lang::Lang;
use dossier::seance::adopt::Voices;
use leptos::prelude::*;

/// Something that was said in a hall, without a name.
#[derive(Clone, Debug)]
pub struct AskedIdea {
    pub words: String,
    pub quality: String,
    pub seat: String,
}

/// In which séance.
#[derive(Clone, Debug)]
pub struct Held {
    pub title: String,
    /// ISO date.
    pub on: String,
}

/// A sentence that came from a hall.
#[derive(Clone, Debug)]
pub struct Origin {
    pub section: SectionId,
    /// What it says now; none when it is gone.
    pub now: Option<String>,
    /// The idea, and what was grouped with it.
    pub asked: Vec<AskedIdea>,
    pub held: Held,
    pub voices: Option<Voices>,
    /// When it was put there, and the name of who did so.
    pub at: i64,
    pub by: String,
}

/// An idea that was not kept.
#[derive(Clone, Debug)]
pub struct NotKept {
    pub said: AskedIdea,
    pub held: Held,
    pub reason: String,
}

pub fn page(
    context: &PageContext,
    dossier: &str,
    dossier_title: &str,
    origins: &[Origin],
    not_kept: &[NotKept],
) -> String {
    let lang = context.lang;
    let back = people::BACK.fill(lang, &[("title", dossier_title)]);
    let sections = SectionId::ALL
        .into_iter()
        .filter_map(|id| of_section(lang, dossier, id, origins))
        .collect_view();
    let none = origins
        .is_empty()
        .then(|| view! { <p class="text">{texts::ORIGINS_NONE.in_lang(lang)}</p> });
    let left = (!not_kept.is_empty()).then(|| {
        let lines = not_kept.iter().map(|one| left_out(lang, one)).collect_view();
        view! {
            <section class="origins-part" aria-labelledby="non-retenues">
                <h2 id="non-retenues">{texts::NOT_KEPT.in_lang(lang)}</h2>
                <ul class="origins">{lines}</ul>
            </section>
        }
    });
    let main = view! {
        <div class="page people-page">
            <p>
                <a href=format!("/dossiers/{dossier}")>{back}</a>
            </p>
            <h1>{texts::ORIGINS.in_lang(lang)}</h1>
            <p class="lede">{texts::ORIGINS_LEDE.in_lang(lang)}</p>
            {none} {sections} {left}
        </div>
    };
    document(context, texts::ORIGINS.in_lang(lang), main)
}

fn of_section(lang: Lang, dossier: &str, id: SectionId, origins: &[Origin]) -> Option<AnyView> {
    let here: Vec<&Origin> = origins.iter().filter(|origin| origin.section == id).collect();
    let name = id.name();
    let title = section(id).title.in_lang(lang);
    let lines = here.iter().map(|origin| line(lang, origin)).collect_view();
    (!here.is_empty()).then(|| {
        view! {
            <section class="origins-part" aria-labelledby=name>
                <h2 id=name>
                    <a href=format!("/dossiers/{dossier}#{name}")>{title}</a>
                </h2>
                <ul class="origins">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn line(lang: Lang, origin: &Origin) -> AnyView {
    let first = origin.asked.first().map(|said| said.words.as_str()).unwrap_or_default();
    let was = (origin.now.as_deref() != Some(first)).then(|| {
        view! {
            <p class="origin-first">{texts::ORIGIN_FIRST.in_lang(lang)} " " <q>{first.to_owned()}</q></p>
        }
    });
    let now = match &origin.now {
        Some(words) => {
            view! { <blockquote class="origin-now">{words.clone()}</blockquote> }.into_any()
        }
        None => view! { <p class="origin-gone">{texts::ORIGIN_GONE.in_lang(lang)}</p> }.into_any(),
    };
    let by = [
        ("date", Day::of_millis(origin.at).in_words(lang)),
        ("name", called(lang, &origin.by).to_owned()),
    ];
    let by =
        texts::ORIGIN_BY_OF.fill(lang, &by.each_ref().map(|(key, word)| (*key, word.as_str())));
    view! {
        <li class="origin">
            {now} {was}
            <dl class="origin-facts">
                <div>
                    <dt>{texts::ORIGIN_ASKED.in_lang(lang)}</dt>
                    {askers(lang, origin)}
                </div>
                <div>
                    <dt>{texts::ORIGIN_WHEN.in_lang(lang)}</dt>
                    <dd>{held(lang, &origin.held)}</dd>
                </div>
                <div>
                    <dt>{texts::ORIGIN_VOICES.in_lang(lang)}</dt>
                    <dd>{in_words(lang, origin.voices)}</dd>
                </div>
                <div>
                    <dt>{texts::ORIGIN_BY.in_lang(lang)}</dt>
                    <dd>{by}</dd>
                </div>
            </dl>
        </li>
    }
    .into_any()
}

/// The first by whom it was said, then what others said of it in their words.
fn askers(lang: Lang, origin: &Origin) -> AnyView {
    let asked = origin.asked.iter().enumerate();
    asked
        .map(|(at, said)| {
            let who = whose(lang, &said.quality, &said.seat);
            match at {
                0 => view! { <dd>{who}</dd> }.into_any(),
                _ => view! { <dd>{who} " – " <q>{said.words.clone()}</q></dd> }.into_any(),
            }
        })
        .collect_view()
        .into_any()
}

fn left_out(lang: Lang, one: &NotKept) -> AnyView {
    let reason = match one.reason.as_str() {
        "" => texts::NOT_KEPT_NO_REASON.in_lang(lang).to_owned(),
        reason => texts::NOT_KEPT_WHY.fill(lang, &[("reason", reason)]),
    };
    view! {
        <li class="origin">
            <p class="origin-now">{one.said.words.clone()}</p>
            <p>{reason}</p>
            <p class="idea-whose">{whose(lang, &one.said.quality, &one.said.seat)} " · " {held(lang, &one.held)}</p>
        </li>
    }
    .into_any()
}

fn held(lang: Lang, held: &Held) -> String {
    let date = iso_day(lang, &held.on);
    texts::ORIGIN_WHEN_OF.fill(lang, &[("seance", &held.title), ("date", &date)])
}

fn in_words(lang: Lang, voices: Option<Voices>) -> String {
    let Some(Voices { dots, voters }) = voices else {
        return texts::ORIGIN_NO_VOTE.in_lang(lang).to_owned();
    };
    let voters = texts::voters(lang, usize::try_from(voters).unwrap_or_default());
    let text = match dots {
        0 => texts::ORIGIN_DOTS_NONE,
        1 => texts::ORIGIN_DOTS_ONE,
        _ => texts::ORIGIN_DOTS,
    };
    text.fill(lang, &[("n", &dots.to_string()), ("voters", &voters)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    #[test]
    fn votes_are_counted_in_words() {
        let said = |dots, voters| in_words(Lang::Fr, Some(Voices { dots, voters }));
        assert_eq!(said(1, 1), "1 point, 1 votant");
        assert_eq!(said(12, 30), "12 points, 30 votants");
        assert_eq!(said(0, 4), "Aucun point, 4 votants");
        assert_eq!(in_words(Lang::Fr, None), "Pas de vote sur cette idée");
    }

    #[test]
    fn what_people_said_is_text() {
        let said =
            AskedIdea { words: HOSTILE.into(), quality: "parents".into(), seat: HOSTILE.into() };
        let held = Held { title: HOSTILE.into(), on: HOSTILE.into() };
        let origin = Origin {
            section: SectionId::Diagnosis,
            now: Some(HOSTILE.into()),
            asked: vec![said.clone(), said.clone()],
            held: held.clone(),
            voices: None,
            at: 0,
            by: HOSTILE.into(),
        };
        let gone = Origin { now: None, ..origin.clone() };
        let left = NotKept { said, held, reason: HOSTILE.into() };
        let context = context(Lang::Fr);
        let html = page(&context, "d", HOSTILE, &[origin, gone], &[left]);
        assert_harmless(&html);
        assert!(html.contains(texts::ORIGIN_GONE.in_lang(context.lang)));
    }
}
