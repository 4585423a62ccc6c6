//! Lists of legal documents as tables: the whole register, and what other programs get of each list.

use serde_json::{Value, json};

use super::views::{LinkView, ListView};
use super::{Head, ListFiles, Rendered, Renderer, context, feed, list, route, status, words};
use crate::document::Kind;
use crate::path::Route;
use crate::site::{PageId, TaxonomyKind, Term};

/// How many documents a table shows at least: rows are short, and sorting needs them together.
const ROWS: usize = 200;

/// How many pages of the site one page of a taxonomy's list shows.
pub(super) fn term_size(kind: TaxonomyKind, page_size: usize) -> usize {
    if kind.is_legal() { page_size.max(ROWS) } else { page_size }
}

/// The route of page `number` of the register.
pub(super) fn register_page(number: usize) -> Option<Route> {
    Route::new(&if number <= 1 {
        String::from("danh-muc-van-ban.html")
    } else {
        format!("danh-muc-van-ban/{number}.html")
    })
}

/// The route of a term's list as a feed or as JSON.
pub(super) fn term_file(kind: TaxonomyKind, slug: &str, extension: &str) -> Option<Route> {
    Route::new(&format!("{}/{slug}.{extension}", kind.folder()))
}

impl Renderer<'_> {
    /// A term of a taxonomy.
    pub(super) fn find_term(&self, kind: TaxonomyKind, index: usize) -> Option<&Term> {
        self.site.taxonomies.iter().find(|taxonomy| taxonomy.kind == kind)?.terms.get(index)
    }

    /// A term's list for other programs, as it is linked in a file of `folder`.
    pub(super) fn term_files<'t>(
        &'t self,
        kind: TaxonomyKind,
        term: &'t Term,
        folder: &str,
    ) -> Option<ListFiles<'t>> {
        let label = self.term_name(kind, term);
        let link = |extension: &str| {
            let url = term_file(kind, &term.slug, extension)?.relative_from(folder);
            Some(LinkView { url, label: label.into() })
        };
        Some(ListFiles { feed: link("xml")?, json: link("json")? })
    }

    /// Page `number` of the table of all legal documents.
    pub(super) fn register_list(&self, number: usize) -> Rendered {
        let Some(here) = register_page(number) else { return Ok(Vec::new()) };
        let folder = here.folder();
        let all = &self.site.register;
        let size = term_size(TaxonomyKind::DocType, self.portal().page_size);
        let title = self.theme.text(route::title_key("register"));
        let url = |path: &str| Route::new(path).map_or_else(String::new, |route| route.relative_from(folder));
        let lists = self.site.taxonomies.iter().filter(|taxonomy| taxonomy.kind.is_legal());
        let lists = lists.map(|taxonomy| LinkView {
            url: url(&format!("{}/index.html", taxonomy.kind.folder())),
            label: self.theme.text(list::taxonomy_key(taxonomy.kind)).into(),
        });
        let view = ListView {
            title,
            folders: Vec::new(),
            items: self.slice(all, number, size, folder),
            total: all.len(),
            pager: self.pager(number, route::page_count(all.len(), size), &here, register_page),
            table: true,
        };
        let mut context = context("list", &view);
        context.insert("lists", &lists.collect::<Vec<_>>());
        let graph = self.standing.graph.then(|| LinkView {
            url: url(route::GRAPH),
            label: self.theme.text(route::title_key("graph")).into(),
        });
        context.insert("graph", &graph);
        let link = |path: &str| LinkView { url: url(path), label: title.into() };
        let shown = if number > 1 { format!("{title} ({number})") } else { title.to_owned() };
        let head = Head {
            list: Some(ListFiles { feed: link("danh-muc-van-ban.xml"), json: link("documents.json") }),
            ..Head::new(&here, &shown, "register")
        };
        self.page_template("register.html", head, context)
    }

    /// The feed of the register.
    pub(super) fn register_feed(&self) -> String {
        let routes = Route::new("danh-muc-van-ban.xml").zip(register_page(1));
        let title = format!("{} – {}", self.theme.text(route::title_key("register")), self.site.title);
        routes
            .map_or_else(String::new, |(here, page)| feed::of(self, &here, &page, title, &self.site.register))
    }

    /// The feed of a term's list.
    pub(super) fn term_feed(&self, kind: TaxonomyKind, index: usize) -> String {
        let Some(term) = self.find_term(kind, index) else { return String::new() };
        let routes = term_file(kind, &term.slug, "xml").zip(route::term_page(kind, &term.slug, 1));
        let title = format!("{} – {}", self.term_name(kind, term), self.site.title);
        routes.map_or_else(String::new, |(here, page)| feed::of(self, &here, &page, title, &term.pages))
    }

    /// A term's list as JSON: enough to find the documents; `documents.json` knows all of the legal ones.
    pub(super) fn term_json(&self, kind: TaxonomyKind, index: usize) -> String {
        let Some(term) = self.find_term(kind, index) else { return String::new() };
        let pages: Vec<Value> = term.pages.iter().filter_map(|id| self.brief(*id)).collect();
        let list = json!({
            "list": self.theme.text(list::taxonomy_key(kind)),
            "name": self.term_name(kind, term),
            "date": self.site.today.to_string(),
            "pages": pages,
        });
        list.to_string() + "\n"
    }

    /// A page in a list as JSON; its address is counted from the site's root.
    fn brief(&self, id: PageId) -> Option<Value> {
        let page = self.site.page(id)?;
        let front = &page.document.front;
        let mut entry = json!({ "url": page.route.as_str(), "title": page.document.title });
        if let (Kind::Legal, Some(map)) = (page.document.kind, entry.as_object_mut()) {
            let date = |date: Option<crate::document::PartialDate>| date.map(|date| date.to_string());
            map.insert("number".to_owned(), json!(front.number.as_ref().map(|number| &number.value)));
            map.insert("type".to_owned(), json!(front.doc_type));
            map.insert("agency".to_owned(), json!(front.agency));
            map.insert("effective".to_owned(), json!(date(front.effective)));
            let key = page.status.as_ref().map(|status| status::status_key(status.key).0);
            map.insert("status".to_owned(), json!(key));
        }
        if let (Some(date), Some(map)) = (front.date, entry.as_object_mut()) {
            map.insert("date".to_owned(), json!(words::date(date).iso));
        }
        Some(entry)
    }
}
