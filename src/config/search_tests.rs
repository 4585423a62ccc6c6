//! `search-tests.yaml`: what must be found by what.

use schemars::Schema;

use crate::diagnostic::Checked;
use crate::path::SourcePath;
use crate::text::Spanned;
use crate::yaml::fields::{list_schema, map_schema};
use crate::yaml::{self, Key, Reader, Shape, keys};

use super::SearchTest;
use super::values::{Leads, page_schema, path};

#[derive(Default)]
struct Draft {
    query: Option<Spanned<String>>,
    page: Option<Spanned<String>>,
}

static KEYS: &[Key<Draft>] = keys! {
    required "query" "tim" Shape::Text(|t, v| t.query = Some(v)), "Câu người đọc gõ", "What is typed";
    required "page" "trang" Shape::Own {
        read: |r, t, name, node| t.page = r.text(name, node).and_then(|text| path(r, text, Leads::Page)),
        schema: page_schema,
    }, "Trang phải có trong ba kết quả đầu, tính từ content/", "The page that must be among the first three";
};

/// Reads the tests.
pub fn read(file: &SourcePath, text: &str) -> Checked<Vec<SearchTest>> {
    let tree = yaml::parse(file, text, 0..text.len());
    let mut reader = Reader::new(file, tree.diagnostics);
    let drafts = reader.maps(&tree.value, KEYS).into_iter();
    let tests =
        drafts.filter_map(|item| Some(SearchTest { query: item.value.query?, page: item.value.page? }));
    let tests = tests.collect();
    reader.finish(tests)
}

/// The schema of the tests.
pub fn schema() -> Schema {
    list_schema(&map_schema(KEYS))
}
