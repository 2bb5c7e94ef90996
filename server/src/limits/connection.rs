//! How much one connection may send: a bucket of frames and a bucket of bytes that refill with
//! time. Owns: [`Allowance`]. Does not know: sockets. Time is an argument.
//!
//! The limits are per connection and not per address: a school is one address. An honest tab never
//! meets them; one that does is slowed down, and one that goes on for long is closed.

use std::time::{Duration, Instant};

/// Frames a second, and how many may come at once: a tab that was offline sends what it kept.
const FRAMES: f64 = 100.0;
const FRAMES_AT_ONCE: f64 = 600.0;
/// Bytes a second, and how many may come at once.
const BYTES: f64 = 512.0 * 1024.0;
const BYTES_AT_ONCE: f64 = 8.0 * 1024.0 * 1024.0;
/// How full the buckets are of a connection that has calmed down.
const RESTED: f64 = 0.1;
/// A connection that is slowed down for this long is a flood.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a connection may still send.
pub(crate) struct Allowance {
    frames: f64,
    bytes: f64,
    last: Instant,
    over_since: Option<Instant>,
}

/// What to do with a frame.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    Pass,
    /// Take it, but only after this pause.
    Wait(Duration),
    /// Close the connection.
    Flood,
}

impl Allowance {
    pub fn new(now: Instant) -> Allowance {
        Allowance { frames: FRAMES_AT_ONCE, bytes: BYTES_AT_ONCE, last: now, over_since: None }
    }

    /// What the last frames cost more than their number.
    pub fn owe(&mut self, frames: u32) {
        self.frames -= f64::from(frames);
    }

    /// Takes a frame of that many bytes into account.
    pub fn spend(&mut self, bytes: usize, now: Instant) -> Verdict {
        let passed = now.saturating_duration_since(self.last).as_secs_f64();
        self.last = now;
        self.frames = (self.frames + passed * FRAMES).min(FRAMES_AT_ONCE) - 1.0;
        self.bytes = (self.bytes + passed * BYTES).min(BYTES_AT_ONCE) - bytes as f64;
        let debt = (-self.frames / FRAMES).max(-self.bytes / BYTES);
        // A pause is never exact: a flood that is slowed down is now and then a little under the
        // limit, and is a flood all the same until it gives the buckets time to fill.
        if self.frames > RESTED * FRAMES_AT_ONCE && self.bytes > RESTED * BYTES_AT_ONCE {
            self.over_since = None;
        }
        if debt <= 0.0 {
            return Verdict::Pass;
        }
        let since = *self.over_since.get_or_insert(now);
        let wait = Duration::from_secs_f64(debt);
        if now.saturating_duration_since(since) > PATIENCE || wait > PATIENCE {
            return Verdict::Flood;
        }
        Verdict::Wait(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends frames `pause` apart for `total`; returns how many passed at once and the end. The
    /// pauses the sender is given take a little longer, as they do.
    fn send(bytes: usize, pause: Duration, total: Duration) -> (usize, Verdict) {
        let mut now = Instant::now();
        let end = now + total;
        let mut allowance = Allowance::new(now);
        let mut passed = 0;
        while now < end {
            match allowance.spend(bytes, now) {
                Verdict::Pass => passed += 1,
                Verdict::Wait(wait) => now += wait + Duration::from_millis(1),
                Verdict::Flood => return (passed, Verdict::Flood),
            }
            now += pause;
        }
        (passed, Verdict::Pass)
    }

    #[test]
    fn a_fast_typist_and_a_long_absence_pass_and_a_flood_does_not() {
        let minute = Duration::from_secs(60);
        let (passed, end) = send(200, Duration::from_millis(40), minute);
        assert_eq!((passed, end), (1500, Verdict::Pass));

        let (passed, end) = send(400, Duration::ZERO, Duration::from_secs(2));
        assert!(passed as f64 >= FRAMES_AT_ONCE - 1.0 && end == Verdict::Pass, "{passed}");

        let now = Instant::now();
        let mut allowance = Allowance::new(now);
        allowance.owe(20 * 31);
        assert!(matches!(allowance.spend(1, now), Verdict::Wait(_)), "refused thirty times");
        allowance.owe(20 * 60);
        assert_eq!(allowance.spend(1, now), Verdict::Flood, "ninety times");

        let (_, end) = send(200, Duration::ZERO, minute);
        assert_eq!(end, Verdict::Flood);
        let (_, end) = send(1_500_000, Duration::from_millis(100), minute);
        assert_eq!(end, Verdict::Flood);
    }
}
