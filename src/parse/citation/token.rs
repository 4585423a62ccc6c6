//! Text cut into words, numbers and marks.

use crate::vietnamese::{Key, with_spelled};

/// A piece of text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// What it is.
    pub what: What,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A word, and whether it begins with a capital.
    Word(Key, bool),
    /// Digits.
    Digits,
    /// The number of a document with its letters: `30/2020/NĐ-CP`.
    Number,
    /// A number without its letters: `79/2021`.
    Partial,
    /// Anything else but white space.
    Mark(char),
}

/// Cuts `text` into `tokens`, which is emptied first.
pub fn cut(text: &str, tokens: &mut Vec<Token>) {
    tokens.clear();
    with_spelled(|words| {
        let mut at = 0;
        while let Some(byte) = text.as_bytes().get(at) {
            if *byte == b' ' {
                at += 1;
                continue;
            }
            let (what, end) = if byte.is_ascii_digit() {
                digits(text, at)
            } else if let Some(word) = words.word_at(text, at) {
                (What::Word(word.key, word.capital), word.end)
            } else {
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                (What::Mark(c), at + c.len_utf8())
            };
            if !matches!(what, What::Mark(c) if c.is_whitespace()) {
                tokens.push(Token { what, start: at, end });
            }
            at = end;
        }
    });
}

/// A number at `start`: of a document where letters follow a stroke, digits otherwise.
fn digits(text: &str, start: usize) -> (What, usize) {
    let rest = text.get(start..).unwrap_or("");
    let count = rest.bytes().take_while(u8::is_ascii_digit).count();
    let plain = (What::Digits, start + count);
    // A number goes on with a letter of its own or a stroke; most digits do neither.
    match rest.as_bytes().get(count) {
        Some(b'/' | b'-') => {}
        Some(b' ') if rest.as_bytes().get(count + 1) == Some(&b'/') => {}
        Some(byte) if byte.is_ascii_lowercase() => {}
        _ => return plain,
    }
    if count > 5 {
        plain
    } else {
        document_number(rest, count).map_or(plain, |(what, length)| (what, start + length))
    }
}

/// Reads `30/2020/NĐ-CP`, `27-NQ/TW`, `79/2021`; gives its length. `count` is the number of digits that it begins
/// with.
fn document_number(rest: &str, count: usize) -> Option<(What, usize)> {
    let mut end = count;
    let after = rest.get(count..)?;
    if after.starts_with(|c: char| c.is_ascii_lowercase()) {
        end += 1;
    }
    let (mut strokes, mut letters, mut year) = (0, false, false);
    loop {
        let tail = rest.get(end..)?;
        let Some((mark, length)) = separator(tail) else { break };
        let part = tail.get(length..)?;
        let size = part.find(|c: char| !c.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&c));
        let part = part.get(..size.unwrap_or(part.len()))?;
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        if part.is_empty() || (!digits && !part.starts_with(char::is_uppercase)) {
            break;
        }
        if digits
            && (letters || year || part.len() != 4 || !(part.starts_with("19") || part.starts_with("20")))
        {
            break;
        }
        // Behind a spaced hyphen only an abbreviation goes on.
        if mark == '-' && length > 1 && (digits || part.chars().any(char::is_lowercase)) {
            break;
        }
        year |= digits;
        letters |= !digits;
        strokes += usize::from(mark == '/');
        end += length + part.len();
    }
    match (strokes, letters, year) {
        (0, _, _) => None,
        (_, true, _) => Some((What::Number, end)),
        (_, false, true) => Some((What::Partial, end)),
        _ => None,
    }
}

/// A stroke or hyphen within a number, with the spaces that bad typing leaves at a hyphen; and its length.
fn separator(tail: &str) -> Option<(char, usize)> {
    for (written, mark) in
        [("/", '/'), ("-", '-'), ("–", '-'), ("- ", '-'), (" - ", '-'), (" -", '-'), ("/ ", '/'), (" /", '/')]
    {
        if let Some(next) = tail.strip_prefix(written)
            && next.starts_with(char::is_alphanumeric)
        {
            return Some((mark, written.len()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> (What, &str) {
        let mut tokens = Vec::new();
        cut(text, &mut tokens);
        (tokens[0].what, text.get(tokens[0].start..tokens[0].end).unwrap())
    }

    #[test]
    fn numbers_of_documents() {
        for text in [
            "30/2023/QH15",
            "32/2004/QH11",
            "30/2020/NĐ-CP",
            "15/2014/TTLT-BCT-BTC",
            "03/2012/PL-UBTVQH13",
            "21/KH-UBND",
            "3204/HD-BCĐ",
            "01/QCPH-CAT-SGDĐT",
            "145/SGDDĐT-GDTH-CTTT",
            "27-NQ/TW",
            "30a/2008/NQ-CP",
            "30/2020/NĐ - CP",
        ] {
            assert_eq!(first(text), (What::Number, text));
            assert_eq!(first(&format!("{text}, ngày")), (What::Number, text));
        }
        assert_eq!(first("79/2021."), (What::Partial, "79/2021"));
        for text in ["26/01/2024", "24/7", "1,5", "2020-2025", "10%", "12 tháng", "5/10", "14/6/2023"] {
            assert_eq!(first(text).0, What::Digits, "{text}");
        }
    }
}
