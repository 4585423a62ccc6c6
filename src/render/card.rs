//! Pages as they stand in lists.

use super::views::{CardView, LinkView, StatusView};
use super::{Renderer, words};
use crate::document::{Document, Kind};
use crate::site::{Page, PageId, Status, StatusKey};

impl Renderer<'_> {
    /// A page as it stands in a list in a file of `folder`.
    pub(super) fn card(&self, id: PageId, folder: &str) -> Option<CardView<'_>> {
        let page = self.site.page(id)?;
        let document = &page.document;
        let legal = document.kind == Kind::Legal;
        Some(CardView {
            url: page.route.relative_from(folder),
            title: &document.title,
            summary: document.front.summary.as_deref().unwrap_or_default(),
            kind: document.kind.name(),
            kind_label: self.kind_label(document),
            number: document.front.number.as_ref().filter(|_| legal).map(|number| number.value.as_str()),
            agency: document.front.agency.as_deref().filter(|_| legal),
            date: document.front.date.map(words::date),
            status: page.status.as_ref().map(|status| self.status(status)),
            draft: document.front.draft,
        })
    }

    /// What the kind is called; of a legal document, its type.
    pub(super) fn kind_label<'s>(&'s self, document: &'s Document) -> &'s str {
        let named = document.front.doc_type.as_deref().filter(|_| document.kind == Kind::Legal);
        named.unwrap_or_else(|| self.theme.text(kind_key(document.kind)))
    }

    /// A status in words, with its reason.
    pub(super) fn status(&self, status: &Status) -> StatusView<'_> {
        let (key, text) = status_key(status.key);
        let since = status.since.map(|date| words::date(date).text);
        let by = status
            .by
            .and_then(|id| self.site.page(id))
            .map(|page| super::page::document_name(&page.document));
        let key_of_reason = format!("{text}_reason");
        let reason = self.theme.text(&key_of_reason);
        let reason = match (since, by) {
            (Some(since), Some(by)) => format!("{} {since}, {} {by}", reason, self.theme.text("status_by")),
            (Some(since), None) => format!("{reason} {since}"),
            (None, Some(by)) => format!("{} {by}", self.theme.text("status_by")),
            (None, None) => String::new(),
        };
        StatusView { key, label: self.theme.text(text), reason: capitalised(&reason) }
    }

    /// A link to a page, by its title.
    pub(super) fn link(&self, id: PageId, folder: &str) -> Option<LinkView<'_>> {
        let page: &Page = self.site.page(id)?;
        Some(LinkView { url: page.route.relative_from(folder), label: page.document.title.as_str().into() })
    }
}

/// With a capital first letter.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The text that names a kind.
fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "kind_page",
        Kind::Section => "kind_section",
        Kind::Plan => "kind_plan",
        Kind::Legal => "kind_legal",
        Kind::Model => "kind_model",
        Kind::Practice => "kind_practice",
        Kind::Guide => "kind_guide",
        Kind::Form => "kind_form",
    }
}

/// A status's name in pages and the text that says it.
pub(super) fn status_key(key: StatusKey) -> (&'static str, &'static str) {
    match key {
        StatusKey::InForce => ("in-force", "status_in_force"),
        StatusKey::NotYet => ("not-yet", "status_not_yet"),
        StatusKey::Partly => ("partly", "status_partly"),
        StatusKey::Expired => ("expired", "status_expired"),
        StatusKey::Suspended => ("suspended", "status_suspended"),
        StatusKey::Unsuitable => ("unsuitable", "status_unsuitable"),
        StatusKey::Unknown => ("unknown", "status_unknown"),
    }
}
