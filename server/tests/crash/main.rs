//! The program itself, as it is run: killed, stopped, paused, locked out of its database, without
//! room on its disk, and on connections that take their time. `PREAU_SEED` repeats a run,
//! `PREAU_KILLS` makes the longest test longer.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod asking;
mod disk;
mod kill;
mod logs;
#[cfg(target_os = "linux")]
mod power;
mod process;
mod stop;
mod support;
mod typing;

use rand::SeedableRng;
use rand::rngs::StdRng;

/// A number from the environment.
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// The chance of a run, which is said so that it can be repeated.
fn chance(test: &str) -> StdRng {
    let seed = setting("PREAU_SEED", rand::random());
    println!("{test}: PREAU_SEED={seed}");
    StdRng::seed_from_u64(seed)
}
