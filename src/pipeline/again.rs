//! Compiling again after a change: first the files that changed, then what depends on them. What is wrong now keeps
//! its last good version.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Compiled, Found, Shared, all_texts, data_files, heads, terms, texts_of};
use crate::config::{Config, Portal};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{FrontMatter, Kind, place_of};
use crate::parse::citation::declared;
use crate::path::SourcePath;
use crate::source::{Source, shares};
use crate::theme;

impl Compiled {
    /// Compiles what changed in `source`, which [`Source::refresh`] made of this one's. The other files are as they
    /// were, even where they depend on what changed: then the result [is behind](Self::is_behind).
    pub fn again(&self, source: Source) -> Self {
        let mut stale = BTreeSet::new();
        let (config, config_found) = self.config_again(&source, &mut stale);
        let theme_stays = config.portal.theme == self.config.portal.theme
            && config.portal.language == self.config.portal.language
            && shares(&self.source.themes, &source.themes);
        let (theme, theme_found) = if theme_stays {
            (self.theme.clone(), self.found.theme.clone())
        } else {
            let theme = theme::load(&source, &config.portal.theme, config.portal.language);
            (theme.value.map(Arc::new).or_else(|| self.theme.clone()), theme.diagnostics)
        };
        let is_behind = self.is_behind
            || config.portal.language != self.shared.language
            || !Arc::ptr_eq(&config, &self.config) && terms(&config) != self.shared.terms;
        let found =
            Found { config: config_found, theme: theme_found, documents: self.found.documents.clone() };
        stale.extend(self.stale.iter().filter(|path| path.is_markdown()).cloned());
        let documents = self.documents.clone();
        let shared = Arc::clone(&self.shared);
        let mut next = Self { source, config, documents, theme, found, shared, stale, is_behind };
        next.compile_changed(self);
        next
    }

    /// Compiles every file with what they share as it is now. Documents that stay as they were keep their allocation.
    /// Gives up as soon as `go_on` says no.
    pub fn caught_up(&self, go_on: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let fronts = self.documents.iter().map(|document| (&document.path, &document.front));
        let shared = Arc::new(Shared::of(&self.config, fronts));
        let found = Found {
            config: self.found.config.clone(),
            theme: self.found.theme.clone(),
            documents: BTreeMap::new(),
        };
        let mut next = Self {
            source: self.source.clone(),
            config: Arc::clone(&self.config),
            documents: self.documents.clone(),
            theme: self.theme.clone(),
            found,
            shared: Arc::clone(&shared),
            stale: self.stale.clone(),
            is_behind: false,
        };
        next.compile(self.source.texts.iter().collect(), go_on)?;
        // What was found out just now is what all were compiled with.
        next.is_behind = false;
        Some(next)
    }

    /// Whether every page of it looks as in `other`.
    pub fn shows_the_same(&self, other: &Self) -> bool {
        let theme = |compiled: &Self| compiled.theme.as_ref().map(Arc::as_ptr);
        Arc::ptr_eq(&self.config, &other.config)
            && theme(self) == theme(other)
            && self.source.files == other.source.files
            && self.documents.len() == other.documents.len()
            && self.documents.iter().zip(&other.documents).all(|(one, other)| Arc::ptr_eq(one, other))
    }

    /// Whether some documents were compiled with names, kinds or terms that are no longer so.
    pub fn is_behind(&self) -> bool {
        self.is_behind
    }

    /// The data files, the last good ones where one is wrong now.
    fn config_again(
        &self,
        source: &Source,
        stale: &mut BTreeSet<SourcePath>,
    ) -> (Arc<Config>, Vec<Diagnostic>) {
        let texts = |source| data_files(source).map(|(path, text)| (path, std::ptr::from_ref(text)));
        if texts(&self.source).eq(texts(source)) {
            stale.extend(self.stale.iter().filter(|path| !path.is_markdown()).cloned());
            return (Arc::clone(&self.config), self.found.config.clone());
        }
        let config = Config::parse(all_texts(source));
        let wrong = config.diagnostics.iter().filter(|diagnostic| is_error(diagnostic, &config.value.portal));
        let wrong: Vec<SourcePath> = wrong.filter_map(|d| Some(d.place.as_ref()?.file.clone())).collect();
        if wrong.is_empty() {
            return (Arc::new(config.value), config.diagnostics);
        }
        stale.extend(wrong);
        (Arc::clone(&self.config), config.diagnostics)
    }

    /// Compiles the files that are not as they were in `before`.
    fn compile_changed(&mut self, before: &Self) {
        // Lent to this function, and given back at its end.
        let source = std::mem::take(&mut self.source);
        for path in missing(&before.source.texts, &source.texts) {
            self.found.documents.remove(path);
            if source.unread.contains_key(std::path::Path::new(path.as_str())) {
                self.stale.insert(path.clone());
            } else {
                self.remove(path);
            }
        }
        // A file that could not be read, and is gone since.
        for path in before.stale.iter().filter(|path| path.is_markdown()) {
            let unread = source.unread.contains_key(std::path::Path::new(path.as_str()));
            if !unread && !source.texts.contains_key(path) {
                self.remove(path);
            }
        }
        let _ = self.compile(changed(&before.source.texts, &source.texts), &|| true);
        self.source = source;
    }

    /// Compiles these files, all or none. One that is wrong is not taken where there is a last good version of it.
    fn compile(
        &mut self,
        texts: Vec<(&SourcePath, &Arc<str>)>,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<()> {
        let shared = Arc::clone(&self.shared);
        let heads = heads(texts.into_iter());
        let compiled: Option<Vec<_>> =
            heads.into_par_iter().map(|head| go_on().then(|| shared.document(head))).collect();
        let compiled = compiled?;
        for checked in compiled {
            let wrong = checked.diagnostics.iter().any(|d| is_error(d, &self.config.portal));
            let path = checked.value.path.clone();
            self.found.documents.remove(&path);
            let document = self.found.take(checked);
            match self.place(&path) {
                Ok(_) if wrong => drop(self.stale.insert(path)),
                Ok(at) => {
                    self.stale.remove(&path);
                    let Some(old) = self.documents.get_mut(at) else { continue };
                    self.is_behind |= tells(&old.path, &old.front) != tells(&path, &document.front);
                    if **old != *document {
                        *old = document;
                    }
                }
                Err(at) => {
                    self.is_behind |= tells(&path, &document.front) != (Vec::new(), None, Vec::new());
                    self.documents.insert(at, document);
                }
            }
        }
        Some(())
    }

    fn remove(&mut self, path: &SourcePath) {
        self.stale.remove(path);
        if let Ok(at) = self.place(path) {
            let document = self.documents.remove(at);
            self.is_behind |= tells(path, &document.front) != (Vec::new(), None, Vec::new());
        }
    }

    /// Where the document is, or would be.
    pub(super) fn place(&self, path: &SourcePath) -> Result<usize, usize> {
        place_of(&self.documents, path)
    }
}

/// What other files learn from a front matter: names, the kind of a section's pages, which files hold its texts.
fn tells(path: &SourcePath, front: &FrontMatter) -> (Vec<String>, Option<Kind>, Vec<SourcePath>) {
    let kind = front.children_kind.filter(|_| path.name() == "_index.md");
    (declared(front), kind, texts_of(path, front))
}

fn is_error(diagnostic: &Diagnostic, portal: &Portal) -> bool {
    portal.severity(diagnostic.code) == Some(Severity::Error)
}

type Files<T> = BTreeMap<SourcePath, Arc<T>>;

/// What `new` holds that is not so in `old`. Both are walked side by side once.
fn changed<'a>(old: &Files<str>, new: &'a Files<str>) -> Vec<(&'a SourcePath, &'a Arc<str>)> {
    let mut old = old.iter().peekable();
    let is_new = |(path, text): &(&SourcePath, &Arc<str>)| {
        while old.next_if(|(known, _)| known < path).is_some() {}
        let known = old.next_if(|(known, _)| known == path);
        !known.is_some_and(|(_, known)| Arc::ptr_eq(known, text))
    };
    new.iter().filter(is_new).collect()
}

/// The Markdown files of `old` that `new` does not hold.
fn missing<'a>(old: &'a Files<str>, new: &Files<str>) -> Vec<&'a SourcePath> {
    let mut new = new.keys().peekable();
    let is_gone = |path: &&SourcePath| {
        while new.next_if(|known| known < path).is_some() {}
        new.next_if(|known| known == path).is_none()
    };
    old.keys().filter(is_gone).filter(|path| path.is_markdown()).collect()
}
