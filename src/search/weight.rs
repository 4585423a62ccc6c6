//! What a word's place and number in a unit are worth.

use std::f32::consts::SQRT_2;

use crate::vietnamese::words;

/// What stands beside the count of a word: its worth in 32nds.
pub(super) type Bonus = u8;

/// The greatest.
const MOST: Bonus = 0x7f;
/// A word of a heading.
pub(super) const HEADING: Bonus = 6;
/// A word of a number, a short name, or one that the portal promotes the page by.
pub(super) const NAME: Bonus = 96;

/// The name of a provision.
pub(super) const PROVISION: Bonus = 32;

/// A word of a title: the shorter the title, the more.
pub(super) fn title_bonus(title: &str) -> Bonus {
    let mut count: u16 = 0;
    words(title, |_| count = count.saturating_add(1));
    let worth = 32.0 * 0.85 / (1.0 + f32::from(count) / 8.0);
    worth as Bonus
}

/// How quickly further occurrences of a word stop counting (k1 of BM25).
const SATURATION: f32 = 0.7;
/// How much a text's length counts (b of BM25).
const LENGTH: f32 = 0.75;

/// The levels that worth is rounded to, from low to high: 4 bits, steps of a quarter.
pub(super) const LEVELS: usize = 16;
const LOWEST: f32 = 0.15;
const STEP: f32 = 1.25;

/// What a level is worth.
pub(super) fn worth(level: u8) -> f32 {
    LOWEST * STEP.powi(level.into())
}

/// The mean length of `units` units of `words` words together, rounded to eight steps per doubling, so that one edited
/// page leaves it as it was.
pub(super) fn mean_length(words: u64, units: usize) -> f32 {
    rounded((words as f64 / units.max(1) as f64) as f32)
}

/// The eight steps of a doubling, and in the middle before each of them and before the next doubling where it begins.
/// Compared, as the logarithm of a number is not the same on every system.
const STEPS: [f32; 8] =
    [1.0, 1.090_507_7, 1.189_207_1, 1.296_839_6, SQRT_2, 1.542_210_8, 1.681_792_9, 1.834_008_1];
const MIDDLES: [f32; 8] =
    [1.044_273_7, 1.138_788_6, 1.241_857_8, 1.354_255_6, 1.476_826_2, 1.610_490_3, 1.756_252_2, 1.915_206_6];

fn rounded(length: f32) -> f32 {
    length_of(step_of(length))
}

/// How many steps a length is above 1.
fn step_of(length: f32) -> u8 {
    const FRACTION: u32 = (1 << 23) - 1;
    let bits = length.max(1.0).to_bits();
    let doublings = (bits - 1.0_f32.to_bits()) >> 23;
    let rest = f32::from_bits(bits & FRACTION | 1.0_f32.to_bits());
    let steps = MIDDLES.iter().filter(|&&middle| rest >= middle).count();
    u8::try_from(doublings as usize * 8 + steps).unwrap_or(u8::MAX)
}

fn length_of(step: u8) -> f32 {
    (1_u32 << (step / 8)) as f32 * STEPS.get(usize::from(step % 8)).copied().unwrap_or(1.0)
}

/// Turns counts into levels, by the lengths of units.
pub(super) struct Scales {
    /// Which scale each unit has: that of its rounded length.
    units: Vec<u8>,
    /// From that of the shortest unit to that of the longest.
    all: Vec<Scale>,
}

/// How often most words stand in a unit at most.
const COUNTS: usize = 4;

/// Turns counts into levels, for units of one length.
struct Scale {
    /// What one occurrence is divided by.
    norm: f32,
    /// The levels of what stands once, twice … by bonus: nearly all words.
    levels: [[u8; MOST as usize + 1]; COUNTS],
}

/// Half of [`STEP`], as a factor: its square root.
const HALF: f32 = 1.118_034;

/// From which worth on each level begins, but the lowest. Compared rather than taken from a logarithm, which is slower
/// and not the same on every system.
#[expect(clippy::indexing_slicing, reason = "a constant: a bad index does not compile")]
const BEGINS: [f32; LEVELS - 1] = {
    let mut begins = [LOWEST * HALF; LEVELS - 1];
    let mut at = 1;
    while at < begins.len() {
        begins[at] = begins[at - 1] * STEP;
        at += 1;
    }
    begins
};

impl Scales {
    /// The scales of units of these lengths, in words, where the mean is `mean`.
    pub fn new(lengths: impl Iterator<Item = u32>, mean: f32) -> Self {
        let mut units: Vec<u8> = lengths.map(|length| step_of(length as f32)).collect();
        let least = units.iter().copied().min().unwrap_or_default();
        let most = units.iter().copied().max().unwrap_or_default();
        units.iter_mut().for_each(|step| *step -= least);
        let scale = |step| {
            let norm = SATURATION * (1.0 - LENGTH + LENGTH * length_of(step) / mean);
            let levels = |count| std::array::from_fn(|bonus| level(norm, count, bonus as Bonus));
            Scale { norm, levels: std::array::from_fn(|before| levels(before as u8 + 1)) }
        };
        Self { units, all: (least..=most).map(scale).collect() }
    }

    /// The level of a word that stands `count` times in a unit; nothing where there is no such unit.
    #[inline]
    pub fn level(&self, unit: u32, count: u8, bonus: Bonus) -> Option<u8> {
        let scale = self.all.get(usize::from(*self.units.get(unit as usize)?))?;
        let known = scale.levels.get(usize::from(count).wrapping_sub(1));
        let known = known.and_then(|levels| levels.get(usize::from(bonus)).copied());
        Some(known.unwrap_or_else(|| level(scale.norm, count, bonus)))
    }
}

fn level(norm: f32, count: u8, bonus: Bonus) -> u8 {
    let count = f32::from(count);
    let worth = count / (count + norm) + f32::from(bonus) / 32.0;
    BEGINS.iter().map(|&begin| u8::from(worth >= begin)).sum()
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn lengths_are_rounded_to_eight_steps_per_doubling() {
        for length in (0..100_000).map(|tenths| tenths as f32 / 10.0) {
            let (steps, exact) = (rounded(length).log2() * 8.0, length.max(1.0).log2() * 8.0);
            assert!((steps - exact).abs() < 0.5001, "{length}");
            assert!((steps - steps.round()).abs() < 1e-3, "{length}");
        }
        assert_eq!(rounded(f32::NAN), 1.0);
    }
}
