//! The newest state of the site, whole and unchanging: a request is answered from one edition, whatever is saved
//! meanwhile.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::link::Choice;
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
    pub today: fn(&str) -> jiff::civil::Date,
}

/// A site, compiled and linked.
pub struct Edition {
    /// What it was linked from.
    pub compiled: Compiled,
    /// What is wrong, in order.
    pub diagnostics: Vec<Diagnostic>,
    language: Language,
    site: Site,
    jobs: BTreeMap<Route, Job>,
    /// Made when it is first asked for.
    search: OnceLock<BTreeMap<Route, Vec<u8>>>,
}

/// What stands at a route.
pub enum Content {
    /// Bytes made for it.
    Made(Vec<u8>),
    /// A file of this machine.
    File(PathBuf),
}

impl Edition {
    /// Links what was compiled. Nothing is rendered yet.
    pub fn of(compiled: Compiled, wanted: &Wanted) -> Self {
        let portal = &compiled.config.portal;
        let choice = Choice {
            site: wanted.site.as_deref().and_then(|id| compiled.school(id)),
            today: (wanted.today)(&portal.timezone),
            drafts: wanted.drafts,
            // The server's own root: right under every name of this machine.
            base_url: Some("/"),
        };
        let linked = compiled.link(choice);
        let site = linked.value;
        // The text of a stale file is not the one that was linked, so places in it mean nothing.
        let of_this_text =
            |d: &Diagnostic| !d.place.as_ref().is_some_and(|p| compiled.stale.contains(&p.file));
        let mut diagnostics = compiled.diagnostics();
        diagnostics.extend(linked.diagnostics.into_iter().filter(of_this_text));
        let mut jobs = BTreeMap::new();
        if let Some(theme) = &compiled.theme {
            let renderer = Renderer::new(&site, theme, &compiled.config, &compiled.source.files);
            jobs = renderer.routes(&mut diagnostics);
        }
        let diagnostics = report::resolve(diagnostics, portal, &Flags::default());
        let search = OnceLock::new();
        Self { compiled, diagnostics, language: wanted.language, site, jobs, search }
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
