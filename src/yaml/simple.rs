//! Reads the YAML that nearly all front matter is in a tenth of the time: on each line a name and a text, a day, or a
//! list in brackets. It answers only where `serde_yaml` would say the same, which a test holds it to.

use super::{Entry, Node, Value};
use crate::text::{Span, Spanned};

/// The mapping in `text`, which stands at byte `base` of its file; nothing where a line is any other YAML.
pub fn read(text: &str, base: usize) -> Option<Node> {
    let mut entries = Vec::new();
    let mut at = base;
    for line in text.split_inclusive('\n') {
        entries.push(entry(line.strip_suffix('\n').unwrap_or(line), at)?);
        at += line.len();
    }
    let first = text.split('\n').next().filter(|line| !line.is_empty())?;
    Some(Node { value: Value::Map(entries), span: Span::new(base..base + first.len()) })
}

fn entry(line: &str, at: usize) -> Option<Entry> {
    let (key, value) = line.split_once(": ")?;
    let is_name = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if !is_name || key.starts_with('_') || !is_text(key) {
        return None;
    }
    let key_span = Span::new(at..at + key.len());
    let start = at + key.len() + 2;
    let value = match value.strip_prefix('[') {
        Some(list) => Node { value: items(list, start + 1)?, span: Span::new(start..start + value.len()) },
        None => scalar(value, start, &[' ', '-', '/', '.', ',', '(', ')'])?,
    };
    Some(Entry { key: Spanned { value: key.to_owned(), span: key_span }, value })
}

/// What stands between brackets, with the last of them.
fn items(list: &str, mut at: usize) -> Option<Value> {
    let mut nodes = Vec::new();
    let mut rest = list.strip_suffix(']')?;
    loop {
        // A comma between quotes is a part of the text.
        let end = match rest.strip_prefix('"') {
            Some(quoted) => quoted.find('"')? + 2,
            None => rest.find(',').unwrap_or(rest.len()),
        };
        let (item, more) = rest.split_at_checked(end)?;
        nodes.push(scalar(item, at, &[' ', '-', '/', '.'])?);
        if more.is_empty() {
            return Some(Value::List(nodes));
        }
        rest = more.strip_prefix(", ")?;
        at += end + 2;
    }
}

/// A text between quotes, one of letters, digits and these signs, or a day.
fn scalar(written: &str, at: usize, signs: &[char]) -> Option<Node> {
    let text = match written.strip_prefix('"') {
        Some(rest) => {
            let text = rest.strip_suffix('"')?;
            text.chars().all(|c| is_usual(c) && c != '"' && c != '\\').then_some(text)?
        }
        None => {
            let is_word = written.starts_with(char::is_alphabetic)
                && written.chars().all(|c| is_usual(c) && (c.is_alphanumeric() || signs.contains(&c)))
                && !written.ends_with(' ')
                && is_text(written);
            (is_word || is_day(written)).then_some(written)?
        }
    };
    Some(Node { value: Value::Text(text.to_owned()), span: Span::new(at..at + written.len()) })
}

/// Whether a word without quotes is a text and no other value.
fn is_text(word: &str) -> bool {
    const OTHERS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    word.len() > 5 || !OTHERS.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// `2024-02-26`.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// No control character, end of a line, mark of the byte order or private character: YAML has rules for these.
fn is_usual(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}') && c < '\u{e000}'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What it reads, where it reads it, must be what the library reads and where that stands.
    fn check(text: &str) -> bool {
        let simple = read(text, 7);
        if let Some(simple) = &simple {
            let whole = super::super::syntax::read(text).unwrap();
            assert_eq!(*simple, super::super::places::locate(whole, text, 7), "{text:?}");
        }
        simple.is_some()
    }

    #[test]
    fn usual_front_matter_is_simple() {
        let text = "title: \"Kế hoạch: năm 2024 #1\"\nnumber: \"3204/HD-BCĐ\"\ndate: 2024-02-26\ntype: Hướng dẫn\n\
                    topics: [\"an ninh, trật tự\", giáo dục, \"a\"]\nchu_de: [một]\nnguon: Sở (GDĐT), mục II.1\n";
        assert!(check(text) && check(text.trim_end()));
        for other in [
            "",
            "\n",
            "a",
            "a:b",
            "a: ",
            "a: 12",
            "a: true",
            "a: No",
            "a: 'b'",
            "a: \"b\\n\"",
            "a: \"b\" # c",
            "a: b # c",
            "a: b: c",
            "a: [b, [c]]",
            "a: []",
            "a: [b,c]",
            "a: [b, ]",
            "a: b ",
            "a:  b",
            "a: |",
            "- a: b",
            "a: b\n  c",
            "a: b\n\nc: d",
            "a: b\r\n",
            "a: \u{feff}b",
            "\u{feff}a: b",
            "a: [\"b\"c]",
            "a: b\u{85}c",
            "true: b",
            "a: 2024-02-26 10:00",
            "a: &b",
            "a: *b",
            "a: \"b\u{2028}\"",
            "a: [b: c]",
        ] {
            assert!(!check(other), "{other:?}");
        }
    }

    proptest! {
        #[test]
        fn what_it_reads_is_what_the_library_reads(
            text in "([a-z_]{1,5}: (\"?[a-zA-ZếĐ0-9#:,'/.()\u{85}\u{2028}\u{feff} -]{0,9}\"?|\\[(\"?[a-zế0-9,. ]{0,5}\"?(, )?){0,3}\\]|[0-9-]{8,10}|[tT]rue|null|nO|y)\n){1,4}"
        ) {
            check(&text);
        }
    }
}
