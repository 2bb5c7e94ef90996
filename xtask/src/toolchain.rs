//! Which compiler builds the browser's side. A plain Rust install has no standard library for
//! `wasm32-unknown-unknown`, and some networks reach package registries only, so there are two
//! ways: the default toolchain when it has the target, or Debian's own compiler with the standard
//! library's source, which is then built beside the crates.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::tool;

pub const TARGET: &str = "wasm32-unknown-unknown";

const MISSING: &str = "no compiler here can build for wasm32-unknown-unknown: run `make setup`, \
which installs Debian's rustc-web, cargo-web, rust-web-src and lld-22, or elsewhere asks rustup \
for the target";

pub enum Toolchain {
    /// The compiler that builds the server has the target too.
    Default,
    /// The distribution's compiler, with the standard library built from source.
    FromSource { cargo: PathBuf, rustc: PathBuf, linker: PathBuf },
}

impl Toolchain {
    pub fn find() -> Result<Self> {
        if let Some(libraries) = target_libraries("rustc")
            && libraries.is_dir()
        {
            return Ok(Toolchain::Default);
        }
        let (cargo, rustc) = (PathBuf::from("/usr/bin/cargo"), PathBuf::from("/usr/bin/rustc"));
        match debian_linker() {
            Some(linker) if cargo.exists() && has_source(&rustc) => {
                Ok(Toolchain::FromSource { cargo, rustc, linker })
            }
            _ => bail!(MISSING),
        }
    }

    pub fn describe(&self) -> &'static str {
        match self {
            Toolchain::Default => "default toolchain",
            Toolchain::FromSource { .. } => "Debian's compiler, standard library from source",
        }
    }

    /// `cargo rustc` for the browser; the caller adds the package, its features and the profile.
    pub fn cargo_rustc(&self) -> Command {
        let mut command = match self {
            // Cargo sets CARGO for the programs it runs: the very cargo that built this one.
            Toolchain::Default => {
                Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            }
            Toolchain::FromSource { cargo, .. } => Command::new(cargo),
        };
        command.args(["rustc", "--target", TARGET]);
        if let Toolchain::FromSource { rustc, linker, .. } = self {
            command
                .arg("-Zbuild-std=std,panic_abort")
                // The library's own choice of short code: its sorts alone were 40 KB.
                .arg("-Zbuild-std-features=optimize_for_size")
                .env("RUSTC", rustc)
                // Building the standard library is not a stable feature; this compiler is asked
                // for it by name and nothing else in the workspace sees the switch.
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                // Set by rustup for the toolchain that runs this program: not for another one.
                .env_remove("CARGO")
                .env_remove("RUSTUP_TOOLCHAIN")
                .env_remove("LD_LIBRARY_PATH");
        }
        command
    }
}

/// Where this compiler would look for the target's standard library, present or not.
fn target_libraries(rustc: &str) -> Option<PathBuf> {
    let arguments = ["--print", "target-libdir", "--target", TARGET];
    tool::first_line(Command::new(rustc).args(arguments)).map(PathBuf::from)
}

fn has_source(rustc: &Path) -> bool {
    let sysroot = tool::first_line(Command::new(rustc).args(["--print", "sysroot"]));
    sysroot.is_some_and(|sysroot| {
        Path::new(&sysroot).join("lib/rustlib/src/rust/library/std/Cargo.toml").exists()
    })
}

/// Debian installs the linker under a versioned name; the newest reads what any compiler writes.
fn debian_linker() -> Option<PathBuf> {
    let mut versions: Vec<u32> = std::fs::read_dir("/usr/bin")
        .ok()?
        .filter_map(|entry| {
            let name = entry.ok()?.file_name();
            name.to_str()?.strip_prefix("wasm-ld-")?.parse().ok()
        })
        .collect();
    versions.sort_unstable();
    versions.last().map(|version| PathBuf::from(format!("/usr/bin/wasm-ld-{version}")))
}
