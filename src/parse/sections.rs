//! The plain text of a page by address, for search, feeds and previews.

use super::ids::Ids;
use super::legal::Structure;
use super::lines::{LineKind, Lines};
use crate::document::{Level, TextSection};

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
                section.text.push_str(line.text.trim());
            }
            (None, None) => {}
        }
    }
    sections.retain(|section| !section.anchor.is_empty() || !section.text.is_empty());
    sections
}
