//! The HTML document around every page: head, header, footer, and the reader's choices.
//! Owns: what all pages share. Does not know: what a page is about.

use crate::texts::{dossier as live_texts, recovery, shell as texts};
use dossier::lang::{Lang, Text};
use leptos::prelude::*;
use std::sync::Arc;

mod assets;
mod header;
#[cfg(test)]
pub mod tests;

pub use assets::{Assets, Entry};
use header::header;

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
pub struct PageContext {
    pub lang: Lang,
    pub theme: Theme,
    pub assets: Arc<Assets>,
    pub visitor: Option<Visitor>,
    /// Local path and query of the page, to come back to after a choice.
    pub path: String,
}

/// The person signed in.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// The id of the account, under which the device keeps what is theirs.
    pub account: String,
    pub name: String,
    /// A guest has none.
    pub email: Option<String>,
    /// Notices that they have not read.
    pub unread: u32,
    /// Whether they look after the server.
    pub is_admin: bool,
    /// Whether others use the computer: then nothing is kept on it.
    pub is_shared: bool,
    /// The address that they are to confirm.
    pub to_confirm: Option<String>,
}

/// A whole page that needs no script.
pub fn document(context: &PageContext, title: &str, main: impl IntoView) -> String {
    html(context, title, page(context, main))
}

/// The same with the small script of invitations, which a page must not need.
pub fn scripted_document(context: &PageContext, title: &str, main: impl IntoView) -> String {
    let body = view! {
        {page(context, main)}
        <script type="module" src=context.assets.address(Entry::Invitation)></script>
    };
    html(context, title, body)
}

fn page(context: &PageContext, main: impl IntoView) -> AnyView {
    view! {
        {header(context, "site-header")}
        <main id="main" tabindex="-1">
            {to_confirm(context)}
            {main.into_any()}
        </main>
        {footer(context.lang)}
    }
    .into_any()
}

/// An address that does not count yet, and another e-mail for it.
fn to_confirm(context: &PageContext) -> Option<AnyView> {
    let lang = context.lang;
    let email = context.visitor.as_ref()?.to_confirm.as_ref()?;
    Some(
        view! {
            <form class="notice to-confirm" method="post" action="/compte/confirmer/envoyer">
                <input type="hidden" name="next" value=context.path.clone() />
                <p>{recovery::TO_CONFIRM.fill(lang, &[("email", email)])}</p>
                <p><button class="button-quiet">{recovery::SEND_AGAIN.in_lang(lang)}</button></p>
            </form>
        }
        .into_any(),
    )
}

/// A page without a way to anywhere else.
pub fn bare_document(context: &PageContext, title: &str, main: impl IntoView) -> String {
    let body = view! {
        <main id="main" tabindex="-1">
            {main.into_any()}
        </main>
    };
    html(context, title, body)
}

/// A page of a session of concertation: bare, with its own small script, which a phone does not
/// need.
pub fn seance_document(context: &PageContext, title: &str, main: impl IntoView) -> String {
    let body = view! {
        <main id="main" tabindex="-1">
            {main.into_any()}
        </main>
        <script type="module" src=context.assets.address(Entry::Seance)></script>
    };
    html(context, title, body)
}

/// The page of an open dossier. `live` is what the browser hydrates, alone in `<div id="live">`;
/// `boot_json` is what it starts from.
pub fn live_document(
    context: &PageContext,
    title: &str,
    boot_json: &str,
    live: impl IntoView,
) -> String {
    // Rendered apart, so that the browser finds in `#live` what the same view gives there.
    let live = to_html(live);
    // Inside a script element only `<` could end the data early.
    let boot = boot_json.replace('<', "\\u003c");
    let account = context.visitor.as_ref().map(|visitor| visitor.account.clone());
    let body = view! {
        {header(context, "site-header compact")}
        <main id="main" tabindex="-1">
            <noscript>
                <p class="notice">{live_texts::NO_SCRIPT.in_lang(context.lang)}</p>
            </noscript>
            <div id="live-failed" role="alert" hidden>
                <p>{live_texts::FAILED.in_lang(context.lang)}</p>
                <p><a href=context.path.clone()>{live_texts::RELOAD.in_lang(context.lang)}</a></p>
            </div>
            <div id="live" inner_html=live></div>
        </main>
        {footer(context.lang)}
        <script
            type="application/json"
            id="boot"
            data-account=account
            inner_html=boot
        ></script>
        <script
            type="module"
            src=context.assets.address(Entry::Program)
            data-wasm=context.assets.address(Entry::Wasm)
            data-suggestions=context.assets.address(Entry::Suggestions)
        ></script>
    };
    html(context, title, body)
}

/// The view as text, under the caller's owner when there is one.
pub(crate) fn to_html(view: impl IntoView) -> String {
    let owner = Owner::current().unwrap_or_else(|| Owner::new_root(None));
    owner.with(|| view.into_view().to_html())
}

fn html(context: &PageContext, title: &str, body: impl IntoView) -> String {
    let fonts = context
        .assets
        .preload
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
    let is_shared = context.visitor.as_ref().is_some_and(|visitor| visitor.is_shared);
    let page = view! {
        <html
            lang=context.lang.tag()
            data-theme=context.theme.as_str()
            data-shared=is_shared.then_some("")
        >
            <head>
                <meta charset="utf-8" />
                <title>{format!("{title} · {}", texts::BRAND)}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="description" content=texts::DESCRIPTION.in_lang(context.lang) />
                <meta name="color-scheme" content=context.theme.color_scheme() />
                {fonts}
                <link rel="stylesheet" href=context.assets.address(Entry::Style) />
                <link rel="icon" type="image/svg+xml" href=context.assets.address(Entry::Icon) />
            </head>
            <body>
                <a class="skip-link" href="#main">
                    {texts::SKIP.in_lang(context.lang)}
                </a>
                {body}
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", to_html(page))
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
                    <li><a href="/confidentialite">{texts::PRIVACY.in_lang(lang)}</a></li>
                    <li>{texts::LICENCE.in_lang(lang)}</li>
                </ul>
            </div>
        </footer>
    }
    .into_any()
}
