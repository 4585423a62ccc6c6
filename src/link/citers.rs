//! Who cites whom: by page, and by provision.

use std::collections::{BTreeMap, HashMap};

use crate::document::Document;
use crate::site::{Citer, PageId, Site, Target};

/// Tells every page which pages cite it, and which places cite its provisions.
pub fn citers(site: &mut Site) {
    let mut pages: Vec<BTreeMap<PageId, usize>> = vec![BTreeMap::new(); site.pages.len()];
    let mut provisions: Vec<BTreeMap<u32, Vec<Citer>>> = vec![BTreeMap::new(); site.pages.len()];
    let mut known: HashMap<PageId, HashMap<&str, u32>> = HashMap::new();
    for (id, page) in site.page_ids().filter(|(_, page)| page.version_of.is_none()) {
        for (citation, targets) in page.document.citations.iter().zip(&*page.citations) {
            for target in targets {
                let (to, anchor) = match target {
                    Target::Page(to, anchor) => (*to, anchor.as_deref()),
                    Target::Here(anchor) => (id, Some(anchor.as_str())),
                    _ => continue,
                };
                if let Some(counts) = pages.get_mut(to.0 as usize).filter(|_| to != id) {
                    *counts.entry(id).or_insert(0) += 1;
                }
                let (Some(anchor), Some(cited)) = (anchor, site.page(to)) else { continue };
                let index =
                    known.entry(to).or_insert_with(|| by_anchor(&cited.document)).get(anchor).copied();
                let Some(index) = index else { continue };
                if to == id && holds(&page.document, index, citation.provision) {
                    continue;
                }
                if let Some(citers) = provisions.get_mut(to.0 as usize) {
                    note(citers.entry(index).or_default(), id, citation.provision);
                }
            }
        }
    }
    for ((page, cited_by), cited) in site.pages.iter_mut().zip(pages).zip(provisions) {
        page.cited_by = cited_by;
        page.cited_provisions = cited;
    }
}

fn by_anchor(document: &Document) -> HashMap<&str, u32> {
    document.provisions.iter().map(|provision| provision.anchor.as_str()).zip(0..).collect()
}

/// Whether provision `outer` is `inner` or holds it.
fn holds(document: &Document, outer: u32, inner: Option<u32>) -> bool {
    let up = |at: &u32| document.provisions.get(*at as usize).and_then(|provision| provision.parent);
    std::iter::successors(inner, up).any(|at| at == outer)
}

/// Pages come one after another and their words in order, so the same place is the last one noted.
fn note(citers: &mut Vec<Citer>, page: PageId, provision: Option<u32>) {
    match citers.last_mut() {
        Some(last) if (last.page, last.provision) == (page, provision) => last.count += 1,
        _ => citers.push(Citer { page, provision, count: 1 }),
    }
}
