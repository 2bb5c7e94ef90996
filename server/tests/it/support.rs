//! What the tests stand on: a server in a directory of its own, and browsers that talk to it.

use dossier::document::interchange::{School, blank};
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::rights::workflow::Status;
use reqwest::header::{HeaderMap, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use server::acts::Acts;
use server::auth::passwords;
use server::config::Config;
use server::http::assets::Assets;
use server::mail::Mail;
use server::rooms::Rooms;
use server::store::Store;
use server::store::account::NewAccount;
use server::store::dossier::{NewDossier, Reference};
use server::store::engine::database::Database;
use server::{AppState, serve};
use std::net::SocketAddr;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub mod letters;
pub mod plain;
pub mod raw;
pub mod site;
pub mod state;
pub mod tab;
pub mod wire;

pub const PASSWORD: &str = "une cour plus verte";
pub const NOON: i64 = 1_790_208_000_000;

pub struct TestServer {
    pub address: SocketAddr,
    pub store: Store,
    pub directory: TempDir,
    pub rooms: Rooms,
    pub acts: Acts,
    pub state: AppState,
    settings: Vec<(String, String)>,
    stop: watch::Sender<bool>,
    served: JoinHandle<()>,
}

impl TestServer {
    pub async fn spawn() -> TestServer {
        TestServer::spawn_with(&[]).await
    }

    /// With some settings of the environment.
    pub async fn spawn_with(settings: &[(&str, &str)]) -> TestServer {
        let directory = TempDir::new().unwrap();
        site::publish(directory.path());
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        TestServer::open(directory, settings.iter().map(own).collect()).await
    }

    /// Stops in order and opens the same database again, with the same settings.
    pub async fn restart(self) -> TestServer {
        self.stop.send_replace(true);
        self.served.await.unwrap();
        TestServer::open(self.directory, self.settings).await
    }

    async fn open(directory: TempDir, settings: Vec<(String, String)>) -> TestServer {
        let mut config = Config::read(|name| {
            let known = settings.iter().find(|(setting, _)| setting == name);
            // Tests do in a second what takes people minutes.
            let without = (name == "PREAU_ACTS").then(|| "10000".to_owned());
            known.map(|(_, value)| value.clone()).or(without)
        })
        .unwrap();
        if let Database::Directory(data) = &mut config.database {
            *data = directory.path().join("data");
        }
        config.data = directory.path().join("data");
        config.site = directory.path().join("site");
        let store = Store::open(&config.database).await.unwrap();
        let assets = Assets::load(&config.site).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        config.listen = address;
        let (stop, shutdown) = watch::channel(false);
        let mail =
            Mail::new(config.smtp.as_ref(), config.mail_from.clone(), config.mail_directory())
                .unwrap();
        let state = AppState::new(config, store.clone(), assets, mail);
        let (rooms, acts) = (state.rooms.clone(), state.acts.clone());
        let served = tokio::spawn(serve(listener, state.clone(), shutdown));
        TestServer { address, store, directory, rooms, acts, state, settings, stop, served }
    }

    pub fn browser(&self) -> Browser {
        let client = Client::builder().cookie_store(true).redirect(Policy::none());
        Browser { client: client.build().unwrap(), base: format!("http://{}", self.address) }
    }

    /// A browser of somebody who has an account.
    pub async fn signed_in(&self, email: &str) -> Browser {
        let browser = self.browser();
        let answer = browser.sign_in(email, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }

    /// The session of somebody who has an account.
    pub async fn pass(&self, name: &str) -> wire::Pass {
        wire::Pass::of(self.address, &email(name), PASSWORD).await
    }

    /// Somebody's tab on the dossier `d`, over a websocket.
    pub async fn tab(&self, name: &str, role: Role) -> tab::Tab {
        let pass = self.pass(name).await;
        tab::Tab::open(name, &pass, "d", role, wire::Way::Socket).await
    }

    /// The log of a section: each update, in its order.
    pub async fn log(&self, dossier: &str, section: SectionId) -> Vec<Vec<u8>> {
        let states = self.store.section_states(dossier).await.unwrap();
        states.into_iter().find(|state| state.section == section).unwrap().updates
    }

    /// A connection of its own to the database: its `data_version` changes when the server writes.
    pub async fn witness(&self) -> Witness {
        let file = self.directory.path().join("data/preau.sqlite");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        Witness(sqlx::ConnectOptions::connect(&options).await.unwrap())
    }
}

pub struct Witness(sqlx::SqliteConnection);

impl Witness {
    /// Ends a membership behind the server's back.
    pub async fn expel(&mut self, dossier: &str, account: &str) {
        let sql = "delete from membership where dossier_id = $1 and account_id = $2";
        sqlx::query(sql).bind(dossier).bind(account).execute(&mut self.0).await.unwrap();
    }

    /// Calls somebody otherwise.
    pub async fn rename(&mut self, account: &str, name: &str) {
        let sql = "update account set name = $2 where id = $1";
        sqlx::query(sql).bind(account).bind(name).execute(&mut self.0).await.unwrap();
    }

    /// Lets days pass for the sessions of an account.
    pub async fn age_logins(&mut self, account: &str, days: i64) {
        let sql = "update login_session set began_at = began_at - $2, seen_at = seen_at - $2, \
                   expires_at = expires_at - $2 where account_id = $1";
        let query = sqlx::query(sql).bind(account).bind(days * 24 * 3600 * 1000);
        query.execute(&mut self.0).await.unwrap();
    }

    /// Changes something else.
    pub async fn execute(&mut self, sql: &'static str) {
        sqlx::query(sql).execute(&mut self.0).await.unwrap();
    }

    /// A number that stays the same as long as nobody else writes.
    pub async fn version(&mut self) -> i64 {
        sqlx::query_scalar("pragma data_version").fetch_one(&mut self.0).await.unwrap()
    }
}

#[derive(Clone)]
pub struct Browser {
    client: Client,
    pub base: String,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    /// The same browser, with the same cookies, at the address of a restarted server.
    pub fn at(&self, server: &TestServer) -> Browser {
        Browser { base: format!("http://{}", server.address), ..self.clone() }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }

    /// Sends a form as a page of this site would.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        answer(self.request(Method::POST, path).header(ORIGIN, &self.base).form(form)).await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.post("/connexion", &[("email", email), ("password", password)]).await
    }
}

pub async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    Answer { status, headers, body: response.text().await.unwrap() }
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    #[track_caller]
    pub fn shows(&self, text: &str) -> &Answer {
        assert!(self.body.contains(text), "{text:?} is not in {}", self.body);
        self
    }

    #[track_caller]
    pub fn hides(&self, text: &str) -> &Answer {
        assert!(!self.body.contains(text), "{text:?} is in {}", self.body);
        self
    }
}

/// Adds accounts, whose password is [`PASSWORD`]; the id of each is its name.
pub async fn add_accounts(store: &Store, names: &[&str]) {
    let password = passwords::hash(PASSWORD.to_owned()).await.unwrap();
    for name in names {
        let account = NewAccount {
            id: (*name).to_owned(),
            email: email(name),
            name: format!("{name} (personne fictive)"),
            quality: "teacher".to_owned(),
            password: password.clone(),
            created_at: NOON,
            verified_at: Some(NOON),
        };
        store.add_account(&account).await.unwrap();
    }
}

pub fn email(name: &str) -> String {
    format!("{name}@ecole.example")
}

/// A dossier as it is when it has just been started.
pub fn a_dossier(id: &str, members: &[(&str, Role)]) -> NewDossier {
    let school = School {
        uai: "0629802T".to_owned(),
        name: "École Les Tilleuls (établissement fictif)".to_owned(),
        ..School::default()
    };
    NewDossier {
        id: id.to_owned(),
        reference: Reference::Next { year: 2026 },
        title: "Une cour pour tous".to_owned(),
        sections: blank(&school, "Une cour pour tous"),
        school: school.name,
        uai: school.uai,
        status: Status::Draft,
        language: "fr".to_owned(),
        fictitious: true,
        fictitious_notice: None,
        created_at: NOON,
        updated_at: NOON,
        members: members.iter().map(|(name, role)| ((*name).to_owned(), *role)).collect(),
    }
}
