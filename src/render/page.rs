//! The page of a document.

use std::borrow::Cow;

use tera::Value;

use super::views::{
    ChangeView, CitedByView, LegalView, LinkView, NoticeView, PageView, RelationView, TocView,
};
use super::{Head, Rendered, Renderer, context, route, words};
use crate::document::{Document, Kind, Level, RelationKind};
use crate::site::{Page, PageId, Related, Target, TaxonomyKind};

/// Pages with fewer headings than this have no table of contents.
const SHORT: usize = 3;

impl Renderer<'_> {
    /// A document's page.
    pub(super) fn page(&self, id: PageId) -> Rendered {
        let Some(page) = self.site.page(id) else { return Ok(Vec::new()) };
        let title = self.page_title(page);
        let head = Head {
            description: page.document.description(),
            page: Some(id),
            above: page
                .version_of
                .and_then(|main| self.link(main, page.route.folder()))
                .into_iter()
                .collect(),
            noindex: page.version_of.is_some() && !self.site.is_shown_elsewhere(page),
            ..Head::new(&page.route, &title, page.document.kind.name())
        };
        self.page_template(template(page.document.kind), head, context("page", &self.page_view(page)))
    }

    /// All that a page shows of its document.
    pub(super) fn page_view<'s>(&'s self, page: &'s Page) -> PageView<'s> {
        let document = &page.document;
        let front = &document.front;
        let folder = page.route.folder();
        let change = |change: &'s crate::document::Change| ChangeView {
            date: words::date(change.date),
            text: &change.text,
        };
        let body = self.body(page);
        PageView {
            title: &document.title,
            summary: front.summary.as_deref().unwrap_or_default(),
            kind: document.kind.name(),
            kind_label: self.kind_label(document),
            date: front.date.map(words::date),
            updated: front.updated.map(words::date),
            draft: front.draft,
            topics: self.terms(TaxonomyKind::Topic, &front.topics, folder),
            audience: self.terms(TaxonomyKind::Audience, &front.audience, folder),
            source: front.source.as_deref(),
            changes: front.changes.iter().map(change).collect(),
            notices: self.notices(page),
            toc: contents(document),
            previous: page.previous.and_then(|id| self.link(id, folder)),
            next: page.next.and_then(|id| self.link(id, folder)),
            related: page.related.iter().filter_map(|id| self.mention(*id, folder)).collect(),
            backlinks: page.backlinks.iter().filter_map(|id| self.link(*id, folder)).collect(),
            cited_provisions: self.cited_provisions(page),
            cites: page.citations.iter().flatten().any(|target| *target != Target::Nowhere),
            previews: self.previews(page),
            citation: document_name(document),
            legal: (document.kind == Kind::Legal).then(|| self.legal(page, &body)),
            body: Value::safe_string(&body),
        }
    }

    /// Terms of a taxonomy with their lists.
    fn terms<'s>(&self, kind: TaxonomyKind, names: &'s [String], folder: &str) -> Vec<LinkView<'s>> {
        names.iter().filter_map(|name| self.term(kind, name, folder)).collect()
    }

    fn term<'s>(&self, kind: TaxonomyKind, name: &'s str, folder: &str) -> Option<LinkView<'s>> {
        let url = match self.terms.get(&(kind, name)) {
            Some(route) => route.relative_from(folder),
            None => route::term_page(kind, &crate::vietnamese::slug(name), 1)?.relative_from(folder),
        };
        Some(LinkView { url, label: name.into() })
    }

    /// What a reader must know before the text.
    fn notices<'s>(&'s self, page: &'s Page) -> Vec<NoticeView<'s>> {
        let mut notices = Vec::new();
        let year = page
            .route
            .folder()
            .split('/')
            .find_map(|part| part.parse::<i16>().ok().filter(|year| (1900..2200).contains(year)));
        if let Some(year) = year.filter(|year| *year < self.site.today.year()) {
            let text = self.theme.text("past_plan").replace("{year}", &year.to_string());
            notices.push(NoticeView { level: "info", text, links: Vec::new() });
        }
        notices.extend(self.version_notices(page));
        notices.extend(self.status_notice(self.site.main_page(page), page.route.folder()));
        notices
    }

    fn legal<'s>(&'s self, page: &'s Page, body: &str) -> LegalView<'s> {
        let document = &page.document;
        let front = &document.front;
        let folder = page.route.folder();
        let main = self.site.main_page(page);
        let first = main.versions.first().map(|version| version.effective);
        let cited_by = main
            .cited_by
            .iter()
            .filter_map(|(id, count)| Some(CitedByView { page: self.link(*id, folder)?, count: *count }));
        LegalView {
            doc_type: front.doc_type.as_ref().and_then(|name| self.term(TaxonomyKind::DocType, name, folder)),
            number: front.number.as_ref().map(|number| number.value.as_str()),
            agency: front.agency.as_ref().and_then(|name| self.term(TaxonomyKind::Agency, name, folder)),
            signer: front.signer.as_deref(),
            issued: front.date.map(words::date),
            effective: front.effective.or(first).map(words::date),
            expires: front.expires.map(words::date),
            field: front.field.as_deref(),
            recipients: &front.recipients,
            short_names: front.short_names.iter().map(|name| name.value.as_str()).collect(),
            status: self.status(main),
            official: self.official(document, body),
            full_text: document.holds_text(),
            relations: self.relations(page, None),
            graphs: self.graphs(page),
            cited_by: cited_by.collect(),
            versions: self.versions(page),
        }
    }

    /// The relations by kind and side, in the order in which registers list them.
    pub(super) fn relations<'s>(&'s self, page: &'s Page, inverse: Option<bool>) -> Vec<RelationView<'s>> {
        self.relations_from(self.site.main_page(page), inverse, page.route.folder())
    }

    /// The relations of a document as they are linked in a file of `folder`: of both sides, or of one.
    pub(super) fn relations_from<'s>(
        &'s self,
        page: &'s Page,
        inverse: Option<bool>,
        folder: &str,
    ) -> Vec<RelationView<'s>> {
        let mut views: Vec<((RelationKind, bool), RelationView)> = Vec::new();
        let wanted = |related: &&Related| inverse.is_none_or(|inverse| related.inverse == inverse);
        let mut sorted: Vec<&Related> = page.relations.iter().filter(wanted).collect();
        sorted.sort_by_key(|related| (related.kind, related.inverse));
        // What one document does to several provisions of this one is one line.
        let same = |a: &&Related, b: &&Related| {
            a.inverse && b.inverse && a.kind == b.kind && a.other.is_ok() && a.other == b.other
        };
        for group in sorted.chunk_by(same) {
            let Some(related) = group.first() else { continue };
            let Some(item) = self.related_link(page, group, folder) else { continue };
            let key = (related.kind, related.inverse);
            match views.last_mut() {
                Some((known, view)) if *known == key => view.items.push(item),
                _ => {
                    let label = self.theme.text(relation_key(related.kind, related.inverse));
                    views.push((key, RelationView { label, items: vec![item] }));
                }
            }
        }
        views.into_iter().map(|(_, view)| view).collect()
    }

    /// The other end of relations of one kind, with the provisions that they concern.
    fn related_link<'s>(
        &'s self,
        page: &'s Page,
        group: &[&'s Related],
        folder: &str,
    ) -> Option<LinkView<'s>> {
        let related = *group.first()?;
        let id = match &related.other {
            Ok(id) => *id,
            Err(words) => return Some(LinkView { url: String::new(), label: words.as_str().into() }),
        };
        let other = &self.site.page(id)?.document;
        // The provisions are those of the document acted on: the way back leads to the whole document.
        let acted_on = if related.inverse { &page.document } else { other };
        let anchors = group.iter().filter_map(|related| related.anchor.as_deref());
        let provisions: Vec<&str> = anchors
            .filter_map(|anchor| acted_on.provisions.iter().find(|provision| provision.anchor == anchor))
            .map(|provision| provision.label.as_str())
            .collect();
        let label = match (provisions.join(", "), related.inverse) {
            (places, _) if places.is_empty() => other.title.as_str().into(),
            (places, true) => format!("{} ({places})", other.title).into(),
            (place, false) => format!("{place} – {}", other.title).into(),
        };
        let anchor = related.anchor.as_deref().filter(|_| !related.inverse);
        Some(LinkView { url: self.page_address(id, anchor, folder)?, label })
    }
}

/// The template of a kind's pages.
pub(super) fn template(kind: Kind) -> &'static str {
    match kind {
        Kind::Legal => "legal.html",
        Kind::Model | Kind::Practice => "model.html",
        _ => "page.html",
    }
}

/// The text that names a relation from one of its ends.
pub(super) fn relation_key(kind: RelationKind, inverse: bool) -> &'static str {
    let (active, passive) = match kind {
        RelationKind::BasedOn => ("relation_based_on", "relation_based_on_of"),
        RelationKind::RefersTo => ("relation_refers_to", "relation_refers_to_of"),
        RelationKind::Details => ("relation_details", "relation_details_of"),
        RelationKind::Amends => ("relation_amends", "relation_amends_of"),
        RelationKind::Replaces => ("relation_replaces", "relation_replaces_of"),
        RelationKind::Repeals => ("relation_repeals", "relation_repeals_of"),
        RelationKind::Suspends => ("relation_suspends", "relation_suspends_of"),
        RelationKind::Corrects => ("relation_corrects", "relation_corrects_of"),
        RelationKind::Consolidates => ("relation_consolidates", "relation_consolidates_of"),
        RelationKind::Interprets => ("relation_interprets", "relation_interprets_of"),
    };
    if inverse { passive } else { active }
}

/// How a document is called in a citation: "Quy chế số 01/QCPH-CAT-SGDĐT", else its title.
pub(super) fn document_name(document: &Document) -> Cow<'_, str> {
    match (&document.front.doc_type, &document.front.number) {
        (Some(name), Some(number)) => format!("{name} số {}", number.value).into(),
        _ => document.title.as_str().into(),
    }
}

/// The table of contents: chapters and articles with their titles where all headings are those, or there are few; else
/// the two uppermost levels of headings.
fn contents(document: &Document) -> Vec<TocView<'_>> {
    // Both stand in the order of the text, so one walk finds every heading that is a provision.
    let mut provisions = document.provisions.iter();
    let mut is_provision = |id: &str| provisions.any(|provision| provision.anchor == id);
    let few = document.headings.len() < SHORT;
    let lines: Vec<TocView<'_>> = if few || document.headings.iter().all(|heading| is_provision(&heading.id))
    {
        let shown = document.provisions.iter().filter(|provision| provision.level <= Level::Article);
        shown
            .map(|provision| TocView {
                id: &provision.anchor,
                text: provision_title(provision),
                level: 1 + u8::from(provision.parent.is_some()),
            })
            .collect()
    } else {
        let top = document.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
        let shown = document.headings.iter().filter(|heading| heading.level <= top + 1);
        shown
            .map(|heading| TocView {
                id: &heading.id,
                text: heading.text.as_str().into(),
                level: heading.level - top + 1,
            })
            .collect()
    };
    if lines.len() >= SHORT { lines } else { Vec::new() }
}

fn provision_title(provision: &crate::document::Provision) -> Cow<'_, str> {
    if provision.title.is_empty() {
        provision.label.as_str().into()
    } else {
        format!("{}. {}", provision.label, provision.title).into()
    }
}
