//! The structural guard: walks the bytes of a Yjs update (v1) trusting no length, before yrs sees
//! them. Owns: [`guard`]. Must not know: the document's content.
//!
//! yrs 0.28 panics, aborts (deep nesting) or reserves gigabytes on crafted updates of a few bytes;
//! this refuses every shape that mutation testing found to do so, and everything an honest client
//! of ours or of Yjs never sends: unknown contents, other roots than the section's, sub-documents,
//! clocks near the limits, ranges that do not ascend, bytes after the end.

use super::lib0::{take_buffer, take_number};
use std::collections::HashSet;

/// Clocks stay far from the 32 bits in which yrs counts.
const MAX_CLOCK: u64 = 1 << 31;
/// How deep values may nest; decoding recurses, and a stack overflow cannot be caught.
const MAX_DEPTH: u32 = 32;

/// What an update that passed says about its writers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guarded {
    /// For each client with new content: id, first clock, clock after the last.
    pub clients: Vec<(u64, u32, u32)>,
    pub deletes: bool,
}

/// What is wrong with the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an honest update: {0}")]
pub struct Suspect(pub &'static str);

type Guard<T> = Result<T, Suspect>;

/// Checks a whole update. `roots` are the names of the section's roots.
pub fn guard(update: &[u8], roots: &[String]) -> Guard<Guarded> {
    let mut bytes = Bytes { rest: update };
    let mut clients: Vec<(u64, u32, u32)> = Vec::new();
    let mut seen = HashSet::new();
    for _ in 0..bytes.count(4)? {
        let blocks = bytes.count(2)?;
        let client = bytes.client()?;
        let first = bytes.clock()?;
        if blocks == 0 || !seen.insert(client) {
            return Err(Suspect("empty or repeated client"));
        }
        let mut clock = first;
        for _ in 0..blocks {
            let length = bytes.block(client, clock, roots)?;
            if length == 0 {
                return Err(Suspect("empty block"));
            }
            clock += length;
            if clock >= MAX_CLOCK {
                return Err(Suspect("clock"));
            }
        }
        clients.push((client, first as u32, clock as u32));
    }
    let deleting = bytes.count(2)?;
    seen.clear();
    for _ in 0..deleting {
        let client = bytes.client()?;
        let ranges = bytes.count(2)?;
        if ranges == 0 || !seen.insert(client) {
            return Err(Suspect("empty or repeated deletion"));
        }
        let mut last = 0;
        for range in 0..ranges {
            let (start, length) = (bytes.clock()?, bytes.clock()?);
            if length == 0 || start + length >= MAX_CLOCK || (range > 0 && start < last) {
                return Err(Suspect("deleted range"));
            }
            last = start + length;
        }
    }
    if !bytes.rest.is_empty() {
        return Err(Suspect("trailing bytes"));
    }
    Ok(Guarded { clients, deletes: deleting > 0 })
}

struct Bytes<'b> {
    rest: &'b [u8],
}

impl<'b> Bytes<'b> {
    fn byte(&mut self) -> Guard<u8> {
        let (&byte, rest) = self.rest.split_first().ok_or(Suspect("cut short"))?;
        self.rest = rest;
        Ok(byte)
    }

    fn take(&mut self, length: u64) -> Guard<&'b [u8]> {
        let length = usize::try_from(length).map_err(|_| Suspect("length"))?;
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Suspect("length"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Guard<u64> {
        take_number(&mut self.rest).ok_or(Suspect("number"))
    }

    fn signed(&mut self) -> Guard<()> {
        for _ in 0..10 {
            if self.byte()? < 0x80 {
                return Ok(());
            }
        }
        Err(Suspect("number"))
    }

    fn buffer(&mut self) -> Guard<&'b [u8]> {
        take_buffer(&mut self.rest).ok_or(Suspect("length"))
    }

    fn text(&mut self) -> Guard<&'b str> {
        std::str::from_utf8(self.buffer()?).map_err(|_| Suspect("utf-8"))
    }

    fn json(&mut self) -> Guard<()> {
        // Into a value, as yrs does: that is what bounds the depth.
        let json: Result<serde_json::Value, _> = serde_json::from_str(self.text()?);
        json.map(|_| ()).map_err(|_| Suspect("json"))
    }

    /// A number of things that take at least `least` bytes each.
    fn count(&mut self, least: u64) -> Guard<u64> {
        let count = self.number()?;
        let fits = count.saturating_mul(least) <= self.rest.len() as u64;
        fits.then_some(count).ok_or(Suspect("count"))
    }

    fn client(&mut self) -> Guard<u64> {
        let client = self.number()?;
        let known = client > 0 && client < 1 << 53;
        known.then_some(client).ok_or(Suspect("client"))
    }

    fn clock(&mut self) -> Guard<u64> {
        let clock = self.number()?;
        (clock < MAX_CLOCK).then_some(clock).ok_or(Suspect("clock"))
    }

    /// The id of another block. One's own later blocks cannot be built upon.
    fn id(&mut self, client: u64, clock: u64) -> Guard<()> {
        let (other, at) = (self.client()?, self.clock()?);
        (other != client || at < clock).then_some(()).ok_or(Suspect("id"))
    }

    /// One block; returns its length in clocks.
    fn block(&mut self, client: u64, clock: u64, roots: &[String]) -> Guard<u64> {
        const RIGHT_ORIGIN: u8 = 0x40;
        const LEFT_ORIGIN: u8 = 0x80;
        const PARENT_SUB: u8 = 0x20;
        let info = self.byte()?;
        if info == 0 {
            return self.clock(); // collected garbage
        }
        if info & LEFT_ORIGIN != 0 {
            self.id(client, clock)?;
        }
        if info & RIGHT_ORIGIN != 0 {
            self.id(client, clock)?;
        }
        if info & (LEFT_ORIGIN | RIGHT_ORIGIN) == 0 {
            match self.number()? {
                1 => {
                    let root = self.text()?;
                    if !roots.iter().any(|known| known == root) {
                        return Err(Suspect("root"));
                    }
                }
                0 => self.id(client, clock)?,
                _ => return Err(Suspect("parent")),
            }
            if info & PARENT_SUB != 0 {
                self.text()?;
            }
        }
        // Under a key stands a value, a type, or what is left of one; anything else makes yrs panic
        // while it tells observers, which costs a whole document each time.
        if info & PARENT_SUB != 0 && !matches!(info & 0x1f, 1 | 7 | 8) {
            return Err(Suspect("keyed"));
        }
        match info & 0x1f {
            1 => self.clock(),
            3 => self.buffer().map(|_| 1),
            4 => Ok(self.text()?.encode_utf16().count() as u64),
            5 => self.json().map(|()| 1),
            6 => {
                self.text()?;
                self.json().map(|()| 1)
            }
            // Arrays, maps, texts and the two XML kinds without a hook.
            7 => match self.number()? {
                0 | 1 | 2 | 4 | 6 => Ok(1),
                3 => self.text().map(|_| 1),
                _ => Err(Suspect("type")),
            },
            8 => {
                let count = self.count(1)?;
                for _ in 0..count {
                    self.any(0)?;
                }
                Ok(count)
            }
            _ => Err(Suspect("content")),
        }
    }

    fn any(&mut self, depth: u32) -> Guard<()> {
        if depth > MAX_DEPTH {
            return Err(Suspect("depth"));
        }
        match self.byte()? {
            127 | 126 | 121 | 120 => Ok(()),
            125 => self.signed(),
            124 => self.take(4).map(|_| ()),
            123 | 122 => self.take(8).map(|_| ()),
            119 => self.text().map(|_| ()),
            118 => {
                for _ in 0..self.count(2)? {
                    self.text()?;
                    self.any(depth + 1)?;
                }
                Ok(())
            }
            117 => {
                for _ in 0..self.count(1)? {
                    self.any(depth + 1)?;
                }
                Ok(())
            }
            116 => self.buffer().map(|_| ()),
            _ => Err(Suspect("value")),
        }
    }
}

/// Whether bytes can be an [anchor](crate::schema::SectionDoc::anchor).
pub fn guard_anchor(anchor: &[u8]) -> Guard<()> {
    let mut bytes = Bytes { rest: anchor };
    match bytes.byte()? {
        0 | 2 => {
            bytes.client()?;
            bytes.clock()?;
        }
        1 => {
            bytes.text()?;
        }
        _ => return Err(Suspect("anchor")),
    }
    bytes.signed()?;
    bytes.rest.is_empty().then_some(()).ok_or(Suspect("trailing bytes"))
}

/// Whether bytes can be a state vector: as many entries as there is room for.
pub fn guard_vector(vector: &[u8]) -> Guard<()> {
    let mut bytes = Bytes { rest: vector };
    for _ in 0..bytes.count(2)? {
        bytes.client()?;
        bytes.clock()?;
    }
    bytes.rest.is_empty().then_some(()).ok_or(Suspect("trailing bytes"))
}
