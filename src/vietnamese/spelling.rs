//! Vietnamese words as keys that do not depend on how they are encoded: NFC or NFD, capital or small, the tone on
//! either vowel (hoà, hòa). The spelling behind a key is Telex with the tone last: điều is `ddieeuf`.

use std::cell::RefCell;

use super::recall::{Recall, before_other, chunk};

/// One word, compared by its spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u64);

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

const fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

impl Key {
    /// The key of a word written in Telex, the tone last.
    pub const fn telex(word: &str) -> Self {
        let mut hash = SEED;
        let mut rest = word.as_bytes();
        while let [byte, tail @ ..] = rest {
            hash = mix(hash, *byte);
            rest = tail;
        }
        Self(hash)
    }

    /// Whether both are one key, where a constant is made.
    pub const fn same(self, other: Self) -> bool {
        self.0 == other.0
    }

    /// The key as a number, for tables.
    pub fn bits(self) -> u64 {
        self.0
    }
}

/// A set of keys that turns nearly every other key down at once, and never one of its own.
#[derive(Clone, Debug)]
pub struct Sieve([u64; 64]);

impl Sieve {
    /// The first keys of these phrases.
    #[expect(clippy::indexing_slicing, reason = "six bits never leave the array")]
    pub const fn of_first(mut phrases: &[&[Key]]) -> Self {
        let mut bits = [0; 64];
        while let [phrase, rest @ ..] = phrases {
            if let [key, ..] = phrase {
                bits[(key.0 >> 58) as usize] |= 1 << (key.0 & 63);
            }
            phrases = rest;
        }
        Self(bits)
    }

    /// Whether the key may be one of the set.
    #[inline]
    pub fn may_hold(&self, key: Key) -> bool {
        self.0.get((key.0 >> 58) as usize).is_some_and(|bits| bits >> (key.0 & 63) & 1 == 1)
    }
}

/// A word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it is.
    pub key: Key,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Whether it begins with a capital.
    pub capital: bool,
}

/// U+1EA0 to U+1EF9 in pairs of capital and small letter: the letter in Telex, with its tone.
const STACKED: [&str; 45] = [
    "aj", "ar", "aas", "aaf", "aar", "aax", "aaj", "aws", "awf", "awr", "awx", "awj", "ej", "er", "ex",
    "ees", "eef", "eer", "eex", "eej", "ir", "ij", "oj", "or", "oos", "oof", "oor", "oox", "ooj", "ows",
    "owf", "owr", "owx", "owj", "uj", "ur", "uws", "uwf", "uwr", "uwx", "uwj", "yf", "yj", "yr", "yx",
];

/// The other letters and marks, in Telex.
#[rustfmt::skip]
const OTHERS: [(char, &str); 54] = [
    ('đ', "dd"), ('Đ', "dd"), ('ð', "dd"), ('Ð', "dd"), ('ă', "aw"), ('Ă', "aw"), ('â', "aa"), ('Â', "aa"),
    ('ê', "ee"), ('Ê', "ee"), ('ô', "oo"), ('Ô', "oo"), ('ơ', "ow"), ('Ơ', "ow"), ('ư', "uw"), ('Ư', "uw"),
    ('à', "af"), ('À', "af"), ('á', "as"), ('Á', "as"), ('ã', "ax"), ('Ã', "ax"), ('è', "ef"), ('È', "ef"),
    ('é', "es"), ('É', "es"), ('ì', "if"), ('Ì', "if"), ('í', "is"), ('Í', "is"), ('ĩ', "ix"), ('Ĩ', "ix"),
    ('ò', "of"), ('Ò', "of"), ('ó', "os"), ('Ó', "os"), ('õ', "ox"), ('Õ', "ox"), ('ù', "uf"), ('Ù', "uf"),
    ('ú', "us"), ('Ú', "us"), ('ũ', "ux"), ('Ũ', "ux"), ('ý', "ys"), ('Ý', "ys"), ('\u{300}', "f"),
    ('\u{301}', "s"), ('\u{303}', "x"), ('\u{309}', "r"), ('\u{323}', "j"), ('\u{306}', "w"),
    ('\u{31b}', "w"), ('\u{302}', "^"),
];

/// What one character adds to a word: up to two letters and a tone, zeros where there are fewer; all zeros where it is
/// no letter of Vietnamese.
#[derive(Clone, Copy)]
struct Spelt {
    letters: [u8; 2],
    tone: u8,
}

impl Spelt {
    const NONE: Self = Self { letters: [0; 2], tone: 0 };

    const fn telex(written: &str) -> Self {
        let mut spelt = Self::NONE;
        let mut rest = written.as_bytes();
        while let [byte, tail @ ..] = rest {
            match *byte {
                b's' | b'f' | b'r' | b'x' | b'j' => spelt.tone = *byte,
                letter => {
                    spelt.letters = match spelt.letters {
                        [0, _] => [letter, 0],
                        [first, _] => [first, letter],
                    }
                }
            }
            rest = tail;
        }
        spelt
    }
}

/// The characters below U+0328.
#[expect(clippy::indexing_slicing, reason = "a constant: a bad index does not compile")]
static LATIN: [Spelt; 0x328] = {
    let mut table = [Spelt::NONE; 0x328];
    let mut rest: &[(char, &str)] = &OTHERS;
    while let [(c, telex), tail @ ..] = rest {
        table[*c as usize] = Spelt::telex(telex);
        rest = tail;
    }
    table
};

/// U+1EA0 to U+1EF9.
#[expect(clippy::indexing_slicing, reason = "a constant: a bad index does not compile")]
static VIETNAMESE: [Spelt; 90] = {
    let mut table = [Spelt::NONE; 90];
    let mut at = 0;
    while at < 90 {
        table[at] = Spelt::telex(STACKED[at / 2]);
        at += 1;
    }
    table
};

/// What a character beyond ASCII adds to a word.
#[inline]
fn spell(c: char) -> Spelt {
    let code = c as usize;
    let spelt = if code < 0x328 { LATIN.get(code) } else { VIETNAMESE.get(code.wrapping_sub(0x1ea0)) };
    spelt.copied().unwrap_or(Spelt::NONE)
}

/// Reads the word that begins at byte `start`; nothing where no letter stands there.
#[inline]
pub fn word_at(text: &str, start: usize) -> Option<Word> {
    let rest = text.get(start..)?;
    let mut hash = SEED;
    let mut tone = 0;
    let mut last = 0;
    let mut length = 0;
    for c in rest.chars() {
        if c.is_ascii() {
            if !c.is_ascii_alphabetic() {
                break;
            }
            last = c as u8 | 0x20;
            hash = mix(hash, last);
            length += 1;
            continue;
        }
        let spelt = spell(c);
        match spelt.letters {
            [0, _] if spelt.tone != 0 => {}
            [0, _] if c.is_alphabetic() => {
                let mut bytes = [0; 4];
                hash = c.encode_utf8(&mut bytes).bytes().fold(hash, mix);
            }
            [0, _] => break,
            // A circumflex of its own doubles the letter, as the composed one does.
            [b'^', _] => hash = mix(hash, last),
            [letter, 0] => {
                hash = mix(hash, letter);
                last = letter;
            }
            [letter, second] => {
                hash = mix(mix(hash, letter), second);
                last = second;
            }
        }
        tone = if spelt.tone == 0 { tone } else { spelt.tone };
        length += c.len_utf8();
    }
    if length == 0 {
        return None;
    }
    let key = Key(if tone == 0 { hash } else { mix(hash, tone) });
    Some(Word { key, start, end: start + length, capital: rest.starts_with(char::is_uppercase) })
}

/// Reads words as [`word_at`] does, and knows those again that it read before.
#[derive(Clone, Debug, Default)]
pub struct Spelled {
    /// Keys, and which words begin with a capital.
    known: Recall<Option<(Key, bool)>>,
}

impl Spelled {
    /// As [`word_at`].
    #[inline]
    pub fn word_at(&mut self, text: &str, start: usize) -> Option<Word> {
        let chunk = chunk(text.as_bytes().get(start..)?);
        let len = before_other(chunk);
        let end = start + len;
        // What reaches to the next ASCII character or the end is the same word wherever it stands.
        let read =
            || Some(word_at(text, start).filter(|word| word.end == end).map(|word| (word.key, word.capital)));
        match self.known.find(chunk, len, read) {
            Some(&mut Some((key, capital))) => Some(Word { key, start, end, capital }),
            _ => word_at(text, start),
        }
    }

    /// The first word from byte `at` on.
    fn word_from(&mut self, text: &str, mut at: usize) -> Option<Word> {
        loop {
            let byte = text.as_bytes().get(at)?;
            if byte.is_ascii() && !byte.is_ascii_alphabetic() {
                at += 1;
                continue;
            }
            match self.word_at(text, at) {
                None => at += text.get(at..)?.chars().next()?.len_utf8(),
                word => return word,
            }
        }
    }
}

/// Where the first character from `at` on stands that is no white space, nor one without any width, as copied texts
/// hold.
pub fn skip_space(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let blank = |c: char| {
        c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    at + (rest.len() - rest.trim_start_matches(blank).len())
}

thread_local! {
    /// The words that this thread read.
    static SPELLED: RefCell<Spelled> = RefCell::default();
}

/// Reads with the words that this thread read before at hand.
pub fn with_spelled<T>(read: impl FnOnce(&mut Spelled) -> T) -> T {
    SPELLED.with_borrow_mut(read)
}

/// The words of a text, in order.
pub fn spelled_words(text: &str) -> impl Iterator<Item = Word> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let word = with_spelled(|spelled| spelled.word_from(text, at))?;
        at = word.end;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn key(text: &str) -> Key {
        spelled_words(text).next().unwrap().key
    }

    #[test]
    fn a_word_has_one_key_in_every_encoding() {
        for word in ["Điều", "khoản", "điểm", "hoà", "hoạt", "Nghị", "được", "ưởng", "quyết", "ệ"]
        {
            let nfd: String = word.nfd().collect();
            assert_eq!(key(word), key(&nfd), "{word}");
            assert_eq!(key(word), key(&word.to_uppercase()), "{word}");
        }
        assert_eq!(key("hoà"), key("hòa"));
        assert_eq!(key("điều"), Key::telex("ddieeuf"));
        assert_ne!(key("mục"), key("mức"));
    }

    #[test]
    fn words_have_their_places() {
        let text = "2. Điều này, (khoản)";
        let found: Vec<&str> =
            spelled_words(text).map(|word| text.get(word.start..word.end).unwrap()).collect();
        assert_eq!(found, ["Điều", "này", "khoản"]);
    }

    proptest::proptest! {
        #[test]
        fn words_known_again_are_the_same(
            text in "([ -~\u{a0}-\u{1b0}\u{300}-\u{323}\u{2010}-\u{2026}]|trường|Điều|[ a-z/\n-]){0,60}"
        ) {
            let mut spelled = Spelled::default();
            for _ in 0..2 {
                for (at, _) in text.char_indices() {
                    proptest::prop_assert_eq!(spelled.word_at(&text, at), word_at(&text, at));
                }
            }
        }
    }
}
