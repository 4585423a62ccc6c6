//! What a page shows of citations: where its provisions are cited, and the words that it cites itself.

use std::collections::HashSet;

use super::views::{CitedProvisionView, LinkView, PreviewView};
use super::{Renderer, page::document_name, words};
use crate::document::{Level, Provision};
use crate::site::{Citer, Page, PageId, Target};

/// How many places that cite one provision are listed.
const PLACES: usize = 30;
/// How many previews a page carries: the first ones in its text.
const PREVIEWS: usize = 60;
/// How long the words of one preview are, in characters.
const LENGTH: usize = 420;

impl Renderer<'_> {
    /// The provisions of a page that are cited, in their order, with the places that cite them.
    pub(super) fn cited_provisions<'s>(&'s self, page: &'s Page) -> Vec<CitedProvisionView<'s>> {
        let view = |(index, citers): (&u32, &'s Vec<Citer>)| {
            let provision = page.document.provisions.get(*index as usize)?;
            let places = citers.iter().take(PLACES).filter_map(|citer| self.citer(page, citer));
            Some(CitedProvisionView {
                anchor: &provision.anchor,
                label: &provision.label,
                count: citers.iter().map(|citer| citer.count).sum(),
                places: places.collect(),
                more: citers.len().saturating_sub(PLACES),
            })
        };
        page.cited_provisions.iter().filter_map(view).collect()
    }

    /// A place that cites a provision of `page`: in the same document by its own label, elsewhere with the document.
    fn citer<'s>(&'s self, page: &'s Page, citer: &Citer) -> Option<LinkView<'s>> {
        let other = self.site.page(citer.page)?;
        let provision = citer.provision.and_then(|index| other.document.provisions.get(index as usize));
        let anchor = provision.map(|provision| provision.anchor.as_str());
        let own = other.route == page.route;
        let url = match anchor {
            Some(anchor) if own => format!("#{anchor}"),
            _ => self.page_address(citer.page, anchor, page.route.folder())?,
        };
        let label = match provision {
            Some(provision) if own => provision.label.as_str().into(),
            Some(provision) => format!("{} {}", provision.label, document_name(&other.document)).into(),
            None => other.document.title.as_str().into(),
        };
        Some(LinkView { url, label })
    }

    /// The words that a page cites from other pages, each once. Those of its own text it has already.
    pub(super) fn previews<'s>(&'s self, page: &'s Page) -> Vec<PreviewView<'s>> {
        let mut seen = HashSet::new();
        let targets = page.citations.iter().flatten().filter_map(|target| match target {
            Target::Page(id, anchor) => Some((*id, anchor.as_deref())),
            _ => None,
        });
        let first = targets.filter(|target| seen.insert(*target)).take(PREVIEWS);
        first.filter_map(|(id, anchor)| self.preview(id, anchor, page.route.folder())).collect()
    }

    fn preview<'s>(&'s self, id: PageId, anchor: Option<&str>, folder: &str) -> Option<PreviewView<'s>> {
        let page = self.site.page(id)?;
        let document = &page.document;
        let url = self.page_address(id, anchor, folder)?;
        let found = anchor.and_then(|anchor| {
            let index = document.provisions.iter().position(|provision| provision.anchor == anchor)?;
            Some((document.provisions.get(index)?, index))
        });
        let status = self.status(page);
        Some(match found {
            Some((provision, index)) => PreviewView {
                url,
                title: title(provision).into(),
                document: Some(document_name(document)),
                lines: shortened(document.provision_text(index)),
                date: None,
                status,
            },
            None => PreviewView {
                url,
                title: document.title.as_str().into(),
                document: None,
                lines: document
                    .front
                    .summary
                    .as_deref()
                    .map(|summary| shortened(summary.lines()))
                    .unwrap_or_default(),
                date: document.front.date.map(words::date),
                status,
            },
        })
    }
}

/// "Điều 5. Phạm vi", "khoản 2 Điều 5".
fn title(provision: &Provision) -> String {
    match provision.title.as_str() {
        "" => provision.label.clone(),
        title if provision.level <= Level::Article => format!("{}. {title}", provision.label),
        _ => provision.label.clone(),
    }
}

/// The first lines, as far as [`LENGTH`] goes, cut at a word.
fn shortened<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut left = LENGTH;
    let mut out = Vec::new();
    for line in lines {
        if left == 0 {
            break;
        }
        let length = line.chars().count();
        if length <= left {
            out.push(line.to_owned());
            left -= length;
            continue;
        }
        let cut: String = line.chars().take(left).collect();
        let end = cut.rfind(' ').unwrap_or(cut.len());
        out.push(format!("{}…", cut.get(..end).unwrap_or("")));
        left = 0;
    }
    out
}
