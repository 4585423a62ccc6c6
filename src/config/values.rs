//! Values that several data files have: addresses, paths, menus, contacts.

use schemars::Schema;

use crate::diagnostic::{Diagnostic, Message, codes};
use crate::path::SourcePath;
use crate::text::Spanned;
use crate::yaml::fields::{list_schema, map_schema, name_schema, pattern_schema};
use crate::yaml::{Key, Node, Reader, Shape, keys};

use super::{Contact, MenuItem};

/// The address of a site, ending in `/`.
pub fn base_url(reader: &mut Reader<'_>, name: &Spanned<String>, node: &Node) -> Option<String> {
    let text = reader.text(name, node)?;
    let address = address(&text.value);
    if address.is_none() {
        let message = Message::new(
            format!("“{}” không phải là địa chỉ của một trang web", text.value),
            format!("“{}” is not the address of a site", text.value),
        );
        let wanted = text.value.trim_start_matches('/');
        reader.report(&codes::BAD_ADDRESS, text.span, message, |d| match wanted.contains("://") {
            true => d.help(
                "Viết dạng https://tên-miền/ hoặc https://tên-miền/thư-mục/, không có dấu cách, ?, #.",
                "Write https://host/ or https://host/folder/, without spaces, ? or #.",
            ),
            false => d.help(format!("Viết https://{wanted}"), format!("Write https://{wanted}")),
        });
    }
    address
}

/// The schema of a site's address.
pub fn base_url_schema() -> Schema {
    pattern_schema("^[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9]")
}

/// The address of a site in its one form, ending in `/`; nothing where `text` is none.
pub fn address(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let fits = matches!(scheme.as_str(), "http" | "https")
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
        && port.parse::<u16>().is_ok()
        && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b))
        && path.split('/').all(|part| part != "." && part != "..");
    let path = path.trim_matches('/');
    let slash = if path.is_empty() { "" } else { "/" };
    fits.then(|| format!("{scheme}://{}/{path}{slash}", host.to_ascii_lowercase()))
}

/// What a path in a data file leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Leads {
    /// To a page, perhaps to a place in it.
    Page,
    /// To a page or a folder.
    PageOrFolder,
    /// To any file.
    File,
}

/// A path as text, if it is one: relative, staying within, and of the right kind. A folder's last `/` is cut off.
pub fn path(reader: &mut Reader<'_>, text: Spanned<String>, leads: Leads) -> Option<Spanned<String>> {
    let (file, anchor) = text.value.split_once('#').unwrap_or((&text.value, ""));
    let trimmed = if leads == Leads::PageOrFolder { file.trim_end_matches('/') } else { file };
    let of_kind = match leads {
        Leads::Page => file.ends_with(".md"),
        Leads::PageOrFolder => anchor.is_empty(),
        Leads::File => true,
    };
    if of_kind && SourcePath::new(trimmed).is_some() {
        let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
        return Some(Spanned { value: format!("{trimmed}{anchor}"), span: text.span });
    }
    let message = Message::new(
        format!("“{}” không phải là đường dẫn đúng cách viết", text.value),
        format!("“{}” is not a path", text.value),
    );
    let inner = file.trim_start_matches('/').trim_start_matches("content/");
    let help = |d: Diagnostic| match leads {
        Leads::Page if inner.ends_with(".html") => {
            let page = format!("{}.md", inner.trim_end_matches(".html"));
            d.help(format!("Ghi tệp nguồn của trang: {page}"), format!("Name the page's source: {page}"))
        }
        _ if inner.len() < file.len() => d.help(
            format!("Bỏ phần đầu, đường dẫn được tính từ content/: {inner}"),
            format!("The path is counted from content/: {inner}"),
        ),
        Leads::Page => d.help(
            "Ghi đường dẫn từ content/ đến tệp .md, ví dụ van-ban/_index.md.",
            "Write the path from content/ to a .md file, such as van-ban/_index.md.",
        ),
        _ => d.help(
            "Đường dẫn không bắt đầu bằng / và không có .., dấu \\ hoặc dấu hai chấm.",
            "The path must not begin with / or hold .., a backslash or a colon.",
        ),
    };
    reader.report(&codes::BAD_PATH, text.span, message, help);
    None
}

/// A list of paths.
pub fn paths(reader: &mut Reader<'_>, texts: Vec<Spanned<String>>, leads: Leads) -> Vec<Spanned<String>> {
    texts.into_iter().filter_map(|text| path(reader, text, leads)).collect()
}

/// The schema of a path that leads to a page.
pub fn page_schema() -> Schema {
    pattern_schema("^[^/].*\\.md(#.*)?$")
}

/// The schema of a list of folders, pages or files.
pub fn paths_schema() -> Schema {
    list_schema(&name_schema("^[^/]"))
}

#[derive(Default)]
struct MenuDraft {
    label: Option<String>,
    page: Option<Spanned<String>>,
}

#[rustfmt::skip]
static MENU: &[Key<MenuDraft>] = keys! {
    required "label" "nhan" Shape::Text(|m, t| m.label = Some(t.value)), "Chữ trên trình đơn", "What it says";
    required "page" "trang" Shape::Own {
        read: |r, m, name, node| m.page = r.text(name, node).and_then(|text| path(r, text, Leads::Page)),
        schema: page_schema,
    }, "Trang, tính từ content/", "The page: a path from content/";
};

/// A menu.
pub fn menu(reader: &mut Reader<'_>, node: &Node) -> Vec<MenuItem> {
    let items = reader.maps(node, MENU).into_iter();
    items.filter_map(|item| Some(MenuItem { label: item.value.label?, page: item.value.page? })).collect()
}

/// The schema of a menu.
pub fn menu_schema() -> Schema {
    list_schema(&map_schema(MENU))
}

#[derive(Default)]
struct ContactDraft {
    label: Option<String>,
    value: Option<String>,
}

static CONTACT: &[Key<ContactDraft>] = keys! {
    required "label" "nhan" Shape::Text(|c, t| c.label = Some(t.value)), "Là gì: Hòm thư, Điện thoại…", "What it is";
    required "value" "gia_tri" Shape::Text(|c, t| c.value = Some(t.value)),
        "Địa chỉ, số điện thoại hoặc nơi", "The address, number or place";
};

/// Ways to reach someone.
pub fn contacts(reader: &mut Reader<'_>, node: &Node) -> Vec<Contact> {
    let items = reader.maps(node, CONTACT).into_iter();
    items.filter_map(|item| Some(Contact { label: item.value.label?, value: item.value.value? })).collect()
}

/// The schema of contacts.
pub fn contacts_schema() -> Schema {
    list_schema(&map_schema(CONTACT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_form() {
        assert_eq!(address("HTTPS://ANTT.edu.vn").as_deref(), Some("https://antt.edu.vn/"));
        assert_eq!(address("http://a.vn:8080/cong/tt").as_deref(), Some("http://a.vn:8080/cong/tt/"));
        for wrong in
            ["antt.vn", "ftp://a.vn", "https://", "https://a.vn/?q", "https://a b/", "https://a.vn/../b"]
        {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }
}
