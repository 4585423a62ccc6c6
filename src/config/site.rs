//! `sites/<id>/site.yaml`: a school's site.

use schemars::Schema;

use crate::diagnostic::{Checked, Diagnostic, Message, codes};
use crate::path::SourcePath;
use crate::text::{Span, Spanned};
use crate::yaml::fields::{map_schema, name_schema, pattern_schema};
use crate::yaml::{self, Key, Node, Reader, Shape, keys};

use super::SiteConfig;
use super::values::{
    Leads, base_url, base_url_schema, contacts, contacts_schema, menu, menu_schema, path, paths, paths_schema,
};

#[rustfmt::skip]
static KEYS: &[Key<SiteConfig>] = keys! {
    required "name" "ten" Shape::Text(|s, v| s.name = v.value), "Tên trường", "The school's name";
    "tagline" "mo_ta" Shape::Text(|s, v| s.tagline = Some(v.value)), "Một dòng dưới tên", "One line under it";
    "base_url" "dia_chi" Shape::Own { read: |r, s, name, node| s.base_url = base_url(r, name, node), schema: base_url_schema },
        "Địa chỉ nơi đặt trang web", "Where the site is published";
    "contacts" "lien_he" Shape::Own { read: |r, s, _, node| s.contacts = contacts(r, node), schema: contacts_schema },
        "Cách liên hệ với trường", "How to reach the school";
    "logo" "bieu_trung" Shape::Own {
        read: |r, s, name, node| s.logo = r.text(name, node).and_then(|text| path(r, text, Leads::File)),
        schema: || name_schema("^[^/]"),
    }, "Tệp biểu trưng, tính từ site.yaml", "The logo, relative to site.yaml";
    "colour" "mau" Shape::Own { read: |r, s, name, node| s.colour = colour(r, name, node), schema: || pattern_schema("^#[0-9A-Fa-f]{6}$") },
        "Màu của trường, dạng \"#rrggbb\"", "The school's colour, \"#rrggbb\"";
    "include" "lay" Shape::Own { read: |r, s, name, node| { let texts = r.texts(name, node); s.include = paths(r, texts, Leads::PageOrFolder); }, schema: paths_schema },
        "Thư mục hoặc trang lấy từ cổng; không ghi thì lấy tất cả", "Folders or pages taken over; none: all";
    "exclude" "bo" Shape::Own { read: |r, s, name, node| { let texts = r.texts(name, node); s.exclude = paths(r, texts, Leads::PageOrFolder); }, schema: paths_schema },
        "Thư mục hoặc trang không lấy", "Folders or pages left out";
    "navigation" "trinh_don" Shape::Own { read: |r, s, _, node| s.navigation = menu(r, node), schema: menu_schema },
        "Trình đơn riêng; không ghi thì dùng của cổng", "The site's own menu; none: the portal's";
    "example" "vi_du" Shape::Flag(|s, v| s.example = v), "Chỉ là ví dụ: mọi trang đều ghi rõ", "Only an example, and says so on every page";
    "updated" "cap_nhat" Shape::Day(|s, v| s.updated = Some(v.value)), "Ngày sửa gần nhất", "The day of the last change";
};

/// Reads a school's file.
pub fn read(id: &str, file: &SourcePath, text: &str) -> Checked<SiteConfig> {
    let tree = yaml::parse(file, text, 0..text.len());
    let mut reader = Reader::new(file, tree.diagnostics);
    let mut site = SiteConfig { id: id.to_owned(), ..SiteConfig::default() };
    reader.map(&tree.value, KEYS, &mut site);
    if let Some(span) = bare_colour(text) {
        let message = Message::new(
            "Màu phải đặt trong ngoặc kép, vì dấu # ngoài ngoặc là chú thích",
            "A colour must be quoted, since a bare # begins a comment",
        );
        let colour = span.of(text);
        reader.report(&codes::BAD_COLOUR, span, message, |d| {
            d.help(format!("Viết mau: \"{colour}\""), format!("Write colour: \"{colour}\""))
        });
    }
    if site.name.is_empty() {
        site.name = id.to_owned();
    }
    reader.finish(site)
}

/// What is said of a school's folder without `site.yaml`.
pub fn missing(id: &str, file: &SourcePath) -> Diagnostic {
    let message = Message::new(
        format!("Thư mục sites/{id} không có tệp site.yaml"),
        format!("The folder sites/{id} has no site.yaml"),
    );
    Diagnostic::at(&codes::SITE_FILE_MISSING, file, Span::default(), message).help(
        format!("Tạo tệp content/sites/{id}/site.yaml với dòng “ten: …”."),
        format!("Make content/sites/{id}/site.yaml with a line “name: …”."),
    )
}

/// The schema of `site.yaml`.
pub fn schema() -> Schema {
    map_schema(KEYS)
}

/// A colour that white text can be read on.
fn colour(reader: &mut Reader<'_>, name: &Spanned<String>, node: &Node) -> Option<Spanned<String>> {
    let text = reader.text(name, node)?;
    let Some(luminance) = luminance(&text.value) else {
        let message = Message::new(
            format!("“{}” không phải là màu", text.value),
            format!("“{}” is not a colour", text.value),
        );
        reader.report(&codes::BAD_COLOUR, text.span, message, |d| {
            d.help("Viết dạng \"#14532d\": dấu # và sáu chữ số 0-9, a-f.", "Write it as \"#14532d\".")
        });
        return None;
    };
    // WCAG 2: (lighter + 0.05) / (darker + 0.05); level AAA asks for 7.
    let contrast = 1.05 / (luminance + 0.05);
    if contrast < 7.0 {
        let message = Message::new(
            format!("Màu {} quá nhạt: tương phản với trắng {contrast:.1}:1, cần từ 7:1", text.value),
            format!("{} is too light: its contrast to white is {contrast:.1}:1, 7:1 is needed", text.value),
        );
        reader.report(&codes::LOW_CONTRAST, text.span, message, |d| {
            d.help(
                "Chọn màu đậm hơn; tạm thời dùng màu mặc định.",
                "Choose a darker one; the default is used.",
            )
        });
        return None;
    }
    Some(Spanned { value: text.value.to_ascii_lowercase(), span: text.span })
}

/// The relative luminance of `#rrggbb` (WCAG 2); nothing where it is no such colour.
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let rgb =
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())??;
    let channel = |shift: u32| {
        let value = f64::from((rgb >> shift) & 0xff) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    Some(0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0))
}

/// A colour written without quotes, which YAML takes for a comment.
fn bare_colour(text: &str) -> Option<Span> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let value = ["mau:", "colour:"].iter().find_map(|key| line.strip_prefix(key));
        if let Some(value) = value
            && let colour = value.split_whitespace().next().unwrap_or("")
            && luminance(colour).is_some()
        {
            let start = at + line.find('#').unwrap_or(0);
            return Some(Span::new(start..start + colour.len()));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn luminance_is_that_of_wcag() {
        assert!((luminance("#ffffff").unwrap() - 1.0).abs() < 1e-9);
        assert!(luminance("#000000").unwrap().abs() < 1e-9);
        assert_eq!(luminance("#12345"), None);
        assert_eq!(luminance("#+12345"), None);
    }
}
