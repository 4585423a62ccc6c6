//! YAML with the place of every key and value.
//!
//! `serde_yaml` decides what is YAML and what it says, but gives no places of values. So its tree is walked beside
//! the text (`places`): what to expect next is known, and only where it stands is looked for. Where a file is not
//! YAML, each of its top-level entries is read alone, so that one bad line spoils one entry and no more. Most front
//! matter needs no rule of YAML and is read without it (`simple`).

pub mod fields;
mod places;
mod reader;
mod simple;
mod syntax;

use std::ops::Range;

use crate::diagnostic::{Checked, Diagnostic, Message, codes};
use crate::path::SourcePath;
use crate::text::{Span, Spanned};

pub(crate) use fields::keys;
pub use fields::{Key, Shape};
pub use reader::{Item, Reader};
pub use syntax::position;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands: of a scalar its text (the first line of a long one), of a list or mapping its beginning.
    pub span: Span,
}

/// What a node says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written, so that `so: 0.10` stays what it was where a text is wanted.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file. A key may stand in it twice.
    Map(Vec<Entry>),
}

/// A key of a mapping and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key as text.
    pub key: Spanned<String>,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// The same as JSON. Of a key that stands twice the last one counts.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(flag) => (*flag).into(),
            Value::Number(text) => {
                let number = serde_json::from_str::<serde_json::Number>(text);
                number.map_or_else(|_| text.as_str().into(), serde_json::Value::Number)
            }
            Value::Text(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(Self::to_json).collect(),
            Value::Map(entries) => {
                entries.iter().map(|entry| (entry.key.value.clone(), entry.value.to_json())).collect()
            }
        }
    }
}

/// The texts without their places.
pub fn values(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

/// Reads the YAML in `range` of `text`; places are in `text`. What is not YAML is reported and left out.
pub fn parse(file: &SourcePath, text: &str, range: Range<usize>) -> Checked<Node> {
    let start = range.start;
    let part = text.get(range).unwrap_or("");
    if let Some(value) = simple::read(part, start) {
        return Checked { value, diagnostics: Vec::new() };
    }
    if let Some(at) = too_deep(part) {
        let span = Span::new(start + at..start + at + 1);
        let value = Node { value: Value::Null, span };
        return Checked { value, diagnostics: vec![syntax::nested(file, span)] };
    }
    match read(part, start) {
        Ok(value) => Checked { value, diagnostics: Vec::new() },
        Err(error) => salvage(file, part, start, &error),
    }
}

/// Where more brackets are open than any list has. The parser would take quadratic time before it says the same.
fn too_deep(part: &str) -> Option<usize> {
    let mut depth = 0_usize;
    part.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 500
    })
}

/// A part of a file that stands at byte `start`.
fn read(part: &str, start: usize) -> Result<Node, serde_yaml::Error> {
    // A mark at the beginning of the file says that it is UTF-8 and nothing else.
    let text = part.strip_prefix('\u{feff}').unwrap_or(part);
    let raw = syntax::read(text)?;
    Ok(places::locate(raw, text, start + part.len() - text.len()))
}

/// Reads each top-level entry alone and reports those that are not YAML.
fn salvage(file: &SourcePath, part: &str, start: usize, whole: &serde_yaml::Error) -> Checked<Node> {
    let mut entries = Vec::new();
    let mut items = Vec::new();
    let mut diagnostics = Vec::new();
    for chunk in chunks(part) {
        let text = part.get(chunk.clone()).unwrap_or("");
        match read(text, start + chunk.start) {
            Ok(Node { value: Value::Map(some), .. }) => entries.extend(some),
            Ok(Node { value: Value::List(some), .. }) => items.extend(some),
            Ok(Node { value: Value::Null, .. }) => {}
            Ok(node) => diagnostics.push(no_colon(file, &node, text)),
            Err(error) => diagnostics.push(syntax::explain(file, text, start + chunk.start, &error)),
        }
    }
    if diagnostics.is_empty() {
        diagnostics.push(syntax::explain(file, part, start, whole));
    }
    let value = if items.is_empty() { Value::Map(entries) } else { Value::List(items) };
    Checked { value: Node { value, span: Span::new(start..start) }, diagnostics }
}

/// The top-level entries of a text: from a line that begins at the margin to the next one.
fn chunks(part: &str) -> Vec<Range<usize>> {
    let is_item = |line: &str| line.trim_end() == "-" || line.starts_with("- ");
    let at_margin = |line: &&str| !line.starts_with([' ', '\t', '\r', '\n', '#', '\u{feff}']);
    let is_list = part.lines().find(at_margin).is_some_and(is_item);
    let begins = |line: &str| match is_list {
        true => is_item(line),
        false => at_margin(&line) && !line.starts_with(['-', ']', '}']),
    };
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in part.split_inclusive('\n') {
        let end = at + line.len();
        match chunks.last_mut() {
            Some(last) if !begins(line) => last.end = end,
            _ => chunks.push(at..end),
        }
        at = end;
    }
    chunks
}

/// An entry without a colon, or without the space after it.
fn no_colon(file: &SourcePath, node: &Node, text: &str) -> Diagnostic {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
    let diagnostic = |vi, en| Diagnostic::at(&codes::YAML_SYNTAX, file, node.span, Message::new(vi, en));
    match line.split_once(':') {
        Some((key, value)) if !value.is_empty() && !key.contains(char::is_whitespace) => {
            diagnostic("Thiếu dấu cách sau dấu hai chấm", "There is no space after the colon")
                .help(format!("Viết {key}: {value}"), format!("Write {key}: {value}"))
        }
        _ => diagnostic(
            "Dòng này không có dạng “tên: giá trị”",
            "This line is not of the form “name: value”",
        )
        .help(
            "Thêm dấu hai chấm và một dấu cách sau tên mục. Nếu đây là phần tiếp của dòng trên, hãy thụt dòng vào hai dấu cách.",
            "Put a colon and a space after the name. If it goes on from the line above, indent it by two spaces.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file() -> SourcePath {
        SourcePath::new("content/a.yaml").unwrap()
    }

    fn parsed(text: &str) -> Checked<Node> {
        parse(&file(), text, 0..text.len())
    }

    /// Every scalar and key of a tree with the text under its place.
    fn leaves<'t>(node: &Node, text: &'t str, out: &mut Vec<(String, &'t str)>) {
        match &node.value {
            Value::Null => {}
            Value::Bool(flag) => out.push((flag.to_string(), node.span.of(text))),
            Value::Number(number) => out.push((number.clone(), node.span.of(text))),
            Value::Text(value) => out.push((value.clone(), node.span.of(text))),
            Value::List(items) => items.iter().for_each(|item| leaves(item, text, out)),
            Value::Map(entries) => entries.iter().for_each(|entry| {
                out.push((entry.key.value.clone(), entry.key.span.of(text)));
                leaves(&entry.value, text, out);
            }),
        }
    }

    #[test]
    fn every_key_and_value_has_its_place() {
        let text = "\u{feff}# đầu\r\ntieu_de: \"Kế \\\"hoạch\\\"\"\r\n'so': 021 # số\r\ndanh_sach: [a, 'b, c', {k: v}]\r\n\
                    noi_nhan:\r\n- một\r\n-   hai ba\r\nnhieu:\r\n  - ten: x\r\n    ngay: 2024-02-28\r\n  -\r\n    ten: y\r\n\
                    dai: >-\r\n  dòng một\r\n  dòng hai\r\nrong:\r\ntron: dòng đầu\r\n  dòng sau\r\ncuoi: true\r\n";
        let checked = parsed(text);
        assert_eq!(checked.diagnostics, []);
        let mut found = Vec::new();
        leaves(&checked.value, text, &mut found);
        let wanted = [
            ("tieu_de", "tieu_de"),
            ("Kế \"hoạch\"", "\"Kế \\\"hoạch\\\"\""),
            ("so", "'so'"),
            ("021", "021"),
            ("danh_sach", "danh_sach"),
            ("a", "a"),
            ("b, c", "'b, c'"),
            ("k", "k"),
            ("v", "v"),
            ("noi_nhan", "noi_nhan"),
            ("một", "một"),
            ("hai ba", "hai ba"),
            ("nhieu", "nhieu"),
            ("ten", "ten"),
            ("x", "x"),
            ("ngay", "ngay"),
            ("2024-02-28", "2024-02-28"),
            ("ten", "ten"),
            ("y", "y"),
            ("dai", "dai"),
            ("dòng một dòng hai", "dòng một"),
            ("rong", "rong"),
            ("tron", "tron"),
            ("dòng đầu dòng sau", "dòng đầu"),
            ("cuoi", "cuoi"),
            ("true", "true"),
        ];
        let found: Vec<(&str, &str)> = found.iter().map(|(value, place)| (value.as_str(), *place)).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_bad_line_spoils_one_entry() {
        let text = "tieu_de: Kế hoạch: năm 2024\ntom_tat: tốt\nngay:2024-02-28\nso: \"chưa đóng\nloai: plan\n\
                    nguon: *quan trọng*\nbo trong\nchu_de: [a, b\ncap_nhat: 2024-02-28\n";
        let checked = parsed(text);
        let places: Vec<&str> =
            checked.diagnostics.iter().map(|d| d.place.as_ref().unwrap().span.of(text)).collect();
        assert_eq!(
            places,
            ["Kế hoạch: năm 2024", "ngay:2024-02-28", "\"chưa đóng", "*quan trọng*", "bo trong", "[a, b"]
        );
        let Value::Map(entries) = checked.value.value else { panic!("a map") };
        let keys: Vec<&str> = entries.iter().map(|entry| entry.key.value.as_str()).collect();
        assert_eq!(keys, ["tom_tat", "loai", "cap_nhat"]);
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let text = "[".repeat(100_000);
        assert_eq!(parsed(&text).diagnostics.len(), 1);
        let text = format!("{}{}", "[".repeat(300), "]".repeat(300));
        assert_eq!(parsed(&text).diagnostics.len(), 1);
        let text = "- ".repeat(2_000);
        assert_eq!(parsed(&text).diagnostics.len(), 1);
    }

    fn value() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(serde_json::Value::from),
            any::<i32>().prop_map(serde_json::Value::from),
            "[a-zà-ỹ#:,'\"\\[\\]{}&*!|>%@` -]{0,12}".prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 1..4).prop_map(serde_json::Value::from),
                proptest::collection::btree_map("[a-zđ #:']{1,6}", inner, 1..4)
                    .prop_map(serde_json::Value::from_iter),
            ]
        })
    }

    proptest! {
        #[test]
        fn places_lead_back_to_the_values(value in value()) {
            let text = serde_yaml::to_string(&value).unwrap();
            let checked = parsed(&text);
            prop_assert_eq!(&checked.diagnostics, &[]);
            prop_assert_eq!(checked.value.to_json(), value);
            let mut found = Vec::new();
            leaves(&checked.value, &text, &mut found);
            for (value, place) in found {
                let read: serde_json::Value = serde_yaml::from_str(place).unwrap();
                let read = read.as_str().map_or_else(|| read.to_string(), str::to_owned);
                prop_assert_eq!(read, value, "in {}", text);
            }
        }

        #[test]
        fn any_text_is_read(text in "([a-c:\\-\\[\\]{},'\"#|>&*!%@?~ \t\r\n\u{85}ế]){0,40}") {
            let checked = parsed(&text);
            for diagnostic in &checked.diagnostics {
                let span = diagnostic.place.as_ref().unwrap().span;
                prop_assert!(text.get(span.range()).is_some(), "{:?} in {:?}", span, text);
            }
            let mut found = Vec::new();
            leaves(&checked.value, &text, &mut found);
        }
    }
}
