//! How long a room rests from one append to the next. Where many read, what many write in this time
//! is one frame to each of them; a few readers are told at once, and so is everybody of what
//! follows a silence. Owns: [`BatchWindow`]. Does not know: what is appended or sent.

use std::time::Duration;
use tokio::time::Instant;

/// For each frame that an append had the room send, counted from the append's start.
const EACH: Duration = Duration::from_micros(25);
/// Less is not worth a timer.
const AT_LEAST: Duration = Duration::from_millis(1);
const AT_MOST: Duration = Duration::from_millis(3);

/// The window after the append under way, or after the last one.
pub(super) struct BatchWindow {
    appended: Instant,
    sent: usize,
    until: Option<Instant>,
}

impl Default for BatchWindow {
    fn default() -> BatchWindow {
        BatchWindow { appended: Instant::now(), sent: 0, until: None }
    }
}

impl BatchWindow {
    /// An append starts.
    pub fn appends(&mut self) {
        self.appended = Instant::now();
    }

    /// The append is over: from here on its frames are counted.
    pub fn begin(&mut self) {
        self.sent = 0;
    }

    pub fn sends(&mut self, frames: usize) {
        self.sent += frames;
    }

    /// Whether to wait now, after what was sent; then [`until`](BatchWindow::until) says how long.
    pub fn is_worth_it(&mut self) -> bool {
        let window = length(self.sent);
        self.until = (window >= AT_LEAST).then(|| self.appended + window);
        self.until.is_some()
    }

    pub fn until(&self) -> Option<Instant> {
        self.until
    }

    pub fn end(&mut self) {
        self.until = None;
    }
}

fn length(frames: usize) -> Duration {
    EACH.saturating_mul(u32::try_from(frames).unwrap_or(u32::MAX)).min(AT_MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_rests_for_many_readers_and_never_long() {
        let rests = |frames| {
            let mut window = BatchWindow::default();
            window.begin();
            window.sends(frames);
            window.is_worth_it()
        };
        assert!(!rests(0) && !rests(39) && rests(40) && rests(usize::MAX));
        assert_eq!((length(100), length(1_000_000)), (Duration::from_micros(2_500), AT_MOST));
    }
}
