//! Who made what and when, what changed it, and what it changed.

use std::fmt::Write;

use super::{Text, quoted, work};
use crate::document::RelationKind;
use crate::render::page::document_name;
use crate::site::{Page, PageId, Related};
use crate::vietnamese::slug;

/// A document that bears on this one, or that this one bears on.
struct Other {
    /// Its address in this file.
    id: String,
    uri: String,
    name: String,
    /// What is done, to which provision, from when.
    kind: RelationKind,
    anchor: Option<String>,
    date: Option<String>,
    /// It does something to this document.
    passive: bool,
}

/// The metadata of a text.
pub(super) fn meta(text: &Text<'_>, xml: &mut String) {
    let others = others(text);
    xml.push_str("<meta>\n");
    identification(text, xml);
    lifecycle(text, &others, xml);
    analysis(text, &others, xml);
    references(text, &others, xml);
    xml.push_str("</meta>\n");
}

/// The work, this text of it, and this file (FRBR).
fn identification(text: &Text<'_>, xml: &mut String) {
    let front = &text.page.document.front;
    let (issued, how) = text.issued();
    let (from, of) = match text.version {
        Some(version) => (version.effective.first_day().unwrap_or(issued), "effective"),
        None => (issued, how),
    };
    let mut about = String::from("<FRBRcountry value=\"vn\"/>");
    if let Some(number) = &front.number {
        let _ = write!(about, "<FRBRnumber value=\"{}\"/>", quoted(&number.value));
    }
    if let Some(name) = &front.doc_type {
        let _ = write!(about, "<FRBRname value=\"{}\"/>", quoted(name));
    }
    let expression = text.expression();
    let levels = [
        ("FRBRWork", text.work.clone(), issued, how, about.as_str()),
        ("FRBRExpression", expression.clone(), from, of, "<FRBRlanguage language=\"vie\"/>"),
        ("FRBRManifestation", format!("{expression}.xml"), text.made(), "generation", ""),
    ];
    xml.push_str("<identification source=\"#_antt\">\n");
    for (level, uri, date, name, more) in levels {
        let author = if level == "FRBRManifestation" { "_antt" } else { "_agency" };
        let _ = write!(xml, "<{level}><FRBRthis value=\"{uri}/!main\"/><FRBRuri value=\"{uri}\"/>");
        let _ = write!(xml, "<FRBRdate date=\"{date}\" name=\"{name}\"/><FRBRauthor href=\"#{author}\"/>");
        let _ = writeln!(xml, "{more}</{level}>");
    }
    xml.push_str("</identification>\n");
}

/// What happened to the document and when.
fn lifecycle(text: &Text<'_>, others: &[Other], xml: &mut String) {
    let (issued, _) = text.issued();
    xml.push_str("<lifecycle source=\"#_antt\">\n");
    let _ = writeln!(xml, "<eventRef date=\"{issued}\" type=\"generation\" source=\"#_original\"/>");
    for other in others.iter().filter(|other| other.passive) {
        let event = if other.kind == RelationKind::Amends { "amendment" } else { "repeal" };
        if let Some(date) = &other.date {
            let _ = writeln!(xml, "<eventRef date=\"{date}\" type=\"{event}\" source=\"#{}\"/>", other.id);
        }
    }
    xml.push_str("</lifecycle>\n");
}

/// What the document changes, and what changes it.
fn analysis(text: &Text<'_>, others: &[Other], xml: &mut String) {
    let block = |element: &str, passive: bool| {
        let mut inner = String::new();
        for (at, other) in others.iter().enumerate().filter(|(_, other)| other.passive == passive) {
            let place = other.anchor.as_ref().map_or_else(String::new, |anchor| format!("#{anchor}"));
            let (source, target) = if passive {
                (other.uri.clone(), format!("{}{place}", text.work))
            } else {
                (text.work.clone(), format!("{}{place}", other.uri))
            };
            let change = change(other.kind);
            let _ =
                write!(inner, "<textualMod type=\"{change}\" eId=\"_mod-{at}\"><source href=\"{source}\"/>");
            let _ = writeln!(inner, "<destination href=\"{target}\"/></textualMod>");
        }
        if inner.is_empty() { String::new() } else { format!("<{element}>\n{inner}</{element}>\n") }
    };
    let blocks = block("activeModifications", false) + &block("passiveModifications", true);
    if !blocks.is_empty() {
        let _ = write!(xml, "<analysis source=\"#_antt\">\n{blocks}</analysis>\n");
    }
}

/// The documents and bodies that the metadata names.
fn references(text: &Text<'_>, others: &[Other], xml: &mut String) {
    let document = &text.page.document;
    xml.push_str("<references source=\"#_antt\">\n");
    let name = document_name(document);
    let _ =
        writeln!(xml, "<original eId=\"_original\" href=\"{}\" showAs=\"{}\"/>", text.work, quoted(&name));
    for other in others {
        let element = if other.passive { "passiveRef" } else { "activeRef" };
        let (id, uri, name) = (&other.id, &other.uri, quoted(&other.name));
        let _ = writeln!(xml, "<{element} eId=\"{id}\" href=\"{uri}\" showAs=\"{name}\"/>");
    }
    let agency = document.front.agency.as_deref().unwrap_or("Chưa rõ");
    for (id, name) in [("_agency", agency), ("_antt", text.renderer.site.title.as_str())] {
        let href = slug(name);
        let name = quoted(name);
        let _ = writeln!(
            xml,
            "<TLCOrganization eId=\"{id}\" href=\"/ontology/organization/vn/{href}\" showAs=\"{name}\"/>"
        );
    }
    xml.push_str("</references>\n");
}

/// What this document changes and what changes it, as far as the site holds the other end.
fn others(text: &Text<'_>) -> Vec<Other> {
    use RelationKind::{Amends, Corrects, Repeals, Replaces};
    let changes = |kind| matches!(kind, Amends | Corrects | Repeals | Replaces);
    let main: &Page = text.renderer.site.main_page(text.page);
    let other = |(at, related): (usize, &Related)| {
        let id: PageId = *related.other.as_ref().ok()?;
        let page = text.renderer.site.page(id)?;
        let front = &page.document.front;
        Some(Other {
            id: format!("_ref-{at}"),
            uri: work(text.renderer, &page.document),
            name: document_name(&page.document).into_owned(),
            kind: related.kind,
            anchor: related.anchor.clone(),
            date: front.effective.or(front.date).and_then(|date| date.first_day()).map(|day| day.to_string()),
            passive: related.inverse,
        })
    };
    main.relations.iter().filter(|related| changes(related.kind)).enumerate().filter_map(other).collect()
}

/// The word of Akoma Ntoso for what is done to a text.
fn change(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Replaces => "replacement",
        RelationKind::Repeals => "repeal",
        _ => "substitution",
    }
}
