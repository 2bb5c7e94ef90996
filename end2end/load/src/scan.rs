//! Which edits an update carries, without making a document of it: a reader that decoded every
//! update as a browser does would measure itself. Owns: [`scan`] and [`announced`]. Does not know:
//! who sent what when.

use crate::wire::Reader;

/// Edits of one client that follow one another: from `first` up to, and without, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub client: u64,
    pub first: u32,
    pub end: u32,
}

/// The runs in an update (v1); `None` if the bytes are none.
pub fn scan(update: &[u8]) -> Option<Vec<Run>> {
    let mut reader = Reader::new(update);
    let mut runs = Vec::with_capacity(1);
    for _ in 0..reader.number()? {
        let blocks = reader.number()?;
        let client = reader.number()?;
        let mut clock = u32::try_from(reader.number()?).ok()?;
        let mut first = clock;
        for _ in 0..blocks {
            let (length, gap) = block(&mut reader)?;
            if gap {
                if clock > first {
                    runs.push(Run { client, first, end: clock });
                }
                first = clock.checked_add(length)?;
            }
            clock = clock.checked_add(length)?;
        }
        if clock > first {
            runs.push(Run { client, first, end: clock });
        }
    }
    Some(runs)
}

/// Who an awareness message speaks for: client and clock.
pub fn announced(message: &[u8]) -> Option<Vec<(u64, u32)>> {
    let mut reader = Reader::new(message);
    let count = reader.number()?;
    (0..count)
        .map(|_| {
            let (client, clock) = (reader.number()?, reader.number()?);
            reader.buffer()?;
            Some((client, u32::try_from(clock).ok()?))
        })
        .collect()
}

/// The length of a block in clocks, and whether it only says that something is missing.
fn block(reader: &mut Reader<'_>) -> Option<(u32, bool)> {
    let info = reader.byte()?;
    let short = |number: u64| u32::try_from(number).ok();
    if info == 0 || info == 10 {
        return Some((short(reader.number()?)?, info == 10));
    }
    for origin in [0x80, 0x40] {
        if info & origin != 0 {
            reader.number()?;
            reader.number()?;
        }
    }
    if info & 0xc0 == 0 {
        if reader.number()? == 1 {
            reader.buffer()?;
        } else {
            reader.number()?;
            reader.number()?;
        }
        if info & 0x20 != 0 {
            reader.buffer()?;
        }
    }
    let length = match info & 0x1f {
        1 => short(reader.number()?)?,
        3 | 5 => reader.buffer().map(|_| 1)?,
        4 => utf16(reader.buffer()?)?,
        6 => {
            reader.buffer()?;
            reader.buffer().map(|_| 1)?
        }
        7 => {
            if matches!(reader.number()?, 3 | 5) {
                reader.buffer()?;
            }
            1
        }
        8 => {
            let count = short(reader.number()?)?;
            for _ in 0..count {
                any(reader)?;
            }
            count
        }
        _ => return None,
    };
    Some((length, false))
}

fn utf16(text: &[u8]) -> Option<u32> {
    let length = if text.is_ascii() {
        text.len()
    } else {
        str::from_utf8(text).ok()?.encode_utf16().count()
    };
    u32::try_from(length).ok()
}

fn any(reader: &mut Reader<'_>) -> Option<()> {
    match reader.byte()? {
        127 | 126 | 121 | 120 => {}
        125 => while reader.byte()? >= 0x80 {},
        124 => drop(reader.take(4)?),
        123 | 122 => drop(reader.take(8)?),
        119 | 116 => drop(reader.buffer()?),
        118 => {
            for _ in 0..reader.number()? {
                reader.buffer()?;
                any(reader)?;
            }
        }
        117 => {
            for _ in 0..reader.number()? {
                any(reader)?;
            }
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typist::Typist;

    #[test]
    fn what_a_typist_sends_is_read_back() {
        let mut typist = Typist::new(77, "t:x");
        let updates: Vec<Vec<u8>> = (0..3).map(|_| typist.key()).collect();
        assert_eq!(scan(&updates[2]), Some(vec![Run { client: 77, first: 2, end: 3 }]));
        let merged = yrs::merge_updates_v1([&updates[0], &updates[2]]).unwrap();
        let runs = [Run { client: 77, first: 0, end: 1 }, Run { client: 77, first: 2, end: 3 }];
        assert_eq!(scan(&merged), Some(runs.to_vec()));
        assert_eq!(scan(&[0, 0]), Some(vec![]));
        assert_eq!(scan(&merged[..5]), None);
    }

    #[test]
    fn announcements_are_read() {
        let message = [&[2, 7, 1, 2][..], b"{}", &[9, 4, 4], b"null"].concat();
        assert_eq!(announced(&message), Some(vec![(7, 1), (9, 4)]));
    }
}
