//! Addresses: of pages, of earlier addresses, of files.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Portal;
use super::select::Selected;
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::document::Document;
use crate::hash::Fast;
use crate::path::{Route, SourcePath};
use crate::site::{Page, Site, Target};
use crate::text::Span;
use crate::vietnamese;

/// Addresses that the program itself publishes; a page cannot have them.
pub const STANDING: [&str; 10] = [
    "tim-kiem.html",
    "a-z.html",
    "thuat-ngu.html",
    "lich.html",
    "moi.html",
    "danh-muc-van-ban.html",
    "so-do-van-ban.html",
    "404.html",
    "sitemap.xml",
    "robots.txt",
];

/// Gives every document its address; two with one address are an error, and the first keeps it.
pub fn routes(selected: Vec<Selected>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Page> {
    let mut taken: HashMap<Route, SourcePath, Fast> =
        HashMap::with_capacity_and_hasher(selected.len(), Fast::default());
    let mut pages = Vec::with_capacity(selected.len());
    let routed = selected
        .into_par_iter()
        .filter_map(|Selected { document, path }| Some((page_route(&path, &document)?, document)));
    for (route, document) in routed.collect::<Vec<_>>() {
        if STANDING.contains(&route.as_str()) {
            diagnostics.push(standing(&document, &route));
            continue;
        }
        if let Some(first) = taken.get(&route) {
            diagnostics.push(same_route(&document, &route, first));
            continue;
        }
        taken.insert(route.clone(), document.path.clone());
        pages.push(Page::new(document, route));
    }
    pages.sort_by(|a, b| a.route.cmp(&b.route));
    pages
}

/// The address of a document: its path with every part folded, the slug instead of the file's name.
fn page_route(path: &str, document: &Document) -> Option<Route> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let stem = match &document.front.slug {
        _ if stem == "_index" => "index".to_owned(),
        Some(slug) => fold(&slug.value),
        None => fold(stem),
    };
    Route::new(&format!("{}{stem}.html", folder_route(folder)))
}

/// A folder's path in addresses, with its `/`; empty for the root.
pub fn folder_route(folder: &str) -> String {
    let mut out = String::new();
    for part in folder.split('/').filter(|part| !part.is_empty()) {
        out.push_str(&fold(part));
        out.push('/');
    }
    out
}

/// A part of a path as it stands in an address. Names that are safe already stay as they are.
fn fold(part: &str) -> String {
    let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    if part.chars().all(safe) {
        return part.to_owned();
    }
    let slug = vietnamese::slug(part);
    if slug.is_empty() { "trang".to_owned() } else { slug }
}

fn at_top(document: &Document) -> Span {
    document.front.slug.as_ref().map_or(Span::default(), |slug| slug.span)
}

fn same_route(document: &Document, route: &Route, first: &SourcePath) -> Diagnostic {
    let message = Message::new(
        format!("Trang này có cùng địa chỉ `{route}` với `{first}`"),
        format!("This page has the address `{route}`, as `{first}` has"),
    );
    Diagnostic::at(&codes::SAME_ADDRESS, &document.path, at_top(document), message)
        .help("Đổi tên tệp, hoặc đổi `duong_dan`.", "Rename the file, or change `slug`.")
}

fn standing(document: &Document, route: &Route) -> Diagnostic {
    let message = Message::new(
        format!("Địa chỉ `{route}` là của trang do chương trình tạo"),
        format!("The address `{route}` belongs to a page that the program makes"),
    );
    Diagnostic::at(&codes::SAME_ADDRESS, &document.path, at_top(document), message)
        .help("Đổi tên tệp.", "Rename the file.")
}

/// Earlier addresses lead to their pages; one that a page or another alias has is an error.
pub fn aliases(site: &mut Site, diagnostics: &mut Vec<Diagnostic>) {
    if site.pages.iter().all(|page| page.document.front.aliases.is_empty()) {
        return;
    }
    let mut taken: HashMap<String, SourcePath> =
        site.pages.iter().map(|page| (page.route.as_str().to_owned(), page.document.path.clone())).collect();
    let mut found = Vec::new();
    for (id, page) in site.page_ids() {
        for alias in &page.document.front.aliases {
            let Some(route) = Route::new(&alias.value) else { continue };
            let owner = STANDING.contains(&route.as_str()).then(|| "antt".to_owned());
            let owner = owner.or_else(|| taken.get(route.as_str()).map(ToString::to_string));
            if let Some(owner) = owner {
                let message = Message::new(
                    format!("Địa chỉ cũ `{route}` đã có `{owner}` dùng"),
                    format!("The earlier address `{route}` is in use by `{owner}`"),
                );
                let diagnostic =
                    Diagnostic::at(&codes::SAME_ADDRESS, &page.document.path, alias.span, message)
                        .help("Bỏ hoặc sửa địa chỉ cũ này.", "Remove or change this alias.");
                diagnostics.push(diagnostic);
                continue;
            }
            taken.insert(route.as_str().to_owned(), page.document.path.clone());
            found.push((route, id));
        }
    }
    site.aliases = found;
}

/// The files that the site's pages show or link, each at its folded address.
pub fn files(site: &mut Site, portal: Portal<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut files = std::collections::BTreeMap::new();
    let mut owners: HashMap<Route, SourcePath> = HashMap::new();
    let all = site.pages.iter().chain(&site.texts);
    let linked = all.flat_map(|page| &*page.links).filter_map(|target| match target {
        Target::File(path) => Some(path.clone()),
        _ => None,
    });
    let logo = site.config.as_ref().and_then(|config| {
        let logo = config.logo.as_ref()?;
        SourcePath::new(&format!("content/sites/{}/{}", config.id, logo.value))
            .filter(|path| portal.files.contains_key(path))
    });
    for path in linked.chain(logo) {
        let Some(route) = file_route(&path) else { continue };
        match owners.get(&route) {
            Some(owner) if *owner != path => {
                let message = Message::new(
                    format!("Hai tệp `{owner}` và `{path}` có cùng địa chỉ `{route}`"),
                    format!("The files `{owner}` and `{path}` have the same address `{route}`"),
                );
                diagnostics.push(
                    Diagnostic::at(&codes::SAME_ADDRESS, &path, Span::default(), message)
                        .help("Đổi tên một trong hai tệp.", "Rename one of them."),
                );
            }
            _ => {
                owners.insert(route.clone(), path.clone());
                files.insert(path, route);
            }
        }
    }
    site.files = files;
}

/// The address of a file: its path under `content/` (or the school's folder) with every part folded.
fn file_route(path: &SourcePath) -> Option<Route> {
    let inner = path.as_str().strip_prefix("content/")?;
    let inner =
        inner.strip_prefix("sites/").and_then(|rest| rest.split_once('/')).map_or(inner, |(_, rest)| rest);
    let (folder, name) = inner.rsplit_once('/').unwrap_or(("", inner));
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let dot = if extension.is_empty() { "" } else { "." };
    Route::new(&format!("{}{}{dot}{}", folder_route(folder), fold(stem), extension.to_lowercase()))
}
