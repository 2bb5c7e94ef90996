//! What is said beside the text, in this tab: the threads it knows, what it is told of them, and
//! the acts it asks of the server. Owns: which copy of a thread is the newest, which one is in view.
//! Must not know: how threads are shown.

use super::{Live, Trouble, browser};
use dossier::form::SectionId;
use dossier::path::Path;
use dossier::threads::{Act, Anchor, Thread, may_hear};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, Request, RequestInit, Response};

/// What the panel of threads shows first.
#[derive(Clone, Debug, PartialEq)]
pub enum Attention {
    /// The panel rests at the end of the page.
    Away,
    All,
    Thread(String),
    /// A thread about to be opened there.
    New(Anchor),
    /// An answer about to be given in that thread.
    Reply(String),
    /// One's own remark, about to be another one.
    Rewrite {
        thread: String,
        remark: String,
        text: String,
    },
}

impl Live {
    /// Whether the reader takes part in what is said beside a section.
    pub fn may_comment(&self, section: SectionId) -> bool {
        may_hear(self.role, section)
    }

    /// The open threads of a place, or of a section as a whole.
    pub fn threads_at(&self, section: SectionId, path: Option<&Path>) -> Vec<Thread> {
        self.threads.with(|threads| {
            let here = |thread: &&Thread| {
                thread.resolved.is_none()
                    && thread.place.section == section
                    && thread.place.path.as_ref() == path
            };
            threads.iter().filter(here).cloned().collect()
        })
    }

    /// The passage that was selected last in that text, if it still is one.
    pub fn selected(&self, section: SectionId, path: &Path) -> Option<Anchor> {
        let place = self.selection.try_get_value().flatten()?;
        if place.section != section || place.path.as_ref() != Some(path) {
            return None;
        }
        let (anchor, head) = place.selection?;
        self.doc(section, |doc| {
            let (anchor, head) = doc.offset(path, &anchor).zip(doc.offset(path, &head))?;
            Anchor::of_passage(doc, path, anchor.min(head), anchor.max(head))
        })
        .flatten()
    }

    /// Something was said, by anybody.
    pub(super) fn heard(&self, json: &[u8]) {
        // What cannot be read is of a newer server, which says so when the tab connects.
        let thread = std::str::from_utf8(json).ok().map(serde_json::from_str::<Thread>);
        if let Some(Ok(thread)) = thread {
            self.learn(thread);
        }
    }

    fn learn(&self, thread: Thread) {
        self.threads.update(|threads| {
            let known = threads.iter().position(|known| known.id == thread.id);
            match known {
                Some(at) if threads[at].version >= thread.version => {}
                Some(at) if thread.remarks.is_empty() => drop(threads.remove(at)),
                Some(at) => threads[at] = thread,
                None if thread.remarks.is_empty() => {}
                None => threads.push(thread),
            }
        });
    }

    /// Reads all threads: some were told while nobody listened.
    pub(super) fn read_threads(&self) {
        let (live, address) = (*self, self.address());
        leptos::task::spawn_local(async move {
            let request = Request::new_with_str(&address);
            let Some(json) = answer(request).await else { return };
            let Ok(all) = serde_json::from_str::<Vec<Thread>>(&json) else { return };
            live.threads.update(|threads| {
                threads.retain(|known| all.iter().any(|thread| thread.id == known.id));
            });
            all.into_iter().for_each(|thread| live.learn(thread));
        });
    }

    /// Does something with a thread; `done` is told its id if it came to be.
    pub fn act(&self, act: Act, done: impl FnOnce(Option<String>) + 'static) {
        let (live, address) = (*self, self.address());
        leptos::task::spawn_local(async move {
            let body = serde_json::to_string(&act).unwrap_or_default();
            let thread = answer(post(&address, &body)).await;
            let thread = thread.and_then(|json| serde_json::from_str::<Thread>(&json).ok());
            let id = thread.as_ref().map(|thread| thread.id.clone());
            match thread {
                Some(thread) => live.learn(thread),
                None => live.trouble.set(Some(Trouble::NotSaid)),
            }
            // The page follows first: what `done` looks for is there then.
            browser::after(std::time::Duration::ZERO, move || done(id));
        });
    }

    fn address(&self) -> String {
        let path = window().location().pathname().unwrap_or_default();
        format!("{}/fils", path.trim_end_matches('/'))
    }
}

fn post(address: &str, json: &str) -> Result<Request, wasm_bindgen::JsValue> {
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_body(&json.into());
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    options.set_headers(&headers);
    Request::new_with_str_and_init(address, &options)
}

/// The text of an answer that is a success.
async fn answer(request: Result<Request, wasm_bindgen::JsValue>) -> Option<String> {
    let fetched = JsFuture::from(window().fetch_with_request(&request.ok()?)).await.ok()?;
    let response: Response = fetched.dyn_into().ok()?;
    if !response.ok() || response.redirected() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
