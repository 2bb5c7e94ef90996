//! What is kept of somebody: all of it is theirs to take, nothing of others; and it can be erased,
//! so that no table holds a name or an address, while what they wrote stays.

use crate::store::databases::{Fresh, both_stores};
use crate::support::{
    Answer, Browser, NOON, PASSWORD, TestServer, a_dossier, add_accounts, answer, email,
};
use crate::threads::remarks::{remark, whole};
use dossier::form::SectionId;
use dossier::notifications::email::{EmailPace, EmailSchedule};
use dossier::notifications::{Event, Kind as Told};
use dossier::rights::{Role, Row};
use dossier::threads::consent::State;
use dossier::threads::{Kind, tie};
use reqwest::Method;
use reqwest::header::ORIGIN;
use serde_json::Value as Json;
use server::jobs::retention::{Done, erase_unseen, round};
use server::mail::Email;
use server::store::account::erasure::Why;
use server::store::account::links::{NewAccountLink, Purpose};
use server::store::account::sessions::Login;
use server::store::account::{NewAccount, NewGuest};
use server::store::engine::database::Database;
use server::store::notifications::NewNotification;
use server::store::partner::NewAccord;
use server::store::people::invitations::NewInvitation;
use server::store::people::joining::{Coming, Entry};
use server::store::threads::consent::Reserved;
use server::store::{Store, StoreError};
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use std::collections::BTreeSet;

both_stores! {
    an_erased_account_leaves_no_name_and_no_address_anywhere,
    erasing_touches_no_label_of_others,
    what_is_kept_of_somebody_is_theirs_alone,
    who_heads_a_dossier_of_others_hands_it_over_first,
    guests_who_were_not_seen_for_long_are_erased_and_no_others,
    a_round_that_looks_wrong_waits_a_week,
}

const NAME: &str = "Solveig Tardieu-Quenot";
const ADDRESS: &str = "solveig.tardieu@mairie.example";
const A_DAY: i64 = 24 * 3600 * 1000;

/// Somebody who left something in every table that can hold somebody.
pub async fn with_her(fresh: &Fresh) -> Store {
    let store = fresh.open().await;
    add_accounts(&store, &["head", "lead"]).await;
    let her = NewAccount {
        id: "a1".to_owned(),
        email: ADDRESS.to_owned(),
        name: NAME.to_owned(),
        quality: "elected".to_owned(),
        password: "$argon2id$x".to_owned(),
        created_at: NOON,
        verified_at: Some(NOON),
    };
    store.add_account(&her).await.unwrap();
    let members = [("head", Role::Head), ("lead", Role::Lead), ("a1", Role::Lead)];
    store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    store.add_dossier(&a_dossier("alone", &[("a1", Role::Head)])).await.unwrap();
    let place = whole(SectionId::Budget);
    let mine = store
        .open_thread("d", Kind::Reservation, &place, &remark("a1", "Trop cher."))
        .await
        .unwrap();
    let mut names = remark("lead", "");
    names.text = tie("@her @head ?", &[("a1", "her"), ("head", "head")]);
    let theirs = store.open_thread("d", Kind::Comment, &place, &names).await.unwrap();
    store.assign(&theirs.id, "a1", Some("2026-12-01"), ("lead", NOON)).await.unwrap();
    store.mark_seen("d", "a1", &[(theirs.id.clone(), 1)]).await.unwrap();
    let state = State { seq: 1, digest: "0".repeat(32) };
    store.consent("d", SectionId::Summary, "a1", &state, Reserved::Stays, NOON).await.unwrap();
    let accord = NewAccord {
        id: "accord".to_owned(),
        dossier: "d".to_owned(),
        account: "a1".to_owned(),
        at: NOON,
        content: "{\"rows\":[]}".to_owned(),
        digest: "0".repeat(64),
        seqs: "3:1".to_owned(),
    };
    store.give_accord(&accord).await.unwrap();
    let row = Row::new(SectionId::Budget, "budget.funding", "f1");
    store.assign_part("d", "a1", None, &BTreeSet::from([row]), &BTreeSet::new()).await.unwrap();
    // One that she made, and the letter by which she came.
    let invitation = |id: &str, by: &str, label: &str, email: Option<&str>| NewInvitation {
        id: id.to_owned(),
        dossier: "d".to_owned(),
        role: Role::Viewer,
        sections: None,
        label: label.to_owned(),
        token_digest: format!("t{id}"),
        code_digest: format!("c{id}"),
        email: email.map(str::to_owned),
        created_by: by.to_owned(),
        created_at: NOON,
        expires_at: NOON + A_DAY,
        uses_allowed: None,
    };
    let made = [
        invitation("i1", "a1", "Affiche", None),
        invitation("i2", "lead", ADDRESS, Some(ADDRESS)),
        invitation("i3", "lead", &format!("Pour {NAME}, mairie"), None),
    ];
    store.add_invitations(&made).await.unwrap();
    let login = Login {
        id: "digest-of-hers".to_owned(),
        account_id: "a1".to_owned(),
        record: "{}".to_owned(),
        expires_at: i64::MAX,
        browser: "Firefox, Windows".to_owned(),
        ..Login::default()
    };
    store.add_login(&login, NOON).await.unwrap();
    let link = NewAccountLink {
        digest: "digest-of-a-link".to_owned(),
        code_digest: "digest-of-its-code".to_owned(),
        account: "a1".to_owned(),
        purpose: Purpose::Verify,
        email: "solveig@ailleurs.example".to_owned(),
        created_at: NOON,
        expires_at: i64::MAX,
    };
    assert!(store.add_account_link(&link, NOON).await.unwrap());
    let given = Event::Role { to: "a1", role: Role::Lead };
    let schedule = EmailSchedule { delay: 0, digest_hour: 5 };
    server::acts::notifications::keep(&store, "d", "head", given, NOON, schedule).await.unwrap();
    let notice = NewNotification {
        id: "n1".to_owned(),
        account: "head".to_owned(),
        dossier: "d".to_owned(),
        kind: Told::Assignment,
        section: Some(SectionId::Budget),
        thread: Some(mine.id),
        remark: None,
        by: "a1".to_owned(),
        at: NOON,
        excerpt: tie("@her regarde", &[("a1", "her")]),
        detail: String::new(),
        pace: EmailPace::Never,
        due_at: None,
    };
    store.add_notifications(&[notice]).await.unwrap();
    store
}

/// Every row of every table, as text.
pub async fn everything(fresh: &Fresh) -> Vec<String> {
    let mut rows = Vec::new();
    match &fresh.database {
        Database::Directory(directory) => {
            let file = SqliteConnectOptions::new().filename(directory.join("preau.sqlite"));
            let mut db = file.connect().await.unwrap();
            let columns: Vec<(String, String)> = sqlx::query_as(
                "select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c \
                 where m.type = 'table' and m.name not like 'sqlite%'",
            )
            .fetch_all(&mut db)
            .await
            .unwrap();
            for (table, column) in columns {
                let sql = format!("select cast(\"{column}\" as text) from \"{table}\"");
                let values: Vec<Option<String>> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                    .fetch_all(&mut db)
                    .await
                    .unwrap_or_default();
                let named = values.into_iter().flatten();
                rows.extend(named.map(|value| format!("{table}.{column}: {value}")));
            }
        }
        Database::Server(options) => {
            let mut db = options.connect().await.unwrap();
            let tables: Vec<String> = sqlx::query_scalar(
                "select tablename::text from pg_tables where schemaname = 'public'",
            )
            .fetch_all(&mut db)
            .await
            .unwrap();
            for table in tables {
                let sql = format!("select t::text from \"{table}\" t");
                let values: Vec<String> =
                    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(&mut db).await.unwrap();
                rows.extend(values.into_iter().map(|value| format!("{table}: {value}")));
            }
        }
    }
    rows
}

pub fn holding<'r>(rows: &'r [String], words: &str) -> Vec<&'r String> {
    rows.iter().filter(|row| row.to_lowercase().contains(&words.to_lowercase())).collect()
}

async fn an_erased_account_leaves_no_name_and_no_address_anywhere(fresh: Fresh) {
    let store = with_her(&fresh).await;
    let before = everything(&fresh).await;
    assert!(
        holding(&before, NAME).len() >= 2 && holding(&before, ADDRESS).len() >= 2,
        "{before:?}"
    );
    assert_eq!(store.alone_in("a1").await.unwrap().len(), 1);
    assert_eq!(store.erase("a1", Why::Asked, NOON + 5).await.unwrap(), ["alone", "d"]);
    let after = everything(&fresh).await;
    for words in [
        NAME,
        ADDRESS,
        "Solveig",
        "digest-of-hers",
        "argon2id$x",
        "elected",
        "Firefox",
        "digest-of-a-link",
    ] {
        assert_eq!(holding(&after, words), Vec::<&String>::new(), "{words}");
    }
    // What she said stays, under nobody's name; others and their words are as they were.
    let threads = store.threads("d").await.unwrap();
    let said: Vec<_> = threads.iter().flat_map(|thread| &thread.remarks).collect();
    assert_eq!((said[0].by.account.as_str(), said[0].by.name.as_str()), ("a1", ""));
    assert_eq!((said[0].by.quality.as_str(), said[0].text.as_str()), ("", "Trop cher."));
    let named = said[1].mentions.iter().map(|one| one.name.as_str()).collect::<Vec<_>>();
    assert_eq!(named, ["", "head (personne fictive)"]);
    assert_eq!(said[1].spoken(), "@Ancien membre @head (personne fictive) ?");
    assert!(threads[1].assigned.is_none());
    let notices = store.notifications("head", 9).await.unwrap();
    assert_eq!((notices[0].by.as_str(), notices[0].words.as_str()), ("", "@Ancien membre regarde"));
    // She belongs to nothing, cannot sign in, and is not there to be erased again.
    assert_eq!(store.belongings("d").await.unwrap().len(), 2);
    assert!(store.account("a1").await.unwrap().is_none());
    for address in [ADDRESS, "a1@erased.invalid"] {
        assert!(store.credentials(address).await.unwrap().is_none());
    }
    assert!(store.login("digest-of-hers", NOON).await.unwrap().is_none());
    assert!(store.dossier("alone").await.unwrap().unwrap().archived_at.is_some());
    assert!(store.dossier("d").await.unwrap().unwrap().archived_at.is_none());
    let offer = store.offer("ti1", NOON).await.unwrap().unwrap();
    assert_eq!((offer.open, offer.by.as_str()), (false, ""));
    assert!(store.offer("ti3", NOON).await.unwrap().unwrap().open);
    let again = store.erase("a1", Why::Asked, NOON + 6).await;
    assert!(matches!(again, Err(StoreError::NotFound)), "{again:?}");
    // Her address is free.
    let another = NewAccount {
        id: "a2".to_owned(),
        email: ADDRESS.to_owned(),
        name: "Une autre".to_owned(),
        quality: String::new(),
        password: "x".to_owned(),
        created_at: NOON,
        verified_at: Some(NOON),
    };
    store.add_account(&another).await.unwrap();
}

/// What others call things is theirs: a name that is in it by chance, a dossier to which the account
/// never belonged, signs that mean something to the database.
async fn erasing_touches_no_label_of_others(fresh: Fresh) {
    let store = fresh.open().await;
    add_accounts(&store, &["head", "other"]).await;
    store.add_dossier(&a_dossier("d", &[("head", Role::Head)])).await.unwrap();
    store.add_dossier(&a_dossier("e", &[("other", Role::Head)])).await.unwrap();
    let labels = [
        ("d", "Parents de Zville"),
        ("d", "École Marie Curie"),
        ("d", "Marie"),
        ("d", "Anne Lenoir"),
        ("d", "100 % public"),
        ("e", "Anne Lenoir"),
        ("e", "Marie"),
        ("e", "Parents de Zville"),
    ];
    let made: Vec<NewInvitation> = labels
        .iter()
        .enumerate()
        .map(|(n, (dossier, label))| NewInvitation {
            id: format!("i{n}"),
            dossier: (*dossier).to_owned(),
            role: Role::Viewer,
            sections: None,
            label: (*label).to_owned(),
            token_digest: format!("t{n}"),
            code_digest: format!("c{n}"),
            email: None,
            created_by: if *dossier == "d" { "head" } else { "other" }.to_owned(),
            created_at: NOON,
            expires_at: NOON + A_DAY,
            uses_allowed: None,
        })
        .collect();
    store.add_invitations(&made).await.unwrap();
    for (id, name) in
        [("g1", "Z"), ("g2", "%"), ("g3", "_"), ("g4", "Marie"), ("g5", "Anne Lenoir")]
    {
        let (guest, name) = (id.to_owned(), name.to_owned());
        let coming =
            Coming::Guest(NewGuest { id: guest, name, quality: String::new(), created_at: NOON });
        store.enter("t0", &coming, NOON).await.unwrap();
        store.erase(id, Why::Asked, NOON).await.unwrap();
    }
    let mut left = Vec::new();
    for dossier in ["d", "e"] {
        let mut all = store.invitations(dossier).await.unwrap();
        all.sort_by(|one, other| one.id.cmp(&other.id));
        left.extend(all.into_iter().map(|one| one.label));
    }
    let mut expected = labels.map(|(_, label)| label);
    (expected[2], expected[3]) = ("Ancien membre", "Ancien membre");
    assert_eq!(left, expected);
}

async fn what_is_kept_of_somebody_is_theirs_alone(fresh: Fresh) {
    let store = with_her(&fresh).await;
    let data = serde_json::to_value(store.own_data("a1").await.unwrap()).unwrap();
    for (key, count) in [
        ("memberships", 2),
        ("comments", 1),
        ("suggestions", 0),
        ("consents", 1),
        ("accords", 1),
        ("assignments", 1),
        ("mentions", 1),
        ("invitations", 1),
        ("rows", 1),
        ("writing", 18),
        ("notifications", 1),
        ("emails", 0),
        ("choices", 0),
        ("seances", 0),
        ("classes", 0),
        ("ideas", 0),
        ("ballots", 0),
        ("turns", 0),
        ("read", 1),
        ("sessions", 1),
        ("links", 1),
        ("browsers", 0),
    ] {
        assert_eq!(data[key].as_array().unwrap().len(), count, "{key}: {}", data[key]);
    }
    assert_eq!((data["name"].as_str(), data["email"].as_str()), (Some(NAME), Some(ADDRESS)));
    assert_eq!(data["createdAt"], "2026-09-24T00:00:00Z");
    assert_eq!(data["comments"][0]["text"], "Trop cher.");
    assert_eq!(data["accords"][0]["content"]["rows"], Json::Array(Vec::new()));
    // Each key has a name for people.
    for key in data.as_object().unwrap().keys() {
        assert!(app::texts::privacy::label(key).is_some(), "{key}");
    }
    let text = data.to_string();
    for others in ["personne fictive", "ecole.example", "digest-of-hers", "argon2id", "a1"] {
        assert!(!text.contains(others), "{others}: {text}");
    }
    let head = serde_json::to_value(store.own_data("head").await.unwrap()).unwrap().to_string();
    for hers in [NAME, ADDRESS, "Trop cher"] {
        assert!(!head.contains(hers), "{hers}: {head}");
    }
    assert!(matches!(store.own_data("nobody").await, Err(StoreError::NotFound)));
}

async fn who_heads_a_dossier_of_others_hands_it_over_first(fresh: Fresh) {
    let store = with_her(&fresh).await;
    let refused = store.erase("head", Why::Asked, NOON).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    assert_eq!(
        store.headed("head").await.unwrap(),
        [("d".to_owned(), "Une cour pour tous".to_owned())]
    );
    // Nothing was done.
    assert_eq!(store.account("head").await.unwrap().unwrap().name, "head (personne fictive)");
    assert_eq!(store.belongings("d").await.unwrap().len(), 3);
    store.hand_over("d", "head", "lead").await.unwrap();
    assert_eq!(store.erase("head", Why::Asked, NOON).await.unwrap(), ["d"]);
    assert_eq!(store.belongings("d").await.unwrap().len(), 2);
}

async fn guests_who_were_not_seen_for_long_are_erased_and_no_others(fresh: Fresh) {
    let store = with_her(&fresh).await;
    let guest = |id: &str, at: i64| {
        let (id, name) = (id.to_owned(), format!("Passante {id}"));
        Coming::Guest(NewGuest { id, name, quality: "parent".to_owned(), created_at: at })
    };
    for (id, at) in [("old", NOON), ("seen", NOON), ("new", NOON + 300 * A_DAY)] {
        // The invitation is open for a day.
        let came = store.enter("ti3", &guest(id, at), NOON).await.unwrap();
        assert_eq!(came, Entry::Joined("d".to_owned()));
    }
    store.guest_seen("seen", NOON + 100 * A_DAY).await.unwrap();
    // Not of who can sign in.
    store.guest_seen("lead", NOON + A_DAY).await.unwrap();
    assert!(store.account("lead").await.unwrap().unwrap().seen_at.is_none());
    let there = |day: i64| {
        let store = store.clone();
        async move {
            let now = NOON + day * A_DAY;
            let erased = erase_unseen(&store, 365, now).await.unwrap();
            let mut left = Vec::new();
            for id in ["old", "seen", "new", "lead", "a1"] {
                if store.account(id).await.unwrap().is_some() {
                    left.push(id);
                }
            }
            (erased, left.join(" "))
        }
    };
    assert_eq!(there(365).await, (0, "old seen new lead a1".to_owned()));
    assert_eq!(there(366).await, (1, "seen new lead a1".to_owned()));
    assert_eq!(there(366).await, (0, "seen new lead a1".to_owned()));
    // One who comes back at the last moment stays.
    let before = NOON + 99 * A_DAY;
    let stays = store.erase("seen", Why::Unseen { before }, NOON).await;
    assert!(matches!(stays, Err(StoreError::NotFound)), "{stays:?}");
    assert_eq!(there(1000).await, (2, "lead a1".to_owned()));
    let rows = everything(&fresh).await;
    assert_eq!(holding(&rows, "Passante"), Vec::<&String>::new());
}

async fn a_round_that_looks_wrong_waits_a_week(fresh: Fresh) {
    let store = fresh.open().await;
    add_accounts(&store, &["head"]).await;
    store.add_dossier(&a_dossier("d", &[("head", Role::Head)])).await.unwrap();
    let invitation = NewInvitation {
        id: "i".to_owned(),
        dossier: "d".to_owned(),
        role: Role::Viewer,
        sections: None,
        label: "Affiche".to_owned(),
        token_digest: "t".to_owned(),
        code_digest: "c".to_owned(),
        email: None,
        created_by: "head".to_owned(),
        created_at: NOON,
        expires_at: NOON + 1000 * A_DAY,
        uses_allowed: None,
    };
    store.add_invitations(&[invitation]).await.unwrap();
    let come = async |id: String, day: i64| {
        let (name, created_at) = ("Passante".to_owned(), NOON + day * A_DAY);
        let guest = NewGuest { id, name, quality: String::new(), created_at };
        store.enter("t", &Coming::Guest(guest), NOON).await.unwrap();
    };
    let day = async |day: i64| round(&store, 365, NOON + day * A_DAY).await.unwrap();
    come("one".to_owned(), 0).await;
    // The clock is a year ahead: nobody goes, and nobody has gone when it is mended.
    assert_eq!(day(0).await, Done::Erased(0));
    assert!(matches!(day(400).await, Done::Suspected(_)));
    assert_eq!(day(402).await, Done::Held);
    assert!(matches!(day(1).await, Done::Suspected(_)));
    assert!(store.account("one").await.unwrap().is_some());
    // Day by day it is believed.
    for n in 2..=7 {
        assert_eq!(day(n).await, Done::Held, "{n}");
    }
    assert_eq!(day(8).await, Done::Erased(0));
    // A whole hall that came on one evening goes on one day, a week later than it would.
    for n in 0..30 {
        come(format!("hall {n}"), 8).await;
    }
    let (mut now, mut gone) = (8, Vec::new());
    while now < 390 {
        now += 2;
        match day(now).await {
            Done::Erased(0) | Done::Held => {}
            other => gone.push((now, other)),
        }
    }
    let hall = Done::Suspected("most guests would be erased at once");
    assert_eq!(gone, [(366, Done::Erased(1)), (374, hall), (382, Done::Erased(30))]);
}

async fn erase(browser: &Browser, form: &[(&str, &str)]) -> Answer {
    browser.post("/compte/effacer", form).await
}

#[tokio::test]
async fn an_account_is_erased_by_its_password_and_its_connections_end() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["head", "editor"]).await;
    let members = [("head", Role::Head), ("editor", Role::Editor)];
    server.store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    let place = whole(SectionId::Budget);
    server.store.open_thread("d", Kind::Comment, &place, &remark("editor", "a")).await.unwrap();
    let (one, other) =
        (server.signed_in(&email("editor")).await, server.signed_in(&email("editor")).await);
    let head = server.signed_in(&email("head")).await;
    let witness = server.tab("head", Role::Head).await;
    let tab = server.tab("editor", Role::Editor).await;
    for wrong in
        [&[][..], &[("password", "")], &[("password", "une autre phrase")], &[("sure", "yes")]]
    {
        let answer = erase(&one, wrong).await;
        assert_eq!(answer.status, 422, "{wrong:?}");
        answer.shows("Rien n’a été effacé");
    }
    let foreign =
        one.request(Method::POST, "/compte/effacer").header(ORIGIN, "http://evil.example");
    assert_eq!(answer(foreign.form(&[("password", PASSWORD)])).await.status, 403);
    // Who heads a dossier of others is told which.
    let refused = erase(&head, &[("password", PASSWORD)]).await;
    assert_eq!(refused.status, 409);
    refused.shows("Remettez-les d’abord").shows("/dossiers/d/personnes");
    let done = erase(&one, &[("password", PASSWORD)]).await;
    assert_eq!(done.status, 200);
    done.shows("C’est effacé").hides("editor (personne fictive)");
    assert!(done.header("clear-site-data").contains("cookies"));
    for browser in [&one, &other] {
        assert!(browser.get("/dossiers").await.location().starts_with("/connexion"));
    }
    tab.until("the end", |state| state.ended.is_some()).await;
    witness.until("the news", |state| !state.heard.is_empty()).await;
    let page = head.get("/dossiers/d").await;
    page.shows("Ancien membre").hides("editor (personne fictive)");
    head.get("/dossiers/d/personnes").await.hides("editor (personne fictive)");
    assert_eq!(server.browser().sign_in(&email("editor"), PASSWORD).await.status, 422);
}

#[tokio::test]
async fn files_of_e_mails_go_with_who_is_erased() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["editor"]).await;
    let mail = &server.acts.mail;
    for to in [email("editor"), email("editor2"), "Editor@Ecole.example".to_owned()] {
        let text = format!("Pour {}", email("editor"));
        mail.send(Email::plain(to, "Bonjour".to_owned(), text)).await.unwrap();
    }
    let editor = server.signed_in(&email("editor")).await;
    erase(&editor, &[("password", PASSWORD)]).await.shows("C’est effacé");
    let folder = server.directory.path().join("data/mail");
    let files = || folder.read_dir().unwrap().map(|file| file.unwrap().path());
    let left: Vec<String> = files().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert_eq!(left.len(), 1);
    assert!(left[0].contains("To: editor2@ecole.example"), "{left:?}");
    // And with time.
    mail.forget_before(0).await.unwrap();
    assert_eq!(files().count(), 1);
    mail.forget_before(i64::MAX / 2_000_000).await.unwrap();
    assert_eq!(files().count(), 0);
}

#[tokio::test]
async fn what_is_kept_is_a_file_of_the_reader_s_own() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["head", "editor"]).await;
    let members = [("head", Role::Head), ("editor", Role::Editor)];
    server.store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    let place = whole(SectionId::Budget);
    for (who, text) in [("editor", "Mes mots"), ("head", "Ses mots")] {
        server.store.open_thread("d", Kind::Comment, &place, &remark(who, text)).await.unwrap();
    }
    let editor = server.signed_in(&email("editor")).await;
    for (path, kind) in [
        ("/compte/donnees.json", "application/json"),
        ("/compte/donnees.html", "text/html; charset=utf-8"),
    ] {
        let file = editor.get(path).await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, kind));
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert_eq!(file.header("cache-control"), "no-store");
        file.shows("Mes mots")
            .shows("editor (personne fictive)")
            .hides("Ses mots")
            .hides("head (personne");
    }
    editor.get("/compte/donnees").await.shows("/compte/donnees.json").shows("Mes données");
    server.browser().get("/confidentialite").await.shows("365 jours après");
    server.browser().get("/inscription").await.shows("Réservé aux adultes");
}

#[test]
fn who_is_gone_is_called_the_same_everywhere() {
    assert_eq!(server::store::account::erasure::FORMER, app::texts::people::FORMER.fr);
}
