//! Compiles one file: text in, [`Document`] and diagnostics out. Never fails, does no I/O.

pub mod front_matter;
mod body;
pub mod citation;
pub mod html;
mod ids;
pub mod legal;
pub mod lines;
pub mod markdown;
mod sections;

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag};

use crate::config::SiteLanguage;
use crate::diagnostic::{Checked, Diagnostic, Message, codes};
use crate::document::{Document, FrontMatter, Held, Kind, TextSection};
use crate::path::SourcePath;
use crate::text::{Span, tight};
pub use body::escape;
use lines::{LineKind, Lines};
use markdown::Spot;

/// What a file is compiled with besides its own text.
pub struct Context<'a> {
    /// What the page is.
    pub kind: Kind,
    /// It is a text of a document that has several, and needs no title.
    pub is_version: bool,
    /// The language of the pages.
    pub language: SiteLanguage,
    /// The abbreviations of the glossary with their meaning.
    pub terms: &'a HashMap<String, String>,
    /// The names that legal documents go by.
    pub names: &'a citation::Names,
}

/// Compiles the page that stands in `text` after its front matter, from the byte `from` on.
pub fn document(
    file: &SourcePath,
    text: &str,
    front: FrontMatter,
    from: usize,
    context: &Context<'_>,
) -> Checked<Document> {
    let events = markdown::events(text, from);
    let structured = matches!(context.kind, Kind::Legal | Kind::Plan | Kind::Form);
    let lines = lines::read(&events, text, structured);
    let mut diagnostics = Vec::new();
    let structure = if structured {
        let checked = legal::structure(&lines.lines, file, legal::Layout::Detect);
        diagnostics.extend(checked.diagnostics);
        checked.value
    } else {
        legal::Structure::none(&lines.lines)
    };
    let mut citations =
        citation::citations(&lines.lines, &structure, context.names, context.kind == Kind::Legal);
    let exempt = citation::exempt(&events, file);
    diagnostics.extend(exempt.diagnostics);
    citation::leave_out(&mut citations, &exempt.value);
    citation::settle_own(&mut citations, &front);
    let provision_of = |line: usize| structure.provision_at(line);
    let taken = structure.provisions.iter().map(|provision| provision.anchor.as_str());
    let ids = ids::assign(&events, &lines, provision_of, taken, file);
    let (title, title_at) = title(&front, &events, &lines, context.is_version);
    // One that is written and cannot be read is told where it stands.
    if title.is_none() && !context.is_version && !names_title(front.span.of(text)) {
        diagnostics.push(no_title(file));
    }
    let title = title.unwrap_or_else(|| file.name().trim_end_matches(".md").to_owned());
    let roles = legal::form::roles(&lines.lines, &structure);
    let input = body::Input {
        file,
        events: &events,
        lines: &lines,
        ids: &ids,
        provisions: &structure.provisions,
        anchors: &structure.anchors,
        roles: &roles,
        citations: &citations,
        terms: context.terms,
        labels: body::labels::Labels::of(context.language),
        title_at,
        shift: shift(&lines, title_at),
    };
    let written = body::write(&input);
    let (sections, texts) = sections::read(&lines, &ids, &structure, title_at);
    diagnostics.extend(ids.diagnostics);
    diagnostics.extend(written.diagnostics);
    let body = if written.raw_html { html::sanitise(written.body) } else { written.body };
    let document = Document {
        path: file.clone(),
        title,
        kind: context.kind,
        lead: first_words(&sections, DESCRIPTION),
        body: Held::new(body.tight()),
        headings: without_title(ids.headings, &ids.opened_at, title_at),
        provisions: structure.provisions,
        citations: tight(citations),
        links: tight(written.links),
        ids: ids.extra,
        sections: tight(sections),
        texts,
        front,
    };
    Checked { value: document, diagnostics }
}

/// The page's title, and the event of the heading that is not shown again because it is the title. A version of a
/// document is called like the document, so only a heading of the first level is its title.
fn title(
    front: &FrontMatter,
    events: &[Spot<'_>],
    lines: &Lines,
    is_version: bool,
) -> (Option<String>, Option<usize>) {
    let first =
        lines.lines.iter().zip(&lines.opened_at).find(|(line, _)| matches!(line.kind, LineKind::Heading(_)));
    let opens_text =
        |at: usize| !events.iter().take(at).any(|spot| matches!(spot.event, Event::Start(Tag::Paragraph)));
    match (&front.title, first) {
        (Some(title), Some((line, &at)))
            if line.kind == LineKind::Heading(1) && line.text.trim() == title && opens_text(at) =>
        {
            (Some(title.clone()), Some(at))
        }
        (Some(title), _) => (Some(title.clone()), None),
        (None, Some((line, _))) if is_version && line.kind != LineKind::Heading(1) => (None, None),
        (None, Some((line, &at))) => (Some(line.text.trim().to_owned()), opens_text(at).then_some(at)),
        (None, None) => (None, None),
    }
}

fn no_title(file: &SourcePath) -> Diagnostic {
    let message = Message::new("Trang không có tên", "The page has no title");
    Diagnostic::at(&codes::NO_TITLE, file, Span { start: 0, end: 0 }, message)
        .help("Thêm dòng `tieu_de: ...` vào đầu trang.", "Add a line `title: ...` to the front matter.")
}

/// Whether front matter has a line for the title, however it is written.
fn names_title(front_text: &str) -> bool {
    let value = |line: &str| {
        let value = line.strip_prefix("tieu_de").or_else(|| line.strip_prefix("title"))?;
        Some(!value.trim_start().strip_prefix(':')?.trim().is_empty())
    };
    front_text.lines().filter_map(value).any(|written| written)
}

/// Headings start at level 2 in a page; where the text uses level 1 all of them move down by one.
fn shift(lines: &Lines, title_at: Option<usize>) -> u8 {
    let mut shown = lines.lines.iter().zip(&lines.opened_at).filter(|(_, at)| Some(**at) != title_at);
    u8::from(shown.any(|(line, _)| line.kind == LineKind::Heading(1)))
}

fn without_title(
    headings: Vec<crate::document::Heading>,
    opened_at: &[usize],
    title_at: Option<usize>,
) -> Vec<crate::document::Heading> {
    headings
        .into_iter()
        .zip(opened_at)
        .filter(|(_, at)| Some(**at) != title_at)
        .map(|(heading, _)| heading)
        .collect()
}

/// How long descriptions are that texts are cut to, in characters.
const DESCRIPTION: usize = 160;

/// The text of all sections, as far as `limit` characters go.
fn first_words(sections: &[TextSection], limit: usize) -> String {
    let words = sections.iter().flat_map(|section| section.text.split_whitespace());
    let mut out = String::new();
    let mut length = 0;
    for word in words {
        let letters = word.chars().count();
        if length + letters >= limit {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += letters;
    }
    out
}
