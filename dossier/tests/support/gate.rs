//! The gate of a room, for one section and one writer. Owns: [`room`] and [`write`]. Must not know:
//! what is written.

use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::schema::SectionDoc;
use dossier::sync::PROTOCOL;
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::room::{Effect, Room, Who};

/// The first peer.
pub const PEER: u64 = 1;

/// A room over one section and its first peer, a head who has said hello.
pub fn room(section: SectionId, state: &[u8]) -> Room {
    let doc = SectionDoc::load(section, 7, state).expect("a state");
    let mut room = Room::new([(section, doc)]);
    let who = Who {
        account: "a".to_owned(),
        name: "Odile Marchand".to_owned(),
        quality: "head".to_owned(),
        role: Role::Head,
    };
    room.join(PEER, who);
    room.receive(PEER, &Frame::Hello { protocol: PROTOCOL }.encode());
    room
}

/// What a room does with a write of its first peer: the reason of its refusal, or what it logged.
pub fn write(room: &mut Room, section: SectionId, update: &[u8]) -> Result<Vec<Vec<u8>>, Reason> {
    let frame = Frame::Write { section, no: 1, update: update.to_vec() };
    let mut logged = Vec::new();
    for effect in room.receive(PEER, &frame.encode()) {
        match effect {
            Effect::Append(writes) => logged.extend(writes.into_iter().map(|w| w.update)),
            Effect::Send { frame, .. } => match Frame::decode(&frame) {
                Ok(Frame::Refused { reason, .. }) => return Err(reason),
                Ok(Frame::Kept { .. }) => {}
                other => panic!("{other:?} is no answer to a write"),
            },
            other => panic!("{other:?} on {update:?}"),
        }
    }
    if !logged.is_empty() {
        let broken = |effect: &Effect| matches!(effect, Effect::Broken { .. });
        assert!(!room.kept(&[1]).iter().any(broken), "{update:?} broke the section");
    }
    Ok(logged)
}
