//! Prints diagnostics: for people on a terminal and in the browser, for programs as JSON, for GitHub as annotations.
//! Pure functions: what they return is printed elsewhere.

use std::collections::{BTreeMap, HashMap};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::config::Portal;
use crate::diagnostic::{Code, Diagnostic, Language, Place, Severity};
use crate::path::SourcePath;
use crate::text::{LineIndex, Position, Span};

/// Of one code no more than this many are shown to people.
const SHOWN_PER_CODE: usize = 20;

/// What the command line says of severities.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--allow`: these are left out.
    pub allow: Vec<&'static Code>,
    /// `--warn`: these are warnings.
    pub warn: Vec<&'static Code>,
    /// `--deny`: these are errors.
    pub deny: Vec<&'static Code>,
    /// `--strict`: warnings are errors.
    pub strict: bool,
}

/// Gives every diagnostic the severity that the portal and the flags want, leaves out what they leave out, and puts
/// the rest in order, each once.
pub fn resolve(diagnostics: Vec<Diagnostic>, portal: &Portal, flags: &Flags) -> Vec<Diagnostic> {
    let severity = |code: &'static Code| {
        let wanted = match code {
            _ if flags.deny.contains(&code) => Some(Severity::Error),
            _ if flags.warn.contains(&code) => Some(Severity::Warning),
            _ if flags.allow.contains(&code) => None,
            _ => portal.severity(code),
        };
        wanted.map(|severity| match severity {
            Severity::Warning if flags.strict => Severity::Error,
            other => other,
        })
    };
    let mut resolved: Vec<Diagnostic> = diagnostics
        .into_iter()
        .filter_map(|diagnostic| Some(Diagnostic { severity: severity(diagnostic.code)?, ..diagnostic }))
        .collect();
    resolved.sort_by(|a, b| (a.order(), &a.message.vi).cmp(&(b.order(), &b.message.vi)));
    resolved.dedup();
    resolved
}

/// How many diagnostics there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Nothing is published.
    pub errors: usize,
    /// Published all the same.
    pub warnings: usize,
    /// Worth knowing.
    pub notes: usize,
}

impl Counts {
    /// Counts them.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

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
        let mut shown: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut text = String::new();
        for diagnostic in self.diagnostics {
            let count = shown.entry(diagnostic.code.id).or_default();
            *count += 1;
            if *count <= SHOWN_PER_CODE {
                text += &renderer.render(&[self.group(diagnostic)]);
                text += "\n\n";
            }
        }
        for (code, count) in shown {
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
        let mut group = title.id(diagnostic.code.id).elements(std::iter::empty::<Origin<'_>>());
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

    /// Where a place begins and ends, as people count.
    fn positions(&self, place: &Place) -> Option<(Position, Position)> {
        let (text, index) = self.sources.get(&place.file)?;
        let Span { start, end } = place.span;
        Some((index.position(text, start), index.position(text, end)))
    }

    /// One JSON object: the diagnostics, how many, and whatever else the command has to say.
    pub fn json<T: Serialize>(&self, more: &T) -> String {
        let counts = Counts::of(self.diagnostics);
        let diagnostics =
            self.diagnostics.iter().map(|diagnostic| self.json_diagnostic(diagnostic)).collect();
        let report = JsonReport { diagnostics, errors: counts.errors, warnings: counts.warnings, more };
        // Strings and numbers always serialise; `more` is a struct of such.
        serde_json::to_string_pretty(&report).unwrap_or_default()
    }

    fn json_diagnostic(&self, diagnostic: &'a Diagnostic) -> JsonDiagnostic<'a> {
        let positions = diagnostic.place.as_ref().and_then(|place| self.positions(place));
        let (start, end) = positions.unzip();
        JsonDiagnostic {
            code: diagnostic.code.id,
            severity: word(diagnostic.severity),
            message: diagnostic.message.get(self.language),
            help: diagnostic.help.as_ref().map(|help| help.get(self.language)),
            file: diagnostic.place.as_ref().map(|place| place.file.as_str()),
            line: start.map(|position| position.line),
            column: start.map(|position| position.column),
            end_line: end.map(|position| position.line),
            end_column: end.map(|position| position.column),
        }
    }

    /// Workflow commands that GitHub shows beside the changed lines.
    pub fn github(&self) -> String {
        let mut text = String::new();
        for diagnostic in self.diagnostics {
            let JsonDiagnostic { code, message, help, file, line, column, end_line, end_column, .. } =
                self.json_diagnostic(diagnostic);
            let command =
                if diagnostic.severity == Severity::Note { "notice" } else { word(diagnostic.severity) };
            let mut properties = format!("title={code}");
            if let Some(file) = file {
                properties += &format!(",file={}", escaped(file, true));
            }
            if let (Some(line), Some(column), Some(end_line), Some(end_column)) =
                (line, column, end_line, end_column)
            {
                properties += &format!(",line={line},endLine={end_line}");
                // GitHub refuses columns of a place that spans lines.
                if line == end_line {
                    properties += &format!(",col={column},endColumn={end_column}");
                }
            }
            let message = help.map_or(message.to_owned(), |help| format!("{message}\n{help}"));
            text += &format!("::{command} {properties}::{}\n", escaped(&message, false));
        }
        text
    }
}

#[derive(Serialize)]
struct JsonReport<'a, T> {
    diagnostics: Vec<JsonDiagnostic<'a>>,
    errors: usize,
    warnings: usize,
    #[serde(flatten)]
    more: &'a T,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

/// The word for programs.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Escapes a value of a workflow command; properties are parted by commas and colons.
fn escaped(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
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
    text.chars().map(|c| if acts(c) { '\u{fffd}' } else { c }).collect()
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
mod tests {
    use super::*;
    use crate::diagnostic::{Message, codes};
    use proptest::prelude::*;

    const TEXT: &str = "---\r\ntiêu_đề: \"An \u{1b}[31mninh\"\r\nngày: 26/01/2024\r\n---\r\n";

    fn file() -> SourcePath {
        SourcePath::new("content/a,b.md").unwrap()
    }

    fn at(code: &'static Code, needle: &str) -> Diagnostic {
        let start = TEXT.find(needle).unwrap();
        let message = Message::new(format!("Sai: {needle}"), format!("Wrong: {needle}"));
        Diagnostic::at(code, &file(), Span::new(start..start + needle.len()), message)
    }

    fn some() -> Vec<Diagnostic> {
        let general = Diagnostic::general(&codes::NO_CONTENT, Message::new("Trống", "Empty"));
        let date = at(&codes::BAD_DATE, "26/01/2024").help("Viết 2024-01-26.", "Write 2024-01-26.");
        vec![date.clone(), at(&codes::UNKNOWN_KEY, "tiêu_đề"), general, date]
    }

    #[test]
    fn severities_follow_the_portal_and_the_flags() {
        let mut portal = Portal::default();
        portal.severities.insert("E106", Some(Severity::Note));
        let severities = |flags: &Flags| -> Vec<(&str, Severity)> {
            resolve(some(), &portal, flags).iter().map(|d| (d.code.id, d.severity)).collect()
        };
        let plain = [("E004", Severity::Error), ("W104", Severity::Warning), ("E106", Severity::Note)];
        assert_eq!(severities(&Flags::default()), plain);
        let flags = Flags {
            allow: vec![&codes::NO_CONTENT],
            warn: vec![&codes::BAD_DATE],
            strict: true,
            ..Flags::default()
        };
        assert_eq!(severities(&flags), [("W104", Severity::Error), ("E106", Severity::Error)]);
    }

    #[test]
    fn people_read_it_in_their_language() {
        let diagnostics = resolve(some(), &Portal::default(), &Flags::default());
        let text = Report::new(&diagnostics, Language::Vi, |_| Some(TEXT)).text(false);
        let wanted = "\
lỗi[E004]: Trống

cảnh báo[W104]: Sai: tiêu_đề
 --> content/a,b.md:2:1
  |
2 | tiêu_đề: \"An ?[31mninh\"
  | ^^^^^^^

lỗi[E106]: Sai: 26/01/2024
 --> content/a,b.md:3:7
  |
3 | ngày: 26/01/2024
  |       ^^^^^^^^^^
  |
  = cách sửa: Viết 2024-01-26.

";
        assert_eq!(text, wanted);
        let english = Report::new(&diagnostics, Language::En, |_| None).text(false);
        assert!(english.contains("warning[W104]: Wrong: tiêu_đề\n--> content/a,b.md\n"), "{english}");
    }

    #[test]
    fn of_one_code_not_all_are_shown() {
        let many: Vec<Diagnostic> = (0..25).map(|_| at(&codes::BAD_DATE, "2024")).collect();
        let text = Report::new(&many, Language::Vi, |_| Some(TEXT)).text(false);
        assert_eq!(text.matches("lỗi[E106]").count(), 20);
        assert!(text.ends_with("… và 5 thông báo E106 nữa\n"));
    }

    #[test]
    fn programs_read_json() {
        let diagnostics = resolve(some(), &Portal::default(), &Flags::default());
        let report = Report::new(&diagnostics, Language::Vi, |_| Some(TEXT));
        let json: serde_json::Value =
            serde_json::from_str(&report.json(&serde_json::json!({ "pages": 3 }))).unwrap();
        assert_eq!((&json["errors"], &json["warnings"], &json["pages"]), (&2.into(), &1.into(), &3.into()));
        let wanted = serde_json::json!({
            "code": "E106", "severity": "error", "message": "Sai: 26/01/2024", "help": "Viết 2024-01-26.",
            "file": "content/a,b.md", "line": 3, "column": 7, "end_line": 3, "end_column": 17,
        });
        assert_eq!(json["diagnostics"][2], wanted);
    }

    #[test]
    fn github_reads_annotations() {
        let diagnostics = resolve(some(), &Portal::default(), &Flags::default());
        let report = Report::new(&diagnostics, Language::Vi, |_| Some(TEXT)).github();
        let lines: Vec<&str> = report.lines().collect();
        let wanted = "::error title=E106,file=content/a%2Cb.md,line=3,endLine=3,col=7,endColumn=17::\
                      Sai: 26/01/2024%0AViết 2024-01-26.";
        assert_eq!((lines[0], lines[2]), ("::error title=E004::Trống", wanted));
    }

    proptest! {
        #[test]
        fn any_place_in_any_text_is_shown(
            text in "([a-cế\t\u{1b}\u{202e}\u{85}字👩\u{301}]|\r\n|\n){0,30}", start in 0_usize..80, length in 0_usize..40
        ) {
            let message = Message::new(text.clone(), text.clone());
            let place = Span::new(start..start + length);
            let diagnostics = [Diagnostic::at(&codes::BAD_DATE, &file(), place, message)];
            let report = Report::new(&diagnostics, Language::Vi, |_| Some(text.as_str()));
            let shown = report.text(false);
            prop_assert!(!shown.contains(|c: char| acts(c) && c != '\n'), "{:?}", shown);
            report.json(&());
            report.github();
        }
    }
}
