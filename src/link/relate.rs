//! Pages that belong together: those that link here, and those on the same subjects.

use std::collections::{BTreeSet, HashMap};

use crate::site::{PageId, Site, Target, TaxonomyKind};

/// How many related pages are shown.
const RELATED: usize = 4;
/// How many neighbours in a subject's list are looked at on each side.
const NEAR: usize = 8;

/// Tells every page which pages link to it.
pub fn backlinks(site: &mut Site) {
    let mut found: Vec<BTreeSet<PageId>> = vec![BTreeSet::new(); site.pages.len()];
    for (id, page) in site.page_ids() {
        for target in &page.links {
            let Target::Page(to, _) = target else { continue };
            if let Some(set) = found.get_mut(to.0 as usize).filter(|_| *to != id) {
                set.insert(id);
            }
        }
    }
    for (page, links) in site.pages.iter_mut().zip(found) {
        page.backlinks = links.into_iter().collect();
    }
}

/// Finds the pages that share most subjects with each page. Only neighbours in the lists by subject are compared:
/// they are near in time too, and the work stays linear in the pages.
pub fn related(site: &mut Site) {
    let mut scores: Vec<HashMap<PageId, u32>> = vec![HashMap::new(); site.pages.len()];
    let topics = site.taxonomies.iter().filter(|taxonomy| taxonomy.kind == TaxonomyKind::Topic);
    for term in topics.flat_map(|taxonomy| &taxonomy.terms) {
        for (at, page) in term.pages.iter().enumerate() {
            let near = term.pages.iter().enumerate().skip(at.saturating_sub(NEAR)).take(2 * NEAR + 1);
            let Some(scores) = scores.get_mut(page.0 as usize) else { continue };
            for (_, other) in near.filter(|(position, _)| *position != at) {
                *scores.entry(*other).or_insert(0) += 1;
            }
        }
    }
    let found: Vec<Vec<PageId>> = scores
        .into_iter()
        .map(|scores| {
            let mut ranked: Vec<(u32, PageId)> = scores.into_iter().map(|(id, score)| (score, id)).collect();
            ranked.sort_by_key(|(score, id)| (std::cmp::Reverse(*score), *id));
            ranked.into_iter().map(|(_, id)| id).take(RELATED).collect()
        })
        .collect();
    for (page, related) in site.pages.iter_mut().zip(found) {
        page.related = related;
    }
}
