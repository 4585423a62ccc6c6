//! Lists by subject, reader, issuing body, type, year and status; the register of legal documents.

use std::cmp::Reverse;
use std::collections::HashMap;

use rayon::prelude::*;

use super::Kept;
use crate::document::{Kind, PartialDate};
use crate::site::{Page, PageId, Site, StatusKey, Taxonomy, TaxonomyKind, Term};
use crate::vietnamese;

/// Sorts the pages into their lists. Terms that differ only in case or accents' placement share an address.
pub fn sort(site: &mut Site, kept: Option<&Kept<'_>>) {
    let same_statuses = |old: &&Site| {
        let (old, new) = (old.pages.iter().map(status), site.pages.iter().map(status));
        old.eq(new)
    };
    if let Some(old) = kept.and_then(Kept::listed).filter(same_statuses) {
        site.taxonomies.clone_from(&old.taxonomies);
        site.register.clone_from(&old.register);
        return;
    }
    let dates: Vec<Date> = site.pages.iter().map(|page| page.document.front.date).collect();
    let all = TaxonomyKind::ALL.par_iter().filter_map(|(kind, _)| taxonomy(site, *kind, &dates));
    site.taxonomies = all.collect();
    let legal = site.page_ids().filter(|(_, page)| page.document.kind == Kind::Legal);
    let mut register: Vec<PageId> = legal.map(|(id, _)| id).collect();
    newest_first(&dates, &mut register);
    site.register = register;
}

fn status(page: &Page) -> Option<StatusKey> {
    page.status.as_ref().map(|status| status.key)
}

/// The date of a page.
type Date = Option<PartialDate>;

fn taxonomy(site: &Site, kind: TaxonomyKind, dates: &[Date]) -> Option<Taxonomy> {
    let mut terms: Vec<Term> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    let mut by_slug: HashMap<String, usize> = HashMap::new();
    for (id, page) in site.page_ids() {
        for name in names(page, kind) {
            let index = match by_name.get(name.as_ref()) {
                Some(index) => *index,
                None => {
                    let slug = vietnamese::slug(&name);
                    let slug = if slug.is_empty() { "khac".to_owned() } else { slug };
                    let index = *by_slug.entry(slug.clone()).or_insert(terms.len());
                    if index == terms.len() {
                        terms.push(Term { name: name.clone().into_owned(), slug, pages: Vec::new() });
                    }
                    by_name.insert(name.into_owned(), index);
                    index
                }
            };
            if let Some(term) = terms.get_mut(index).filter(|term| term.pages.last() != Some(&id)) {
                term.pages.push(id);
            }
        }
    }
    for term in &mut terms {
        newest_first(dates, &mut term.pages);
    }
    match kind {
        TaxonomyKind::Year => terms.sort_by(|a, b| b.name.cmp(&a.name)),
        TaxonomyKind::Status => {
            terms.sort_by_key(|term| StatusKey::ALL.iter().position(|(_, name)| *name == term.name));
        }
        _ => terms.sort_by_cached_key(|term| vietnamese::collation_key(&term.name)),
    }
    (!terms.is_empty()).then_some(Taxonomy { kind, terms })
}

/// Orders pages by date, the newest first; the order of addresses decides between equals.
fn newest_first(dates: &[Date], pages: &mut [PageId]) {
    pages.sort_unstable_by_key(|id| (Reverse(dates.get(id.0 as usize)), *id));
}

/// The terms of a page.
fn names(page: &Page, kind: TaxonomyKind) -> Vec<std::borrow::Cow<'_, str>> {
    let front = &page.document.front;
    let legal = page.document.kind == Kind::Legal;
    let of_legal = |name: &Option<String>| {
        let named = name.iter().filter(|_| legal);
        named.map(|name| std::borrow::Cow::Owned(name.clone())).collect::<Vec<_>>()
    };
    match kind {
        TaxonomyKind::Topic => front.topics.iter().map(|name| name.as_str().into()).collect(),
        TaxonomyKind::Audience => front.audience.iter().map(|name| name.as_str().into()).collect(),
        TaxonomyKind::Agency => of_legal(&front.agency),
        TaxonomyKind::DocType => of_legal(&front.doc_type),
        TaxonomyKind::Status => page.status.iter().map(|status| status.key.name().into()).collect(),
        TaxonomyKind::Year => of_legal(&front.date.map(|date| date.year.to_string())),
    }
}
