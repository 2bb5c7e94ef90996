//! What this device keeps of the dossier: the updates that the server has not acknowledged, and the
//! sections as they were last seen, so that a tab that crashes, is closed or has no network loses
//! nothing. Owns: [`Device`], and when it is asked. Does not know: databases, caches.
//!
//! A page that comes from the server is newer than any state that was kept. One that comes from
//! the device is older: only there are the states taken in.

use super::browser::after;
use super::{Alert, Live};
use dossier::form::SectionId;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;

/// How long a change waits for others before its section is kept.
const PAUSE: Duration = Duration::from_secs(2);

#[wasm_bindgen(raw_module = "./offline/device.js")]
extern "C" {
    /// The device's store for one dossier and one account; clones are the same.
    #[derive(Clone)]
    pub type Device;

    #[wasm_bindgen(constructor)]
    fn new(
        dossier: &str,
        account: &str,
        hear: &Closure<dyn Fn(Vec<u8>)>,
        refused: &Closure<dyn Fn()>,
    ) -> Device;

    #[wasm_bindgen(method)]
    fn store(this: &Device, no: f64, record: &[u8]);

    #[wasm_bindgen(method)]
    fn forget(this: &Device, no: f64);

    #[wasm_bindgen(method)]
    async fn adopt(this: &Device, take: &Closure<dyn FnMut(js_sys::Array) -> f64>) -> JsValue;

    #[wasm_bindgen(method)]
    async fn states(this: &Device) -> JsValue;

    #[wasm_bindgen(method, js_name = keepState)]
    fn keep_state(this: &Device, section: u8, record: &[u8]);

    #[wasm_bindgen(method, js_name = forgetStates)]
    fn forget_states(this: &Device);

    #[wasm_bindgen(method, js_name = forgetCopies)]
    fn forget_copies(this: &Device);

    #[wasm_bindgen(method, js_name = forgetPage)]
    fn forget_page(this: &Device);

    #[wasm_bindgen(method)]
    pub(super) fn unfit(this: &Device, field: &str) -> Option<String>;

    #[wasm_bindgen(method, js_name = keepUnfit)]
    pub(super) fn keep_unfit(this: &Device, field: &str, words: Option<&str>);

    #[wasm_bindgen(method)]
    pub(super) fn tell(this: &Device, message: &[u8]);

    #[wasm_bindgen(method)]
    async fn settled(this: &Device) -> JsValue;
}

/// Where the page came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Server,
    /// A copy, which the service worker keeps.
    Device,
}

impl Live {
    /// From here on everything is kept and told to the other tabs.
    pub(super) fn open_device(&self, dossier: &str, account: &str) {
        let live = *self;
        let hear = Closure::new(move |message: Vec<u8>| live.overheard(&message));
        let refused = Closure::new(move || live.device_keeps.set(false));
        let device = Device::new(dossier, account, &hear, &refused);
        // As long as the page.
        hear.forget();
        refused.forget();
        self.tab.try_update_value(|tab| tab.device = Some(device));
        for event in ["pagehide", "visibilitychange"] {
            let _ = window_event_listener_untyped(event, move |_| live.keep_states());
        }
    }

    /// Takes in what this device has that the page has not.
    pub(super) async fn recall(&self, source: Source) {
        let Some(device) = self.open_one() else { return };
        match source {
            Source::Server => device.forget_states(),
            Source::Device => {
                for (section, state) in records(&device.states().await) {
                    self.take(section, &state);
                }
            }
        }
        self.adopt().await;
    }

    /// Makes what other tabs left unacknowledged this tab's own to send. Says whether there was
    /// anything.
    pub(super) async fn adopt(&self) -> bool {
        let Some(device) = self.open_one() else { return false };
        let live = *self;
        let take = Closure::new(move |left: js_sys::Array| live.restore(records(&left)) as f64);
        device.adopt(&take).await.is_truthy()
    }

    fn restore(&self, left: Vec<(SectionId, Vec<u8>)>) -> u64 {
        let restore = || self.tab.try_update_value(|tab| tab.replica.restore(left));
        let restored = self.bringing_own(restore);
        let (first, effects) = restored.unwrap_or_default();
        self.perform(effects);
        first
    }

    pub(super) fn store(&self, no: u64, section: SectionId, update: &[u8]) {
        self.device(|device| device.store(no as f64, &record(section, update)));
    }

    pub(super) fn forget(&self, no: u64) {
        self.device(|device| device.forget(no as f64));
    }

    /// The section is not as it was last kept.
    pub(super) fn mark_changed(&self, section: SectionId) {
        let live = *self;
        let first = self.tab.try_update_value(|tab| {
            tab.changed.insert(section);
            !std::mem::replace(&mut tab.keeping_soon, true)
        });
        if first == Some(true) {
            after(PAUSE, move || live.keep_states());
        }
    }

    pub(super) fn keep_states(&self) {
        self.tab.try_update_value(|tab| {
            tab.keeping_soon = false;
            let changed = std::mem::take(&mut tab.changed);
            let Some(device) = tab.device.as_ref().filter(|_| !tab.over) else { return };
            for section in changed {
                if let Some(doc) = tab.replica.doc(section) {
                    device.keep_state(section.number(), &record(section, &doc.state()));
                }
            }
        });
    }

    /// Says why the connection is over, once what waits is as safe as it can be.
    pub(super) fn over(&self, alert: Alert) {
        let live = *self;
        self.keep_states();
        if matches!(alert, Alert::SignedOut | Alert::Closed) {
            self.tab.try_update_value(|tab| tab.over = true);
        }
        match alert {
            Alert::SignedOut => self.device(Device::forget_copies),
            Alert::Closed => self.device(Device::forget_page),
            _ => {}
        }
        leptos::task::spawn_local(async move {
            if let Some(device) = live.open_one() {
                device.settled().await;
            }
            live.alert.set(Some(alert));
        });
    }

    pub(super) fn open_one(&self) -> Option<Device> {
        self.tab.try_with_value(|tab| tab.device.clone()).flatten()
    }
}

/// A section's bytes as they are kept: after the section's number.
fn record(section: SectionId, bytes: &[u8]) -> Vec<u8> {
    let mut record = vec![section.number()];
    record.extend_from_slice(bytes);
    record
}

fn records(array: &JsValue) -> Vec<(SectionId, Vec<u8>)> {
    let Some(array) = array.dyn_ref::<js_sys::Array>() else {
        return Vec::new();
    };
    let read = |record: JsValue| {
        let record = record.dyn_into::<js_sys::Uint8Array>().ok()?.to_vec();
        let (number, bytes) = record.split_first()?;
        Some((SectionId::from_number(*number)?, bytes.to_vec()))
    };
    array.iter().filter_map(read).collect()
}
