//! Words as search sees them.
//!
//! A word's *canonical* form is ASCII: small letters without marks, capitals for what the marks make of them, and the
//! tone as a capital at the end: "điều" is `DiEuF`, "hòa" and "hoà" are both `hoaF`, "kỹ" and "kĩ" both `kiX`. So the
//! placement of tones and i or y make no difference, the marks are kept for ranking, and [`fold_token`] drops them.

use super::letter::{Letter, Mark, letters};

/// The bytes of a word that count; what is longer is cut, here and in the browser.
pub const MAX_TOKEN: usize = 16;

/// The canonical form of one word: ASCII, padded with zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token([u8; MAX_TOKEN]);

impl Token {
    /// The bytes without the padding.
    pub fn bytes(&self) -> &[u8] {
        let end = self.0.iter().position(|&byte| byte == 0).unwrap_or(MAX_TOKEN);
        self.0.get(..end).unwrap_or_default()
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
    let mut word = Spelling::default();
    let mut gap = Some(Gap::Line);
    letters(text, |letter| match letter {
        Letter::Plain(ascii) => word.push(ascii),
        Letter::Other(c) => word.push_other(c),
        Letter::Mark(mark) => word.mark(mark),
        Letter::Nothing => {}
        Letter::Gap(sign) => {
            if let Some(token) = word.finish() {
                see(Word { token, gap: gap.take().unwrap_or(Gap::Space) });
            }
            gap = Some(match (gap, sign) {
                (Some(Gap::Line), _) | (_, '\n' | '\r') => Gap::Line,
                (None, '/') => Gap::Tight(b'/'),
                (None, '-' | '\u{2010}'..='\u{2015}') => Gap::Tight(b'-'),
                _ => Gap::Space,
            });
        }
    });
    if let Some(token) = word.finish() {
        see(Word { token, gap: gap.unwrap_or(Gap::Space) });
    }
}

/// A word being read.
#[derive(Default)]
struct Spelling {
    bytes: [u8; MAX_TOKEN],
    len: usize,
    /// The tone as Telex writes it, in capitals; the greatest where there are several, so that their order is nothing.
    tone: u8,
    /// The letter that a mark now belongs to was cut off.
    cut: bool,
}

impl Spelling {
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

    #[inline]
    fn mark(&mut self, mark: Mark) {
        let last =
            if self.cut { None } else { self.len.checked_sub(1).and_then(|at| self.bytes.get_mut(at)) };
        let changed = match (mark, last) {
            (Mark::Grave, _) => return self.tone = self.tone.max(b'F'),
            (Mark::Acute, _) => return self.tone = self.tone.max(b'S'),
            (Mark::Hook, _) => return self.tone = self.tone.max(b'R'),
            (Mark::Tilde, _) => return self.tone = self.tone.max(b'X'),
            (Mark::Dot, _) => return self.tone = self.tone.max(b'J'),
            (_, None) => return,
            (_, Some(last)) => last,
        };
        *changed = match (*changed, mark) {
            (b'a', Mark::Circumflex) => b'A',
            (b'e', Mark::Circumflex) => b'E',
            (b'o', Mark::Circumflex) => b'O',
            (b'a', Mark::Breve) => b'V',
            (b'o' | b'O', Mark::Horn) => b'P',
            (b'u', Mark::Horn) => b'U',
            (other, _) => other,
        };
    }

    /// The word's canonical form, and the spelling empty again; nothing where there was no letter.
    #[inline]
    fn finish(&mut self) -> Option<Token> {
        let Self { mut bytes, mut len, tone, .. } = std::mem::take(self);
        let used = bytes.get_mut(..len).filter(|used| !used.is_empty())?;
        match used {
            [.., b'h' | b'k' | b'l' | b'm' | b's' | b't', last @ b'y'] | [.., b'q', b'u', last @ b'y'] => {
                *last = b'i'
            }
            _ => {}
        }
        if used.iter().all(u8::is_ascii_digit) {
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
    let plain = token.bytes().iter().filter_map(|&byte| match byte {
        b'A' | b'V' => Some(b'a'),
        b'E' => Some(b'e'),
        b'O' | b'P' => Some(b'o'),
        b'U' => Some(b'u'),
        b'D' => Some(b'd'),
        b'F' | b'S' | b'R' | b'X' | b'J' => None,
        _ => Some(byte),
    });
    Token::from_bytes(plain)
}
