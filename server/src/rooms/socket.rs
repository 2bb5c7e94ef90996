//! One websocket: who may open it, its limits, its life. Owns: [`upgrade`], [`upgrade_plain`]. Must not know: what a
//! frame means.

use super::allowance::{Allowance, Verdict};
use super::outbox::{Next, Outbox, Outgoing, outbox};
use super::sessions::Entry;
use super::speech::Speech;
use super::{RoomError, Rooms};
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use bytes::Bytes;
use dossier::form::SectionId;
use dossier::sync::close;
use dossier::sync::frame::MAX_FRAME;
use dossier::sync::room::Who;
use futures_util::SinkExt;
use futures_util::stream::{SplitSink, StreamExt};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};

/// What a connection holds in memory while it says nothing, bytes; longer frames grow it. The
/// library's own size would be a quarter of a gigabyte for two thousand silent tabs.
const READ_BUFFER: usize = 4 * 1024;
const PING: Duration = Duration::from_secs(20);
/// A connection that shows no sign of life for this long is over.
const SILENCE: Duration = Duration::from_secs(45);
const WRITE: Duration = Duration::from_secs(10);
/// Frames that go out before pings and closing have their turn.
const AT_ONCE: usize = 64;
/// How long a client that was told the end may still speak. Were the connection dropped while it
/// does, the network would throw away what it was told.
const GOODBYE: Duration = Duration::from_secs(1);

/// Takes over a tab's connection, whose origin, session and membership were checked.
pub fn upgrade(
    rooms: Rooms,
    dossier: String,
    who: Who,
    session: &str,
    upgrade: WebSocketUpgrade,
) -> Result<Response, RoomError> {
    take_over(rooms, dossier, who, session, Speech::Frames, upgrade)
}

/// Takes over the connection of another Yjs client to one section.
pub fn upgrade_plain(
    rooms: Rooms,
    dossier: String,
    section: SectionId,
    who: Who,
    session: &str,
    upgrade: WebSocketUpgrade,
) -> Result<Response, RoomError> {
    take_over(rooms, dossier, who, session, Speech::Plain(section), upgrade)
}

fn take_over(
    rooms: Rooms,
    dossier: String,
    who: Who,
    session: &str,
    speech: Speech,
    upgrade: WebSocketUpgrade,
) -> Result<Response, RoomError> {
    let (outbox, outgoing) = outbox();
    let entry = rooms.inner.sessions.enter(session, outbox.closer()).ok_or(RoomError::Crowded)?;
    let connection = Connection { dossier, who, speech, outbox, outgoing, _entry: entry };
    let upgrade =
        upgrade.max_message_size(MAX_FRAME).max_frame_size(MAX_FRAME).read_buffer_size(READ_BUFFER);
    Ok(upgrade
        .on_upgrade(move |socket| rooms.clone().until_stopped(connection.live(rooms, socket))))
}

struct Connection {
    dossier: String,
    who: Who,
    speech: Speech,
    outbox: Outbox,
    outgoing: Outgoing,
    _entry: Entry,
}

impl Connection {
    async fn live(self, rooms: Rooms, socket: WebSocket) {
        let Connection { dossier, who, speech, outbox, outgoing, _entry } = self;
        let (mut sink, mut stream) = socket.split();
        let closer = outbox.closer();
        let seat = match rooms.join(&dossier, who, speech.scope(), outbox).await {
            Ok(seat) => seat,
            Err(error) => {
                tracing::warn!(%dossier, %error, "a connection could not join");
                end(&mut sink, close::RESTART).await;
                return;
            }
        };
        let (alive, heard) = watch::channel(Instant::now());
        let mut writer = tokio::spawn(write(sink, speech, outgoing, heard));
        let mut allowance = Allowance::new(std::time::Instant::now());
        loop {
            let message = tokio::select! {
                message = stream.next() => message,
                // The room or a broken line ended the connection.
                _ = &mut writer => break,
            };
            let message = match message {
                Some(Ok(Message::Close(_))) | None => break,
                Some(Ok(message)) => message,
                // Too long, or no websocket frame at all.
                Some(Err(_)) => {
                    closer.close(close::UNREADABLE);
                    break;
                }
            };
            alive.send_replace(Instant::now());
            match allowance.spend(length(&message), std::time::Instant::now()) {
                Verdict::Pass => {}
                // Not reading is what slows a sender down.
                Verdict::Wait(pause) => tokio::time::sleep(pause).await,
                Verdict::Flood => {
                    closer.close(close::FLOOD);
                    break;
                }
            }
            // Text is not ours; pings are answered by the library.
            if let Message::Binary(bytes) = message
                && let Some(frame) = speech.heard(bytes)
                && seat.receive(frame).await.is_err()
            {
                break;
            }
        }
        drop(seat);
        drop(alive);
        if !writer.is_finished() {
            let _ = writer.await;
        }
        let _ = timeout(GOODBYE, async { while let Some(Ok(_)) = stream.next().await {} }).await;
    }
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
    mut heard: watch::Receiver<Instant>,
) {
    let mut pings = interval(PING);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let code = loop {
        let silent = *heard.borrow_and_update() + SILENCE;
        let message = tokio::select! {
            next = outgoing.next() => match next {
                Next::Frame(frame) => match frames(&mut sink, speech, &mut outgoing, frame).await {
                    Ok(()) => continue,
                    Err(Stuck) => break close::COME_BACK,
                },
                Next::End(code) => break code,
            },
            _ = pings.tick() => Message::Ping(Vec::new().into()),
            () = sleep_until(silent) => break close::COME_BACK,
            gone = heard.changed() => match gone {
                Ok(()) => continue,
                // The reading half is over, and may have said why.
                Err(_) => break outgoing.said().unwrap_or(1000),
            },
        };
        if in_time(sink.send(message)).await.is_err() {
            break close::COME_BACK;
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
    // Whoever is being closed is not sent more of what made it slow.
    let waiting = std::iter::from_fn(|| outgoing.said().is_none().then(|| outgoing.at_once())?);
    for frame in std::iter::once(first).chain(waiting).take(AT_ONCE) {
        if let Some(message) = speech.said(frame) {
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
