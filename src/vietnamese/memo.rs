//! Words read before: most words of a text are among the first thousand of the language, so that it is quicker to know
//! them again than to spell them.

use super::tokenize::{ASCII, Gap, Reader, Token, Word};

/// How many words are remembered; a power of two.
const SLOTS: usize = 16_384;
/// Words of so many bytes or more are spelled each time.
const LONGEST: usize = 16;

/// Remembers how words are spelled, and what is noted of each.
#[derive(Clone, Debug, Default)]
pub struct Memo<T> {
    slots: Vec<Slot<T>>,
}

#[derive(Clone, Debug, Default)]
struct Slot<T> {
    /// The word as it stands in the text; 0 for none.
    raw: u128,
    token: Token,
    note: T,
}

impl<T: Copy + Default> Memo<T> {
    /// Forgets what was noted.
    pub fn forget(&mut self) {
        self.slots.iter_mut().for_each(|slot| slot.note = T::default());
    }

    /// Calls `see` with every word of `text`, as [`words`](super::words) does, and with what it noted of the word before;
    /// what it returns is noted.
    #[inline]
    pub fn words(&mut self, text: &str, see: impl FnMut(Word, T) -> T) {
        self.slots.resize(SLOTS, Slot::default());
        let mut reader = Reader::new(Some(Gap::Line), see);
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if is_sign(byte) {
                reader.gap(char::from(byte));
                at += 1;
                continue;
            }
            let rest = bytes.get(at..).unwrap_or_default();
            let chunk = chunk(rest);
            let len = match (signs(chunk).trailing_zeros() / 8) as usize {
                LONGEST.. => rest.iter().position(|&byte| is_sign(byte)).unwrap_or(rest.len()),
                len => len,
            };
            let word = || text.get(at..at + len).unwrap_or_default();
            match slot(&mut self.slots, chunk, len, word) {
                Some(slot) => slot.note = reader.known(slot.token, slot.note),
                None => reader.read(word()),
            }
            at += len;
        }
        reader.end();
    }
}

/// Whether an ASCII character parts words.
#[inline]
fn is_sign(byte: u8) -> bool {
    ASCII.get(usize::from(byte)) == Some(&0)
}

/// The bytes that a text begins with, zeros behind its end.
#[inline]
fn chunk(text: &[u8]) -> u128 {
    match text.first_chunk() {
        Some(chunk) => u128::from_le_bytes(*chunk),
        None => text.iter().rev().fold(0, |chunk, &byte| chunk << 8 | u128::from(byte)),
    }
}

/// The bytes that [part words](is_sign), each as its highest bit: all sixteen in one go.
#[inline]
fn signs(bytes: u128) -> u128 {
    const EACH: u128 = u128::MAX / 255;
    const HIGHEST: u128 = 0x80 * EACH;
    let ascii = bytes & !HIGHEST;
    let within = |bytes: u128, first: u8, last: u8| {
        let from = |least: u8| bytes + u128::from(0x80 - least) * EACH;
        from(first) & !from(last + 1)
    };
    let letters = within(ascii | (u128::from(b' ') * EACH), b'a', b'z');
    !(letters | within(ascii, b'0', b'9') | bytes) & HIGHEST
}

/// Where a word is remembered that is so many of these bytes; nothing where it must be read letter by letter.
#[inline]
fn slot<'s, 't, T: Default>(
    slots: &'s mut [Slot<T>],
    bytes: u128,
    len: usize,
    word: impl FnOnce() -> &'t str,
) -> Option<&'s mut Slot<T>> {
    let raw = bytes & !u128::MAX.checked_shl(len as u32 * 8)?;
    let digest = (raw as u64 ^ ((raw >> 64) as u64).rotate_left(31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let slot = slots.get_mut((digest >> (u64::BITS - SLOTS.ilog2())) as usize)?;
    if slot.raw != raw {
        let mut reader = Reader::new(None, |_, ()| ());
        reader.read(word());
        *slot = Slot { raw, token: reader.alone()?, note: T::default() };
    }
    Some(slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_what_words_are() {
        let texts = [
            "Điều 5 của Quy chế 01/QCPH-CAT-SGDĐT; điều 5",
            "“trường” – trường… 3204/HD‑BCĐ 3204 / HD",
            "tru\u{323}o\u{31b}\u{300}ng \u{300} a\u{ad}b đ\u{200b}\u{300}/đ 0012 nghiêngnghiêngnghiêng x",
            "\u{300}\u{300} a\u{301}\u{301}-a \n\n b",
        ];
        let mut memo: Memo<Option<Token>> = Memo::default();
        for _ in 0..3 {
            for text in texts {
                let (mut expected, mut found) = (Vec::new(), Vec::new());
                super::super::words(text, |word| expected.push(word));
                memo.words(text, |word, noted| {
                    assert!(noted.is_none_or(|noted| noted == word.token), "{word:?}");
                    found.push(word);
                    Some(word.token)
                });
                assert_eq!(found, expected, "{text}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn reads_any_text_alike(text in "([ -~\u{a0}-\u{1b0}\u{300}-\u{323}\u{2010}-\u{2026}]|trường|[ a-z/\n-]){0,60}") {
            let (mut expected, mut found) = (Vec::new(), Vec::new());
            super::super::words(&text, |word| expected.push(word));
            let mut memo: Memo<()> = Memo::default();
            memo.words(&text, |word, ()| found.push(word));
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
