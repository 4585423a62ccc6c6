//! What a build leaves on disk: the same bytes every time, a whole release or the one before, nothing of others lost.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::antt::{checkout, contents, copy_of, ends, files, on_threads, root_of, write};

const PAGE: (&str, &str) = ("content/a.md", "# Trang\n\nNội dung.\n");

/// A root with the portal's own content.
pub fn portal() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for folder in ["content", "static", "themes"] {
        let from = checkout().join(folder);
        if from.is_dir() {
            let copy = copy_of(&from).keep();
            fs::rename(&copy, root.path().join(folder)).unwrap();
        }
    }
    root
}

#[test]
fn the_same_bytes_on_every_run_and_number_of_threads() {
    let root = portal();
    let build = |threads: usize, out: &str| {
        let line = format!("build --date 2024-02-26 --base-url https://antt.example.vn/ --out {out}");
        let run = on_threads(threads, root.path(), &line);
        assert_eq!(run.code, 0, "{}", run.stderr);
        contents(&root.path().join(out))
    };
    let one = build(1, "one");
    assert!(one.len() > 100);
    same(&one, &build(4, "four"));
    // Once more into the same folder, where unchanged files are links to the old ones.
    same(&one, &build(3, "one"));
}

#[test]
fn the_order_of_files_on_disk_does_not_matter() {
    let mut files: Vec<(String, String)> = (0..30)
        .map(|i| {
            let next = (i * 7 + 3) % 30;
            let text = format!("# Trang {i}\n\nSang [trang {next}](t{next}.md) về an toàn số {i}.\n");
            (format!("content/t{i}.md"), text)
        })
        .collect();
    let build = |files: &[(String, String)]| {
        let root = tempfile::tempdir().unwrap();
        files.iter().for_each(|(path, text)| write(root.path(), path, text));
        ends(root.path(), "build --date 2024-02-26", 0);
        contents(&root.path().join("public"))
    };
    let forward = build(&files);
    files.reverse();
    same(&forward, &build(&files));
    files.sort_by_key(|(path, _)| path.bytes().rev().collect::<Vec<_>>());
    same(&forward, &build(&files));
}

#[test]
fn only_the_day_depends_on_the_clock() {
    let root = root_of(&[("content/a.md", "---\ntieu_de: Trang\ncap_nhat: 2024-02-20\n---\n\nNội dung.\n")]);
    ends(root.path(), "build --date 2024-02-26 --out mot", 0);
    ends(root.path(), "build --date 2030-01-01 --out hai", 0);
    let differing: Vec<String> = contents(&root.path().join("mot"))
        .into_iter()
        .zip(contents(&root.path().join("hai")))
        .filter(|(a, b)| a != b)
        .map(|(a, _)| a.0)
        .collect();
    assert_eq!(differing, ["manifest.json"]);
    let manifest = fs::read_to_string(root.path().join("hai/manifest.json")).unwrap();
    assert!(manifest.contains("\"date\": \"2030-01-01\""), "{manifest}");
}

#[test]
fn the_manifest_lists_every_file() {
    let root = root_of(&[PAGE]);
    ends(root.path(), "build", 0);
    let public = root.path().join("public");
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(public.join("manifest.json")).unwrap()).unwrap();
    let listed: Vec<&String> = manifest["files"].as_object().unwrap().keys().collect();
    let found = files(&public);
    let found: Vec<&String> = found.iter().filter(|path| *path != "manifest.json").collect();
    assert_eq!(listed, found);
    for (path, entry) in manifest["files"].as_object().unwrap() {
        let bytes = fs::read(public.join(path)).unwrap();
        assert_eq!(entry["size"], bytes.len(), "{path}");
        assert_eq!(entry["digest"], format!("{:032x}", twox_hash::XxHash3_128::oneshot(&bytes)), "{path}");
    }
}

#[test]
fn a_build_that_fails_leaves_the_last_release() {
    let root = root_of(&[PAGE]);
    ends(root.path(), "build", 0);
    let before = contents(&root.path().join("public"));
    let broken = [
        ("content/b.md", "# Hỏng\n\n[hỏng](khong-co.md)\n"),
        ("content/b.md", "---\ntieu_de: [\n---\n"),
        ("themes/antt/templates/page.html", "{% if %}"),
        ("themes/antt/templates/page.html", "{{ khong.co.gi }}"),
        ("static/a.html", "cùng địa chỉ"),
    ];
    for (path, text) in broken {
        write(root.path(), path, text);
        ends(root.path(), "build", 1);
        same(&before, &contents(&root.path().join("public")));
        fs::remove_file(root.path().join(path)).unwrap();
    }
    assert_eq!(left_beside(root.path()), [".antt", "content", "public", "static", "themes"]);
    ends(root.path(), "build", 0);
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let root = root_of(&[PAGE, ("luan-van/chuong-1.txt", "nhiều năm")]);
    let run = ends(root.path(), "build --out luan-van", 3);
    assert!(run.stderr.contains("luan-van"), "{}", run.stderr);
    assert_eq!(files(&root.path().join("luan-van")), ["chuong-1.txt"]);
    // A manifest that is not ours makes no difference.
    write(root.path(), "luan-van/manifest.json", "{\"name\": \"app\"}");
    ends(root.path(), "build --out luan-van", 3);
    assert_eq!(files(&root.path().join("luan-van")), ["chuong-1.txt", "manifest.json"]);
    // The portal's own folders least of all.
    ends(root.path(), "build --out .", 3);
    ends(root.path(), "build --out content", 3);
    assert_eq!(files(&root.path().join("content")), ["a.md"]);
}

#[test]
fn only_what_the_manifest_owns_is_deleted() {
    let root = root_of(&[PAGE, ("content/b.md", "# B\n"), ("content/muc/c.md", "# C\n")]);
    ends(root.path(), "build", 0);
    let public = root.path().join("public");
    write(&public, ".well-known/security.txt", "của người khác");
    write(&public, "muc/cua-nguoi-khac.txt", "của người khác");
    fs::remove_file(root.path().join("content/b.md")).unwrap();
    fs::remove_dir_all(root.path().join("content/muc")).unwrap();
    ends(root.path(), "build", 0);
    let left = files(&public);
    assert!(left.contains(&".well-known/security.txt".to_owned()));
    assert!(left.contains(&"muc/cua-nguoi-khac.txt".to_owned()));
    assert!(!left.contains(&"b.html".to_owned()) && !left.contains(&"muc/c.html".to_owned()), "{left:?}");
    assert_eq!(left_beside(root.path()), [".antt", "content", "public"]);
}

#[test]
fn a_file_changed_by_hand_is_made_again() {
    let root = root_of(&[PAGE]);
    ends(root.path(), "build", 0);
    let page = root.path().join("public/a.html");
    let good = fs::read(&page).unwrap();
    fs::write(&page, "ngắn hơn").unwrap();
    ends(root.path(), "build", 0);
    assert_eq!(fs::read(&page).unwrap(), good);
}

fn left_beside(root: &Path) -> Vec<String> {
    let names = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Compares two outputs and names the files that differ.
fn same(one: &[(String, Vec<u8>)], other: &[(String, Vec<u8>)]) {
    let names = |all: &[(String, Vec<u8>)]| all.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(names(one), names(other));
    let differing: Vec<&String> =
        one.iter().zip(other).filter(|(a, b)| a.1 != b.1).map(|(a, _)| &a.0).collect();
    assert!(differing.is_empty(), "these files differ: {differing:?}");
}
