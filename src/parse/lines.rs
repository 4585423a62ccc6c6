//! The running text of a Markdown file line by line, with its places in the file: what the legal passes read.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::markdown::Spot;
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

/// The lines of a text, and where each begins among its events.
#[derive(Debug, Default)]
pub struct Lines {
    /// The lines in order.
    pub lines: Vec<Line>,
    /// For each line, the index of the event that opens it: a block's start, or the break before it.
    pub opened_at: Vec<usize>,
}

/// Reads the lines from the events of a text. In `legal` texts a line break before what looks like a provision, or
/// after the line that names one, parts two lines; everywhere else the lines of a paragraph are joined.
pub fn read(events: &[Spot<'_>], source: &str, legal: bool) -> Lines {
    let mut reader = Reader { source, legal, ..Reader::default() };
    for (at, spot) in events.iter().enumerate() {
        match &spot.event {
            Event::Start(tag) => reader.start(tag, at, spot.span),
            Event::End(tag) => reader.end(*tag, spot.span),
            Event::Text(text) | Event::Code(text) if reader.hidden == 0 => {
                let inner = if matches!(spot.event, Event::Code(_)) {
                    code_start(source, spot.span)
                } else {
                    spot.span.start
                };
                reader.text(text, inner, at, spot.span);
            }
            Event::SoftBreak | Event::HardBreak => reader.line_break(events, at, spot.span),
            _ => {}
        }
    }
    reader.finish(None);
    reader.out
}

/// Where the words of an inline code begin: after its backticks.
fn code_start(source: &str, span: Span) -> u32 {
    let ticks = span.of(source).bytes().take_while(|&byte| byte == b'`').count();
    span.start + u32::try_from(ticks).unwrap_or(0)
}

/// An item's marker that waits for the item's first words: (marker, opening event, first byte).
type Pending = Option<(Marker, usize, u32)>;

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    legal: bool,
    out: Lines,
    open: Option<(Line, usize)>,
    items: Vec<Pending>,
    ordered: Vec<bool>,
    quotes: u32,
    footnotes: u32,
    cells: u32,
    /// Inside code blocks and pictures nothing is running text.
    hidden: u32,
}

impl Reader<'_> {
    fn start(&mut self, tag: &Tag<'_>, at: usize, span: Span) {
        match tag {
            Tag::Heading { level, .. } => self.open(LineKind::Heading(*level as u8), at, span),
            Tag::Paragraph | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.open(self.kind(), at, span)
            }
            Tag::TableCell => {
                self.cells += 1;
                self.open(LineKind::Cell, at, span);
            }
            Tag::List(first) => {
                self.finish(Some(span.start));
                self.ordered.push(first.is_some());
            }
            Tag::Item => {
                let ordered = self.ordered.last().copied().unwrap_or(false);
                self.items.push(Some((marker(self.source, span, ordered), at, span.start)));
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::FootnoteDefinition(_) => self.footnotes += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.finish(Some(span.start));
                self.hidden += 1;
            }
            Tag::Image { .. } => self.hidden += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.finish(Some(span.end));
            }
            TagEnd::TableCell => {
                self.cells = self.cells.saturating_sub(1);
                self.finish(Some(span.end));
            }
            TagEnd::Item => {
                self.finish(Some(span.end));
                self.items.pop();
            }
            TagEnd::List(_) => {
                self.ordered.pop();
            }
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::FootnoteDefinition => self.footnotes = self.footnotes.saturating_sub(1),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image => {
                self.hidden = self.hidden.saturating_sub(1)
            }
            _ => {}
        }
    }

    fn kind(&self) -> LineKind {
        if self.cells > 0 {
            LineKind::Cell
        } else if self.footnotes > 0 {
            LineKind::Footnote
        } else {
            LineKind::Text
        }
    }

    /// Opens a line at event `at`; the first line of a list item takes the item's marker and begins with it.
    fn open(&mut self, kind: LineKind, at: usize, span: Span) {
        self.finish(Some(span.start));
        let pending = self.items.last_mut().and_then(Option::take);
        let (marker, at, start) = match pending {
            // A heading stays the element that has the address.
            Some((marker, _, start)) if matches!(kind, LineKind::Heading(_)) => (Some(marker), at, start),
            Some((marker, item, start)) => (Some(marker), item, start),
            None => (None, at, span.start),
        };
        let line = Line {
            text: String::new(),
            map: Vec::new(),
            span: Span { start, end: span.end },
            kind,
            marker,
            depth: u8::try_from(self.items.len()).unwrap_or(u8::MAX),
            quoted: self.quotes > 0,
            starts_block: true,
        };
        self.open = Some((line, at));
    }

    fn text(&mut self, text: &str, from: u32, at: usize, span: Span) {
        if self.open.is_none() {
            self.open(self.kind(), at, span);
        }
        if let Some((line, _)) = &mut self.open {
            line.map.push((u32::try_from(line.text.len()).unwrap_or(u32::MAX), from));
            match memchr::memchr(b'\n', text.as_bytes()) {
                Some(_) => line.text.push_str(&text.replace('\n', " ")),
                None => line.text.push_str(text),
            }
        }
    }

    fn line_break(&mut self, events: &[Spot<'_>], at: usize, span: Span) {
        let Some((line, _)) = &mut self.open else { return };
        let next = match events.get(at + 1).map(|spot| &spot.event) {
            Some(Event::Text(text)) => text.as_ref(),
            _ => "",
        };
        // A heading is one line, however it is written.
        let is_heading = matches!(line.kind, LineKind::Heading(_));
        if self.legal && !is_heading && parts(&line.text, next) {
            let (kind, quoted, depth) = (line.kind, line.quoted, line.depth);
            self.finish(Some(span.start));
            let (text, map) = (String::new(), Vec::new());
            let span = Span { start: span.end, end: span.end };
            let line = Line { text, map, span, kind, marker: None, depth, quoted, starts_block: false };
            self.open = Some((line, at));
        } else {
            line.map.push((u32::try_from(line.text.len()).unwrap_or(u32::MAX), span.start));
            line.text.push(' ');
        }
    }

    /// Closes the open line; its span ends at `end`, without the white space before it.
    fn finish(&mut self, end: Option<u32>) {
        let Some((mut line, at)) = self.open.take() else { return };
        let end = end.unwrap_or(line.span.end).max(line.span.start);
        let trimmed = Span { start: line.span.start, end }.of(self.source).trim_end().len();
        line.span.end = line.span.start + u32::try_from(trimmed).unwrap_or(0);
        if !line.text.trim().is_empty() {
            self.out.lines.push(line);
            self.out.opened_at.push(at);
        }
    }
}

/// Reads the marker at the start of an item.
fn marker(source: &str, span: Span, ordered: bool) -> Marker {
    if !ordered {
        return Marker::Bullet;
    }
    let digits: String = span.of(source).chars().take_while(char::is_ascii_digit).collect();
    digits.parse().map_or(Marker::Bullet, Marker::Ordered)
}

/// Words that begin a provision, folded to lower case.
const UNITS: [&str; 7] = ["điều ", "chương ", "mục ", "tiểu mục ", "phần ", "phụ lục", "khoản "];

/// Whether a line break between `before` and `after` parts two lines of a legal text.
fn parts(before: &str, after: &str) -> bool {
    let names_unit = |line: &str| {
        let head: String = line.chars().take(10).flat_map(char::to_lowercase).collect();
        UNITS.iter().any(|unit| head.starts_with(unit))
    };
    begins_numbered(after) || names_unit(after) || names_unit(before) || is_capitals(before)
}

/// `12.`, `1a.`, `IV.`, `a)`, `d1)`, `- ` at the start of a line.
fn begins_numbered(line: &str) -> bool {
    let head: String = line.chars().take_while(|c| c.is_alphanumeric()).take(6).collect();
    let rest = line.get(head.len()..).unwrap_or("");
    let short = head.chars().count() <= 2 || head.chars().all(|c| c.is_ascii_digit() || "IVXLC".contains(c));
    if head.is_empty() {
        line.starts_with("- ") || line.starts_with("– ")
    } else {
        short && rest.starts_with(['.', ')'])
    }
}

/// Whether all letters are capitals, as in the titles of chapters.
fn is_capitals(line: &str) -> bool {
    line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase)
}

/// Whether a line looks broken off in the middle of a sentence, as scanned texts are.
pub fn is_broken_off(line: &str) -> bool {
    let line = line.trim_end();
    let ends = line.ends_with(['.', ';', ':', '!', '?', '”', '"', '»', ')']);
    !ends && !is_capitals(line) && line.chars().count() > 30
}

/// Whether a line goes on with the sentence of one that was broken off: it begins with a small letter, or with a unit
/// or number that is none of its own ("Điều 5 của Luật này").
fn goes_on(line: &str) -> bool {
    let line = line.trim_start();
    let unit = || {
        let head: String = line.chars().take(10).flat_map(char::to_lowercase).collect();
        let number =
            UNITS.iter().any(|unit| head.starts_with(unit)).then(|| line.split_whitespace().nth(1)).flatten();
        number.is_some_and(|number| number.chars().all(char::is_alphanumeric))
    };
    let small = line.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    !begins_numbered(line) && (small || unit())
}

/// Every line of a plain text, with its place in it: what the legal passes read of a `.txt` file.
pub fn plain(text: &str) -> Vec<Line> {
    let mut at = 0;
    let mut lines: Vec<Line> = Vec::new();
    for whole in text.split_inclusive('\n') {
        let written = whole.trim_end_matches(['\n', '\r']);
        let start = at + usize::from(at == 0 && written.starts_with('\u{feff}')) * '\u{feff}'.len_utf8();
        let words = text.get(start..at + written.len()).unwrap_or("");
        let span = Span::new(start..at + written.len());
        let open = lines.last().is_some_and(|before| is_broken_off(&before.text));
        lines.push(Line {
            text: words.to_owned(),
            map: vec![(0, span.start)],
            span,
            kind: LineKind::Text,
            marker: None,
            depth: 0,
            quoted: false,
            starts_block: !(open && goes_on(words)),
        });
        at += whole.len();
    }
    lines
}
