//! The plain text of a page by address, for search, feeds and previews.

use super::ids::Ids;
use super::legal::Structure;
use super::lines::{Line, LineKind, Lines, Marker};
use crate::document::{Level, Provision, TextPlace, TextSection};

/// Parts the text at its headings and, in legal documents, at its articles; tells where the text of each provision
/// stands in it.
pub fn read(
    lines: &Lines,
    ids: &Ids,
    structure: &Structure,
    title_at: Option<usize>,
) -> (Vec<TextSection>, Vec<TextPlace>) {
    let mut sections =
        vec![TextSection { anchor: String::new(), heading: String::new(), text: String::new() }];
    let mut headings = ids.headings.iter();
    // Where each line stands: a heading at the beginning of its section, with no words of it.
    let mut places = Vec::with_capacity(lines.lines.len());
    for (index, (line, at)) in lines.lines.iter().zip(&lines.opened_at).enumerate() {
        let heading = matches!(line.kind, LineKind::Heading(_)).then(|| headings.next()).flatten();
        let provision = structure.provision_at(index).filter(|provision| provision.level <= Level::Article);
        let anchor = heading.map(|heading| &heading.id).or(provision.map(|provision| &provision.anchor));
        let mut start = 0;
        match (anchor, sections.last_mut()) {
            _ if Some(*at) == title_at => {}
            (Some(anchor), _) => {
                let heading = line.text.trim().to_owned();
                sections.push(TextSection { anchor: anchor.clone(), heading, text: String::new() });
            }
            (None, Some(section)) => {
                if !section.text.is_empty() {
                    section.text.push('\n');
                }
                start = section.text.len();
                if let Some(number) = structure.provision_at(index).and_then(|own| marker(own, line)) {
                    section.text.push_str(&number);
                }
                section.text.push_str(line.text.trim());
            }
            (None, None) => {}
        }
        let end = sections.last().map_or(0, |section| section.text.len());
        places.push(place(sections.len() - 1, start, end));
    }
    let mut texts = provision_texts(lines, structure, &places);
    for section in &mut sections {
        section.text = section.text.as_str().to_owned();
    }
    // Nothing stands before the first heading of most pages.
    if sections.first().is_some_and(|section| section.anchor.is_empty() && section.text.is_empty()) {
        sections.remove(0);
        for text in &mut texts {
            text.section = text.section.saturating_sub(1);
        }
    }
    (sections, texts)
}

fn place(section: usize, start: usize, end: usize) -> TextPlace {
    let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    TextPlace { section: cut(section), start: cut(start), end: cut(end) }
}

/// The text of each provision: from its first line to its last one in the same section.
fn provision_texts(lines: &Lines, structure: &Structure, places: &[TextPlace]) -> Vec<TextPlace> {
    let mut texts = vec![TextPlace::default(); structure.provisions.len()];
    for (line, anchor) in structure.anchors.iter().enumerate() {
        let Some(index) = anchor.map(|index| index as usize) else { continue };
        let (Some(provision), Some(first)) = (structure.provisions.get(index), places.get(line)) else {
            continue;
        };
        let ends = lines.lines.partition_point(|line| line.span.start < provision.span.end).max(line + 1);
        let inside = places.partition_point(|place| place.section <= first.section).min(ends);
        let end = places.get(inside - 1).map_or(first.end, |last| last.end);
        if let Some(text) = texts.get_mut(index) {
            *text = TextPlace { end, ..*first };
        }
    }
    texts
}

/// The number of a provision that is the mark of a list item, and so is not among the line's words.
fn marker(provision: &Provision, line: &Line) -> Option<String> {
    let Some(Marker::Ordered(_)) = line.marker else { return None };
    let closing = match provision.level {
        Level::Point => ')',
        Level::Bullet => return None,
        _ => '.',
    };
    let number = format!("{}{closing} ", provision.number);
    (!line.text.trim_start().starts_with(number.trim_end())).then_some(number)
}
