//! Linking again after a change. Most saves change words only; then all that hangs together still does.

use std::sync::Arc;

use crate::document::{CitationTarget, Document};
use crate::site::Site;

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

/// Whether linking finds the same in both, their places in the text aside. Every field is named, so that a new one
/// is not forgotten here.
fn link_alike(old: &Document, new: &Document) -> bool {
    let Document {
        path,
        front,
        title,
        kind,
        body: _,
        headings,
        provisions,
        citations,
        links,
        ids,
        sections: _,
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
            a.text == b.text
                && a.quoted == b.quoted
                && a.targets.iter().map(target).eq(b.targets.iter().map(target))
        })
}

fn alike<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
}
