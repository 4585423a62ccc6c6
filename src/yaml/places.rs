//! Finds where the values of a tree stand in their text. The tree is right, so each step knows what comes next.

use crate::text::{Span, Spanned};

use super::syntax::Raw;
use super::{Entry, Node, Value};

/// Gives every value of `raw` its place in `text`, which stands at byte `base` of its file.
pub fn locate(raw: Raw, text: &str, base: usize) -> Node {
    let mut scan = Scan { text, at: 0, base, lost: false };
    scan.blank();
    if scan.rest().starts_with("---") {
        scan.at += 3;
    }
    let top = scan.span(scan.at..scan.at);
    scan.node(raw, None, false, top)
}

/// A place in the text that moves on.
struct Scan<'t> {
    text: &'t str,
    at: usize,
    base: usize,
    /// What was expected did not come; from here on the place of the parent is given.
    lost: bool,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// A place in the file; never within a character, whatever was taken for a mark.
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        let boundary = |at: &usize| self.text.is_char_boundary(*at);
        let start = (0..=range.start).rev().find(boundary).unwrap_or(0);
        let end = (range.end..self.text.len()).find(boundary).unwrap_or(self.text.len());
        Span::new(self.base + start..self.base + end.max(start))
    }

    /// Bytes from the beginning of the line.
    fn column(&self) -> usize {
        let before = self.text.get(..self.at).unwrap_or("");
        before.len() - before.rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Goes over spaces, line ends and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(is_space);
            self.at += rest.len() - trimmed.len();
            let before = self.text.get(..self.at).unwrap_or("");
            if !trimmed.starts_with('#') || !(before.is_empty() || before.ends_with(is_space)) {
                return;
            }
            self.at += trimmed.find('\n').unwrap_or(trimmed.len());
        }
    }

    /// Goes over what stands before a value: space, tags and anchors.
    fn before_value(&mut self) {
        self.blank();
        while self.rest().starts_with(['!', '&']) {
            let rest = self.rest();
            self.at += rest.find(is_space).unwrap_or(rest.len());
            self.blank();
        }
    }

    /// Goes over `mark` if it comes next.
    fn take(&mut self, mark: char) -> bool {
        self.blank();
        let found = self.rest().starts_with(mark);
        if found {
            self.at += mark.len_utf8();
        }
        self.lost |= !found;
        found
    }

    /// Whether nothing more stands on the line, or in a list in brackets before the next comma.
    fn nothing_follows(&self, flow: bool) -> bool {
        let rest = self.rest().trim_start_matches([' ', '\t']);
        rest.is_empty() || rest.starts_with(['\r', '\n', '#']) || (flow && rest.starts_with([',', ']', '}']))
    }

    /// The value that comes next. `indent` is the column of what holds it, `outer` the place to fall back on.
    fn node(&mut self, raw: Raw, indent: Option<usize>, flow: bool, outer: Span) -> Node {
        if self.lost || (matches!(raw, Raw::Null) && self.nothing_follows(flow)) {
            return everywhere(raw, outer);
        }
        self.before_value();
        let start = self.at;
        if self.rest().starts_with('*') {
            let rest = self.rest();
            let stops = |c: char| is_space(c) || (flow && matches!(c, ',' | ']' | '}'));
            self.at += rest.find(stops).unwrap_or(rest.len());
            return everywhere(raw, self.span(start..self.at));
        }
        match raw {
            Raw::List(items) => self.list(items),
            Raw::Map(entries) => self.map(entries, flow),
            scalar => {
                let span = self.scalar(indent, flow);
                let written = self.text.get(span.range().start - self.base..span.range().end - self.base);
                everywhere(scalar.spelt(written.unwrap_or("")), span)
            }
        }
    }

    fn list(&mut self, items: Vec<Raw>) -> Node {
        let flow = self.rest().starts_with('[');
        // Within brackets the indent says nothing.
        let column = if flow { 0 } else { self.column() };
        let whole = self.span(self.at..self.at + 1);
        if flow {
            self.at += 1;
        }
        let mut nodes = Vec::new();
        for item in items {
            if !flow {
                self.take('-');
            }
            let here = self.span(self.at.saturating_sub(1)..self.at);
            nodes.push(self.node(item, Some(column), flow, if self.lost { whole } else { here }));
            if flow {
                self.comma();
            }
        }
        let mut span = whole;
        if flow && !self.lost && self.take(']') {
            span.end = self.span(self.at..self.at).end;
        }
        Node { value: Value::List(nodes), span }
    }

    fn map(&mut self, entries: Vec<(Raw, Raw)>, in_flow: bool) -> Node {
        let braces = self.rest().starts_with('{');
        // `[a: b]` is a mapping without braces in a list in brackets.
        let flow = braces || in_flow;
        let column = if flow { 0 } else { self.column() };
        // Its first line stands for the whole; of one in brackets the end comes to light later.
        let length = if flow { 1 } else { self.rest().split('\n').next().unwrap_or("").trim_end().len() };
        let whole = self.span(self.at..self.at + length);
        if braces {
            self.at += 1;
        }
        let mut located = Vec::new();
        for (key, value) in entries {
            self.before_value();
            if self.rest().starts_with("? ") {
                self.at += 2;
            }
            let key = self.key(key, column, flow, whole);
            // In braces a key may stand alone.
            if !(flow && matches!(value, Raw::Null) && !self.text_follows(':')) {
                self.take(':');
            }
            let value = self.node(value, Some(column), flow, key.span);
            located.push(Entry { key, value });
            if braces {
                self.comma();
            }
        }
        let mut span = whole;
        if braces && !self.lost && self.take('}') {
            span.end = self.span(self.at..self.at).end;
        }
        Node { value: Value::Map(located), span }
    }

    fn key(&mut self, key: Raw, column: usize, flow: bool, outer: Span) -> Spanned<String> {
        let node = self.node(key, Some(column), flow, outer);
        let value = match &node.value {
            Value::Text(text) | Value::Number(text) => text.clone(),
            Value::Null => String::new(),
            other => Node { value: other.clone(), span: node.span }.to_json().to_string(),
        };
        Spanned { value, span: node.span }
    }

    fn text_follows(&mut self, mark: char) -> bool {
        self.blank();
        self.rest().starts_with(mark)
    }

    fn comma(&mut self) {
        self.blank();
        if self.rest().starts_with(',') {
            self.at += 1;
        }
    }

    /// Goes over a scalar and gives its place; of a text of several lines without quotes, the first line's.
    fn scalar(&mut self, indent: Option<usize>, flow: bool) -> Span {
        let rest = self.rest();
        match rest.chars().next() {
            Some('"') => self.quoted('"'),
            Some('\'') => self.quoted('\''),
            Some('|' | '>') if !flow => self.block(indent),
            _ => self.plain(indent, flow),
        }
    }

    fn quoted(&mut self, quote: char) -> Span {
        let start = self.at;
        let mut chars = self.rest().char_indices().skip(1).peekable();
        let mut length = self.rest().len();
        while let Some((at, c)) = chars.next() {
            if quote == '"' && c == '\\' {
                chars.next();
            } else if c == quote {
                // In single quotes a quote is written twice.
                if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == quote) {
                    chars.next();
                } else {
                    length = at + 1;
                    break;
                }
            }
        }
        self.at += length;
        self.span(start..self.at)
    }

    fn block(&mut self, indent: Option<usize>) -> Span {
        let header = self.at;
        let mut first = None;
        self.end_of_line();
        while let Some((line, inside)) = self.next_line(indent) {
            let text = line.trim();
            if !text.is_empty() {
                if !inside {
                    break;
                }
                let start = self.at + line.len() - line.trim_start().len();
                first = first.or(Some(start..start + text.len()));
            }
            self.at += line.len();
        }
        let span = first.unwrap_or(header..header + 1);
        self.span(span)
    }

    fn plain(&mut self, indent: Option<usize>, flow: bool) -> Span {
        let start = self.at;
        let end = start + self.plain_line(flow);
        self.at = end;
        let mut going_on = self.nothing_follows(false) && !self.rest().trim_start().starts_with('#');
        while going_on {
            let resume = self.at;
            self.end_of_line();
            while self.next_line(indent).is_some_and(|(line, _)| line.trim().is_empty()) {
                self.end_of_line();
            }
            let line = self
                .next_line(indent)
                .filter(|(line, inside)| (*inside || flow) && !line.trim_start().starts_with('#'));
            let Some((line, _)) = line else {
                self.at = resume;
                break;
            };
            self.at += line.len() - line.trim_start().len();
            let length = self.plain_line(flow);
            self.at += length;
            going_on = length > 0 && self.nothing_follows(false);
        }
        self.span(start..end)
    }

    /// The length of the plain text that stands on this line from here on.
    fn plain_line(&self, flow: bool) -> usize {
        let mut before = 'x';
        let mut end = 0;
        let mut chars = self.rest().char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or('\n', |(_, next)| *next);
            let stops = match c {
                '\n' => true,
                ':' => is_space(next) || (flow && matches!(next, ',' | '[' | ']' | '{' | '}')),
                '#' => is_space(before),
                ',' | '[' | ']' | '{' | '}' => flow,
                _ => false,
            };
            if stops {
                break;
            }
            if !is_space(c) {
                end = at + c.len_utf8();
            }
            before = c;
        }
        end
    }

    /// The line that begins here, and whether it is further in than `indent`.
    fn next_line(&self, indent: Option<usize>) -> Option<(&'t str, bool)> {
        let line = self.rest().split_inclusive('\n').next()?;
        let spaces = line.len() - line.trim_start_matches(' ').len();
        Some((line, indent.is_none_or(|indent| spaces > indent)))
    }

    fn end_of_line(&mut self) {
        let rest = self.rest();
        self.at += rest.find('\n').map_or(rest.len(), |newline| newline + 1);
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// The value with all of its parts at one place.
fn everywhere(raw: Raw, span: Span) -> Node {
    let value = match raw {
        Raw::Null => Value::Null,
        Raw::Bool(flag) => Value::Bool(flag),
        Raw::Number(number) => Value::Number(number),
        Raw::Text(text) => Value::Text(text),
        Raw::List(items) => Value::List(items.into_iter().map(|item| everywhere(item, span)).collect()),
        Raw::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let key = everywhere(key, span);
                    let key = match key.value {
                        Value::Text(text) | Value::Number(text) => text,
                        _ => key.to_json().to_string(),
                    };
                    Entry { key: Spanned { value: key, span }, value: everywhere(value, span) }
                })
                .collect(),
        ),
    };
    Node { value, span }
}
