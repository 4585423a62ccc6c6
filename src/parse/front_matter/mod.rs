//! Reads what stands between the `---` lines at the beginning of a page.

mod keys;

use crate::date::PartialDate;
use crate::diagnostic::{Checked, Code, Message, codes};
use crate::document::{FrontMatter, Kind};
use crate::path::SourcePath;
use crate::text::{Span, Spanned};
use crate::yaml::{self, Reader};

pub use keys::{KEYS, KIND_WORDS, schema};

/// Front matter while it is read: with the places that later checks point at.
#[derive(Default)]
pub struct Draft {
    front: FrontMatter,
    /// Dates that only a legal document may give in part: Vietnamese name, date.
    partial: Vec<(&'static str, Spanned<PartialDate>)>,
    publish: Option<Spanned<PartialDate>>,
    expire: Option<Spanned<PartialDate>>,
    effective: Option<Spanned<PartialDate>>,
    expires: Option<Spanned<PartialDate>>,
}

/// Reads the front matter of `text`, and the byte where the body begins. What is wrong in it is reported and left
/// out; a page without front matter has an empty one.
pub fn front_matter(file: &SourcePath, text: &str) -> (Checked<FrontMatter>, usize) {
    let Some(fence) = Fence::find(text) else {
        return (Checked { value: FrontMatter::default(), diagnostics: Vec::new() }, bom(text));
    };
    let tree = yaml::parse(file, text, fence.inner.clone());
    let mut reader = Reader::new(file, tree.diagnostics);
    if !fence.closed {
        reader.report(
            &codes::FRONT_MATTER_OPEN,
            Span::new(fence.opening),
            Message::new(
                "Phần đầu trang mở bằng dòng --- nhưng không có dòng --- đóng",
                "The front matter is opened by --- and not closed",
            ),
            |d| {
                d.help(
                    "Thêm một dòng chỉ có --- ngay sau mục cuối cùng của phần đầu trang.",
                    "Put a line with only --- after the last key.",
                )
            },
        );
    }
    let mut draft = Draft::default();
    reader.map(&tree.value, KEYS, &mut draft);
    draft.front.span = Span::new(fence.start..fence.end);
    let front = draft.check(&mut reader);
    (reader.finish(front), fence.end)
}

/// Where front matter stands.
struct Fence {
    start: usize,
    opening: std::ops::Range<usize>,
    inner: std::ops::Range<usize>,
    end: usize,
    closed: bool,
}

impl Fence {
    /// The front matter of a text that begins with `---`. Without a closing line it goes on to the first line that
    /// can be no part of it, so that the body is not lost.
    fn find(text: &str) -> Option<Self> {
        let start = bom(text);
        let mut lines = text.get(start..)?.split_inclusive('\n');
        let first = lines.next()?;
        if first.trim_end() != "---" {
            return None;
        }
        let opening = start..start + 3;
        let from = start + first.len();
        let mut at = from;
        let mut open_end = None;
        for line in lines {
            if line.trim_end() == "---" {
                return Some(Self { start, opening, inner: from..at, end: at + line.len(), closed: true });
            }
            if open_end.is_none() && is_body(line) {
                open_end = Some(at);
            }
            at += line.len();
        }
        let end = open_end.unwrap_or(at);
        Some(Self { start, opening, inner: from..end, end, closed: false })
    }
}

/// Whether a line is surely no YAML: empty, or a heading's mark.
fn is_body(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with("## ")
}

/// The length of the mark that some editors put before UTF-8.
fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

impl Draft {
    /// Checks what can only be judged when all is read.
    fn check(mut self, reader: &mut Reader<'_>) -> FrontMatter {
        let front = &self.front;
        let legal = match front.kind {
            Some(kind) => kind == Kind::Legal,
            None => front.doc_type.is_some() || front.number.is_some(),
        } || (front.doc_type.is_some() && front.number.is_some());
        for (name, date) in std::mem::take(&mut self.partial) {
            if !legal && date.value.day.is_none() {
                reader.partial_date(name, &date);
                self.forget(name);
            }
        }
        in_order(reader, &codes::DATES_REVERSED, ("dang_tu", self.publish), ("go_sau", self.expire));
        in_order(
            reader,
            &codes::DATES_REVERSED,
            ("hieu_luc", self.effective),
            ("het_hieu_luc", self.expires),
        );
        self.front
    }

    fn forget(&mut self, name: &str) {
        match name {
            "ngay" => self.front.date = None,
            "hieu_luc" => self.front.effective = None,
            "ngung_hieu_luc" => self.front.suspended = None,
            "khong_con_phu_hop" => self.front.unsuitable = None,
            _ => self.front.expires = None,
        }
    }
}

/// Says so where the end stands before the beginning.
fn in_order(
    reader: &mut Reader<'_>,
    code: &'static Code,
    (first, start): (&str, Option<Spanned<PartialDate>>),
    (last, end): (&str, Option<Spanned<PartialDate>>),
) {
    let (Some(start), Some(end)) = (start, end) else { return };
    if end.value.first_day() < start.value.first_day() && end.value.year <= start.value.year {
        let message = Message::new(
            format!("“{last}” ({}) đứng trước “{first}” ({})", end.value, start.value),
            format!("“{last}” ({}) stands before “{first}” ({})", end.value, start.value),
        );
        reader.report(code, end.span, message, |d| d);
    }
}

#[cfg(test)]
mod tests;
