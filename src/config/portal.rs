//! `portal.yaml`.

use schemars::{Schema, json_schema};

use crate::diagnostic::{Checked, Message, Severity, codes};
use crate::path::SourcePath;
use crate::text::Spanned;
use crate::yaml::fields::{list_schema, map_schema, name_schema, texts_schema};
use crate::yaml::{self, Key, Node, Reader, Shape, Value, keys, values};

use super::values::{
    Leads, base_url, base_url_schema, contacts, contacts_schema, menu, menu_schema, page_schema, path, paths,
    paths_schema,
};
use super::{Portal, SearchConfig, SiteLanguage, home};

#[rustfmt::skip]
static KEYS: &[Key<Portal>] = keys! {
    "title" "tieu_de" Shape::Text(|p, v| p.title = v.value), "Tên cổng", "The name of the portal";
    "tagline" "mo_ta" Shape::Text(|p, v| p.tagline = Some(v.value)), "Một dòng dưới tên", "One line under it";
    "base_url" "dia_chi" Shape::Own { read: |r, p, name, node| p.base_url = base_url(r, name, node), schema: base_url_schema },
        "Địa chỉ nơi đặt trang web", "Where the site is published";
    "language" "ngon_ngu" Shape::Choice(&["vi", "en"], |p, v| p.language = if v == "en" { SiteLanguage::En } else { SiteLanguage::Vi }),
        "Ngôn ngữ của các trang", "The language of the pages";
    "timezone" "mui_gio" Shape::Own { read: timezone, schema: || json_schema!({ "type": "string" }) },
        "Múi giờ để tính ngày hôm nay", "The time zone that \"today\" is taken in";
    "theme" "giao_dien" Shape::Own { read: theme, schema: || name_schema("^[^/\\\\:]+$") },
        "Tên giao diện", "The theme's name";
    "navigation" "trinh_don" Shape::Own { read: |r, p, _, node| p.navigation = menu(r, node), schema: menu_schema },
        "Trình đơn chính", "The main menu";
    "publisher" "don_vi" Shape::Text(|p, v| p.publisher = Some(v.value)), "Đơn vị phụ trách cổng", "Who publishes the portal";
    "contacts" "lien_he" Shape::Own { read: |r, p, _, node| p.contacts = contacts(r, node), schema: contacts_schema },
        "Cách liên hệ", "How to reach them";
    "sample_searches" "tim_thu" Shape::Texts(|p, v| p.sample_searches = values(v)),
        "Các câu tìm mẫu ở trang chủ", "Sample searches for the home page";
    "home" "trang_chu" Shape::Own { read: |r, p, _, node| p.home = home::blocks(r, node), schema: home::schema },
        "Các khối của trang chủ", "The blocks of the home page";
    "page_size" "so_muc_moi_trang" Shape::Whole(5..=500, |p, v| p.page_size = usize::try_from(v).unwrap_or(50)),
        "Số mục trên mỗi trang danh sách", "Entries per page of a list";
    "diagnostics" "thong_bao" Shape::Own { read: severities, schema: severities_schema },
        "Mức của từng mã thông báo", "The severity of codes";
    "search" "tim_kiem" Shape::Own { read: search, schema: search_schema },
        "Tìm kiếm; không: bỏ hẳn", "Search; false leaves it out";
};

/// Reads the portal's file.
pub fn read(file: &SourcePath, text: &str) -> Checked<Portal> {
    let tree = yaml::parse(file, text, 0..text.len());
    let mut reader = Reader::new(file, tree.diagnostics);
    let mut portal = Portal::default();
    reader.map(&tree.value, KEYS, &mut portal);
    reader.finish(portal)
}

/// The schema of `portal.yaml`.
pub fn schema() -> Schema {
    map_schema(KEYS)
}

fn timezone(reader: &mut Reader<'_>, portal: &mut Portal, name: &Spanned<String>, node: &Node) {
    let Value::Text(text) = &node.value else {
        reader.wrong(name, node, "tên một múi giờ", "the name of a time zone");
        return;
    };
    // The bundled list, not the machine's: the same everywhere.
    let zones = jiff::tz::TimeZoneDatabase::bundled();
    if zones.get(text).is_ok() {
        portal.timezone.clone_from(text);
        return;
    }
    let message =
        Message::new(format!("Không có múi giờ “{text}”"), format!("There is no time zone “{text}”"));
    let names: Vec<String> = zones.available().map(|zone| zone.to_string()).collect();
    reader.report(&codes::BAD_TIME_ZONE, node.span, message, |d| {
        let d = d.suggest(text, names.iter().map(String::as_str));
        if d.help.is_some() { d } else { d.help("Viết Asia/Ho_Chi_Minh.", "Write Asia/Ho_Chi_Minh.") }
    });
}

fn theme(reader: &mut Reader<'_>, portal: &mut Portal, name: &Spanned<String>, node: &Node) {
    let Some(text) = reader.text(name, node) else { return };
    if SourcePath::new(&text.value).is_some_and(|path| path.folder().is_empty()) {
        portal.theme = text.value;
    } else {
        reader.wrong(name, node, "tên một thư mục trong themes/", "the name of a folder in themes/");
    }
}

/// The names of severities in the file.
const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("note", Some(Severity::Note)),
    ("off", None),
];

fn severities(reader: &mut Reader<'_>, portal: &mut Portal, name: &Spanned<String>, node: &Node) {
    let Value::Map(entries) = &node.value else {
        reader.wrong(name, node, "các dòng “mã: mức”", "lines “code: severity”");
        return;
    };
    for entry in entries {
        let Some(code) = codes::find(&entry.key.value) else {
            let message = Message::new(
                format!("Không có mã thông báo “{}”", entry.key.value),
                format!("No diagnostic has the code “{}”", entry.key.value),
            );
            reader.report(&codes::UNKNOWN_CODE, entry.key.span, message, |d| {
                d.suggest(&entry.key.value.to_uppercase(), codes::all().map(|code| code.id))
            });
            continue;
        };
        let Some(text) = reader.text(&entry.key, &entry.value) else { continue };
        match SEVERITIES.iter().find(|(name, _)| *name == text.value) {
            Some((_, severity)) => {
                portal.severities.insert(code.id, *severity);
            }
            None => reader.unknown_choice(&entry.key, &text, &text.value, &SEVERITIES.map(|(name, _)| name)),
        }
    }
}

fn severities_schema() -> Schema {
    json_schema!({
        "type": "object",
        "additionalProperties": { "enum": SEVERITIES.map(|(name, _)| name) },
    })
}

static SEARCH: &[Key<SearchConfig>] = keys! {
    "synonyms" "dong_nghia" Shape::Own { read: synonyms, schema: || json_schema!({ "type": "array", "items": texts_schema() }) },
        "Các nhóm từ đồng nghĩa", "Groups of words that mean the same";
    "exclude" "bo_qua" Shape::Own {
        read: |r, s, name, node| {
            let texts = r.texts(name, node);
            s.exclude = paths(r, texts, Leads::PageOrFolder);
        },
        schema: paths_schema,
    }, "Trang hoặc thư mục không đưa vào tìm kiếm", "Pages left out";
    "promote" "uu_tien" Shape::Own { read: promote, schema: || list_schema(&map_schema(PROMOTE)) },
        "Từ khóa đưa một trang lên đầu", "Words that bring a page to the front";
};

static PROMOTE: &[Key<PromoteDraft>] = keys! {
    required "page" "trang" Shape::Own {
        read: |r, p, name, node| p.page = r.text(name, node).and_then(|text| path(r, text, Leads::Page)),
        schema: page_schema,
    }, "Trang, tính từ content/", "The page: a path from content/";
    required "words" "tu_khoa" Shape::Texts(|p, v| p.words = values(v)), "Các từ khóa", "The words";
};

#[derive(Default)]
struct PromoteDraft {
    page: Option<Spanned<String>>,
    words: Vec<String>,
}

fn search(reader: &mut Reader<'_>, portal: &mut Portal, name: &Spanned<String>, node: &Node) {
    if matches!(node.value, Value::Map(_)) {
        let mut search = SearchConfig::default();
        reader.map(node, SEARCH, &mut search);
        portal.search = Some(search);
    } else if let Some(wanted) = reader.flag(name, node) {
        portal.search = wanted.then(SearchConfig::default);
    }
}

fn search_schema() -> Schema {
    json_schema!({ "anyOf": [{ "enum": [true, false, "có", "không"] }, map_schema(SEARCH)] })
}

fn synonyms(reader: &mut Reader<'_>, search: &mut SearchConfig, name: &Spanned<String>, node: &Node) {
    let Value::List(groups) = &node.value else {
        reader.wrong(name, node, "danh sách các nhóm từ", "a list of groups of words");
        return;
    };
    let groups = groups.iter().map(|group| values(reader.texts(name, group)));
    search.synonyms = groups.filter(|group| group.len() > 1).collect();
}

fn promote(reader: &mut Reader<'_>, search: &mut SearchConfig, _: &Spanned<String>, node: &Node) {
    let read = reader.maps(node, PROMOTE).into_iter();
    search.promote = read.filter_map(|item| Some((item.value.page?, item.value.words))).collect();
}
