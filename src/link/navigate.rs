//! Folders, the order of pages, neighbours, the menu.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Choice, Portal};
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::path::SourcePath;
use crate::site::{Folder, FolderId, Page, PageId, Site};
use crate::vietnamese;

/// Builds the folders from the addresses of the pages, orders them, and makes neighbours known to each other.
pub fn folders(site: &mut Site) {
    let mut by_path: BTreeMap<String, (Option<PageId>, Vec<PageId>)> = BTreeMap::new();
    by_path.entry(String::new()).or_default();
    let mut page_ids = (0u32..).map(PageId);
    for together in site.pages.chunk_by(|a, b| a.route.folder() == b.route.folder()) {
        let path = together.first().map_or("", |page| page.route.folder());
        for (at, _) in path.match_indices('/') {
            by_path.entry(path.get(..at).unwrap_or("").to_owned()).or_default();
        }
        let entry = by_path.entry(path.to_owned()).or_default();
        for (page, id) in together.iter().zip(&mut page_ids) {
            if is_index(page) { entry.0 = Some(id) } else { entry.1.push(id) }
        }
    }
    let ids: BTreeMap<String, FolderId> = by_path.keys().cloned().zip((0u32..).map(FolderId)).collect();
    let mut folders = Vec::with_capacity(by_path.len());
    let pages = site.pages.as_slice();
    by_path.par_iter_mut().for_each(|(_, (_, ids))| in_order(pages, ids));
    for (path, (index, pages)) in by_path {
        let parent = (!path.is_empty()).then(|| path.rsplit_once('/').map_or("", |(parent, _)| parent));
        let parent = parent.and_then(|parent| ids.get(parent)).copied();
        let title = index.and_then(|id| site.page(id)).map(|page| page.document.title.clone());
        let name = path.rsplit('/').next().unwrap_or("").to_owned();
        let title = title.unwrap_or(if path.is_empty() { site.title.clone() } else { name });
        folders.push(Folder { path, title, parent, index, pages, folders: Vec::new() });
    }
    adopt(site, &mut folders);
    place(site, &folders);
    site.folders = folders;
}

/// Whether the page is the first of its folder.
pub fn is_index(page: &Page) -> bool {
    page.document.path.name() == "_index.md"
}

/// Orders pages by weight, then the newest first, then by title in Vietnamese order. The keys of titles cost most, and few
/// pages are equal in all else.
fn in_order(pages: &[Page], ids: &mut [PageId]) {
    let page = |id: &PageId| pages.get(id.0 as usize);
    let rank = |id: &PageId| {
        let front = page(id).map(|page| &page.document.front);
        front.map(|front| (front.weight.unwrap_or(i64::MAX), Reverse(front.date)))
    };
    ids.sort_by_cached_key(rank);
    for equal in ids.chunk_by_mut(|a, b| rank(a) == rank(b)).filter(|equal| equal.len() > 1) {
        equal.sort_by_cached_key(|id| page(id).map(|page| vietnamese::collation_key(&page.document.title)));
    }
}

/// Tells every folder which folders it holds, in the order of their first pages.
fn adopt(site: &Site, folders: &mut [Folder]) {
    let mut children: Vec<(FolderId, FolderId)> = Vec::new();
    for (id, folder) in (0u32..).map(FolderId).zip(folders.iter()) {
        children.extend(folder.parent.map(|parent| (parent, id)));
    }
    children.sort_by_cached_key(|(_, id)| {
        let folder = folders.get(id.0 as usize);
        let index = folder.and_then(|folder| folder.index).and_then(|id| site.page(id));
        let weight = index.and_then(|page| page.document.front.weight).unwrap_or(i64::MAX);
        (weight, folder.map(|folder| vietnamese::collation_key(&folder.title)))
    });
    for (parent, child) in children {
        if let Some(folder) = folders.get_mut(parent.0 as usize) {
            folder.folders.push(child);
        }
    }
}

/// Tells every page its folder and its neighbours.
fn place(site: &mut Site, folders: &[Folder]) {
    for (id, folder) in (0u32..).map(FolderId).zip(folders) {
        let mut previous = None;
        for (position, page_id) in folder.pages.iter().enumerate() {
            if let Some(page) = site.pages.get_mut(page_id.0 as usize) {
                page.folder = id;
                page.previous = previous;
                page.next = folder.pages.get(position + 1).copied();
            }
            previous = Some(*page_id);
        }
        if let Some(page) = folder.index.and_then(|index| site.pages.get_mut(index.0 as usize)) {
            page.folder = id;
        }
    }
}

/// The main menu. A school's menu, or the portal's without what the school leaves out; without either, the folders.
pub fn menu(site: &mut Site, portal: Portal<'_>, choice: Choice<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let own = choice.site.filter(|own| !own.navigation.is_empty());
    let items = own.map_or(&portal.config.portal.navigation, |own| &own.navigation);
    let mut menu = Vec::new();
    for item in items {
        let own_path = choice
            .site
            .and_then(|own| SourcePath::new(&format!("content/sites/{}/{}", own.id, item.page.value)));
        let path = SourcePath::new(&format!("content/{}", item.page.value));
        let page = own_path.iter().chain(&path).find_map(|path| site.by_source.get(path));
        match page {
            Some(page) => menu.push((item.label.clone(), *page)),
            None if choice.site.is_none() => diagnostics.push(missing(portal, &item.page)),
            None => {}
        }
    }
    if items.is_empty() {
        let top = site.folders.first().map(|root| root.folders.as_slice()).unwrap_or_default();
        let first = top.iter().filter_map(|id| site.folder(*id)).take(7);
        menu.extend(first.filter_map(|folder| Some((folder.title.clone(), folder.index?))));
    }
    site.menu = menu;
}

fn missing(portal: Portal<'_>, page: &crate::text::Spanned<String>) -> Diagnostic {
    let message = Message::new(
        format!("Trình đơn dẫn tới trang không có: `{}`", page.value),
        format!("The menu leads to a page that does not exist: `{}`", page.value),
    );
    let names =
        portal.documents.iter().filter_map(|document| document.path.as_str().strip_prefix("content/"));
    let diagnostic = match SourcePath::new("content/portal.yaml") {
        Some(file) => Diagnostic::at(&codes::BROKEN_LINK, &file, page.span, message),
        None => Diagnostic::general(&codes::BROKEN_LINK, message),
    };
    diagnostic.suggest(&page.value, names)
}
