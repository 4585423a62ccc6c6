//! The parts of a legal document, and citations.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// The rank of a provision (Nghị định 30/2020/NĐ-CP, annex I; Luật Ban hành văn bản quy phạm pháp luật).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Phụ lục: an annex, with a numbering of its own.
    Annex,
    /// Phần.
    Part,
    /// Chương (chapter); in plans the unit numbered `I.`
    Chapter,
    /// Mục (section).
    Section,
    /// Tiểu mục (subsection).
    Subsection,
    /// Điều (article); in plans the unit numbered `1.`
    Article,
    /// Khoản (clause).
    Clause,
    /// Điểm (point); in plans the unit `a)`.
    Point,
    /// A bullet (`-`) of a plan: the n-th of its parent.
    Bullet,
}

/// A part of a legal document that can be cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provision {
    /// Its address in the page: `dieu-5-khoan-2-diem-dd`, `muc-ii-4-2`.
    pub anchor: String,
    /// Its rank.
    pub level: Level,
    /// Its number as written, without the word: `5a`, `IV`, `đ`.
    pub number: String,
    /// Its title, where it has one.
    pub title: String,
    /// Its whole text, children included, beginning with its own number.
    pub span: Span,
    /// Index of the provision that holds it.
    pub parent: Option<u32>,
    /// The ready citation, without the document: "điểm đ khoản 2 Điều 5".
    pub label: String,
}

/// Words that cite one or several provisions or documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// All of its words.
    pub span: Span,
    /// The words as shown.
    pub text: String,
    /// What they name: every member of a list or a range.
    pub targets: Vec<CitationTarget>,
    /// Whether it stands in a quotation, where nothing need be found.
    pub quoted: bool,
    /// Index of the innermost provision that holds it.
    pub provision: Option<u32>,
}

impl Citation {
    /// Whether it names a document otherwise than by its number.
    pub fn goes_by_name(&self) -> bool {
        self.targets.iter().any(|target| matches!(target.document, CitedDocument::Name(_)))
    }
}

/// One thing that a citation names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitationTarget {
    /// The words that become the link; for the inner members of a range it is empty.
    pub span: Span,
    /// The document.
    pub document: CitedDocument,
    /// The address that the provision has or would have in the document; nothing for the document as a whole.
    pub anchor: Option<String>,
}

/// Which document a citation names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CitedDocument {
    /// The document that holds the words ("Điều này", "Luật này").
    This,
    /// By number as written: `30/2020/NĐ-CP`.
    Number(String),
    /// By a name: "Quy chế 01", "Đề án 201", a law's name.
    Name(String),
}
