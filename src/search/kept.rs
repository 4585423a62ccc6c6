//! What an index remembers so that it can be taken up again.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::format::{Name, canonical};
use super::{SearchOptions, SearchPage};
use crate::hash::Fast;

/// What a later build needs to take an index up [again](super::again()): some ten bytes for every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The pages in the order of the index.
    pub(super) pages: Vec<KeptPage>,
    /// How many words all units have together.
    pub(super) words: u64,
    pub(super) explained: Vec<Explained>,
    /// The files that stand in more than one place, and in how many.
    pub(super) shared: Vec<(Name, u32)>,
    /// Nothing was left out.
    pub(super) whole: bool,
}

/// A page of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptPage {
    /// A digest of all that is said of the page beside its text.
    pub facts: u64,
    /// How many units it has.
    pub units: u32,
}

impl KeptPage {
    pub fn of(page: &SearchPage<'_>, units: u32) -> Self {
        let facts = postcard::to_allocvec(page).unwrap_or_default();
        let digest = blake3::hash(&facts);
        let facts = digest.as_bytes().first_chunk().copied().map(u64::from_le_bytes);
        Self { facts: facts.unwrap_or_default(), units }
    }
}

impl Kept {
    /// Of all files those that stand in more than one place.
    pub(super) fn shared(counts: HashMap<Name, u32, Fast>) -> Vec<(Name, u32)> {
        let mut shared: Vec<(Name, u32)> = counts.into_iter().filter(|&(_, count)| count > 1).collect();
        shared.sort_unstable();
        shared
    }
}

/// An abbreviation that texts explain, with its full form in canonical form, and the pages that do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Explained {
    pub said: Said,
    /// The numbers of the pages.
    pub pages: Vec<u32>,
}

/// An abbreviation and its full form.
pub(super) type Said = (String, String);

/// The abbreviations that a page explains.
pub(super) fn explained(page: &SearchPage<'_>) -> Vec<Said> {
    let mut explained = Vec::new();
    for section in &page.sections {
        super::abbreviation::explained_in(&section.text, &mut explained);
    }
    explained.into_iter().map(|(short, full)| (short, canonical(&full))).collect()
}

impl Explained {
    /// Puts what pages explain together.
    pub fn all(mut said: Vec<(Said, u32)>) -> Vec<Self> {
        said.sort_unstable();
        let mut all: Vec<Self> = Vec::new();
        for (said, page) in said {
            match all.last_mut() {
                Some(last) if last.said == said => last.pages.push(page),
                _ => all.push(Self { said, pages: vec![page] }),
            }
        }
        all
    }
}

/// Words that mean the same, in canonical form: the portal's, and abbreviations that at least two pages explain in the
/// same way.
pub(super) fn synonyms(explained: &[Explained], options: &SearchOptions) -> Vec<Vec<String>> {
    let mut found: Vec<&Explained> = explained.iter().filter(|explained| explained.pages.len() > 1).collect();
    found.sort_by_key(|explained| std::cmp::Reverse(explained.pages.len()));
    let own = options.abbreviations.iter().map(|(short, full)| vec![short, full]);
    let own = own.chain(options.synonyms.iter().map(|group| group.iter().collect()));
    let read = |group: Vec<&String>| {
        group.into_iter().map(|words| canonical(words)).filter(|words| !words.is_empty()).collect()
    };
    let learnt = |explained: &Explained| vec![canonical(&explained.said.0), explained.said.1.clone()];
    own.map(read).chain(found.into_iter().take(MOST_LEARNT).map(learnt)).collect()
}

/// The entry file is loaded by every search, so it stays small.
const MOST_LEARNT: usize = 200;
