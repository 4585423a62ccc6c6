//! Links one site: documents and configuration in, [`Site`] and diagnostics out. It reads outlines, never bodies,
//! and is done again on every change.

mod citations;
mod circles;
mod citers;
mod again;
mod navigate;
mod registry;
mod relate;
mod relations;
mod resolve;
mod route;
mod select;
mod status;
mod taxonomy;
mod ties;
mod versions;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, Deadline, SiteConfig};
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::{Document, place_of};
use crate::hash::Fast;
use crate::path::SourcePath;
use crate::site::{BySource, Page, PageId, Site};
use crate::source::FileInfo;
use crate::text::Spanned;
use again::moved;
pub use again::{Kept, link_alike, with_texts};
pub use resolve::data_path;
pub use ties::{Tied, Ties, move_told};

/// Everything that sites are made from.
#[derive(Clone, Copy, Debug)]
pub struct Portal<'a> {
    /// The documents in order of their paths.
    pub documents: &'a [Arc<Document>],
    /// The data files.
    pub config: &'a Config,
    /// The files that are published as they are.
    pub files: &'a BTreeMap<SourcePath, FileInfo>,
    /// What is there and could not be read, by its path under the root.
    pub unread: &'a BTreeMap<PathBuf, Diagnostic>,
}

impl<'a> Portal<'a> {
    /// The document in a file, which the site shows or not.
    fn document(self, site: &'a Site, file: &SourcePath) -> Option<&'a Arc<Document>> {
        let page = site.by_source.get(file).and_then(|id| site.page(*id));
        let shown = page.map(|page| &page.document).filter(|document| document.path == *file);
        shown.or_else(|| self.documents.get(place_of(self.documents, file).ok()?))
    }
}

/// Which site, for which day.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// The school; nothing for the portal itself.
    pub site: Option<&'a SiteConfig>,
    /// The day that drafts, deadlines and status are judged by.
    pub today: jiff::civil::Date,
    /// Drafts, pages to come and pages gone are shown too.
    pub drafts: bool,
    /// The address that was asked for on the command line.
    pub base_url: Option<&'a str>,
}

/// Links one site. Where links lead from files that did not change is taken over from what was kept.
pub fn link(portal: Portal<'_>, choice: Choice<'_>, kept: Option<&Kept<'_>>) -> Checked<Site> {
    let mut diagnostics = Vec::new();
    let texts = versions::Texts::read(portal, choice, &mut diagnostics);
    let documents = texts.documents(portal.documents);
    let portal = Portal { documents: &documents, ..portal };
    // Of documents with several texts each link makes new ones.
    let again = kept.filter(|_| texts.are_none()).and_then(Kept::pages);
    let (pages, by_source) = again.unwrap_or_else(|| {
        let pages = route::routes(select::documents(portal, choice), &mut diagnostics);
        let by_source = Arc::new(by_source(&pages, choice));
        (pages, by_source)
    });
    let mut site = skeleton(portal, choice, pages, by_source);
    let standing = citations::standing(&site.pages, kept);
    let by_name = !texts.are_none() || citations::go_by_name(&site.pages, &standing);
    let (registry, ()) = rayon::join(
        || registry::Registry::new(portal.documents, by_name),
        || {
            route::aliases(&mut site, &mut diagnostics);
            navigate::folders(&mut site);
            texts.place(&mut site);
            navigate::menu(&mut site, portal, choice, &mut diagnostics);
            resolve::links(&mut site, portal, choice, kept, &mut diagnostics);
            resolve::data_links(&site, portal, choice, &mut diagnostics);
            route::files(&mut site, portal, &mut diagnostics);
        },
    );
    citations::citations(&mut site, choice, &registry, standing, &mut diagnostics);
    citers::citers(&mut site);
    relations::relations(&mut site, portal, choice, &registry, &mut diagnostics);
    status::statuses(&mut site, choice, &mut diagnostics);
    taxonomy::sort(&mut site, kept);
    relate::backlinks(&mut site, kept);
    relate::related(&mut site, kept);
    match kept {
        Some(kept) => diagnostics.extend(kept.same_numbers(&site)),
        None => numbers(&site, choice, &mut diagnostics),
    }
    Checked { value: site, diagnostics }
}

/// Which page each source became.
fn by_source(pages: &[Page], choice: Choice<'_>) -> BySource {
    let mut by_source = BySource::with_capacity_and_hasher(pages.len(), Fast::default());
    for (id, page) in (0u32..).map(PageId).zip(pages) {
        let path = &page.document.path;
        by_source.insert(path.clone(), id);
        // Links to the portal's page lead to the school's own page at the same path.
        let own = choice.site;
        let replaced =
            own.and_then(|site| path.as_str().strip_prefix("content/sites/")?.strip_prefix(&site.id));
        if let Some(replaced) = replaced.and_then(|rest| SourcePath::new(&format!("content{rest}"))) {
            by_source.insert(replaced, id);
        }
    }
    by_source
}

/// The site with its pages, before anything hangs together.
fn skeleton(portal: Portal<'_>, choice: Choice<'_>, pages: Vec<Page>, by_source: Arc<BySource>) -> Site {
    let own = choice.site;
    let config = &portal.config.portal;
    let deadlines: Vec<Deadline> =
        portal.config.calendar.iter().chain(own.iter().flat_map(|site| &site.calendar)).cloned().collect();
    let base_url = choice.base_url.map(str::to_owned);
    Site {
        config: own.cloned(),
        title: own.map_or_else(|| config.title.clone(), |site| site.name.clone()),
        tagline: own.map_or_else(|| config.tagline.clone(), |site| site.tagline.clone()),
        base_url: base_url
            .or_else(|| own.map_or_else(|| config.base_url.clone(), |site| site.base_url.clone())),
        today: choice.today,
        updated: pages.par_iter().filter_map(|page| page.document.front.last_change()).max(),
        related: relations::any(&pages),
        pages,
        texts: Vec::new(),
        folders: Vec::new(),
        taxonomies: Vec::new(),
        register: Vec::new(),
        menu: Vec::new(),
        files: BTreeMap::new(),
        aliases: Vec::new(),
        deadlines,
        by_source,
    }
}

/// Two documents with one number.
fn numbers(site: &Site, choice: Choice<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if choice.site.is_some() {
        return;
    }
    let numbered = site.pages.par_iter().filter_map(|page| {
        let number = page.document.front.number.as_ref()?;
        let letters = number.value.chars().filter(|c| c.is_alphanumeric());
        Some((letters.flat_map(char::to_lowercase).collect(), page, number))
    });
    let numbered: Vec<(String, &Page, &Spanned<String>)> = numbered.collect();
    let mut seen: HashMap<String, &SourcePath> = HashMap::with_capacity(numbered.len());
    for (key, page, number) in numbered {
        if let Some(first) = seen.insert(key, &page.document.path) {
            diagnostics.push(resolve::same_number(page, number, first));
        }
    }
}
