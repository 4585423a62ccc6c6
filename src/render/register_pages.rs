//! Lists of legal documents as tables: the whole register, and what other programs get of each list.

use serde::Serialize;

use super::listed::Form;
use super::views::{LinkView, ListView};
use super::{Head, ListFiles, Rendered, Renderer, context, feed, list, route};
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
            documents: String::new(),
            others: String::new(),
            rows: self.listed(Form::Row, list::slice(all, number, size), folder)?,
            table: true,
            total: all.len(),
            pager: self.pager(number, route::page_count(all.len(), size), &here, register_page),
            register: None,
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

    /// The register, for a list in which legal documents stand.
    pub(super) fn register_link(&self, pages: &[PageId], folder: &str) -> Option<LinkView<'_>> {
        let is_legal =
            |id: &PageId| self.site.page(*id).is_some_and(|page| page.document.kind == Kind::Legal);
        let route = register_page(1).filter(|_| pages.iter().any(is_legal))?;
        let label = self.theme.text(route::title_key("register")).into();
        Some(LinkView { url: route.relative_from(folder), label })
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
        let list = List {
            date: self.site.today.to_string(),
            list: self.theme.text(list::taxonomy_key(kind)),
            name: self.term_name(kind, term),
        };
        let head = serde_json::to_string(&list).unwrap_or_default();
        let head = head.strip_suffix('}').unwrap_or(&head);
        format!("{head},\"pages\":{}}}\n", self.briefs(&term.pages))
    }
}

/// What a term's list says before its pages.
#[derive(Serialize)]
struct List<'a> {
    date: String,
    list: &'a str,
    name: &'a str,
}
