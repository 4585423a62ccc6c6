//! Reports for programs: JSON, and the workflow commands of GitHub.

use std::borrow::Cow;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::text::{Position, Span};

use super::{Counts, Report, cut};

impl<'a> Report<'a> {
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
        let positions = diagnostic.place.as_ref().map(|place| self.positions(place));
        let (start, end) = positions.unzip();
        JsonDiagnostic {
            code: diagnostic.code.id,
            severity: word(diagnostic.severity),
            message: cut(diagnostic.message.get(self.language)),
            help: diagnostic.help.as_ref().map(|help| cut(help.get(self.language))),
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
            let message = match help {
                Some(help) => format!("{message}\n{help}"),
                None => message.into_owned(),
            };
            text += &format!("::{command} {properties}::{}\n", escaped(&message, false));
        }
        text
    }

    /// Where a place begins and ends, as people count; the beginning of a file that could not be read as text.
    fn positions(&self, place: &Place) -> (Position, Position) {
        let Span { start, end } = place.span;
        match self.sources.get(&place.file) {
            Some((text, index)) => (index.position(text, start), index.position(text, end)),
            None => (Position { line: 1, column: 1 }, Position { line: 1, column: 1 }),
        }
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
    message: Cow<'a, str>,
    help: Option<Cow<'a, str>>,
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
