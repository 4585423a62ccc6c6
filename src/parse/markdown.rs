//! CommonMark as events with their places in the file.

use pulldown_cmark::{Event, Options, Parser};

use crate::text::Span;

/// An event, where it stands in the file, and which event opened the element that holds it.
#[derive(Debug)]
pub struct Spot<'a> {
    /// The event.
    pub event: Event<'a>,
    /// Its place in the file.
    pub span: Span,
    /// The index of the `Start` of the innermost element around it.
    pub parent: Option<usize>,
}

/// The extensions of CommonMark that pages are written in.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM);

/// Parses what follows the front matter: `text` from the byte `from` on. Spans are places in `text`.
pub fn events(text: &str, from: usize) -> Vec<Spot<'_>> {
    let body = text.get(from..).unwrap_or("");
    let mut open: Vec<usize> = Vec::new();
    let mut spots = Vec::with_capacity(body.len() / 16);
    for (event, range) in Parser::new_ext(body, OPTIONS).into_offset_iter() {
        if matches!(event, Event::End(_)) {
            open.pop();
        }
        let parent = open.last().copied();
        if matches!(event, Event::Start(_)) {
            open.push(spots.len());
        }
        spots.push(Spot { event, span: Span::new(range.start + from..range.end + from), parent });
    }
    spots
}
