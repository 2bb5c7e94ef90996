//! E-mails that were written into files: their headers and plain words, and removing them.
//! Does not know: e-mails of other programs; these are ours.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quoted_printable::ParseMode;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// An e-mail in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEmail {
    /// The headers as they are in the file, a line each.
    pub head: String,
    /// The words of its plain part.
    pub text: String,
}

pub fn read(file: &str) -> Option<StoredEmail> {
    let (head, body) = file.split_once("\r\n\r\n")?;
    let head = unfold(head);
    let text = match boundary(&head) {
        None => decode(&head, body)?,
        Some(boundary) => {
            let line = format!("--{boundary}");
            let mut parts = body.split(&line).skip(1).filter_map(|part| {
                let (head, words) = part.split_once("\r\n\r\n")?;
                let head = unfold(head);
                header(&head, "content-type")?.starts_with("text/plain").then_some((head, words))
            });
            let (head, words) = parts.next()?;
            decode(&head, words)?
        }
    };
    Some(StoredEmail { head, text: text.replace("\r\n", "\n") })
}

/// Whether an e-mail is to that address.
pub fn is_to(file: &str, address: &str) -> bool {
    let head = unfold(file.split_once("\r\n\r\n").map_or(file, |(head, _)| head));
    let to = header(&head, "to").unwrap_or_default();
    let to = to.trim_start_matches('<').trim_end_matches('>');
    to.eq_ignore_ascii_case(address)
}

/// Removes the e-mails of a directory of which that is so: when they were written, and what the
/// file says. There need be no directory.
pub async fn remove(directory: &Path, which: impl Fn(SystemTime, &str) -> bool) -> io::Result<()> {
    let mut files = match tokio::fs::read_dir(directory).await {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    while let Some(file) = files.next_entry().await? {
        let path = file.path();
        if path.extension().is_none_or(|kind| kind != "eml") {
            continue;
        }
        let written = file.metadata().await?.modified()?;
        // One that is no text is none of ours.
        let text = tokio::fs::read_to_string(&path).await.unwrap_or_default();
        if which(written, &text) {
            tokio::fs::remove_file(&path).await?;
        }
    }
    Ok(())
}

/// A header that is folded goes on in the next line, behind a space.
fn unfold(head: &str) -> String {
    head.replace("\r\n ", " ").replace("\r\n\t", " ").replace("\r\n", "\n")
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

fn boundary(head: &str) -> Option<String> {
    let kind = header(head, "content-type")?;
    Some(kind.split_once("boundary=\"")?.1.split_once('"')?.0.to_owned())
}

fn decode(head: &str, words: &str) -> Option<String> {
    let bytes = match header(head, "content-transfer-encoding")? {
        "quoted-printable" => quoted_printable::decode(words, ParseMode::Robust).ok()?,
        "base64" => STANDARD.decode(words.split_whitespace().collect::<String>()).ok()?,
        _ => words.as_bytes().to_vec(),
    };
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lettre::message::{Message, MultiPart, SinglePart};

    #[test]
    fn what_is_written_reads_back() {
        let long = "Qui paie\u{a0}? ".repeat(30);
        for text in ["plain\nwords\n", "élève = 1\n> été\n", long.as_str(), "日本語の手紙です。"]
        {
            let message = || {
                let (from, to) = ("a@ecole.example", "b@ecole.example");
                Message::builder().from(from.parse().unwrap()).to(to.parse().unwrap()).subject("é")
            };
            let parts = MultiPart::alternative()
                .singlepart(SinglePart::plain(text.to_owned()))
                .singlepart(SinglePart::html("<p>no</p>".to_owned()));
            let single = message().body(text.to_owned()).unwrap().formatted();
            for file in [message().multipart(parts).unwrap().formatted(), single] {
                let stored = read(&String::from_utf8(file).unwrap()).unwrap();
                assert_eq!(stored.text.trim_end(), text.trim_end());
                assert!(stored.head.contains("\nTo: b@ecole.example"), "{}", stored.head);
            }
        }
    }
}
