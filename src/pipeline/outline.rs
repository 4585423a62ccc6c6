//! Compiling from what an earlier build kept: outlines stand in for files that did not change.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Compiled, Found, Shared, data_files, heads, texts_of};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::Document;
use crate::link;
use crate::path::SourcePath;
use crate::source::{Failure, Source};
use crate::theme;

/// What a file came to, but for its text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outline<'a> {
    /// The document; its text is not kept.
    pub document: Cow<'a, Document>,
    /// What was wrong in it.
    diagnostics: Cow<'a, [Diagnostic]>,
}

impl Compiled {
    /// The outline of one of the documents.
    pub fn outline<'a>(&'a self, document: &'a Document) -> Outline<'a> {
        let found = self.found.documents.get(&document.path);
        Outline {
            document: Cow::Borrowed(document),
            diagnostics: Cow::Borrowed(found.map_or(&[][..], Vec::as_slice)),
        }
    }

    /// The same portal with new words, and the outlines that these took the place of: `outlines` tell of all its files,
    /// `source` holds those of them that are compiled anew. Nothing where one of these differs by more than words, so
    /// that others may look different too.
    pub fn of_outlines(
        source: Source,
        outlines: Vec<Outline<'static>>,
    ) -> Option<(Self, Vec<Arc<Document>>)> {
        let pages = outlines.iter().map(|outline| (&outline.document.path, ""));
        let config = Config::parse(data_files(&source).chain(pages));
        let portal = &config.value.portal;
        let fronts = outlines.iter().map(|outline| (&outline.document.path, &outline.document.front));
        let (theme, shared) = rayon::join(
            || theme::load(&source, &portal.theme, portal.language),
            || Arc::new(Shared::of(&config.value, fronts)),
        );
        let mut found = Found { config: config.diagnostics, theme: theme.diagnostics, ..Found::default() };
        let take = |outline: Outline<'static>| {
            let value = outline.document.into_owned();
            found.take(Checked { value, diagnostics: outline.diagnostics.into_owned() })
        };
        let documents = outlines.into_iter().map(take).collect();
        let mut compiled = Self {
            config: Arc::new(config.value),
            documents,
            theme: theme.value.map(Arc::new),
            found,
            shared,
            stale: BTreeSet::new(),
            is_behind: false,
            source,
        };
        let before = compiled.fill()?;
        Some((compiled, before))
    }

    /// Compiles the files of the source and puts their documents in place of the outlines, which it gives back; nothing
    /// where one differs by more than words.
    fn fill(&mut self) -> Option<Vec<Arc<Document>>> {
        let source = std::mem::take(&mut self.source);
        let shared = Arc::clone(&self.shared);
        let new: Vec<_> =
            heads(source.texts.iter()).into_par_iter().map(|head| shared.document(head)).collect();
        self.source = source;
        let mut before = Vec::new();
        for checked in new {
            let at = self.place(&checked.value.path).ok()?;
            let old = self.documents.get_mut(at).filter(|old| link::link_alike(old, &checked.value))?;
            self.found.documents.remove(&checked.value.path);
            before.push(std::mem::replace(old, self.found.take(checked)));
        }
        Some(before)
    }

    /// The documents that took the place of these.
    pub fn after<'a>(
        &'a self,
        before: &'a [Arc<Document>],
    ) -> impl Iterator<Item = (&'a Arc<Document>, &'a Arc<Document>)> {
        before.iter().filter_map(|old| Some((old, self.documents.get(self.place(&old.path).ok()?)?)))
    }

    /// Reads and compiles more of the files that outlines stood in for; whether they are what the outlines say.
    ///
    /// # Errors
    /// Where the machine fails.
    pub fn read_more(&mut self, root: &Path, paths: &BTreeSet<SourcePath>) -> Result<bool, Failure> {
        let all = self.source.clone().recall(root, paths.iter())?;
        let is_known = |path: &SourcePath| self.source.texts.contains_key(path);
        let new = all.texts.iter().filter(|(path, _)| !is_known(path));
        let new = new.map(|(path, text)| (path.clone(), Arc::clone(text))).collect();
        self.source = Source { texts: new, ..Source::default() };
        let filled = self.fill();
        self.source = all;
        Ok(filled.is_some_and(|before| self.after(&before).all(|(old, new)| old.lead == new.lead)))
    }
}

/// The files that must be at hand whatever changed: the texts of documents that have several, which linking puts
/// together.
pub fn with_versions<'a>(documents: impl Iterator<Item = &'a Document>) -> BTreeSet<SourcePath> {
    let several = documents.filter(|document| !document.front.versions.is_empty());
    let files = several.flat_map(|document| {
        texts_of(&document.path, &document.front).into_iter().chain([document.path.clone()])
    });
    files.collect()
}
