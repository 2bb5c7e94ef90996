//! What the shell promises, and what the tests of pages share: a page context, a text that would
//! break a careless page, and the check that it did not.

use super::*;

/// What a user could type to break out of any place of a page.
pub const HOSTILE: &str = "</title></textarea></script><script>alert('\"&</a><img src=x \
    onerror=alert(1)>\" autofocus onfocus='alert(1)";

pub fn context(lang: Lang) -> PageContext {
    let file = |name: &str| Some(format!("/pkg/{name}"));
    let assets = Assets::find(file, vec!["/pkg/a.woff2".to_owned()]).unwrap();
    PageContext {
        lang,
        theme: Theme::Auto,
        assets: Arc::new(assets),
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
    assert!(!names.contains("alert") && !names.contains("img"), "something got in: {names}");
    assert!(page.contains("&lt;script&gt;alert"), "the text is not there at all: {page}");
}

#[test]
fn the_check_itself_sees_what_gets_in() {
    for page in ["<p>&lt;script&gt;alert<img src=x>", "<p title=\"&lt;script&gt;alert\" alert>"] {
        assert!(std::panic::catch_unwind(|| assert_harmless(page)).is_err(), "{page}");
    }
}

#[test]
fn what_a_visitor_is_called_and_where_they_are_cannot_break_the_page() {
    let mut context = context(Lang::Fr);
    context.path = format!("/{HOSTILE}");
    let email = Some(HOSTILE.to_owned());
    context.visitor =
        Some(Visitor { name: HOSTILE.to_owned(), email, unread: 0, ..Visitor::default() });
    assert_harmless(&document(&context, HOSTILE, "page"));
}

#[test]
fn the_data_of_a_live_page_cannot_end_their_script() {
    let page = live_document(&context(Lang::Fr), "t", r#"{"title":"</script><b>"}"#, "live");
    assert!(page.contains(r#"{"title":"\u003c/script>\u003cb>"}"#), "{page}");
    assert!(page.contains("<div id=\"live\">live</div>"), "{page}");
}

#[test]
fn the_page_says_its_language_and_theme() {
    let mut context = context(Lang::En);
    context.theme = Theme::Dark;
    let page = document(&context, "Title", "page");
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\" data-theme=\"dark\">"), "{page}");
    assert!(page.contains("<title>Title · Préau</title>"), "{page}");
}

#[test]
fn only_the_live_page_has_a_program() {
    let context = context(Lang::Fr);
    assert!(!document(&context, "t", "page").contains("<script"));
    let scripted = scripted_document(&context, "t", "page");
    assert!(scripted.contains("src=\"/pkg/invitation.js\"") && !scripted.contains("preau.js"));
    assert!(live_document(&context, "t", "{}", "").contains("src=\"/pkg/preau.js\""));
}

#[test]
fn a_build_that_lacks_a_file_which_pages_name_is_refused() {
    for &lacking in Entry::ALL {
        let file = |name: &str| (name != lacking.name()).then(|| format!("/pkg/{name}"));
        assert_eq!(Assets::find(file, Vec::new()).err(), Some(lacking));
    }
}

#[test]
fn a_guest_is_called_one_and_can_make_an_account() {
    let mut context = context(Lang::Fr);
    let visitor = |email: Option<&str>| {
        let email = email.map(str::to_owned);
        Some(Visitor { name: "Nadia Fictive".to_owned(), email, ..Visitor::default() })
    };
    context.visitor = visitor(None);
    assert!(document(&context, "t", "page").contains("href=\"/compte\""));
    context.visitor = visitor(Some("nadia@ecole.example"));
    assert!(!document(&context, "t", "page").contains("href=\"/compte\""));
}

#[test]
fn the_bell_says_how_many_are_unread_in_words() {
    let mut context = context(Lang::Fr);
    assert!(!document(&context, "t", "page").contains("data-bell"), "nobody is there to be told");
    for (unread, words) in [(0, "aucune non lue"), (1, "1 non lue"), (12, "12 non lues")] {
        let name = "Nadia Fictive".to_owned();
        context.visitor =
            Some(Visitor { name, email: None, unread, is_admin: false, ..Visitor::default() });
        let page = document(&context, "t", "page");
        assert!(page.contains(words) && page.contains("href=\"/avis\""), "{page}");
    }
}

#[test]
fn only_who_looks_after_the_server_is_led_to_the_letters() {
    let page = |is_admin| {
        let mut context = context(Lang::Fr);
        let (name, email) = ("Odile Fictive".to_owned(), Some(String::new()));
        context.visitor = Some(Visitor { name, email, is_admin, ..Visitor::default() });
        document(&context, "", ())
    };
    assert!(page(true).contains("href=\"/administration/courriels\""));
    assert!(!page(false).contains("/administration"));
}
