//! Letters by e-mail: into files, or to the server that is configured.
//! Owns: [`Mail`]. Must not know: what a letter is about. An error says nothing of who wrote to whom,
//! because errors are logged.

use crate::config::{Config, SmtpUrl};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::response::Severity;
use lettre::transport::{file, smtp};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::task::TaskTracker;

mod files;

pub use files::Kept;

/// A mail server that says nothing for so long is not there.
const PATIENCE: Duration = Duration::from_secs(20);

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

/// A letter.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// The same for who reads pages.
    pub html: Option<String>,
    /// For one that nobody wrote by hand.
    pub told: Option<Told>,
}

/// What mail programs are told of a letter that follows from something: RFC 2919, 3834, 8058.
#[derive(Clone, Debug)]
pub struct Told {
    /// The same at each try, so that who gets a letter twice is shown it once.
    pub id: String,
    /// What all letters about the same thing have in common.
    pub list: String,
    /// The address that ends them by one POST.
    pub stop: String,
}

impl Letter {
    /// In plain words, by somebody.
    pub fn plain(to: String, subject: String, text: String) -> Letter {
        Letter { to, subject, text, html: None, told: None }
    }
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

impl MailError {
    /// Whether another try would end the same way.
    pub fn is_final(&self) -> bool {
        match self {
            MailError::Unwritten(_) | MailError::Address => true,
            MailError::Refused(code) => code.severity == Severity::PermanentNegativeCompletion,
            MailError::Unreachable | MailError::File => false,
        }
    }

    /// Whether the next letter would not leave either.
    pub fn is_outage(&self) -> bool {
        matches!(self, MailError::Unreachable | MailError::File)
    }

    /// Its name, by which it is kept: a word, and what the mail server said.
    pub fn name(&self) -> String {
        match self {
            MailError::Unwritten(_) => "unwritten".to_owned(),
            MailError::Address => "address".to_owned(),
            MailError::Refused(code) => format!("refused {code}"),
            MailError::Unreachable => "unreachable".to_owned(),
            MailError::File => "file".to_owned(),
        }
    }
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

    /// Sends it, or writes it into a file, whose name is answered.
    pub async fn send(&self, letter: Letter) -> Result<Option<String>, MailError> {
        let message = self.message(letter)?;
        match &*self.way {
            Way::Files(directory) => {
                tokio::fs::create_dir_all(directory).await.map_err(|_| MailError::File)?;
                let files = AsyncFileTransport::<Tokio1Executor>::new(directory);
                let name = files.send(message).await.map_err(|_: file::Error| MailError::File)?;
                Ok(Some(name))
            }
            Way::Smtp(server) => {
                server.send(message).await.map_err(|error| match error.status() {
                    Some(code) => MailError::Refused(code),
                    None => MailError::Unreachable,
                })?;
                Ok(None)
            }
        }
    }

    /// Whether letters are written into files, and reach nobody.
    pub fn is_files(&self) -> bool {
        matches!(&*self.way, Way::Files(_))
    }

    /// A letter that was written into a file of that name.
    pub async fn kept(&self, name: &str) -> Option<Kept> {
        let Way::Files(directory) = &*self.way else { return None };
        let name = uuid::Uuid::parse_str(name).ok()?;
        let file = tokio::fs::read_to_string(directory.join(format!("{name}.eml"))).await.ok()?;
        files::read(&file)
    }

    /// No line end in a header is more than a space: what people are called begins no other header.
    fn message(&self, letter: Letter) -> Result<Message, MailError> {
        let to = letter.to.parse().map_err(|_| MailError::Address)?;
        let subject: String =
            letter.subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut message =
            Message::builder().from(self.from.clone()).to(Mailbox::new(None, to)).subject(subject);
        if let Some(told) = letter.told {
            let domain = self.from.email.domain();
            let header =
                |name, value| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
            message = message
                .message_id(Some(format!("<{}@{domain}>", told.id)))
                .raw_header(header("List-Id", format!("<{}.{domain}>", told.list)))
                .raw_header(header("List-Unsubscribe", format!("<{}>", told.stop)))
                .raw_header(header(
                    "List-Unsubscribe-Post",
                    "List-Unsubscribe=One-Click".to_owned(),
                ))
                .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
        }
        Ok(match letter.html {
            None => message.header(ContentType::TEXT_PLAIN).body(letter.text)?,
            Some(html) => message.multipart(
                MultiPart::alternative()
                    .singlepart(SinglePart::plain(letter.text))
                    .singlepart(SinglePart::html(html)),
            )?,
        })
    }
}

/// Whether that is the address of a mail server, and a way to it.
pub fn transport(url: &SmtpUrl) -> Result<AsyncSmtpTransport<Tokio1Executor>, smtp::Error> {
    Ok(AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str())?
        .timeout(Some(PATIENCE))
        .build())
}
