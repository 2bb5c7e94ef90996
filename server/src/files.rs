//! Files that are the server's alone: what it keeps names people and holds links that work. Owns:
//! who may read them. Does not know: what is in them.

use std::fs::{DirBuilder, Permissions, set_permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

const MINE: u32 = 0o700;

/// From now on this process makes no file that anybody else may read.
pub fn keep_new_files_private() {
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Makes a directory that nobody else may enter; one that is there is closed to others.
pub fn keep_directory_private(directory: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(MINE).create(directory)?;
    let mode = directory.metadata()?.permissions().mode();
    if mode & !MINE & 0o777 == 0 {
        return Ok(());
    }
    set_permissions(directory, Permissions::from_mode(MINE))
}
