//! The pages that every site has: glossary, calendar, A–Z index, what is new, search, 404, redirects.

use super::views::{LetterView, LinkView, NewsView, TermView};
use super::{Head, Rendered, Renderer, calendar, context, route, words};
use crate::document::Kind;
use crate::path::Route;
use crate::site::PageId;
use crate::vietnamese;

/// How many lines "what is new" shows.
const NEWS: usize = 100;

impl Renderer<'_> {
    /// The standing page called `key`.
    pub(super) fn standing(&self, key: &'static str) -> Rendered {
        let Some(here) = Route::new(self.standing.way(key).unwrap_or("404.html")) else {
            return Ok(Vec::new());
        };
        let context = match key {
            "glossary" => context("letters", &self.glossary()),
            "az" => context("letters", &self.index()),
            "calendar" => {
                let mut context = context("months", &calendar::months(self));
                context.insert("ics", "calendar.ics");
                context
            }
            "graph" => context("graph", &self.portal_graph()),
            "news" => context("news", &self.news()),
            _ => tera::Context::new(),
        };
        let title = if key == "not-found" { "not_found" } else { route::title_key(key) };
        let noindex = matches!(key, "search" | "not-found");
        let title = self.theme.text(title);
        let head = Head { noindex, ..Head::new(&here, title, key) };
        self.page_template(template(key), head, context)
    }

    /// An earlier address: it leads to the page at once.
    pub(super) fn redirect(&self, from: &Route, id: PageId) -> Rendered {
        let Some(page) = self.site.page(id) else { return Ok(Vec::new()) };
        let target = LinkView {
            url: page.route.relative_from(from.folder()),
            label: page.document.title.as_str().into(),
        };
        let head = Head { noindex: true, ..Head::new(from, &page.document.title, "redirect") };
        self.page_template("redirect.html", head, context("target", &target))
    }

    fn glossary(&self) -> Vec<LetterView<'_>> {
        let mut terms: Vec<TermView<'_>> = self
            .config
            .glossary
            .iter()
            .map(|term| TermView {
                id: &term.anchor,
                abbr: &term.abbr,
                full: &term.full,
                meaning: term.meaning.as_deref(),
                also: &term.also,
                source: term.source.as_deref(),
            })
            .collect();
        terms.sort_by_cached_key(|term| vietnamese::collation_key(term.abbr));
        by_letter(terms, |term| term.abbr, |letter, term| letter.terms.push(term))
    }

    fn index(&self) -> Vec<LetterView<'_>> {
        let mut pages: Vec<PageId> =
            self.site.page_ids().map(|(id, _)| id).filter(|id| !self.is_home(*id)).collect();
        pages.sort_by_cached_key(|id| {
            self.site.page(*id).map(|page| vietnamese::collation_key(&page.document.title))
        });
        let pages = pages.into_iter().filter_map(|id| self.mention(id, "")).collect();
        by_letter(pages, |page| page.title, |letter, page| letter.links.push(page))
    }

    fn is_home(&self, id: PageId) -> bool {
        self.site.folders.first().and_then(|root| root.index) == Some(id)
    }

    /// What was added or changed, newest first.
    fn news(&self) -> Vec<NewsView<'_>> {
        let mut lines: Vec<(crate::document::PartialDate, PageId, &str, bool)> = Vec::new();
        for (id, page) in self.site.page_ids().filter(|(id, _)| !self.is_home(*id)) {
            let front = &page.document.front;
            lines.extend(front.changes.iter().map(|change| (change.date, id, change.text.as_str(), false)));
            // A legal document's date is its own, not the page's.
            let own_date = front.date.filter(|_| page.document.kind != Kind::Legal);
            let (date, added) = match (own_date, front.updated) {
                (Some(date), Some(updated)) if updated > date => (Some(updated), false),
                (Some(date), _) => (Some(date), true),
                (None, updated) => (updated, false),
            };
            let told = front.changes.iter().any(|change| Some(change.date) == date);
            if let Some(date) = date.filter(|_| !told && front.last_change().is_some()) {
                lines.push((date, id, "", added));
            }
        }
        lines.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
        let views = lines.into_iter().take(NEWS).filter_map(|(date, id, text, added)| {
            Some(NewsView { date: words::date(date), page: self.card(id, "")?, text, added })
        });
        views.collect()
    }
}

/// The template of a standing page.
pub(super) fn template(key: &str) -> &'static str {
    match key {
        "glossary" => "glossary.html",
        "az" => "az.html",
        "calendar" => "calendar.html",
        "graph" => "graph.html",
        "news" => "news.html",
        "search" => "search.html",
        _ => "404.html",
    }
}

/// Sorted items under their first letters.
fn by_letter<'a, T>(
    items: Vec<T>,
    name: impl Fn(&T) -> &'a str,
    put: impl Fn(&mut LetterView<'a>, T),
) -> Vec<LetterView<'a>> {
    let mut letters: Vec<LetterView<'a>> = Vec::new();
    for item in items {
        let letter = vietnamese::initial(name(&item));
        if letters.last().is_none_or(|last| last.letter != letter) {
            let id = format!("chu-{}", letter.to_lowercase().replace('đ', "dd").replace('#', "so"));
            letters.push(LetterView { letter, id, terms: Vec::new(), links: Vec::new() });
        }
        if let Some(last) = letters.last_mut() {
            put(last, item);
        }
    }
    letters
}
