//! Emitting what changed: where files differ from the last build in words only, most of its release stands.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Compiled, Emitted, Published, Stage, Stop, Timings, index, write_routes};
use crate::document::{Document, place_of};
use crate::output::Release;
use crate::path::SourcePath;
use crate::render::{Job, Renderer};
use crate::search;
use crate::site::{Page, PageId, Site, Target};

/// The pages of a site that show words of files that changed.
pub struct Touched {
    pages: BTreeSet<PageId>,
    /// The files that changed.
    changed: BTreeSet<SourcePath>,
    /// Whether what pages are about is told in other words.
    leads: bool,
}

impl Touched {
    /// Finds the pages that the files at `changed` became, and those that show words of theirs: a page shows beside its
    /// text the provisions that it cites. `leads` tells whether the first words of one are among what changed.
    pub fn of(site: &Site, changed: &BTreeSet<SourcePath>, leads: bool) -> Self {
        let is_own = |page: &Page| changed.contains(&page.document.path);
        let all = || site.page_ids().chain(site.text_ids());
        let own: BTreeSet<PageId> = all().filter(|(_, page)| is_own(page)).map(|(id, _)| id).collect();
        let cites = |page: &Page| cited(page).any(|id| own.contains(&id));
        let citing = all().filter(|(_, page)| cites(page)).map(|(id, _)| id);
        Self { pages: citing.chain(own.iter().copied()).collect(), changed: changed.clone(), leads }
    }

    /// The files whose words these pages show.
    pub fn files(&self, site: &Site) -> BTreeSet<SourcePath> {
        let pages = || self.pages.iter().filter_map(|id| site.page(*id));
        let cited = pages().flat_map(cited).filter_map(|id| site.page(id));
        cited.chain(pages()).map(|page| page.document.path.clone()).collect()
    }

    /// Whether a route shows one of these pages.
    fn shows(&self, site: &Site, job: &Job) -> bool {
        match job {
            Job::Page(id) | Job::Changes(id) | Job::Akoma(id) => self.pages.contains(id),
            Job::Folder(id, _) => {
                site.folder(*id).and_then(|folder| folder.index).is_some_and(|id| self.pages.contains(&id))
            }
            // Feeds tell the first words of their pages.
            Job::Feed(_) | Job::RegisterFeed | Job::TermFeed(..) => self.leads,
            _ => false,
        }
    }
}

/// The pages of which a page cites a provision.
fn cited(page: &Page) -> impl Iterator<Item = PageId> {
    page.citations.iter().flatten().filter_map(|target| match target {
        Target::Page(id, Some(_)) => Some(*id),
        _ => None,
    })
}

/// Puts the documents of `files` into the pages of `site` that were linked from their outlines.
pub fn place(site: &mut Site, documents: &[Arc<Document>], files: &BTreeSet<SourcePath>) {
    for page in &mut site.pages {
        // A document with several texts was linked whole.
        if page.versions.is_empty()
            && files.contains(&page.document.path)
            && let Ok(at) = place_of(documents, &page.document.path)
            && let Some(document) = documents.get(at)
        {
            page.document = Arc::clone(document);
        }
    }
}

/// Emits the routes that `touched` pages stand in into `release`, a copy of the one before; nothing where the index of
/// that one cannot be taken up again.
///
/// # Errors
/// As for [`super::emit`].
pub fn emit_partly(
    compiled: &Compiled,
    site: &Site,
    touched: &Touched,
    (release, index): (Release, Option<&search::Kept>),
    timings: &Timings,
) -> Result<Option<Emitted>, Stop> {
    let Some(theme) = &compiled.theme else { return Err(Stop::Diagnosed(Vec::new())) };
    let renderer = Renderer::new(site, theme, &compiled.config, &compiled.source.files);
    let mut jobs = renderer.routes(&mut Vec::new());
    jobs.retain(|_, job| touched.shows(site, job));
    let mut made = timings
        .measure(Stage::Routes, || write_routes(&renderer, site, &jobs, &release, (&|_| {}, timings)))?;
    let is_changed = |page: &Page| touched.changed.contains(&page.document.path);
    let index = timings.measure(Stage::Search, || {
        index::write_again(compiled, site, (&release, index), &is_changed).map_err(Stop::Refused)
    })?;
    let Some(index) = index else { return Ok(None) };
    made.extend(index.files);
    let manifest = timings
        .measure(Stage::Publish, || release.finish_copy(made, &index.gone, &site.today.to_string()))
        .map_err(Stop::Refused)?;
    let published = Published { pages: site.pages.len(), files: manifest.files.len() + 1 };
    Ok(Some((published, index.kept)))
}
