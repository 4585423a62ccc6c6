//! How documents bear on one another: what front matters state, seen from both ends, and what cannot be.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::circles::on_circles;
use super::citations::reports;
use super::registry::{Found, Registry};
use super::{Choice, Portal};
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::document::{Document, Relation, RelationKind};
use crate::site::{Page, PageId, Related, Site};

/// A relation whose other end the portal holds.
struct Edge<'a> {
    from: &'a Arc<Document>,
    relation: &'a Relation,
    to: &'a Arc<Document>,
    anchor: Option<String>,
}

/// Tells every page how it bears on others and they on it; reports what leads nowhere or contradicts itself.
pub fn relations(
    site: &mut Site,
    portal: Portal<'_>,
    choice: Choice<'_>,
    registry: &Registry<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut edges: Vec<Edge<'_>> = Vec::new();
    let mut found: BTreeMap<PageId, Vec<Related>> = BTreeMap::new();
    for document in portal.documents {
        for relation in &document.front.relations {
            match end(document, relation, (portal, site), registry) {
                Ok(Some((to, anchor))) => edges.push(Edge { from: document, relation, to, anchor }),
                Ok(None) => {
                    if let Some(page) = site.by_source.get(&document.path) {
                        let other = Err(relation.target.value.clone());
                        let related = Related { kind: relation.kind, inverse: false, other, anchor: None };
                        found.entry(*page).or_default().push(related);
                    }
                }
                Err(diagnostic) if reports(choice, &document.path) => diagnostics.push(diagnostic),
                Err(_) => {}
            }
        }
    }
    diagnostics.extend(
        contradictions(&edges)
            .into_iter()
            .filter(|diagnostic| diagnostic.place.as_ref().is_some_and(|place| reports(choice, &place.file))),
    );
    for edge in &edges {
        let page = |document: &Document| site.by_source.get(&document.path).copied();
        let kind = edge.relation.kind;
        let (from, to) = (page(edge.from), page(edge.to));
        let anchor = || edge.anchor.clone();
        if let Some(from) = from {
            let other = to.ok_or_else(|| edge.to.title.clone());
            found.entry(from).or_default().push(Related { kind, inverse: false, other, anchor: anchor() });
        }
        if let (Some(to), Some(from)) = (to, from) {
            let related = Related { kind, inverse: true, other: Ok(from), anchor: anchor() };
            found.entry(to).or_default().push(related);
        }
    }
    for (id, related) in found {
        if let Some(page) = site.pages.get_mut(id.0 as usize) {
            page.relations = related;
        }
    }
    site.related = any(&site.pages);
}

/// Whether one of these pages bears on another.
pub fn any(pages: &[Page]) -> bool {
    pages.iter().any(|page| page.relations.iter().any(|related| related.other.is_ok()))
}

/// A document, and the place in it that a relation concerns.
type End<'a> = (&'a Arc<Document>, Option<String>);

/// The other end of a relation; nothing for a number that the portal does not hold.
fn end<'a>(
    document: &Document,
    relation: &Relation,
    (portal, site): (Portal<'a>, &'a Site),
    registry: &Registry<'a>,
) -> Result<Option<End<'a>>, Diagnostic> {
    let written = relation.target.value.as_str();
    let (target, anchor) =
        written.split_once('#').map_or((written, None), |(target, anchor)| (target, Some(anchor)));
    let target = target.trim();
    let known = if target.ends_with(".md") {
        document.path.join(target).and_then(|path| portal.document(site, &path))
    } else {
        match registry.number(target) {
            Found::Exact(known) | Found::Loose(known) => Some(known),
            Found::Several | Found::Nothing => return Ok(None),
        }
    };
    let unknown = |message: Message| {
        Diagnostic::at(&codes::RELATION_UNKNOWN, &document.path, relation.target.span, message)
    };
    let Some(known) = known else {
        let message =
            Message::new(format!("Không có tệp `{target}`"), format!("There is no file `{target}`"));
        let names = portal.documents.iter().map(|document| document.path.name());
        let name = target.rsplit('/').next().unwrap_or(target);
        return Err(unknown(message).suggest(name, names));
    };
    if let Some(anchor) = anchor.filter(|anchor| known.holds_text() && !known.has_anchor(anchor)) {
        let message = Message::new(
            format!("`{}` không có `#{anchor}`", known.path),
            format!("`{}` has no `#{anchor}`", known.path),
        );
        return Err(unknown(message).suggest(anchor, known.anchors()));
    }
    Ok(Some((known, anchor.map(str::to_owned))))
}

/// Whether the relation can only bear on an earlier document.
fn looks_back(kind: RelationKind) -> bool {
    !matches!(kind, RelationKind::RefersTo)
}

/// What cannot be: a document that bears on itself, on one issued later, or in a circle.
fn contradictions(edges: &[Edge<'_>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let circular = circular(edges);
    for (edge, circular) in edges.iter().zip(circular) {
        let at = |code, message| Diagnostic::at(code, &edge.from.path, edge.relation.target.span, message);
        if edge.from.path == edge.to.path {
            found.push(at(
                &codes::RELATION_SELF,
                Message::new(
                    format!("“{}” không thể {} chính nó", edge.from.title, verb(edge.relation.kind).0),
                    format!("“{}” cannot {} itself", edge.from.title, verb(edge.relation.kind).1),
                ),
            ));
            continue;
        }
        if !looks_back(edge.relation.kind) {
            continue;
        }
        if let (Some(own), Some(other)) = (edge.from.front.date, edge.to.front.date)
            && is_before(own, other)
        {
            found.push(at(
                &codes::RELATION_TOO_EARLY,
                Message::new(
                    format!(
                        "Văn bản ban hành ngày {own} không thể {} “{}” ban hành ngày {other}",
                        verb(edge.relation.kind).0,
                        edge.to.title
                    ),
                    format!(
                        "A document of {own} cannot {} “{}” of {other}",
                        verb(edge.relation.kind).1,
                        edge.to.title
                    ),
                ),
            ));
        } else if circular {
            found.push(at(
                &codes::RELATION_CIRCLE,
                Message::new(
                    format!(
                        "“{}” {} “{}”, mà các quan hệ ấy nối thành vòng tròn",
                        edge.from.title,
                        verb(edge.relation.kind).0,
                        edge.to.title
                    ),
                    format!(
                        "“{}” is said to {} “{}”, and such relations lead back to it",
                        edge.from.title,
                        verb(edge.relation.kind).1,
                        edge.to.title
                    ),
                ),
            ));
        }
    }
    found
}

/// Whether one date lies wholly before another: a year alone is before no day of that year.
fn is_before(one: crate::document::PartialDate, other: crate::document::PartialDate) -> bool {
    let key = |date: crate::document::PartialDate| {
        [i32::from(date.year), date.month.map_or(-1, i32::from), date.day.map_or(-1, i32::from)]
    };
    for (a, b) in key(one).into_iter().zip(key(other)) {
        if a < 0 || b < 0 {
            return false;
        }
        if a != b {
            return a < b;
        }
    }
    false
}

/// For each edge, whether relations of its kind lead from its end back to its start.
fn circular(edges: &[Edge<'_>]) -> Vec<bool> {
    let mut numbers: HashMap<(RelationKind, *const Document), usize> = HashMap::new();
    let mut number = |kind: RelationKind, document: &Arc<Document>| {
        let next = numbers.len();
        *numbers.entry((kind, Arc::as_ptr(document))).or_insert(next)
    };
    let pairs: Vec<(usize, usize)> = edges
        .iter()
        .map(|edge| (number(edge.relation.kind, edge.from), number(edge.relation.kind, edge.to)))
        .collect();
    on_circles(numbers.len(), &pairs)
}

/// The relation as a verb, in both languages.
fn verb(kind: RelationKind) -> (&'static str, &'static str) {
    match kind {
        RelationKind::BasedOn => ("căn cứ vào", "rest on"),
        RelationKind::RefersTo => ("dẫn chiếu", "refer to"),
        RelationKind::Details => ("hướng dẫn thi hành", "detail"),
        RelationKind::Amends => ("sửa đổi, bổ sung", "amend"),
        RelationKind::Replaces => ("thay thế", "replace"),
        RelationKind::Repeals => ("bãi bỏ", "repeal"),
        RelationKind::Suspends => ("đình chỉ", "suspend"),
        RelationKind::Corrects => ("đính chính", "correct"),
        RelationKind::Consolidates => ("hợp nhất", "consolidate"),
        RelationKind::Interprets => ("giải thích", "interpret"),
    }
}
