//! What Leptos's server functions ask of `wasm-streams`, without the streams. Owns nothing.
//!
//! Leptos in a browser brings server functions along, which can send and receive streams. We have
//! none. What is not called is left out of the wasm, but the real crate exports three classes to
//! JavaScript, and what is exported stays, with all that it calls: 4 KB that everybody would load.

use futures_util::stream::{Pending, Stream, pending};
use wasm_bindgen::JsValue;

/// A stream that nobody opens.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    pub fn from_raw(raw: web_sys::ReadableStream) -> ReadableStream {
        ReadableStream(raw)
    }

    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    pub fn from_stream(
        _: impl Stream<Item = Result<JsValue, JsValue>> + 'static,
    ) -> ReadableStream {
        panic!("no page sends a stream");
    }

    pub fn into_stream(self) -> Pending<Result<JsValue, JsValue>> {
        pending()
    }
}
