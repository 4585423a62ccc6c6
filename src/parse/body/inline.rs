//! Everything inside a paragraph.

use pulldown_cmark::{Event, Tag};

use super::Writer;
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::document::{Fill, Link, LinkRole};
use crate::parse::html;
use crate::parse::markdown::Spot;
use crate::text::Span;

impl Writer<'_> {
    pub(super) fn inline(&mut self, at: usize, spot: &Spot<'_>) {
        match &spot.event {
            Event::Text(text) => self.text(text, at),
            Event::Code(code) => {
                self.push("<code>");
                self.push_escaped(code);
                self.push("</code>");
            }
            Event::Html(raw) | Event::InlineHtml(raw) => self.raw_html(raw, spot.span),
            Event::FootnoteReference(name) => self.footnote_reference(name),
            Event::SoftBreak if self.line_at.get(at).is_none() => self.push("\n"),
            Event::HardBreak if self.line_at.get(at).is_none() => self.push("<br>\n"),
            Event::Rule => self.push("<hr>\n"),
            Event::TaskListMarker(checked) => self.task(*checked, at),
            _ => {}
        }
    }

    /// Writes text with the citations and abbreviations in it.
    fn text(&mut self, text: &str, at: usize) {
        let Some(cites) = self.cites.remove(&at) else { return self.words(text) };
        let mut done = 0;
        for (byte, fill) in cites {
            self.words(text.get(done..byte).unwrap_or(""));
            done = done.max(byte);
            match fill {
                Fill::CiteEnd { .. } => self.in_link = self.in_link.saturating_sub(1),
                _ => self.in_link += 1,
            }
            self.hole(fill);
        }
        self.words(text.get(done..).unwrap_or(""));
    }

    /// Writes words; the first time that an abbreviation of the glossary comes, its meaning goes with it.
    fn words(&mut self, text: &str) {
        let terms = &self.input.terms;
        if terms.is_empty() || self.in_link > 0 || self.in_heading {
            return self.push_escaped(text);
        }
        let mut plain_from = 0;
        for (start, word) in capital_words(text) {
            let Some((term, meaning)) = terms.get_key_value(word) else { continue };
            if !self.explained.insert(term.as_str()) {
                continue;
            }
            self.push_escaped(text.get(plain_from..start).unwrap_or(""));
            self.push("<abbr class=\"term\" tabindex=\"0\" title=\"");
            self.push_escaped(meaning);
            self.push("\">");
            self.push_escaped(word);
            self.push("</abbr>");
            plain_from = start + word.len();
        }
        self.push_escaped(text.get(plain_from..).unwrap_or(""));
    }

    fn raw_html(&mut self, raw: &str, span: Span) {
        let trimmed = raw.trim();
        if trimmed.starts_with("<!--") && trimmed.ends_with("-->") {
            return;
        }
        self.out.raw_html = true;
        html::report(raw, span, self.input.file, &mut self.out.diagnostics);
        self.push(raw);
    }

    fn footnote_reference(&mut self, name: &str) {
        let (number, count) = self.footnotes.refer(name);
        let id = if count == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{count}") };
        self.push(&format!(
            "<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#fn-{number}\">{number}</a></sup>"
        ));
    }

    /// A box to tick, known by the words of its item, so that a tick stays with them when others are added.
    fn task(&mut self, checked: bool, at: usize) {
        let words: String = self
            .input
            .events
            .iter()
            .skip(at + 1)
            .take_while(|spot| {
                !matches!(spot.event, Event::End(pulldown_cmark::TagEnd::Item) | Event::Start(Tag::List(_)))
            })
            .filter_map(|spot| match &spot.event {
                Event::Text(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect();
        let hash = blake3::hash(words.trim().as_bytes()).to_hex();
        let id: String = hash.as_str().chars().take(10).collect();
        self.push("<label><input type=\"checkbox\" data-task=\"");
        self.push(&id);
        self.push(if checked { "\" checked disabled> " } else { "\" disabled> " });
        self.label_open = true;
    }

    /// Notes a link; nothing where its address is not safe.
    pub(super) fn link(&mut self, url: &str, role: LinkRole, span: Span) -> Option<u32> {
        if !html::is_safe_url(url) {
            let message = Message::new(
                format!("Địa chỉ “{}” không an toàn nên không được dẫn tới", shorten(url)),
                format!("The address “{}” is not safe and is not linked", shorten(url)),
            );
            let diagnostic = Diagnostic::at(&codes::UNSAFE_ADDRESS, self.input.file, span, message).help(
                "Chỉ dùng đường dẫn tới tệp .md, tới tệp đính kèm, hoặc địa chỉ https:, mailto:, tel:.",
                "Use a path to a .md file, to another file, or an https:, mailto: or tel: address.",
            );
            self.out.diagnostics.push(diagnostic);
            return None;
        }
        let index = u32::try_from(self.out.links.len()).ok();
        self.out.links.push(Link { url: url.to_owned(), role, span });
        index
    }
}

/// The head of a long address.
fn shorten(url: &str) -> String {
    url.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// The words of a text that begin with a capital letter and hold two or more, with their first byte; a hyphen
/// between letters belongs to the word.
fn capital_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inner = |c: char| c.is_alphanumeric() || c == '-';
    text.split(move |c| !is_inner(c)).filter_map(move |word| {
        let word = word.trim_matches('-');
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let start = (word.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
        (capitals >= 2).then_some((start, word))
    })
}
