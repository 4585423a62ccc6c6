//! Writes the events of a text as HTML with holes for what only a site knows.

mod block;
mod cite;
mod footnote;
mod inline;
pub mod labels;

use std::collections::{BTreeMap, HashMap, HashSet};

use pulldown_cmark::{Alignment, Event};

use super::ids::Ids;
use super::lines::Lines;
use super::markdown::Spot;
use crate::diagnostic::Diagnostic;
use crate::document::{Body, Citation, Fill, Hole, Link, Provision};
use crate::path::SourcePath;
use labels::Labels;

/// What a body is written from.
pub struct Input<'a> {
    /// The file, for diagnostics.
    pub file: &'a SourcePath,
    /// The events of the text.
    pub events: &'a [Spot<'a>],
    /// Its lines.
    pub lines: &'a Lines,
    /// Its headings with their addresses.
    pub ids: &'a Ids,
    /// Its provisions, and for each line the one that begins there.
    pub provisions: &'a [Provision],
    /// Index into `provisions` for each line.
    pub anchors: &'a [Option<u32>],
    /// What lines of a document's form are, as a class, for each line.
    pub roles: &'a [Option<&'static str>],
    /// What it cites.
    pub citations: &'a [Citation],
    /// Abbreviations with their meaning.
    pub terms: &'a HashMap<String, String>,
    /// Fixed words in the page's language.
    pub labels: &'static Labels,
    /// The event of a heading that gave the page its title and is not shown again.
    pub title_at: Option<usize>,
    /// How far headings are moved down: 1 where the text has a heading of level 1.
    pub shift: u8,
}

/// What was written.
#[derive(Default)]
pub struct Output {
    /// The HTML with its holes.
    pub body: Body,
    /// The links and pictures, by the index that holes use.
    pub links: Vec<Link>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the text holds raw HTML.
    pub raw_html: bool,
}

/// Writes the body of a page.
pub fn write(input: &Input<'_>) -> Output {
    let mut writer = Writer::new(input);
    for (at, spot) in input.events.iter().enumerate() {
        if writer.skip_until.is_some_and(|end| at <= end) {
            continue;
        }
        writer.open_line(at);
        match &spot.event {
            Event::Start(tag) => writer.start(tag, at, spot),
            Event::End(tag) => writer.end(*tag),
            _ => writer.inline(at, spot),
        }
    }
    writer.finish()
}

/// What each event of a text opens, by its number.
struct Opened(Vec<Option<u32>>);

impl Opened {
    /// Of as many `events`, those that open something, one after the other.
    fn by_event(events: usize, opened: &[usize]) -> Self {
        let mut by_event = vec![None; events];
        for (&at, number) in opened.iter().zip(0..) {
            by_event.get_mut(at).into_iter().for_each(|opens| *opens = Some(number));
        }
        Self(by_event)
    }

    fn get(&self, event: usize) -> Option<usize> {
        self.0.get(event).copied().flatten().map(|number| number as usize)
    }
}

struct Writer<'a> {
    input: &'a Input<'a>,
    out: Output,
    /// The line that each event opens.
    line_at: Opened,
    /// The heading that each event opens.
    heading_at: Opened,
    /// Where citations begin and end: event → (byte in its text, hole), in order.
    cites: BTreeMap<usize, Vec<(usize, Fill)>>,
    footnotes: footnote::Footnotes,
    tables: Vec<(Vec<Alignment>, usize, bool)>,
    /// Open lists: whether ordered, and the number that the next item has without being told.
    lists: Vec<(bool, u64)>,
    /// Open quotations: whether an alert.
    quotes: Vec<bool>,
    /// Events up to this one are not written (a picture's words, a code block, the title).
    skip_until: Option<usize>,
    /// The provision whose tools are written where its first line ends.
    tools: Option<u32>,
    /// A `<label>` of a task is open.
    label_open: bool,
    /// A paragraph opened at a line break is open.
    split_open: bool,
    /// Elements inside a paragraph that are open.
    inline_depth: usize,
    /// Inside links no link is made.
    in_link: usize,
    /// Inside headings no abbreviation is explained.
    in_heading: bool,
    /// The paragraph that is open is a picture alone.
    in_figure: bool,
    /// The address of the heading that is open.
    heading_id: Option<String>,
    /// The open links, for what is said of a file after its link.
    file_notes: Vec<Option<u32>>,
    /// Abbreviations explained already.
    explained: HashSet<&'a str>,
}

impl<'a> Writer<'a> {
    fn new(input: &'a Input<'a>) -> Self {
        Self {
            input,
            out: Output::default(),
            line_at: Opened::by_event(input.events.len(), &input.lines.opened_at),
            heading_at: Opened::by_event(input.events.len(), &input.ids.opened_at),
            cites: cite::places(input.events, input.citations),
            footnotes: footnote::Footnotes::number(input.events),
            tables: Vec::new(),
            lists: Vec::new(),
            quotes: Vec::new(),
            skip_until: None,
            tools: None,
            label_open: false,
            split_open: false,
            inline_depth: 0,
            in_link: 0,
            in_heading: false,
            in_figure: false,
            heading_id: None,
            file_notes: Vec::new(),
            explained: HashSet::new(),
        }
    }

    /// The body that is being written: the page's, or a footnote's.
    fn body(&mut self) -> &mut Body {
        self.footnotes.open_body().unwrap_or(&mut self.out.body)
    }

    fn push(&mut self, html: &str) {
        self.body().html.push_str(html);
    }

    fn push_escaped(&mut self, text: &str) {
        escape(text, &mut self.body().html);
    }

    fn hole(&mut self, fill: Fill) {
        let body = self.body();
        let at = u32::try_from(body.html.len()).unwrap_or(u32::MAX);
        body.holes.push(Hole { at, fill });
    }

    /// The provision that begins where event `at` opens a line.
    fn provision_at(&self, at: usize) -> Option<(u32, &'a Provision)> {
        let line = self.line_at.get(at)?;
        let index = (*self.input.anchors.get(line)?)?;
        self.input.provisions.get(index as usize).map(|provision| (index, provision))
    }

    /// The attributes of the element that a provision begins in.
    fn push_provision(&mut self, at: usize) {
        if let Some((index, provision)) = self.provision_at(at) {
            let class = level_class(provision.level);
            let anchor = &provision.anchor;
            self.push(" class=\"provision provision-");
            self.push(class);
            self.push("\" id=\"");
            self.push_escaped(anchor);
            self.push("\"");
            self.tools = Some(index);
        } else if let Some(role) = self.role_at(at) {
            self.push(" class=\"");
            self.push(role);
            self.push("\"");
        }
    }

    /// What the line that event `at` opens is in the document's form.
    fn role_at(&self, at: usize) -> Option<&'static str> {
        *self.input.roles.get(self.line_at.get(at)?)?
    }

    /// At a line break before a provision a paragraph of its own begins.
    fn open_line(&mut self, at: usize) {
        let is_break = matches!(
            self.input.events.get(at).map(|spot| &spot.event),
            Some(Event::SoftBreak | Event::HardBreak)
        );
        if !is_break || self.line_at.get(at).is_none() || self.inline_depth > 0 {
            return;
        }
        self.end_line();
        self.push(if self.split_open || self.in_paragraph(at) { "</p>\n<p" } else { "\n<p" });
        self.push_provision(at);
        self.push(">");
        self.split_open = !self.in_paragraph(at);
    }

    /// Whether the element around event `at` is a paragraph.
    fn in_paragraph(&self, at: usize) -> bool {
        let parent = self.input.events.get(at).and_then(|spot| spot.parent);
        let event = parent.and_then(|parent| self.input.events.get(parent)).map(|spot| &spot.event);
        matches!(event, Some(Event::Start(pulldown_cmark::Tag::Paragraph)))
    }

    /// Writes what stands at the end of a block's first line.
    fn end_line(&mut self) {
        if let Some(provision) = self.tools.take() {
            self.hole(Fill::ProvisionTools(provision));
        }
        if std::mem::take(&mut self.label_open) {
            self.push("</label>");
        }
    }

    /// Ends the line and the paragraph that a line break opened.
    fn end_block(&mut self) {
        self.end_line();
        if std::mem::take(&mut self.split_open) {
            self.push("</p>");
        }
    }

    fn finish(mut self) -> Output {
        let notes = std::mem::take(&mut self.footnotes).into_bodies();
        if !notes.is_empty() {
            footnote::append(&mut self.out.body, notes, self.input.labels);
        }
        self.out
    }
}

/// The class of a level in the page.
fn level_class(level: crate::document::Level) -> &'static str {
    use crate::document::Level;
    match level {
        Level::Annex => "annex",
        Level::Part => "part",
        Level::Chapter => "chapter",
        Level::Section => "section",
        Level::Subsection => "subsection",
        Level::Article => "article",
        Level::Clause => "clause",
        Level::Point => "point",
        Level::Bullet => "bullet",
    }
}

/// Writes text so that it is only text, in content and in attributes in double quotes.
pub fn escape(text: &str, out: &mut String) {
    // Writing to a string never fails.
    let _ = pulldown_cmark_escape::escape_html(out, text);
}
