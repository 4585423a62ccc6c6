//! The whole design on one screen: read, compile, link, emit.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, SiteConfig};
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::{Document, FrontMatter, Kind};
use crate::link::{self, Choice};
use crate::output::{Entry, Refusal, Release};
use crate::parse::{self, citation::Names};
use crate::path::{Route, SourcePath};
use crate::render::{Job, Renderer};
use crate::search;
use crate::site::Site;
use crate::source::{self, Failure, Source};
use crate::theme::{self, Theme};

/// Everything that sites are linked from.
pub struct Compiled {
    /// What was read.
    pub source: Source,
    /// The data files.
    pub config: Config,
    /// The documents in order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// The theme; nothing where it is broken.
    pub theme: Option<Theme>,
    /// What was wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and compiles everything under `root`.
///
/// # Errors
/// Where the machine fails.
pub fn compile(root: &Path) -> Result<Compiled, Failure> {
    let Checked { value: source, mut diagnostics } = source::read(root)?;
    let config = Config::parse(source.texts.iter().map(|(path, text)| (path, &**text)));
    diagnostics.extend(config.diagnostics);
    let config = config.value;
    let documents = documents(&source, &config);
    diagnostics.extend(documents.diagnostics);
    let theme = theme::load(&source, &config.portal.theme, config.portal.language);
    diagnostics.extend(theme.diagnostics);
    Ok(Compiled { source, config, documents: documents.value, theme: theme.value, diagnostics })
}

/// A file with its front matter read.
struct Headed<'a> {
    path: &'a SourcePath,
    text: &'a str,
    front: FrontMatter,
    body_at: usize,
}

/// Compiles every Markdown file, in parallel: front matter first, since a section sets the kind of its pages and
/// every document's names are looked for in all texts.
fn documents(source: &Source, config: &Config) -> Checked<Vec<Arc<Document>>> {
    let files: Vec<(&SourcePath, &Arc<str>)> =
        source.texts.iter().filter(|(path, _)| path.extension() == "md").collect();
    let read = |(path, text): &(&'_ SourcePath, &'_ Arc<str>)| parse::front_matter::front_matter(path, text);
    let fronts: Vec<_> = files.par_iter().map(read).collect();
    let mut diagnostics = Vec::new();
    let mut heads = Vec::with_capacity(files.len());
    for ((path, text), (front, body_at)) in files.into_iter().zip(fronts) {
        diagnostics.extend(front.diagnostics);
        heads.push(Headed { path, text, front: front.value, body_at });
    }
    let kinds = kinds(&heads);
    let names = Names::of(heads.iter().map(|head| &head.front));
    let terms = terms(config);
    let compiled: Vec<Checked<Document>> = heads
        .into_par_iter()
        .zip(kinds)
        .map(|(head, kind)| {
            let context =
                parse::Context { kind, language: config.portal.language, terms: &terms, names: &names };
            parse::document(head.path, head.text, head.front, head.body_at, &context)
        })
        .collect();
    let mut documents = Vec::with_capacity(compiled.len());
    for document in compiled {
        diagnostics.extend(document.diagnostics);
        documents.push(Arc::new(document.value));
    }
    Checked { value: documents, diagnostics }
}

/// What each page is: as it says itself; a page with a number and a type is a legal document; else what the nearest
/// section says of its pages.
fn kinds(heads: &[Headed<'_>]) -> Vec<Kind> {
    let of_children: HashMap<&str, Kind> = heads
        .iter()
        .filter(|head| head.path.name() == "_index.md")
        .filter_map(|head| Some((head.path.folder(), head.front.children_kind?)))
        .collect();
    let inherited = |path: &SourcePath| {
        let mut folder = path.folder();
        loop {
            if let Some(kind) = of_children.get(folder) {
                return Some(*kind);
            }
            folder = folder.rsplit_once('/')?.0;
        }
    };
    let kind = |head: &Headed<'_>| {
        let front = &head.front;
        let is_legal = front.number.is_some() && front.doc_type.is_some();
        let is_section = head.path.name() == "_index.md";
        let stated = front.kind.or(is_legal.then_some(Kind::Legal)).or(is_section.then_some(Kind::Section));
        stated.or_else(|| inherited(head.path)).unwrap_or_default()
    };
    heads.iter().map(kind).collect()
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
    /// Links the portal, or one school's site.
    pub fn link(&self, choice: Choice<'_>) -> Checked<Site> {
        let portal = link::Portal {
            documents: &self.documents,
            config: &self.config,
            files: &self.source.files,
            damaged: &self.source.damaged,
        };
        link::link(portal, choice)
    }

    /// The school called `id`.
    pub fn school(&self, id: &str) -> Option<&SiteConfig> {
        self.config.sites.iter().find(|site| site.id == id)
    }

    /// The text of a source.
    pub fn text(&self, path: &SourcePath) -> Option<&str> {
        self.source.texts.get(path).map(|text| &**text)
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
#[derive(Clone, Copy, Debug, Default)]
pub struct Published {
    /// Pages.
    pub pages: usize,
    /// Files in all.
    pub files: usize,
}

/// Emits every route of `site` into a new release at `out`. `step` is called for each file.
///
/// # Errors
/// Where a template fails, two files have one address, the folder is not ours, or the machine fails; then the last
/// release stands as it was.
pub fn emit(
    compiled: &Compiled,
    site: &Site,
    out: &Path,
    step: &(dyn Fn() + Sync),
) -> Result<Published, Stop> {
    let Some(theme) = &compiled.theme else { return Err(Stop::Diagnosed(Vec::new())) };
    let renderer = Renderer::new(site, theme, &compiled.config, &compiled.source.files)
        .map_err(|d| Stop::Diagnosed(vec![*d]))?;
    let mut diagnostics = Vec::new();
    let jobs = renderer.routes(&mut diagnostics);
    if !diagnostics.is_empty() {
        return Err(Stop::Diagnosed(diagnostics));
    }
    let release = Release::begin(out).map_err(Stop::Refused)?;
    let (pages, index) = rayon::join(
        || write_routes(&renderer, &jobs, &release, step),
        || write_index(compiled, site, &release),
    );
    let mut files = pages?;
    files.extend(index.map_err(Stop::Refused)?);
    let published = Published { pages: site.pages.len(), files: files.len() + 1 };
    release.finish(files, &site.today.to_string()).map_err(Stop::Refused)?;
    Ok(published)
}

fn write_routes(
    renderer: &Renderer<'_>,
    jobs: &BTreeMap<Route, Job>,
    release: &Release,
    step: &(dyn Fn() + Sync),
) -> Result<BTreeMap<Route, Entry>, Stop> {
    let write = |(route, job): (&Route, &Job)| {
        let entry = match job {
            Job::Copy(from) => release.copy(route, from),
            Job::Bytes(bytes) => release.write(route, bytes),
            _ => release.write(route, &renderer.emit(route, job).map_err(|d| Stop::Diagnosed(vec![*d]))?),
        };
        step();
        entry.map(|entry| (route.clone(), entry)).map_err(Stop::Refused)
    };
    jobs.par_iter().map(write).collect()
}

/// Makes and writes the search index.
fn write_index(
    compiled: &Compiled,
    site: &Site,
    release: &Release,
) -> Result<BTreeMap<Route, Entry>, Refusal> {
    let files = search_files(compiled, site);
    let written = files.into_par_iter().filter_map(|file| {
        let route = Route::new(&file.path)?;
        Some(release.write(&route, &file.bytes).map(|entry| (route, entry)))
    });
    written.collect()
}

/// The files of the search index; none where the portal leaves search out.
pub fn search_files(compiled: &Compiled, site: &Site) -> Vec<search::SearchFile> {
    let Some(wanted) = &compiled.config.portal.search else { return Vec::new() };
    let input = search::input::Input::new(site, wanted);
    let pages: Vec<search::PageIndex> = site
        .pages
        .par_iter()
        .filter_map(|page| input.page(page))
        .map(|page| search::index_page(&page))
        .collect();
    search::build(pages, &search::input::options(&compiled.config))
}
