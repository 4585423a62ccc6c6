//! Which lines are quoted: provisions of another document, which an amending law gives a new text.

use std::borrow::Cow;

use super::Walk;
use crate::parse::legal::head::{Head, HeadKind};
use crate::parse::legal::number::Step;
use crate::parse::legal::order;
use crate::parse::legal::quote::{self, Quote};
use crate::parse::lines::{Line, is_broken_off};

impl Walk<'_> {
    /// Whether the line is quoted; keeps the state of the quotation.
    pub(super) fn is_quoted(&mut self, line: &Line, head: Option<&Head>) -> bool {
        let text = line.text.as_str();
        if let Some(mut quote) = self.quote.take_if(|quote| !quote.closed) {
            if head.is_some_and(|head| !head.quoted && self.breaks_out(&quote, head, line)) {
                return false;
            }
            quote.read(text, head);
            self.quote = Some(quote);
            return true;
        }
        let before = self.sentence_before();
        let before = before.as_ref();
        let announced =
            order::announces(before) || (before.trim_end().ends_with(':') && order::opens_with_order(before));
        let begins = match head {
            Some(head) if head.quoted => head.kind != HeadKind::Bullet || announced,
            Some(head) => self.goes_on(head, line) || (announced && self.is_announced(before, head, line)),
            None => announced && quote::begins_quoted(text),
        };
        if begins && !self.nodes.is_empty() {
            match self.quote.take() {
                // What follows a closed quotation and goes on with its numbers was not its end.
                Some(mut quote) if head.is_some_and(|head| !head.quoted && quote.continues(head)) => {
                    quote.reopen(text, head);
                    self.quote = Some(quote);
                }
                _ => self.quote = Some(Quote::open(text, head)),
            }
            return true;
        }
        false
    }

    /// The line before; where it may announce a text, with the lines before it that break off in its sentence.
    fn sentence_before(&self) -> Cow<'_, str> {
        let text = |at: usize| self.lines.get(at).map_or("", |line| line.text.as_str());
        let Some(last) = self.before else { return Cow::Borrowed("") };
        let begins = |at: &usize| {
            self.heads.get(*at).is_some_and(Option::is_some)
                || !at.checked_sub(1).is_some_and(|before| is_broken_off(text(before)))
        };
        if !text(last).trim_end().ends_with(':') {
            return Cow::Borrowed(text(last));
        }
        match (last.saturating_sub(4)..=last).rev().find(begins) {
            Some(first) if first < last => (first..=last).map(text).collect::<Vec<_>>().join(" ").into(),
            _ => Cow::Borrowed(text(last)),
        }
    }

    /// Whether a number ends a quotation whose marks are still open: it is the next of the document.
    fn breaks_out(&self, quote: &Quote, head: &Head, line: &Line) -> bool {
        let Some(level) = self.level(head, line) else { return false };
        let next = self.step(head, level) == Step::Next;
        next && (!quote.continues(head) || self.orders(line, head))
    }

    /// Whether a number behind a closed quotation still belongs to it.
    fn goes_on(&self, head: &Head, line: &Line) -> bool {
        let Some(quote) = &self.quote else { return false };
        let next = self.level(head, line).is_some_and(|level| self.step(head, level) == Step::Next);
        !next && quote.continues(head)
    }

    /// Whether a number without marks is the text that the line before announces ("Sửa đổi Điều 10 như sau:").
    fn is_announced(&self, before: &str, head: &Head, line: &Line) -> bool {
        if !order::opens_with_order(before) || self.orders(line, head) {
            return false;
        }
        let next = self.level(head, line).is_some_and(|level| self.step(head, level) == Step::Next);
        match head.kind {
            HeadKind::Article | HeadKind::Arabic | HeadKind::Letter => names(before, head) || !next,
            _ => !next,
        }
    }

    /// Whether the line, its number aside, orders a change.
    fn orders(&self, line: &Line, head: &Head) -> bool {
        order::is_order(line.text.get(head.rest..).unwrap_or(""))
    }
}

/// Whether a line names the unit that `head` is ("… khoản 2 Điều 5 như sau:" names khoản 2 and Điều 5).
fn names(text: &str, head: &Head) -> bool {
    let number = head.number.text.as_str();
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case(number))
}
