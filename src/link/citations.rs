//! Where citations lead: each target to its provision where that is held, else to its document.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::registry::{Found, Registry};
use super::{Choice, Kept};
use crate::diagnostic::{Code, Diagnostic, Message, codes, nearest};
use crate::document::{Citation, CitationTarget, CitedDocument, Document, Kind};
use crate::path::SourcePath;
use crate::site::{Page, Site, Target};

/// What is told of citations.
const TOLD: [&Code; 5] = [
    &codes::UNKNOWN_DOCUMENT,
    &codes::AMBIGUOUS_DOCUMENT,
    &codes::LOOSE_NUMBER,
    &codes::PROVISION_NOT_HELD,
    &codes::MISSING_PROVISION,
];

/// Where the citations of each page lead as they did before, with what was told of them; nothing where they are to be
/// followed.
pub type Standing = Vec<Option<(Arc<[Vec<Target>]>, Vec<Diagnostic>)>>;

/// Finds the pages whose citations need not be followed.
pub fn standing(pages: &[Page], kept: Option<&Kept<'_>>) -> Standing {
    let stands = |(at, page): (usize, &Page)| {
        let kept = kept?;
        Some((Arc::clone(&kept.citing(at, page)?.citations), kept.told(at, &TOLD)))
    };
    pages.par_iter().enumerate().map(stands).collect()
}

/// Finds where the citations of every page lead.
pub fn citations(
    site: &mut Site,
    choice: Choice<'_>,
    registry: &Registry<'_>,
    mut standing: Standing,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let read = |(page, stands): (&Page, Option<_>)| {
        if let Some(stands) = stands {
            return stands;
        }
        let document = &page.document;
        let file = page.file();
        let mut reading =
            Reading { site, registry, document, file, noted: HashSet::new(), diagnostics: Vec::new() };
        let targets: Arc<[Vec<Target>]> = document
            .citations
            .iter()
            .map(|citation| citation.targets.iter().map(|target| reading.target(citation, target)).collect())
            .collect();
        let is_told = reports(choice, file) && !site.is_shown_elsewhere(page);
        (targets, if is_told { reading.diagnostics } else { Vec::new() })
    };
    let pages: Vec<&Page> = site.pages.iter().chain(&site.texts).collect();
    standing.resize(pages.len(), None);
    let read: Vec<_> = pages.into_par_iter().zip(standing).map(read).collect();
    for (page, (targets, mut found)) in site.pages.iter_mut().chain(&mut site.texts).zip(read) {
        page.citations = targets;
        diagnostics.append(&mut found);
    }
}

/// Whether any citation that is to be followed names its document, not its number.
pub fn go_by_name(pages: &[Page], standing: &Standing) -> bool {
    let mut read = pages.iter().zip(standing).filter(|(_, stands)| stands.is_none());
    read.any(|(page, _)| page.document.citations.iter().any(Citation::goes_by_name))
}

/// Whether a file's citations are reported when this site is linked: the portal reports its own, a school its own.
pub fn reports(choice: Choice<'_>, file: &SourcePath) -> bool {
    let own = file.as_str().strip_prefix("content/sites/");
    match choice.site {
        None => own.is_none(),
        Some(site) => own.is_some_and(|path| path.split('/').next() == Some(&site.id)),
    }
}

/// One document being read.
struct Reading<'a> {
    site: &'a Site,
    registry: &'a Registry<'a>,
    document: &'a Document,
    /// The file that its text stands in.
    file: &'a SourcePath,
    /// What was told already: once a page is enough.
    noted: HashSet<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn target(&mut self, citation: &Citation, target: &CitationTarget) -> Target {
        if target.document == CitedDocument::This {
            return self.here(citation, target);
        }
        let (known, loose) = match self.registry.find(&target.document) {
            Found::Exact(known) => (known, false),
            Found::Loose(known) => (known, true),
            Found::Several => {
                self.note_several(citation, &target.document);
                return Target::Nowhere;
            }
            Found::Nothing => {
                self.note_unknown(citation, &target.document);
                return Target::Nowhere;
            }
        };
        if loose && !citation.quoted {
            self.warn_loose(citation, &target.document, known);
        }
        if known.path == self.document.path {
            return self.here(citation, target);
        }
        let anchor = target.anchor.as_deref();
        let held = anchor.filter(|anchor| known.has_anchor(anchor));
        if let Some(anchor) = anchor.filter(|_| held.is_none() && !citation.quoted) {
            self.report_missing(citation, anchor, known);
        }
        match self.site.by_source.get(&known.path) {
            Some(page) => Target::Page(*page, held.map(str::to_owned)),
            None => Target::Nowhere,
        }
    }

    /// A target in the document itself.
    fn here(&mut self, citation: &Citation, target: &CitationTarget) -> Target {
        let Some(anchor) = target.anchor.as_deref() else { return Target::Nowhere };
        if self.document.has_anchor(anchor) {
            return Target::Here(anchor.to_owned());
        }
        // "mục II" alone may be of anything; articles are the text's own.
        let article = anchor.contains("dieu-");
        if self.document.kind == Kind::Legal && article && self.document.holds_text() && !citation.quoted {
            self.report_missing(citation, anchor, self.document);
        }
        Target::Nowhere
    }

    fn note_unknown(&mut self, citation: &Citation, document: &CitedDocument) {
        let Some(written) = written(document).filter(|written| self.noted.insert(written.to_lowercase()))
        else {
            return;
        };
        let message = Message::new(
            format!("Cổng chưa có văn bản được dẫn chiếu: “{written}”"),
            format!("The portal does not hold the cited document “{written}”"),
        );
        self.diagnostics.push(Diagnostic::at(&codes::UNKNOWN_DOCUMENT, self.file, citation.span, message));
    }

    fn note_several(&mut self, citation: &Citation, document: &CitedDocument) {
        let Some(written) = written(document).filter(|written| self.noted.insert(written.to_lowercase()))
        else {
            return;
        };
        let message = Message::new(
            format!("Nhiều văn bản cùng được gọi là “{written}” nên không đặt liên kết"),
            format!("Several documents go by “{written}”: it is no link"),
        );
        let diagnostic = Diagnostic::at(&codes::AMBIGUOUS_DOCUMENT, self.file, citation.span, message);
        self.diagnostics.push(
            diagnostic.help("Viết đủ số, ký hiệu của văn bản.", "Write the full number of the document."),
        );
    }

    fn warn_loose(&mut self, citation: &Citation, document: &CitedDocument, known: &Arc<Document>) {
        let number = known.front.number.as_ref().map_or("", |number| number.value.as_str());
        let Some(written) = written(document).filter(|written| self.noted.insert(format!("loose {written}")))
        else {
            return;
        };
        let message = Message::new(
            format!("Số “{written}” được hiểu là “{number}”"),
            format!("The number “{written}” is read as “{number}”"),
        );
        let diagnostic = Diagnostic::at(&codes::LOOSE_NUMBER, self.file, citation.span, message);
        self.diagnostics.push(diagnostic.help(
            format!(
                "Sửa số trong bài, hoặc thêm “{written}” vào `cach_viet_khac` ở đầu trang `{}`.",
                known.path
            ),
            format!("Correct the number, or add “{written}” to `also_written` of `{}`.", known.path),
        ));
    }

    /// A provision that its document does not have: an error where the text is at hand, a note where it is not.
    fn report_missing(&mut self, citation: &Citation, anchor: &str, known: &Document) {
        if !self.noted.insert(format!("{}#{anchor}@{}", known.path, citation.span.start)) {
            return;
        }
        let title = &known.title;
        let text = &citation.text;
        if !known.holds_text() {
            let message = Message::new(
                format!("“{text}”: cổng chưa có toàn văn “{title}” nên liên kết dẫn tới trang của văn bản"),
                format!(
                    "“{text}”: the portal does not hold the text of “{title}”; the link leads to its page"
                ),
            );
            self.diagnostics.push(Diagnostic::at(
                &codes::PROVISION_NOT_HELD,
                self.file,
                citation.span,
                message,
            ));
            return;
        }
        let message = Message::new(
            format!("“{text}”: “{title}” không có `#{anchor}`"),
            format!("“{text}”: “{title}” has no `#{anchor}`"),
        );
        let diagnostic = Diagnostic::at(&codes::MISSING_PROVISION, self.file, citation.span, message);
        let names = known.provisions.iter().map(|provision| provision.anchor.as_str());
        self.diagnostics.push(match nearest(anchor, names) {
            Some(near) => {
                diagnostic.help(format!("Gần nhất là `#{near}`."), format!("The nearest is `#{near}`."))
            }
            None => diagnostic,
        });
    }
}

fn written(document: &CitedDocument) -> Option<&str> {
    match document {
        CitedDocument::This => None,
        CitedDocument::Number(written) | CitedDocument::Name(written) => Some(written),
    }
}
