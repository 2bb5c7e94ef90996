//! Who speaks, as a phone and the wall show it. Does not know: the remote, how turns are kept.

use super::quality;
use crate::texts::speaking as texts;
use dossier::lang::Lang;
use dossier::seance::LiveSeance;
use dossier::seance::speaking::{Request, Turn, speaking, waiting};
use leptos::prelude::*;

/// What everybody on a phone sees: who speaks, by quality, and how many wait.
pub fn state(lang: Lang, seance: &LiveSeance) -> Option<AnyView> {
    let count = waiting(&seance.turns).count();
    let now = speaking(&seance.turns).map(|turn| quality(lang, &turn.quality));
    (count > 0 || now.is_some()).then(|| {
        let now = now.map(|now| {
            view! {
                <span class="eyebrow">{texts::SPEAKS.in_lang(lang)}</span>
                <strong>{now}</strong>
            }
        });
        view! {
            <p class="speaking-state">
                {now}
                <span>{texts::waiting(lang, count)}</span>
            </p>
            <ol
                hidden
                data-speaker=speaking(&seance.turns).map(|turn| turn.id.clone()).unwrap_or_default()
            >
                {waiting(&seance.turns)
                    .map(|turn| view! { <li data-turn=turn.id.clone()></li> })
                    .collect_view()}
            </ol>
        }
        .into_any()
    })
}

/// What one phone may do: ask, or take it back; and where it is on the list. `me` is its turn that
/// waits or that has the floor. Outside of the parts: the script says where it is by now.
pub fn ask(lang: Lang, seance: &LiveSeance, me: Option<&Turn>) -> Option<AnyView> {
    seance.code.as_ref()?;
    let is_speaking = me.is_some_and(|turn| turn.began_at.is_some());
    let place = me.and_then(|me| waiting(&seance.turns).position(|turn| turn.id == me.id));
    let says = match place {
        Some(at) => texts::YOUR_PLACE.fill(lang, &[("n", &(at + 1).to_string())]),
        None if is_speaking => texts::YOUR_TURN.in_lang(lang).to_owned(),
        None => String::new(),
    };
    let (request, label) = match place {
        Some(_) => (Request::Withdraw, texts::WITHDRAW),
        None => (Request::Ask, texts::ASK),
    };
    Some(
        view! {
            <section class="phone-part speaking-request" data-speaking="">
                <p
                    class="speaking-mine"
                    class:is-mine=is_speaking
                    role="status"
                    data-mine-turn=me.map(|turn| turn.id.clone())
                    data-turn-now=texts::YOUR_TURN.in_lang(lang)
                    data-turn-at=texts::YOUR_PLACE.in_lang(lang)
                >
                    {says}
                </p>
                <form method="post" action=format!("/seances/{}/parole", seance.id) data-ask="">
                    <button class="button" name="act" value=request.as_str()>
                        {label.in_lang(lang)}
                    </button>
                </form>
            </section>
        }
        .into_any(),
    )
}

/// Who speaks, by quality alone, small on the wall.
pub fn on_wall(seance: &LiveSeance) -> Option<AnyView> {
    let lang = seance.lang;
    let turn = speaking(&seance.turns)?;
    Some(
        view! {
            <p class="wall-speaker">
                <span>{texts::SPEAKS.in_lang(lang)}</span>
                <strong>{quality(lang, &turn.quality)}</strong>
            </p>
        }
        .into_any(),
    )
}

/// Who a turn is, for who facilitates.
pub fn whose(lang: Lang, turn: &Turn) -> String {
    let quality = quality(lang, &turn.quality);
    // A table that speaks for itself is called by its name.
    match (turn.name.as_str(), turn.seat.as_str()) {
        ("", _) => texts::IN_ROOM.fill(lang, &[("quality", quality)]),
        (name, seat) if seat.is_empty() || seat == name => {
            texts::WHO.fill(lang, &[("quality", quality), ("name", name)])
        }
        (name, seat) => {
            let says = [("quality", quality), ("name", name), ("seat", seat)];
            texts::WHO_AT.fill(lang, &says)
        }
    }
}
