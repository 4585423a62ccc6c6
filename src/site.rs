//! One website: which documents it shows, under which addresses, and how they hang together. Data only;
//! [`crate::link`] makes it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::{Deadline, SiteConfig};
use crate::document::{Document, PartialDate, RelationKind};
use crate::hash::Fast;
use crate::path::{Route, SourcePath};

/// Index of a page in its site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageId(pub u32);

/// Index of a folder in its site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FolderId(pub u32);

/// Which page each source became.
pub type BySource = HashMap<SourcePath, PageId, Fast>;

/// A website, ready to be emitted.
#[derive(Clone, Debug)]
pub struct Site {
    /// The school's data; nothing for the portal itself.
    pub config: Option<SiteConfig>,
    /// The name.
    pub title: String,
    /// One line under it.
    pub tagline: Option<String>,
    /// Where it is published, ending in `/`.
    pub base_url: Option<String>,
    /// The day that it was linked for.
    pub today: jiff::civil::Date,
    /// The last day that the text of a page changed.
    pub updated: Option<PartialDate>,
    /// The pages in order of their addresses.
    pub pages: Vec<Page>,
    /// The texts of documents that have several by date of effect, each at an address of its own. No list shows them;
    /// their ids go on where those of the pages end.
    pub texts: Vec<Page>,
    /// Whether a page bears on another.
    pub related: bool,
    /// The folders; the first is the root. A parent stands before its children.
    pub folders: Vec<Folder>,
    /// The lists by subject, reader, issuing body, type, year and status.
    pub taxonomies: Vec<Taxonomy>,
    /// The legal documents, the newest first.
    pub register: Vec<PageId>,
    /// The main menu: words and target.
    pub menu: Vec<(String, PageId)>,
    /// Files that are published as they are, by source.
    pub files: BTreeMap<SourcePath, Route>,
    /// Earlier addresses and the pages that they lead to.
    pub aliases: Vec<(Route, PageId)>,
    /// What is due.
    pub deadlines: Vec<Deadline>,
    /// Which page each source became; shared while addresses stay.
    pub by_source: Arc<BySource>,
}

/// A document at its place in a site.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Page {
    /// What it says. Written down without it: see [`crate::link::Ties`].
    #[serde(skip)]
    pub document: Arc<Document>,
    /// The file that the text comes from, where it is not the document's own.
    pub text_file: Option<SourcePath>,
    /// Its texts by date of effect, the oldest first; empty where there is but one.
    pub versions: Vec<Version>,
    /// The document that this is one text of.
    pub version_of: Option<PageId>,
    /// Its address.
    pub route: Route,
    /// Where it stands; the first page of a folder stands in that folder.
    pub folder: FolderId,
    /// Where each of the document's links leads here. Linking again shares it while it holds.
    pub links: Arc<[Target]>,
    /// Where each target of each of the document's citations leads here; shared likewise.
    pub citations: Arc<[Vec<Target>]>,
    /// The neighbours in the folder.
    pub previous: Option<PageId>,
    /// The neighbour after.
    pub next: Option<PageId>,
    /// Pages on the same subjects, best first.
    pub related: Vec<PageId>,
    /// Pages that link here, in order of their addresses.
    pub backlinks: Vec<PageId>,
    /// How it bears on others and they on it.
    pub relations: Vec<Related>,
    /// Pages that cite it: how often, by page.
    pub cited_by: BTreeMap<PageId, usize>,
    /// What cites its provisions, by their index; a provision that names itself or what holds it is not among them.
    pub cited_provisions: BTreeMap<u32, Vec<Citer>>,
    /// Whether a legal document is in force, and why.
    pub status: Option<Status>,
}

/// A text of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// From when it is in force.
    pub effective: PartialDate,
    /// Where it is shown: one of [`Site::texts`].
    pub page: PageId,
    /// It is the one that the document's own address shows.
    pub shown: bool,
}

impl Page {
    /// A page that hangs together with nothing yet.
    pub fn new(document: Arc<Document>, route: Route) -> Self {
        Self {
            document,
            text_file: None,
            versions: Vec::new(),
            version_of: None,
            route,
            folder: FolderId(0),
            links: Arc::default(),
            citations: Arc::default(),
            previous: None,
            next: None,
            related: Vec::new(),
            backlinks: Vec::new(),
            relations: Vec::new(),
            cited_by: BTreeMap::new(),
            cited_provisions: BTreeMap::new(),
            status: None,
        }
    }

    /// The file that the text, its links and its citations stand in.
    pub fn file(&self) -> &SourcePath {
        self.text_file.as_ref().unwrap_or(&self.document.path)
    }
}

/// A place that cites a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citer {
    /// The page.
    pub page: PageId,
    /// The provision of that page's document that holds the words.
    pub provision: Option<u32>,
    /// How many times.
    pub count: usize,
}

/// A relation seen from one of its ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The kind as the acting document states it.
    pub kind: RelationKind,
    /// This page is the one acted on.
    pub inverse: bool,
    /// The other end: a page, or the words where the site does not hold it.
    pub other: Result<PageId, String>,
    /// The provision of the document acted on that it concerns; nothing for the whole of it.
    pub anchor: Option<String>,
}

/// Whether a legal document is in force on the site's day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The status.
    pub key: StatusKey,
    /// From when, where it is known.
    pub since: Option<PartialDate>,
    /// What other documents did that made it so, the earliest first.
    pub acts: Vec<Act>,
}

/// What a document did to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Replaced, repealed, suspended or amended it.
    pub kind: RelationKind,
    /// The acting document.
    pub by: PageId,
    /// From when, where it is known.
    pub since: Option<PartialDate>,
    /// The provision that it concerns; nothing for the whole document.
    pub anchor: Option<String>,
}

/// The statuses that Vietnamese registers of law know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum StatusKey {
    /// Còn hiệu lực.
    InForce,
    /// Chưa có hiệu lực.
    NotYet,
    /// Hết hiệu lực một phần.
    Partly,
    /// Hết hiệu lực toàn bộ.
    Expired,
    /// Ngưng hiệu lực.
    Suspended,
    /// Không còn phù hợp.
    Unsuitable,
    /// Chưa xác định.
    Unknown,
}

impl StatusKey {
    /// Every status with its name, the good ones first.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::InForce, "Còn hiệu lực"),
        (Self::Partly, "Hết hiệu lực một phần"),
        (Self::NotYet, "Chưa có hiệu lực"),
        (Self::Suspended, "Ngưng hiệu lực"),
        (Self::Unsuitable, "Không còn phù hợp"),
        (Self::Expired, "Hết hiệu lực toàn bộ"),
        (Self::Unknown, "Chưa xác định"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(key, _)| *key == self).map_or("", |(_, name)| name)
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A page of the site, and a place in it.
    Page(PageId, Option<String>),
    /// A place in the same page.
    Here(String),
    /// A file of the site.
    File(SourcePath),
    /// Another host, or a mailbox.
    Outside(String),
    /// Nowhere: the site leaves the page out, or the link is broken.
    Nowhere,
}

/// A folder of the content.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Folder {
    /// Its path in the site: `""`, `van-ban`, `ke-hoach/2024`.
    pub path: String,
    /// Its name.
    pub title: String,
    /// What holds it; nothing for the root.
    pub parent: Option<FolderId>,
    /// Its first page (`_index.md`), where it has one.
    pub index: Option<PageId>,
    /// Its other pages in their order.
    pub pages: Vec<PageId>,
    /// The folders in it, in their order.
    pub folders: Vec<FolderId>,
}

/// A way to sort pages by what they are about.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Taxonomy {
    /// Which one.
    pub kind: TaxonomyKind,
    /// Its terms in Vietnamese alphabetical order (years: newest first).
    pub terms: Vec<Term>,
}

/// A term and its pages.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Term {
    /// The term as first written.
    pub name: String,
    /// Its part of the address.
    pub slug: String,
    /// Its pages, newest first.
    pub pages: Vec<PageId>,
}

/// What pages are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TaxonomyKind {
    /// Subjects.
    Topic,
    /// Readers.
    Audience,
    /// Issuing bodies.
    Agency,
    /// Types of legal documents.
    DocType,
    /// Years of issue of legal documents.
    Year,
    /// Whether legal documents are in force.
    Status,
}

impl TaxonomyKind {
    /// Every taxonomy with its folder in addresses.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Topic, "chu-de"),
        (Self::Audience, "doi-tuong"),
        (Self::Agency, "co-quan"),
        (Self::DocType, "loai-van-ban"),
        (Self::Year, "nam"),
        (Self::Status, "tinh-trang"),
    ];

    /// Only legal documents are sorted by it.
    pub fn is_legal(self) -> bool {
        !matches!(self, Self::Topic | Self::Audience)
    }

    /// Its folder in addresses.
    pub fn folder(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, folder)| folder)
    }
}

impl Site {
    /// The page called `id`, or the text of one.
    pub fn page(&self, id: PageId) -> Option<&Page> {
        let at = id.0 as usize;
        self.pages.get(at).or_else(|| self.texts.get(at.checked_sub(self.pages.len())?))
    }

    /// The folder called `id`.
    pub fn folder(&self, id: FolderId) -> Option<&Folder> {
        self.folders.get(id.0 as usize)
    }

    /// The pages with their ids.
    pub fn page_ids(&self) -> impl Iterator<Item = (PageId, &Page)> {
        (0u32..).map(PageId).zip(&self.pages)
    }

    /// The texts of documents that have several, with their ids.
    pub fn text_ids(&self) -> impl Iterator<Item = (PageId, &Page)> {
        let first = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        (first..).map(PageId).zip(&self.texts)
    }

    /// The page of the document that a page shows: of a text, the document's own page.
    pub fn main_page<'a>(&'a self, page: &'a Page) -> &'a Page {
        page.version_of.and_then(|id| self.page(id)).unwrap_or(page)
    }

    /// Whether a text is the one that its document's own address shows too.
    pub fn is_shown_elsewhere(&self, page: &Page) -> bool {
        page.version_of.and_then(|id| self.page(id)).is_some_and(|main| main.file() == page.file())
    }

    /// The folders from the root down to `id`, both included.
    pub fn path_to(&self, id: FolderId) -> Vec<FolderId> {
        let mut path: Vec<FolderId> =
            std::iter::successors(Some(id), |id| self.folder(*id).and_then(|folder| folder.parent)).collect();
        path.reverse();
        path
    }

    /// The address of a folder's first page.
    pub fn folder_route(&self, id: FolderId) -> Option<Route> {
        let folder = self.folder(id)?;
        if folder.path.is_empty() {
            Route::new("index.html")
        } else {
            Route::new(&format!("{}/index.html", folder.path))
        }
    }
}
