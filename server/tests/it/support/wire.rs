//! What carries frames between a test and the server: websockets as browsers open them, and the
//! HTTP channel. Owns: [`Pass`], [`Line`]. Does not know: what a frame means.

use dossier::sync::http_channel::Hearing;
use futures_util::SinkExt;
use futures_util::stream::{SplitSink, Stream, StreamExt};
use reqwest::Client;
use reqwest::header::{CONTENT_TYPE, COOKIE, ORIGIN, SET_COOKIE};
use reqwest::redirect::Policy;
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderName, HeaderValue};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

pub type Socket = WebSocketStream<TcpStream>;

/// A connection that ended without a close frame, as browsers report it.
pub const CUT: u16 = 1006;

/// A signed-in browser, as far as the server can tell.
#[derive(Clone, Debug)]
pub struct Pass {
    pub address: SocketAddr,
    pub cookie: String,
    client: Client,
}

impl Pass {
    pub async fn of(address: SocketAddr, email: &str, password: &str) -> Pass {
        let form = [("email", email), ("password", password)];
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let request = client.post(format!("http://{address}/connexion")).form(&form);
        let answer = request.header(ORIGIN, format!("http://{address}")).send().await.unwrap();
        let cookie = answer.headers().get(SET_COOKIE).expect("the password is right");
        let cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        Pass { address, cookie, client }
    }

    /// The same browser after the server came up again elsewhere.
    pub fn at(&self, address: SocketAddr) -> Pass {
        Pass { address, ..self.clone() }
    }

    pub fn get(&self, path: &str) -> reqwest::RequestBuilder {
        let address = format!("http://{}{path}", self.address);
        self.client.get(address).header(COOKIE, &self.cookie)
    }

    /// A request as a page of the server's own makes it.
    pub fn post(&self, path: &str) -> reqwest::RequestBuilder {
        let origin = format!("http://{}", self.address);
        let request = self.client.post(format!("{origin}{path}"));
        request.header(ORIGIN, origin).header(COOKIE, &self.cookie)
    }

    /// Opens a websocket, or answers the status of the refusal.
    pub async fn dial(&self, path: &str) -> Result<Socket, u16> {
        let origin = format!("http://{}", self.address);
        dial(self.address, path, &[("origin", &origin), ("cookie", &self.cookie)]).await
    }
}

pub async fn dial(
    address: SocketAddr,
    path: &str,
    headers: &[(&str, &str)],
) -> Result<Socket, u16> {
    let stream = TcpStream::connect(address).await.unwrap();
    dial_on(stream, path, headers).await
}

pub async fn dial_on(
    stream: TcpStream,
    path: &str,
    headers: &[(&str, &str)],
) -> Result<Socket, u16> {
    stream.set_nodelay(true).unwrap();
    let address = stream.peer_addr().unwrap();
    let mut request = format!("ws://{address}{path}").into_client_request().unwrap();
    for (name, value) in headers {
        let name: HeaderName = name.parse().unwrap();
        request.headers_mut().insert(name, HeaderValue::from_str(value).unwrap());
    }
    match client_async(request, stream).await {
        Ok((socket, _)) => Ok(socket),
        Err(Error::Http(response)) => Err(response.status().as_u16()),
        Err(_) => Err(0),
    }
}

/// What comes from the server.
#[derive(Debug, PartialEq)]
pub enum Heard {
    Frame(Vec<u8>),
    /// The end, with its close code.
    Closed(u16),
}

/// How a tab reaches the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Socket,
    Channel,
}

/// A tab's open connection. Dropping it cuts it, without a goodbye.
pub struct Line {
    pub heard: mpsc::Receiver<Heard>,
    mouth: Mouth,
    ear: JoinHandle<()>,
}

enum Mouth {
    Socket(SplitSink<Socket, Message>),
    Channel { pass: Pass, path: String },
}

impl Line {
    pub async fn open(pass: &Pass, dossier: &str, way: Way) -> Result<Line, u16> {
        let (tell, heard) = mpsc::channel(64);
        match way {
            Way::Socket => {
                let socket = pass.dial(&format!("/dossiers/{dossier}/live")).await?;
                let (mouth, mut stream) = socket.split();
                let ear = tokio::spawn(async move {
                    loop {
                        let said = hear(&mut stream).await;
                        let over = matches!(said, Heard::Closed(_));
                        if tell.send(said).await.is_err() || over {
                            return;
                        }
                    }
                });
                Ok(Line { heard, mouth: Mouth::Socket(mouth), ear })
            }
            Way::Channel => {
                let path = format!("/dossiers/{dossier}/canal");
                let answer = pass.post(&path).send().await.map_err(|_| CUT)?;
                if !answer.status().is_success() {
                    return Err(answer.status().as_u16());
                }
                let path = format!("{path}/{}", answer.text().await.map_err(|_| CUT)?);
                let waiting = pass.clone();
                let ask = format!("{path}/attente");
                let ear = tokio::spawn(async move {
                    let mut hearing = Hearing::default();
                    loop {
                        let asked = format!("{ask}?heard={}", hearing.heard());
                        let (number, body) = match ask_channel(&waiting, &asked, Vec::new()).await {
                            Ok(answer) => answer,
                            Err(code) => {
                                let _ = tell.send(Heard::Closed(code)).await;
                                return;
                            }
                        };
                        for frame in hearing.hear(number, &body).expect("a body is frames") {
                            if tell.send(Heard::Frame(frame.to_vec())).await.is_err() {
                                return;
                            }
                        }
                    }
                });
                Ok(Line { heard, mouth: Mouth::Channel { pass: pass.clone(), path }, ear })
            }
        }
    }

    pub async fn send(&mut self, frames: Vec<Vec<u8>>) -> Result<(), u16> {
        match &mut self.mouth {
            Mouth::Socket(sink) => {
                for frame in frames {
                    sink.feed(Message::Binary(frame.into())).await.map_err(|_| CUT)?;
                }
                sink.flush().await.map_err(|_| CUT)
            }
            Mouth::Channel { pass, path } => {
                let body = frames.iter().flat_map(|frame| body_of(frame)).collect();
                ask_channel(pass, &format!("{path}/envoi"), body).await.map(|_| ())
            }
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.ear.abort();
    }
}

/// The next frame of a websocket, or its end.
pub async fn hear(stream: &mut (impl Stream<Item = Result<Message, Error>> + Unpin)) -> Heard {
    loop {
        return match stream.next().await {
            Some(Ok(Message::Binary(frame))) => Heard::Frame(frame.into()),
            Some(Ok(Message::Close(Some(frame)))) => Heard::Closed(frame.code.into()),
            // The library answers them.
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
            _ => Heard::Closed(CUT),
        };
    }
}

/// A frame as the channel carries it.
pub fn body_of(frame: &[u8]) -> Vec<u8> {
    [&(frame.len() as u32).to_le_bytes()[..], frame].concat()
}

/// The number and the body of an answer; the number is 0 where the request only sends.
async fn ask_channel(pass: &Pass, path: &str, body: Vec<u8>) -> Result<(u64, Vec<u8>), u16> {
    let request = pass.post(path).header(CONTENT_TYPE, "application/octet-stream").body(body);
    let answer = request.send().await.map_err(|_| CUT)?;
    if let Some(code) = answer.headers().get("x-channel-ended") {
        return Err(code.to_str().unwrap().parse().unwrap());
    }
    if !answer.status().is_success() {
        return Err(answer.status().as_u16());
    }
    let number = answer.headers().get("x-channel-answer");
    let number = number.map_or(0, |number| number.to_str().unwrap().parse().unwrap());
    answer.bytes().await.map(|body| (number, body.to_vec())).map_err(|_| CUT)
}
