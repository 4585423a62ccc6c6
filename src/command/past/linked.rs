//! How the sites of a build hang together, kept for the next one.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::STRETCH;
use crate::cache::{Cache, Key, Stage};
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::Document;
use crate::link::{self, Choice, Tied, Ties};
use crate::pipeline::Compiled;
use crate::site::Site;

/// The cache's entries for stretches of pages, for the rest of sites, and for what was told in linking them.
const LINKED: Stage = Stage { name: "linked", most: usize::MAX };

/// A site that was linked, in the cache.
#[derive(Clone, Serialize, Deserialize)]
pub struct Linked {
    pages: Vec<Key>,
    ties: Key,
    told: Key,
}

impl Linked {
    /// Keeps a site; nothing where it is to be linked anew every time, or cannot be written.
    pub fn keep(cache: &Cache, compiled: &Compiled, linked: &Checked<Site>) -> Option<Self> {
        if !cache.is_used() {
            return None;
        }
        let (pages, ties) = Ties::of(&linked.value, &compiled.documents)?;
        let keep = |stretch: &[Tied<'_>]| cache.keep(LINKED, &stretch);
        let pages = pages.par_chunks(STRETCH).map(keep).collect::<Option<_>>()?;
        let ties = cache.keep(LINKED, &ties)?;
        Some(Self { pages, ties, told: cache.keep(LINKED, &linked.diagnostics)? })
    }

    /// The site of documents that differ from those then in words only, the outlines `before` among them.
    pub fn again(
        &mut self,
        cache: &Cache,
        compiled: &Compiled,
        before: &[Arc<Document>],
        choice: Choice<'_>,
    ) -> Option<Checked<Site>> {
        let stretch = |key: &Key| cache.get::<Vec<Tied<'static>>>(LINKED, *key);
        let pages: Vec<_> = self.pages.par_iter().map(stretch).collect::<Option<_>>()?;
        let ties: Ties<'static> = cache.get(LINKED, self.ties)?;
        let value = compiled.tied(pages.into_iter().flatten().collect(), ties, choice)?;
        let mut diagnostics: Vec<Diagnostic> = cache.get(LINKED, self.told)?;
        if link::move_told(&mut diagnostics, compiled.after(before))? {
            self.told = cache.keep(LINKED, &diagnostics)?;
        }
        Some(Checked { value, diagnostics })
    }
}
