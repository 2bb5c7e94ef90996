//! Sessions of concertation: what their pages are told, and the pages. A page is made of parts, each
//! of which the server sends again when it is another. Must not know: connections, the database.

use crate::components::qr::Drawing;
use crate::shell::to_html;
use dossier::form::lists::ATTENDANCE;
use dossier::lang::Lang;
use dossier::seance::ballot;
use dossier::seance::idea::Fate;
use dossier::seance::meeting::{self, Meeting};
use dossier::seance::plan::{Course, Step};
use dossier::seance::speaking::Turn;
use dossier::seance::wall::Wall;
use leptos::prelude::*;
use std::collections::BTreeMap;

pub mod class;
mod comments;
pub mod fragments;
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

/// A session as everybody in it may know it, at an instant.
#[derive(Clone, Debug)]
pub struct Seance {
    pub id: String,
    pub dossier: String,
    /// The dossier's title.
    pub dossier_title: String,
    pub title: String,
    pub place: String,
    /// Scheme and host of where the room joins.
    pub site: String,
    /// None once it has ended.
    pub code: Option<String>,
    /// The language of the wall.
    pub lang: Lang,
    pub questions: Vec<String>,
    pub plan: Vec<Step>,
    pub course: Course,
    pub wall: Wall,
    pub holder: String,
    pub holder_name: String,
    pub ideas_open: bool,
    /// In their order.
    pub ideas: Vec<Idea>,
    pub votes: Vec<Vote>,
    /// How many take part by their devices, by the ids of [`ATTENDANCE`].
    pub attendance: Vec<(String, i64)>,
    /// The devices themselves.
    pub devices: i64,
    /// How many were counted by hand.
    pub headcount: BTreeMap<String, u32>,
    pub meeting: Meeting,
    pub created_at: i64,
    pub ended_at: Option<i64>,
    /// Its classes, with what the room has not read: of that each page shows its own class's alone.
    pub classes: Vec<class::Class>,
    /// Who asks for the floor, has it, had it, in the order in which they asked.
    pub floor: Vec<Turn>,
    /// Milliseconds since 1970.
    pub now: i64,
}

/// An idea as it is shown.
#[derive(Clone, Debug)]
pub struct Idea {
    pub id: String,
    /// Of [`ATTENDANCE`].
    pub quality: String,
    pub seat: String,
    pub words: String,
    pub fate: Fate,
    /// What was grouped with it.
    pub also: Vec<String>,
    /// The device it came from, for moderators.
    pub account: Option<String>,
    pub blocked: bool,
}

/// A vote as it is shown.
#[derive(Clone, Debug)]
pub struct Vote {
    pub id: String,
    pub kind: ballot::Kind,
    pub question: String,
    pub options: Vec<String>,
    pub secret: bool,
    pub is_open: bool,
    pub results_shown: bool,
    pub tally: ballot::Tally,
    /// Why some have a reservation or object.
    pub reasons: Vec<Reason>,
}

/// Why somebody does not simply go along.
#[derive(Clone, Debug)]
pub struct Reason {
    pub answer: ballot::Answer,
    /// Of [`ATTENDANCE`]; none in a secret vote.
    pub quality: Option<String>,
    pub words: String,
}

impl Seance {
    /// The vote that is open; there is one at a time.
    pub fn open_vote(&self) -> Option<&Vote> {
        self.votes.iter().find(|vote| vote.is_open)
    }

    /// What the room is asked now: the question of the step in course, or the last one.
    pub fn question(&self) -> Option<&str> {
        let at = self.course.at.unwrap_or(0).min(self.questions.len().checked_sub(1)?);
        self.questions.get(at).map(String::as_str)
    }

    /// How many are there, as far as anybody knows.
    pub fn present(&self) -> Vec<(&'static str, u32)> {
        meeting::present(&self.attendance, &self.headcount)
    }

    /// The ideas that are on the wall.
    pub fn shown_ideas(&self) -> impl Iterator<Item = &Idea> {
        self.ideas.iter().filter(|idea| idea.fate.is_shown())
    }
}

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

/// The QR code of the session with its six signs.
#[derive(Clone, Debug, Default)]
pub struct Door {
    pub qr: Drawing,
    /// Where one types the code: `preau.example/s`.
    pub address: String,
}

#[cfg(test)]
mod tests {
    use super::wall::Behind;
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, frame};
    use dossier::form::SectionId;
    use dossier::rights::Role;
    use dossier::seance::adopt::Targets;
    use dossier::seance::ballot::{Ballot, Kind, tally};
    use dossier::seance::wall::Shown;

    fn everything() -> Targets {
        Targets::of(&Role::Head.into())
    }

    fn hostile() -> Seance {
        let words = || HOSTILE.to_owned();
        let idea = |id: &str, fate| Idea {
            id: id.to_owned(),
            quality: words(),
            seat: words(),
            words: words(),
            fate,
            also: vec![words()],
            account: Some(words()),
            blocked: false,
        };
        let vote = |id: &str, kind, is_open| Vote {
            id: id.to_owned(),
            kind,
            question: words(),
            options: vec![words(), words()],
            secret: false,
            is_open,
            results_shown: true,
            tally: tally(kind, 2, [(Some(HOSTILE), &Ballot::Dots([(1, 1)].into()))]),
            reasons: vec![Reason {
                answer: ballot::Answer::No,
                quality: Some(words()),
                words: words(),
            }],
        };
        Seance {
            id: "z".to_owned(),
            dossier: "d".to_owned(),
            dossier_title: words(),
            title: words(),
            place: words(),
            site: "http://préau.example".to_owned(),
            code: Some("K7M2QX".to_owned()),
            lang: Lang::Fr,
            questions: vec![words()],
            plan: vec![Step { title: words(), minutes: 5 }],
            course: Course::default().go(1, 0, 0),
            wall: Wall::default(),
            holder: words(),
            holder_name: words(),
            ideas_open: true,
            ideas: vec![
                idea("i1", Fate::Open),
                idea("i2", Fate::Left(words())),
                idea("i3", Fate::Kept(SectionId::Diagnosis)),
                idea("i4", Fate::Hidden),
            ],
            votes: vec![vote("v1", Kind::Consent, false), vote("v2", Kind::Dots(3), true)],
            attendance: vec![(words(), 3)],
            devices: 3,
            headcount: BTreeMap::from([(words(), 2)]),
            meeting: Meeting { on: words(), at: words(), tables: 2 },
            created_at: 0,
            ended_at: None,
            classes: vec![class::Class {
                number: 1,
                name: words(),
                waiting: vec![class::Held { id: words(), words: words() }],
                aside: vec![class::Held { id: words(), words: words() }],
                ..Default::default()
            }],
            floor: [None, Some(0)]
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
        let door = Door { qr: Drawing::default(), address: HOSTILE.to_owned() };
        for lang in [Lang::Fr, Lang::En] {
            let frame = frame(lang);
            let votes = ["v1", "v2"].map(|id| Shown::Vote(id.to_owned()));
            for shown in [Shown::Door, Shown::Plan, Shown::Ideas].into_iter().chain(votes) {
                seance.wall = seance.wall.show(shown);
                let parts = wall::changing(&seance, &Behind::default(), &door);
                assert_harmless(&wall::page(&frame, &seance, parts));
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
                remote::Passages { all: vec![passage.clone()], lit: Some(passage.clone()) };
            let parts = remote::changing(lang, everything(), &seance, &passages);
            assert_harmless(&remote::page(&frame, &seance, &who, parts, None));
            let who = phone::Participant {
                name: HOSTILE.to_owned(),
                quality: "parents".to_owned(),
                seat: HOSTILE.to_owned(),
                blocked: false,
                in_class: false,
                ballot: None,
                theirs: phone::follow_up::Theirs {
                    ideas: vec!["i2".to_owned()],
                    email: Some(HOSTILE.to_owned()),
                    may_hear: true,
                    ..Default::default()
                },
                typed: HOSTILE.to_owned(),
                account: String::new(),
            };
            let pitch = hostile_pitch();
            let parts = crate::pages::pitch::presenter::changing(lang, &seance, &pitch);
            let run = crate::pages::pitch::presenter::Run {
                id: HOSTILE.to_owned(),
                at: 0,
                rehearsed: true,
                spent: vec![1],
            };
            assert_harmless(&crate::pages::pitch::presenter::page(&frame, &seance, parts, &[run]));
            seance.wall = seance.wall.show(Shown::Pitch);
            let behind = Behind { pitch: Some(&pitch), ..Behind::default() };
            assert_harmless(&wall::page(&frame, &seance, wall::changing(&seance, &behind, &door)));
            let mirror = wall::mirror(lang, &seance, &behind);
            let parts = phone::changing(lang, &seance, &mirror);
            assert_harmless(&phone::page(&frame, &seance, &who, parts, None));
            let class = &seance.classes[0];
            let typed = class::Typed { name: HOSTILE.to_owned(), pupils: HOSTILE.to_owned() };
            let page = class::page(&frame, &seance, class, &door, false, (&typed, &[]));
            assert_harmless(&page);
            assert_harmless(&class::ask(&frame, "z", HOSTILE, &typed, &[]));
            assert_harmless(&class::enter(&frame, HOSTILE, HOSTILE, "K7M2QX"));
            let typed = prepare::Typed {
                title: HOSTILE.to_owned(),
                on: HOSTILE.to_owned(),
                at: HOSTILE.to_owned(),
                tables: HOSTILE.to_owned(),
                place: HOSTILE.to_owned(),
                questions: HOSTILE.to_owned(),
                plan: HOSTILE.to_owned(),
            };
            assert_harmless(&list::page(&frame, "d", HOSTILE, &[], &typed, &[]));
            assert_harmless(&prepare::page(&frame, ("s", "d"), &typed, &[]));
            let letters = invitation::Letters { typed: HOSTILE.to_owned(), ..Default::default() };
            assert_harmless(&invitation::page(
                &frame,
                &seance,
                &door,
                &[Drawing::default()],
                &letters,
            ));
        }
    }

    #[test]
    fn time_goes_by_in_clocks_and_in_no_other_part() {
        let seance = hostile();
        let later = Seance { now: seance.now + 1_000, ..seance.clone() };
        let door = Door { qr: Drawing::default(), address: String::new() };
        let pages: [fn(&Seance, &Door) -> Parts; 3] = [
            |seance, _| phone::changing(Lang::Fr, seance, ""),
            |seance, _| remote::changing(Lang::En, everything(), seance, &Default::default()),
            |seance, door| {
                wall::changing(
                    &Seance { wall: seance.wall.show(Shown::Ideas), ..seance.clone() },
                    &Behind::default(),
                    door,
                )
            },
        ];
        for page in pages {
            let (before, after) = (page(&seance, &door), page(&later, &door));
            let others = before.iter().zip(&after).filter(|(before, after)| before != after);
            let still = others.filter(|(part, _)| !["clock", "speaking"].contains(&part.0));
            assert_eq!(still.map(|(part, _)| part.0).collect::<Vec<_>>(), [""; 0]);
            assert!(before != after, "something goes on");
            let names: std::collections::BTreeSet<_> = before.iter().map(|part| part.0).collect();
            assert_eq!(names.len(), before.len(), "each has a name of its own");
        }
    }
}
