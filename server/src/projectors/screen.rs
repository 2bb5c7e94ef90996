//! What a séance shows at an instant, to each audience. Owns: [`Screen`]. Does not know: how it is
//! sent, what is kept.

use app::pages::pitch::presenter;
use app::pages::pitch::slides::Pitch;
use app::pages::seance::remote::{self, Passages};
use app::pages::seance::{Parts, class, phone};
use dossier::lang::Lang;
use dossier::seance::LiveSeance;
use dossier::seance::adopt::Targets;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// For whom something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    Wall,
    /// For who may put ideas there.
    Remote(Lang, Targets),
    Presenter(Lang),
    Phone(Lang),
    /// The adult with the class of that number.
    Class(Lang, i64),
}

/// What only who follows the dossier can make.
pub(super) struct Drawn {
    pub wall: Parts,
    /// In each language of a phone.
    pub mirror: [(Lang, String); 2],
    pub pitch: Pitch,
    pub passages: Passages,
}

/// The HTML of a séance's parts, each audience's made when it is first asked for and then the same
/// for all of it.
#[derive(Default)]
pub struct Screen {
    /// None before the first.
    seance: Option<LiveSeance>,
    /// The wall's, which only who follows the sections can make, and what phones see of it.
    wall: Arc<Parts>,
    mirror: [(Lang, String); 2],
    pitch: Pitch,
    passages: Passages,
    others: Mutex<HashMap<Audience, Arc<Parts>>>,
}

impl Screen {
    pub(super) fn new(seance: LiveSeance, drawn: Drawn) -> Screen {
        let Drawn { wall, mirror, pitch, passages } = drawn;
        Screen {
            seance: Some(seance),
            wall: Arc::new(wall),
            mirror,
            pitch,
            passages,
            others: Mutex::default(),
        }
    }

    /// What there is to show; none before the first.
    pub fn parts(&self, audience: Audience) -> Option<Arc<Parts>> {
        let seance = self.seance.as_ref()?;
        let make = |changing: &dyn Fn() -> Parts| {
            let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(others.entry(audience).or_insert_with(|| Arc::new(changing())))
        };
        Some(match audience {
            Audience::Wall => Arc::clone(&self.wall),
            Audience::Remote(lang, targets) => {
                make(&|| remote::changing(lang, targets, seance, &self.passages))
            }
            Audience::Presenter(lang) => make(&|| presenter::changing(lang, seance, &self.pitch)),
            Audience::Class(lang, number) => make(&|| class::changing(lang, seance, number)),
            Audience::Phone(lang) => make(&|| {
                let mirror = self.mirror.iter().find(|(of, _)| *of == lang);
                phone::changing(lang, seance, mirror.map_or("", |(_, html)| html))
            }),
        })
    }
}
