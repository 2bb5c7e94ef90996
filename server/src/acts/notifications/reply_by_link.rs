//! Answering in a thread by the link of an e-mail, without signing in. What one may is asked of the
//! account that the e-mail went to, at that moment. Does not know: tokens in clear, how often they
//! are tried.

use super::mark_read;
use crate::acts::{ActError, Acts, threads};
use crate::clock;
use crate::store::StoreError;
use crate::store::account::{Kind, Member};
use crate::store::notifications::Which;
use crate::store::notifications::email_links::{Link, Purpose};
use dossier::threads::{Act, Thread, may_act};

/// A thread that somebody may answer in, by the link they hold.
#[derive(Debug)]
pub struct Open {
    pub dossier: String,
    pub member: Member,
    pub thread: Thread,
    /// Of the token or the code that they hold.
    digest: String,
}

/// Why a link leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    /// Used up, of something that is gone, or not allowed any more: nobody is told which.
    #[error("closed")]
    Closed,
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StoreError> for ReplyError {
    fn from(error: StoreError) -> ReplyError {
        ReplyError::Act(error.into())
    }
}

/// What a link that is known opens to who holds it.
pub async fn open(acts: &Acts, link: &Link, digest: String) -> Result<Open, ReplyError> {
    let Purpose::Reply { thread, .. } = &link.purpose else { return Err(ReplyError::Closed) };
    let member = acts.store.membership(&link.dossier, &link.account).await?;
    let member = member.ok_or(ReplyError::Closed)?;
    let account = acts.store.account(&link.account).await?;
    let thread = match acts.store.thread(&link.dossier, thread).await {
        Ok(thread) => thread,
        Err(StoreError::NotFound) => return Err(ReplyError::Closed),
        Err(error) => return Err(error.into()),
    };
    let act = Act::Reply { thread: thread.id.clone(), text: String::new(), mentions: Vec::new() };
    let has_address = account.is_some_and(|account| account.kind != Kind::Guest);
    if !has_address || !may_act(&member.standing(), &member.account, &thread, &act) {
        return Err(ReplyError::Closed);
    }
    Ok(Open { dossier: link.dossier.clone(), member, thread, digest })
}

/// Answers in the name of that account. The same answer sent twice is one.
pub async fn reply(acts: &Acts, opened: Open, text: String) -> Result<(), ReplyError> {
    let Open { dossier, member, thread, digest } = opened;
    let last = thread.remarks.last();
    let is_said = last.is_some_and(|last| last.by.account == member.account && last.text == text);
    if !is_said {
        if !acts.store.use_link(&digest, clock::now()).await? {
            return Err(ReplyError::Closed);
        }
        let reply = Act::Reply { thread: thread.id.clone(), text, mentions: Vec::new() };
        threads::perform(acts, &dossier, &member, reply).await?;
    }
    Ok(mark_read(acts, &member.account, Which::About(&thread.id)).await?)
}
