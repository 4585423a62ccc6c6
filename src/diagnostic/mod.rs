//! Diagnostics: values with a stable code, a place and a way out. They are collected by every stage and printed in
//! one place at the edge, [`crate::report`].

pub mod codes;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::path::SourcePath;
use crate::text::Span;

/// How bad it is. The order is that of gravity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing; nothing to mend.
    Note,
    /// Published all the same.
    Warning,
    /// Nothing is published.
    Error,
}

/// A language that people read diagnostics in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

/// One kind of diagnostic, with the page that `antt explain` prints.
#[derive(Debug)]
pub struct Code {
    /// The stable name, such as `E301`.
    pub id: &'static str,
    /// The severity unless the portal or a flag says otherwise.
    pub severity: Severity,
    /// What it is, in a few words.
    pub title: Text,
    /// Why it matters and how it is mended, as Markdown.
    pub explanation: Text,
}

/// A fixed text in both languages.
#[derive(Debug)]
pub struct Text {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The text in `language`.
    pub fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Vi => self.vi,
            Language::En => self.en,
        }
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

/// A sentence made for one case, in both languages, side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Vietnamese.
    pub vi: Arc<str>,
    /// English.
    pub en: Arc<str>,
}

impl Message {
    /// Both texts of one sentence.
    pub fn new(vi: impl Into<Arc<str>>, en: impl Into<Arc<str>>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The sentence in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the root.
    pub file: SourcePath,
    /// The bytes in it.
    pub span: Span,
}

/// Something that a person should know or mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Its kind.
    #[serde(with = "codes::by_id")]
    pub code: &'static Code,
    /// Its severity now: the code's own unless set otherwise.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub help: Option<Message>,
    /// Where; nothing where the trouble is an absence (an empty folder).
    pub place: Option<Place>,
}

impl Diagnostic {
    /// A diagnostic of `code` at a place in `file`.
    pub fn at(code: &'static Code, file: &SourcePath, span: Span, message: Message) -> Self {
        let place = Some(Place { file: file.clone(), span });
        Self { code, severity: code.severity, message, help: None, place }
    }

    /// A diagnostic of `code` that no file shows.
    pub fn general(code: &'static Code, message: Message) -> Self {
        Self { code, severity: code.severity, message, help: None, place: None }
    }

    /// The same with a way out.
    pub fn help(mut self, vi: impl Into<Arc<str>>, en: impl Into<Arc<str>>) -> Self {
        self.help = Some(Message::new(vi, en));
        self
    }

    /// The same, with "did you mean" where a name among `names` is near `wrong`.
    pub fn suggest<'a>(self, wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(wrong, names) {
            Some(name) => {
                self.help(format!("Có phải bạn muốn viết “{name}”?"), format!("Did you mean “{name}”?"))
            }
            None => self,
        }
    }

    /// What diagnostics are ordered by: file, place, code.
    pub fn order(&self) -> (&str, u32, &'static str) {
        match &self.place {
            Some(place) => (place.file.as_str(), place.span.start, self.code.id),
            None => ("", 0, self.code.id),
        }
    }
}

/// A value and what was found wrong on the way to it.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// The value: always usable, whatever was found.
    pub value: T,
    /// What was found, in the order of finding.
    pub diagnostics: Vec<Diagnostic>,
}

/// The name nearest to `wrong` by edits, where it is near enough to be meant: at most a third of the letters differ.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = wrong.chars().count().div_ceil(3).max(1);
    names
        .into_iter()
        .map(|name| (edit_distance(wrong, name, limit), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// Edits (insert, delete, replace) from `a` to `b`; `limit + 1` as soon as it is known to be more than `limit`.
fn edit_distance(a: &str, b: &str, limit: usize) -> usize {
    let b: Vec<char> = b.chars().collect();
    let too_far = limit + 1;
    if a.chars().count().abs_diff(b.len()) > limit {
        return too_far;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut best = left;
        for (cell, cb) in row.iter_mut().skip(1).zip(&b) {
            let value = (diagonal + usize::from(ca != *cb)).min(left + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, value);
            left = value;
            best = best.min(value);
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        if best > limit {
            return too_far;
        }
    }
    row.last().copied().unwrap_or(too_far)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let keys = ["title", "tieu_de", "summary", "date"];
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("tieu_đe", keys), Some("tieu_de"));
        assert_eq!(nearest("zzz", keys), None);
        assert_eq!(nearest("", keys), None);
    }

    #[test]
    fn codes_are_unique_and_in_order() {
        let ids: Vec<&str> = codes::all().map(|code| code.id.get(1..).unwrap()).collect();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids, sorted);
    }

    #[test]
    fn the_letter_of_a_code_is_its_severity() {
        for code in codes::all() {
            let letter = match code.severity {
                Severity::Note => 'N',
                Severity::Warning => 'W',
                Severity::Error => 'E',
            };
            assert!(code.id.starts_with(letter), "{}", code.id);
        }
    }
}
