//! `make bench`: the same load on Préau and on two other servers of Yjs documents, in turns.
//! Owns: the command line, the order of rounds. Does not know: what a scenario does.

mod board;
mod client;
mod crowd;
mod events;
mod failure;
mod hall;
mod http;
mod machine;
mod measure;
mod process;
mod report;
mod scan;
mod scenarios;
mod servers;
mod speech;
mod trace;
mod typist;
mod wire;

use machine::Machine;
use report::Results;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use scenarios::Scenario;
use servers::Kind;
use std::process::ExitCode;
use std::time::Instant;
use tokio::task::LocalSet;

const USAGE: &str = "usage: load [fanout|awareness|documents|ingest|storm|slow|durability|crowd|hall]... \
     [--rounds N] [--servers preau,hocuspocus,y-websocket] [--write]\n\
     Without a scenario: all of them, written into BENCHMARKS.md.";
const ROUNDS: usize = 3;

struct Wish {
    scenarios: Vec<Scenario>,
    kinds: Vec<Kind>,
    rounds: usize,
    write: bool,
}

fn main() -> ExitCode {
    let Some(wish) = wish(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    raise_limit();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let ended = runtime.and_then(|runtime| LocalSet::new().block_on(&runtime, measure(&wish)));
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("something was lost, doubled or refused");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn wish(mut words: impl Iterator<Item = String>) -> Option<Wish> {
    let mut wish =
        Wish { scenarios: Vec::new(), kinds: Kind::ALL.to_vec(), rounds: ROUNDS, write: false };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--rounds" => wish.rounds = words.next()?.parse().ok().filter(|&rounds| rounds > 0)?,
            "--servers" => {
                let names = words.next()?;
                let kind = |name| Kind::ALL.into_iter().find(|kind| kind.word() == name);
                wish.kinds = names.split(',').map(kind).collect::<Option<_>>()?;
            }
            "--write" => wish.write = true,
            _ => wish.scenarios.push(Scenario::ALL.into_iter().find(|s| s.word() == word)?),
        }
    }
    if wish.scenarios.is_empty() {
        wish.scenarios = Scenario::ALL.to_vec();
        // A part of the servers would leave holes in the page.
        wish.write |= wish.kinds == Kind::ALL;
    }
    Some(wish)
}

/// Each client is a file to this program, and another to the server that inherits the limit.
fn raise_limit() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        eprintln!("the number of open files stays as it is: {error}");
    }
}

/// Measures; false if something happened to Préau that must not.
async fn measure(wish: &Wish) -> std::io::Result<bool> {
    let start = Instant::now();
    let machine = Machine::look()?;
    eprintln!("{machine}");
    let mut all = Vec::new();
    for &scenario in &wish.scenarios {
        let mut results = Results { scenario, rounds: Vec::new(), failures: Vec::new() };
        for round in 0..wish.rounds {
            for turn in 0..wish.kinds.len() {
                // Nobody is always the first.
                let kind = wish.kinds[(turn + round) % wish.kinds.len()];
                if scenario.is_for(kind) {
                    run(&mut results, kind).await;
                }
            }
        }
        println!("\n{}", results.table());
        all.push(results);
    }
    let is_whole = all.iter().all(Results::is_whole);
    eprintln!("{:.0} s", start.elapsed().as_secs_f64());
    if wish.write {
        let path = servers::repository().join("BENCHMARKS.md");
        let is_hall = |results: &Results| results.scenario == Scenario::Hall;
        let (hall, others): (Vec<Results>, Vec<Results>) = all.into_iter().partition(is_hall);
        if !others.is_empty() {
            report::write(&path, &report::page(&others, wish.rounds, &machine))?;
        }
        for results in &hall {
            report::write(&path, &report::hall_page(results, wish.rounds, &machine))?;
        }
        println!("written into BENCHMARKS.md");
    }
    Ok(is_whole)
}

async fn run(results: &mut Results, kind: Kind) {
    let scenario = results.scenario;
    let (start, cpu) = (Instant::now(), process::own_cpu());
    let outcome = scenario.run(kind).await;
    let took = start.elapsed();
    let cpu = process::own_cpu().and_then(|now| Ok(now.saturating_sub(cpu?)));
    let share = cpu.map_or(0.0, |cpu| cpu.as_secs_f64() / took.as_secs_f64() * 100.0);
    let (word, name, took) = (scenario.word(), kind.name(), took.as_secs_f64());
    eprintln!("  {word:<11} {name:<12} {took:5.1} s, the generator busy {share:.0} % of it");
    match outcome {
        Ok(figures) => results.rounds.push((kind, figures)),
        Err(failure) => {
            eprintln!("    failed: {failure}");
            results.failures.push((kind, failure.to_string()));
        }
    }
}
