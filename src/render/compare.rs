//! Two texts of one document side by side: which provisions were added, removed or changed, and which words.

use std::collections::{HashMap, HashSet};

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use super::views::{LineView, PartView, PieceView};
use crate::document::{Document, TextSection};

/// How many lines around a change are shown.
const CONTEXT: usize = 1;
/// Above so many pairs of lines, changed lines are matched in order and not by likeness.
const MOST_PAIRS: usize = 2_500;
/// Above so many words, a changed line is shown as removed and added as a whole.
const MOST_WORDS: usize = 4_000;
/// Lines that share less than this part of their words are not the same line changed.
const ALIKE: f32 = 0.4;

const SAME: &str = "same";
const ADDED: &str = "added";
const REMOVED: &str = "removed";
const CHANGED: &str = "changed";

/// The provisions that differ, in the order of the newer text, without their addresses, and how many are the same.
pub(super) fn compare(old: &Document, new: &Document) -> (Vec<PartView>, usize) {
    let (old, new) = (&old.sections, &new.sections);
    let held = |sections: &[TextSection]| -> HashSet<String> {
        sections.iter().map(|section| section.anchor.clone()).collect()
    };
    let in_new = held(new);
    let before: HashMap<&str, &TextSection> =
        old.iter().map(|section| (section.anchor.as_str(), section)).collect();
    let names = |sections: &'_ [TextSection]| -> Vec<String> {
        sections.iter().map(|section| section.anchor.clone()).collect()
    };
    let mut parts = Vec::new();
    let mut same = 0;
    for op in capture_diff_slices(Algorithm::Myers, &names(old), &names(new)) {
        let gone = op.old_range().filter(|_| op.tag() != DiffTag::Equal).filter_map(|at| old.get(at));
        for section in gone.filter(|section| !in_new.contains(&section.anchor)) {
            parts.push(part(
                REMOVED,
                section,
                text(section).iter().map(|line| whole(REMOVED, line)).collect(),
            ));
        }
        for section in op.new_range().filter_map(|at| new.get(at)) {
            match before.get(section.anchor.as_str()) {
                None => {
                    let added = text(section).iter().map(|line| whole(ADDED, line)).collect();
                    parts.push(part(ADDED, section, added));
                }
                Some(known) if known.heading == section.heading && text(known) == text(section) => same += 1,
                Some(known) => parts.push(part(CHANGED, section, changed(known, section))),
            }
        }
    }
    (parts, same)
}

fn part(change: &'static str, section: &TextSection, lines: Vec<LineView>) -> PartView {
    let (id, label) = (section.anchor.clone(), section.heading.clone());
    PartView { change, id, label, url: String::new(), lines }
}

/// The lines of a section that changed; its heading is among them only where it is another.
fn changed(old: &TextSection, new: &TextSection) -> Vec<LineView> {
    let heading = (old.heading != new.heading).then(|| LineView {
        change: CHANGED,
        skipped: 0,
        pieces: words(&old.heading, &new.heading),
    });
    heading.into_iter().chain(changes(&text(old), &text(new))).collect()
}

/// The lines of a section below its heading.
fn text(section: &TextSection) -> Vec<&str> {
    section.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn whole(change: &'static str, line: &str) -> LineView {
    LineView { change, skipped: 0, pieces: vec![PieceView { change, text: line.to_owned() }] }
}

/// The lines of both texts, with those that stayed the same left out but for a few.
fn changes(old: &[&str], new: &[&str]) -> Vec<LineView> {
    let mut all = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        let (was, is) = (of(old, &op, true), of(new, &op, false));
        match op.tag() {
            DiffTag::Equal => all.extend(is.iter().map(|line| whole(SAME, line))),
            DiffTag::Delete => all.extend(was.iter().map(|line| whole(REMOVED, line))),
            DiffTag::Insert => all.extend(is.iter().map(|line| whole(ADDED, line))),
            DiffTag::Replace => all.extend(replaced(was, is)),
        }
    }
    shortened(all)
}

fn of<'a, T>(items: &'a [T], op: &DiffOp, old: bool) -> &'a [T] {
    items.get(if old { op.old_range() } else { op.new_range() }).unwrap_or_default()
}

/// Lines that took the place of others: those alike are one line with changed words.
fn replaced(old: &[&str], new: &[&str]) -> Vec<LineView> {
    let mut out = Vec::new();
    let (mut a, mut b) = (0, 0);
    for (i, j) in matched(old, new).into_iter().chain([(old.len(), new.len())]) {
        out.extend(old.get(a..i).unwrap_or_default().iter().map(|line| whole(REMOVED, line)));
        out.extend(new.get(b..j).unwrap_or_default().iter().map(|line| whole(ADDED, line)));
        if let (Some(was), Some(is)) = (old.get(i), new.get(j)) {
            out.push(LineView { change: CHANGED, skipped: 0, pieces: words(was, is) });
        }
        (a, b) = (i + 1, j + 1);
    }
    out
}

/// Which old line became which new one: in order, so that most words are shared.
fn matched(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.len() * new.len() > MOST_PAIRS {
        return (0..old.len().min(new.len())).map(|at| (at, at)).collect();
    }
    let bags = |lines: &[&str]| -> Vec<Vec<String>> { lines.iter().map(|line| bag(line)).collect() };
    let (was, is) = (bags(old), bags(new));
    let likeness = |i: usize, j: usize| match (was.get(i), is.get(j)) {
        (Some(a), Some(b)) => likeness(a, b),
        _ => 0.0,
    };
    // The best sum of likeness for the first i old and j new lines, row by row.
    let width = new.len() + 1;
    let mut best = vec![0.0_f32; (old.len() + 1) * width];
    let at = |best: &[f32], i: usize, j: usize| best.get(i * width + j).copied().unwrap_or_default();
    for i in 1..=old.len() {
        for j in 1..=new.len() {
            let alike = likeness(i - 1, j - 1);
            let paired = if alike >= ALIKE { at(&best, i - 1, j - 1) + alike } else { 0.0 };
            let most = at(&best, i - 1, j).max(at(&best, i, j - 1)).max(paired);
            if let Some(cell) = best.get_mut(i * width + j) {
                *cell = most;
            }
        }
    }
    let (mut i, mut j) = (old.len(), new.len());
    let mut pairs = Vec::new();
    while i > 0 && j > 0 {
        let here = at(&best, i, j);
        if here <= at(&best, i - 1, j) {
            i -= 1;
        } else if here <= at(&best, i, j - 1) {
            j -= 1;
        } else {
            (i, j) = (i - 1, j - 1);
            pairs.push((i, j));
        }
    }
    pairs.reverse();
    pairs
}

fn bag(line: &str) -> Vec<String> {
    let mut words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
    words.sort_unstable();
    words
}

/// The part of their words that two sorted bags share (Dice's coefficient).
fn likeness(a: &[String], b: &[String]) -> f32 {
    let (mut i, mut j, mut shared) = (0, 0, 0_u16);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x == y {
            shared = shared.saturating_add(1);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let total = u16::try_from(a.len() + b.len()).unwrap_or(u16::MAX).max(1);
    2.0 * f32::from(shared) / f32::from(total)
}

/// The words of a line that changed, as runs that share one fate.
fn words(old: &str, new: &str) -> Vec<PieceView> {
    let (was, is): (Vec<&str>, Vec<&str>) =
        (old.split_whitespace().collect(), new.split_whitespace().collect());
    if was.len() + is.len() > MOST_WORDS {
        return runs(vec![(was, is, false)]);
    }
    let mut steps: Vec<(Vec<&str>, Vec<&str>, bool)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &was, &is) {
        let same = op.tag() == DiffTag::Equal;
        let (gone, come) = (of(&was, &op, true).to_vec(), of(&is, &op, false).to_vec());
        match steps.last_mut() {
            // Changes that touch are one change: what went, then what came.
            Some((old, new, false)) if !same => {
                old.extend(gone);
                new.extend(come);
            }
            _ => steps.push((gone, come, same)),
        }
    }
    runs(without_crumbs(steps))
}

/// A single small word between two changes reads better as part of them.
fn without_crumbs<'a>(
    steps: Vec<(Vec<&'a str>, Vec<&'a str>, bool)>,
) -> Vec<(Vec<&'a str>, Vec<&'a str>, bool)> {
    let last = steps.len().saturating_sub(1);
    let mut out: Vec<(Vec<&str>, Vec<&str>, bool)> = Vec::new();
    for (at, (was, is, same)) in steps.into_iter().enumerate() {
        let crumb = same && at > 0 && at < last && was.len() == 1 && was.iter().all(|word| word.len() < 5);
        match out.last_mut() {
            Some((old, new, false)) if crumb || !same => {
                old.extend(was);
                new.extend(is);
            }
            _ => out.push((was, is, same)),
        }
    }
    out
}

fn runs(steps: Vec<(Vec<&str>, Vec<&str>, bool)>) -> Vec<PieceView> {
    let mut pieces = Vec::new();
    let mut add = |change: &'static str, words: &[&str]| {
        if !words.is_empty() {
            pieces.push(PieceView { change, text: words.join(" ") });
        }
    };
    for (was, is, same) in steps {
        if same {
            add(SAME, &is);
        } else {
            add(REMOVED, &was);
            add(ADDED, &is);
        }
    }
    pieces
}

/// Leaves out what stayed the same far from any change.
fn shortened(all: Vec<LineView>) -> Vec<LineView> {
    let changed: Vec<usize> =
        all.iter().enumerate().filter(|(_, line)| line.change != SAME).map(|(at, _)| at).collect();
    let near = |at: usize| {
        let next = changed.partition_point(|&change| change + CONTEXT < at);
        changed.get(next).is_some_and(|&change| change <= at + CONTEXT)
    };
    let mut out: Vec<LineView> = Vec::new();
    for (at, line) in all.into_iter().enumerate() {
        if near(at) || line.change != SAME {
            out.push(line);
            continue;
        }
        match out.last_mut() {
            Some(gap) if gap.change == "gap" => gap.skipped += 1,
            _ => out.push(LineView { change: "gap", skipped: 1, pieces: Vec::new() }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lines: &[LineView]) -> String {
        let piece = |piece: &PieceView| match piece.change {
            ADDED => format!("+{}+", piece.text),
            REMOVED => format!("-{}-", piece.text),
            _ => piece.text.clone(),
        };
        let line = |line: &LineView| match line.change {
            "gap" => format!("…{}", line.skipped),
            _ => line.pieces.iter().map(piece).collect::<Vec<_>>().join(" "),
        };
        lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn only_changed_words_are_marked() {
        let old = ["Điều 1", "1. Trong 10 ngày.", "2. Hai.", "3. Ba.", "4. Bốn."];
        let new = ["Điều 1", "1. Trong 15 ngày.", "2. Hai.", "3. Ba.", "4. Bốn.", "5. Năm."];
        assert_eq!(
            shown(&changes(&old, &new)),
            "Điều 1\n1. Trong -10- +15+ ngày.\n2. Hai.\n…1\n4. Bốn.\n+5. Năm.+"
        );
    }

    #[test]
    fn a_line_put_between_changed_ones_does_not_shift_them() {
        let old = ["a b c d một", "e f g h hai"];
        let new = ["a b c d mới", "x y z w", "e f g h khác"];
        assert_eq!(shown(&changes(&old, &new)), "a b c d -một- +mới+\n+x y z w+\ne f g h -hai- +khác+");
    }

    #[test]
    fn a_small_word_between_changes_joins_them() {
        assert_eq!(
            shown(&[LineView {
                change: CHANGED,
                skipped: 0,
                pieces: words("x một và hai y", "x ba và bốn y")
            }]),
            "x -một và hai- +ba và bốn+ y"
        );
    }
}
