//! Names that documents are cited by.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::token::{Token, What};
use crate::document::{Citation, CitationTarget, CitedDocument, FrontMatter};
use crate::hash::Fast;
use crate::vietnamese::Key;

/// The names of all documents of a portal, ready to be found in texts: short names, titles of legal documents, and
/// type with number ("Quy chế 01" of the Quy chế with the number 01/QCPH-CAT-SGDĐT).
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Every name as one key. Thousands may begin alike ("Quyết định ..."), so none is compared with each.
    whole: HashSet<u64, Fast>,
    /// How many tokens the longest name has, by the key of its first two.
    longest: HashMap<u64, usize, Fast>,
    /// A bit for the first token of every name: most words of a text are out at once.
    first: Vec<u64>,
}

/// How many bits tell first tokens apart.
const BITS: u64 = 4096;

impl Names {
    /// The names that these front matters declare.
    pub fn of<'a>(fronts: impl IntoIterator<Item = &'a FrontMatter>) -> Self {
        let fronts: Vec<&FrontMatter> = fronts.into_iter().collect();
        let declared = |front| declared(front).iter().map(|name| keys(name)).collect::<Vec<_>>();
        let all: Vec<Vec<Vec<u64>>> = fronts.into_par_iter().map(declared).collect();
        Self::of_keys(all.into_iter().flatten())
    }

    /// These names.
    #[cfg(test)]
    pub fn new(all: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self::of_keys(all.into_iter().map(|name| keys(name.as_ref())))
    }

    fn of_keys(all: impl Iterator<Item = Vec<u64>>) -> Self {
        let mut names = Self::default();
        all.for_each(|keys| names.add(&keys));
        names
    }

    /// A name needs two tokens to be told from a word.
    fn add(&mut self, keys: &[u64]) {
        let [first, second, rest @ ..] = keys else { return };
        if self.first.is_empty() {
            self.first = vec![0; (BITS / 64) as usize];
        }
        if let Some(word) = self.first.get_mut((first % BITS / 64) as usize) {
            *word |= 1 << (first % 64);
        }
        let start = pair(*first, *second);
        let longest = self.longest.entry(start).or_default();
        *longest = (*longest).max(keys.len());
        self.whole.insert(rest.iter().fold(start, |key, token| pair(key, *token)));
    }

    /// Whether a name may begin with a token of this key.
    #[inline]
    pub(super) fn may_begin(&self, first: u64) -> bool {
        self.first.get((first % BITS / 64) as usize).is_some_and(|bits| bits & (1 << (first % 64)) != 0)
    }

    /// The longest name that begins with token `at`; gives the index behind it.
    pub(super) fn find(&self, text: &str, tokens: &[Token], at: usize) -> Option<usize> {
        let first =
            tokens.get(at).and_then(|token| key(text, token)).filter(|first| self.may_begin(*first))?;
        let mut rest = keys_from(text, tokens, at + 1);
        let (second, after) = rest.next()?;
        let mut name = pair(first, second);
        let more = self.longest.get(&name)?.saturating_sub(2);
        let mut end = self.whole.contains(&name).then_some(after);
        for (token, after) in rest.take(more) {
            name = pair(name, token);
            if self.whole.contains(&name) {
                end = Some(after);
            }
        }
        end
    }
}

/// The names that one document declares.
pub fn declared(front: &FrontMatter) -> Vec<String> {
    let mut names: Vec<String> = front.short_names.iter().map(|name| name.value.clone()).collect();
    let legal = front.number.is_some() || front.doc_type.is_some();
    names.extend(front.title.clone().filter(|_| legal));
    if let (Some(kind), Some(number)) = (&front.doc_type, &front.number) {
        let digits: String = number.value.chars().take_while(char::is_ascii_digit).collect();
        if !digits.is_empty() {
            names.push(format!("{kind} {digits}"));
        }
    }
    names
}

/// Settles what a document says of itself by name or number ("Quốc hội ban hành Luật Hộ tịch"): the whole of itself is
/// nothing that it cites, and its provisions are its own.
pub fn settle_own(citations: &mut Vec<Citation>, front: &FrontMatter) {
    if citations.is_empty() {
        return;
    }
    let names = LazyCell::new(|| declared(front).iter().map(|name| keys(name)).collect::<Vec<_>>());
    let numbers = front.number.iter().map(|number| number.value.as_str());
    let numbers: Vec<&str> = numbers.chain(front.also_written.iter().map(String::as_str)).collect();
    let is_own = |document: &CitedDocument| match document {
        CitedDocument::This => true,
        CitedDocument::Number(number) => numbers.contains(&number.as_str()),
        CitedDocument::Name(name) => names.contains(&keys(name)),
    };
    citations.retain_mut(|citation| {
        for target in &mut citation.targets {
            if is_own(&target.document) {
                target.document = CitedDocument::This;
            }
        }
        let whole =
            |target: &CitationTarget| target.document == CitedDocument::This && target.anchor.is_none();
        !citation.targets.iter().all(whole)
    });
}

/// The key of a name with one more token.
fn pair(name: u64, token: u64) -> u64 {
    (name.rotate_left(17) ^ token).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

const SO: Key = Key::telex("soos");

/// What a token counts as in a name: nothing for marks and for "số".
fn key(text: &str, token: &Token) -> Option<u64> {
    match token.what {
        What::Word(SO, _) | What::Mark(_) => None,
        What::Word(key, _) => Some(key.bits()),
        _ => Some(digits_key(text.get(token.start..token.end)?)),
    }
}

fn digits_key(written: &str) -> u64 {
    let trimmed = written.trim_start_matches('0');
    trimmed.bytes().fold(7, |key: u64, byte| key.wrapping_mul(0x0000_0100_0000_01b3) ^ u64::from(byte))
}

/// The keys from token `from` on, each with the index behind it. Names end at a bracket or a full stop.
fn keys_from(text: &str, tokens: &[Token], from: usize) -> impl Iterator<Item = (u64, usize)> {
    let inside = |token: &&Token| !matches!(token.what, What::Mark(c) if !matches!(c, ',' | '-' | '–' | '“' | '”' | '"'));
    let rest = tokens.iter().skip(from).take_while(inside).enumerate();
    rest.filter_map(move |(at, token)| key(text, token).map(|key| (key, from + at + 1)))
}

/// The keys of a name.
fn keys(name: &str) -> Vec<u64> {
    let mut tokens = Vec::new();
    super::token::cut(name, &mut tokens);
    tokens.iter().filter_map(|token| key(name, token)).collect()
}

/// One key for a whole name: equal for two spellings of it ("Quy chế số 01", "quy chế 01"), whatever the encoding.
pub fn name_key(name: &str) -> Vec<u64> {
    keys(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_spelling() {
        let names =
            Names::new(["Quy chế 01", "Đề án 201", "Luật Phòng cháy và chữa cháy", "Luật Phòng cháy"]);
        fn find<'a>(names: &Names, text: &'a str) -> Option<&'a str> {
            let mut tokens = Vec::new();
            super::super::token::cut(text, &mut tokens);
            (0..tokens.len()).find_map(|at| {
                let end = names.find(text, &tokens, at)?;
                text.get(tokens[at].start..tokens[end - 1].end)
            })
        }
        assert_eq!(find(&names, "theo Quy chế số 01 và"), Some("Quy chế số 01"));
        assert_eq!(find(&names, "thực hiện đề án 201."), Some("đề án 201"));
        assert_eq!(find(&names, "của Luật phòng cháy và chữa cháy"), Some("Luật phòng cháy và chữa cháy"));
        assert_eq!(find(&names, "Đề án 20"), None);
    }
}
