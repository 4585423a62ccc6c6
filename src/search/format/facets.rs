//! Facets and dates: the values of pages, up to some thousand pages to a file.

use std::collections::{BTreeMap, BTreeSet};

use super::Files;
use super::lists::digits;
use crate::search::SearchPage;
use crate::search::build::Placed;

/// The pages of a file of facets.
const FACET_PAGES: usize = 8_192;

/// The values that pages have, and for every page how many of them and which.
type Column<'p> = (Vec<&'p str>, String);

impl Files<'_> {
    /// Writes what pages can be narrowed by.
    pub fn facets(&self, pages: &[Placed<'_>]) -> Vec<String> {
        self.columns(pages, |pages| {
            let years: Vec<Option<String>> =
                pages.iter().map(|placed| placed.page.year.map(|year| year.to_string())).collect();
            let columns = BTreeMap::from([
                ("kind", column(pages, |page| vec![page.kind])),
                ("type", column(pages, |page| one(page.doc_type))),
                ("agency", column(pages, |page| one(page.agency))),
                ("year", written(years.iter().map(|year| one(year.as_deref())).collect())),
                ("topic", column(pages, |page| page.topics.iter().map(String::as_str).collect())),
                ("audience", column(pages, |page| page.audience.iter().map(String::as_str).collect())),
                ("status", column(pages, |page| one(page.status.map(|status| status.label)))),
            ]);
            serde_json::to_vec(&columns).unwrap_or_default()
        })
    }

    /// Writes what pages can be sorted by.
    pub fn dates(&self, pages: &[Placed<'_>]) -> Vec<String> {
        self.columns(pages, |pages| {
            let columns = BTreeMap::from([("date", column(pages, |page| one(page.date.as_deref())))]);
            serde_json::to_vec(&columns).unwrap_or_default()
        })
    }

    fn columns(&self, pages: &[Placed<'_>], content: impl Fn(&[Placed<'_>]) -> Vec<u8>) -> Vec<String> {
        pages.chunks(FACET_PAGES).map(|pages| self.add(&content(pages)).to_string()).collect()
    }
}

fn one(value: Option<&str>) -> Vec<&str> {
    value.filter(|value| !value.is_empty()).into_iter().collect()
}

fn column<'p>(pages: &'p [Placed<'_>], values: impl Fn(&'p SearchPage<'p>) -> Vec<&'p str>) -> Column<'p> {
    written(pages.iter().map(|placed| values(&placed.page)).collect())
}

fn written(of: Vec<Vec<&str>>) -> Column<'_> {
    let all: Vec<&str> = of.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let mut codes = Vec::new();
    for values in &of {
        digits(values.len() as u32, &mut codes);
        for value in values {
            digits(all.binary_search(value).unwrap_or(0) as u32, &mut codes);
        }
    }
    (all, String::from_utf8(codes).unwrap_or_default())
}
