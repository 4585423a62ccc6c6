//! Words read before: most words of a text are among the first thousand of the language, so that it is quicker to know
//! them again by their bytes than to read them letter by letter.

/// How many words are remembered; a power of two.
const SLOTS: usize = 16_384;
/// Words of so many bytes or more are read each time.
pub(super) const LONGEST: usize = 16;

const EACH: u128 = u128::MAX / 255;
const HIGHEST: u128 = 0x80 * EACH;

/// What words were found to be, by their bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Recall<V> {
    slots: Vec<Slot<V>>,
}

#[derive(Clone, Debug, Default)]
struct Slot<V> {
    /// The word as it stands in the text; 0 for none.
    raw: u128,
    value: V,
}

impl<V: Clone + Default> Recall<V> {
    /// What the word is that is the first `len` of these bytes, as `read` tells where it is not remembered; nothing for
    /// a word that is too long, or where there is nothing to tell.
    #[inline]
    pub fn find(&mut self, bytes: u128, len: usize, read: impl FnOnce() -> Option<V>) -> Option<&mut V> {
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, Slot::default());
        }
        let raw = bytes & !u128::MAX.checked_shl(len as u32 * 8)?;
        let digest = (raw as u64 ^ ((raw >> 64) as u64).rotate_left(31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let slot = self.slots.get_mut((digest >> (u64::BITS - SLOTS.ilog2())) as usize)?;
        if slot.raw != raw {
            *slot = Slot { raw, value: read()? };
        }
        Some(&mut slot.value)
    }

    /// All that is remembered.
    pub fn values(&mut self) -> impl Iterator<Item = &mut V> {
        self.slots.iter_mut().map(|slot| &mut slot.value)
    }
}

/// The bytes that a text begins with, zeros behind its end.
#[inline]
pub(super) fn chunk(text: &[u8]) -> u128 {
    match text.first_chunk() {
        Some(chunk) => u128::from_le_bytes(*chunk),
        None => text.iter().rev().fold(0, |chunk, &byte| chunk << 8 | u128::from(byte)),
    }
}

/// How many bytes stand before the first ASCII character that is no letter or digit; [`LONGEST`] where there is none.
#[inline]
pub(super) fn before_sign(bytes: u128) -> usize {
    before(bytes, letters(bytes) | within(bytes, b'0', b'9'))
}

/// The same before the first that is no letter.
#[inline]
pub(super) fn before_other(bytes: u128) -> usize {
    before(bytes, letters(bytes))
}

/// How many of the bytes are `in_word`, told by their highest bit, or beyond ASCII, before one that is neither.
#[inline]
fn before(bytes: u128, in_word: u128) -> usize {
    ((!(in_word | bytes) & HIGHEST).trailing_zeros() / 8) as usize
}

/// The ASCII letters of these bytes, each as its highest bit: all sixteen in one go.
#[inline]
fn letters(bytes: u128) -> u128 {
    within(bytes | (u128::from(b' ') * EACH), b'a', b'z')
}

/// The same of the ASCII characters from `first` to `last`.
#[inline]
fn within(bytes: u128, first: u8, last: u8) -> u128 {
    let ascii = bytes & !HIGHEST;
    let from = |least: u8| ascii + u128::from(0x80 - least) * EACH;
    from(first) & !from(last + 1)
}
