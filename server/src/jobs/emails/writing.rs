//! A letter about notices as it leaves: its words, and the links that work without signing in.
//! Must not know: whether it is wanted, how it travels. Tokens are in the letter and nowhere else.

use crate::auth::tokens::Secrets;
use crate::http::forms::one_line;
use crate::mail::{Letter, Told as Headers};
use crate::store::{Due, Link, NewLink, Purpose, Told};
use app::pages::notifications::email::{self as words, Item, Reply};
use dossier::threads::may_hear;
use std::collections::HashMap;

const DAY: i64 = 24 * 3600 * 1000;
/// How long one answers by a link, and how often.
const REPLY_FOR: i64 = 14 * DAY;
const REPLY_USES: i16 = 5;
/// Who kept a letter can end those of its kind for half a year.
const STOP_FOR: i64 = 183 * DAY;
/// What a letter shows at most.
const ITEMS: usize = 20;

/// The letter, and the links to be known when it is read.
pub fn written(due: &Due, told: Vec<Told>, site: &str, now: i64) -> (Letter, Vec<NewLink>) {
    let mut kinds: Vec<_> = told.iter().map(|one| one.kind).collect();
    kinds.sort();
    kinds.dedup();
    let secrets = Secrets::fresh();
    let stop = format!("{site}/courriels/arret/{}", secrets.token);
    let mut links = vec![link(due, &secrets, Purpose::Stop { kinds }, now + STOP_FOR)];
    let more = told.len().saturating_sub(ITEMS);
    let mut replies: HashMap<String, Reply> = HashMap::new();
    let mut items = Vec::new();
    for one in told.into_iter().take(ITEMS) {
        let answerable = one.thread.clone().filter(|_| may_answer(due, &one));
        let reply = answerable.map(|thread| {
            let made = replies.entry(thread.clone()).or_insert_with(|| {
                let secrets = Secrets::fresh();
                let until = now + REPLY_FOR;
                let purpose = Purpose::Answer { thread, uses: REPLY_USES };
                links.push(link(due, &secrets, purpose, until));
                Reply { token: secrets.token, code: secrets.code, until }
            });
            made.clone()
        });
        items.push(Item {
            kind: one.kind,
            section: one.section,
            thread: one.thread,
            by: one_line(&one.by),
            words: one.words,
            detail: one.detail,
            reply,
        });
    }
    let letter = words::Letter {
        lang: due.lang,
        pace: due.pace,
        name: one_line(&due.name),
        dossier: due.dossier.clone(),
        title: one_line(&due.title),
        school: one_line(&due.school),
        site: site.to_owned(),
        items,
        more,
        stop: stop.clone(),
    };
    let words = letter.words();
    let letter = Letter {
        to: due.email.clone(),
        subject: words.subject,
        text: words.text,
        html: Some(words.html),
        told: Some(Headers { id: due.id.clone(), list: due.dossier.clone(), stop }),
    };
    (letter, links)
}

/// The right is asked for again when somebody answers.
fn may_answer(due: &Due, told: &Told) -> bool {
    matches!((due.role, told.section), (Some(role), Some(section)) if may_hear(role, section))
}

/// One has a code only where there may be something to type it into: a link to stop is followed.
fn link(due: &Due, secrets: &Secrets, purpose: Purpose, expires_at: i64) -> NewLink {
    let answers = matches!(purpose, Purpose::Answer { .. });
    NewLink {
        digest: secrets.token_digest(),
        code_digest: answers.then(|| secrets.code_digest()),
        link: Link { account: due.account.clone(), dossier: due.dossier.clone(), purpose },
        expires_at,
    }
}
