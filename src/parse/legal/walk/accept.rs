//! Which numbers are provisions: those that follow the last of their rank, and what is warned of.

use super::{Walk, heading_level, stands_out};
use crate::diagnostic::{Code, Diagnostic, Message, codes};
use crate::document::Level;
use crate::parse::legal::build::{Node, Style};
use crate::parse::legal::head::{Head, HeadKind};
use crate::parse::legal::number::Step;
use crate::parse::lines::{Line, Marker, is_broken_off};

/// How many numbers may be missing before a number is taken for something else (a year at the start of a line).
const WIDEST_GAP: u32 = 20;

impl Walk<'_> {
    /// The rank that a number has here.
    pub(super) fn level(&self, head: &Head, line: &Line) -> Option<Level> {
        let level = match (self.style, head.kind) {
            (_, HeadKind::Annex) => Level::Annex,
            (_, HeadKind::Part) => Level::Part,
            (Style::Normative, HeadKind::Chapter) => Level::Chapter,
            (Style::Normative, HeadKind::Section) => Level::Section,
            (Style::Normative, HeadKind::Subsection) => Level::Subsection,
            (Style::Normative, HeadKind::Article) => Level::Article,
            (Style::Normative, HeadKind::Arabic) => Level::Clause,
            (Style::Plan, HeadKind::Roman) => Level::Chapter,
            (Style::Plan, HeadKind::Arabic) if self.is_listed(line) => Level::Bullet,
            (Style::Plan, HeadKind::Arabic) => Level::Article,
            (Style::Plan, HeadKind::Decimal) => Level::Clause,
            (_, HeadKind::Letter) => Level::Point,
            (Style::Plan, HeadKind::Bullet) => Level::Bullet,
            _ => return None,
        };
        Some(level)
    }

    /// Whether a numbered line is an item of a Markdown list under a heading, and not a unit of the plan.
    fn is_listed(&self, line: &Line) -> bool {
        let under_heading = self.top().is_some_and(|node| node.heading > 0 || node.level == Level::Bullet);
        matches!(line.marker, Some(Marker::Ordered(_))) && under_heading
    }

    /// How the number follows the last of its rank.
    pub(super) fn step(&self, head: &Head, level: Level) -> Step {
        head.number.step(self.rows.last(level as usize), head.kind == HeadKind::Letter)
    }

    /// Whether the number is a provision, with a warning where it is one out of order.
    pub(super) fn accepts(&mut self, at: usize, line: &Line, head: &Head, level: Level) -> bool {
        let heading = heading_level(line) > 0;
        match level {
            Level::Bullet => return self.accepts_bullet(line),
            Level::Clause | Level::Point
                if self.style == Style::Normative && self.holder(Level::Article).is_none() =>
            {
                return false;
            }
            Level::Clause if self.style == Style::Plan && self.holder(Level::Article).is_none() => {
                return false;
            }
            Level::Clause if self.is_nested(line) => return false,
            Level::Annex => return stands_out(line, head),
            _ => {}
        }
        let step = self.step(head, level);
        if step == Step::Next {
            return true;
        }
        let large = level <= Level::Article && self.style == Style::Normative;
        if !heading && (!head.firm || (large && (self.is_over(head) || self.follows_broken_line()))) {
            return false;
        }
        // In a new part chapters may begin anew; so may articles in a text issued with the document.
        if level == Level::Chapter && head.number.main == 1 {
            return true;
        }
        let before = self.rows.last(level as usize).map_or(0, |number| number.main);
        let named = level < Level::Clause && self.style == Style::Normative;
        let keep = match step {
            Step::Next => true,
            Step::Gap => {
                heading || named || (head.number.main <= before + WIDEST_GAP && !self.comes_later(at, level))
            }
            Step::Same => heading || named || !self.comes_later(at, level),
            Step::Back => heading || named || self.is_free(head, level),
        };
        // A number that is not due yet is told of where it stands near: two parts may have changed places.
        let near = step == Step::Gap && head.number.main <= before + 3;
        let step = if near && !keep { Step::Back } else { step };
        if keep || step == Step::Back {
            self.warn(line, head, step, level);
        }
        keep
    }

    /// Whether the document was signed and no text issued with it begins: what follows are notes.
    fn is_over(&self, head: &Head) -> bool {
        self.closing.is_some() && self.stack.is_empty() && head.number.main != 1
    }

    /// Whether the line before breaks off in a sentence, which goes on with the number ("theo quy định tại\nĐiều 5.").
    fn follows_broken_line(&self) -> bool {
        let before = self.before.and_then(|at| Some((self.lines.get(at)?, self.heads.get(at)?)));
        before.is_some_and(|(line, head)| {
            !head.as_ref().is_some_and(Head::is_titled) && is_broken_off(&line.text)
        })
    }

    /// Bullets count where a numbered item of a plan holds them; those of an inner list belong to their bullet.
    fn accepts_bullet(&self, line: &Line) -> bool {
        let Some(top) = self.top() else { return false };
        if top.level != Level::Bullet {
            return matches!(top.level, Level::Chapter | Level::Article | Level::Clause | Level::Point);
        }
        let Some(first) = self.lines.get(top.line) else { return false };
        let sign = |line: &Line| line.marker.is_none().then(|| line.text.trim_start().chars().next());
        line.depth <= first.depth && sign(line) == sign(first)
    }

    /// Whether a Markdown list item stands deeper than the clause before it.
    fn is_nested(&self, line: &Line) -> bool {
        let clause = self.holder(Level::Clause).and_then(|node| self.lines.get(node.line));
        clause.is_some_and(|clause| clause.marker.is_some() && line.depth > clause.depth)
    }

    /// Whether the number that is due comes later in the same unit, so that this one is something else.
    fn comes_later(&self, at: usize, level: Level) -> bool {
        let kind = self.heads.get(at).and_then(Option::as_ref).map(|head| head.kind);
        let later = self.heads.iter().skip(at + 1).filter_map(Option::as_ref).filter(|head| !head.quoted);
        let mut inside = later.take_while(|head| match level {
            Level::Point => matches!(head.kind, HeadKind::Letter | HeadKind::Bullet | HeadKind::Decimal),
            _ => !matches!(
                head.kind,
                HeadKind::Article | HeadKind::Chapter | HeadKind::Section | HeadKind::Roman
            ),
        });
        inside.any(|head| Some(head.kind) == kind && self.step(head, level) == Step::Next)
    }

    /// Whether no provision of this number stands in the same unit yet.
    fn is_free(&self, head: &Head, level: Level) -> bool {
        let parent =
            self.stack.iter().rev().find(|&&at| self.nodes.get(at).is_some_and(|node| node.level < level));
        let same = |node: &Node| {
            node.level == level && node.head.number == head.number && node.parent == parent.copied()
        };
        !self.nodes.iter().rev().take(200).any(same)
    }

    fn warn(&mut self, line: &Line, head: &Head, step: Step, level: Level) {
        let written = line.text.get(head.start..head.rest).unwrap_or("").trim();
        let written = if written.is_empty() { head.number.text.as_str() } else { written };
        let last = self.rows.last(level as usize).map_or("", |number| number.text.as_str());
        let (code, message): (&'static Code, Message) = match step {
            Step::Gap if last.is_empty() => (
                &codes::NUMBER_GAP,
                Message::new(
                    format!("“{written}” đứng đầu dãy số: thiếu số trước đó"),
                    format!("“{written}” is the first of its row: what comes before it is missing"),
                ),
            ),
            Step::Gap | Step::Next => (
                &codes::NUMBER_GAP,
                Message::new(
                    format!("“{written}” đứng sau “{last}”: dãy số bị cách quãng"),
                    format!("“{written}” comes after “{last}”: numbers are missing between them"),
                ),
            ),
            Step::Same => (
                &codes::NUMBER_REPEATED,
                Message::new(
                    format!("Số “{written}” bị lặp lại"),
                    format!("The number “{written}” occurs twice"),
                ),
            ),
            Step::Back => (
                &codes::NUMBER_ORDER,
                Message::new(
                    format!("“{written}” đứng sau “{last}”: sai thứ tự"),
                    format!("“{written}” comes after “{last}”: the order is wrong"),
                ),
            ),
        };
        let span = line.source_span(head.start..head.rest.max(head.start + 1).min(line.text.len()));
        self.diagnostics.push(Diagnostic::at(code, self.file, span, message));
    }
}
