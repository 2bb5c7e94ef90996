//! The scripts, each with all that it imports in one file. Owns the list of those that pages load.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::profile::Profile;
use crate::progress;
use crate::tool;

/// The name under which a page asks for a script (`Entry` in `app/src/shell/assets.rs`), and where
/// it begins in `app/js`.
const SCRIPTS: [(&str, &str); 4] = [
    ("preau.js", "boot.js"),
    ("invitation.js", "people/invitation.js"),
    ("seance.js", "seance/seance.js"),
    ("suggestions.js", "threads/suggestion/bundle.js"),
];

/// The wasm imports these as `./editor/editor.js`, which wasm-bindgen leaves as it is, beside its
/// own output: one line there leads to the source.
const DOORS: [&str; 3] = ["editor/editor.js", "offline/device.js", "threads/panel.js"];

/// Modules that a dependency asks for, and the small ones that the page gets in their place.
const STUBS: [&str; 2] =
    ["--alias:lodash.clonedeep=./stubs/clone.cjs", "--alias:lodash.isequal=./stubs/equal.cjs"];

/// The scripts by name.
pub fn build(root: &Path, profile: Profile) -> Result<Vec<(&'static str, Vec<u8>)>> {
    progress("scripts: esbuild");
    let sources = root.join("app/js");
    let web = root.join("target/web");
    for door in DOORS {
        let leads = web.join(door);
        fs::create_dir_all(leads.parent().unwrap_or(&web))?;
        fs::write(leads, format!("export * from \"../../../app/js/{door}\";\n"))?;
    }

    let output = web.join("scripts");
    let mut esbuild = Command::new(tool::npm_program(&sources, "esbuild")?);
    esbuild
        .current_dir(&sources)
        .args(SCRIPTS.map(|(name, source)| format!("{}={source}", name.trim_end_matches(".js"))))
        .args(["--bundle", "--format=esm", "--target=es2022", "--log-level=warning"])
        .args(STUBS)
        .arg(format!("--alias:preau-wasm={}", web.join("preau.js").display()))
        .arg(format!("--outdir={}", output.display()));
    match profile {
        Profile::Release => esbuild.arg("--minify"),
        Profile::Dev => esbuild.arg("--sourcemap=inline"),
    };
    tool::run(&mut esbuild)?;
    SCRIPTS
        .into_iter()
        .map(|(name, _)| {
            let path = output.join(name);
            Ok((name, fs::read(&path).with_context(|| path.display().to_string())?))
        })
        .collect()
}
