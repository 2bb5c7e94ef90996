//! The pages of a séance. A page is made of parts, each of which the server sends again when it has
//! changed. Does not know: connections, the database.

use crate::components::qr::Drawing;
use crate::shell::to_html;
use dossier::form::lists::ATTENDANCE;
use dossier::lang::Lang;
use leptos::prelude::*;

pub mod class;
mod comments;
pub mod fragments;
pub mod held;
pub mod invitation;
pub mod join;
pub mod list;
pub mod phone;
pub mod prepare;
pub mod provenance;
pub mod releve;
pub mod remote;
pub mod section_view;
pub mod speaking;
pub mod wall;

/// The HTML of a part by its name, which is the id of its place in the page.
pub type Parts = Vec<(&'static str, String)>;

pub(crate) fn part(name: &'static str, view: impl IntoView) -> (&'static str, String) {
    (name, to_html(view))
}

/// A quality in words.
pub fn quality(lang: Lang, id: &str) -> &'static str {
    ATTENDANCE.get(id).map_or("", |item| item.label.in_lang(lang))
}

/// The place of a part in a page, with what it holds at first.
pub(crate) fn place((name, html): (&'static str, String)) -> AnyView {
    view! { <div id=name data-part=name inner_html=html></div> }.into_any()
}

/// How one joins a séance, beside its code.
#[derive(Clone, Debug, Default)]
pub struct JoinInfo {
    pub qr: Drawing,
    /// Where one types the code: `preau.example/s`.
    pub address: String,
}

#[cfg(test)]
mod tests {
    use super::wall::Behind;
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};
    use dossier::form::SectionId;
    use dossier::rights::Role;
    use dossier::seance::adopt::Targets;
    use dossier::seance::ballot::{Answer, Ballot, CountedVote, Kind, Reason, Vote, tally};
    use dossier::seance::class::{Class, HeldIdea};
    use dossier::seance::idea::{Fate, Idea};
    use dossier::seance::meeting::Meeting;
    use dossier::seance::participant::Participant;
    use dossier::seance::plan::{Course, Step};
    use dossier::seance::speaking::Turn;
    use dossier::seance::wall::Shown;
    use dossier::seance::{LiveSeance, Seance};
    use std::collections::BTreeMap;

    fn everything() -> Targets {
        Targets::of(&Role::Head.into())
    }

    fn hostile() -> LiveSeance {
        let words = || HOSTILE.to_owned();
        let idea = |id: &str, fate| Idea {
            id: id.to_owned(),
            quality: words(),
            seat: words(),
            words: words(),
            account: Some(words()),
            fate,
            at: 0,
        };
        let vote = |id: &str, kind, closed_at| CountedVote {
            vote: Vote {
                id: id.to_owned(),
                kind,
                question: words(),
                options: vec![words(), words()],
                secret: false,
                at: 0,
                closed_at,
                results_shown: true,
            },
            tally: tally(kind, 2, [(Some(HOSTILE), &Ballot::Dots([(1, 1)].into()))]),
            reasons: vec![Reason { answer: Answer::No, quality: Some(words()), words: words() }],
        };
        let seance = Seance {
            id: "z".to_owned(),
            dossier: "d".to_owned(),
            title: words(),
            place: words(),
            site: "http://préau.example".to_owned(),
            code: Some("K7M2QX".to_owned()),
            questions: vec![words()],
            plan: vec![Step { title: words(), minutes: 5 }],
            course: Course::default().go(1, 0, 0),
            holder: words(),
            holder_name: words(),
            ideas_open: true,
            headcount: BTreeMap::from([(words(), 2)]),
            meeting: Meeting { on: words(), at: words(), tables: 2 },
            ..Seance::default()
        };
        let held =
            |id: &str, aside| HeldIdea { id: id.to_owned(), class: 1, words: words(), aside };
        LiveSeance {
            seance,
            dossier_title: words(),
            ideas: vec![
                idea("i1", Fate::Open),
                idea("i2", Fate::Left(words())),
                idea("i3", Fate::Kept(SectionId::Diagnosis)),
                idea("i4", Fate::Hidden),
                idea("i5", Fate::Merged("i1".to_owned())),
            ],
            blocked: Vec::new(),
            votes: vec![vote("v1", Kind::Consent, Some(1)), vote("v2", Kind::Dots(3), None)],
            attendance: vec![(words(), 3)],
            devices: 3,
            classes: vec![Class { number: 1, name: words(), ..Class::default() }],
            held: vec![held(HOSTILE, false), held(HOSTILE, true)],
            turns: [None, Some(0)]
                .map(|began_at| Turn {
                    id: format!("{began_at:?}{HOSTILE}"),
                    name: words(),
                    quality: words(),
                    began_at,
                    ..Turn::default()
                })
                .into(),
            now: 400_000,
        }
    }

    fn hostile_pitch() -> crate::pages::pitch::slides::Pitch {
        let words = || HOSTILE.to_owned();
        let slide = |part| dossier::pitch::Slide {
            part,
            lead: words(),
            figures: vec![dossier::pitch::Figure { value: words(), label: words() }],
            points: vec![words()],
            more: 2,
        };
        crate::pages::pitch::slides::Pitch {
            title: words(),
            slides: dossier::pitch::Part::ALL.map(slide).to_vec(),
            notes: vec![vec![words()]; 5],
            words: 400,
        }
    }

    #[test]
    fn what_a_room_says_is_shown_as_text_everywhere() {
        let mut seance = hostile();
        let join = JoinInfo { qr: Drawing::default(), address: HOSTILE.to_owned() };
        for lang in [Lang::Fr, Lang::En] {
            let context = context(lang);
            let votes = ["v1", "v2"].map(|id| Shown::Vote(id.to_owned()));
            for shown in [Shown::Join, Shown::Plan, Shown::Ideas].into_iter().chain(votes) {
                seance.seance.wall = seance.wall.show(shown);
                let parts = wall::changing(&seance, &Behind::default(), &join);
                assert_harmless(&wall::page(&context, &seance, parts));
            }
            let who =
                remote::Facilitator { account: HOSTILE.to_owned(), standing: Role::Head.into() };
            let passage = dossier::seance::passage::Passage {
                path: dossier::document::path::Path::field(HOSTILE),
                from: 0,
                to: 1,
                words: HOSTILE.to_owned(),
            };
            let passages =
                remote::Passages { all: vec![passage.clone()], highlighted: Some(passage.clone()) };
            let parts = remote::changing(lang, everything(), &seance, &passages);
            assert_harmless(&remote::page(&context, &seance, &who, parts, None));
            let participant = Participant {
                joined_at: 0,
                account: HOSTILE.to_owned(),
                name: HOSTILE.to_owned(),
                quality: "parents".to_owned(),
                seat: HOSTILE.to_owned(),
                email: Some(HOSTILE.to_owned()),
                ..Participant::default()
            };
            let typed = HOSTILE.to_owned();
            let who = phone::PhoneView { participant, typed, ..phone::PhoneView::default() };
            let pitch = hostile_pitch();
            let parts = crate::pages::pitch::presenter::changing(lang, &seance, &pitch);
            let run = dossier::pitch::talk::Run {
                id: HOSTILE.to_owned(),
                at: 0,
                rehearsed: true,
                spent: vec![1],
            };
            assert_harmless(&crate::pages::pitch::presenter::page(
                &context,
                &seance,
                parts,
                &[run],
            ));
            seance.seance.wall = seance.wall.show(Shown::Pitch);
            let behind = Behind { pitch: Some(&pitch), ..Behind::default() };
            assert_harmless(&wall::page(
                &context,
                &seance,
                wall::changing(&seance, &behind, &join),
            ));
            let mirror = wall::mirror(lang, &seance, &behind);
            let parts = phone::changing(lang, &seance, &mirror);
            assert_harmless(&phone::page(&context, &seance, &who, parts, None));
            let class = &seance.classes[0];
            let typed = class::ClassForm { name: HOSTILE.to_owned(), pupils: HOSTILE.to_owned() };
            let page = class::page(&context, &seance, class, &join, false, (&typed, &[]));
            assert_harmless(&page);
            assert_harmless(&class::ask(&context, "z", HOSTILE, &typed, &[]));
            assert_harmless(&class::enter(&context, HOSTILE, HOSTILE, "K7M2QX"));
            let typed = prepare::PrepareForm {
                title: HOSTILE.to_owned(),
                on: HOSTILE.to_owned(),
                at: HOSTILE.to_owned(),
                tables: HOSTILE.to_owned(),
                place: HOSTILE.to_owned(),
                questions: HOSTILE.to_owned(),
                plan: HOSTILE.to_owned(),
            };
            assert_harmless(&list::page(&context, "d", HOSTILE, &[], &typed, &[]));
            assert_harmless(&prepare::page(&context, ("s", "d"), &typed, &[]));
            let letters = invitation::Letters { typed: HOSTILE.to_owned(), ..Default::default() };
            assert_harmless(&invitation::page(
                &context,
                &seance,
                &join,
                &[Drawing::default()],
                &letters,
            ));
        }
    }

    #[test]
    fn time_goes_by_in_clocks_and_in_no_other_part() {
        let seance = hostile();
        let later = LiveSeance { now: seance.now + 1_000, ..seance.clone() };
        let join = JoinInfo { qr: Drawing::default(), address: String::new() };
        let pages: [fn(&LiveSeance, &JoinInfo) -> Parts; 3] = [
            |seance, _| phone::changing(Lang::Fr, seance, ""),
            |seance, _| remote::changing(Lang::En, everything(), seance, &Default::default()),
            |seance, join| {
                let mut seance = seance.clone();
                seance.seance.wall = seance.wall.show(Shown::Ideas);
                wall::changing(&seance, &Behind::default(), join)
            },
        ];
        for page in pages {
            let (before, after) = (page(&seance, &join), page(&later, &join));
            let others = before.iter().zip(&after).filter(|(before, after)| before != after);
            let still = others.filter(|(part, _)| !["clock", "speaker"].contains(&part.0));
            assert_eq!(still.map(|(part, _)| part.0).collect::<Vec<_>>(), [""; 0]);
            assert!(before != after, "something goes on");
            let names: std::collections::BTreeSet<_> = before.iter().map(|part| part.0).collect();
            assert_eq!(names.len(), before.len(), "each has a name of its own");
        }
    }

    #[test]
    fn what_is_over_asks_nothing_and_counts_nothing() {
        let mut seance = hostile();
        let join = JoinInfo { qr: Drawing::default(), address: String::new() };
        seance.seance.wall = seance.wall.show(Shown::Ideas);
        let all = |seance: &LiveSeance| {
            let wall = wall::changing(seance, &Behind::default(), &join);
            let phone = phone::changing(Lang::Fr, seance, "");
            let html = wall.into_iter().chain(phone).map(|(_, html)| html);
            html.collect::<String>()
        };
        let live = all(&seance);
        let asks = ["seance-clock", "phone-question", "speaking-state", "wall-speaker"];
        assert!(asks.iter().all(|one| live.contains(one)), "{live}");
        (seance.seance.code, seance.seance.ended_at) = (None, Some(400_000));
        seance.seance.ideas_open = false;
        seance.votes.clear();
        let over = all(&seance);
        assert!(!asks.iter().any(|one| over.contains(one)), "{over}");
        assert!(over.contains("data-ended=\"true\"") && !live.contains("data-ended"), "{over}");
    }
}
