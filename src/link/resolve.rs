//! Links between pages: each is found, or named with the nearest right one.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Choice, Kept, Portal, select};
use crate::diagnostic::{Code, Diagnostic, Message, codes, nearest};
use crate::document::{Document, Link, LinkRole};
use crate::path::{Route, SourcePath};
use crate::site::{Page, Site, Target};
use crate::text::{Span, Spanned};

/// What is told of links.
const TOLD: [&Code; 3] = [&codes::BROKEN_LINK, &codes::MISSING_IMAGE, &codes::MISSING_ANCHOR];

/// What links are looked up in.
struct Lookup<'a> {
    portal: Portal<'a>,
    choice: Choice<'a>,
    site: &'a Site,
}

impl<'a> Lookup<'a> {
    /// The document in a file, also where that holds one of several texts.
    fn document(&self, file: &SourcePath) -> Option<&'a Arc<Document>> {
        self.portal.document(self.site, file).or_else(|| {
            let page = self.site.page(*self.site.by_source.get(file)?)?;
            (page.file() == file).then_some(&page.document)
        })
    }

    /// The files that hold documents.
    fn files(&self) -> impl Iterator<Item = &'a SourcePath> {
        let texts = self.site.texts.iter().filter_map(|text| text.text_file.as_ref());
        self.portal.documents.iter().map(|document| &document.path).chain(texts)
    }

    /// Whether a file's links are reported when this site is linked: the portal reports its own, a school its own.
    fn reports(&self, file: &SourcePath) -> bool {
        let own = file.as_str().strip_prefix("content/sites/");
        match self.choice.site {
            None => own.is_none(),
            Some(site) => own.is_some_and(|path| path.split('/').next() == Some(&site.id)),
        }
    }
}

/// Finds where each link of each page leads.
pub fn links(
    site: &mut Site,
    portal: Portal<'_>,
    choice: Choice<'_>,
    kept: Option<&Kept<'_>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let lookup = Lookup { portal, choice, site };
    let read = |(at, page): (usize, &Page)| {
        if let Some((kept, old)) = kept.and_then(|kept| Some((kept, kept.page(at, page)?))) {
            return (Arc::clone(&old.links), kept.told(at, &TOLD));
        }
        let reports = lookup.reports(page.file()) && !site.is_shown_elsewhere(page);
        let mut found = Vec::new();
        let mut report = |diagnostic: Diagnostic| {
            if reports {
                found.push(diagnostic);
            }
        };
        let links = page.document.links.iter();
        (links.map(|link| target(&lookup, page, link, &mut report)).collect(), found)
    };
    let pages: Vec<&Page> = site.pages.iter().chain(&site.texts).collect();
    let all: Vec<(Arc<[Target]>, Vec<Diagnostic>)> = pages.into_par_iter().enumerate().map(read).collect();
    for (page, (links, mut found)) in site.pages.iter_mut().chain(&mut site.texts).zip(all) {
        page.links = links;
        diagnostics.append(&mut found);
    }
}

/// Checks the pages that the data files name.
pub fn data_links(site: &Site, portal: Portal<'_>, choice: Choice<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if site.deadlines.iter().all(|deadline| deadline.link.is_none()) {
        return;
    }
    let lookup = Lookup { portal, choice, site };
    for deadline in &site.deadlines {
        let Some(link) = &deadline.link else { continue };
        let Some((path, anchor)) = data_path(link) else { continue };
        if !lookup.reports(&deadline.file) {
            continue;
        }
        let known = lookup.document(&path);
        if let Some(document) = known {
            if let Some(anchor) = anchor.filter(|anchor| !document.has_anchor(anchor)) {
                diagnostics.push(missing_anchor(&deadline.file, link.span, anchor, document));
            }
        } else {
            let names = lookup.files().filter_map(|path| path.as_str().strip_prefix("content/"));
            let message = Message::new(
                format!("Lịch dẫn tới trang không có: `{}`", link.value),
                format!("The calendar leads to a page that does not exist: `{}`", link.value),
            );
            let wrong = link.value.split('#').next().unwrap_or("");
            diagnostics.push(
                Diagnostic::at(&codes::BROKEN_LINK, &deadline.file, link.span, message).suggest(wrong, names),
            );
        }
    }
}

/// The page and place that a path from `content/` names.
pub fn data_path(link: &Spanned<String>) -> Option<(SourcePath, Option<&str>)> {
    let (path, anchor) = parts(&link.value);
    SourcePath::new(&format!("content/{path}")).map(|path| (path, anchor))
}

/// An address as path and anchor.
fn parts(url: &str) -> (&str, Option<&str>) {
    match url.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor).filter(|anchor| !anchor.is_empty())),
        None => (url, None),
    }
}

fn target(lookup: &Lookup<'_>, page: &Page, link: &Link, report: &mut dyn FnMut(Diagnostic)) -> Target {
    let (document, file) = (&page.document, page.file());
    let url = link.url.as_str();
    if has_scheme(url) {
        if link.role == LinkRole::Image {
            report(outside_picture(file, link));
            return Target::Nowhere;
        }
        return Target::Outside(url.to_owned());
    }
    let (path, anchor) = parts(url);
    let anchor = anchor.map(decode);
    if path.is_empty() {
        let anchor = anchor.unwrap_or_default();
        if !anchor.is_empty() && !document.has_anchor(&anchor) {
            report(missing_anchor(file, link.span, &anchor, document));
        }
        return Target::Here(anchor);
    }
    let path = decode(path.split('?').next().unwrap_or(path));
    let Some(source) = file.join(&path).filter(|_| !path.starts_with('/')) else {
        report(broken(lookup, file, link, &path));
        return Target::Nowhere;
    };
    if link.role == LinkRole::Anchor
        && let Some(known) = lookup.document(&source)
    {
        return to_page(lookup, file, link, (&source, known), anchor, report);
    }
    if lookup.portal.files.contains_key(&source) {
        return Target::File(source);
    }
    // That the file cannot be read is told already.
    if !lookup.portal.unread.contains_key(Path::new(source.as_str())) {
        report(broken(lookup, file, link, &path));
    }
    Target::Nowhere
}

/// Where a link to a known document leads: nowhere where the site leaves the document out.
fn to_page(
    lookup: &Lookup<'_>,
    file: &SourcePath,
    link: &Link,
    (path, known): (&SourcePath, &Document),
    anchor: Option<String>,
    report: &mut dyn FnMut(Diagnostic),
) -> Target {
    if let Some(anchor) = anchor.as_deref().filter(|anchor| !known.has_anchor(anchor)) {
        report(missing_anchor(file, link.span, anchor, known));
    }
    match lookup.site.by_source.get(path) {
        Some(page) => Target::Page(*page, anchor),
        None => {
            if !select::is_shown(known, lookup.choice) {
                report(hidden(file, link, known));
            }
            Target::Nowhere
        }
    }
}

fn has_scheme(url: &str) -> bool {
    let head = url.split(['/', '?', '#']).next().unwrap_or("");
    head.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// An address without its percent signs; what is no UTF-8 stays as it is.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex.filter(|_| byte == b'%') {
            Some(decoded) => {
                bytes.push(decoded);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn missing_anchor(file: &SourcePath, span: Span, anchor: &str, document: &Document) -> Diagnostic {
    let place = if *file == document.path { "trang này".to_owned() } else { format!("`{}`", document.path) };
    let message = Message::new(
        format!("Không có chỗ nào tên `#{anchor}` trong {place}"),
        format!("There is no place called `#{anchor}` in `{}`", document.path),
    );
    let diagnostic = Diagnostic::at(&codes::MISSING_ANCHOR, file, span, message);
    match nearest(anchor, document.anchors()) {
        Some(name) => diagnostic
            .help(format!("Có phải bạn muốn dẫn tới `#{name}`?"), format!("Did you mean `#{name}`?")),
        None => diagnostic.help(
            "Mở trang được dẫn tới, bấm dấu # cạnh đề mục để chép đúng địa chỉ.",
            "Open that page and copy the address from the # beside the heading.",
        ),
    }
}

fn broken(lookup: &Lookup<'_>, file: &SourcePath, link: &Link, path: &str) -> Diagnostic {
    let (code, vi, en) = match link.role {
        LinkRole::Image => (&codes::MISSING_IMAGE, "Không thấy ảnh", "There is no picture"),
        LinkRole::Anchor => (
            &codes::BROKEN_LINK,
            "Liên kết dẫn tới tệp không có:",
            "The link leads to a file that does not exist:",
        ),
    };
    let message = Message::new(format!("{vi} `{path}`"), format!("{en} `{path}`"));
    let diagnostic = Diagnostic::at(code, file, link.span, message);
    match suggestion(lookup, file, link.role, path) {
        Some(right) => {
            diagnostic.help(format!("Có phải bạn muốn viết `{right}`?"), format!("Did you mean `{right}`?"))
        }
        None if link.role == LinkRole::Image => diagnostic.help(
            "Đặt ảnh cạnh tệp này rồi viết đường dẫn tới nó, ví dụ `anh/cong-truong.jpg`.",
            "Put the picture beside this file and write the path to it, such as `pictures/gate.jpg`.",
        ),
        None => diagnostic.help(
            "Viết đường dẫn tính từ tệp này tới tệp .md, ví dụ `../van-ban/ten-tep.md`.",
            "Write the path from this file to the .md file, such as `../van-ban/name.md`.",
        ),
    }
}

/// The path that was likely meant: the same file elsewhere, else the one with the nearest name.
fn suggestion(lookup: &Lookup<'_>, file: &SourcePath, role: LinkRole, path: &str) -> Option<String> {
    let wrong = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
    let wrong = wrong.strip_suffix(".html").map_or_else(|| wrong.to_owned(), |stem| format!("{stem}.md"));
    let pages = lookup.files().filter(|_| role == LinkRole::Anchor);
    let candidates: Vec<&SourcePath> = pages.chain(lookup.portal.files.keys()).collect();
    let name = nearest(&wrong, candidates.iter().map(|path| path.name()))?;
    let best = candidates.iter().filter(|path| path.name() == name).min_by_key(|path| {
        let same_folder = path.folder() == file.folder();
        (!same_folder, path.as_str())
    })?;
    Route::new(best.as_str()).map(|route| route.relative_from(file.folder()))
}

fn hidden(file: &SourcePath, link: &Link, known: &Document) -> Diagnostic {
    let message = Message::new(
        format!("Liên kết dẫn tới trang chưa hoặc không còn được xuất bản: `{}`", known.path),
        format!("The link leads to a page that is not published: `{}`", known.path),
    );
    Diagnostic::at(&codes::BROKEN_LINK, file, link.span, message).help(
        "Bỏ liên kết, hoặc xuất bản trang ấy (xem `ban_nhap`, `dang_tu`, `go_sau` ở đầu trang đó).",
        "Remove the link, or publish that page (see its `draft`, `publish`, `expire`).",
    )
}

fn outside_picture(file: &SourcePath, link: &Link) -> Diagnostic {
    let message = Message::new(
        "Ảnh nằm ở trang web khác; trang không tải gì từ nơi khác",
        "The picture lies on another host; pages load nothing from elsewhere",
    );
    Diagnostic::at(&codes::MISSING_IMAGE, file, link.span, message).help(
        "Tải ảnh về, đặt cạnh tệp này rồi dẫn tới nó.",
        "Download it, put it beside this file and link that.",
    )
}

/// Two documents with one number.
pub fn same_number(page: &Page, number: &Spanned<String>, first: &SourcePath) -> Diagnostic {
    let message = Message::new(
        format!("Số `{}` đã có ở `{first}`", number.value),
        format!("The number `{}` stands in `{first}` already", number.value),
    );
    Diagnostic::at(&codes::SAME_NUMBER, &page.document.path, number.span, message).help(
        "Kiểm tra lại số của hai văn bản, hoặc gộp hai trang.",
        "Check both numbers, or make one page of them.",
    )
}
