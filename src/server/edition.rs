//! The newest state of the site, whole and unchanging: a request is answered from one edition, whatever is saved
//! meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::document::Document;
use crate::link::{self, Choice, Kept};
use crate::path::{Route, SourcePath};
use crate::pipeline::{self, Compiled};
use crate::render::{Job, Rendered, Renderer};
use crate::report::{self, Counts, Flags, Report};
use crate::site::Site;

/// Which site is served, and how it is judged.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The school; nothing for the portal itself.
    pub site: Option<String>,
    /// Drafts too.
    pub drafts: bool,
    /// The language of diagnostics.
    pub language: Language,
    /// The day of today in a time zone.
    pub today: fn(&str) -> Date,
}

/// A site, compiled and linked.
pub struct Edition {
    /// What it was linked from.
    pub compiled: Compiled,
    /// What is wrong, in order.
    pub diagnostics: Vec<Diagnostic>,
    language: Language,
    /// The versions of the documents that are shown.
    documents: Vec<Arc<Document>>,
    site: Site,
    /// Every route, shared by editions that differ in words only.
    jobs: Arc<BTreeMap<Route, Job>>,
    /// What linking found.
    linked: Vec<Diagnostic>,
    /// The files with broken links that are shown all the same, for want of a better version.
    broken: BTreeSet<SourcePath>,
    /// Made when it is first asked for.
    search: OnceLock<BTreeMap<Route, Vec<u8>>>,
}

/// A linked site.
struct Linked {
    documents: Vec<Arc<Document>>,
    site: Site,
    jobs: Arc<BTreeMap<Route, Job>>,
    diagnostics: Vec<Diagnostic>,
    broken: BTreeSet<SourcePath>,
}

/// Links these versions of the documents.
fn link(
    compiled: &Compiled,
    documents: Vec<Arc<Document>>,
    wanted: &Wanted,
    today: Date,
    before: Option<&Edition>,
) -> Linked {
    let choice = Choice {
        site: wanted.site.as_deref().and_then(|id| compiled.school(id)),
        today,
        drafts: wanted.drafts,
        // The server's own root: right under every name of this machine.
        base_url: Some("/"),
    };
    let before = before.filter(|before| before.is_alike(compiled, today));
    let kept = before.and_then(|b| Kept::of(&b.site, &b.linked, &b.documents, &documents));
    let linked = compiled.link_of(&documents, choice, kept.as_ref());
    let (site, mut diagnostics) = (linked.value, linked.diagnostics);
    let jobs = compiled.theme.as_ref().map(|theme| {
        let renderer = Renderer::new(&site, theme, &compiled.config, &compiled.source.files);
        renderer.routes(&mut diagnostics)
    });
    let is_error = |d: &&Diagnostic| compiled.config.portal.severity(d.code) == Some(Severity::Error);
    let places = diagnostics.iter().filter(is_error).filter_map(|d| d.place.as_ref());
    let broken = places.map(|place| place.file.clone()).collect();
    Linked { documents, site, jobs: Arc::new(jobs.unwrap_or_default()), diagnostics, broken }
}

/// Links everything; a page whose links broke just now is shown as it was before.
fn link_good(compiled: &Compiled, wanted: &Wanted, today: Date, before: Option<&Edition>) -> Linked {
    let mut linked = link(compiled, compiled.documents.clone(), wanted, today, before);
    let Some(before) = before.filter(|before| !linked.broken.is_subset(&before.broken)) else {
        return linked;
    };
    let good = |path: &SourcePath| {
        let is_held = linked.broken.contains(path) && !before.broken.contains(path);
        before.shown(path).filter(|_| is_held)
    };
    let mut documents = compiled.documents.clone();
    let mut held = BTreeSet::new();
    for document in &mut documents {
        if let Some(good) = good(&document.path).filter(|good| !Arc::ptr_eq(good, document)) {
            held.insert(document.path.clone());
            *document = Arc::clone(good);
        }
    }
    if !held.is_empty() {
        let again = link(compiled, documents, wanted, today, None);
        let broken = linked.broken.difference(&held).cloned().collect();
        // What is wrong is so in the text as it is now.
        linked = Linked { broken, diagnostics: linked.diagnostics, ..again };
    }
    linked
}

/// What stands at a route.
pub enum Content {
    /// Bytes made for it.
    Made(Vec<u8>),
    /// A file of this machine.
    File(PathBuf),
}

impl Edition {
    /// Links what was compiled, as far as it is not as in the edition before. Nothing is rendered yet.
    pub fn of(compiled: Compiled, wanted: &Wanted, before: Option<&Self>) -> Self {
        let today = (wanted.today)(&compiled.config.portal.timezone);
        let again = before.and_then(|before| before.with_texts(&compiled, today));
        let linked = again.unwrap_or_else(|| link_good(&compiled, wanted, today, before));
        let Linked { documents, site, jobs, diagnostics: linked, broken } = linked;
        // The text of a stale file is not the one that was linked, so places in it mean nothing.
        let of_this_text =
            |d: &&Diagnostic| !d.place.as_ref().is_some_and(|place| compiled.stale.contains(&place.file));
        let mut diagnostics = compiled.diagnostics();
        diagnostics.extend(linked.iter().filter(of_this_text).cloned());
        let diagnostics = report::resolve(diagnostics, &compiled.config.portal, &Flags::default());
        let (search, language) = (OnceLock::new(), wanted.language);
        Self { compiled, diagnostics, language, documents, site, jobs, linked, broken, search }
    }

    /// The same with new words, where nothing but words is another.
    fn with_texts(&self, compiled: &Compiled, today: Date) -> Option<Linked> {
        let (old, new) = (&self.documents, &compiled.documents);
        let theme = |compiled: &Compiled| compiled.theme.as_ref().map(Arc::as_ptr);
        let is_same = theme(&self.compiled) == theme(compiled) && self.is_alike(compiled, today);
        if !is_same {
            return None;
        }
        let site = link::with_texts(&self.site, old, new)?;
        let mut diagnostics = self.linked.clone();
        link::move_told(&mut diagnostics, old.iter().zip(new).filter(|(old, new)| !Arc::ptr_eq(old, new)))?;
        Some(Linked {
            documents: new.clone(),
            site,
            jobs: Arc::clone(&self.jobs),
            diagnostics,
            broken: self.broken.clone(),
        })
    }

    /// Whether a site is linked from the same besides its documents.
    fn is_alike(&self, compiled: &Compiled, today: Date) -> bool {
        Arc::ptr_eq(&self.compiled.config, &compiled.config)
            && self.compiled.source.files == compiled.source.files
            && self.compiled.source.unread == compiled.source.unread
            && self.site.today == today
    }

    /// The document of a file that is shown; nothing where the page shows a text of another file.
    fn shown(&self, path: &SourcePath) -> Option<&Arc<Document>> {
        let page = self.site.page(*self.site.by_source.get(path)?)?;
        Some(&page.document).filter(|_| page.versions.is_empty()).filter(|document| document.path == *path)
    }

    /// What stands at `route`; nothing where there is none.
    ///
    /// # Errors
    /// Where a template fails.
    pub fn content(&self, route: &Route) -> Rendered<Option<Content>> {
        if route.as_str().starts_with("search/") {
            let index = self.search.get_or_init(|| self.index());
            if let Some(bytes) = index.get(route) {
                return Ok(Some(Content::Made(bytes.clone())));
            }
        }
        let (Some(theme), Some(job)) = (&self.compiled.theme, self.jobs.get(route)) else { return Ok(None) };
        if let Job::Copy(path) = job {
            return Ok(Some(Content::File(path.clone())));
        }
        let renderer = Renderer::new(&self.site, theme, &self.compiled.config, &self.compiled.source.files);
        renderer.emit(route, job).map(|bytes| Some(Content::Made(bytes)))
    }

    /// Whether something stands at `route`.
    pub fn has(&self, route: &Route) -> bool {
        self.jobs.contains_key(route)
    }

    fn index(&self) -> BTreeMap<Route, Vec<u8>> {
        let files = pipeline::search_files(&self.compiled, &self.site);
        files.into_iter().filter_map(|file| Some((Route::new(&file.path)?, file.bytes))).collect()
    }

    /// How many routes there are, the search index aside.
    pub fn len(&self) -> usize {
        self.jobs.len()
    }

    /// Whether there is nothing to serve, as with a broken theme.
    pub fn is_empty(&self) -> bool {
        self.jobs.is_empty()
    }

    /// How many errors, warnings and notes there are.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.diagnostics)
    }

    /// What is wrong, as the terminal shows it; empty where there is neither an error nor a warning.
    pub fn report(&self, colour: bool) -> String {
        self.report_of(&self.diagnostics, colour)
    }

    /// The same of these diagnostics.
    pub fn report_of(&self, diagnostics: &[Diagnostic], colour: bool) -> String {
        let shown: Vec<Diagnostic> =
            diagnostics.iter().filter(|d| d.severity >= Severity::Warning).cloned().collect();
        Report::new(&shown, self.language, |path: &SourcePath| self.compiled.text(path)).text(colour)
    }
}

/// An edition with its number.
#[derive(Clone)]
pub struct Numbered {
    /// Grows whenever pages may look different.
    pub number: u64,
    /// The edition.
    pub edition: Arc<Edition>,
}
