//! What came out of a vote: counted from its ballots while it is open, kept from when it closes, so
//! that whoever is erased later changes no closed figure. Does not know: who may close a vote.
//!
//! With a secret vote the ballots go as it closes. Until then whoever has the database can read who
//! answered what, since a ballot may be changed; afterwards nobody can.

use super::{json, parsed};
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::seance::ballot::{Answer, Ballot, Reason, Tally, Vote, tally};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// As it is kept.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    voters: usize,
    counts: Vec<u32>,
    by_quality: BTreeMap<String, Vec<u32>>,
    reasons: Vec<KeptReason>,
}

#[derive(Serialize, Deserialize)]
struct KeptReason {
    answer: String,
    quality: Option<String>,
    words: String,
}

/// What came out, and why some have a reservation or object.
pub type Outcome = (Tally, Vec<Reason>);

impl Store {
    /// What came out of a vote so far. Devices that were blocked do not count.
    pub async fn tally(&self, seance: &str, vote: &Vote) -> Result<Tally, StoreError> {
        Ok(self.outcome(seance, vote).await?.0)
    }

    /// The same with the reasons, in the order in which they were given; those of a secret vote
    /// that is closed in none that tells who gave them.
    pub async fn outcome(&self, seance: &str, vote: &Vote) -> Result<Outcome, StoreError> {
        let mut tx = self.reader.begin_reading().await?;
        let sql = "select result from vote where id = $1 and seance_id = $2";
        let kept: Option<Option<String>> = on_pool!(&mut tx, |db| {
            sqlx::query_scalar(sql).bind(&vote.id).bind(seance).fetch_optional(&mut **db).await?
        });
        let outcome = match kept.flatten() {
            Some(kept) => outcome_of(parsed(&kept)?),
            None => count(&mut tx, seance, vote).await?,
        };
        tx.commit().await?;
        Ok(outcome)
    }
}

/// Keeps what came out of a vote that has just closed.
pub(super) async fn keep(tx: &mut Tx, seance: &str, vote: &Vote) -> Result<(), StoreError> {
    let (tally, mut reasons) = count(tx, seance, vote).await?;
    if vote.secret {
        reasons.sort_by(|one, other| one.words.cmp(&other.words));
    }
    let reason = |reason: Reason| KeptReason {
        answer: reason.answer.as_str().to_owned(),
        quality: reason.quality,
        words: reason.words,
    };
    let Tally { voters, counts, by_quality } = tally;
    let reasons = reasons.into_iter().map(reason).collect();
    let kept = json(&Kept { voters, counts, by_quality, reasons })?;
    let sql = "update vote set result = $2 where id = $1";
    let unlink = "delete from ballot where vote_id = $1";
    on_pool!(tx, |db| {
        sqlx::query(sql).bind(&vote.id).bind(kept).execute(&mut **db).await?;
        if vote.secret {
            sqlx::query(unlink).bind(&vote.id).execute(&mut **db).await?;
        }
    });
    Ok(())
}

async fn count(tx: &mut Tx, seance: &str, vote: &Vote) -> Result<Outcome, StoreError> {
    let sql = "select b.quality, b.answer, b.reason from ballot b \
               join seance_participant p on p.account_id = b.account_id and p.seance_id = $1 \
               where b.vote_id = $2 and not p.blocked order by b.cast_at, b.account_id";
    let rows: Vec<(Option<String>, String, String)> = on_pool!(tx, |db| {
        sqlx::query_as(sql).bind(seance).bind(&vote.id).fetch_all(&mut **db).await?
    });
    let (mut ballots, mut reasons) = (Vec::new(), Vec::new());
    for (quality, said, words) in rows {
        let Ok(ballot) = Ballot::read(vote.kind, vote.options.len(), &said) else { continue };
        if let Ballot::Answer(answer) = ballot
            && !words.is_empty()
        {
            reasons.push(Reason { answer, quality: quality.clone(), words });
        }
        ballots.push((quality, ballot));
    }
    let counted = ballots.iter().map(|(quality, ballot)| (quality.as_deref(), ballot));
    Ok((tally(vote.kind, vote.options.len(), counted), reasons))
}

fn outcome_of(kept: Kept) -> Outcome {
    let Kept { voters, counts, by_quality, reasons } = kept;
    let reason = |kept: KeptReason| {
        let KeptReason { answer, quality, words } = kept;
        Some(Reason { answer: Answer::parse(&answer)?, quality, words })
    };
    let reasons = reasons.into_iter().filter_map(reason).collect();
    (Tally { voters, counts, by_quality }, reasons)
}
