//! What of an update is new to a document, in pieces that are small enough to be taken in one after
//! another: between two of them it can be asked whether this still is worth its time. Owns:
//! [`Pieces`], [`Neighbours`], and what no honest update has. Does not know: yrs, clocks.
//!
//! Where many blocks want to stand between the same two others, yrs walks past all that came before
//! for each that comes, so the cost grows with the square. People write beside what they have just
//! written, and so each block has neighbours of its own; a few have the same, where several people
//! wrote in one place without hearing of each other.

use super::guard::{Block, Element, Id, Parent, Suspect, walk};
use super::lib0::put_number;
use std::collections::{BTreeMap, HashMap};

/// New blocks of one update that may stand between the same neighbours.
const MOST_BETWEEN: usize = 64;
/// The same for all blocks that a document ever had.
const MOST_BETWEEN_IN_ALL: usize = 256;
/// New blocks of one update. What is typed in one go is one block, so that this is some days of
/// writing away from the network.
const MOST_BLOCKS: usize = 20_000;
/// Deleted ranges of one piece.
const RANGES: usize = 512;

/// Where a block wants to stand, as it says itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Gap {
    origins: [Option<Id>; 2],
    /// What it is written into, and under which key, where it has no neighbours.
    within: Option<(Within, Option<String>)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Within {
    Root(String),
    Item(Id),
}

impl Gap {
    fn of(block: &Block<'_>) -> Option<Gap> {
        let within = block.parent.map(|parent| {
            let parent = match parent {
                Parent::Root(root) => Within::Root(root.to_owned()),
                Parent::Item(id) => Within::Item(id),
            };
            (parent, block.key.map(str::to_owned))
        });
        (!block.collected).then_some(Gap { origins: block.origins, within })
    }
}

/// How many blocks of a document have the same neighbours, where it is more than one.
#[derive(Debug, Default)]
pub(super) struct Neighbours(HashMap<Gap, usize>);

impl Neighbours {
    /// Those of a document, given its whole state.
    pub fn of(state: &[u8], roots: &[String]) -> Result<Neighbours, Suspect> {
        let mut all: HashMap<Gap, usize> = HashMap::new();
        walk(state, roots, &mut |part| {
            if let Element::Block(_, block) = part
                && let Some(gap) = Gap::of(&block)
            {
                *all.entry(gap).or_default() += 1;
            }
        })?;
        all.retain(|_, count| *count > 1);
        Ok(Neighbours(all))
    }

    /// Takes in what was taken into the document.
    pub fn learn(&mut self, pieces: &Pieces) {
        for (gap, count) in &pieces.crowded {
            *self.0.entry(gap.clone()).or_default() += count;
        }
    }
}

/// Why an update is not cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Uncut {
    Suspect(Suspect),
    /// It builds on, or deletes, what is not there.
    Gap,
}

impl From<Suspect> for Uncut {
    fn from(suspect: Suspect) -> Uncut {
        Uncut::Suspect(suspect)
    }
}

/// An update without what a document has already, in the order in which it can be taken in.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// Updates of their own.
    pub updates: Vec<Vec<u8>>,
    /// New blocks and deleted ranges.
    pub parts: usize,
    /// The neighbours of new blocks, and of how many each.
    crowded: Vec<(Gap, usize)>,
}

/// The blocks of one client that are not in a piece yet, the last first, and how far the client is
/// known by then.
struct Left<'b> {
    blocks: Vec<(u32, Block<'b>)>,
    known: u32,
}

impl Pieces {
    /// Cuts an update into pieces of `most` blocks. `known` says how far the document knows each
    /// client, `neighbours` what stands in it.
    pub fn of(
        update: &[u8],
        roots: &[String],
        most: usize,
        known: impl Fn(u64) -> u32,
        neighbours: &Neighbours,
    ) -> Result<Pieces, Uncut> {
        let mut left: BTreeMap<u64, Left<'_>> = BTreeMap::new();
        let mut deleted = Vec::new();
        walk(update, roots, &mut |part| match part {
            Element::Block((client, clock), block) => {
                let known = left
                    .entry(client)
                    .or_insert_with(|| Left { blocks: Vec::new(), known: known(client) });
                if clock.saturating_add(block.length) > known.known {
                    known.blocks.push((clock, block));
                }
            }
            Element::Deleted(first, length) => deleted.push((first, length)),
        })?;
        let blocks = left.values().map(|left| left.blocks.len()).sum();
        let crowded = crowded(&left, neighbours)?;
        if blocks > MOST_BLOCKS {
            return Err(Suspect("too many blocks at once").into());
        }
        let updates = Vec::new();
        let mut pieces = Pieces { updates, parts: blocks + deleted.len(), crowded };
        pieces.cut_blocks(&mut left, blocks, most, &known)?;
        let reaches = |client: u64| left.get(&client).map_or_else(|| known(client), |l| l.known);
        let beyond = |((client, first), length): &(Id, u32)| {
            first.saturating_add(*length) > reaches(*client)
        };
        if deleted.iter().any(beyond) {
            return Err(Uncut::Gap);
        }
        pieces.updates.extend(deleted.chunks(RANGES).map(deletion));
        Ok(pieces)
    }

    fn cut_blocks(
        &mut self,
        left: &mut BTreeMap<u64, Left<'_>>,
        blocks: usize,
        most: usize,
        known: &impl Fn(u64) -> u32,
    ) -> Result<(), Uncut> {
        let clients: Vec<u64> = left.keys().copied().collect();
        for of_client in left.values_mut() {
            of_client.blocks.reverse();
        }
        let (mut piece, mut done) = (Piece::default(), 0);
        while done < blocks {
            let before = done;
            for client in &clients {
                while let Some((clock, block)) = next(left, *client, known) {
                    piece.add(*client, clock, block.bytes);
                    done += 1;
                    if piece.blocks == most {
                        self.updates.push(std::mem::take(&mut piece).update());
                    }
                }
            }
            if done == before {
                return Err(Uncut::Gap);
            }
        }
        if piece.blocks > 0 {
            self.updates.push(piece.update());
        }
        Ok(())
    }
}

/// Takes the next block of a client, if what it builds on is there by now.
fn next<'b>(
    left: &mut BTreeMap<u64, Left<'b>>,
    client: u64,
    known: &impl Fn(u64) -> u32,
) -> Option<(u32, Block<'b>)> {
    let of_client = left.get(&client)?;
    let (clock, block) = *of_client.blocks.last()?;
    let is_there =
        |(other, at): Id| at < left.get(&other).map_or_else(|| known(other), |other| other.known);
    let inside = match block.parent {
        Some(Parent::Item(parent)) => Some(parent),
        _ => None,
    };
    let mut builds_on = block.origins.into_iter().flatten().chain(inside);
    if clock > of_client.known || !builds_on.all(is_there) {
        return None;
    }
    let of_client = left.get_mut(&client)?;
    of_client.known = clock.saturating_add(block.length);
    of_client.blocks.pop()
}

/// The neighbours of these; refused where too many have the same.
fn crowded(
    left: &BTreeMap<u64, Left<'_>>,
    neighbours: &Neighbours,
) -> Result<Vec<(Gap, usize)>, Suspect> {
    let mut counts: HashMap<Gap, usize> = HashMap::new();
    for (&client, of_client) in left {
        // What goes on where its writer stopped has a neighbour that nobody else had.
        let goes_on = |clock: u32, block: &Block<'_>| {
            clock.checked_sub(1).is_some_and(|last| block.origins[0] == Some((client, last)))
        };
        for (_, block) in of_client.blocks.iter().filter(|(clock, block)| !goes_on(*clock, block)) {
            if let Some(gap) = Gap::of(block) {
                *counts.entry(gap).or_default() += 1;
            }
        }
    }
    let before = |gap: &Gap| neighbours.0.get(gap).copied().unwrap_or_default();
    let too_many = |(gap, count): (&Gap, &usize)| {
        *count > MOST_BETWEEN || *count + before(gap) > MOST_BETWEEN_IN_ALL
    };
    if counts.iter().any(too_many) {
        return Err(Suspect("too many blocks in one place"));
    }
    // One that is alone now may be the second in the document.
    Ok(counts.into_iter().collect())
}

/// Some blocks on their way into an update: of each client where they begin, and their bytes.
#[derive(Default)]
struct Piece {
    runs: BTreeMap<u64, (u32, usize, Vec<u8>)>,
    blocks: usize,
}

impl Piece {
    fn add(&mut self, client: u64, clock: u32, bytes: &[u8]) {
        let (_, count, run) = self.runs.entry(client).or_insert((clock, 0, Vec::new()));
        *count += 1;
        run.extend_from_slice(bytes);
        self.blocks += 1;
    }

    fn update(self) -> Vec<u8> {
        let mut update = Vec::new();
        put_number(&mut update, self.runs.len() as u64);
        for (client, (clock, count, run)) in self.runs {
            put_number(&mut update, count as u64);
            put_number(&mut update, client);
            put_number(&mut update, u64::from(clock));
            update.extend_from_slice(&run);
        }
        // Nothing is deleted.
        put_number(&mut update, 0);
        update
    }
}

/// An update that deletes and adds nothing.
fn deletion(deleted: &[(Id, u32)]) -> Vec<u8> {
    let mut update = Vec::new();
    put_number(&mut update, 0);
    let of_clients = deleted.chunk_by(|((one, _), _), ((next, _), _)| one == next);
    put_number(&mut update, of_clients.clone().count() as u64);
    for ranges in of_clients {
        put_number(&mut update, ranges[0].0.0);
        put_number(&mut update, ranges.len() as u64);
        for ((_, first), length) in ranges {
            put_number(&mut update, u64::from(*first));
            put_number(&mut update, u64::from(*length));
        }
    }
    update
}
