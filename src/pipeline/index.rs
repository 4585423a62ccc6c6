//! The search index of a release: made, or taken up again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::Compiled;
use crate::output::{Entry, Refusal, Release};
use crate::path::Route;
use crate::render::Standing;
use crate::search::{self, Kept, SearchFile, SearchOptions, SearchPage};
use crate::site::{Page, Site};

/// Writes files of an index into a release.
struct Writer<'a> {
    release: &'a Release,
    written: Mutex<Vec<Result<(Route, Entry), Refusal>>>,
}

impl<'a> Writer<'a> {
    fn new(release: &'a Release) -> Self {
        Self { release, written: Mutex::default() }
    }

    fn put(&self, file: &SearchFile) {
        let Some(route) = Route::new(&file.path) else { return };
        let entry = self.release.write(&route, &file.bytes).map(|entry| (route, entry));
        self.written.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    fn entries(self) -> Result<BTreeMap<Route, Entry>, Refusal> {
        self.written.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect()
    }
}

/// Makes and writes the index; nothing is kept where the portal leaves search out.
pub fn write(
    compiled: &Compiled,
    site: &Site,
    release: &Release,
) -> Result<(BTreeMap<Route, Entry>, Option<Kept>), Refusal> {
    let writer = Writer::new(release);
    let kept = all_pages(compiled, site)
        .map(|(pages, options)| search::build_into(pages, &options, &|file| writer.put(&file)));
    Ok((writer.entries()?, kept))
}

/// An index that was taken up again.
pub struct Again {
    /// The files that are other than before.
    pub files: BTreeMap<Route, Entry>,
    /// Those that are no longer part of it.
    pub gone: BTreeSet<String>,
    /// For the next time.
    pub kept: Option<Kept>,
}

/// Brings the index of the old release up to date after the words of some pages changed; nothing where all of it is to
/// be made again.
pub fn write_again(
    compiled: &Compiled,
    site: &Site,
    (release, kept): (&Release, Option<&Kept>),
    is_changed: &(dyn Fn(&Page) -> bool + Sync),
) -> Result<Option<Again>, Refusal> {
    let writer = Writer::new(release);
    let Some((pages, options)) = pages(compiled, site, is_changed) else {
        return Ok(Some(Again { files: BTreeMap::new(), gone: BTreeSet::new(), kept: None }));
    };
    let again = kept.and_then(|kept| {
        let read = |path: &str| release.read_old(path);
        search::again(kept, &pages, &options, &read, &|file| writer.put(&file))
    });
    let Some(again) = again else { return Ok(None) };
    let gone = again.gone.into_iter().collect();
    Ok(Some(Again { files: writer.entries()?, gone, kept: Some(again.kept) }))
}

/// The files of the search index; none where the portal leaves search out.
pub fn files(compiled: &Compiled, site: &Site) -> Vec<SearchFile> {
    all_pages(compiled, site).map_or_else(Vec::new, |(pages, options)| search::build(pages, &options))
}

/// All pages as search sees them, that of the terms too, and what the portal says of its search.
fn all_pages<'a>(compiled: &'a Compiled, site: &'a Site) -> Option<(Vec<SearchPage<'a>>, SearchOptions)> {
    let (mut pages, options) = pages(compiled, site, &|_| true)?;
    let url = Standing::of(site, &compiled.config).way("glossary");
    if let Some((url, theme)) = url.zip(compiled.theme.as_ref()) {
        let (title, ask) = (theme.text("glossary_title"), theme.text("glossary_ask"));
        pages.push(search::input::glossary(url, title, ask, &compiled.config.glossary));
    }
    Some((pages, options))
}

/// The pages that are wanted as search sees them, and what the portal says of its search; nothing where it leaves
/// search out.
fn pages<'a>(
    compiled: &'a Compiled,
    site: &'a Site,
    is_wanted: &(dyn Fn(&Page) -> bool + Sync),
) -> Option<(Vec<SearchPage<'a>>, SearchOptions)> {
    let input = search::input::Input::new(compiled.config.portal.search.as_ref()?);
    let wanted = site.pages.par_iter().filter(|page| is_wanted(page));
    let pages = wanted.filter_map(|page| input.page(page)).collect();
    Some((pages, search::input::options(&compiled.config)))
}
