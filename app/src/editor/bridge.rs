//! The editor's JavaScript surface, and nothing else: the one file of `editor` that sees a
//! `JsValue`. Does not know: documents.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./editor/editor.js")]
extern "C" {
    /// An editor in the page.
    pub type Editor;

    #[wasm_bindgen(js_name = mount)]
    fn mount_in(host: &web_sys::HtmlElement, options: &JsValue) -> Editor;

    /// A change that the editor did not make, as ops against the document's text.
    #[wasm_bindgen(method)]
    pub fn remote(this: &Editor, ops: &str);

    /// The whole text anew.
    #[wasm_bindgen(method)]
    pub fn reset(this: &Editor, delta: &str);

    /// Where the others are: `[{id, name, colour, anchor, head}]`.
    #[wasm_bindgen(method)]
    pub fn carets(this: &Editor, carets: &str);

    /// The passages that are spoken about: `[{id, kind, from, to}]`.
    #[wasm_bindgen(method)]
    pub fn passages(this: &Editor, passages: &str);

    /// The text is a draft over that shared text; over none, the shared text again.
    #[wasm_bindgen(method)]
    pub fn base(this: &Editor, delta: Option<&str>);

    #[wasm_bindgen(method)]
    pub fn destroy(this: &Editor);
}

/// What an editor is made with. Lives as long as its editor: it holds the callbacks.
pub struct Options {
    object: js_sys::Object,
}

impl Options {
    #[expect(clippy::new_without_default, reason = "there is no default editor")]
    pub fn new() -> Options {
        Options { object: js_sys::Object::new() }
    }

    pub fn set_delta(&self, delta: &str) {
        self.set("delta", &JsValue::from_str(delta));
    }

    /// The text is read and selected, not written.
    pub fn set_readonly(&self, readonly: bool) {
        self.set("readonly", &JsValue::from_bool(readonly));
    }

    pub fn set_label(&self, label: &str) {
        self.set("label", &JsValue::from_str(label));
    }

    pub fn set_described_by(&self, ids: &str) {
        self.set("describedBy", &JsValue::from_str(ids));
    }

    /// The words of the toolbar, by name.
    pub fn set_texts<'t>(&self, texts: impl IntoIterator<Item = (&'t str, &'t str)>) {
        let object = js_sys::Object::new();
        for (name, text) in texts {
            // Setting a property of a plain object cannot fail.
            let _ = js_sys::Reflect::set(&object, &name.into(), &text.into());
        }
        self.set("texts", &object);
    }

    pub fn on_change(&self, call: impl Fn(String) + 'static) {
        self.set("onChange", &Closure::<dyn Fn(String)>::new(call).into_js_value());
    }

    pub fn on_select(&self, call: impl Fn(i32, i32) + 'static) {
        self.set("onSelect", &Closure::<dyn Fn(i32, i32)>::new(call).into_js_value());
    }

    /// A passage that is spoken about was pointed at.
    pub fn on_passage(&self, call: impl Fn(String) + 'static) {
        self.set("onPassage", &Closure::<dyn Fn(String)>::new(call).into_js_value());
    }

    /// The reader wants to speak about what is selected.
    pub fn on_comment(&self, call: impl Fn() + 'static) {
        self.set("onComment", &Closure::<dyn Fn()>::new(call).into_js_value());
    }

    pub fn on_undo(&self, call: impl Fn() + 'static) {
        self.set("onUndo", &Closure::<dyn Fn()>::new(call).into_js_value());
    }

    pub fn on_redo(&self, call: impl Fn() + 'static) {
        self.set("onRedo", &Closure::<dyn Fn()>::new(call).into_js_value());
    }

    /// Changes of that text of that section may be suggested here.
    pub fn set_suggest(&self, section: &str, path: &str) {
        self.set("section", &JsValue::from_str(section));
        self.set("suggestFor", &JsValue::from_str(path));
    }

    /// A suggestion begins, with what an earlier tab left of it.
    pub fn on_suggest(&self, call: impl Fn(Vec<u8>) + 'static) {
        self.set("onSuggest", &Closure::<dyn Fn(Vec<u8>)>::new(call).into_js_value());
    }

    /// Asked for what the draft has that the shared text has not.
    pub fn on_draft(&self, call: impl Fn() -> Vec<u8> + 'static) {
        self.set("onDraft", &Closure::<dyn Fn() -> Vec<u8>>::new(call).into_js_value());
    }

    /// The draft is sent or given up.
    pub fn on_suggest_end(&self, call: impl Fn() + 'static) {
        self.set("onSuggestEnd", &Closure::<dyn Fn()>::new(call).into_js_value());
    }

    pub fn on_too_long(&self, call: impl Fn() + 'static) {
        self.set("onTooLong", &Closure::<dyn Fn()>::new(call).into_js_value());
    }

    fn set(&self, name: &str, value: &JsValue) {
        let _ = js_sys::Reflect::set(&self.object, &name.into(), value);
    }
}

/// Makes an editor of `host`, which holds the text as HTML.
pub fn mount(host: &web_sys::HtmlElement, options: &Options) -> Editor {
    mount_in(host, &options.object)
}
