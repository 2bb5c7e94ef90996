//! The servers under load: how each is started and where its documents are.
//! Owns: [`Kind`], [`Server`]. Does not know: the scenarios.

use crate::client::Place;
use crate::failure::Failure;
use crate::http;
use crate::process::{Folder, Process};
use crate::speech::Speech;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use tokio::process::Command;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Preau,
    Hocuspocus,
    YWebsocket,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Preau, Kind::Hocuspocus, Kind::YWebsocket];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Preau => "Préau",
            Kind::Hocuspocus => "Hocuspocus",
            Kind::YWebsocket => "y-websocket",
        }
    }

    /// As it is written on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Preau => "preau",
            Kind::Hocuspocus => "hocuspocus",
            Kind::YWebsocket => "y-websocket",
        }
    }
}

/// A document of Préau is a section of a dossier: its number, its name, a text that it has. Three
/// sections have no text outside their rows.
const SECTIONS: [(u8, &str, &str); 15] = [
    (3, "summary", "t:summary.abstract"),
    (1, "identification", "t:identification.establishment.name"),
    (2, "team", "t:team.lead.name"),
    (4, "concertation", "t:concertation.method"),
    (5, "diagnosis", "t:diagnosis.findings"),
    (6, "objectives", "t:objectives.general"),
    (8, "innovation", "t:innovation.rationale"),
    (9, "audience", "t:audience.inclusion"),
    (10, "partners", "t:localAuthority.comment"),
    (11, "resources", "t:resources.staffNeeds"),
    (12, "budget", "t:budget.comment"),
    (14, "evaluation", "t:evaluation.method"),
    (15, "sustainability", "t:sustainability.continuation"),
    (17, "review", "t:review.submittedBy"),
    (18, "followUp", "t:followUp.finalReport"),
];

/// The text of a document, the same whichever server keeps it.
pub fn root(document: usize) -> &'static str {
    SECTIONS[document % SECTIONS.len()].2
}

/// A server that runs, with the folder that it keeps its data in.
pub struct Server {
    pub kind: Kind,
    pub process: Process,
    address: SocketAddr,
    folder: Folder,
    cookie: Option<String>,
    dossiers: Vec<String>,
}

impl Server {
    /// Starts one with no data but, for Préau, so many documents.
    pub async fn start(kind: Kind, documents: usize) -> Result<Server, Failure> {
        let folder = Folder::new()?;
        let (process, address) = launch(kind, &folder).await?;
        let mut server =
            Server { kind, process, address, folder, cookie: None, dossiers: Vec::new() };
        if kind == Kind::Preau {
            server.sign_in().await?;
            for _ in 0..documents.div_ceil(SECTIONS.len()) {
                server.begin_dossier().await?;
            }
        }
        Ok(server)
    }

    /// Kills it and starts it again over what it had written.
    pub async fn crash(self) -> Result<Server, Failure> {
        let Server { kind, process, folder, cookie, dossiers, .. } = self;
        process.kill().await?;
        let (process, address) = launch(kind, &folder).await?;
        Ok(Server { kind, process, address, folder, cookie, dossiers })
    }

    /// Stops it in order and starts it again.
    pub async fn restart(self) -> Result<Server, Failure> {
        let Server { kind, process, folder, cookie, dossiers, .. } = self;
        process.stop().await?;
        let (process, address) = launch(kind, &folder).await?;
        Ok(Server { kind, process, address, folder, cookie, dossiers })
    }

    /// Where a document is.
    pub fn place(&self, document: usize) -> Place {
        let name = format!("document-{document}");
        let (path, speech) = match self.kind {
            Kind::Preau => {
                let section = SECTIONS[document % SECTIONS.len()].1;
                let dossier = &self.dossiers[document / SECTIONS.len()];
                (format!("/sync/{dossier}/{section}"), Speech::Plain)
            }
            Kind::Hocuspocus => ("/".to_owned(), Speech::Named(name)),
            Kind::YWebsocket => (format!("/{name}"), Speech::Plain),
        };
        Place { address: self.address, path, cookie: self.cookie.clone(), speech }
    }

    /// The same for one of Préau's own tabs.
    pub fn tab(&self, document: usize) -> Place {
        let dossier = &self.dossiers[document / SECTIONS.len()];
        let speech = Speech::Tab(SECTIONS[document % SECTIONS.len()].0);
        let path = format!("/dossiers/{dossier}/live");
        Place { address: self.address, path, cookie: self.cookie.clone(), speech }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Of the head, who began its dossiers.
    pub fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }

    /// The first dossier that it has.
    pub fn dossier(&self) -> Option<&str> {
        self.dossiers.first().map(String::as_str)
    }

    async fn sign_in(&mut self) -> Result<(), Failure> {
        let fields = [("email", "principale@demo.example"), ("password", "preau-demo-2026")];
        let answer = http::post(self.address, "/connexion", None, &fields).await?;
        self.cookie = answer.cookie;
        match self.cookie {
            Some(_) if answer.status == 303 => Ok(()),
            _ => Err(Failure::Http("signing in", answer.status.to_string())),
        }
    }

    async fn begin_dossier(&mut self) -> Result<(), Failure> {
        let title = format!("Projet de mesure {}", self.dossiers.len() + 1);
        let fields = [
            ("title", title.as_str()),
            ("school_name", "Collège de démonstration"),
            ("city", "Ville-Exemple"),
            ("nature", "college"),
            ("role", "head"),
        ];
        let cookie = self.cookie.as_deref();
        let answer = http::post(self.address, "/dossiers", cookie, &fields).await?;
        let id = answer.location.as_deref().and_then(|to| to.strip_prefix("/dossiers/"));
        let id = id.ok_or_else(|| Failure::Http("a new dossier", answer.status.to_string()))?;
        self.dossiers.push(id.to_owned());
        Ok(())
    }
}

async fn launch(kind: Kind, folder: &Folder) -> Result<(Process, SocketAddr), Failure> {
    let data = &folder.0;
    let mut command;
    if kind == Kind::Preau {
        command = Command::new(preau());
        command
            .env("PREAU_LISTEN", "127.0.0.1:0")
            .env("PREAU_DATA", data)
            .env("PREAU_DEMO", "true")
            // All clients of the load are one signed-in browser.
            .env("PREAU_SESSION_CONNECTIONS", "100000")
            .env("PREAU_ACCOUNT_CONNECTIONS", "100000")
            .env("PREAU_ADDRESS_CONNECTIONS", "100000")
            .env("PREAU_QUOTA_SECTION", "64")
            .env("PREAU_QUOTA_DOSSIER", "1024")
            .env("PREAU_QUOTA_ACCOUNT", "100000")
            .current_dir(repository());
    } else {
        command = Command::new("node");
        command
            .arg(repository().join(format!("end2end/load/peers/{}.mjs", kind.word())))
            .arg(data)
            .env("NODE_ENV", "production");
    }
    let port = |line: &str| {
        let port = match kind {
            Kind::Preau => line.strip_prefix("Préau is ready: ")?.trim_end_matches('/').rsplit(':'),
            _ => line.strip_prefix("ready ")?.rsplit(' '),
        };
        port.into_iter().next()?.parse::<u16>().ok()
    };
    let (process, port) = Process::start(command, &data.join("log"), port).await?;
    Ok((process, (Ipv4Addr::LOCALHOST, port).into()))
}

/// The release build, unless PREAU_BIN names another program.
fn preau() -> PathBuf {
    let named = std::env::var_os("PREAU_BIN").map(PathBuf::from);
    named.unwrap_or_else(|| repository().join("target/release/preau"))
}

pub fn repository() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map_or_else(|| here.clone(), PathBuf::from)
}
