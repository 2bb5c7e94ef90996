//! Connections that take their time to ask, and sockets that show no sign of life.

use crate::process::{EDITOR, LEAD, Place, Process};
use crate::support::tab::METHOD;
use crate::support::wire::Way;
use dossier::sync::frame::Frame;
use futures_util::SinkExt;
use futures_util::future::join_all;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{interval, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;

/// Sends a beginning, then a byte a second, until the server hangs up; answers after how long, and
/// what it said.
async fn trickle(address: SocketAddr, beginning: &str, rest: u8) -> (Duration, String) {
    let then = Instant::now();
    let (mut read, mut write) = TcpStream::connect(address).await.unwrap().into_split();
    let beginning = beginning.to_owned();
    let sending = tokio::spawn(async move {
        write.write_all(beginning.as_bytes()).await.unwrap();
        let mut seconds = interval(Duration::from_secs(1));
        loop {
            seconds.tick().await;
            if write.write_all(&[rest]).await.is_err() {
                return;
            }
        }
    });
    let mut said = Vec::new();
    let _ = timeout(Duration::from_secs(60), read.read_to_end(&mut said)).await.expect("it ends");
    sending.abort();
    (then.elapsed(), String::from_utf8_lossy(&said).into_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_never_finishes_asking_is_hung_up_on() {
    let place = Place::new();
    let server = Process::start(&place).await;
    let lead = server.tab(LEAD, Way::Socket).await;
    let headers = "GET / HTTP/1.1\r\nhost: a\r\nx: ";
    let body = "POST /connexion HTTP/1.1\r\nhost: a\r\norigin: http://a\r\ncontent-length: 999\r\n\
                content-type: application/x-www-form-urlencoded\r\n\r\nemail=";
    let slow = (0..60).map(|_| trickle(server.address, headers, b'a'));
    let idle = trickle(server.address, "", b'\r');
    let honest = async {
        let mut worst = Duration::ZERO;
        for n in 0..100 {
            let then = Instant::now();
            lead.write(METHOD, 0, &format!("<{n}>"));
            lead.saved().await;
            worst = worst.max(then.elapsed());
        }
        worst
    };
    let (slow, idle, body, worst) =
        tokio::join!(join_all(slow), idle, trickle(server.address, body, b'a'), honest);
    for (took, _) in slow.iter().chain([&idle]) {
        assert!(*took > Duration::from_secs(8) && *took < Duration::from_secs(15), "{took:?}");
    }
    println!(
        "headers {:?}, nothing {:?}, body {:?}, meanwhile {worst:?}",
        slow[0].0, idle.0, body.0
    );
    assert!(body.0 < Duration::from_secs(35), "{:?}", body.0);
    assert!(body.1.starts_with("HTTP/1.1 503") || body.1.starts_with("HTTP/1.1 408"), "{}", body.1);
    assert!(worst < Duration::from_secs(2), "{worst:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes a minute; `cargo test -- --include-ignored`"]
async fn who_shows_no_sign_of_life_is_let_go() {
    let place = Place::new();
    let server = Process::start(&place).await;
    let lead = server.tab(LEAD, Way::Socket).await;
    let then = Instant::now();
    let path = format!("/dossiers/{}/live", lead.dossier);
    let mut silent = server.pass(EDITOR.0).await.dial(&path).await.unwrap();
    let hello = Frame::Hello { protocol: dossier::sync::PROTOCOL };
    silent.send(Message::Binary(hello.encode().into())).await.unwrap();
    lead.until("the silent one to be there", |lead| lead.people.len() == 2).await;
    // From now on it neither reads nor answers a ping, as a computer that was closed.
    while lead.state().people.len() == 2 {
        assert!(then.elapsed() < Duration::from_secs(60), "{:?}", then.elapsed());
        sleep(Duration::from_millis(100)).await;
    }
    println!("let go after {:?}", then.elapsed());
    assert!(then.elapsed() > Duration::from_secs(44) && then.elapsed() < Duration::from_secs(50));
    lead.write(METHOD, 0, "<still there>");
    lead.saved().await;
    assert_eq!(lead.state().ended, None, "who answers pings stays");
}
