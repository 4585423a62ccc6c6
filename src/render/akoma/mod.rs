//! Legal documents as Akoma Ntoso 3.0 (OASIS LegalDocML), for other systems of law.

mod meta;
mod tree;

use std::fmt::Write;

use jiff::civil::Date;

use super::{PAGE, Renderer};
use crate::document::Document;
use crate::parse::escape;
use crate::site::{Page, Version};
use crate::text::without_control;
use crate::vietnamese::slug;
use tree::Tree;

/// A text of a document, and what its file is made from.
struct Text<'a> {
    renderer: &'a Renderer<'a>,
    page: &'a Page,
    /// The work's name.
    work: String,
    /// Which of several texts it is.
    version: Option<Version>,
}

/// The document of a page; nothing where the page holds no provisions.
pub(super) fn akoma(renderer: &Renderer<'_>, page: &Page) -> Option<String> {
    let document = &page.document;
    if document.provisions.is_empty() {
        return None;
    }
    let text = Text::new(renderer, page);
    let mut xml = String::with_capacity(PAGE);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">\n");
    let contains = if text.is_original() { "originalVersion" } else { "singleVersion" };
    let _ = writeln!(xml, "<act name=\"{}\" contains=\"{contains}\">", kind(document));
    meta::meta(&text, &mut xml);
    preface(document, &mut xml);
    preamble(document, &mut xml);
    xml.push_str("<body>\n");
    Tree::new(document).write_all(&mut xml);
    xml.push_str("</body>\n</act>\n</akomaNtoso>\n");
    Some(xml)
}

/// The name of a document as a work (AKN naming convention): `/akn/vn/act/luat/2023-11-28/30-2023-qh15`.
pub(super) fn work(renderer: &Renderer<'_>, document: &Document) -> String {
    let front = &document.front;
    let date = front.date.and_then(|date| date.first_day()).unwrap_or(renderer.site.today);
    let number = front.number.as_ref().map_or(document.title.as_str(), |number| number.value.as_str());
    format!("/akn/vn/act/{}/{date}/{}", kind(document), slug(number))
}

fn kind(document: &Document) -> String {
    slug(document.front.doc_type.as_deref().unwrap_or("van-ban"))
}

impl<'a> Text<'a> {
    fn new(renderer: &'a Renderer<'a>, page: &'a Page) -> Self {
        let site = renderer.site;
        let is_it = |version: &&Version| match page.version_of {
            Some(_) => site.page(version.page).is_some_and(|text| text.route == page.route),
            None => version.shown,
        };
        let version = site.main_page(page).versions.iter().find(is_it).copied();
        Self { renderer, page, work: work(renderer, &page.document), version }
    }

    /// The day of issue; the day of this file where that is not known.
    fn issued(&self) -> (Date, &'static str) {
        let known = self.page.document.front.date.and_then(|date| date.first_day());
        known.map_or((self.today(), "generation"), |date| (date, "issue"))
    }

    fn today(&self) -> Date {
        self.renderer.site.today
    }

    /// The day of this file: that of the last change that the editors tell of, so that a file stays as it is.
    fn made(&self) -> Date {
        let changed = self.page.document.front.last_change().and_then(|date| date.first_day());
        changed.unwrap_or_else(|| self.issued().0)
    }

    /// The name of the text: `…/vie@2024-07-01`.
    fn expression(&self) -> String {
        let from = self.version.map(|version| version.effective.to_string()).unwrap_or_default();
        format!("{}/vie@{from}", self.work)
    }

    /// Whether it is the document as issued.
    fn is_original(&self) -> bool {
        let versions = &self.renderer.site.main_page(self.page).versions;
        self.version.is_none_or(|version| versions.first().is_some_and(|first| first.page == version.page))
    }
}

/// What the document is called.
fn preface(document: &Document, xml: &mut String) {
    let front = &document.front;
    xml.push_str("<preface><longTitle><p>");
    let names = [
        ("docType", front.doc_type.as_deref()),
        ("docNumber", front.number.as_ref().map(|n| n.value.as_str())),
    ];
    for (element, text) in names {
        if let Some(text) = text {
            let _ = write!(xml, "<{element}>{}</{element}> ", quoted(text));
        }
    }
    let _ = writeln!(xml, "<docTitle>{}</docTitle></p></longTitle></preface>", quoted(document.title.trim()));
}

/// What stands before the first provision.
fn preamble(document: &Document, xml: &mut String) {
    let opening = document.sections.iter().take_while(|section| section.anchor.is_empty());
    let lines = opening.flat_map(|section| section.text.lines()).filter(|line| !line.trim().is_empty());
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    xml.push_str("<preamble>");
    lines.for_each(|line| paragraph(line, xml));
    xml.push_str("</preamble>\n");
}

fn paragraph(text: &str, xml: &mut String) {
    xml.push_str("<p>");
    quote(text.trim(), xml);
    xml.push_str("</p>");
}

/// Words ready for an element or an attribute.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    quote(text, &mut out);
    out
}

/// Writes words ready for an element or an attribute. XML has no place for control characters.
fn quote(text: &str, xml: &mut String) {
    escape(&without_control(text), xml);
}
