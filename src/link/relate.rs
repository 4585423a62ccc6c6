//! Pages that belong together: those that link here, and those on the same subjects.

use rayon::prelude::*;

use super::Kept;
use crate::site::{PageId, Site, Target, TaxonomyKind};

/// How many related pages are shown.
const RELATED: usize = 4;
/// How many neighbours in a subject's list are looked at on each side.
const NEAR: usize = 8;

/// Tells every page which pages link to it.
pub fn backlinks(site: &mut Site, kept: Option<&Kept<'_>>) {
    if let Some(old) = kept.and_then(|kept| kept.linked(site)) {
        for (page, old) in site.pages.iter_mut().zip(&old.pages) {
            page.backlinks.clone_from(&old.backlinks);
        }
        return;
    }
    let mut found: Vec<Vec<PageId>> = vec![Vec::new(); site.pages.len()];
    for (id, page) in site.page_ids() {
        for target in &*page.links {
            let Target::Page(to, _) = target else { continue };
            let known = found.get_mut(to.0 as usize).filter(|_| *to != id);
            // Pages come in order, so a page that is there already is the last.
            if let Some(known) = known.filter(|known| known.last() != Some(&id)) {
                known.push(id);
            }
        }
    }
    for (page, links) in site.pages.iter_mut().zip(found) {
        page.backlinks = links;
    }
}

/// Finds the pages that share most subjects with each page. Only neighbours in the lists by subject are compared:
/// they are near in time too, and the work stays linear in the pages.
pub fn related(site: &mut Site, kept: Option<&Kept<'_>>) {
    if let Some(old) = kept.and_then(Kept::listed) {
        for (page, old) in site.pages.iter_mut().zip(&old.pages) {
            page.related.clone_from(&old.related);
        }
        return;
    }
    // Where each page stands in the lists of its subjects.
    let mut places: Vec<Vec<(&[PageId], usize)>> = vec![Vec::new(); site.pages.len()];
    let topics = site.taxonomies.iter().filter(|taxonomy| taxonomy.kind == TaxonomyKind::Topic);
    for term in topics.flat_map(|taxonomy| &taxonomy.terms) {
        for (at, page) in term.pages.iter().enumerate() {
            if let Some(places) = places.get_mut(page.0 as usize) {
                places.push((&term.pages, at));
            }
        }
    }
    let nearest = |places: &Vec<(&[PageId], usize)>| -> Vec<PageId> {
        let mut all: Vec<PageId> = Vec::with_capacity(places.len() * 2 * NEAR);
        for &(pages, at) in places {
            let (before, after) = (at.saturating_sub(NEAR)..at, at + 1..(at + NEAR + 1).min(pages.len()));
            all.extend([before, after].into_iter().flat_map(|side| pages.get(side).unwrap_or_default()));
        }
        all.sort_unstable();
        // The best so far, the best first; a page comes before those after it that share no more.
        let mut best: Vec<(usize, PageId)> = Vec::with_capacity(RELATED + 1);
        for same in all.chunk_by(|a, b| a == b) {
            let Some(id) = same.first() else { continue };
            let at = best.partition_point(|(shared, _)| *shared >= same.len());
            if at < RELATED {
                best.insert(at, (same.len(), *id));
                best.truncate(RELATED);
            }
        }
        best.into_iter().map(|(_, id)| id).collect()
    };
    let found: Vec<Vec<PageId>> = places.par_iter().map(nearest).collect();
    for (page, related) in site.pages.iter_mut().zip(found) {
        page.related = related;
    }
}
