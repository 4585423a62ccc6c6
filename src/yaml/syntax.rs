//! What YAML says, by `serde_yaml`, and what its errors mean in the words of the people who write the files.

use std::fmt;

use serde::de::{Deserialize, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::diagnostic::{Diagnostic, Message, codes};
use crate::path::SourcePath;
use crate::text::{Position, Span, span_at};

/// A value without places. Unlike `serde_yaml::Value` it keeps keys that stand twice.
#[derive(Debug)]
pub enum Raw {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

/// Reads one YAML text.
pub fn read(text: &str) -> Result<Raw, serde_yaml::Error> {
    serde_yaml::from_str(text)
}

impl Raw {
    /// The scalar; a number in the spelling `written` where that is one.
    pub fn spelt(self, written: &str) -> Self {
        match self {
            Self::Number(_) if written.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) => {
                Self::Number(written.to_owned())
            }
            other => other,
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E: Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Raw, E> {
        Ok(Raw::Number(number.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Raw, E> {
        Ok(Raw::Number(number.to_string()))
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<Raw, E> {
        Ok(Raw::Number(number.to_string()))
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<Raw, E> {
        Ok(Raw::Number(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Raw, E> {
        Ok(Raw::Number(number.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }

    /// A tagged value (`!ten giá trị`): the tag says nothing here.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Raw, A::Error> {
        let (_, variant) = data.variant::<String>()?;
        variant.newtype_variant()
    }
}

/// The diagnostic for a text at byte `start` of `file` that is not YAML.
pub fn explain(file: &SourcePath, text: &str, start: usize, error: &serde_yaml::Error) -> Diagnostic {
    let message = error.to_string();
    let at = position(error).map_or(0, |position| span_at(text, position).start as usize);
    let fault = fault(text, at, &message);
    let span = Span::new(start + fault.range.start..start + fault.range.end);
    let message = Message::new(fault.vi, format!("{} ({message})", fault.en));
    let diagnostic = Diagnostic::at(&codes::YAML_SYNTAX, file, span, message);
    diagnostic.help(fault.help.vi, fault.help.en)
}

/// Where the reader of YAML stopped, if it knows.
pub fn position(error: &serde_yaml::Error) -> Option<Position> {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    error.location().map(|place| Position { line: number(place.line()), column: number(place.column()) })
}

/// What is wrong, where, and what to do.
struct Fault {
    range: std::ops::Range<usize>,
    vi: &'static str,
    en: &'static str,
    help: Message,
}

/// One entry on one line: `key: value`, with the place of the value.
struct Simple<'t> {
    key: &'t str,
    value: &'t str,
    range: std::ops::Range<usize>,
}

/// Guesses the cause from what was written; the parser's own words come too late and too abstract.
fn fault(text: &str, at: usize, message: &str) -> Fault {
    if let Some(range) = tab(text) {
        return Fault {
            range,
            vi: "Dòng được thụt vào bằng phím Tab",
            en: "The line is indented with a tab",
            help: Message::new("Thay mỗi phím Tab bằng hai dấu cách.", "Put two spaces instead of each tab."),
        };
    }
    if message.contains("recursion limit") || message.contains("repetition limit") {
        return deep(line_at(text, at));
    }
    if let Some((at, c)) = text.char_indices().find(|(_, c)| c.is_control() && !"\t\r\n\u{85}".contains(*c)) {
        return Fault {
            range: at..at + c.len_utf8(),
            vi: "Có một ký tự điều khiển không nhìn thấy được",
            en: "There is an invisible control character",
            help: Message::new("Xóa dòng này rồi gõ lại bằng tay.", "Delete the line and type it again."),
        };
    }
    let mut entries = lines(text).filter_map(|(at, line)| simple(at, line));
    let range = line_at(text, at);
    entries.find_map(|entry| in_entry(&entry)).unwrap_or_else(|| {
        let indented = text.get(..range.start).is_some_and(|before| before.ends_with(' '));
        if indented { wrong_indent(range) } else { not_yaml(range) }
    })
}

/// The diagnostic for lists in lists without end.
pub fn nested(file: &SourcePath, span: Span) -> Diagnostic {
    let fault = deep(span.range());
    let diagnostic = Diagnostic::at(&codes::YAML_SYNTAX, file, span, Message::new(fault.vi, fault.en));
    diagnostic.help(fault.help.vi, fault.help.en)
}

fn deep(range: std::ops::Range<usize>) -> Fault {
    Fault {
        range,
        vi: "Các danh sách lồng nhau quá sâu",
        en: "Lists are nested too deeply",
        help: Message::new(
            "Viết lại cho phẳng hơn; đếm lại xem ngoặc đã đóng đủ chưa.",
            "Write it flatter, and see that every bracket is closed.",
        ),
    }
}

/// A line that is neither at the margin nor in line with its neighbours.
fn wrong_indent(range: std::ops::Range<usize>) -> Fault {
    Fault {
        range,
        vi: "Dòng này thụt vào không khớp với các dòng quanh nó",
        en: "This line is not indented like those around it",
        help: Message::new(
            "Mục ở ngoài cùng thì viết sát lề; các dòng của cùng một danh sách thì thụt vào bằng nhau, mỗi cấp hai dấu cách.",
            "Write outer keys at the margin, and indent the lines of one list alike, two spaces for each level.",
        ),
    }
}

/// A line whose fault is not known any closer.
fn not_yaml(range: std::ops::Range<usize>) -> Fault {
    Fault {
        range,
        vi: "Chỗ này không đúng cú pháp YAML",
        en: "This is not valid YAML",
        help: Message::new(
            "Kiểm tra ba điều: sau tên mục là dấu hai chấm và một dấu cách; các dòng cùng cấp thụt vào bằng nhau; ngoặc và nháy đã mở thì phải đóng.",
            "Check that a name is followed by a colon and a space, that lines of one level are indented alike, and that brackets and quotes are closed.",
        ),
    }
}

/// What is wrong with one entry, where it can be told from its line.
fn in_entry(entry: &Simple<'_>) -> Option<Fault> {
    let Simple { key, value, range } = entry;
    let quoted = format!("{key}: \"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    let quote_it = |vi, en| {
        let help = Message::new(
            format!("Đặt cả giá trị trong ngoặc kép: {quoted}"),
            format!("Put the whole value in double quotes: {quoted}"),
        );
        Some(Fault { range: range.clone(), vi, en, help })
    };
    let first = value.chars().next()?;
    let last = value.chars().last()?;
    match first {
        '"' | '\'' => match closing(value, first) {
            None => Some(open_quote(first, range.clone())),
            Some(end) if !is_blank_or_comment(value.get(end..).unwrap_or("")) => Some(Fault {
                range: range.clone(),
                vi: "Có chữ đứng sau dấu nháy đóng",
                en: "Something stands after the closing quote",
                help: Message::new(
                    "Nếu bên trong có dấu nháy, hãy dùng nháy cong “…” cho phần bên trong và chỉ để một cặp nháy thẳng bao ngoài.",
                    "For quotes within the value use curly ones “…”, and one pair of straight quotes around the whole.",
                ),
            }),
            Some(_) => None,
        },
        '[' | '{' if value.matches('"').count() % 2 == 1 => Some(open_quote('"', range.clone())),
        '[' | '{' => {
            let close = if first == '[' { ']' } else { '}' };
            (last != close).then(|| Fault {
                range: range.clone(),
                vi: "Ngoặc mở mà không đóng trên cùng dòng",
                en: "A bracket is opened and not closed on its line",
                help: Message::new(
                    format!(
                        "Thêm {close} ở cuối; nếu giá trị là chữ thường, đặt cả giá trị trong ngoặc kép."
                    ),
                    format!("Put {close} at the end; if it is plain text, put it in double quotes."),
                ),
            })
        }
        '*' | '&' | '@' | '`' | '%' | '!' => quote_it(
            "Giá trị bắt đầu bằng một ký hiệu riêng của YAML",
            "The value begins with a sign that YAML keeps for itself",
        ),
        '-' if value.starts_with("- ") => Some(Fault {
            range: range.clone(),
            vi: "Danh sách bắt đầu ngay sau dấu hai chấm",
            en: "A list begins right after the colon",
            help: Message::new(
                "Xuống dòng rồi mới viết các gạch đầu dòng.",
                "Write the items on lines of their own.",
            ),
        }),
        _ if value.contains(": ") || last == ':' => quote_it(
            "Giá trị có dấu hai chấm mà không đặt trong ngoặc kép",
            "The value has a colon and is not quoted",
        ),
        _ => None,
    }
}

fn open_quote(quote: char, range: std::ops::Range<usize>) -> Fault {
    Fault {
        range,
        vi: "Dấu nháy mở mà không đóng",
        en: "A quote is opened and not closed",
        help: Message::new(
            format!("Thêm dấu {quote} vào cuối câu."),
            format!("Put {quote} at the end of the text."),
        ),
    }
}

/// Where the quoted text that `value` begins with ends.
fn closing(value: &str, quote: char) -> Option<usize> {
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if quote == '"' && c == '\\' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
            } else {
                return Some(at + 1);
            }
        }
    }
    None
}

fn is_blank_or_comment(text: &str) -> bool {
    let text = text.trim_start();
    text.is_empty() || text.starts_with('#')
}

/// A line as an entry, if it looks like one.
fn simple(at: usize, line: &str) -> Option<Simple<'_>> {
    let inner = line.trim_start_matches([' ', '-']);
    let (key, after) = inner.split_once(": ")?;
    if key.starts_with(['#', '"', '\'', '[', '{']) {
        return None;
    }
    let start = at + line.len() - after.trim_start().len();
    let value = after.trim();
    Some(Simple { key, value, range: start..start + value.len() })
}

/// The lines of a text with their places.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end()))
    })
}

/// The first tab that indents a line.
fn tab(text: &str) -> Option<std::ops::Range<usize>> {
    lines(text).find_map(|(at, line)| {
        let indent = line.get(..line.len() - line.trim_start().len())?;
        let tab = indent.find('\t')?;
        Some(at + tab..at + tab + 1)
    })
}

/// The words of the line that byte `at` stands in; at the end of the text, of its last line with words.
fn line_at(text: &str, at: usize) -> std::ops::Range<usize> {
    let with_words = lines(text).filter(|(_, line)| !line.trim().is_empty());
    let before = with_words.take_while(|(start, _)| *start <= at).last();
    let (start, line) = before.unwrap_or((0, ""));
    let indent = line.len() - line.trim_start().len();
    start + indent..start + line.len()
}
