//! The blocks of the home page, as `portal.yaml` lists them.

use schemars::Schema;

use crate::text::Spanned;
use crate::yaml::fields::{list_schema, map_schema};
use crate::yaml::{Key, Node, Reader, Shape, keys};

use super::values::{Leads, path, paths, paths_schema};
use super::{BlockStyle, HomeBlock};

/// How many pages a block shows unless it says otherwise.
const LIMIT: usize = 6;

#[derive(Default)]
struct Draft {
    title: Option<String>,
    style: BlockStyle,
    pages: Vec<Spanned<String>>,
    folder: Option<Spanned<String>>,
    limit: Option<usize>,
}

#[rustfmt::skip]
static BLOCK: &[Key<Draft>] = keys! {
    required "title" "tieu_de" Shape::Text(|b, t| b.title = Some(t.value)), "Tên khối", "The heading of the block";
    "style" "kieu" Shape::Choice(&["cards", "tasks", "documents", "people"], |b, name| b.style = style(name)),
        "Cách trình bày: cards (thẻ), tasks (đánh số), documents (văn bản), people (theo người đọc)", "How it looks";
    "pages" "trang" Shape::Own {
        read: |r, b, name, node| {
            let texts = r.texts(name, node);
            b.pages = paths(r, texts, Leads::Page);
        },
        schema: paths_schema,
    }, "Các trang chọn sẵn, tính từ content/", "Pages chosen by hand";
    "folder" "thu_muc" Shape::Own {
        read: |r, b, name, node| b.folder = r.text(name, node).and_then(|text| path(r, text, Leads::PageOrFolder)),
        schema: crate::yaml::fields::text_schema,
    }, "Thư mục lấy thêm trang", "A folder whose pages follow";
    "limit" "so_luong" Shape::Whole(1..=50, |b, n| b.limit = usize::try_from(n).ok()), "Nhiều nhất bao nhiêu trang", "How many pages at most";
};

fn style(name: &str) -> BlockStyle {
    match name {
        "tasks" => BlockStyle::Tasks,
        "documents" => BlockStyle::Documents,
        "people" => BlockStyle::People,
        _ => BlockStyle::Cards,
    }
}

/// The blocks in order.
pub fn blocks(reader: &mut Reader<'_>, node: &Node) -> Vec<HomeBlock> {
    let block = |draft: Draft| {
        let Draft { title, style, pages, folder, limit } = draft;
        Some(HomeBlock { title: title?, style, pages, folder, limit: limit.unwrap_or(LIMIT) })
    };
    reader.maps(node, BLOCK).into_iter().filter_map(|item| block(item.value)).collect()
}

/// The schema of the blocks.
pub fn schema() -> Schema {
    list_schema(&map_schema(BLOCK))
}
