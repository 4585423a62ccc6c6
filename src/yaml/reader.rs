//! Takes typed values out of a tree, and says at its place what does not fit.

use std::ops::RangeInclusive;

use crate::date::PartialDate;
use crate::diagnostic::{Checked, Code, Diagnostic, Message, codes};
use crate::path::SourcePath;
use crate::text::{Span, Spanned, nfc};
use crate::vietnamese;

use super::{Entry, Key, Node, Value};

/// Reads one file's tree and collects what is wrong with it.
pub struct Reader<'a> {
    file: &'a SourcePath,
    diagnostics: Vec<Diagnostic>,
    /// Part of the file could not be read, so a missing key may be only unreadable.
    broken: bool,
}

/// One of a list of mappings.
pub struct Item<T> {
    /// What it says.
    pub value: T,
    /// Where it stands: its first line.
    pub span: Span,
    /// Whether nothing was wrong with it.
    pub sound: bool,
}

impl<'a> Reader<'a> {
    /// A reader of `file`, with what was found wrong so far.
    pub fn new(file: &'a SourcePath, diagnostics: Vec<Diagnostic>) -> Self {
        Self { file, broken: !diagnostics.is_empty(), diagnostics }
    }

    /// The file.
    pub fn file(&self) -> &'a SourcePath {
        self.file
    }

    /// The value with all that was found.
    pub fn finish<T>(self, value: T) -> Checked<T> {
        Checked { value, diagnostics: self.diagnostics }
    }

    /// Adds a diagnostic; `change` gives it its way out.
    pub fn report(
        &mut self,
        code: &'static Code,
        span: Span,
        message: Message,
        change: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        self.diagnostics.push(change(Diagnostic::at(code, self.file, span, message)));
    }

    /// Reads a mapping by its table of keys.
    pub fn map<T>(&mut self, node: &Node, keys: &[Key<T>], target: &mut T) {
        let Value::Map(entries) = &node.value else {
            if !matches!(node.value, Value::Null) {
                self.report(
                    &codes::WRONG_VALUE,
                    node.span,
                    Message::new(
                        "Ở đây phải là các dòng “tên: giá trị”",
                        "Lines “name: value” are wanted here",
                    ),
                    |d| {
                        d.help(
                            "Viết mỗi mục trên một dòng: tên, dấu hai chấm, dấu cách, giá trị.",
                            "Write each entry on a line: name, colon, space, value.",
                        )
                    },
                );
            }
            return;
        };
        let mut seen: Vec<&str> = Vec::new();
        for Entry { key: name, value } in entries {
            let Some(key) = keys.iter().find(|key| key.is(&name.value)) else {
                self.unknown_key(name, keys);
                continue;
            };
            if seen.contains(&key.en) {
                self.duplicate_key(name, key.en, key.vi);
                continue;
            }
            seen.push(key.en);
            if !matches!(value.value, Value::Null) {
                key.read(self, target, name, value);
            } else if key.required {
                self.missing_key(name.span, key.vi, key.en);
            }
        }
        if !self.broken {
            for key in keys.iter().filter(|key| key.required && !seen.contains(&key.en)) {
                self.missing_key(node.span, key.vi, key.en);
            }
        }
    }

    /// Reads a list of mappings, or one mapping alone.
    pub fn maps<T: Default>(&mut self, node: &Node, keys: &[Key<T>]) -> Vec<Item<T>> {
        let read = |reader: &mut Self, item: &Node| {
            let before = reader.diagnostics.len();
            let mut value = T::default();
            reader.map(item, keys, &mut value);
            Item { value, span: item.span, sound: reader.diagnostics.len() == before }
        };
        match &node.value {
            Value::List(items) => items.iter().map(|item| read(self, item)).collect(),
            Value::Null => Vec::new(),
            _ => vec![read(self, node)],
        }
    }

    /// One text, with the space around it cut off; nothing where it is empty.
    pub fn text(&mut self, name: &Spanned<String>, node: &Node) -> Option<Spanned<String>> {
        let text = match &node.value {
            Value::Text(text) | Value::Number(text) => nfc(text.trim()).into_owned(),
            Value::Bool(flag) => flag.to_string(),
            Value::Null => return None,
            Value::List(_) => {
                self.wrong(name, node, "một giá trị, không phải danh sách", "one value, not a list");
                return None;
            }
            Value::Map(_) => {
                self.text_with_colon(name, node);
                return None;
            }
        };
        (!text.is_empty()).then_some(Spanned { value: text, span: node.span })
    }

    /// A list of texts; one alone need not be in a list.
    pub fn texts(&mut self, name: &Spanned<String>, node: &Node) -> Vec<Spanned<String>> {
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.text(name, item)).collect(),
            _ => self.text(name, node).into_iter().collect(),
        }
    }

    /// Yes or no.
    pub fn flag(&mut self, name: &Spanned<String>, node: &Node) -> Option<bool> {
        match &node.value {
            Value::Bool(flag) => return Some(*flag),
            Value::Text(text) => match &*nfc(text.trim()) {
                "có" => return Some(true),
                "không" => return Some(false),
                _ => {}
            },
            _ => {}
        }
        self.wrong(name, node, "true hoặc false (có hoặc không)", "true or false");
        None
    }

    /// A whole number in `range`.
    pub fn whole(&mut self, name: &Spanned<String>, node: &Node, range: &RangeInclusive<i64>) -> Option<i64> {
        if let Value::Number(text) | Value::Text(text) = &node.value {
            let number = text.trim().parse().ok().filter(|number| range.contains(number));
            if number.is_some() {
                return number;
            }
        }
        let (from, to) = (range.start(), range.end());
        self.wrong(
            name,
            node,
            &format!("một số nguyên từ {from} đến {to}"),
            &format!("a whole number from {from} to {to}"),
        );
        None
    }

    /// A date that may be partial.
    pub fn date(&mut self, name: &Spanned<String>, node: &Node) -> Option<Spanned<PartialDate>> {
        let text = self.text(name, node)?;
        match PartialDate::parse(&text.value) {
            Ok(value) => Some(Spanned { value, span: node.span }),
            Err(help) => {
                let message = Message::new(
                    format!("“{}” không phải là một ngày viết đúng", text.value),
                    format!("“{}” is not a date", text.value),
                );
                self.report(&codes::BAD_DATE, node.span, message, |d| d.help(help.vi, help.en));
                None
            }
        }
    }

    /// A date that must be whole.
    pub fn day(&mut self, name: &Spanned<String>, node: &Node) -> Option<Spanned<PartialDate>> {
        let date = self.date(name, node)?;
        if date.value.day.is_none() {
            self.partial_date(&name.value, &date);
            return None;
        }
        Some(date)
    }

    /// Says that a date must be whole.
    pub fn partial_date(&mut self, name: &str, date: &Spanned<PartialDate>) {
        let message = Message::new(
            format!("“{name}” phải ghi đủ năm, tháng, ngày"),
            format!("“{name}” must have year, month and day"),
        );
        self.report(&codes::BAD_DATE, date.span, message, |d| {
            d.help(
                "Viết đủ, ví dụ 2024-02-26. Chỉ văn bản pháp luật (có `so` và `loai_van_ban`) được ghi thiếu ngày.",
                "Write it in full, such as 2024-02-26. Only legal documents (with `number` and `type`) may leave out the day.",
            )
        });
    }

    /// One of `names`.
    pub fn choice(
        &mut self,
        name: &Spanned<String>,
        node: &Node,
        names: &'static [&'static str],
    ) -> Option<&'static str> {
        let text = self.text(name, node)?;
        let known = names.iter().find(|known| **known == text.value).copied();
        if known.is_none() {
            self.unknown_choice(name, &text, &text.value.to_lowercase(), names);
        }
        known
    }

    /// Says that `text` is none of `names`; the one nearest to `meant` is suggested.
    pub fn unknown_choice(
        &mut self,
        name: &Spanned<String>,
        text: &Spanned<String>,
        meant: &str,
        names: &[&str],
    ) {
        let message = Message::new(
            format!("“{}” không phải là giá trị của “{}”", text.value, name.value),
            format!("“{}” is not a value of “{}”", text.value, name.value),
        );
        let all = names.join(", ");
        self.report(&codes::UNKNOWN_CHOICE, text.span, message, |d| {
            let d = d.suggest(meant, names.iter().copied());
            match d.help {
                Some(_) => d,
                None => d.help(format!("Chọn một trong: {all}."), format!("Choose one of: {all}.")),
            }
        });
    }

    /// Says that the value of `name` should be something else.
    pub fn wrong(&mut self, name: &Spanned<String>, node: &Node, vi: &str, en: &str) {
        let message =
            Message::new(format!("“{}” phải là {vi}", name.value), format!("“{}” must be {en}", name.value));
        let span = if node.span.start == node.span.end { name.span } else { node.span };
        self.report(&codes::WRONG_VALUE, span, message, |d| d);
    }

    /// A mapping where a text is wanted: mostly a text with a colon that is not quoted.
    fn text_with_colon(&mut self, name: &Spanned<String>, node: &Node) {
        let message = Message::new(
            format!("“{}” phải là chữ, ở đây lại là các mục con", name.value),
            format!("“{}” must be text, but here are entries of a mapping", name.value),
        );
        self.report(&codes::WRONG_VALUE, node.span, message, |d| {
            d.help(
                "Nếu trong câu có dấu hai chấm, hãy đặt cả câu trong ngoặc kép \"…\".",
                "If the text has a colon, put the whole of it in double quotes.",
            )
        });
    }

    fn unknown_key<T>(&mut self, name: &Spanned<String>, keys: &[Key<T>]) {
        let message = Message::new(
            format!("Không có mục nào tên là “{}”; mục này bị bỏ qua", name.value),
            format!("There is no key “{}”; it is left out", name.value),
        );
        let names = keys.iter().flat_map(|key| [key.vi, key.en]);
        // “Tiêu đề” means `tieu_de`.
        let meant = vietnamese::slug(&name.value).replace('-', "_");
        self.report(&codes::UNKNOWN_KEY, name.span, message, |d| d.suggest(&meant, names));
    }

    fn duplicate_key(&mut self, name: &Spanned<String>, en: &str, vi: &str) {
        let message = Message::new(
            format!("“{}” được viết hai lần (“{vi}” và “{en}” là một)", name.value),
            format!("“{}” stands twice (“{vi}” and “{en}” are the same)", name.value),
        );
        self.report(&codes::DUPLICATE_KEY, name.span, message, |d| {
            d.help("Giữ lại một dòng, xóa dòng kia.", "Keep one line and delete the other.")
        });
    }

    fn missing_key(&mut self, span: Span, vi: &str, en: &str) {
        let message = Message::new(format!("Thiếu mục “{vi}”"), format!("The key “{en}” is missing"));
        self.report(&codes::MISSING_KEY, span, message, |d| {
            d.help(format!("Thêm dòng “{vi}: …”."), format!("Add a line “{en}: …”."))
        });
    }
}
