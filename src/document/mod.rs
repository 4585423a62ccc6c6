//! Documents: what one Markdown file says, free of any site. Data only; [`crate::parse`] makes them.

mod front;
mod held;
mod legal;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::path::SourcePath;
use crate::text::{Span, tight};

pub use front::*;
pub use held::Held;
pub use legal::*;

/// One parsed Markdown file. Every span in it is a place in that file. Written down it is an outline: without its text,
/// which is quickly made again, and which linking does not read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The file.
    pub path: SourcePath,
    /// What stands between the `---` lines.
    pub front: FrontMatter,
    /// The title: of the front matter, else the first heading.
    pub title: String,
    /// What the page is, after the front matter and its section's wish.
    pub kind: Kind,
    /// Its first words, as far as descriptions go.
    pub lead: String,
    /// The text as HTML with holes for what only a site knows.
    #[serde(skip)]
    pub body: Held<Body>,
    /// The headings in order.
    pub headings: Vec<Heading>,
    /// The parts that can be cited, in order; a parent stands before its children.
    pub provisions: Vec<Provision>,
    /// What the running text cites.
    pub citations: Vec<Citation>,
    /// Every link and picture in the text, in order.
    pub links: Vec<Link>,
    /// Every address in the page besides headings and provisions (explicit ids), for links to check against.
    pub ids: Vec<String>,
    /// The plain text by heading or provision, for search, feeds and previews.
    #[serde(skip)]
    pub sections: Vec<TextSection>,
    /// For each provision, where its text stands in `sections`.
    #[serde(skip)]
    pub texts: Vec<TextPlace>,
}

/// Where the document of a file is among documents in the order of their paths, or would be.
pub fn place_of(documents: &[Arc<Document>], path: &SourcePath) -> Result<usize, usize> {
    documents.binary_search_by(|document| document.path.cmp(path))
}

impl Document {
    /// Whether the page has a place called `anchor`.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.anchors().any(|known| known == anchor)
    }

    /// What it is about, in a sentence or two: its summary, else its first words.
    pub fn description(&self) -> &str {
        self.front.summary.as_deref().unwrap_or(&self.lead)
    }

    /// Whether the page holds the document's text, not only a description of it.
    pub fn holds_text(&self) -> bool {
        self.front.full_text.unwrap_or(!self.provisions.is_empty())
    }

    /// The text of provision `index`, line by line, as far as it stands in one section. A title of its own is left out.
    pub fn provision_text(&self, index: usize) -> impl Iterator<Item = &str> {
        let place = self.texts.get(index).copied().unwrap_or_default();
        let section = self.sections.get(place.section as usize);
        let untitled = self.provisions.get(index).filter(|provision| provision.title.is_empty());
        let heading = section
            .zip(untitled)
            .filter(|(section, provision)| section.anchor == provision.anchor)
            .map(|(section, _)| section.heading.as_str());
        let text = section.and_then(|section| section.text.get(place.range())).unwrap_or("");
        heading.into_iter().chain(text.lines())
    }

    /// Every place in the page that a link can lead to.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let headings = self.headings.iter().map(|heading| heading.id.as_str());
        let provisions = self.provisions.iter().map(|provision| provision.anchor.as_str());
        headings.chain(provisions).chain(self.ids.iter().map(String::as_str))
    }
}

/// A heading of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// Its address in the page.
    pub id: String,
    /// Its plain text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A link or picture as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The address as written: `../van-ban/a.md#dieu-5`, `https://…`, `#note`.
    pub url: String,
    /// What it is for.
    pub role: LinkRole,
    /// The place of the whole link.
    pub span: Span,
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkRole {
    /// Leads somewhere.
    Anchor,
    /// Shows a picture.
    Image,
}

/// HTML of a body with holes in it. The holes are in order of `at` and do not overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Safe HTML: everything from the text is escaped.
    pub html: String,
    /// What is to be filled in.
    pub holes: Vec<Hole>,
}

impl Body {
    /// The same in as much memory as it needs: documents stay while their site is made.
    pub fn tight(self) -> Self {
        Self { html: self.html.as_str().to_owned(), holes: tight(self.holes) }
    }
}

/// A place in the HTML where something is written that only a site knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The byte of [`Body::html`] before which it is written.
    pub at: u32,
    /// What is written.
    pub fill: Fill,
}

/// What fills a hole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The attributes of an `<a>` for `links[n]`: ` href="…"` and what belongs to it; nothing where it has no target.
    Href(u32),
    /// The type and size of the file that `links[n]` leads to, after the link: ` (PDF, 120 KB)`; nothing for a page.
    FileNote(u32),
    /// The attributes of an `<img>` for `links[n]`: ` src width height`.
    Src(u32),
    /// The start tag of target `target` of citation `n`, where that target is known to the site; closed by [`Fill::CiteEnd`].
    CiteStart {
        /// Index in [`Document::citations`].
        citation: u32,
        /// Index in [`Citation::targets`].
        target: u32,
    },
    /// Closes what [`Fill::CiteStart`] of the same target opened.
    CiteEnd {
        /// Index in [`Document::citations`].
        citation: u32,
        /// Index in [`Citation::targets`].
        target: u32,
    },
    /// Highlighted code.
    Code(Box<Code>),
    /// What stands after the first words of provision `n`: its link to copy, how often it is cited.
    ProvisionTools(u32),
}

/// A fenced block of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The word after the fence.
    pub lang: String,
    /// The code.
    pub text: String,
}

/// A stretch of the text of a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextPlace {
    /// Index in [`Document::sections`].
    pub section: u32,
    /// Its first byte in [`TextSection::text`].
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

impl TextPlace {
    fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end.max(self.start) as usize
    }
}

/// A stretch of plain text under one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSection {
    /// The address in the page; `""` for what stands before the first one.
    pub anchor: String,
    /// The heading, or the name of the provision ("Điều 5. …").
    pub heading: String,
    /// The text below it, up to the next section; blocks are parted by newlines.
    pub text: String,
}
