//! The `app` crate as wasm: compiled, given its JavaScript door, made small.
//! Leaves its script in `target/web/preau.js`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::profile::Profile;
use crate::progress;
use crate::prune::prune;
use crate::site::digest;
use crate::tool;
use crate::toolchain::{TARGET, Toolchain};

/// What the compiler uses by default for this target: wasm-opt refuses what it is not told of.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

pub fn build(root: &Path, profile: Profile) -> Result<Vec<u8>> {
    let compiled = compile(root, profile)?;
    let web = root.join("target/web");
    // One for each profile: whoever runs and tests in turn does not pay twice.
    let folder = web.join(profile.name());
    let output = folder.join("preau_bg.wasm");
    let stamp = folder.join("stamp");

    // Cargo knows best whether the crate changed; what follows depends on its output, and on this
    // program.
    let built = fs::metadata(std::env::current_exe()?)?.modified()?;
    let current = format!("{} {built:?}", digest(&compiled));
    if output.exists() && fs::read_to_string(&stamp).is_ok_and(|last| last == current) {
        progress("wasm: unchanged");
    } else {
        fs::create_dir_all(&folder)?;
        // Removed first: a build that fails half-way must not look finished to the next one.
        if stamp.exists() {
            fs::remove_file(&stamp)?;
        }
        match profile {
            Profile::Dev => bind(compiled, &folder, profile)?,
            Profile::Release => {
                bind(prune(&compiled)?, &folder, profile)?;
                shrink(root, &output)?;
            }
        }
        fs::write(&stamp, current)?;
    }
    // The scripts import it from here.
    fs::copy(folder.join("preau.js"), web.join("preau.js"))?;
    fs::read(&output).with_context(|| output.display().to_string())
}

fn compile(root: &Path, profile: Profile) -> Result<Vec<u8>> {
    let toolchain = Toolchain::find()?;
    progress(&format!(
        "wasm: cargo, profile {} ({})",
        profile.cargo_profile(),
        toolchain.describe()
    ));
    // A target folder of its own: another compiler must not invalidate the server's build, nor
    // wait for its lock.
    let target = root.join("target/wasm");
    let mut cargo = toolchain.cargo_rustc();
    cargo
        .current_dir(root)
        .args(["--package", "app", "--lib", "--no-default-features", "--features", "hydrate"])
        .args(["--profile", profile.cargo_profile()])
        // Alone: a crate that is built as a Rust library too is not optimised as a whole program.
        .args(["--crate-type", "cdylib"])
        .arg("--target-dir")
        .arg(&target);
    if profile == Profile::Release {
        // Cargo's own way to pass flags that may hold spaces: split by this character.
        cargo.env("CARGO_ENCODED_RUSTFLAGS", without_machine_paths(root).join("\u{1f}"));
    }
    tool::run_beside(&mut cargo, "page")?;
    let module = target.join(TARGET).join(profile.cargo_profile()).join("app.wasm");
    fs::read(&module).with_context(|| format!("cannot read {}", module.display()))
}

/// Messages of panics name source files: what is shipped says which file of which crate, and not
/// where the machine that built it keeps them. So the same sources give the same bytes elsewhere.
fn without_machine_paths(root: &Path) -> Vec<String> {
    let home = std::env::home_dir().map(|home| home.join(".cargo"));
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home);
    let registries = cargo.and_then(|cargo| fs::read_dir(cargo.join("registry/src")).ok());
    let mut flags = vec![format!("--remap-path-prefix={}=preau", root.display())];
    for registry in registries.into_iter().flatten().flatten() {
        flags.push(format!("--remap-path-prefix={}=crates", registry.path().display()));
    }
    flags
}

fn bind(compiled: Vec<u8>, folder: &Path, profile: Profile) -> Result<()> {
    progress("wasm: wasm-bindgen");
    let release = profile == Profile::Release;
    Bindgen::new()
        .input_bytes("preau", compiled)
        .web(true)?
        .typescript(false)
        // The page says where the module is: its name has a hash that JavaScript cannot know.
        .omit_default_module_path(true)
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate(folder)
        .context("wasm-bindgen")
}

fn shrink(root: &Path, module: &Path) -> Result<()> {
    progress("wasm: wasm-opt");
    let smaller = module.with_extension("opt");
    let mut wasm_opt = Command::new(tool::npm_program(root, "wasm-opt")?);
    // Once as usual; then with its flow written anew, which finds what the first time left.
    let steps = ["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"];
    wasm_opt.args(steps).args(WASM_FEATURES).arg(module).arg("-o").arg(&smaller);
    tool::run(&mut wasm_opt)?;
    fs::rename(&smaller, module)?;
    Ok(())
}
