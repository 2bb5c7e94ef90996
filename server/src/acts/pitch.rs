//! Presenting a dossier in 180 seconds: what each button does. Does not know: slides, how a button
//! is drawn.

use super::seance::{self, Prepared, SeanceError, change_seance};
use super::{ActError, Acts};
use crate::clock;
use crate::store::account::Member;
use dossier::lang::Lang;
use dossier::pitch::SECONDS;
use dossier::pitch::command::Command;
use dossier::pitch::talk::{Run, Talk};
use dossier::seance::Seance;
use dossier::seance::plan::Step;
use dossier::seance::wall::Shown;
use uuid::Uuid;

/// Begins a séance of that title that is nothing but the talk: no ideas, three minutes.
pub async fn begin(
    acts: &Acts,
    by: &Member,
    dossier: &str,
    site: String,
    (lang, title): (Lang, &str),
) -> Result<String, ActError> {
    let title = title.to_owned();
    let step = Step { title: title.clone(), minutes: SECONDS / 60 };
    let prepared = Prepared { title, plan: vec![step], ..Prepared::default() };
    let begun = seance::begin(acts, by, dossier, site, lang, prepared).await?;
    let show = |seance: &mut Seance| seance.wall = seance.wall.show(Shown::Pitch);
    acts.store.change_seance(&begun, show).await?;
    Ok(begun)
}

/// Does what a button says. Several may present together, each with a phone: whoever facilitates
/// turns the slides. Who begins in public takes the remote.
pub async fn press(
    acts: &Acts,
    seance: &Seance,
    member: &Member,
    command: Command,
) -> Result<(), SeanceError> {
    if let Command::Forget(run) = command {
        return Ok(acts.store.forget_run(&seance.dossier, &run).await?);
    }
    let (now, account) = (clock::now(), member.account.clone());
    let mut ended = None;
    let change = |seance: &mut Seance| {
        let talk = &seance.wall.talk;
        let next = turn(talk, &command, now);
        let begins = !talk.is_running() && is_beginning(&command);
        if begins || command == Command::Stop {
            ended = talk.is_begun().then(|| talk.clone());
        }
        seance.wall.talk = next;
        if begins && command == Command::Start {
            seance.wall = seance.wall.show(Shown::Pitch);
            seance.holder = account;
        }
    };
    change_seance(acts, &seance.id, change).await?;
    if let Some(talk) = ended {
        let spent = talk.spent(now).to_vec();
        let id = Uuid::now_v7().to_string();
        let run = Run { id, at: now, rehearsed: talk.rehearsed, spent };
        acts.store.keep_run(&seance.dossier, &run).await?;
    }
    Ok(())
}

fn is_beginning(command: &Command) -> bool {
    matches!(command, Command::Start | Command::Rehearse)
}

/// What a button makes of the talk. Who presses from a page that is old ends nobody's talk.
fn turn(talk: &Talk, command: &Command, now: i64) -> Talk {
    match command {
        Command::Start | Command::Rehearse if talk.is_running() => talk.clone(),
        Command::Start => Talk::begin(false, now),
        Command::Rehearse => Talk::begin(true, now),
        Command::Turn(by) => talk.turn(talk.at().saturating_add_signed(*by), now),
        Command::Pause => talk.pause(now),
        Command::Resume => talk.resume(now),
        Command::Stop => Talk::default(),
        Command::Forget(_) => talk.clone(),
    }
}
