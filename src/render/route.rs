//! Every route of a site and what makes it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::register_pages::{register_page, term_file, term_size};
use super::{Renderer, page, standing};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::document::Kind;
use crate::path::Route;
use crate::site::{FolderId, Page, PageId, Site, TaxonomyKind};

/// What makes a route.
#[derive(Clone, Debug)]
pub enum Job {
    /// A document's page.
    Page(PageId),
    /// What a text of a document with several changed in the one before.
    Changes(PageId),
    /// Page `n` (from 1) of a folder's list; the first is the folder's own page.
    Folder(FolderId, usize),
    /// All terms of a taxonomy.
    Taxonomy(TaxonomyKind),
    /// Page `n` (from 1) of a term's list.
    Term(TaxonomyKind, usize, usize),
    /// A page that every site has.
    Standing(&'static str),
    /// An earlier address and the page that it leads to.
    Redirect(PageId),
    /// Page `n` (from 1) of the table of all legal documents.
    Register(usize),
    /// The feed of all legal documents.
    RegisterFeed,
    /// The feed of a term's list.
    TermFeed(TaxonomyKind, usize),
    /// A term's list as JSON.
    TermJson(TaxonomyKind, usize),
    /// The feed of a folder, of the whole site for the root.
    Feed(FolderId),
    /// `sitemap.xml`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// `documents.json`.
    Documents,
    /// A legal document as Akoma Ntoso.
    Akoma(PageId),
    /// `calendar.ics`.
    Calendar,
    /// A school's colour.
    Colour,
    /// A file as it is in memory.
    Bytes(Arc<[u8]>),
    /// A file copied from this machine.
    Copy(PathBuf),
}

impl Job {
    /// The template that makes it, or else the kind of file.
    pub fn maker(&self, site: &Site) -> &'static str {
        match self {
            Self::Page(id) => site.page(*id).map_or("page.html", |page| page::template(page.document.kind)),
            Self::Changes(_) => "compare.html",
            Self::Register(_) => "register.html",
            Self::Folder(FolderId(0), 1) => "home.html",
            Self::Folder(..) => "section.html",
            Self::Taxonomy(_) => "taxonomy.html",
            Self::Term(..) => "term.html",
            Self::Standing(key) => standing::template(key),
            Self::Redirect(_) => "redirect.html",
            Self::Feed(_) | Self::RegisterFeed | Self::TermFeed(..) => "feed.xml",
            Self::TermJson(..) => "list.json",
            Self::Sitemap => "sitemap.xml",
            Self::Robots => "robots.txt",
            Self::Documents => "documents.json",
            Self::Akoma(_) => "Akoma Ntoso",
            Self::Calendar => "calendar.ics",
            Self::Colour => "site.css",
            Self::Bytes(_) => "assets/",
            Self::Copy(_) => "static/",
        }
    }
}

impl Job {
    /// Lets go of the body that no other route of the site shows.
    pub fn let_go(&self, site: &Site) {
        let Self::Page(id) = self else { return };
        let page = site.page(*id);
        if let Some(page) = page.filter(|page| page.versions.is_empty() && page.version_of.is_none()) {
            page.document.body.let_go();
        }
    }

    /// How many pages it tells of, about. The heaviest are begun first, so that in the end nobody waits for one of them.
    pub fn weight(&self, site: &Site) -> usize {
        let folder = |id: &FolderId| site.folder(*id).map_or(0, |folder| folder.pages.len());
        match self {
            Self::Documents | Self::Sitemap | Self::Standing(_) => site.pages.len(),
            Self::RegisterFeed => site.register.len(),
            Self::Feed(id) => folder(id),
            Self::TermFeed(kind, index) | Self::TermJson(kind, index) => {
                let taxonomy = site.taxonomies.iter().find(|taxonomy| taxonomy.kind == *kind);
                taxonomy.and_then(|taxonomy| taxonomy.terms.get(*index)).map_or(0, |term| term.pages.len())
            }
            _ => 1,
        }
    }
}

/// Scripts that only pages with a search load.
const SEARCH_SCRIPTS: [&str; 2] = ["assets/antt-search.js", "assets/search-ui.js"];

/// What the site has beside its pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    /// Search.
    pub search: bool,
    /// Terms to explain.
    pub glossary: bool,
    /// Deadlines.
    pub calendar: bool,
    /// Legal documents.
    pub register: bool,
    /// Legal documents that bear on one another.
    pub graph: bool,
}

/// Where the picture of all relations is.
pub const GRAPH: &str = "so-do-van-ban.html";

impl Standing {
    /// What `site` has.
    pub fn of(site: &Site, config: &Config) -> Self {
        Self {
            search: config.portal.search.is_some(),
            glossary: !config.glossary.is_empty(),
            calendar: !site.deadlines.is_empty(),
            register: !site.register.is_empty(),
            graph: site.related,
        }
    }

    /// The standing pages that readers are led to: name and route.
    pub fn ways(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let all = [
            ("home", "index.html", true),
            ("search", "tim-kiem.html", self.search),
            ("az", "a-z.html", true),
            ("glossary", "thuat-ngu.html", self.glossary),
            ("calendar", "lich.html", self.calendar),
            ("register", "danh-muc-van-ban.html", self.register),
            ("graph", GRAPH, self.graph),
            ("news", "moi.html", true),
            ("feed", "feed.xml", true),
        ];
        all.into_iter().filter(|(.., has)| *has).map(|(key, route, _)| (key, route))
    }

    /// The route of the standing page called `key`, where the site has it.
    pub fn way(self, key: &str) -> Option<&'static str> {
        self.ways().find(|(known, _)| *known == key).map(|(_, route)| route)
    }
}

/// The text that names a standing page.
pub fn title_key(key: &'static str) -> &'static str {
    match key {
        "search" => "search",
        "az" => "az_title",
        "glossary" => "glossary_title",
        "calendar" => "calendar_title",
        "register" => "register_title",
        "graph" => "graph_title",
        "news" => "news_title",
        "feed" => "feed",
        _ => "home",
    }
}

/// The folders that hold a page of the site, in addresses.
pub fn folders(renderer: &Renderer<'_>) -> BTreeSet<String> {
    let site = renderer.site;
    let pages = site.folders.iter().map(|folder| folder.path.clone());
    let lists = site.taxonomies.iter().flat_map(|taxonomy| {
        let folder = taxonomy.kind.folder();
        let size = term_size(taxonomy.kind, renderer.portal().page_size);
        let terms = taxonomy.terms.iter().filter(move |term| term.pages.len() > size);
        terms.map(move |term| format!("{folder}/{}", term.slug)).chain([folder.to_owned()])
    });
    let aliases = site.aliases.iter().map(|(route, _)| route.folder().to_owned());
    let register = register_page(2).map(|route| route.folder().to_owned());
    pages.chain(lists).chain(aliases).chain(register).collect()
}

/// Where a legal document lies as Akoma Ntoso: beside its page.
pub fn akoma_route(page: &Page) -> Route {
    page.route.with_extension("xml")
}

/// Whether a page has an Akoma Ntoso file beside it.
pub fn has_xml(page: &Page) -> bool {
    page.document.kind == Kind::Legal && !page.document.provisions.is_empty()
}

/// How many pages a list of `total` has.
pub fn page_count(total: usize, size: usize) -> usize {
    total.div_ceil(size.max(1)).max(1)
}

/// The route of page `number` of a folder's list.
pub fn folder_page(site: &Site, id: FolderId, number: usize) -> Option<Route> {
    let first = site.folder_route(id)?;
    if number <= 1 {
        return Some(first);
    }
    let folder = first.folder();
    Route::new(&if folder.is_empty() {
        format!("trang-{number}.html")
    } else {
        format!("{folder}/trang-{number}.html")
    })
}

/// The route of page `number` of a term's list.
pub fn term_page(kind: TaxonomyKind, slug: &str, number: usize) -> Option<Route> {
    let folder = kind.folder();
    Route::new(&if number <= 1 {
        format!("{folder}/{slug}.html")
    } else {
        format!("{folder}/{slug}/{number}.html")
    })
}

/// Every route of the site and what makes it. Two that claim one route are an error; the first keeps it.
pub fn all(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<Route, Job> {
    let mut jobs: Vec<(Route, Job)> = Vec::new();
    let mut add = |route: Option<Route>, job: Job| jobs.extend(route.map(|route| (route, job)));
    let site = renderer.site;
    let size = renderer.portal().page_size;
    for (id, page) in site.page_ids() {
        if page.document.path.name() != "_index.md" {
            add(Some(page.route.clone()), Job::Page(id));
        }
        if has_xml(page) {
            add(Some(akoma_route(page)), Job::Akoma(id));
        }
    }
    for (id, text) in site.text_ids() {
        add(Some(text.route.clone()), Job::Page(id));
        if has_xml(text) {
            add(Some(akoma_route(text)), Job::Akoma(id));
        }
    }
    for page in &site.pages {
        for version in page.versions.iter().skip(1) {
            add(super::versions::changes_route(page, *version), Job::Changes(version.page));
        }
    }
    for (id, folder) in (0u32..).map(FolderId).zip(&site.folders) {
        // The home page shows blocks, not a list.
        let pages = if folder.parent.is_none() { 1 } else { page_count(folder.pages.len(), size) };
        for number in 1..=pages {
            add(folder_page(site, id, number), Job::Folder(id, number));
        }
        let feed =
            if folder.path.is_empty() { "feed.xml".to_owned() } else { format!("{}/feed.xml", folder.path) };
        add(Route::new(&feed), Job::Feed(id));
    }
    for taxonomy in &site.taxonomies {
        let kind = taxonomy.kind;
        add(Route::new(&format!("{}/index.html", kind.folder())), Job::Taxonomy(kind));
        for (index, term) in taxonomy.terms.iter().enumerate() {
            for number in 1..=page_count(term.pages.len(), term_size(kind, size)) {
                add(term_page(kind, &term.slug, number), Job::Term(kind, index, number));
            }
            add(term_file(kind, &term.slug, "xml"), Job::TermFeed(kind, index));
            add(term_file(kind, &term.slug, "json"), Job::TermJson(kind, index));
        }
    }
    for (key, route) in
        renderer.standing.ways().filter(|(key, _)| !matches!(*key, "home" | "feed" | "register"))
    {
        add(Route::new(route), Job::Standing(key));
    }
    add(Route::new("404.html"), Job::Standing("not-found"));
    for (route, id) in &site.aliases {
        add(Some(route.clone()), Job::Redirect(*id));
    }
    add(Route::new("robots.txt"), Job::Robots);
    if !site.register.is_empty() {
        add(Route::new("documents.json"), Job::Documents);
        add(Route::new("danh-muc-van-ban.xml"), Job::RegisterFeed);
        for number in 1..=page_count(site.register.len(), term_size(TaxonomyKind::DocType, size)) {
            add(register_page(number), Job::Register(number));
        }
    }
    if site.base_url.is_some() {
        add(Route::new("sitemap.xml"), Job::Sitemap);
    }
    if renderer.standing.calendar {
        add(Route::new("calendar.ics"), Job::Calendar);
    }
    if site.config.as_ref().is_some_and(|own| own.colour.is_some()) {
        add(Route::new("assets/site.css"), Job::Colour);
    }
    let wanted = |route: &Route| renderer.standing.search || !SEARCH_SCRIPTS.contains(&route.as_str());
    for (route, bytes) in renderer.theme.assets.iter().filter(|(route, _)| wanted(route)) {
        add(Some(route.clone()), Job::Bytes(Arc::clone(bytes)));
    }
    for (path, route) in &site.files {
        if let Some(file) = renderer.files.get(path) {
            add(Some(route.clone()), Job::Copy(file.location.clone()));
        }
    }
    for (path, file) in renderer.files {
        if let Some(path) = path.as_str().strip_prefix("static/") {
            add(Route::new(path), Job::Copy(file.location.clone()));
        }
    }
    // Most come in order, which this sort makes use of.
    jobs.sort_by(|(one, _), (other, _)| one.cmp(other));
    jobs.dedup_by(|(again, _), (route, _)| {
        let is_taken = again == route;
        if is_taken {
            diagnostics.push(taken(route));
        }
        is_taken
    });
    jobs.into_iter().collect()
}

fn taken(route: &Route) -> Diagnostic {
    let message = Message::new(
        format!("Hai tệp cùng có địa chỉ `{route}`"),
        format!("Two files have the address `{route}`"),
    );
    Diagnostic::general(&codes::ROUTE_TAKEN, message)
        .help("Đổi tên một trong hai tệp.", "Rename one of them.")
}
