//! Goes through the lines once and decides which numbers are provisions.

mod accept;
mod quoted;

use super::build::{self, Node, Style};
use super::closing::{begins_closing, begins_issued_text, is_capitals};
use super::head::{Head, HeadKind};
use super::number::Number;
use super::quote::Quote;
use super::row::Rows;
use super::{Structure, heading_level};
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::Level;
use crate::parse::lines::{Line, LineKind};
use crate::path::SourcePath;

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

    fn top(&self) -> Option<&Node> {
        self.stack.last().and_then(|&node| self.nodes.get(node))
    }

    /// The innermost open node of this level.
    fn holder(&self, level: Level) -> Option<&Node> {
        let open = self.stack.iter().rev().filter_map(|&node| self.nodes.get(node));
        open.into_iter().find(|node| node.level == level)
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
