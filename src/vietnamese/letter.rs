//! What a character is, once tone, quality and case are told apart.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A character of a text, seen as a reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// An ASCII letter (lower case) or digit; `D` is đ.
    Plain(u8),
    /// What stands above, below or beside the letter before.
    Mark(Mark),
    /// Any other letter or digit, lower case.
    Other(char),
    /// Nothing that a reader sees: soft hyphens, zero-width marks, accents of other languages.
    Nothing,
    /// Whatever parts words.
    Gap(char),
}

/// A mark of the Vietnamese script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// `^` of â ê ô.
    Circumflex,
    /// The bow of ă.
    Breve,
    /// The hook of ơ ư.
    Horn,
    /// Huyền.
    Grave,
    /// Sắc.
    Acute,
    /// Hỏi.
    Hook,
    /// Ngã.
    Tilde,
    /// Nặng.
    Dot,
}

impl Mark {
    /// The tone's place in the order of dictionaries (huyền, hỏi, ngã, sắc, nặng); nothing for a quality mark.
    pub fn tone(self) -> Option<u8> {
        match self {
            Self::Grave => Some(1),
            Self::Hook => Some(2),
            Self::Tilde => Some(3),
            Self::Acute => Some(4),
            Self::Dot => Some(5),
            Self::Circumflex | Self::Breve | Self::Horn => None,
        }
    }
}

/// Calls `see` with every letter of `text`, composed or not: `ậ` is `a`, a dot and a circumflex, in either spelling.
#[inline]
pub fn letters(text: &str, mut see: impl FnMut(Letter)) {
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => see(Letter::Plain(c as u8)),
            'A'..='Z' => see(Letter::Plain(c.to_ascii_lowercase() as u8)),
            '\0'..='\x7f' => see(Letter::Gap(c)),
            _ => match composed(c) {
                Some((base, first, second)) => {
                    see(Letter::Plain(base));
                    first.into_iter().chain(second).for_each(|mark| see(Letter::Mark(mark)));
                }
                None => rare(c, &mut see),
            },
        }
    }
}

/// The Vietnamese letters that Unicode holds ready-made, in both cases.
#[expect(clippy::indexing_slicing, reason = "constant tables are made of it, and the range fits")]
pub(super) const fn composed(c: char) -> Option<(u8, Option<Mark>, Option<Mark>)> {
    use Mark::{Acute, Breve, Circumflex, Dot, Grave, Hook, Horn, Tilde};
    /// U+1EA0 to U+1EF9 come in pairs, capital first.
    const VIETNAMESE: [(u8, Mark, Option<Mark>); 45] = [
        (b'a', Dot, None),
        (b'a', Hook, None),
        (b'a', Circumflex, Some(Acute)),
        (b'a', Circumflex, Some(Grave)),
        (b'a', Circumflex, Some(Hook)),
        (b'a', Circumflex, Some(Tilde)),
        (b'a', Circumflex, Some(Dot)),
        (b'a', Breve, Some(Acute)),
        (b'a', Breve, Some(Grave)),
        (b'a', Breve, Some(Hook)),
        (b'a', Breve, Some(Tilde)),
        (b'a', Breve, Some(Dot)),
        (b'e', Dot, None),
        (b'e', Hook, None),
        (b'e', Tilde, None),
        (b'e', Circumflex, Some(Acute)),
        (b'e', Circumflex, Some(Grave)),
        (b'e', Circumflex, Some(Hook)),
        (b'e', Circumflex, Some(Tilde)),
        (b'e', Circumflex, Some(Dot)),
        (b'i', Hook, None),
        (b'i', Dot, None),
        (b'o', Dot, None),
        (b'o', Hook, None),
        (b'o', Circumflex, Some(Acute)),
        (b'o', Circumflex, Some(Grave)),
        (b'o', Circumflex, Some(Hook)),
        (b'o', Circumflex, Some(Tilde)),
        (b'o', Circumflex, Some(Dot)),
        (b'o', Horn, Some(Acute)),
        (b'o', Horn, Some(Grave)),
        (b'o', Horn, Some(Hook)),
        (b'o', Horn, Some(Tilde)),
        (b'o', Horn, Some(Dot)),
        (b'u', Dot, None),
        (b'u', Hook, None),
        (b'u', Horn, Some(Acute)),
        (b'u', Horn, Some(Grave)),
        (b'u', Horn, Some(Hook)),
        (b'u', Horn, Some(Tilde)),
        (b'u', Horn, Some(Dot)),
        (b'y', Grave, None),
        (b'y', Dot, None),
        (b'y', Hook, None),
        (b'y', Tilde, None),
    ];
    const fn one(base: u8, mark: Mark) -> Option<(u8, Option<Mark>, Option<Mark>)> {
        Some((base, Some(mark), None))
    }
    match c {
        'đ' | 'Đ' | 'ð' | 'Ð' | 'Ɖ' | 'ɖ' => Some((b'D', None, None)),
        'à' | 'À' => one(b'a', Grave),
        'á' | 'Á' => one(b'a', Acute),
        'â' | 'Â' => one(b'a', Circumflex),
        'ã' | 'Ã' => one(b'a', Tilde),
        'è' | 'È' => one(b'e', Grave),
        'é' | 'É' => one(b'e', Acute),
        'ê' | 'Ê' => one(b'e', Circumflex),
        'ì' | 'Ì' => one(b'i', Grave),
        'í' | 'Í' => one(b'i', Acute),
        'ò' | 'Ò' => one(b'o', Grave),
        'ó' | 'Ó' => one(b'o', Acute),
        'ô' | 'Ô' => one(b'o', Circumflex),
        'õ' | 'Õ' => one(b'o', Tilde),
        'ù' | 'Ù' => one(b'u', Grave),
        'ú' | 'Ú' => one(b'u', Acute),
        'ý' | 'Ý' => one(b'y', Acute),
        'ă' | 'Ă' => one(b'a', Breve),
        'ĩ' | 'Ĩ' => one(b'i', Tilde),
        'ũ' | 'Ũ' => one(b'u', Tilde),
        'ơ' | 'Ơ' => one(b'o', Horn),
        'ư' | 'Ư' => one(b'u', Horn),
        '\u{1ea0}'..='\u{1ef9}' => {
            let (base, first, second) = VIETNAMESE[(c as usize - 0x1ea0) / 2];
            Some((base, Some(first), second))
        }
        _ => None,
    }
}

/// Whatever else a text may hold, taken apart as Unicode says.
fn rare(c: char, see: &mut impl FnMut(Letter)) {
    for part in std::iter::once(c).nfd() {
        match part {
            '\u{300}' => see(Letter::Mark(Mark::Grave)),
            '\u{301}' => see(Letter::Mark(Mark::Acute)),
            '\u{302}' => see(Letter::Mark(Mark::Circumflex)),
            '\u{303}' => see(Letter::Mark(Mark::Tilde)),
            '\u{306}' => see(Letter::Mark(Mark::Breve)),
            '\u{309}' => see(Letter::Mark(Mark::Hook)),
            '\u{31b}' => see(Letter::Mark(Mark::Horn)),
            '\u{323}' => see(Letter::Mark(Mark::Dot)),
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => see(Letter::Nothing),
            _ if is_combining_mark(part) => see(Letter::Nothing),
            _ if part.is_ascii_alphanumeric() => see(Letter::Plain(part.to_ascii_lowercase() as u8)),
            _ if part.is_alphanumeric() => part.to_lowercase().for_each(|low| see(Letter::Other(low))),
            _ => see(Letter::Gap(part)),
        }
    }
}
