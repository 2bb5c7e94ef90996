//! What all rounds gave, as tables. Owns: [`Results`], its place in BENCHMARKS.md. Does not know:
//! how figures are measured.

use crate::machine::Machine;
use crate::measure::{Figure, Unit, folded};
use crate::scenarios::Scenario;
use crate::servers::Kind;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Other programs write into the same page, between marks of their own.
const BEGIN: &str = "<!-- make bench: written by end2end/load -->";
const END: &str = "<!-- make bench: end -->";
const HALL_BEGIN: &str = "<!-- make bench hall: written by end2end/load -->";
const HALL_END: &str = "<!-- make bench hall: end -->";

/// One scenario: the figures of each round, by server, and what went wrong.
pub struct Results {
    pub scenario: Scenario,
    pub rounds: Vec<(Kind, Vec<Figure>)>,
    pub failures: Vec<(Kind, String)>,
}

impl Results {
    pub fn table(&self) -> String {
        let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|&kind| self.has(kind)).collect();
        let compared = kinds.len() > 1 && kinds[0] == Kind::Preau;
        let mut out = format!("### {}\n\n{}\n\n", self.scenario.word(), self.scenario.about());
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let last = if compared { " Préau and the best peer |" } else { "" };
        let _ = writeln!(out, "| | target | {} |{last}", names.join(" | "));
        let columns = kinds.len() + usize::from(compared);
        let _ = writeln!(out, "|---|---:|{}", "---:|".repeat(columns));
        for (what, target) in self.rows() {
            let folded: Vec<Option<Figure>> =
                kinds.iter().map(|&kind| self.folded(kind, &what)).collect();
            let Some(unit) = folded.iter().flatten().map(|figure| figure.unit).next() else {
                continue;
            };
            let cells: Vec<String> = folded.iter().map(|figure| cell(figure.as_ref())).collect();
            let _ = write!(out, "| {what} | {} | {} |", aim(unit, target), cells.join(" | "));
            if compared {
                let _ = write!(out, " {} |", comparison(unit, &folded));
            }
            out.push('\n');
        }
        for (kind, failure) in &self.failures {
            let _ = writeln!(out, "\nA round against {} failed: {failure}.", kind.name());
        }
        out
    }

    /// Whether the hall ended, and nothing in it was lost, doubled or refused.
    pub fn is_whole(&self) -> bool {
        let figures = self.rounds.iter().flat_map(|(_, figures)| figures);
        let mut counted = figures.filter(|figure| figure.unit == Unit::Count);
        self.scenario != Scenario::Hall
            || (self.failures.is_empty() && counted.all(|figure| figure.value == 0.0))
    }

    /// Whether that server had a turn.
    fn has(&self, kind: Kind) -> bool {
        self.rounds.iter().any(|(other, _)| *other == kind)
            || self.failures.iter().any(|(other, _)| *other == kind)
    }

    /// The figures in their order, with the target where Préau has one.
    fn rows(&self) -> Vec<(String, Option<f64>)> {
        let mut rows: Vec<(String, Option<f64>)> = Vec::new();
        for figure in self.rounds.iter().flat_map(|(_, figures)| figures) {
            if !rows.iter().any(|(what, _)| *what == figure.what) {
                rows.push((figure.what.clone(), figure.target));
            }
        }
        rows
    }

    fn folded(&self, kind: Kind, what: &str) -> Option<Figure> {
        let of_kind = self.rounds.iter().filter(|(other, _)| *other == kind);
        let figures: Vec<Figure> =
            of_kind.flat_map(|(_, figures)| figures).filter(|f| f.what == what).cloned().collect();
        let mut folded = folded(&figures)?;
        folded.target = folded.target.filter(|_| kind == Kind::Preau);
        Some(folded)
    }
}

fn cell(figure: Option<&Figure>) -> String {
    let Some(figure) = figure else { return "failed".to_owned() };
    let value = figure.unit.write(figure.value);
    match figure.target {
        Some(target) if !figure.meets(target) => format!("{value} (missed)"),
        Some(_) => format!("**{value}**"),
        None => value,
    }
}

fn aim(unit: Unit, target: Option<f64>) -> String {
    let sign = if unit.more_is_better() { "≥" } else { "≤" };
    target.map(|target| format!("{sign} {}", unit.write(target))).unwrap_or_default()
}

/// How many times better or worse Préau, the first, is than the best of the others.
fn comparison(unit: Unit, folded: &[Option<Figure>]) -> String {
    let Some((Some(own), peers)) = folded.split_first() else { return String::new() };
    let peers = peers.iter().flatten().map(|figure| figure.value);
    let best = if unit.more_is_better() { peers.reduce(f64::max) } else { peers.reduce(f64::min) };
    let Some(best) = best.filter(|&best| best > 0.0 && own.value > 0.0) else {
        return String::new();
    };
    let better = if unit.more_is_better() { own.value / best } else { best / own.value };
    if better >= 1.0 {
        format!("{better:.1} × better")
    } else {
        format!("{:.1} × worse", 1.0 / better)
    }
}

/// The whole part of the page.
pub fn page(results: &[Results], rounds: usize, machine: &Machine) -> String {
    let mut out = format!(
        "{BEGIN}\n## Load\n\n`make bench` wrote this on {} on a machine with {machine}, shared by the server and the load \
         generator, which is one thread. {rounds} rounds, the servers in turn, each started anew in \
         an empty folder; the median of the rounds, and the worst where something is counted that \
         should not happen. Préau in its release build keeps an edit on disk (fsync) before \
         anybody sees it; Hocuspocus ({}) writes 2 to 10 s later, y-websocket ({}) at once without \
         fsync. Targets are those of the design; bold: met.\n\n",
        time::OffsetDateTime::now_utc().date(),
        "`@hocuspocus/server` 4.7.0, SQLite",
        "`@y/websocket-server` 0.1.1, LevelDB",
    );
    for results in results {
        out.push_str(&results.table());
        out.push('\n');
    }
    out.push_str(END);
    out
}

/// The part of a session in a full hall, which has no peers to be compared with.
pub fn hall_page(results: &Results, rounds: usize, machine: &Machine) -> String {
    format!(
        "{HALL_BEGIN}\n## A full hall\n\n`make bench ARGS=\"hall --rounds {rounds} --write\"` wrote this \
         on {} on a machine with {machine}, shared by the server and the load generator. {rounds} \
         rounds, the server started anew in an empty folder, with SQLite; the median of the rounds, and \
         the worst where something is counted that should not happen. Bold: the target is met.\n\n{}\n\
         {HALL_END}",
        time::OffsetDateTime::now_utc().date(),
        results.table(),
    )
}

/// Puts a part where the one between the same marks was, or at the end; what others have written stays.
pub fn write(path: &Path, part: &str) -> std::io::Result<()> {
    let before = fs::read_to_string(path).unwrap_or_else(|_| "# Benchmarks\n\n".to_owned());
    let (begin, end) =
        if part.starts_with(HALL_BEGIN) { (HALL_BEGIN, HALL_END) } else { (BEGIN, END) };
    let place = before.find(begin).zip(before.find(end).map(|at| at + end.len()));
    let page = match place {
        Some((begin, end)) => format!("{}{part}{}", &before[..begin], &before[end..]),
        None => format!("{before}\n{part}\n"),
    };
    fs::write(path, page)
}
