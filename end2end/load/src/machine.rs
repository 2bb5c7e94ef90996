//! What the figures were measured on, without saying whose it is. Owns: [`Machine`]. Does not know:
//! what is measured.

use crate::measure::{Latencies, Unit};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::process::Command;
use std::time::Instant;

pub struct Machine {
    cores: usize,
    processor: String,
    gigabytes: u64,
    node: String,
    /// How busy it was before: the load average of a minute.
    load: String,
    /// Half of the writes to disk take no longer, in milliseconds: the least that an edit can take
    /// that is durable before it is seen.
    disk: f64,
}

impl Machine {
    pub fn look() -> io::Result<Machine> {
        let read = |path| fs::read_to_string(path).unwrap_or_default();
        let value = |text: &str, name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.map(|rest| rest.trim_start_matches([' ', '\t', ':']).to_owned())
        };
        let first = |text: String| text.split(' ').next().unwrap_or_default().to_owned();
        let memory = value(&read("/proc/meminfo"), "MemTotal").map(first).unwrap_or_default();
        let node = Command::new("node").arg("--version").output();
        Ok(Machine {
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            processor: value(&read("/proc/cpuinfo"), "model name").unwrap_or_default(),
            gigabytes: memory.parse::<u64>().unwrap_or_default().div_ceil(1 << 20),
            node: node.map_or_else(
                |_| "none".to_owned(),
                |node| String::from_utf8_lossy(&node.stdout).trim().to_owned(),
            ),
            load: first(read("/proc/loadavg")),
            disk: disk()?,
        })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Machine { cores, processor, gigabytes, node, load, disk } = self;
        let disk = Unit::Milliseconds.write(*disk);
        write!(
            f,
            "{cores} cores ({processor}), {gigabytes} GB of memory, Linux, Node.js {node}, a disk \
             that takes {disk} to keep 4 KB (the median; fdatasync) and a load average of {load} \
             before the run"
        )
    }
}

fn disk() -> io::Result<f64> {
    let path = std::env::temp_dir().join(format!("preau-load-{}-disk", std::process::id()));
    let mut file = File::create(&path)?;
    let mut latencies = Latencies::default();
    for _ in 0..100 {
        let start = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        latencies.push(start.elapsed().as_nanos() as u64);
    }
    fs::remove_file(&path)?;
    Ok(latencies.percentile(50.0))
}
