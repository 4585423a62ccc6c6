//! One website: which documents it shows, under which addresses, and how they hang together. Data only;
//! [`crate::link`] makes it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::config::{Deadline, SiteConfig};
use crate::document::{Document, PartialDate, RelationKind};
use crate::path::{Route, SourcePath};

/// Index of a page in its site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// Index of a folder in its site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FolderId(pub u32);

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
    /// The pages in order of their addresses.
    pub pages: Vec<Page>,
    /// The folders; the first is the root. A parent stands before its children.
    pub folders: Vec<Folder>,
    /// The lists by subject, reader, issuing body, type and year.
    pub taxonomies: Vec<Taxonomy>,
    /// The main menu: words and target.
    pub menu: Vec<(String, PageId)>,
    /// Files that are published as they are, by source.
    pub files: BTreeMap<SourcePath, Route>,
    /// Earlier addresses and the pages that they lead to.
    pub aliases: Vec<(Route, PageId)>,
    /// What is due.
    pub deadlines: Vec<Deadline>,
    /// Which page each source became.
    pub by_source: HashMap<SourcePath, PageId>,
}

/// A document at its place in a site.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it says.
    pub document: Arc<Document>,
    /// Its address.
    pub route: Route,
    /// Where it stands; the first page of a folder stands in that folder.
    pub folder: FolderId,
    /// Where each of the document's links leads here.
    pub links: Vec<Target>,
    /// Where each target of each of the document's citations leads here.
    pub citations: Vec<Vec<Target>>,
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
    /// Whether a legal document is in force, and why.
    pub status: Option<Status>,
}

/// A relation seen from one of its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The kind as the acting document states it.
    pub kind: RelationKind,
    /// This page is the one acted on.
    pub inverse: bool,
    /// The other end: a page, or the words where the site does not hold it.
    pub other: Result<(PageId, Option<String>), String>,
}

/// Whether a legal document is in force on the site's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The status.
    pub key: StatusKey,
    /// From when, where it is known.
    pub since: Option<PartialDate>,
    /// The document that made it so.
    pub by: Option<PageId>,
}

/// The statuses that Vietnamese registers of law know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
pub struct Taxonomy {
    /// Which one.
    pub kind: TaxonomyKind,
    /// Its terms in Vietnamese alphabetical order (years: newest first).
    pub terms: Vec<Term>,
}

/// A term and its pages.
#[derive(Clone, Debug)]
pub struct Term {
    /// The term as first written.
    pub name: String,
    /// Its part of the address.
    pub slug: String,
    /// Its pages, newest first.
    pub pages: Vec<PageId>,
}

/// What pages are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
}

impl TaxonomyKind {
    /// Every taxonomy with its folder in addresses.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Topic, "chu-de"),
        (Self::Audience, "doi-tuong"),
        (Self::Agency, "co-quan"),
        (Self::DocType, "loai-van-ban"),
        (Self::Year, "nam"),
    ];

    /// Its folder in addresses.
    pub fn folder(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, folder)| folder)
    }
}

impl Site {
    /// The page called `id`.
    pub fn page(&self, id: PageId) -> Option<&Page> {
        self.pages.get(id.0 as usize)
    }

    /// The folder called `id`.
    pub fn folder(&self, id: FolderId) -> Option<&Folder> {
        self.folders.get(id.0 as usize)
    }

    /// The pages with their ids.
    pub fn page_ids(&self) -> impl Iterator<Item = (PageId, &Page)> {
        (0u32..).map(PageId).zip(&self.pages)
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
