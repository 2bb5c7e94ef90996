//! The little HTTP that it takes to sign in and to begin dossiers: a form is sent, and the answer's
//! head is read. Owns: [`post`]. Must not know: which forms there are.

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
    let body: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let body = body.join("&");
    let cookie = cookie.map(|cookie| format!("cookie: {cookie}\r\n")).unwrap_or_default();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\n{cookie}\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    );
    within(Duration::from_secs(30), "a form", async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await?;
        let text = String::from_utf8_lossy(&bytes);
        read(text.split("\r\n\r\n").next().unwrap_or_default())
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
