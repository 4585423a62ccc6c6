//! The keys of front matter.

use std::collections::BTreeMap;

use schemars::{Schema, json_schema};

use crate::date::PartialDate;
use crate::diagnostic::{Code, Message, codes};
use crate::document::{Change, Kind, Relation, RelationKind, VersionRef};
use crate::path::Route;
use crate::text::Spanned;
use crate::vietnamese;
use crate::yaml::fields::{list_schema, map_schema, name_schema, pattern_schema};
use crate::yaml::{Key, Node, Reader, Shape, Value, keys, values};

use super::Draft;

/// A relation's key: paths or numbers of other documents.
macro_rules! relation {
    ($kind:ident) => {
        Shape::Texts(|draft, targets| {
            let relations = targets.into_iter().map(|target| Relation { kind: RelationKind::$kind, target });
            draft.front.relations.extend(relations);
        })
    };
}

/// Every key of front matter, in the order that `antt new` and the manual show them.
#[rustfmt::skip]
pub static KEYS: &[Key<Draft>] = keys! {
    "title" "tieu_de" Shape::Text(|d, t| d.front.title = Some(t.value)),
        "Tên trang. Không có thì lấy đề mục đầu tiên", "The title; else the first heading";
    "summary" "tom_tat" Shape::Text(|d, t| d.front.summary = Some(t.value)),
        "Một, hai câu nói trang này giúp được gì", "One or two sentences";
    "kind" "loai" Shape::Own { read: |r, d, name, node| d.front.kind = kind(r, name, node).or(d.front.kind), schema: kind_schema },
        "Loại trang", "What the page is";
    "children_kind" "loai_trang_con" Shape::Own { read: |r, d, name, node| d.front.children_kind = kind(r, name, node), schema: kind_schema },
        "Trong _index.md: loại của các trang trong thư mục", "In _index.md: what the pages of the folder are";
    "date" "ngay" Shape::Date(|d, t| { d.partial.push(("ngay", t.clone())); d.front.date = Some(t.value); }),
        "Ngày của trang; với văn bản là ngày ban hành", "The day of the page; of a legal document, of issue";
    "updated" "cap_nhat" Shape::Day(|d, t| d.front.updated = Some(t.value)),
        "Ngày sửa nội dung gần nhất", "The last change of the text";
    "draft" "ban_nhap" Shape::Flag(|d, t| d.front.draft = t),
        "Bản nháp: chưa đăng", "Left out unless drafts are asked for";
    "publish" "dang_tu" Shape::Day(|d, t| { d.front.publish = Some(t.value); d.publish = Some(t); }),
        "Đăng từ ngày", "Left out before this day";
    "expire" "go_sau" Shape::Day(|d, t| { d.front.expire = Some(t.value); d.expire = Some(t); }),
        "Gỡ xuống từ ngày", "Left out from this day on";
    "weight" "thu_tu" Shape::Whole(-1_000_000..=1_000_000, |d, t| d.front.weight = Some(t)),
        "Thứ tự trong thư mục: số nhỏ đứng trước", "The place among its neighbours: small ones first";
    "slug" "duong_dan" Shape::Own { read: slug, schema: || name_schema("^[a-z0-9]+(-[a-z0-9]+)*$") },
        "Tên trong địa chỉ, thay tên tệp", "The name in the address, instead of the file's";
    "aliases" "dia_chi_cu" Shape::Own { read: aliases, schema: || list_schema(&pattern_schema("^[^/].*\\.html$")) },
        "Các địa chỉ cũ, tính từ gốc trang web", "Earlier addresses: paths from the site's root that end in .html";
    "topics" "chu_de" Shape::Texts(|d, t| d.front.topics = values(t)),
        "Chủ đề", "Subjects";
    "audience" "doi_tuong" Shape::Texts(|d, t| d.front.audience = values(t)),
        "Người đọc", "Readers";
    "review_by" "ra_soat_truoc" Shape::Day(|d, t| d.front.review_by = Some(t)),
        "Phải rà soát lại trước ngày", "To be looked over by this day";
    "source" "nguon" Shape::Text(|d, t| d.front.source = Some(t.value)),
        "Nội dung lấy từ đâu", "Where the content comes from";
    "changes" "thay_doi" Shape::Own { read: changes, schema: || list_schema(&map_schema(CHANGE)) },
        "Các lần thay đổi, mới nhất trước", "What changed, newest first";
    "type" "loai_van_ban" Shape::Text(|d, t| d.front.doc_type = Some(t.value)),
        "Tên loại văn bản: Kế hoạch, Quyết định…", "The Vietnamese name of the document's type";
    "number" "so" Shape::Text(|d, t| d.front.number = Some(t)),
        "Số, ký hiệu", "The document's number";
    "also_written" "cach_viet_khac" Shape::Texts(|d, t| d.front.also_written = values(t)),
        "Cách viết khác của số, ký hiệu", "Other spellings of the number";
    "agency" "co_quan" Shape::Text(|d, t| d.front.agency = Some(t.value)),
        "Cơ quan ban hành", "Who issued it";
    "superior" "co_quan_chu_quan" Shape::Text(|d, t| d.front.superior = Some(t.value)),
        "Cơ quan chủ quản, in ở đầu văn bản", "The body above the one that issued it";
    "place" "dia_danh" Shape::Text(|d, t| d.front.place = Some(t.value)),
        "Địa danh, in trước ngày ban hành", "Where it was issued";
    "signer" "nguoi_ky" Shape::Text(|d, t| d.front.signer = Some(t.value)),
        "Người ký, kèm chức vụ", "Who signed it, with the position";
    "effective" "hieu_luc" Shape::Date(|d, t| { d.partial.push(("hieu_luc", t.clone())); d.front.effective = Some(t.value); d.effective = Some(t); }),
        "Có hiệu lực từ ngày", "In force from";
    "expires" "het_hieu_luc" Shape::Date(|d, t| { d.partial.push(("het_hieu_luc", t.clone())); d.front.expires = Some(t.value); d.expires = Some(t); }),
        "Hết hiệu lực từ ngày", "In force until the day before";
    "suspended" "ngung_hieu_luc" Shape::Date(|d, t| { d.partial.push(("ngung_hieu_luc", t.clone())); d.front.suspended = Some(t.value); }),
        "Ngưng hiệu lực từ ngày, khi văn bản đình chỉ không có trên cổng", "Suspended from, where the portal does not hold the document that says so";
    "unsuitable" "khong_con_phu_hop" Shape::Date(|d, t| { d.partial.push(("khong_con_phu_hop", t.clone())); d.front.unsuitable = Some(t.value); }),
        "Không còn phù hợp từ ngày, dù chưa bị bãi bỏ", "No longer suitable from, though not repealed";
    "recipients" "noi_nhan" Shape::Texts(|d, t| d.front.recipients = values(t)),
        "Nơi nhận", "Recipients";
    "field" "linh_vuc" Shape::Text(|d, t| d.front.field = Some(t.value)),
        "Lĩnh vực", "The field";
    "short_names" "ten_goi_tat" Shape::Texts(|d, t| d.front.short_names = t),
        "Tên gọi tắt của văn bản", "Short names that texts call it by";
    "full_text" "toan_van" Shape::Flag(|d, t| d.front.full_text = Some(t)),
        "Trang có toàn văn hay không", "Whether the page holds the document's text";
    "versions" "phien_ban" Shape::Own { read: versions, schema: || list_schema(&map_schema(VERSION)) },
        "Các phiên bản theo ngày có hiệu lực", "Its texts by date of effect";
    "based_on" "can_cu" relation!(BasedOn),
        "Căn cứ", "Based on";
    "refers_to" "dan_chieu" relation!(RefersTo),
        "Dẫn chiếu", "Refers to";
    "details" "huong_dan_thi_hanh" relation!(Details),
        "Hướng dẫn, quy định chi tiết", "Details";
    "amends" "sua_doi" relation!(Amends),
        "Sửa đổi, bổ sung", "Amends";
    "replaces" "thay_the" relation!(Replaces),
        "Thay thế", "Replaces";
    "repeals" "bai_bo" relation!(Repeals),
        "Bãi bỏ", "Repeals";
    "suspends" "dinh_chi" relation!(Suspends),
        "Đình chỉ", "Suspends";
    "corrects" "dinh_chinh" relation!(Corrects),
        "Đính chính", "Corrects";
    "consolidates" "hop_nhat" relation!(Consolidates),
        "Hợp nhất", "Consolidates";
    "interprets" "giai_thich" relation!(Interprets),
        "Giải thích", "Interprets";
    "extra" "rieng" Shape::Own { read: extra, schema: || json_schema!({ "type": "object" }) },
        "Dữ liệu riêng của bạn", "Whatever else the editors keep here";
};

/// A change: when, and what.
static CHANGE: &[Key<ChangeDraft>] = keys! {
    required "date" "ngay" Shape::Day(|c, t| c.date = Some(t)), "Ngày thay đổi", "The day of the change";
    required "text" "noi_dung" Shape::Text(|c, t| c.text = Some(t)), "Thay đổi gì, vì sao", "What changed and why";
};

/// A version: from when, and in which file.
static VERSION: &[Key<VersionDraft>] = keys! {
    required "effective" "hieu_luc" Shape::Date(|v, t| v.effective = Some(t)),
        "Có hiệu lực từ ngày", "From when it is in force";
    required "file" "tep" Shape::Text(|v, t| v.file = Some(t)), "Tệp, tính từ trang này", "The file, from this page";
};

#[derive(Default)]
struct ChangeDraft {
    date: Option<Spanned<PartialDate>>,
    text: Option<Spanned<String>>,
}

#[derive(Default)]
struct VersionDraft {
    effective: Option<Spanned<PartialDate>>,
    file: Option<Spanned<String>>,
}

/// What the kinds are called in Vietnamese, so that these words are understood, though not taken.
pub const KIND_WORDS: [(&str, &str); 8] = [
    ("trang", "page"),
    ("chuyen-muc", "section"),
    ("ke-hoach", "plan"),
    ("van-ban", "legal"),
    ("mo-hinh", "model"),
    ("kinh-nghiem", "practice"),
    ("huong-dan", "guide"),
    ("bieu-mau", "form"),
];

fn kind(reader: &mut Reader<'_>, name: &Spanned<String>, node: &Node) -> Option<Kind> {
    let text = reader.text(name, node)?;
    let known = Kind::ALL.iter().find(|(_, name)| *name == text.value);
    if known.is_none() {
        let slug = vietnamese::slug(&text.value);
        let meant = KIND_WORDS.iter().find(|(word, _)| *word == slug).map_or(slug.as_str(), |(_, kind)| kind);
        reader.unknown_choice(name, &text, meant, &Kind::ALL.map(|(_, name)| name));
    }
    known.map(|(kind, _)| *kind)
}

fn kind_schema() -> Schema {
    let mut schema = schemars::schema_for!(Kind);
    schema.remove("$schema");
    schema
}

fn slug(reader: &mut Reader<'_>, draft: &mut Draft, name: &Spanned<String>, node: &Node) {
    let Some(text) = reader.text(name, node) else { return };
    let fits =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if text.value.split('-').all(fits) {
        draft.front.slug = Some(text);
        return;
    }
    let message = Message::new(
        format!("“{}” không dùng làm tên trong địa chỉ được", text.value),
        format!("“{}” cannot be the name in an address", text.value),
    );
    let slug = vietnamese::slug(text.value.trim_end_matches(".html"));
    let slug = if slug.is_empty() { "quy-che-01" } else { &slug };
    reader.report(&codes::BAD_SLUG, text.span, message, |d| {
        d.help(
            format!("Chỉ dùng chữ thường không dấu, chữ số và gạch ngang: {slug}"),
            format!("Use only lower-case letters without accents, digits and hyphens: {slug}"),
        )
    });
}

fn aliases(reader: &mut Reader<'_>, draft: &mut Draft, name: &Spanned<String>, node: &Node) {
    for text in reader.texts(name, node) {
        let problem = alias_problem(&text.value);
        match problem {
            None => draft.front.aliases.push(text),
            Some(help) => {
                let message = Message::new(
                    format!("“{}” không phải là địa chỉ cũ đúng cách viết", text.value),
                    format!("“{}” is not an earlier address", text.value),
                );
                bad(reader, &codes::BAD_ALIAS, &text, message, help);
            }
        }
    }
}

fn bad(
    reader: &mut Reader<'_>,
    code: &'static Code,
    text: &Spanned<String>,
    message: Message,
    help: Message,
) {
    reader.report(code, text.span, message, |d| d.help(help.vi, help.en));
}

/// What is wrong with an alias, and how to write it.
fn alias_problem(alias: &str) -> Option<Message> {
    if let Some(inner) = alias.strip_prefix('/') {
        let inner = inner.trim_start_matches('/');
        return Some(Message::new(
            format!("Bỏ dấu / ở đầu: {inner}"),
            format!("Leave out the leading slash: {inner}"),
        ));
    }
    if alias.contains(['?', '#'])
        || !alias.ends_with(".html")
        || alias == ".html"
        || alias.ends_with("/.html")
    {
        return Some(Message::new(
            "Ghi đường dẫn từ gốc trang web, kết thúc bằng .html, ví dụ van-ban/quy-che-1.html.",
            "Write the path from the site's root, ending in .html, such as van-ban/quy-che-1.html.",
        ));
    }
    Route::new(alias).is_none().then(|| {
        Message::new(
            "Đường dẫn không được có .., dấu \\, dấu hai chấm hoặc hai dấu / liền nhau.",
            "The path must not hold .., a backslash, a colon or an empty part.",
        )
    })
}

fn changes(reader: &mut Reader<'_>, draft: &mut Draft, _: &Spanned<String>, node: &Node) {
    let read = reader.maps(node, CHANGE).into_iter();
    let whole = |change: ChangeDraft| Some(Change { date: change.date?.value, text: change.text?.value });
    draft.front.changes = read.filter_map(|change| whole(change.value)).collect();
    draft.front.changes.sort_by_key(|change| std::cmp::Reverse(change.date));
}

fn versions(reader: &mut Reader<'_>, draft: &mut Draft, _: &Spanned<String>, node: &Node) {
    let read = reader.maps(node, VERSION).into_iter();
    let whole =
        |version: VersionDraft| Some(VersionRef { effective: version.effective?, file: version.file? });
    draft.front.versions = read.filter_map(|version| whole(version.value)).collect();
}

fn extra(reader: &mut Reader<'_>, draft: &mut Draft, name: &Spanned<String>, node: &Node) {
    let Value::Map(entries) = &node.value else {
        reader.wrong(name, node, "các dòng “tên: giá trị”", "lines “name: value”");
        return;
    };
    let entries = entries.iter().map(|entry| (entry.key.value.clone(), entry.value.to_json()));
    draft.front.extra = entries.collect::<BTreeMap<_, _>>();
}

/// The schema of the whole front matter.
pub fn schema() -> Schema {
    map_schema(KEYS)
}
