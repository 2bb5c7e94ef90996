//! When somebody is also told by an e-mail: how soon, which notifications go together, when an
//! e-mail that did not leave is tried again. Owns: [`EmailPace`], [`EmailSchedule`], [`gather`].
//! Does not know: how an e-mail is written, kept or sent; the time is an argument.
//!
//! In the pages a notification always shows; all of this is about e-mails only.

use crate::form::SectionId;
use crate::notifications::{Kind, may_be_notified};
use crate::rights::Role;
use crate::zone::Zone;

const MINUTE: i64 = 60 * 1000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The pauses before the second try, the third and so on; after the last try it is given up.
const PAUSES: [i64; 5] = [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY];

/// How soon somebody gets an e-mail about a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmailPace {
    Never,
    /// With whatever else happens to them in the dossier until the e-mail leaves.
    AtOnce,
    /// With the others of the same day and dossier.
    Daily,
}

impl EmailPace {
    pub const ALL: [EmailPace; 3] = [EmailPace::Never, EmailPace::AtOnce, EmailPace::Daily];

    pub const fn as_str(self) -> &'static str {
        match self {
            EmailPace::Never => "never",
            EmailPace::AtOnce => "at_once",
            EmailPace::Daily => "daily",
        }
    }

    pub fn parse(id: &str) -> Option<EmailPace> {
        EmailPace::ALL.into_iter().find(|pace| pace.as_str() == id)
    }

    /// The pace of somebody who has chosen nothing: at once where others wait for them, once a day
    /// for what can wait.
    pub const fn usual(kind: Kind) -> EmailPace {
        match kind {
            Kind::Mention | Kind::Assignment | Kind::Role => EmailPace::AtOnce,
            Kind::Reply
            | Kind::Decided
            | Kind::Reserved
            | Kind::Lifted
            | Kind::Arrival
            | Kind::Remark
            | Kind::Contribution
            | Kind::Accord => EmailPace::Daily,
        }
    }
}

/// Where an e-mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailState {
    /// Until its next try, milliseconds since 1970.
    Waiting {
        try_at: i64,
    },
    /// Handed over; what came of it is not known yet.
    Sending,
    Sent,
    Failed,
    /// Nothing was left to be told.
    Needless,
}

/// An e-mail in the list of the last ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedEmail {
    pub id: String,
    /// The address.
    pub email: String,
    /// The dossier's title.
    pub title: String,
    pub pace: EmailPace,
    pub kinds: Vec<Kind>,
    pub state: EmailState,
    /// Milliseconds since 1970, UTC.
    pub made_at: i64,
    pub ended_at: Option<i64>,
    pub tries: u16,
    /// The name of why the last try failed.
    pub reason: Option<String>,
    /// The name of the file that it was written into, if it was.
    pub file: Option<String>,
}

/// What is the same for all e-mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmailSchedule {
    /// How long an e-mail waits that leaves at once, in milliseconds: a burst is one e-mail, and
    /// what is seen meanwhile is none.
    pub delay: i64,
    /// The hour of Paris at which daily e-mails leave.
    pub digest_hour: u8,
}

impl EmailSchedule {
    /// When an e-mail is due about what happened at that instant, if one is.
    pub fn due(self, pace: EmailPace, at: i64) -> Option<i64> {
        match pace {
            EmailPace::Never => None,
            EmailPace::AtOnce => Some(at + self.delay),
            EmailPace::Daily => Some(self.next_daily(at)),
        }
    }

    fn next_daily(self, now: i64) -> i64 {
        let today = Zone::Paris.local(now).div_euclid(DAY) * DAY;
        let at = |midnight: i64| Zone::Paris.instant(midnight + i64::from(self.digest_hour) * HOUR);
        if at(today) > now { at(today) } else { at(today + DAY) }
    }
}

/// A notification that waits for its e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub notification: String,
    pub account: String,
    pub dossier: String,
    pub pace: EmailPace,
    pub due_at: i64,
}

/// An e-mail to be: to whom, about which dossier, with which notifications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailBatch {
    pub account: String,
    pub dossier: String,
    pub pace: EmailPace,
    pub notifications: Vec<String>,
}

/// The e-mails that are due, each with all that waits for the same person, dossier and pace: what
/// came a minute ago leaves with what came three minutes ago, what is for tomorrow stays. In the
/// order in which they became due.
pub fn gather(waiting: &[Waiting], now: i64) -> Vec<EmailBatch> {
    let mut due: Vec<&Waiting> = waiting.iter().filter(|one| one.due_at <= now).collect();
    due.sort_by_key(|one| one.due_at);
    let mut emails: Vec<EmailBatch> = Vec::new();
    let goes = |one: &Waiting| one.due_at <= now || one.pace == EmailPace::AtOnce;
    for first in due {
        let together = |one: &Waiting| {
            one.pace == first.pace && one.account == first.account && one.dossier == first.dossier
        };
        let (account, dossier, pace) = (&first.account, &first.dossier, first.pace);
        let known = emails.iter().any(|email| {
            email.pace == pace && email.account == *account && email.dossier == *dossier
        });
        if !known {
            let notifications = waiting.iter().filter(|one| together(one) && goes(one));
            emails.push(EmailBatch {
                account: account.clone(),
                dossier: dossier.clone(),
                pace,
                notifications: notifications.map(|one| one.notification.clone()).collect(),
            });
        }
    }
    emails
}

/// What is true of a notification and its reader when the e-mail is about to leave.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    pub kind: Kind,
    pub section: Option<SectionId>,
    /// What the reader is to the dossier, if they still belong to it.
    pub role: Option<Role>,
    /// A guest has no address.
    pub is_guest: bool,
    /// What the reader has chosen by now.
    pub pace: EmailPace,
    /// Whether they have seen it in the app meanwhile.
    pub is_read: bool,
}

/// Whether it is still to be told by an e-mail.
pub fn is_wanted(now: Now) -> bool {
    let may_hear = now.role.is_some_and(|role| may_be_notified(role, now.kind, now.section));
    may_hear && !now.is_guest && !now.is_read && now.pace != EmailPace::Never
}

/// When an e-mail is tried again that was tried so often, if it is.
pub fn next_try(tries: u16, now: i64) -> Option<i64> {
    let pause = PAUSES.get(usize::from(tries).checked_sub(1)?)?;
    Some(now + pause)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIDNIGHT: i64 = 1_790_208_000_000;
    const SCHEDULE: EmailSchedule = EmailSchedule { delay: 3 * MINUTE, digest_hour: 5 };

    #[test]
    fn a_daily_email_is_due_at_its_hour_and_never_at_once() {
        assert_eq!(MIDNIGHT % DAY, 0);
        for (now, digest_hour, due) in [
            // It is two o'clock in Paris.
            (MIDNIGHT, 5, MIDNIGHT + 3 * HOUR),
            (MIDNIGHT + 3 * HOUR - 1, 5, MIDNIGHT + 3 * HOUR),
            (MIDNIGHT + 3 * HOUR, 5, MIDNIGHT + DAY + 3 * HOUR),
            (MIDNIGHT + 23 * HOUR, 0, MIDNIGHT + DAY + 22 * HOUR),
            // Over the end of summer, on 25 October.
            (MIDNIGHT + 30 * DAY + 12 * HOUR, 5, MIDNIGHT + 31 * DAY + 4 * HOUR),
        ] {
            let schedule = EmailSchedule { digest_hour, ..SCHEDULE };
            assert_eq!(schedule.due(EmailPace::Daily, now), Some(due));
        }
        assert_eq!(SCHEDULE.due(EmailPace::AtOnce, MIDNIGHT), Some(MIDNIGHT + 3 * MINUTE));
        assert_eq!(SCHEDULE.due(EmailPace::Never, MIDNIGHT), None);
    }

    fn waiting(notification: &str, who: &str, pace: EmailPace, due_at: i64) -> Waiting {
        let (account, dossier) = who.split_once('/').unwrap();
        let (account, dossier) = (account.to_owned(), dossier.to_owned());
        Waiting { notification: notification.to_owned(), account, dossier, pace, due_at }
    }

    #[test]
    fn a_burst_is_one_email_and_each_person_dossier_and_pace_another() {
        use EmailPace::{AtOnce, Daily};
        let all = [
            waiting("1", "claire/d", AtOnce, 30),
            waiting("2", "claire/d", AtOnce, 10),
            waiting("3", "yanis/d", AtOnce, 20),
            waiting("4", "claire/e", AtOnce, 10),
            waiting("5", "claire/d", Daily, 5),
            waiting("6", "claire/d", Daily, 10),
            waiting("7", "claire/d", Daily, 30),
            waiting("8", "mairie/d", AtOnce, 21),
        ];
        let shown: Vec<String> = gather(&all, 20)
            .into_iter()
            .map(|email| {
                format!("{}/{} {}", email.account, email.dossier, email.notifications.join(""))
            })
            .collect();
        assert_eq!(shown, ["claire/d 56", "claire/d 12", "claire/e 4", "yanis/d 3"]);
        assert!(gather(&all, 4).is_empty());
    }

    #[test]
    fn what_is_seen_forbidden_switched_off_or_without_address_is_not_told() {
        let now = Now {
            kind: Kind::Mention,
            section: Some(SectionId::Review),
            role: Some(Role::Editor),
            is_guest: false,
            pace: EmailPace::AtOnce,
            is_read: false,
        };
        assert!(is_wanted(now) && is_wanted(Now { pace: EmailPace::Daily, ..now }));
        for unwanted in [
            Now { role: None, ..now },
            Now { role: Some(Role::Partner), ..now },
            Now { is_guest: true, ..now },
            Now { pace: EmailPace::Never, ..now },
            Now { is_read: true, ..now },
        ] {
            assert!(!is_wanted(unwanted), "{unwanted:?}");
        }
        let given = Now { kind: Kind::Role, section: None, role: Some(Role::Viewer), ..now };
        assert!(is_wanted(given) && !is_wanted(Now { role: None, ..given }));
    }

    #[test]
    fn a_email_is_tried_ever_more_rarely_and_then_no_more() {
        let tries: Vec<Option<i64>> = (0..8).map(|tries| next_try(tries, 100)).collect();
        assert_eq!(tries[0], None, "what was not tried is no second try");
        assert_eq!(tries[1], Some(100 + MINUTE));
        assert!(tries[1..=5].is_sorted() && tries[5].is_some());
        assert_eq!(tries[6..], [None, None]);
    }

    #[test]
    fn everybody_is_told_of_everything_unless_they_choose_otherwise() {
        for kind in Kind::ALL {
            assert_ne!(EmailPace::usual(kind), EmailPace::Never, "{kind:?}");
        }
        for pace in EmailPace::ALL {
            assert_eq!(EmailPace::parse(pace.as_str()), Some(pace));
        }
        assert_eq!(EmailPace::parse("yearly"), None);
    }
}
