//! The program: commands, or settings, log, database, demo, serving, orderly stop.

use server::config::Config;
use server::http::assets::Assets;
use server::mail::Mail;
use server::store::Store;
use server::{AppState, commands, demo, files, serve};
use std::error::Error;
use std::io::IsTerminal;
use std::process::ExitCode;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

/// For each thread. The guard before yrs bounds how deep an update nests; this is for what it does
/// not know of: running out of stack ends the process, whatever catches panics.
const STACK: usize = 16 * 1024 * 1024;

/// Rooms are many small pieces that come and go: with the system's allocator as many connections
/// take a third more memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    start_log();
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    match runtime.enable_all().thread_stack_size(STACK).build() {
        Ok(runtime) => runtime.block_on(start()),
        Err(error) => {
            tracing::error!(%error, "Préau could not start");
            ExitCode::FAILURE
        }
    }
}

async fn start() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match commands::perform(&arguments).await {
        None => {}
        Some(Ok(true)) => return ExitCode::SUCCESS,
        Some(Ok(false)) => return ExitCode::FAILURE,
        Some(Err(error)) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "Préau could not start");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let mut config = Config::from_env()?;
    files::keep_new_files_private();
    files::keep_directory_private(&config.data)?;
    let assets = Assets::load(&config.site)?;
    let store = Store::open(&config.database).await?;
    if config.demo && demo::fill(&store).await? {
        tracing::info!("the example dossiers and their accounts are there");
    }
    let mut terminate = signal(SignalKind::terminate())?;
    let listener = TcpListener::bind(config.listen).await?;
    let address = listener.local_addr()?;
    config.listen = address;
    let metrics = match config.metrics {
        Some(address) => Some(TcpListener::bind(address).await?),
        None => None,
    };
    let (stop, shutdown) = watch::channel(false);
    let claimed = store.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
            () = claimed.lost() => {
                tracing::error!("another server has taken this database over: this one stops");
            }
        }
        stop.send_replace(true);
    });
    println!("Préau is ready: http://{address}/");
    let mail = Mail::new(config.smtp.as_ref(), config.mail_from.clone(), config.mail_directory())?;
    let state = AppState::new(config, store, assets, mail);
    if let Some(metrics) = metrics {
        tokio::spawn(server::metrics::serve(metrics, state.clone(), shutdown.clone()));
    }
    serve(listener, state, shutdown).await;
    Ok(())
}

/// The log goes to the standard error. A panic is logged by its place only: its message may hold
/// what a reader typed.
fn start_log() {
    let filter = EnvFilter::try_from_env("PREAU_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}
