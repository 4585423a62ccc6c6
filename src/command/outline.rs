//! `antt outline FILE...`: the provisions of documents and what they cite, for people and for other tools.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Failure;
use crate::diagnostic::{Language, Message};
use crate::document::{Citation, CitedDocument, Document, FrontMatter, Kind, Level, Provision};
use crate::parse::citation::{self, Names};
use crate::parse::front_matter::front_matter;
use crate::parse::legal::{self, Layout};
use crate::parse::{lines, markdown};
use crate::path::SourcePath;
use crate::pipeline::{self, Compiled};
use crate::source::normalize;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that holds `content/`, if any: its names are known in the texts.
    pub root: PathBuf,
    /// The files, `.md` or plain text.
    pub files: Vec<PathBuf>,
    /// Print JSON.
    pub json: bool,
}

/// The outline of one file. Places are bytes of the file as it lies on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Outline {
    file: String,
    provisions: Vec<Entry>,
    citations: Vec<Cite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Entry {
    anchor: String,
    level: Level,
    number: String,
    title: String,
    start: usize,
    end: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Cite {
    start: usize,
    end: usize,
    text: String,
    targets: Vec<Goal>,
}

/// `document`: the number or name as written, null for the file's own document; `anchor`: null for a whole document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Goal {
    document: Option<String>,
    anchor: Option<String>,
}

/// Makes the outlines: an object for one file, an array for several.
pub fn run(options: &Options, language: Language) -> Result<String, Failure> {
    let portal =
        options.root.join("content").is_dir().then(|| pipeline::compile(&options.root).ok()).flatten();
    let names =
        portal.as_ref().map(|portal| Names::of(portal.documents.iter().map(|document| &document.front)));
    let names = names.unwrap_or_default();
    let mut outlines = Vec::with_capacity(options.files.len());
    for file in &options.files {
        outlines.push(outline(file, &options.root, portal.as_ref(), &names)?);
    }
    if !options.json {
        return Ok(outlines.iter().map(|outline| text(outline, language)).collect::<Vec<_>>().join("\n"));
    }
    let json = match outlines.as_slice() {
        [only] => serde_json::to_string_pretty(only),
        all => serde_json::to_string_pretty(all),
    };
    json.map_err(|error| Failure::Machine(Message::new(error.to_string(), error.to_string())))
}

fn outline(file: &Path, root: &Path, portal: Option<&Compiled>, names: &Names) -> Result<Outline, Failure> {
    let shown = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| {
        let message = format!("{shown}: {error}");
        Failure::Machine(Message::new(message.clone(), message))
    })?;
    let raw = String::from_utf8(bytes).map_err(|_| {
        Failure::Arguments(Message::new(
            format!("{shown}: tệp không phải UTF-8; hãy lưu lại bằng mã UTF-8"),
            format!("{shown}: the file is not UTF-8; save it again as UTF-8"),
        ))
    })?;
    let text = normalize(&raw);
    let places = Places::new(&raw, &text);
    let known = portal.and_then(|portal| known(portal, file, root));
    let (provisions, citations) = match known {
        Some(document) => (document.provisions.clone(), document.citations.clone()),
        None => read(file, &text, names),
    };
    let provisions = provisions.into_iter().map(|provision| entry(provision, &places)).collect();
    let citations = citations.into_iter().map(|citation| cite(citation, &places)).collect();
    Ok(Outline { file: shown, provisions, citations })
}

/// The document that the portal made of the file.
fn known<'a>(portal: &'a Compiled, file: &Path, root: &Path) -> Option<&'a Document> {
    let (file, root) = (file.canonicalize().ok()?, root.canonicalize().ok()?);
    let inside = file.strip_prefix(root).ok()?.to_str()?.replace('\\', "/");
    let path = SourcePath::new(&inside)?;
    portal.documents.iter().find(|document| document.path == path).map(|document| &**document)
}

/// Reads a file that is no part of a portal.
fn read(file: &Path, text: &str, names: &Names) -> (Vec<Provision>, Vec<Citation>) {
    let is_markdown = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
    let name = file.file_name().and_then(|name| name.to_str()).and_then(SourcePath::new);
    let Some(path) = name.or_else(|| SourcePath::new("text")) else { return Default::default() };
    let (front, lines, exempt) = if is_markdown {
        let (front, from) = front_matter(&path, text);
        let events = markdown::events(text, from);
        let lines = lines::read(&events, text, true).lines;
        (front.value, lines, citation::exempt(&events, &path).value)
    } else {
        (FrontMatter::default(), lines::plain(text), Vec::new())
    };
    let legal = front.kind.is_none_or(|kind| kind == Kind::Legal);
    let structure = legal::structure(&lines, &path, Layout::Detect).value;
    let mut citations = citation::citations(&lines, &structure, names, legal);
    citation::leave_out(&mut citations, &exempt);
    citation::settle_own(&mut citations, &front);
    (structure.provisions, citations)
}

fn entry(provision: Provision, places: &Places) -> Entry {
    Entry {
        anchor: provision.anchor,
        level: provision.level,
        number: provision.number,
        title: provision.title,
        start: places.raw(provision.span.start),
        end: places.raw(provision.span.end),
    }
}

fn cite(citation: Citation, places: &Places) -> Cite {
    let goal = |target: crate::document::CitationTarget| Goal {
        document: match target.document {
            CitedDocument::This => None,
            CitedDocument::Number(written) | CitedDocument::Name(written) => Some(written),
        },
        anchor: target.anchor,
    };
    Cite {
        start: places.raw(citation.span.start),
        end: places.raw(citation.span.end),
        text: citation.text,
        targets: citation.targets.into_iter().map(goal).collect(),
    }
}

/// The outline for people.
fn text(outline: &Outline, language: Language) -> String {
    let mut out = format!("{}\n", outline.file);
    for entry in &outline.provisions {
        out += &format!("  #{}  {}\n", entry.anchor, entry.title);
    }
    let cites = Message::new("Dẫn chiếu", "Citations");
    out += &format!("{}: {}\n", cites.get(language), outline.citations.len());
    for cite in &outline.citations {
        let goals = cite.targets.iter().map(|goal| {
            let document = goal.document.as_deref().unwrap_or("");
            let anchor = goal.anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
            format!("{document}{anchor}")
        });
        out += &format!("  {} → {}\n", cite.text, goals.collect::<Vec<_>>().join(", "));
    }
    out
}

/// Where bytes of a normalised text stood in the file.
struct Places(Vec<(usize, usize)>);

impl Places {
    /// Nothing to map where the file was in that form already.
    fn new(raw: &str, text: &str) -> Self {
        if raw == text {
            return Self(Vec::new());
        }
        let mut map = Vec::new();
        let mut at = 0;
        let starts = |(_, c): &(usize, char)| !unicode_normalization::char::is_combining_mark(*c);
        let begins: Vec<usize> = raw.char_indices().filter(starts).map(|(at, _)| at).collect();
        let ends = begins.iter().copied().skip(1).chain([raw.len()]);
        for (start, end) in begins.iter().copied().zip(ends) {
            map.push((at, start));
            let piece = raw.get(start..end).unwrap_or("");
            let dropped = piece == "\u{feff}"
                || (piece == "\r" && raw.get(end..).is_some_and(|rest| rest.starts_with('\n')));
            at += if dropped { 0 } else { normalize(piece).len() };
        }
        map.push((at, raw.len()));
        Self(map)
    }

    fn raw(&self, at: u32) -> usize {
        let at = at as usize;
        // Of pieces that came to nothing the last begins where the next letter does.
        let index = self.0.partition_point(|&(text, _)| text <= at);
        match index.checked_sub(1).and_then(|index| self.0.get(index)) {
            Some(&(text, raw)) => raw + (at - text),
            None => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_file() {
        let raw = "\u{feff}Đie\u{302}\u{300}u 1\r\nkho";
        let text = normalize(raw);
        let places = Places::new(raw, &text);
        for word in ["u 1", "kho"] {
            let at = u32::try_from(text.find(word).unwrap()).unwrap();
            assert_eq!(places.raw(at), raw.find(word).unwrap(), "{word}");
        }
    }
}
