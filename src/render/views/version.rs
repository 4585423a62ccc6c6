//! Views of a document's texts by date of effect. `compare.html`: the variable `compare`.

use serde::Serialize;

use super::{DateView, LinkView};

/// A text of a document in the list of its texts.
#[derive(Clone, Debug, Serialize)]
pub struct VersionView {
    /// Relative address; empty for the one on this page.
    pub url: String,
    /// From when it is in force.
    pub effective: DateView,
    /// The last day that it is in force, where another follows.
    pub until: Option<DateView>,
    /// It is the text in force, or the first to come.
    pub shown: bool,
    /// It is not yet in force.
    pub to_come: bool,
    /// Where it is compared with the text before.
    pub compare: Option<String>,
}

/// What one text of a document changed in the text before.
#[derive(Clone, Debug, Serialize)]
pub struct CompareView<'a> {
    /// The document.
    pub document: LinkView<'a>,
    /// The text before.
    pub before: LinkView<'a>,
    /// The text that changed it.
    pub after: LinkView<'a>,
    /// How many provisions were added.
    pub added: usize,
    /// How many were removed.
    pub removed: usize,
    /// How many were changed.
    pub changed: usize,
    /// How many stayed as they were.
    pub same: usize,
    /// The provisions that are not the same, in the order of the text.
    pub parts: Vec<PartView>,
    /// What the text before changed.
    pub previous: Option<LinkView<'a>>,
    /// What the text after changed.
    pub next: Option<LinkView<'a>>,
}

/// A provision that is not the same in both texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartView {
    /// `added`, `removed` or `changed`.
    pub change: &'static str,
    /// Its address in the comparison.
    pub id: String,
    /// What it is called; empty for what stands before the first provision.
    pub label: String,
    /// Where it stands in the newer text, of what was removed in the older one.
    pub url: String,
    /// Its lines; what stayed the same is left out but for the lines around a change.
    pub lines: Vec<LineView>,
}

/// A line of a provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineView {
    /// `same`, `added`, `removed`, `changed`, or `gap` for lines left out.
    pub change: &'static str,
    /// How many lines are left out.
    pub skipped: usize,
    /// Its words.
    pub pieces: Vec<PieceView>,
}

/// Words of a line that share one fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PieceView {
    /// `same`, `added` or `removed`.
    pub change: &'static str,
    /// The words.
    pub text: String,
}
