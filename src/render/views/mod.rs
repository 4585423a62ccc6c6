//! Everything that a template may see. A route is a pure function of one of these views, so the digest of a view is
//! the digest of its page. Templates get the view's fields by name, beside `t` (the texts of the page's language)
//! and `site` ([`SiteView`]).

mod graph;
mod list;
mod official;
mod version;

use std::borrow::Cow;

use serde::Serialize;
use tera::Value;

pub use graph::*;
pub use list::*;
pub use official::*;
pub use version::*;

/// A link with its words.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView<'a> {
    /// Relative address, ready for an attribute.
    pub url: String,
    /// The words.
    pub label: Cow<'a, str>,
}

/// A day as shown and as machines read it.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// ISO 8601: `2024-02-23`, `2024-02`, `2024`.
    pub iso: String,
    /// As people read it: `23/02/2024`, `tháng 02/2024`, `2024`.
    pub text: String,
}

/// What is the same on every page of a site.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// One line under it.
    pub tagline: Option<String>,
    /// The language's tag.
    pub lang: &'static str,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// How to reach them.
    pub contacts: Vec<ContactView>,
    /// A school's site that is only an example.
    pub example: bool,
    /// The site has a search.
    pub search: bool,
    /// The last change of the content.
    pub updated: Option<DateView>,
    /// Whether a school's colour sheet (`assets/site.css`) exists.
    pub own_colour: bool,
    /// The file name of the style sheet under `assets/`.
    pub stylesheet: String,
    /// The portal's name, on a school's site.
    pub portal_title: Option<String>,
    /// Sample searches.
    pub sample_searches: Vec<String>,
    /// The logo, from the site's root.
    pub logo: Option<String>,
}

/// A way to reach the publisher.
#[derive(Clone, Debug, Serialize)]
pub struct ContactView {
    /// What it is.
    pub label: String,
    /// The address, number or place.
    pub value: String,
    /// `mailto:` or `tel:` address where the value is one.
    pub url: Option<String>,
}

/// What stands around the content of a page: `shell` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct Shell<'a> {
    /// The way to the site's root: `""`, `"../"`.
    pub base: String,
    /// The page's own path from the root.
    pub route: String,
    /// What the page is called, for `<title>`.
    pub title: &'a str,
    /// For `<meta name="description">`.
    pub description: &'a str,
    /// The kind of view: `home`, `section`, `page`, `legal`, `glossary` ...; a class of `<body>`.
    pub kind: &'static str,
    /// The full address, where the site's is known.
    pub canonical: Option<String>,
    /// `<base href>` of the 404 page, where the site's address is known.
    pub base_href: Option<&'a str>,
    /// Not for search engines (404, search, redirects).
    pub noindex: bool,
    /// The feed that fits the page.
    pub feed: Option<LinkView<'a>>,
    /// The page for other programs.
    pub alternates: Vec<AlternateView<'a>>,
    /// Structured data, ready for `<script type="application/ld+json">`.
    pub json_ld: String,
    /// The ways up, from the home page; the page itself is not among them.
    pub breadcrumbs: Vec<LinkView<'a>>,
    /// The page's header with the menu: HTML, the same for all pages of a folder.
    pub header: &'a Value,
    /// The page's footer: HTML, the same for all pages of a folder.
    pub footer: &'a Value,
}

/// A page in another form.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateView<'a> {
    /// Relative address.
    pub url: String,
    /// Its media type.
    pub mime: &'static str,
    /// What it is.
    pub label: &'a str,
}

/// The view of `header.html` and `footer.html`.
#[derive(Clone, Debug, Serialize)]
pub struct FrameView<'a> {
    /// The way to the site's root.
    pub base: String,
    /// The main menu.
    pub menu: Vec<MenuView<'a>>,
    /// The standing pages: `home`, `search`, `az`, `glossary`, `calendar`, `news`, by name; those that the site has.
    pub ways: std::collections::BTreeMap<&'static str, LinkView<'a>>,
    /// The lists by subject, reader, issuing body, type and year; those that the site has.
    pub lists: Vec<LinkView<'a>>,
}

/// An entry of the main menu.
#[derive(Clone, Debug, Serialize)]
pub struct MenuView<'a> {
    /// Relative address.
    pub url: String,
    /// The words.
    pub label: &'a str,
    /// The folder shown is in this part of the site.
    pub current: bool,
}

/// A page as it stands in a list.
#[derive(Clone, Debug, Serialize)]
pub struct CardView<'a> {
    /// Relative address.
    pub url: String,
    /// The title.
    pub title: &'a str,
    /// One or two sentences, or nothing.
    pub summary: &'a str,
    /// The kind's name: `legal`, `model` ...
    pub kind: &'static str,
    /// What the kind is called; of a legal document, its type.
    pub kind_label: &'a str,
    /// A legal document's number.
    pub number: Option<&'a str>,
    /// A legal document's issuing body.
    pub agency: Option<&'a str>,
    /// The day.
    pub date: Option<DateView>,
    /// From when a legal document is in force.
    pub effective: Option<DateView>,
    /// A legal document's status.
    pub status: Option<StatusTagView<'a>>,
    /// A draft, shown only on request.
    pub draft: bool,
}

/// A page that is named, with what it is.
#[derive(Clone, Debug, Serialize)]
pub struct MentionView<'a> {
    /// Relative address.
    pub url: String,
    /// The title.
    pub title: &'a str,
    /// What its kind is called; of a legal document, its type.
    pub kind_label: &'a str,
}

/// Whether a document is in force, as lists say it.
#[derive(Clone, Debug, Serialize)]
pub struct StatusTagView<'a> {
    /// As in [`StatusView`].
    pub key: &'static str,
    /// The words ("Còn hiệu lực").
    pub label: &'a str,
}

/// Whether a document is in force.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView<'a> {
    /// `in-force`, `not-yet`, `partly`, `expired`, `suspended`, `unsuitable`, `unknown`.
    pub key: &'static str,
    /// The words ("Còn hiệu lực").
    pub label: &'a str,
    /// Why, in a sentence; empty where it goes without saying.
    pub reason: String,
    /// Where the page says it in a banner, how loud: `warning`, `danger`; else nothing.
    pub level: &'static str,
}

/// A line of a table of contents.
#[derive(Clone, Debug, Serialize)]
pub struct TocView<'a> {
    /// The address in the page.
    pub id: &'a str,
    /// The words.
    pub text: Cow<'a, str>,
    /// 1 for the uppermost level shown, 2 below it, and so on.
    pub level: u8,
}

/// What changed, and when.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView<'a> {
    /// The day.
    pub date: DateView,
    /// What changed and why.
    pub text: &'a str,
}

/// A banner above the text.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeView<'a> {
    /// `info`, `warning`, `danger`.
    pub level: &'static str,
    /// The words.
    pub text: String,
    /// Where it leads.
    pub links: Vec<LinkView<'a>>,
}

/// A page made from a document: `page` in `page.html`, `legal.html`, `model.html`, `section.html`, `home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView<'a> {
    /// The title: the page's one `<h1>`.
    pub title: &'a str,
    /// One or two sentences, or nothing.
    pub summary: &'a str,
    /// The kind's name.
    pub kind: &'static str,
    /// What the kind is called.
    pub kind_label: &'a str,
    /// The page's day.
    pub date: Option<DateView>,
    /// The last change.
    pub updated: Option<DateView>,
    /// A draft, shown only on request.
    pub draft: bool,
    /// Subjects, each with its list.
    pub topics: Vec<LinkView<'a>>,
    /// Readers, each with their list.
    pub audience: Vec<LinkView<'a>>,
    /// Where the content comes from.
    pub source: Option<&'a str>,
    /// What changed, newest first.
    pub changes: Vec<ChangeView<'a>>,
    /// Banners.
    pub notices: Vec<NoticeView<'a>>,
    /// The text: HTML, marked as safe.
    pub body: Value,
    /// The table of contents; empty where the page is short.
    pub toc: Vec<TocView<'a>>,
    /// The neighbour before.
    pub previous: Option<LinkView<'a>>,
    /// The neighbour after.
    pub next: Option<LinkView<'a>>,
    /// Pages on the same subjects.
    pub related: Vec<MentionView<'a>>,
    /// Pages that link here.
    pub backlinks: Vec<LinkView<'a>>,
    /// The provisions that are cited, in their order.
    pub cited_provisions: Vec<CitedProvisionView<'a>>,
    /// Whether any words of the text cite something that the site holds.
    pub cites: bool,
    /// The words that the page cites from others.
    pub previews: Vec<PreviewView<'a>>,
    /// What a citation calls the whole of it ("Quy chế số 01/QCPH-CAT-SGDĐT"); its title where it has no number.
    pub citation: Cow<'a, str>,
    /// What a legal document has besides.
    pub legal: Option<LegalView<'a>>,
}

/// What a legal document shows besides its text.
#[derive(Clone, Debug, Serialize)]
pub struct LegalView<'a> {
    /// Its type ("Kế hoạch").
    pub doc_type: Option<LinkView<'a>>,
    /// Its number.
    pub number: Option<&'a str>,
    /// Who issued it.
    pub agency: Option<LinkView<'a>>,
    /// Who signed it.
    pub signer: Option<&'a str>,
    /// The day of issue.
    pub issued: Option<DateView>,
    /// In force from.
    pub effective: Option<DateView>,
    /// In force until the day before.
    pub expires: Option<DateView>,
    /// The field.
    pub field: Option<&'a str>,
    /// Nơi nhận.
    pub recipients: &'a [String],
    /// Names that texts call it by.
    pub short_names: Vec<&'a str>,
    /// Whether it is in force.
    pub status: Option<StatusView<'a>>,
    /// What is printed around the text, where the page holds it.
    pub official: Option<OfficialView<'a>>,
    /// Whether the page holds the document's text.
    pub full_text: bool,
    /// How it bears on others and they on it.
    pub relations: Vec<RelationView<'a>>,
    /// The same as pictures: what it bears on, what bears on it.
    pub graphs: Vec<GraphView<'a>>,
    /// The documents and pages that cite it, with how often.
    pub cited_by: Vec<CitedByView<'a>>,
    /// Its texts by date of effect, the newest first, where there are several.
    pub versions: Vec<VersionView>,
}

/// One kind of relation with all its ends.
#[derive(Clone, Debug, Serialize)]
pub struct RelationView<'a> {
    /// What it is called on this side ("Căn cứ", "Là căn cứ của").
    pub label: &'a str,
    /// The other ends; `url` is empty where the portal does not hold the document.
    pub items: Vec<LinkView<'a>>,
}

/// A provision that is cited, and where.
#[derive(Clone, Debug, Serialize)]
pub struct CitedProvisionView<'a> {
    /// Its address in the page.
    pub anchor: &'a str,
    /// What it is called ("khoản 2 Điều 5").
    pub label: &'a str,
    /// How many times.
    pub count: usize,
    /// The first places that cite it.
    pub places: Vec<LinkView<'a>>,
    /// How many places are left out.
    pub more: usize,
}

/// Words of another page that are cited, shown beside the citation.
#[derive(Clone, Debug, Serialize)]
pub struct PreviewView<'a> {
    /// The address as it stands in the citation's link.
    pub url: String,
    /// The provision with its title, or the document.
    pub title: Cow<'a, str>,
    /// The document that holds the provision.
    pub document: Option<Cow<'a, str>>,
    /// The first words: plain text, line by line.
    pub lines: Vec<String>,
    /// A document's day of issue.
    pub date: Option<DateView>,
    /// Whether the document is in force.
    pub status: Option<StatusView<'a>>,
}

/// A page that cites this one.
#[derive(Clone, Debug, Serialize)]
pub struct CitedByView<'a> {
    /// The page.
    pub page: LinkView<'a>,
    /// How many times.
    pub count: usize,
}
