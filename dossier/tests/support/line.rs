//! A connection: ordered in both directions, slow, and mortal. Owns: [`Line`]. Must not know: what
//! is said over it.

use std::collections::VecDeque;

pub struct Line {
    pub tab: usize,
    pub up: VecDeque<Vec<u8>>,
    pub down: VecDeque<Vec<u8>>,
    /// The tab has lost it; the server still reads what had arrived, then notices.
    pub cut: bool,
}

impl Line {
    pub fn to(tab: usize) -> Line {
        Line { tab, up: VecDeque::new(), down: VecDeque::new(), cut: false }
    }

    pub fn is_busy(&self) -> bool {
        self.cut || !self.up.is_empty() || !self.down.is_empty()
    }
}
