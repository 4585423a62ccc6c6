//! The cache is about time only: with it, without it, or with a damaged one, a build leaves the same bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::antt::{contents, ends, root_of, run, write};

const PAGES: [(&str, &str); 5] = [
    ("content/_index.md", "# Cổng\n\nChào.\n"),
    ("content/a/_index.md", "---\ntieu_de: Mục\n---\n\nMục này.\n"),
    ("content/a/b.md", "---\ntieu_de: Bài b\nngay: 2024-01-05\n---\n\nSang [bài c](c.md).\n"),
    ("content/a/c.md", "# Bài c\n\nNội dung. Xem [trang ngoài](https://a.example/).\n"),
    ("static/tep.txt", "một"),
];

const BUILD: &str = "build --date 2024-02-26";

/// Builds with the cache and without; both must leave the same.
fn same_without(root: &Path, arguments: &str) {
    let with = ends(root, &format!("{BUILD} {arguments}"), 0);
    let without = ends(root, &format!("{BUILD} {arguments} --no-cache --out khac"), 0);
    assert_eq!(with.stderr, without.stderr, "{arguments}");
    let differ = contents(&root.join("public")) != contents(&root.join("khac"));
    assert!(!differ, "{arguments}");
}

fn entries(root: &Path) -> Vec<PathBuf> {
    let found = fs::read_dir(root.join(".antt/cache")).into_iter().flatten();
    found.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_build_of_nothing_new_leaves_the_release_alone() {
    let root = root_of(&PAGES);
    let first = ends(root.path(), BUILD, 0);
    let made = || fs::metadata(root.path().join("public/manifest.json")).unwrap().modified().unwrap();
    let before = made();
    let again = ends(root.path(), BUILD, 0);
    assert_eq!(made(), before);
    assert_eq!(first.stderr, again.stderr);
    assert!(again.stdout.contains("4 trang"), "{}", again.stdout);
    // Saved once more as it was.
    write(root.path(), PAGES[3].0, PAGES[3].1);
    ends(root.path(), BUILD, 0);
    assert_eq!(made(), before);
    ends(root.path(), &format!("{BUILD} --no-cache"), 0);
    assert_ne!(made(), before);
}

#[test]
fn a_root_at_rest_is_not_even_read() {
    let root = root_of(&PAGES);
    let asked = |stage: &str| entries(root.path()).iter().any(|path| path.to_string_lossy().contains(stage));
    let first = ends(root.path(), BUILD, 0);
    std::thread::sleep(Duration::from_millis(3_200));
    ends(root.path(), BUILD, 0);
    if !cfg!(unix) {
        return;
    }
    assert!(asked("survey-"));
    let again = ends(root.path(), BUILD, 0);
    assert_eq!(first.stderr, again.stderr);
    assert!(again.stdout.contains("4 trang"), "{}", again.stdout);
    // As long as before, with the dates of before.
    let page = root.path().join(PAGES[3].0);
    let modified = fs::metadata(&page).unwrap().modified().unwrap();
    fs::write(&page, PAGES[3].1.replace("Nội", "Nại")).unwrap();
    fs::File::options().write(true).open(&page).unwrap().set_modified(modified).unwrap();
    same_without(root.path(), "");
    let public = fs::read_to_string(root.path().join("public/a/c.html")).unwrap();
    assert!(public.contains("Nại dung"));
}

#[test]
fn whatever_changes_is_seen() {
    let root = root_of(&PAGES);
    let root = root.path();
    same_without(root, "");
    for (path, text) in [
        ("content/a/c.md", "# Bài c\n\nNội dung khác. Xem [trang ngoài](https://a.example/).\n"),
        ("content/a/c.md", "# Tên khác\n\nNội dung khác.\n"),
        ("content/a/d.md", "# Bài d\n\nTheo [bài b](b.md) và ANTT.\n"),
        ("content/thuat-ngu.yaml", "- {viet_tat: ANTT, day_du: an ninh trật tự, nghia: yên}\n"),
        ("content/portal.yaml", "ten: Cổng khác\n"),
        ("content/a/_index.md", "---\ntieu_de: Mục\nloai_trang_con: guide\n---\n\nMục này.\n"),
        ("static/tep.txt", "hai"),
        ("themes/antt/templates/footer.html", "<footer>chân trang</footer>"),
    ] {
        write(root, path, text);
        same_without(root, "");
        same_without(root, "");
    }
    fs::remove_file(root.join("content/a/d.md")).unwrap();
    same_without(root, "");
    same_without(root, "--base-url https://a.example/");
    same_without(root, "--drafts");
    same_without(root, "--warn E301");
}

#[test]
fn a_release_that_was_touched_is_made_again() {
    let root = root_of(&PAGES);
    ends(root.path(), BUILD, 0);
    let good = contents(&root.path().join("public"));
    let page = root.path().join("public/a/b.html");
    let length = fs::metadata(&page).unwrap().len() as usize;
    // As long as before, but younger.
    std::thread::sleep(Duration::from_millis(20));
    fs::write(&page, "x".repeat(length)).unwrap();
    ends(root.path(), BUILD, 0);
    assert!(contents(&root.path().join("public")) == good);
    fs::remove_file(&page).unwrap();
    ends(root.path(), BUILD, 0);
    assert!(contents(&root.path().join("public")) == good);
}

#[test]
fn a_damaged_cache_is_as_good_as_none() {
    let root = root_of(&PAGES);
    ends(root.path(), BUILD, 0);
    let good = contents(&root.path().join("public"));
    let kept: Vec<(PathBuf, Vec<u8>)> =
        entries(root.path()).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    assert!(!kept.is_empty());
    type Damage = fn(&[u8]) -> Vec<u8>;
    let damage: [Damage; 5] = [
        |_| Vec::new(),
        |bytes| bytes[..bytes.len() / 2].to_vec(),
        |bytes| {
            let mut flipped = bytes.to_vec();
            let middle = flipped.len() / 2;
            flipped[middle] ^= 0x10;
            flipped
        },
        // The layout of another version.
        |bytes| [b"antt-cache 9".as_slice(), &bytes[12..]].concat(),
        |_| "của người khác".repeat(1000).into_bytes(),
    ];
    for damaged in damage {
        for (path, bytes) in &kept {
            fs::write(path, damaged(bytes)).unwrap();
        }
        write(root.path(), "content/a/c.md", "# Bài c\n\nTạm khác.\n");
        same_without(root.path(), "");
        write(root.path(), PAGES[3].0, PAGES[3].1);
        same_without(root.path(), "");
        assert!(contents(&root.path().join("public")) == good);
    }
    fs::remove_dir_all(root.path().join(".antt")).unwrap();
    same_without(root.path(), "");
}

#[test]
fn a_cache_that_cannot_be_written_is_done_without() {
    let root = root_of(&PAGES);
    write(root.path(), ".antt", "a file where the folder would be");
    same_without(root.path(), "");
    fs::remove_file(root.path().join(".antt")).unwrap();
    ends(root.path(), &format!("{BUILD} --no-cache"), 0);
    assert!(!root.path().join(".antt").exists());
    // Nobody but root writes to a folder that is closed to writing; root does no harm there either.
    fs::create_dir_all(root.path().join(".antt/cache")).unwrap();
    let closed = |is_closed| {
        let folder = root.path().join(".antt/cache");
        let mut permissions = fs::metadata(&folder).unwrap().permissions();
        permissions.set_readonly(is_closed);
        fs::set_permissions(folder, permissions).unwrap();
    };
    closed(true);
    same_without(root.path(), "");
    closed(false);
}

#[test]
fn two_builds_at_once_are_both_right() {
    let root = root_of(&PAGES);
    ends(root.path(), &format!("{BUILD} --out wanted --no-cache"), 0);
    let wanted = contents(&root.path().join("wanted"));
    std::thread::scope(|scope| {
        for out in ["one", "two", "three", "four"] {
            let (root, wanted) = (root.path(), &wanted);
            scope.spawn(move || {
                for _ in 0..3 {
                    ends(root, &format!("{BUILD} --out {out}"), 0);
                    assert!(&contents(&root.join(out)) == wanted);
                }
            });
        }
    });
}

#[test]
fn verify_finds_a_byte_that_differs() {
    let root = root_of(&PAGES);
    ends(root.path(), &format!("{BUILD} --verify"), 0);
    let page = root.path().join("public/a/b.html");
    let bytes = fs::read_to_string(&page).unwrap();
    fs::write(&page, bytes.replace("Sang", "Sawg")).unwrap();
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    fs::File::options().write(true).open(&page).unwrap().set_modified(long_ago).unwrap();
    let failed = run(root.path(), &format!("{BUILD} --verify"));
    assert_eq!(failed.code, 1, "{}", failed.stdout);
    assert!(failed.stderr.contains("a/b.html"), "{}", failed.stderr);
    assert!(!failed.stderr.contains("a/c.html"), "{}", failed.stderr);
    ends(root.path(), &format!("{BUILD} --no-cache --verify --all-sites"), 0);
    let mut left: Vec<_> =
        fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, [".antt", "content", "public", "static"]);
}

#[test]
fn timings_name_stages_templates_and_pages() {
    let root = root_of(&PAGES);
    let run = ends(root.path(), &format!("{BUILD} --timings"), 0);
    for words in ["Giai đoạn", "liên kết", "section.html", "a/b.html"] {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }
    let run = ends(root.path(), &format!("{BUILD} --timings --lang en"), 0);
    assert!(run.stdout.contains("compare with the last build"), "{}", run.stdout);
}
