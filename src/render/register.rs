//! `documents.json`: the whole register of legal documents, for other programs.

use serde::Serialize;

use super::Renderer;
use crate::document::{Kind, RelationKind};
use crate::site::{Page, PageId, Related, StatusKey};

/// The register. Fields stand in the order of their names.
#[derive(Serialize)]
struct Register<'a> {
    date: String,
    documents: Vec<Entry<'a>>,
}

/// A legal document.
#[derive(Serialize)]
struct Entry<'a> {
    agency: Option<&'a str>,
    also_written: &'a [String],
    cited_by: usize,
    date: Option<String>,
    effective: Option<String>,
    expires: Option<String>,
    field: Option<&'a str>,
    full_text: bool,
    number: Option<&'a str>,
    provisions: usize,
    relations: Vec<Relation<'a>>,
    short_names: Vec<&'a str>,
    signer: Option<&'a str>,
    status: Option<Status<'a>>,
    title: &'a str,
    r#type: Option<&'a str>,
    url: &'a str,
    xml: Option<String>,
}

#[derive(Serialize)]
struct Relation<'a> {
    anchor: Option<&'a str>,
    document: Option<&'a str>,
    inverse: bool,
    kind: RelationKind,
}

#[derive(Serialize)]
struct Status<'a> {
    by: Option<&'a str>,
    key: &'static str,
    since: Option<String>,
}

/// The legal documents of the site in order of their addresses.
pub(super) fn documents(renderer: &Renderer<'_>) -> String {
    let legal = renderer.site.pages.iter().filter(|page| page.document.kind == Kind::Legal);
    let mut documents: Vec<Entry<'_>> = legal.map(|page| entry(renderer, page)).collect();
    documents.sort_by_key(|entry| entry.url);
    let register = Register { date: renderer.site.today.to_string(), documents };
    serde_json::to_string_pretty(&register).map_or_else(|_| String::new(), |text| text + "\n")
}

fn entry<'a>(renderer: &'a Renderer<'_>, page: &'a Page) -> Entry<'a> {
    let front = &page.document.front;
    let date = |date: Option<crate::document::PartialDate>| date.map(|date| date.to_string());
    let address = |id: PageId| renderer.site.page(id).map(|page| page.route.as_str());
    let status = page.status.as_ref().map(|status| Status {
        by: status.by.and_then(address),
        key: status_key(status.key),
        since: date(status.since),
    });
    let related = |related: &'a Related| {
        let (document, anchor) = match &related.other {
            Ok((id, anchor)) => (address(*id), anchor.as_deref()),
            Err(words) => (Some(words.as_str()), None),
        };
        Relation { anchor, document, inverse: related.inverse, kind: related.kind }
    };
    Entry {
        agency: front.agency.as_deref(),
        also_written: &front.also_written,
        cited_by: page.cited_by.values().sum::<usize>(),
        date: date(front.date),
        effective: date(front.effective),
        expires: date(front.expires),
        field: front.field.as_deref(),
        full_text: page.document.holds_text(),
        number: front.number.as_ref().map(|number| number.value.as_str()),
        provisions: page.document.provisions.len(),
        relations: page.relations.iter().map(related).collect(),
        short_names: front.short_names.iter().map(|name| name.value.as_str()).collect(),
        signer: front.signer.as_deref(),
        status,
        title: &page.document.title,
        r#type: front.doc_type.as_deref(),
        url: page.route.as_str(),
        xml: (!page.document.provisions.is_empty()).then(|| super::route::akoma_path(page)),
    }
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
