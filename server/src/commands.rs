//! What the program does instead of serving: `preau backup FILE`, `preau restore FILE`, `preau
//! check [FILE]`, `preau account …`. Owns: the words of the command line. Does not know: how it is
//! done.

use crate::backup;
use crate::check::{self, Report};
use crate::config::Config;
use crate::operator::Command;
use crate::store::Store;
use crate::store::engine::database::Database;
use crate::store::engine::sqlite;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

const USAGE: &str = "preau                serve
preau backup FILE    write the data directory into FILE, also while the server runs
preau restore FILE   make a data directory from FILE
preau check          read all that is stored, also while the server runs
preau check FILE     read all that a backup holds
preau account ...    look after accounts, also while the server runs
";

const WITH_PG_DUMP: &str = "DATABASE_URL is set: back up that database with pg_dump, restore it \
                            with pg_restore, and copy PREAU_DATA beside it";

/// Does what the arguments say, and answers whether all was well; `None` where they ask for the
/// server.
pub async fn perform(arguments: &[String]) -> Option<Result<bool, Box<dyn Error>>> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    Some(match arguments[..] {
        [] => return None,
        ["backup", file] => back_up(Path::new(file)).await,
        ["restore", file] => restore(Path::new(file)).await,
        ["check"] => check_database().await,
        ["check", file] => check_backup(Path::new(file)).await,
        ["account", ..] => operate(&arguments[1..]).await,
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(true)
        }
        _ => {
            eprint!("{USAGE}");
            Ok(false)
        }
    })
}

async fn operate(arguments: &[&str]) -> Result<bool, Box<dyn Error>> {
    let command = Command::parse(arguments)?;
    let config = Config::from_env()?;
    let store = Store::open_beside(&config.database).await?;
    println!("{}", command.run(&store, &config).await?);
    store.close().await?;
    Ok(true)
}

/// The directory of the SQLite database that is configured.
fn directory() -> Result<PathBuf, Box<dyn Error>> {
    match Config::from_env()?.database {
        Database::Directory(directory) => Ok(directory),
        Database::Server(_) => Err(WITH_PG_DUMP.into()),
    }
}

async fn back_up(file: &Path) -> Result<bool, Box<dyn Error>> {
    backup::write(&directory()?, file).await?;
    println!("{} is written", file.display());
    Ok(true)
}

async fn restore(file: &Path) -> Result<bool, Box<dyn Error>> {
    let directory = directory()?;
    backup::restore(file, &directory).await?;
    println!("{} is restored to {}", file.display(), directory.display());
    Ok(true)
}

async fn check_database() -> Result<bool, Box<dyn Error>> {
    Ok(say(&look_at(&Config::from_env()?.database).await?))
}

/// Restores it beside itself, looks, and takes away what was restored.
async fn check_backup(file: &Path) -> Result<bool, Box<dyn Error>> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".checking");
    let beside = PathBuf::from(beside);
    let report = async {
        backup::restore(file, &beside).await?;
        look_at(&Database::Directory(beside.clone())).await
    };
    let report = report.await;
    if beside.try_exists()? {
        fs::remove_dir_all(&beside)?;
    }
    Ok(say(&report?))
}

/// All that can be said of a database.
pub async fn look_at(database: &Database) -> Result<Report, Box<dyn Error>> {
    let store = Store::look_at(database).await?;
    let mut report = check::check(&store).await?;
    store.close().await?;
    if let Database::Directory(directory) = database {
        report.faults.extend(sqlite::faults(directory).await?);
    }
    Ok(report)
}

fn say(Report { dossiers, sections, faults }: &Report) -> bool {
    for fault in faults {
        println!("{fault}");
    }
    println!("{dossiers} dossiers, {sections} sections read, {} faults", faults.len());
    faults.is_empty()
}
