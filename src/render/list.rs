//! Folders, taxonomies and terms: lists of pages, cut into pages.

use tera::Value;

use super::listed::Form;
use super::register_pages::term_size;
use super::status::status_key;
use super::views::{CardView, LinkView, ListView, PagerView, TaxonomyView, TermCountView};
use super::{Head, Rendered, Renderer, context, route};
use crate::document::Kind;
use crate::path::Route;
use crate::site::{FolderId, PageId, StatusKey, TaxonomyKind, Term};

impl Renderer<'_> {
    /// Page `number` of a folder; the root's first page is the home page.
    pub(super) fn folder(&self, id: FolderId, number: usize) -> Rendered {
        let Some((folder, here)) = self.site.folder(id).zip(route::folder_page(self.site, id, number)) else {
            return Ok(Vec::new());
        };
        if folder.parent.is_none() && number == 1 {
            return self.home(&here);
        }
        let index = folder.index.and_then(|id| self.site.page(id));
        let size = self.portal().page_size;
        let (documents, others) = self.entries(slice(&folder.pages, number, size), here.folder())?;
        let list = ListView {
            title: &folder.title,
            folders: self.folder_cards(&folder.folders, here.folder()).filter(|_| number == 1).collect(),
            documents,
            others,
            rows: String::new(),
            total: folder.pages.len(),
            pager: self.pager(number, route::page_count(folder.pages.len(), size), &here, |n| {
                route::folder_page(self.site, id, n)
            }),
            table: false,
            register: self.register_link(&folder.pages, here.folder()),
        };
        let mut view = match index {
            Some(page) => self.page_view(page),
            None => self.bare_page(&folder.title),
        };
        if number > 1 {
            // The text of the folder's first page stands there alone.
            view.body = Value::none();
            view.toc = Vec::new();
        }
        let description = index.map(|page| page.document.description()).unwrap_or_default();
        let title = if number > 1 { format!("{} ({number})", folder.title) } else { folder.title.clone() };
        let head = Head {
            description,
            page: folder.index,
            above: if index.is_none() { self.folder_ways(folder.parent, &here) } else { Vec::new() },
            ..Head::new(&here, &title, "section")
        };
        let mut context = context("page", &view);
        context.insert("list", &list);
        self.page_template("section.html", head, context)
    }

    /// The ways up to a folder that has no page of its own, without the home page.
    fn folder_ways(&self, parent: Option<FolderId>, here: &Route) -> Vec<LinkView<'_>> {
        let path = parent.map(|parent| self.site.path_to(parent)).unwrap_or_default();
        let ways = path.into_iter().skip(1).filter_map(|id| {
            let label = self.site.folder(id)?.title.as_str().into();
            Some(LinkView { url: self.site.folder_route(id)?.relative_from(here.folder()), label })
        });
        ways.collect()
    }

    /// The entries of a list: of legal documents, and of other pages.
    fn entries<'p>(
        &self,
        pages: impl Iterator<Item = &'p PageId>,
        folder: &str,
    ) -> Rendered<(String, String)> {
        let is_legal =
            |id: &&PageId| self.site.page(**id).is_some_and(|page| page.document.kind == Kind::Legal);
        let (legal, others): (Vec<_>, Vec<_>) = pages.partition(is_legal);
        let entries = |pages: Vec<&'p PageId>| self.listed(Form::Entry, pages.into_iter(), folder);
        Ok((entries(legal)?, entries(others)?))
    }

    /// Folders as cards: their first page's, or their bare name.
    fn folder_cards<'a>(
        &'a self,
        folders: &'a [FolderId],
        from: &'a str,
    ) -> impl Iterator<Item = CardView<'a>> + 'a {
        folders.iter().filter_map(move |id| {
            let folder = self.site.folder(*id)?;
            let card = folder.index.and_then(|index| self.card(index, from));
            card.or_else(|| {
                let url = self.site.folder_route(*id)?.relative_from(from);
                Some(CardView {
                    url,
                    title: &folder.title,
                    summary: "",
                    kind: "section",
                    kind_label: self.theme.text("kind_section"),
                    number: None,
                    agency: None,
                    date: None,
                    effective: None,
                    status: None,
                    draft: false,
                })
            })
        })
    }

    /// The way through a list of `count` pages; nothing where there is one.
    pub(super) fn pager(
        &self,
        number: usize,
        count: usize,
        here: &Route,
        page: impl Fn(usize) -> Option<Route>,
    ) -> Option<PagerView<'static>> {
        if count <= 1 {
            return None;
        }
        let url = |n: usize| page(n).map(|route| route.relative_from(here.folder())).unwrap_or_default();
        let mut pages = Vec::new();
        let mut last = 0;
        for n in (1..=count).filter(|n| *n == 1 || *n == count || n.abs_diff(number) <= 2) {
            if n > last + 1 {
                pages.push(LinkView { url: String::new(), label: "…".into() });
            }
            last = n;
            pages.push(LinkView {
                url: if n == number { String::new() } else { url(n) },
                label: n.to_string().into(),
            });
        }
        let previous = (number > 1).then(|| url(number - 1));
        let next = (number < count).then(|| url(number + 1));
        Some(PagerView { number, count, previous, next, pages })
    }

    /// All terms of a taxonomy.
    pub(super) fn taxonomy(&self, kind: TaxonomyKind) -> Rendered {
        let Some(taxonomy) = self.site.taxonomies.iter().find(|taxonomy| taxonomy.kind == kind) else {
            return Ok(Vec::new());
        };
        let Some(here) = Route::new(&format!("{}/index.html", kind.folder())) else { return Ok(Vec::new()) };
        let terms = taxonomy.terms.iter().filter_map(|term| {
            let url = route::term_page(kind, &term.slug, 1)?.relative_from(here.folder());
            Some(TermCountView { url, label: self.term_name(kind, term), count: term.pages.len() })
        });
        let title = self.theme.text(taxonomy_key(kind));
        let view = TaxonomyView { title, terms: terms.collect() };
        let head = Head::new(&here, title, "taxonomy");
        self.page_template("taxonomy.html", head, context("taxonomy", &view))
    }

    /// Page `number` of a term's list.
    pub(super) fn term_list(&self, kind: TaxonomyKind, index: usize, number: usize) -> Rendered {
        let Some(term) = self.find_term(kind, index) else { return Ok(Vec::new()) };
        let Some(here) = route::term_page(kind, &term.slug, number) else { return Ok(Vec::new()) };
        let size = term_size(kind, self.portal().page_size);
        let count = route::page_count(term.pages.len(), size);
        let name = self.term_name(kind, term);
        let shown = slice(&term.pages, number, size);
        let (mut documents, mut others, mut rows) = Default::default();
        if kind.is_legal() {
            rows = self.listed(Form::Row, shown, here.folder())?;
        } else {
            (documents, others) = self.entries(shown, here.folder())?;
        }
        let list = ListView {
            title: name,
            folders: Vec::new(),
            documents,
            others,
            rows,
            total: term.pages.len(),
            pager: self.pager(number, count, &here, |n| route::term_page(kind, &term.slug, n)),
            table: kind.is_legal(),
            register: None,
        };
        let above = Route::new(&format!("{}/index.html", kind.folder())).map(|route| LinkView {
            url: route.relative_from(here.folder()),
            label: self.theme.text(taxonomy_key(kind)).into(),
        });
        let title = if number > 1 { format!("{name} ({number})") } else { name.to_owned() };
        let head = Head {
            above: above.into_iter().collect(),
            list: self.term_files(kind, term, here.folder()),
            ..Head::new(&here, &title, "term")
        };
        self.page_template("term.html", head, context("list", &list))
    }
}

impl Renderer<'_> {
    /// What a term is called in the site's language.
    pub(super) fn term_name<'t>(&'t self, kind: TaxonomyKind, term: &'t Term) -> &'t str {
        let key = StatusKey::ALL.iter().find(|(_, name)| kind == TaxonomyKind::Status && *name == term.name);
        key.map_or(&term.name, |(key, _)| self.theme.text(status_key(*key).1))
    }
}

/// What page `number` (from 1) of a list shows.
pub(super) fn slice(pages: &[PageId], number: usize, size: usize) -> impl Iterator<Item = &PageId> {
    let size = size.max(1);
    pages.iter().skip(number.saturating_sub(1) * size).take(size)
}

/// The text that names a taxonomy.
pub(super) fn taxonomy_key(kind: TaxonomyKind) -> &'static str {
    match kind {
        TaxonomyKind::Topic => "topics",
        TaxonomyKind::Audience => "audience",
        TaxonomyKind::Agency => "agency",
        TaxonomyKind::DocType => "doc_type",
        TaxonomyKind::Year => "year",
        TaxonomyKind::Status => "status",
    }
}
