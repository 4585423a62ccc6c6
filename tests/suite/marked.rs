//! Texts with marks in `tests/marked/`: small invented ones that hold the difficulties of real laws. All of it is found,
//! and nothing else. `cargo run --example legal_quality -- tests/marked` prints what differs.

#[path = "../bench/legal_quality/marks.rs"]
mod marks;

use crate::antt::checkout;
use marks::{KINDS, Score};

#[test]
fn every_mark_is_found_and_nothing_else() {
    let mut score = Score::default();
    let texts = marks::score_folder(&checkout().join("tests/marked"), &mut score).unwrap();
    assert!(texts >= 3);
    assert_eq!(score.differences(), "", "{}", score.table());
    for (kind, count) in KINDS.iter().zip(score.counts) {
        assert!(*kind == "other" || count.marked > 0, "{kind}");
        assert_eq!((count.right, count.wrong), (count.marked, 0), "{kind}");
    }
}

#[test]
fn differences_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("a.txt", "Điều 1. Một\nTheo Điều 2 và Nghị định số 30/2020/NĐ-CP.\nĐiều 2. Hai\n");
    write("a.marks", "; a word\nprovision\t0\tdieu-1\nprovision\t5\tdieu-9\ncitation\t23\t32\t#dieu-3\n");
    let mut score = Score::default();
    assert_eq!(marks::score_folder(folder.path(), &mut score), Ok(1));
    let articles = score.counts[1];
    assert_eq!((articles.marked, articles.right, articles.found, articles.wrong), (2, 1, 2, 1));
    let citations = score.counts[5];
    assert_eq!((citations.marked, citations.right, citations.found, citations.wrong), (1, 0, 2, 1));
    write("a.marks", "provision\tx\tdieu-1\n");
    assert!(marks::score_folder(folder.path(), &mut score).is_err());
}
