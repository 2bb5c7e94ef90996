//! The developer's loop: build, run the server, watch the sources by their times, start again. It
//! needs no tool beyond cargo and npm, and polling costs a few milliseconds a second.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::profile::Profile;
use crate::{progress, tool};

const WATCHED: [&str; 6] = ["app", "dossier", "migrations", "server", "style", "Cargo.toml"];
const PERIOD: Duration = Duration::from_millis(400);

pub fn watch(root: &Path) -> Result<()> {
    let mut server: Option<Child> = None;
    loop {
        let seen = latest_change(root);
        match build(root) {
            Ok(()) => {
                if let Some(running) = server.take() {
                    stop(running)?;
                }
                server = Some(start(root)?);
            }
            // The last server that built goes on: its page is worth more than none.
            Err(error) => eprintln!("xtask: {error:#}"),
        }
        progress("waiting for a change (Ctrl-C to stop)");
        while latest_change(root) == seen {
            sleep(PERIOD);
        }
    }
}

fn build(root: &Path) -> Result<()> {
    crate::web(root, Profile::Dev)?;
    progress("server: cargo");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    tool::run(Command::new(cargo).current_dir(root).args(["build", "--package", "server"]))
}

fn start(root: &Path) -> Result<Child> {
    let mut server = Command::new(root.join("target/debug/preau"));
    server.current_dir(root);
    if std::env::var_os("PREAU_DEMO").is_none() {
        server.env("PREAU_DEMO", "true");
    }
    server.spawn().context("cannot start target/debug/preau")
}

/// Killed outright: what was acknowledged is on disk, and a developer's loop proves it all day.
fn stop(mut server: Child) -> Result<()> {
    server.kill()?;
    server.wait()?;
    Ok(())
}

/// The time of the newest source. A deletion shows as its folder's time.
fn latest_change(root: &Path) -> Option<SystemTime> {
    WATCHED.iter().filter_map(|name| newest(&root.join(name))).max()
}

fn newest(path: &Path) -> Option<SystemTime> {
    let metadata = fs::symlink_metadata(path).ok()?;
    let own = metadata.modified().ok()?;
    if !metadata.is_dir() {
        return Some(own);
    }
    let children = fs::read_dir(path).ok()?.filter_map(|entry| {
        let entry = entry.ok()?;
        if entry.file_name() == "node_modules" { None } else { newest(&entry.path()) }
    });
    children.chain([own]).max()
}
