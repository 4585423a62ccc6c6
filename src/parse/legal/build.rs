//! Addresses, names and extents of the provisions found.

use std::collections::HashSet;

use super::Head;
use super::number::slug;
use crate::document::{Level, Provision};
use crate::hash::Fast;
use crate::parse::lines::{Line, Marker};
use crate::text::Span;

/// The layout of a document or of one annex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With articles.
    Normative,
    /// With numbered headings and bullets.
    Plan,
}

/// A provision before it has an address.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its rank.
    pub level: Level,
    /// The layout that it stands in.
    pub style: Style,
    /// What its first line begins with.
    pub head: Head,
    /// Its first line.
    pub line: usize,
    /// Its last line.
    pub last: usize,
    /// The lines of its title, where they are lines of their own.
    pub title: Vec<usize>,
    /// Index of the node that holds it.
    pub parent: Option<usize>,
    /// What a text issued with the document is called, where its first line is no number.
    pub name: String,
    /// The level of the heading that it is, 0 for plain text.
    pub heading: u8,
}

/// Makes the provisions: parents first, so that an address can begin with the parent's.
pub fn provisions(lines: &[Line], nodes: &[Node]) -> Vec<Provision> {
    let mut taken = HashSet::default();
    let mut made: Vec<Provision> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let parent = node.parent.and_then(|parent| made.get(parent));
        let annex = annex_of(nodes, node).and_then(|annex| made.get(annex));
        let anchor = anchor(node, parent, annex, &mut taken);
        let label = label(node, parent, annex);
        let title = title(lines, nodes, node);
        let span = span(lines, node);
        let number = if node.level == Level::Bullet {
            node.head.number.main.to_string()
        } else {
            node.head.number.text.clone()
        };
        let parent = node.parent.and_then(|parent| u32::try_from(parent).ok());
        made.push(Provision { anchor, level: node.level, number, title, span, parent, label });
    }
    made
}

/// The annex that holds a node other than itself.
fn annex_of(nodes: &[Node], node: &Node) -> Option<usize> {
    let mut up = node.parent;
    while let Some(at) = up {
        let node = nodes.get(at)?;
        if node.level == Level::Annex {
            return Some(at);
        }
        up = node.parent;
    }
    None
}

/// The address of a node, unlike any before it.
fn anchor(
    node: &Node,
    parent: Option<&Provision>,
    annex: Option<&Provision>,
    taken: &mut HashSet<String, Fast>,
) -> String {
    let number = node.head.number.slug();
    let under = |base: Option<&Provision>, part: String| match base {
        Some(base) => format!("{}-{part}", base.anchor),
        None => part,
    };
    let unit = |level: Level| parent.is_some_and(|parent| parent.level == level);
    let wished = match (node.style, node.level) {
        (_, Level::Annex) if node.head.number.text.is_empty() => slug(&node.name),
        (_, Level::Annex) => format!("phu-luc-{number}"),
        (_, Level::Part) => under(annex, format!("phan-{number}")),
        (Style::Normative, Level::Chapter) => under(annex, format!("chuong-{number}")),
        (_, Level::Section) => under(parent, format!("muc-{number}")),
        (_, Level::Subsection) => under(parent, format!("tieu-muc-{number}")),
        (Style::Normative, Level::Article) => under(annex, format!("dieu-{number}")),
        (Style::Normative, Level::Clause) => under(parent, format!("khoan-{number}")),
        (Style::Normative, Level::Point) => under(parent, format!("diem-{number}")),
        (Style::Plan, Level::Article) if unit(Level::Chapter) => under(parent, number),
        (Style::Plan, Level::Chapter | Level::Article) => under(parent, format!("muc-{number}")),
        (Style::Plan, Level::Clause) => match number.rsplit_once('-') {
            Some((_, last)) if unit(Level::Article) => under(parent, last.to_owned()),
            _ => under(parent, number),
        },
        (Style::Plan, Level::Point) => under(parent, number),
        (_, Level::Bullet) => under(parent, node.head.number.main.to_string()),
    };
    let wished = match (wished.is_empty(), node.level) {
        (true, Level::Annex) => String::from("phu-luc"),
        _ => wished,
    };
    if taken.insert(wished.clone()) {
        return wished;
    }
    // A chapter that is numbered anew in each part is told apart by its part, a bullet beside numbers by its kind.
    let other = match node.level {
        Level::Chapter => under(parent, wished.clone()),
        Level::Bullet => under(parent, format!("gach-{}", node.head.number.main)),
        _ => format!("{wished}-lan-2"),
    };
    let free = std::iter::once(other)
        .chain((2..).map(|n| format!("{wished}-lan-{n}")))
        .find(|name| taken.insert(name.clone()));
    free.unwrap_or(wished)
}

/// The ready citation of a node within its document.
fn label(node: &Node, parent: Option<&Provision>, annex: Option<&Provision>) -> String {
    let number = &node.head.number.text;
    let with = |word: &str, holder: Option<&Provision>| match holder {
        Some(holder) => format!("{word} {number} {}", holder.label),
        None => format!("{word} {number}"),
    };
    // "mục II.4" for the item 4 of "mục II".
    let item = |holder: Option<&Provision>| match holder {
        Some(holder) if holder.level != Level::Part && holder.level != Level::Annex => {
            let own = number.rsplit('.').next().unwrap_or(number);
            match holder.label.split_once(' ') {
                Some(("mục", rest)) => {
                    let (numbers, tail) =
                        rest.split_once(' ').map_or((rest, ""), |(numbers, tail)| (numbers, tail));
                    format!("mục {numbers}.{own} {tail}").trim_end().to_owned()
                }
                _ => format!("mục {number} {}", holder.label),
            }
        }
        holder => with("mục", holder),
    };
    match (node.style, node.level) {
        (_, Level::Annex) if number.is_empty() && !node.name.is_empty() => node.name.clone(),
        (_, Level::Annex) if number.is_empty() => String::from("Phụ lục"),
        (_, Level::Annex) => format!("Phụ lục {number}"),
        (_, Level::Part) => with("Phần", annex),
        (Style::Normative, Level::Chapter) => with("Chương", annex),
        (_, Level::Section) => with("Mục", parent),
        (_, Level::Subsection) => with("Tiểu mục", parent),
        (Style::Normative, Level::Article) => with("Điều", annex),
        (Style::Normative, Level::Clause) => with("khoản", parent),
        (_, Level::Point) => with("điểm", parent),
        (Style::Plan, Level::Chapter | Level::Article | Level::Clause) => item(parent),
        (_, Level::Bullet) => {
            let place = node.head.number.main;
            let holder = parent.map_or("", |parent| parent.label.as_str());
            format!("gạch đầu dòng thứ {place} {holder}").trim_end().to_owned()
        }
    }
}

/// The title: the lines set apart for it, else the words behind the number where they do not end like a sentence and
/// more text follows.
fn title(lines: &[Line], nodes: &[Node], node: &Node) -> String {
    let text = |line: usize| lines.get(line).map_or("", |line| line.text.as_str());
    let own = text(node.line).get(node.head.rest..).unwrap_or("").trim();
    let mut words: Vec<&str> = Vec::new();
    let has_title = match node.level {
        Level::Annex | Level::Part | Level::Chapter if node.style == Style::Normative => true,
        Level::Annex | Level::Part | Level::Section | Level::Subsection => true,
        Level::Chapter | Level::Article => {
            let sentence = own.ends_with(['.', ';', ':', ',']) && node.heading == 0;
            !sentence
                && (node.heading > 0 || node.last > node.line || nodes.len() == 1)
                && own.chars().count() <= 400
        }
        _ => false,
    };
    if has_title && !own.is_empty() {
        words.push(own);
    }
    words.extend(node.title.iter().map(|&line| text(line).trim()));
    words.join(" ")
}

/// The place of a node in the file, from its number to the end of its last line.
fn span(lines: &[Line], node: &Node) -> Span {
    let Some(first) = lines.get(node.line) else { return Span::default() };
    let written = node.head.start > 0 || !matches!(first.marker, Some(Marker::Ordered(_) | Marker::Bullet));
    let start = if written || named(first, node) { first.source(node.head.start) } else { first.span.start };
    let end = lines.get(node.last).map_or(first.span.end, |line| line.source_span(0..line.text.len()).end);
    Span { start, end: end.max(start) }
}

/// Whether the number stands in the line's text, and not in its list marker.
fn named(line: &Line, node: &Node) -> bool {
    let number = &node.head.number.text;
    let head = line.text.get(node.head.start..node.head.rest).unwrap_or("");
    !number.is_empty() && head.to_lowercase().contains(&number.to_lowercase())
}
