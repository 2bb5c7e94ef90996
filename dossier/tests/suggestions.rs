//! Suggestions against a model: what is proposed on a copy is said in pieces, touches nothing, and
//! makes of the passage what it said when it is accepted. Owns: the seeds and the model.

use dossier::delta::{Attributes, Op, utf16_len};
use dossier::edit::{Edit, EditError};
use dossier::form::{Field, SectionId, section};
use dossier::path::Path;
use dossier::read::Value;
use dossier::schema::{ApplyError, SectionDoc, seed};
use dossier::suggestions::{
    Fate, NotAccepted, Proposal, Unfit, Weighed, current, shown, weigh_passage, weigh_value,
};
use dossier::sync::room::{Accepted, Effect, Room};
use dossier::words::Lang;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;

const SECTION: SectionId = SectionId::Diagnosis;

fn text() -> Path {
    Path::field("diagnosis.findings")
}

fn of_section(id: SectionId, client: u64) -> SectionDoc {
    SectionDoc::load(id, client, &seed(id)).expect("a seed")
}

fn saying(words: &str) -> SectionDoc {
    let doc = of_section(SECTION, 30);
    change(&doc, vec![Op::insert(words)]);
    doc
}

fn change(doc: &SectionDoc, ops: Vec<Op>) -> Vec<u8> {
    doc.edit(&Edit::Text { path: text(), ops }).expect("an edit").update
}

/// What somebody proposes by these steps on a copy.
fn proposed(doc: &SectionDoc, steps: Vec<Vec<Op>>) -> Result<Weighed, Unfit> {
    let copy = SectionDoc::load(doc.section.id, 77, &doc.state()).expect("a copy");
    let before = copy.state_vector();
    for ops in steps {
        change(&copy, ops);
    }
    weigh_passage(doc, 78, &copy.diff(&before).expect("a difference"))
}

/// The section as it is once that is accepted.
fn with(doc: &SectionDoc, update: &[u8]) -> Result<SectionDoc, ApplyError> {
    let copy = SectionDoc::load(doc.section.id, 79, &doc.state())?;
    copy.apply(update)?;
    Ok(copy)
}

fn pieces(weighed: &Weighed) -> Vec<(Fate, &str)> {
    let Proposal::Passage { pieces } = &weighed.proposal else { panic!("a passage") };
    pieces.iter().map(|piece| (piece.what, piece.words.as_str())).collect()
}

fn bold() -> Attributes {
    Attributes::from([("bold".to_owned(), true.into())])
}

#[test]
fn a_passage_is_rewritten_in_pieces_that_reach_to_the_ends_of_its_words() {
    let doc = saying("La cour est trop chaude. Les élèves le disent.");
    let before = doc.text(&text());
    let weighed = proposed(
        &doc,
        vec![
            vec![Op::retain(12), Op::delete(11), Op::insert("brûlante")],
            vec![Op::Retain { retain: 2, attributes: Some(bold()) }],
        ],
    );
    let weighed = weighed.expect("a suggestion");
    let expected = [
        (Fate::Changes, "La"),
        (Fate::Stays, " cour est "),
        (Fate::Comes, "brûlante"),
        (Fate::Goes, "trop chaude"),
        (Fate::Stays, "."),
    ];
    let mut got = pieces(&weighed);
    // Which of the two comes first is a matter of drawing.
    if got[2].0 == Fate::Goes {
        got.swap(2, 3);
    }
    assert_eq!(got, expected);
    assert_eq!(weighed.proposal.before(), "La cour est trop chaude.");
    assert_eq!(weighed.proposal.after(), "La cour est brûlante.");
    assert_eq!(weighed.place.quote, "La cour est trop chaude.");
    assert_eq!(doc.text(&text()), before, "the shared text was touched");
    let after = with(&doc, &weighed.update).expect("a copy");
    assert_eq!(after.words(&text()), "La cour est brûlante. Les élèves le disent.\n");
    assert_eq!(after.blocks(&text())[0].runs[0].words, "La");
    assert!(after.blocks(&text())[0].runs[0].bold);
}

#[test]
fn several_paragraphs_may_come_and_go_at_once() {
    let doc = saying("Un.\nDeux.\nTrois.");
    let line = Op::insert_with("\n", Attributes::from([("list".to_owned(), "bullet".into())]));
    let ops = vec![Op::retain(3), Op::insert("\nD’abord"), line, Op::retain(1), Op::delete(6)];
    let weighed = proposed(&doc, vec![ops]).expect("a suggestion");
    let after = with(&doc, &weighed.update).expect("a copy");
    assert_eq!(after.words(&text()), "Un.\nD’abord\n\nTrois.\n");
    assert_eq!(weighed.proposal.before(), "Un.\nDeux.\nTrois.");
    assert_eq!(weighed.proposal.after(), "Un.\nD’abord\n\nTrois.");
}

#[test]
fn accepting_makes_of_the_passage_what_was_proposed_or_says_that_it_changed() {
    let (mut fitting, mut unfitting) = (0, 0);
    for seed in 0..300 {
        let mut rng = StdRng::seed_from_u64(seed);
        let words: Vec<String> = (0..rng.random_range(1..40)).map(|n| format!("mot{n}")).collect();
        let doc = saying(&words.join(if rng.random_bool(0.5) { " " } else { "\n" }));
        let steps = (0..rng.random_range(1..4)).map(|_| random_ops(&mut rng)).collect();
        let weighed = match proposed(&doc, steps) {
            Ok(weighed) => weighed,
            Err(Unfit::Nothing) => continue,
            Err(other) => panic!("seed {seed}: {other}"),
        };
        let place = &weighed.place;
        let span = place.span.as_ref().expect("a span");
        assert!(weighed.proposal.fits(&doc, place), "seed {seed}: fits where it was made");
        for _ in 0..rng.random_range(0..6) {
            let length = doc.words(&text()).encode_utf16().count() as u32;
            let at = rng.random_range(0..length.max(1));
            let ops = match rng.random_bool(0.7) {
                true => vec![Op::retain(at), Op::insert("ÉDITÉ")],
                false => vec![Op::retain(at), Op::delete(rng.random_range(1..8))],
            };
            change(&doc, ops);
        }
        let now: Vec<u16> = doc.words(&text()).encode_utf16().collect();
        let offset = |anchor: &[u8]| doc.offset(&text(), anchor).expect("an offset") as usize;
        let (from, to) = (offset(&span.0), offset(&span.1));
        let string = |part: &[u16]| String::from_utf16(part).expect("no pair is split");
        let untouched = string(&now[from..to]) == weighed.proposal.before();
        assert_eq!(weighed.proposal.fits(&doc, place), untouched, "seed {seed}");
        let after = with(&doc, &weighed.update).expect("a copy").words(&text());
        if untouched {
            fitting += 1;
            let proposal = weighed.proposal.after();
            let expected = format!("{}{proposal}{}", string(&now[..from]), string(&now[to..]));
            assert_eq!(after, expected, "seed {seed}");
        } else {
            unfitting += 1;
        }
    }
    assert!(fitting > 50 && unfitting > 50, "{fitting} fitting, {unfitting} not: both are tried");
}

fn random_ops(rng: &mut StdRng) -> Vec<Op> {
    let at = Op::retain(rng.random_range(0..60));
    match rng.random_range(0..4) {
        0 => vec![at, Op::insert("🎒 ajout")],
        1 => vec![at, Op::insert("fin\nsuite ")],
        2 => vec![at, Op::delete(rng.random_range(1..30))],
        _ => vec![at, Op::Retain { retain: rng.random_range(1..12), attributes: Some(bold()) }],
    }
}

#[test]
fn what_is_not_a_change_of_one_rich_text_is_refused() {
    let doc = saying("La cour est trop chaude.");
    assert_eq!(proposed(&doc, vec![]).err(), Some(Unfit::Nothing));
    let undone = vec![vec![Op::insert("a")], vec![Op::delete(1)]];
    assert_eq!(proposed(&doc, undone).err(), Some(Unfit::Nothing));
    let chapter = vec![vec![Op::insert("mot ".repeat(4_000))]];
    assert_eq!(proposed(&doc, chapter).err(), Some(Unfit::TooLong));
    for garbage in [&b""[..], b"garbage", &[0; 40], &vec![1; 300 * 1024]] {
        assert_eq!(weigh_passage(&doc, 78, garbage).err(), Some(Unfit::Unreadable));
    }
    let copy = SectionDoc::load(SECTION, 77, &doc.state()).expect("a copy");
    let before = copy.state_vector();
    let row = |id: &str| Edit::AddRow {
        rows: Path::field("diagnosis.needs"),
        id: id.to_owned(),
        after: None,
    };
    copy.edit(&row("n1")).expect("a row");
    let update = copy.diff(&before).expect("a difference");
    assert_eq!(weigh_passage(&doc, 78, &update).err(), Some(Unfit::Scattered));
    change(&copy, vec![Op::insert("a")]);
    let update = copy.diff(&before).expect("a difference");
    assert_eq!(weigh_passage(&doc, 78, &update).err(), Some(Unfit::Scattered));
    let ahead = copy.state_vector();
    change(&copy, vec![Op::insert("b")]);
    let update = copy.diff(&ahead).expect("a difference");
    assert_eq!(weigh_passage(&doc, 78, &update).err(), Some(Unfit::Behind));
}

#[test]
fn a_value_is_proposed_as_it_is_typed_and_only_if_the_field_takes_it() {
    let doc = of_section(SectionId::Budget, 30);
    let row = Path::field("budget.lines").row("b1");
    let rows = Path::field("budget.lines");
    doc.edit(&Edit::AddRow { rows, id: "b1".to_owned(), after: None }).expect("a row");
    let amount = row.column("unitAmount");
    let set = |cents: f64| Edit::Set { path: amount.clone(), value: Some(Value::Number(cents)) };
    doc.edit(&set(150_000.0)).expect("an amount");
    let typed = |words: &str| vec![words.to_owned()];

    let weighed = weigh_value(&doc, &amount, &typed("1 200,50")).expect("a suggestion");
    assert_eq!(
        weighed.proposal,
        Proposal::Value { before: json!(150000.0), after: json!(120050.0) }
    );
    assert_eq!(doc.value(&amount), Some(Value::Number(150_000.0)), "the shared value was touched");
    assert!(weighed.proposal.fits(&doc, &weighed.place));
    doc.edit(&set(1.0)).expect("an amount");
    assert!(!weighed.proposal.fits(&doc, &weighed.place));

    let refused = |path: &Path, words: &str| weigh_value(&doc, path, &typed(words)).err();
    assert_eq!(refused(&amount, "beaucoup"), Some(Unfit::Value(EditError::WrongKind)));
    assert_eq!(refused(&amount, "0,01"), Some(Unfit::Nothing));
    let category = row.column("category");
    assert_eq!(refused(&category, "nothing"), Some(Unfit::Value(EditError::NotInList)));
    let gone = Path::field("budget.lines").row("b2").column("label");
    assert_eq!(refused(&gone, "x"), Some(Unfit::Scattered));
    let unknown = Path::field("nothing");
    assert_eq!(refused(&unknown, "x"), Some(Unfit::Value(EditError::NoSuchPlace)));
    assert_eq!(refused(&Path::field("budget.lines"), "x"), Some(Unfit::Scattered));
}

#[test]
fn a_value_reads_in_words() {
    let field = |section_: SectionId, key: &str| -> &'static Field {
        section(section_).field(key).expect("a field")
    };
    let axes = field(SectionId::Summary, "summary.axes");
    let words = shown(axes, &json!(["wellbeing"]), Lang::Fr);
    assert!(words.starts_with("Bien-être"), "{words}");
    assert_eq!(shown(axes, &json!(null), Lang::Fr), "");
}

/// A room over the section, and a suggestion for it.
fn room_with(doc: &SectionDoc) -> Room {
    let again = SectionDoc::load(doc.section.id, 5, &doc.state()).expect("a copy");
    Room::new([(doc.section.id, again)])
}

fn accepted(weighed: Weighed, knowingly: bool) -> Accepted {
    let Weighed { place, proposal, update } = weighed;
    let (author, by) = ("parent".to_owned(), "claire".to_owned());
    Accepted { place, proposal, update, author, by, knowingly }
}

fn writes(effects: &[Effect]) -> usize {
    effects
        .iter()
        .map(|effect| match effect {
            Effect::Append(writes) => writes.len(),
            _ => 0,
        })
        .sum()
}

#[test]
fn an_accepted_passage_is_an_edit_of_both_and_twice_accepted_is_there_once() {
    let doc = saying("La cour est trop chaude.");
    let weighed = proposed(&doc, vec![vec![Op::retain(12), Op::delete(4), Op::insert("bien")]])
        .expect("a suggestion");
    let mut room = room_with(&doc);
    let effects = room.accept(90, accepted(weighed.clone(), false)).expect("accepted");
    let Some(Effect::Append(made)) = effects.first() else { panic!("an append") };
    assert_eq!(made[0].account, "claire");
    assert_eq!(made[0].speaker(), "parent");
    assert_eq!(made[0].speakers, [78]);
    room.kept(&[2]);
    let words = |room: &Room| room.doc(SECTION).expect("a section").words(&text());
    assert_eq!(words(&room), "La cour est bien chaude.\n");
    // Its passage has changed, by itself: it must be said that this is known.
    let again = room.accept(91, accepted(weighed.clone(), false));
    assert_eq!(again.err(), Some(NotAccepted::Changed));
    let again = room.accept(91, accepted(weighed, true)).expect("accepted");
    assert_eq!(writes(&again), 1);
    room.kept(&[3]);
    assert_eq!(words(&room), "La cour est bien chaude.\n");
}

#[test]
fn an_accepted_value_is_set_whatever_came_between_if_that_is_known() {
    let doc = of_section(SectionId::Calendar, 30);
    let path = Path::field("calendar.startDate");
    let weighed = weigh_value(&doc, &path, &["2027-09-01".to_owned()]).expect("a suggestion");
    let value = Some(Value::Words("2027-01-04".to_owned()));
    doc.edit(&Edit::Set { path: path.clone(), value }).expect("a date");
    let mut room = room_with(&doc);
    let refused = room.accept(90, accepted(weighed.clone(), false));
    assert_eq!(refused.err(), Some(NotAccepted::Changed));
    room.accept(90, accepted(weighed, true)).expect("accepted");
    room.kept(&[2]);
    let doc = room.doc(SectionId::Calendar).expect("a section");
    assert_eq!(current(doc, &path), Some(json!("2027-09-01")));
}

#[test]
fn a_pair_of_surrogates_is_never_split() {
    let doc = saying("🎒🎒🎒");
    let weighed = proposed(&doc, vec![vec![Op::retain(2), Op::delete(2)]]).expect("a suggestion");
    assert_eq!(weighed.proposal.before(), "🎒🎒🎒");
    assert_eq!(weighed.proposal.after(), "🎒🎒");
    assert_eq!(utf16_len(&weighed.proposal.after()), 4);
}
