//! A server on this machine, with a page that is quick to build: once, or in the developer's loop,
//! which watches the sources by their times and starts again. It needs no tool beyond cargo and npm,
//! and polling costs a few milliseconds a second.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::{self, sleep};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use crate::profile::Profile;
use crate::{progress, tool};

const WATCHED: [&str; 6] = ["app", "dossier", "migrations", "server", "style", "Cargo.toml"];
const PERIOD: Duration = Duration::from_millis(400);

const DEMO: &str = "\
  Demo accounts: principale@demo.example, claire@demo.example, yanis@demo.example;
  their password: preau-demo-2026. Stop with Ctrl-C; the data stay in ./data.";

/// Builds, then becomes the server, which says its address last and hears Ctrl-C itself.
pub fn run(root: &Path) -> Result<()> {
    build(root)?;
    println!("{DEMO}");
    Err(server(root).exec()).context("cannot start target/debug/preau")
}

pub fn watch(root: &Path) -> Result<()> {
    let mut running: Option<Child> = None;
    loop {
        let seen = latest_change(root);
        match build(root) {
            Ok(()) => {
                if let Some(server) = running.take() {
                    stop(server)?;
                }
                running = Some(server(root).spawn().context("cannot start target/debug/preau")?);
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

/// The page and the server at once: neither keeps two cores busy to its end.
fn build(root: &Path) -> Result<()> {
    thread::scope(|scope| {
        let server = scope.spawn(|| build_server(root));
        let page = crate::web(root, Profile::Dev);
        let server = server.join().unwrap_or_else(|_| bail!("the build of the server panicked"));
        page.and(server)
    })
}

/// As `make` builds it too: the same packages and features, so that nothing is built twice.
fn build_server(root: &Path) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["build", "--workspace", "--bin", "preau", "--examples"];
    tool::run_beside(Command::new(cargo).current_dir(root).args(arguments), "server")
}

fn server(root: &Path) -> Command {
    let mut server = Command::new(root.join("target/debug/preau"));
    server.current_dir(root);
    if std::env::var_os("PREAU_DEMO").is_none() {
        server.env("PREAU_DEMO", "true");
    }
    server
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
