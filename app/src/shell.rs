//! The HTML document around every page: head, header, footer, and the reader's choices.
//! Owns: what all pages share. Must not know: what a page is about.

use crate::components::mark::mark;
use crate::texts::shell as texts;
use dossier::words::{Lang, Text};
use leptos::prelude::*;
use serde::Deserialize;
use std::sync::Arc;

/// Addresses of the published files, as the build program lists them.
#[derive(Clone, Debug, Deserialize)]
pub struct Assets {
    pub css: String,
    pub js: String,
    pub wasm: String,
    pub icon: String,
    /// Those that the first words need.
    pub fonts: Vec<String>,
}

/// The reader's choice of light. `Auto` follows the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::Auto];

    pub const fn as_str(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn parse(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.as_str() == name)
    }

    const fn label(self) -> Text {
        match self {
            Theme::Auto => texts::AUTO,
            Theme::Light => texts::LIGHT,
            Theme::Dark => texts::DARK,
        }
    }

    /// What native controls and scroll bars should look like.
    const fn color_scheme(self) -> &'static str {
        match self {
            Theme::Auto => "light dark",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// What every page is told.
#[derive(Clone, Debug)]
pub struct Frame {
    pub lang: Lang,
    pub theme: Theme,
    pub assets: Arc<Assets>,
    pub visitor: Option<Visitor>,
    /// Local path and query of the page, to come back to after a choice.
    pub path: String,
}

/// The person signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub name: String,
    pub email: String,
}

/// A whole page that needs no script.
pub fn document(frame: &Frame, title: &str, main: impl IntoView) -> String {
    let body = view! {
        {header(frame, "site-header")}
        <main id="main" tabindex="-1">
            {main.into_any()}
        </main>
        {footer(frame.lang)}
    };
    html(frame, title, body)
}

/// The page of an open dossier. `live` is what the browser hydrates, alone in `<div id="live">`;
/// `boot_json` is what it starts from.
pub fn live_document(frame: &Frame, title: &str, boot_json: &str, live: impl IntoView) -> String {
    // Rendered apart, so that the browser finds in `#live` what the same view gives there.
    let live = to_html(live);
    // Inside a script element only `<` could end the data early.
    let boot = boot_json.replace('<', "\\u003c");
    let body = view! {
        {header(frame, "site-header compact")}
        <main id="main" tabindex="-1">
            <div id="live" inner_html=live></div>
        </main>
        {footer(frame.lang)}
        <script type="application/json" id="boot" inner_html=boot></script>
        <script
            type="module"
            src=frame.assets.js.clone()
            data-wasm=frame.assets.wasm.clone()
        ></script>
    };
    html(frame, title, body)
}

/// The view as text, under the caller's owner when there is one.
fn to_html(view: impl IntoView) -> String {
    let owner = Owner::current().unwrap_or_else(|| Owner::new_root(None));
    owner.with(|| view.into_view().to_html())
}

fn html(frame: &Frame, title: &str, body: impl IntoView) -> String {
    let fonts = frame
        .assets
        .fonts
        .iter()
        .map(|font| {
            // `as` comes first: after a value Rust would take it for a cast.
            view! {
                <link
                    as="font"
                    rel="preload"
                    href=font.clone()
                    type="font/woff2"
                    crossorigin="anonymous"
                />
            }
        })
        .collect_view();
    let page = view! {
        <html lang=frame.lang.tag() data-theme=frame.theme.as_str()>
            <head>
                <meta charset="utf-8" />
                <title>{format!("{title} · {}", texts::BRAND)}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="description" content=texts::DESCRIPTION.in_lang(frame.lang) />
                <meta name="color-scheme" content=frame.theme.color_scheme() />
                {fonts}
                <link rel="stylesheet" href=frame.assets.css.clone() />
                <link rel="icon" type="image/svg+xml" href=frame.assets.icon.clone() />
            </head>
            <body>
                <a class="skip-link" href="#main">
                    {texts::SKIP.in_lang(frame.lang)}
                </a>
                {body}
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", to_html(page))
}

fn header(frame: &Frame, class: &'static str) -> AnyView {
    let lang = frame.lang;
    view! {
        <header class=class>
            <div class="site-bar">
                <div class="brand">
                    <a class="brand-link" href="/">
                        {mark()}
                        {texts::BRAND}
                    </a>
                    <p class="unofficial">{texts::UNOFFICIAL.in_lang(lang)}</p>
                </div>
                {navigation(frame)}
                {frame.visitor.as_ref().map(|visitor| account(lang, visitor))}
                {choices(frame)}
            </div>
        </header>
    }
    .into_any()
}

fn navigation(frame: &Frame) -> AnyView {
    let places: &[(&str, Text)] = match frame.visitor {
        Some(_) => &[("/dossiers", texts::MY_DOSSIERS)],
        None => &[
            ("/connexion", texts::SIGN_IN),
            ("/inscription", texts::SIGN_UP),
        ],
    };
    let here = frame.path.split('?').next().unwrap_or_default();
    let links = places
        .iter()
        .map(|(path, label)| {
            view! {
                <a href=*path aria-current=(here == *path).then_some("page")>
                    {label.in_lang(frame.lang)}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="site-nav" aria-label=texts::NAVIGATION.in_lang(frame.lang)>
            {links}
        </nav>
    }
    .into_any()
}

/// Language and light: buttons of plain forms, so that they work before any script.
fn choices(frame: &Frame) -> AnyView {
    let lang = frame.lang;
    let themes = Theme::ALL
        .map(|theme| {
            let means = (theme == Theme::Auto).then(|| {
                view! {
                    <span class="visually-hidden">" "{texts::AUTO_MEANS.in_lang(lang)}</span>
                }
            });
            view! {
                <button name="theme" value=theme.as_str() aria-pressed=pressed(theme == frame.theme)>
                    {theme.label().in_lang(lang)}
                    {means}
                </button>
            }
        })
        .collect_view();
    let languages = [
        (Lang::Fr, "FR", texts::FRENCH),
        (Lang::En, "EN", texts::ENGLISH),
    ]
    .map(|(offered, code, name)| {
        view! {
            <button
                name="lang"
                value=offered.tag()
                lang=offered.tag()
                aria-pressed=pressed(offered == lang)
            >
                {code}
                <span class="visually-hidden">" "{name.in_lang(lang)}</span>
            </button>
        }
    })
    .collect_view();
    view! {
        <form class="choices-bar" method="post" action="/preferences">
            <input type="hidden" name="next" value=frame.path.clone() />
            <div class="switch" role="group" aria-label=texts::LANGUAGE.in_lang(lang)>
                {languages}
            </div>
            <div class="switch" role="group" aria-label=texts::THEME.in_lang(lang)>
                {themes}
            </div>
        </form>
    }
    .into_any()
}

const fn pressed(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

fn account(lang: Lang, visitor: &Visitor) -> AnyView {
    view! {
        <form class="account" method="post" action="/deconnexion">
            <span class="account-name" title=visitor.email.clone()>
                <span class="visually-hidden">{texts::ACCOUNT.in_lang(lang)}" "</span>
                {visitor.name.clone()}
            </span>
            <button class="button-quiet">{texts::SIGN_OUT.in_lang(lang)}</button>
        </form>
    }
    .into_any()
}

fn footer(lang: Lang) -> AnyView {
    view! {
        <footer class="site-footer">
            <div class="site-footer-inner">
                <p class="text">
                    <strong>{texts::UNOFFICIAL.in_lang(lang)}</strong>
                    " – "
                    {texts::FOOTER_UNOFFICIAL.in_lang(lang)}
                </p>
                <ul class="footer-facts">
                    <li>{texts::ACCESSIBILITY.in_lang(lang)}</li>
                    <li>{texts::LICENCE.in_lang(lang)}</li>
                </ul>
            </div>
        </footer>
    }
    .into_any()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// What a user could type to break out of any place of a page.
    pub const HOSTILE: &str = "</title></textarea></script><script>alert('\"&</a><img src=x \
        onerror=alert(1)>\" autofocus onfocus='alert(1)";

    pub fn frame(lang: Lang) -> Frame {
        let file = |name: &str| format!("/pkg/{name}");
        Frame {
            lang,
            theme: Theme::Auto,
            assets: Arc::new(Assets {
                css: file("preau.css"),
                js: file("preau.js"),
                wasm: file("preau.wasm"),
                icon: file("icon.svg"),
                fonts: vec![file("a.woff2")],
            }),
            visitor: None,
            path: "/".to_owned(),
        }
    }

    /// What is written in the page's tags outside of quotes: names of elements and of attributes.
    fn names(page: &str) -> String {
        let (mut in_tag, mut quoted) = (false, false);
        page.chars()
            .filter(|&c| {
                match c {
                    '<' if !in_tag => in_tag = true,
                    '>' if in_tag && !quoted => in_tag = false,
                    '"' if in_tag => quoted = !quoted,
                    _ => {}
                }
                in_tag && !quoted
            })
            .collect()
    }

    /// The hostile text is in the page, and none of it became an element or an attribute.
    pub fn assert_harmless(page: &str) {
        let names = names(page);
        assert!(
            !names.contains("alert") && !names.contains("img"),
            "something got in: {names}"
        );
        assert!(
            page.contains("&lt;script&gt;alert"),
            "the text is not there at all: {page}"
        );
    }

    #[test]
    fn the_check_itself_sees_what_gets_in() {
        for page in [
            "<p>&lt;script&gt;alert<img src=x>",
            "<p title=\"&lt;script&gt;alert\" alert>",
        ] {
            assert!(
                std::panic::catch_unwind(|| assert_harmless(page)).is_err(),
                "{page}"
            );
        }
    }

    #[test]
    fn what_a_visitor_is_called_and_where_they_are_cannot_break_the_page() {
        let mut frame = frame(Lang::Fr);
        frame.path = format!("/{HOSTILE}");
        frame.visitor = Some(Visitor {
            name: HOSTILE.to_owned(),
            email: HOSTILE.to_owned(),
        });
        assert_harmless(&document(&frame, HOSTILE, "page"));
    }

    #[test]
    fn the_data_of_a_live_page_cannot_end_their_script() {
        let page = live_document(&frame(Lang::Fr), "t", r#"{"title":"</script><b>"}"#, "live");
        assert!(
            page.contains(r#"{"title":"\u003c/script>\u003cb>"}"#),
            "{page}"
        );
        assert!(page.contains("<div id=\"live\">live</div>"), "{page}");
    }

    #[test]
    fn the_page_says_its_language_and_theme() {
        let mut frame = frame(Lang::En);
        frame.theme = Theme::Dark;
        let page = document(&frame, "Title", "page");
        assert!(
            page.starts_with("<!DOCTYPE html><html lang=\"en\" data-theme=\"dark\">"),
            "{page}"
        );
        assert!(page.contains("<title>Title · Préau</title>"), "{page}");
    }

    #[test]
    fn only_the_live_page_has_a_program() {
        let frame = frame(Lang::Fr);
        assert!(!document(&frame, "t", "page").contains("<script"));
        assert!(live_document(&frame, "t", "{}", "").contains("src=\"/pkg/preau.js\""));
    }
}
