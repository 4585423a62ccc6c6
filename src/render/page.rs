//! The page of a document.

use super::views::{
    ChangeView, CitedByView, LegalView, LinkView, NoticeView, PageView, RelationView, TocView,
};
use super::{Head, Rendered, Renderer, context, route, words};
use crate::document::{Document, Kind, Level, RelationKind};
use crate::parse::first_words;
use crate::site::{Page, PageId, Related, TaxonomyKind};

/// Pages with fewer headings than this have no table of contents.
const SHORT: usize = 3;

impl Renderer<'_> {
    /// A document's page.
    pub(super) fn page(&self, id: PageId) -> Rendered {
        let Some(page) = self.site.page(id) else { return Ok(Vec::new()) };
        let template = match page.document.kind {
            Kind::Legal => "legal.html",
            Kind::Model | Kind::Practice => "model.html",
            _ => "page.html",
        };
        let description = self.description(&page.document);
        let head = Head {
            route: &page.route,
            title: &page.document.title,
            description: &description,
            kind: page.document.kind.name(),
            page: Some(id),
            above: Vec::new(),
            noindex: false,
        };
        self.page_template(template, head, context("page", &self.page_view(page)))
    }

    /// The summary, else the first words.
    pub(super) fn description(&self, document: &Document) -> String {
        document.front.summary.clone().unwrap_or_else(|| first_words(&document.sections, 160))
    }

    /// All that a page shows of its document.
    pub(super) fn page_view(&self, page: &Page) -> PageView {
        let document = &page.document;
        let front = &document.front;
        let folder = page.route.folder();
        let change = |change: &crate::document::Change| ChangeView {
            date: words::date(change.date),
            text: change.text.clone(),
        };
        PageView {
            title: document.title.clone(),
            summary: front.summary.clone().unwrap_or_default(),
            kind: document.kind.name(),
            kind_label: self.kind_label(document),
            date: front.date.map(words::date),
            updated: front.updated.map(words::date),
            draft: front.draft,
            topics: self.terms(TaxonomyKind::Topic, &front.topics, folder),
            audience: self.terms(TaxonomyKind::Audience, &front.audience, folder),
            source: front.source.clone(),
            changes: front.changes.iter().map(change).collect(),
            notices: self.notices(page),
            body: self.body(page),
            toc: contents(document),
            previous: page.previous.and_then(|id| self.link(id, folder)),
            next: page.next.and_then(|id| self.link(id, folder)),
            related: page.related.iter().filter_map(|id| self.card(*id, folder)).collect(),
            backlinks: page.backlinks.iter().filter_map(|id| self.link(*id, folder)).collect(),
            legal: (document.kind == Kind::Legal).then(|| self.legal(page)),
        }
    }

    /// Terms of a taxonomy with their lists.
    fn terms(&self, kind: TaxonomyKind, names: &[String], folder: &str) -> Vec<LinkView> {
        names.iter().filter_map(|name| self.term(kind, name, folder)).collect()
    }

    fn term(&self, kind: TaxonomyKind, name: &str, folder: &str) -> Option<LinkView> {
        let slug = crate::vietnamese::slug(name);
        let route = route::term_page(kind, &slug, 1)?;
        Some(LinkView { url: route.relative_from(folder), label: name.to_owned() })
    }

    /// What a reader must know before the text.
    fn notices(&self, page: &Page) -> Vec<NoticeView> {
        let mut notices = Vec::new();
        let year = page
            .route
            .folder()
            .split('/')
            .find_map(|part| part.parse::<i16>().ok().filter(|year| (1900..2200).contains(year)));
        if let Some(year) = year.filter(|year| *year < self.site.today.year()) {
            let text = self.theme.text("past_plan").replace("{year}", &year.to_string());
            notices.push(NoticeView { level: "info", text, link: None });
        }
        notices
    }

    fn legal(&self, page: &Page) -> LegalView {
        let document = &page.document;
        let front = &document.front;
        let folder = page.route.folder();
        let unknown = crate::site::Status { key: crate::site::StatusKey::Unknown, since: None, by: None };
        let status = page.status.as_ref().unwrap_or(&unknown);
        let cited_by = page
            .cited_by
            .iter()
            .filter_map(|(id, count)| Some(CitedByView { page: self.link(*id, folder)?, count: *count }));
        LegalView {
            doc_type: front.doc_type.as_ref().and_then(|name| self.term(TaxonomyKind::DocType, name, folder)),
            number: front.number.as_ref().map(|number| number.value.clone()),
            agency: front.agency.as_ref().and_then(|name| self.term(TaxonomyKind::Agency, name, folder)),
            signer: front.signer.clone(),
            issued: front.date.map(words::date),
            effective: front.effective.map(words::date),
            expires: front.expires.map(words::date),
            field: front.field.clone(),
            recipients: front.recipients.clone(),
            short_names: front.short_names.iter().map(|name| name.value.clone()).collect(),
            status: self.status(status),
            full_text: document.holds_text(),
            citation: document_name(document),
            relations: self.relations(page),
            cited_by: cited_by.collect(),
            versions: Vec::new(),
        }
    }

    /// The relations by kind and side, in the order in which registers list them.
    fn relations(&self, page: &Page) -> Vec<RelationView> {
        let folder = page.route.folder();
        let mut views: Vec<((RelationKind, bool), RelationView)> = Vec::new();
        for related in &page.relations {
            let key = (related.kind, related.inverse);
            let Some(item) = self.related_link(related, folder) else { continue };
            match views.iter_mut().find(|(known, _)| *known == key) {
                Some((_, view)) => view.items.push(item),
                None => {
                    let label = self.theme.text(&relation_key(related.kind, related.inverse)).to_owned();
                    views.push((key, RelationView { label, items: vec![item] }));
                }
            }
        }
        views.sort_by_key(|(key, _)| *key);
        views.into_iter().map(|(_, view)| view).collect()
    }

    fn related_link(&self, related: &Related, folder: &str) -> Option<LinkView> {
        match &related.other {
            Ok((id, anchor)) => {
                let url = self.page_address(*id, anchor.as_deref(), folder)?;
                let document = &self.site.page(*id)?.document;
                let provision = anchor
                    .as_deref()
                    .and_then(|anchor| document.provisions.iter().find(|p| p.anchor == anchor));
                let label = match provision {
                    Some(provision) => format!("{} – {}", provision.label, document.title),
                    None => document.title.clone(),
                };
                Some(LinkView { url, label })
            }
            Err(words) => Some(LinkView { url: String::new(), label: words.clone() }),
        }
    }
}

/// The text that names a relation from one of its ends.
fn relation_key(kind: RelationKind, inverse: bool) -> String {
    let name = match kind {
        RelationKind::BasedOn => "based_on",
        RelationKind::RefersTo => "refers_to",
        RelationKind::Details => "details",
        RelationKind::Amends => "amends",
        RelationKind::Replaces => "replaces",
        RelationKind::Repeals => "repeals",
        RelationKind::Suspends => "suspends",
        RelationKind::Corrects => "corrects",
        RelationKind::Consolidates => "consolidates",
        RelationKind::Interprets => "interprets",
    };
    format!("relation_{name}{}", if inverse { "_of" } else { "" })
}

/// How a document is called in a citation: "Quy chế số 01/QCPH-CAT-SGDĐT", else its title.
pub(super) fn document_name(document: &Document) -> String {
    match (&document.front.doc_type, &document.front.number) {
        (Some(name), Some(number)) => format!("{name} số {}", number.value),
        _ => document.title.clone(),
    }
}

/// The table of contents: the two uppermost levels of headings, else the articles and what holds them.
fn contents(document: &Document) -> Vec<TocView> {
    let top = document.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
    let lines: Vec<TocView> = if document.headings.len() >= SHORT {
        let shown = document.headings.iter().filter(|heading| heading.level <= top + 1);
        shown
            .map(|heading| TocView {
                id: heading.id.clone(),
                text: heading.text.clone(),
                level: heading.level - top + 1,
            })
            .collect()
    } else {
        let shown = document.provisions.iter().filter(|provision| provision.level <= Level::Article);
        shown
            .map(|provision| TocView {
                id: provision.anchor.clone(),
                text: provision_title(provision),
                level: 1 + u8::from(provision.parent.is_some()),
            })
            .collect()
    };
    if lines.len() >= SHORT { lines } else { Vec::new() }
}

fn provision_title(provision: &crate::document::Provision) -> String {
    if provision.title.is_empty() {
        provision.label.clone()
    } else {
        format!("{}. {}", provision.label, provision.title)
    }
}
