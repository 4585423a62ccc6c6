//! Linking again after a change. Most saves change words only; then all that hangs together still does.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::document::{Citation, CitationTarget, Document, VersionRef};
use crate::parse::citation::declared;
use crate::site::{BySource, Page, PageId, Site};
use crate::text::{Span, Spanned};

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
    /// What takes the place of the documents that changed, by where these lie in memory.
    changed: HashMap<usize, &'a Arc<Document>>,
    diagnostics: &'a [Diagnostic],
    /// What was told of pages.
    told: HashMap<PageId, Vec<&'a Diagnostic>>,
    /// Whether documents go by the same names.
    same_names: bool,
    /// Whether they have the same titles.
    same_titles: bool,
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
        after: &'a [Arc<Document>],
    ) -> Option<Self> {
        let pairs = before.iter().zip(after).filter(|(old, new)| !Arc::ptr_eq(old, new));
        let changed: Vec<_> = pairs.collect();
        let all = |same: fn(&Document, &Document) -> bool| changed.iter().all(|(old, new)| same(old, new));
        if before.len() != after.len() || !all(reached_alike) {
            return None;
        }
        let mut told: HashMap<PageId, Vec<&Diagnostic>> = HashMap::new();
        for diagnostic in diagnostics {
            if let Some(id) = diagnostic.place.as_ref().and_then(|place| site.by_source.get(&place.file)) {
                told.entry(*id).or_default().push(diagnostic);
            }
        }
        let same_names = all(|old, new| declared(&old.front) == declared(&new.front));
        let same_titles = all(|old, new| old.title == new.title);
        let same_subjects = all(listed_alike);
        let changed = changed.into_iter().map(|(old, new)| (Arc::as_ptr(old).addr(), new)).collect();
        Some(Self { site, changed, diagnostics, told, same_names, same_titles, same_subjects })
    }

    /// The pages at their addresses, which hang together with nothing yet, and which page each source became; nothing
    /// where something was told of addresses, for it stands at places that may have moved.
    pub(super) fn pages(&self) -> Option<(Vec<Page>, Arc<BySource>)> {
        if self.diagnostics.iter().any(|diagnostic| diagnostic.code == &codes::SAME_ADDRESS) {
            return None;
        }
        let document = |old: &Arc<Document>| {
            Arc::clone(self.changed.get(&Arc::as_ptr(old).addr()).copied().unwrap_or(old))
        };
        let page = |old: &Page| Page::new(document(&old.document), old.route.clone());
        Some((self.site.pages.iter().map(page).collect(), Arc::clone(&self.site.by_source)))
    }

    /// The site as it was, where its pages are on the same subjects.
    pub(super) fn listed(&self) -> Option<&'a Site> {
        Some(self.site).filter(|_| self.same_subjects)
    }

    /// What was told of the page at this place with these codes.
    pub(super) fn told(&self, at: usize, codes: &[&'static Code]) -> Vec<Diagnostic> {
        let of_codes = self.told_of(at).filter(|diagnostic| codes.contains(&diagnostic.code));
        of_codes.cloned().collect()
    }

    fn told_of(&self, at: usize) -> impl Iterator<Item = &'a Diagnostic> {
        let id = u32::try_from(at).ok().map(PageId);
        id.and_then(|id| self.told.get(&id)).into_iter().flatten().copied()
    }

    /// The page at this place as it was, where its file has not changed.
    pub(super) fn page(&self, at: usize, page: &Page) -> Option<&'a Page> {
        let same = |old: &&Page| Arc::ptr_eq(&old.document, &page.document) && old.route == page.route;
        self.site.pages.get(at).filter(same)
    }

    /// The same, where it also cites nothing by a name that may mean another document now, and no title that may be
    /// another is told of.
    pub(super) fn citing(&self, at: usize, page: &Page) -> Option<&'a Page> {
        let stays = |page: &&Page| {
            (self.same_titles || !self.told_of(at).any(|diagnostic| tells_title(diagnostic.code)))
                && (self.same_names || !page.document.citations.iter().any(Citation::goes_by_name))
        };
        self.page(at, page).filter(stays)
    }

    /// The site as it was, where the pages of `site` have the same links.
    pub(super) fn linked(&self, site: &Site) -> Option<&'a Site> {
        let pages = || self.site.pages.iter().zip(&site.pages);
        let same =
            self.site.pages.len() == site.pages.len() && pages().all(|(old, new)| old.links == new.links);
        same.then_some(self.site)
    }

    /// The documents with one number: these are still the same, but their numbers may stand elsewhere.
    pub(super) fn same_numbers(&self, site: &Site) -> Vec<Diagnostic> {
        let told = self.diagnostics.iter().filter(|diagnostic| diagnostic.code == &codes::SAME_NUMBER);
        let mut told: Vec<Diagnostic> = told.cloned().collect();
        for place in told.iter_mut().filter_map(|diagnostic| diagnostic.place.as_mut()) {
            let page = site.by_source.get(&place.file).and_then(|id| site.page(*id));
            let number = page.and_then(|page| page.document.front.number.as_ref());
            place.span = number.map_or(place.span, |number| number.span);
        }
        told
    }
}

/// Whether what is told under this code holds the title of another document.
fn tells_title(code: &Code) -> bool {
    [&codes::PROVISION_NOT_HELD, &codes::MISSING_PROVISION].contains(&code)
}

/// Whether links and citations from other files reach the same places in both. Where the front matter says so does not
/// matter.
fn reached_alike(old: &Document, new: &Document) -> bool {
    let (a, b) = (&old.front, &new.front);
    let value = |of: &Option<Spanned<String>>| of.as_ref().map(|of| of.value.clone());
    let version = |of: &VersionRef| (of.effective.value, of.file.value.clone());
    old.path == new.path
        && (a.draft, a.publish, a.expire) == (b.draft, b.publish, b.expire)
        && (value(&a.slug), value(&a.number)) == (value(&b.slug), value(&b.number))
        && alike(&a.aliases, &b.aliases, |a, b| a.value == b.value)
        && (&a.also_written, a.full_text) == (&b.also_written, b.full_text)
        && alike(&a.versions, &b.versions, |a, b| version(a) == version(b))
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
