//! What an amending document speaks about: in "Điều 1. Sửa đổi một số điều của Luật X" every "khoản 2 Điều 5" and
//! every quoted "Luật này" means Luật X.

use std::collections::HashMap;

use super::document::{self, Mention};
use super::names::{Names, name_key};
use super::target::Place;
use super::token::{Token, What};
use crate::document::{Citation, CitationTarget, CitedDocument, Level};
use crate::hash::Fast;
use crate::parse::legal::{Head, HeadKind, Structure, instructs};

/// The document that a provision changes, and the place in it.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The document.
    pub document: CitedDocument,
    /// The units changed, as far as one is named.
    pub place: Place,
}

/// The subjects of the provisions so far.
#[derive(Debug, Default)]
pub struct Subjects {
    by_provision: HashMap<u32, Subject, Fast>,
    /// Where the words of the current quotation stand in the document that they change.
    quoted: Option<Place>,
    /// The numbers of documents named so far, by the words of their names.
    numbers: HashMap<Vec<u64>, CitedDocument>,
}

impl Subjects {
    /// The subject of a line: its provision's, or that of one that holds it.
    pub fn of(&self, structure: &Structure, holder: Option<u32>) -> Option<Subject> {
        let mut up = holder;
        while let Some(at) = up {
            if let Some(found) = self.by_provision.get(&at) {
                return Some(found.clone());
            }
            up = structure.provisions.get(at as usize)?.parent;
        }
        None
    }

    /// Ends the quotation, if one was open.
    pub fn leave_quotation(&mut self) {
        self.quoted = None;
    }

    /// What "Điều này" means in a quoted line: the place that is changed, as far as the quotation has come.
    pub fn quoted_place(&mut self, structure: &Structure, holder: Option<u32>, head: Option<&Head>) -> Place {
        let mut place = match self.quoted.take() {
            Some(place) => place,
            None => self.of(structure, holder).map(|subject| subject.place).unwrap_or_default(),
        };
        if let Some(head) = head {
            match head.kind {
                HeadKind::Article => place.enter(Level::Article, &head.number.slug()),
                HeadKind::Arabic => place.enter(Level::Clause, &head.number.slug()),
                HeadKind::Letter => place.enter(Level::Point, &head.number.slug()),
                _ => {}
            }
        }
        self.quoted = Some(place.clone());
        place
    }

    /// Notes the numbers of the documents that a line names, and what it changes if it orders a change.
    pub fn note(&mut self, structure: &Structure, holder: Option<u32>, line: &Read, cited: &[Citation]) {
        let orders = || instructs((0..line.tokens.len()).filter_map(|at| document::word(line.tokens, at)));
        let holder = holder.filter(|_| orders());
        let is_number = |token: &Token| matches!(token.what, What::Number | What::Partial);
        // Most lines neither order a change nor hold a number.
        if holder.is_none() && !line.tokens.iter().any(is_number) {
            return;
        }
        let mentions = self.mentions(line);
        let Some(holder) = holder else { return };
        let other = |target: &&CitationTarget| target.document != CitedDocument::This;
        let targets =
            || cited.iter().filter(|citation| !citation.quoted).flat_map(|citation| &citation.targets);
        let known = self.of(structure, Some(holder));
        let document = targets().find(other).map(|target| target.document.clone());
        let document = document.or_else(|| mentions.into_iter().next());
        let Some(document) = document.or_else(|| known.as_ref().map(|subject| subject.document.clone()))
        else {
            return;
        };
        let article = targets()
            .filter_map(|target| target.anchor.as_deref())
            .find(|anchor| anchor.starts_with("dieu-"));
        let place = article.map(Place::at).or_else(|| known.map(|subject| subject.place)).unwrap_or_default();
        self.by_provision.insert(holder, Subject { document, place });
    }

    /// The documents that a line names, however loosely; remembers the numbers behind names.
    fn mentions(&mut self, line: &Read) -> Vec<CitedDocument> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < line.tokens.len() {
            let Some(behind) = document::kind(line.tokens, at) else {
                at += 1;
                continue;
            };
            let Some(mention) = line.mention(at) else {
                at = behind;
                continue;
            };
            at = mention.end.max(behind);
            match &mention.document {
                CitedDocument::This => continue,
                CitedDocument::Number(number) => {
                    let words =
                        line.tokens.get(mention.start..mention.end.saturating_sub(1)).unwrap_or_default();
                    let (first, last) = (words.first(), words.last());
                    let name = first.zip(last).and_then(|(first, last)| line.text.get(first.start..last.end));
                    let key = name.map(name_key).unwrap_or_default();
                    if key.len() > 2 {
                        self.numbers.insert(key, CitedDocument::Number(number.clone()));
                    }
                    found.push(mention.document);
                }
                CitedDocument::Name(name) => found.push(self.called(name)),
            }
        }
        found
    }

    /// The document called `name`: by its number where the text has given it.
    pub fn called(&self, name: &str) -> CitedDocument {
        let number = self.numbers.get(&name_key(name));
        number.cloned().unwrap_or_else(|| CitedDocument::Name(name.to_owned()))
    }
}

/// A line cut into tokens.
pub struct Read<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// The names known.
    pub names: &'a Names,
    /// The documents found to be named, by the first token: not every token was looked at.
    pub known: &'a [(usize, Option<Mention>)],
}

impl Read<'_> {
    /// The document named from token `at` on.
    fn mention(&self, at: usize) -> Option<Mention> {
        match self.known.binary_search_by_key(&at, |(at, _)| *at) {
            Ok(found) => self.known.get(found)?.1.clone(),
            Err(_) => document::mention(self.text, self.tokens, at, self.names),
        }
    }
}

/// Whether byte `at` stands inside quotation marks.
pub fn is_inside_quotes(text: &str, at: usize) -> bool {
    crate::parse::legal::balance(text.get(..at).unwrap_or("")) > 0
}
