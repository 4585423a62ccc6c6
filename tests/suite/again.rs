//! After an edit a build makes only what shows the words that changed; it leaves the bytes that a build of everything
//! leaves, and says the same.

use std::fs;
use std::path::Path;

use crate::antt::{checkout, contents, copy, copy_of, ends, files, root_of, run, write};

const BUILD: &str = "build --date 2024-02-26";

const LAW: &str = "---\ntieu_de: Quy chế 01\nso: 01/QC-A\nloai_van_ban: Quy chế\nngay: 2024-01-05\n---\n\n\
    ### Điều 1. Phạm vi\n\nQuy chế này áp dụng cho trường học.\n\n### Điều 2. Việc phải làm\n\n\
    1. Đóng cổng.\n2. Trực cổng.\n";

const PAGES: [(&str, &str); 6] = [
    ("content/portal.yaml", "tieu_de: Cổng\n"),
    ("content/_index.md", "# Cổng\n\nChào.\n"),
    ("content/a/_index.md", "---\ntieu_de: Mục\n---\n\nMục này.\n"),
    ("content/a/luat.md", LAW),
    (
        "content/a/b.md",
        "---\nngay: 2024-01-06\n---\n\n# Bài b\n\nTheo khoản 2 Điều 2 Quy chế 01/QC-A thì trực cổng. Thế thôi.\n",
    ),
    ("content/a/c.md", "---\ntom_tat: Bài c.\n---\n\n# Bài c\n\nXem [quy chế](luat.md). Không dẫn gì.\n"),
];

/// Builds what changed, and everything elsewhere; both must leave the same. Gives what the first printed.
fn same_as_anew(root: &Path, what: &str) -> String {
    let again = run(root, &format!("{BUILD} --timings"));
    let anew = run(root, &format!("{BUILD} --no-cache --out khac"));
    assert_eq!((again.code, &again.stderr), (anew.code, &anew.stderr), "{what}");
    if again.code == 0 {
        let (again, anew) = (contents(&root.join("public")), contents(&root.join("khac")));
        let differ = again.iter().zip(&anew).find(|(again, anew)| again != anew);
        assert_eq!(differ.map(|(again, anew)| (&again.0, &anew.0)), None, "{what}");
        assert_eq!(again.len(), anew.len(), "{what}");
    }
    again.stdout
}

/// The pages that a build says that it made.
fn made(stdout: &str) -> Vec<&str> {
    let of_pages = stdout.split("Trang chậm nhất").nth(1).unwrap_or_default();
    let mut pages: Vec<&str> = of_pages
        .lines()
        .filter_map(|line| line.split_whitespace().next().filter(|word| word.ends_with(".html")))
        .collect();
    pages.sort_unstable();
    pages
}

#[test]
fn only_pages_that_show_the_words_are_made() {
    let root = root_of(&PAGES);
    let root = root.path();
    ends(root, BUILD, 0);
    let replaced = |path: &str, from: &str, to: &str| {
        let text = fs::read_to_string(root.join(path)).unwrap();
        assert!(text.contains(from), "{path}: {from}");
        write(root, path, &text.replace(from, to));
        same_as_anew(root, &format!("{path}: {from} → {to}"))
    };
    // Its own page.
    assert_eq!(made(&replaced("content/a/c.md", "Không dẫn gì", "Chẳng dẫn gì")), ["a/c.html"]);
    // The page of a section, and the home page, at their folders' addresses.
    assert_eq!(made(&replaced("content/a/_index.md", "Mục này", "Mục ấy")), ["a/index.html"]);
    assert_eq!(made(&replaced("content/_index.md", "Chào.", "Chào bạn.")), ["index.html"]);
    // Its first words stand in feeds.
    let feed = || fs::read_to_string(root.join("public/feed.xml")).unwrap();
    assert_eq!(made(&replaced("content/a/b.md", "Thế thôi", "Chỉ thế thôi")), ["a/b.html"]);
    assert!(feed().contains("Chỉ thế thôi"));
    // A page that quotes the provision shows its words too; one that only links does not.
    let pages = replaced("content/a/luat.md", "2. Trực cổng.", "2. Trực cổng trường.");
    assert_eq!(made(&pages), ["a/b.html", "a/luat.html"]);
    let page = fs::read_to_string(root.join("public/a/b.html")).unwrap();
    assert!(page.contains("Trực cổng trường."));
    // What others may show of it: everything is made.
    for (from, to) in [("# Bài b", "# Bài bê"), ("khoản 2 Điều 2", "Điều 2")] {
        assert!(made(&replaced("content/a/b.md", from, to)).len() > 5, "{from} → {to}");
    }
    // Wrong, and mended.
    replaced("content/a/c.md", "luat.md", "mat.md");
    replaced("content/a/c.md", "mat.md", "luat.md");
    // The same words, written once more.
    let stdout = replaced("content/a/c.md", "Chẳng", "Chẳng");
    assert_eq!(made(&stdout), Vec::<&str>::new());
}

#[test]
fn edits_of_any_site_come_to_the_same() {
    let mut sites: Vec<_> = fs::read_dir(checkout().join("tests/sites"))
        .unwrap()
        .map(|entry| entry.unwrap().path().join("root"))
        .collect();
    sites.sort();
    for site in sites {
        let root = copy_of(&site);
        let root = root.path();
        if run(root, BUILD).code != 0 {
            continue;
        }
        edit(root, &site.display().to_string());
    }
}

#[test]
fn edits_of_the_portal_come_to_the_same() {
    let root = tempfile::tempdir().unwrap();
    copy(&checkout().join("content"), &root.path().join("content"));
    ends(root.path(), BUILD, 0);
    edit(root.path(), "portal");
}

/// Edits three of the pages under `root`.
fn edit(root: &Path, name: &str) {
    let pages: Vec<String> =
        files(&root.join("content")).into_iter().filter(|path| path.ends_with(".md")).collect();
    let every = pages.len().div_ceil(3).max(1);
    for path in pages.iter().step_by(every) {
        let path = format!("content/{path}");
        let Ok(text) = fs::read_to_string(root.join(&path)) else { continue };
        for edited in edits(&text) {
            write(root, &path, &edited);
            same_as_anew(root, &format!("{name}: {path}"));
        }
    }
}

/// What editors do: a sentence more at the end, a word more in the middle.
fn edits(text: &str) -> Vec<String> {
    let more = format!("{}\n\nThêm một câu ở cuối.\n", text.trim_end());
    let lines: Vec<&str> = more.lines().collect();
    let is_text =
        |line: &str| line.len() > 30 && line.starts_with(char::is_alphabetic) && !line.contains(": ");
    let Some(at) = (lines.len() / 2..lines.len()).find(|at| is_text(lines[*at])) else { return vec![more] };
    let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
    let middle = lines[at].match_indices(' ').nth(3).map_or(0, |(at, _)| at);
    lines[at].insert_str(middle, " rất");
    vec![more, lines.join("\n") + "\n"]
}

#[test]
fn a_whole_build_leaves_a_copy_for_the_first_edit() {
    let root = root_of(&PAGES);
    let root = root.path();
    ends(root, BUILD, 0);
    let copy = fs::read_dir(root.join(".antt/spare")).unwrap().next().unwrap().unwrap().path();
    let mut released = contents(&root.join("public"));
    released.retain(|(path, _)| path != "manifest.json");
    assert!(contents(&copy) == released);
    fs::remove_dir_all(root.join(".antt")).unwrap();
    ends(root, &format!("{BUILD} --no-cache"), 0);
    assert!(!root.join(".antt").exists());
}

#[test]
fn copies_of_releases_are_never_trusted() {
    let root = root_of(&PAGES);
    let root = root.path();
    ends(root, BUILD, 0);
    let mut count = 0;
    let mut edit = || {
        count += 1;
        write(root, "content/a/c.md", &format!("{}\nLần {count}.\n", PAGES[5].1));
        assert_eq!(made(&run(root, &format!("{BUILD} --timings")).stdout), ["a/c.html"]);
    };
    let same = |theirs: &[&str]| {
        ends(root, &format!("{BUILD} --no-cache --out khac"), 0);
        let mut expected = contents(&root.join("khac"));
        expected.extend(theirs.iter().map(|path| ((*path).to_owned(), b"theirs".to_vec())));
        expected.sort();
        assert!(contents(&root.join("public")) == expected);
    };
    // Of others: kept as long as they keep it.
    edit();
    write(root, "public/CNAME", "theirs");
    write(root, "public/a/ảnh/x.png", "theirs");
    edit();
    same(&["CNAME", "a/ảnh/x.png"]);
    fs::remove_dir_all(root.join("public/a/ảnh")).unwrap();
    edit();
    same(&["CNAME"]);
    assert!(!root.join("public/a/ảnh").exists());
    // Whatever becomes of the copy.
    let copy = || fs::read_dir(root.join(".antt/spare")).unwrap().next().unwrap().unwrap().path();
    fs::remove_file(copy().join("a/b.html")).unwrap();
    write(&copy(), "a/b.html", "another's");
    write(&copy(), "a/more.html", "another's");
    fs::remove_file(copy().join("index.html")).unwrap();
    edit();
    same(&["CNAME"]);
    fs::remove_dir_all(root.join(".antt/spare")).unwrap();
    write(root, ".antt/spare", "no folder");
    edit();
    edit();
    same(&["CNAME"]);
}
