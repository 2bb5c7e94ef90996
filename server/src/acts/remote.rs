//! What each button of the remote does. Does not know: how a button is drawn or spelt.

use super::seance::{SeanceError, change_seance, end};
use super::{ActError, Acts, ideas, speaking, votes};
use crate::clock;
use crate::store::account::Member;
use dossier::lang::one_line;
use dossier::rights::Action;
use dossier::seance::Seance;
use dossier::seance::command::Command;
use dossier::seance::passage;
use dossier::seance::wall::Shown;

/// What clocks on earth are ahead of UTC, minutes.
const OFFSETS: std::ops::RangeInclusive<i64> = -12 * 60..=14 * 60;

/// A button that was pressed, with what was typed or chosen beside it.
#[derive(Clone, Debug)]
pub struct Pressed {
    pub command: Command,
    pub what: String,
    /// How many dots each has.
    pub each: String,
    pub secret: bool,
    /// By how many minutes the clock of the device is ahead of UTC.
    pub offset: Option<i64>,
}

/// Does what a button says. Its pages are told in any case: who was refused saw what is no more.
pub async fn press(
    acts: &Acts,
    seance: &Seance,
    member: &Member,
    pressed: Pressed,
) -> Result<(), SeanceError> {
    let done = perform(acts, seance, member, pressed).await;
    acts.projectors.tell(&seance.id);
    done
}

async fn perform(
    acts: &Acts,
    seance: &Seance,
    member: &Member,
    pressed: Pressed,
) -> Result<(), SeanceError> {
    let Pressed { command, what, each, secret, offset } = pressed;
    if command.is_of_holder() && seance.holder != member.account {
        return Err(SeanceError::NotHolder);
    }
    let line = one_line(&what);
    match command {
        Command::Hide(id) => ideas::hide(acts, seance, &id).await,
        Command::Restore(id) => ideas::restore(acts, seance, &id).await,
        Command::Merge(id) => ideas::merge(acts, seance, &id, &line).await,
        Command::Leave(id) => ideas::leave(acts, seance, &id, &line).await,
        Command::Adopt(id) => ideas::adopt_at(acts, seance, member, &id, &line).await,
        Command::Block(id) => ideas::block_sender(acts, seance, &id, true).await,
        Command::Unblock(id) => ideas::block_sender(acts, seance, &id, false).await,
        Command::GiveTurn(id) => speaking::give(acts, seance, &id).await,
        Command::EndTurn => speaking::end(acts, seance).await,
        Command::DropTurn(id) => speaking::drop(acts, seance, &id).await,
        Command::AddTurn => speaking::add(acts, seance, &line).await,
        Command::OpenDots => votes::open_dots(acts, seance, &each, secret).await,
        Command::OpenConsent => votes::open_consent(acts, seance, &line, secret).await,
        Command::CloseVote(id) => votes::close(acts, seance, &id).await,
        Command::Reveal(id) => votes::show_results(acts, seance, &id, true).await,
        Command::Conceal(id) => votes::show_results(acts, seance, &id, false).await,
        Command::Highlight => highlight(acts, seance, &what).await,
        Command::ShowChosen => {
            let shown = Shown::parse(&what).ok_or(ActError::Malformed)?;
            show(acts, seance, member, shown).await
        }
        Command::Show(shown) => show(acts, seance, member, shown).await,
        Command::End => end(acts, &seance.id, clock::now()).await,
        Command::Take
        | Command::Ideas(_)
        | Command::Step(_)
        | Command::Pause
        | Command::Resume
        | Command::Page(_)
        | Command::Zoom(_)
        | Command::Comments(_)
        | Command::Unhighlight => {
            let (now, account) = (clock::now(), member.account.clone());
            let offset = offset.filter(|offset| OFFSETS.contains(offset));
            let change = |seance: &mut Seance| change(seance, &command, account, offset, now);
            change_seance(acts, &seance.id, change).await.map(|_| ())
        }
    }
}

/// What a button makes of the séance itself; nothing, if it is about something else.
fn change(seance: &mut Seance, command: &Command, account: String, offset: Option<i64>, now: i64) {
    match command {
        Command::Take => seance.holder = account,
        Command::Ideas(to) => seance.ideas_open = to.is_on(),
        Command::Step(at) => {
            if seance.course.begun.is_none() {
                seance.course.offset = offset;
            }
            seance.course = seance.course.go(seance.plan.len(), *at, now);
        }
        Command::Pause => seance.course = seance.course.pause(now),
        Command::Resume => seance.course = seance.course.resume(now),
        Command::Page(by) => seance.wall = seance.wall.turn(*by),
        Command::Zoom(by) => seance.wall = seance.wall.zoom(*by),
        Command::Comments(to) => seance.wall.comments = to.is_on(),
        Command::Unhighlight => seance.wall.highlight = None,
        _ => {}
    }
}

/// Shows something else on the wall; a section only if who presses may read it.
async fn show(
    acts: &Acts,
    seance: &Seance,
    member: &Member,
    shown: Shown,
) -> Result<(), SeanceError> {
    if let Shown::Section(section) = shown
        && !member.standing().may(Some(section), Action::Read)
    {
        return Err(ActError::Malformed.into());
    }
    let show = |seance: &mut Seance| seance.wall = seance.wall.show(shown);
    change_seance(acts, &seance.id, show).await.map(|_| ())
}

/// Highlights a passage of the section on the wall, which is named as the remote was told it.
async fn highlight(acts: &Acts, seance: &Seance, name: &str) -> Result<(), SeanceError> {
    let Shown::Section(section) = seance.wall.shown else { return Err(ActError::Malformed.into()) };
    let name = name.to_owned();
    let find = move |doc: &_| passage::anchor_of(doc, &name);
    // Somebody has rewritten it meanwhile: the list that comes next says so.
    let Some(anchor) = acts.rooms.read(&seance.dossier, section, find).await? else {
        return Ok(());
    };
    let highlight = move |seance: &mut Seance| {
        if seance.wall.shown == Shown::Section(section) {
            seance.wall.highlight = Some(anchor);
        }
    };
    change_seance(acts, &seance.id, highlight).await.map(|_| ())
}
