//! A session of concertation from outside: who facilitates it, its wall, its phones. Owns: [`Hall`],
//! [`Wall`], [`Phone`]. Does not know: how many there are, what is measured of them.

use crate::events::Events;
use crate::failure::Failure;
use crate::http;
use crate::measure::Latencies;
use crate::servers::Server;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// A session, with the cookie of who facilitates it.
pub struct Hall {
    pub address: SocketAddr,
    head: String,
    pub id: String,
    code: String,
}

impl Hall {
    pub async fn begin(server: &Server) -> Result<Hall, Failure> {
        let wrong = |what| Failure::Http(what, "something else".to_owned());
        let address = server.address();
        let head = server.cookie().ok_or_else(|| wrong("the head"))?.to_owned();
        let dossier = server.dossier().ok_or_else(|| wrong("the dossier"))?;
        let fields = [
            ("title", "Soirée de mesure"),
            ("place", "Préau"),
            ("questions", "Que manque-t-il à la cour ?"),
            ("plan", "10 Accueil\n20 Idées"),
        ];
        let path = format!("/dossiers/{dossier}/seances");
        let begun = http::post(address, &path, Some(&head), &fields).await?;
        let location = begun.location.unwrap_or_default();
        let id = location.strip_prefix("/seances/").and_then(|rest| rest.strip_suffix("/animer"));
        let id = id.ok_or_else(|| wrong("a new session"))?.to_owned();
        let (_, wall) = http::get(address, &format!("/mur/{id}"), Some(&head)).await?;
        let code = wall.split_once("wall-code-large").and_then(|(_, rest)| rest.split_once("</p>"));
        let code = code.and_then(|(code, _)| code.rsplit('>').next()).unwrap_or_default();
        let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        if code.len() != 6 {
            return Err(wrong("the code on the wall"));
        }
        Ok(Hall { address, head, id, code })
    }

    /// Presses a button of the remote.
    pub async fn press(&self, act: &str, each: &str) -> Result<(), Failure> {
        let path = format!("/seances/{}/animer", self.id);
        let fields = [("act", act), ("each", each)];
        match http::press(self.address, &path, Some(&self.head), &fields).await? {
            true => Ok(()),
            false => Err(Failure::Http("the remote", act.to_owned())),
        }
    }

    /// What `wall` or `remote` is told.
    pub async fn follow(&self, whom: &str) -> Result<Events, Failure> {
        let path = format!("/seances/{}/flux?for={whom}", self.id);
        Events::open(self.address, &path, Some(&self.head)).await
    }
}

/// What the wall has shown, and how long after it was sent.
#[derive(Default)]
pub struct Wall {
    /// Sent and not shown yet.
    ideas: RefCell<HashMap<String, Instant>>,
    /// Written and not shown yet.
    pub edits: RefCell<HashMap<String, Instant>>,
    /// When each participant's first ballot was sent.
    ballots: RefCell<Vec<Instant>>,
    pub voters: Cell<usize>,
    /// The last screen.
    pub screen: RefCell<String>,
    pub idea_latency: RefCell<Latencies>,
    pub edit_latency: RefCell<Latencies>,
    pub ballot_latency: RefCell<Latencies>,
}

impl Wall {
    pub async fn watch(&self, mut events: Events) {
        while let Ok(Some(event)) = events.next().await {
            let now = Instant::now();
            let told = serde_json::from_str::<Value>(&event).unwrap_or_default();
            if let Some(screen) = told.get("screen") {
                let screen = spliced(&self.screen.borrow(), screen);
                self.shows(screen, now);
            }
        }
    }

    fn shows(&self, screen: String, now: Instant) {
        let seen = [(&self.ideas, &self.idea_latency), (&self.edits, &self.edit_latency)];
        for (waiting, latency) in seen {
            waiting.borrow_mut().retain(|words, sent| {
                let is_shown = screen.contains(words.as_str());
                if is_shown {
                    latency.borrow_mut().push((now - *sent).as_nanos() as u64);
                }
                !is_shown
            });
        }
        let voters = screen.split_once(" votant").map_or("", |(before, _)| before);
        let digits = voters.rsplit(|sign: char| !sign.is_ascii_digit()).next();
        let voters = digits.and_then(|digits| digits.parse().ok()).unwrap_or(0);
        // The first so many that are counted are taken to be those that were sent first.
        for sent in self.ballots.borrow().iter().take(voters).skip(self.voters.get()) {
            self.ballot_latency.borrow_mut().push((now - *sent).as_nanos() as u64);
        }
        self.voters.set(voters.max(self.voters.get()));
        self.screen.replace(screen);
    }

    /// Waits until that is so, or for so long.
    pub async fn until(&self, is_so: impl Fn(&Wall) -> bool, patience: Duration) {
        let start = Instant::now();
        while !is_so(self) && start.elapsed() < patience {
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Whether every idea that was sent has been shown.
    pub fn has_all(&self) -> bool {
        self.ideas.borrow().is_empty()
    }
}

/// A part as a page takes it: whole, or what stands in the place of what, in UTF-16 units.
fn spliced(before: &str, told: &Value) -> String {
    let whole = || told.as_str().unwrap_or_default().to_owned();
    let Some([at, gone, words]) = told.as_array().map(Vec::as_slice) else { return whole() };
    let number = |value: &Value| value.as_u64().and_then(|one| usize::try_from(one).ok());
    let Some((at, gone)) = number(at).zip(number(gone)) else { return whole() };
    let mut units: Vec<u16> = before.encode_utf16().collect();
    if at + gone <= units.len() {
        units.splice(at..at + gone, words.as_str().unwrap_or_default().encode_utf16());
    }
    String::from_utf16_lossy(&units)
}

/// A guest's phone that is in.
pub struct Phone {
    cookie: String,
    pub number: usize,
}

impl Phone {
    /// Comes in as a phone does: the page that the QR code opens, the form, the session's page, its
    /// events, up to the first of them. With the bytes of the session's page.
    pub async fn join(hall: &Hall, number: usize) -> Result<(Phone, Events, usize), Failure> {
        let door = format!("/s/{}", hall.code);
        let (asked, _) = http::get(hall.address, &door, None).await?;
        if asked.status != 200 {
            return Err(Failure::Http("the door", asked.status.to_string()));
        }
        let name = format!("Table {number}");
        let quality = ["parents", "teachers", "pupils", "other"][number % 4];
        let fields = [("name", name.as_str()), ("quality", quality), ("seat", "")];
        let entered = http::post(hall.address, &door, None, &fields).await?;
        let cookie = entered.cookie.filter(|_| entered.status == 303);
        let cookie = cookie.ok_or(Failure::Http("coming in", entered.status.to_string()))?;
        let page = format!("/seances/{}", hall.id);
        let (shown, html) = http::get(hall.address, &page, Some(&cookie)).await?;
        if shown.status != 200 {
            return Err(Failure::Http("a phone's page", shown.status.to_string()));
        }
        let path = format!("{page}/flux?for=phone");
        let mut events = Events::open(hall.address, &path, Some(&cookie)).await?;
        events.next().await?;
        Ok((Phone { cookie, number }, events, html.len()))
    }

    /// Sends its idea, `times` times with the same id.
    pub async fn say(&self, hall: &Hall, wall: &Wall, times: usize) -> Result<bool, Failure> {
        let words = words(self.number);
        let id = format!("{:032x}", 0x4000_8000_0000_0000_0000_u128 + self.number as u128);
        let path = format!("/seances/{}/idees", hall.id);
        wall.ideas.borrow_mut().insert(words.clone(), Instant::now());
        let fields = [("words", words.as_str()), ("id", &id)];
        let mut done = true;
        for _ in 0..times {
            done &= http::press(hall.address, &path, Some(&self.cookie), &fields).await?;
        }
        Ok(done)
    }

    /// Casts its ballot, `times` times, two dots and one.
    pub async fn vote(
        &self,
        hall: &Hall,
        wall: &Wall,
        vote: &str,
        options: usize,
        times: usize,
    ) -> Result<bool, Failure> {
        let path = format!("/seances/{}/bulletins/{vote}", hall.id);
        let first = format!("o{}", self.number % options);
        let second = format!("o{}", (self.number + 1) % options);
        let fields = [(first.as_str(), "2"), (&second, "1")];
        wall.ballots.borrow_mut().push(Instant::now());
        let mut done = true;
        for _ in 0..times {
            done &= http::press(hall.address, &path, Some(&self.cookie), &fields).await?;
        }
        Ok(done)
    }
}

/// What a phone says, found again on the wall.
pub fn words(number: usize) -> String {
    format!("Un banc de plus, le no {number:04}.")
}
