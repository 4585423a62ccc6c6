//! Plain text as lines.

use crate::parse::lines::{Line, LineKind};
use crate::text::Span;

/// Every line of a plain text, with its place in it: what the legal passes read of a `.txt` file.
pub fn lines(text: &str) -> Vec<Line> {
    let mut at = 0;
    let mut lines = Vec::new();
    for whole in text.split_inclusive('\n') {
        let written = whole.trim_end_matches(['\n', '\r']);
        let start = at + usize::from(at == 0 && written.starts_with('\u{feff}')) * '\u{feff}'.len_utf8();
        let words = text.get(start..at + written.len()).unwrap_or("");
        let span = Span::new(start..at + written.len());
        lines.push(Line {
            text: words.to_owned(),
            map: vec![(0, span.start)],
            span,
            kind: LineKind::Text,
            marker: None,
            depth: 0,
            quoted: false,
            starts_block: true,
        });
        at += whole.len();
    }
    lines
}
