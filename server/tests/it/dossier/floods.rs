//! Too much, too long, too slow, or no sense at all, on a server where others work.

use crate::site::access::{fill, with_everybody};
use crate::support::TestServer;
use crate::support::raw::Raw;
use crate::support::tab::{ABSTRACT, METHOD, Tab};
use crate::support::wire::{CUT, Heard, Pass, Socket, body_of, dial_on, hear};
use dossier::document::path::Path;
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::sync::close;
use dossier::sync::frame::{Frame, MAX_FRAME};
use futures_util::{SinkExt, StreamExt};
use std::pin::Pin;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

/// What a person notices.
const PROMPT: Duration = Duration::from_secs(2);

/// A client that goes on speaking while it is told why may miss it.
const CUT_OFF: [u16; 2] = [close::UNREADABLE, CUT];

/// Types, and waits until it is saved and the other one sees it.
async fn keystroke(writer: &Tab, reader: &Tab, words: &str) -> Duration {
    let then = Instant::now();
    writer.write(ABSTRACT, 0, words);
    writer.saved().await;
    reader.sees(ABSTRACT, words).await;
    then.elapsed()
}

/// Types while `trouble` lasts; nobody notices anything.
async fn undisturbed<T>(
    server: &TestServer,
    what: &str,
    mut trouble: Pin<Box<impl Future<Output = T>>>,
) -> T {
    let writer = server.tab("head", Role::Head).await;
    let reader = server.tab("viewer", Role::Viewer).await;
    let mut times = vec![keystroke(&writer, &reader, "[before]").await];
    let done = loop {
        let words = format!("[{}]", times.len());
        tokio::select! {
            done = &mut trouble => break done,
            time = keystroke(&writer, &reader, &words) => times.push(time),
        }
    };
    times.push(keystroke(&writer, &reader, "[after]").await);
    times.sort();
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what}: {} keystrokes, median {median:?}, worst {worst:?}", times.len());
    // The worst one also tells how busy the machine is.
    assert!(median < PROMPT / 4 && worst < PROMPT * 3, "{median:?}, {worst:?} until it is seen");
    assert_eq!((writer.state().ended, reader.state().ended), (None, None));
    done
}

/// Says the same on a websocket until the server ends it; answers the code, and how often the
/// server answered.
async fn say_without_end(pass: &Pass, message: Message) -> (u16, usize) {
    let mut raw = Raw::open(pass).await;
    let (mut sink, mut stream) = (&mut raw.socket).split();
    let speaking = async {
        while sink.send(message.clone()).await.is_ok() {}
        std::future::pending::<()>().await;
    };
    let listening = async {
        let mut answers = 0;
        loop {
            match hear(&mut stream).await {
                Heard::Frame(frame) if frame[1..3] == [0, 1] => answers += 1,
                Heard::Frame(_) => {}
                Heard::Closed(code) => return (code, answers),
            }
        }
    };
    tokio::select! {
        () = speaking => unreachable!("it waits for ever"),
        end = listening => end,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_is_slowed_down_and_then_ended() {
    let server = with_everybody().await;
    let pass = server.pass("editor").await;
    let question = Frame::Step1 { section: SectionId::Summary, vector: vec![0] }.encode();
    let name = pass.post("/dossiers/d/canal").send().await.unwrap().text().await.unwrap();
    let body = body_of(&question).repeat(MAX_FRAME / 2 / (question.len() + 4));
    let nowhere = Frame::Here { json: b"null".to_vec() }.encode();
    let channel = pass.post(&format!("/dossiers/d/canal/{name}/envoi")).body(body).send();
    let ping = Message::Ping(vec![0; 125].into());
    let then = Instant::now();
    let floods = async {
        tokio::join!(
            say_without_end(&pass, Message::Binary(question.into())),
            say_without_end(&pass, Message::Binary(nowhere.into())),
            say_without_end(&pass, ping),
            channel,
        )
    };
    let ((questions, answers), (frames, _), (pings, _), channel) =
        undisturbed(&server, "floods", Box::pin(floods)).await;
    let channel = channel.unwrap();
    let channel = channel.headers()["x-channel-ended"].to_str().unwrap();
    assert_eq!((frames, pings, channel), (close::FLOOD, close::FLOOD, "1008"));
    // Who asks without end and does not read the answers may be ended for that first.
    assert!([close::FLOOD, close::COME_BACK].contains(&questions), "{questions}");
    assert!(answers < 600 + 100 * 12, "{answers} answers");
    assert!(then.elapsed() < Duration::from_secs(15), "{:?}", then.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frame_that_is_too_long_or_never_ends_is_cut_off() {
    let server = with_everybody().await;
    let pass = server.pass("editor").await;
    let trouble = async {
        let mut raw = Raw::open(&pass).await;
        raw.say_bytes(vec![0; MAX_FRAME + 1]).await;
        assert!(CUT_OFF.contains(&raw.end().await), "too long");

        // A message that begins and goes on with nothing, masked as clients must.
        let mut raw = Raw::open(&pass).await;
        let stream = raw.socket.get_mut();
        stream.write_all(&[0x02, 0x80, 1, 2, 3, 4]).await.unwrap();
        for _ in 0..100 {
            stream.write_all(&[0x00, 0x80, 1, 2, 3, 4].repeat(100)).await.unwrap();
        }
        stream.write_all(&[0x80, 0x80, 1, 2, 3, 4]).await.unwrap();
        assert_eq!(raw.end().await, close::UNREADABLE, "10,000 empty pieces");

        let mut raw = Raw::open(&pass).await;
        let stream = raw.socket.get_mut();
        let piece = [&[0x00, 0x80 | 126, 0xff, 0xff, 0, 0, 0, 0][..], &[0; 0xffff]].concat();
        stream.write_all(&[0x02, 0x80, 1, 2, 3, 4]).await.unwrap();
        for _ in 0..40 {
            if stream.write_all(&piece).await.is_err() {
                break;
            }
        }
        assert!(CUT_OFF.contains(&raw.end().await), "too long in pieces");
    };
    undisturbed(&server, "long frames", Box::pin(trouble)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers_have_an_end() {
    let server = TestServer::spawn().await;
    let fields: String = (0..200).map(|n| format!("x-{n}: a\r\n")).collect();
    for headers in [format!("x: {}\r\n", "a".repeat(1024 * 1024)), "x: a\r\n".repeat(5000), fields]
    {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let request = format!("GET / HTTP/1.1\r\nhost: a\r\n{headers}\r\n");
        // The server hangs up while it is being spoken to.
        let _ = stream.write_all(request.as_bytes()).await;
        let mut answer = Vec::new();
        let _ = timeout(PROMPT, stream.read_to_end(&mut answer)).await.expect("it hangs up");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
    assert_eq!(server.browser().get("/").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_that_stops_reading_is_closed_and_catches_up() {
    let server = TestServer::spawn_with(&[("PREAU_QUOTA_SECTION", "16")]).await;
    fill(&server).await;
    let lead = server.tab("lead", Role::Lead).await;
    let editor = server.tab("editor", Role::Editor).await;
    let mut slow = slow_reader(&server).await;
    lead.until("the slow reader to be there", |lead| lead.people.len() == 3).await;
    let trouble = async {
        let paste = "é".repeat(60_000);
        for _ in 0..60 {
            lead.write(METHOD, 0, &paste);
            lead.saved().await;
        }
        // Its line is full. Presence is sent piece by piece, so the queue fills with it.
        for n in 0..700 {
            let path = Path::field(if n % 2 == 0 { METHOD.1 } else { ABSTRACT.1 });
            let (section, who) = (SectionId::ALL[n % 5], if n % 2 == 0 { &lead } else { &editor });
            who.go(section, Some(path));
            tokio::task::yield_now().await;
        }
        lead.until("the slow reader to be gone", |lead| {
            !lead.people.values().any(|person| person.name.starts_with("partner"))
        })
        .await;
    };
    undisturbed(&server, "slow reader", Box::pin(trouble)).await;
    let mut frames = 0;
    let code = loop {
        match timeout(Duration::from_secs(20), hear(&mut slow)).await.expect("it is told") {
            Heard::Frame(_) => frames += 1,
            Heard::Closed(code) => break code,
        }
    };
    assert_eq!(code, close::COME_BACK, "after {frames} frames");
    lead.write(METHOD, 0, "[meanwhile]");
    let partner = server.tab("partner", Role::Partner).await;
    partner.sees(METHOD, "[meanwhile]").await;
    assert_eq!(partner.words(METHOD), lead.words(METHOD), "it catches up whole");
}

/// A connection whose owner will not read, with little room on the way. With the least that the
/// system allows, its reading on would be at the pace of the system's probes.
async fn slow_reader(server: &TestServer) -> Socket {
    let pass = server.pass("partner").await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 * 1024).unwrap();
    let stream = socket.connect(server.address).await.unwrap();
    let origin = format!("http://{}", server.address);
    let headers = [("origin", origin.as_str()), ("cookie", pass.cookie.as_str())];
    let mut socket = dial_on(stream, "/dossiers/d/live", &headers).await.unwrap();
    let hello = Frame::Hello { protocol: dossier::sync::PROTOCOL };
    let question = Frame::Step1 { section: METHOD.0, vector: vec![0] };
    for frame in [hello, question] {
        socket.send(Message::Binary(frame.encode().into())).await.unwrap();
    }
    socket
}
