//! Structured data for search engines: schema.org as JSON-LD.

use serde_json::{Value, json};

use super::views::LinkView;
use super::{Head, Renderer, last_change};
use crate::document::{Document, Kind};
use crate::path::Route;
use crate::site::{Page, StatusKey};

/// The structured data of a page, safe inside a `<script>` element; empty where there is nothing to say.
pub(super) fn json(renderer: &Renderer<'_>, head: &Head<'_>, breadcrumbs: &[LinkView]) -> String {
    if head.noindex {
        return String::new();
    }
    let mut graph = Vec::new();
    if !breadcrumbs.is_empty() {
        graph.push(breadcrumb_list(renderer, head, breadcrumbs));
    }
    if let Some(page) = head.page.and_then(|id| renderer.site.page(id)) {
        graph.push(match page.document.kind {
            Kind::Legal => legislation(renderer, page),
            _ => article(renderer, page),
        });
    }
    if graph.is_empty() {
        return String::new();
    }
    let json = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    // Nothing in a text may end the element.
    json.replace('<', "\\u003c")
}

fn breadcrumb_list(renderer: &Renderer<'_>, head: &Head<'_>, breadcrumbs: &[LinkView]) -> Value {
    let folder = head.route.folder();
    let item = |(position, link): (usize, &LinkView)| {
        let mut item = json!({ "@type": "ListItem", "position": position + 1, "name": link.label });
        let route = resolve(folder, &link.url);
        if let (Some(address), Some(item)) =
            (route.and_then(|route| renderer.full_address(&route)), item.as_object_mut())
        {
            item.insert("item".to_owned(), Value::String(address));
        }
        item
    };
    let mut items: Vec<Value> = breadcrumbs.iter().enumerate().map(item).collect();
    items.push(json!({ "@type": "ListItem", "position": items.len() + 1, "name": head.title }));
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
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

fn common(renderer: &Renderer<'_>, page: &Page) -> serde_json::Map<String, Value> {
    let document = &page.document;
    let mut map = serde_json::Map::new();
    map.insert("name".to_owned(), document.title.clone().into());
    map.insert("inLanguage".to_owned(), renderer.portal().language.tag().into());
    map.insert("description".to_owned(), renderer.description(document).into());
    if let Some(url) = renderer.full_address(&page.route) {
        map.insert("url".to_owned(), url.into());
    }
    if let Some(date) = last_change(&document.front) {
        map.insert("dateModified".to_owned(), date.to_string().into());
    }
    if let Some(publisher) = &renderer.portal().publisher {
        map.insert("publisher".to_owned(), json!({ "@type": "GovernmentOrganization", "name": publisher }));
    }
    map
}

fn article(renderer: &Renderer<'_>, page: &Page) -> Value {
    let mut map = common(renderer, page);
    map.insert("@type".to_owned(), "Article".into());
    map.insert("headline".to_owned(), page.document.title.clone().into());
    if let Some(date) = page.document.front.date {
        map.insert("datePublished".to_owned(), date.to_string().into());
    }
    Value::Object(map)
}

fn legislation(renderer: &Renderer<'_>, page: &Page) -> Value {
    let mut map = common(renderer, page);
    let front = &page.document.front;
    map.insert("@type".to_owned(), "Legislation".into());
    let texts = [
        ("legislationIdentifier", front.number.as_ref().map(|number| number.value.clone())),
        ("legislationType", front.doc_type.clone()),
        ("legislationDate", front.date.map(|date| date.to_string())),
        ("legislationDateOfApplicability", front.effective.map(|date| date.to_string())),
        (
            "legislationLegalForce",
            page.status.as_ref().and_then(|status| force(status.key)).map(str::to_owned),
        ),
    ];
    for (key, value) in texts {
        if let Some(value) = value {
            map.insert(key.to_owned(), value.into());
        }
    }
    if let Some(agency) = &front.agency {
        map.insert(
            "legislationPassedBy".to_owned(),
            json!({ "@type": "GovernmentOrganization", "name": agency }),
        );
    }
    let parts = parts(renderer, page, &page.document);
    if !parts.is_empty() {
        map.insert("hasPart".to_owned(), Value::Array(parts));
    }
    Value::Object(map)
}

/// The uppermost provisions of a document.
fn parts(renderer: &Renderer<'_>, page: &Page, document: &Document) -> Vec<Value> {
    let top = document.provisions.iter().filter(|provision| provision.parent.is_none());
    let part = |provision: &crate::document::Provision| {
        let name = if provision.title.is_empty() { provision.label.clone() } else { provision.title.clone() };
        let mut part =
            json!({ "@type": "Legislation", "name": name, "legislationIdentifier": provision.label });
        if let (Some(url), Some(map)) = (renderer.full_address(&page.route), part.as_object_mut()) {
            map.insert("url".to_owned(), format!("{url}#{}", provision.anchor).into());
        }
        part
    };
    top.map(part).collect()
}

/// The legal force that schema.org knows.
fn force(key: StatusKey) -> Option<&'static str> {
    match key {
        StatusKey::InForce => Some("https://schema.org/InForce"),
        StatusKey::Partly => Some("https://schema.org/PartiallyInForce"),
        StatusKey::NotYet | StatusKey::Expired | StatusKey::Suspended | StatusKey::Unsuitable => {
            Some("https://schema.org/NotInForce")
        }
        StatusKey::Unknown => None,
    }
}
