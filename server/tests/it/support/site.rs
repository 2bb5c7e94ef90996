//! The published files, as the build program lays them out.

use std::path::Path;

/// Writes them below `directory`.
pub fn publish(directory: &Path) {
    let pkg = directory.join("site/pkg");
    std::fs::create_dir_all(&pkg).unwrap();
    for name in [
        "preau.1.css",
        "preau.1.css.br",
        "preau.1.js",
        "preau_bg.1.wasm",
        "invitation.1.js",
        "seance.1.js",
        "suggestions.1.js",
        "icon.1.svg",
    ] {
        std::fs::write(pkg.join(name), name).unwrap();
    }
    let manifest = r#"{
        "css": "/pkg/preau.1.css", "js": "/pkg/preau.1.js", "wasm": "/pkg/preau_bg.1.wasm",
        "invitation": "/pkg/invitation.1.js", "suggestions": "/pkg/suggestions.1.js",
        "seance": "/pkg/seance.1.js",
        "icon": "/pkg/icon.1.svg", "fonts": [], "profile": "dev"
    }"#;
    std::fs::write(directory.join("site/manifest.json"), manifest).unwrap();
    std::fs::write(directory.join("site/sw.js"), "the worker").unwrap();
}
