//! Words as search sees them.
//!
//! A word's *canonical* form is ASCII: small letters without marks, capitals for what the marks make of them, and the
//! tone as a capital at the end: "điều" is `DiEuF`, "hòa" and "hoà" are both `hoaF`, "kỹ" and "kĩ" both `kiX`. So the
//! placement of tones and i or y make no difference, the marks are kept for ranking, and [`fold_token`] drops them.

use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use super::letter::{Letter, Mark, composed, letters};

/// The bytes of a word that count; what is longer is cut, here and in the browser.
pub const MAX_TOKEN: usize = 16;

/// The canonical form of one word: ASCII, padded with zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Token([u8; MAX_TOKEN]);

/// The order of the bytes, compared as one number.
impl Ord for Token {
    #[inline]
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        u128::from_be_bytes(self.0).cmp(&u128::from_be_bytes(other.0))
    }
}

impl PartialOrd for Token {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Token {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u128(u128::from_ne_bytes(self.0));
    }
}

impl Token {
    /// The bytes without the padding.
    pub fn bytes(&self) -> &[u8] {
        let padding = u128::from_le_bytes(self.0).leading_zeros() as usize / 8;
        self.0.get(..MAX_TOKEN - padding).unwrap_or_default()
    }

    /// The form as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// Whether the word begins with a digit.
    pub fn is_number(&self) -> bool {
        self.0.first().is_some_and(u8::is_ascii_digit)
    }

    /// The token of these bytes, cut to what counts.
    pub fn from_bytes(bytes: impl IntoIterator<Item = u8>) -> Self {
        let mut token = Self::default();
        token.0.iter_mut().zip(bytes).for_each(|(place, byte)| *place = byte);
        token
    }
}

/// What stands before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A line or the text begins.
    Line,
    /// Spaces and signs.
    Space,
    /// A single `/` or `-`: parts of one number, as in `3204/HD-BCĐ`.
    Tight(u8),
}

/// A word and what parts it from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The canonical form.
    pub token: Token,
    /// What stands before it.
    pub gap: Gap,
}

/// Calls `see` with every word of `text`.
#[inline]
pub fn words(text: &str, mut see: impl FnMut(Word)) {
    let mut reader = Reader::new(Some(Gap::Line), |word, ()| see(word));
    reader.read(text);
    reader.end();
}

/// Letters and digits as they stand in a token; 0 for what parts words.
#[expect(clippy::indexing_slicing, reason = "a constant: a bad index does not compile")]
pub(super) static ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// The canonical byte of a ready-made Vietnamese letter and its tone (0 for none); zeros for every other character.
#[inline]
fn ready(c: char) -> (u8, u8) {
    let code = c as usize;
    let found = match code {
        0x80..0x1b1 => LATIN.get(code - 0x80),
        _ => VIETNAMESE.get(code.wrapping_sub(0x1ea0)),
    };
    found.copied().unwrap_or_default()
}

/// U+0080 to U+01B0.
static LATIN: [(u8, u8); 0x131] = readies(0x80);
/// U+1EA0 to U+1EF9.
static VIETNAMESE: [(u8, u8); 90] = readies(0x1ea0);

#[expect(clippy::indexing_slicing, reason = "a constant: a bad index does not compile")]
const fn readies<const N: usize>(first: u32) -> [(u8, u8); N] {
    let mut table = [(0, 0); N];
    let mut at = 0;
    while at < N {
        if let Some(c) = char::from_u32(first + at as u32)
            && let Some((base, quality, tone)) = composed(c)
        {
            let mut ready = (base, 0);
            if let Some(mark) = quality {
                ready = marked(ready, mark);
            }
            if let Some(mark) = tone {
                ready = marked(ready, mark);
            }
            table[at] = ready;
        }
        at += 1;
    }
    table
}

/// A canonical byte and a tone with one more mark. Of several tones the greatest counts, so that their order is
/// nothing.
const fn marked((base, tone): (u8, u8), mark: Mark) -> (u8, u8) {
    let other = match mark {
        Mark::Grave => b'F',
        Mark::Acute => b'S',
        Mark::Hook => b'R',
        Mark::Tilde => b'X',
        Mark::Dot => b'J',
        Mark::Circumflex | Mark::Breve | Mark::Horn => 0,
    };
    let base = match (base, mark) {
        (b'a', Mark::Circumflex) => b'A',
        (b'e', Mark::Circumflex) => b'E',
        (b'o', Mark::Circumflex) => b'O',
        (b'a', Mark::Breve) => b'V',
        (b'o' | b'O', Mark::Horn) => b'P',
        (b'u', Mark::Horn) => b'U',
        (base, _) => base,
    };
    (base, if other > tone { other } else { tone })
}

/// A text being read word by word: `see` gets each with what was noted of it, and says what to note.
pub(super) struct Reader<F, T> {
    word: Spelling,
    /// What was seen since the last word; nothing in a word.
    gap: Option<Gap>,
    see: F,
    note: PhantomData<T>,
}

impl<T: Default, F: FnMut(Word, T) -> T> Reader<F, T> {
    pub fn new(gap: Option<Gap>, see: F) -> Self {
        Self { word: Spelling::default(), gap, see, note: PhantomData }
    }

    /// Reads on.
    #[inline]
    pub fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match ASCII.get(usize::from(byte)) {
                Some(0) => {
                    self.gap(char::from(byte));
                    at += 1;
                }
                Some(&small) => {
                    self.word.push(small);
                    at += 1;
                }
                None => {
                    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                    at += c.len_utf8();
                    match ready(c) {
                        (0, _) => letters(c.encode_utf8(&mut [0; 4]), |letter| self.letter(letter)),
                        (base, tone) => {
                            self.word.push(base);
                            self.word.tone = self.word.tone.max(tone);
                        }
                    }
                }
            }
        }
    }

    /// Goes on behind a word that was read before.
    #[inline]
    pub fn known(&mut self, token: Token, note: T) -> T {
        let gap = self.gap.take().unwrap_or(Gap::Space);
        (self.see)(Word { token, gap }, note)
    }

    /// The word, where all that was read is one.
    pub fn alone(mut self) -> Option<Token> {
        self.word.finish().filter(|_| self.gap.is_none())
    }

    fn letter(&mut self, letter: Letter) {
        match letter {
            Letter::Plain(ascii) => self.word.push(ascii),
            Letter::Other(c) => self.word.push_other(c),
            Letter::Mark(mark) => self.word.mark(mark),
            Letter::Nothing => {}
            Letter::Gap(sign) => self.gap(sign),
        }
    }

    #[inline]
    pub fn gap(&mut self, sign: char) {
        // Most are the one space behind a word that was known.
        if sign == ' ' && self.gap.is_none() && self.word.is_empty() {
            self.gap = Some(Gap::Space);
        } else {
            self.any_gap(sign);
        }
    }

    fn any_gap(&mut self, sign: char) {
        self.end();
        self.gap = Some(match (self.gap, sign) {
            (Some(Gap::Line), _) | (_, '\n' | '\r') => Gap::Line,
            (None, '/') => Gap::Tight(b'/'),
            (None, '-' | '\u{2010}'..='\u{2015}') => Gap::Tight(b'-'),
            _ => Gap::Space,
        });
    }

    /// Ends the word, where there is one.
    #[inline]
    pub fn end(&mut self) {
        if let Some(token) = self.word.finish() {
            self.known(token, T::default());
        }
    }
}

/// A word being read.
#[derive(Default)]
struct Spelling {
    bytes: [u8; MAX_TOKEN],
    len: usize,
    /// The tone as Telex writes it, in capitals.
    tone: u8,
    /// The letter that a mark now belongs to was cut off.
    cut: bool,
}

impl Spelling {
    /// Whether nothing was read, neither a letter nor a mark.
    #[inline]
    fn is_empty(&self) -> bool {
        self.len == 0 && self.tone == 0 && !self.cut
    }

    #[inline]
    fn push(&mut self, ascii: u8) {
        match self.bytes.get_mut(self.len) {
            Some(place) => {
                *place = ascii;
                self.len += 1;
            }
            None => self.cut = true,
        }
    }

    /// A letter beyond Latin: `z` and its number, so that every token is ASCII.
    fn push_other(&mut self, c: char) {
        const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
        let mut code = c as usize;
        let mut digits = [0; 6];
        let mut used = 0;
        for place in &mut digits {
            *place = DIGITS.get(code % 36).copied().unwrap_or(b'0');
            code /= 36;
            used += 1;
            if code == 0 {
                break;
            }
        }
        self.push(b'z');
        digits.iter().take(used).rev().for_each(|&digit| self.push(digit));
    }

    fn mark(&mut self, mark: Mark) {
        let last =
            if self.cut { None } else { self.len.checked_sub(1).and_then(|at| self.bytes.get_mut(at)) };
        let (base, tone) = marked((last.as_deref().copied().unwrap_or(0), self.tone), mark);
        self.tone = tone;
        if let Some(last) = last {
            *last = base;
        }
    }

    /// The word's canonical form, and the spelling empty again; nothing where there was no letter.
    #[inline]
    fn finish(&mut self) -> Option<Token> {
        if self.len == 0 {
            (self.tone, self.cut) = (0, false);
            return None;
        }
        self.canonical()
    }

    fn canonical(&mut self) -> Option<Token> {
        let Self { mut bytes, mut len, tone, .. } = std::mem::take(self);
        let used = bytes.get_mut(..len)?;
        match used {
            [.., b'h' | b'k' | b'l' | b'm' | b's' | b't', last @ b'y'] | [.., b'q', b'u', last @ b'y'] => {
                *last = b'i'
            }
            _ => {}
        }
        if used.first().is_some_and(u8::is_ascii_digit) && used.iter().all(u8::is_ascii_digit) {
            // Leading zeros are nothing: 01 is 1.
            let zeros = used.iter().take(len - 1).take_while(|&&digit| digit == b'0').count();
            if zeros > 0 {
                used.rotate_left(zeros);
                if let Some(rest) = used.get_mut(len - zeros..) {
                    rest.fill(0);
                }
                len -= zeros;
            }
        }
        if tone != 0 {
            // A word too long for its tone does without.
            if let Some(place) = bytes.get_mut(len) {
                *place = tone;
            }
        }
        Some(Token(bytes))
    }
}

/// The word without its marks: `DiEuF` → `dieu`.
pub fn fold_token(token: &Token) -> Token {
    let mut folded = Token::default();
    let mut places = folded.0.iter_mut();
    for byte in token.0.into_iter().take_while(|&byte| byte != 0) {
        let Some(plain) = fold_byte(byte) else { continue };
        if let Some(place) = places.next() {
            *place = plain;
        }
    }
    folded
}

/// Canonical forms, parted by spaces, without their marks.
pub fn fold_canonical(words: &str) -> String {
    words.bytes().filter_map(fold_byte).map(char::from).collect()
}

/// A byte of a canonical form without its mark; nothing for a tone.
#[inline]
fn fold_byte(byte: u8) -> Option<u8> {
    match byte {
        b'A' | b'V' => Some(b'a'),
        b'E' => Some(b'e'),
        b'O' | b'P' => Some(b'o'),
        b'U' => Some(b'u'),
        b'D' => Some(b'd'),
        b'F' | b'S' | b'R' | b'X' | b'J' => None,
        _ => Some(byte),
    }
}
