//! Atom feeds (RFC 4287): of the whole site, of each folder and of each list.

use atom_syndication::{Content, Entry, Feed, Link, Text};
use jiff::civil::Date;

use super::Renderer;
use super::views::LinkView;
use crate::path::Route;
use crate::site::{FolderId, PageId};

/// How many entries a feed has.
const ENTRIES: usize = 30;

/// The feed that fits a page: its folder's, else the site's.
pub(super) fn link<'a>(renderer: &Renderer<'a>, page: Option<PageId>, folder: &str) -> Option<LinkView<'a>> {
    let id = page.and_then(|id| renderer.site.page(id)).map_or(FolderId(0), |page| page.folder);
    let title = &renderer.site.folder(id)?.title;
    let root = renderer.site.folder(id)?.parent.is_none();
    let label = if root { renderer.site.title.as_str() } else { title.as_str() }.into();
    Some(LinkView { url: route(renderer, id)?.relative_from(folder), label })
}

/// The route of a folder's feed.
fn route(renderer: &Renderer<'_>, id: FolderId) -> Option<Route> {
    let path = &renderer.site.folder(id)?.path;
    Route::new(&if path.is_empty() { "feed.xml".to_owned() } else { format!("{path}/feed.xml") })
}

/// The feed of a folder: the pages in it and below, newest change first.
pub(super) fn feed(renderer: &Renderer<'_>, id: FolderId) -> String {
    let Some((folder, here)) = renderer.site.folder(id).zip(route(renderer, id)) else {
        return String::new();
    };
    // Pages are in the order of their routes, so those of a folder stand side by side.
    let start = if folder.path.is_empty() { String::new() } else { format!("{}/", folder.path) };
    let first = renderer.site.pages.partition_point(|page| page.route.as_str() < start.as_str());
    let inside = renderer.site.page_ids().skip(first);
    let inside = inside.take_while(|(_, page)| page.route.as_str().starts_with(&start));
    let pages: Vec<PageId> = inside.map(|(id, _)| id).collect();
    let root = folder.parent.is_none();
    let title = if root {
        renderer.site.title.clone()
    } else {
        format!("{} – {}", folder.title, renderer.site.title)
    };
    match renderer.site.folder_route(id) {
        Some(page) => of(renderer, &here, &page, title, &pages),
        None => String::new(),
    }
}

/// The feed at `here` of the pages that the list on `page` shows, newest change first.
pub(super) fn of(
    renderer: &Renderer<'_>,
    here: &Route,
    page: &Route,
    title: String,
    pages: &[PageId],
) -> String {
    let day = |id: PageId| renderer.site.page(id)?.document.front.last_change()?.first_day();
    let mut pages: Vec<(Date, PageId)> = pages.iter().filter_map(|id| Some((day(*id)?, *id))).collect();
    let newest = |a: &(Date, PageId), b: &(Date, PageId)| (b.0, a.1).cmp(&(a.0, b.1));
    if pages.len() > ENTRIES {
        pages.select_nth_unstable_by(ENTRIES, newest);
        pages.truncate(ENTRIES);
    }
    pages.sort_by(newest);
    let updated = pages.first().map_or(renderer.site.today, |(day, _)| *day);
    let feed = Feed {
        title: Text::plain(title),
        id: identifier(renderer, here),
        updated: stamp(updated),
        authors: vec![atom_syndication::Person {
            name: renderer.portal().publisher.clone().unwrap_or_else(|| renderer.site.title.clone()),
            ..atom_syndication::Person::default()
        }],
        links: links(renderer, here, page),
        lang: Some(renderer.portal().language.tag().to_owned()),
        entries: pages.iter().filter_map(|(day, id)| entry(renderer, *id, *day, here)).collect(),
        ..Feed::default()
    };
    feed.to_string()
}

/// The feed itself and the page that it follows.
fn links(renderer: &Renderer<'_>, here: &Route, page: &Route) -> Vec<Link> {
    let address =
        |route: &Route| renderer.full_address(route).unwrap_or_else(|| route.relative_from(here.folder()));
    let itself = Link { href: address(here), rel: "self".to_owned(), ..Link::default() };
    let page = Link { href: address(page), rel: "alternate".to_owned(), ..Link::default() };
    vec![itself, page]
}

fn entry(renderer: &Renderer<'_>, id: PageId, day: Date, here: &Route) -> Option<Entry> {
    let page = renderer.site.page(id)?;
    let href = renderer.full_address(&page.route).unwrap_or_else(|| page.route.relative_from(here.folder()));
    let change = page.document.front.changes.iter().max_by_key(|change| change.date);
    let summary = change.map_or_else(|| page.document.description().to_owned(), |change| change.text.clone());
    Some(Entry {
        title: Text::plain(page.document.title.clone()),
        id: identifier(renderer, &page.route),
        updated: stamp(day),
        links: vec![Link { href, rel: "alternate".to_owned(), ..Link::default() }],
        summary: Some(Text::plain(summary)),
        content: None::<Content>,
        ..Entry::default()
    })
}

/// The day as the moment that it begins in Vietnam (UTC+7).
fn stamp(day: Date) -> atom_syndication::FixedDateTime {
    format!("{day}T00:00:00+07:00").parse().unwrap_or_default()
}

/// What a feed or entry is known by for ever: its full address, or where the site has none a URN made of its names.
fn identifier(renderer: &Renderer<'_>, route: &Route) -> String {
    renderer.full_address(route).unwrap_or_else(|| {
        let name = format!("{}\n{}", renderer.site.title, route);
        let hash = blake3::hash(name.as_bytes()).to_hex();
        let hex = hash.as_str();
        let part = |range: std::ops::Range<usize>| hex.get(range).unwrap_or_default();
        // A UUID of version 8 (RFC 9562): bits of our own.
        format!(
            "urn:uuid:{}-{}-8{}-8{}-{}",
            part(0..8),
            part(8..12),
            part(12..15),
            part(15..18),
            part(18..30)
        )
    })
}
