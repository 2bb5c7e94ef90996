//! Who is there, on the remote: as devices say, or as somebody counted. Does not know: who they
//! are.

use crate::pages::seance::quality;
use crate::pages::seance::releve::correct::people;
use crate::texts::{class as class_texts, preparation, seance as texts};
use dossier::form::lists::ATTENDANCE;
use dossier::lang::Lang;
use dossier::seance::LiveSeance;
use dossier::seance::class::Class;
use dossier::seance::code;
use leptos::prelude::*;

pub(super) fn present(lang: Lang, seance: &LiveSeance) -> AnyView {
    let here = seance.present();
    let total: u32 = here.iter().map(|(_, count)| count).sum();
    let total = match total {
        0 => texts::NOBODY.in_lang(lang).to_owned(),
        n => preparation::people(lang, usize::try_from(n).unwrap_or(usize::MAX)),
    };
    let lines = here
        .iter()
        .map(|(id, count)| {
            let says = [("quality", quality(lang, id)), ("n", &count.to_string())];
            view! { <li>{texts::PRESENT_AS.fill(lang, &says)}</li> }
        })
        .collect_view();
    let code = seance.code.as_deref().map(code::in_groups).unwrap_or_default();
    view! {
        <section class="remote-part">
            <h2>{texts::PRESENT.in_lang(lang)}</h2>
            <p>
                {total} " · " {texts::devices(lang, seance.devices)} " · "
                {texts::CODE.in_lang(lang)} " " <strong>{code}</strong>
            </p>
            <ul class="remote-present">{lines}</ul>
            {classes(lang, seance)}
        </section>
    }
    .into_any()
}

/// The classes, each with the way to what waits to be read there: its adult's device may have no
/// line.
fn classes(lang: Lang, seance: &LiveSeance) -> Option<AnyView> {
    let line = |class: &Class| {
        let to = format!("/seances/{}/classes/{}", seance.id, class.number);
        let words = class_texts::line(
            lang,
            &class.name,
            class.people,
            seance.held_of(class.number, false).count(),
        );
        view! { <li><a href=to>{words}</a></li> }
    };
    let lines = seance.classes.iter().map(line).collect_view();
    (!seance.classes.is_empty()).then(|| {
        view! {
            <h3>{class_texts::CLASSES.in_lang(lang)}</h3>
            <ul class="remote-present">{lines}</ul>
        }
        .into_any()
    })
}

/// Outside of the parts: what is typed stays.
pub(super) fn count(lang: Lang, seance: &LiveSeance) -> AnyView {
    let typed: Vec<String> = ATTENDANCE
        .items
        .iter()
        .map(|item| seance.headcount.get(item.id).map(u32::to_string).unwrap_or_default())
        .collect();
    view! {
        <details class="remote-part">
            <summary>{preparation::COUNT.in_lang(lang)}</summary>
            <p class="field-help">{preparation::COUNT_HELP.in_lang(lang)}</p>
            <form
                method="post"
                action=format!("/seances/{}/presents", seance.id)
                data-act=""
                data-keeps=""
                novalidate
            >
                {people(lang, &typed, &[])}
                <p><button class="button">{preparation::SAVE.in_lang(lang)}</button></p>
            </form>
        </details>
    }
    .into_any()
}
