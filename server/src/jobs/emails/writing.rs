//! An e-mail about notifications as it leaves: its words, and the links that work without signing
//! in. Does not know: whether it is wanted, how it travels. Tokens are in the e-mail and nowhere
//! else.

use crate::mail::{Email, EmailHeaders};
use crate::store::notifications::email_links::{Link, NewLink, Purpose};
use crate::store::notifications::emails::DueEmail;
use crate::tokens::Secrets;
use app::pages::notifications::email::{self as words, Item, Reply};
use dossier::lang::one_line;
use dossier::notifications::Notification;
use dossier::threads::may_hear;
use std::collections::HashMap;

const DAY: i64 = 24 * 3600 * 1000;
/// How long one answers by a link, and how often.
const REPLY_FOR: i64 = 14 * DAY;
const REPLY_USES: i16 = 5;
/// Who kept an e-mail can end those of its kind for half a year.
const STOP_FOR: i64 = 183 * DAY;
/// What an e-mail shows at most.
const ITEMS: usize = 20;

/// The e-mail, and the links to be known when it is read.
pub fn compose(
    due: &DueEmail,
    notifications: Vec<Notification>,
    site: &str,
    now: i64,
) -> (Email, Vec<NewLink>) {
    let mut kinds: Vec<_> = notifications.iter().map(|one| one.kind).collect();
    kinds.sort();
    kinds.dedup();
    let secrets = Secrets::fresh();
    let stop = format!("{site}/courriels/arret/{}", secrets.token);
    let mut links = vec![link(due, &secrets, Purpose::Unsubscribe { kinds }, now + STOP_FOR)];
    let more = notifications.len().saturating_sub(ITEMS);
    let mut replies: HashMap<String, Reply> = HashMap::new();
    let mut items = Vec::new();
    for one in notifications.into_iter().take(ITEMS) {
        let answerable = one.thread.clone().filter(|_| may_answer(due, &one));
        let reply = answerable.map(|thread| {
            let made = replies.entry(thread.clone()).or_insert_with(|| {
                let secrets = Secrets::fresh();
                let until = now + REPLY_FOR;
                let purpose = Purpose::Reply { thread, uses: REPLY_USES };
                links.push(link(due, &secrets, purpose, until));
                Reply { token: secrets.token, code: secrets.code, until }
            });
            made.clone()
        });
        let notification = Notification { by: one_line(&one.by), ..one };
        items.push(Item { notification, reply });
    }
    let email = words::Email {
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
    let words = email.words();
    let email = Email {
        to: due.email.clone(),
        subject: words.subject,
        text: words.text,
        html: Some(words.html),
        headers: Some(EmailHeaders { id: due.id.clone(), list: due.dossier.clone(), stop }),
    };
    (email, links)
}

/// The right is asked for again when somebody answers.
fn may_answer(due: &DueEmail, one: &Notification) -> bool {
    matches!((due.role, one.section), (Some(role), Some(section)) if may_hear(role, section))
}

/// One has a code only where there may be something to type it into: a link to stop is followed.
fn link(due: &DueEmail, secrets: &Secrets, purpose: Purpose, expires_at: i64) -> NewLink {
    let answers = matches!(purpose, Purpose::Reply { .. });
    NewLink {
        digest: secrets.token_digest(),
        code_digest: answers.then(|| secrets.code_digest()),
        link: Link { account: due.account.clone(), dossier: due.dossier.clone(), purpose },
        expires_at,
    }
}
