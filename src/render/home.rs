//! The home page: search first, then what a person most needs.

use jiff::civil::Date;
use tera::Value;

use super::calendar::{days, deadline_view};
use super::views::{CardView, DeadlineView, HomeBlockView, HomeView, LinkView, PageView};
use super::{Head, Rendered, Renderer, context};
use crate::config::{BlockStyle, HomeBlock};
use crate::path::{Route, SourcePath};
use crate::site::{FolderId, PageId};

/// How many deadlines are shown.
const DEADLINES: usize = 5;
/// How far ahead deadlines are looked for, in months.
const AHEAD: i32 = 14;
/// How far back, in months, when none is to come.
const BACK: i32 = 360;
/// How many cards a folder shows when the portal names no blocks.
const CARDS: usize = 6;

impl Renderer<'_> {
    /// The home page.
    pub(super) fn home(&self, here: &Route) -> Rendered {
        let root = self.site.folders.first();
        let index = root.and_then(|root| root.index);
        let page = index.and_then(|id| self.site.page(id));
        let mut view = page.map_or_else(|| self.bare_page(&self.site.title), |page| self.page_view(page));
        view.toc = Vec::new();
        let home = HomeView {
            deadlines: self.deadlines(true),
            past_deadlines: self.deadlines(false),
            calendar: self.calendar_link(here),
            blocks: self.blocks(here),
        };
        let description =
            page.map(|page| page.document.description()).or(self.site.tagline.as_deref()).unwrap_or_default();
        let title = self.site.title.clone();
        let head = Head { description, page: index, ..Head::new(here, &title, "home") };
        let mut context = context("page", &view);
        context.insert("home", &home);
        self.page_template("home.html", head, context)
    }

    /// A page that no document stands behind.
    pub(super) fn bare_page<'s>(&self, title: &'s str) -> PageView<'s> {
        PageView {
            title,
            summary: "",
            kind: "section",
            kind_label: "",
            date: None,
            updated: None,
            draft: false,
            topics: Vec::new(),
            audience: Vec::new(),
            source: None,
            changes: Vec::new(),
            notices: Vec::new(),
            body: Value::none(),
            toc: Vec::new(),
            previous: None,
            next: None,
            related: Vec::new(),
            backlinks: Vec::new(),
            cited_provisions: Vec::new(),
            cites: false,
            previews: Vec::new(),
            citation: title.into(),
            legal: None,
        }
    }

    /// The next deadlines, or those just past.
    fn deadlines(&self, coming: bool) -> Vec<DeadlineView<'_>> {
        let today = self.site.today;
        let shift = |months: i32| today.checked_add(jiff::Span::new().months(months)).unwrap_or(today);
        let (from, until) = if coming { (today, shift(AHEAD)) } else { (shift(-BACK), today) };
        let mut all: Vec<(Date, DeadlineView<'_>)> = Vec::new();
        for deadline in &self.site.deadlines {
            // Of a recurring one the next, or the last, is enough.
            let mut found = days(&deadline.due, from, until).into_iter().filter(|day| coming || *day < today);
            let day = if coming { found.next() } else { found.next_back() };
            all.extend(day.map(|day| (day, deadline_view(self, deadline, day, ""))));
        }
        all.sort_by_key(|(day, _)| *day);
        if !coming {
            all.reverse();
        }
        all.truncate(if coming { DEADLINES } else { 2 });
        all.into_iter().map(|(_, view)| view).collect()
    }

    fn calendar_link(&self, here: &Route) -> Option<LinkView<'_>> {
        let route = Route::new("lich.html").filter(|_| self.standing.calendar)?;
        Some(LinkView {
            url: route.relative_from(here.folder()),
            label: self.theme.text("calendar_title").into(),
        })
    }

    fn blocks(&self, here: &Route) -> Vec<HomeBlockView<'_>> {
        let chosen = &self.portal().home;
        let views: Vec<HomeBlockView<'_>> = if chosen.is_empty() {
            let root = self.site.folders.first();
            let folders = root.map(|root| root.folders.as_slice()).unwrap_or_default();
            let own = root.map(|root| self.own_block(&root.pages, here));
            own.into_iter().chain(folders.iter().filter_map(|id| self.folder_block(*id, here))).collect()
        } else {
            chosen.iter().map(|block| self.block(block, here)).collect()
        };
        views.into_iter().filter(|view| !view.items.is_empty()).collect()
    }

    fn block<'s>(&'s self, block: &'s HomeBlock, here: &Route) -> HomeBlockView<'s> {
        let folder = block.folder.as_ref().and_then(|path| self.folder_at(&path.value));
        let mut pages: Vec<PageId> =
            block.pages.iter().filter_map(|path| self.page_at(&path.value)).collect();
        if let Some(folder) = folder.and_then(|id| self.site.folder(id)) {
            let mut more = folder.pages.clone();
            if block.style == BlockStyle::Documents {
                more.sort_by_key(|id| {
                    std::cmp::Reverse(self.site.page(*id).and_then(|page| page.document.front.date))
                });
            }
            let known = pages.clone();
            pages.extend(more.into_iter().filter(|id| !known.contains(id)));
        }
        let more = folder.and_then(|id| Some((self.site.folder(id)?, self.site.folder_route(id)?)));
        HomeBlockView {
            title: &block.title,
            style: match block.style {
                BlockStyle::Cards => "cards",
                BlockStyle::Tasks => "tasks",
                BlockStyle::Documents => "documents",
                BlockStyle::People => "people",
            },
            items: self.cards(&pages, block.limit, here),
            more: more.map(|(folder, route)| self.more(&folder.title, &route, here)),
        }
    }

    /// The pages that lie in no folder.
    fn own_block(&self, pages: &[PageId], here: &Route) -> HomeBlockView<'_> {
        HomeBlockView {
            title: self.theme.text("pages_here"),
            style: "cards",
            items: self.cards(pages, self.portal().page_size, here),
            more: None,
        }
    }

    fn folder_block(&self, id: FolderId, here: &Route) -> Option<HomeBlockView<'_>> {
        let folder = self.site.folder(id)?;
        let route = self.site.folder_route(id)?;
        let more = Some(self.more(&folder.title, &route, here));
        let items = self.cards(&folder.pages, CARDS, here);
        Some(HomeBlockView { title: &folder.title, style: "cards", items, more })
    }

    fn more(&self, title: &str, route: &Route, here: &Route) -> LinkView<'static> {
        LinkView {
            url: route.relative_from(here.folder()),
            label: format!("{}: {title}", self.theme.text("see_all")).into(),
        }
    }

    fn cards(&self, pages: &[PageId], limit: usize, here: &Route) -> Vec<CardView<'_>> {
        pages.iter().take(limit).filter_map(|id| self.card(*id, here.folder())).collect()
    }

    /// The page at a path from `content/`, or the school's own at that path.
    pub(super) fn page_at(&self, path: &str) -> Option<PageId> {
        let own = self
            .site
            .config
            .as_ref()
            .and_then(|own| SourcePath::new(&format!("content/sites/{}/{path}", own.id)));
        let all = SourcePath::new(&format!("content/{path}"));
        own.iter().chain(&all).find_map(|path| self.site.by_source.get(path)).copied()
    }

    fn folder_at(&self, path: &str) -> Option<FolderId> {
        let path = path.trim_end_matches('/').trim_end_matches("/_index.md");
        let found = self.site.folders.iter().position(|folder| folder.path == path)?;
        u32::try_from(found).ok().map(FolderId)
    }
}
