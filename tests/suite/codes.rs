//! How the program ends: 0 done, 1 something is wrong with the content, 2 wrong arguments, 3 the machine failed.

use std::fs;

use crate::antt::{ends, root_of, run};

const PAGE: (&str, &str) = ("content/a.md", "# Trang\n\nNội dung.\n");
const BROKEN: (&str, &str) = ("content/b.md", "# Hỏng\n\n[hỏng](khong-co.md)\n");

#[test]
fn done_is_0() {
    let root = root_of(&[PAGE]);
    for line in ["check", "build", "check --format json", "explain E301", "schema", "--version", "--help"] {
        let run = ends(root.path(), line, 0);
        assert!(!run.stdout.is_empty(), "{line}");
        assert_eq!(run.stderr, "", "{line}");
    }
}

#[test]
fn errors_in_content_are_1() {
    let root = root_of(&[PAGE, BROKEN]);
    for line in ["check", "build", "check --format json", "check --format github", "build --strict"] {
        ends(root.path(), line, 1);
    }
    assert!(!root.path().join("public").exists());
    assert_eq!(ends(root.path(), "build --warn E301", 0).stderr.matches("E301").count(), 1);
    ends(root.path(), "build --warn E301 --strict", 1);
}

#[test]
fn a_folder_without_content_is_1() {
    let root = root_of(&[("readme.md", "# Không phải cổng\n")]);
    let run = ends(root.path(), "build", 1);
    assert!(run.stderr.contains("E004"), "{}", run.stderr);
    assert!(!root.path().join("public").exists());
}

#[test]
fn wrong_arguments_are_2() {
    let root = root_of(&[PAGE]);
    let lines = [
        "",
        "biuld",
        "build --khong-co",
        "build --date 26/02/2024",
        "build --date 2024-02-30",
        "build --base-url antt.vn",
        "build --base-url https://",
        "build --site khong-co",
        "build --site a --all-sites",
        "check --format xml",
        "check --allow E9999",
        "--lang fr check",
        "explain E9999",
    ];
    for line in lines {
        let run = ends(root.path(), line, 2);
        assert!(!run.stderr.is_empty(), "antt {line}");
    }
    assert!(!root.path().join("public").exists());
}

#[test]
fn a_machine_that_fails_is_3_with_path_and_reason() {
    let root = root_of(&[PAGE]);
    fs::write(root.path().join("tep"), "một tệp").unwrap();
    for line in ["build --out tep/public", "build --out tep"] {
        let run = ends(root.path(), line, 3);
        assert!(run.stderr.contains("tep") && run.stderr.contains(": "), "{line}: {}", run.stderr);
    }
    assert_eq!(fs::read_to_string(root.path().join("tep")).unwrap(), "một tệp");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let root = root_of(&[PAGE, ("content/kin.md", "# Kín\n")]);
    let closed = root.path().join("content/kin.md");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&closed).is_ok() {
        return eprintln!("skipped: this user may read every file");
    }
    let run = ends(root.path(), "build", 1);
    assert!(run.stderr.contains("E005") && run.stderr.contains("kin.md"), "{}", run.stderr);
}

#[test]
fn messages_are_in_the_language_asked_for() {
    let root = root_of(&[PAGE, BROKEN]);
    let text = |line: &str| run(root.path(), line).stderr;
    assert!(text("check").contains("Liên kết dẫn tới tệp không có"));
    assert!(text("check --lang en").contains("The link leads to a file that does not exist"));
    assert!(text("--lang en check").contains("The link leads to a file that does not exist"));
}
