//! `antt import FILE.txt`: a page of a legal document from its plain text.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::Failure;
use crate::diagnostic::{Language, Message};
use crate::import::{self, Imported};
use crate::path::SourcePath;
use crate::source::normalize;

/// Reads the file and writes its page to `content/van-ban/` under `root`. A file that is there is never touched.
pub fn run(root: &Path, file: &Path, language: Language) -> Result<String, Failure> {
    let shown = file.display().to_string();
    let machine = |what: &str, error: &std::io::Error| {
        let message = format!("{what}: {error}");
        Failure::Machine(Message::new(message.clone(), message))
    };
    let bytes = std::fs::read(file).map_err(|error| machine(&shown, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::Arguments(Message::new(
            format!("{shown}: tệp không phải văn bản UTF-8; hãy lưu lại bằng mã UTF-8"),
            format!("{shown}: the file is not UTF-8 text; save it again as UTF-8"),
        ))
    })?;
    let name = file.file_name().and_then(|name| name.to_str()).and_then(SourcePath::new);
    let path = name.or_else(|| SourcePath::new("van-ban.txt")).ok_or_else(|| {
        Failure::Arguments(Message::new(
            format!("{shown}: tên tệp không dùng được"),
            format!("{shown}: the file name cannot be used"),
        ))
    })?;
    let page = import::document(&normalize(&text), &path);
    let target = format!("content/van-ban/{}.md", page.name);
    write(&root.join(&target), &target, &page.markdown, machine)?;
    Ok(report(&target, &page, language))
}

fn write(
    path: &Path,
    shown: &str,
    page: &str,
    machine: impl Fn(&str, &std::io::Error) -> Failure,
) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| machine(shown, &error))?;
    }
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Failure::Arguments(Message::new(
                format!("{shown} đã có; xóa hoặc đổi tên tệp ấy trước"),
                format!("{shown} exists; remove or rename it first"),
            )));
        }
        Err(error) => return Err(machine(shown, &error)),
    };
    file.write_all(page.as_bytes()).map_err(|error| machine(shown, &error))
}

/// The path on a line of its own, then what the editor is to fill in.
fn report(target: &str, page: &Imported, language: Language) -> String {
    let mut lines = vec![target.to_owned()];
    if !page.missing.is_empty() {
        lines.push(
            Message::new("Chưa đọc được, hãy điền:", "Could not be read, fill in:").get(language).to_owned(),
        );
        lines.extend(page.missing.iter().map(|message| format!("  - {}", message.get(language))));
    }
    lines.join("\n")
}
