//! The provisions of a document, each in what holds it.

use std::collections::HashMap;
use std::fmt::Write;

use super::{paragraph, quote};
use crate::document::{Document, Level, Provision};
use crate::hash::Fast;
use crate::text::whole_lines;

/// The provisions with the text that each address has.
pub(super) struct Tree<'a> {
    provisions: &'a [Provision],
    /// For each provision, those that it holds; the first entry is of the uppermost ones.
    held: Vec<Vec<usize>>,
    /// The lines under each address, the first of them its own line without the number.
    texts: HashMap<&'a str, Vec<&'a str>, Fast>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let provisions = &document.provisions;
        let sections: HashMap<&str, _, Fast> =
            document.sections.iter().map(|section| (section.anchor.as_str(), section)).collect();
        let mut texts = HashMap::with_capacity_and_hasher(provisions.len(), Fast::default());
        let mut held = vec![Vec::new(); provisions.len() + 1];
        for (at, provision) in provisions.iter().enumerate() {
            if let Some(held) = held.get_mut(provision.parent.map_or(0, |parent| parent as usize + 1)) {
                held.push(at);
            }
            let Some(section) = sections.get(provision.anchor.as_str()) else { continue };
            let mut lines: Vec<&str> =
                whole_lines(&section.text).map(str::trim_end).filter(|line| !line.is_empty()).collect();
            if provision.title.is_empty() {
                lines.insert(0, behind_number(&section.heading, provision));
            } else {
                // A title on lines of its own is not said twice.
                let own = lines.iter().take_while(|line| provision.title.contains(line.trim())).count();
                lines.drain(..own);
            }
            lines.retain(|line| !line.is_empty());
            texts.insert(provision.anchor.as_str(), lines);
        }
        Self { provisions, held, texts }
    }

    /// Writes the uppermost provisions with all that they hold.
    pub(super) fn write_all(&self, xml: &mut String) {
        for at in self.children(None) {
            self.write(at, None, xml);
        }
    }

    /// The provisions that one holds, or the uppermost.
    fn children(&self, of: Option<usize>) -> impl Iterator<Item = usize> {
        self.held.get(of.map_or(0, |at| at + 1)).into_iter().flatten().copied()
    }

    /// Writes one provision; `lines` is its text where that is part of the text of what holds it.
    fn write(&self, at: usize, lines: Option<&[&str]>, xml: &mut String) {
        let Some(provision) = self.provisions.get(at) else { return };
        let own = self.texts.get(provision.anchor.as_str()).map_or(&[][..], Vec::as_slice);
        let lines = lines.unwrap_or(own);
        let (element, name) = element(provision.level);
        let _ = write!(xml, "<{element}{name} eId=\"{}\"><num>", provision.anchor);
        quote(&number(provision), xml);
        xml.push_str("</num>");
        if !provision.title.is_empty() {
            xml.push_str("<heading>");
            quote(&provision.title, xml);
            xml.push_str("</heading>");
        }
        let (held, inner): (Vec<usize>, Vec<usize>) =
            self.children(Some(at)).partition(|child| self.has_text(*child));
        let parted = part(lines, inner.iter().filter_map(|child| self.provisions.get(*child)));
        let (intro, texts) = match &parted {
            Some(starts) => {
                let first = starts.first().copied().unwrap_or(lines.len());
                let ends = starts.iter().copied().skip(1).chain([lines.len()]);
                let texts: Vec<&[&str]> =
                    starts.iter().zip(ends).filter_map(|(start, end)| lines.get(*start..end)).collect();
                (lines.get(..first).unwrap_or_default(), texts)
            }
            None => (lines, Vec::new()),
        };
        if held.is_empty() && texts.is_empty() {
            blocks("content", intro, xml);
        } else {
            if !intro.is_empty() {
                blocks("intro", intro, xml);
            }
            for (child, text) in inner.iter().zip(texts) {
                let mut text = text.to_vec();
                if let (Some(first), Some(child)) = (text.first_mut(), self.provisions.get(*child)) {
                    *first = behind_number(first, child);
                }
                self.write(*child, Some(&text), xml);
            }
            for child in held {
                self.write(child, None, xml);
            }
        }
        let _ = writeln!(xml, "</{element}>");
    }

    fn has_text(&self, at: usize) -> bool {
        self.provisions.get(at).is_some_and(|provision| self.texts.contains_key(provision.anchor.as_str()))
    }
}

fn blocks(element: &str, lines: &[&str], xml: &mut String) {
    let _ = write!(xml, "<{element}>");
    if lines.is_empty() {
        xml.push_str("<p/>");
    }
    for line in lines {
        paragraph(line, xml);
    }
    let _ = write!(xml, "</{element}>");
}

/// Where each of the provisions begins in the lines; nothing unless every one is found in its order.
fn part<'a>(lines: &[&str], provisions: impl Iterator<Item = &'a Provision>) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    let mut from = 0;
    for provision in provisions {
        let found =
            lines.iter().skip(from).position(|line| behind_number(line, provision).len() < line.len())?
                + from;
        starts.push(found);
        from = found + 1;
    }
    Some(starts)
}

/// The words of a line behind the number of the provision that begins there; the line itself where none does.
fn behind_number<'a>(line: &'a str, provision: &Provision) -> &'a str {
    let text = line.trim_start();
    let word = match provision.level {
        Level::Annex => "phụ lục",
        Level::Part => "phần",
        Level::Chapter => "chương",
        Level::Section => "mục",
        Level::Subsection => "tiểu mục",
        Level::Article => "điều",
        _ => "",
    };
    let words = word.chars().count();
    let end = text.char_indices().nth(words).map_or(text.len(), |(at, _)| at);
    let rest = match text.split_at_checked(end) {
        Some((first, rest)) if alike(first, word) => rest.trim_start(),
        _ => text,
    };
    let Some((head, behind)) = rest.split_at_checked(provision.number.len()) else { return line };
    let closes = behind.is_empty() || behind.starts_with(['.', ')', ':', ' ', '/', '-']);
    if provision.level == Level::Bullet || !alike(head, &provision.number) || !closes {
        return line;
    }
    behind.trim_start_matches(['.', ')', ':', '/', '-']).trim_start()
}

/// Whether two words differ in capitals only.
fn alike(one: &str, other: &str) -> bool {
    let small = one.chars().flat_map(char::to_lowercase);
    one == other || small.eq(other.chars().flat_map(char::to_lowercase))
}

/// The element of a level, and the attribute that names it where Akoma Ntoso has no word for it.
fn element(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::Annex => ("hcontainer", " name=\"phu-luc\""),
        Level::Part => ("part", ""),
        Level::Chapter => ("chapter", ""),
        Level::Section => ("section", ""),
        Level::Subsection => ("subsection", ""),
        Level::Article => ("article", ""),
        Level::Clause => ("paragraph", ""),
        Level::Point => ("point", ""),
        Level::Bullet => ("hcontainer", " name=\"gach-dau-dong\""),
    }
}

/// The number as it stands before the provision.
fn number(provision: &Provision) -> String {
    match provision.level {
        Level::Clause => format!("{}.", provision.number),
        Level::Point => format!("{})", provision.number),
        Level::Bullet => String::from("-"),
        _ => provision.label.split(" Chương ").next().unwrap_or(&provision.label).to_owned(),
    }
}
