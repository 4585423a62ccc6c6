//! Legal documents as Akoma Ntoso 3.0 (OASIS LegalDocML), for other systems of law.

use std::collections::HashMap;
use std::fmt::Write;

use super::Renderer;
use crate::document::{Document, Level, Provision};
use crate::parse::escape;
use crate::site::Page;
use crate::vietnamese::slug;

/// The document of a page; nothing where the page holds no provisions.
pub(super) fn akoma(renderer: &Renderer<'_>, page: &Page) -> Option<String> {
    let document = &page.document;
    if document.provisions.is_empty() {
        return None;
    }
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">\n");
    let kind = slug(document.front.doc_type.as_deref().unwrap_or("van-ban"));
    let _ = writeln!(xml, "<act name=\"{kind}\" contains=\"originalVersion\">");
    meta(renderer, page, &kind, &mut xml);
    xml.push_str("<preface><longTitle>");
    paragraph(&document.title, &mut xml);
    xml.push_str("</longTitle></preface>\n<body>\n");
    let tree = Tree::new(document);
    for at in tree.children(None) {
        tree.write(at, None, &mut xml);
    }
    xml.push_str("</body>\n</act>\n</akomaNtoso>\n");
    Some(xml)
}

/// The name of a document as a work (AKN naming convention): `/akn/vn/act/luat/2023-11-28/30-2023-qh15`.
pub(super) fn work(renderer: &Renderer<'_>, document: &Document) -> String {
    let front = &document.front;
    let kind = slug(front.doc_type.as_deref().unwrap_or("van-ban"));
    let date = front.date.and_then(|date| date.first_day()).unwrap_or(renderer.site.today);
    let number = front.number.as_ref().map_or(document.title.as_str(), |number| number.value.as_str());
    format!("/akn/vn/act/{kind}/{date}/{}", slug(number))
}

/// Who made what and when, for the work, its text and this file.
fn meta(renderer: &Renderer<'_>, page: &Page, kind: &str, xml: &mut String) {
    let front = &page.document.front;
    let known = front.date.and_then(|date| date.first_day());
    let (date, name) = known.map_or((renderer.site.today, "generation"), |date| (date, "issue"));
    let number = front.number.as_ref().map_or(page.document.title.as_str(), |number| number.value.as_str());
    let uri = format!("/akn/vn/act/{kind}/{date}/{}", slug(number));
    xml.push_str("<meta>\n<identification source=\"#antt\">\n");
    let levels = [
        ("FRBRWork", uri.clone(), "<FRBRcountry value=\"vn\"/>"),
        ("FRBRExpression", format!("{uri}/vie@"), "<FRBRlanguage language=\"vie\"/>"),
        ("FRBRManifestation", format!("{uri}/vie@.xml"), ""),
    ];
    for (level, uri, more) in levels {
        let _ = write!(xml, "<{level}><FRBRthis value=\"{uri}/!main\"/><FRBRuri value=\"{uri}\"/>");
        let _ = write!(xml, "<FRBRdate date=\"{date}\" name=\"{name}\"/><FRBRauthor href=\"#agency\"/>");
        let _ = writeln!(xml, "{more}</{level}>");
    }
    xml.push_str("</identification>\n<references source=\"#antt\">\n");
    let agency = front.agency.as_deref().unwrap_or("Chưa rõ");
    for (id, name) in [("agency", agency), ("antt", renderer.site.title.as_str())] {
        let _ = write!(
            xml,
            "<TLCOrganization eId=\"{id}\" href=\"/ontology/organization/vn/{}\" showAs=\"",
            slug(name)
        );
        escape(name, xml);
        xml.push_str("\"/>\n");
    }
    xml.push_str("</references>\n</meta>\n");
}

fn paragraph(text: &str, xml: &mut String) {
    xml.push_str("<p>");
    escape(text.trim(), xml);
    xml.push_str("</p>");
}

/// The provisions with the text that each address has.
struct Tree<'a> {
    provisions: &'a [Provision],
    /// The lines under each address, the first of them its own line without the number.
    texts: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Tree<'a> {
    fn new(document: &'a Document) -> Self {
        let mut texts = HashMap::new();
        for provision in &document.provisions {
            let Some(section) = document.sections.iter().find(|section| section.anchor == provision.anchor)
            else {
                continue;
            };
            let mut lines: Vec<&str> = section.text.lines().filter(|line| !line.trim().is_empty()).collect();
            if provision.title.is_empty() {
                lines.insert(0, behind_number(&section.heading, provision));
            } else {
                // A title on lines of its own is not said twice.
                let own: Vec<&str> =
                    lines.iter().take_while(|line| provision.title.contains(line.trim())).copied().collect();
                lines.drain(..own.len());
            }
            lines.retain(|line| !line.is_empty());
            texts.insert(provision.anchor.as_str(), lines);
        }
        Self { provisions: &document.provisions, texts }
    }

    /// The provisions that one holds, or the uppermost.
    fn children(&self, of: Option<usize>) -> impl Iterator<Item = usize> {
        let held = self.provisions.iter().enumerate();
        held.filter(move |(_, provision)| provision.parent.map(|parent| parent as usize) == of)
            .map(|(at, _)| at)
    }

    /// Writes one provision; `lines` is its text where that is part of the text of what holds it.
    fn write(&self, at: usize, lines: Option<&[&str]>, xml: &mut String) {
        let Some(provision) = self.provisions.get(at) else { return };
        let own = self.texts.get(provision.anchor.as_str()).map_or(&[][..], Vec::as_slice);
        let lines = lines.unwrap_or(own);
        let (element, name) = element(provision.level);
        let _ = write!(xml, "<{element}{name} eId=\"{}\"><num>", provision.anchor);
        escape(&number(provision), xml);
        xml.push_str("</num>");
        if !provision.title.is_empty() {
            xml.push_str("<heading>");
            escape(&provision.title, xml);
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
    let small = |text: &str| text.to_lowercase();
    let words = word.chars().count();
    let end = text.char_indices().nth(words).map_or(text.len(), |(at, _)| at);
    let rest = match text.split_at_checked(end) {
        Some((first, rest)) if small(first) == word => rest.trim_start(),
        _ => text,
    };
    let Some((head, behind)) = rest.split_at_checked(provision.number.len()) else { return line };
    let closes = behind.is_empty() || behind.starts_with(['.', ')', ':', ' ', '/', '-']);
    if provision.level == Level::Bullet || small(head) != small(&provision.number) || !closes {
        return line;
    }
    behind.trim_start_matches(['.', ')', ':', '/', '-']).trim_start()
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
