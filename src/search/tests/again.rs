//! An index taken up again is, byte for byte, what a full build makes.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::search::*;

/// Numbers that look random, the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    /// Mostly the first words of a language, seldom the others.
    fn word(&mut self) -> String {
        const WORDS: [&str; 24] = [
            "trường",
            "học",
            "an",
            "ninh",
            "trật",
            "tự",
            "cán",
            "bộ",
            "quản",
            "lý",
            "(CBQL)",
            "kỹ",
            "điều",
            "Điều",
            "số",
            "3204/HD-BCĐ",
            "cổng.",
            "đường",
            "dương",
            "cán bộ quản lý (CBQL)",
            "\"phố\"",
            "20/11",
            "và\n",
            "của",
        ];
        match self.below(6) {
            0 => format!("{}{}", ["ba", "bà", "bạ", "mươi"][self.below(4)], self.below(400)),
            1 | 2 => WORDS[self.below(4)].to_owned(),
            _ => WORDS[self.below(WORDS.len())].to_owned(),
        }
    }

    fn text(&mut self, words: usize) -> String {
        (0..words).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

struct Text {
    url: String,
    title: String,
    summary: String,
    sections: Vec<String>,
}

impl Text {
    fn page(&self) -> SearchPage<'_> {
        let section = |(at, text): (usize, &'_ String)| SearchSection {
            anchor: ["", "dieu-5-khoan-2", "phan-2"][at % 3],
            heading: ["Mở đầu", "khoản 2 Điều 5", ""][at % 3],
            text: text.clone().into(),
            provision: (at % 3 == 1).then(|| "khoản 2 Điều 5".into()),
        };
        SearchPage {
            url: &self.url,
            title: &self.title,
            kind: "page",
            summary: &self.summary,
            sections: self.sections.iter().enumerate().map(section).collect(),
            ..SearchPage::default()
        }
    }

    /// Changes a few words of a section.
    fn edit(&mut self, random: &mut Random) {
        let at = random.below(self.sections.len());
        let Some(text) = self.sections.get_mut(at) else { return };
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        for _ in 0..=random.below(3) {
            let at = random.below(words.len());
            match random.below(6) {
                0 => words.insert(at, random.word()),
                1 if words.len() > 1 => drop(words.remove(at)),
                _ => words[at] = random.word(),
            }
        }
        *text = words.join(" ");
    }
}

fn site(random: &mut Random, pages: usize, words: usize) -> Vec<Text> {
    let page = |number| Text {
        url: format!("trang-{number}.html"),
        title: random.text(3),
        summary: random.text(4),
        sections: (0..1 + random.below(3))
            .map(|_| {
                let words = 1 + random.below(words);
                random.text(words)
            })
            .collect(),
    };
    (0..pages).map(page).collect()
}

type Stored = BTreeMap<String, Vec<u8>>;

fn full(texts: &[Text]) -> (Kept, Stored) {
    let files = Mutex::new(Stored::new());
    let pages = texts.iter().map(Text::page).collect();
    let kept = build_into(pages, &super::glossary(), &|file| {
        assert_eq!(files.lock().unwrap().insert(file.path, file.bytes), None);
    });
    (kept, files.into_inner().unwrap())
}

/// The index after an edit; nothing where it must be made again.
fn taken_up((kept, stored): &(Kept, Stored), changed: &[SearchPage<'_>]) -> Option<(Kept, Stored)> {
    let new = Mutex::new(Vec::new());
    let read = |path: &str| stored.get(path).cloned();
    let done = again(kept, changed, &super::glossary(), &read, &|file| new.lock().unwrap().push(file))?;
    let mut stored = stored.clone();
    for path in &done.gone {
        assert!(stored.remove(path).is_some(), "{path} was no file of the index");
    }
    for file in new.into_inner().unwrap() {
        assert_ne!(stored.get(&file.path), Some(&file.bytes), "{} was there", file.path);
        stored.insert(file.path, file.bytes);
    }
    Some((done.kept, stored))
}

fn edits_agree(random: &mut Random, mut texts: Vec<Text>, edits: usize) {
    let mut index = full(&texts);
    let mut taken = 0;
    for _ in 0..edits {
        let mut changed: Vec<usize> = (0..=random.below(2)).map(|_| random.below(texts.len())).collect();
        changed.dedup();
        changed.iter().for_each(|&at| texts[at].edit(random));
        let pages: Vec<SearchPage<'_>> = changed.iter().map(|&at| texts[at].page()).collect();
        let expected = full(&texts);
        if let Some(found) = taken_up(&index, &pages) {
            let names = |stored: &Stored| stored.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&found.1), names(&expected.1));
            assert!(found == expected, "an index taken up again is another");
            taken += 1;
        }
        index = expected;
    }
    assert!(taken * 2 > edits, "only {taken} of {edits} edits were taken up");
}

#[test]
fn a_small_index() {
    let mut random = Random(1);
    for (pages, words) in [(1, 40), (3, 400), (40, 60), (30, 400)] {
        let texts = site(&mut random, pages, words);
        edits_agree(&mut random, texts, 20);
    }
}

#[test]
fn an_index_with_very_long_lists() {
    let mut random = Random(2);
    let texts = site(&mut random, 4_000, 6);
    edits_agree(&mut random, texts, 6);
}

#[test]
fn what_is_damaged_or_more_than_text_is_made_anew() {
    let mut random = Random(3);
    let mut texts = site(&mut random, 30, 60);
    let (kept, stored) = full(&texts);
    texts[7].sections[0].push_str(" hoàn toàn");
    let index = (kept, stored);
    assert!(taken_up(&index, &[texts[7].page()]).is_some());
    for path in index.1.keys() {
        for bytes in [None, Some(b"AnttSearch.put(\"\",{})\n".to_vec())] {
            let mut stored = index.1.clone();
            stored.remove(path);
            stored.extend(bytes.map(|bytes| (path.clone(), bytes)));
            // Files that are not looked at do not matter.
            if let Some(found) = taken_up(&(index.0.clone(), stored), &[texts[7].page()]) {
                let mut expected = full(&texts).1;
                expected.retain(|other, _| other != path);
                let mut found = found.1;
                found.retain(|other, _| other != path);
                assert_eq!(found, expected);
            }
        }
    }
    texts[7].title.push_str(" mới");
    assert!(taken_up(&index, &[texts[7].page()]).is_none());
}
