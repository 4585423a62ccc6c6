//! Pages as they stand in lists, made once for all the lists that show them.

use std::sync::OnceLock;

use serde::Serialize;

use super::{Rendered, Renderer, context, status, utf8};
use crate::document::Kind;
use crate::site::{Page, PageId};

/// Stands where the page's address goes, which differs by folder: SUBSTITUTE, which no text holds. One byte is found
/// fastest.
const ADDRESS: char = '\u{1A}';

/// About how many bytes a page takes in a list.
const PIECE: usize = 512;

/// How a page stands in a list.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// A row of a table of legal documents.
    Row,
    /// An entry of a list with summaries.
    Entry,
}

/// What lists show of each page, as far as it is made.
#[derive(Default)]
pub(super) struct Listed {
    rows: Vec<OnceLock<String>>,
    entries: Vec<OnceLock<String>>,
    briefs: Vec<OnceLock<String>>,
}

impl Listed {
    /// Room for all pages of a site.
    pub(super) fn of(pages: &[Page]) -> Self {
        let room = || pages.iter().map(|_| OnceLock::new()).collect();
        Self { rows: room(), entries: room(), briefs: room() }
    }

    fn cell(&self, form: Form, id: PageId) -> Option<&OnceLock<String>> {
        match form {
            Form::Row => self.rows.get(id.0 as usize),
            Form::Entry => self.entries.get(id.0 as usize),
        }
    }
}

impl Renderer<'_> {
    /// The pages as they stand in a list in a file of `folder`: HTML.
    pub(super) fn listed<'p>(
        &self,
        form: Form,
        pages: impl Iterator<Item = &'p PageId>,
        folder: &str,
    ) -> Rendered<String> {
        let mut html = String::with_capacity(pages.size_hint().1.unwrap_or(0) * PIECE);
        for id in pages {
            let Some(page) = self.site.page(*id) else { continue };
            let made;
            let piece = match self.listed.cell(form, *id).map(|cell| (cell, cell.get())) {
                Some((_, Some(piece))) => piece,
                Some((cell, None)) => {
                    let new = self.piece(form, *id)?;
                    cell.get_or_init(|| new)
                }
                None => {
                    made = self.piece(form, *id)?;
                    &made
                }
            };
            let url = page.route.relative_from(folder);
            let mut from = 0;
            for at in memchr::memchr_iter(ADDRESS as u8, piece.as_bytes()) {
                html.push_str(piece.get(from..at).unwrap_or_default());
                html.push_str(&url);
                from = at + 1;
            }
            html.push_str(piece.get(from..).unwrap_or_default());
        }
        Ok(html)
    }

    fn piece(&self, form: Form, id: PageId) -> Rendered<String> {
        let Some(mut card) = self.card(id, "") else { return Ok(String::new()) };
        card.url = ADDRESS.into();
        let template = match form {
            Form::Row => "listed-row.html",
            Form::Entry => "listed-entry.html",
        };
        let html = self.template(template, context("item", &card))?;
        Ok(utf8(&html).into_owned())
    }

    /// The pages in short, as JSON: a list.
    pub(super) fn briefs(&self, pages: &[PageId]) -> String {
        let mut json = String::with_capacity(pages.len() * PIECE);
        json.push('[');
        for (at, id) in pages.iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            match self.listed.briefs.get(id.0 as usize) {
                Some(cell) => json.push_str(cell.get_or_init(|| self.brief(*id))),
                None => json.push_str(&self.brief(*id)),
            }
        }
        json.push(']');
        json
    }

    fn brief(&self, id: PageId) -> String {
        let Some(page) = self.site.page(id) else { return String::from("null") };
        let front = &page.document.front;
        let legal = (page.document.kind == Kind::Legal).then(|| BriefLegal {
            agency: front.agency.as_deref(),
            effective: front.effective.map(|date| date.to_string()),
            number: front.number.as_ref().map(|number| number.value.as_str()),
            status: page.status.as_ref().map(|status| status::status_key(status.key).0),
            r#type: front.doc_type.as_deref(),
        });
        let brief = Brief {
            legal,
            date: front.date.map(|date| date.to_string()),
            title: &page.document.title,
            url: page.route.as_str(),
        };
        serde_json::to_string(&brief).unwrap_or_default()
    }
}

/// A page in a list; its address is counted from the site's root.
#[derive(Serialize)]
struct Brief<'a> {
    #[serde(flatten)]
    legal: Option<BriefLegal<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    title: &'a str,
    url: &'a str,
}

/// What only a legal document has.
#[derive(Serialize)]
struct BriefLegal<'a> {
    agency: Option<&'a str>,
    effective: Option<String>,
    number: Option<&'a str>,
    status: Option<&'static str>,
    r#type: Option<&'a str>,
}
