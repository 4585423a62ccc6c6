//! The body of a page: its HTML with every hole filled for one place in one site.

use super::{Renderer, highlight, words};
use crate::document::{Fill, Provision};
use crate::parse::escape;
use crate::path::SourcePath;
use crate::site::{Citer, Page, PageId, Target};

/// Where a body stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    page: &'a Page,
    /// The folder of its file.
    folder: &'a str,
}

impl Renderer<'_> {
    /// The body as it stands on its page.
    pub(super) fn body(&self, page: &Page) -> String {
        let body = page.document.body.get();
        let place = Place { page, folder: page.route.folder() };
        let mut out = String::with_capacity(body.html.len() + body.holes.len() * 48);
        let mut done = 0;
        for hole in &body.holes {
            let at = hole.at as usize;
            out.push_str(body.html.get(done..at).unwrap_or(""));
            done = at;
            self.fill(place, &hole.fill, &mut out);
        }
        out.push_str(body.html.get(done..).unwrap_or(""));
        out
    }

    fn fill(&self, place: Place<'_>, fill: &Fill, out: &mut String) {
        let Place { page, folder } = place;
        match fill {
            Fill::Href(index) => {
                let target = page.links.get(*index as usize).unwrap_or(&Target::Nowhere);
                if let Some(url) = self.address(target, folder) {
                    attribute("href", &url, out);
                    if matches!(target, Target::Outside(url) if url.starts_with("http")) {
                        out.push_str(" rel=\"external noopener\"");
                    }
                }
            }
            Fill::Src(index) => self.picture(page, folder, *index, out),
            Fill::FileNote(index) => {
                if let Some(Target::File(path)) = page.links.get(*index as usize) {
                    self.file_note(path, out);
                }
            }
            Fill::CiteStart { citation, target } => {
                let to =
                    page.citations.get(*citation as usize).and_then(|targets| targets.get(*target as usize));
                if let Some(url) = to.and_then(|to| self.address(to, folder)) {
                    out.push_str("<a class=\"cite\"");
                    attribute("href", &url, out);
                    out.push('>');
                }
            }
            Fill::CiteEnd { citation, target } => {
                let to =
                    page.citations.get(*citation as usize).and_then(|targets| targets.get(*target as usize));
                if to.is_some_and(|to| self.address(to, folder).is_some()) {
                    out.push_str("</a>");
                }
            }
            Fill::Code(code) => highlight::code(&code.lang, &code.text, out),
            Fill::ProvisionTools(index) => {
                if let Some(provision) = page.document.provisions.get(*index as usize) {
                    provision_tools(provision, out);
                    if let Some(citers) = page.cited_provisions.get(index) {
                        self.cited_count(&provision.anchor, citers, out);
                    }
                }
            }
        }
    }

    /// The address of a target in a file of `folder`; nothing where it leads nowhere.
    fn address(&self, target: &Target, folder: &str) -> Option<String> {
        match target {
            Target::Page(id, anchor) => Some(self.page_address(*id, anchor.as_deref(), folder)?),
            Target::Here(anchor) => Some(format!("#{anchor}")),
            Target::File(path) => self.site.files.get(path).map(|route| route.relative_from(folder)),
            Target::Outside(url) => Some(url.clone()),
            Target::Nowhere => None,
        }
    }

    /// The address of a page, and of a place in it, in a file of `folder`.
    pub(super) fn page_address(&self, id: PageId, anchor: Option<&str>, folder: &str) -> Option<String> {
        let mut url = self.site.page(id)?.route.relative_from(folder);
        if let Some(anchor) = anchor {
            url.push('#');
            url.push_str(anchor);
        }
        Some(url)
    }

    fn picture(&self, page: &Page, folder: &str, index: u32, out: &mut String) {
        let Some(Target::File(path)) = page.links.get(index as usize) else { return };
        let Some(route) = self.site.files.get(path) else { return };
        attribute("src", &route.relative_from(folder), out);
        if let Some((width, height)) = self.files.get(path).and_then(|file| file.dimensions) {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
    }

    fn file_note(&self, path: &SourcePath, out: &mut String) {
        if let Some(file) = self.files.get(path) {
            let kind = path.extension().to_uppercase();
            out.push_str(&format!(" <span class=\"file-note\">({kind}, {})</span>", words::size(file.size)));
        }
    }

    /// How often a provision is cited: leads to the list of places, further down in the page.
    fn cited_count(&self, anchor: &str, citers: &[Citer], out: &mut String) {
        let count: usize = citers.iter().map(|citer| citer.count).sum();
        out.push_str(" <a class=\"cited-count\" href=\"#_dan-");
        escape(anchor, out);
        out.push_str("\" aria-label=\"");
        escape(&self.theme.text("cited_times").replace("{n}", &count.to_string()), out);
        out.push_str(&format!("\">{count}</a>"));
    }
}

/// What stands behind a provision's first line: its link, which copies the citation. Its name is the provision's; the
/// script adds the document's, which stands on the page once.
fn provision_tools(provision: &Provision, out: &mut String) {
    out.push_str(" <a class=\"anchor\" href=\"#");
    escape(&provision.anchor, out);
    out.push_str("\" aria-label=\"");
    escape(&provision.label, out);
    out.push_str("\">#</a>");
}

/// Writes ` name="value"`.
fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}
