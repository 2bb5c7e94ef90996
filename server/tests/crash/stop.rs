//! The server is asked to stop, or stands still for a while, while everybody works.

use crate::chance;
use crate::kill::{eight_typists, nothing_is_lost, type_until};
use crate::process::{EDITOR, HEAD, LEAD, Place, Process, first_dossier};
use crate::support::tab::METHOD;
use crate::support::wire::{CUT, Heard, Way, hear};
use crate::typing::Expected;
use dossier::form::SectionId;
use dossier::sync::close;
use dossier::sync::frame::Frame;
use futures_util::SinkExt;
use futures_util::future::join_all;
use rustix::process::Signal;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::sleep;
use tokio_tungstenite::tungstenite::Message;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_to_stop_it_stops_soon_and_in_order() {
    let mut rng = chance("stop");
    let place = Place::new();
    let mut server = Process::start(&place).await;
    let mut typists = eight_typists(&server, &mut rng).await;
    // Some who will not have finished when it stops: half a request, half a body, a silent socket.
    let mut half = TcpStream::connect(server.address).await.unwrap();
    half.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n").await.unwrap();
    let mut body = TcpStream::connect(server.address).await.unwrap();
    let head = "POST /connexion HTTP/1.1\r\nhost: a\r\norigin: http://a\r\ncontent-length: 99\r\n\
                content-type: application/x-www-form-urlencoded\r\n\r\nemail=";
    body.write_all(head.as_bytes()).await.unwrap();
    let tab = &typists[0].tab;
    let silent = tab.pass.dial(&format!("/dossiers/{}/live", tab.dossier)).await.unwrap();
    let mut ended = None;
    type_until(&mut typists, 250, async || ended = Some(server.stop().await)).await;
    let (status, took) = ended.unwrap();
    println!("stopped after {took:?}");
    assert!(status.success(), "{status}: {}", server.log());
    assert!(took < Duration::from_secs(5), "{took:?}: {}", server.log());
    for typist in &typists {
        let ended = typist.tab.state().ended;
        // Between two requests there is nobody to tell.
        let between = typist.tab.way == Way::Channel && ended == Some(CUT);
        assert!(ended == Some(close::RESTART) || between, "{}: {ended:?}", typist.tab.name);
    }
    drop((half, body, silent));
    let expected = Expected::of(&typists);
    let server = Process::start(&place).await;
    nothing_is_lost(&server, &mut typists, &expected).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_goes_on_where_it_stood_still() {
    let place = Place::new();
    let server = Process::start(&place).await;
    let lead = server.tab(LEAD, Way::Socket).await;
    let editor = server.tab(EDITOR, Way::Channel).await;
    server.signal(Signal::STOP);
    for n in 0..50 {
        lead.write(METHOD, 0, &format!("<l{n}>"));
        editor.write(METHOD, 0, &format!("<e{n}>"));
    }
    sleep(Duration::from_secs(2)).await;
    assert_eq!(lead.state().device.len(), 50);
    server.signal(Signal::CONT);
    let then = Instant::now();
    for tab in [&lead, &editor] {
        tab.saved().await;
        for n in 0..50 {
            tab.sees(METHOD, &format!("<l{n}>")).await;
            tab.sees(METHOD, &format!("<e{n}>")).await;
        }
    }
    assert!(then.elapsed() < Duration::from_secs(3), "{:?}", then.elapsed());
    assert_eq!(lead.words(METHOD), editor.words(METHOD));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_may_come_back_at_once() {
    let place = Place::new();
    let mut server = Process::start(&place).await;
    let mut passes = Vec::new();
    for n in 0..10 {
        passes.push(server.pass([LEAD, EDITOR, HEAD][n % 3].0).await);
    }
    let dossier = first_dossier(&passes[0]).await;
    let path = format!("/dossiers/{dossier}/live");
    server.kill().await;
    let server = Process::start(&place).await;
    let then = Instant::now();
    let back = (0..300).map(|n| {
        let (pass, path) = (passes[n % passes.len()].at(server.address), &path);
        async move {
            let mut socket = pass.dial(path).await.unwrap();
            let hello = Frame::Hello { protocol: dossier::sync::PROTOCOL };
            let questions = SectionId::ALL.map(|section| Frame::Step1 { section, vector: vec![0] });
            for frame in [hello].into_iter().chain(questions) {
                socket.feed(Message::Binary(frame.encode().into())).await.unwrap();
            }
            socket.flush().await.unwrap();
            let mut answered = 0;
            while answered < SectionId::ALL.len() {
                match hear(&mut socket).await {
                    Heard::Frame(frame) if frame[1..3] == [0, 1] => answered += 1,
                    Heard::Frame(_) => {}
                    Heard::Closed(code) => panic!("closed with {code}"),
                }
            }
            // They all stay until the last one is there.
            socket
        }
    });
    let sockets = join_all(back).await;
    println!("{} are back after {:?}", sockets.len(), then.elapsed());
    assert!(then.elapsed() < Duration::from_secs(15), "{:?}", then.elapsed());
    assert!(!server.log().contains("ERROR"), "{}", server.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_it_keeps_is_nobody_else_s_to_read() {
    let place = Place::new();
    let data = place.data();
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, Permissions::from_mode(0o755)).unwrap();
    let server = Process::start(&place).await;
    server.pass(HEAD.0).await;
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700, "also one that was there");
    for file in data.read_dir().unwrap() {
        let path = file.unwrap().path();
        assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
    }
}
