//! The top of every page: the brand, where one can go, who is signed in, and the reader's choices.
//! Does not know: what a page is about, how a choice is kept.

use super::{PageContext, Theme, Visitor};
use crate::components::mark::mark;
use crate::texts::{emails, join, notifications, shell as texts};
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

pub fn header(context: &PageContext, class: &'static str) -> AnyView {
    let lang = context.lang;
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
                {navigation(context)}
                {context.visitor.as_ref().map(|visitor| account(lang, visitor))}
                {choices(context)}
            </div>
        </header>
    }
    .into_any()
}

fn navigation(context: &PageContext) -> AnyView {
    let places: &[(&str, Text)] = match &context.visitor {
        Some(Visitor { email: None, .. }) => {
            &[("/dossiers", texts::MY_DOSSIERS), ("/compte", join::CLAIM)]
        }
        Some(_) => &[("/dossiers", texts::MY_DOSSIERS)],
        None => &[("/connexion", texts::SIGN_IN), ("/inscription", texts::SIGN_UP)],
    };
    let is_admin = context.visitor.as_ref().is_some_and(|visitor| visitor.is_admin);
    let letters = is_admin.then_some(("/administration/courriels", emails::LIST_LINK));
    let here = context.path.split('?').next().unwrap_or_default();
    let links = places
        .iter()
        .copied()
        .chain(letters)
        .map(|(path, label)| {
            view! {
                <a href=path aria-current=(here == path).then_some("page")>
                    {label.in_lang(context.lang)}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="site-nav" aria-label=texts::NAVIGATION.in_lang(context.lang)>
            {links}
            {context.visitor.as_ref().map(|visitor| bell(context.lang, visitor, here == "/avis"))}
        </nav>
    }
    .into_any()
}

/// The way to what the reader is told of, with how much of it is unread. In an open dossier
/// `js/notifications/bell.js` keeps it true.
fn bell(lang: Lang, visitor: &Visitor, is_here: bool) -> AnyView {
    let count = (visitor.unread > 0).then(|| visitor.unread.to_string());
    view! {
        <a
            class="bell"
            href="/avis"
            aria-current=is_here.then_some("page")
            data-bell=visitor.unread.to_string()
            data-none=notifications::NONE_UNREAD.in_lang(lang)
            data-one=notifications::ONE_UNREAD.in_lang(lang)
            data-many=notifications::MANY_UNREAD.in_lang(lang)
        >
            <svg class="bell-icon" viewBox="0 0 24 24" aria-hidden="true">
                <path d="M6 17V11a6 6 0 0 1 12 0v6l2 2H4z" />
                <path d="M10 21h4" />
                <path d="M12 3v2" />
            </svg>
            <span class="bell-label">{notifications::TITLE.in_lang(lang)}</span>
            <span class="bell-count" data-bell-count aria-hidden="true">{count}</span>
            <span class="visually-hidden">
                " ("
                <span data-bell-words>{notifications::unread(lang, visitor.unread)}</span>
                ")"
            </span>
        </a>
        <span
            class="visually-hidden"
            role="status"
            data-bell-said=notifications::SAID.in_lang(lang)
        ></span>
    }
    .into_any()
}

/// Language and light: buttons of plain forms, so that they work before any script.
fn choices(context: &PageContext) -> AnyView {
    let lang = context.lang;
    let themes = Theme::ALL
        .map(|theme| {
            let means = (theme == Theme::Auto).then(|| {
                view! {
                    <span class="visually-hidden">" "{texts::AUTO_MEANS.in_lang(lang)}</span>
                }
            });
            view! {
                <button name="theme" value=theme.as_str() aria-pressed=pressed(theme == context.theme)>
                    {theme.label().in_lang(lang)}
                    {means}
                </button>
            }
        })
        .collect_view();
    let languages = [(Lang::Fr, "FR", texts::FRENCH), (Lang::En, "EN", texts::ENGLISH)]
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
            <input type="hidden" name="next" value=context.path.clone() />
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
    let guest = visitor.email.is_none().then(|| {
        view! { <span class="kind">{join::GUEST.in_lang(lang)}</span> }
    });
    view! {
        <form
            class="account"
            method="post"
            action="/deconnexion"
            data-unsent=texts::UNSENT.in_lang(lang)
        >
            <a class="account-name" href="/compte/donnees" title=visitor.email.clone()>
                <span class="visually-hidden">{texts::ACCOUNT.in_lang(lang)}" "</span>
                {visitor.name.clone()}
            </a>
            {guest}
            <button class="button-quiet">{texts::SIGN_OUT.in_lang(lang)}</button>
        </form>
    }
    .into_any()
}
