//! Where the database is. Owns: [`Database`], and that a password in its URL is never shown.
//! Does not know: what is in it.

use sqlx::postgres::PgConnectOptions;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Where the database is.
#[derive(Clone)]
pub enum Database {
    /// SQLite, in a file of this directory.
    Directory(PathBuf),
    /// PostgreSQL, on this server.
    Server(Box<PgConnectOptions>),
}

/// Why a URL is not a database's. It may hold a password, so it is not repeated.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be postgres://user:password@host/database")]
pub struct NotADatabase;

/// From its URL.
impl FromStr for Database {
    type Err = NotADatabase;

    fn from_str(url: &str) -> Result<Database, NotADatabase> {
        let url = url.trim();
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(NotADatabase);
        }
        let options = url.parse().map_err(|_| NotADatabase)?;
        Ok(Database::Server(Box::new(options)))
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Database::Directory(directory) => write!(f, "sqlite in {}", directory.display()),
            Database::Server(server) => {
                let user = server.get_username();
                let (host, port) = (server.get_host(), server.get_port());
                let database = server.get_database().unwrap_or(user);
                write!(f, "postgres://{user}@{host}:{port}/{database}")
            }
        }
    }
}
