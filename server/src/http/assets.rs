//! The published files: style sheet, scripts, wasm, fonts, icons, the service worker.
//! Owns: [`Assets`], read whole at the start. Does not know: what the files are for. Their names
//! hold a hash of their content, so a browser may keep them for ever; the worker's cannot.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Every published file, and the addresses that pages name.
#[derive(Debug)]
pub struct Assets {
    pub named: Arc<app::shell::Assets>,
    files: HashMap<String, Asset>,
    worker: Bytes,
}

#[derive(Debug)]
struct Asset {
    content_type: &'static str,
    raw: Bytes,
    brotli: Option<Bytes>,
}

/// What the build program says of its output.
#[derive(Deserialize)]
struct Manifest {
    /// The address of each file by its name before it got a hash.
    files: HashMap<String, String>,
    preload: Vec<String>,
}

/// Why the published files cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum AssetsError {
    #[error("cannot read {path}: {cause}")]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("{path} is not a manifest: {cause}")]
    Manifest { path: PathBuf, cause: serde_json::Error },
    #[error("the manifest names {0}, which is not there")]
    Missing(String),
    #[error("the manifest does not name {0}, which pages need: build the site anew")]
    Unnamed(&'static str),
}

impl Assets {
    /// Reads `manifest.json`, `sw.js` and `pkg/` of that directory.
    pub fn load(site: &Path) -> Result<Assets, AssetsError> {
        let path = site.join("manifest.json");
        let manifest: Manifest = serde_json::from_slice(&read(&path)?)
            .map_err(|cause| AssetsError::Manifest { path, cause })?;
        let pkg = site.join("pkg");
        let unreadable = |cause| AssetsError::Unreadable { path: pkg.clone(), cause };
        let mut files = HashMap::new();
        for entry in std::fs::read_dir(&pkg).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            if !path.is_file() || name.ends_with(".br") {
                continue;
            }
            let compressed = pkg.join(format!("{name}.br"));
            let brotli = compressed.is_file().then(|| read(&compressed)).transpose()?;
            let asset = Asset {
                content_type: content_type(&path),
                raw: read(&path)?.into(),
                brotli: brotli.map(Bytes::from),
            };
            files.insert(name.to_owned(), asset);
        }
        for address in manifest.files.values().chain(&manifest.preload) {
            let name = address.strip_prefix("/pkg/").unwrap_or(address);
            if !files.contains_key(name) {
                return Err(AssetsError::Missing(address.clone()));
            }
        }
        let address = |name: &str| manifest.files.get(name).cloned();
        let named = app::shell::Assets::find(address, manifest.preload)
            .map_err(|entry| AssetsError::Unnamed(entry.name()))?;
        let worker = read(&site.join("sw.js"))?.into();
        Ok(Assets { named: Arc::new(named), files, worker })
    }

    /// Answers a request for `/sw.js`: asked for again at each visit, in charge of all pages.
    pub fn worker(&self) -> Response {
        let head = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            (HeaderName::from_static("service-worker-allowed"), HeaderValue::from_static("/")),
        ];
        (head, self.worker.clone()).into_response()
    }

    /// Answers a request for `/pkg/{name}`.
    pub fn serve(&self, name: &str, headers: &HeaderMap) -> Response {
        let Some(asset) = self.files.get(name) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let kind = HeaderValue::from_static(asset.content_type);
        let head = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, FOR_EVER)];
        let vary = [(header::VARY, HeaderValue::from_static("accept-encoding"))];
        match &asset.brotli {
            Some(brotli) if accepts_brotli(headers) => {
                let encoding = [(header::CONTENT_ENCODING, HeaderValue::from_static("br"))];
                (head, vary, encoding, brotli.clone()).into_response()
            }
            Some(_) => (head, vary, asset.raw.clone()).into_response(),
            None => (head, asset.raw.clone()).into_response(),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, AssetsError> {
    std::fs::read(path).map_err(|cause| AssetsError::Unreadable { path: path.to_owned(), cause })
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
            let refused = parts
                .filter_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok())
                .any(|weight| weight <= 0.0);
            named && !refused
        })
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_only_where_it_is_wanted() {
        for (wanted, answer) in [
            ("gzip, deflate, br, zstd", true),
            ("BR", true),
            ("br;q=1.0, *;q=0.1", true),
            ("br;q=0", false),
            ("gzip, br; q=0.0", false),
            ("gzip", false),
            ("brotli", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(wanted));
            assert_eq!(accepts_brotli(&headers), answer, "{wanted:?}");
        }
    }
}
