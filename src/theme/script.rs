//! Scripts: the parts of `scripts/NAME/` become one classic script `assets/NAME.js`, and every script loses what only
//! its writers read.

use std::collections::BTreeMap;

/// One script of several parts, in their order. Each part declares functions and variables; all of them share one
/// function of their own.
pub(super) fn join<'a>(parts: impl Iterator<Item = &'a str>, texts: &BTreeMap<String, String>) -> String {
    let mut body = String::new();
    for part in parts {
        body.push_str(&squeeze(part));
        body.push('\n');
    }
    format!("(function(){{'use strict';{}}})();\n", with_texts(&body, texts))
}

/// The script with the theme's text of that name for each `TEXTS.name`, so that a page loads one language only.
pub(super) fn with_texts(script: &str, texts: &BTreeMap<String, String>) -> String {
    let mut pieces = script.split("TEXTS.");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c| !is_name(c)).unwrap_or(piece.len());
        let (key, rest) = piece.split_at(end);
        let text = texts.get(key).map_or(key, String::as_str);
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
        out.push_str(rest);
    }
    out
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$' || c == '\\'
}

/// The script without comments and spare space. Line breaks stay where they might end a statement. One that holds what
/// is not understood here (a template, a string without end) stays as it is.
pub(super) fn squeeze(script: &str) -> String {
    let mut out = Squeezed::default();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            Some(rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|at| at + 2)
        } else if c.is_whitespace() {
            out.gap(c == '\n');
            Some(c.len_utf8())
        } else {
            let length = match c {
                '"' | '\'' => literal(rest, c),
                '/' if out.expects_value() => literal(rest, c),
                '`' => None,
                _ => Some(c.len_utf8()),
            };
            out.push(length.and_then(|length| rest.get(..length)).unwrap_or_default());
            length
        };
        let Some(next) = taken.and_then(|taken| rest.get(taken..)) else { return script.to_owned() };
        rest = next;
    }
    out.text
}

/// The length of the string or pattern that begins `text`; nothing where its line ends before it does.
fn literal(text: &str, quote: char) -> Option<usize> {
    let (mut escaped, mut in_class) = (false, false);
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if quote == '/' => in_class = true,
            ']' => in_class = false,
            _ if c == quote && !in_class => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

/// What is kept, and what lay between it and the next token.
#[derive(Default)]
struct Squeezed {
    text: String,
    gap: bool,
    line: bool,
}

impl Squeezed {
    fn gap(&mut self, line: bool) {
        self.gap = true;
        self.line |= line;
    }

    /// Whether a `/` begins a pattern here, rather than divides.
    fn expects_value(&self) -> bool {
        let word = self.text.rsplit(|c| !is_name(c)).next().unwrap_or_default();
        let last = self.text.chars().next_back();
        matches!(word, "return" | "typeof" | "case" | "in" | "of")
            || last.is_none_or(|last| "(,=:[!&|?{};+-*%~^<>".contains(last))
    }

    /// Whether the last `;` is all that a loop or a condition does: `while (x);`.
    fn ends_with_empty_statement(&self) -> bool {
        let Some(head) = self.text.strip_suffix(");") else { return self.text.ends_with("else;") };
        let mut open = 1;
        let begin = head.char_indices().rev().find(|&(_, c)| {
            open += i32::from(c == ')') - i32::from(c == '(');
            open == 0
        });
        let before = begin.and_then(|(at, _)| head.get(..at)).unwrap_or_default();
        ["while", "for", "if"].iter().any(|word| before.ends_with(word)) || begin.is_none()
    }

    fn push(&mut self, token: &str) {
        let (last, next) = (self.text.chars().next_back(), token.chars().next());
        if let (true, Some(last), Some(next)) = (self.gap, last, next) {
            let apart = (is_name(last) && is_name(next)) || (last == next && "+-".contains(last));
            let may_end = !"{([,;:?=&|<>*%!".contains(last) && !"})],;:?.=&|<>*%".contains(next);
            if self.line && may_end {
                self.text.push('\n');
            } else if apart {
                self.text.push(' ');
            }
        }
        (self.gap, self.line) = (false, false);
        if next == Some('}') && last == Some(';') && !self.ends_with_empty_statement() {
            self.text.pop();
        }
        self.text.push_str(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_lose_comments_and_space_and_nothing_else() {
        let cases = [
            (
                "/**\n * Says.\n */\n  var a = 1; // one\n\n  // two\n  var u = \"//x\";\n",
                "var a=1;var u=\"//x\";",
            ),
            ("a = b\n++c\nreturn  /[/'] \"/.test(x) / 2", "a=b\n++c\nreturn/[/'] \"/.test(x)/2"),
            ("x = {\n  a: 1,\n  b: '/* no */'\n}\nfoo()", "x={a:1,b:'/* no */'}\nfoo()"),
            ("a + +b - -c", "a+ +b- -c"),
            ("{ while (f(x)); } { a = 1; } { f(g()); }", "{while(f(x));}{a=1}{f(g())}"),
            ("var a = `\n  // kept\n`", "var a = `\n  // kept\n`"),
            ("if (a) /'/.test(b)", "if (a) /'/.test(b)"),
            ("", ""),
        ];
        for (script, expected) in cases {
            assert_eq!(squeeze(script), expected);
        }
    }

    #[test]
    fn parts_become_one_script_in_the_theme_s_language() {
        let texts = BTreeMap::from([(String::from("close"), String::from("Đóng \"x\""))]);
        let script = join(["// One\nvar a = TEXTS.close;\n", "var b = TEXTS.none;\n"].into_iter(), &texts);
        assert_eq!(script, "(function(){'use strict';var a=\"Đóng \\\"x\\\"\";\nvar b=\"none\";\n})();\n");
    }
}
