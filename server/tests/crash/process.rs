//! The program as a process of its own, in a directory of its own, with the demonstration loaded.
//! Owns: [`Process`], [`Place`]. Does not know: what the server does.

use crate::support::site::publish;
use crate::support::tab::Tab;
use crate::support::wire::{Pass, Way};
use dossier::rights::Role;
use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, prlimit};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::task::spawn_blocking;

const PASSWORD: &str = "preau-demo-2026";
pub const HEAD: (&str, Role) = ("principale@demo.example", Role::Head);
pub const LEAD: (&str, Role) = ("claire@demo.example", Role::Lead);
pub const EDITOR: (&str, Role) = ("yanis@demo.example", Role::Editor);

/// Where a server keeps what it keeps; it outlives the process.
pub struct Place(TempDir);

impl Place {
    pub fn new() -> Place {
        let directory = TempDir::new().unwrap();
        publish(directory.path());
        Place(directory)
    }

    /// A place where these files were left.
    pub fn holding(files: &BTreeMap<String, Vec<u8>>) -> Place {
        let place = Place::new();
        fs::create_dir_all(place.data()).unwrap();
        for (name, bytes) in files {
            fs::write(place.data().join(name), bytes).unwrap();
        }
        place
    }

    /// Where the data of the server is.
    pub fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// A connection of one's own to the database.
    pub async fn database(&self) -> sqlx::SqliteConnection {
        let file = self.data().join("preau.sqlite");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        sqlx::ConnectOptions::connect(&options).await.unwrap()
    }
}

pub struct Process {
    pub address: SocketAddr,
    pid: Pid,
    child: Option<Child>,
    log: Arc<Mutex<String>>,
}

impl Process {
    pub async fn start(place: &Place) -> Process {
        Process::start_with(place, "warn").await
    }

    /// Returns once it says that it is ready.
    pub async fn start_with(place: &Place, log_level: &str) -> Process {
        let directory = place.0.path();
        // Without the trap, a write beyond the limit on file sizes would kill the process instead
        // of failing.
        let mut child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\"", env!("CARGO_BIN_EXE_preau")])
            .env("PREAU_LISTEN", "127.0.0.1:0")
            .env("PREAU_DATA", place.data())
            .env("PREAU_SITE", directory.join("site"))
            .env("PREAU_DEMO", "true")
            .env("PREAU_LOG", log_level)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let mut stderr = child.stderr.take().unwrap();
        let written = Arc::clone(&log);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = stderr.read(&mut buffer) {
                written.lock().unwrap().push_str(&String::from_utf8_lossy(&buffer[..length]));
            }
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let line = spawn_blocking(move || {
            let mut line = String::new();
            stdout.read_line(&mut line).unwrap();
            line
        });
        let line = line.await.unwrap();
        let address = line.trim().strip_prefix("Préau is ready: http://");
        let address = address.unwrap_or_else(|| panic!("{line:?}: {}", log.lock().unwrap()));
        let address = address.trim_end_matches('/').parse().unwrap();
        let pid = Pid::from_child(&child);
        Process { address, pid, child: Some(child), log }
    }

    pub async fn pass(&self, email: &str) -> Pass {
        Pass::of(self.address, email, PASSWORD).await
    }

    /// A tab on that person's first dossier.
    pub async fn tab(&self, (email, role): (&str, Role), way: Way) -> Tab {
        let pass = self.pass(email).await;
        let dossier = first_dossier(&pass).await;
        Tab::open(email, &pass, &dossier, role, way).await
    }

    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    pub async fn kill(&mut self) {
        self.signal(Signal::KILL);
        self.wait().await;
    }

    /// Asks it to stop; answers how it ended and how long that took.
    pub async fn stop(&mut self) -> (ExitStatus, Duration) {
        let then = Instant::now();
        self.signal(Signal::TERM);
        (self.wait().await, then.elapsed())
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// Lets files grow to that many bytes and no further; `None` takes the limit away.
    pub fn limit_files(&self, bytes: Option<u64>) {
        let maximum = getrlimit(Resource::Fsize).maximum;
        let limit = Rlimit { current: bytes.or(maximum), maximum };
        prlimit(Some(self.pid), Resource::Fsize, limit).unwrap();
    }

    /// Lets everything that is to be brought to the disk fail, as on one that breaks, until the
    /// answer is mended. Strace does it, which only Linux has.
    pub async fn break_disk(&self) -> BrokenDisk {
        let calls = "inject=fsync,fdatasync:error=EIO";
        BrokenDisk(self.strace(&["-f", "-e", "trace=fsync,fdatasync", "-e", calls]).await)
    }

    /// Writes down what the program asks of its files from now on, a file of `to` a thread, until
    /// the answer is ended. Strace does it, which only Linux has.
    pub async fn trace_disk(&self, to: &Path) -> DiskTrace {
        let to = to.join("thread").display().to_string();
        let calls = "trace=pwrite64,write,ftruncate,fsync,fdatasync";
        // Files by their paths, times as microseconds and as durations, bytes whole and as digits.
        let shape = ["-ff", "-y", "-ttt", "-T", "-xx", "-s", "16777216", "-e", calls, "-o", &to];
        DiskTrace(self.strace(&shape).await)
    }

    async fn strace(&self, how: &[&str]) -> Child {
        let pid = self.pid.as_raw_nonzero().to_string();
        let mut strace = Command::new("strace")
            .args(how)
            .args(["-p", &pid])
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("strace, which `make setup` installs");
        let mut said = BufReader::new(strace.stderr.take().unwrap()).lines();
        let attached = spawn_blocking(move || {
            let attached = said.next().is_some_and(|line| line.unwrap().contains("attached"));
            // Were they left unread, strace would wait, and the server with it.
            std::thread::spawn(move || said.for_each(drop));
            attached
        });
        assert!(attached.await.unwrap(), "strace may not trace the server");
        strace
    }

    async fn wait(&mut self) -> ExitStatus {
        let mut child = self.child.take().unwrap();
        spawn_blocking(move || child.wait().unwrap()).await.unwrap()
    }
}

/// A disk that keeps nothing as long as this is there.
pub struct BrokenDisk(Child);

impl BrokenDisk {
    pub fn mend(self) {
        detach(self.0);
    }
}

/// A program whose files are watched as long as this is there.
pub struct DiskTrace(Child);

impl DiskTrace {
    pub fn end(self) {
        detach(self.0);
    }
}

fn detach(mut strace: Child) {
    kill_process(Pid::from_child(&strace), Signal::INT).unwrap();
    strace.wait().unwrap();
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

pub async fn first_dossier(pass: &Pass) -> String {
    let page = pass.get("/dossiers").send().await.unwrap().text().await.unwrap();
    let links = page.split("<a href=\"/dossiers/").skip(1);
    let mut ids = links.filter_map(|link| link.split_once('"')).map(|(id, _)| id);
    ids.find(|id| *id != "nouveau").expect("there is a dossier").to_owned()
}
