//! One websocket to one document. Owns: [`Client`], [`Place`], [`Known`]. Does not know: which
//! server is at the other end, what is measured.

use crate::failure::{Failure, within};
use crate::scan::{Run, scan};
use crate::speech::{Heard, Speech};
use futures_util::{SinkExt, StreamExt};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Bytes, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

/// Longer than any storm may take.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Where a document is and how it is spoken of.
#[derive(Clone, Debug)]
pub struct Place {
    pub address: SocketAddr,
    pub path: String,
    pub cookie: Option<String>,
    pub speech: Speech,
}

/// How far each client's edits are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known(pub HashMap<u64, u32>);

impl Known {
    pub fn take(&mut self, runs: &[Run]) {
        for run in runs {
            let end = self.0.entry(run.client).or_default();
            *end = run.end.max(*end);
        }
    }

    pub fn covers(&self, other: &Known) -> bool {
        other.missing_from(self) == 0
    }

    /// How many of these edits the other does not have.
    pub fn missing_from(&self, other: &Known) -> u32 {
        let missing = |(client, end): (&u64, &u32)| {
            end.saturating_sub(other.0.get(client).copied().unwrap_or(0))
        };
        self.0.iter().map(missing).sum()
    }
}

/// A connection that has greeted.
pub struct Client {
    socket: WebSocketStream<TcpStream>,
    speech: Speech,
}

impl Client {
    pub async fn open(place: &Place) -> Result<Client, Failure> {
        Client::open_with(place, None).await
    }

    /// `buffer`: what the system may keep for a client that does not read.
    pub async fn open_with(place: &Place, buffer: Option<u32>) -> Result<Client, Failure> {
        within(PATIENCE, "a connection", Client::connect(place, buffer)).await
    }

    async fn connect(place: &Place, buffer: Option<u32>) -> Result<Client, Failure> {
        let tcp = TcpSocket::new_v4()?;
        if let Some(bytes) = buffer {
            tcp.set_recv_buffer_size(bytes)?;
        }
        let tcp = tcp.connect(place.address).await?;
        tcp.set_nodelay(true)?;
        let origin = format!("http://{}", place.address);
        let mut request = format!("ws://{}{}", place.address, place.path).into_client_request()?;
        let value = |text: &str| HeaderValue::from_str(text).map_err(|_| Failure::Header);
        request.headers_mut().insert("origin", value(&origin)?);
        if let Some(cookie) = &place.cookie {
            request.headers_mut().insert("cookie", value(cookie)?);
        }
        // Thousands of clients share this process.
        let config = WebSocketConfig::default()
            .read_buffer_size(16 * 1024)
            .max_message_size(None)
            .max_frame_size(None);
        let (mut socket, _) = client_async_with_config(request, tcp, Some(config)).await?;
        for message in place.speech.greeting() {
            socket.feed(Message::Binary(message.into())).await?;
        }
        socket.flush().await?;
        Ok(Client { socket, speech: place.speech.clone() })
    }

    /// The next message. May be dropped while it waits.
    pub async fn next(&mut self) -> Result<Heard, Failure> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Binary(bytes))) => {
                    return self.speech.hear(&bytes).ok_or(Failure::Unreadable);
                }
                Some(Ok(Message::Close(frame))) => {
                    return Err(Failure::Closed(frame.map_or(0, |frame| frame.code.into())));
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error.into()),
                None => return Err(Failure::Closed(0)),
            }
        }
    }

    /// What every client does with some messages, whatever it is here for.
    pub async fn answer(&mut self, heard: &Heard) -> Result<(), Failure> {
        match (heard, self.speech.nothing()) {
            (Heard::Asked, Some(nothing)) => self.send(nothing).await,
            (Heard::Refused, _) => Err(Failure::Refused),
            _ => Ok(()),
        }
    }

    /// Reads until everything expected has come; returns all content.
    pub async fn sync(&mut self, expected: &Known) -> Result<Vec<Bytes>, Failure> {
        let mut known = Known::default();
        let mut content = Vec::new();
        loop {
            let heard = self.next().await?;
            self.answer(&heard).await?;
            if let Heard::Content(update) = heard {
                known.take(&scan(&update).ok_or(Failure::Unreadable)?);
                content.push(update);
                if known.covers(expected) {
                    return Ok(content);
                }
            }
        }
    }

    pub async fn edit(&mut self, no: u64, update: &[u8]) -> Result<(), Failure> {
        let message = self.speech.edit(no, update);
        self.send(message).await
    }

    pub async fn announce(&mut self, client: u64, clock: u32, state: &str) -> Result<(), Failure> {
        let message = self.speech.presence(client, clock, state);
        self.send(message).await
    }

    async fn send(&mut self, message: Vec<u8>) -> Result<(), Failure> {
        Ok(self.socket.send(Message::Binary(message.into())).await?)
    }
}
