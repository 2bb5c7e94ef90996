//! The tab's one websocket: opens it, opens it again, and says why it cannot.
//! Owns: [`Line`]. Must not know: what a frame means, views.

use super::browser::after;
use super::{Live, Trouble};
use dossier::form::SectionId;
use dossier::sync::close;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, CloseEvent, MessageEvent, WebSocket};

/// First pause before trying again; it doubles up to [`LONGEST`], with up to half of it by chance,
/// so that a restarted server is not met by everybody at one instant.
const SHORTEST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(20);
/// Pause before what the server could not store is sent again.
const RETRY: Duration = Duration::from_secs(2);

/// A handle on the connection; clones are the same connection.
#[derive(Clone)]
pub struct Line {
    inner: Rc<Inner>,
}

struct Inner {
    live: Live,
    url: String,
    socket: RefCell<Option<WebSocket>>,
    pause: Cell<Duration>,
    waiting: Cell<bool>,
    over: Cell<bool>,
}

impl Line {
    /// Opens the connection and keeps it open until the page ends.
    pub fn open(live: Live, url: String) -> Line {
        let line = Line {
            inner: Rc::new(Inner {
                live,
                url,
                socket: RefCell::new(None),
                pause: Cell::new(SHORTEST),
                waiting: Cell::new(false),
                over: Cell::new(false),
            }),
        };
        line.dial();
        let now = line.clone();
        let _ = window_event_listener_untyped("online", move |_| now.dial_now());
        let now = line.clone();
        let _ = window_event_listener_untyped("pageshow", move |_| now.dial_now());
        let gone = line.clone();
        let _ = window_event_listener_untyped("offline", move |_| gone.hang_up());
        line
    }

    pub fn send(&self, bytes: &[u8]) {
        if let Some(socket) = self.inner.socket.borrow().as_ref()
            && socket.ready_state() == WebSocket::OPEN
        {
            // What cannot be sent now is unacknowledged and goes out after the next connection.
            let _ = socket.send_with_u8_array(bytes);
        }
    }

    /// Sends what could not be stored once more, a little later.
    pub fn retry_soon(&self) {
        let live = self.inner.live;
        after(RETRY, move || live.retry());
    }

    fn dial_now(&self) {
        self.inner.pause.set(SHORTEST);
        if self.inner.socket.borrow().is_none() {
            self.dial();
        }
    }

    /// The network is gone: the browser may take minutes to notice on the socket itself.
    fn hang_up(&self) {
        if let Some(socket) = self.inner.socket.borrow().as_ref() {
            let _ = socket.close();
        }
        self.closed(1006);
    }

    fn dial(&self) {
        if self.inner.over.get() {
            return;
        }
        let Ok(socket) = WebSocket::new(&self.inner.url) else {
            self.dial_later();
            return;
        };
        socket.set_binary_type(BinaryType::Arraybuffer);
        let line = self.clone();
        let opened = Closure::<dyn FnMut()>::new(move || {
            line.inner.pause.set(SHORTEST);
            line.inner.live.connected();
        });
        socket.set_onopen(Some(opened.into_js_value().unchecked_ref()));
        let live = self.inner.live;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(buffer) = event.data().dyn_into::<js_sys::ArrayBuffer>() {
                live.received(&js_sys::Uint8Array::new(&buffer).to_vec());
            }
        });
        socket.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
        let line = self.clone();
        let this = socket.clone();
        let closed = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            // An old socket's end says nothing about the one that took its place.
            let current = line.inner.socket.borrow().as_ref() == Some(&this);
            if current {
                line.closed(event.code());
            }
        });
        socket.set_onclose(Some(closed.into_js_value().unchecked_ref()));
        *self.inner.socket.borrow_mut() = Some(socket);
    }

    fn closed(&self, code: u16) {
        *self.inner.socket.borrow_mut() = None;
        self.inner.live.disconnected();
        let trouble = match code {
            close::SIGNED_OUT => Trouble::SignedOut,
            close::NOT_ALLOWED => Trouble::Closed,
            close::OUTDATED => Trouble::Outdated,
            _ => return self.dial_later(),
        };
        self.inner.over.set(true);
        self.inner.live.trouble.set(Some(trouble));
    }

    fn dial_later(&self) {
        if self.inner.waiting.replace(true) {
            return;
        }
        let pause = self.inner.pause.get();
        self.inner.pause.set((pause * 2).min(LONGEST));
        let pause = pause.mul_f64(0.5 + js_sys::Math::random() / 2.0);
        let line = self.clone();
        after(pause, move || {
            line.inner.waiting.set(false);
            if line.inner.socket.borrow().is_none() {
                line.dial();
            }
        });
    }
}

impl Live {
    /// Connects this tab: what an earlier tab left on the device first, then the server.
    pub fn connect(&self, dossier: &str, account: &str, url: String) {
        let live = *self;
        let (dossier, account) = (dossier.to_owned(), account.to_owned());
        for section in SectionId::ALL {
            self.remember(section);
        }
        leptos::task::spawn_local(async move {
            let (device, left) = super::storage::Device::open(&dossier, &account).await;
            let updates = left
                .iter()
                .map(|kept| (kept.section, kept.update.clone()))
                .collect();
            let restored = live.tab.try_update_value(|tab| {
                let (first, effects) = tab.replica.restore(updates);
                device.adopt(first, left);
                tab.device = Some(device);
                effects
            });
            live.perform(restored.unwrap_or_default());
            let line = Line::open(live, url);
            live.tab.try_update_value(|tab| tab.line = Some(line));
        });
    }

    fn connected(&self) {
        let effects = self.tab.try_update_value(|tab| tab.replica.connected());
        self.perform(effects.unwrap_or_default());
    }

    fn disconnected(&self) {
        self.tab.try_update_value(|tab| tab.replica.disconnected());
        self.people.set(Default::default());
        self.perform(Vec::new());
    }

    fn received(&self, bytes: &[u8]) {
        // A frame this tab cannot read is of a newer server, which says so when it closes.
        let effects = self.tab.try_update_value(|tab| tab.replica.receive(bytes));
        if let Some(Ok(effects)) = effects {
            self.perform(effects);
        }
    }

    fn retry(&self) {
        let effects = self.tab.try_update_value(|tab| tab.replica.retry());
        self.perform(effects.unwrap_or_default());
    }
}
