//! Marks of a text, and how an outline stands to them.
//!
//! A file of marks has one mark a line, its parts parted by tabs; places are bytes of the text's file:
//!
//! ```text
//! provision  START  ANCHOR
//! citation   START  END  DOCUMENT#ANCHOR  DOCUMENT#ANCHOR …
//! ```
//!
//! `DOCUMENT` is the number or name as written, empty for the text's own document; `ANCHOR` is empty for a whole
//! document. Empty lines and lines that begin with `;` say nothing.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use antt_portal::command::outline;
use antt_portal::diagnostic::Language;
use serde_json::Value;

/// A citation marked, or found.
struct Cited {
    start: usize,
    end: usize,
    /// What the words name: (document, anchor).
    targets: BTreeSet<(String, String)>,
}

impl Cited {
    /// The articles named; of larger units, those themselves.
    fn articles(&self) -> BTreeSet<(&str, &str)> {
        let cut =
            |anchor: &str| anchor.find("-khoan-").or_else(|| anchor.find("-diem-")).unwrap_or(anchor.len());
        self.targets.iter().map(|(document, anchor)| (document.as_str(), &anchor[..cut(anchor)])).collect()
    }
}

/// What a text holds: provisions by their first byte, and citations in order.
#[derive(Default)]
struct Content {
    provisions: BTreeSet<(usize, String)>,
    citations: Vec<Cited>,
}

/// Right, missed and false ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many are marked.
    pub marked: usize,
    /// How many of the marked ones were found, and found right.
    pub right: usize,
    /// How many were found in all.
    pub found: usize,
    /// How many were found where nothing is marked.
    pub wrong: usize,
}

/// What [`Score::counts`] counts.
pub const KINDS: [&str; 6] = ["larger units", "articles", "clauses", "points", "other", "citations"];

/// The sum over all texts.
#[derive(Debug, Default)]
pub struct Score {
    /// By [`KINDS`].
    pub counts: [Count; KINDS.len()],
    differences: Vec<String>,
}

/// Adds what is found in every marked text of `folder`; gives how many there are.
pub fn score_folder(folder: &Path, score: &mut Score) -> Result<usize, String> {
    let shown = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let mut marks: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|error| shown(folder, &error))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "marks"))
        .collect();
    marks.sort();
    for path in &marks {
        let written = std::fs::read_to_string(path).map_err(|error| shown(path, &error))?;
        let marked = read(&written).map_err(|line| format!("{}:{line}: no mark", path.display()))?;
        let text = ["txt", "md"].map(|extension| path.with_extension(extension));
        let text =
            text.into_iter().find(|text| text.exists()).ok_or_else(|| shown(path, &"no text beside it"))?;
        let words = std::fs::read_to_string(&text).map_err(|error| shown(&text, &error))?;
        let name = text.file_name().unwrap_or_default().to_string_lossy().into_owned();
        score.add(&name, &words, &marked, &found(&text)?);
    }
    Ok(marks.len())
}

/// Reads marks; the number of the first line that is none is the error.
fn read(written: &str) -> Result<Content, usize> {
    let mut content = Content::default();
    for (number, line) in written.lines().enumerate() {
        if line.is_empty() || line.starts_with(';') {
            continue;
        }
        let parts: Vec<&str> = line.split('\t').collect();
        let place = |part: &str| part.parse::<usize>().map_err(|_| number + 1);
        match parts.as_slice() {
            ["provision", start, anchor] => {
                content.provisions.insert((place(start)?, (*anchor).to_owned()));
            }
            ["citation", start, end, targets @ ..] if !targets.is_empty() => {
                let target = |target: &&str| {
                    target.rsplit_once('#').map(|(document, anchor)| (document.to_owned(), anchor.to_owned()))
                };
                let targets = targets.iter().map(target).collect::<Option<_>>().ok_or(number + 1)?;
                content.citations.push(Cited { start: place(start)?, end: place(end)?, targets });
            }
            _ => return Err(number + 1),
        }
    }
    Ok(content)
}

/// What the program finds, by its own printed outline.
fn found(text: &Path) -> Result<Content, String> {
    let options = outline::Options {
        root: text.parent().unwrap_or(text).to_owned(),
        files: vec![text.to_owned()],
        json: true,
    };
    let json = outline::run(&options, Language::En).map_err(|_| format!("{}: no outline", text.display()))?;
    let json: Value = serde_json::from_str(&json).map_err(|error| error.to_string())?;
    let list = |of: &Value, key: &str| of[key].as_array().cloned().unwrap_or_default();
    let word = |of: &Value, key: &str| of[key].as_str().unwrap_or_default().to_owned();
    let place =
        |of: &Value, key: &str| of[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
    Ok(Content {
        provisions: list(&json, "provisions")
            .iter()
            .map(|one| (place(one, "start"), word(one, "anchor")))
            .collect(),
        citations: list(&json, "citations")
            .iter()
            .map(|one| Cited {
                start: place(one, "start"),
                end: place(one, "end"),
                targets: list(one, "targets")
                    .iter()
                    .map(|goal| (word(goal, "document"), word(goal, "anchor")))
                    .collect(),
            })
            .collect(),
    })
}

/// The place in [`KINDS`] of a provision's address.
fn kind(anchor: &str) -> usize {
    let last = ["dieu-", "khoan-", "diem-", "chuong-", "phan-", "muc-", "phu-luc"]
        .into_iter()
        .filter_map(|part| Some((anchor.rfind(part)?, part)))
        .max();
    match last.map(|(_, part)| part) {
        Some("dieu-") => 1,
        Some("khoan-") => 2,
        Some("diem-") => 3,
        Some("muc-") if anchor.starts_with("muc-") => 4,
        Some(_) => 0,
        None => 4,
    }
}

impl Score {
    fn add(&mut self, name: &str, text: &str, marked: &Content, found: &Content) {
        for (start, anchor) in &marked.provisions {
            let count = &mut self.counts[kind(anchor)];
            count.marked += 1;
            if found.provisions.contains(&(*start, anchor.clone())) {
                count.right += 1;
            } else {
                self.differences.push(format!("{name}: missed #{anchor} at {start}"));
            }
        }
        for (start, anchor) in &found.provisions {
            let count = &mut self.counts[kind(anchor)];
            count.found += 1;
            if !marked.provisions.contains(&(*start, anchor.clone())) {
                count.wrong += 1;
                self.differences.push(format!("{name}: false #{anchor} at {start}"));
            }
        }
        self.add_citations(name, text, &marked.citations, &found.citations);
    }

    /// A marked citation is right where those found at its place name its articles; one found where nothing is marked
    /// is false.
    fn add_citations(&mut self, name: &str, text: &str, marked: &[Cited], found: &[Cited]) {
        let meets = |one: &Cited, other: &Cited| one.start < other.end && other.start < one.end;
        let words = |one: &Cited| text.get(one.start..one.end).unwrap_or("").replace('\n', " ");
        let count = &mut self.counts[KINDS.len() - 1];
        count.marked += marked.len();
        count.found += found.len();
        for mark in marked {
            let here: BTreeSet<(&str, &str)> =
                found.iter().filter(|one| meets(mark, one)).flat_map(Cited::articles).collect();
            if mark.articles().is_subset(&here) && !here.is_empty() {
                count.right += 1;
            } else {
                self.differences.push(format!(
                    "{name}: “{}” names {:?}, found {here:?}",
                    words(mark),
                    mark.articles()
                ));
            }
        }
        for one in found.iter().filter(|one| !marked.iter().any(|mark| meets(mark, one))) {
            count.wrong += 1;
            self.differences.push(format!("{name}: “{}” is no citation", words(one)));
        }
    }

    /// What was missed and what is false, a line each.
    pub fn differences(&self) -> String {
        self.differences.iter().flat_map(|line| [line, "\n"]).collect()
    }

    /// The counts in per cent.
    pub fn table(&self) -> String {
        let mut out =
            format!("{:<14}{:>8}{:>8}{:>10}{:>8}{:>10}\n", "", "marked", "right", "recall", "false", "false");
        for (kind, count) in KINDS.iter().zip(&self.counts) {
            let share = |part: usize, of: usize| if of == 0 { 0.0 } else { 100.0 * part as f64 / of as f64 };
            let recall = share(count.right, count.marked);
            let wrong = share(count.wrong, count.found);
            let _ = writeln!(
                out,
                "{kind:<14}{:>8}{:>8}{recall:>8.2} %{:>8}{wrong:>8.2} %",
                count.marked, count.right, count.wrong
            );
        }
        out
    }
}
