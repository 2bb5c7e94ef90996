//! E-mails by e-mail: into files, or to the server that is configured. Owns: [`Mail`]. Does not
//! know: what an e-mail is about. An error says nothing of who wrote to whom, because errors are
//! logged.

use self::url::SmtpUrl;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::response::Severity;
use lettre::transport::{file, smtp};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};
use tokio_util::task::TaskTracker;

mod files;
pub mod url;

pub use files::StoredEmail;

/// How e-mails leave; clones share it.
#[derive(Clone)]
pub struct Mail {
    way: Arc<Way>,
    from: Mailbox,
    tasks: TaskTracker,
}

enum Way {
    /// For trying Préau out: one file an e-mail.
    Files(PathBuf),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

/// An e-mail.
#[derive(Clone, Debug)]
pub struct Email {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// The same for who reads pages.
    pub html: Option<String>,
    /// For one that nobody wrote by hand.
    pub headers: Option<EmailHeaders>,
}

/// What mail programs are headers of an e-mail that follows from something: RFC 2919, 3834, 8058.
#[derive(Clone, Debug)]
pub struct EmailHeaders {
    /// The same at each try, so that who gets an e-mail twice is shown it once.
    pub id: String,
    /// What all e-mails about the same thing have in common.
    pub list: String,
    /// The address that ends them by one POST.
    pub stop: String,
}

impl Email {
    /// In plain words, by somebody.
    pub fn plain(to: String, subject: String, text: String) -> Email {
        Email { to, subject, text, html: None, headers: None }
    }
}

/// Why an e-mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("the e-mail cannot be written: {0}")]
    Unwritten(#[from] lettre::error::Error),
    #[error("the address cannot be written")]
    Address,
    #[error("the mail server answered {0}")]
    Refused(smtp::response::Code),
    #[error("the mail server could not be talked to")]
    Unreachable,
    #[error("the file of the e-mail could not be written")]
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

    /// Whether the next e-mail would not leave either.
    pub fn is_outage(&self) -> bool {
        matches!(self, MailError::Unreachable | MailError::File)
    }

    /// Its name, by which it is stored: a word, and what the mail server said.
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
    /// E-mails leave by that server; without one they are written into files in `directory`.
    pub fn new(
        smtp: Option<&SmtpUrl>,
        from: Mailbox,
        directory: PathBuf,
    ) -> Result<Mail, smtp::Error> {
        let way = match smtp {
            None => Way::Files(directory),
            Some(url) => Way::Smtp(url.transport()?),
        };
        Ok(Mail { way: Arc::new(way), from, tasks: TaskTracker::new() })
    }

    /// Does work with e-mails in a task of its own: nobody waits for a mail server.
    pub fn aside(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(work);
    }

    /// Waits for the e-mails under way.
    pub async fn stop(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Sends it, or writes it into a file, whose name is answered.
    pub async fn send(&self, email: Email) -> Result<Option<String>, MailError> {
        let message = self.message(email)?;
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

    /// Removes the files of e-mails to that address: whoever is erased is in none.
    pub async fn forget(&self, address: &str) -> io::Result<()> {
        let Way::Files(directory) = &*self.way else { return Ok(()) };
        files::remove(directory, |_, file| files::is_to(file, address)).await
    }

    /// Removes the files that were written before that, milliseconds since 1970.
    pub async fn forget_before(&self, then: i64) -> io::Result<()> {
        let Way::Files(directory) = &*self.way else { return Ok(()) };
        let then = UNIX_EPOCH + Duration::from_millis(u64::try_from(then).unwrap_or_default());
        files::remove(directory, |written, _| written < then).await
    }

    /// Whether e-mails are written into files, and reach nobody.
    pub fn is_files(&self) -> bool {
        matches!(&*self.way, Way::Files(_))
    }

    /// An e-mail that was written into a file of that name.
    pub async fn stored(&self, name: &str) -> Option<StoredEmail> {
        let Way::Files(directory) = &*self.way else { return None };
        let name = uuid::Uuid::parse_str(name).ok()?;
        let file = tokio::fs::read_to_string(directory.join(format!("{name}.eml"))).await.ok()?;
        files::read(&file)
    }

    /// No line end in a header is more than a space: what people are called begins no other header.
    fn message(&self, email: Email) -> Result<Message, MailError> {
        let to = email.to.parse().map_err(|_| MailError::Address)?;
        let subject: String =
            email.subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut message =
            Message::builder().from(self.from.clone()).to(Mailbox::new(None, to)).subject(subject);
        if let Some(headers) = email.headers {
            let domain = self.from.email.domain();
            let header =
                |name, value| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
            message = message
                .message_id(Some(format!("<{}@{domain}>", headers.id)))
                .raw_header(header("List-Id", format!("<{}.{domain}>", headers.list)))
                .raw_header(header("List-Unsubscribe", format!("<{}>", headers.stop)))
                .raw_header(header(
                    "List-Unsubscribe-Post",
                    "List-Unsubscribe=One-Click".to_owned(),
                ))
                .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
        }
        Ok(match email.html {
            None => message.header(ContentType::TEXT_PLAIN).body(email.text)?,
            Some(html) => message.multipart(
                MultiPart::alternative()
                    .singlepart(SinglePart::plain(email.text))
                    .singlepart(SinglePart::html(html)),
            )?,
        })
    }
}
