//! Letters by e-mail: into files, or to the server that is configured.
//! Owns: [`Mail`]. Must not know: what a letter is about. An error says nothing of who wrote to whom,
//! because errors are logged.

use crate::config::{Config, SmtpUrl};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::{file, smtp};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::path::PathBuf;
use std::sync::Arc;
use tokio_util::task::TaskTracker;

/// How letters leave; clones share it.
#[derive(Clone)]
pub struct Mail {
    way: Arc<Way>,
    from: Mailbox,
    tasks: TaskTracker,
}

enum Way {
    /// For trying Préau out: one file a letter.
    Files(PathBuf),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

/// A letter in plain words.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
}

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("the letter cannot be written: {0}")]
    Unwritten(#[from] lettre::error::Error),
    #[error("the address cannot be written")]
    Address,
    #[error("the mail server answered {0}")]
    Refused(smtp::response::Code),
    #[error("the mail server could not be talked to")]
    Unreachable,
    #[error("the file of the letter could not be written")]
    File,
}

impl Mail {
    pub fn new(config: &Config) -> Result<Mail, smtp::Error> {
        let way = match &config.smtp {
            None => Way::Files(config.data.join("mail")),
            Some(url) => Way::Smtp(transport(url)?),
        };
        let from = config.mail_from.clone();
        Ok(Mail { way: Arc::new(way), from, tasks: TaskTracker::new() })
    }

    /// Does work with letters in a task of its own: nobody waits for a mail server.
    pub fn aside(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(work);
    }

    /// Waits for the letters under way.
    pub async fn stop(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    pub async fn send(&self, letter: Letter) -> Result<(), MailError> {
        let to = letter.to.parse().map_err(|_| MailError::Address)?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)?;
        match &*self.way {
            Way::Files(directory) => {
                tokio::fs::create_dir_all(directory).await.map_err(|_| MailError::File)?;
                let files = AsyncFileTransport::<Tokio1Executor>::new(directory);
                files.send(message).await.map_err(|_: file::Error| MailError::File)?;
            }
            Way::Smtp(server) => {
                server.send(message).await.map_err(|error| match error.status() {
                    Some(code) => MailError::Refused(code),
                    None => MailError::Unreachable,
                })?;
            }
        }
        Ok(())
    }
}

/// Whether that is the address of a mail server, and a way to it.
pub fn transport(url: &SmtpUrl) -> Result<AsyncSmtpTransport<Tokio1Executor>, smtp::Error> {
    Ok(AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str())?.build())
}
