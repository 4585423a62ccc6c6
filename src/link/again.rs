//! Linking again after a change. Most saves change words only; then all that hangs together still does.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Citation, CitationTarget, Document};
use crate::parse::citation::declared;
use crate::path::SourcePath;
use crate::site::{Page, Site};
use crate::text::Span;

/// The site with the documents `after` in place of `before`, where nothing that linking reads is another; nothing
/// where the site must be linked again.
pub fn with_texts(site: &Site, before: &[Arc<Document>], after: &[Arc<Document>]) -> Option<Site> {
    let changed = || before.iter().zip(after).filter(|(old, new)| !Arc::ptr_eq(old, new));
    if before.len() != after.len() || !changed().all(|(old, new)| link_alike(old, new)) {
        return None;
    }
    let mut site = site.clone();
    for (_, document) in changed() {
        let Some(id) = site.by_source.get(&document.path).map(|id| id.0 as usize) else { continue };
        // A text of a document that has several is shown in two places.
        let page = site.pages.get_mut(id).filter(|page| page.versions.is_empty())?;
        page.document = Arc::clone(document);
    }
    Some(site)
}

/// What an earlier link found that holds still: where links and citations lead from files that did not change.
pub struct Kept<'a> {
    site: &'a Site,
    /// What was told of links and citations, by file.
    told: HashMap<&'a SourcePath, Vec<&'a Diagnostic>>,
    /// Whether documents go by the same names.
    same_names: bool,
    /// Whether they are on the same subjects, of the same days and bodies.
    same_subjects: bool,
}

impl<'a> Kept<'a> {
    /// What holds of `site`, linked from the documents `before` with these diagnostics, for the documents `after`;
    /// nothing where an address is another. All else that sites are made from must be the same.
    pub fn of(
        site: &'a Site,
        diagnostics: &'a [Diagnostic],
        before: &[Arc<Document>],
        after: &[Arc<Document>],
    ) -> Option<Self> {
        let all = |same: fn(&Document, &Document) -> bool| {
            before.iter().zip(after).all(|(old, new)| Arc::ptr_eq(old, new) || same(old, new))
        };
        if before.len() != after.len() || !all(reached_alike) {
            return None;
        }
        let mut told: HashMap<&SourcePath, Vec<&Diagnostic>> = HashMap::new();
        for diagnostic in diagnostics {
            if let Some(place) = &diagnostic.place {
                told.entry(&place.file).or_default().push(diagnostic);
            }
        }
        let same_names = all(|old, new| declared(&old.front) == declared(&new.front));
        Some(Self { site, told, same_names, same_subjects: all(listed_alike) })
    }

    /// The site as it was, where its pages are on the same subjects.
    pub(super) fn listed(&self) -> Option<&'a Site> {
        Some(self.site).filter(|_| self.same_subjects)
    }

    /// What was told of a file with these codes.
    pub(super) fn told(&self, file: &SourcePath, codes: &[&'static Code]) -> Vec<Diagnostic> {
        let of_codes = |diagnostic: &&&Diagnostic| codes.contains(&diagnostic.code);
        self.told.get(file).into_iter().flatten().filter(of_codes).copied().cloned().collect()
    }

    /// The page at this place as it was, where its file has not changed.
    pub(super) fn page(&self, at: usize, page: &Page) -> Option<&'a Page> {
        let same = |old: &&Page| Arc::ptr_eq(&old.document, &page.document) && old.route == page.route;
        self.site.pages.get(at).filter(same)
    }

    /// The same, where it also cites nothing by a name that may mean another document now.
    pub(super) fn citing(&self, at: usize, page: &Page) -> Option<&'a Page> {
        // What is told of citations may hold names too.
        let stays = |page: &&Page| {
            self.same_names
                || !self.told.contains_key(page.file())
                    && !page.document.citations.iter().any(Citation::goes_by_name)
        };
        self.page(at, page).filter(stays)
    }
}

/// Whether links and citations from other files reach the same places in both.
fn reached_alike(old: &Document, new: &Document) -> bool {
    let (a, b) = (&old.front, &new.front);
    old.path == new.path
        && (&a.slug, &a.aliases, a.draft, a.publish, a.expire)
            == (&b.slug, &b.aliases, b.draft, b.publish, b.expire)
        && (&a.number, &a.also_written, a.full_text) == (&b.number, &b.also_written, b.full_text)
        && a.versions == b.versions
        && old.holds_text() == new.holds_text()
        && old.anchors().eq(new.anchors())
}

/// Whether both stand in the same lists, status aside.
fn listed_alike(old: &Document, new: &Document) -> bool {
    let (a, b) = (&old.front, &new.front);
    old.kind == new.kind
        && (&a.topics, &a.audience, &a.agency, &a.doc_type, a.date)
            == (&b.topics, &b.audience, &b.agency, &b.doc_type, b.date)
}

/// Where a place in a document lies now that nothing but words is another: places in front matter stay, those of links
/// and citations move with them; nothing for another place.
pub(super) fn moved(old: &Document, new: &Document, span: Span) -> Option<Span> {
    if span.end <= old.front.span.end {
        return Some(span);
    }
    let links = old.links.iter().zip(&new.links).map(|(old, new)| (old.span, new.span));
    let citations = old.citations.iter().zip(&new.citations).map(|(old, new)| (old.span, new.span));
    links.chain(citations).find(|(old, _)| *old == span).map(|(_, new)| new)
}

/// Whether linking finds the same in both, their places in the text aside. Every field is named, so that a new one
/// is not forgotten here.
pub fn link_alike(old: &Document, new: &Document) -> bool {
    let Document {
        path,
        front,
        title,
        kind,
        lead: _,
        body: _,
        headings,
        provisions,
        citations,
        links,
        ids,
        sections: _,
        texts: _,
    } = old;
    let target = |target: &CitationTarget| (target.document.clone(), target.anchor.clone());
    *path == new.path
        && *front == new.front
        && *title == new.title
        && *kind == new.kind
        && *ids == new.ids
        && alike(headings, &new.headings, |a, b| (a.level, &a.id, &a.text) == (b.level, &b.id, &b.text))
        && alike(provisions, &new.provisions, |a, b| {
            (&a.anchor, a.level, &a.number, &a.title, a.parent, &a.label)
                == (&b.anchor, b.level, &b.number, &b.title, b.parent, &b.label)
        })
        && alike(links, &new.links, |a, b| (&a.url, a.role) == (&b.url, b.role))
        && alike(citations, &new.citations, |a, b| {
            (&a.text, a.quoted, a.provision) == (&b.text, b.quoted, b.provision)
                && a.targets.iter().map(target).eq(b.targets.iter().map(target))
        })
}

fn alike<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
}
