//! Texts of legal documents by date of effect. A document's page shows the text in force; every text has an address of
//! its own beside it, and a file that holds a text is no page of itself.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use super::citations::reports;
use super::{Choice, Portal, select};
use crate::diagnostic::{Code, Diagnostic, Message, codes};
use crate::document::{Document, Kind, PartialDate, VersionRef};
use crate::path::{Route, SourcePath};
use crate::site::{Page, PageId, Site, Version};
use crate::text::Span;

/// The documents that have several texts.
#[derive(Default)]
pub struct Texts {
    /// Their texts by the document's file, the oldest first.
    by_document: BTreeMap<SourcePath, Vec<Text>>,
    /// The files that hold a text, with the document that they belong to.
    files: HashMap<SourcePath, SourcePath>,
}

/// A text of a document.
struct Text {
    effective: PartialDate,
    /// The file that it stands in.
    file: SourcePath,
    /// The document with this text in place of its own.
    document: Arc<Document>,
    shown: bool,
}

impl Texts {
    /// Finds the texts that front matters name.
    pub fn read(portal: Portal<'_>, choice: Choice<'_>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut texts = Self::default();
        let with_versions = || portal.documents.iter().filter(|document| !document.front.versions.is_empty());
        if with_versions().next().is_none() {
            return texts;
        }
        let mut reading = Reading {
            known: portal.documents.iter().map(|document| (&document.path, document)).collect(),
            choice,
            diagnostics,
        };
        for document in with_versions() {
            let found = reading.document(document, &mut texts.files);
            if found.len() > 1 || found.iter().any(|text| text.file != document.path) {
                texts.by_document.insert(document.path.clone(), found);
            }
        }
        texts
    }

    /// Whether no document has several texts.
    pub fn are_none(&self) -> bool {
        self.files.is_empty()
    }

    /// The documents that sites may show: those with several texts with the one in force, and no file that only holds
    /// a text.
    pub fn documents<'a>(&self, all: &'a [Arc<Document>]) -> Cow<'a, [Arc<Document>]> {
        if self.are_none() {
            return Cow::Borrowed(all);
        }
        let own = all.iter().filter(|document| !self.files.contains_key(&document.path));
        let shown = own.map(|document| {
            let texts = self.by_document.get(&document.path).into_iter().flatten();
            let text = texts.into_iter().find(|text| text.shown);
            Arc::clone(text.map_or(document, |text| &text.document))
        });
        Cow::Owned(shown.collect())
    }

    /// Gives every text of the site's documents its address beside the document.
    pub fn place(&self, site: &mut Site) {
        let count = site.pages.len();
        for (path, texts) in &self.by_document {
            let Some(id) = site.by_source.get(path).copied() else { continue };
            let Some(page) = site.pages.get_mut(id.0 as usize).filter(|page| page.document.path == *path)
            else {
                continue;
            };
            let mut placed = Vec::new();
            for text in texts {
                let Some(route) = beside(&page.route, text.effective) else { continue };
                let Ok(at) = u32::try_from(count + site.texts.len()) else { continue };
                let own_file = (text.file != *path).then(|| text.file.clone());
                if text.shown {
                    page.text_file.clone_from(&own_file);
                }
                if own_file.is_some() {
                    Arc::make_mut(&mut site.by_source).insert(text.file.clone(), PageId(at));
                }
                placed.push(Version { effective: text.effective, page: PageId(at), shown: text.shown });
                site.texts.push(Page {
                    text_file: own_file,
                    version_of: Some(id),
                    folder: page.folder,
                    ..Page::new(Arc::clone(&text.document), route)
                });
            }
            page.versions = placed;
        }
    }
}

/// The address of the text in force from `effective`: `van-ban/luat-tu-2024-07-01.html`.
fn beside(route: &Route, effective: PartialDate) -> Option<Route> {
    let path = route.as_str();
    Route::new(&format!("{}-tu-{effective}.html", path.strip_suffix(".html").unwrap_or(path)))
}

/// The front matters being read.
struct Reading<'a> {
    known: HashMap<&'a SourcePath, &'a Arc<Document>>,
    choice: Choice<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reading<'_> {
    /// The texts of one document, the oldest first; one of them is shown.
    fn document(
        &mut self,
        document: &Arc<Document>,
        files: &mut HashMap<SourcePath, SourcePath>,
    ) -> Vec<Text> {
        if document.kind != Kind::Legal {
            let span =
                document.front.versions.first().map_or_else(Span::default, |version| version.file.span);
            let message = Message::new(
                "Chỉ văn bản pháp luật mới có phiên bản theo ngày có hiệu lực",
                "Only legal documents have versions by date of effect",
            );
            let help =
                ("Ghi `loai: legal`, hoặc bỏ `phien_ban`.", "Set `kind: legal`, or remove `versions`.");
            self.report(&codes::VERSION_UNFIT, document, span, message, help);
            return Vec::new();
        }
        let mut texts: Vec<Text> = self.own(document).into_iter().collect();
        for version in &document.front.versions {
            let Some((file, held)) = self.file(document, version, files) else { continue };
            let effective = version.effective.value;
            if let Some(same) = texts.iter().find(|text| text.effective == effective) {
                let message = Message::new(
                    format!("Hai phiên bản cùng có hiệu lực từ {effective}: `{}` và `{file}`", same.file),
                    format!("Two versions are in force from {effective}: `{}` and `{file}`", same.file),
                );
                let help = (
                    "Sửa ngày của một phiên bản; chữ trong chính tệp này là phiên bản từ ngày `hieu_luc` của nó.",
                    "Correct one of the dates; the text of this file itself is the version from its `effective`.",
                );
                self.report(&codes::VERSION_SAME_DATE, document, version.effective.span, message, help);
                continue;
            }
            let text = Document {
                path: document.path.clone(),
                front: document.front.clone(),
                title: document.title.clone(),
                kind: document.kind,
                ..held
            };
            texts.push(Text { effective, file, document: Arc::new(text), shown: false });
        }
        texts.sort_by_key(|text| text.effective.first_day());
        let at = shown(&texts, self.choice.today);
        if let Some(text) = texts.get_mut(at) {
            text.shown = true;
        }
        texts
    }

    /// The text of the document's own file, where it holds one: in force from the document's date of effect.
    fn own(&mut self, document: &Arc<Document>) -> Option<Text> {
        if document.sections.is_empty() {
            return None;
        }
        let effective = document.front.effective.or(document.front.date);
        if effective.is_none() {
            let span =
                document.front.versions.first().map_or_else(Span::default, |version| version.file.span);
            let message = Message::new(
                "Không rõ chữ trong chính tệp này là phiên bản từ ngày nào",
                "It is not known from when the text of this file itself is in force",
            );
            let help = (
                "Ghi `hieu_luc` ở đầu trang, hoặc chuyển chữ sang tệp riêng rồi ghi vào `phien_ban`.",
                "Set `effective`, or move the text to a file of its own and list that in `versions`.",
            );
            self.report(&codes::VERSION_UNFIT, document, span, message, help);
        }
        Some(Text {
            effective: effective?,
            file: document.path.clone(),
            document: Arc::clone(document),
            shown: false,
        })
    }

    /// The file of a version and what it holds; it belongs to this document from now on.
    fn file(
        &mut self,
        document: &Arc<Document>,
        version: &VersionRef,
        files: &mut HashMap<SourcePath, SourcePath>,
    ) -> Option<(SourcePath, Document)> {
        let span = version.file.span;
        let written = &version.file.value;
        let path = document.path.join(written).filter(|_| !written.starts_with('/'));
        let Some((path, held)) =
            path.and_then(|path| self.known.get(&path).map(|held| (path, Arc::clone(held))))
        else {
            let message = Message::new(
                format!("Không có tệp của phiên bản: `{written}`"),
                format!("There is no file `{written}` for the version"),
            );
            let name = written.rsplit('/').next().unwrap_or(written);
            let near = Diagnostic::at(&codes::VERSION_MISSING, &document.path, span, message)
                .suggest(name, self.known.keys().map(|path| path.name()));
            if reports(self.choice, &document.path) {
                self.diagnostics.push(near);
            }
            return None;
        };
        if path == document.path || !held.front.versions.is_empty() {
            let message = Message::new(
                format!("`{written}` tự nó có phiên bản nên không thể là phiên bản"),
                format!("`{written}` has versions itself and cannot be one"),
            );
            let help = (
                "Chữ trong chính tệp của văn bản đã là một phiên bản, từ ngày `hieu_luc`; không phải ghi vào `phien_ban`.",
                "The text of the document's own file is a version already, from its `effective`; it is not listed.",
            );
            self.report(&codes::VERSION_UNFIT, document, span, message, help);
            return None;
        }
        if let Some(owner) = files.get(&path) {
            let message = Message::new(
                format!("`{written}` đã là phiên bản của `{owner}`"),
                format!("`{written}` is a version of `{owner}` already"),
            );
            let help =
                ("Mỗi tệp là một phiên bản của một văn bản.", "A file is one version of one document.");
            self.report(&codes::VERSION_SHARED, document, span, message, help);
            return None;
        }
        files.insert(path.clone(), document.path.clone());
        select::is_shown(&held, self.choice).then(|| (path, Document::clone(&held)))
    }

    fn report(
        &mut self,
        code: &'static Code,
        document: &Document,
        span: Span,
        message: Message,
        (vi, en): (&'static str, &'static str),
    ) {
        if reports(self.choice, &document.path) {
            self.diagnostics.push(Diagnostic::at(code, &document.path, span, message).help(vi, en));
        }
    }
}

/// The text in force on a day: the last that has come, else the first to come.
fn shown(texts: &[Text], today: Date) -> usize {
    let come = |text: &Text| text.effective.first_day().is_some_and(|day| day <= today);
    texts.iter().rposition(come).unwrap_or(0)
}
