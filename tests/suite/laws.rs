//! The legal passes on five real laws, where they are at hand: they are public data that is not part of the project.
//! The folder is named by `ANTT_SHARED`, or is `../shared` beside the checkout.

use std::collections::BTreeMap;
use std::path::PathBuf;

use antt_portal::document::{CitedDocument, Level};
use antt_portal::parse::citation::{Names, citations};
use antt_portal::parse::legal::{Layout, structure};
use antt_portal::parse::lines::plain;
use antt_portal::path::SourcePath;

/// What a law holds, counted by hand: chapters, sections, articles, clauses, points.
const LAWS: [(&str, [usize; 5]); 5] = [
    ("Luat-Ho-tich", [7, 18, 77, 172, 96]),
    ("Luat-Luc-luong", [5, 2, 33, 95, 43]),
    ("Luat-The-duc", [9, 6, 79, 262, 56]),
    ("Luat-giam-dinh", [0, 0, 2, 28, 16]),
    ("Luat-to-chuc", [10, 4, 73, 261, 77]),
];

/// Words of the laws and the addresses that they name: the cases that patterns miss.
const MARKS: [(&str, &str, &[&str]); 12] = [
    ("Luat-The-duc", "khoản 2 của Điều này", &["dieu-55-khoan-2"]),
    ("Luat-The-duc", "các điều 49, 50, 51 và 52 của Luật này", &["dieu-49", "dieu-50", "dieu-51", "dieu-52"]),
    ("Luat-Ho-tich", "khoản 2 và khoản 4 Điều 3 của Luật này", &["dieu-3-khoan-2", "dieu-3-khoan-4"]),
    ("Luat-Luc-luong", "Điều 15 và khoản 2 Điều 16 của Luật này", &["dieu-15", "dieu-16-khoan-2"]),
    ("Luat-Luc-luong", "khoản 13 Điều 16", &["37/2018/QH14 dieu-16-khoan-13"]),
    (
        "Luat-Luc-luong",
        "khoản 1 Điều 44 của Luật Phòng cháy và chữa cháy số 27/2001/QH10",
        &["27/2001/QH10 dieu-44-khoan-1"],
    ),
    (
        "Luat-giam-dinh",
        "khoản 3 Điều 16, khoản 3 Điều 17 và khoản 3 Điều 19",
        &["13/2012/QH13 dieu-16-khoan-3", "13/2012/QH13 dieu-17-khoan-3", "13/2012/QH13 dieu-19-khoan-3"],
    ),
    (
        "Luat-giam-dinh",
        "khoản 2 và khoản 3 Điều này",
        &["13/2012/QH13 dieu-26a-khoan-2", "13/2012/QH13 dieu-26a-khoan-3"],
    ),
    (
        "Luat-giam-dinh",
        "các điểm đ, e và h khoản 1 Điều này",
        &[
            "13/2012/QH13 dieu-41-khoan-1-diem-dd",
            "13/2012/QH13 dieu-41-khoan-1-diem-e",
            "13/2012/QH13 dieu-41-khoan-1-diem-h",
        ],
    ),
    (
        "Luat-to-chuc",
        "điểm a Khoản 1 các Điều 48 và 49 của Luật này",
        &["dieu-48-khoan-1-diem-a", "dieu-49-khoan-1-diem-a"],
    ),
    (
        "Luat-to-chuc",
        "Chương XIII, Chương XXVI",
        &["Bộ luật hình sự chuong-xiii", "Bộ luật hình sự chuong-xxvi"],
    ),
    (
        "Luat-to-chuc",
        "các Điều 188, 189 và 190 của Bộ luật hình sự",
        &["Bộ luật hình sự dieu-188", "Bộ luật hình sự dieu-189", "Bộ luật hình sự dieu-190"],
    ),
];

#[allow(clippy::print_stderr, reason = "says why a test was skipped")]
/// The laws by the beginning of their file names; nothing where they are not at hand.
fn laws() -> Option<BTreeMap<&'static str, String>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("ANTT_SHARED").map_or(beside, PathBuf::from);
    let Ok(folder) = std::fs::read_dir(shared.join("data/laws-dev")) else {
        eprintln!("skipped: no laws at hand (set ANTT_SHARED)");
        return None;
    };
    let mut found = BTreeMap::new();
    for entry in folder.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let known = LAWS.iter().find(|(law, _)| name.starts_with(law));
        if let (Some((law, _)), Ok(text)) = (known, std::fs::read_to_string(entry.path())) {
            found.insert(*law, antt_portal::source::normalize(&text).into_owned());
        }
    }
    Some(found)
}

#[test]
fn every_provision_has_its_address() {
    let Some(laws) = laws() else { return };
    let levels = [Level::Chapter, Level::Section, Level::Article, Level::Clause, Level::Point];
    for (law, counts) in LAWS {
        let lines = plain(&laws[law]);
        let found = structure(&lines, &SourcePath::new("a.txt").unwrap(), Layout::Detect);
        let warnings: Vec<&str> = found.diagnostics.iter().map(|found| &*found.message.en).collect();
        assert_eq!(warnings, Vec::<&str>::new(), "{law}");
        let count =
            |level| found.value.provisions.iter().filter(|provision| provision.level == level).count();
        assert_eq!(levels.map(count), counts, "{law}");
        // Articles are numbered through.
        for number in 1..=counts[2] {
            let anchor = format!("dieu-{number}");
            assert!(
                found.value.provisions.iter().any(|provision| provision.anchor == anchor),
                "{law} {anchor}"
            );
        }
    }
}

#[test]
fn citations_name_the_right_provisions() {
    let Some(laws) = laws() else { return };
    for (law, words, goals) in MARKS {
        let lines = plain(&laws[law]);
        let structure = structure(&lines, &SourcePath::new("a.txt").unwrap(), Layout::Detect).value;
        let found = citations(&lines, &structure, &Names::default(), true);
        let citation = found.iter().find(|citation| citation.text == words);
        let named: Vec<String> = citation
            .unwrap_or_else(|| panic!("{law}: {words}"))
            .targets
            .iter()
            .map(|target| {
                let anchor = target.anchor.as_deref().unwrap_or_default();
                match &target.document {
                    CitedDocument::This => anchor.to_owned(),
                    CitedDocument::Number(document) | CitedDocument::Name(document) => {
                        format!("{document} {anchor}")
                    }
                }
            })
            .collect();
        assert_eq!(named, goals, "{law}: {words}");
    }
}
