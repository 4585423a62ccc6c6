//! Search tests that editors write: a query, and the page that must be among the first three.

use super::{Engine, EngineError};
use crate::config::SearchTest;
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::path::SourcePath;
use crate::site::Site;

/// How many of the first results count.
const FIRST: usize = 3;

/// Runs the tests of `file` on the index of `site`, and says which page no longer comes.
///
/// # Errors
/// Where the query code itself fails.
pub fn check(
    engine: &Engine,
    tests: &[SearchTest],
    site: &Site,
    file: &SourcePath,
) -> Result<Vec<Diagnostic>, EngineError> {
    let mut diagnostics = Vec::new();
    for test in tests {
        let source = SourcePath::new(&format!("content/{}", test.page.value));
        let page = source.and_then(|source| site.by_source.get(&source)).and_then(|id| site.page(*id));
        let Some(page) = page else {
            let names = site.by_source.keys().filter_map(|path| path.as_str().strip_prefix("content/"));
            let message = Message::new(
                format!("Không có trang `{}`", test.page.value),
                format!("There is no page `{}`", test.page.value),
            );
            let diagnostic = Diagnostic::at(&codes::BROKEN_LINK, file, test.page.span, message);
            diagnostics.push(diagnostic.suggest(&test.page.value, names));
            continue;
        };
        let found = engine.first(&test.query.value, FIRST)?;
        if !found.iter().any(|url| url == page.route.as_str()) {
            diagnostics.push(missed(test, &found, file));
        }
    }
    Ok(diagnostics)
}

fn missed(test: &SearchTest, found: &[String], file: &SourcePath) -> Diagnostic {
    let (query, page) = (&test.query.value, &test.page.value);
    let instead = found.join(", ");
    let message = Message::new(
        format!("Tìm “{query}” không thấy `{page}` trong {FIRST} kết quả đầu; thấy: {instead}"),
        format!("“{query}” does not find `{page}` among the first {FIRST}; it finds: {instead}"),
    );
    Diagnostic::at(&codes::SEARCH_TEST, file, test.query.span, message).help(
        "Dùng những từ ấy trong tên, tóm tắt hoặc đề mục của trang; nếu vẫn chưa được, thêm từ ở `tim_kiem: uu_tien` trong portal.yaml.",
        "Use these words in the page's title, summary or headings, or add them under `search: promote` in portal.yaml.",
    )
}
