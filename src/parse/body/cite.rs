//! Where citations begin and end among the events of a text.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag};

use crate::document::{Citation, Fill};
use crate::parse::markdown::Spot;

/// The holes of all citations that can be links: event → (byte in its text, hole), in order.
///
/// A target whose words begin and end in different elements, or stand in a link, stays plain text: a link there
/// would cross another element.
pub fn places(events: &[Spot<'_>], citations: &[Citation]) -> BTreeMap<usize, Vec<(usize, Fill)>> {
    let mut places: BTreeMap<usize, Vec<(usize, Fill)>> = BTreeMap::new();
    if citations.is_empty() {
        return places;
    }
    let texts: Vec<usize> = (0..events.len()).filter(|&at| is_text(events, at)).collect();
    for (citation, index) in citations.iter().zip(0u32..) {
        for (target, number) in citation.targets.iter().zip(0u32..) {
            let span = target.span;
            if span.start >= span.end {
                continue;
            }
            let (Some(first), Some(last)) =
                (locate(events, &texts, span.start), locate(events, &texts, span.end - 1))
            else {
                continue;
            };
            if linkable(events, first.0, last.0) {
                places
                    .entry(first.0)
                    .or_default()
                    .push((first.1, Fill::CiteStart { citation: index, target: number }));
                places
                    .entry(last.0)
                    .or_default()
                    .push((last.1 + 1, Fill::CiteEnd { citation: index, target: number }));
            }
        }
    }
    places
}

fn is_text(events: &[Spot<'_>], at: usize) -> bool {
    matches!(events.get(at).map(|spot| &spot.event), Some(Event::Text(_)))
}

/// The text event that holds the byte `at` of the file, and the byte in its text.
fn locate(events: &[Spot<'_>], texts: &[usize], at: u32) -> Option<(usize, usize)> {
    let index = texts.partition_point(|&text| events.get(text).is_some_and(|spot| spot.span.start <= at));
    let event = *texts.get(index.checked_sub(1)?)?;
    let spot = events.get(event)?;
    let Event::Text(text) = &spot.event else { return None };
    let inside = (at < spot.span.end).then(|| (at - spot.span.start) as usize)?;
    (text.len() == spot.span.range().len()).then_some((event, inside))
}

/// Whether a link may reach from one event to another: the same element holds both, it is no link, and what lies
/// between is text alone.
fn linkable(events: &[Spot<'_>], first: usize, last: usize) -> bool {
    let parent = |at: usize| events.get(at).and_then(|spot| spot.parent);
    let plain = |spot: &Spot<'_>| matches!(spot.event, Event::Text(_) | Event::SoftBreak | Event::HardBreak);
    let mut around = parent(first);
    let mut in_link = false;
    while let Some(at) = around {
        in_link |= matches!(
            events.get(at).map(|spot| &spot.event),
            Some(Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)))
        );
        around = parent(at);
    }
    !in_link
        && parent(first) == parent(last)
        && events.get(first..=last).is_some_and(|between| between.iter().all(plain))
}
