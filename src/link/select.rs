//! Which documents a site shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Choice, Portal};
use crate::document::Document;
use crate::path::lies_in;

/// A document with its path in the site, such as `van-ban/quy-che-01.md`.
pub struct Selected {
    /// The document.
    pub document: Arc<Document>,
    /// Its path in the site.
    pub path: String,
}

/// Where the portal's own pages lie, and where the schools'.
const CONTENT: &str = "content/";
const SITES: &str = "content/sites/";

/// The documents of the site. A school's own page stands in for the portal's page at the same path.
pub fn documents(portal: Portal<'_>, choice: Choice<'_>) -> Vec<Selected> {
    let shown = || portal.documents.par_iter().filter(|document| is_shown(document, choice));
    let select = |path: &str, document: &Arc<Document>| (path.to_owned(), Arc::clone(document));
    let chosen = shown().filter_map(|document| {
        let path = document.path.as_str().strip_prefix(CONTENT)?;
        let is_chosen = !document.path.as_str().starts_with(SITES) && is_taken(path, choice);
        is_chosen.then(|| select(path, document))
    });
    let own = shown().filter_map(|document| {
        let (id, path) = document.path.as_str().strip_prefix(SITES)?.split_once('/')?;
        choice.site.is_some_and(|site| site.id == id).then(|| select(path, document))
    });
    let all: Vec<(String, Arc<Document>)> = chosen.chain(own).collect();
    // Of two with one path the last one stays.
    let all: BTreeMap<_, _> = all.into_iter().collect();
    all.into_iter().map(|(path, document)| Selected { document, path }).collect()
}

/// Whether the page is out on the day: no draft, published already, not yet expired.
pub fn is_shown(document: &Document, choice: Choice<'_>) -> bool {
    let front = &document.front;
    let today = choice.today;
    let to_come = front.publish.and_then(|date| date.first_day()).is_some_and(|day| day > today);
    let gone = front.expire.and_then(|date| date.first_day()).is_some_and(|day| day <= today);
    choice.drafts || !(front.draft || to_come || gone)
}

/// Whether a school takes the portal's page over. The home page is always taken, unless the school has its own.
pub fn is_taken(path: &str, choice: Choice<'_>) -> bool {
    let Some(site) = choice.site else { return true };
    let included = site.include.is_empty()
        || path == "_index.md"
        || site.include.iter().any(|entry| lies_in(path, &entry.value));
    // The first page of a folder comes along with any page below it.
    let leads = path
        .strip_suffix("_index.md")
        .is_some_and(|folder| site.include.iter().any(|entry| entry.value.starts_with(folder)));
    (included || leads) && !site.exclude.iter().any(|entry| lies_in(path, &entry.value))
}
