//! What search is told of a site's pages.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{SearchOptions, SearchPage, SearchSection, Status};
use crate::config::{Config, SearchConfig, Term};
use crate::document::Kind;
use crate::hash::Fast;
use crate::path::{SourcePath, lies_in};
use crate::site::{Page, StatusKey};

/// What the portal wants of search, by page.
pub struct Input<'a> {
    excluded: Vec<&'a str>,
    promoted: HashMap<&'a str, &'a [String]>,
}

impl<'a> Input<'a> {
    /// Reads what is wanted.
    pub fn new(wanted: &'a SearchConfig) -> Self {
        let promoted = wanted.promote.iter().map(|(page, words)| (page.value.as_str(), words.as_slice()));
        Self {
            excluded: wanted.exclude.iter().map(|page| page.value.as_str()).collect(),
            promoted: promoted.collect(),
        }
    }

    /// The page as search sees it; nothing where it is left out.
    pub fn page<'p>(&self, page: &'p Page) -> Option<SearchPage<'p>>
    where
        'a: 'p,
    {
        let document = &page.document;
        let front = &document.front;
        let path = inner_path(&document.path);
        if self.excluded.iter().any(|entry| lies_in(path, entry)) {
            return None;
        }
        let labels: HashMap<&str, &str, Fast> = document
            .provisions
            .iter()
            .map(|provision| (provision.anchor.as_str(), provision.label.as_str()))
            .collect();
        let section = |section: &'p crate::document::TextSection| SearchSection {
            anchor: &section.anchor,
            heading: &section.heading,
            text: Cow::Borrowed(&section.text),
            provision: labels.get(section.anchor.as_str()).map(|label| Cow::Borrowed(*label)),
        };
        Some(SearchPage {
            url: page.route.as_str(),
            title: &document.title,
            number: front.number.as_ref().map(|number| number.value.as_str()),
            also_written: &front.also_written,
            short_names: front.short_names.iter().map(|name| name.value.as_str()).collect(),
            kind: document.kind.name(),
            doc_type: front.doc_type.as_deref(),
            agency: front.agency.as_deref(),
            year: front.date.map(|date| date.year),
            date: front.date.map(|date| date.to_string().into()),
            topics: &front.topics,
            audience: &front.audience,
            status: page.status.as_ref().map(|status| status_of(status.key)),
            summary: front.summary.as_deref().unwrap_or(""),
            promote: self.promoted.get(path).copied().unwrap_or_default(),
            sections: document.sections.iter().map(section).collect(),
        })
    }
}

/// The page of all terms as search sees it: whoever asks what a term means is led to its entry. `ask` is how people do,
/// with `%` for the term.
pub fn glossary<'a>(url: &'a str, title: &'a str, ask: &str, terms: &'a [Term]) -> SearchPage<'a> {
    let section = |term: &'a Term| {
        let told = [&term.full].into_iter().chain(&term.meaning).chain(&term.also).map(String::as_str);
        let told: Vec<&str> = told.map(|text| text.trim_end_matches('.')).collect();
        // On one line, so that no passage ends within it.
        let text = format!("{} {}.", ask.replace('%', &term.abbr), told.join(". "));
        SearchSection { anchor: &term.anchor, heading: &term.abbr, text: text.into(), provision: None }
    };
    let sections = terms.iter().map(section).collect();
    SearchPage { url, title, kind: Kind::Page.name(), sections, ..SearchPage::default() }
}

/// The path from `content/`, or from the school's folder.
fn inner_path(path: &SourcePath) -> &str {
    let path = path.as_str().strip_prefix("content/").unwrap_or(path.as_str());
    path.strip_prefix("sites/").and_then(|rest| rest.split_once('/')).map_or(path, |(_, path)| path)
}

fn status_of(key: StatusKey) -> Status<'static> {
    let (label, over) = match key {
        StatusKey::InForce => ("còn hiệu lực", false),
        StatusKey::NotYet => ("chưa có hiệu lực", false),
        StatusKey::Partly => ("hết hiệu lực một phần", false),
        StatusKey::Expired => ("hết hiệu lực", true),
        StatusKey::Suspended => ("ngưng hiệu lực", true),
        StatusKey::Unsuitable => ("không còn phù hợp", true),
        StatusKey::Unknown => ("chưa xác định", false),
    };
    Status { label, over }
}

/// The abbreviations and synonyms of the portal.
pub fn options(config: &Config) -> SearchOptions {
    let wanted = config.portal.search.as_ref();
    SearchOptions {
        abbreviations: config.glossary.iter().map(|term| (term.abbr.clone(), term.full.clone())).collect(),
        synonyms: wanted.map(|wanted| wanted.synonyms.clone()).unwrap_or_default(),
    }
}
