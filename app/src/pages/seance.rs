//! Sessions of concertation: what their pages are told, and the pages. A page is made of parts, each
//! of which the server sends again when it is another. Must not know: connections, the database.

use crate::components::qr::Drawing;
use crate::shell::to_html;
use dossier::lists::ATTENDANCE;
use dossier::seance::ballot;
use dossier::seance::idea::Fate;
use dossier::seance::plan::{Course, Step};
use dossier::seance::wall::Wall;
use dossier::words::Lang;
use leptos::prelude::*;

pub mod join;
pub mod list;
pub mod origins;
pub mod parts;
pub mod phone;
pub mod reading;
pub mod remote;
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
    /// How many take part, by the ids of [`ATTENDANCE`].
    pub attendance: Vec<(String, i64)>,
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

    /// The ideas that are on the wall.
    pub fn shown_ideas(&self) -> impl Iterator<Item = &Idea> {
        self.ideas.iter().filter(|idea| idea.fate.is_shown())
    }
}

/// The HTML of a part by its name, which is the id of its place in the page.
pub type Parts = Vec<(&'static str, String)>;

fn part(name: &'static str, view: impl IntoView) -> (&'static str, String) {
    (name, to_html(view))
}

/// A quality in words.
pub fn quality(lang: Lang, id: &str) -> &'static str {
    ATTENDANCE.get(id).map_or("", |item| item.label.in_lang(lang))
}

/// The place of a part in a page, with what it holds at first.
fn place((name, html): (&'static str, String)) -> AnyView {
    view! { <div id=name data-part=name inner_html=html></div> }.into_any()
}

/// The QR code of the session with its six signs.
#[derive(Clone, Debug, Default)]
pub struct Door {
    pub qr: Drawing,
    /// Where one types the code: `preau.example/s`.
    pub address: String,
}
