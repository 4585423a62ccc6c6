//! `documents.json`: the whole register of legal documents, for other programs.

use rayon::prelude::*;
use serde::Serialize;

use super::Renderer;
use super::route::{akoma_route, has_xml};
use super::status::status_key;
use crate::document::{Kind, RelationKind};
use crate::path::Route;
use crate::site::{self, Page, PageId, Related};

/// A legal document. Fields stand in the order of their names.
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
    recipients: &'a [String],
    relations: Vec<Relation<'a>>,
    short_names: Vec<&'a str>,
    signer: Option<&'a str>,
    source: Option<&'a str>,
    status: Option<Status<'a>>,
    summary: Option<&'a str>,
    title: &'a str,
    r#type: Option<&'a str>,
    url: &'a str,
    versions: Vec<Version<'a>>,
    xml: Option<Route>,
}

/// A text by date of effect; `shown` is the one that the document's own address shows.
#[derive(Serialize)]
struct Version<'a> {
    effective: String,
    shown: bool,
    url: &'a str,
    xml: Option<Route>,
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
    acts: Vec<Act<'a>>,
    key: &'static str,
    since: Option<String>,
}

/// What another document did that made the status so.
#[derive(Serialize)]
struct Act<'a> {
    anchor: Option<&'a str>,
    document: Option<&'a str>,
    kind: RelationKind,
    since: Option<String>,
}

/// The legal documents of the site in order of their addresses, each on a line.
pub(super) fn documents(renderer: &Renderer<'_>) -> String {
    let legal = renderer.site.pages.iter().filter(|page| page.document.kind == Kind::Legal);
    let mut pages: Vec<&Page> = legal.collect();
    pages.sort_by(|a, b| a.route.cmp(&b.route));
    let line = |page: &&Page| serde_json::to_string(&entry(renderer, page)).unwrap_or_default();
    let lines: Vec<String> = pages.par_iter().map(line).collect();
    format!("{{\"date\":\"{}\",\"documents\":[\n{}\n]}}\n", renderer.site.today, lines.join(",\n"))
}

fn entry<'a>(renderer: &'a Renderer<'_>, page: &'a Page) -> Entry<'a> {
    let front = &page.document.front;
    let date = |date: Option<crate::document::PartialDate>| date.map(|date| date.to_string());
    let address = |id: PageId| renderer.site.page(id).map(|page| page.route.as_str());
    let act = |act: &'a site::Act| Act {
        anchor: act.anchor.as_deref(),
        document: address(act.by),
        kind: act.kind,
        since: date(act.since),
    };
    let status = page.status.as_ref().map(|status| Status {
        acts: status.acts.iter().map(act).collect(),
        key: status_key(status.key).0,
        since: date(status.since),
    });
    let related = |related: &'a Related| {
        let document = match &related.other {
            Ok(id) => address(*id),
            Err(words) => Some(words.as_str()),
        };
        Relation { anchor: related.anchor.as_deref(), document, inverse: related.inverse, kind: related.kind }
    };
    let version = |version: &site::Version| {
        let text = renderer.site.page(version.page)?;
        let effective = version.effective.to_string();
        Some(Version { effective, shown: version.shown, url: text.route.as_str(), xml: xml(text) })
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
        recipients: &front.recipients,
        relations: page.relations.iter().map(related).collect(),
        short_names: front.short_names.iter().map(|name| name.value.as_str()).collect(),
        signer: front.signer.as_deref(),
        source: front.source.as_deref(),
        status,
        summary: front.summary.as_deref(),
        title: &page.document.title,
        r#type: front.doc_type.as_deref(),
        url: page.route.as_str(),
        versions: page.versions.iter().filter_map(version).collect(),
        xml: xml(page),
    }
}

fn xml(page: &Page) -> Option<Route> {
    has_xml(page).then(|| akoma_route(page))
}
