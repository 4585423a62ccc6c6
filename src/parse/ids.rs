//! Addresses of headings: explicit (`{#id}`), a provision's, or made from the text; unique in the page.

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag};

use super::lines::{LineKind, Lines};
use super::markdown::Spot;
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::document::{Heading, Provision};
use crate::path::SourcePath;
use crate::text::Span;
use crate::vietnamese;

/// The headings of a page with their addresses.
#[derive(Debug, Default)]
pub struct Ids {
    /// The headings in order.
    pub headings: Vec<Heading>,
    /// For each heading, the event that opens it.
    pub opened_at: Vec<usize>,
    /// Explicit ids of headings that are known by a provision's address.
    pub extra: Vec<String>,
    /// An explicit id beside the heading's own, by its opening event.
    pub beside: HashMap<usize, String>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Gives every heading its address. `provision_of` is the provision that begins at a line.
pub fn assign<'a>(
    events: &[Spot<'_>],
    lines: &Lines,
    provision_of: impl Fn(usize) -> Option<&'a Provision>,
    taken: impl Iterator<Item = &'a str>,
    file: &SourcePath,
) -> Ids {
    let mut used: HashMap<String, u32> = taken.map(|id| (id.to_owned(), 1)).collect();
    let mut ids = Ids::default();
    // Explicit ids come first, so that one made from a text never takes theirs away.
    for spot in events {
        let Event::Start(Tag::Heading { id: Some(id), .. }) = &spot.event else { continue };
        if used.insert(id.to_string(), 1).is_some() {
            ids.diagnostics.push(duplicate(id, file, spot.span));
        }
    }
    for (index, (line, &at)) in lines.lines.iter().zip(&lines.opened_at).enumerate() {
        let LineKind::Heading(level) = line.kind else { continue };
        let explicit = match events.get(at).map(|spot| &spot.event) {
            Some(Event::Start(Tag::Heading { id, .. })) => id.as_deref(),
            _ => None,
        };
        let id = match (provision_of(index), explicit) {
            (Some(provision), explicit) => {
                if let Some(explicit) = explicit.filter(|id| *id != provision.anchor) {
                    ids.extra.push(explicit.to_owned());
                    ids.beside.insert(at, explicit.to_owned());
                }
                provision.anchor.clone()
            }
            (None, Some(explicit)) => explicit.to_owned(),
            (None, None) => vietnamese::unique_slug(&line.text, &mut used),
        };
        ids.headings.push(Heading { level, id, text: line.text.trim().to_owned(), span: line.span });
        ids.opened_at.push(at);
    }
    ids
}

fn duplicate(id: &str, file: &SourcePath, span: Span) -> Diagnostic {
    let message = Message::new(
        format!("Mã `{{#{id}}}` được đặt hai lần trong trang này"),
        format!("The id `{{#{id}}}` stands twice in this page"),
    );
    Diagnostic::at(&codes::DUPLICATE_ID, file, span, message).help(
        "Đổi một trong hai mã: mỗi mã chỉ dùng cho một chỗ.",
        "Change one of them: an id names one place.",
    )
}
