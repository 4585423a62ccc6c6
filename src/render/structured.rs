//! Structured data for search engines: schema.org as JSON-LD.

use serde::Serialize;

use super::legislation::{Legislation, legislation};
use super::views::LinkView;
use super::{Head, Renderer};
use crate::document::Kind;
use crate::path::Route;
use crate::site::Page;

/// The structured data of a page, safe inside a `<script>` element; empty where there is nothing to say.
pub(super) fn json(renderer: &Renderer<'_>, head: &Head<'_>, breadcrumbs: &[LinkView<'_>]) -> String {
    if head.noindex {
        return String::new();
    }
    // A way up without full addresses says nothing to a search engine.
    let has_path = renderer.site.base_url.is_some() && !breadcrumbs.is_empty();
    let path = has_path.then(|| Item::Path(breadcrumb_list(renderer, head, breadcrumbs)));
    let page = head.page.and_then(|id| renderer.site.page(id));
    let work = page.map(|page| Item::Work(Box::new(work(renderer, page))));
    let graph: Vec<Item<'_>> = path.into_iter().chain(work).collect();
    if graph.is_empty() {
        return String::new();
    }
    let json = serde_json::to_string(&Data { context: "https://schema.org", graph }).unwrap_or_default();
    // Nothing in a text may end the element.
    if json.contains('<') { json.replace('<', "\\u003c") } else { json }
}

#[derive(Serialize)]
struct Data<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Item<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Item<'a> {
    Path(BreadcrumbList<'a>),
    Work(Box<Work<'a>>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BreadcrumbList<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<ListItem<'a>>,
}

#[derive(Serialize)]
struct ListItem<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    name: &'a str,
    position: usize,
}

/// A page: an article, or a legal document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Work<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    in_language: &'static str,
    #[serde(flatten)]
    legal: Option<Legislation<'a>>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Organization<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

pub(super) fn organization(name: &str) -> Organization<'_> {
    Organization { kind: "GovernmentOrganization", name }
}

fn breadcrumb_list<'a>(
    renderer: &Renderer<'_>,
    head: &Head<'a>,
    breadcrumbs: &'a [LinkView<'_>],
) -> BreadcrumbList<'a> {
    let folder = head.route.folder();
    let address = |url: &str| resolve(folder, url).and_then(|route| renderer.full_address(&route));
    let item = |item, name, position| ListItem { kind: "ListItem", item, name, position };
    let above = breadcrumbs.iter().zip(1..).map(|(link, at)| item(address(&link.url), &link.label, at));
    let itself = item(None, head.title, breadcrumbs.len() + 1);
    BreadcrumbList { kind: "BreadcrumbList", item_list_element: above.chain([itself]).collect() }
}

/// The route that a relative address in a file of `folder` leads to.
fn resolve(folder: &str, url: &str) -> Option<Route> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in url.split('/') {
        match part {
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    Route::new(&parts.join("/"))
}

/// What the document of a page is. Its description is the page's own, in `<meta name="description">`.
fn work<'a>(renderer: &Renderer<'a>, page: &'a Page) -> Work<'a> {
    let document = &page.document;
    let front = &document.front;
    let legal = document.kind == Kind::Legal;
    let url = renderer.full_address(&page.route);
    Work {
        kind: if legal { "Legislation" } else { "Article" },
        date_modified: front.last_change().map(|date| date.to_string()),
        date_published: front.date.filter(|_| !legal).map(|date| date.to_string()),
        headline: (!legal).then_some(&document.title),
        in_language: renderer.portal().language.tag(),
        legal: legal.then(|| legislation(renderer, page, url.as_deref())),
        name: &document.title,
        publisher: renderer.config.portal.publisher.as_deref().map(organization),
        url,
    }
}
