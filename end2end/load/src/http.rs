//! The little HTTP that it takes to sign in, to begin dossiers and to take part in a session: forms and
//! pages, a connection each. Owns: [`post`], [`press`], [`get`]. Does not know: which forms there are.

use crate::failure::{Failure, within};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What an answer's head says.
pub struct Answer {
    pub status: u16,
    pub cookie: Option<String>,
    pub location: Option<String>,
}

pub async fn post(
    address: SocketAddr,
    path: &str,
    cookie: Option<&str>,
    fields: &[(&str, &str)],
) -> Result<Answer, Failure> {
    form(address, path, cookie, fields, "text/html").await.map(|(answer, _)| answer)
}

/// Sends a form as a script does, which is told in JSON what became of it; true if it was done.
pub async fn press(
    address: SocketAddr,
    path: &str,
    cookie: Option<&str>,
    fields: &[(&str, &str)],
) -> Result<bool, Failure> {
    let (answer, text) = form(address, path, cookie, fields, "application/json").await?;
    Ok(answer.status == 200 && text.contains("\"done\":true"))
}

/// A page.
pub async fn get(
    address: SocketAddr,
    path: &str,
    cookie: Option<&str>,
) -> Result<(Answer, String), Failure> {
    exchange(address, &asked(address, path, cookie)).await
}

/// The request of a page. In HTTP/1.0 an answer ends with its connection and is in no chunks.
pub fn asked(address: SocketAddr, path: &str, cookie: Option<&str>) -> String {
    format!("GET {path} HTTP/1.0\r\nhost: {address}\r\n{}\r\n", with(cookie))
}

async fn form(
    address: SocketAddr,
    path: &str,
    cookie: Option<&str>,
    fields: &[(&str, &str)],
    accept: &str,
) -> Result<(Answer, String), Failure> {
    let body: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let body = body.join("&");
    let cookie = with(cookie);
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\n{cookie}\
         accept: {accept}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    exchange(address, &request).await
}

fn with(cookie: Option<&str>) -> String {
    cookie.map(|cookie| format!("cookie: {cookie}\r\n")).unwrap_or_default()
}

async fn exchange(address: SocketAddr, request: &str) -> Result<(Answer, String), Failure> {
    within(Duration::from_secs(30), "a request", async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await?;
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        Ok((read(head)?, body.to_owned()))
    })
    .await
}

fn read(head: &str) -> Result<Answer, Failure> {
    let wrong = || Failure::Http("a form", head.lines().next().unwrap_or_default().to_owned());
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let header = |wanted: &str| {
        head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case(wanted).then(|| value.trim().to_owned())
        })
    };
    let cookie = header("set-cookie");
    Ok(Answer {
        status: status.ok_or_else(wrong)?,
        cookie: cookie.and_then(|cookie| cookie.split(';').next().map(str::to_owned)),
        location: header("location"),
    })
}

fn encoded(value: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    value.bytes().map(byte).collect()
}
