//! The relevé of a séance, on both databases: what it says by itself, corrected, approved, said in the
//! form.

use crate::site::access::fill;
use crate::support::{Answer, Browser, TestServer, email};
use app::texts::dates::Day;
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::read::Value;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::seance::Seance;
use dossier::seance::releve::{Releve, read};
use reqwest::StatusCode;
use server::acts::pending;
use server::store::seance::NewSeance;

on_both! {
    what_was_held_is_written_by_itself_approved_and_in_the_form,
    what_was_only_planned_is_not_told_as_held,
    who_was_slower_loses_nothing_and_approves_only_what_they_read,
    what_the_team_changed_in_the_form_is_replaced_only_knowingly,
    what_is_typed_in_another_way_is_no_change_of_the_form,
    an_approval_that_was_cut_off_is_written_by_the_job,
    only_the_head_or_the_lead_approves_and_guests_read_what_is_approved,
    a_session_is_prepared_invited_to_and_counted,
}

async fn begun(server: &TestServer) -> (Browser, Seance) {
    fill(server).await;
    let head = server.signed_in(&email("head")).await;
    let form = [
        ("title", "Soirée au préau (essai)"),
        // Long ago: never the day of the test.
        ("on", "2024-11-26"),
        ("at", "18:00"),
        ("place", "Préau"),
        ("tables", "5"),
        ("questions", "Que manque-t-il à la cour ?"),
        ("plan", "10 Accueil\n20 Idées"),
    ];
    let begun = head.post("/dossiers/d/seances", &form).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let seance = server.store.seances("d").await.unwrap().remove(0);
    (head, seance)
}

async fn press(browser: &Browser, seance: &Seance, act: &str, what: &str) {
    let form = [("act", act), ("what", what), ("each", "3"), ("offset", "60")];
    let pressed = browser.post(&format!("/seances/{}/animer", seance.id), &form).await;
    assert_eq!(pressed.status, StatusCode::SEE_OTHER, "{act}: {}", pressed.body);
}

async fn phone(server: &TestServer, seance: &Seance, quality: &str, people: &str) -> Browser {
    let browser = server.browser();
    let form = [("name", "Odile Personne"), ("quality", quality), ("people", people)];
    let entered = browser.post(&format!("/s/{}", seance.code.clone().unwrap()), &form).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    browser
}

/// A séance in which something was said, decided and left, and which is over.
pub async fn held(server: &TestServer) -> (Browser, Seance, Browser) {
    let (head, seance) = begun(server).await;
    let parent = phone(server, &seance, "parents", "4").await;
    press(&head, &seance, "step:0", "").await;
    press(&head, &seance, "ideas:on", "").await;
    for words in ["Un banc à l’ombre", "Une piscine", "Un potager"] {
        let sent = parent.post(&format!("/seances/{}/idees", seance.id), &[("words", words)]).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    }
    press(&head, &seance, "open-dots", "").await;
    let votes = server.store.votes(&seance.id).await.unwrap();
    let cast = format!("/seances/{}/bulletins/{}", seance.id, votes[0].id);
    parent.post(&cast, &[("o0", "2"), ("o2", "1")]).await;
    press(&head, &seance, "open-consent", "Planter dès mars.").await;
    let votes = server.store.votes(&seance.id).await.unwrap();
    let cast = format!("/seances/{}/bulletins/{}", seance.id, votes[1].id);
    let said = [("answer", "reserve"), ("why", "Si la mairie\n arrose l’été")];
    parent.post(&cast, &said).await;
    press(&head, &seance, &format!("close-vote:{}", votes[1].id), "").await;
    let ideas = server.store.ideas(&seance.id).await.unwrap();
    let id = |words: &str| ideas.iter().find(|idea| idea.words == words).unwrap().id.clone();
    press(&head, &seance, &format!("adopt:{}", id("Un banc à l’ombre")), "need").await;
    press(&head, &seance, &format!("leave:{}", id("Une piscine")), "Trop cher").await;
    press(&head, &seance, "end", "").await;
    let seance = server.store.seance(&seance.id).await.unwrap().unwrap();
    (head, seance, parent)
}

/// The hidden fields of the form that approves, and this.
pub async fn approve(browser: &Browser, seance: &Seance, more: &[(&str, &str)]) -> Answer {
    let path = format!("/seances/{}/releve", seance.id);
    let page = browser.get(&path).await;
    let (version, digest) = (value(&page, "version"), value(&page, "digest"));
    let form = [&[("version", version.as_str()), ("digest", digest.as_str())], more].concat();
    browser.post(&format!("{path}/approuver"), &form).await
}

/// What stands in the first hidden field of that name after the form that approves begins.
fn value(page: &Answer, name: &str) -> String {
    let form = page.body.split("releve/approuver").nth(1).unwrap_or_default();
    let field = form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
    field.split('"').next().unwrap_or_default().to_owned()
}

async fn in_form(server: &TestServer, seance: &Seance) -> Option<Releve> {
    let state = server.rooms.state("d", SectionId::Concertation).await.unwrap();
    let doc = SectionDoc::load(SectionId::Concertation, 9, &state).unwrap();
    read(&doc, &seance.id)
}

const CORRECTED: [(&str, &str); 7] = [
    ("date", "2026-11-24"),
    ("start", "18:05"),
    ("minutes", "150"),
    ("place", "Salle des fêtes"),
    ("people-parents", "14"),
    ("people-pupils", "24"),
    ("conclusions", "# Décidé\n\n- Un banc\n- Un **potager**"),
];

pub async fn correct(browser: &Browser, seance: &Seance, version: &str, place: &str) -> Answer {
    let mut form = vec![("version", version)];
    form.extend(CORRECTED.map(|(name, words)| (name, if name == "place" { place } else { words })));
    browser.post(&format!("/seances/{}/releve/corriger", seance.id), &form).await
}

async fn what_was_held_is_written_by_itself_approved_and_in_the_form(server: TestServer) {
    let (head, seance, _) = held(&server).await;
    let path = format!("/seances/{}/releve", seance.id);
    let page = head.get(&path).await;
    page.shows("Soirée au préau (essai)").shows("4 personnes").shows("Que manque-t-il à la cour ?");
    page.shows("Un banc à l’ombre (versé dans «\u{a0}").shows("Une piscine\u{a0}: Trop cher");
    page.shows("Planter dès mars\u{a0}: personne sans réserve, 1 réserve, aucune opposition.");
    page.shows("Si la mairie arrose l’été (Parents, sur «\u{a0}Planter dès mars.\u{a0}»)");
    page.shows("Un banc à l’ombre\u{a0}: 2 points").shows("Idées à reprendre").hides("Odile");
    assert_eq!(in_form(&server, &seance).await, None, "nobody has approved it");

    let approved = approve(&head, &seance, &[]).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.body);
    let said = in_form(&server, &seance).await.unwrap();
    assert_eq!((said.people(), said.attendance.get("parents")), (4, Some(&4)));
    assert!(said.conclusions.contains("Planter dès mars"), "{}", said.conclusions);
    let page = head.get(&path).await;
    page.shows("Approuvé le").hides("releve/approuver");
    head.get("/dossiers/d/seances").await.shows("relevé approuvé");

    // What is corrected later waits to be approved; until then others read what was.
    assert_eq!(correct(&head, &seance, "1", "Gymnase").await.status, StatusCode::SEE_OTHER);
    let viewer = server.signed_in(&email("viewer")).await;
    viewer.get(&path).await.shows("Préau").hides("Gymnase");
    head.get(&path).await.shows("Gymnase").shows("Corrigé depuis l’approbation");
    head.get(&format!("{path}?approved=1")).await.hides("Gymnase").shows("Approuvé le");
    assert_eq!(approve(&head, &seance, &[]).await.status, StatusCode::SEE_OTHER);
    let said = in_form(&server, &seance).await.unwrap();
    assert_eq!((said.place.as_str(), said.people()), ("Gymnase", 38));
    assert_eq!(said.conclusions, "# Décidé\n\n- Un banc\n- Un **potager**");
}

/// Planned for a day on which nobody met, held for an instant, with one step of two.
async fn what_was_only_planned_is_not_told_as_held(server: TestServer) {
    let (head, seance, _) = held(&server).await;
    // The hour is that of the hall, whose clocks are an hour ahead of UTC.
    let begun = seance.course.begun.unwrap() + 3_600_000;
    let minutes = begun / 60_000 % (24 * 60);
    let hour = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let begun = Day::of_clock(begun).in_words(Lang::Fr);
    let planned = "26\u{a0}novembre 2024";
    let page = head.get(&format!("/seances/{}/releve", seance.id)).await;
    page.shows(&begun).shows(&hour).hides(planned);
    page.shows("Accueil (moins d’une minute)").shows("Prévu, non tenu\u{a0}: Idées");
    for path in ["/dossiers/d/demandes", "/dossiers/d/seances"] {
        head.get(path).await.shows(&begun).hides(planned);
    }
    approve(&head, &seance, &[]).await;
    let said = in_form(&server, &seance).await.unwrap();
    let day = Day::of_iso(&said.date).unwrap();
    assert_eq!((day.in_words(Lang::Fr), said.start), (begun, hour));
    assert_eq!(said.agenda, ["Accueil (moins d’une minute)", "Prévu, non tenu\u{a0}: Idées"]);

    // Who was there knows better than a clock, and all pages say what they approved.
    correct(&head, &seance, "1", "Gymnase").await;
    approve(&head, &seance, &[]).await;
    for path in ["/dossiers/d/demandes", "/dossiers/d/seances"] {
        head.get(path).await.shows("24\u{a0}novembre 2026");
    }
}

async fn who_was_slower_loses_nothing_and_approves_only_what_they_read(server: TestServer) {
    let (head, seance, _) = held(&server).await;
    let lead = server.signed_in(&email("lead")).await;
    let path = format!("/seances/{}/releve", seance.id);
    let read_before = lead.get(&path).await;
    assert_eq!(correct(&head, &seance, "0", "Gymnase").await.status, StatusCode::SEE_OTHER);
    let slower = correct(&lead, &seance, "0", "Cantine").await;
    assert_eq!(slower.status, StatusCode::CONFLICT);
    slower.shows("Cantine").shows("entre-temps").shows("name=\"version\" value=\"1\"");
    let (version, digest) = (value(&read_before, "version"), value(&read_before, "digest"));
    let form = [("version", version.as_str()), ("digest", digest.as_str())];
    let late = lead.post(&format!("{path}/approuver"), &form).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.shows("Gymnase").shows("n’est plus celui que vous avez lu");
    assert_eq!(in_form(&server, &seance).await, None);

    // While nobody has corrected it, the séance may go on saying something else.
    let again = [("version", "1")];
    let afresh = head.post(&format!("{path}/recommencer"), &again).await;
    assert_eq!(afresh.status, StatusCode::SEE_OTHER, "{}", afresh.body);
    let read_before = head.get(&path).await;
    let ideas = server.store.ideas(&seance.id).await.unwrap();
    let open = ideas.iter().find(|idea| idea.words == "Un potager").unwrap();
    press(&head, &seance, &format!("leave:{}", open.id), "Pas de place").await;
    let digest = value(&read_before, "digest");
    let form = [("version", "0"), ("digest", digest.as_str())];
    let late = head.post(&format!("{path}/approuver"), &form).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.shows("Pas de place");

    // What cannot be kept is said, and comes back as it was typed.
    let mut wrong = vec![("version", "0"), ("date", "2026-02-30"), ("minutes", "soir")];
    wrong.extend([("people-parents", "-1"), ("conclusions", "Gardé <b>tel quel</b>")]);
    let refused = head.post(&format!("{path}/corriger"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Cette date n’existe pas").shows("Gardé &lt;b").shows("Parents\u{a0}: écrivez");
    let empty = [("version", "0"), ("date", "2026-11-24")];
    head.post(&format!("{path}/corriger"), &empty).await;
    let refused = approve(&head, &seance, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Indiquez combien").shows("Il manque les conclusions");
}

async fn what_the_team_changed_in_the_form_is_replaced_only_knowingly(server: TestServer) {
    let (head, seance, _) = held(&server).await;
    approve(&head, &seance, &[]).await;
    let path = Path::field("concertation.sessions").row(&seance.id).column("durationMinutes");
    let edit = Edit::Set { path, value: Some(Value::Number(99.0)) };
    server.rooms.edit("d", "head", SectionId::Concertation, vec![edit]).await.unwrap();
    correct(&head, &seance, "1", "Gymnase").await;
    let refused = approve(&head, &seance, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("a été modifiée dans le dossier depuis").shows("Cochez la case");
    assert_eq!(in_form(&server, &seance).await.unwrap().minutes, Some(99));
    let done = approve(&head, &seance, &[("replace", "oui")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let said = in_form(&server, &seance).await.unwrap();
    assert_eq!((said.minutes, said.place.as_str()), (Some(150), "Gymnase"));
}

async fn what_is_typed_in_another_way_is_no_change_of_the_form(server: TestServer) {
    let (head, seance, _) = held(&server).await;
    let typed = "#  Titre \r\n\r\n\r\n* un\r\n* deux  \r\n\r\nFin";
    let form =
        [("version", "0"), ("date", "2026-11-24"), ("people-parents", "4"), ("conclusions", typed)];
    let path = format!("/seances/{}/releve", seance.id);
    let corrected = head.post(&format!("{path}/corriger"), &form).await;
    assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{}", corrected.body);
    assert_eq!(approve(&head, &seance, &[]).await.status, StatusCode::SEE_OTHER);
    let kept = server.store.releve(&seance.id).await.unwrap().unwrap();
    assert_eq!(in_form(&server, &seance).await, Some(kept.content));
    correct(&head, &seance, "2", "Gymnase").await;
    head.get(&path).await.hides("a été modifiée dans le dossier depuis");
}

async fn an_approval_that_was_cut_off_is_written_by_the_job(server: TestServer) {
    let (head, seance, _) = held(&server).await;
    let releve = Releve { date: "2026-11-24".into(), ..Releve::default() };
    // As far as a crash between the two lets it come.
    assert!(server.store.approve_releve(&seance.id, 0, &releve, "head", 7).await.unwrap());
    assert_eq!(in_form(&server, &seance).await, None);
    head.get(&format!("/seances/{}/releve", seance.id)).await;
    assert_eq!(in_form(&server, &seance).await, None, "a page was read");
    pending::finish(&server.acts, || false).await;
    assert_eq!(in_form(&server, &seance).await, Some(releve));
    let kept = server.store.releve(&seance.id).await.unwrap().unwrap();
    assert!(kept.approval.unwrap().in_form);
}

async fn only_the_head_or_the_lead_approves_and_guests_read_what_is_approved(server: TestServer) {
    let (head, seance, parent) = held(&server).await;
    let path = format!("/seances/{}/releve", seance.id);
    let editor = server.signed_in(&email("editor")).await;
    editor.get(&path).await.shows("Projet").shows("La direction ou le porteur").hides("/approuver");
    let form = [("version", "0")];
    let refused = editor.post(&format!("{path}/approuver"), &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let (partner, stranger) =
        (server.signed_in(&email("partner")).await, server.signed_in(&email("stranger")).await);
    for browser in [&parent, &partner] {
        let early = browser.get(&path).await;
        early.shows("pas encore approuvé").hides("Un banc");
    }
    assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
    for act in ["corriger", "approuver", "recommencer"] {
        for browser in [&parent, &stranger] {
            let refused = browser.post(&format!("{path}/{act}"), &form).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{act}");
        }
        let refused = partner.post(&format!("{path}/{act}"), &form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{act}");
    }
    approve(&head, &seance, &[]).await;
    for browser in [&parent, &partner] {
        browser.get(&path).await.shows("Un banc").shows("Approuvé le").hides("Corriger");
    }
    assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
}

async fn a_session_is_prepared_invited_to_and_counted(server: TestServer) {
    let (head, seance) = begun(&server).await;
    let page = head.get(&format!("/seances/{}/invitation", seance.id)).await;
    page.shows("26\u{a0}novembre 2024, à 18:00").shows("Table 5").hides("Table 6").shows("30 min");
    let prepare = format!("/seances/{}/preparer", seance.id);
    let wrong = [("title", ""), ("on", "hier"), ("tables", "100"), ("plan", "10 Accueil")];
    let refused = head.post(&prepare, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Donnez un titre").shows("Cette date n’existe pas").shows("de 0 à 60");
    let changed = [("title", "Soirée (autre)"), ("on", "2026-12-01"), ("plan", "45 Tables")];
    assert_eq!(head.post(&prepare, &changed).await.status, StatusCode::SEE_OTHER);
    head.get("/dossiers/d/seances").await.shows("Soirée (autre)").shows("1er\u{a0}décembre 2026");

    let invite = format!("/seances/{}/invitation", seance.id);
    let wrong = head.post(&invite, &[("addresses", "mairie@ville.example\npas une adresse")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.shows("pas une adresse").shows("mairie@ville.example");
    let many: Vec<String> = (0..60).map(|n| format!("p{n}@ville.example")).collect();
    let sent = head.post(&invite, &[("addresses", &many.join("\n"))]).await;
    assert_eq!(sent.location(), format!("{invite}?sent=60"));
    // As many as leave of one account at once, by this way and by the other.
    let more = head.post(&invite, &[("addresses", "encore@ville.example")]).await;
    assert_eq!(more.status, StatusCode::TOO_MANY_REQUESTS);
    more.shows("Trop de courriels").shows("encore@ville.example");
    assert_ne!(more.header("retry-after"), "");
    let letter = [("way", "courriel"), ("role", "viewer"), ("email", "a@b.example")];
    let form = [letter[0], letter[1], letter[2], ("expiry", "7")];
    let other = head.post("/dossiers/d/invitations", &form).await;
    assert_eq!(other.status, StatusCode::TOO_MANY_REQUESTS);
    // And as many as a séance sends.
    assert!(server.store.count_invited(&seance.id, 240, 300).await.unwrap());
    let lead = server.signed_in(&email("lead")).await;
    let more = lead.post(&invite, &[("addresses", "encore@ville.example")]).await;
    more.shows("toutes ses invitations");

    // A table's card says which table; five sit at it.
    let code = seance.code.clone().unwrap();
    server.browser().get(&format!("/s/{code}?table=3")).await.shows("Table 3");
    phone(&server, &seance, "parents", "5").await;
    let form = [("name", "Odile"), ("quality", "parents"), ("people", "400")];
    let refused = server.browser().post(&format!("/s/{code}"), &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("de 1 à 40").shows("value=\"400\"");
    let remote = format!("/seances/{}/animer", seance.id);
    head.get(&remote).await.shows("5 personnes").shows("1 appareil");
    let count = format!("/seances/{}/presents", seance.id);
    let counted = [("people-parents", "11"), ("people-pupils", " 24 "), ("people-other", "")];
    assert_eq!(head.post(&count, &counted).await.status, StatusCode::SEE_OTHER);
    head.get(&remote).await.shows("35 personnes").shows("Élèves\u{a0}: 24");
    let wrong = head.post(&count, &[("people-pupils", "beaucoup")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.shows("Élèves\u{a0}: écrivez un nombre");
    let viewer = server.signed_in(&email("viewer")).await;
    assert_eq!(viewer.post(&count, &counted).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_session_that_was_kept_before_dates_were_is_read() {
    let server = TestServer::spawn().await;
    fill(&server).await;
    let new = NewSeance {
        id: "s".into(),
        dossier: "d".into(),
        code: "K7M2QX".into(),
        title: "Soirée".into(),
        place: String::new(),
        site: String::new(),
        questions: Vec::new(),
        lang: dossier::lang::Lang::Fr,
        plan: Vec::new(),
        meeting: Default::default(),
        by: "head".into(),
        at: 0,
    };
    assert!(server.store.add_seance(&new).await.unwrap());
    let seance = server.store.seance("s").await.unwrap().unwrap();
    assert_eq!((seance.meeting, seance.headcount.len()), (Default::default(), 0));
}
