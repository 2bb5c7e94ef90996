//! The data directory as one file, and back. Owns: what is in a backup, [`write()`] and
//! [`restore`]. Does not know: SQL, what the database holds.
//!
//! A backup is a tar archive: the database as it was at one instant, the other files of the
//! directory, and last a list of them all with their SHA-256, as `sha256sum --check` reads it.

use crate::store::StoreError;
use crate::store::engine::sqlite;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Component, Path, PathBuf};
use tar::{Archive, Builder, Header};
use tokio::task::spawn_blocking;

const MANIFEST: &str = "MANIFEST.sha256";
const DATABASE: &str = "preau.sqlite";
/// Only who runs the server reads it: e-mails hold links that let one in.
const PRIVATE: u32 = 0o600;
const LONGEST_MANIFEST: u64 = 256 * 1024 * 1024;

/// Why there is no backup, or why it was not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("{0} is there already, and is left as it is")]
    There(PathBuf),
    #[error("this is no backup of Préau, or it is damaged: {0}")]
    Damaged(String),
}

fn damaged(what: impl Into<String>) -> BackupError {
    BackupError::Damaged(what.into())
}

/// Writes a backup of a data directory into a new file, also while a server has it open.
pub async fn write(directory: &Path, to: &Path) -> Result<(), BackupError> {
    if to.try_exists()? {
        return Err(BackupError::There(to.to_owned()));
    }
    let part = beside(to, "part");
    let copy = beside(to, "sqlite");
    let written = gather(directory, &copy, &part).await;
    let _ = fs::remove_file(&copy);
    match written {
        Ok(()) => Ok(fs::rename(&part, to)?),
        Err(error) => {
            let _ = fs::remove_file(&part);
            Err(error)
        }
    }
}

async fn gather(directory: &Path, copy: &Path, part: &Path) -> Result<(), BackupError> {
    let _ = fs::remove_file(copy);
    // It is made before anything is in it that others could read meanwhile.
    drop(private(copy)?);
    sqlite::copy(directory, copy).await?;
    let (directory, copy, part) = (directory.to_owned(), copy.to_owned(), part.to_owned());
    spawn_blocking(move || archive(&directory, &copy, &part)).await.map_err(io::Error::other)?
}

fn archive(directory: &Path, copy: &Path, part: &Path) -> Result<(), BackupError> {
    let _ = fs::remove_file(part);
    let mut tar = Builder::new(private(part)?);
    let mut manifest = String::new();
    let mut add = |name: &str, size: u64, content: &mut dyn Read| -> io::Result<()> {
        let mut header = Header::new_gnu();
        header.set_size(size);
        header.set_mode(PRIVATE);
        let mut content = Hashing { content, digest: Sha256::new() };
        tar.append_data(&mut header, name, &mut content)?;
        manifest.push_str(&format!("{:x}  {name}\n", content.digest.finalize()));
        Ok(())
    };
    let mut database = File::open(copy)?;
    add(DATABASE, database.metadata()?.len(), &mut database)?;
    for path in others(directory)? {
        // What is gone meanwhile was not to be kept.
        let Ok(content) = fs::read(&path) else { continue };
        let name = path.strip_prefix(directory).ok().and_then(Path::to_str);
        let name = name.ok_or_else(|| io::Error::other("a path is no text"))?;
        add(name, content.len() as u64, &mut content.as_slice())?;
    }
    let mut header = Header::new_gnu();
    header.set_size(manifest.len() as u64);
    header.set_mode(PRIVATE);
    tar.append_data(&mut header, MANIFEST, manifest.as_bytes())?;
    Ok(tar.into_inner()?.sync_all()?)
}

/// The files of the directory that are not the database's.
fn others(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), vec![directory.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let of_database = name.to_str().is_none_or(|name| {
                name.starts_with(DATABASE) || name == "preau.lock" || name.ends_with(".part")
            });
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && !of_database {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Makes a data directory from a backup. One that has a database already is left as it is, and so
/// is one for which the backup is not whole.
pub async fn restore(from: &Path, directory: &Path) -> Result<(), BackupError> {
    let database = sqlite::file(directory);
    if database.try_exists()? {
        return Err(BackupError::There(database));
    }
    let mut folders = fs::DirBuilder::new();
    folders.recursive(true).mode(0o700).create(directory)?;
    let within = directory.join(".restoring");
    let _ = fs::remove_dir_all(&within);
    folders.create(&within)?;
    let restored = unpack_and_move(from, &within, directory).await;
    let _ = fs::remove_dir_all(&within);
    restored
}

async fn unpack_and_move(from: &Path, within: &Path, directory: &Path) -> Result<(), BackupError> {
    let (archive, folder) = (from.to_owned(), within.to_owned());
    let unpacked = spawn_blocking(move || unpack(&archive, &folder)).await;
    let names = unpacked.map_err(io::Error::other)??;
    let faults = sqlite::faults(within).await?;
    if let Some(fault) = faults.first() {
        return Err(damaged(fault.as_str()));
    }
    // The database last: a directory without one is no data directory yet.
    let others = names.iter().filter(|name| *name != DATABASE);
    for name in others.map(String::as_str).chain([DATABASE]) {
        let to = directory.join(name);
        if let Some(folder) = to.parent() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        fs::rename(within.join(name), &to)?;
    }
    Ok(File::open(directory)?.sync_all()?)
}

/// Writes the files of a backup into a folder; answers their names if all are as they were.
fn unpack(from: &Path, into: &Path) -> Result<Vec<String>, BackupError> {
    let mut archive = Archive::new(File::open(from)?);
    let mut digests: BTreeMap<String, String> = BTreeMap::new();
    let mut manifest = None;
    for entry in archive.entries().map_err(|error| damaged(error.to_string()))? {
        let mut entry = entry.map_err(|error| damaged(error.to_string()))?;
        let path = entry.path()?.into_owned();
        let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
        let name = path.to_str().filter(|_| is_plain && entry.header().entry_type().is_file());
        let name = name.ok_or_else(|| damaged("a name in it leads elsewhere"))?.to_owned();
        if name == MANIFEST {
            let mut text = String::new();
            entry.take(LONGEST_MANIFEST).read_to_string(&mut text)?;
            manifest = Some(text);
            continue;
        }
        let to = into.join(&name);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = private(&to)?;
        let mut content = Hashing { content: &mut entry, digest: Sha256::new() };
        io::copy(&mut content, &mut file).map_err(|error| damaged(error.to_string()))?;
        digests.insert(name, format!("{:x}", content.digest.finalize()));
        file.sync_all()?;
    }
    let manifest = manifest.ok_or_else(|| damaged("it has no end"))?;
    let said: BTreeMap<String, String> = manifest
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(digest, name)| (name.to_owned(), digest.to_owned()))
        .collect();
    if said != digests || !said.contains_key(DATABASE) {
        return Err(damaged("a file in it is not what its list says"));
    }
    Ok(digests.into_keys().collect())
}

/// A new file that only its owner reads.
fn private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(path)
}

fn beside(path: &Path, kind: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{kind}.part"));
    PathBuf::from(name)
}

/// What is read through it, with its digest.
struct Hashing<'c> {
    content: &'c mut dyn Read,
    digest: Sha256,
}

impl Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.digest.update(&buffer[..read]);
        Ok(read)
    }
}
