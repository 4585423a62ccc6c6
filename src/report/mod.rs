//! Prints diagnostics: for people on a terminal and in the browser, for programs as JSON, for GitHub as annotations.
//! Pure functions: what they return is printed elsewhere.

mod machine;
mod resolve;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Language, Place, Severity};
use crate::path::SourcePath;
use crate::text::LineIndex;

pub use resolve::{Counts, Flags, resolve};

/// Of one code no more than this many are shown to people.
const SHOWN_PER_CODE: usize = 20;

/// Diagnostics in order, with what is needed to show them.
pub struct Report<'a> {
    diagnostics: &'a [Diagnostic],
    language: Language,
    /// The sources that are pointed into, with the beginnings of their lines.
    sources: HashMap<&'a SourcePath, (&'a str, LineIndex)>,
}

impl<'a> Report<'a> {
    /// A report of `diagnostics`, as [`resolve`] gives them; `source` knows the text of a file.
    pub fn new(
        diagnostics: &'a [Diagnostic],
        language: Language,
        source: impl Fn(&SourcePath) -> Option<&'a str>,
    ) -> Self {
        let mut sources = HashMap::new();
        for Place { file, .. } in diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
            if !sources.contains_key(file)
                && let Some(text) = source(file)
            {
                sources.insert(file, (text, LineIndex::new(text)));
            }
        }
        Self { diagnostics, language, sources }
    }

    /// The text for people: with colours where a terminal shows it, without in a pipe and in the browser.
    pub fn text(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        for diagnostic in shown(self.diagnostics) {
            text += &renderer.render(&[self.group(diagnostic)]);
            text += "\n\n";
        }
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for diagnostic in self.diagnostics {
            *counts.entry(diagnostic.code.id).or_default() += 1;
        }
        for (code, count) in counts {
            if let Some(more) = count.checked_sub(SHOWN_PER_CODE).filter(|more| *more > 0) {
                text += &match self.language {
                    Language::Vi => format!("… và {more} thông báo {code} nữa\n"),
                    Language::En => format!("… and {more} more of {code}\n"),
                };
            }
        }
        text
    }

    /// One diagnostic as the renderer wants it.
    fn group(&self, diagnostic: &'a Diagnostic) -> Group<'a> {
        let title =
            self.level(diagnostic.severity).primary_title(harmless(diagnostic.message.get(self.language)));
        let mut group = Group::with_title(title.id(diagnostic.code.id));
        if let Some(place) = &diagnostic.place {
            group = match self.snippet(place) {
                Some(snippet) => group.element(snippet),
                None => group.element(Origin::path(harmless(place.file.as_str()))),
            };
        }
        match &diagnostic.help {
            Some(help) => {
                let name = match self.language {
                    Language::Vi => "cách sửa",
                    Language::En => "help",
                };
                group.element(Level::HELP.with_name(name).message(harmless(help.get(self.language))))
            }
            None => group,
        }
    }

    fn level(&self, severity: Severity) -> Level<'static> {
        let (level, vi, en) = match severity {
            Severity::Error => (Level::ERROR, "lỗi", "error"),
            Severity::Warning => (Level::WARNING, "cảnh báo", "warning"),
            Severity::Note => (Level::NOTE, "lưu ý", "note"),
        };
        level.with_name(if self.language == Language::Vi { vi } else { en })
    }

    /// The line that a place begins in, underlined as far as the place goes in it.
    fn snippet(&self, place: &'a Place) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
        let (text, index) = self.sources.get(&place.file)?;
        let start = floor(text, place.span.start as usize);
        let line_start = text.get(..start)?.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text.get(line_start..)?.split('\n').next()?.trim_end_matches('\r');
        let cut = |at: usize| at.saturating_sub(line_start).min(line.len());
        let range = cut(start)..cut(floor(text, place.span.end as usize)).max(cut(start));
        let number = index.position(text, place.span.start).line as usize;
        let annotation = AnnotationKind::Primary.span(range);
        let file = harmless(place.file.as_str());
        Some(Snippet::source(visible(line)).line_start(number).path(file).annotation(annotation))
    }
}

/// Those that are shown to people.
fn shown(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    let mut counts: HashMap<&'static str, usize> = HashMap::new();
    diagnostics.iter().filter(move |diagnostic| {
        let count = counts.entry(diagnostic.code.id).or_default();
        *count += 1;
        *count <= SHOWN_PER_CODE
    })
}

/// The files that a report for people shows lines of.
pub fn files_shown(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &SourcePath> {
    shown(diagnostics).filter_map(|diagnostic| Some(&diagnostic.place.as_ref()?.file))
}

/// The nearest boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a terminal would act on the character, or turn the direction of writing, instead of showing it.
fn acts(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with nothing in it that a terminal would act on.
fn harmless(text: &str) -> String {
    cut(text).chars().map(|c| if acts(c) { '\u{fffd}' } else { c }).collect()
}

/// The text, cut where it is longer than anyone reads: sentences quote what was written, whatever its length.
fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(500) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or(""))),
        None => Cow::Borrowed(text),
    }
}

/// The same for a source line, byte for byte as long, so that places in it stay.
fn visible(line: &str) -> String {
    line.chars().fold(String::with_capacity(line.len()), |mut out, c| {
        match c.len_utf8() {
            _ if c == '\t' || !acts(c) => out.push(c),
            1 => out.push('?'),
            2 => out.push('¿'),
            _ => out.push('\u{fffd}'),
        }
        out
    })
}

#[cfg(test)]
mod tests;
