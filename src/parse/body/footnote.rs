//! Footnotes: numbered in the order in which they are first referred to, written after the text.

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag};

use super::labels::Labels;
use crate::document::{Body, Hole};
use crate::parse::markdown::Spot;

/// The footnotes of a page while it is written.
#[derive(Default)]
pub struct Footnotes {
    numbers: HashMap<String, usize>,
    references: HashMap<String, usize>,
    bodies: Vec<Body>,
    open: Option<usize>,
}

impl Footnotes {
    /// Numbers the footnotes by their first reference; those never referred to come last.
    pub fn number(events: &[Spot<'_>]) -> Self {
        let mut notes = Self::default();
        let referred = events.iter().filter_map(|spot| match &spot.event {
            Event::FootnoteReference(name) => Some(name),
            _ => None,
        });
        let defined = events.iter().filter_map(|spot| match &spot.event {
            Event::Start(Tag::FootnoteDefinition(name)) => Some(name),
            _ => None,
        });
        for name in referred.chain(defined) {
            let next = notes.numbers.len() + 1;
            notes.numbers.entry(name.to_string()).or_insert(next);
        }
        notes.bodies.resize_with(notes.numbers.len(), Body::default);
        notes
    }

    /// The number of a footnote, and how often it was referred to with this time.
    pub fn refer(&mut self, name: &str) -> (usize, usize) {
        let count = self.references.entry(name.to_owned()).or_insert(0);
        *count += 1;
        (self.numbers.get(name).copied().unwrap_or(0), *count)
    }

    /// From here on the footnote `name` is written.
    pub fn begin(&mut self, name: &str) {
        self.open = self.numbers.get(name).map(|number| number - 1);
    }

    /// From here on the page is written again.
    pub fn end(&mut self) {
        self.open = None;
    }

    /// The body of the footnote that is being written.
    pub fn open_body(&mut self) -> Option<&mut Body> {
        self.open.and_then(|index| self.bodies.get_mut(index))
    }

    /// The written footnotes in order.
    pub fn into_bodies(self) -> Vec<Body> {
        self.bodies
    }
}

/// Writes the footnotes after the text.
pub fn append(body: &mut Body, notes: Vec<Body>, labels: &Labels) {
    let head = format!(
        "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{}\">\n<ol>\n",
        labels.footnotes
    );
    body.html.push_str(&head);
    for (index, note) in notes.into_iter().enumerate() {
        let number = index + 1;
        body.html.push_str(&format!("<li id=\"fn-{number}\">"));
        let shift = u32::try_from(body.html.len()).unwrap_or(u32::MAX);
        body.holes
            .extend(note.holes.into_iter().map(|hole| Hole { at: hole.at.saturating_add(shift), ..hole }));
        body.html.push_str(note.html.trim_end());
        let back = format!(
            "<a class=\"footnote-back\" href=\"#fnref-{number}\" aria-label=\"{}\">↩</a></li>\n",
            labels.back
        );
        body.html.push_str(&back);
    }
    body.html.push_str("</ol>\n</section>\n");
}
