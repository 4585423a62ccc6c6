//! The structure of legal documents and plans: which line begins which provision.
//!
//! Numbers at the beginning of lines are only candidates; what decides is the sequence. A number is a provision
//! where it follows the last of its rank, and quoted text where it follows the last in the quotation.

mod build;
mod closing;
pub mod form;
pub mod head;
pub mod number;
mod order;
mod quote;
mod row;
mod walk;

pub use build::{Node, Style};
pub use closing::is_capitals;
pub use head::{Head, HeadKind};
pub use order::instructs;
pub use quote::balance;

use std::collections::HashSet;

use crate::diagnostic::Checked;
use crate::document::Provision;
use crate::hash::Fast;
use crate::parse::lines::{Line, LineKind, is_broken_off};
use crate::path::SourcePath;

/// How a document is laid out (Nghị định 30/2020/NĐ-CP).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Chương, Mục, `Điều 1.`, `1.`, `a)`: laws, decrees, regulations.
    Normative,
    /// `I.`, `1.`, `a)`, `-`: plans, guidance, reports.
    Plan,
    /// Whichever the text shows; no provisions where it shows neither.
    Detect,
}

/// The parts of a document, line by line.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    /// The provisions in order; a parent stands before its children.
    pub provisions: Vec<Provision>,
    /// For each line, the provision that begins there.
    pub anchors: Vec<Option<u32>>,
    /// For each line, the innermost provision that holds it.
    pub holders: Vec<Option<u32>>,
    /// For each line, whether it belongs to a quotation of provisions of another document.
    pub quoted: Vec<bool>,
    /// For each line, the number that it begins with, provision or not.
    pub heads: Vec<Option<Head>>,
    /// The line that the closing part (signature, recipients) begins with.
    pub closing: Option<usize>,
}

impl Structure {
    /// The structure of a text that has no provisions.
    pub fn none(lines: &[Line]) -> Self {
        let count = lines.len();
        Self {
            anchors: vec![None; count],
            holders: vec![None; count],
            quoted: lines.iter().map(|line| line.quoted).collect(),
            heads: vec![None; count],
            ..Self::default()
        }
    }

    /// The provision that begins at a line.
    pub fn provision_at(&self, line: usize) -> Option<&Provision> {
        let index = (*self.anchors.get(line)?)?;
        self.provisions.get(index as usize)
    }
}

/// Finds the provisions. The text is only read; every span is a place in the file that the lines come from.
pub fn structure(lines: &[Line], file: &SourcePath, layout: Layout) -> Checked<Structure> {
    let mut heads: Vec<Option<Head>> = lines.iter().map(head::head).collect();
    settle_articles(lines, &mut heads);
    let style = match layout {
        Layout::Normative => Some(Style::Normative),
        Layout::Plan => Some(Style::Plan),
        Layout::Detect => detect(lines, &heads),
    };
    let Some(style) = style else {
        return Checked { value: Structure { heads, ..Structure::none(lines) }, diagnostics: Vec::new() };
    };
    walk::walk(lines, heads, style, file)
}

/// Settles what a line like "Điều 6 Phạm vi", without a mark behind the number, is: the beginning of an article where
/// the document writes its articles so; elsewhere words that go on from the line before ("quy định tại\nĐiều 6 Luật
/// này"), unless no other line begins that article.
fn settle_articles(lines: &[Line], heads: &mut [Option<Head>]) {
    let article = |head: &&Head| head.kind == HeadKind::Article && !head.quoted;
    let articles = || heads.iter().filter_map(Option::as_ref).filter(article);
    let firm: HashSet<(u32, u32), Fast> =
        articles().filter(|head| head.firm).map(|head| (head.number.main, head.number.extra)).collect();
    let mut next = 1;
    for head in articles().filter(|head| !head.firm) {
        next += u32::from(head.number.main == next);
    }
    let unmarked = next > 2 && next as usize > firm.len();
    let mut before: Option<(&Line, bool)> = None;
    for (line, slot) in lines.iter().zip(heads) {
        if let Some(head) = slot.as_mut().filter(|head| head.kind == HeadKind::Article && !head.firm) {
            let known = firm.contains(&(head.number.main, head.number.extra));
            if unmarked {
                head.firm = true;
            } else if known || before.is_some_and(|(line, titled)| !titled && is_broken_off(&line.text)) {
                *slot = None;
            }
        }
        if !line.text.trim().is_empty() {
            before = Some((line, slot.as_ref().is_some_and(Head::is_titled)));
        }
    }
}

/// Which layout the numbers show: articles, or at least two Roman numbers in a row.
fn detect(lines: &[Line], heads: &[Option<Head>]) -> Option<Style> {
    let own = || {
        let heads =
            lines.iter().zip(heads).filter(|(line, _)| !line.quoted).filter_map(|(_, head)| head.as_ref());
        heads.filter(|head| !head.quoted && head.firm)
    };
    let main = || own().take_while(|head| head.kind != HeadKind::Annex);
    let articles = main().filter(|head| head.kind == HeadKind::Article).count();
    let starts = main().any(|head| head.kind == HeadKind::Article && head.number.main == 1);
    if starts || articles > 1 {
        return Some(Style::Normative);
    }
    let romans = main().filter(|head| head.kind == HeadKind::Roman);
    let mut next = 1;
    for head in romans {
        next += u32::from(head.number.main == next);
    }
    (next > 2).then_some(Style::Plan)
}

/// The level of a heading; 0 for other lines.
fn heading_level(line: &Line) -> u8 {
    match line.kind {
        LineKind::Heading(level) => level,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
