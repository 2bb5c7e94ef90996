//! A server's process: started in a folder of its own, watched through /proc, stopped or killed.
//! Owns: [`Process`], [`Folder`]. Does not know: what the server speaks.

use crate::failure::{Failure, within};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

const START: Duration = Duration::from_secs(60);
const STOP: Duration = Duration::from_secs(20);

/// A folder that goes when it is dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Result<Folder, Failure> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("preau-load-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path)?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the folder for temporary files is the system's to clear.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A running server.
pub struct Process {
    child: Child,
    pid: Pid,
}

impl Process {
    /// Starts a program and reads what it prints until `ready` understands a line.
    pub async fn start<T>(
        mut command: Command,
        log: &Path,
        ready: impl Fn(&str) -> Option<T>,
    ) -> Result<(Process, T), Failure> {
        let program = command.as_std().get_program().to_string_lossy().into_owned();
        let not_started = |said: String| Failure::NotStarted { program: program.clone(), said };
        let errors = fs::File::options().create(true).append(true).open(log)?;
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors).kill_on_drop(true);
        let mut child = command.spawn().map_err(|error| not_started(error.to_string()))?;
        let pid = child.id().and_then(|id| Pid::from_raw(id as i32));
        let (Some(pid), Some(output)) = (pid, child.stdout.take()) else {
            return Err(not_started("it ended at once".to_owned()));
        };
        let mut lines = BufReader::new(output).lines();
        let line = within(START, "the start of a server", async {
            while let Some(line) = lines.next_line().await? {
                if let Some(ready) = ready(&line) {
                    return Ok(ready);
                }
            }
            Err(not_started(fs::read_to_string(log).unwrap_or_default()))
        });
        let ready = line.await?;
        tokio::task::spawn_local(swallow(lines));
        Ok((Process { child, pid }, ready))
    }

    /// As a power cut would: nothing more is written.
    pub async fn kill(mut self) -> Result<(), Failure> {
        Ok(self.child.kill().await?)
    }

    /// As a deployment asks for.
    pub async fn stop(mut self) -> Result<(), Failure> {
        kill_process(self.pid, Signal::TERM).map_err(std::io::Error::from)?;
        within(STOP, "the stop of a server", async { Ok(self.child.wait().await?) }).await?;
        Ok(())
    }

    /// Processor time so far, its children's included.
    pub fn cpu(&self) -> Result<Duration, Failure> {
        cpu_of(&self.pid.as_raw_nonzero().to_string())
    }

    /// Memory in use now and at most so far, in bytes.
    pub fn memory(&self) -> Result<(u64, u64), Failure> {
        let status = self.read("status")?;
        let kilobytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|rest| rest.split_whitespace().next());
            number.and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) * 1024
        };
        Ok((kilobytes("VmRSS:"), kilobytes("VmHWM:")))
    }

    fn read(&self, name: &str) -> Result<String, Failure> {
        Ok(fs::read_to_string(format!("/proc/{}/{name}", self.pid.as_raw_nonzero()))?)
    }
}

/// Processor time of this program.
pub fn own_cpu() -> Result<Duration, Failure> {
    cpu_of("self")
}

fn cpu_of(process: &str) -> Result<Duration, Failure> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name, in parentheses, may hold anything; after it, utime is the twelfth field.
    let after = stat.rsplit_once(") ").map_or("", |(_, after)| after);
    let ticks: u64 = after.split(' ').skip(11).take(4).filter_map(|n| n.parse::<u64>().ok()).sum();
    let second = rustix::param::clock_ticks_per_second().max(1);
    Ok(Duration::from_millis(ticks * 1000 / second))
}

/// A program whose output nobody reads stops once the pipe is full.
async fn swallow(mut lines: Lines<BufReader<ChildStdout>>) {
    while let Ok(Some(_)) = lines.next_line().await {}
}
