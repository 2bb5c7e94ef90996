//! The house keeps its own rules: who may import whom, which words stand only in one room, how a file
//! opens and how wide it is. Owns: the rules, as data. Does not know: what the code does.
//!
//! Imports are read from the sources: `use` lines with their braces, and paths in the code. Tests at
//! the end of a file and in `tests` folders are not bound.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What a room may not import, or the only rooms of its own crate that it may.
enum Rule {
    Never(&'static str, &'static [&'static str]),
    Only(&'static str, &'static [&'static str]),
}

use Rule::{Never, Only};

/// A path names a room and all within it. Arrows between crates are the compiler's to keep.
const RULES: &[Rule] = &[
    // dossier: the document at the bottom, the wire beside what surrounds the document.
    Only("dossier::lang", &["enum_names"]),
    Only("dossier::code", &[]),
    Only("dossier::form", &["lang", "enum_names", "document"]),
    Never("dossier::document", &["dossier::threads", "dossier::seance", "dossier::rights::role"]),
    Never("dossier::document", &["dossier::sync", "dossier::notifications", "dossier::partner"]),
    Never("dossier::sync", &["dossier::seance", "dossier::notifications", "dossier::pitch"]),
    Never("dossier::threads", &["dossier::sync", "dossier::seance", "dossier::notifications"]),
    Never("dossier::seance", &["dossier::sync", "dossier::notifications", "dossier::partner"]),
    Never("dossier::partner", &["dossier::sync", "dossier::threads", "dossier::seance"]),
    Never("dossier::pitch", &["dossier::sync", "dossier::threads", "dossier::seance"]),
    Never("dossier::notifications", &["dossier::sync"]),
    // app: only the open dossier is alive, and pages share no page of another noun.
    Never("app::texts", &["app::pages", "app::components", "app::live", "app::sections"]),
    Never("app::components", &["app::pages", "app::live", "app::sections"]),
    Never("app::shell", &["app::pages", "app::live", "app::sections"]),
    Never("app::live", &["app::pages", "app::sections", "app::components", "app::shell"]),
    Never("app::sections", &["app::pages"]),
    Never("app::pages", &["app::live", "app::sections", "app::editor"]),
    // server: web -> acts -> store, and leaves that rooms and acts may poke.
    Only("server::store", &["store", "clock"]),
    Only("server::clock", &[]),
    Only("server::wake", &[]),
    Only("server::replay", &["store"]),
    Only("server::compaction", &["replay", "store"]),
    Only("server::limits", &["clock"]),
    Only("server::audit", &[]),
    Only(
        "server::rooms",
        &["audit", "clock", "compaction", "limits", "metrics", "replay", "rooms", "store", "wake"],
    ),
    Never("server::check", &["server::web", "server::rooms", "server::acts", "axum"]),
    Never("server::backup", &["server::web", "server::rooms", "server::acts", "axum"]),
    Never("server::projectors", &["server::web", "server::acts", "server::auth", "server::jobs"]),
    Never("server::acts", &["axum", "app", "server::web", "server::jobs", "server::http"]),
    Never("server::acts", &["server::auth", "server::error"]),
    Never("server::jobs", &["axum", "server::web", "server::http", "server::auth"]),
    Never("server::auth", &["server::web", "server::acts", "server::rooms", "server::jobs"]),
    Never("server::http", &["server::web", "server::rooms", "server::projectors", "server::jobs"]),
    Never("server::store", &["axum", "app"]),
    Never("server::config", &["server::auth", "server::http"]),
    Never("server::mail", &["server::config"]),
];

/// Rooms of nouns, which know no other noun's but along these arrows.
const NOUNS: &[(&str, &[(&str, &str)])] = &[
    ("server::web", &[]),
    (
        "app::pages",
        &[
            // Every page may lead to a page that belongs to no dossier.
            ("*", "site"),
            // The open dossier carries the panel of comments and the lines of accords.
            ("dossier", "threads"),
            ("dossier", "partner"),
            ("people", "partner"),
            // A thread is shown beside its e-mail, on the wall, and warned of in a relevé.
            ("notifications", "threads"),
            ("seance", "threads"),
            // The talk is given in a séance: its slides are on the wall, its page has a séance's parts.
            ("seance", "pitch"),
            ("pitch", "seance"),
        ],
    ),
];

/// What stands in one place only, and where.
const WORDS: &[(&str, &[&str])] = &[
    ("sqlx::", &["server/src/store"]),
    ("cfg(feature", &["app/src/lib.rs"]),
    ("SystemTime::now", &["server/src/clock.rs"]),
    ("yrs::", &["dossier/src/document", "dossier/src/sync", "server/src/compaction.rs"]),
];

/// What a rule does not bind, each with its reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    // Bytes are guarded wherever they come in: in an anchor and in a suggestion too.
    ("dossier::document::anchor", "dossier::sync::guard"),
    ("dossier::threads::suggestion", "dossier::sync::guard"),
    // A talk has the clock of a plan.
    ("dossier::pitch::talk", "dossier::seance::plan"),
    // Whose a live connection is, which each noun that has some says in the same words.
    ("server::web", "server::web::whose"),
    // A thread leads to its field by the field's id and label.
    ("app::pages::threads", "app::sections::place"),
    ("app::pages::threads", "app::sections::threads"),
    // The one page that is alive imports what makes it so.
    ("app::pages::dossier", "app::live"),
    ("app::pages::dossier", "app::sections"),
    ("app::pages::dossier", "app::editor"),
];

const WIDTH: usize = 100;

struct Source {
    file: String,
    /// `server::web::threads::consent`.
    room: String,
    /// Without its tests.
    text: String,
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    for name in ["dossier", "app", "server"] {
        let root = workspace().join(name).join("src");
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|kind| kind == "rs") {
                    found.push(source(name, &root, &path));
                }
            }
        }
    }
    assert!(found.len() > 300, "the sources were not found");
    found.sort_by(|a, b| a.file.cmp(&b.file));
    found
}

fn source(name: &str, root: &Path, path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
    let within = path.strip_prefix(root).unwrap().with_extension("");
    let steps = within.iter().map(|step| step.to_string_lossy().into_owned());
    let steps = steps.filter(|step| step != "lib" && step != "main");
    let room = std::iter::once(name.to_owned()).chain(steps).collect::<Vec<_>>().join("::");
    let file = path.strip_prefix(workspace()).unwrap().to_string_lossy().into_owned();
    Source { file, room, text }
}

/// Every path that a file imports or names, from its crate on.
fn imports(source: &Source) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let code: Vec<&str> =
        source.text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    for statement in code.split(';') {
        let Some(at) = statement.rfind("use ").filter(|at| starts_word(statement, *at)) else {
            continue;
        };
        expand("", statement[at + 4..].trim(), &mut found);
    }
    let path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    found.extend(code.split(|c| !path(c)).filter(|word| word.contains("::")).map(str::to_owned));
    let krate = source.room.split("::").next().unwrap_or_default();
    found.into_iter().filter_map(|import| absolute(&import, krate, &source.room)).collect()
}

fn starts_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|before| before.is_whitespace() || before == '}')
}

/// `a::{b, c::{d}}` as `a::b` and `a::c::d`.
fn expand(before: &str, tree: &str, found: &mut BTreeSet<String>) {
    let Some((path, rest)) = tree.split_once('{') else {
        let leaf = tree.split(" as ").next().unwrap_or_default().trim();
        if !leaf.is_empty() {
            found.insert(format!("{before}{leaf}").trim_end_matches("::self").to_owned());
        }
        return;
    };
    let before = format!("{before}{}", path.trim());
    let (mut depth, mut start) = (0_usize, 0);
    for (at, sign) in rest.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => {
                expand(&before, rest[start..at].trim(), found);
                return;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&before, rest[start..at].trim(), found);
                start = at + 1;
            }
            _ => {}
        }
    }
}

fn absolute(import: &str, krate: &str, room: &str) -> Option<String> {
    let import = import.trim_start_matches("::").trim_end_matches(':');
    let mut steps: Vec<&str> = import.split("::").collect();
    let mut base: Vec<&str> = room.split("::").collect();
    match *steps.first()? {
        "crate" => {
            steps[0] = krate;
            return Some(steps.join("::"));
        }
        "super" => {
            while steps.first() == Some(&"super") {
                steps.remove(0);
                base.pop()?;
            }
        }
        "self" => {
            steps.remove(0);
        }
        _ => return Some(import.to_owned()),
    }
    base.extend(steps);
    Some(base.join("::"))
}

fn is_in(path: &str, room: &str) -> bool {
    path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn breaks(source: &Source, imports: &BTreeSet<String>) -> Vec<String> {
    let mut broken = Vec::new();
    let mut note = |import: &str, rule: String| {
        let excepted =
            |(room, other): &(&str, &str)| is_in(&source.room, room) && is_in(import, other);
        if !EXCEPTIONS.iter().any(excepted) {
            broken.push(format!("{}: imports {import}, but {rule}", source.file));
        }
    };
    for rule in RULES {
        match rule {
            Never(room, others) if is_in(&source.room, room) => {
                for other in *others {
                    for import in imports.iter().filter(|import| is_in(import, other)) {
                        note(import, format!("{room} never imports {other}"));
                    }
                }
            }
            Only(room, others) if is_in(&source.room, room) => {
                let krate = room.split("::").next().unwrap_or_default();
                let own = |import: &&String| is_in(import, krate) && !is_in(import, room);
                for import in imports.iter().filter(own) {
                    let may = |other: &&str| is_in(import, &format!("{krate}::{other}"));
                    let names_a_room = import[krate.len()..].starts_with("::");
                    if names_a_room && !others.iter().any(may) {
                        note(import, format!("{room} imports only {others:?}"));
                    }
                }
            }
            _ => {}
        }
    }
    for (rooms, arrows) in NOUNS {
        let noun = |path: &str| {
            let rest = path.strip_prefix(rooms)?.strip_prefix("::")?;
            Some(rest.split("::").next().unwrap_or_default().to_owned())
        };
        let Some(own) = noun(&source.room) else { continue };
        for import in imports {
            let Some(other) = noun(import) else { continue };
            let may = |(from, to): &(&str, &str)| (*from == "*" || *from == own) && *to == other;
            if other != own && !arrows.iter().any(may) {
                note(import, format!("{own} imports nothing of {other} in {rooms}"));
            }
        }
    }
    broken
}

#[test]
fn rooms_import_only_what_they_may() {
    let broken: Vec<String> =
        sources().iter().flat_map(|source| breaks(source, &imports(source))).collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn a_forbidden_import_is_seen() {
    let planted = |room: &str, text: &str| {
        let source = Source { file: "planted.rs".into(), room: room.into(), text: text.into() };
        !breaks(&source, &imports(&source)).is_empty()
    };
    assert!(planted("server::acts::threads", "use axum::Json;"));
    assert!(planted("server::store::dossier", "use crate::{clock, rooms::Rooms};"));
    assert!(planted("server::web::threads::consent", "fn f() { crate::web::partner::show(); }"));
    assert!(planted("dossier::document::read", "use crate::threads::{self, Thread};"));
    assert!(planted("app::pages::people", "use super::seance::Seance;"));
    assert!(!planted("server::web::threads", "use crate::acts::{Acts, threads};"));
    assert!(!planted("app::pages::dossier", "use crate::live::Live;"));
    assert!(!planted("server::acts::threads", "// use axum::Json;"));
}

#[test]
fn words_stand_only_in_their_room() {
    let mut broken = Vec::new();
    for source in sources() {
        for (word, rooms) in WORDS {
            let at_home = rooms.iter().any(|room| source.file.starts_with(room));
            if !at_home && source.text.contains(word) {
                broken.push(format!("{}: {word} stands only in {rooms:?}", source.file));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn every_file_says_what_it_owns() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.file)
        .collect();
    assert!(silent.is_empty(), "these open without `//!`: {silent:?}");
}

/// Texts are exempt, and markup in a view, which rustfmt leaves alone too.
fn is_markup(source: &Source, line: &str) -> bool {
    let line = line.trim_start();
    let opens = line.starts_with('<') || line.starts_with('{') || line.contains("view! {");
    source.file.starts_with("app/src/") && opens
}

#[test]
fn lines_are_at_most_a_hundred_wide() {
    let mut wide = Vec::new();
    for source in sources() {
        if source.file.starts_with("app/src/texts/") {
            continue;
        }
        let whole = fs::read_to_string(workspace().join(&source.file)).unwrap();
        for (number, line) in whole.lines().enumerate() {
            if line.chars().count() > WIDTH && !is_markup(&source, line) {
                wide.push(format!("{}:{}", source.file, number + 1));
            }
        }
    }
    assert!(wide.is_empty(), "wider than {WIDTH}:\n{}", wide.join("\n"));
}
