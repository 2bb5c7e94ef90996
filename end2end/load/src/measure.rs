//! Numbers: latencies of one run, figures of one round, what several rounds make of a figure.
//! Owns: [`Latencies`], [`Figure`], [`folded`]. Does not know: where numbers come from.

/// Latencies in microseconds.
#[derive(Clone, Debug, Default)]
pub struct Latencies(Vec<u32>);

impl Latencies {
    pub fn push(&mut self, nanoseconds: u64) {
        self.0.push(u32::try_from(nanoseconds / 1000).unwrap_or(u32::MAX));
    }

    pub fn append(&mut self, mut other: Latencies) {
        self.0.append(&mut other.0);
    }

    /// The latency, in milliseconds, that `percent` of them do not exceed; none of none.
    pub fn percentile(&mut self, percent: f64) -> f64 {
        self.0.sort_unstable();
        let rank = (percent / 100.0 * self.0.len() as f64).ceil() as usize;
        let at = self.0.get(rank.saturating_sub(1));
        at.map_or(f64::NAN, |&microseconds| f64::from(microseconds) / 1000.0)
    }
}

/// What a figure is measured in, and so how it is written and which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Milliseconds,
    Microseconds,
    Seconds,
    Megabytes,
    Kilobytes,
    PerSecond,
    /// Things that should not happen.
    Count,
}

impl Unit {
    pub fn more_is_better(self) -> bool {
        self == Unit::PerSecond
    }

    pub fn name(self) -> &'static str {
        match self {
            Unit::Milliseconds => "ms",
            Unit::Microseconds => "µs",
            Unit::Seconds => "s",
            Unit::Megabytes => "MB",
            Unit::Kilobytes => "kB",
            Unit::PerSecond => "/s",
            Unit::Count => "",
        }
    }

    pub fn write(self, value: f64) -> String {
        if value.is_nan() {
            return "none".to_owned();
        }
        let number = match self {
            Unit::Count => format!("{value:.0}"),
            _ if value >= 100.0 => thousands(value.round() as u64),
            _ if value >= 10.0 => format!("{value:.1}"),
            _ => format!("{value:.2}"),
        };
        format!("{number} {}", self.name()).trim_end().to_owned()
    }
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// One number of one round.
#[derive(Clone, Debug)]
pub struct Figure {
    pub what: String,
    pub unit: Unit,
    pub value: f64,
    /// What design asks of it: at most this, or at least this of what is better when more.
    pub target: Option<f64>,
}

impl Figure {
    pub fn new(what: impl Into<String>, unit: Unit, value: f64) -> Figure {
        Figure { what: what.into(), unit, value, target: None }
    }

    pub fn target(mut self, target: f64) -> Figure {
        self.target = Some(target);
        self
    }

    pub fn meets(&self, target: f64) -> bool {
        if self.unit.more_is_better() { self.value >= target } else { self.value <= target }
    }
}

/// What the rounds make of one figure: the median; of things that should not happen, the worst.
pub fn folded(rounds: &[Figure]) -> Option<Figure> {
    let first = rounds.first()?;
    let mut values: Vec<f64> = rounds.iter().map(|figure| figure.value).collect();
    values.sort_unstable_by(f64::total_cmp);
    let value = match first.unit {
        Unit::Count => *values.last()?,
        _ if values.len() % 2 == 1 => values[values.len() / 2],
        _ => f64::midpoint(values[values.len() / 2 - 1], values[values.len() / 2]),
    };
    Some(Figure { value, ..first.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_medians_and_worsts() {
        let mut latencies = Latencies::default();
        (1..=100).rev().for_each(|n| latencies.push(n * 1_000_000));
        assert_eq!((latencies.percentile(50.0), latencies.percentile(99.0)), (50.0, 99.0));
        assert!(Latencies::default().percentile(99.0).is_nan());

        let rounds = |unit, values: &[f64]| {
            let figures: Vec<Figure> = values.iter().map(|&v| Figure::new("", unit, v)).collect();
            folded(&figures).map(|figure| figure.value)
        };
        assert_eq!(rounds(Unit::Seconds, &[9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(rounds(Unit::Seconds, &[1.0, 2.0]), Some(1.5));
        assert_eq!(rounds(Unit::Count, &[0.0, 7.0, 0.0]), Some(7.0));
        assert_eq!(Unit::PerSecond.write(350_905.4), "350,905 /s");
        assert_eq!(Unit::Count.write(0.0), "0");
    }
}
