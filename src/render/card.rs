//! Pages as they stand in lists.

use super::views::{CardView, LinkView, MentionView};
use super::{Renderer, words};
use crate::document::{Document, Kind};
use crate::site::{Page, PageId};

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
            effective: document.front.effective.filter(|_| legal).map(words::date),
            status: self.status_tag(page),
            draft: document.front.draft,
        })
    }

    /// A page as it is named in a file of `folder`.
    pub(super) fn mention(&self, id: PageId, folder: &str) -> Option<MentionView<'_>> {
        let page = self.site.page(id)?;
        Some(MentionView {
            url: page.route.relative_from(folder),
            title: &page.document.title,
            kind_label: self.kind_label(&page.document),
        })
    }

    /// What the kind is called; of a legal document, its type.
    pub(super) fn kind_label<'s>(&'s self, document: &'s Document) -> &'s str {
        let named = document.front.doc_type.as_deref().filter(|_| document.kind == Kind::Legal);
        named.unwrap_or_else(|| self.theme.text(kind_key(document.kind)))
    }

    /// A link to a page, by its title.
    pub(super) fn link(&self, id: PageId, folder: &str) -> Option<LinkView<'_>> {
        let page: &Page = self.site.page(id)?;
        Some(LinkView { url: page.route.relative_from(folder), label: page.document.title.as_str().into() })
    }
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
