//! Pages that belong together: those that link here, and those on the same subjects.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::site::{PageId, Site, Target, TaxonomyKind};

/// How many related pages are shown.
const RELATED: usize = 4;
/// How many neighbours in a subject's list are looked at on each side.
const NEAR: usize = 8;

/// Tells every page which pages link to it.
pub fn backlinks(site: &mut Site) {
    let mut found: Vec<Vec<PageId>> = vec![Vec::new(); site.pages.len()];
    for (id, page) in site.page_ids() {
        for target in &page.links {
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
pub fn related(site: &mut Site) {
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
        let near = |&(pages, at): &(&[PageId], usize)| {
            let (before, after) = (at.saturating_sub(NEAR)..at, at + 1..(at + NEAR + 1).min(pages.len()));
            before.chain(after).filter_map(|other| pages.get(other).copied()).collect::<Vec<_>>()
        };
        let mut all: Vec<PageId> = places.iter().flat_map(near).collect();
        all.sort_unstable();
        let same = all.chunk_by(|a, b| a == b);
        let mut ranked: Vec<(Reverse<usize>, PageId)> =
            same.filter_map(|same| Some((Reverse(same.len()), *same.first()?))).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, id)| id).take(RELATED).collect()
    };
    let found: Vec<Vec<PageId>> = places.par_iter().map(nearest).collect();
    for (page, related) in site.pages.iter_mut().zip(found) {
        page.related = related;
    }
}
