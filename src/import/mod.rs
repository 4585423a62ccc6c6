//! Foreign formats → Markdown.

mod header;

use std::fmt::Write;

use crate::diagnostic::Message;
use crate::document::Level;
use crate::parse::legal::{self, Layout, Structure};
use crate::parse::lines::{Line, plain};
use crate::path::SourcePath;
use crate::vietnamese::slug;

pub use header::{Header, header};

/// A page made from a document's plain text.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The file's name without its ending: the number or title, folded.
    pub name: String,
    /// The page.
    pub markdown: String,
    /// What could not be read.
    pub missing: Vec<Message>,
}

/// Makes a page of the plain text of a legal document. Every line of the text is in it.
pub fn document(text: &str, file: &SourcePath) -> Imported {
    let lines = plain(text);
    let structure = legal::structure(&lines, file, Layout::Detect).value;
    let header = header(&lines, &structure);
    let named =
        header.number.as_deref().or(header.title.as_deref()).map(slug).filter(|name| !name.is_empty());
    let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
    let name = named.unwrap_or_else(|| slug(stem));
    let name = if name.is_empty() { String::from("van-ban") } else { name };
    let title = header.title.clone().unwrap_or_else(|| stem.replace('-', " "));
    let mut markdown = front_matter(&header, &title);
    body(&lines, &structure, &mut markdown);
    Imported { name, markdown, missing: missing(&header, &structure) }
}

fn front_matter(header: &Header, title: &str) -> String {
    let mut out = String::from("---\n");
    let mut line = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{key}: {}", quoted(value));
        }
    };
    line("tieu_de", Some(title));
    line("loai", Some("legal"));
    line("loai_van_ban", header.doc_type.as_deref());
    line("so", header.number.as_deref());
    line("co_quan", header.agency.as_deref());
    line("dia_danh", header.place.as_deref());
    line("nguoi_ky", header.signer.as_deref());
    line("ngay", header.date.map(|date| date.to_string()).as_deref());
    line("hieu_luc", header.effective.map(|date| date.to_string()).as_deref());
    for (key, values) in [("can_cu", &header.based_on), ("noi_nhan", &header.recipients)] {
        if !values.is_empty() {
            let _ = writeln!(out, "{key}:");
            for value in values {
                let _ = writeln!(out, "  - {}", quoted(value));
            }
        }
    }
    out + "toan_van: true\n---\n"
}

/// A string of YAML that is nothing else.
fn quoted(value: &str) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| String::from("\"\""))
}

/// The text: a block for each line, headings for the larger units.
fn body(lines: &[Line], structure: &Structure, out: &mut String) {
    let sections = structure.provisions.iter().any(|provision| provision.level == Level::Section);
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.trim();
        if text.is_empty() {
            continue;
        }
        let level = structure.provision_at(at).map(|provision| provision.level);
        let plan = structure.provision_at(at).is_some_and(|provision| {
            provision.anchor.contains("muc-") && !provision.anchor.contains("chuong")
        });
        let heading = match level {
            Some(Level::Annex | Level::Part | Level::Chapter) => "## ",
            Some(Level::Section) => "### ",
            Some(Level::Subsection) => "#### ",
            Some(Level::Article) if plan => "",
            Some(Level::Article) if sections => "#### ",
            Some(Level::Article) => "### ",
            _ => "",
        };
        let bullet = level == Some(Level::Bullet);
        if !line.starts_block && structure.heads.get(at).is_some_and(Option::is_none) {
            go_on(text, out);
            continue;
        }
        let _ = match text.strip_prefix(['-', '•', '*', '+']).filter(|_| bullet) {
            Some(rest) => writeln!(out, "\n- {}", escaped(rest.trim_start(), true)),
            None => writeln!(out, "\n{heading}{}", escaped(text, heading.is_empty())),
        };
    }
}

/// Writes a line that goes on with the sentence before it: in the same paragraph, or the same heading.
fn go_on(text: &str, out: &mut String) {
    out.truncate(out.trim_end().len());
    let in_heading = out.rsplit('\n').next().is_some_and(|last| last.starts_with("##"));
    out.push(if in_heading { ' ' } else { '\n' });
    let _ = writeln!(out, "{}", escaped(text, !in_heading));
}

/// The text with every mark that Markdown would read taken as a letter.
fn escaped(text: &str, starts: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let first = starts && at == 0 && matches!(c, '-' | '+' | '#' | '=' | '>' | ':');
        let listed = starts && at == digits && digits > 0 && matches!(c, '.' | ')');
        if first
            || listed
            || matches!(c, '\\' | '*' | '_' | '`' | '<' | '[' | ']' | '|' | '~' | '&' | '$' | '^' | '{')
        {
            out.push('\\');
        }
        out.push(c);
    }
    // A heading would lose the signs at its end.
    if !starts && out.ends_with('#') {
        out.truncate(out.len() - 1);
        out.push_str("\\#");
    }
    out
}

/// What could not be read, for the editor to fill in.
fn missing(header: &Header, structure: &Structure) -> Vec<Message> {
    let mut found = Vec::new();
    let mut note = |absent: bool, vi: &str, en: &str| {
        if absent {
            found.push(Message::new(vi, en));
        }
    };
    note(header.number.is_none(), "số, ký hiệu (`so`)", "the number (`number`)");
    note(header.doc_type.is_none(), "loại văn bản (`loai_van_ban`)", "the type (`type`)");
    note(header.title.is_none(), "trích yếu (`tieu_de`)", "the title (`title`)");
    note(header.agency.is_none(), "cơ quan ban hành (`co_quan`)", "the issuing body (`agency`)");
    note(
        header.date.is_none_or(|date| date.day.is_none()),
        "ngày ban hành (`ngay`)",
        "the day of issue (`date`)",
    );
    note(header.signer.is_none(), "người ký (`nguoi_ky`)", "the signer (`signer`)");
    note(header.effective.is_none(), "ngày có hiệu lực (`hieu_luc`)", "the day of effect (`effective`)");
    note(
        header.based_on.is_empty(),
        "số của các văn bản làm căn cứ (`can_cu`)",
        "numbers of the documents it rests on (`based_on`)",
    );
    note(
        structure.provisions.is_empty(),
        "chương, điều, khoản: không thấy trong văn bản",
        "chapters and articles: none were found",
    );
    found
}
