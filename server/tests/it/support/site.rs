//! The published files, as the build program lays them out.

use app::shell::Entry;
use serde_json::{Map, Value, json};
use std::path::Path;

/// Writes them below `directory`.
pub fn publish(directory: &Path) {
    let pkg = directory.join("site/pkg");
    std::fs::create_dir_all(&pkg).unwrap();
    let mut files = Map::new();
    for entry in Entry::ALL {
        let (stem, extension) = entry.name().split_once('.').unwrap();
        let name = format!("{stem}.1.{extension}");
        std::fs::write(pkg.join(&name), &name).unwrap();
        files.insert(entry.name().to_owned(), Value::String(format!("/pkg/{name}")));
    }
    std::fs::write(pkg.join("preau.1.css.br"), "preau.1.css.br").unwrap();
    let manifest = json!({ "files": files, "preload": [], "profile": "dev" });
    std::fs::write(directory.join("site/manifest.json"), manifest.to_string()).unwrap();
    std::fs::write(directory.join("site/sw.js"), "the worker").unwrap();
}
