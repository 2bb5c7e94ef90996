//! What the manifests ask for: crates from crates.io only, under licences that allow what this
//! project does, and none that no line of ours uses. Owns the reading of `cargo metadata`.
//!
//! `cargo deny` and `cargo machete` ask the same, but would have to be compiled first, for minutes.
//! Known vulnerabilities are not asked for here: their list comes from a repository that not every
//! machine reaches. `cargo audit` is for whoever releases.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::licences::is_allowed;
use crate::{progress, tool, toolchain};

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// None for our own.
    source: Option<String>,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    rename: Option<String>,
}

/// Says every fault there is before it fails.
pub fn check(root: &Path) -> Result<()> {
    let packages = metadata(root)?.packages;
    let mut faults = Vec::new();
    for package in &packages {
        match &package.source {
            Some(source) => faults.extend(foreign_faults(package, source)),
            None => faults.extend(unused(package, &packages)?),
        }
    }
    for fault in &faults {
        eprintln!("  xtask  {fault}");
    }
    if !faults.is_empty() {
        bail!("{} faults among the dependencies", faults.len());
    }
    progress(&format!("dependencies: {} crates, all allowed and used", packages.len()));
    Ok(())
}

/// Only what this machine and the browser are built from: cargo has no others at hand.
fn metadata(root: &Path) -> Result<Metadata> {
    let host = tool::first_line(Command::new("rustc").args(["--print", "host-tuple"]))
        .context("rustc does not say what it builds for")?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(root)
        .args(["metadata", "--format-version=1", "--locked"])
        .args(["--filter-platform", &host, "--filter-platform", toolchain::TARGET])
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("cargo metadata")
}

fn foreign_faults(package: &Package, source: &str) -> Vec<String> {
    let Package { name, version, .. } = package;
    let mut faults = Vec::new();
    if source != REGISTRY {
        faults.push(format!("{name} {version} comes from {source}"));
    }
    match &package.license {
        Some(licence) if is_allowed(licence) => {}
        licence => {
            let licence = licence.as_deref().unwrap_or("none that it names");
            faults.push(format!("{name} {version} has a licence that is not allowed: {licence}"));
        }
    }
    faults
}

fn unused(package: &Package, packages: &[Package]) -> Result<Vec<String>> {
    let folder = package.manifest_path.parent().context("a manifest lies in a folder")?;
    // A package inside another one's folder has a manifest of its own.
    let own = |path: &Path| {
        !packages.iter().any(|other| {
            other.name != package.name && other.manifest_path.parent().is_some_and(|it| it == path)
        })
    };
    let mut source = String::new();
    gather(folder, &own, &mut source)?;
    let unused = package.dependencies.iter().filter_map(|dependency| {
        let name = dependency.rename.as_ref().unwrap_or(&dependency.name);
        (!names(&source, &name.replace('-', "_")))
            .then(|| format!("{} asks for {name} and does not use it", package.name))
    });
    Ok(unused.collect())
}

/// The Rust of a package in one string, without the lines that are comments.
fn gather(folder: &Path, own: &dyn Fn(&Path) -> bool, source: &mut String) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            if own(&path) && !path.ends_with("node_modules") && !path.ends_with("target") {
                gather(&path, own, source)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                source.push_str(line);
                source.push('\n');
            }
        }
    }
    Ok(())
}

/// Whether a path begins with the crate, or a `use` brings it in whole.
fn names(source: &str, name: &str) -> bool {
    source.match_indices(name).any(|(at, _)| {
        let before = source[..at].chars().next_back();
        let after = &source[at + name.len()..];
        let begins = !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
        let is_path = after.starts_with("::");
        let is_whole = source[..at].ends_with("use ") && after.starts_with([';', ' ']);
        begins && (is_path || is_whole)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_used_where_a_path_begins_with_it() {
        for (source, used) in [
            ("use rand::Rng;", true),
            ("let x = rand::random();", true),
            ("use rand as chance;", true),
            ("use rand;", true),
            ("use crate::rand::Rng;", false),
            ("use strand::Rng;", false),
            ("let rand = 1;", false),
            ("use random::rand_core;", false),
        ] {
            assert_eq!(names(source, "rand"), used, "{source}");
        }
    }
}
