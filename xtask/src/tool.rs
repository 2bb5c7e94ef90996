//! Running other programs: failures name the program and what to do about it.

use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A program that npm installed in `folder`.
pub fn npm_program(folder: &Path, name: &str) -> Result<PathBuf> {
    let program = folder.join("node_modules/.bin").join(name);
    if !program.exists() {
        bail!("{} is missing: run `make setup`", program.display());
    }
    Ok(program)
}

/// Runs a program to its end, its output going to the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot start {program}"))?;
    if !status.success() {
        bail!("{program} failed ({status})");
    }
    Ok(())
}

/// The same for one of several cargos that run at once: each line it prints says which.
pub fn run_beside(command: &mut Command, label: &str) -> Result<()> {
    // It sees no terminal, so it is told that there is one: errors are easier to read in colours.
    if std::io::stderr().is_terminal() && std::env::var_os("CARGO_TERM_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let mut running = command
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {program}"))?;
    if let Some(errors) = running.stderr.take() {
        for line in BufReader::new(errors).split(b'\n') {
            eprintln!("  {label:<6} {}", String::from_utf8_lossy(&line?));
        }
    }
    let status = running.wait()?;
    if !status.success() {
        bail!("{label}: {program} failed ({status})");
    }
    Ok(())
}

/// The first line that a program prints, or nothing if it cannot be run or fails.
pub fn first_line(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().next().map(|line| line.trim().to_owned())
}
