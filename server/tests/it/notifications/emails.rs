//! The e-mails that follow notifications, on both databases: when they leave, once and with what,
//! and when they do not. The time is the test's own; the e-mails are files.

use crate::store::databases::{Fresh, both_stores};
use crate::support::{NOON, PASSWORD, a_dossier, add_accounts, email};
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::notifications::email::EmailPace;
use dossier::notifications::email::EmailState as State;
use dossier::notifications::{Decision, Event, Kind};
use dossier::rights::Role;
use dossier::threads::{Anchor, Kind as Sort, Thread};
use server::acts::notifications::keep;
use server::auth::passwords;
use server::config::Config;
use server::jobs::emails::{Emailer, Round};
use server::mail::{Mail, StoredEmail};
use server::store::Store;
use server::store::account::{NewAccount, NewGuest};
use server::store::dossier::NewDossier;
use server::store::notifications::Which;
use server::store::people::invitations::NewInvitation;
use server::store::people::joining::Coming;
use server::store::threads::NewRemark;
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

both_stores! {
    a_burst_is_one_email_and_leaves_once,
    what_was_read_taken_back_forbidden_or_switched_off_meanwhile_is_not_sent,
    what_can_wait_is_one_email_a_day_and_dossier,
    what_does_not_leave_is_tried_again_and_then_given_up,
    what_was_under_way_at_a_stop_is_not_sent_twice,
    a_email_is_in_the_language_of_who_reads_it,
    a_guest_has_no_address,
    no_name_or_title_becomes_a_header,
    a_choice_is_one_s_own_and_one_dossier_s,
    a_round_is_bounded,
}

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// When an e-mail about what happened at noon is due.
const DUE: i64 = NOON + 3 * MINUTE;

struct Office {
    store: Store,
    emailer: Emailer,
    directory: TempDir,
    _fresh: Fresh,
}

impl Office {
    /// A dossier of Claire, Yanis and the town hall, and a box for e-mails.
    async fn open(fresh: Fresh) -> Office {
        let store = fresh.open().await;
        add_accounts(&store, &["claire", "yanis", "mairie"]).await;
        let members = [("claire", Role::Lead), ("yanis", Role::Editor), ("mairie", Role::Partner)];
        store.add_dossier(&a_dossier("d", &members)).await.unwrap();
        let directory = TempDir::new().unwrap();
        let emailer = emailer(&store, &directory);
        Office { store, emailer, directory, _fresh: fresh }
    }

    async fn thread(&self, section: SectionId) -> Thread {
        let place = Anchor { section, path: None, span: None, quote: String::new() };
        let first = remark("claire", "Qui paie ?");
        self.store.open_thread("d", Sort::Comment, &place, &first).await.unwrap()
    }

    /// Claire says something that names somebody.
    async fn names(&self, thread: &Thread, who: &str, words: &str, at: i64) -> Thread {
        let thread = self.store.reply(&thread.id, &remark("claire", words)).await.unwrap();
        let named = [who.to_owned()];
        let said = Event::Remark { thread: &thread, named: &named };
        self.tells(said, at).await;
        thread
    }

    async fn tells(&self, event: Event<'_>, at: i64) {
        keep(&self.store, "d", "claire", event, at, self.emailer.config.email_schedule)
            .await
            .unwrap();
    }

    async fn round(&self, at: i64) -> Round {
        self.emailer.round(at, || false).await.unwrap()
    }

    /// The e-mails that left, the oldest first.
    async fn sent(&self) -> Vec<StoredEmail> {
        let mut kept = Vec::new();
        for email in self.store.logged_emails(100).await.unwrap().into_iter().rev() {
            if let Some(file) = email.file {
                kept.push(self.emailer.mail.stored(&file).await.unwrap());
            }
        }
        let files = self.directory.path().join("mail").read_dir().map_or(0, Iterator::count);
        assert_eq!(files, kept.len(), "each e-mail that left is a file, and nothing else is");
        kept
    }

    async fn states(&self) -> Vec<State> {
        self.store.logged_emails(100).await.unwrap().iter().rev().map(|email| email.state).collect()
    }
}

fn emailer(store: &Store, directory: &TempDir) -> Emailer {
    let mut config = Config::read(|name| {
        (name == "PREAU_PUBLIC_URL").then(|| "https://preau.example".to_owned())
    })
    .unwrap();
    config.data = directory.path().to_owned();
    Emailer {
        store: store.clone(),
        mail: Mail::new(config.smtp.as_ref(), config.mail_from.clone(), config.mail_directory())
            .unwrap(),
        config: Arc::new(config),
    }
}

fn remark(account: &str, text: &str) -> NewRemark {
    let id = Uuid::now_v7().to_string();
    NewRemark { id, account: account.to_owned(), at: NOON, text: text.to_owned() }
}

async fn a_burst_is_one_email_and_leaves_once(fresh: Fresh) {
    let office = Office::open(fresh).await;
    let thread = office.thread(SectionId::Budget).await;
    let thread = office.names(&thread, "mairie", "La commune ?", NOON).await;
    office.names(&thread, "mairie", "Ou la région ?", DUE - 1).await;
    office.round(DUE - 1).await;
    assert!(office.sent().await.is_empty(), "it waits");
    assert_eq!(office.store.next_email_at().await.unwrap(), Some(DUE));
    office.round(DUE).await;
    let sent = office.sent().await;
    assert_eq!(sent.len(), 1);
    let StoredEmail { head, text } = &sent[0];
    for line in [
        "To: mairie@ecole.example".to_owned(),
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click".to_owned(),
        "List-Unsubscribe: <https://preau.example/courriels/arret/".to_owned(),
        "List-Id: <d.localhost>".to_owned(),
        "Auto-Submitted: auto-generated".to_owned(),
        format!("Message-ID: <{}@localhost>", office.store.logged_emails(1).await.unwrap()[0].id),
    ] {
        assert!(format!("\n{head}").contains(&format!("\n{line}")), "{line}: {head}");
    }
    assert!(text.contains("> La commune ?") && text.contains("> Ou la région ?"), "{text}");
    assert!(!text.contains("Qui paie"), "who was told of it before was there: {text}");
    assert_eq!(text.matches("https://preau.example/repondre#").count(), 2, "{text}");
    let links: Vec<&str> = text.split("/repondre#").skip(1).map(|rest| &rest[..32]).collect();
    assert_eq!(links[0], links[1], "one link a thread");
    for later in [DUE, DUE + 1, DUE + 10 * DAY] {
        office.round(later).await;
    }
    // Another server on the same database.
    emailer(&office.store, &office.directory).round(DUE + 11 * DAY, || false).await.unwrap();
    assert_eq!((office.sent().await.len(), office.states().await), (1, vec![State::Sent]));
    assert_eq!(office.store.next_email_at().await.unwrap(), None);
}

async fn what_was_read_taken_back_forbidden_or_switched_off_meanwhile_is_not_sent(fresh: Fresh) {
    let office = Office::open(fresh).await;
    let store = &office.store;
    let mut at = NOON;
    let mut again = async |meanwhile: &str| {
        at += DAY;
        let thread = office.thread(SectionId::Budget).await;
        let thread = office.names(&thread, "mairie", "Motus", at).await;
        let id = thread.id.as_str();
        match meanwhile {
            "read" => drop(store.mark_read("mairie", Which::About(id), at + 1).await.unwrap()),
            "seen" => {
                store.mark_seen("d", "mairie", &[(id.to_owned(), thread.version)]).await.unwrap();
            }
            "withdrawn" => {
                store.withdraw(id, &thread.remarks[1].id, "claire").await.unwrap();
            }
            "deaf" => store.assign_role("d", "mairie", Role::Viewer, at).await.unwrap(),
            "gone" => store.remove_member("d", "mairie", at).await.unwrap(),
            "off" => {
                let never = [(Kind::Mention, EmailPace::Never)];
                store.set_email_settings("mairie", "d", &never).await.unwrap();
            }
            _ => {}
        }
        office.round(at + 3 * MINUTE).await;
        store.set_membership("d", "mairie", Role::Partner, NOON).await.unwrap();
    };
    for meanwhile in ["read", "seen", "withdrawn", "deaf", "gone"] {
        again(meanwhile).await;
        assert!(office.sent().await.is_empty(), "{meanwhile}");
    }
    again("nothing").await;
    assert_eq!(office.sent().await.len(), 1);
    for meanwhile in ["off", "nothing"] {
        again(meanwhile).await;
        assert_eq!(office.sent().await.len(), 1, "{meanwhile}");
    }
    let needless = office.states().await.iter().filter(|one| **one == State::Needless).count();
    // What was withdrawn took its notification with it, what came after the choice waited for
    // nothing.
    assert_eq!((needless, office.states().await.len()), (5, 6));
    assert_eq!(store.next_email_at().await.unwrap(), None);
    store.forget_emails(NOON + 1000 * DAY).await.unwrap();
    assert!(store.logged_emails(10).await.unwrap().is_empty());
}

async fn what_can_wait_is_one_email_a_day_and_dossier(fresh: Fresh) {
    let office = Office::open(fresh).await;
    let members = [("claire", Role::Lead), ("mairie", Role::Partner)];
    office.store.add_dossier(&a_dossier("e", &members)).await.unwrap();
    let section = SectionId::Budget;
    let decided = |what| {
        let (author, decision) = ("mairie", Decision::Taken);
        Event::Decided { section, thread: None, what, author, decision }
    };
    let schedule = office.emailer.config.email_schedule;
    let midnight = NOON;
    for (dossier, what, at) in [("d", "un", 0), ("d", "deux", MINUTE), ("e", "trois", MINUTE)] {
        let at = midnight + at;
        keep(&office.store, dossier, "claire", decided(what), at, schedule).await.unwrap();
    }
    let morning = midnight + 4 * 60 * MINUTE;
    office.tells(decided("demain"), morning).await;
    office.round(morning - 1).await;
    assert!(office.sent().await.is_empty());
    office.round(morning).await;
    let sent = office.sent().await;
    assert_eq!(sent.len(), 2, "one a dossier");
    let first = &sent[0].text;
    assert!(first.contains("> un\n") && first.contains("> deux\n"), "{first}");
    assert!(!first.contains("trois") && !first.contains("demain"), "{first}");
    assert!(sent[1].text.contains("> trois\n"));
    assert!(!first.contains("/repondre"), "there is no thread: {first}");
    office.round(morning + DAY).await;
    assert!(office.sent().await[2].text.contains("> demain\n"));
}

async fn what_does_not_leave_is_tried_again_and_then_given_up(fresh: Fresh) {
    let office = Office::open(fresh).await;
    // Where the e-mails go there is something else.
    let way = office.directory.path().join("mail");
    std::fs::write(&way, "").unwrap();
    let thread = office.thread(SectionId::Budget).await;
    office.names(&thread, "mairie", "La commune ?", NOON).await;
    assert_eq!(office.round(DUE).await, Round::Outage);
    let listed = office.store.logged_emails(1).await.unwrap();
    assert_eq!((listed[0].state, listed[0].tries), (State::Waiting { try_at: DUE + MINUTE }, 1));
    assert_eq!(listed[0].reason.as_deref(), Some("file"));
    assert_eq!(office.round(DUE + MINUTE - 1).await, Round::Done, "not before its time");
    std::fs::remove_file(&way).unwrap();
    office.round(DUE + MINUTE).await;
    assert_eq!(office.sent().await.len(), 1);
    let listed = office.store.logged_emails(1).await.unwrap();
    assert_eq!((listed[0].state, listed[0].tries), (State::Sent, 2));
    assert_eq!(listed[0].reason, None);

    std::fs::remove_dir_all(&way).unwrap();
    std::fs::write(&way, "").unwrap();
    let thread = office.thread(SectionId::Budget).await;
    office.names(&thread, "yanis", "Et toi ?", DUE).await;
    let mut now = DUE + 3 * MINUTE;
    for _ in 0..20 {
        office.round(now).await;
        now = office.store.next_email_at().await.unwrap().unwrap_or(now);
    }
    let listed = office.store.logged_emails(1).await.unwrap();
    assert_eq!((listed[0].state, listed[0].tries), (State::Failed, 6));
    assert_eq!(listed[0].reason.as_deref(), Some("file"));
    assert_eq!(office.store.next_email_at().await.unwrap(), None);
}

async fn what_was_under_way_at_a_stop_is_not_sent_twice(fresh: Fresh) {
    let office = Office::open(fresh).await;
    let thread = office.thread(SectionId::Budget).await;
    office.names(&thread, "mairie", "La commune ?", NOON).await;
    office.store.gather_emails(DUE, 10).await.unwrap();
    let due = office.store.due_email(DUE).await.unwrap().unwrap();
    assert!(office.store.start_sending(&due.id).await.unwrap());
    assert!(!office.store.start_sending(&due.id).await.unwrap(), "only one hands it over");
    office.round(DUE + DAY).await;
    assert_eq!(office.store.give_up_interrupted_emails(DUE + DAY).await.unwrap(), 1);
    office.round(DUE + 2 * DAY).await;
    assert!(office.sent().await.is_empty());
    let listed = office.store.logged_emails(1).await.unwrap();
    assert_eq!(
        (listed[0].state, listed[0].reason.as_deref()),
        (State::Failed, Some("interrupted"))
    );
}

async fn a_email_is_in_the_language_of_who_reads_it(fresh: Fresh) {
    let office = Office::open(fresh).await;
    office.store.note_lang("mairie", Lang::En).await.unwrap();
    office.store.note_lang("mairie", Lang::Fr).await.unwrap();
    let thread = office.thread(SectionId::Budget).await;
    let thread = office.names(&thread, "mairie", "La commune ?", NOON).await;
    office.names(&thread, "yanis", "La région ?", NOON + 1).await;
    office.round(DUE + 1).await;
    let sent = office.sent().await;
    let of = |who: &str| {
        let to = format!("To: {}", email(who));
        &sent.iter().find(|kept| kept.head.contains(&to)).unwrap().text
    };
    assert!(of("mairie").starts_with("Hello mairie"), "the first that was noted");
    assert!(of("yanis").starts_with("Bonjour yanis"), "the dossier's, where none was");
    office.store.set_lang("mairie", Lang::Fr).await.unwrap();
    office.names(&thread, "mairie", "Alors ?", DUE).await;
    office.round(DUE + 3 * MINUTE).await;
    assert!(office.sent().await[2].text.starts_with("Bonjour mairie"));
}

async fn a_guest_has_no_address(fresh: Fresh) {
    let office = Office::open(fresh).await;
    let invitation = NewInvitation {
        id: "i".to_owned(),
        dossier: "d".to_owned(),
        role: Role::Partner,
        sections: None,
        label: String::new(),
        email: None,
        token_digest: "token".to_owned(),
        code_digest: "code".to_owned(),
        created_by: "claire".to_owned(),
        created_at: NOON,
        expires_at: NOON + DAY,
        uses_allowed: None,
    };
    office.store.add_invitations(&[invitation]).await.unwrap();
    let guest = NewGuest {
        id: "g".to_owned(),
        name: "Nadia Fictive".to_owned(),
        quality: "parent".to_owned(),
        created_at: NOON,
    };
    office.store.enter("token", &Coming::Guest(guest), NOON).await.unwrap();
    let thread = office.thread(SectionId::Budget).await;
    office.names(&thread, "g", "Et vous ?", NOON).await;
    assert_eq!(office.store.unread("g").await.unwrap(), 1);
    assert_eq!(office.store.next_email_at().await.unwrap(), None);
    office.round(DUE + 9 * DAY).await;
    assert!(office.states().await.is_empty());
}

async fn no_name_or_title_becomes_a_header(fresh: Fresh) {
    let office = Office::open(fresh).await;
    let evil = "Eve\r\nBcc: evil@evil.example\r\n\r\nVous avez gagné";
    let account = NewAccount {
        id: "eve".to_owned(),
        email: email("eve"),
        name: evil.to_owned(),
        quality: "teacher".to_owned(),
        password: passwords::hash(PASSWORD.to_owned()).await.unwrap(),
        created_at: NOON,
        verified_at: Some(NOON),
    };
    office.store.add_account(&account).await.unwrap();
    let members = [("eve", Role::Lead), ("mairie", Role::Partner)];
    let dossier = a_dossier("e", &members);
    let dossier = NewDossier { title: evil.to_owned(), school: evil.to_owned(), ..dossier };
    office.store.add_dossier(&dossier).await.unwrap();
    let given = Event::Role { to: "mairie", role: Role::Partner };
    keep(&office.store, "e", "eve", given, NOON, office.emailer.config.email_schedule)
        .await
        .unwrap();
    office.round(DUE).await;
    let sent = office.sent().await;
    let StoredEmail { head, text } = &sent[0];
    let names: Vec<&str> = head.lines().filter_map(|line| Some(line.split_once(':')?.0)).collect();
    assert!(!names.contains(&"Bcc"), "{head}");
    let subjects = names.iter().filter(|name| **name == "Subject").count();
    assert_eq!((subjects, names.len()), (1, head.lines().count()), "{head}");
    assert!(text.starts_with("Bonjour mairie"), "{text}");
    assert!(!text.contains("\nBcc:") && text.contains("Eve Bcc: evil@evil.example"), "{text}");
}

async fn a_choice_is_one_s_own_and_one_dossier_s(fresh: Fresh) {
    let office = Office::open(fresh).await;
    let store = &office.store;
    store.add_dossier(&a_dossier("e", &[("claire", Role::Lead)])).await.unwrap();
    let never = [(Kind::Reply, EmailPace::Never), (Kind::Role, EmailPace::Daily)];
    store.set_email_settings("claire", "d", &never).await.unwrap();
    store.set_email_settings("claire", "d", &[(Kind::Role, EmailPace::AtOnce)]).await.unwrap();
    let mut chosen = store.email_settings_of("claire", "d").await.unwrap();
    chosen.sort_by_key(|(kind, _)| *kind);
    assert_eq!(chosen, [(Kind::Reply, EmailPace::Never), (Kind::Role, EmailPace::AtOnce)]);
    assert!(store.email_settings_of("yanis", "d").await.unwrap().is_empty());
    assert!(store.email_settings_of("claire", "e").await.unwrap().is_empty());
    assert!(store.set_email_settings("claire", "nothing", &never).await.is_err());
    // A choice made daily is kept for the day.
    store.set_email_settings("mairie", "d", &[(Kind::Mention, EmailPace::Daily)]).await.unwrap();
    let thread = office.thread(SectionId::Budget).await;
    office.names(&thread, "mairie", "La commune ?", NOON).await;
    assert_eq!(store.next_email_at().await.unwrap(), Some(NOON + 4 * 60 * MINUTE));
}

async fn a_round_is_bounded(fresh: Fresh) {
    let office = Office::open(fresh).await;
    for n in 0..60 {
        let id = format!("d{n:02}");
        let members = [("claire", Role::Lead), ("mairie", Role::Partner)];
        office.store.add_dossier(&a_dossier(&id, &members)).await.unwrap();
        let given = Event::Role { to: "mairie", role: Role::Partner };
        keep(&office.store, &id, "claire", given, NOON, office.emailer.config.email_schedule)
            .await
            .unwrap();
    }
    office.emailer.round(DUE, || true).await.unwrap();
    assert!(office.sent().await.is_empty(), "it was told to stop");
    office.round(DUE).await;
    assert_eq!(office.sent().await.len(), 50);
    office.round(DUE).await;
    assert_eq!(office.sent().await.len(), 60);
}
