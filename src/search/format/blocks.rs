//! Blocks: what results show of neighbouring units, page by page; and heads, what names pages, for lists without texts.

use rayon::prelude::*;
use serde::Deserialize;

use super::Files;
use crate::search::SearchPage;
use crate::search::build::Placed;
use crate::search::unit::Shown;
use crate::text::{any_byte, without_control};

/// How many units a block holds.
pub(in crate::search) const BLOCK: u32 = 8;
/// The names in a directory of blocks.
pub(in crate::search) const BLOCK_NAMES: u32 = 64;
/// How many pages a file of heads holds.
const HEADS: usize = 64;

/// A block being put together.
#[derive(Default)]
pub(in crate::search) struct Block {
    content: Vec<u8>,
    /// How many units were added.
    pub len: u32,
}

impl Block {
    /// Adds the units of a page that lie in this block.
    pub fn page<'s, U>(&mut self, page: &SearchPage<'_>, units: impl Iterator<Item = U>)
    where
        U: Iterator<Item = Shown<'s>>,
    {
        self.facts(facts(page).into_iter());
        for unit in units {
            self.unit(unit.map(|shown| [shown.anchor, shown.heading, shown.text, shown.provision]));
        }
        self.content.extend(b"]]");
    }

    fn facts<'s>(&mut self, facts: impl Iterator<Item = &'s str>) {
        self.content.extend(if self.content.is_empty() { b"[[" } else { b",[" });
        for fact in facts {
            push_json(fact, &mut self.content);
            self.content.push(b',');
        }
        self.content.push(b'[');
    }

    fn unit<'s>(&mut self, sections: impl Iterator<Item = [&'s str; 4]>) {
        if self.content.last() == Some(&b']') {
            self.content.push(b',');
        }
        self.content.push(b'[');
        for section in sections {
            if self.content.last() == Some(&b']') {
                self.content.push(b',');
            }
            let mut sign = b'[';
            for text in section {
                self.content.push(sign);
                push_json(text, &mut self.content);
                sign = b',';
            }
            self.content.push(b']');
        }
        self.content.push(b']');
        self.len += 1;
    }

    /// The block's content; nothing where it holds no unit.
    pub fn finish(&mut self) -> Option<Vec<u8>> {
        if self.content.is_empty() {
            return None;
        }
        self.content.push(b']');
        self.len = 0;
        let room = Vec::with_capacity(self.content.len());
        Some(std::mem::replace(&mut self.content, room))
    }
}

impl Files<'_> {
    /// Writes what names each page, and returns the names of the files.
    pub fn heads(&self, pages: &[Placed<'_>]) -> String {
        let file = |pages: &[Placed<'_>]| {
            let line = |Placed { page, .. }: &Placed<'_>| {
                let [facts @ .., _summary] = facts(page);
                facts.map(without_control).join("\t")
            };
            let lines: Vec<String> = pages.iter().map(line).collect();
            let mut content = Vec::new();
            push_json(&lines.join("\n"), &mut content);
            self.add(&content).to_string()
        };
        pages.par_chunks(HEADS).map(file).collect()
    }
}

/// What results show of a page, beside its text.
fn facts<'p>(page: &'p SearchPage<'_>) -> [&'p str; 9] {
    let own = |fact: Option<&'p str>| fact.unwrap_or_default();
    [
        page.url,
        page.title,
        own(page.number),
        page.kind,
        own(page.doc_type),
        own(page.agency),
        own(page.date.as_deref()),
        own(page.status.map(|status| status.label)),
        page.summary,
    ]
}

/// A block that was read: pages, each with its facts and units.
pub(in crate::search) struct OldBlock(Vec<OldPage>);

#[derive(Deserialize)]
struct OldPage(String, String, String, String, String, String, String, String, String, Vec<OldUnit>);

/// The sections of a unit as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(in crate::search) struct OldUnit(Vec<[String; 4]>);

impl OldUnit {
    /// A unit to be written.
    pub fn of<'s>(parts: impl Iterator<Item = Shown<'s>>) -> Self {
        let own = |part: Shown<'_>| [part.anchor, part.heading, part.text, part.provision].map(str::to_owned);
        Self(parts.map(own).collect())
    }

    /// What results show of it.
    pub fn shown(&self) -> impl Iterator<Item = Shown<'_>> {
        self.0.iter().map(|[anchor, heading, text, provision]| Shown { anchor, heading, text, provision })
    }
}

impl OldBlock {
    /// Reads a block; nothing where it is damaged.
    pub fn read(content: &[u8]) -> Option<Self> {
        serde_json::from_slice(content).ok().map(Self)
    }

    /// The unit at a place.
    pub fn unit(&mut self, place: u32) -> Option<&mut OldUnit> {
        self.0.iter_mut().flat_map(|page| &mut page.9).nth(place as usize)
    }

    /// Writes it again.
    pub fn write(&self) -> Option<Vec<u8>> {
        let mut block = Block::default();
        for OldPage(url, title, number, kind, doc_type, agency, date, status, summary, units) in &self.0 {
            let facts = [url, title, number, kind, doc_type, agency, date, status, summary];
            block.facts(facts.into_iter().map(String::as_str));
            for unit in units {
                block.unit(unit.0.iter().map(|section| section.each_ref().map(String::as_str)));
            }
            block.content.extend(b"]]");
        }
        block.finish()
    }
}

/// Writes a text as JSON. Nearly all of it is copied as it stands.
fn push_json(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(at) = special(rest) {
        let Some((plain, [byte, behind @ ..])) = rest.split_at_checked(at) else { break };
        out.extend_from_slice(plain);
        match byte {
            b'\n' => out.extend(b"\\n"),
            b'\t' => out.extend(b"\\t"),
            b'"' | b'\\' => out.extend([b'\\', *byte]),
            _ => out.extend(format!("\\u{byte:04x}").bytes()),
        }
        rest = behind;
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Where the first byte stands that JSON does not hold as it is. Whole blocks are looked at without a branch for each
/// byte.
fn special(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 32;
    let is_special = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\');
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let plain = blocks.iter().take_while(|block| !any_byte(block.as_slice(), is_special)).count() * BLOCK;
    bytes.get(plain..)?.iter().position(|byte| is_special(*byte)).map(|at| plain + at)
}
