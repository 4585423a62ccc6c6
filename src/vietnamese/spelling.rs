//! Vietnamese words as keys that do not depend on how they are encoded: NFC or NFD, capital or small, the tone on
//! either vowel (hoà, hòa). The spelling behind a key is Telex with the tone last: điều is `ddieeuf`.

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

/// What one character adds to a word: letters, and a tone (0 for none). Nothing where it is no letter.
fn spell(c: char) -> Option<(&'static [u8], u8)> {
    let split = |telex: &'static str| match telex.as_bytes() {
        [letters @ .., tone @ (b's' | b'f' | b'r' | b'x' | b'j')] if !letters.is_empty() => (letters, *tone),
        letters => (letters, 0),
    };
    let telex = match c {
        '\u{1ea0}'..='\u{1ef9}' => STACKED.get((c as usize - 0x1ea0) / 2).copied()?,
        'đ' | 'Đ' | 'ð' | 'Ð' => "dd",
        'ă' | 'Ă' => "aw",
        'â' | 'Â' => "aa",
        'ê' | 'Ê' => "ee",
        'ô' | 'Ô' => "oo",
        'ơ' | 'Ơ' => "ow",
        'ư' | 'Ư' => "uw",
        'à' | 'À' => "af",
        'á' | 'Á' => "as",
        'ã' | 'Ã' => "ax",
        'è' | 'È' => "ef",
        'é' | 'É' => "es",
        'ì' | 'Ì' => "if",
        'í' | 'Í' => "is",
        'ĩ' | 'Ĩ' => "ix",
        'ò' | 'Ò' => "of",
        'ó' | 'Ó' => "os",
        'õ' | 'Õ' => "ox",
        'ù' | 'Ù' => "uf",
        'ú' | 'Ú' => "us",
        'ũ' | 'Ũ' => "ux",
        'ý' | 'Ý' => "ys",
        '\u{300}' => return Some((b"", b'f')),
        '\u{301}' => return Some((b"", b's')),
        '\u{303}' => return Some((b"", b'x')),
        '\u{309}' => return Some((b"", b'r')),
        '\u{323}' => return Some((b"", b'j')),
        '\u{306}' | '\u{31b}' => return Some((b"w", 0)),
        _ => return None,
    };
    Some(split(telex))
}

/// Reads the word that begins at byte `start`; nothing where no letter stands there.
pub fn word_at(text: &str, start: usize) -> Option<Word> {
    let rest = text.get(start..)?;
    let mut hash = SEED;
    let mut tone = 0;
    let mut last = 0;
    let mut end = start;
    for (at, c) in rest.char_indices() {
        if c.is_ascii_alphabetic() {
            last = c.to_ascii_lowercase() as u8;
            hash = mix(hash, last);
        } else if c.is_ascii() {
            break;
        } else if c == '\u{302}' {
            // A circumflex of its own doubles the letter, as the composed one does.
            hash = mix(hash, last);
        } else if let Some((letters, mark)) = spell(c) {
            for &letter in letters {
                hash = mix(hash, letter);
                last = letter;
            }
            tone = if mark == 0 { tone } else { mark };
        } else if c.is_alphabetic() {
            let mut bytes = [0; 4];
            hash = c.encode_utf8(&mut bytes).bytes().fold(hash, mix);
        } else {
            break;
        }
        end = start + at + c.len_utf8();
    }
    if end == start {
        return None;
    }
    let key = Key(if tone == 0 { hash } else { mix(hash, tone) });
    Some(Word { key, start, end, capital: rest.starts_with(char::is_uppercase) })
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

/// The words of a text, in order.
pub fn spelled_words(text: &str) -> impl Iterator<Item = Word> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let c = text.get(at..)?.chars().next()?;
            match word_at(text, at) {
                Some(word) => {
                    at = word.end;
                    return Some(word);
                }
                None => at += c.len_utf8(),
            }
        }
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
}
