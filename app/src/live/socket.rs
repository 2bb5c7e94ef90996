//! The tab's one connection: opens it, opens it again, goes another way where websockets are
//! blocked, and says why it cannot. Owns: [`Connection`]. Does not know: what a frame means, views.

use super::browser::{after, announce};
use super::http_channel::{Channel, Events};
use super::storage::Source;
use super::{Alert, Live};
use dossier::form::SectionId;
use dossier::sync::close;
use dossier::sync::replica::{Effect as Wire, SaveState};
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

/// Websockets that end unopened before the tab tries plain requests: some networks let none
/// through.
const BLOCKED_AFTER: u32 = 2;

/// A handle on the connection; clones are the same connection.
#[derive(Clone)]
pub struct Connection {
    inner: Rc<Inner>,
}

struct Inner {
    live: Live,
    address: Address,
    carrier: RefCell<Option<Carrier>>,
    pause: Cell<Duration>,
    waiting: Cell<bool>,
    over: Cell<bool>,
    /// Websockets in a row that ended before they were open.
    unopened: Cell<u32>,
}

/// Where the server is, for either way.
pub struct Address {
    pub socket: String,
    pub channel: String,
    /// As what the page was written; the socket's address has it already.
    pub outline: String,
}

/// What carries the frames.
enum Carrier {
    Socket(WebSocket),
    Channel(Channel),
}

impl Connection {
    /// Opens the connection and keeps it open until the page ends.
    pub fn open(live: Live, address: Address) -> Connection {
        let line = Connection {
            inner: Rc::new(Inner {
                live,
                address,
                carrier: RefCell::new(None),
                pause: Cell::new(SHORTEST),
                waiting: Cell::new(false),
                over: Cell::new(false),
                unopened: Cell::new(0),
            }),
        };
        line.dial();
        let now = line.clone();
        let _ = window_event_listener_untyped("online", move |_| now.dial_now());
        let now = line.clone();
        let _ = window_event_listener_untyped("pageshow", move |_| now.dial_now());
        let gone = line.clone();
        let _ = window_event_listener_untyped("offline", move |_| gone.hang_up());
        let closed = line.clone();
        let _ = window_event_listener_untyped("pagehide", move |_| closed.leave());
        line
    }

    /// What cannot be sent now is unacknowledged and goes out after the next connection.
    pub fn send(&self, bytes: &[u8]) {
        match self.inner.carrier.borrow().as_ref() {
            Some(Carrier::Socket(socket)) if socket.ready_state() == WebSocket::OPEN => {
                let _ = socket.send_with_u8_array(bytes);
            }
            Some(Carrier::Channel(channel)) => channel.send(bytes),
            _ => {}
        }
    }

    /// Sends what could not be stored once more, a little later.
    pub fn retry_soon(&self) {
        let live = self.inner.live;
        after(RETRY, move || live.retry());
    }

    fn dial_now(&self) {
        self.inner.pause.set(SHORTEST);
        if self.inner.carrier.borrow().is_none() {
            self.dial();
        }
    }

    /// The network is gone: the browser may take minutes to notice on the connection itself.
    fn hang_up(&self) {
        let carrier = self.inner.carrier.borrow_mut().take();
        match carrier {
            Some(Carrier::Socket(socket)) => drop(socket.close()),
            Some(Carrier::Channel(channel)) => channel.close(),
            None => return,
        }
        self.on_end(1006);
    }

    /// The page goes. A websocket ends with it by itself. From the browser's memory the page may
    /// come back, and dials again.
    fn leave(&self) {
        if matches!(&*self.inner.carrier.borrow(), Some(Carrier::Channel(_))) {
            self.hang_up();
        }
    }

    fn dial(&self) {
        if self.inner.over.get() {
            return;
        }
        if self.inner.unopened.get() >= BLOCKED_AFTER {
            self.open_channel();
        } else {
            self.open_socket();
        }
    }

    fn open_channel(&self) {
        let (opened, live) = (self.clone(), self.inner.live);
        let ended = self.clone();
        let channel = Channel::open(
            &self.inner.address.channel,
            &self.inner.address.outline,
            Events {
                opened: Box::new(move || opened.on_open()),
                heard: Box::new(move |frame| live.receive(frame)),
                ended: Box::new(move |code| {
                    *ended.inner.carrier.borrow_mut() = None;
                    ended.on_end(code);
                }),
            },
        );
        *self.inner.carrier.borrow_mut() = Some(Carrier::Channel(channel));
    }

    fn open_socket(&self) {
        let Ok(socket) = WebSocket::new(&self.inner.address.socket) else {
            self.dial_later();
            return;
        };
        socket.set_binary_type(BinaryType::Arraybuffer);
        let line = self.clone();
        let is_open = Rc::new(Cell::new(false));
        let opening = is_open.clone();
        let opened = Closure::<dyn FnMut()>::new(move || {
            opening.set(true);
            line.inner.unopened.set(0);
            line.on_open();
        });
        socket.set_onopen(Some(opened.into_js_value().unchecked_ref()));
        let live = self.inner.live;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(buffer) = event.data().dyn_into::<js_sys::ArrayBuffer>() {
                live.receive(&js_sys::Uint8Array::new(&buffer).to_vec());
            }
        });
        socket.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
        let line = self.clone();
        let this = socket.clone();
        let closed = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            // An old socket's end says nothing about the one that took its place.
            let current = matches!(
                line.inner.carrier.borrow().as_ref(),
                Some(Carrier::Socket(socket)) if *socket == this
            );
            if !current {
                return;
            }
            if !is_open.get() && window().navigator().on_line() {
                line.inner.unopened.set(line.inner.unopened.get() + 1);
            }
            *line.inner.carrier.borrow_mut() = None;
            line.on_end(event.code());
        });
        socket.set_onclose(Some(closed.into_js_value().unchecked_ref()));
        *self.inner.carrier.borrow_mut() = Some(Carrier::Socket(socket));
    }

    fn on_open(&self) {
        self.inner.pause.set(SHORTEST);
        self.inner.live.start_sync();
    }

    fn on_end(&self, code: u16) {
        self.inner.live.pause_sync();
        let alert = match code {
            close::SIGNED_OUT => Alert::SignedOut,
            close::NOT_ALLOWED => Alert::Closed,
            close::OUTDATED => Alert::Outdated,
            close::ROLE_CHANGED => Alert::RoleChanged,
            _ => return self.dial_later(),
        };
        self.inner.over.set(true);
        self.inner.live.end(alert);
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
            if line.inner.carrier.borrow().is_none() {
                line.dial();
            }
        });
    }
}

impl Live {
    /// Connects this tab: what the device has first, then the other tabs and the server.
    pub fn connect(&self, dossier: &str, account: &str, source: Source, address: Address) {
        let live = *self;
        for section in SectionId::ALL {
            self.remember(section);
        }
        self.open_device(dossier, account);
        leptos::task::spawn_local(async move {
            live.recall(source).await;
            for section in SectionId::ALL {
                live.ask(section);
            }
            let line = Connection::open(live, address);
            live.tab.try_update_value(|tab| tab.line = Some(line));
        });
    }

    fn start_sync(&self) {
        let effects = self.tab.try_update_value(|tab| tab.replica.connect());
        self.perform(effects.unwrap_or_default());
        // A tab may have closed since before it could send.
        let live = *self;
        leptos::task::spawn_local(async move {
            live.adopt().await;
        });
    }

    fn pause_sync(&self) {
        self.tab.try_update_value(|tab| tab.replica.disconnect());
        self.people.set(Default::default());
        self.perform(Vec::new());
    }

    fn receive(&self, bytes: &[u8]) {
        // A frame this tab cannot read is of a newer server, which says so when it closes.
        let received = self.tab.try_update_value(|tab| {
            let before = tab.replica.is_welcome();
            let effects = tab.replica.receive(bytes);
            (effects, tab.replica.is_welcome() && !before)
        });
        let Some((Ok(effects), welcomed)) = received else { return };
        let changes =
            |effect: &Wire| matches!(effect, Wire::Changed { .. } | Wire::Replaced { .. });
        if effects.iter().any(changes) {
            super::scroll_anchor::hold();
        }
        self.perform(effects);
        // From here on everything said is told: what was said before is read, and not earlier.
        if welcomed {
            self.missed();
            announce(&[]);
        }
    }

    /// The connection will not come back by itself. A new role is read from a new page, at once
    /// when nothing written here waits to be sent.
    fn end(&self, alert: Alert) {
        let waits = !matches!(self.save.get_untracked(), SaveState::Saved | SaveState::Offline(0));
        if alert == Alert::RoleChanged && !waits {
            let _ = window().location().reload();
        } else {
            self.over(alert);
        }
    }

    fn retry(&self) {
        let effects = self.tab.try_update_value(|tab| tab.replica.retry());
        self.perform(effects.unwrap_or_default());
    }
}
