//! One websocket: who may open it, its limits, its life. Owns: [`upgrade`], [`upgrade_plain`]. Does
//! not know: what a frame means.

use super::live_connections::{Entry, Whose};
use super::outbox::{Closer, Next, Outbox, Outgoing, outbox};
use super::wire::Speech;
use super::{RoomError, Rooms, Seat, lock};
use crate::limits::connection::{Allowance, Verdict};
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use bytes::Bytes;
use dossier::form::SectionId;
use dossier::sync::close;
use dossier::sync::frame::MAX_FRAME;
use dossier::sync::room::Who;
use futures_util::SinkExt;
use futures_util::stream::{SplitSink, SplitStream, StreamExt};
use std::pin::pin;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout};

/// What a connection holds in memory while it says nothing, and what is read of it at once, bytes;
/// longer frames grow it. The library's own size would be a quarter of a gigabyte for two thousand
/// silent tabs.
const READ_BUFFER: usize = 1024;
const PING: Duration = Duration::from_secs(20);
/// A connection that shows no sign of life for this long is over.
const SILENCE: Duration = Duration::from_secs(45);
const WRITE: Duration = Duration::from_secs(10);
/// A connection that ended as connections do.
const NORMAL: u16 = 1000;
/// Frames that go out before pings and closing have their turn.
const AT_ONCE: usize = 64;
/// How long a client that was told the end may still speak. Were the connection dropped while it
/// does, the network would throw away what it was told.
const GOODBYE: Duration = Duration::from_secs(1);

/// Takes over a tab's connection, whose origin, session and membership were checked; one that is
/// refused is only told the code.
pub fn upgrade(
    rooms: Rooms,
    dossier: String,
    who: Who,
    refusal: Option<u16>,
    whose: Whose,
    upgrade: WebSocketUpgrade,
) -> Result<Response, RoomError> {
    take_over(rooms, dossier, who, refusal, whose, Speech::Frames, upgrade)
}

/// Takes over the connection of another Yjs client to one section.
pub fn upgrade_plain(
    rooms: Rooms,
    dossier: String,
    section: SectionId,
    who: Who,
    whose: Whose,
    upgrade: WebSocketUpgrade,
) -> Result<Response, RoomError> {
    take_over(rooms, dossier, who, None, whose, Speech::Plain(section), upgrade)
}

fn take_over(
    rooms: Rooms,
    dossier: String,
    who: Who,
    refusal: Option<u16>,
    whose: Whose,
    speech: Speech,
    upgrade: WebSocketUpgrade,
) -> Result<Response, RoomError> {
    let (outbox, outgoing) = outbox();
    let entry = rooms.inner.connections.enter(whose, outbox.closer());
    let entry = entry.ok_or(RoomError::Crowded)?;
    let connection =
        Box::new(Connection { dossier, who, refusal, speech, outbox, outgoing, _entry: entry });
    let upgrade =
        upgrade.max_message_size(MAX_FRAME).max_frame_size(MAX_FRAME).read_buffer_size(READ_BUFFER);
    Ok(upgrade.on_upgrade(move |socket| {
        // The halves share what is behind them: a future that owned it would hold it twice.
        let halves = socket.split();
        rooms.clone().track(connection.live(rooms, halves))
    }))
}

type Halves = (SplitSink<WebSocket, Message>, SplitStream<WebSocket>);

struct Connection {
    dossier: String,
    who: Who,
    refusal: Option<u16>,
    speech: Speech,
    outbox: Outbox,
    outgoing: Outgoing,
    _entry: Entry,
}

impl Connection {
    async fn live(self: Box<Self>, rooms: Rooms, (mut sink, mut stream): Halves) {
        let Connection { dossier, who, refusal, speech, outbox, outgoing, _entry } = *self;
        if let Some(code) = refusal {
            return end(&mut sink, code).await;
        }
        let closer = outbox.closer();
        let seat = match rooms.join(&dossier, who, speech.scope(), outbox).await {
            Ok(seat) => seat,
            Err(RoomError::Away) => return end(&mut sink, close::FLOOD).await,
            Err(error) => {
                tracing::warn!(%dossier, %error, "a connection could not join");
                end(&mut sink, close::RESTART).await;
                return;
            }
        };
        let heard = Heard::default();
        // One task for both halves: most connections are silent, and cost what a task costs.
        {
            let mut writing = pin!(write(sink, speech, outgoing, &heard));
            tokio::select! {
                code = read(&mut stream, speech, &seat, &closer, &heard) => {
                    // Before the room lets go of the outbox, which would say another code.
                    closer.close(code);
                    drop(seat);
                    writing.await;
                }
                // The room or a broken line ended the connection.
                () = &mut writing => drop(seat),
            }
        }
        let _ = timeout(GOODBYE, async { while let Some(Ok(_)) = stream.next().await {} }).await;
    }
}

/// When the client was last heard.
struct Heard(Mutex<Instant>);

impl Default for Heard {
    fn default() -> Heard {
        Heard(Mutex::new(Instant::now()))
    }
}

impl Heard {
    fn now(&self) {
        *lock(&self.0) = Instant::now();
    }

    fn last(&self) -> Instant {
        *lock(&self.0)
    }
}

/// Hands what the client says to the room, until it says no more; answers the close code.
async fn read(
    stream: &mut SplitStream<WebSocket>,
    speech: Speech,
    seat: &Seat,
    closer: &Closer,
    heard: &Heard,
) -> u16 {
    let mut allowance = Allowance::new(std::time::Instant::now());
    while let Some(message) = stream.next().await {
        let message = match message {
            Ok(Message::Close(_)) => break,
            Ok(message) => message,
            // Too long, or no websocket frame at all.
            Err(_) => return close::UNREADABLE,
        };
        heard.now();
        allowance.owe(closer.owed());
        match allowance.spend(length(&message), std::time::Instant::now()) {
            Verdict::Pass => {}
            // Not reading is what slows a sender down.
            Verdict::Wait(pause) => tokio::time::sleep(pause).await,
            Verdict::Flood => return close::FLOOD,
        }
        // Text is not ours; pings are answered by the library.
        if let Message::Binary(bytes) = message
            && let Some(frame) = speech.decode(bytes)
            && seat.receive(frame).await.is_err()
        {
            return close::COME_BACK;
        }
    }
    NORMAL
}

fn length(message: &Message) -> usize {
    match message {
        Message::Binary(bytes) | Message::Ping(bytes) | Message::Pong(bytes) => bytes.len(),
        Message::Text(text) => text.len(),
        Message::Close(_) => 0,
    }
}

async fn write(
    mut sink: SplitSink<WebSocket, Message>,
    speech: Speech,
    mut outgoing: Outgoing,
    heard: &Heard,
) {
    let mut ping = Instant::now() + PING;
    // One clock for pings and for silence, set anew when it strikes and not with each frame.
    let mut clock = pin!(sleep_until(ping));
    let code = loop {
        tokio::select! {
            next = outgoing.next() => match next {
                Next::Frame(frame) => {
                    if frames(&mut sink, speech, &mut outgoing, frame).await.is_err() {
                        break close::COME_BACK;
                    }
                }
                Next::End(code) => break code,
            },
            () = &mut clock => {
                let (now, silent) = (Instant::now(), heard.last() + SILENCE);
                if now >= silent {
                    break close::COME_BACK;
                }
                if now >= ping {
                    ping = now + PING;
                    if in_time(sink.send(Message::Ping(Bytes::new()))).await.is_err() {
                        break close::COME_BACK;
                    }
                }
                clock.as_mut().reset(ping.min(silent));
            }
        }
    };
    end(&mut sink, code).await;
}

/// The line takes nothing any more.
struct Stuck;

/// Sends a frame and those that wait behind it, in as few packets as they fit in.
async fn frames(
    sink: &mut SplitSink<WebSocket, Message>,
    speech: Speech,
    outgoing: &mut Outgoing,
    first: Bytes,
) -> Result<(), Stuck> {
    let waiting = std::iter::from_fn(|| outgoing.at_once());
    for frame in std::iter::once(first).chain(waiting).take(AT_ONCE) {
        if let Some(message) = speech.encode(frame) {
            in_time(sink.feed(Message::Binary(message))).await?;
        }
    }
    in_time(sink.flush()).await
}

async fn in_time(sending: impl Future<Output = Result<(), axum::Error>>) -> Result<(), Stuck> {
    timeout(WRITE, sending).await.ok().and_then(Result::ok).ok_or(Stuck)
}

async fn end(sink: &mut SplitSink<WebSocket, Message>, code: u16) {
    let frame = CloseFrame { code, reason: "".into() };
    let _ = timeout(WRITE, sink.send(Message::Close(Some(frame)))).await;
}
