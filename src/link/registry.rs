//! The legal documents of a portal, found by number or name however they are written.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::document::{CitedDocument, Document};
use crate::parse::citation::{declared, name_key};
use crate::vietnamese::fold;

/// What a citation's words came to.
#[derive(Clone, Copy, Debug)]
pub enum Found<'a> {
    /// This document.
    Exact(&'a Arc<Document>),
    /// This document, whose number is written otherwise.
    Loose(&'a Arc<Document>),
    /// Several documents go by the name.
    Several,
    /// The portal holds no such document.
    Nothing,
}

/// The legal documents of a portal.
#[derive(Debug, Default)]
pub struct Registry<'a> {
    /// By number, in the form of [`exact`]; `None` where two share it.
    numbers: HashMap<String, Option<&'a Arc<Document>>>,
    /// By what a number begins with, for damaged ones and for those without their letters.
    heads: HashMap<String, Vec<(Damaged, &'a Arc<Document>)>>,
    names: HashMap<Vec<u64>, Option<&'a Arc<Document>>>,
}

impl<'a> Registry<'a> {
    /// Reads the front matters; names only where documents are looked up `by_name`, for their keys cost more than all else.
    pub fn new(documents: &'a [Arc<Document>], by_name: bool) -> Self {
        let keys = |document: &'a Arc<Document>| {
            let front = &document.front;
            let number = front.number.as_ref().map(|number| Damaged::of(exact(&number.value)));
            let others: Vec<String> = front.also_written.iter().map(|written| exact(written)).collect();
            let names = if by_name { declared(front) } else { Vec::new() };
            let names: Vec<Vec<u64>> = names.iter().map(|name| name_key(name)).collect();
            (document, number, others, names)
        };
        let keys: Vec<_> = documents.par_iter().map(keys).collect();
        let mut registry = Self::default();
        for (document, number, others, names) in keys {
            for key in number.iter().map(|number| &number.key).chain(&others) {
                enter(&mut registry.numbers, key.clone(), document);
            }
            if let Some(number) = number {
                registry.heads.entry(head(&number.key).to_owned()).or_default().push((number, document));
            }
            for name in names {
                enter(&mut registry.names, name, document);
            }
        }
        registry
    }

    /// The document that words name; nothing for the document that holds them.
    pub fn find(&self, cited: &CitedDocument) -> Found<'a> {
        match cited {
            CitedDocument::This => Found::Nothing,
            CitedDocument::Number(written) => self.number(written),
            CitedDocument::Name(name) => self.name(name),
        }
    }

    /// The document with this number: as written, without its letters where only one is so, or nearly.
    pub fn number(&self, written: &str) -> Found<'a> {
        let key = exact(written);
        match self.numbers.get(&key) {
            Some(Some(document)) => return Found::Exact(document),
            Some(None) => return Found::Several,
            None => {}
        }
        let Some(near) = self.heads.get(head(&key)) else { return Found::Nothing };
        // "79/2021" for "79/2021/QĐ-UBND": not damaged, only short.
        let short = |(known, _): &&(Damaged, &'a Arc<Document>)| {
            known.key.strip_prefix(key.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        let mut beginning = near.iter().filter(short);
        match (beginning.next(), beginning.next()) {
            (Some((_, document)), None) => return Found::Exact(document),
            (Some(_), Some(_)) => return Found::Several,
            _ => {}
        }
        let written = Damaged::of(key);
        let mut similar = near.iter().filter(|(known, _)| written.is_like(known));
        match (similar.next(), similar.next()) {
            (Some((_, document)), None) => Found::Loose(document),
            (Some(_), Some(_)) => Found::Several,
            _ => Found::Nothing,
        }
    }

    /// The document that goes by this name.
    fn name(&self, name: &str) -> Found<'a> {
        match self.names.get(&name_key(name)) {
            Some(Some(document)) => Found::Exact(document),
            Some(None) => Found::Several,
            None => Found::Nothing,
        }
    }
}

fn enter<'a, K: std::hash::Hash + Eq>(
    table: &mut HashMap<K, Option<&'a Arc<Document>>>,
    key: K,
    document: &'a Arc<Document>,
) {
    let slot = table.entry(key).or_insert(Some(document));
    if slot.is_some_and(|known| known.path != document.path) {
        *slot = None;
    }
}

/// A number in one form: small letters without accents, no spaces, no zeros in front, one kind of hyphen.
fn exact(written: &str) -> String {
    let mut plain: String = fold(written).replace(['–', '—', '‑'], "-");
    plain.retain(|c| !c.is_whitespace());
    plain.trim_start_matches('0').to_owned()
}

/// The digits that a number begins with.
fn head(key: &str) -> &str {
    let end = key.find(|c: char| !c.is_ascii_digit()).unwrap_or(key.len());
    key.split_at_checked(end).map_or("", |(head, _)| head)
}

/// A number that may be written wrong. A portal may hold hundreds that begin alike, so each is taken apart once.
#[derive(Debug)]
struct Damaged {
    /// The number in the form of [`exact`].
    key: String,
    /// Its letters and digits behind the digits that it begins with.
    letters: String,
    year: Option<String>,
}

impl Damaged {
    fn of(key: String) -> Self {
        let behind = key.get(head(&key).len()..).unwrap_or_default();
        let letters = behind.chars().filter(char::is_ascii_alphanumeric).collect();
        let is_year = |part: &&str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let year = key.split('/').nth(1).filter(is_year).map(str::to_owned);
        Self { key, letters, year }
    }

    /// Whether two numbers that begin with the same digits differ as bad typing or scanning makes them: a missing or
    /// doubled letter or two, hyphens and strokes apart; the year must be the same.
    fn is_like(&self, other: &Self) -> bool {
        let clash = matches!((&self.year, &other.year), (Some(one), Some(other)) if one != other);
        let (a, b) = (self.letters.as_str(), other.letters.as_str());
        !clash && !a.is_empty() && (a == b || is_near(a, b))
    }
}

/// Whether at most one letter in six was lost, added or changed.
fn is_near(a: &str, b: &str) -> bool {
    let limit = (a.len().max(b.len()) / 6).max(1);
    if a.len().abs_diff(b.len()) > limit || a.len().min(b.len()) < 4 {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, cb) in row.iter_mut().skip(1).zip(b.bytes()) {
            let value = (diagonal + usize::from(ca != cb)).min(left + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, value);
            left = value;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().is_some_and(|&distance| distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_numbers() {
        let damaged = |a: &str, b: &str| Damaged::of(exact(a)).is_like(&Damaged::of(exact(b)));
        assert!(damaged("01/QCPHCAT-SGDĐT", "01/QCPH-CAT-SGDĐT"));
        assert!(damaged("145/SGDDĐT-GDTH-CTTT", "145/SGDĐT-GDTH-CTTT"));
        assert!(!damaged("27/ĐA-BCA", "27/KH-UBND"));
        assert!(!damaged("30/2020/NĐ-CP", "30/2021/NĐ-CP"));
        assert_eq!(exact("01/QCPH–CAT"), exact("1/qcph-cat"));
    }
}
