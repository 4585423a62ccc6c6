//! Goes through the lines once and decides which numbers are provisions.

use super::build::{self, Node, Style};
use super::closing::{begins_closing, begins_issued_text, is_capitals};
use super::head::{Head, HeadKind};
use super::number::{Number, Step};
use super::quote::{self, Quote};
use super::row::Rows;
use super::{Structure, heading_level};
use crate::diagnostic::{Checked, Code, Diagnostic, Message, codes};
use crate::document::Level;
use crate::parse::lines::{Line, LineKind, Marker};
use crate::path::SourcePath;

/// How many numbers may be missing before a number is taken for something else (a year at the start of a line).
const WIDEST_GAP: u32 = 20;

/// The state of the walk.
struct Walk<'a> {
    lines: &'a [Line],
    heads: &'a [Option<Head>],
    file: &'a SourcePath,
    /// The layout of the document, and of the annex that the walk is in.
    style: Style,
    nodes: Vec<Node>,
    /// The nodes that hold the current line, outermost first.
    stack: Vec<usize>,
    rows: Rows,
    /// The quotation that the walk is in, or the last one.
    quote: Option<Quote>,
    /// The node whose title may go on in the next line.
    untitled: Option<usize>,
    closing: Option<usize>,
    /// The last line that is not empty.
    before: Option<usize>,
    diagnostics: Vec<Diagnostic>,
}

/// Walks through the lines of a document in this layout.
pub fn walk(lines: &[Line], heads: Vec<Option<Head>>, style: Style, file: &SourcePath) -> Checked<Structure> {
    let mut walk = Walk {
        lines,
        heads: &heads,
        file,
        style,
        nodes: Vec::new(),
        stack: Vec::new(),
        rows: Rows::default(),
        quote: None,
        untitled: None,
        closing: None,
        before: None,
        diagnostics: Vec::new(),
    };
    let count = lines.len();
    let (mut anchors, mut holders, mut quoted) = (vec![None; count], vec![None; count], vec![false; count]);
    let slots = anchors.iter_mut().zip(&mut holders).zip(&mut quoted);
    for (at, ((anchor, holder), is_quoted)) in slots.enumerate() {
        let known = walk.nodes.len();
        *is_quoted = walk.line(at, style);
        *anchor = (walk.nodes.len() > known).then_some(u32::try_from(known).unwrap_or(u32::MAX));
        *holder = walk.stack.last().and_then(|&node| u32::try_from(node).ok());
    }
    let provisions = build::provisions(lines, &walk.nodes);
    let (closing, diagnostics) = (walk.closing, walk.diagnostics);
    Checked { value: Structure { provisions, anchors, holders, quoted, heads, closing }, diagnostics }
}

impl Walk<'_> {
    /// Takes in one line; tells whether it is quoted.
    fn line(&mut self, at: usize, document: Style) -> bool {
        let lines = self.lines;
        let Some(line) = lines.get(at) else { return false };
        if line.text.trim().is_empty() || matches!(line.kind, LineKind::Footnote) {
            return false;
        }
        let heads = self.heads;
        let head = heads.get(at).and_then(Option::as_ref);
        let quoted = line.quoted || self.is_quoted(line, head);
        if !quoted {
            self.own_line(at, line, head, document);
        } else if line.quoted && !self.stack.is_empty() {
            self.untitled = None;
        }
        for &node in &self.stack {
            if let Some(node) = self.nodes.get_mut(node) {
                node.last = at;
            }
        }
        self.before = Some(at);
        quoted
    }

    /// A line of the document itself: a provision, a title, the end, or text.
    fn own_line(&mut self, at: usize, line: &Line, head: Option<&Head>, document: Style) {
        if begins_issued_text(self.lines, at)
            && !self.nodes.is_empty()
            && head.is_none()
            && self.untitled.is_none()
        {
            return self.open_issued(at, line);
        }
        if let Some(head) = head {
            if head.kind == HeadKind::Annex && (line.text.trim().len() == head.rest || stands_out(line, head))
            {
                self.style = self.style_of_annex(at + 1, document);
            }
            if let Some(level) = self.level(head, line)
                && self.accepts(at, line, head, level)
            {
                return self.open(at, line, head, level);
            }
        }
        if self.takes_title(at, line) {
            return;
        }
        let level = heading_level(line);
        if level > 0 {
            self.pop(|node| node.heading == 0 || node.heading >= level);
        } else if line.depth == 0 && line.starts_block {
            // A paragraph outside the list ends the list's item.
            let lines = self.lines;
            let listed = |node: &Node| lines.get(node.line).is_some_and(|line| line.depth > 0);
            self.pop(|node| node.level == Level::Bullet && listed(node));
        }
        if !self.nodes.is_empty() && begins_closing(&line.text) {
            self.closing = Some(at);
            self.stack.clear();
        }
    }

    /// Whether the line is quoted; keeps the state of the quotation.
    fn is_quoted(&mut self, line: &Line, head: Option<&Head>) -> bool {
        let text = line.text.as_str();
        if let Some(mut quote) = self.quote.take_if(|quote| !quote.closed) {
            if head.is_some_and(|head| !head.quoted && self.breaks_out(&quote, head, line)) {
                return false;
            }
            quote.read(text, head);
            self.quote = Some(quote);
            return true;
        }
        let before = self.before.and_then(|at| self.lines.get(at)).map_or("", |line| line.text.as_str());
        let announced =
            quote::announces(before) || (before.trim_end().ends_with(':') && quote::instructs(before, true));
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
        if !quote::instructs(before, true) || self.orders(line, head) {
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
        quote::instructs(line.text.get(head.rest..).unwrap_or(""), true)
    }

    /// The rank that a number has here.
    fn level(&self, head: &Head, line: &Line) -> Option<Level> {
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

    fn top(&self) -> Option<&Node> {
        self.stack.last().and_then(|&node| self.nodes.get(node))
    }

    /// The innermost open node of this level.
    fn holder(&self, level: Level) -> Option<&Node> {
        let open = self.stack.iter().rev().filter_map(|&node| self.nodes.get(node));
        open.into_iter().find(|node| node.level == level)
    }

    /// How the number follows the last of its rank.
    fn step(&self, head: &Head, level: Level) -> Step {
        head.number.step(self.rows.last(level as usize), head.kind == HeadKind::Letter)
    }

    /// Whether the number is a provision, with a warning where it is one out of order.
    fn accepts(&mut self, at: usize, line: &Line, head: &Head, level: Level) -> bool {
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
        if !head.firm && !heading {
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

    /// Makes the line the beginning of a provision.
    fn open(&mut self, at: usize, line: &Line, head: &Head, level: Level) {
        let style = self.style;
        let same_list = level != Level::Bullet;
        self.pop(|node| node.level >= level && (same_list || node.level == level));
        let mut head = head.clone();
        let rank = level as usize;
        if level == Level::Bullet {
            let before = self.rows.last(rank).map_or(0, |number| number.main);
            head.number = Number { text: String::new(), main: before + 1, extra: 0 };
        }
        self.rows.set(rank, &head.number);
        let keeps = |rank: usize| {
            (rank == Level::Article as usize && style == Style::Normative && level != Level::Annex)
                || (rank == Level::Chapter as usize && level == Level::Part)
        };
        self.rows.clear(rank + 1, |rank| !keeps(rank));
        let parent = self.stack.last().copied();
        let heading = heading_level(line);
        let bare = head.rest >= line.text.trim_end().len();
        let titled =
            matches!(level, Level::Annex | Level::Part | Level::Chapter | Level::Section | Level::Subsection);
        let untitled = bare && (titled || level == Level::Article) && style == Style::Normative
            || bare && level == Level::Annex;
        self.untitled = (untitled || (titled && is_capitals(line.text.get(head.rest..).unwrap_or(""))))
            .then_some(self.nodes.len());
        self.closing = None;
        self.quote = None;
        self.stack.push(self.nodes.len());
        self.nodes.push(Node {
            level,
            style,
            head,
            line: at,
            last: at,
            title: Vec::new(),
            parent,
            name: String::new(),
            heading,
        });
    }

    /// Opens a text issued with the document, which is numbered anew, under the name of its kind.
    fn open_issued(&mut self, at: usize, line: &Line) {
        let number = Number { text: String::new(), main: 1, extra: 0 };
        let head = Head { kind: HeadKind::Annex, number, start: 0, rest: 0, quoted: false, firm: true };
        self.style = self.style_of_annex(at + 1, self.style);
        self.open(at, line, &head, Level::Annex);
        if let Some(node) = self.nodes.last_mut() {
            let mut words = line.text.trim().chars();
            let first = words.next().map(String::from).unwrap_or_default();
            let all = first + &words.as_str().to_lowercase();
            node.name = all.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        }
    }

    /// The layout of the annex that begins before line `from`.
    fn style_of_annex(&self, from: usize, document: Style) -> Style {
        let heads =
            self.heads.iter().skip(from).filter_map(Option::as_ref).filter(|head| !head.quoted && head.firm);
        let mut inside = heads.take_while(|head| head.kind != HeadKind::Annex);
        let articles = inside.any(|head| head.kind == HeadKind::Article);
        if articles && document == Style::Normative { Style::Normative } else { Style::Plan }
    }

    /// Takes the line as the title of the unit above it.
    fn takes_title(&mut self, at: usize, line: &Line) -> bool {
        let Some(untitled) = self.untitled else { return false };
        let Some(node) = self.nodes.get_mut(untitled) else { return false };
        let first = node.title.is_empty()
            && node.head.rest >= self.lines.get(node.line).map_or(0, |line| line.text.trim_end().len());
        let article = node.level == Level::Article;
        let fits = if article {
            first && !line.text.trim_end().ends_with(['.', ';', ':']) && line.text.len() < 300
        } else {
            (first || is_capitals(&line.text)) && node.title.len() < 4 && line.text.len() < 400
        };
        if fits && !begins_closing(&line.text) {
            node.title.push(at);
            if article {
                self.untitled = None;
            }
            return true;
        }
        self.untitled = None;
        false
    }

    /// Closes the nodes from the innermost outwards as long as `which` says so.
    fn pop(&mut self, which: impl Fn(&Node) -> bool) {
        while self.top().is_some_and(&which) {
            self.stack.pop();
        }
    }
}

/// Whether a line is the title of an annex, and not a sentence that begins with its name.
fn stands_out(line: &Line, head: &Head) -> bool {
    let rest = line.text.get(head.rest..).unwrap_or("").trim();
    rest.is_empty()
        || heading_level(line) > 0
        || is_capitals(&line.text)
        || (head.firm && line.text.len() < 300)
        || rest.starts_with('(')
}

/// Whether a line names the unit that `head` is ("… khoản 2 Điều 5 như sau:" names khoản 2 and Điều 5).
fn names(text: &str, head: &Head) -> bool {
    let number = head.number.text.as_str();
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case(number))
}
