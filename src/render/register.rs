//! `documents.json`: the whole register of legal documents, for other programs.

use serde_json::{Value, json};

use super::Renderer;
use crate::document::Kind;
use crate::site::{Page, Related, StatusKey};

/// The legal documents of the site in order of their addresses.
pub(super) fn documents(renderer: &Renderer<'_>) -> String {
    let legal = renderer.site.pages.iter().filter(|page| page.document.kind == Kind::Legal);
    let mut entries: Vec<(&str, Value)> =
        legal.map(|page| (page.route.as_str(), entry(renderer, page))).collect();
    entries.sort_by_key(|(route, _)| *route);
    let entries: Vec<Value> = entries.into_iter().map(|(_, entry)| entry).collect();
    serde_json::to_string_pretty(&json!({ "date": renderer.site.today.to_string(), "documents": entries }))
        .map_or_else(|_| String::new(), |text| text + "\n")
}

fn entry(renderer: &Renderer<'_>, page: &Page) -> Value {
    let front = &page.document.front;
    let date = |date: Option<crate::document::PartialDate>| date.map(|date| date.to_string());
    let status = page.status.as_ref().map(|status| {
        let by = status.by.and_then(|by| renderer.site.page(by)).map(|by| by.route.as_str());
        json!({ "key": status_key(status.key), "since": date(status.since), "by": by })
    });
    let related = |related: &Related| {
        let (document, anchor) = match &related.other {
            Ok((id, anchor)) => (renderer.site.page(*id).map(|page| page.route.as_str()), anchor.as_deref()),
            Err(words) => (Some(words.as_str()), None),
        };
        json!({ "kind": related.kind, "inverse": related.inverse, "document": document, "anchor": anchor })
    };
    json!({
        "url": page.route.as_str(),
        "title": page.document.title,
        "number": front.number.as_ref().map(|number| &number.value),
        "also_written": front.also_written,
        "short_names": front.short_names.iter().map(|name| &name.value).collect::<Vec<_>>(),
        "type": front.doc_type,
        "agency": front.agency,
        "signer": front.signer,
        "field": front.field,
        "date": date(front.date),
        "effective": date(front.effective),
        "expires": date(front.expires),
        "status": status,
        "full_text": front.full_text.unwrap_or(!page.document.provisions.is_empty()),
        "xml": (!page.document.provisions.is_empty()).then(|| super::route::akoma_path(page)),
        "provisions": page.document.provisions.len(),
        "relations": page.relations.iter().map(related).collect::<Vec<_>>(),
        "cited_by": page.cited_by.values().sum::<usize>(),
    })
}

fn status_key(key: StatusKey) -> &'static str {
    match key {
        StatusKey::InForce => "in-force",
        StatusKey::NotYet => "not-yet",
        StatusKey::Partly => "partly-expired",
        StatusKey::Expired => "expired",
        StatusKey::Suspended => "suspended",
        StatusKey::Unsuitable => "unsuitable",
        StatusKey::Unknown => "unknown",
    }
}
