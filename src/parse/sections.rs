//! The plain text of a page by address, for search, feeds and previews.

use super::ids::Ids;
use super::legal::Structure;
use super::lines::{Line, LineKind, Lines, Marker};
use crate::document::{Level, Provision, TextSection};

/// Parts the text at its headings and, in legal documents, at its articles.
pub fn read(lines: &Lines, ids: &Ids, structure: &Structure, title_at: Option<usize>) -> Vec<TextSection> {
    let mut sections =
        vec![TextSection { anchor: String::new(), heading: String::new(), text: String::new() }];
    let mut headings = ids.headings.iter();
    for (index, (line, at)) in lines.lines.iter().zip(&lines.opened_at).enumerate() {
        let heading = matches!(line.kind, LineKind::Heading(_)).then(|| headings.next()).flatten();
        if Some(*at) == title_at {
            continue;
        }
        let provision = structure.provision_at(index).filter(|provision| provision.level <= Level::Article);
        let anchor = heading.map(|heading| &heading.id).or(provision.map(|provision| &provision.anchor));
        match (anchor, sections.last_mut()) {
            (Some(anchor), _) => {
                let heading = line.text.trim().to_owned();
                sections.push(TextSection { anchor: anchor.clone(), heading, text: String::new() });
            }
            (None, Some(section)) => {
                if !section.text.is_empty() {
                    section.text.push('\n');
                }
                if let Some(number) = structure.provision_at(index).and_then(|own| marker(own, line)) {
                    section.text.push_str(&number);
                }
                section.text.push_str(line.text.trim());
            }
            (None, None) => {}
        }
    }
    for section in &mut sections {
        section.text = section.text.as_str().to_owned();
    }
    sections.retain(|section| !section.anchor.is_empty() || !section.text.is_empty());
    sections
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
