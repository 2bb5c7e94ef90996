//! How a dossier is kept: HTTP, accounts, live rooms, the database.
//!
//! A request passes through the layers of [`router`], is answered by a handler of [`web`], which
//! asks [`auth`] who it is, `dossier::rights` what they may, and [`acts`], [`store`] or [`rooms`]
//! for the rest. What fails becomes a page in [`error`] and nowhere else.

use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc, watch};
use tokio::time::timeout;

use acts::Acts;
use acts::lock::Locks;
use config::Config;
use http::assets::Assets;
use jobs::Jobs;
use jobs::emails::Emailer;
use jobs::follow_up_emails::FollowUpEmails;
use limits::emails::EmailLimit;
use limits::pace::Pace;
use limits::pages::Pages;
use limits::participants::ParticipantLimit;
use limits::sign_in::Attempts;
use mail::Mail;
use projectors::Projectors;
use replay::shared::Readings;
use rooms::Rooms;
use store::Store;
use wake::Wake;

// The outside.
pub mod config;
pub mod error;
pub mod http;
pub mod router;
pub mod web;

// Who asks, and how often.
pub mod auth;
pub mod limits;

// What is done.
pub mod acts;
pub mod jobs;
pub mod projectors;
pub mod rooms;

// What is kept and sent.
pub mod audit;
pub mod backup;
pub mod check;
pub mod clock;
pub mod commands;
pub mod compaction;
pub mod demo;
pub mod files;
pub mod mail;
pub mod metrics;
pub mod operator;
pub mod replay;

pub mod store;
pub mod tokens;
pub mod wake;

/// How long the rooms may take to say goodbye, and the job and e-mails under way to finish.
const STOP_WITHIN: Duration = Duration::from_secs(3);

/// Those who begin to write and wait to be told of; more than that at once is told another time.
const BEGINNING: usize = 256;

/// What handlers share: the acts, and what only HTTP needs.
#[derive(Clone)]
pub struct AppState {
    pub acts: Acts,
    pub jobs: Jobs,
    pub assets: Arc<Assets>,
    pub attempts: Arc<Attempts>,
    pub participants: Arc<ParticipantLimit>,
    /// What each account does on pages.
    pub pace: Arc<Pace>,
    pub pages: Arc<Pages>,
    pub readings: Arc<Readings>,
    /// When the database last took a write only to prove that it does.
    pub proved: Arc<Mutex<Option<Instant>>>,
    pub emails: Arc<EmailLimit>,
}

/// A handler reads from the store and the rooms as acts do.
impl std::ops::Deref for AppState {
    type Target = Acts;

    fn deref(&self) -> &Acts {
        &self.acts
    }
}

impl AppState {
    pub fn new(config: Config, store: Store, assets: Assets, mail: Mail) -> AppState {
        let (wake, logs) = Wake::new();
        let jobs = Jobs::start(store.clone(), mail.clone(), config.guest_days, logs);
        let acts_a_minute = config.acts_a_minute;
        let config = Arc::new(config);
        let emailer = Emailer { store: store.clone(), mail: mail.clone(), config: config.clone() };
        jobs.send_emails(emailer, &wake);
        jobs.send_follow_ups(FollowUpEmails { store: store.clone(), mail: mail.clone() }, &wake);
        let (began, beginning) = mpsc::channel(BEGINNING);
        let rooms =
            Rooms::new(store.clone(), wake.clone(), config.connections, config.quotas, began);
        let emails = Arc::new(EmailLimit::new(config.invitations_a_day));
        let acts = Acts {
            projectors: Projectors::new(store.clone(), rooms.clone()),
            rooms,
            wake,
            mail,
            store,
            config,
            digests: Arc::default(),
            locks: Locks::default(),
        };
        jobs.finish_pending(acts.clone());
        jobs.end_sessions(acts.clone());
        let telling = acts::notifications::notify_of_beginnings(acts.clone(), beginning);
        tokio::spawn(acts.rooms.clone().track(telling));
        AppState {
            acts,
            jobs,
            assets: Arc::new(assets),
            attempts: Arc::default(),
            participants: Arc::default(),
            pace: Arc::new(Pace::of_acts(acts_a_minute)),
            pages: Arc::default(),
            readings: Arc::default(),
            proved: Arc::default(),
            emails,
        }
    }
}

/// Serves until `shutdown` becomes true, then stops: no new connections, then the requests under
/// way, the rooms and the jobs, all at the same time, because a request may be one that waits for
/// what a room has to say; the database last.
pub async fn serve(listener: TcpListener, state: AppState, shutdown: watch::Receiver<bool>) {
    let mut told = shutdown.clone();
    let goodbye = async {
        // An error means that nobody can say so any more, which is the same.
        let _ = told.wait_for(|stop| *stop).await;
        let (_, rooms, jobs, mail) = tokio::join!(
            // They read rooms and the store, and wait for nobody.
            timeout(STOP_WITHIN, state.projectors.stop()),
            timeout(STOP_WITHIN, state.rooms.stop()),
            timeout(STOP_WITHIN, state.jobs.stop()),
            timeout(STOP_WITHIN, state.mail.stop()),
        );
        if rooms.is_err() {
            tracing::warn!("some rooms were cut off by the stop");
        }
        if jobs.is_err() {
            tracing::warn!("a job was cut off by the stop");
        }
        if mail.is_err() {
            tracing::warn!("a letter was cut off by the stop");
        }
    };
    tokio::join!(http::listen::listen(listener, router::router(state.clone()), shutdown), goodbye);
    if let Err(error) = state.store.close().await {
        tracing::warn!(%error, "the database was not closed properly");
    }
}
