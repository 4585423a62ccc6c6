//! The whole design on one screen: read, compile, link, emit.

mod again;
mod index;
mod outline;
mod partly;
mod timings;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::config::{Config, SiteConfig, SiteLanguage};
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::{Document, FrontMatter, Kind};
use crate::link::{self, Choice, Kept, Tied, Ties};
use crate::output::{Entry, Refusal, Release};
use crate::parse;
use crate::parse::citation::Names;
use crate::path::{Route, SourcePath};
use crate::render::{Job, Renderer};
use crate::search;
use crate::site::Site;
use crate::source::{self, Failure, Source};
use crate::theme::{self, Theme};
pub use index::files as search_files;
pub use outline::{Outline, with_versions};
pub use partly::{Touched, emit_partly, place};
pub use timings::{RouteTime, Stage, Times, Timings};

/// How many files a thread takes at once: few, so that in the end all threads have something to do.
const AT_A_TIME: usize = 16;

/// Everything that sites are linked from.
pub struct Compiled {
    /// What was read.
    pub source: Source,
    /// The data files.
    pub config: Arc<Config>,
    /// The documents in order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// The theme; nothing where it is broken.
    pub theme: Option<Arc<Theme>>,
    /// What was wrong, by what it was found in.
    found: Found,
    /// What the documents were compiled with.
    shared: Arc<Shared>,
    /// Files that are wrong now and whose last good version stands in for them; only [`Compiled::again`] has any.
    pub stale: BTreeSet<SourcePath>,
    /// Some documents were compiled with what is no longer so.
    is_behind: bool,
}

/// Diagnostics of the compiler, by what they were found in.
#[derive(Default)]
struct Found {
    config: Vec<Diagnostic>,
    theme: Vec<Diagnostic>,
    documents: BTreeMap<SourcePath, Vec<Diagnostic>>,
}

/// What documents are compiled with besides their own file.
#[derive(Default)]
struct Shared {
    language: SiteLanguage,
    terms: HashMap<String, String>,
    /// What sections say of their pages, by folder.
    kinds: HashMap<String, Kind>,
    /// The files that hold a text of a document with several.
    texts: BTreeSet<SourcePath>,
    /// The names that documents declare.
    names: Names,
}

/// Reads and compiles everything under `root`.
///
/// # Errors
/// Where the machine fails.
pub fn compile(root: &Path) -> Result<Compiled, Failure> {
    source::read(root).map(compile_all)
}

/// Reads the data files.
pub fn config(source: &Source) -> Checked<Config> {
    Config::parse(all_texts(source))
}

/// Compiles everything that was read.
pub fn compile_all(source: Source) -> Compiled {
    let (config, heads) = (config(&source), heads(source.texts.iter()));
    compile_heads(source, config, heads)
}

/// Compiles everything that was read, and lets go of each page's text as soon as that is done: from then on it is of use
/// only to show lines of it.
pub fn compile_once(mut source: Source) -> Compiled {
    let config = config(&source);
    let pages = source.take_pages();
    let heads = heads(pages.iter());
    drop(pages);
    compile_heads(source, config, heads)
}

fn compile_heads(source: Source, config: Checked<Config>, heads: Vec<Head>) -> Compiled {
    let portal = &config.value.portal;
    let (theme, shared) = rayon::join(
        || theme::load(&source, &portal.theme, portal.language),
        || Shared::of(&config.value, heads.iter().map(|head| (&head.path, &head.front.value))),
    );
    let mut found =
        Found { config: config.diagnostics, theme: theme.diagnostics, documents: BTreeMap::new() };
    let compile = |head| {
        let Checked { value, diagnostics } = shared.document(head);
        (Arc::new(value), diagnostics)
    };
    let (documents, diagnostics): (Vec<_>, Vec<_>) =
        heads.into_par_iter().with_max_len(AT_A_TIME).map(compile).unzip();
    for (document, diagnostics) in documents.iter().zip(diagnostics) {
        found.note(document, diagnostics);
    }
    Compiled {
        config: Arc::new(config.value),
        documents,
        theme: theme.value.map(Arc::new),
        found,
        shared: Arc::new(shared),
        stale: BTreeSet::new(),
        is_behind: false,
        source,
    }
}

/// Every text that was read: a school's folder without its data file is found by its pages.
fn all_texts(source: &Source) -> impl Iterator<Item = (&SourcePath, &str)> {
    source.texts.iter().map(|(path, text)| (path, &**text))
}

/// The data files among what was read.
fn data_files(source: &Source) -> impl Iterator<Item = (&SourcePath, &str)> {
    all_texts(source).filter(|(path, _)| !path.is_markdown())
}

/// A file with its front matter read.
struct Head {
    path: SourcePath,
    text: Arc<str>,
    front: Checked<FrontMatter>,
    body_at: usize,
}

/// Reads the front matter of every Markdown file among `texts`, in parallel. It comes first: a section sets the kind of
/// its pages, and every document's names are looked for in all texts.
fn heads<'a>(texts: impl Iterator<Item = (&'a SourcePath, &'a Arc<str>)>) -> Vec<Head> {
    let files: Vec<_> = texts.filter(|(path, _)| path.is_markdown()).collect();
    let head = |(path, text): (&'a SourcePath, &'a Arc<str>)| {
        let (front, body_at) = parse::front_matter::front_matter(path, text);
        Head { path: path.clone(), text: Arc::clone(text), front, body_at }
    };
    files.into_par_iter().with_max_len(AT_A_TIME).map(head).collect()
}

impl Found {
    /// The document; its diagnostics go to the others.
    fn take(&mut self, checked: Checked<Document>) -> Arc<Document> {
        self.note(&checked.value, checked.diagnostics);
        Arc::new(checked.value)
    }

    /// Puts a document's diagnostics to the others.
    fn note(&mut self, document: &Document, diagnostics: Vec<Diagnostic>) {
        if !diagnostics.is_empty() {
            self.documents.insert(document.path.clone(), diagnostics);
        }
    }
}

impl Shared {
    fn of<'a>(
        config: &Config,
        fronts: impl Iterator<Item = (&'a SourcePath, &'a FrontMatter)> + Clone,
    ) -> Self {
        let sections = fronts.clone().filter(|(path, _)| path.name() == "_index.md");
        let kinds =
            sections.filter_map(|(path, front)| Some((path.folder().to_owned(), front.children_kind?)));
        let kinds = kinds.collect();
        let texts = fronts.clone().flat_map(|(path, front)| texts_of(path, front)).collect();
        let names = Names::of(fronts.map(|(_, front)| front));
        Self { language: config.portal.language, terms: terms(config), kinds, texts, names }
    }

    /// Compiles one file.
    fn document(&self, head: Head) -> Checked<Document> {
        let is_version = self.texts.contains(&head.path);
        let kind = if is_version { Kind::Legal } else { self.kind(&head.path, &head.front.value) };
        let (language, terms, names) = (self.language, &self.terms, &self.names);
        let context = parse::Context { kind, is_version, language, terms, names };
        let mut compiled = parse::document(&head.path, &head.text, head.front.value, head.body_at, &context);
        compiled.diagnostics.splice(0..0, head.front.diagnostics);
        compiled
    }

    /// What a page is: as it says itself; a page with a number and a type is a legal document; else what the nearest
    /// section says of its pages.
    fn kind(&self, path: &SourcePath, front: &FrontMatter) -> Kind {
        let is_legal = front.number.is_some() && front.doc_type.is_some();
        let is_section = path.name() == "_index.md";
        let stated = front.kind.or(is_legal.then_some(Kind::Legal)).or(is_section.then_some(Kind::Section));
        let folders = std::iter::successors(Some(path.folder()), |folder| Some(folder.rsplit_once('/')?.0));
        stated
            .or_else(|| folders.into_iter().find_map(|folder| self.kinds.get(folder)).copied())
            .unwrap_or_default()
    }
}

/// The files that a front matter names as texts of its document.
fn texts_of(path: &SourcePath, front: &FrontMatter) -> Vec<SourcePath> {
    front.versions.iter().filter_map(|version| path.join(&version.file.value)).collect()
}

/// The abbreviations that texts explain: those of the glossary that are capitals.
fn terms(config: &Config) -> HashMap<String, String> {
    let mut terms = HashMap::new();
    for term in &config.glossary {
        for name in std::iter::once(&term.abbr).chain(&term.also) {
            terms.insert(name.clone(), term.full.clone());
        }
    }
    terms
}

impl Compiled {
    /// What was wrong with what was read, and in compiling it.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let found = &self.found;
        let compiled = found.config.iter().chain(&found.theme).chain(found.documents.values().flatten());
        self.source.unread.values().chain(compiled).cloned().collect()
    }

    /// Links the portal, or one school's site.
    pub fn link(&self, choice: Choice<'_>) -> Checked<Site> {
        self.link_of(&self.documents, choice, None)
    }

    /// Links other versions of the documents, with what was kept of an earlier link.
    pub fn link_of(
        &self,
        documents: &[Arc<Document>],
        choice: Choice<'_>,
        kept: Option<&Kept<'_>>,
    ) -> Checked<Site> {
        link::link(self.portal(documents), choice, kept)
    }

    /// The site that was linked before as pages and ties tell, with the documents as they are now.
    pub fn tied(&self, pages: Vec<Tied<'_>>, ties: Ties<'_>, choice: Choice<'_>) -> Option<Site> {
        ties.site(pages, self.portal(&self.documents), choice)
    }

    fn portal<'a>(&'a self, documents: &'a [Arc<Document>]) -> link::Portal<'a> {
        link::Portal {
            documents,
            config: &self.config,
            files: &self.source.files,
            unread: &self.source.unread,
        }
    }

    /// The school called `id`.
    pub fn school(&self, id: &str) -> Option<&SiteConfig> {
        self.config.sites.iter().find(|site| site.id == id)
    }

    /// The text of a source.
    pub fn text(&self, path: &SourcePath) -> Option<&str> {
        self.source.text(path)
    }
}

/// Why a site was not emitted.
#[derive(Debug)]
pub enum Stop {
    /// Something is wrong with the theme or with addresses.
    Diagnosed(Vec<Diagnostic>),
    /// The folder is not ours, or the machine failed.
    Refused(Refusal),
}

/// What was published.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Published {
    /// Pages.
    pub pages: usize,
    /// Files in all.
    pub files: usize,
}

impl Published {
    /// Adds what another site came to.
    pub fn add(&mut self, other: Self) {
        self.pages += other.pages;
        self.files += other.files;
    }
}

/// What was published, and what a later build needs to take up its search index again.
pub type Emitted = (Published, Option<search::Kept>);

/// Emits every route of `site` into a new release at `out`. `written` is told of each job that is done.
///
/// # Errors
/// Where a template fails, two files have one address, the folder is not ours, or the machine fails; then the last
/// release stands as it was.
pub fn emit(
    compiled: &Compiled,
    site: &Site,
    out: &Path,
    written: &(dyn Fn(&Job) + Sync),
    timings: &Timings,
) -> Result<Emitted, Stop> {
    let Some(theme) = &compiled.theme else { return Err(Stop::Diagnosed(Vec::new())) };
    let renderer = Renderer::new(site, theme, &compiled.config, &compiled.source.files)
        .with_frames()
        .map_err(|d| Stop::Diagnosed(vec![*d]))?;
    let mut diagnostics = Vec::new();
    let jobs = renderer.routes(&mut diagnostics);
    if !diagnostics.is_empty() {
        return Err(Stop::Diagnosed(diagnostics));
    }
    let release = Release::begin(out).map_err(Stop::Refused)?;
    let (pages, index) = rayon::join(
        || {
            timings
                .measure(Stage::Routes, || write_routes(&renderer, site, &jobs, &release, (written, timings)))
        },
        || timings.measure(Stage::Search, || index::write(compiled, site, &release)),
    );
    let mut files = pages?;
    let (mut index, kept) = index.map_err(Stop::Refused)?;
    files.append(&mut index);
    let published = Published { pages: site.pages.len(), files: files.len() + 1 };
    timings
        .measure(Stage::Publish, || release.finish(files, &site.today.to_string()))
        .map_err(Stop::Refused)?;
    Ok((published, kept))
}

fn write_routes(
    renderer: &Renderer<'_>,
    site: &Site,
    jobs: &BTreeMap<Route, Job>,
    release: &Release,
    (written, timings): (&(dyn Fn(&Job) + Sync), &Timings),
) -> Result<BTreeMap<Route, Entry>, Stop> {
    let write = |(route, job): (&Route, &Job)| {
        let begun = timings.now();
        let mut made = begun;
        let entry = match job {
            Job::Copy(from) => release.copy(route, from),
            Job::Bytes(bytes) => release.write(route, bytes),
            _ => {
                let bytes = renderer.emit(route, job).map_err(|d| Stop::Diagnosed(vec![*d]))?;
                made = timings.now();
                release.write(route, &bytes)
            }
        };
        timings.route(route, job.maker(site), (begun, made));
        written(job);
        entry.map(|entry| (route.clone(), entry)).map_err(Stop::Refused)
    };
    let mut jobs: Vec<(&Route, &Job)> = jobs.iter().collect();
    jobs.sort_by_cached_key(|(_, job)| Reverse(job.weight(site)));
    let written: Result<Vec<_>, Stop> = jobs.into_par_iter().with_max_len(AT_A_TIME).map(write).collect();
    Ok(written?.into_iter().collect())
}
