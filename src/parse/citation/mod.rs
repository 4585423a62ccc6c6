//! Citations in running text: the phrases of Vietnamese legal writing, document numbers and declared names.
//!
//! A passage is cut into tokens once; a phrase is tried only where a word of it stands. What a phrase names is said
//! in addresses, whether the portal holds them or not: that is for [`crate::link`] to find out.

mod document;
mod exempt;
mod names;
mod phrase;
mod subject;
mod target;
mod token;

use crate::document::{Citation, CitationTarget, CitedDocument};
use crate::parse::legal::{Head, HeadKind, Structure};
use crate::parse::lines::{Line, LineKind, is_broken_off};
use crate::text::Span;
use crate::vietnamese::Key;

pub use exempt::{exempt, leave_out};
pub use names::{Names, declared, name_key, settle_own};

use document::Mention;
use subject::{Subject, Subjects};
use target::{Named, Place};
use token::{Token, What};

/// Finds what the lines cite. `legal`: the text is itself a document, so that "Điều này" and "Luật này" mean it.
pub fn citations(lines: &[Line], structure: &Structure, names: &Names, legal: bool) -> Vec<Citation> {
    // "Điều 5" means the text itself only where the text has articles.
    let legal = legal && !structure.provisions.is_empty();
    let mut scan = Scan {
        structure,
        names,
        legal,
        subjects: Subjects::default(),
        tokens: Vec::new(),
        mentions: Vec::new(),
        found: Vec::new(),
    };
    let mut at = 0;
    while at < lines.len() {
        let broken =
            at.checked_sub(1).and_then(|at| lines.get(at)).is_some_and(|line| is_broken_off(&line.text));
        let passage = Passage { goes_on: broken, ..Passage::read(lines, structure, at) };
        at += passage.lines.len().max(1);
        scan.passage(&passage);
    }
    scan.found
}

/// The numbers of documents in a text, as written.
pub fn document_numbers(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    token::cut(text, &mut tokens);
    let numbers = tokens.iter().filter(|token| token.what == What::Number);
    numbers.filter_map(|token| text.get(token.start..token.end).map(str::to_owned)).collect()
}

/// The lines of one block: a phrase may run over the end of a line.
struct Passage<'a> {
    /// The first line's index.
    first: usize,
    lines: &'a [Line],
    /// The words; lines are parted by a space.
    text: std::borrow::Cow<'a, str>,
    /// Whether the line before breaks off in a sentence.
    goes_on: bool,
}

impl<'a> Passage<'a> {
    /// The block that begins at line `at`; a provision in the middle of a paragraph begins another.
    fn read(lines: &'a [Line], structure: &Structure, at: usize) -> Self {
        let begins = |index: &usize| {
            let anchored = structure.anchors.get(*index).is_some_and(Option::is_some);
            anchored || lines.get(*index).is_none_or(|line| line.starts_block)
        };
        let end = (at + 1..lines.len()).find(begins).unwrap_or(lines.len());
        let lines = lines.get(at..end).unwrap_or_default();
        let text = match lines {
            [line] => line.text.as_str().into(),
            lines => {
                let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
                texts.join(" ").into()
            }
        };
        Self { first: at, lines, text, goes_on: false }
    }

    /// The place in the file of the bytes `start..end` of the text.
    fn span(&self, start: usize, end: usize) -> Span {
        let mut from = None;
        let mut offset = 0;
        for line in self.lines {
            let length = line.text.len();
            if from.is_none() && start < offset + length {
                from = Some(line.source(start.saturating_sub(offset)));
            }
            if end <= offset + length {
                let end = line.source_span(0..end.saturating_sub(offset)).end;
                return Span { start: from.unwrap_or(end).min(end), end };
            }
            offset += length + 1;
        }
        Span::default()
    }
}

/// Where a passage stands.
struct Here {
    /// The provision that holds it.
    holder: Option<u32>,
    /// What "Điều này" means, once it was asked for.
    place: Option<Place>,
    quoted: bool,
}

impl Here {
    fn place(&mut self, structure: &Structure) -> &Place {
        self.place.get_or_insert_with(|| Place::of(structure, self.holder))
    }
}

/// The state of the search through one file.
struct Scan<'a> {
    structure: &'a Structure,
    names: &'a Names,
    legal: bool,
    subjects: Subjects,
    tokens: Vec<Token>,
    /// What documents the tokens of the passage were found to name, by the first token.
    mentions: Vec<(usize, Option<Mention>)>,
    found: Vec<Citation>,
}

impl Scan<'_> {
    fn passage(&mut self, passage: &Passage) {
        let Some(line) = passage.lines.first() else { return };
        let mut tokens = std::mem::take(&mut self.tokens);
        token::cut(&passage.text, &mut tokens);
        let quoted = self.structure.quoted.get(passage.first).copied().unwrap_or(false);
        let holder = self.structure.holders.get(passage.first).copied().flatten();
        let head = self.structure.heads.get(passage.first).and_then(Option::as_ref);
        let known = self.found.len();
        // What "Điều này" means is worked out for every line of a quotation, which is numbered line by line, but
        // elsewhere only where a phrase stands.
        let place = quoted.then(|| self.subjects.quoted_place(self.structure, holder, head));
        let mut here = Here { holder, place, quoted: quoted || line.quoted };
        if !quoted {
            self.subjects.leave_quotation();
        }
        let anchored = self.structure.anchors.get(passage.first).is_some_and(Option::is_some);
        // "… theo quy định tại\nĐiều 5." begins no article: its number is cited.
        let own =
            head.filter(|head| anchored || quoted || !passage.goes_on || head.kind != HeadKind::Article);
        self.mentions.clear();
        let mut at = own_number(line, own, &tokens);
        while at < tokens.len() {
            at = match self.try_at(passage, &tokens, at, &mut here) {
                Some(next) => next.max(at + 1),
                None => at + 1,
            };
        }
        if self.legal && !quoted && line.kind != LineKind::Footnote {
            let cited = self.found.get(known..).unwrap_or_default();
            let read = subject::Read {
                text: &passage.text,
                tokens: &tokens,
                names: self.names,
                known: &self.mentions,
            };
            self.subjects.note(self.structure, holder, &read, cited);
        }
        self.tokens = tokens;
    }

    /// Takes the citation that begins at token `at`, if one does; gives the index behind it.
    fn try_at(&mut self, passage: &Passage, tokens: &[Token], at: usize, here: &mut Here) -> Option<usize> {
        let text = &passage.text;
        match tokens.get(at)?.what {
            What::Number => {}
            What::Word(word, _) if self.may_begin(word) => {}
            _ => return None,
        }
        if phrase::begins(tokens, at)
            && let Some((groups, end)) = phrase::phrase(text, tokens, at)
        {
            let named = target::named(&groups, here.place(self.structure));
            let subject = self.subjects.of(self.structure, here.holder);
            let document = self.document_behind(text, tokens, end);
            let last = document.as_ref().map_or(end, |mention| mention.end);
            let amends = subject.is_some();
            let document = document.or_else(|| self.document_later(text, tokens, last, &named, amends));
            let cited = match document {
                Some(Mention { document: CitedDocument::This, .. }) | None => {
                    self.own_document(subject.as_ref(), &named, here.quoted)
                }
                Some(Mention { document: CitedDocument::Name(name), .. }) => {
                    Some(self.subjects.called(&name))
                }
                Some(mention) => Some(mention.document),
            };
            if let (Some(cited), false) = (cited, named.is_empty()) {
                self.push(passage, tokens, (at, last), &named, &cited, here.quoted);
            }
            return Some(last);
        }
        let mention = document::mention(text, tokens, at, self.names);
        self.mentions.push((at, mention.clone()));
        let mention = mention?;
        if self.is_own_number(passage, tokens, &mention) {
            return Some(mention.end);
        }
        if mention.sure {
            let whole =
                Named { anchor: String::new(), tokens: Some((mention.start, mention.end)), relative: false };
            let words = (mention.start, mention.end);
            self.push(passage, tokens, words, &[whole], &mention.document, here.quoted);
            return Some(self.provisions_behind(passage, tokens, &mention, here));
        }
        (mention.document == CitedDocument::This).then_some(mention.end)
    }

    /// Whether a citation may begin with this word: nearly all words of a text are out at once.
    fn may_begin(&self, word: Key) -> bool {
        phrase::FIRST.may_hold(word) || document::FIRST.may_hold(word) || self.names.may_begin(word.bits())
    }

    /// Takes the provisions named behind a document ("Kế hoạch số 21/KH-UBND, mục II.4"); gives the index behind.
    fn provisions_behind(
        &mut self,
        passage: &Passage,
        tokens: &[Token],
        mention: &Mention,
        here: &Here,
    ) -> usize {
        let end = mention.end;
        let joined = matches!(tokens.get(end).map(|token| token.what), Some(What::Mark(',' | '(')));
        let at = end + usize::from(joined);
        if !phrase::begins(tokens, at) || !joined {
            return end;
        }
        let Some((groups, last)) = phrase::phrase(&passage.text, tokens, at) else { return end };
        let named = target::named(&groups, &Place::default());
        if named.is_empty() || self.document_behind(&passage.text, tokens, last).is_some() {
            return end;
        }
        self.push(passage, tokens, (at, last), &named, &mention.document, here.quoted);
        last
    }

    /// The document named behind a phrase: "… của Luật này", "… Nghị định số 30/2020/NĐ-CP".
    fn document_behind(&self, text: &str, tokens: &[Token], end: usize) -> Option<Mention> {
        let joined = matches!(tokens.get(end)?.what, What::Mark(','));
        let joined = joined || document::joins(tokens, end);
        let at = end + usize::from(joined);
        let at = document::issued_with(tokens, at).unwrap_or(at);
        let mention = document::mention_behind(text, tokens, at, self.names)?;
        // Behind a comma only a number or a declared name goes on with the phrase.
        let comma = matches!(tokens.get(end)?.what, What::Mark(','));
        (!comma || mention.sure || mention.document == CitedDocument::This).then_some(mention)
    }

    /// The document named later in the sentence, for units that the text itself does not have: "tại Chương XIII và
    /// các tội phạm quy định tại Điều 207 của Bộ luật hình sự".
    fn document_later(
        &self,
        text: &str,
        tokens: &[Token],
        from: usize,
        named: &[Named],
        amends: bool,
    ) -> Option<Mention> {
        let has = |anchor: &str| self.structure.provisions.iter().any(|provision| provision.anchor == anchor);
        let holder = |anchor: &str| anchor.split("-khoan-").next().is_some_and(has);
        if amends || !self.legal || named.iter().any(|named| named.relative || holder(&named.anchor)) {
            return None;
        }
        let ends = |token: &&Token| !matches!(token.what, What::Mark('.' | ';' | ':'));
        let inside = tokens.iter().skip(from).take_while(ends).take(80).count();
        let laws = (from..from + inside).filter_map(|at| document::mention(text, tokens, at, self.names));
        laws.into_iter().find(|mention| mention.document != CitedDocument::This)
    }

    /// Whether a number is the document's own ("Luật số: 30/2023/QH15", above the first provision).
    fn is_own_number(&self, passage: &Passage, tokens: &[Token], mention: &Mention) -> bool {
        let colon = mention
            .end
            .checked_sub(2)
            .and_then(|at| tokens.get(at))
            .is_some_and(|token| token.what == What::Mark(':'));
        let above = self.structure.anchors.iter().take(passage.first + 1).all(Option::is_none);
        colon && above && self.legal
    }

    /// The document of a phrase that names none: the one being amended, else the text itself.
    fn own_document(
        &self,
        subject: Option<&Subject>,
        named: &[Named],
        quoted: bool,
    ) -> Option<CitedDocument> {
        if !self.legal {
            return None;
        }
        let relative = named.iter().all(|named| named.relative) && !quoted;
        Some(match subject {
            Some(subject) if !relative => subject.document.clone(),
            _ => CitedDocument::This,
        })
    }

    /// Notes a citation by the tokens `range`.
    fn push(
        &mut self,
        passage: &Passage,
        tokens: &[Token],
        range: (usize, usize),
        named: &[Named],
        document: &CitedDocument,
        quoted: bool,
    ) {
        let bytes = |range: (usize, usize)| {
            let start = tokens.get(range.0).map_or(0, |token| token.start);
            let end =
                range.1.checked_sub(1).and_then(|last| tokens.get(last)).map_or(start, |token| token.end);
            (start, end.max(start))
        };
        let (start, end) = bytes(range);
        let mut targets = Vec::with_capacity(named.len());
        let starts: Vec<usize> =
            named.iter().filter_map(|named| named.tokens).map(|tokens| tokens.0).collect();
        let mut last_end = start;
        for one in named {
            let span = match one.tokens {
                Some((first, own_end)) => {
                    // The words of the last unit go on to the document: "khoản 2 Điều 5 của Luật này" is one link.
                    let last = starts.iter().all(|next| *next <= first);
                    let own_end = if last { range.1 } else { own_end };
                    let (from, to) = bytes((first, own_end));
                    // Links never overlap: where words stand for two units, the first has them.
                    let from = from.max(last_end);
                    let to = to.max(from);
                    last_end = to;
                    passage.span(from, to)
                }
                None => passage.span(last_end, last_end),
            };
            let anchor = (!one.anchor.is_empty()).then(|| one.anchor.clone());
            targets.push(CitationTarget { span, document: document.clone(), anchor });
        }
        let quoted = quoted || subject::is_inside_quotes(&passage.text, start);
        let text = passage.text.get(start..end).unwrap_or("").to_owned();
        let provision = self.structure.holders.get(passage.first).copied().flatten();
        self.found.push(Citation { span: passage.span(start, end), text, targets, quoted, provision });
    }
}

/// How many tokens the line's own number takes: "Điều 5." at its beginning is no citation.
fn own_number(line: &Line, head: Option<&Head>, tokens: &[Token]) -> usize {
    match head {
        Some(head) if line.marker.is_none() || head.start > 0 || head.rest > 0 => {
            tokens.iter().take_while(|token| token.start < head.rest).count()
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
