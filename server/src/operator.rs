//! What an operator does to accounts from the machine of the server, also while it runs: `preau
//! account …`. Owns: the commands and what they print. Does not know: HTTP, rooms: what is open
//! under a session that ends here is ended by the server's own round.

use crate::acts::account::links::{RESET_FOR, new_link};
use crate::clock;
use crate::config::Config;
use crate::store::account::links::Purpose;
use crate::store::{Store, StoreError};
use dossier::form::identifiers::Email;
use dossier::zone::Zone;
use std::fmt::Write;

const USAGE: &str = "usage: preau account list
       preau account reset ADDRESS    prints a link to choose a password; opens a closed account
       preau account verify ADDRESS   lets the address count without an e-mail
       preau account close ADDRESS    signs it out everywhere; nobody signs in with it";

/// Why a command was not done.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error("{USAGE}")]
    Usage,
    #[error("no account has that address")]
    Nobody,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A command of an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    List,
    Reset(String),
    Verify(String),
    Close(String),
}

impl Command {
    /// The command in the words after `preau account`.
    pub fn parse(words: &[&str]) -> Result<Command, CommandError> {
        let address = |typed: &str| {
            let email = Email::parse(typed).map_err(|_| CommandError::Usage)?;
            Ok::<_, CommandError>(email.as_str().to_lowercase())
        };
        Ok(match words {
            ["list"] => Command::List,
            ["reset", typed] => Command::Reset(address(typed)?),
            ["verify", typed] => Command::Verify(address(typed)?),
            ["close", typed] => Command::Close(address(typed)?),
            _ => return Err(CommandError::Usage),
        })
    }

    /// Does it; answers what is to be printed.
    pub async fn run(&self, store: &Store, config: &Config) -> Result<String, CommandError> {
        let find = async |email: &str| store.account_of(email).await?.ok_or(CommandError::Nobody);
        let now = clock::now();
        match self {
            Command::List => Ok(list(store).await?),
            Command::Reset(email) => {
                let account = find(email).await?;
                store.reopen_account(&account).await?;
                let (secrets, link) = new_link(&account, Purpose::Reset, email, now);
                // Whatever was asked for a moment ago: an operator has a reason.
                store.add_account_link(&link, now).await?;
                let (site, minutes) = (config.address(), RESET_FOR / 60_000);
                Ok(format!(
                    "{site}/motdepasse/nouveau#{}\nworks once, for {minutes} minutes",
                    secrets.token
                ))
            }
            Command::Verify(email) => {
                store.set_verified(&find(email).await?, now).await?;
                Ok(format!("{email} counts from now on"))
            }
            Command::Close(email) => {
                store.close_account(&find(email).await?, now).await?;
                Ok(format!("{email} is closed; what it wrote stays"))
            }
        }
    }
}

async fn list(store: &Store) -> Result<String, StoreError> {
    let mut lines = String::new();
    for account in store.listed_accounts().await? {
        let state = match (account.closed_at, account.verified_at) {
            (Some(_), _) => "closed",
            (None, Some(_)) => "verified",
            (None, None) => "unverified",
        };
        let day = clock::iso_day(account.created_at, Zone::default());
        // A name may hold anything, and a terminal obeys some of it.
        let name: String = account.name.chars().filter(|sign| !sign.is_control()).collect();
        let _ = writeln!(lines, "{}\t{state}\t{day}\t{name}", account.email);
    }
    Ok(lines.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_read_and_anything_else_says_how() {
        let parse = |words: &str| {
            let words: Vec<&str> = words.split_whitespace().collect();
            Command::parse(&words).map_err(|error| error.to_string())
        };
        assert_eq!(parse("list"), Ok(Command::List));
        let claire = || "claire@ecole.example".to_owned();
        for (words, command) in [
            ("reset Claire@Ecole.example", Command::Reset(claire())),
            ("verify claire@ecole.example", Command::Verify(claire())),
            ("close claire@ecole.example", Command::Close(claire())),
        ] {
            assert_eq!(parse(words), Ok(command), "{words}");
        }
        for wrong in ["", "serve", "reset", "reset claire", "list x"] {
            assert!(parse(wrong).is_err_and(|error| error.starts_with("usage")), "{wrong}");
        }
    }
}
