//! A tab as a person has it open: a real replica over a real connection, and a device that keeps
//! what the server has not acknowledged. Owns: [`Tab`]. Does not know: what carries its frames.

pub use super::state::{ABSTRACT, COSTS, METHOD, State, TITLE, Text};
use super::wire::{CUT, Heard, Line, Pass, Way};
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::sync::presence::Presence;
use dossier::sync::replica::SaveState;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout};

/// Beyond it, what a test waits for will not come.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// A tab; dropping it cuts its connection.
pub struct Tab {
    pub name: String,
    pub pass: Pass,
    pub dossier: String,
    pub way: Way,
    shared: Arc<Shared>,
    pump: Option<JoinHandle<()>>,
}

struct Shared {
    state: Mutex<State>,
    changed: watch::Sender<()>,
    wake: Notify,
}

impl Tab {
    /// Opens the dossier with nothing of it, and waits until everything readable is there.
    pub async fn open(name: &str, pass: &Pass, dossier: &str, role: Role, way: Way) -> Tab {
        let state = State::new(role);
        let (changed, _) = watch::channel(());
        let shared = Shared { state: Mutex::new(state), changed, wake: Notify::new() };
        let mut tab = Tab {
            name: name.to_owned(),
            pass: pass.clone(),
            dossier: dossier.to_owned(),
            way,
            shared: Arc::new(shared),
            pump: None,
        };
        tab.connect().await.expect("the tab may connect");
        tab.until("the dossier", State::is_complete).await;
        tab
    }

    /// Opens the connection (again).
    pub async fn connect(&mut self) -> Result<(), u16> {
        self.cut();
        let line = Line::open(&self.pass, &self.dossier, self.way).await?;
        {
            let mut state = self.state();
            state.ended = None;
            state.people.clear();
            let effects = state.replica.connect();
            state.perform(effects);
        }
        self.pump = Some(tokio::spawn(pump(Arc::clone(&self.shared), line)));
        Ok(())
    }

    /// The network goes away, without a goodbye.
    pub fn cut(&mut self) {
        if let Some(pump) = self.pump.take() {
            pump.abort();
            self.state().end(CUT);
        }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Types at an offset, and answers the number of the write.
    pub fn write(&self, text: Text, at: u32, words: &str) -> u64 {
        self.edit(text, |path, _| {
            Some(Edit::Text { path, ops: vec![Op::retain(at), Op::insert(words)] })
        })
        .expect("typing changes something")
    }

    /// Makes the edit that `choose` finds for the text as it is now.
    pub fn edit(
        &self,
        (section, key): Text,
        choose: impl FnOnce(Path, &str) -> Option<Edit>,
    ) -> Option<u64> {
        let mut state = self.state();
        let path = Path::field(key);
        let doc = state.replica.doc(section).expect("the tab has that section");
        let words = doc.words(&path);
        let done = doc.edit(&choose(path, &words)?).expect("the edit is sound");
        let effects = state.replica.local(section, &done);
        let no = state.perform(effects);
        drop(state);
        self.shared.changed.send_replace(());
        self.shared.wake.notify_one();
        no
    }

    /// Tells the others where this tab is.
    pub fn go(&self, section: SectionId, path: Option<Path>) {
        let mut state = self.state();
        let effects = state.replica.go(Some(Presence { section, path, selection: None }));
        state.perform(effects);
        self.shared.wake.notify_one();
    }

    pub fn words(&self, (section, key): Text) -> String {
        self.state().words((section, key))
    }

    pub async fn saved(&self) {
        self.until("everything to be saved", |state| {
            state.replica.save_state() == SaveState::Saved
        })
        .await;
    }

    pub async fn sees(&self, text: Text, words: &str) {
        self.until(words, |state| state.words(text).contains(words)).await;
    }

    /// Waits for the end of the connection and answers its code.
    pub async fn ended(&self) -> u16 {
        self.until("the end of the connection", |state| state.ended.is_some()).await;
        self.state().ended.unwrap()
    }

    pub async fn until(&self, what: &str, ready: impl Fn(&State) -> bool) {
        let mut changed = self.shared.changed.subscribe();
        let waited = timeout(DEADLINE, async {
            while !ready(&self.state()) {
                changed.changed().await.unwrap();
            }
        });
        if waited.await.is_err() {
            let state = self.state();
            let save = state.replica.save_state();
            panic!("{} waits in vain for {what}: {save:?}, {:?}", self.name, state.ended);
        }
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.cut();
    }
}

async fn pump(shared: Arc<Shared>, mut line: Line) {
    let code = loop {
        let (outgoing, retry) = {
            let mut state = shared.state.lock().unwrap();
            (std::mem::take(&mut state.outgoing), state.retry)
        };
        if !outgoing.is_empty()
            && let Err(code) = line.send(outgoing).await
        {
            // The server may have said why before it hung up.
            break last_word(&mut line).await.unwrap_or(code);
        }
        tokio::select! {
            () = shared.wake.notified() => {}
            () = sleep_until(retry.unwrap_or_else(Instant::now)), if retry.is_some() => {
                let mut state = shared.state.lock().unwrap();
                state.retry = None;
                let effects = state.replica.retry();
                state.perform(effects);
            }
            heard = line.heard.recv() => match heard {
                Some(Heard::Frame(frame)) => shared.state.lock().unwrap().receive(&frame),
                Some(Heard::Closed(code)) => break code,
                None => break CUT,
            }
        }
        shared.changed.send_replace(());
    };
    shared.state.lock().unwrap().end(code);
    shared.changed.send_replace(());
}

async fn last_word(line: &mut Line) -> Option<u16> {
    let said = async {
        loop {
            match line.heard.recv().await? {
                Heard::Closed(code) => return Some(code),
                Heard::Frame(_) => {}
            }
        }
    };
    timeout(DEADLINE, said).await.ok().flatten()
}
