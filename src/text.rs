//! Places in a text: spans in bytes, positions in lines and characters. And its one form, NFC.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A range of bytes in one file, `start..end`. Files are refused above 64 MiB (see [`crate::source`]), so 32 bits do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range`; a range out of 32 bits is cut to the end.
    pub fn new(range: std::ops::Range<usize>) -> Self {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: cut(range.start), end: cut(range.end.max(range.start)) }
    }

    /// The same span as a range of `usize`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text under the span, or nothing where the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in its file.
    pub span: Span,
}

/// A place as people count: line and column from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the line ends of `text` (`\n`; a `\r` before it belongs to the line).
    pub fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)));
        Self { starts: starts.collect() }
    }

    /// The position of the byte `offset`; past the end it is the end.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start as usize <= offset).max(1);
        let start = self.starts.get(line - 1).map_or(0, |&start| start as usize);
        let column = text.get(start..offset).map_or(0, |before| before.chars().count());
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }
}

/// The place in `text` of a position, a character long; the end of the line or of the text where it has none there.
pub fn span_at(text: &str, position: Position) -> Span {
    let mut lines = text.split_inclusive('\n');
    let line = (position.line as usize).saturating_sub(1);
    let start: usize = lines.by_ref().take(line).map(str::len).sum();
    let line = lines.next().unwrap_or_default().trim_end();
    let mut places = line.char_indices().skip((position.column as usize).saturating_sub(1));
    let (at, length) = places.next().map_or((line.len(), 0), |(at, c)| (at, c.len_utf8()));
    Span::new(start + at..start + at + length)
}

/// The list in as much memory as it needs: half of what it grew into is often empty. (Shrinking in place frees nothing
/// in most allocators.)
pub fn tight<T>(list: Vec<T>) -> Vec<T> {
    let mut tight = Vec::with_capacity(list.len());
    tight.extend(list);
    tight
}

/// Whether any byte is so. All are looked at whatever is found: that is done many at a time.
pub fn any_byte(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(false, |found, &byte| found | is(byte))
}

/// The text with blanks for control characters, of which nearly all texts have none.
pub fn without_control(text: &str) -> Cow<'_, str> {
    // The upper ones are two bytes long and begin with C2.
    let may_be = |byte: u8| (byte < b' ') | (byte == 0x7f) | (byte == 0xc2);
    if any_byte(text.as_bytes(), may_be) { text.replace(char::is_control, " ").into() } else { text.into() }
}

/// The lines of a text with their ends, as [`str::split_inclusive`] gives them, found many bytes at a time.
pub fn whole_lines(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |at| at + 1);
        let (line, rest) = text.split_at_checked(end).filter(|(line, _)| !line.is_empty())?;
        text = rest;
        Some(line)
    })
}

/// The text in NFC. Most texts are so already and are not copied.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plain(text) || is_nfc(text) { text.into() } else { text.nfc().collect() }
}

/// Whether the text is in NFC at a glance: every character is below U+0300 (the first combining mark), one of U+1E00 to
/// U+1EFF, where the Vietnamese letters are, or one of U+2002 to U+203F, where dashes and quotation marks are. All of
/// these stand for themselves.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    if any_byte(bytes, |byte| (byte >= 0xcc) & (byte != 0xe1) & (byte != 0xe2)) {
        return false;
    }
    let next = |count| bytes.get(count..).unwrap_or_default();
    let threes = bytes.iter().zip(next(1)).zip(next(2)).map(|((first, second), third)| {
        let is_letter = second >> 2 == 0xb8 >> 2;
        let is_mark = (*second == 0x80) & (*third >= 0x82);
        (*first == 0xe1) & !is_letter | (*first == 0xe2) & !is_mark
    });
    !threes.fold(false, |odd, other| odd | other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_is_in_its_one_form() {
        for c in (0x80..0x300).chain(0x1e00..0x1f00).chain(0x2002..0x2040).filter_map(char::from_u32) {
            let text = format!("a{c}b");
            assert!(is_plain(&text) && is_nfc(&text), "{c}");
        }
        for odd in ["\u{300}", "\u{1f71}", "\u{2000}", "\u{2001}", "\u{2126}", "\u{3099}", "\u{1d15e}"] {
            assert!(!is_plain(odd) && !is_plain(&format!("a{odd}b")), "{odd:?}");
        }
        assert_eq!(nfc("a\u{300}"), "à");
    }

    #[test]
    fn positions_count_characters_from_one() {
        let text = "điều\nkhoản 2\n";
        let index = LineIndex::new(text);
        let at = |needle: &str| index.position(text, u32::try_from(text.find(needle).unwrap()).unwrap());
        assert_eq!(at("điều"), Position { line: 1, column: 1 });
        assert_eq!(at("u\n"), Position { line: 1, column: 4 });
        assert_eq!(at("2"), Position { line: 2, column: 7 });
        assert_eq!(index.position(text, 999), Position { line: 3, column: 1 });
        assert_eq!(span_at(text, Position { line: 1, column: 3 }), Span::new(3..6));
        assert_eq!(span_at(text, Position { line: 2, column: 7 }).of(text), "2");
        assert_eq!(span_at(text, Position { line: 2, column: 9 }), Span::new(17..17));
        assert_eq!(span_at(text, Position { line: 9, column: 9 }), Span::new(18..18));
    }
}
