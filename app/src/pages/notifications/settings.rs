//! How soon e-mails follow: a table for each dossier, one choice a line.
//! Does not know: what holds where nothing was chosen, how e-mails leave.

use crate::shell::{PageContext, document};
use crate::texts::{join, notifications as texts};
use dossier::lang::Lang;
use dossier::notifications::Kind;
use dossier::notifications::email::EmailPace;
use leptos::prelude::*;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct EmailSettings {
    /// None for a guest, whose address is not known.
    pub dossiers: Option<Vec<DossierSettings>>,
    /// The dossier whose choices were just kept.
    pub saved: Option<String>,
}

#[derive(Clone, Debug)]
pub struct DossierSettings {
    pub id: String,
    pub title: String,
    pub paces: Vec<(Kind, EmailPace)>,
}

pub fn page(context: &PageContext, paces: &EmailSettings) -> String {
    let lang = context.lang;
    let body = match &paces.dossiers {
        None => view! {
            <p class="text">{texts::SETTINGS_GUEST.in_lang(lang)}</p>
            <p>
                <a class="button-main" href="/compte">
                    {join::CLAIM.in_lang(lang)}
                </a>
            </p>
        }
        .into_any(),
        Some(all) if all.is_empty() => {
            view! { <p class="text">{texts::SETTINGS_NONE.in_lang(lang)}</p> }.into_any()
        }
        Some(all) => {
            let forms = all.iter().map(|one| form(lang, one, paces.saved.as_deref()));
            view! {
                <p class="lede">{texts::SETTINGS_LEDE.in_lang(lang)}</p>
                <p class="text">{texts::SETTINGS_PACES.in_lang(lang)}</p>
                {forms.collect_view()}
            }
            .into_any()
        }
    };
    let main = view! {
        <div class="page notifications-page">
            <p>
                <a href="/avis">{texts::BACK.in_lang(lang)}</a>
            </p>
            <h1>{texts::SETTINGS.in_lang(lang)}</h1>
            {body}
        </div>
    };
    document(context, texts::SETTINGS.in_lang(lang), main)
}

fn form(lang: Lang, of: &DossierSettings, saved: Option<&str>) -> AnyView {
    let lines = of.paces.iter().map(|(kind, pace)| line(lang, *kind, *pace)).collect_view();
    let heads = EmailPace::ALL
        .map(|pace| view! { <th scope="col">{texts::pace(pace).in_lang(lang)}</th> })
        .collect_view();
    let title = [("title", of.title.as_str())];
    // A dossier's own id is its form's: one comes back to it.
    let said = (saved == Some(of.id.as_str())).then(|| {
        view! {
            <p class="email-settings-saved" role="status">{texts::SAVED.in_lang(lang)}</p>
        }
    });
    view! {
        <section class="people-part" id=format!("d-{}", of.id) aria-label=of.title.clone()>
            <h2>{of.title.clone()}</h2>
            <form class="email-settings-form" method="post" action="/avis/reglages">
                <input type="hidden" name="dossier" value=of.id.clone() />
                <table class="email-settings">
                    <caption class="visually-hidden">{texts::TABLE.fill(lang, &title)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{texts::WHAT.in_lang(lang)}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
                <p class="email-settings-save">
                    <button class="button">
                        {texts::SAVE.in_lang(lang)}
                        <span class="visually-hidden">" "{texts::SAVE_OF.fill(lang, &title)}</span>
                    </button>
                    {said}
                </p>
            </form>
        </section>
    }
    .into_any()
}

fn line(lang: Lang, kind: Kind, chosen: EmailPace) -> AnyView {
    let what = texts::on(kind).in_lang(lang);
    let cells = EmailPace::ALL
        .map(|pace| {
            view! {
                <td>
                    <label class="pace">
                        <input
                            type="radio"
                            name=kind.as_str()
                            value=pace.as_str()
                            checked=pace == chosen
                        />
                        <span class="visually-hidden">{what}" : "</span>
                        <span class="pace-word">{texts::pace(pace).in_lang(lang)}</span>
                    </label>
                </td>
            }
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{what}</th>
            {cells}
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};

    fn of(id: &str, title: &str) -> DossierSettings {
        let paces = Kind::ALL.map(|kind| (kind, EmailPace::usual(kind))).to_vec();
        DossierSettings { id: id.to_owned(), title: title.to_owned(), paces }
    }

    #[test]
    fn what_others_wrote_is_shown_as_text() {
        let dossiers = Some(vec![of(HOSTILE, HOSTILE)]);
        let paces = EmailSettings { dossiers, saved: Some(HOSTILE.to_owned()) };
        assert_harmless(&page(&context(Lang::Fr), &paces));
    }

    #[test]
    fn each_kind_has_one_choice_that_is_made() {
        let paces = EmailSettings { dossiers: Some(vec![of("d", "Une cour")]), saved: None };
        let page = page(&context(Lang::En), &paces);
        assert_eq!(page.matches("type=\"radio\"").count(), 3 * Kind::ALL.len(), "{page}");
        assert_eq!(page.matches(" checked").count(), Kind::ALL.len(), "{page}");
    }

    #[test]
    fn a_guest_is_told_why_nothing_is_sent() {
        let page = page(&context(Lang::Fr), &EmailSettings::default());
        assert!(page.contains("href=\"/compte\"") && !page.contains("radio"), "{page}");
    }
}
