//! The running text of a Markdown file line by line, with its places in the file: what the legal passes read.

use crate::text::Span;

/// One line of running text: a heading, a paragraph's line, the first or a later line of a list item, a table cell.
///
/// Lines come in the order of the file and do not overlap. Code, front matter and raw HTML are not lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The words as shown: marks of Markdown removed, entities resolved. Never holds a newline.
    pub text: String,
    /// Where stretches of `text` stand in the file: (offset in `text`, offset in the file), in order. A stretch is
    /// copied byte for byte; it ends where the next begins.
    pub map: Vec<(u32, u32)>,
    /// Where the line stands in the file, its list or heading marker included.
    pub span: Span,
    /// What holds it.
    pub kind: LineKind,
    /// The list marker before it, for the first line of a list item.
    pub marker: Option<Marker>,
    /// How many lists hold it.
    pub depth: u8,
    /// Whether it stands in a block quote.
    pub quoted: bool,
    /// Whether it begins a block (not a later line of a paragraph).
    pub starts_block: bool,
}

/// What holds a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// A paragraph or list item.
    Text,
    /// A cell of a table.
    Cell,
    /// A footnote's text.
    Footnote,
}

/// A list marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// `-`, `*`, `+`.
    Bullet,
    /// `7.` or `7)`: the number as written (CommonMark itself counts on from the first).
    Ordered(u64),
}

impl Line {
    /// The place in the file of the byte `at` of the text.
    pub fn source(&self, at: usize) -> u32 {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let index = self.map.partition_point(|&(text, _)| text <= at);
        let run = index.checked_sub(1).and_then(|index| self.map.get(index));
        run.map_or(self.span.start, |&(text, source)| source + (at - text)).min(self.span.end)
    }

    /// The place in the file of a range of the text.
    pub fn source_span(&self, range: std::ops::Range<usize>) -> Span {
        // The end is the place after the last byte, which may belong to an earlier stretch than the next byte.
        let end = range.end.checked_sub(1).map_or(self.span.start, |last| self.source(last) + 1);
        Span { start: self.source(range.start), end }
    }
}
