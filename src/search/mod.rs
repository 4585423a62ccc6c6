//! Search: pages in, the files of the index out. No I/O; the browser's half is `scripts/antt-search/` of the theme.
//!
//! [`build`] puts the pages of a site in order, reads some hundred at a time into segments, merges these and
//! cuts the postings into files ([`format`] is the only place that knows how a file is written). [`again()`] brings an
//! index up to date after the texts of some pages changed.

mod abbreviation;
mod again;
mod build;
mod engine;
mod everyday;
mod format;
pub mod input;
mod kept;
mod merge;
mod packed;
mod page;
mod quality;
mod segment;
#[cfg(test)]
mod tests;
mod unit;
mod weight;

use std::borrow::Cow;

use serde::Serialize;

pub use again::{Again, again};
pub use build::{build, build_into};
pub use engine::{Engine, EngineError};
pub use kept::Kept;
pub use quality::check;

/// A page as search sees it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SearchPage<'a> {
    /// The address from the site's root: `van-ban/huong-dan-3204.html`.
    pub url: &'a str,
    /// The title.
    pub title: &'a str,
    /// A legal document's number.
    pub number: Option<&'a str>,
    /// Other spellings of the number.
    pub also_written: &'a [String],
    /// Names that texts call the page by.
    pub short_names: Vec<&'a str>,
    /// `page`, `section`, `plan`, `legal`, `model`, `practice`, `guide` or `form`.
    pub kind: &'a str,
    /// The Vietnamese name of a legal document's type.
    pub doc_type: Option<&'a str>,
    /// Who issued it.
    pub agency: Option<&'a str>,
    /// The year of the date.
    pub year: Option<i16>,
    /// The date, as in ISO 8601 (a month or a year may stand alone).
    pub date: Option<Cow<'a, str>>,
    /// Subjects.
    pub topics: &'a [String],
    /// Readers.
    pub audience: &'a [String],
    /// A legal document's status.
    pub status: Option<Status<'a>>,
    /// One or two sentences.
    pub summary: &'a str,
    /// Words that bring the page to the front.
    pub promote: &'a [String],
    /// The text, by address.
    #[serde(skip)]
    pub sections: Vec<SearchSection<'a>>,
}

/// A stretch of text under one address.
#[derive(Clone, Debug, Default)]
pub struct SearchSection<'a> {
    /// The address in the page; `""` is the top.
    pub anchor: &'a str,
    /// The heading, or the name of the provision.
    pub heading: &'a str,
    /// The plain text; blocks are parted by newlines.
    pub text: Cow<'a, str>,
    /// The ready citation of a provision: "khoản 2 Điều 5".
    pub provision: Option<Cow<'a, str>>,
}

/// Whether a legal document is in force, for readers and for ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Status<'a> {
    /// As shown: "còn hiệu lực".
    pub label: &'a str,
    /// No longer in force: such pages stand behind others, all else being equal.
    pub over: bool,
}

/// What the portal says of its search.
#[derive(Clone, Debug, Default)]
pub struct SearchOptions {
    /// Abbreviation and full form.
    pub abbreviations: Vec<(String, String)>,
    /// Groups of words that mean the same.
    pub synonyms: Vec<Vec<String>>,
}

/// A file of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchFile {
    /// The path from the site's root, under `search/`.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
}
