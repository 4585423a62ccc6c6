//! Quoted provisions of amending laws: where they begin and end. The marks do not always balance, so the numbering
//! has the last word (see [`super::walk`]).

use super::head::{Head, HeadKind};
use super::number::Step;
use super::row::Rows;
use crate::text::any_byte;

/// A quotation that holds provisions of another document.
#[derive(Clone, Debug, Default)]
pub struct Quote {
    /// Opening marks less closing ones so far.
    balance: i32,
    /// Whether a mark opened it: then as many must close it. Without one, only a mark too many does.
    marked: bool,
    /// Whether the last line closed it, marks and all.
    pub closed: bool,
    /// The numbers in it.
    rows: Rows,
}

impl Quote {
    /// A quotation that begins with this line.
    pub fn open(text: &str, head: Option<&Head>) -> Self {
        let mut quote = Self { marked: begins_quoted(text), ..Self::default() };
        quote.read(text, head);
        quote
    }

    /// Takes in one more line.
    pub fn read(&mut self, text: &str, head: Option<&Head>) {
        self.balance += balance(text);
        self.closed = self.balance < i32::from(self.marked) && ends_quoted(text);
        if let Some(head) = head {
            self.rows.enter(rank(head.kind), &head.number);
        }
    }

    /// Goes on with a line behind what looked like the end.
    pub fn reopen(&mut self, text: &str, head: Option<&Head>) {
        self.marked = false;
        self.balance = 0;
        self.read(text, head);
    }

    /// Whether the number goes on with the numbers in the quotation, or begins a row in it.
    pub fn continues(&self, head: &Head) -> bool {
        let letters = head.kind == HeadKind::Letter;
        let rank = rank(head.kind);
        match self.rows.last(rank) {
            Some(before) => head.number.step(Some(before), letters) == Step::Next,
            None => head.number.step(None, letters) == Step::Next && self.rows.any_above(rank),
        }
    }
}

/// The rank of a number inside a quotation, of either layout.
fn rank(kind: HeadKind) -> usize {
    match kind {
        HeadKind::Annex | HeadKind::Part => 0,
        HeadKind::Chapter => 1,
        HeadKind::Section | HeadKind::Subsection | HeadKind::Roman => 2,
        HeadKind::Article => 3,
        HeadKind::Arabic => 4,
        HeadKind::Letter => 5,
        HeadKind::Decimal | HeadKind::Bullet => 6,
    }
}

/// Whether the character is a quotation mark; straight and curly ones are mixed in real texts.
fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '«' | '»' | '„')
}

/// Whether the character stands for a quotation mark where it is typed twice: ‘‘ ’’.
fn is_half(c: char) -> bool {
    matches!(c, '‘' | '’' | '\'' | '`')
}

/// Opening marks less closing marks. What a mark does is told by what stands around it rather than by its shape.
pub fn balance(text: &str) -> i32 {
    // What the marks begin with in UTF-8.
    if !any_byte(text.as_bytes(), |byte| matches!(byte, b'"' | b'\'' | b'`' | 0xc2 | 0xe2)) {
        return 0;
    }
    let mut sum = 0;
    let mut before = None::<char>;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let doubled = is_half(c) && chars.next_if_eq(&c).is_some();
        if is_mark(c) || doubled {
            let free_left = before.is_none_or(|c| c.is_whitespace() || c == '(');
            let free_right = chars.peek().is_none_or(|c| c.is_whitespace() || ".,;:)?!”".contains(*c));
            let opens = match (free_left, free_right) {
                (true, false) => true,
                (false, true) => false,
                _ => matches!(c, '“' | '«' | '„' | '‘' | '`'),
            };
            sum += if opens { 1 } else { -1 };
        }
        before = Some(c);
    }
    sum
}

/// Whether the text ends with a closing mark, full stop or not.
pub fn ends_quoted(text: &str) -> bool {
    let end = text.trim_end().trim_end_matches(['.', ';', ',', ':', ' ', ')']);
    end.ends_with(['”', '"', '»', '“']) || ["’’", "''", "‘‘"].iter().any(|mark| end.ends_with(mark))
}

/// Whether the text begins with a quotation mark.
pub fn begins_quoted(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with(is_mark) || ["‘‘", "’’", "''", "``"].iter().any(|mark| start.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_by_their_neighbours() {
        assert_eq!(balance("“1. Tuân thủ pháp luật.”."), 0);
        assert_eq!(balance("\"Điều 5. Tên"), 1);
        assert_eq!(balance("theo quy định.\"."), -1);
        assert_eq!(balance("thay cụm từ ”cũ” bằng “mới“;"), 0);
        assert!(ends_quoted("của pháp luật.”;"));
        assert!(!ends_quoted("“An toàn” là"));
        assert_eq!(balance("‘‘1. Tuân thủ pháp luật"), 1);
        assert!(ends_quoted("pháp luật’’."));
    }
}
