//! A PostgreSQL server for this run of the tests: the machine's programs, a temporary directory.
//! Owns: finding the programs, starting them once, and that they end with the run, however it ends.
//!
//! It listens on a socket in its directory and on no port, so nothing can be in its way.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::env;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The shell that starts the server also stops it: when this program is gone, killed or not, there
/// is nothing more to read.
const KEEPER: &str = r#"
set -eu
bin=$1 home=$2
trap : INT TERM HUP
trap 'rm -rf "$home"' EXIT
quietly() { "$@" >"$home/out" 2>&1 || { cat "$home"/out "$home"/log >&2 || :; exit 1; }; }
quietly "$bin/initdb" --pgdata="$home/data" --username=preau --auth=trust --encoding=UTF8 \
    --no-locale --no-sync
quietly "$bin/pg_ctl" --pgdata="$home/data" --log="$home/log" --wait --timeout=60 --options="\
    -c listen_addresses='' -c unix_socket_directories='$home' -c max_connections=500 \
    -c fsync=off -c full_page_writes=off" start
echo ready
cat >/dev/null || :
"$bin/pg_ctl" --pgdata="$home/data" --mode=immediate --silent stop
"#;

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

struct Cluster {
    home: PathBuf,
    /// Its standard input closes when this program ends.
    _keeper: Child,
}

/// Makes a database and answers its URL.
pub async fn database() -> String {
    let cluster = CLUSTER.get_or_init(start);
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let mut server = PgConnection::connect(&cluster.url("postgres")).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("create database {name}")))
        .execute(&mut server)
        .await
        .unwrap();
    server.close().await.unwrap();
    cluster.url(&name)
}

impl Cluster {
    fn url(&self, database: &str) -> String {
        format!("postgres://preau@localhost:5432/{database}?host={}", self.home.display())
    }
}

fn start() -> Cluster {
    let Some(bin) = programs() else {
        panic!(
            "these tests need PostgreSQL and found no initdb and pg_ctl: install it \
             (Debian: apt-get install postgresql; macOS: brew install postgresql)"
        );
    };
    let home = tempfile::Builder::new().prefix("preau-test-").tempdir().unwrap().keep();
    let mut keeper = Command::new("sh");
    keeper.args(["-c", KEEPER, "keeper"]).arg(&bin).arg(&home);
    keeper.current_dir(&home).stdin(Stdio::piped()).stdout(Stdio::piped());
    if home.metadata().unwrap().uid() == 0 {
        // PostgreSQL refuses to run as root.
        let (uid, gid) = somebody();
        chown(&home, Some(uid), Some(gid)).unwrap();
        keeper.uid(uid).gid(gid);
    }
    let mut keeper = keeper.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line.trim(), "ready", "PostgreSQL of {} did not start", bin.display());
    Cluster { home, _keeper: keeper }
}

/// The directory of the newest PostgreSQL there is.
fn programs() -> Option<PathBuf> {
    let in_path = env::var_os("PATH").unwrap_or_default();
    let in_path: Vec<PathBuf> = env::split_paths(&in_path).collect();
    let mut installed = Vec::new();
    for (parent, prefix) in [
        ("/usr/lib/postgresql", ""),
        ("/opt/homebrew/opt", "postgresql"),
        ("/usr/local/opt", "postgresql"),
    ] {
        let entries = Path::new(parent).read_dir().into_iter().flatten().flatten();
        let named = entries
            .filter(|entry| entry.file_name().as_encoded_bytes().starts_with(prefix.as_bytes()));
        installed.extend(named.map(|entry| entry.path().join("bin")));
    }
    installed.sort();
    let complete = |bin: &PathBuf| bin.join("initdb").is_file() && bin.join("pg_ctl").is_file();
    in_path.into_iter().chain(installed.into_iter().rev()).find(complete)
}

/// The user and the group of somebody who is not root.
fn somebody() -> (u32, u32) {
    let id = |option: &str, user: &str| {
        let output = Command::new("id").args([option, user]).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    ["postgres", "nobody"]
        .into_iter()
        .find_map(|user| Some((id("-u", user)?, id("-g", user)?)))
        .expect("root needs a user postgres or nobody to run PostgreSQL as")
}
