//! One websocket: who may open it, its limits, its life. Owns: [`upgrade`], [`upgrade_plain`]. Must not know: what a
//! frame means.

use super::Rooms;
use super::actor::Outbox;
use super::allowance::{Allowance, Verdict};
use super::speech::Speech;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use bytes::Bytes;
use dossier::form::SectionId;
use dossier::sync::close;
use dossier::sync::frame::MAX_FRAME;
use dossier::sync::room::Who;
use futures_util::SinkExt;
use futures_util::stream::{SplitSink, StreamExt};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

/// Frames that may wait for a reader.
const OUTBOX: usize = 512;
const PING: Duration = Duration::from_secs(20);
/// A connection that shows no sign of life for this long is over.
const SILENCE: Duration = Duration::from_secs(45);
const WRITE: Duration = Duration::from_secs(10);

/// Takes over a tab's connection, whose origin, session and membership were checked.
pub fn upgrade(rooms: Rooms, dossier: String, who: Who, upgrade: WebSocketUpgrade) -> Response {
    take_over(rooms, dossier, who, Speech::Frames, upgrade)
}

/// Takes over the connection of another Yjs client to one section.
pub fn upgrade_plain(
    rooms: Rooms,
    dossier: String,
    section: SectionId,
    who: Who,
    upgrade: WebSocketUpgrade,
) -> Response {
    take_over(rooms, dossier, who, Speech::Plain(section), upgrade)
}

fn take_over(
    rooms: Rooms,
    dossier: String,
    who: Who,
    speech: Speech,
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade.max_message_size(MAX_FRAME).max_frame_size(MAX_FRAME).on_upgrade(move |socket| {
        rooms.clone().until_stopped(live(rooms, dossier, who, speech, socket))
    })
}

async fn live(rooms: Rooms, dossier: String, who: Who, speech: Speech, socket: WebSocket) {
    let (mut sink, mut stream) = socket.split();
    let (frames, outbox) = mpsc::channel(OUTBOX);
    let (close, closing) = watch::channel(None);
    let outbox_of_room = Outbox { frames, close: Arc::new(close) };
    let seat = match rooms.join(&dossier, who, speech.scope(), outbox_of_room.clone()).await {
        Ok(seat) => seat,
        Err(error) => {
            tracing::warn!(%dossier, %error, "a connection could not join");
            end(&mut sink, close::RESTART).await;
            return;
        }
    };
    let (alive, heard) = watch::channel(Instant::now());
    let mut writer = tokio::spawn(write(sink, speech, outbox, closing, heard));
    let mut allowance = Allowance::new(std::time::Instant::now());
    loop {
        let message = tokio::select! {
            message = stream.next() => message,
            // The room or a broken line ended the connection.
            _ = &mut writer => return drop(seat),
        };
        let Some(Ok(message)) = message else { break };
        alive.send_replace(Instant::now());
        match message {
            Message::Binary(bytes) => {
                match allowance.spend(bytes.len(), std::time::Instant::now()) {
                    Verdict::Pass => {}
                    // Not reading is what slows a sender down.
                    Verdict::Wait(pause) => tokio::time::sleep(pause).await,
                    Verdict::Flood => {
                        outbox_of_room.close.send_replace(Some(close::FLOOD));
                        break;
                    }
                }
                if let Some(frame) = speech.heard(bytes)
                    && seat.receive(frame).await.is_err()
                {
                    break;
                }
            }
            Message::Close(_) => break,
            // Text is not ours; pings are answered by the library.
            Message::Text(_) | Message::Ping(_) | Message::Pong(_) => {}
        }
    }
    drop(seat);
    drop(alive);
    let _ = writer.await;
}

async fn write(
    mut sink: SplitSink<WebSocket, Message>,
    speech: Speech,
    mut outbox: mpsc::Receiver<Bytes>,
    mut closing: watch::Receiver<Option<u16>>,
    mut heard: watch::Receiver<Instant>,
) {
    let mut pings = interval(PING);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let message = tokio::select! {
            frame = outbox.recv() => match frame.map(|frame| speech.said(frame)) {
                Some(Some(message)) => Message::Binary(message),
                Some(None) => continue,
                None => break,
            },
            _ = pings.tick() => {
                if heard.borrow().elapsed() > SILENCE {
                    break;
                }
                Message::Ping(Vec::new().into())
            }
            code = closed(&mut closing) => {
                end(&mut sink, code).await;
                return;
            }
            // The reading half is over.
            gone = heard.changed() => match gone {
                Ok(()) => continue,
                Err(_) => break,
            },
        };
        if !matches!(timeout(WRITE, sink.send(message)).await, Ok(Ok(()))) {
            break;
        }
    }
    let code = closing.borrow().unwrap_or(1000);
    end(&mut sink, code).await;
}

/// Resolves when the room ends the connection.
async fn closed(closing: &mut watch::Receiver<Option<u16>>) -> u16 {
    let code = closing.wait_for(Option::is_some).await;
    code.ok().and_then(|code| *code).unwrap_or(close::RESTART)
}

async fn end(sink: &mut SplitSink<WebSocket, Message>, code: u16) {
    let frame = CloseFrame { code, reason: "".into() };
    let _ = timeout(WRITE, sink.send(Message::Close(Some(frame)))).await;
}
