//! A quick hasher for tables that live for one page or one build; their keys are small and come from our own words. It
//! does not tell apart numbers of the machine's size (`usize`), which it takes for lengths.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds the hasher.
pub type Fast = BuildHasherDefault<Multiply>;

/// Multiplies and rotates.
#[derive(Clone, Copy, Default)]
pub struct Multiply(u64);

impl Multiply {
    #[inline]
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Multiply {
    #[inline]
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        rest.iter().for_each(|&byte| self.add(byte.into()));
    }

    #[inline]
    fn write_u16(&mut self, word: u16) {
        self.add(word.into());
    }

    #[inline]
    fn write_u128(&mut self, word: u128) {
        self.add(word as u64);
        self.add((word >> 64) as u64);
    }

    #[inline]
    fn write_usize(&mut self, _length: usize) {
        // The lengths of arrays of one size say nothing.
    }
}
