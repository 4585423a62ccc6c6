//! Code in colours, by classes: the style sheet holds the colours.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use crate::parse::escape;

/// The bundled syntaxes: read-only, loaded when the first fence asks for one.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Longer code is shown plain: nobody reads it in colours.
const LONGEST: usize = 100_000;

/// Writes `text` as HTML, in colours where the language is known.
pub fn code(lang: &str, text: &str, out: &mut String) {
    let plain = matches!(lang, "text" | "txt" | "plain") || text.len() > LONGEST;
    let highlighted = (!plain).then(|| highlight(lang, text)).flatten();
    match highlighted {
        Some(html) => out.push_str(&html),
        None => escape(text, out),
    }
}

fn highlight(lang: &str, text: &str) -> Option<String> {
    let syntax = SYNTAXES.find_syntax_by_token(lang)?;
    let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, style);
    for line in LinesWithEndings::from(text) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}
