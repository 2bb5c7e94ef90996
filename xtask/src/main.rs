//! The build program. Owns everything between the sources and `target/site`, the folder that the
//! server publishes: wasm, JavaScript, style, fonts, content-hashed names, compression.
//! It knows nothing of what a dossier is, and the product never depends on it.

mod bundle;
mod dependencies;
mod dev;
mod licences;
mod profile;
mod prune;
mod site;
mod style;
mod tool;
mod toolchain;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::profile::Profile;
use crate::site::Site;

const USAGE: &str = "\
usage: cargo run -p xtask -- COMMAND

  web         build target/site as it is shipped: small and compressed
  web --dev   the same, quick to build and easy to debug
  run         build that and the server, and serve the demo
  dev         the same, and again at every change
  dependencies
              check the licences, the origin and the use of what the manifests ask for";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = workspace_root();
    let outcome = match arguments.as_slice() {
        ["web"] => web(&root, Profile::Release),
        ["web", "--dev"] => web(&root, Profile::Dev),
        ["run"] => dev::run(&root),
        ["dependencies"] => dependencies::check(&root),
        ["dev"] => dev::watch(&root),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Builds `target/site`. Every step is skipped, or costs next to nothing, when its input is the
/// same as last time, so that running it before each test is free.
fn web(root: &Path, profile: Profile) -> Result<()> {
    let start = Instant::now();
    let wasm = wasm::build(root, profile)?;
    let scripts = bundle::build(root, profile)?;

    let mut site = Site::begin(root, profile)?;
    let preload = style::publish(root, &mut site)?;
    site.publish("preau_bg.wasm", &wasm)?;
    for (name, script) in scripts {
        site.publish(name, &script)?;
    }
    let worker = "app/js/offline/sw.js";
    site.publish_worker(&fs::read_to_string(root.join(worker)).context(worker)?)?;
    site.finish(&preload)?;

    progress(&format!("target/site is ready ({:.1} s)", start.elapsed().as_secs_f32()));
    Ok(())
}

/// The folder that holds the workspace, wherever the command was started from. Asked at run time,
/// so that a program built before the folder was moved does not work on another one.
fn workspace_root() -> PathBuf {
    let compiled = || env!("CARGO_MANIFEST_DIR").into();
    let manifest = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(compiled));
    manifest.parent().unwrap_or(&manifest).to_owned()
}

/// One line on the terminal for each step, told apart from what the tools print.
pub fn progress(line: &str) {
    println!("  xtask  {line}");
}
