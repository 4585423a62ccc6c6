//! Legal documents as schema.org's `Legislation` (derived from ELI, the European Legislation Identifier).

use serde::Serialize;

use super::structured::{Organization, organization};
use super::{Renderer, akoma};
use crate::document::{Document, Level, Provision, RelationKind};
use crate::site::{Page, Related, StatusKey, Version};

/// What only a legal document has.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Legislation<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternate_name: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Other<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example_of_work: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_part: Vec<Part<'a>>,
    identifier: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    is_based_on: Vec<Other<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    legislation_amends: Vec<Other<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    legislation_changes: Vec<Other<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    legislation_consolidates: Vec<Other<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    legislation_corrects: Vec<Other<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_date_of_applicability: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_date_version: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    legislation_ensures_implementation_of: Vec<Other<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_identifier: Option<&'a str>,
    legislation_jurisdiction: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_legal_force: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_passed_by: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    legislation_repeals: Vec<Other<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    work_example: Vec<Example>,
}

/// The name of every `Legislation`.
const KIND: &str = "Legislation";

#[derive(Serialize)]
struct Reference {
    #[serde(rename = "@id")]
    id: String,
}

/// A text of a document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Example {
    #[serde(rename = "@type")]
    kind: &'static str,
    legislation_date_version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Another document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Other<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_identifier: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// A provision.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Part<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_part: Vec<Part<'a>>,
    legislation_identifier: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// A legal document: what it is, whether it is in force, how it bears on others, its parts and its texts by date.
/// `url` is the full address of the page that shows it.
pub(super) fn legislation<'a>(renderer: &Renderer<'a>, page: &'a Page, url: Option<&str>) -> Legislation<'a> {
    let site = renderer.site;
    let main = site.main_page(page);
    let front = &main.document.front;
    let own = main.route == page.route;
    let shown = main.versions.iter().find(|version| match page.version_of {
        Some(_) => site.page(version.page).is_some_and(|text| text.route == page.route),
        None => version.shown,
    });
    let example = |version: &Version| Example {
        kind: KIND,
        legislation_date_version: version.effective.to_string(),
        url: site.page(version.page).and_then(|text| renderer.full_address(&text.route)),
    };
    let mut legislation = Legislation {
        alternate_name: front.short_names.iter().map(|name| name.value.as_str()).collect(),
        example_of_work: renderer.full_address(&main.route).filter(|_| !own).map(|id| Reference { id }),
        expires: front.expires.map(|date| date.to_string()),
        has_part: parts(&page.document, url),
        identifier: akoma::work(renderer, &main.document),
        legislation_date: front.date.map(|date| date.to_string()),
        legislation_date_of_applicability: front.effective.map(|date| date.to_string()),
        legislation_date_version: shown.map(|version| version.effective.to_string()),
        legislation_identifier: front.number.as_ref().map(|number| number.value.as_str()),
        legislation_jurisdiction: "VN",
        legislation_legal_force: main.status.as_ref().and_then(|status| force(status.key)),
        legislation_passed_by: front.agency.as_deref().map(organization),
        legislation_type: front.doc_type.as_deref(),
        work_example: main.versions.iter().filter(|_| own).map(example).collect(),
        ..Legislation::default()
    };
    for related in main.relations.iter().filter(|related| !related.inverse) {
        legislation.property(related.kind).extend(other(renderer, related));
    }
    legislation
}

impl<'a> Legislation<'a> {
    /// The property that schema.org has for a kind of relation.
    fn property(&mut self, kind: RelationKind) -> &mut Vec<Other<'a>> {
        match kind {
            RelationKind::BasedOn => &mut self.is_based_on,
            RelationKind::Details => &mut self.legislation_ensures_implementation_of,
            RelationKind::Amends => &mut self.legislation_amends,
            RelationKind::Replaces | RelationKind::Repeals => &mut self.legislation_repeals,
            RelationKind::Suspends => &mut self.legislation_changes,
            RelationKind::Corrects => &mut self.legislation_corrects,
            RelationKind::Consolidates => &mut self.legislation_consolidates,
            RelationKind::RefersTo | RelationKind::Interprets => &mut self.citation,
        }
    }
}

/// The other end of a relation.
fn other<'a>(renderer: &Renderer<'a>, related: &'a Related) -> Option<Other<'a>> {
    let id = match &related.other {
        Ok(id) => *id,
        Err(words) => {
            return Some(Other { kind: KIND, legislation_identifier: Some(words), name: None, url: None });
        }
    };
    let page = renderer.site.page(id)?;
    let anchor = related.anchor.as_ref().map_or_else(String::new, |anchor| format!("#{anchor}"));
    let number = page.document.front.number.as_ref();
    Some(Other {
        kind: KIND,
        legislation_identifier: number.map(|number| number.value.as_str()),
        name: Some(&page.document.title),
        url: renderer.full_address(&page.route).map(|url| format!("{url}{anchor}")),
    })
}

/// The provisions down to articles, each in what holds it.
fn parts<'a>(document: &'a Document, url: Option<&str>) -> Vec<Part<'a>> {
    // What is held comes after what holds it, so that walking backwards finishes each before its holder.
    let mut held: Vec<Vec<Part<'a>>> = Vec::new();
    held.resize_with(document.provisions.len() + 1, Vec::new);
    for (at, provision) in document.provisions.iter().enumerate().rev() {
        if provision.level > Level::Article {
            continue;
        }
        let mut has_part = held.get_mut(at + 1).map(std::mem::take).unwrap_or_default();
        has_part.reverse();
        let holder = provision.parent.map_or(0, |parent| parent as usize + 1);
        if let Some(slot) = held.get_mut(holder) {
            slot.push(part(provision, url, has_part));
        }
    }
    let mut top = held.into_iter().next().unwrap_or_default();
    top.reverse();
    top
}

fn part<'a>(provision: &'a Provision, url: Option<&str>, has_part: Vec<Part<'a>>) -> Part<'a> {
    Part {
        kind: KIND,
        has_part,
        legislation_identifier: &provision.label,
        name: &provision.title,
        url: url.map(|url| format!("{url}#{}", provision.anchor)),
    }
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
