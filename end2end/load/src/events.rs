//! Server-sent events (HTML standard, section 9.2) as a page follows them. Owns: [`Events`]. Must not
//! know: what an event says.

use crate::failure::Failure;
use crate::http::asked;
use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

pub struct Events {
    reader: BufReader<TcpStream>,
    /// What came in so far, with its head.
    pub bytes: u64,
}

impl Events {
    pub async fn open(
        address: SocketAddr,
        path: &str,
        cookie: Option<&str>,
    ) -> Result<Events, Failure> {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(asked(address, path, cookie).as_bytes()).await?;
        let mut events = Events { reader: BufReader::new(stream), bytes: 0 };
        let status = events.line().await?.unwrap_or_default();
        if status.split(' ').nth(1) != Some("200") {
            return Err(Failure::Http("a stream", status));
        }
        while events.line().await?.is_some_and(|line| !line.is_empty()) {}
        Ok(events)
    }

    /// What the next event says; none at the end.
    pub async fn next(&mut self) -> Result<Option<String>, Failure> {
        while let Some(line) = self.line().await? {
            if let Some(data) = line.strip_prefix("data: ") {
                return Ok(Some(data.to_owned()));
            }
        }
        Ok(None)
    }

    async fn line(&mut self) -> Result<Option<String>, Failure> {
        let mut line = String::new();
        let read = self.reader.read_line(&mut line).await?;
        self.bytes += read as u64;
        let line = (read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned());
        Ok(line)
    }
}
