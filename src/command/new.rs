//! `antt new KIND "TITLE"`: a page to fill in.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use jiff::civil::Date;

use crate::diagnostic::{Language, Message, nearest};
use crate::document::Kind;
use crate::parse::front_matter::{KEYS, KIND_WORDS};
use crate::vietnamese;

use super::Failure;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The folder that holds `content/`.
    pub root: &'a Path,
    /// What the page is to be, as typed.
    pub kind: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Today.
    pub today: Date,
}

/// Writes the page where pages of its kind lie and says where. A file that is there is never touched.
pub fn run(options: Options<'_>, language: Language) -> Result<String, Failure> {
    let kind = kind(options.kind)?;
    let title: String = options.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = title.chars().filter(|c| !c.is_control()).collect();
    let path = path(kind, &title, options.today)?;
    let page = page(kind, &title, options.today);
    write(&options.root.join(&path), &path, &page)?;
    let done = Message::new(
        format!("Đã tạo {path}. Mở tệp, điền những chỗ còn trống rồi chạy: antt check"),
        format!("Made {path}. Fill in what is empty, then run: antt check"),
    );
    Ok(done.get(language).to_owned())
}

/// The kind that is called so.
fn kind(name: &str) -> Result<Kind, Failure> {
    if let Some((kind, _)) = Kind::ALL.iter().find(|(_, known)| *known == name) {
        return Ok(*kind);
    }
    let slug = vietnamese::slug(name);
    let word = KIND_WORDS.iter().find(|(word, _)| *word == slug).map(|(_, kind)| *kind);
    let names = Kind::ALL.map(|(_, name)| name);
    let all = names.join(", ");
    let (vi, en) = match word.or_else(|| nearest(&slug, names)) {
        Some(near) => (format!(" Có phải bạn muốn viết {near}?"), format!(" Did you mean {near}?")),
        None => (format!(" Chọn một trong: {all}."), format!(" Choose one of: {all}.")),
    };
    Err(Failure::Arguments(Message::new(
        format!("Không có loại trang “{name}”.{vi}"),
        format!("There is no kind of page “{name}”.{en}"),
    )))
}

/// Where the page goes: the folder of its kind, the folded title as its name.
fn path(kind: Kind, title: &str, today: Date) -> Result<String, Failure> {
    let slug = short(&vietnamese::slug(title));
    if slug.is_empty() {
        return Err(Failure::Arguments(Message::new(
            "Tiêu đề phải có ít nhất một chữ cái hoặc chữ số.",
            "The title needs at least one letter or digit.",
        )));
    }
    Ok(match kind {
        Kind::Page => format!("content/{slug}.md"),
        Kind::Section => format!("content/{slug}/_index.md"),
        Kind::Plan => format!("content/ke-hoach/{}/{slug}.md", today.year()),
        Kind::Legal => format!("content/van-ban/{slug}.md"),
        Kind::Model => format!("content/mo-hinh/{slug}.md"),
        Kind::Practice => format!("content/kinh-nghiem/{slug}.md"),
        Kind::Guide => format!("content/huong-dan/{slug}.md"),
        Kind::Form => format!("content/bieu-mau/{slug}.md"),
    })
}

/// A name of at most 80 letters, cut between words.
fn short(slug: &str) -> String {
    let mut name = String::new();
    for word in slug.split('-') {
        if !name.is_empty() && name.len() + word.len() >= 80 {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(80));
    }
    name
}

fn write(file: &Path, shown: &str, page: &str) -> Result<(), Failure> {
    let made = file.parent().map_or(Ok(()), std::fs::create_dir_all);
    let written = made
        .and_then(|()| OpenOptions::new().write(true).create_new(true).open(file))
        .and_then(|mut open| open.write_all(page.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Arguments(Message::new(
            format!("Đã có tệp {shown}; tệp được giữ nguyên. Hãy đặt tiêu đề khác hoặc sửa tệp ấy."),
            format!(
                "{shown} is there already and was left as it is. Choose another title, or edit that file."
            ),
        )),
        _ => Failure::Machine(Message::new(
            format!("Không ghi được {shown}: {error}"),
            format!("Cannot write {shown}: {error}"),
        )),
    })
}

/// The whole page.
fn page(kind: Kind, title: &str, today: Date) -> String {
    let mut page = String::from("---\n");
    for (key, value, hint) in front(kind, title, today) {
        // The names come from the table that the parser reads by, so they cannot drift apart.
        let name = KEYS.iter().find(|known| known.en == key).map_or(key, |known| known.vi);
        let line = format!("{name}: {value}");
        let line = line.trim_end();
        page += &if hint.is_empty() { format!("{line}\n") } else { format!("{line} # {hint}\n") };
    }
    page += "---\n\n";
    page + body(kind)
}

/// The front matter's lines: key, value, what to write there.
fn front(kind: Kind, title: &str, today: Date) -> Vec<(&'static str, String, &'static str)> {
    let quoted = format!("\"{}\"", title.replace('\\', "\\\\").replace('"', "\\\""));
    let empty = || String::from("\"\"");
    let mut lines = vec![
        ("title", quoted, ""),
        ("summary", empty(), "một, hai câu: trang này giúp được gì"),
        ("kind", kind.name().to_owned(), ""),
        ("updated", today.to_string(), ""),
        ("source", empty(), "ví dụ: Kế hoạch thực hiện Đề án 201 năm 2024, mục II.4"),
    ];
    match kind {
        Kind::Legal => lines.extend([
            ("type", empty(), "ví dụ: Kế hoạch, Quyết định, Công văn"),
            ("number", empty(), "đúng như trên văn bản, ví dụ: 21/KH-UBND"),
            (
                "date",
                String::new(),
                "ngày ban hành, ví dụ: 2024-01-26; chưa rõ ngày thì ghi 2024-01 hoặc 2024",
            ),
            ("agency", empty(), "cơ quan ban hành"),
            ("signer", empty(), "người ký, kèm chức vụ"),
            ("effective", String::new(), "ngày có hiệu lực; không rõ thì để trống"),
            ("short_names", String::from("[]"), "tên mà các trang khác gọi, ví dụ: [\"Kế hoạch 21\"]"),
            ("full_text", String::from("false"), "đổi thành true khi đã chép toàn văn vào trang"),
            ("based_on", String::from("[]"), "tệp hoặc số của văn bản làm căn cứ"),
        ]),
        Kind::Section => {
            lines.push(("children_kind", String::from("page"), "loại của các trang trong thư mục"))
        }
        _ => {}
    }
    if kind != Kind::Section {
        lines.push(("topics", String::from("[]"), "ví dụ: [\"báo cáo\", \"thời hạn\"]"));
        lines.push(("audience", String::from("[]"), "ví dụ: [\"hiệu trưởng\", \"giáo viên\"]"));
    }
    lines
}

/// Headings to fill in.
fn body(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "Viết nội dung ở đây. Câu đầu nói ngay điều người đọc cần.\n",
        Kind::Section => "Viết một đoạn ngắn: trong chuyên mục có gì và nên đọc trang nào trước.\n",
        Kind::Plan => {
            "## Kế hoạch yêu cầu gì\n\nKể lại từng ý bằng lời của mình, ghi rõ mục.\n\n\
             ## Trường làm gì\n\n- [ ] Việc thứ nhất: ai làm, xong trước ngày nào.\n\n\
             ## Báo cáo\n\nGửi cho ai, trước ngày nào.\n"
        }
        Kind::Legal => {
            "> [!NOTE]\n> Cổng chưa có toàn văn văn bản này. Khi cần trích dẫn, dùng bản gốc do cơ quan ban hành.\n\n\
             ## Văn bản nói về việc gì\n\nChỉ ghi điều đã biết chắc, kèm nguồn.\n\n\
             ## Nhà trường cần làm gì\n\nGhi việc, người làm và thời hạn; dẫn đến mục yêu cầu việc ấy.\n"
        }
        Kind::Model => {
            "## Mô hình giải quyết vấn đề gì\n\nViết hai, ba câu.\n\n\
             ## Mục đích\n\n- Điều mong đạt được.\n\n\
             ## Ai chủ trì, ai cùng làm\n\n| Người | Việc chính |\n| --- | --- |\n| Hiệu trưởng | Chủ trì |\n\n\
             ## Các bước\n\n1. Bước thứ nhất.\n\n\
             ## Đánh giá và kết thúc\n\nDựa vào đâu để duy trì, nhân rộng hoặc kết thúc.\n"
        }
        Kind::Practice => {
            "## Vì sao cần làm\n\nViết hai, ba câu; dẫn đến mục của Kế hoạch.\n\n\
             ## Cách làm\n\n1. Việc thứ nhất.\n\n\
             ## Tự kiểm tra\n\n- [ ] Điều cần thấy tận mắt.\n\n\
             ## Lỗi hay gặp\n\n- Điều nên tránh, và vì sao.\n"
        }
        Kind::Guide => {
            "## Việc cần làm ngay\n\n- [ ] Việc, thời hạn.\n\n\
             ## Việc làm thường xuyên\n\n- [ ] Việc, bao lâu một lần.\n\n\
             ## Khi cần hỏi\n\nHỏi ai, ở đâu.\n"
        }
        Kind::Form => {
            "> [!IMPORTANT]\n> **Mẫu tham khảo, không phải văn bản pháp luật.** Điền vào chỗ `…………`, xóa dòng không dùng.\n\n\
             ## Khi nào dùng mẫu\n\nViết một, hai câu.\n\n\
             ## Nội dung mẫu\n\n**Tên đơn vị:** …………\n\n**Ngày:** …………\n"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::front_matter::front_matter;
    use crate::path::SourcePath;
    use proptest::prelude::*;

    const TODAY: Date = jiff::civil::date(2024, 2, 28);

    fn options<'a>(root: &'a Path, kind: &'a str, title: &'a str) -> Options<'a> {
        Options { root, kind, title, today: TODAY }
    }

    #[test]
    fn a_page_is_made_once() {
        let root = tempfile::tempdir().unwrap();
        let made = run(options(root.path(), "form", "Báo cáo  tháng"), Language::Vi).unwrap();
        assert!(made.contains("content/bieu-mau/bao-cao-thang.md"), "{made}");
        let file = root.path().join("content/bieu-mau/bao-cao-thang.md");
        std::fs::write(&file, "của tôi").unwrap();
        let again = run(options(root.path(), "form", "Báo cáo tháng"), Language::Vi);
        assert!(matches!(again, Err(Failure::Arguments(_))));
        assert_eq!(std::fs::read_to_string(file).unwrap(), "của tôi");
    }

    #[test]
    fn kinds_and_titles_are_checked() {
        let root = Path::new("/nonexistent");
        let answer = |kind, title| match run(options(root, kind, title), Language::Vi) {
            Err(Failure::Arguments(message)) => message.vi,
            other => panic!("{other:?}"),
        };
        assert!(answer("legel", "A").contains("legal"));
        assert!(answer("biểu mẫu", "A").contains("form"));
        assert!(answer("zzz", "A").contains("practice"));
        assert!(answer("form", "…").contains("Tiêu đề"));
    }

    #[test]
    fn a_long_title_makes_a_short_name() {
        let path = path(Kind::Legal, &"an ninh ".repeat(40), TODAY).unwrap();
        assert!(path.len() < 110 && path.ends_with("an-ninh.md"), "{path}");
        assert!(super::path(Kind::Page, &"a".repeat(500), TODAY).unwrap().len() < 110);
    }

    proptest! {
        #[test]
        fn the_front_matter_of_every_new_page_is_sound(
            title in "[a-zA-Zăâđêôơưạệỹ\"'\\\\:#{}\\[\\]&*!|>%@` -]{1,30}", kind in prop::sample::select(Kind::ALL.to_vec())
        ) {
            let file = SourcePath::new("content/a.md").unwrap();
            let text = page(kind.0, &title, TODAY);
            let (checked, body) = front_matter(&file, &text);
            prop_assert_eq!(checked.diagnostics, vec![], "{}", text);
            prop_assert_eq!(checked.value.kind, Some(kind.0));
            prop_assert_eq!(checked.value.title.unwrap_or_default(), title.trim().to_owned());
            prop_assert!(text.get(body..).unwrap().len() > 20);
        }
    }
}
