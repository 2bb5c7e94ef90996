//! What a browser shows when nothing answers and it has no copy of the page. It is kept long before
//! it is needed, for whoever will read it: both languages, and nothing of anybody.

use crate::components::mark::mark;
use crate::shell::{PageContext, bare_document};
use crate::texts::offline as texts;
use dossier::lang::Lang;
use leptos::prelude::*;

pub fn page(context: &PageContext) -> String {
    let others = [Lang::Fr, Lang::En].into_iter().filter(|lang| *lang != context.lang);
    let second = others.map(|lang| view! { <div lang=lang.tag()>{words(lang, 2)}</div> });
    let main = view! {
        <div class="page failure">
            {mark()}
            {words(context.lang, 1)}
            {second.collect_view()}
        </div>
    };
    bare_document(context, texts::NO_NETWORK.in_lang(context.lang), main)
}

fn words(lang: Lang, level: u8) -> AnyView {
    let title = texts::NO_NETWORK.in_lang(lang);
    let title = match level {
        1 => view! { <h1>{title}</h1> }.into_any(),
        _ => view! { <h2>{title}</h2> }.into_any(),
    };
    view! {
        {title}
        <p class="lede">{texts::TEXT.in_lang(lang)}</p>
        <p>
            // The address that was asked for.
            <a class="button-main" href="">
                {texts::TRY_AGAIN.in_lang(lang)}
            </a>
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::Visitor;
    use crate::shell::tests::context;

    #[test]
    fn it_speaks_both_languages_and_says_nothing_of_its_reader() {
        let mut context = context(Lang::En);
        context.visitor =
            Some(Visitor { name: "Zoé".to_owned(), email: None, ..Visitor::default() });
        let page = page(&context);
        for lang in [Lang::Fr, Lang::En] {
            assert!(page.contains(texts::NO_NETWORK.in_lang(lang)), "{page}");
        }
        assert!(!page.contains("Zoé") && !page.contains("z@z.example"), "{page}");
    }
}
