//! The scripts: `app/js/boot.js` with what the wasm asks of JavaScript in it, and the small one of
//! pages that have no program.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::profile::Profile;
use crate::progress;
use crate::tool;

/// The wasm imports these as `./editor/editor.js`, which wasm-bindgen leaves as it is, beside its
/// own output: one line there leads to the source.
const DOORS: [&str; 3] = ["editor/editor.js", "offline/device.js", "threads/panel.js"];

/// Modules that a dependency asks for, and the small ones that the page gets in their place.
const STUBS: [&str; 2] =
    ["--alias:lodash.clonedeep=./stubs/clone.cjs", "--alias:lodash.isequal=./stubs/equal.cjs"];

pub fn build(root: &Path, profile: Profile) -> Result<Vec<u8>> {
    progress("script: esbuild");
    let sources = root.join("app/js");
    let web = root.join("target/web");
    for door in DOORS {
        let leads = web.join(door);
        fs::create_dir_all(leads.parent().unwrap_or(&web))?;
        fs::write(leads, format!("export * from \"../../../app/js/{door}\";\n"))?;
    }

    let output = web.join("bundle.js");
    let mut esbuild = Command::new(tool::npm_program(&sources, "esbuild")?);
    esbuild
        .current_dir(&sources)
        .args(["boot.js", "--bundle", "--format=esm", "--target=es2022", "--log-level=warning"])
        .args(STUBS)
        .arg(format!("--alias:preau-wasm={}", web.join("preau.js").display()))
        .arg(format!("--outfile={}", output.display()));
    match profile {
        Profile::Release => esbuild.arg("--minify"),
        Profile::Dev => esbuild.arg("--sourcemap=inline"),
    };
    tool::run(&mut esbuild)?;
    fs::read(&output).context("target/web/bundle.js")
}

/// A script that stands alone, for publishing as `name`: minified, readable in the source only.
pub fn small(root: &Path, entry: &str, name: &str) -> Result<Vec<u8>> {
    let sources = root.join("app/js");
    let output = root.join("target/web").join(name);
    let mut esbuild = Command::new(tool::npm_program(&sources, "esbuild")?);
    esbuild
        .current_dir(&sources)
        .args([
            entry,
            "--bundle",
            "--format=esm",
            "--target=es2022",
            "--log-level=warning",
            "--minify",
        ])
        .arg(format!("--outfile={}", output.display()));
    tool::run(&mut esbuild)?;
    fs::read(&output).with_context(|| format!("target/web/{name}"))
}
