//! Ten different mistakes in a copy of the portal: all are named in one run, in Vietnamese, each at its place, and
//! what was published before stays.

use std::fs;
use std::path::Path;

use crate::antt::{contents, ends, write};
use crate::release::portal;

/// A mistake: the file, what is written into it, the code, and the words that must be underlined.
struct Mistake {
    file: &'static str,
    make: fn(&mut String),
    code: &'static str,
    at: &'static str,
    says: &'static str,
}

/// Adds a line to the end of a page.
macro_rules! append {
    ($text:literal) => {
        |page| page.push_str(concat!("\n", $text, "\n"))
    };
}

/// Adds a line to the front matter of a page.
macro_rules! head {
    ($line:literal) => {
        |page| *page = page.replacen("---\n", concat!("---\n", $line, "\n"), 1)
    };
}

const MISTAKES: [Mistake; 10] = [
    Mistake {
        file: "content/mo-hinh/camera-an-ninh.md",
        make: append!("Đọc thêm [quy chế](../van-ban/quy-che-phoi-hop-1.md) này."),
        code: "E301",
        at: "[quy chế](../van-ban/quy-che-phoi-hop-1.md)",
        says: "quy-che-phoi-hop-01.md",
    },
    Mistake {
        file: "content/kinh-nghiem/tin-dung-den.md",
        make: append!("Theo [mục II.9](../ke-hoach/2024/noi-dung-tung-muc.md#muc-ii-9) của kế hoạch."),
        code: "E302",
        at: "[mục II.9](../ke-hoach/2024/noi-dung-tung-muc.md#muc-ii-9)",
        says: "#muc-ii-",
    },
    Mistake {
        file: "content/kinh-nghiem/luc-luong-bao-ve.md",
        make: append!("Ảnh minh hoạ: ![Phòng trực](phong-truc.jpg)"),
        code: "E303",
        at: "![Phòng trực](phong-truc.jpg)",
        says: "Không thấy ảnh",
    },
    Mistake {
        file: "content/bieu-mau/bao-cao-thang.md",
        make: append!("## Một {#trung-nhau}\n\n## Hai {#trung-nhau}"),
        code: "E201",
        at: "## Hai {#trung-nhau}",
        says: "trung-nhau",
    },
    Mistake {
        file: "content/huong-dan/bao-ve.md",
        make: append!("[Bấm vào đây](javascript:alert(1))"),
        code: "E203",
        at: "[Bấm vào đây](javascript:alert(1))",
        says: "không an toàn",
    },
    Mistake {
        file: "content/huong-dan/giao-vien.md",
        make: head!("tom_tatt: Viết nhầm tên mục"),
        code: "W104",
        at: "tom_tatt",
        says: "tom_tat",
    },
    Mistake {
        file: "content/huong-dan/hieu-truong.md",
        make: head!("ra_soat_truoc: 28/02/2024"),
        code: "E106",
        at: "28/02/2024",
        says: "2024-02-28",
    },
    Mistake {
        file: "content/van-ban/de-an-30.md",
        make: head!("dia_chi_cu: [\"van-ban/de-an-27.html\"]"),
        code: "E304",
        at: "\"van-ban/de-an-27.html\"",
        says: "content/van-ban/de-an-27.md",
    },
    Mistake {
        file: "content/lich.yaml",
        make: |text| *text = text.replacen("ke-hoach/2024/thoi-han.md", "ke-hoach/2024/thoi-hạn.md", 1),
        code: "E301",
        at: "ke-hoach/2024/thoi-hạn.md#ke-hoach-trien-khai",
        says: "ke-hoach/2024/thoi-han.md",
    },
    Mistake {
        file: "content/mo-hinh/khong-ten.md",
        make: |text| *text = "Một trang không có tên.\n".to_owned(),
        code: "E202",
        at: "",
        says: "tieu_de",
    },
];

#[test]
fn ten_mistakes_are_named_in_one_run() {
    let root = portal();
    ends(root.path(), "build --date 2024-02-26", 0);
    let before = contents(&root.path().join("public"));
    let places: Vec<(usize, usize)> = MISTAKES.iter().map(|mistake| make(root.path(), mistake)).collect();

    let json = ends(root.path(), "check --date 2024-02-26 --format json", 1).stdout;
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    // Notes are there without mistakes too.
    let all = report["diagnostics"].as_array().unwrap().iter();
    let found: Vec<&serde_json::Value> = all.filter(|d| d["severity"] != "note").collect();
    let said: Vec<String> = found
        .iter()
        .map(|d| {
            let text = |key: &str| d[key].as_str().unwrap_or_default().to_owned();
            format!(
                "{} {}:{}:{} {} {}",
                text("code"),
                text("file"),
                d["line"],
                d["column"],
                text("message"),
                text("help")
            )
        })
        .collect();
    let text = ends(root.path(), "check --date 2024-02-26", 1).stderr;
    for (mistake, (line, column)) in MISTAKES.iter().zip(&places) {
        let place = format!("{}:{line}:{column}", mistake.file);
        let named = said
            .iter()
            .any(|one| one.starts_with(&format!("{} {place} ", mistake.code)) && one.contains(mistake.says));
        assert!(
            named,
            "{} at {place} saying {} is not among\n{}",
            mistake.code,
            mistake.says,
            said.join("\n")
        );
        assert!(text.contains(&place) && text.contains(mistake.code), "{place} is not among\n{text}");
    }
    assert_eq!(found.len(), MISTAKES.len(), "more than was wrong:\n{}", said.join("\n"));
    assert_eq!((&report["errors"], &report["warnings"]), (&9.into(), &1.into()));

    ends(root.path(), "build --date 2024-02-26", 1);
    assert_eq!(before, contents(&root.path().join("public")));
}

/// Makes a mistake and returns the line and column that it stands at.
fn make(root: &Path, mistake: &Mistake) -> (usize, usize) {
    let mut text = fs::read_to_string(root.join(mistake.file)).unwrap_or_default();
    (mistake.make)(&mut text);
    write(root, mistake.file, &text);
    let at = text.find(mistake.at).unwrap_or_else(|| panic!("{} is not written", mistake.at));
    let (line, rest) = text[..at]
        .rsplit_once('\n')
        .map_or((1, &text[..at]), |(above, rest)| (above.matches('\n').count() + 2, rest));
    (line, rest.chars().count() + 1)
}
