//! A document's texts by date of effect: the list of them, what readers of one must know, what each changed.

use jiff::ToSpan;

use super::views::{CompareView, DateView, LinkView, NoticeView, VersionView};
use super::{Head, Rendered, Renderer, compare, context, page, words};
use crate::path::Route;
use crate::site::{Page, PageId, Version};

/// Where it is told what a text changed in the one before, beside the document; nothing for the oldest text.
pub(super) fn changes_route(main: &Page, version: Version) -> Option<Route> {
    let path = main.route.as_str();
    let stem = path.strip_suffix(".html").unwrap_or(path);
    Route::new(&format!("{stem}-thay-doi-{}.html", version.effective))
}

impl Renderer<'_> {
    /// What a page is called in its browser's window: texts of one document are told apart by their dates.
    pub(super) fn page_title(&self, page: &Page) -> String {
        let title = &page.document.title;
        let here =
            |version: &&Version| self.site.page(version.page).is_some_and(|text| text.route == page.route);
        let version = self.site.main_page(page).versions.iter().find(here);
        version.filter(|_| page.version_of.is_some()).map_or_else(
            || title.clone(),
            |version| {
                let text = self.theme.text("version_title").replace("{title}", title);
                text.replace("{from}", &words::date(version.effective).text)
            },
        )
    }

    /// The texts of the document that a page shows, the newest first.
    pub(super) fn versions(&self, page: &Page) -> Vec<VersionView> {
        let main = self.site.main_page(page);
        let folder = page.route.folder();
        let versions = &main.versions;
        let views = versions.iter().enumerate().filter_map(|(at, version)| {
            let text = self.site.page(version.page)?;
            let here = if page.version_of.is_some() { text.route == page.route } else { version.shown };
            let compare = if at > 0 { changes_route(main, *version) } else { None };
            Some(VersionView {
                url: if here { String::new() } else { text.route.relative_from(folder) },
                effective: words::date(version.effective),
                until: until(versions, at),
                shown: version.shown,
                to_come: self.is_to_come(*version),
                compare: compare.map(|route| route.relative_from(folder)),
            })
        });
        let mut views: Vec<VersionView> = views.collect();
        views.reverse();
        views
    }

    fn is_to_come(&self, version: Version) -> bool {
        version.effective.first_day().is_some_and(|day| day > self.site.today)
    }

    /// What readers must know of the text before them.
    pub(super) fn version_notices(&self, page: &Page) -> Vec<NoticeView<'_>> {
        let folder = page.route.folder();
        let main = self.site.main_page(page);
        let versions = &main.versions;
        let link = |id: PageId, key: &'static str| {
            let route = &self.site.page(id)?.route;
            Some(LinkView { url: route.relative_from(folder), label: self.theme.text(key).into() })
        };
        let dated = |key: &str, version: &Version| {
            self.theme.text(key).replace("{from}", &words::date(version.effective).text)
        };
        let Some(id) = page.version_of else {
            let next = versions.iter().find(|version| self.is_to_come(**version) && !version.shown);
            let notice = next.map(|version| NoticeView {
                level: "info",
                text: dated("version_next", version),
                links: link(version.page, "version_read").into_iter().collect(),
            });
            return notice.into_iter().collect();
        };
        let here =
            |version: &Version| self.site.page(version.page).is_some_and(|text| text.route == page.route);
        let Some(at) = versions.iter().position(here) else { return Vec::new() };
        let Some(version) = versions.get(at).filter(|version| !version.shown) else { return Vec::new() };
        let text = match until(versions, at) {
            _ if self.is_to_come(*version) => dated("version_to_come", version),
            Some(until) => dated("version_past", version).replace("{until}", &until.text),
            None => dated("version_past", version),
        };
        let links = link(id, "version_in_force").into_iter().collect();
        vec![NoticeView { level: "warning", text, links }]
    }

    /// What the text `id` changed in the one before it.
    pub(super) fn changes(&self, route: &Route, id: PageId) -> Rendered {
        let Some((page, main_id)) = self.site.page(id).and_then(|page| Some((page, page.version_of?))) else {
            return Ok(Vec::new());
        };
        let main = self.site.main_page(page);
        let at = main.versions.iter().position(|version| version.page == id).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| main.versions.get(at));
        let Some((before, old)) = before.and_then(|before| Some((before, self.site.page(before.page)?)))
        else {
            return Ok(Vec::new());
        };
        let folder = route.folder();
        let (mut parts, same) = compare::compare(&old.document, &page.document);
        for part in &mut parts {
            let text = if part.change == "removed" { old } else { page };
            part.url = text.route.relative_from(folder);
            if part.id.is_empty() {
                "mo-dau".clone_into(&mut part.id);
            } else {
                part.url = format!("{}#{}", part.url, part.id);
            }
        }
        let count = |change: &str| parts.iter().filter(|part| part.change == change).count();
        let label = |version: &Version| words::date(version.effective).text;
        let link = |text: &Page, version: &Version| LinkView {
            url: text.route.relative_from(folder),
            label: label(version).into(),
        };
        let neighbour = |at: Option<usize>| {
            let at = at.filter(|at| *at > 0)?;
            let version = main.versions.get(at)?;
            Some(LinkView {
                url: changes_route(main, *version)?.relative_from(folder),
                label: label(version).into(),
            })
        };
        let name = page::document_name(&main.document);
        let after = main.versions.get(at).unwrap_or(before);
        let title =
            self.theme.text("compare_title").replace("{from}", &label(after)).replace("{name}", &name);
        let view = CompareView {
            document: LinkView {
                url: main.route.relative_from(folder),
                label: main.document.title.as_str().into(),
            },
            before: link(old, before),
            after: link(page, after),
            added: count("added"),
            removed: count("removed"),
            changed: count("changed"),
            same,
            parts,
            previous: neighbour(at.checked_sub(1)),
            next: neighbour(Some(at + 1)),
        };
        let head = Head {
            page: Some(id),
            above: vec![self.link(main_id, folder)].into_iter().flatten().collect(),
            noindex: true,
            ..Head::new(route, &title, "compare")
        };
        self.page_template("compare.html", head, context("compare", &view))
    }
}

/// The last day of a text's force: the day before the next begins, where that is known to the day.
fn until(versions: &[Version], at: usize) -> Option<DateView> {
    let next = versions.get(at + 1)?.effective.day()?;
    let last = next.checked_sub(1.day()).ok()?;
    let date =
        crate::date::PartialDate { year: last.year(), month: Some(last.month()), day: Some(last.day()) };
    Some(words::date(date))
}
