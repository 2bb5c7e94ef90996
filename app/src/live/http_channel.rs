//! The frames over plain requests, for networks that let no websocket through: one request opens a
//! channel, one at a time sends, one at a time waits. Owns: [`Channel`]. Does not know: what a
//! frame means, how a body is made, when to open another.

use dossier::sync::close;
use dossier::sync::http_channel::{Hearing, Queue};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestInit, Response};

/// The server says so when a channel is over, and why.
const ENDED: &str = "x-channel-ended";

/// The number of an answer.
const NUMBER: &str = "x-channel-answer";
/// After so many answers in a row that broke off, the channel is over.
const BROKEN: u32 = 5;

type Heard = dyn Fn(&[u8]);

/// What a channel tells of itself.
pub struct Events {
    pub opened: Box<dyn Fn()>,
    pub heard: Box<Heard>,
    /// The channel is over, with a close code as of a websocket.
    pub ended: Box<dyn Fn(u16)>,
}

/// A handle on a channel; clones are the same.
#[derive(Clone)]
pub struct Channel {
    inner: Rc<Inner>,
}

struct Inner {
    address: RefCell<String>,
    events: Events,
    /// Frames that wait for the request under way to return.
    queue: RefCell<Queue>,
    sending: Cell<bool>,
    over: Cell<bool>,
}

impl Channel {
    pub fn open(address: &str, outline: &str, events: Events) -> Channel {
        let channel = Channel {
            inner: Rc::new(Inner {
                address: RefCell::new(String::new()),
                events,
                queue: RefCell::default(),
                sending: Cell::new(false),
                over: Cell::new(false),
            }),
        };
        let (opening, address) = (channel.clone(), address.to_owned());
        let first = format!("{address}?standing={outline}");
        leptos::task::spawn_local(async move {
            let opened = match post(&first, &[]).await {
                Ok(response) if [403, 404].contains(&response.status()) => Err(close::NOT_ALLOWED),
                answer => match close_code(&answer) {
                    Some(code) => Err(code),
                    None => answer.map_err(|_| close::COME_BACK),
                },
            };
            let name = match opened {
                Ok(response) => text(&response).await.ok_or(close::COME_BACK),
                Err(code) => Err(code),
            };
            match name {
                Ok(name) => {
                    *opening.inner.address.borrow_mut() = format!("{address}/{name}");
                    (opening.inner.events.opened)();
                    opening.wait().await;
                }
                Err(code) => opening.end(code),
            }
        });
        channel
    }

    pub fn send(&self, frame: &[u8]) {
        self.inner.queue.borrow_mut().push(frame);
        if self.inner.address.borrow().is_empty() || self.inner.sending.replace(true) {
            return;
        }
        let channel = self.clone();
        leptos::task::spawn_local(async move {
            let address = format!("{}/envoi", channel.inner.address.borrow());
            while !channel.inner.over.get() {
                let body = channel.inner.queue.borrow_mut().body();
                let Some(body) = body else { break };
                if let Some(code) = close_code(&post(&address, &body).await) {
                    channel.end(code);
                }
            }
            channel.inner.sending.set(false);
        });
    }

    /// Says that it is over and nothing more, in a request that outlives the page. Where that gets
    /// lost, the server forgets a channel that nobody asks for.
    pub fn close(&self) {
        let address = self.inner.address.borrow();
        if !self.inner.over.replace(true) && !address.is_empty() {
            let _ = window().navigator().send_beacon(&format!("{address}/fin"));
        }
    }

    async fn wait(&self) {
        let address = format!("{}/attente", self.inner.address.borrow());
        let (mut hearing, mut broken) = (Hearing::default(), 0);
        while !self.inner.over.get() {
            let response = post(&format!("{address}?heard={}", hearing.heard()), &[]).await;
            if let Some(code) = close_code(&response) {
                self.end(code);
                return;
            }
            let Ok(response) = response else { continue };
            let body = bytes(&response).await;
            let whole = number(&response).zip(body.as_deref());
            let frames = whole.and_then(|(number, body)| hearing.hear(number, body));
            // What broke off is asked for again; a line on which nothing arrives is none.
            let Some(frames) = frames else {
                broken += 1;
                if broken == BROKEN {
                    self.end(1006);
                }
                continue;
            };
            broken = 0;
            for frame in frames {
                if !self.inner.over.get() {
                    (self.inner.events.heard)(frame);
                }
            }
        }
    }

    fn end(&self, code: u16) {
        if !self.inner.over.replace(true) {
            (self.inner.events.ended)(code);
        }
    }
}

/// The close code with which an answer ends the channel, if it does.
fn close_code(response: &Result<Response, JsValue>) -> Option<u16> {
    let Ok(response) = response else { return Some(1006) };
    if response.redirected() {
        return Some(close::SIGNED_OUT);
    }
    let code = response.headers().get(ENDED).ok().flatten();
    match code.and_then(|code| code.parse().ok()) {
        Some(code) => Some(code),
        None => (!response.ok()).then_some(close::COME_BACK),
    }
}

fn number(response: &Response) -> Option<u64> {
    response.headers().get(NUMBER).ok().flatten()?.parse().ok()
}

async fn post(address: &str, body: &[u8]) -> Result<Response, JsValue> {
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_body(&js_sys::Uint8Array::from(body).into());
    let request = Request::new_with_str_and_init(address, &options)?;
    let response = JsFuture::from(window().fetch_with_request(&request)).await?;
    response.dyn_into()
}

async fn text(response: &Response) -> Option<String> {
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

async fn bytes(response: &Response) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}
